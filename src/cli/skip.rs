//! `followup skip NAME`: skips the follow-up that is due for a contact.

use super::arguments::edits::Skip;
use super::editing::{Editing, Task, mode};
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::person::{left_alone, meant, taken_for};
use super::report::Report;
use super::terminal::safe;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::edit::log_style::Wording;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::skips::{changes_nothing, is_passed_over, out_of_reach, passed_over};
use crate::core::plan::verdict::Proposal;
use crate::io::failure::Failure;

/// The keyword that skips the current follow-up (design 3.4).
pub(super) const SKIPPED: &str = "skipped";

/// Number of days ahead within which a follow-up may be skipped without naming its kind.
const SOON: i64 = 7;

pub(super) fn run(skip: &Skip, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let index = meant(&loaded.compiled.people, &skip.name)?;
    let passed = passed(&loaded, index)?;
    passed.checked(&loaded, index, skip.kind)?;
    let Proposal { kind, due, .. } = *passed.proposal;
    let told = format!("skips: {}, due {due}", kind.label().to_lowercase());
    let said = taken_for(&loaded.compiled.people, &skip.name.words.join(" ")).into_iter();
    let said: Vec<String> = said.chain((meaning.form == Form::Json).then(|| told.clone())).collect();
    let editing = Editing { meaning, loaded: &loaded, mode: mode(skip.dry_run) };
    let mut report = editing.run(&[passed.task], &said)?;
    if meaning.form == Form::Text && meaning.loudness != Loudness::Quiet {
        let stream = if skip.dry_run { &mut report.stderr } else { &mut report.stdout };
        stream.insert_str(0, &format!("{told}\n"));
    }
    Ok(report)
}

/// Returns the log line that skips the current follow-up of a contact, if there is one.
pub(super) fn task(loaded: &Loaded, index: ContactIndex) -> Result<Task, Failure> {
    Ok(passed(loaded, index)?.task)
}

/// The follow-up that a skip of today would skip.
struct Passed {
    task: Task,
    proposal: Box<Proposal>,
    on: Day,
}

fn passed(loaded: &Loaded, index: ContactIndex) -> Result<Passed, Failure> {
    let situation = loaded.situation(index);
    if let Some((proposal, shown)) = passed_over(&situation) {
        if is_passed_over(&situation, &proposal) {
            return Err(again(loaded, index, &proposal));
        }
        if changes_nothing(proposal.kind, proposal.due, loaded.today.day, &loaded.config.workdays) {
            let (label, due) = (proposal.kind.label().to_lowercase(), proposal.due);
            return Err(Failure::new(format!("{label} is due {due} anyway, so a skip changes nothing"))
                .help(put_off(loaded, index)));
        }
        let task = Task::Log(index, loaded.today.day, SKIPPED.to_owned(), Wording::Proposed);
        return Ok(Passed { task, proposal, on: shown.on });
    }
    if let Some(failure) = left_alone(loaded, index) {
        return Err(failure);
    }
    let name = loaded.contact(index).name();
    Err(Failure::new(format!("there is nothing to skip for {}", safe(name))).help(format!(
        "promises and dates are not skipped; `followup why {}` tells what each rule sees",
        loaded.typed(index)
    )))
}

/// Returns the failure for a second skip on the same day, which would change nothing.
fn again(loaded: &Loaded, index: ContactIndex, proposal: &Proposal) -> Failure {
    let (name, label) = (loaded.contact(index).name(), proposal.kind.label().to_lowercase());
    let due = proposal.due;
    Failure::new(format!("{label} was already skipped for {} today; it is next due {due}", safe(name)))
        .help(put_off(loaded, index))
}

fn put_off(loaded: &Loaded, index: ContactIndex) -> String {
    format!("`followup snooze {} WHEN` puts it off longer", loaded.typed(index))
}

impl Passed {
    /// Returns when the follow-up comes on the agenda, if it is due already but held back.
    fn shown_later(&self, today: Day) -> String {
        if self.proposal.due > today { String::new() } else { format!(" and on the agenda from {}", self.on) }
    }

    /// Refuses a follow-up of another kind than the named one, or one too far ahead to be meant without a
    /// name.
    fn checked(&self, loaded: &Loaded, index: ContactIndex, named: Option<Kind>) -> Result<(), Failure> {
        let name = loaded.contact(index).name();
        let Proposal { kind, about, due, .. } = *self.proposal;
        if let Some(named) = named.filter(|named| *named != kind) {
            let message = format!(
                "what can be skipped for {} is `{}`, due {due}, not `{}`",
                safe(name),
                kind.name(),
                named.name()
            );
            let help = format!("`followup why {}` tells what each rule sees", loaded.typed(index));
            return Err(Failure::new(message).help(help));
        }
        if let Some(why) = out_of_reach(about, due, loaded.today.day) {
            let help = format!("change it: `followup show {}` shows where it is", loaded.typed(index));
            return Err(Failure::new(why).help(help));
        }
        if named.is_none() && self.on > loaded.today.day.plus_days(SOON) {
            let message = format!(
                "nothing is due for {} this week; the next is {}, due {due}{}",
                safe(name),
                kind.label().to_lowercase(),
                self.shown_later(loaded.today.day)
            );
            let help = format!(
                "to skip that: `followup skip {} --kind {}`; a promise is given up with `[-]` in its note",
                loaded.typed(index),
                kind.name()
            );
            return Err(Failure::new(message).help(help));
        }
        Ok(())
    }
}
