//! A contact who has died or must not be contacted is in no output (design 5.6).

use crate::rules::{Scene, scenes};
use crate::vault::compiled;
use followup::core::config::reading;
use followup::core::day::Day;
use followup::core::output::{OutputFile, Publish, TemplateTexts, render};

/// The contact's name, which no note of the rule tables contains.
const NAME: &str = "Zenobia Quill";
const CONFIG: &str = "feed: {detail: full, file: 0123456789abcdef0123456789abcdef.ics}\n";

/// A contact who needs what she offers.
const BEN: (&str, &str) =
    ("People/Ben.md", "---\nneeds: a lawyer\ncadence: 2 weeks\n---\n\n- 2026-11-02 coffee\n");
/// Tasks for both of them.
const TASKS: [(&str, &str); 2] = [
    ("Tasks.md", "- [ ] send the plan to [[Ben]] and [[Zenobia Quill]] 📅 2026-11-24\n"),
    ("Tasks too.md", "- [ ] send the sketch to [[Zenobia Quill]] and [[Ben]] 📅 2026-11-25\n"),
];

fn today() -> Day {
    Day::from_iso("2026-11-23").unwrap()
}

#[test]
fn a_refused_contact_is_in_no_output() {
    for key in ["status: do-not-contact", "died: 2026-01-02", "do-not-contact: true"] {
        let notes = refused(key);
        assert!(notes.len() > 300, "{} notes", notes.len());
        assert_eq!(mentions(&notes), [""; 0], "{key}");
        // Without the key the name is found, so the search works.
        assert!(mentions(&refused("tags: friend")).len() > 4);
    }
}

/// Returns the note of every row of the rule tables as hers, with one more key.
fn refused(key: &str) -> Vec<(String, String)> {
    let says =
        |scene: &Scene| ["status:", "died:", "do-not-contact"].iter().any(|key| scene.note.contains(key));
    let notes = scenes().into_iter().filter(|scene| !says(scene)).enumerate().map(|(number, scene)| {
        let rest = scene.note.trim_start_matches("---\n").to_owned();
        let note = format!("---\nname: {NAME} {number}\noffers: a lawyer\n{key}\n{rest}");
        (format!("People/{NAME} {number}.md"), note)
    });
    notes.collect()
}

/// Returns the output files that contain her name.
fn mentions(notes: &[(String, String)]) -> Vec<String> {
    let config = reading::read(CONFIG).unwrap();
    let notes: Vec<(&str, &str)> =
        notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([BEN]).collect();
    let compiled = compiled(&notes, &config, today());
    let outputs = render(&compiled, &config, &TemplateTexts::new(), Publish::Wanted);
    let names = |file: &OutputFile| {
        let text = String::from_utf8_lossy(&file.bytes).replace("\r\n ", "").to_lowercase();
        text.contains("zenobia")
    };
    outputs.files.iter().filter(|file| names(file)).map(|file| file.path.clone()).collect()
}

#[test]
fn a_task_for_two_is_kept_for_the_one_who_may_be_written_to() {
    let config = reading::read(CONFIG).unwrap();
    let note = "---\nname: Zenobia Quill\nstatus: do-not-contact\n---\n";
    let notes = [TASKS[0], TASKS[1], BEN, ("People/Zenobia Quill.md", note)];
    let agenda = compiled(&notes, &config, today()).agenda;
    let promises = agenda.follow_ups.iter().filter(|one| one.kind.name() == "promise").count();
    assert_eq!(promises, 2);
}
