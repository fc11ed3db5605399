//! `followup next`: goes through what is due, one card at a time, with one key and Enter. Each choice is
//! carried out at once, so quitting or a closed input loses nothing.

use super::agenda::card_text;
use super::arguments::edits::Next;
use super::counts::each;
use super::dialogue::Dialogue;
use super::editing::{self, Editing, Task, diff, mode, repeats, tasks_for, told};
use super::loading::{Loaded, Wanted, load};
use super::log::{dated, hints, no_day, not_far};
use super::meaning::{Form, Meaning};
use super::next_card::Card;
use super::opening::{Draft, open};
use super::print::choice;
use super::report::{DRY_RUN, Report, object, to_json};
use super::terminal::{safe, width};
use super::{skip, snooze, why};
use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::{FollowUp, State};
use crate::core::edit::front_matter::Setting;
use crate::core::edit::log_style::Wording;
use crate::core::edit::proposal::{Proposed, in_own_words, proposed};
use crate::core::edit::undone;
use crate::core::interval::Cadence;
use crate::core::text::count;
use crate::io::edit::Mode;
use crate::io::failure::Failure;
use anstream::AutoStream;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Number of months that `r` lets a contact rest.
const REST: u32 = 6;
const KEYS: &str = "d done, l log, o draft, m mail, s snooze, k skip, r rest, w why, n later, q quit > ";
const CATCH_UP_KEYS: &str = "l log, r rest, k skip; also d done, s snooze, w why, n later, q quit > ";
const HELP: &str = "  d [TEXT] done as proposed, or in your words: d call: all well\n  l TEXT   log what happened: l call: all well\n  o        open the draft in $EDITOR\n  \
                    m        write a mail\n  s WHEN   put off: s 3d, s monday, s 2 weeks\n  k        skip this one\n  \
                    r        rest: leave them in peace for half a year\n  w        why it is here\n  n        later (enter does the same)\n  \
                    q        quit\n";

pub(super) fn run(next: &Next, meaning: &Meaning) -> Result<Report, Failure> {
    let mut input = std::io::stdin().lock();
    match meaning.form {
        Form::Text => {
            let mut output = AutoStream::new(std::io::stdout().lock(), choice(meaning.color));
            converse(next, meaning, &mut Dialogue::new(&mut input, &mut output))
        }
        // Standard output is JSON only, so the conversation goes to standard error.
        Form::Json => {
            let mut output = AutoStream::new(std::io::stderr().lock(), choice(meaning.color));
            converse(next, meaning, &mut Dialogue::new(&mut input, &mut output))
        }
    }
}

fn converse(next: &Next, meaning: &Meaning, dialogue: &mut Dialogue<'_>) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let queue = queue(&loaded, next.catch_up);
    let mut session =
        Session { meaning, mode: mode(next.dry_run), catch_up: next.catch_up, loaded, done: Vec::new() };
    if next.catch_up && !queue.is_empty() {
        dialogue.say("Welcome back. The closest people come first; a word to one of them is enough for today.\nTo start again with everybody: `followup restart`.\n");
    }
    if queue.is_empty() {
        dialogue.say("Nothing is due today.\n");
    }
    session.cards(&queue, dialogue)?;
    Ok(session.report())
}

/// Returns the ids of the cards to go through. A catch-up has one card for each contact, the closest contacts
/// first.
fn queue(loaded: &Loaded, catch_up: bool) -> Vec<FollowUpId> {
    let agenda = &loaded.compiled.agenda;
    let due = agenda.follow_ups.iter().filter(|one| one.state != State::Upcoming);
    if !catch_up {
        return due.map(|one| one.id).collect();
    }
    let mut seen = BTreeSet::new();
    let mut cards: Vec<(_, FollowUpId)> = due
        .filter(|one| seen.insert(one.contact))
        .map(|one| {
            let situation = loaded.situation(one.contact);
            let days = match situation.settings.cadence.as_ref().map(|given| &given.value) {
                Some(Cadence::Every(interval, _)) => interval.about_days(),
                Some(Cadence::Off) | None => u32::MAX,
            };
            ((situation.settings.priority.value, days), one.id)
        })
        .collect();
    cards.sort_by_key(|(value, _)| *value);
    cards.into_iter().map(|(_, id)| id).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Done,
    Log,
    Open,
    Mail,
    Snooze,
    Skip,
    Rest,
    Why,
    Later,
    Quit,
    Help,
}

impl Key {
    /// Splits a line into its key and the words after it; `None` if it begins with no known key.
    fn of(line: &str) -> Option<(Key, &str)> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let key = match word.to_lowercase().as_str() {
            "d" | "done" => Key::Done,
            "l" | "log" => Key::Log,
            "o" | "open" | "draft" => Key::Open,
            "m" | "mail" => Key::Mail,
            "s" | "snooze" => Key::Snooze,
            "k" | "skip" => Key::Skip,
            "r" | "rest" => Key::Rest,
            "w" | "why" => Key::Why,
            "" | "n" | "next" | "later" => Key::Later,
            "q" | "quit" | "exit" => Key::Quit,
            "?" | "h" | "help" => Key::Help,
            _ => return None,
        };
        Some((key, rest.trim()))
    }

    fn takes_words(self) -> bool {
        matches!(self, Key::Done | Key::Log | Key::Snooze)
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

/// Refuses words after a key that takes none, so that they are not lost silently.
fn without_words(key: Key, line: &str, rest: &str) -> Result<(), Failure> {
    if rest.is_empty() || key.takes_words() {
        return Ok(());
    }
    let key = line.split_whitespace().next().unwrap_or_default();
    Err(Failure::new(format!("`{key}` takes no words, and `{rest}` would be lost"))
        .help(format!("`{key}` alone does it; `l TEXT` logs what happened")))
}

enum Then {
    /// Ask about the same card again.
    Stay,
    /// Go to the next card.
    Next,
    /// End the session.
    Quit,
}

/// Something done in a session.
#[derive(Serialize)]
struct DoneRow {
    contact: String,
    line: Option<usize>,
    path: Option<String>,
    what: &'static str,
}

struct Session<'a> {
    meaning: &'a Meaning,
    mode: Mode,
    /// Whether a card shows everything due for a contact.
    catch_up: bool,
    loaded: Loaded,
    done: Vec<DoneRow>,
}

impl Session<'_> {
    fn cards(&mut self, queue: &[FollowUpId], dialogue: &mut Dialogue<'_>) -> Result<(), Failure> {
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
                let then = self.apply(&[task], "skipped", dialogue)?;
                return Ok(if is_first { then } else { Then::Stay });
            }
            Key::Rest => {
                let until = today.plus_months(REST);
                return self.apply(&[Task::Set(index, Setting::PausedUntil(until))], "resting", dialogue);
            }
            Key::Why => why::text(&self.loaded, index, width()),
            Key::Open => open(self.meaning, &self.loaded, follow_up, Draft::File)?,
            Key::Mail => open(self.meaning, &self.loaded, follow_up, Draft::Mail)?,
            Key::Help => HELP.to_owned(),
            Key::Later => {
                let contact = self.loaded.contact(index).name().to_owned();
                self.done.push(DoneRow { contact, what: "later", path: None, line: None });
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
            undone::check(text, &loaded.from(), &loaded.config.words)
                .map_err(|refused| Failure::new(refused.message).help(refused.help))?;
        }
        let contact = loaded.contact(follow_up.contact);
        let text = text.map(|text| match proposed(follow_up, contact, today) {
            Proposed::Log(_) => in_own_words(follow_up, contact, &text, &loaded.config.words),
            Proposed::Tick | Proposed::Nothing | Proposed::Early => text,
        });
        let tasks = tasks_for(loaded, follow_up, day, text.as_deref())?;
        self.apply(&tasks, "done", dialogue)
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
        let task = Task::Log(follow_up.contact, day, text, Wording::Typed);
        self.apply(&[task], "logged", dialogue)
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
        let what = if until.is_some() { "put off" } else { "not put off" };
        let then = self.apply(&[task], what, dialogue)?;
        Ok(if is_first { then } else { Then::Stay })
    }

    /// Makes the changes, shows them and what comes next, and reads the notes again.
    fn apply(
        &mut self,
        tasks: &[Task],
        what: &'static str,
        dialogue: &mut Dialogue<'_>,
    ) -> Result<Then, Failure> {
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
        }
        if self.mode == Mode::Write {
            let next = editing::Next::of_changed(&self.loaded, &made);
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

    fn report(&self) -> Report {
        let stdout = match self.meaning.form {
            Form::Json => to_json(&object! { done: &self.done, dry_run: self.mode == Mode::DryRun }),
            Form::Text => self.summary(),
        };
        Report::printing(stdout)
    }

    fn summary(&self) -> String {
        let mut text = String::from("\n");
        let changed = self.done.iter().filter(|row| row.what != "later").count();
        let kinds = ["done", "logged", "put off", "not put off", "skipped", "resting", "later"];
        let number = |kind| self.done.iter().filter(|row| row.what == kind).count();
        let parts = each(kinds.map(|kind| (number(kind), kind)));
        match parts.as_slice() {
            [] => text.push_str("nothing was changed\n"),
            parts => {
                let cards = count(self.done.len(), "card");
                let _ = writeln!(text, "{cards}: {}", parts.join(", "));
            }
        }
        for row in self.done.iter().filter(|row| row.what != "later") {
            let _ = writeln!(text, "  {}: {}", safe(&row.contact), row.what);
        }
        if self.mode == Mode::DryRun && changed > 0 {
            text.push_str(DRY_RUN);
        }
        text.push_str(if changed > 0 { "next: followup build\n" } else { "next: followup agenda\n" });
        text
    }
}
