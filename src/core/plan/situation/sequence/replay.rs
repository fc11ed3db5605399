//! Replays sequences over the history: touches are sent, skipped or passed over, until the sequence ends.

use super::{OpenTouch, RunState, Running, is_named};
use crate::core::agenda::model::{Kind, Lapsed};
use crate::core::config::model::{Touch, Unit};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::plan::hold::AsOf;
use crate::core::plan::lapse::{Ending, Period, ends_on};
use crate::core::plan::situation::Situation;
use crate::core::plan::situation::starts::{Named, Start, starts};
use crate::core::plan::when::{Subject, first, first_shown, moved_by};
use std::collections::BTreeSet;

/// An unsent sequence lapses, and a last touch is passed over, this many days after the last good day.
const LAPSES_AFTER: u32 = 15;

/// Replays every sequence up to the start of the next one; each comes with its lapses.
pub(super) fn replayed<'a>(situation: &Situation<'a>) -> Vec<(Running<'a>, Vec<Lapsed>)> {
    let mut starts = starts(situation);
    starts.retain(|start| !start.sequence.1.touches.is_empty());
    starts.sort_by_key(|start| (start.day, start.strength, start.from));
    let mut runs = Vec::with_capacity(starts.len());
    let mut starts = starts.into_iter().peekable();
    while let Some(start) = starts.next() {
        let end = match starts.peek() {
            Some(next) => End::before(next, situation.past),
            None => End::of(situation),
        };
        let pause = End::with_pause(situation).filter(|pause| start.day < pause.day && pause.day <= end.day);
        runs.extend(replay(situation, start, pause.unwrap_or(end)));
    }
    runs
}

/// Where a replay stops.
#[derive(Clone, Copy)]
struct End {
    /// Only entries before this position are replayed.
    length: usize,
    /// The day of the end.
    day: Day,
    /// What ends it.
    cause: Cause,
}

/// What ends a replay.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The day of the situation.
    Today,
    /// Another sequence starts.
    NextStart,
    /// A pause ends, and with it everything from before it (design 5.5).
    PauseOver,
}

impl End {
    /// An `in` or `both` that starts the next sequence also answers this one; an `out` belongs to the next
    /// one alone.
    fn before(next: &Start<'_>, past: &[Interaction]) -> End {
        let heard = |entry: &usize| past.get(*entry).is_some_and(|entry| entry.kind.is_heard());
        let length = match next.entry {
            Some(entry) if heard(&entry) => entry + 1,
            Some(entry) => entry,
            None => next.from,
        };
        End { length, day: next.day, cause: Cause::NextStart }
    }

    fn of(situation: &Situation<'_>) -> End {
        End { length: situation.past.len(), day: situation.today, cause: Cause::Today }
    }

    /// The end of a pause, if that day has come.
    fn with_pause(situation: &Situation<'_>) -> Option<End> {
        let day = situation.contact.facts.rare.paused_until?.value;
        let length = situation.past.partition_point(|entry| entry.day < day);
        (day <= situation.today).then_some(End { length, day, cause: Cause::PauseOver })
    }
}

/// The state of a replay.
struct Replay<'r, 'a> {
    situation: &'r Situation<'a>,
    unit: Unit,
    touches: &'a [Touch],
    /// Index of the open touch.
    open: usize,
    /// Indices of the touches that were sent.
    sent_touches: BTreeSet<usize>,
    due: Day,
    sent: u32,
    last_sent: Option<Day>,
    /// Whether the first touch was sent or skipped.
    begun: bool,
    ended: Option<RunState<'a>>,
    /// Touches cut off by the day of adoption (design 5.8), and the lapse at the end, if any.
    lapses: Vec<Lapsed>,
    /// The day of your message that started the sequence, if one did; other messages of that day send no
    /// touch.
    started_by_message: Option<Day>,
    /// Positions of messages that only name touches sent before.
    sent_again: Vec<usize>,
}

/// Replays one sequence.
fn replay<'a>(situation: &Situation<'a>, start: Start<'a>, end: End) -> Option<(Running<'a>, Vec<Lapsed>)> {
    let named @ (name, sequence) = start.sequence;
    let mut replay = Replay::of(situation, &start, named)?;
    let (over, last) = replay.run(start.from, end.length);
    let as_of = match end.cause {
        Cause::Today => AsOf::Today,
        Cause::NextStart | Cause::PauseOver => AsOf::Entry { day: end.day, last },
    };
    let day = if end.cause == Cause::Today { shown_on(situation, end.day) } else { end.day };
    replay.pass_over(day, as_of);
    let (sent, lapses) = (replay.sent, std::mem::take(&mut replay.lapses));
    let sent_again = std::mem::take(&mut replay.sent_again);
    let state = match (replay.finish(), end.cause) {
        (RunState::Open(_), Cause::NextStart) => RunState::Superseded,
        (RunState::Open(_), Cause::PauseOver) => RunState::Paused(end.day),
        (state, _) => state,
    };
    let running = Running {
        name,
        anchor: start.day,
        cause: start.cause,
        place: start.place,
        entry: start.entry,
        span: start.from..over,
        state,
        sent,
        touches: sequence.touches.len(),
        sent_again,
    };
    Some((running, lapses))
}

/// The day on which a touch that is open on `day` would be shown: one that the next touch replaces by then is not announced
/// for it. A day of adoption still to come cuts nothing off.
fn shown_on(situation: &Situation<'_>, day: Day) -> Day {
    let is_to_come = situation.config.start.is_some_and(|start| start > day);
    if is_to_come { day } else { first(situation, Subject::from(Kind::Touch), day) }
}

/// How long after the start the first touch is due. The shipped `thanks` is due a day earlier when started by
/// a hashtag.
fn first_after(start: &Start<'_>, (name, sequence): Named<'_>) -> Option<u32> {
    let first = sequence.touches.first()?;
    let is_as_shipped = sequence.touches.len() == 1 && (first.after, first.by) == (1, 2);
    let earlier = name == "thanks" && start.entry.is_some() && is_as_shipped;
    Some(if earlier { 0 } else { first.after })
}

fn step(situation: &Situation<'_>, unit: Unit, day: Day, count: u32) -> Day {
    match unit {
        Unit::Days => day.plus_days(i64::from(count)),
        Unit::BusinessDays => situation.config.workdays.plus(day, count),
    }
}

impl<'r, 'a> Replay<'r, 'a> {
    /// A replay at the start of the sequence; the message that started it may already send touches.
    fn of(situation: &'r Situation<'a>, start: &Start<'a>, named: Named<'a>) -> Option<Replay<'r, 'a>> {
        let (_, sequence) = named;
        let mut replay = Replay {
            situation,
            unit: sequence.unit,
            due: step(situation, sequence.unit, start.day, first_after(start, named)?),
            touches: &sequence.touches,
            open: 0,
            sent_touches: BTreeSet::new(),
            sent: 0,
            last_sent: None,
            begun: false,
            ended: None,
            lapses: Vec::new(),
            started_by_message: None,
            sent_again: Vec::new(),
        };
        let starter = start.entry.and_then(|entry| situation.past.get(entry));
        if let Some(message) = starter.filter(|entry| entry.kind.is_sent()) {
            replay.started_by_message = Some(message.day);
            replay.send_named(message);
        }
        Some(replay)
    }

    /// Replays a range of the history. Returns the position after the last entry that counted, and the day of
    /// the last contact up to there.
    fn run(&mut self, from: usize, to: usize) -> (usize, Option<Day>) {
        let past = self.situation.past;
        let before = past.iter().take(from).rev().find(|entry| entry.kind.is_contact());
        let mut last = before.map(|entry| entry.day);
        for (place, entry) in past.iter().enumerate().take(to).skip(from) {
            let as_of = AsOf::Entry { day: entry.day, last };
            // A skip is about the touch that was announced.
            let is_skip = entry.kind == InteractionKind::Skip;
            self.pass_over(if is_skip { shown_on(self.situation, entry.day) } else { entry.day }, as_of);
            last = entry.kind.is_contact().then_some(entry.day).or(last);
            if self.ended.is_some() {
                return (place, last);
            }
            self.apply(place, entry, as_of);
            if self.ended.is_some() {
                return (place + 1, last);
            }
        }
        (to.max(from), last)
    }

    fn by(&self, touch: &Touch) -> Day {
        let length = touch.by.saturating_sub(touch.after);
        if length == 0 { self.due } else { step(self.situation, self.unit, self.due, length) }
    }

    /// The day on which the time of the open touch is over.
    fn ends_on(&self, touch: &Touch, by: Day, ending: Ending, as_of: AsOf) -> Day {
        let period = Period { subject: self.subject(touch), due: self.due, by };
        ends_on(self.situation, period, ending, as_of)
    }

    fn subject(&self, touch: &Touch) -> Subject {
        Subject::touch(self.open + 1, touch)
    }

    /// The day on which the open touch is passed over: when the next one is due, or on the 15th day past its
    /// last good day. A touch whose time was over before the day of adoption is passed over on that day
    /// (design 5.8).
    fn passed_over_on(&self, touch: &Touch, next: Option<Day>, as_of: AsOf) -> Day {
        let by = self.by(touch);
        // The gap is counted from the same day as the end, or a day off alone would put off all later
        // touches.
        let good = moved_by(self.situation, self.subject(touch), by);
        let on = match next.filter(|_| self.begun) {
            Some(next) => match u32::try_from(next.days_since(good)) {
                Ok(gap) if gap > 0 => self.ends_on(touch, by, Ending::PassedOver(gap), as_of),
                Ok(_) | Err(_) => next.max(self.ends_on(touch, self.due, Ending::PassedOver(0), as_of)),
            },
            None => self.ends_on(touch, by, Ending::Lapses(LAPSES_AFTER), as_of),
        };
        self.cut_off_on(touch).map_or(on, |start| on.min(start))
    }

    /// The day of adoption, if the time of the open touch was over before it.
    fn cut_off_on(&self, touch: &Touch) -> Option<Day> {
        let good = moved_by(self.situation, self.subject(touch), self.by(touch));
        self.situation.config.start.filter(|start| good < *start)
    }

    /// Passes over the touches whose time was over by `day`.
    fn pass_over(&mut self, day: Day, as_of: AsOf) {
        while self.ended.is_none() {
            let Some(touch) = self.touches.get(self.open) else { return };
            let next = self.next_due(self.open, self.due);
            let on = self.passed_over_on(touch, next, as_of);
            if day < on {
                return;
            }
            let lapse = Lapsed { contact: self.situation.index, kind: Kind::Touch, due: self.due, on };
            match next {
                _ if !self.begun => {
                    self.lapses.push(lapse);
                    self.ended = Some(RunState::Lapsed { due: self.due, on });
                }
                Some(next) => {
                    // The next touch is due later if this one was held; only touches cut off are reported.
                    let cut = self.cut_off_on(touch) == Some(on);
                    self.lapses.extend(cut.then_some(lapse));
                    self.due = if cut { next } else { self.counted(next.max(on)) };
                    self.open += 1;
                }
                None => {
                    self.lapses.push(lapse);
                    self.ended = Some(RunState::PassedOver { due: self.due, on });
                }
            }
        }
    }

    fn apply(&mut self, place: usize, entry: &Interaction, as_of: AsOf) {
        match entry.kind {
            InteractionKind::Clear(Direction::In | Direction::Both) => {
                self.ended = Some(RunState::Answered(entry.day));
            }
            InteractionKind::Clear(Direction::Out) => self.apply_out(place, entry),
            InteractionKind::Light => {
                let comments = |touch: &Touch| touch.channel == Some(Channel::Comment);
                if self.touches.get(self.open).is_some_and(comments) {
                    self.send(self.open, entry.day);
                }
            }
            InteractionKind::Skip if self.situation.skipped(place, Kind::Touch) => {
                self.skip(place, entry.day, as_of);
            }
            InteractionKind::Skip
            | InteractionKind::Assumed
            | InteractionKind::Wish
            | InteractionKind::Errand
            | InteractionKind::Mention
            | InteractionKind::Cancelled
            | InteractionKind::Intention
            | InteractionKind::Reply
            | InteractionKind::Again => {}
        }
    }

    /// An `out` sends the open touch, or those its hashtags name. A second one on a day sends nothing more
    /// unless it names another touch.
    fn apply_out(&mut self, place: usize, entry: &Interaction) {
        let again = [self.last_sent, self.started_by_message].contains(&Some(entry.day));
        let open = self.open;
        let names_gone = self.touches.iter().take(open).any(|touch| is_named(touch, entry));
        if self.send_named(entry) || (names_gone && self.send_late(open, entry)) {
            return;
        }
        if names_gone {
            self.sent_again.push(place);
        } else if !again {
            self.send(self.open, entry.day);
        }
    }

    /// Sends the touches still to come that the hashtags of a message name. Returns whether there were any.
    fn send_named(&mut self, entry: &Interaction) -> bool {
        let mut names_any = false;
        // Sending one changes the open touch, but this range was fixed before.
        for (place, touch) in self.touches.iter().enumerate().skip(self.open) {
            if is_named(touch, entry) {
                names_any = true;
                if self.ended.is_none() {
                    self.send(place, entry.day);
                }
            }
        }
        names_any
    }

    /// Sends the touches that a message names after they were skipped or passed over. The open one is due later if
    /// the touch right before it was sent only now. Returns whether there were any.
    fn send_late(&mut self, open: usize, entry: &Interaction) -> bool {
        let late =
            |(place, touch): &(usize, &Touch)| is_named(touch, entry) && !self.sent_touches.contains(place);
        let late: Vec<usize> =
            self.touches.iter().enumerate().take(open).filter(late).map(|(place, _)| place).collect();
        for place in &late {
            self.count_sent(*place, entry.day);
            if let Some(due) = self.next_due(*place, entry.day).filter(|_| place + 1 == open) {
                self.due = self.due.max(due);
            }
        }
        !late.is_empty()
    }

    fn count_sent(&mut self, place: usize, day: Day) {
        self.sent += 1;
        self.sent_touches.insert(place);
        self.last_sent = Some(day);
    }

    fn send(&mut self, place: usize, day: Day) {
        self.count_sent(place, day);
        self.open_next(place, day, if self.sent >= 2 { RunState::Closed(day) } else { RunState::Done(day) });
    }

    /// Skips the open touch. The next one is due when it would have been without the skip: later if this one
    /// was held.
    fn skip(&mut self, place: usize, day: Day, as_of: AsOf) {
        let Some(touch) = self.touches.get(self.open) else { return };
        let (subject, by) = (self.subject(touch), self.by(touch));
        let held_to = first_shown(self.situation, subject, self.due, as_of).min(day);
        let late = held_to.days_since(moved_by(self.situation, subject, by));
        self.open_next(self.open, self.due, RunState::Skipped(place));
        self.due = self.counted(self.due.plus_days(late.max(0)));
    }

    /// The day itself, or the next one that the unit of the sequence counts.
    fn counted(&self, day: Day) -> Day {
        step(self.situation, self.unit, day, 0)
    }

    /// Opens the touch after `place`, counted from a day; ends the sequence with `ended` if there is none.
    fn open_next(&mut self, place: usize, from: Day, ended: RunState<'a>) {
        self.begun = true;
        self.open = place + 1;
        match self.next_due(place, from) {
            Some(due) => self.due = due,
            None => self.ended = Some(ended),
        }
    }

    /// When the touch after `place` is due, counted from the day of that one.
    fn next_due(&self, place: usize, from: Day) -> Option<Day> {
        let (touch, next) = (self.touches.get(place)?, self.touches.get(place + 1)?);
        Some(step(self.situation, self.unit, from, next.after.saturating_sub(touch.after)))
    }

    fn finish(self) -> RunState<'a> {
        if let Some(ended) = self.ended {
            return ended;
        }
        match self.touches.get(self.open) {
            Some(touch) => RunState::Open(OpenTouch {
                number: self.open + 1,
                due: self.due,
                by: self.by(touch),
                last_sent: self.last_sent,
                touch,
            }),
            None => RunState::Done(self.due),
        }
    }
}
