//! Finds messages with the same text apart from the name: each should be written for one person.

use super::message::Message;
use crate::core::text::folded_words;
use std::collections::HashMap;

/// Returns for each message the index of another one with the same text: the first such message, or for
/// the first one itself the second.
pub(super) fn twins(messages: &[Message]) -> Vec<Option<usize>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut twins = Vec::with_capacity(messages.len());
    for (place, message) in messages.iter().enumerate() {
        let text = nameless(message);
        twins.push(if text.is_empty() { None } else { seen.get(&text).copied() });
        seen.entry(text).or_insert(place);
    }
    // Points the first of several at the second, so that both are reported.
    for place in (0..twins.len()).rev() {
        if let Some(first) = twins.get(place).copied().flatten()
            && let Some(slot) = twins.get_mut(first)
            && slot.is_none()
        {
            *slot = Some(place);
        }
    }
    twins
}

/// The words of a message without the recipient's name.
fn nameless(message: &Message) -> String {
    let body: Vec<&str> = message.body.iter().map(|line| line.text.as_str()).collect();
    let body = body.join("\n");
    let mut names: Vec<String> = folded_words(message.to.as_deref().unwrap_or_default());
    names.extend(greeted(&body));
    let words = folded_words(&body).into_iter().filter(|word| !names.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the name in a greeting: "Hi Ada Lovelace," gives `["ada", "lovelace"]`.
fn greeted(body: &str) -> Vec<String> {
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let greeting = first.split([',', '!', '.', ':', ';']).next().unwrap_or_default();
    let mut words = folded_words(greeting);
    let known = words.first().is_some_and(|word| super::phrases::GREETINGS.contains(&word.as_str()));
    if known && words.len() <= 4 { words.split_off(1) } else { Vec::new() }
}
