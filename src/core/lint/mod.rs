//! Looks at a message before it is sent: whether it speaks to this one person, gives
//! something, asks for one easy thing, and is short (design 6.4). Reads drafts of ours and
//! any other text; knows nothing of the vault.
//!
//! A finding is advice, so it says why and what to do instead. Heuristics on purpose: they
//! look for words, and a place still to be filled is taken for whatever is missing.

mod flat;
mod looks;
pub mod message;
// Lists of words, several to a line.
#[rustfmt::skip]
mod phrases;
pub mod rules;
mod same;

use crate::core::config::model::MaxWords;
use crate::core::place::Spot;
use message::Message;
use rules::{RULES, Rule, SAME_TEXT};

/// One thing that would be better otherwise.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Position of the file in the list that was looked at.
    pub file: usize,
    /// Where it stands in the file; in a mail, on which line of the file.
    pub spot: Spot,
    /// What was found, lower case, without a final full stop.
    pub found: String,
}

/// Looks at several messages, in their order; each one's findings by position.
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
