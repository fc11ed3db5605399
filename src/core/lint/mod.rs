//! Checks a message before it is sent: is it about this one person, does it give something, ask one
//! easy thing, and stay short (design 6.4)? It reads generated drafts and any other text, and knows
//! nothing of the vault.
//!
//! A finding is advice, so it says why and what to do instead. The checks are word lists on purpose.
//! A place still to be filled in, `[? …]`, counts as whatever the message would otherwise lack.

mod flat;
mod looks;
pub mod message;
// rustfmt would put each word on a line of its own.
#[rustfmt::skip]
mod phrases;
pub mod rules;
mod same;

use crate::core::config::outputs::MaxWords;
use crate::core::place::Spot;
use message::Message;
use rules::{RULES, Rule, SAME_TEXT};

/// One piece of advice about a message.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Index of the message in the list given to [`lint`].
    pub file: usize,
    /// The line of the file, and the column in it; in a mail, the column in the decoded line.
    pub spot: Spot,
    /// The finding in words: lower case, without a final full stop.
    pub found: String,
}

/// Checks messages. Findings come in the order of the messages, and within one message by position.
pub fn lint(messages: &[Message], limits: &MaxWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let twins = same::twins(messages);
    for (file, message) in messages.iter().enumerate() {
        let mut own: Vec<Finding> = RULES
            .iter()
            .flat_map(|rule| {
                let hits = (rule.look)(message, limits);
                hits.into_iter().map(move |hit| Finding { rule, file, spot: hit.spot, found: hit.found })
            })
            .collect();
        if let Some(twin) = twins.get(file).copied().flatten().and_then(|twin| messages.get(twin)) {
            let found = format!("apart from the name, this is the text of {}", twin.path);
            own.push(Finding { rule: &SAME_TEXT, file, spot: message.start(), found });
        }
        own.sort_by_key(|finding| (finding.spot, finding.rule.name));
        findings.extend(own);
    }
    findings
}
