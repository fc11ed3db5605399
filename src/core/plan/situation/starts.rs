//! What starts a sequence (design 5.2): a hashtag, the note, a rule, a `met` date.

use super::Situation;
use crate::core::config::effective::Origin;
use crate::core::config::model::Sequence;
use crate::core::day::Day;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::place::Place;
use crate::core::text::lower;

/// What started a sequence: words that are put together when somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// A hashtag of the log, on a day.
    Hashtag(&'a str, Day),
    /// The note sets it, and it counts from a day.
    Note(Day),
    /// A rule sets it, and it counts from a day.
    Rule(Day),
    /// You met on a day.
    Met(Day),
}

impl Cause<'_> {
    /// Says that this started the sequence of a name.
    pub fn in_words(self, name: &str) -> String {
        match self {
            Cause::Hashtag(tag, day) => format!("`#{tag}` on {day}"),
            Cause::Note(day) => format!("the note sets `{name}`, counted from {day}"),
            Cause::Rule(day) => format!("a rule sets `{name}`, counted from {day}"),
            Cause::Met(day) => format!("you met on {day}"),
        }
    }
}

/// A sequence of the configuration, with its name.
pub(super) type Named<'a> = (&'a str, &'a Sequence);

/// What can start a sequence, strongest last (on one day the hashtag wins).
pub(super) struct Start<'a> {
    /// The day it counts from.
    pub(super) day: Day,
    /// Which of two of one day wins: the greater.
    pub(super) strength: u8,
    /// Entries from here on are replayed.
    pub(super) from: usize,
    /// Position of the entry that starts it, if one does.
    pub(super) entry: Option<usize>,
    /// The sequence; none if the configuration knows none of that name.
    pub(super) sequence: Option<Named<'a>>,
    /// What started it.
    pub(super) cause: Cause<'a>,
    /// The evidence.
    pub(super) place: Option<Place>,
}

/// Every start up to today, in no order.
pub(super) fn starts<'a>(situation: &Situation<'a>) -> Vec<Start<'a>> {
    let mut starts = hashtag_starts(situation);
    starts.extend(setting_start(situation));
    if starts.is_empty() {
        starts.extend(met_start(situation));
    }
    starts
}

/// A hashtag naming a sequence on any clear entry.
fn hashtag_starts<'a>(situation: &Situation<'a>) -> Vec<Start<'a>> {
    let mut starts = Vec::new();
    for (place, entry) in situation.past.iter().enumerate() {
        if !matches!(entry.kind, InteractionKind::Clear(_)) {
            continue;
        }
        for tag in &*entry.hashtags {
            let mut sequences = situation.config.sequences.iter();
            let Some((name, sequence)) = sequences.find(|(name, _)| *lower(name) == **tag) else {
                continue;
            };
            starts.push(Start {
                day: entry.day,
                strength: 3,
                from: place + 1,
                entry: Some(place),
                sequence: Some((name, sequence)),
                cause: Cause::Hashtag(tag, entry.day),
                place: situation.place(entry),
            });
        }
    }
    starts
}

/// `sequence` of the note, from `sequence-start` or `met`; of a rule, from `met` or the
/// first time you met.
fn setting_start<'a>(situation: &Situation<'a>) -> Option<Start<'a>> {
    let given = situation.settings.sequence.as_ref()?;
    let facts = &situation.contact.facts;
    let placed = |(day, spot)| (day, Some(situation.contact.place(spot)));
    let met = facts.rare.met.as_ref().map(|met| (met.value.day, met.spot));
    let (anchor, strength, cause): (_, _, fn(Day) -> Cause<'a>) = match given.origin {
        Origin::Note(_) => {
            let start = facts.rare.sequence_start.map(|found| (found.value, found.spot));
            (start.or(met).map(placed), 2, Cause::Note)
        }
        Origin::Rule(_) | Origin::Default => {
            (met.map(placed).or_else(|| first_meeting(situation)), 1, Cause::Rule)
        }
    };
    let (day, place) = anchor?;
    date_start(situation, strength, &given.value, cause(day), place)
}

/// The first time you met, as the history tells it.
fn first_meeting(situation: &Situation<'_>) -> Option<(Day, Option<Place>)> {
    let both = |entry: &&Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
    let first = situation.past.iter().find(both)?;
    Some((first.day, situation.place(first)))
}

/// `met` starts `thanks` by itself, if nothing else starts anything.
fn met_start<'a>(situation: &Situation<'a>) -> Option<Start<'a>> {
    let met = situation.contact.facts.rare.met.as_ref()?;
    let place = Some(situation.contact.place(met.spot));
    date_start(situation, 0, "thanks", Cause::Met(met.value.day), place)
}

/// A date as anchor stands at the last `both` or `in` of its day, or before the day's entries.
fn date_start<'a>(
    situation: &Situation<'a>,
    strength: u8,
    name: &str,
    cause: Cause<'a>,
    place: Option<Place>,
) -> Option<Start<'a>> {
    let (Cause::Hashtag(_, day) | Cause::Note(day) | Cause::Rule(day) | Cause::Met(day)) = cause;
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
    let sequence = situation.config.sequences.get_key_value(name);
    let sequence = sequence.map(|(name, sequence)| (name.as_str(), sequence));
    Some(Start { day, strength, from: from.unwrap_or(before), entry: None, sequence, cause, place })
}
