//! Rules as tables: each row of `tests/rules/*.md` is a vault with one note, `People/Ada.md`, on one day.
//!
//! In `note says` and `config`, `<br>` breaks the line and `\|` is a bar. Leading lines `key: value` are the
//! note's front matter, the rest is its text. `kind` names the follow-up that the other columns are about;
//! `nothing` means that there is none, and `no promise` that there is none of that kind. An empty cell is not
//! checked; `because` is a part of any reason. `resting` is the day Ada returns, or `no`; `lapsed` is what
//! lapsed and on which day, such as `reply on 2026-12-08`, or `no`. `hook` is the first hook; `share` and
//! `introduce` are titles and names, or `none`. `other notes` adds notes to the vault: a line `Path.md: text`
//! begins one, and the lines after it continue it.

use crate::vault::compiled;
use followup::core::agenda::model::FollowUp;
use followup::core::config::model::Config;
use followup::core::config::reading;
use followup::core::day::Day;
use followup::core::people::contact::{Contact, ContactIndex};
use std::collections::BTreeMap;
use std::path::PathBuf;

const COLUMNS: [&str; 19] = [
    "today", "note says", "other notes", "config", "kind", "due", "by", "on", "touch", "attempts", "state",
    "because", "resting", "lapsed", "channel", "overdue days", "hook", "share", "introduce",
];

/// The note that the rows are about.
const ADA: &str = "People/Ada.md";

#[test]
fn every_row_holds() {
    rows_hold("tests/rules", &COLUMNS, check);
}

/// Checks each row of the tables in a folder, which have these columns.
pub(crate) fn rows_hold(folder: &str, columns: &[&'static str], check: impl Fn(&Row) -> Result<(), String>) {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for path in tables(folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = path.strip_prefix(crate::folders::repository()).unwrap().display().to_string();
        for (line, row) in table_rows(&text, columns) {
            rows += 1;
            let checked = row.and_then(|row| check(&row));
            wrong.extend(checked.err().map(|why| format!("{file}:{line}: {why}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows do not hold:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 0, "no row was found");
}

/// The vault of a row: Ada's note, the other notes, and the configuration.
pub(crate) struct Scene {
    pub(crate) note: String,
    pub(crate) others: Vec<(String, String)>,
    pub(crate) config: String,
}

/// Returns every row of every table.
pub(crate) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for path in tables("tests/rules") {
        let text = std::fs::read_to_string(&path).unwrap();
        for row in table_rows(&text, &COLUMNS).into_iter().filter_map(|(_, row)| row.ok()) {
            let cell = |column: &str| row.get(column).map_or("", String::as_str);
            scenes.push(Scene {
                note: note(cell("note says")),
                others: other_notes(cell("other notes")),
                config: cell("config").to_owned(),
            });
        }
    }
    scenes
}

fn tables(folder: &str) -> Vec<PathBuf> {
    let folder = crate::folders::repository().join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut tables: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    tables.sort();
    tables
}

pub(crate) type Row = BTreeMap<&'static str, String>;

/// Returns the rows of every table in a text, each with its line. The first row of a table names the columns.
fn table_rows(text: &str, columns: &[&'static str]) -> Vec<(usize, Result<Row, String>)> {
    let mut head: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let Some(inner) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            head = None;
            continue;
        };
        let cells = cells(inner);
        match &head {
            None => head = Some(cells),
            Some(_) if cells.iter().all(|cell| cell.chars().all(|letter| matches!(letter, '-' | ':'))) => {}
            Some(head) => rows.push((number + 1, named(head, &cells, columns))),
        }
    }
    rows
}

fn cells(row: &str) -> Vec<String> {
    let bar = '\u{1}';
    let row = row.replace("\\|", &bar.to_string());
    row.split('|').map(|cell| cell.trim().replace(bar, "|")).collect()
}

fn named(head: &[String], cells: &[String], columns: &[&'static str]) -> Result<Row, String> {
    if head.len() != cells.len() {
        return Err(format!("{} cells under {} columns", cells.len(), head.len()));
    }
    let mut row = Row::new();
    for (column, cell) in head.iter().zip(cells) {
        let known = columns.iter().find(|known| *known == column);
        let column = known.ok_or_else(|| format!("no column is named `{column}`"))?;
        row.insert(column, cell.trim_matches('`').to_owned());
    }
    Ok(row)
}

fn check(row: &Row) -> Result<(), String> {
    let cell = |column: &str| row.get(column).map_or("", String::as_str);
    let today = Day::from_iso(cell("today")).ok_or("`today` is no day")?;
    let config = config(cell("config"))?;
    let mut notes = other_notes(cell("other notes"));
    notes.push((ADA.to_owned(), note(cell("note says"))));
    let Stand { ada, found, resting, lapsed } = stand(today, &config, &notes);
    same("resting", cell("resting"), &resting)?;
    same("lapsed", cell("lapsed"), &lapsed)?;
    let kinds: Vec<&str> = found.iter().map(|follow_up| follow_up.kind.name()).collect();
    let kind = cell("kind");
    if kind == "nothing" {
        return if found.is_empty() { Ok(()) } else { Err(format!("there is {}", kinds.join(", "))) };
    }
    if kind.is_empty() {
        let asks = ["resting", "lapsed"].iter().any(|column| !cell(column).is_empty());
        return if asks { Ok(()) } else { Err("the row asks nothing".to_owned()) };
    }
    let wanted = |kind: &str| found.iter().find(|follow_up| follow_up.kind.name() == kind);
    if let Some(none) = kind.strip_prefix("no ") {
        return if wanted(none).is_none() { Ok(()) } else { Err(format!("there is a {none}")) };
    }
    let follow_up = wanted(kind).ok_or_else(|| format!("there is no {kind}, but: {}", kinds.join(", ")))?;
    same("due", cell("due"), &follow_up.due.to_string())?;
    same("by", cell("by"), &follow_up.by.to_string())?;
    same("on", cell("on"), &follow_up.on.to_string())?;
    same("touch", cell("touch"), follow_up.touch.as_deref().unwrap_or("none"))?;
    same("attempts", cell("attempts"), &follow_up.attempts.to_string())?;
    same("state", cell("state"), follow_up.state.name())?;
    same("overdue days", cell("overdue days"), &follow_up.overdue_days.to_string())?;
    same("channel", cell("channel"), follow_up.channel.map_or("none", |channel| channel.name()))?;
    let hook = ada.as_ref().and_then(|ada| follow_up.hooks(ada).next()).map(|hook| hook.text);
    same("hook", cell("hook"), hook.unwrap_or("none"))?;
    let titles: Vec<&str> = follow_up.resources.iter().map(|resource| resource.title.as_str()).collect();
    same("share", cell("share"), &or_none(&titles))?;
    let names: Vec<&str> = follow_up.introductions.iter().map(|other| other.name.as_str()).collect();
    same("introduce", cell("introduce"), &or_none(&names))?;
    because(cell("because"), follow_up)
}

fn or_none(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn same(column: &str, wanted: &str, found: &str) -> Result<(), String> {
    if wanted.is_empty() || wanted == found {
        return Ok(());
    }
    Err(format!("`{column}` is {found}, not {wanted}"))
}

fn because(wanted: &str, follow_up: &FollowUp) -> Result<(), String> {
    let reasons: Vec<&str> = follow_up.reasons.iter().map(|reason| &*reason.text).collect();
    if wanted.is_empty() || reasons.iter().any(|reason| reason.contains(wanted)) {
        return Ok(());
    }
    Err(format!("no reason says \"{wanted}\", but: {}", reasons.join("; ")))
}

fn config(cell: &str) -> Result<Config, String> {
    if cell.is_empty() {
        return Ok(Config::default());
    }
    reading::read(&cell.replace("<br>", "\n")).map_err(|problems| crate::golden::plain(&problems))
}

/// Returns the note that a cell tells.
pub(crate) fn note(cell: &str) -> String {
    let lines: Vec<&str> = cell.trim().split("<br>").map(str::trim_end).collect();
    let is_key = |line: &&str| {
        let key = line.split(':').next().unwrap_or_default();
        line.contains(':') && key.chars().all(|letter| letter.is_alphanumeric() || "-_ ".contains(letter))
    };
    let keys = lines.iter().take_while(|line| is_key(line) && !line.starts_with('-')).count();
    let (front, body) = lines.split_at(keys);
    format!("---\n{}\n---\n\n{}\n", front.join("\n"), body.join("\n"))
}

/// Returns the notes besides Ada's, with their paths.
fn other_notes(cell: &str) -> Vec<(String, String)> {
    let mut notes: Vec<(String, String)> = Vec::new();
    for line in cell.trim().split("<br>").filter(|line| !line.trim().is_empty()) {
        let begins = line.split_once(".md: ").map(|(path, text)| (format!("{path}.md"), text.to_owned()));
        match (begins, notes.last_mut()) {
            (Some(note), _) => notes.push(note),
            (None, Some((_, text))) => *text = format!("{text}<br>{line}"),
            (None, None) => notes.push((line.to_owned(), String::new())),
        }
    }
    notes.into_iter().map(|(path, text)| (path, note(&text))).collect()
}

/// What is due for Ada on a day.
struct Stand {
    ada: Option<Contact>,
    found: Vec<FollowUp>,
    /// The day she returns from a rest, or `no`.
    resting: String,
    /// What lapsed, newest first, or `no`.
    lapsed: String,
}

fn stand(today: Day, config: &Config, notes: &[(String, String)]) -> Stand {
    let compiled = compiled(notes, config, today);
    let is_ada = |contact: ContactIndex| compiled.people.contact(contact).path.as_str() == ADA;
    let agenda = &compiled.agenda;
    let resting = agenda.resting.iter().find(|resting| is_ada(resting.contact));
    let lapsed = agenda.lapsed.iter().filter(|lapsed| is_ada(lapsed.contact));
    let lapsed: Vec<String> =
        lapsed.map(|lapsed| format!("{} on {}", lapsed.kind.name(), lapsed.on)).collect();
    Stand {
        ada: compiled.people.contacts.iter().find(|contact| contact.path.as_str() == ADA).cloned(),
        found: agenda
            .follow_ups
            .iter()
            .filter(|found| is_ada(found.contact))
            .map(|found| (**found).clone())
            .collect(),
        resting: resting.map_or("no".to_owned(), |resting| resting.returns.to_string()),
        lapsed: if lapsed.is_empty() { "no".to_owned() } else { lapsed.join(", ") },
    }
}

#[test]
fn a_cell_becomes_a_note() {
    assert_eq!(
        note("cadence: 2 weeks<br>- 2026-11-02 email out: hi"),
        "---\ncadence: 2 weeks\n---\n\n- 2026-11-02 email out: hi\n"
    );
}
