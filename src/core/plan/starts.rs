//! What starts a sequence (design 5.2): a hashtag, the note, a rule, a `met` date.

use super::situation::Situation;
use crate::core::config::effective::Origin;
use crate::core::day::Day;
use crate::core::note::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::place::Place;

/// What can start a sequence, strongest last (on one day the hashtag wins).
pub(super) struct Start {
    /// The day it counts from.
    pub(super) day: Day,
    /// Which of two of one day wins: the greater.
    pub(super) strength: u8,
    /// Entries from here on are replayed.
    pub(super) from: usize,
    /// Position of the entry that starts it, if one does.
    pub(super) entry: Option<usize>,
    /// Name of the sequence.
    pub(super) name: String,
    /// What started it, in words.
    pub(super) said: String,
    /// The evidence.
    pub(super) place: Option<Place>,
}

/// Every start up to today, in no order.
pub(super) fn starts(situation: &Situation<'_>) -> Vec<Start> {
    let mut starts = hashtag_starts(situation);
    starts.extend(setting_start(situation));
    if starts.is_empty() {
        starts.extend(met_start(situation));
    }
    starts
}

/// A hashtag naming a sequence on any clear entry.
fn hashtag_starts(situation: &Situation<'_>) -> Vec<Start> {
    let mut starts = Vec::new();
    for (place, entry) in situation.past.iter().enumerate() {
        if !matches!(entry.kind, InteractionKind::Clear(_)) {
            continue;
        }
        for tag in &entry.hashtags {
            let Some(name) = situation.config.sequences.keys().find(|name| name.to_lowercase() == **tag)
            else {
                continue;
            };
            starts.push(Start {
                day: entry.day,
                strength: 3,
                from: place + 1,
                entry: Some(place),
                name: name.clone(),
                said: format!("`#{tag}` on {}", entry.day),
                place: situation.place(entry),
            });
        }
    }
    starts
}

/// `sequence` of the note, from `sequence-start` or `met`; of a rule, from `met` or the
/// first time you met.
fn setting_start(situation: &Situation<'_>) -> Option<Start> {
    let given = situation.settings.sequence.as_ref()?;
    let facts = &situation.contact.facts;
    let met = facts.met.as_ref().map(|met| (met.value.day, met.spot));
    let (anchor, strength, who) = match given.origin {
        Origin::Note(_) => {
            (facts.sequence_start.map(|found| (found.value, found.spot)).or(met), 2, "the note")
        }
        Origin::Rule(_) | Origin::Default => (met, 1, "a rule"),
    };
    let (day, place) = match anchor {
        Some((day, spot)) => (day, Some(situation.contact.place(spot))),
        None if strength == 1 => {
            let both = |entry: &&Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
            let first = situation.past.iter().find(both)?;
            (first.day, situation.place(first))
        }
        None => return None,
    };
    let said = format!("{who} sets `{}`, counted from {day}", given.value);
    date_start(situation, day, strength, given.value.clone(), (said, place))
}

/// `met` starts `thanks` by itself, if nothing else starts anything.
fn met_start(situation: &Situation<'_>) -> Option<Start> {
    let met = situation.contact.facts.met.as_ref()?;
    let day = met.value.day;
    let place = Some(situation.contact.place(met.spot));
    date_start(situation, day, 0, "thanks".to_owned(), (format!("you met on {day}"), place))
}

/// A date as anchor stands at the last `both` or `in` of its day, or before the day's entries.
fn date_start(
    situation: &Situation<'_>,
    day: Day,
    strength: u8,
    name: String,
    (said, place): (String, Option<Place>),
) -> Option<Start> {
    if day > situation.today {
        return None;
    }
    let before = situation.past.partition_point(|entry| entry.day < day);
    let of_day = situation.past.iter().skip(before).take_while(|entry| entry.day == day);
    let from = of_day
        .enumerate()
        .filter(|(_, entry)| entry.kind.is_heard())
        .map(|(place, _)| before + place + 1)
        .last();
    Some(Start { day, strength, from: from.unwrap_or(before), entry: None, name, said, place })
}
