//! `followup skip NAME`: passes over what is due for a contact.

use super::arguments::edits::Skip;
use super::editing::{Task, apply_all, mode, report_with};
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::{meant, taken_for};
use super::report::Report;
use super::terminal::{safe, typed};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::edit::log_style::Wording;
use crate::core::note::facts::Next;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::skips::NEXT_AHEAD;
use crate::io::failure::Failure;

/// The word that passes over the current follow-up (design 3.4).
pub const SKIPPED: &str = "skipped";

/// Days ahead up to which something is passed over without being named.
const SOON: i64 = 7;

/// Runs `skip`.
pub fn run(skip: &Skip, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let index = meant(&loaded.compiled.people, &skip.name)?;
    let passed = passed(&loaded, index)?;
    passed.checked(&loaded, index, skip.kind)?;
    let mode = mode(skip.dry_run);
    let made = apply_all(meaning, &loaded, &[passed.task], mode)?;
    let told = format!("passes over: {}, due {}", passed.kind.label().to_lowercase(), passed.due);
    let said = taken_for(&loaded.compiled.people, &skip.name.words.join(" "));
    let said: Vec<String> = said.into_iter().collect();
    report_with(meaning, &made, mode, (&said, &told), "followup next")
}

/// The line that passes over what is chosen for a contact, if there is such a thing.
pub fn task(loaded: &Loaded, index: ContactIndex) -> Result<Task, Failure> {
    Ok(passed(loaded, index)?.task)
}

/// What a skip of today passes over.
struct Passed {
    task: Task,
    kind: Kind,
    due: Day,
    on: Day,
}

fn passed(loaded: &Loaded, index: ContactIndex) -> Result<Passed, Failure> {
    let lines = loaded.explain(index).lines;
    let chosen = lines.iter().filter(|line| line.fate.is_shown()).find_map(|line| {
        let kind = line.kind.filter(|kind| kind.is_relationship())?;
        Some((kind, line.due?, line.on?))
    });
    if let Some((kind, due, on)) = chosen {
        let task = Task::Log(index, loaded.today.day, SKIPPED.to_owned(), Wording::Proposed);
        return Ok(Passed { task, kind, due, on });
    }
    let name = loaded.compiled.people.contact(index).name();
    Err(Failure::new(format!("there is nothing to pass over for {}", safe(name))).help(format!(
        "promises and dates are not skipped; `followup why {}` tells what each rule sees",
        typed(name)
    )))
}

impl Passed {
    /// Whether it is what `next` of the note says, further ahead than a skip reaches.
    fn is_far_next(&self, loaded: &Loaded, index: ContactIndex) -> bool {
        let next = loaded.compiled.people.contact(index).facts.rare.next.as_ref();
        let is_next = next.is_some_and(|found| matches!(found.value, Next::On(day, _) if day == self.due));
        is_next && self.due > loaded.today.day.plus_days(NEXT_AHEAD)
    }

    /// What is far ahead is hardly what was meant, unless it was named.
    fn checked(&self, loaded: &Loaded, index: ContactIndex, named: Option<Kind>) -> Result<(), Failure> {
        let name = loaded.compiled.people.contact(index).name();
        let (kind, label) = (self.kind.name(), self.kind.label().to_lowercase());
        match named {
            Some(named) if named != self.kind => Err(Failure::new(format!(
                "what a skip passes over for {} is `{kind}`, due {}, not `{}`",
                safe(name),
                self.due,
                named.name()
            ))
            .help(format!("`followup why {}` tells what each rule sees", typed(name)))),
            _ if self.is_far_next(loaded, index) => Err(Failure::new(format!(
                "the next step of {} is more than a week ahead, which a skip does not reach",
                self.due
            ))
            .help(format!("change it: `followup show {}` tells where it stands", typed(name)))),
            None if self.on > loaded.today.day.plus_days(SOON) => Err(Failure::new(format!(
                "nothing is due for {} this week; the next is {label}, due {}",
                safe(name),
                self.due
            ))
            .help(format!(
                "to pass over that: `followup skip {} --kind {kind}`; a promise is given up with `[-]` in its note",
                typed(name)
            ))),
            Some(_) | None => Ok(()),
        }
    }
}
