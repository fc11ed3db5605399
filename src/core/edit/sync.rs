//! What a tick in `agenda.md` comes to in the notes (design 7).

use super::Refused;
use super::proposal::{Proposed, in_own_words, is_said_today, leaves_standing, proposed};
use super::ticks::{Mark, Tick};
use super::when::{From, ahead, day_in_front};
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::note::log::odd_dates::is_unlikely;
use crate::core::people::contact::{Contact, InteractionKind};
use crate::core::plan::situation::skips::out_of_reach;

/// Days for which `[>]` puts somebody off.
const PUT_OFF: i64 = 7;

/// What a tick comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A line of the log.
    Log(Day, String),
    /// A line of the log, and the waiting-for asks again after a while.
    LogAndWait(Day, String),
    /// The task is done, and a line of the log if something was written beside it.
    TaskDone(Day, Option<String>),
    /// The task is given up.
    TaskCancelled(Day),
    /// Put off until a day.
    Snooze(Day),
    /// Passed over, with what was written beside it.
    Skip(Day, Option<String>),
    /// Nothing to write: the card ends by itself and stays ticked until then.
    Stays,
    /// The notes say so already.
    Already,
    /// Put off until a later day already, which stays.
    Later(Day),
}

/// What a tick on a card comes to; a refusal says what to do instead.
pub fn action(
    tick: &Tick,
    follow_up: &FollowUp,
    contact: &Contact,
    config: &Config,
    today: Day,
) -> Result<Option<Action>, Refused> {
    match tick.mark {
        Mark::Open => Ok(None),
        Mark::Done => done(tick, follow_up, contact, config, today).map(Some),
        Mark::Snooze => snooze(tick, follow_up, contact, config, today).map(Some),
        Mark::Skip => skip(tick, follow_up, contact, today).map(Some),
        Mark::Other(letter) => Err(Refused::new(
            format!("`[{letter}]` says nothing here"),
            "write `[x]` for done, `[>]` for later, `[-]` for passed over, `[ ]` for none of them",
        )),
    }
}

fn done(
    tick: &Tick,
    follow_up: &FollowUp,
    contact: &Contact,
    config: &Config,
    today: Day,
) -> Result<Action, Refused> {
    let (day, text) = dated(tick, config, today)?;
    let own = |text: &str| in_own_words(follow_up, contact, text, &config.words);
    let log = |words: String| {
        if leaves_standing(follow_up, contact, (day, &words), &config.words) {
            Action::LogAndWait(day, words)
        } else {
            Action::Log(day, words)
        }
    };
    Ok(match (proposed(follow_up, contact, today), text) {
        // A day to come is a plan, and does nothing of what is proposed.
        (Proposed::Log(_), Some(text)) if day > today => Action::Log(day, text.to_owned()),
        (Proposed::Log(words), None)
            if day == today && is_said_today(contact, &words, today, &config.words) =>
        {
            Action::Already
        }
        (Proposed::Log(words), None) => log(words),
        (Proposed::Log(_), Some(text)) => log(own(text)),
        (Proposed::Tick, text) => Action::TaskDone(day, text.map(str::to_owned)),
        (Proposed::Nothing | Proposed::Early, Some(text)) => Action::Log(day, text.to_owned()),
        (Proposed::Nothing | Proposed::Early, None) => Action::Stays,
    })
}

/// The day and the words of what was written beside a tick; a date in front is the day, as `log` has it, else
/// the one that the Tasks plugin wrote.
fn dated<'t>(tick: &'t Tick, config: &Config, today: Day) -> Result<(Day, Option<&'t str>), Refused> {
    let ticked = ticked_on(tick, today);
    let Some(text) = tick.text.as_deref() else { return Ok((ticked, None)) };
    match day_in_front(text, config.date_order) {
        Some((Ok(day), _)) if is_unlikely(day, today) => {
            Err(Refused::new(format!("{day} is hardly the day that was meant"), "correct its year"))
        }
        Some((Ok(day), rest)) => Ok((day, Some(rest).filter(|rest| !rest.is_empty()))),
        Some((Err(_), _)) => Err(Refused::new(
            "the date in front of what is written beside the tick cannot be used",
            "write the day as 2026-11-24, then what happened",
        )),
        None => Ok((ticked, Some(text))),
    }
}

/// The day on which a box was ticked: what the Tasks plugin wrote, else today.
fn ticked_on(tick: &Tick, today: Day) -> Day {
    tick.stamp.as_ref().map_or(today, |stamp| stamp.day.min(today))
}

fn snooze(
    tick: &Tick,
    follow_up: &FollowUp,
    contact: &Contact,
    config: &Config,
    today: Day,
) -> Result<Action, Refused> {
    if !follow_up.kind.is_relationship() {
        return Err(Refused::new(
            format!("a card of kind `{}` is not put off", follow_up.kind.name()),
            match follow_up.kind {
                Kind::Promise => "change the date of its task in the note",
                _ => "it passes by itself",
            },
        ));
    }
    let Some(text) = tick.text.as_deref() else {
        let day = today.plus_days(PUT_OFF);
        let later = contact.facts.rare.snooze.map(|found| found.value).filter(|known| *known > day);
        return Ok(later.map_or(Action::Snooze(day), Action::Later));
    };
    let from = From { today, order: config.date_order, workdays: &config.workdays };
    match ahead(text, &from) {
        Ok(day) if day > today => Ok(Action::Snooze(day)),
        Ok(_) | Err(_) => Err(Refused::new(
            "what is written beside `[>]` is no day to come",
            "write until when, such as ` :: 3d` or ` :: monday`; to log something tick `[x]`",
        )),
    }
}

fn skip(tick: &Tick, follow_up: &FollowUp, contact: &Contact, today: Day) -> Result<Action, Refused> {
    let day = ticked_on(tick, today);
    if follow_up.kind == Kind::Promise {
        return Ok(Action::TaskCancelled(day));
    }
    if !follow_up.kind.is_relationship() {
        return Err(Refused::new(
            format!("a card of kind `{}` is not passed over", follow_up.kind.name()),
            "it passes by itself; take the tick away",
        ));
    }
    if let Some(why) = out_of_reach(follow_up.about, follow_up.due, day) {
        return Err(Refused::new(why, "change or remove `next` in the note, and take the tick away"));
    }
    let skipped = |entry: &&crate::core::people::contact::Interaction| {
        entry.day == day && entry.kind == InteractionKind::Skip
    };
    match contact.history.iter().rev().find(skipped) {
        Some(_) => Ok(Action::Already),
        None => Ok(Action::Skip(day, tick.text.clone())),
    }
}

/// Whether a contact was in touch after the day of an agenda, so that its card is settled.
pub fn settled_since(contact: &Contact, day: Day, today: Day) -> bool {
    contact.history.iter().any(|entry| entry.day > day && entry.day <= today && entry.kind.is_contact())
}
