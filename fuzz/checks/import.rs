//! The input as an export of an address book: cards, or a table.

use super::vault::{config, points_into, reader, settings, today};
use followup::core::compile::{Compiled, compile};
use followup::core::import::file_name::TakenNames;
use followup::core::import::findings::Findings;
use followup::core::import::note_writer::NoteWriter;
use followup::core::import::plan::{Plan, plan};
use followup::core::import::source::read;
use followup::core::note::facts::{NoteFacts, Standing};
use followup::core::note::read::read_note;
use followup::core::place::NotePath;
use followup::core::problem::Severity;
use std::collections::BTreeMap;

const FOLDER: &str = "People";
const TEMPLATE: &str = "---\nclass: person\naliases:\nE-Mail:\ntags:\n  - crm\ncadence: 2 weeks\n---\n# {{title}}\n\n{{note}}\n\n## Hooks\n\n## Log\n";

/// Notes are written that read back without an error, and a second import writes none.
pub fn check(data: &[u8]) {
    for template in [None, Some(TEMPLATE)] {
        imported(data, template);
    }
}

fn imported(data: &[u8], template: Option<&str>) {
    let first = planned(data, template, &BTreeMap::new());
    let mut names = TakenNames::default();
    let mut notes = BTreeMap::new();
    for note in &first.new {
        let path = note.path.as_str();
        let name = path.strip_prefix("People/").and_then(|name| name.strip_suffix(".md"));
        let name = name.unwrap_or_else(|| panic!("a note at {path:?}"));
        assert!(!name.contains(['/', '\\']) && !name.starts_with('.') && names.take(name), "{path:?}");
        reads_back(&note.text, &note.path);
        notes.insert(note.path.clone(), note.text.clone());
    }
    let problems = compiled(&notes).problems;
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let second = planned(data, template, &notes);
    assert!(second.new.is_empty(), "a second import writes {:#?}\nbeside {notes:#?}", second.new);
}

/// The note is a contact's, and nothing in it is read that the card did not mean: no log
/// and no task, whatever its texts look like.
fn reads_back(text: &str, path: &NotePath) {
    let facts = read_note(reader(), path, text.as_bytes());
    points_into(&facts, text.as_bytes());
    assert!(matches!(facts.standing, Standing::Contact(_)), "{:?}\n{text}", facts.standing);
    let errors: Vec<_> = facts.problems.iter().filter(|one| one.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    assert!(
        facts.entries.is_empty() && facts.tasks.is_empty(),
        "{:#?}{:#?}\n{text}",
        facts.entries,
        facts.tasks
    );
}

fn compiled(notes: &BTreeMap<NotePath, String>) -> Compiled {
    let facts: Vec<NoteFacts> =
        notes.iter().map(|(path, text)| read_note(reader(), path, text.as_bytes())).collect();
    compile(facts, config(), today(), "vault")
}

fn planned(data: &[u8], template: Option<&str>, notes: &BTreeMap<NotePath, String>) -> Plan {
    let file = NotePath::new("export.csv");
    let mut findings = Findings::new(&file, None);
    let cards = read("export.csv", data, None, &mut findings).unwrap_or_default();
    for problem in &findings.problems {
        assert!(!problem.message.contains('\n') && !problem.help.is_empty(), "{problem:?}");
    }
    let writer = NoteWriter::new(config(), settings(), template, today());
    let mut taken = TakenNames::default();
    for path in notes.keys() {
        taken.take(path.stem());
    }
    plan(cards, &compiled(notes).people, &writer, FOLDER, taken, &|path| notes.get(path).cloned())
}
