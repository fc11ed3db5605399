//! `followup new NAME` and `new --batch`: write notes about people whom the user has just met.

use super::arguments::edits::New;
use super::diff::unified;
use super::import::planned;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{DRY_RUN, Report, Status, object, to_json};
use super::terminal::{safe, typed};
use crate::core::address::Address;
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::edit::met::met_on;
use crate::core::edit::new_card::{NotUsed, checked_name, people};
use crate::core::edit::new_fields::name_and_address;
use crate::core::edit::table_columns::{foreign_headings, other_headings};
use crate::core::edit::when::back;
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::FoundCard;
use crate::core::import::plan::Plan;
use crate::core::import::typed::joined;
use crate::core::note::facts::{Task, TaskState};
use crate::core::note::tasks::dates::dates;
use crate::core::people::contact::Contact;
use crate::core::place::NotePath;
use crate::core::text::{count, folded_words};
use crate::io::failure::Failure;
use crate::io::new_notes::{export, write_notes};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// Maximum size in bytes of a batch read from standard input.
const MOST_BATCH: u64 = 16 * 1024 * 1024;

pub(super) fn run(new: &New, meaning: &Meaning) -> Result<Report, Failure> {
    // A mistake stops the command, because one person is quickly typed again.
    new.email.iter().try_for_each(|email| usable(email))?;
    let loaded = load(&Wanted::from(meaning))?;
    let met = new.met.as_ref().map(|met| met_on(met, &loaded.counted_from()).map_err(no_met)).transpose()?;
    let (cards, wrong, shown, others) = match &new.batch {
        Some(file) => batch(&loaded, file, met.as_ref().map(|(day, _)| *day))?,
        None => {
            day_in_name(new, &loaded)?;
            (vec![(1, one(&new.name.join(" "))?)], Vec::new(), "new".to_owned(), Vec::new())
        }
    };
    let file = NotePath::new(&shown);
    let found =
        |(line, card)| FoundCard { card: with_options(card, new, met.as_ref()), file: file.clone(), line };
    let lines: Vec<FoundCard> = cards.into_iter().map(found).collect();
    let typed = lines.len();
    let people = joined(lines);
    let merged = typed - people.len();
    let (folder, template) = (&loaded.config.import_folder, loaded.config.note_template.as_ref());
    let (mut plan, _) = planned(meaning, &loaded, people, folder, template)?;
    plan.merged += merged;
    let unused = unused(&plan, &loaded);
    if new.batch.is_none() {
        alone(&loaded, &plan)?;
    }
    if !new.dry_run {
        write_notes(&meaning.vault, &plan.new, "followup new", Wanted::from(meaning).watching)?;
    }
    let mut report =
        Outcome { loaded: &loaded, new, plan: &plan, wrong: &wrong, unused: &unused, shown: &shown }
            .report(meaning);
    if !others.is_empty() && meaning.loudness != Loudness::Quiet {
        report.stderr.push_str(&hooks_of(&others));
    }
    Ok(report)
}

/// Returns the hint about columns that may have been meant as keys.
fn hooks_of(headings: &[String]) -> String {
    let headings: Vec<String> = headings.iter().map(|heading| format!("`{}`", safe(heading))).collect();
    format!(
        "hint: no keys of a note, so each is a hook: {}\n  help: rename a column that you meant as a key, such as `next` or `cadence`\n",
        headings.join(", ")
    )
}

fn usable(address: &str) -> Result<(), Failure> {
    if Address::is(address.trim()) {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is not an e-mail address", safe(address))).help(
        "write one address of ASCII letters with one `@`, such as `jane@acme.example`; nothing was written",
    ))
}

/// Refuses a name that contains a day: `--met yesterday` without the `=` would make it a part of the name.
fn day_in_name(new: &New, loaded: &Loaded) -> Result<(), Failure> {
    let Some((_, later)) = new.name.split_first().filter(|_| new.met.is_some()) else { return Ok(()) };
    let is_when = |word: &&String| word.trim().contains(' ') || back(word, &loaded.counted_from()).is_ok();
    match later.iter().find(is_when) {
        None => Ok(()),
        Some(word) => Err(Failure::new(format!("`{}` would be part of the name", safe(word))).help(format!(
            "if it says when you met, write `--met={}`; else put quotes around the whole name; nothing was written",
            typed(word)
        ))),
    }
}

fn one(typed: &str) -> Result<Card, Failure> {
    let (name, address) = name_and_address(typed.trim());
    // Somebody known by an address only is called by it, and reached there.
    let address = address.or_else(|| Address::is(name).then_some(name));
    if let Some(address) = address {
        usable(address)?;
    }
    let name = checked_name(name).map_err(|message| {
        Failure::new(message).help("type the name as it should be shown: `followup new \"Jane Doe\"`")
    })?;
    Ok(Card { name, emails: address.map(LabelledText::plain).into_iter().collect(), ..Card::default() })
}

/// The people, what could not be used, the name of the list, and the headings that are no keys of a note.
type Batch = (Vec<(usize, Card)>, Vec<NotUsed>, String, Vec<String>);

fn batch(loaded: &Loaded, file: &Path, met: Option<Day>) -> Result<Batch, Failure> {
    let stdin = file == Path::new("-");
    let bytes = if stdin {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(MOST_BATCH).read_to_end(&mut bytes).map_err(|_| {
            Failure::new("the standard input cannot be read")
                .help("pipe the list in, or name a file: `new --batch FILE`")
        })?;
        bytes
    } else {
        export(file, "name the file with one person per line, or `-` for the standard input")?
    };
    let shown = if stdin { "standard input".to_owned() } else { file.display().to_string() };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let text = text.trim_start_matches('\u{feff}');
    if let Some(headings) = foreign_headings(text) {
        return Err(Failure::new(format!(
            "`{}` begins with headings that cannot be read: `{}`",
            safe(&shown),
            safe(&headings)
        ))
        .help("use name, first name, last name, email, phone, company, role, tags, notes or promises, separated by commas, semicolons or tabs; nothing was written"));
    }
    let (cards, wrong) = people(text, &loaded.counted_from(), met);
    if cards.is_empty() && wrong.is_empty() {
        return Err(Failure::new(format!("`{}` names nobody", safe(&shown)))
            .help("one person per line: `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`"));
    }
    Ok((cards, wrong, shown, other_headings(text)))
}

fn no_met(message: String) -> Failure {
    Failure::new(safe(&message)).help(
        "write when, then where: `--met=\"last friday at the fair\"`, 3 days ago, 2026-11-20; or `--met=\"at the fair\"` for today; nothing was written",
    )
}

fn with_options(mut card: Card, new: &New, met: Option<&(Day, String)>) -> Card {
    card.emails.extend(new.email.iter().map(LabelledText::plain));
    card.phones.extend(new.phone.iter().map(LabelledText::plain));
    card.org = card.org.or_else(|| new.org.clone());
    card.tags.extend(tags(&new.tag));
    card.hooks.extend(new.hook.iter().cloned());
    card.met = card.met.or_else(|| met.map(|(_, noted)| noted.clone()));
    card
}

/// Splits tags as in a note: `--tag a,b` gives two.
fn tags(typed: &[String]) -> impl Iterator<Item = String> {
    let parts = typed.iter().flat_map(|tags| tags.split(','));
    parts.map(|tag| tag.trim().trim_start_matches('#')).filter(|tag| !tag.is_empty()).map(str::to_owned)
}

/// Fails if the only person named has a note already, or cannot get one.
fn alone(loaded: &Loaded, plan: &Plan) -> Result<(), Failure> {
    if let Some((found, path)) = plan.there.first() {
        let name = loaded.typed_name(&found.card.name, path);
        return Err(Failure::new(format!(
            "there is a note about {} already: {}",
            safe(&found.card.name),
            safe(path.as_str())
        ))
        .help(format!("`followup show {name}` shows it; nothing was written")));
    }
    match plan.problems.first() {
        Some(problem) if plan.new.is_empty() => {
            Err(Failure::new(problem.message.clone()).help(problem.help.clone()))
        }
        Some(_) | None => Ok(()),
    }
}

/// Reports what was typed about people who have a note already and is not in it, so that it is not lost.
fn unused(plan: &Plan, loaded: &Loaded) -> Vec<NotUsed> {
    let contacts = &loaded.compiled.people.contacts;
    let of = |(found, path): &(FoundCard, NotePath)| {
        let contact = contacts.iter().find(|contact| contact.path == *path);
        let missing = missing(&found.card, contact, loaded.counted_from().order);
        (!missing.is_empty()).then(|| NotUsed {
            line: found.line,
            help: "write it into the note yourself".into(),
            message: format!(
                "{} has a note already, {path}; not used: {}",
                found.card.name,
                missing.join("; ")
            ),
        })
    };
    plan.there.iter().filter_map(of).collect()
}

/// Returns what a line says besides who it is about and the contact's note does not: a hook is there if a hook says it,
/// and a promise if an open task does.
fn missing(card: &Card, contact: Option<&Contact>, order: Option<DateOrder>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut add = |head: &str, wanted: &[String], there: &[String]| {
        // The text of a task is without its dates.
        let said = |text: &str| {
            if head.starts_with("promised") {
                dates(text, order).text().into_owned()
            } else {
                text.to_owned()
            }
        };
        let is_missing = |text: &&String| !there.iter().any(|known| says(known, &said(text)));
        missing.extend(wanted.iter().filter(is_missing).map(|text| format!("{head}{text}")));
    };
    let hooks = contact.iter().flat_map(|contact| &contact.facts.hooks).map(|hook| hook.text.to_string());
    let open = |is_theirs: bool| -> Vec<String> {
        let tasks = contact.iter().flat_map(|contact| &contact.tasks).map(|owned| &owned.task);
        let is_it = |task: &&Task| task.state == TaskState::Open && task.waiting.is_some() == is_theirs;
        tasks.filter(is_it).map(|task| task.title().into_owned()).collect()
    };
    add("", &card.hooks, &hooks.collect::<Vec<_>>());
    add("promised ", &card.promises, &open(false));
    add("promised me ", &card.waiting, &open(true));
    let met = contact.and_then(|contact| contact.facts.rare.met.as_ref()).map(|met| &met.value);
    let met = met.map(|met| format!("{} {}", met.day, met.text.as_deref().unwrap_or_default()));
    add("met ", card.met.as_slice(), met.as_slice());
    missing
}

/// Whether a text of a note says what was typed, in these words.
fn says(known: &str, typed: &str) -> bool {
    match folded_words(typed) {
        none if none.is_empty() => known.contains(typed),
        wanted => folded_words(known).windows(wanted.len()).any(|part| part == wanted),
    }
}

/// Returns the warning about a part of the template that is in no note.
fn left_out(part: &str) -> String {
    format!("warning: the template's `{}` has no meaning here and was left out\n", safe(part))
}

struct Outcome<'a> {
    loaded: &'a Loaded,
    new: &'a New,
    plan: &'a Plan,
    wrong: &'a [NotUsed],
    /// What was typed about people who have a note already.
    unused: &'a [NotUsed],
    shown: &'a str,
}

impl Outcome<'_> {
    fn report(&self, meaning: &Meaning) -> Report {
        let lost = !self.wrong.is_empty() || !self.unused.is_empty() || !self.plan.problems.is_empty();
        let status = if lost { Status::Faulty } else { Status::Done };
        let mut report = Report { status, ..Report::default() };
        let mut tell = |place: &str, message: &str, help: &str| {
            let (place, message, help) = (safe(place), safe(message), safe(help));
            let _ = writeln!(report.stderr, "{place}: error: {message}\n  help: {help}");
        };
        for one in self.wrong.iter().chain(self.unused) {
            tell(&format!("{}:{}", self.shown, one.line), &one.message, &one.help);
        }
        for problem in &self.plan.problems {
            let line = problem.spot.map(|spot| format!(":{}", spot.line)).unwrap_or_default();
            tell(&format!("{}{line}", problem.path), &problem.message, &problem.help);
        }
        if meaning.loudness != Loudness::Quiet {
            report.stderr.extend(self.plan.unknown.iter().map(|part| left_out(part)));
        }
        report.stdout = match (meaning.form, self.new.dry_run) {
            (Form::Json, _) => self.json(),
            (Form::Text, true) => {
                self.plan.new.iter().map(|note| unified(note.path.as_str(), None, &note.text)).collect()
            }
            (Form::Text, false) if meaning.loudness == Loudness::Quiet => String::new(),
            (Form::Text, false) => self.text(),
        };
        if self.new.dry_run && meaning.loudness != Loudness::Quiet {
            report.stderr.push_str(DRY_RUN);
        }
        report
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for note in &self.plan.new {
            let _ = writeln!(text, "new: {}", safe(note.path.as_str()));
        }
        for (found, path) in &self.plan.there {
            let _ = writeln!(text, "there already: {} ({})", safe(&found.card.name), safe(path.as_str()));
        }
        if self.new.batch.is_some() {
            let joined = match self.plan.merged {
                0 => String::new(),
                number => format!("; {} joined with an earlier one", count(number, "line")),
            };
            let _ = writeln!(text, "{} written{joined}", count(self.plan.new.len(), "note"));
        }
        let next = match self.plan.new.as_slice() {
            [only] => format!("followup log {} ...", self.loaded.typed_name(&only.name, &only.path)),
            _ => "followup build".to_owned(),
        };
        let _ = writeln!(text, "next: {next}");
        text
    }

    fn json(&self) -> String {
        let plan = self.plan;
        let new = plan.new.iter().map(|note| object! { name: &note.name, path: note.path.as_str() });
        let there = plan.there.iter();
        let there = there.map(|(found, path)| object! { name: &found.card.name, path: path.as_str() });
        let not_used = self.wrong.iter().chain(self.unused);
        let not_used = not_used.map(|one| object! { line: one.line, message: &one.message });
        to_json(&object! {
            dry_run: self.new.dry_run,
            new: new.collect::<Vec<_>>(),
            there: there.collect::<Vec<_>>(),
            not_used: not_used.collect::<Vec<_>>(),
        })
    }
}
