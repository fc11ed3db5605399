//! What starts a sequence (design 5.2): a hashtag, the note, a rule or a `met` date.

use super::Situation;
use crate::core::config::effective::Origin;
use crate::core::config::model::{Sequence, SequenceChoice};
use crate::core::day::Day;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::place::Place;
use crate::core::text::lower;
use std::cell::LazyCell;

/// What started a sequence. It is put into words only where it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// A hashtag in an entry of this day.
    Hashtag(&'a str, Day),
    /// `sequence` in the note, counted from this day.
    Note(Day),
    /// `sequence` in a rule, counted from this day.
    Rule(Day),
    /// You met on this day.
    Met(Day),
}

impl Cause<'_> {
    /// Puts into words that this started the sequence called `name`.
    pub fn in_words(self, name: &str) -> String {
        match self {
            Cause::Hashtag(tag, day) => format!("`#{tag}` on {day}"),
            Cause::Note(day) => format!("the note sets `{name}`, counted from {day}"),
            Cause::Rule(day) => format!("a rule sets `{name}`, counted from {day}"),
            Cause::Met(day) => format!("you met on {day}"),
        }
    }
}

/// A sequence of the configuration with its name.
pub(super) type Named<'a> = (&'a str, &'a Sequence);

/// The start of a sequence.
pub(super) struct Start<'a> {
    /// The day the sequence counts from.
    pub(super) day: Day,
    /// Decides between two starts on one day: the greater wins, the hashtag before the note before the rule.
    pub(super) strength: u8,
    /// Entries from this position on are replayed.
    pub(super) from: usize,
    /// Position of the entry that starts it; `None` if a date does.
    pub(super) entry: Option<usize>,
    /// The sequence.
    pub(super) sequence: Named<'a>,
    /// What started it.
    pub(super) cause: Cause<'a>,
    /// The evidence.
    pub(super) place: Option<Place>,
}

/// All starts up to today, unsorted.
pub(super) fn starts<'a>(situation: &Situation<'a>) -> Vec<Start<'a>> {
    let mut starts = hashtag_starts(situation);
    match situation.settings.sequence.as_ref().map(|given| (&given.value, given.origin)) {
        Some((SequenceChoice::Off, _)) => return starts,
        Some((SequenceChoice::Named(name), origin)) => starts.extend(setting_start(situation, name, origin)),
        None => {}
    }
    if starts.is_empty() {
        starts.extend(met_start(situation));
    }
    starts
}

/// Starts by hashtags that name a sequence, on any clear entry.
fn hashtag_starts<'a>(situation: &Situation<'a>) -> Vec<Start<'a>> {
    let mut starts = Vec::new();
    // Of what two notes tell, one may have the hashtag, and the other one counts.
    let is_tagged = |entry: &&Interaction| entry.kind == InteractionKind::Again && !entry.hashtags.is_empty();
    let again = LazyCell::new(|| situation.past.iter().filter(is_tagged).collect::<Vec<_>>());
    for (place, entry) in situation.past.iter().enumerate() {
        if !entry.kind.is_clear() {
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
                sequence: (name, sequence),
                cause: Cause::Hashtag(tag, entry.day),
                place: situation.place(again_with(&again, entry.day, tag).unwrap_or(entry)),
            });
        }
    }
    starts
}

/// The first of these entries, sorted by day, that is on a day and has a hashtag.
fn again_with<'a>(again: &[&'a Interaction], day: Day, tag: &str) -> Option<&'a Interaction> {
    let from = again.partition_point(|entry| entry.day < day);
    let mut of_day = again.iter().skip(from).take_while(|entry| entry.day == day);
    of_day.find(|entry| entry.hashtags.has(tag)).copied()
}

/// The start by a `sequence` setting: of the note, counted from `sequence-start` or `met`; of a rule, from
/// `met` or the first meeting.
fn setting_start<'a>(situation: &Situation<'a>, name: &str, origin: Origin) -> Option<Start<'a>> {
    let facts = &situation.contact.facts;
    let placed = |(day, spot)| (day, Some(situation.contact.place(spot)));
    let met = facts.rare.met.as_ref().map(|met| (met.value.day, met.spot));
    let (anchor, strength, cause): (_, _, fn(Day) -> Cause<'a>) = match origin {
        Origin::Note(_) => {
            let start = facts.rare.sequence_start.map(|found| (found.value, found.spot));
            (start.or(met).map(placed), 2, Cause::Note)
        }
        Origin::Rule(_) | Origin::Default => {
            (met.map(placed).or_else(|| first_meeting(situation)), 1, Cause::Rule)
        }
    };
    let (day, place) = anchor?;
    date_start(situation, strength, name, cause(day), place)
}

/// The first clear `both` in the history.
fn first_meeting(situation: &Situation<'_>) -> Option<(Day, Option<Place>)> {
    let both = |entry: &&Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
    let first = situation.past.iter().find(both)?;
    Some((first.day, situation.place(first)))
}

/// The start of `thanks` by a `met` date alone.
fn met_start<'a>(situation: &Situation<'a>) -> Option<Start<'a>> {
    let met = situation.contact.facts.rare.met.as_ref()?;
    let place = Some(situation.contact.place(met.spot));
    date_start(situation, 0, "thanks", Cause::Met(met.value.day), place)
}

/// A start by a date: after the last `both` or `in` of its day, else before the day's entries.
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
    let (name, sequence) = situation.config.sequences.get_key_value(name)?;
    let sequence = (name.as_str(), sequence);
    Some(Start { day, strength, from: from.unwrap_or(before), entry: None, sequence, cause, place })
}
