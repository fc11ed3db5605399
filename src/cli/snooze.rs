//! `followup snooze NAME WHEN`: snoozes a contact until a day.

use super::arguments::edits::Snooze;
use super::editing::{Editing, Task, mode};
use super::loading::{Loaded, Wanted, load};
use super::log::no_day;
use super::meaning::Meaning;
use super::person::{named, taken_for};
use super::report::Report;
use super::terminal::{safe, typed};
use crate::core::day::Day;
use crate::core::edit::front_matter::Setting;
use crate::core::edit::when::{WhenFault, ahead};
use crate::core::note::fields::dated_fields::is_too_far;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::skips::passed_over;
use crate::io::failure::Failure;

/// Maximum number of words in a day.
const MOST_WORDS: usize = 4;
/// The forms of days that may be typed.
pub(super) const KNOWN: &str = "a date, 3d, 2 weeks, monday, tomorrow, or off";

pub(super) fn run(snooze: &Snooze, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let (name, until) = name_and_day(&loaded, &snooze.words)?;
    let index = named(&loaded.compiled.people, &name)?;
    let said = taken_for(&loaded.compiled.people, &name).into_iter();
    let said: Vec<String> =
        said.chain(until.and_then(|until| without_effect(&loaded, index, until))).collect();
    let editing = Editing { meaning, loaded: &loaded, mode: mode(snooze.dry_run) };
    editing.run(&[Task::Set(index, Setting::Snooze(until))], &said)
}

/// Splits the words into a name and a day, taking as many words for the day as possible.
fn name_and_day(loaded: &Loaded, words: &[String]) -> Result<(String, Option<Day>), Failure> {
    if let [name] = words {
        let typed = typed(name);
        return Err(Failure::new(format!("until when is `{}` to be snoozed?", safe(name)))
            .help(format!("write {KNOWN} behind the name: `followup snooze {typed} 2 weeks`")));
    }
    let most = MOST_WORDS.min(words.len().saturating_sub(1));
    for count in (1..=most).rev() {
        let (name, when) = words.split_at(words.len() - count);
        match until(loaded, &when.join(" ")) {
            Ok(until) => return checked(loaded, until).map(|until| (name.join(" "), until)),
            // Fewer words may also be a day, but not the one that was meant.
            Err(fault @ WhenFault::OutOfRange) => return Err(no_day(&when.join(" "), fault, KNOWN)),
            Err(WhenFault::Unknown | WhenFault::Date(_)) => {}
        }
    }
    let when = words.last().cloned().unwrap_or_default();
    let fault = until(loaded, &when).err().unwrap_or(WhenFault::Unknown);
    Err(no_day(&when, fault, KNOWN))
}

/// Returns a hint about a day that puts nothing off, since what comes next for the contact is for that day or a later
/// one.
fn without_effect(loaded: &Loaded, index: ContactIndex, until: Day) -> Option<String> {
    let snoozed = loaded.contact(index).facts.rare.snooze.map(|found| found.value);
    let (_, next) = passed_over(&loaded.situation(index))?;
    (snoozed.is_none_or(|snoozed| snoozed < next.turn) && next.on >= until)
        .then(|| format!("this puts nothing off: what comes next is for {} anyway", next.on))
}

/// Reads a day; `None` for `off`.
pub(super) fn until(loaded: &Loaded, when: &str) -> Result<Option<Day>, WhenFault> {
    if when.trim().eq_ignore_ascii_case("off") {
        return Ok(None);
    }
    ahead(when, &loaded.counted_from()).map(Some)
}

/// Refuses a day that is not in the future, or too far ahead, as a typing error.
pub(super) fn checked(loaded: &Loaded, until: Option<Day>) -> Result<Option<Day>, Failure> {
    match until {
        Some(day) if day <= loaded.today.day => {
            Err(Failure::new(format!("{day} is not after today, {}", loaded.today.day))
                .help(format!("write {KNOWN}")))
        }
        Some(day) if is_too_far(day, loaded.today.day) => {
            Err(Failure::new(format!("{day} is probably not the day you meant, more than ten years ahead"))
                .help("correct its year; to be done with somebody write `status: closed`, or `next: never`, in the note"))
        }
        until => Ok(until),
    }
}
