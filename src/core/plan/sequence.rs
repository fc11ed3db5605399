//! Sequences replayed over a history (design 5.2): which one is in force, which of
//! its touches is open, or how it ended.

use super::lapse::lapses_on;
use super::situation::Situation;
use super::when::{self, Window};
use crate::core::agenda::model::Kind;
use crate::core::config::effective::Origin;
use crate::core::config::model::{Sequence, Touch, Unit};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::place::Place;

/// Days past its last good day on which an unsent sequence lapses, or its last touch is passed over.
const LAPSES_AFTER: u32 = 15;

/// A sequence of a contact, with where it stands today.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    /// Its name.
    pub name: String,
    /// The day it counts from.
    pub anchor: Day,
    /// What started it, in words.
    pub started: String,
    /// The evidence.
    pub place: Option<Place>,
    /// Position in the history of the entry that started it, if one did.
    pub entry: Option<usize>,
    /// Where it stands.
    pub state: RunState,
    /// Touches of it that were sent.
    pub sent: u32,
    /// Touches it has.
    pub touches: usize,
}

/// Where a sequence stands.
#[derive(Clone, Debug, PartialEq)]
pub enum RunState {
    /// A touch is open.
    Open(Box<OpenTouch>),
    /// They answered, or you met.
    Answered(Day),
    /// The last touch was sent, and at least two in all.
    Closed(Day),
    /// The last touch was sent alone, or passed over.
    Done(Day),
    /// Nothing was ever sent: it leaves no trace.
    Lapsed {
        /// When its first touch was due.
        due: Day,
        /// When it lapsed.
        on: Day,
    },
}

/// The touch to send next.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTouch {
    /// The touch.
    pub touch: Touch,
    /// Its number, from 1.
    pub number: usize,
    /// First day.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// Day of the last thing sent, if anything was.
    pub last_sent: Option<Day>,
}

/// What can start a sequence, strongest last (on one day the hashtag wins).
struct Start {
    day: Day,
    strength: u8,
    /// Entries from here on are replayed.
    from: usize,
    entry: Option<usize>,
    name: String,
    said: String,
    place: Option<Place>,
}

/// The sequence in force or the last one that ended; `None` if none left a trace.
pub fn running(situation: &Situation<'_>) -> Option<Running> {
    let mut starts = starts(situation);
    starts.sort_by_key(|start| (start.day, start.strength, start.from));
    let mut later_lapsed = None;
    for start in starts.into_iter().rev() {
        let now = Until { entries: situation.past.len(), day: situation.today };
        let run = replay(situation, start, now)?;
        match run.state {
            RunState::Lapsed { .. } => later_lapsed = later_lapsed.or(Some(run)),
            // An earlier one never resumes, but how it ended still counts.
            RunState::Open(_) if later_lapsed.is_some() => break,
            _ => return Some(run),
        }
    }
    later_lapsed
}

/// Every sequence that was ever started, each as it stood when the next one took its place.
/// What is due never depends on the earlier ones; the review counts them.
pub fn runs(situation: &Situation<'_>) -> Vec<Running> {
    let mut starts = starts(situation);
    starts.sort_by_key(|start| (start.day, start.strength, start.from));
    let now = Until { entries: situation.past.len(), day: situation.today };
    let mut ends: Vec<Until> =
        starts.iter().skip(1).map(|next| Until { entries: next.from, day: next.day }).collect();
    ends.push(now);
    starts.into_iter().zip(ends).filter_map(|(start, end)| replay(situation, start, end)).collect()
}

fn starts(situation: &Situation<'_>) -> Vec<Start> {
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
        Origin::Rule { .. } | Origin::Default => (met, 1, "a rule"),
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
    let heard =
        |entry: &Interaction| matches!(entry.kind, InteractionKind::Clear(Direction::In | Direction::Both));
    let of_day = situation.past.iter().skip(before).take_while(|entry| entry.day == day);
    let from =
        of_day.enumerate().filter(|(_, entry)| heard(entry)).map(|(place, _)| before + place + 1).last();
    Some(Start { day, strength, from: from.unwrap_or(before), entry: None, name, said, place })
}

/// A replay under way.
struct Replay<'a, 's> {
    situation: &'a Situation<'s>,
    unit: Unit,
    touches: Vec<Touch>,
    /// Position of the open touch.
    open: usize,
    due: Day,
    sent: u32,
    last_sent: Option<Day>,
    /// Whether touch 1 was sent or skipped.
    begun: bool,
    ended: Option<RunState>,
}

/// How far a history is replayed.
#[derive(Clone, Copy)]
struct Until {
    /// Entries that count.
    entries: usize,
    /// The day on which it is looked at.
    day: Day,
}

fn replay(situation: &Situation<'_>, start: Start, until: Until) -> Option<Running> {
    let sequence = situation.config.sequences.get(&start.name)?;
    let touches = touches_of(&start, sequence);
    let first = touches.first()?;
    let mut replay = Replay {
        situation,
        unit: sequence.unit,
        due: step(situation, sequence.unit, start.day, first.after),
        touches: touches.clone(),
        open: 0,
        sent: 0,
        last_sent: None,
        begun: false,
        ended: None,
    };
    for (place, entry) in situation.past.iter().enumerate().take(until.entries).skip(start.from) {
        replay.pass_over(entry.day);
        if replay.ended.is_some() {
            break;
        }
        replay.apply(place, entry);
    }
    replay.pass_over(until.day);
    let sent = replay.sent;
    let state = replay.finish();
    Some(Running {
        name: start.name,
        anchor: start.day,
        started: start.said,
        place: start.place,
        entry: start.entry,
        state,
        sent,
        touches: touches.len(),
    })
}

/// The shipped `thanks` comes a day earlier when a hashtag starts it.
fn touches_of(start: &Start, sequence: &Sequence) -> Vec<Touch> {
    let mut touches = sequence.touches.clone();
    if start.name == "thanks"
        && start.entry.is_some()
        && let [only] = touches.as_mut_slice()
        && (only.after, only.by) == (1, 2)
    {
        (only.after, only.by) = (0, 1);
    }
    touches
}

fn step(situation: &Situation<'_>, unit: Unit, day: Day, count: u32) -> Day {
    match unit {
        Unit::Days => day.plus_days(i64::from(count)),
        Unit::BusinessDays => situation.config.workdays.plus(day, count),
    }
}

impl Replay<'_, '_> {
    fn by(&self, touch: &Touch) -> Day {
        let length = touch.by.saturating_sub(touch.after);
        if length == 0 { self.due } else { step(self.situation, self.unit, self.due, length) }
    }

    fn window(&self, touch: &Touch) -> Window {
        when::window(self.situation, Kind::Touch, self.due, self.by(touch))
    }

    /// Passes over the touches whose time has come before `day`.
    fn pass_over(&mut self, day: Day) {
        while self.ended.is_none() {
            let Some(touch) = self.touches.get(self.open).cloned() else { return };
            let window = self.window(&touch);
            let next = self.touches.get(self.open + 1).map(|next| {
                step(self.situation, self.unit, self.due, next.after.saturating_sub(touch.after))
            });
            let on = match next {
                Some(next) if self.begun => {
                    let gap = u32::try_from(next.days_since(self.by(&touch))).unwrap_or(0);
                    if gap == 0 {
                        next.max(window.first)
                    } else {
                        lapses_on(self.situation, window.last_good, gap)
                    }
                }
                _ => lapses_on(self.situation, window.last_good, LAPSES_AFTER),
            };
            if day < on {
                return;
            }
            match next {
                _ if !self.begun => self.ended = Some(RunState::Lapsed { due: self.due, on }),
                Some(next) => {
                    self.due = next;
                    self.open += 1;
                }
                None => self.ended = Some(RunState::Done(on)),
            }
        }
    }

    fn apply(&mut self, place: usize, entry: &Interaction) {
        match entry.kind {
            InteractionKind::Clear(Direction::In | Direction::Both) => {
                self.ended = Some(RunState::Answered(entry.day));
            }
            InteractionKind::Clear(Direction::Out) => self.out(entry),
            InteractionKind::Light => {
                let comments = |touch: &Touch| touch.channel == Some(Channel::Comment);
                if self.touches.get(self.open).is_some_and(comments) {
                    self.send(self.open, entry.day);
                }
            }
            InteractionKind::Skip if self.situation.skipped(place, Kind::Touch) => self.skip(),
            InteractionKind::Skip
            | InteractionKind::Assumed
            | InteractionKind::Mention
            | InteractionKind::Cancelled
            | InteractionKind::Intention
            | InteractionKind::Reply
            | InteractionKind::Again => {}
        }
    }

    /// An `out` sends the open touch, or those its hashtags name; a second one of the day
    /// sends nothing more unless it names another.
    fn out(&mut self, entry: &Interaction) {
        let named: Vec<usize> = self
            .touches
            .iter()
            .enumerate()
            .skip(self.open)
            .filter(|(_, touch)| entry.hashtags.iter().any(|tag| **tag == *touch.name.to_lowercase()))
            .map(|(place, _)| place)
            .collect();
        if named.is_empty() && self.last_sent == Some(entry.day) {
            return;
        }
        let names_other = entry
            .hashtags
            .iter()
            .any(|tag| self.touches.iter().take(self.open).any(|touch| **tag == *touch.name.to_lowercase()));
        if named.is_empty() && !names_other {
            self.send(self.open, entry.day);
        }
        for place in named {
            if self.ended.is_none() {
                self.send(place, entry.day);
            }
        }
    }

    fn send(&mut self, place: usize, day: Day) {
        let Some(touch) = self.touches.get(place).cloned() else { return };
        self.sent += 1;
        self.last_sent = Some(day);
        self.begun = true;
        self.open = place + 1;
        match self.touches.get(self.open) {
            Some(next) => {
                self.due = step(self.situation, self.unit, day, next.after.saturating_sub(touch.after));
            }
            None if self.sent >= 2 => self.ended = Some(RunState::Closed(day)),
            None => self.ended = Some(RunState::Done(day)),
        }
    }

    fn skip(&mut self) {
        let Some(touch) = self.touches.get(self.open).cloned() else { return };
        self.begun = true;
        self.open += 1;
        match self.touches.get(self.open) {
            Some(next) => {
                self.due = step(self.situation, self.unit, self.due, next.after.saturating_sub(touch.after));
            }
            None => self.ended = Some(RunState::Done(self.due)),
        }
    }

    fn finish(self) -> RunState {
        if let Some(ended) = self.ended {
            return ended;
        }
        match self.touches.get(self.open) {
            Some(touch) => RunState::Open(Box::new(OpenTouch {
                number: self.open + 1,
                due: self.due,
                by: self.by(touch),
                last_sent: self.last_sent,
                touch: touch.clone(),
            })),
            None => RunState::Done(self.due),
        }
    }
}
