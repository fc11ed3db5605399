//! `followup import`: writes notes for the people of an address book. All of it is planned first; nothing is
//! written if a file could not be understood.

use super::arguments::gathering::Import;
use super::counts::each;
use super::diff::unified;
use super::loading::{Loaded, Wanted, check_is_read, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Problems, Report, Status, object, to_json};
use crate::core::import::findings::{Findings, FoundCard};
use crate::core::import::note_writer::NoteWriter;
use crate::core::import::plan::{Plan, plan};
use crate::core::import::source::{NotRead, read};
use crate::core::place::NotePath;
use crate::core::problem::counts::Counts;
use crate::core::problem::show::as_text;
use crate::core::problem::{Problem, Severity};
use crate::core::text::{count, list, visible};
use crate::io::failure::Failure;
use crate::io::new_notes::{
    ADDRESS_BOOK, export, exports, note_folder, note_template, note_text, write_notes,
};
use serde::Serialize;
use std::fmt::Write;

/// Maximum number of new notes that are listed.
const MOST_LISTED: usize = 20;

pub(super) fn run(import: &Import, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let config = &loaded.config;
    let (mut cards, mut problems) = (Vec::new(), Vec::new());
    for path in &import.files {
        for file in exports(path)? {
            let shown = file.display().to_string();
            let octets = export(&file, ADDRESS_BOOK)?;
            let path = NotePath::new(&shown);
            let mut findings = Findings::new(&path, config.date_order);
            let read = read(&shown, &octets, import.date_order, &mut findings);
            cards.extend(read.map_err(|why| not_read(&shown, &why))?);
            problems.append(&mut findings.problems);
        }
    }
    for found in &mut cards {
        found.card.tags.extend(import.tag.iter().cloned());
    }
    let total = cards.len();
    let folder = import.folder.as_ref().unwrap_or(&config.import_folder);
    let template = import.template.as_ref().or(config.note_template.as_ref());
    let (plan, folder) = planned(meaning, &loaded, cards, folder, template)?;
    problems.extend(plan.problems.iter().cloned());
    crate::core::problem::arrange(&mut problems);
    if !import.dry_run {
        write_notes(&meaning.vault, &plan.new, "followup import", Wanted::from(meaning).watching)?;
    }
    let outcome =
        Outcome { plan: &plan, problems: &problems, total, folder: &folder, dry_run: import.dry_run };
    Ok(outcome.report(meaning))
}

/// Plans the notes for some cards; returns the plan and the normalized folder.
pub(super) fn planned(
    meaning: &Meaning,
    loaded: &Loaded,
    cards: Vec<FoundCard>,
    folder: &str,
    template: Option<&String>,
) -> Result<(Plan, String), Failure> {
    let vault = &meaning.vault;
    let template = template.map(|path| note_template(vault, path)).transpose()?;
    let writer = NoteWriter::new(&loaded.config, &loaded.settings, template.as_ref(), loaded.today.day);
    let (folder, taken) = note_folder(vault, folder)?;
    check_is_read(vault, loaded, &folder)?;
    let text_of = |path: &NotePath| note_text(vault, path);
    Ok((plan(cards, &loaded.compiled.people, &writer, &folder, taken, &text_of), folder))
}

fn not_read(shown: &str, why: &NotRead) -> Failure {
    match why {
        NotRead::UnknownHeader(columns) => {
            Failure::new(format!("`{shown}` is not a known table of contacts; its columns are {}", list(columns, "and")))
                .help("export from Google (Google CSV), LinkedIn (Connections.csv) or Outlook with the language set to English, or export a vCard (.vcf) instead; `followup new --batch` reads a table with keys of a note as its columns\nnothing was written")
        }
        NotRead::Calendar => Failure::new(format!("`{shown}` is a calendar, not an address book"))
            .help(format!("for log lines of its meetings: followup harvest calendar {shown}")),
        NotRead::Unknown => Failure::new(format!("`{shown}` contains neither vCards nor a table"))
            .help("export your contacts as vCard (.vcf) or CSV\nnothing was written"),
        NotRead::Nobody => Failure::new(format!("`{shown}` contains no card"))
            .help("a card begins with BEGIN:VCARD; export your contacts again\nnothing was written"),
    }
}

struct Outcome<'a> {
    plan: &'a Plan,
    problems: &'a [Problem],
    total: usize,
    folder: &'a str,
    dry_run: bool,
}

fn of<'a>(found: &'a FoundCard, path: Option<&'a NotePath>) -> impl Serialize + use<'a> {
    row(&found.card.name, &found.file, found.line, path)
}

fn row(name: &str, file: &NotePath, line: usize, path: Option<&NotePath>) -> impl Serialize {
    object! { name: name, file: file.as_str(), line: line, path: path.map(NotePath::as_str) }
}

impl Outcome<'_> {
    fn report(&self, meaning: &Meaning) -> Report {
        // Without a single card the command has done nothing.
        let nothing = self.total == 0;
        let status = match Status::of(self.problems) {
            _ if nothing => Status::Failed,
            Status::Done if !self.plan.doubtful.is_empty() => Status::Faulty,
            status => status,
        };
        let mut report = Report { status, ..Report::default() };
        if meaning.form == Form::Json {
            report.stdout = self.json();
            return report;
        }
        let told = self.problems.iter().filter(|problem| meaning.loudness.shows(problem.severity()));
        told.for_each(|problem| report.stderr.push_str(&as_text(problem)));
        if self.dry_run {
            self.plan
                .new
                .iter()
                .for_each(|note| report.stdout.push_str(&unified(note.path.as_str(), None, &note.text)));
        }
        if meaning.loudness != Loudness::Quiet {
            report.stderr.push_str(&self.summary(meaning.loudness));
        }
        report
    }

    fn lost(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
    }

    fn json(&self) -> String {
        let plan = self.plan;
        let new = plan.new.iter().map(|note| row(&note.name, &note.file, note.line, Some(&note.path)));
        to_json(&object! {
            written: !self.dry_run && !plan.new.is_empty(),
            new: new.collect::<Vec<_>>(),
            there: plan.there.iter().map(|(found, path)| of(found, Some(path))).collect::<Vec<_>>(),
            doubtful: plan.doubtful.iter().map(|found| of(found, None)).collect::<Vec<_>>(),
            merged: plan.merged,
            lost: self.lost(),
            problems: Problems::from(self.problems).problems,
            counts: Counts::from(self.problems),
        })
    }

    fn summary(&self, loudness: Loudness) -> String {
        let plan = self.plan;
        let mut text = String::new();
        let place = if self.folder.is_empty() { "the vault".to_owned() } else { format!("{}/", self.folder) };
        let listed = match loudness {
            Loudness::Verbose => plan.new.len(),
            Loudness::Normal | Loudness::Quiet => MOST_LISTED,
        };
        if !self.dry_run {
            for note in plan.new.iter().take(listed) {
                let _ = writeln!(text, "  new  {}", visible(note.path.as_str()));
            }
            if plan.new.len() > listed {
                let _ = writeln!(text, "  and {} more in {place}", plan.new.len() - listed);
            }
        }
        for placeholder in &plan.unknown {
            let _ = writeln!(
                text,
                "  the template's {} has no meaning here and was left out",
                visible(placeholder)
            );
        }
        let new_in = format!("new in {}", visible(&place));
        let said = [
            (plan.new.len(), &*new_in),
            (plan.there.len(), "there already, left as they are"),
            (plan.doubtful.len(), "doubtful"),
            (plan.merged, "joined with an earlier one"),
            (self.lost(), "lost or left out, listed above"),
        ];
        let words = each(said);
        let words = if words.is_empty() { "nobody".to_owned() } else { words.join("; ") };
        let _ = writeln!(text, "{}: {words}", count(self.total, "card"));
        let _ = writeln!(text, "next: {}", self.next());
        text
    }

    fn next(&self) -> &'static str {
        if self.dry_run && !self.plan.new.is_empty() {
            "the same without --dry-run writes them"
        } else if self.plan.new.is_empty() {
            "followup build"
        } else {
            "followup list, then followup build"
        }
    }
}
