//! A session of `followup next`: carries out what is typed for each card, and remembers it for the summary.

use super::agenda::card_text;
use super::arguments::edits::Next;
use super::counts::each;
use super::dialogue::Dialogue;
use super::edit_report::{self, diff, told};
use super::editing::{Editing, Task, mode, repeats, tasks_for};
use super::loading::{Loaded, Wanted, load};
use super::log::{dated, hints, no_day, not_far};
use super::meaning::{Form, Meaning};
use super::next_card::Card;
use super::next_key::{CATCH_UP_KEYS, HELP, KEYS, Key, without_words};
use super::opening::{Draft, open};
use super::report::{DRY_RUN, Report, object, to_json};
use super::terminal::{safe, width};
use super::{skip, snooze, why};
use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::{FollowUp, State};
use crate::core::edit::front_matter::Setting;
use crate::core::edit::log_style::Wording;
use crate::core::edit::proposal::{Proposed, in_own_words, proposed, taken_for_theirs};
use crate::core::edit::undone;
use crate::core::named::named;
use crate::core::text::count;
use crate::io::edit::Mode;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// Number of months that `r` lets a contact rest.
const REST: u32 = 6;
enum Then {
    /// Ask about the same card again.
    Stay,
    /// Go to the next card.
    Next,
    /// End the session.
    Quit,
}

named! {
    /// What became of a card, in the order of the summary.
    enum What {
        Done "done",
        Logged "logged",
        PutOff "put off",
        NotPutOff "not put off",
        Skipped "skipped",
        Resting "resting",
        Later "later",
    }
}

/// Something done in a session.
#[derive(Serialize)]
struct DoneRow {
    contact: String,
    line: Option<usize>,
    path: Option<String>,
    what: What,
}

/// The cards that were gone through so far, and what became of them.
pub(super) struct Session<'a> {
    meaning: &'a Meaning,
    mode: Mode,
    /// Whether a card shows everything due for a contact.
    catch_up: bool,
    loaded: Loaded,
    done: Vec<DoneRow>,
}

impl<'a> Session<'a> {
    /// Begins a session in a vault that was loaded.
    pub(super) fn new(next: &Next, meaning: &'a Meaning, loaded: Loaded) -> Session<'a> {
        let (mode, catch_up) = (mode(next.dry_run), next.catch_up);
        Session { meaning, mode, catch_up, loaded, done: Vec::new() }
    }

    /// Goes through the cards.
    pub(super) fn cards(&mut self, queue: &[FollowUpId], dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
        let keys = if self.catch_up { CATCH_UP_KEYS } else { KEYS };
        for (place, id) in queue.iter().enumerate() {
            let Some(mut card) = self.card(*id) else { continue };
            let contact = self.loaded.contact(card.contact());
            let text = card_text(&self.loaded.compiled.agenda, contact, &card.all(), width());
            dialogue.say(&format!("\n{} of {}\n{text}", place + 1, queue.len()));
            loop {
                let Some(line) = dialogue.ask(keys) else {
                    dialogue.say("\n");
                    return Ok(());
                };
                match self.answer(&line, &card, dialogue)? {
                    // Follow-ups that were snoozed or skipped are not on the card any more.
                    Then::Stay => match self.card(*id) {
                        Some(anew) => card = anew,
                        None => break,
                    },
                    Then::Next => break,
                    Then::Quit => return Ok(()),
                }
            }
        }
        Ok(())
    }

    /// Makes the card of a follow-up; `None` if an earlier change settled it.
    fn card(&self, id: FollowUpId) -> Option<Card> {
        let follow_ups = &self.loaded.compiled.agenda.follow_ups;
        let due = || follow_ups.iter().filter(|one| one.state != State::Upcoming);
        let first = due().find(|one| one.id == id)?;
        let others = due().filter(|one| self.catch_up && one.contact == first.contact && one.id != first.id);
        Some(Card { first: (**first).clone(), others: others.map(|one| (**one).clone()).collect() })
    }

    /// Carries out a line that was typed. A failure is shown, and the card stays.
    fn answer(&mut self, line: &str, card: &Card, dialogue: &mut Dialogue<'_>) -> Result<Then, Failure> {
        let Some((key, rest)) = Key::of(line) else {
            dialogue.say(&format!("`{}` is not a key here\n{HELP}", safe(line)));
            return Ok(Then::Stay);
        };
        let done = without_words(key, line, rest).and_then(|()| self.by_key(key, rest, card, dialogue));
        match done {
            Ok(then) => Ok(then),
            Err(failure) => {
                let (message, help) = failure.said()?;
                dialogue.say(&format!("{}\n", safe(&message)));
                for line in help.lines() {
                    dialogue.say(&format!("  {}\n", safe(line)));
                }
                Ok(Then::Stay)
            }
        }
    }

    fn by_key(
        &mut self,
        key: Key,
        rest: &str,
        card: &Card,
        dialogue: &mut Dialogue<'_>,
    ) -> Result<Then, Failure> {
        let today = self.loaded.today.day;
        let follow_up = &card.first;
        let index = card.contact();
        let said = match key {
            Key::Done => return self.done(rest, follow_up, dialogue),
            Key::Log => return self.log(rest, follow_up, dialogue),
            Key::Snooze => return self.snooze(rest, card, dialogue),
            Key::Skip => {
                let passed = card.relationship(&self.loaded.compiled.agenda, "skipped")?;
                let is_first = passed.id == follow_up.id;
                let task = skip::task(&self.loaded, index)?;
                let then = self.apply(&[task], What::Skipped, dialogue)?;
                return Ok(if is_first { then } else { Then::Stay });
            }
            Key::Rest => {
                let until = today.plus_months(REST);
                return self.apply(&[Task::Set(index, Setting::PausedUntil(until))], What::Resting, dialogue);
            }
            Key::Why => why::text(&self.loaded, index, width()),
            Key::Open => open(self.meaning, &self.loaded, follow_up, Draft::File)?,
            Key::Mail => open(self.meaning, &self.loaded, follow_up, Draft::Mail)?,
            Key::Help => HELP.to_owned(),
            Key::Later => {
                let contact = self.loaded.contact(index).name().to_owned();
                self.done.push(DoneRow { contact, what: What::Later, path: None, line: None });
                return Ok(Then::Next);
            }
            Key::Quit => return Ok(Then::Quit),
        };
        dialogue.say(&said);
        Ok(Then::Stay)
    }

    /// Does the follow-up as proposed, or with the words after the key, which are read like those next to a
    /// tick in the agenda.
    fn done(
        &mut self,
        rest: &str,
        follow_up: &FollowUp,
        dialogue: &mut Dialogue<'_>,
    ) -> Result<Then, Failure> {
        let loaded = &self.loaded;
        let today = loaded.today.day;
        let (day, text) = if rest.is_empty() { (None, None) } else { dated(loaded, rest)? };
        let day = not_far(loaded, day.unwrap_or(today))?;
        if day > today {
            return Err(Failure::new(format!("{day} is in the future, and `d` logs what was done"))
                .help(format!("`l {day} ...` logs what is planned")));
        }
        if let Some(text) = &text {
            undone::check(text, &loaded.counted_from(), &loaded.config.words)?;
            taken_for_theirs(follow_up, text, &loaded.config.words)?;
        }
        let contact = loaded.contact(follow_up.contact);
        let text = text.map(|text| match proposed(follow_up, contact, today) {
            Proposed::Log(_) => in_own_words(follow_up, contact, &text, &loaded.config.words),
            Proposed::Tick | Proposed::Nothing | Proposed::Early => text,
        });
        let tasks = tasks_for(loaded, follow_up, day, text.as_deref())?;
        self.apply(&tasks, What::Done, dialogue)
    }

    fn log(
        &mut self,
        rest: &str,
        follow_up: &FollowUp,
        dialogue: &mut Dialogue<'_>,
    ) -> Result<Then, Failure> {
        let text = match asked(rest, "what happened? > ", dialogue) {
            Ok(text) => text,
            Err(then) => return Ok(then),
        };
        let (day, text) = dated(&self.loaded, &text)?;
        let Some(text) = text else {
            return Err(
                Failure::new("a day, but no words").help("say what happened then: `l 2026-11-24 call`")
            );
        };
        let day = not_far(&self.loaded, day.unwrap_or(self.loaded.today.day))?;
        taken_for_theirs(follow_up, &text, &self.loaded.config.words)?;
        let task = Task::Log(follow_up.contact, day, text, Wording::Typed);
        self.apply(&[task], What::Logged, dialogue)
    }

    fn snooze(&mut self, rest: &str, card: &Card, dialogue: &mut Dialogue<'_>) -> Result<Then, Failure> {
        let put_off = card.relationship(&self.loaded.compiled.agenda, "put off")?;
        let is_first = put_off.id == card.first.id;
        let when = match asked(rest, "until when? 3d, monday, 2 weeks > ", dialogue) {
            Ok(when) => when,
            Err(then) => return Ok(then),
        };
        let until =
            snooze::until(&self.loaded, &when).map_err(|fault| no_day(&when, fault, snooze::KNOWN))?;
        let until = snooze::checked(&self.loaded, until)?;
        let task = Task::Set(card.contact(), Setting::Snooze(until));
        let what = if until.is_some() { What::PutOff } else { What::NotPutOff };
        let then = self.apply(&[task], what, dialogue)?;
        Ok(if is_first { then } else { Then::Stay })
    }

    /// Makes the changes, shows them and what comes next, and reads the notes again.
    fn apply(&mut self, tasks: &[Task], what: What, dialogue: &mut Dialogue<'_>) -> Result<Then, Failure> {
        let editing = Editing { meaning: self.meaning, loaded: &self.loaded, mode: self.mode };
        let made = editing.all(tasks)?;
        for hint in hints(&self.loaded, tasks) {
            dialogue.say(&format!("hint: {hint}\n"));
        }
        for one in &made {
            dialogue.say(&match self.mode {
                Mode::Write => told(one),
                Mode::DryRun => diff(&one.edited),
            });
        }
        if let Some(hint) = repeats(&made) {
            dialogue.say(&format!("hint: {hint}\n"));
        }
        if made.iter().all(|one| one.edited.before == one.edited.after) {
            return Ok(Then::Stay);
        }
        if self.mode == Mode::Write {
            self.loaded = load(&Wanted::from(self.meaning))?;
            let next = edit_report::Next::of_changed(&self.loaded, &made);
            next.iter().for_each(|next| dialogue.say(&next.line()));
        }
        if let Some(first) = made.first() {
            let row = DoneRow {
                contact: first.contact.as_ref().map_or_else(String::new, |contact| contact.name.clone()),
                what,
                path: Some(first.edited.path.as_str().to_owned()),
                line: Some(first.edited.line),
            };
            self.done.push(row);
        }
        Ok(Then::Next)
    }

    pub(super) fn report(&self) -> Report {
        let stdout = match self.meaning.form {
            Form::Json => to_json(&object! { done: &self.done, dry_run: self.mode == Mode::DryRun }),
            Form::Text => self.summary(),
        };
        Report::printing(stdout)
    }

    fn summary(&self) -> String {
        let mut text = String::from("\n");
        let changed = self.done.iter().filter(|row| row.what != What::Later).count();
        let number = |kind| self.done.iter().filter(|row| row.what == kind).count();
        let parts = each(What::ALL.iter().map(|kind| (number(*kind), kind.name())));
        match parts.as_slice() {
            [] => text.push_str("nothing was changed\n"),
            parts => {
                let cards = count(self.done.len(), "card");
                let _ = writeln!(text, "{cards}: {}", parts.join(", "));
            }
        }
        for row in self.done.iter().filter(|row| row.what != What::Later) {
            let _ = writeln!(text, "  {}: {}", safe(&row.contact), row.what.name());
        }
        if self.mode == Mode::DryRun && changed > 0 {
            text.push_str(DRY_RUN);
        }
        text.push_str(if changed > 0 { "next: followup build\n" } else { "next: followup agenda\n" });
        text
    }
}

/// Returns the words after a key, or asks for them. Without an answer, returns what to do next.
fn asked(rest: &str, question: &str, dialogue: &mut Dialogue<'_>) -> Result<String, Then> {
    if !rest.is_empty() {
        return Ok(rest.to_owned());
    }
    let answer = dialogue.ask(question).filter(|answer| !answer.is_empty()).ok_or(Then::Stay)?;
    match Key::of(&answer) {
        Some((Key::Quit, "")) => Err(Then::Quit),
        _ => Ok(answer),
    }
}
