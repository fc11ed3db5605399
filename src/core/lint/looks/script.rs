//! Call scripts: what you bring stands in them before you dial.

use super::hit;
use crate::core::config::model::MaxWords;
use crate::core::lint::message::{Line, Message};
use crate::core::lint::rules::Hit;
use crate::core::note::channel::Channel;
use crate::core::place::Spot;

pub(crate) fn no_reason(message: &Message, _: &MaxWords) -> Vec<Hit> {
    if message.channel != Some(Channel::Phone) {
        return Vec::new();
    }
    let line = |wanted: &str| message.body.iter().find(|line| label(&line.text) == Some(wanted));
    let is_empty = |line: &Line| {
        line.text.split_once(':').is_none_or(|(_, said)| !said.chars().any(char::is_alphanumeric))
    };
    match (line("value"), line("ask")) {
        (Some(value), _) if is_empty(value) => {
            hit(Spot { line: value.number, column: 1 }, "nothing behind `Value:`")
        }
        (None, Some(ask)) if is_empty(ask) => {
            hit(Spot { line: ask.number, column: 1 }, "nothing behind `Ask:`")
        }
        (None, None) => hit(message.start(), "neither `Value:` nor `Ask:`"),
        (Some(_), _) | (None, Some(_)) => Vec::new(),
    }
}

/// The label of a line of a call script.
pub(super) fn label(line: &str) -> Option<&'static str> {
    const LABELS: [&str; 5] = ["who", "context", "value", "ask", "voicemail"];
    let (label, _) = line.trim_start_matches(['*', '-', ' ', '#']).split_once(':')?;
    LABELS.into_iter().find(|known| known.eq_ignore_ascii_case(label.trim_matches('*').trim()))
}
