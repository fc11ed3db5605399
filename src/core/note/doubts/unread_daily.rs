//! Finds notes that are named after a day but not read as daily notes, because daily notes have other names
//! or another folder. Their lines do not count; each vault gets one hint about them (design 3.4).

use crate::core::date_text::read_date;
use crate::core::note::body::Body;
use crate::core::note::daily_format::{as_setting, daily_format};
use crate::core::note::facts::Reading;
use crate::core::note::mentions::MentionReader;
use crate::core::note::purposes::Purposes;
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::has_digit;
use std::collections::BTreeSet;

/// Reports a note whose name is a date and nothing else, if one of its lines would be a clear interaction in
/// a daily note.
pub(in crate::core::note) fn report(
    path: &NotePath,
    reader: &Reader<'_>,
    body: &Body<'_>,
    report: &mut Report<'_>,
) {
    if !has_digit(path.stem()) {
        return;
    }
    let format = || daily_format(path, reader.order());
    let Some(day) = read_date(path.stem(), None).ok().or_else(|| format().map(|(_, day)| day)) else {
        return;
    };
    // Problems in its lines do not matter as long as the lines are not read.
    let mut ignored = Report::new(path, report.text());
    let lines = MentionReader { reader, report: &mut ignored }.daily(
        body,
        &Purposes::of(body, &reader.headings),
        day,
    );
    let Some(line) = lines.iter().find(|line| matches!(line.said.reading, Reading::Clear(..))) else {
        return;
    };
    let said = words(
        "a note named after its day is not read as a daily note",
        match format() {
            Some((daily, _)) => {
                format!("say in followup.yaml how such notes are named: `{}`", as_setting(&daily))
            }
            None => "name it by its day, as in `2026-11-02`".to_owned(),
        },
        "its lines do not count",
    );
    report.at(Code::UnreadDaily, line.spot, "", said);
}

/// The notes named after a day that are not read as daily notes.
#[derive(Default)]
pub(in crate::core) struct UnreadDays {
    /// Their paths, sorted.
    notes: BTreeSet<NotePath>,
    /// Whether they were reported.
    are_told: bool,
}

/// Keeps only the first of these hints and adds the number of the others, since a vault has hundreds of such
/// notes or none. If the vault has daily notes elsewhere, their place is known and no hint is kept; one comes back only for a
/// line that names a contact ([`UnreadDays::hint`]).
pub(in crate::core) fn once(
    problems: &mut Vec<Problem>,
    has_daily_notes: impl FnOnce() -> bool,
) -> UnreadDays {
    let is_one = |problem: &Problem| problem.code == Code::UnreadDaily;
    let Some(first) = problems.iter().position(is_one) else { return UnreadDays::default() };
    let hints: Vec<Problem> = problems.extract_if(first.., |problem| is_one(problem)).collect();
    let notes: BTreeSet<NotePath> = hints.iter().map(|hint| hint.path.clone()).collect();
    let more = hints.len() - 1;
    let told = hints.into_iter().next().filter(|_| !has_daily_notes());
    let are_told = told.is_some();
    if let Some(mut hint) = told {
        if more > 0 {
            hint.message = format!("{}, nor are {more} more", hint.message);
        }
        problems.insert(first, hint);
    }
    UnreadDays { notes, are_told }
}

impl UnreadDays {
    /// Returns the hint for a line that names a contact in a note whose lines are not read, if it is not told yet.
    pub(in crate::core) fn hint(&self, path: &NotePath) -> Option<Problem> {
        if !self.notes.contains(path) {
            let message = "a dated line that names a contact, in a note whose lines are not read";
            let help = "write it in the contact's own note, in a daily note or in the inbox";
            let problem = Problem::new(Code::UnreadLine, path, message);
            return Some(problem.help(help).effect("it counts for nobody"));
        }
        (!self.are_told).then(|| {
            let message = "a note named after its day is not where the other daily notes are";
            let problem = Problem::new(Code::UnreadDaily, path, message);
            problem
                .help("move it to their folder, or copy the line into the contact's own note")
                .effect("its lines do not count")
        })
    }
}
