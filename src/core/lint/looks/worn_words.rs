//! Finds worn phrases: anywhere in a message, or as its last sentence.

use super::hit;
use crate::core::config::outputs::MaxWords;
use crate::core::lint::flat::position;
use crate::core::lint::message::Message;
use crate::core::lint::phrases::{CHECKING, DEAD_ENDS, JUST};
use crate::core::lint::rules::Hit;
use crate::core::problem::quoted;
use std::collections::BTreeMap;

/// How many words back from "checking in" a "just" still counts.
const BETWEEN: usize = 4;

/// Finds every occurrence of the phrases in the body.
pub(crate) fn any_of(message: &Message, phrases: &[&str]) -> Vec<Hit> {
    let flat = message.flat();
    let mut hits = Vec::new();
    let mut found: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for phrase in phrases {
        for spot in flat.find(phrase) {
            let on_line = found.entry(spot.line).or_default();
            // "ignored" within "you ignored" is reported once.
            if !on_line.iter().any(|longer| longer.contains(phrase)) {
                on_line.push(phrase);
                hits.push(Hit { spot, found: quoted(phrase) });
            }
        }
    }
    hits
}

pub(crate) fn just_checking_in(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let mut hits = Vec::new();
    for sentence in flat.sentences() {
        let said = sentence.words().into_iter().map(without_hyphen).collect::<Vec<_>>();
        let text = said.join(" ");
        for checking in CHECKING {
            let Some(at) = position(&text, checking) else { continue };
            let before: Vec<&str> =
                text.get(..at).unwrap_or_default().split(' ').filter(|word| !word.is_empty()).collect();
            let near = before.iter().rev().take(BETWEEN).any(|word| JUST.contains(word));
            let bare = before.len() <= 2 && !text.get(at..).unwrap_or_default().contains(" on our ");
            let opening = bare
                && matches!(*checking, "checking in" | "touching base" | "circling back" | "bumping this");
            if near || opening {
                hits.push(Hit { spot: sentence.spot(), found: quoted(&sentence.written()) });
                break;
            }
        }
    }
    hits
}

/// Writes `checking-in` as two words; not `follow-up`, which is a thing as well: "I just read your follow-up".
fn without_hyphen(word: String) -> String {
    match word.split_once('-') {
        Some((doing, rest)) if doing.ends_with("ing") => format!("{doing} {rest}"),
        _ => word,
    }
}

pub(crate) fn dead_end(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let sentences = flat.sentences();
    let Some(last) = sentences.last() else { return Vec::new() };
    let text = last.text();
    if last.end != '?' && DEAD_ENDS.iter().any(|phrase| position(&text, phrase).is_some()) {
        return hit(last.spot(), format!("it ends with {}", quoted(&last.written())));
    }
    Vec::new()
}
