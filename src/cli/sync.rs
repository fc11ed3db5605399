//! `followup sync`: turns ticks in `agenda.md` into lines of the notes.
//!
//! A card is found by its id, which is computed again from the notes: on today's agenda or else on the one of
//! the day that the file was made for. Each tick is marked in the file as soon as it is in the notes, so a
//! killed run writes nothing twice.

use super::arguments::edits::Sync;
use super::edit_report::{diff, diffs, told};
use super::editing::{Action as MadeAction, Editing, Made, Task, mode, repeats, tick_of, with_written};
use super::loading::{Loaded, Wanted, config, load};
use super::log::hints;
use super::meaning::{Form, Loudness, Meaning};
use super::other_agendas::ticked_elsewhere;
use super::report::{DRY_RUN, Problems, Report, Status, object, to_json};
use super::skip::SKIPPED;
use super::sync_inbox;
use super::terminal::safe;
use crate::core::agenda::about::About;
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::edit::carried::is_of_another_day;
use crate::core::edit::front_matter::Setting;
use crate::core::edit::log_style::Wording;
use crate::core::edit::proposal::why_it_stays;
use crate::core::edit::stray_words::stray_words;
use crate::core::edit::sync::{Action, Ticked, earlier_days, had_contact_since};
use crate::core::edit::task::Outcome;
use crate::core::edit::ticks::{Mark, Tick, synced, ticks, without_id};
use crate::core::edit::{Change, Refused};
use crate::core::note::facts::TaskState;
use crate::core::output::agenda_md::standing;
use crate::core::output::escape::inline::plain;
use crate::core::output::escape::markdown::MarkdownText;
use crate::core::output::{AGENDA, Publish};
use crate::core::people::contact::OwnedTask;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::counts::Counts;
use crate::core::problem::show::as_text;
use crate::core::problem::{Code, MOST_QUOTED, Problem};
use crate::core::text::{clip, count};
use crate::io::edit::{Mode, content, edit, edit_held, hold};
use crate::io::failure::Failure;
use crate::io::folders::targets;
use crate::io::lock::Lock;
use crate::io::vault::Vault;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Maximum number of old agendas that are computed again; ticks of other days are reported as unknown.
pub(super) const MOST_DAYS: usize = 30;

/// Runs `sync`.
pub(super) fn run(sync: &Sync, meaning: &Meaning) -> Result<Report, Failure> {
    let out = sync.out.as_deref();
    let targets = targets(&meaning.vault, &config(&meaning.vault)?, out, Publish::LeftAlone)?;
    let folder = Vault { root: targets.out.path.clone() };
    let shown = NotePath::new(&format!("{}/{AGENDA}", targets.out.shown));
    let file = NotePath::new(AGENDA);
    let mode = mode(sync.dry_run);
    // The lock makes the second of two runs at once see what the first has written.
    let held = if mode == Mode::Write { hold(&folder, &file)? } else { None };
    let loaded = load(&Wanted { out, ..Wanted::from(meaning) })?;
    let bytes = content(&folder, &file)?;
    if bytes.is_none() && !sync.file_inbox {
        return Err(Failure::new(format!("there is no `{shown}` to read ticks from"))
            .help("`followup build` makes it; tick its boxes, then sync"));
    }
    let agenda = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
    let elsewhere = if out.is_none() { ticked_elsewhere(&loaded, &targets) } else { Vec::new() };
    let mut run = Run { meaning, loaded, mode, shown, folder, file, held, done: Done::default() };
    run.ticks(&ticks(&agenda))?;
    run.tell_without_id(&agenda);
    run.done.problems.extend(elsewhere);
    if sync.file_inbox {
        let held = run.held.as_ref().map(|lock| (run.folder.root.as_path(), lock));
        match sync_inbox::file(meaning, run.mode, held, &mut run.done.made) {
            Ok(problems) => run.done.problems.extend(problems),
            // The results of the ticks are reported all the same.
            Err(failure) => {
                let (message, help) = failure.said()?;
                let inbox = NotePath::new(&run.loaded.config.inbox);
                let problem = Problem::new(Code::UnusableTick, &inbox, message).help(help);
                run.done.problems.push(problem.effect("the lines that were not filed stay in the inbox"));
            }
        }
    }
    Ok(run.report())
}

struct Run<'a> {
    meaning: &'a Meaning,
    loaded: Loaded,
    mode: Mode,
    /// The agenda's name in messages.
    shown: NotePath,
    folder: Vault,
    file: NotePath,
    /// The lock on the agenda's folder, unless it is a dry run or there is no such folder.
    held: Option<Lock>,
    done: Done,
}

/// The results of the ticks.
#[derive(Default)]
struct Done {
    made: Vec<Made>,
    problems: Vec<Problem>,
    /// Messages about contacts who are snoozed for longer than asked, and hints about days in words.
    kept: Vec<String>,
    written: usize,
    staying: usize,
    /// Number of ticks on cards that are gone and had nothing to log.
    over: usize,
}

/// Whether a tick was for another task with the same words: the card says another day than the one with its id on the
/// agenda of the day that the file was made for, which is `loaded`. Only the days of promises stay as they are; what you
/// wait for must also be done by now.
fn is_of_another(tick: &Tick<'_>, follow_up: &FollowUp, loaded: &Loaded) -> bool {
    let About::Task(place) = follow_up.about else { return false };
    let tasks = &loaded.contact(follow_up.contact).tasks;
    let Some(own) = tasks.get(place) else { return false };
    let is_done_twin =
        |other: &OwnedTask| other.task.text == own.task.text && other.task.state != TaskState::Open;
    let (_, said) = standing(follow_up, &loaded.compiled.agenda);
    is_of_another_day(tick, &said, loaded.today.day)
        && (follow_up.kind == Kind::Promise || tasks.iter().any(is_done_twin))
}

impl Run<'_> {
    fn ticks(&mut self, ticks: &[Tick<'_>]) -> Result<(), Failure> {
        let today = self.loaded.today.day;
        let mut days: BTreeMap<Day, Loaded> = BTreeMap::new();
        for day in ticks.iter().flat_map(|tick| earlier_days(tick, today)) {
            if days.len() < MOST_DAYS && !days.contains_key(&day) {
                days.insert(day, load(&Wanted { today: Some(day), ..Wanted::from(self.meaning) })?);
            }
        }
        for tick in ticks.iter().filter(|tick| tick.mark == Mark::Open) {
            let words = tick.text.as_deref().unwrap_or_default();
            self.done.kept.push(format!(
                "{}:{}: words beside a card that is not ticked: `{}`; tick it to log them",
                safe(self.shown.as_str()),
                tick.line,
                safe(&clip(words, MOST_QUOTED))
            ));
        }
        let mut decided = Vec::new();
        let cards = of_cards(ticks);
        for tick in ticks.iter().filter(|tick| is_first(tick, &cards)) {
            match self.decide(tick, &cards, &days) {
                Ok((follow_up, action)) => decided.push((tick, follow_up, action)),
                Err(problem) => self.done.problems.push(*problem),
            }
        }
        for (tick, follow_up, action) in decided {
            self.carry_out(tick, &follow_up, &action)?;
        }
        Ok(())
    }

    /// Returns the follow-up of a tick and what to do about it.
    fn decide(
        &self,
        tick: &Tick<'_>,
        cards: &OfCards<'_, '_>,
        days: &BTreeMap<Day, Loaded>,
    ) -> Result<(FollowUp, Action), Box<Problem>> {
        let today = self.loaded.today.day;
        let found = |loaded: &Loaded| {
            loaded.compiled.agenda.follow_ups.iter().find(|one| *one.id == *tick.id).cloned()
        };
        let earlier = |day: Day| {
            let follow_up = found(days.get(&day)?)?;
            let contact = self.loaded.contact(follow_up.contact);
            (!had_contact_since(tick, contact, day, today)).then_some((day, follow_up))
        };
        let now = found(&self.loaded).map(|follow_up| (today, follow_up));
        let (on, follow_up) =
            now.or_else(|| earlier_days(tick, today).find_map(earlier)).ok_or_else(|| self.unknown(tick))?;
        let made_for = tick.day.and_then(|day| days.get(&day)).unwrap_or(&self.loaded);
        if found(made_for).is_some_and(|then| is_of_another(tick, &then, made_for)) {
            return Err(self.unknown(tick));
        }
        self.check_stray_words(tick, &follow_up)?;
        self.check_other_line(tick, cards)?;
        let contact = self.loaded.contact(follow_up.contact);
        let ticked = Ticked { tick, follow_up: &follow_up, contact, config: &self.loaded.config, today, on };
        let action = ticked.action().map_err(|refused| self.problem(tick, Code::UnusableTick, refused))?;
        Ok((*follow_up, action))
    }

    /// Reports words that the user wrote next to a card in a way that is not read.
    fn check_stray_words(&self, tick: &Tick<'_>, follow_up: &FollowUp) -> Result<(), Box<Problem>> {
        let title = MarkdownText(&plain(&follow_up.title)).to_string();
        let Some(words) = stray_words(tick.card, &title) else { return Ok(()) };
        let refused = Refused::new(
            format!("words beside the tick are not read: `{}`", clip(words, MOST_QUOTED)),
            "write ` :: ` before them, with spaces round it, or remove them",
        );
        Err(self.problem(tick, Code::UnusableTick, refused))
    }

    /// Reports a card that was ticked on two lines in two ways, as after a merge of two copies of the agenda.
    fn check_other_line(&self, tick: &Tick<'_>, cards: &OfCards<'_, '_>) -> Result<(), Box<Problem>> {
        let mut lines = cards.get(tick.id).into_iter().flatten();
        let Some(other) = lines.find(|other| !is_same(other, tick)) else { return Ok(()) };
        let refused = Refused::new(
            format!("this card is ticked in another way on line {}", other.line),
            "delete one of the two lines",
        );
        Err(self.problem(tick, Code::UnusableTick, refused))
    }

    /// Reports ticked lines without an id: they name no card, and the next build overwrites the agenda.
    fn tell_without_id(&mut self, agenda: &str) {
        for (line, words) in without_id(agenda) {
            let message = format!("a ticked line without the id of its card: `{}`", clip(words, MOST_QUOTED));
            let problem = Problem::new(Code::UnusableTick, &self.shown, message)
                .at(Spot::new(line, 1))
                .help("log it yourself before the next build, `followup log NAME ...`, and delete the line")
                .effect("no note was changed for it");
            self.done.problems.push(problem);
        }
    }

    fn unknown(&self, tick: &Tick<'_>) -> Box<Problem> {
        let refused = Refused::new(
            format!(
                "no follow-up has the id `f-{}`: it is already settled, or the notes have changed",
                tick.id
            ),
            "delete the line, or log it yourself: `followup log NAME ...`",
        );
        self.problem(tick, Code::UnknownTick, refused)
    }

    fn problem(&self, tick: &Tick<'_>, code: Code, refused: Refused) -> Box<Problem> {
        Box::new(
            Problem::new(code, &self.shown, refused.message)
                .at(Spot::new(tick.line, 1))
                .help(refused.help)
                .effect("no note was changed for it; the tick stays"),
        )
    }

    fn carry_out(&mut self, tick: &Tick<'_>, follow_up: &FollowUp, action: &Action) -> Result<(), Failure> {
        if let Action::Later(day) = action {
            let name = self.loaded.contact(follow_up.contact).name();
            self.done.kept.push(format!("{} is already put off until {day}, and stays so", safe(name)));
        }
        let tasks = match self.tasks(tick, follow_up, action) {
            Ok(Some(tasks)) => tasks,
            Ok(None) => {
                let follow_ups = &self.loaded.compiled.agenda.follow_ups;
                if follow_ups.iter().any(|one| one.id == follow_up.id) {
                    self.done.staying += 1;
                } else {
                    self.done.over += 1;
                }
                return Ok(());
            }
            Err(failure) => return self.refused(tick, failure),
        };
        self.done.kept.extend(hints(&self.loaded, &tasks).into_iter().map(|hint| format!("hint: {hint}")));
        let editing = Editing { meaning: self.meaning, loaded: &self.loaded, mode: self.mode };
        let before = self.done.made.len();
        // All changes for a tick are tried before the first is written.
        if let Err(failure) = editing.tried(&tasks).and_then(|()| editing.each(&tasks, &mut self.done.made)) {
            let written = self.done.made.get(before..).unwrap_or_default();
            let failure = with_written(failure, written, self.mode);
            return self.refused(tick, failure);
        }
        let made = self.done.made.get(before..).unwrap_or_default();
        let hint = repeats(made).map(|hint| format!("hint: {hint}"));
        self.done.kept.extend(hint.filter(|hint| !self.done.kept.contains(hint)));
        let contact = self.loaded.contact(follow_up.contact);
        if let Action::Log(day, words) = action
            && let Some(why) = why_it_stays(follow_up, contact, (*day, words), &self.loaded.config.words)
        {
            self.done.kept.push(format!("`{}` stays on the agenda: {why}", safe(&follow_up.title)));
        }
        self.done.written += 1;
        // The report that names them is not printed then.
        self.mark(tick).map_err(|failure| with_written(failure, &self.done.made, self.mode))
    }

    fn tasks(
        &self,
        tick: &Tick<'_>,
        follow_up: &FollowUp,
        action: &Action,
    ) -> Result<Option<Vec<Task>>, Failure> {
        let index = follow_up.contact;
        let today = self.loaded.today.day;
        let wording = if tick.text.is_some() { Wording::Typed } else { Wording::Proposed };
        let log = |day: Day, text: &str| Task::Log(index, day, text.to_owned(), wording);
        Ok(Some(match action {
            Action::Log(day, text) => vec![log(*day, text)],
            Action::LogAndWait(day, text) => {
                vec![log(*day, text), log((*day).max(follow_up.due).min(today), SKIPPED)]
            }
            Action::TaskDone(day, text) | Action::TaskCancelled(day, text) => {
                // A ticked task is done, even if the text next to it names a future day.
                let ticked = (*day).min(today);
                let is_done = matches!(action, Action::TaskDone(..));
                let outcome = if is_done { Outcome::Done(ticked) } else { Outcome::Cancelled(ticked) };
                let tick = tick_of(&self.loaded, follow_up, outcome)?;
                std::iter::once(tick).chain(text.as_ref().map(|text| log(*day, text))).collect()
            }
            Action::Snooze(day) => vec![Task::Set(index, Setting::Snooze(Some(*day)))],
            Action::Skip(day, None) => vec![log(*day, SKIPPED)],
            Action::Skip(day, Some(text)) => vec![log(*day, &format!("{SKIPPED}: {text}"))],
            Action::Already | Action::Later(_) => Vec::new(),
            Action::Stays => return Ok(None),
        }))
    }

    /// Turns a failure to write a tick into a problem of that tick only.
    fn refused(&mut self, tick: &Tick<'_>, failure: Failure) -> Result<(), Failure> {
        let (message, help) = failure.said()?;
        let problem = self.problem(tick, Code::UnusableTick, Refused::new(message, help));
        self.done.problems.push(*problem);
        Ok(())
    }

    /// Marks a tick in the agenda as written to the notes.
    fn mark(&self, tick: &Tick<'_>) -> Result<(), Failure> {
        if self.mode == Mode::DryRun {
            return Ok(());
        }
        let file = &self.file;
        let mut make = |bytes: &[u8]| {
            let new = synced(&String::from_utf8_lossy(bytes), tick.id);
            Ok(Change { new: new.into_bytes(), line: tick.line })
        };
        match &self.held {
            Some(held) => edit_held(&self.folder, file, held, &mut make).map(|_| ()),
            None => edit(&self.folder, file, self.mode, &mut make).map(|_| ()),
        }
    }

    fn report(mut self) -> Report {
        crate::core::problem::arrange(&mut self.done.problems);
        let done = &self.done;
        let mut report = Report { status: Status::of(&done.problems), ..Report::default() };
        for problem in &done.problems {
            report.stderr.push_str(&as_text(problem));
        }
        match (self.meaning.form, self.mode) {
            (Form::Json, _) => report.stdout = self.json(),
            (Form::Text, Mode::DryRun) => {
                report.stdout.push_str(&diffs(&done.made));
                report.stderr.push_str(DRY_RUN);
            }
            (Form::Text, Mode::Write) if self.meaning.loudness != Loudness::Quiet => {
                done.made.iter().for_each(|made| report.stdout.push_str(&told(made)));
                report.stdout.push_str(&self.summary());
            }
            (Form::Text, Mode::Write) => {}
        }
        report
    }

    fn summary(&self) -> String {
        let done = &self.done;
        let filed = done.made.iter().filter(|made| made.action == MadeAction::File).count();
        let mut text = match (done.written, filed) {
            (0, 0) => "no tick to write\n".to_owned(),
            (0, _) => String::new(),
            (written, _) => format!("{} in the notes\n", count(written, "tick")),
        };
        if filed > 0 {
            let _ = writeln!(text, "{} of the inbox filed", count(filed, "line"));
        }
        if done.staying > 0 {
            let _ = writeln!(
                text,
                "{} for a preparation: nothing to log, kept until the day",
                count(done.staying, "tick")
            );
        }
        if done.over > 0 {
            let ticks = count(done.over, "tick");
            let _ = writeln!(text, "{ticks} for a preparation whose day is over: nothing to log");
        }
        self.done.kept.iter().for_each(|line| _ = writeln!(text, "{line}"));
        text.push_str("next: followup build\n");
        text
    }

    fn json(&self) -> String {
        let done = &self.done;
        let changes = done.made.iter().map(|made| {
            object! {
                contact: made.contact.as_ref().map_or("", |contact| &contact.name),
                action: made.action,
                path: made.edited.path.as_str(),
                line: made.edited.line,
                diff: diff(&made.edited),
            }
        });
        to_json(&object! {
            dry_run: self.mode == Mode::DryRun,
            ticks: done.written,
            changes: changes.collect::<Vec<_>>(),
            problems: Problems::from(&*done.problems).problems,
            counts: Counts::from(&*done.problems),
        })
    }
}

/// The ticked lines of each card, by its id.
type OfCards<'t, 'a> = HashMap<&'a str, Vec<&'t Tick<'a>>>;

/// Whether two ticks say the same.
fn is_same(one: &Tick<'_>, other: &Tick<'_>) -> bool {
    (one.id, one.mark, &one.text, &one.stamp) == (other.id, other.mark, &other.text, &other.stamp)
}

/// Groups the lines that are ticked by their cards.
fn of_cards<'t, 'a>(ticks: &'t [Tick<'a>]) -> OfCards<'t, 'a> {
    let mut cards = OfCards::new();
    for tick in ticks.iter().filter(|tick| tick.mark != Mark::Open) {
        cards.entry(tick.id).or_default().push(tick);
    }
    cards
}

/// Whether a tick is no copy of one before it: one id is one follow-up.
fn is_first(tick: &Tick<'_>, cards: &OfCards<'_, '_>) -> bool {
    let first = cards.get(tick.id).and_then(|lines| lines.iter().find(|line| is_same(line, tick)));
    first.is_some_and(|first| first.line == tick.line)
}
