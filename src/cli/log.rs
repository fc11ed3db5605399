//! `followup log NAME[,NAME…] [TEXT…]`: adds a line to the log of each named contact.

use super::arguments::edits::Log;
use super::editing::{Editing, Task, mode, tasks_for};
use super::loading::{Loaded, Wanted, load};
use super::log_names::{Listed, listed};
use super::meaning::Meaning;
use super::report::Report;
use super::terminal::safe;
use crate::core::day::Day;
use crate::core::edit::day_meant::day_meant;
use crate::core::edit::log_style::Wording;
use crate::core::edit::read_as_log;
use crate::core::edit::when::{WhenFault, back, leading_day};
use crate::core::note::facts::Reading;
use crate::core::note::log::dates::odd_dates;
use crate::core::people::contact::ContactIndex;
use crate::io::failure::Failure;

pub(super) fn run(log: &Log, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let asked = log.date.as_ref().map(|text| day(&loaded, text)).transpose()?;
    let Listed { contacts, text, mut said } = listed(&loaded, &log.name, &log.text)?;
    let text = Some(text).filter(|text| !text.trim().is_empty());
    let (in_front, text) = text.map_or(Ok((None, None)), |text| dated(&loaded, &text))?;
    let day = not_far(&loaded, one_day(asked, in_front)?.unwrap_or(loaded.today.day))?;
    let mut tasks: Vec<Task> = Vec::new();
    for index in &contacts {
        match &text {
            Some(text) => tasks.push(Task::Log(*index, day, text.clone(), Wording::Typed)),
            None => tasks.extend(as_proposed(&loaded, *index, day)?),
        }
    }
    said.extend(hints(&loaded, &tasks));
    Editing { meaning, loaded: &loaded, mode: mode(log.dry_run) }.run(&tasks, &said)
}

/// Splits off a date at the start of a text, as `sync` does for a text next to a tick. Returns the day, if
/// there is one, and the other words, if there are any.
pub(super) fn dated(loaded: &Loaded, text: &str) -> Result<(Option<Day>, Option<String>), Failure> {
    let Some((day, words)) = leading_day(text.trim(), loaded.config.date_order) else {
        return Ok((None, Some(text.to_owned())));
    };
    let day = day
        .map_err(|fault| no_day(text, WhenFault::Date(fault), "the day as 2026-11-24, then what happened"))?;
    Ok((Some(day), Some(words.to_owned()).filter(|words| !words.is_empty())))
}

/// Returns the day of a line, from `--date` or the beginning of its text; fails if the two differ.
fn one_day(asked: Option<Day>, in_front: Option<Day>) -> Result<Option<Day>, Failure> {
    match (asked, in_front) {
        (Some(asked), Some(in_front)) if asked != in_front => {
            Err(Failure::new(format!("`--date` says {asked}, but the words begin with {in_front}"))
                .help("leave one of them out, or put the date after other words; nothing was written"))
        }
        (asked, in_front) => Ok(asked.or(in_front)),
    }
}

/// Refuses a day that would be reported as `unlikely-date` in a note.
pub(super) fn not_far(loaded: &Loaded, day: Day) -> Result<Day, Failure> {
    if !odd_dates::is_unlikely(day, loaded.today.day) {
        return Ok(day);
    }
    Err(Failure::new(format!("{day} is probably not the day you meant"))
        .help("correct its year; nothing was written"))
}

/// Reads the value of `--date`.
pub(super) fn day(loaded: &Loaded, text: &str) -> Result<Day, Failure> {
    back(text, &loaded.counted_from())
        .map_err(|fault| no_day(text, fault, "yesterday, monday, 3 days ago, or 2026-11-24"))
}

/// Returns the failure for a text that is not a day; `known` says what can be written.
pub(super) fn no_day(text: &str, fault: WhenFault, known: &str) -> Failure {
    use crate::core::date_text::DateFault;
    let text = safe(text);
    let message = match fault {
        WhenFault::Date(DateFault::Impossible) => format!("the day `{text}` does not exist"),
        WhenFault::Date(DateFault::Ambiguous) => format!("`{text}` could be day first or month first"),
        WhenFault::Date(DateFault::TwoDigitYear) => format!("the year of `{text}` has two digits"),
        WhenFault::OutOfRange => {
            format!("`{text}` is out of range: from one day to a hundred years")
        }
        WhenFault::Date(DateFault::NotADate) | WhenFault::Unknown => format!("`{text}` is not a day"),
    };
    Failure::new(message).help(format!("write {known}"))
}

/// Returns the first log lines that a card of the contact proposes.
fn as_proposed(loaded: &Loaded, index: ContactIndex, day: Day) -> Result<Vec<Task>, Failure> {
    let contact = loaded.contact(index);
    let cards = loaded.compiled.agenda.follow_ups.iter().filter(|one| one.contact == index);
    for one in cards {
        let tasks = tasks_for(loaded, one, day, None).unwrap_or_default();
        if !tasks.is_empty() && tasks.iter().all(|task| matches!(task, Task::Log(..))) {
            return Ok(tasks);
        }
    }
    let name = loaded.typed(index);
    Err(Failure::new(format!("no card for {} proposes anything to log", safe(contact.name()))).help(format!(
        "say what happened: `followup log {name} call`; `followup why {name}` shows what is due"
    )))
}

/// Returns hints about typed lines: one whose words do not say how the contact was made, or that there was
/// none, and one whose words seem to mean a day in the past.
pub(super) fn hints(loaded: &Loaded, tasks: &[Task]) -> Vec<String> {
    let from = loaded.counted_from();
    let typed = tasks.iter().filter_map(|task| match task {
        // A line in the future is a plan, not a contact.
        Task::Log(index, day, text, Wording::Typed) if *day <= from.today => {
            let (reading, _) = read_as_log(text, loaded.contact(*index), &loaded.config);
            Some((*day, text, reading))
        }
        Task::Log(..) | Task::File(..) | Task::Set(..) | Task::Tick(..) => None,
    });
    let typed: Vec<(Day, &String, Reading)> = typed.collect();
    let unclear =
        typed.iter().find_map(|(_, text, reading)| Some(effect_of(*reading)?.replace("{}", &safe(text))));
    // `coffee yesterday` and `20 November call` are lines for today: only a complete date at the beginning counts.
    let mut for_today =
        typed.iter().filter(|(day, _, reading)| *day == from.today && *reading != Reading::Intention);
    let meant = for_today.find_map(|(_, text, _)| day_meant(text, &from));
    let meant = meant.map(|(words, day)| {
        format!("`{}` is in a line for today; for that day begin with `{day}`", safe(&words))
    });
    unclear.into_iter().chain(meant).collect()
}

/// Returns a hint about a line that is no clear contact, with `{}` in the place of its words.
fn effect_of(reading: Reading) -> Option<&'static str> {
    match reading {
        Reading::Assumed => Some(
            "no word of `{}` says how you were in touch: it counts as contact, but answers nothing; begin with `call`, `email out` or the like",
        ),
        Reading::Cancelled | Reading::Intention | Reading::Light | Reading::Mention => {
            Some("`{}` does not count as contact")
        }
        Reading::Clear(..) | Reading::Reply | Reading::Skip => None,
    }
}
