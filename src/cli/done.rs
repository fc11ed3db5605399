//! `followup done NAME|ID`: does what a card proposes.

use super::arguments::edits::Done;
use super::edit_report::report;
use super::editing::{Editing, mode, repeats, tasks_for};
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::{left_alone, named, taken_for};
use super::report::Report;
use super::terminal::safe;
use crate::core::agenda::model::{FollowUp, Kind, State};
use crate::io::failure::Failure;

pub(super) fn run(done: &Done, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let typed_name = done.words.join(" ");
    let follow_up = meant(&loaded, &typed_name)?;
    let tasks = tasks_for(&loaded, follow_up, loaded.today.day, None)?;
    let editing = Editing { meaning, loaded: &loaded, mode: mode(done.dry_run) };
    let made = editing.all(&tasks)?;
    let by_name = !follow_up.id.contains(typed_name.trim().trim_start_matches('^').trim_start_matches("f-"));
    let said = taken_for(&loaded.compiled.people, &typed_name).filter(|_| by_name);
    let hints: Vec<String> = said.into_iter().chain(repeats(&made).map(str::to_owned)).collect();
    report(meaning, &made, editing.mode, &hints, "followup next")
}

/// Finds the follow-up by its id, or the first one of a contact by name.
fn meant<'l>(loaded: &'l Loaded, typed_name: &str) -> Result<&'l FollowUp, Failure> {
    let follow_ups = &loaded.compiled.agenda.follow_ups;
    let written = typed_name.trim();
    let bare = written.trim_start_matches('^');
    let id = bare.strip_prefix("f-").unwrap_or(bare);
    if let Some(found) = follow_ups.iter().find(|one| *one.id == *id) {
        return Ok(found);
    }
    if written != id && id.len() == 10 {
        return Err(Failure::new(format!("no follow-up has the id `{}`", safe(written)))
            .help("it was done already, or the notes have changed: `followup agenda --json` lists all ids"));
    }
    let index = named(&loaded.compiled.people, written)?;
    let mut cards = follow_ups.iter().map(Box::as_ref).filter(|one| one.contact == index).peekable();
    // A preparation ends by itself, so what is due behind it is meant.
    let first = cards.peek().copied();
    let behind = first
        .filter(|first| first.kind == Kind::Prepare)
        .and_then(|_| cards.find(|one| one.kind != Kind::Prepare && one.state != State::Upcoming));
    behind.or(first).ok_or_else(|| {
        if let Some(failure) = left_alone(loaded, index) {
            return failure;
        }
        let name = loaded.contact(index).name();
        Failure::new(format!("nothing is due for {}, and nothing is planned", safe(name)))
            .help(format!("say what happened: `followup log {} call`", loaded.typed(index)))
    })
}
