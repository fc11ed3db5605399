//! Imports the input as an export of an address book: cards, or a table.

use super::vault::{config, points_into, reader, settings, today};
use followup::core::compile::compile;
use followup::core::import::file_name::TakenNames;
use followup::core::import::findings::{Findings, FoundCard};
use followup::core::import::note_template::NoteTemplate;
use followup::core::import::note_writer::NoteWriter;
use followup::core::import::plan::{PlannedNote, plan};
use followup::core::import::source::read;
use followup::core::note::facts::{NoteFacts, Standing};
use followup::core::note::read::read_note;
use followup::core::people::contact::People;
use followup::core::place::NotePath;
use followup::core::problem::Severity;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const FOLDER: &str = "People";
const TEMPLATE: &str = "---\nclass: person\naliases:\nE-Mail:\ntags:\n  - crm\ncadence: 2 weeks\n---\n# {{title}}\n\n{{note}}\n\n## Hooks\n\n## Log\n";

/// Checks that the new notes read back without an error, and that a second import writes none.
pub fn check(data: &[u8]) {
    let file = NotePath::new("export.csv");
    let mut findings = Findings::new(&file, None);
    let cards = read("export.csv", data, None, &mut findings).unwrap_or_default();
    for problem in &findings.problems {
        assert!(!problem.message.contains('\n') && !problem.help.is_empty(), "{problem:?}");
    }
    if !cards.is_empty() {
        writers().iter().for_each(|writer| imported(&cards, writer));
    }
}

/// Returns the built-in note writer, and one that fills in a template.
fn writers() -> &'static [NoteWriter<'static>; 2] {
    static WRITERS: OnceLock<[NoteWriter<'static>; 2]> = OnceLock::new();
    static FILLED: OnceLock<NoteTemplate> = OnceLock::new();
    let template = FILLED.get_or_init(|| NoteTemplate::read(TEMPLATE).unwrap());
    let writer = |template| NoteWriter::new(config(), settings(), template, today());
    WRITERS.get_or_init(|| [None, Some(template)].map(writer))
}

fn imported(cards: &[FoundCard], writer: &NoteWriter<'_>) {
    let first = plan(cards.to_vec(), &People::default(), writer, FOLDER, TakenNames::default(), &|_| None);
    let mut names = TakenNames::default();
    let mut notes = BTreeMap::new();
    for note in &first.new {
        let path = note.path.as_str();
        let name = path.strip_prefix("People/").and_then(|name| name.strip_suffix(".md"));
        let name = name.unwrap_or_else(|| panic!("a note at {path:?}"));
        assert!(!name.contains(['/', '\\']) && !name.starts_with('.') && names.take(name), "{path:?}");
        notes.insert(note.path.clone(), note.text.clone());
    }
    let facts = notes.iter().map(|(path, text)| reads_back(text, path)).collect();
    let compiled = compile(facts, config(), today(), "vault");
    let errors: Vec<_> =
        compiled.problems.iter().filter(|problem| problem.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    if first.new.iter().any(is_told_by_number) {
        return;
    }
    let text_of = |path: &NotePath| notes.get(path).cloned();
    let second = plan(cards.to_vec(), &compiled.people, writer, FOLDER, names, &text_of);
    assert!(second.new.is_empty(), "a second import writes {:#?}\nbeside {notes:#?}", second.new);
}

/// Whether only the number in its file name tells a note apart. A name with lost letters is read as the file
/// name; if that is taken, the number makes the name differ from the card's.
fn is_told_by_number(note: &PlannedNote) -> bool {
    note.name.contains('\u{fffd}') && note.path.stem().ends_with(|letter: char| letter.is_ascii_digit())
}

/// Checks that the note is a contact's and contains nothing that the card did not mean: no log and no task,
/// whatever its texts look like.
fn reads_back(text: &str, path: &NotePath) -> NoteFacts {
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
    facts
}
