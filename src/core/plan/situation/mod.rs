//! What is known of a contact on a day, folded once from its history; the input of every rule.

pub mod rest;
pub mod sequence;
pub mod skips;
pub mod stage;
pub mod starts;

use self::rest::{Rest, rest};
use self::sequence::{RunState, Running, Sequences, is_named, sequences};
use self::skips::{Skipped, next_reached, skips};
use super::id::Key;
use crate::core::agenda::model::{Kind, Reason};
use crate::core::config::effective::{Effective, effective};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Contact, ContactIndex, Interaction, InteractionKind, People};
use crate::core::people::settings::Status;
use crate::core::place::Place;

/// Planned interactions count if they are at most this many days ahead (design 3.4).
pub const PLANNED_AHEAD: i64 = 60;

/// Number of working days before something you asked about or skipped is due again.
const LEFT_ALONE: u32 = 5;

/// A contact on a day.
pub struct Situation<'a> {
    /// All people, for introductions and for the paths of places.
    pub people: &'a People,
    /// The configuration.
    pub config: &'a Config,
    /// The day for which this is worked out.
    pub today: Day,
    /// The day of the build; later than `today` when the history is looked back on.
    pub now: Day,
    /// A `next` or `see-by` due after this day is ignored: when looking back at a skip, it was written down since then.
    pub next_until: Day,
    /// Index of the contact.
    pub index: ContactIndex,
    /// The contact.
    pub contact: &'a Contact,
    /// Effective settings, from the note, the rules and the defaults.
    pub settings: Effective,
    /// How far the relationship is kept up.
    pub keeping: Keeping,
    /// The history up to today.
    pub past: &'a [Interaction],
    /// The history after today.
    pub ahead: &'a [Interaction],
    /// Last contact, clear or assumed.
    pub last: Option<&'a Interaction>,
    /// Last clear interaction.
    pub last_clear: Option<&'a Interaction>,
    /// Last clear `in` or `both`.
    pub last_heard: Option<&'a Interaction>,
    /// The positions in the history of the attempts since they were last heard from, or since the sequence
    /// started.
    pub attempt_places: Vec<usize>,
    /// The sequences, and which one is in force.
    pub sequences: Sequences<'a>,
    /// The rest after unanswered attempts or a refusal; `None` if the contact is not resting.
    pub rest: Option<Rest>,
    /// The skips of the history, each with what it passed over.
    pub skips: Vec<Skipped>,
}

/// The day on which something is due again.
#[derive(Clone, Copy, Debug)]
pub struct Again<'a> {
    /// The day.
    pub day: Day,
    /// Your message or the skip from which it is counted.
    after: &'a Interaction,
}

impl Again<'_> {
    /// The reason in words, with the evidence.
    pub fn reason(self, rule: &'static str, situation: &Situation<'_>) -> Reason {
        let is_skip = self.after.kind == InteractionKind::Skip;
        let did = if is_skip { "skipped" } else { self.after.said().to_you };
        let text = format!("{did} on {}; due again {LEFT_ALONE} working days later", self.after.day);
        Reason { rule, text: text.into(), place: situation.place(self.after) }
    }
}

/// How far a relationship is kept up (design 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Do-not-contact or died: nothing is proposed.
    Never,
    /// Closed or archived: only promises and waiting-fors.
    Closed,
    /// Paused, until a day if one is given: only promises, waiting-fors, dates and replies.
    Paused(Option<Day>),
    /// Everything.
    Active,
}

impl<'a> Situation<'a> {
    /// Folds the history of a contact up to `today`.
    pub fn of(people: &'a People, index: ContactIndex, config: &'a Config, today: Day) -> Situation<'a> {
        let length = people.contact(index).past(today).len();
        let mut situation = Situation::unfolded(people, index, config, today, length);
        situation.skips = skips(&situation);
        situation.fold();
        situation
    }

    /// This contact on a later day. Skips up to today are not decided again.
    pub fn later(&self, day: Day) -> Situation<'a> {
        let past = self.contact.past(day);
        let coming = past.get(self.past.len()..).unwrap_or_default();
        if coming.iter().any(|entry| entry.kind == InteractionKind::Skip) {
            return Situation::of(self.people, self.index, self.config, day);
        }
        self.as_of(day, past.len(), self.skips.clone())
    }

    /// This contact on the day of a skip, with only the entries and skips before it as past.
    fn before_skip(&self, day: Day, length: usize, skips: Vec<Skipped>) -> Situation<'a> {
        let mut situation = self.as_of(day, length, skips);
        situation.next_until = next_reached(day);
        situation
    }

    /// This contact on another day, with the first `length` entries of its history as past.
    fn as_of(&self, day: Day, length: usize, skips: Vec<Skipped>) -> Situation<'a> {
        let mut situation = Situation::unfolded(self.people, self.index, self.config, day, length);
        situation.now = self.now.max(day);
        situation.skips = skips;
        situation.fold();
        situation
    }

    /// The situation before its history is folded and without skips.
    fn unfolded(
        people: &'a People,
        index: ContactIndex,
        config: &'a Config,
        today: Day,
        length: usize,
    ) -> Situation<'a> {
        let contact = people.contact(index);
        let (past, ahead) = contact.history.split_at(length.min(contact.history.len()));
        let last = past.iter().rev().find(|entry| entry.kind.is_contact());
        Situation {
            people,
            config,
            today,
            now: today,
            next_until: Day::LAST,
            index,
            contact,
            settings: effective(config, &contact.facts, &contact.path),
            keeping: keeping(contact, today),
            past,
            ahead,
            last,
            last_clear: past.iter().rev().find(|entry| entry.kind.is_clear()),
            last_heard: past.iter().rev().find(|entry| entry.kind.is_heard()),
            attempt_places: Vec::new(),
            sequences: Sequences::default(),
            rest: None,
            skips: Vec::new(),
        }
    }

    /// Folds the history into sequence, attempts and rest, each of which depends on those before it.
    fn fold(&mut self) {
        self.sequences = sequences(self);
        self.attempt_places = self.find_attempts();
        self.rest = rest(self);
    }

    /// Number of attempts since they were last heard from, or since the sequence started.
    pub fn attempts(&self) -> u32 {
        u32::try_from(self.attempt_places.len()).unwrap_or(u32::MAX)
    }

    /// Positions of the attempts since they were last heard from, or since the current sequence started,
    /// unless it lapsed. Only the first `out` of a day counts, unless another names a different touch.
    fn find_attempts(&self) -> Vec<usize> {
        let mut from = self.past.iter().rposition(|entry| entry.kind.is_heard()).map_or(0, |place| place + 1);
        if let Some(Running { state, entry, span, .. }) = &self.sequences.current
            && !matches!(state, RunState::Lapsed { .. })
        {
            from = from.max(entry.unwrap_or(span.start));
        }
        let mut places: Vec<usize> = Vec::new();
        for (place, entry) in
            self.past.iter().enumerate().skip(from).filter(|(_, entry)| entry.kind.is_sent())
        {
            // A history is sorted by day, so the attempts of this day were found last.
            let found = places.iter().rev().filter_map(|place| self.past.get(*place));
            let mut of_day = found.take_while(|other| other.day == entry.day);
            if of_day.all(|other| self.names_other_touch(other, entry)) {
                places.push(place);
            }
        }
        places
    }

    /// Whether the hashtags of two messages of one day name different touches (design 3.4).
    fn names_other_touch(&self, one: &Interaction, other: &Interaction) -> bool {
        if one.hashtags.is_empty() || other.hashtags.is_empty() {
            return false;
        }
        let (mut by_one, mut by_other) = (false, false);
        for touch in self.config.sequences.values().flat_map(|sequence| &sequence.touches) {
            match (is_named(touch, one), is_named(touch, other)) {
                (true, true) => return false,
                (named_by_one, named_by_other) => {
                    by_one |= named_by_one;
                    by_other |= named_by_other;
                }
            }
        }
        by_one && by_other
    }

    /// The day of this situation if it is before the day of the build.
    pub fn looked_back_to(&self) -> Option<Day> {
        (self.today < self.now).then_some(self.today)
    }

    /// The sequence in force.
    pub fn running(&self) -> Option<&Running<'a>> {
        self.sequences.current.as_ref().filter(|running| matches!(running.state, RunState::Open(_)))
    }

    /// Whether the skip at this position of the history passed over this kind.
    pub fn skipped(&self, entry: usize, kind: Kind) -> bool {
        self.skips.iter().any(|skipped| skipped.entry == entry && skipped.kind == kind)
    }

    /// The last skip of this kind on or after `since`.
    pub fn skipped_since(&self, kind: Kind, since: Day) -> Option<&Skipped> {
        self.last_skip(kind, |skipped| skipped.day >= since)
    }

    /// The last skip of this kind after a position of the history.
    pub fn skipped_after(&self, kind: Kind, position: usize) -> Option<&Skipped> {
        self.last_skip(kind, |skipped| skipped.entry > position)
    }

    /// The last skip of the follow-up with this key.
    pub fn skipped_key(&self, kind: Kind, key: &Key) -> Option<&Skipped> {
        self.last_skip(kind, |skipped| skipped.key == *key)
    }

    /// The place of a skip.
    pub fn skip_place(&self, skipped: &Skipped) -> Option<Place> {
        self.place(self.past.get(skipped.entry)?)
    }

    /// When something that was due on `first` and stays open however often you write about it is due again:
    /// some working days after it was skipped or you last wrote (design 5.5). `None` if neither puts it off.
    pub fn due_again(&self, kind: Kind, key: &Key, first: Day) -> Option<Again<'a>> {
        let mut since = self.past.iter().rev().take_while(|entry| entry.day >= first);
        let wrote = since.find(|entry| entry.kind.is_sent());
        let skipped = self.skipped_key(kind, key).and_then(|skipped| self.past.get(skipped.entry));
        let after = wrote.into_iter().chain(skipped).max_by_key(|entry| entry.day)?;
        let day = self.config.workdays.plus(after.day, LEFT_ALONE);
        (day > first).then_some(Again { day, after })
    }

    fn last_skip(&self, kind: Kind, fits: impl Fn(&Skipped) -> bool) -> Option<&Skipped> {
        self.skips.iter().rev().find(|skipped| skipped.kind == kind && fits(skipped))
    }

    /// The contact's name.
    pub fn name(&self) -> &'a str {
        self.contact.name()
    }

    /// The place of an interaction.
    pub fn place(&self, interaction: &Interaction) -> Option<Place> {
        self.people.place(interaction)
    }

    /// Planned interactions: future entries with a meeting word, at most 60 days ahead.
    pub fn planned(&self) -> impl Iterator<Item = &'a Interaction> {
        let last = self.today.plus_days(PLANNED_AHEAD);
        self.ahead
            .iter()
            .take_while(move |entry| entry.day <= last)
            .filter(|entry| entry.kind == InteractionKind::Clear(Direction::Both))
    }

    /// The first contact on or after a day, up to today, that uses up what was planned for that day.
    pub fn contact_since(&self, day: Day) -> Option<&'a Interaction> {
        self.past.iter().find(|entry| entry.day >= day && entry.kind.uses_up())
    }

    /// The first interaction that keeps a date or an event: a clear message of yours, a talk or a wish on or
    /// after its day (design 5.5).
    pub fn kept(&self, day: Day) -> Option<&'a Interaction> {
        let since = self.past.partition_point(|entry| entry.day < day);
        let keeps = |entry: &&Interaction| {
            matches!(
                entry.kind,
                InteractionKind::Clear(Direction::Out | Direction::Both) | InteractionKind::Wish
            )
        };
        self.past.get(since..)?.iter().find(keeps)
    }

    /// Explains why the relationship is not fully kept up, with the evidence.
    pub fn why_not_kept_up(&self) -> (String, Option<Place>) {
        let facts = &self.contact.facts;
        let status = facts.status.map(|found| self.contact.place(found.spot));
        match self.keeping {
            Keeping::Never => {
                let (why, spot) = self.contact.why_never().unzip();
                (why.unwrap_or_default().to_owned(), spot.map(|spot| self.contact.place(spot)))
            }
            Keeping::Closed => ("the contact is closed".to_owned(), status),
            Keeping::Paused(Some(until)) => {
                let place = facts.rare.paused_until.map(|found| self.contact.place(found.spot));
                (format!("the contact is paused until {until}"), place)
            }
            Keeping::Paused(None) => ("the contact is paused".to_owned(), status),
            Keeping::Active => ("the contact is kept up".to_owned(), status),
        }
    }
}

/// How far a relationship is kept up on a day. `paused-until` pauses an active contact until that day and
/// wakes a paused one from that day on; it does not change closed, died or do-not-contact.
pub(super) fn keeping(contact: &Contact, today: Day) -> Keeping {
    let facts = &contact.facts;
    let status = facts.status.map_or(Status::Active, |found| found.value);
    let until = facts.rare.paused_until.map(|found| found.value);
    match status {
        _ if facts.rare.died.is_some() => Keeping::Never,
        Status::DoNotContact => Keeping::Never,
        Status::Closed | Status::Archived => Keeping::Closed,
        Status::Paused | Status::Dormant | Status::Inactive => match until {
            Some(until) if until <= today => Keeping::Active,
            until => Keeping::Paused(until),
        },
        Status::Active => match until {
            Some(until) if until > today => Keeping::Paused(Some(until)),
            _ => Keeping::Active,
        },
    }
}
