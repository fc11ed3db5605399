//! Messages that are the same but for the name: each is to be written for one person.

use super::message::Message;
use crate::core::text::fold_name;
use std::collections::HashMap;

/// For each message an earlier one with the same text, if there is one.
pub(super) fn twins(messages: &[Message]) -> Vec<Option<usize>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut twins = Vec::with_capacity(messages.len());
    for (place, message) in messages.iter().enumerate() {
        let text = nameless(message);
        twins.push(if text.is_empty() { None } else { seen.get(&text).copied() });
        seen.entry(text).or_insert(place);
    }
    // The first of several points at the second, so that both are told of.
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

/// The words of a text without those of the name it is written to.
fn nameless(message: &Message) -> String {
    let body: Vec<&str> = message.body.iter().map(|line| line.text.as_str()).collect();
    let body = body.join("\n");
    let mut names: Vec<String> = words(message.to.as_deref().unwrap_or_default());
    names.extend(greeted(&body));
    let words = words(&body).into_iter().filter(|word| !names.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// The words behind the greeting: "Hi Ada Lovelace,".
fn greeted(body: &str) -> Vec<String> {
    let first = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let greeting = first.split([',', '!', '.', ':', ';']).next().unwrap_or_default();
    let mut words = words(greeting);
    let known = words.first().is_some_and(|word| super::phrases::GREETINGS.contains(&word.as_str()));
    if known && words.len() <= 4 { words.split_off(1) } else { Vec::new() }
}

fn words(text: &str) -> Vec<String> {
    let folded = fold_name(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
