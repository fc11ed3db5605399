//! Decides what a tick in `agenda.md` means for the notes (design 7).

use super::Refused;
use super::carried::was_to_come;
use super::proposal::{
    Proposed, in_own_words, is_early, is_logged, nothing_to_log, proposed, stays_open, taken_for_theirs,
};
use super::ticks::{Mark, Tick};
use super::undone;
use super::when::{CountedFrom, ahead, leading_day};
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::note::facts::Reading;
use crate::core::note::log::dates::odd_dates::is_unlikely;
use crate::core::note::log::line::reading::read_text;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::plan::situation::skips::{changes_nothing, out_of_reach};
use crate::core::problem::MOST_QUOTED;
use crate::core::text::clip;

/// Number of days that `[>]` snoozes a contact.
const SNOOZE_DAYS: i64 = 7;
/// How many days back another sync may have written what a tick of an older agenda asks for.
const MOST_DAYS_BACK: i64 = 30;

/// The effect of a tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Writes a line in the log.
    Log(Day, String),
    /// Writes a line in the log, and the waiting-for asks again after a while.
    LogAndWait(Day, String),
    /// Ticks the task as done, and writes a line in the log if there was a text.
    TaskDone(Day, Option<String>),
    /// Marks the task as cancelled, and writes a line in the log if there was a text.
    TaskCancelled(Day, Option<String>),
    /// Snoozes the contact until a day.
    Snooze(Day),
    /// Skips the follow-up, with the text if there was one.
    Skip(Day, Option<String>),
    /// Writes nothing: the card ends by itself and stays ticked until then.
    Stays,
    /// Nothing, since the notes say so already.
    Already,
    /// Nothing, since the contact is snoozed until this later day already.
    Later(Day),
}

/// A tick with everything that decides its effect.
#[derive(Clone, Copy)]
pub struct Ticked<'a> {
    /// The tick.
    pub tick: &'a Tick<'a>,
    /// The follow-up of the card.
    pub follow_up: &'a FollowUp,
    /// The contact of the card.
    pub contact: &'a Contact,
    /// The configuration.
    pub config: &'a Config,
    /// Today.
    pub today: Day,
    /// The last day that is known to have the card on its agenda: today, or an earlier one if the card is gone.
    pub on: Day,
}

impl<'a> Ticked<'a> {
    /// Returns the effect of the tick, or why it has none.
    pub fn action(self) -> Result<Action, Refused> {
        match self.tick.mark {
            Mark::Open => Ok(Action::Stays),
            Mark::Done => self.done(),
            Mark::Snooze => self.snooze(),
            Mark::Skip => self.skip(),
            Mark::Other(letter) => Err(Refused::new(
                format!("`[{letter}]` means nothing here"),
                "write `[x]` for done, `[>]` for later, `[-]` to skip, `[ ]` for none of these",
            )),
        }
    }

    fn done(self) -> Result<Action, Refused> {
        let Ticked { follow_up, contact, config, today, .. } = self;
        let (day, text) = self.dated()?;
        if let Some(text) = text.filter(|_| day <= today) {
            undone::check(text, &self.counted_from(), &config.words)?;
            taken_for_theirs(follow_up, text, &config.words)?;
        }
        let is_written =
            |words: &str| is_logged(contact, words, self.first_own_line(day)..=day, &config.words);
        if text.is_none() && is_early(follow_up, contact, day) {
            return self.early(day, is_written);
        }
        let log = |words: String| {
            let waits = stays_open(follow_up, contact, (day, &words), &config.words);
            match (is_written(&words), waits) {
                // A sync was stopped between the two lines.
                (true, true) if self.own_skip(day, today).is_none() => {
                    Action::Skip(day.max(follow_up.due).min(today), None)
                }
                (true, _) => Action::Already,
                (false, true) => Action::LogAndWait(day, words),
                (false, false) => Action::Log(day, words),
            }
        };
        Ok(match (proposed(follow_up, contact, today), text) {
            // A future day is a plan, which does not settle the card.
            (Proposed::Log(_), Some(text)) if day > today => Action::Log(day, text.to_owned()),
            (Proposed::Log(words), None) => log(words),
            (Proposed::Log(_), Some(text)) => log(in_own_words(follow_up, contact, text, &config.words)),
            (Proposed::Tick, text) => Action::TaskDone(day, text.map(str::to_owned)),
            (Proposed::Nothing | Proposed::Early, Some(text))
                if is_written(text) || is_written(&in_own_words(follow_up, contact, text, &config.words)) =>
            {
                Action::Already
            }
            (Proposed::Nothing | Proposed::Early, Some(text)) => Action::Log(day, text.to_owned()),
            (Proposed::Nothing | Proposed::Early, None) => Action::Stays,
        })
    }

    /// A tick without words on a card whose day is still to come: nothing, if the card was due on its agenda and what it
    /// proposed is in the notes, since that is what put it off; else it is refused.
    fn early(self, day: Day, is_written: impl Fn(&str) -> bool) -> Result<Action, Refused> {
        let Ticked { tick, follow_up, contact, .. } = self;
        let due = follow_up.due;
        if was_to_come(tick).is_none_or(|shown| shown <= day)
            && let Proposed::Log(words) = proposed(follow_up, contact, due)
            && is_written(&words)
        {
            return Ok(Action::Already);
        }
        Err(Refused::new(
            format!("the card is for {due}; nothing logged before that settles it"),
            "tick it on its day; what you did already, log with `followup log NAME ...`, and remove the tick",
        ))
    }

    /// Returns the day and the words of the text. As in `log`, a date at the start of the text is the day;
    /// else it is the date of the Tasks plugin.
    fn dated(self) -> Result<(Day, Option<&'a str>), Refused> {
        let Some(text) = self.tick.text.as_deref() else { return Ok((self.day(), None)) };
        match leading_day(text, self.config.date_order) {
            Some((Ok(day), _)) if is_unlikely(day, self.today) => {
                Err(Refused::new(format!("{day} is probably not the day you meant"), "correct its year"))
            }
            Some((Ok(day), rest)) => Ok((day, Some(rest).filter(|rest| !rest.is_empty()))),
            Some((Err(_), _)) => Err(Refused::new(
                "the date in front of the text beside the tick cannot be used",
                "write the day as 2026-11-24, then what happened",
            )),
            None => Ok((self.day(), Some(text))),
        }
    }

    /// Returns the day of the tick: the date of the Tasks plugin, else today.
    fn day(self) -> Day {
        self.tick.stamp.as_ref().map_or(self.today, |stamp| stamp.day.min(self.today))
    }

    /// The first day on which another sync of this tick may have written to the notes: one that was stopped before it
    /// marked the tick, or one on another device. A tick with a day of its own is written on that day.
    fn first_sync(self, day: Day) -> Day {
        let made_for = self.tick.day.filter(|_| self.tick.stamp.is_none() && day == self.today);
        made_for.map_or(day, |made_for| made_for.max(self.today.plus_days(-MOST_DAYS_BACK)).min(day))
    }

    /// The first day of the lines that count as the tick's own. If its card was still to come on its agenda, an earlier
    /// line was most likely there before the tick, and had no effect on the card.
    fn first_own_line(self, day: Day) -> Day {
        if was_to_come(self.tick).is_some() { day } else { self.first_sync(day) }
    }

    /// The newest skip, up to a last day, that counts as the tick's own.
    fn own_skip(self, day: Day, last: Day) -> Option<&'a Interaction> {
        let days = self.first_own_line(day)..=last;
        let is_skip = |entry: &&Interaction| days.contains(&entry.day) && entry.kind == InteractionKind::Skip;
        self.contact.history.iter().rev().find(is_skip)
    }

    fn counted_from(self) -> CountedFrom<'a> {
        CountedFrom::with(self.config, self.today)
    }

    fn snooze(self) -> Result<Action, Refused> {
        let Ticked { tick, follow_up, today, .. } = self;
        if follow_up.kind == Kind::Prepare {
            return Err(nothing_to_log(follow_up));
        }
        if !follow_up.kind.is_relationship() {
            return Err(Refused::new(
                format!("a card of kind `{}` cannot be put off", follow_up.kind.name()),
                match follow_up.kind {
                    Kind::Promise => "change the date of its task in the note",
                    _ => "it goes away by itself",
                },
            ));
        }
        let known = self.contact.facts.rare.snooze.map(|found| found.value);
        // A card of a later day is put off from that day, unless a snooze is what it waits for.
        let is_snoozed = known.is_some_and(|known| known >= follow_up.turn);
        let own = if is_snoozed { follow_up.due } else { follow_up.on };
        let until = |from: Day| match tick.text.as_deref() {
            Some(text) => ahead(text, &CountedFrom { today: from, ..self.counted_from() }).ok(),
            None => Some(from.plus_days(SNOOZE_DAYS)),
        };
        let mut since = (0..=today.days_since(self.first_sync(today))).map(|days| today.plus_days(-days));
        if let Some(known) =
            known.filter(|known| *known > today && since.any(|day| until(day) == Some(*known)))
        {
            return Ok(Action::Later(known));
        }
        if tick.text.is_none() {
            let day = today.max(own).plus_days(SNOOZE_DAYS);
            return Ok(known.filter(|known| *known > day).map_or(Action::Snooze(day), Action::Later));
        }
        let day = until(today).filter(|day| *day > today).ok_or_else(|| {
            Refused::new(
                "the text beside `[>]` is not a future day",
                "write until when, such as ` :: 3d` or ` :: monday`; to log something tick `[x]`",
            )
        })?;
        if day <= own {
            return Err(Refused::new(
                format!("this card is for {own}, so a snooze until {day} puts nothing off"),
                "write a later day, or remove the tick",
            ));
        }
        Ok(Action::Snooze(day))
    }

    fn skip(self) -> Result<Action, Refused> {
        let follow_up = self.follow_up;
        // On a later day another card would be skipped in its place.
        let day = self.day().min(self.on);
        if follow_up.kind == Kind::Promise {
            return self.given_up();
        }
        if follow_up.kind == Kind::Prepare {
            return Err(nothing_to_log(follow_up));
        }
        if !follow_up.kind.is_relationship() {
            return Err(Refused::new(
                format!("a card of kind `{}` cannot be skipped", follow_up.kind.name()),
                "it goes away by itself; remove the tick",
            ));
        }
        if let Some(why) = out_of_reach(follow_up.about, follow_up.due, day) {
            return Err(Refused::new(why, "change or remove it in the note, and remove the tick"));
        }
        let already = self.own_skip(day, if self.on < self.today { self.today } else { day });
        match &self.tick.text {
            Some(text) if already.is_some_and(|skip| skip.text.as_deref() != Some(text)) => {
                Err(Refused::new(
                    "something was skipped since then already, so the text beside the tick has no line",
                    "log it yourself, `followup log NAME ...`, and remove it",
                ))
            }
            _ if already.is_some() => Ok(Action::Already),
            _ if changes_nothing(follow_up.kind, follow_up.due, day, &self.config.workdays) => {
                Err(Refused::new(
                    format!("the card is for {} anyway, so a skip changes nothing", follow_up.due),
                    "write `[>]` and until when, ` :: 3 weeks`, to put it off longer, or remove the tick",
                ))
            }
            text => Ok(Action::Skip(day, text.clone())),
        }
    }

    /// A promise that is given up. A text beside the tick is logged only if it says how there was contact, since any
    /// other line of the log would count as contact.
    fn given_up(self) -> Result<Action, Refused> {
        let (day, text) = self.dated()?;
        let table = &self.config.words;
        match text {
            Some(text) if read_text(text, table) == Reading::Assumed => Err(Refused::new(
                format!("a promise that is given up has no place for `{}`", clip(text, MOST_QUOTED)),
                "begin with how you heard it, ` :: call: ...`, to log it; or write it into the note and remove it here",
            )),
            text => Ok(Action::TaskCancelled(day, text.map(str::to_owned))),
        }
    }
}

/// The earlier days on whose agendas a card that is gone is looked for: the one that the Tasks plugin wrote beside the
/// tick, then the one that the file was made for.
pub fn earlier_days(tick: &Tick<'_>, today: Day) -> impl Iterator<Item = Day> + use<> {
    let stamped = tick.stamp.as_ref().map(|stamp| stamp.day).filter(|day| *day < today);
    stamped.into_iter().chain(tick.day.filter(|day| *day != today))
}

/// Whether there was contact after the day of an agenda, which settles its card. What they wrote since does not, if the
/// tick itself names that day: its line comes before theirs.
pub fn had_contact_since(tick: &Tick<'_>, contact: &Contact, day: Day, today: Day) -> bool {
    let is_dated = tick.stamp.as_ref().is_some_and(|stamp| stamp.day == day);
    let is_theirs = |entry: &Interaction| entry.kind.direction() == Some(Direction::In);
    let since = contact.past(today).iter().rev().take_while(|entry| entry.day > day);
    since.filter(|entry| entry.kind.is_contact()).any(|entry| !is_dated || !is_theirs(entry))
}
