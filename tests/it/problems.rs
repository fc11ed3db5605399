//! The catalogue of problems: `tests/problems/<code>/` is a small vault that shows the problem, and
//! `expected.txt` is what `check` prints for it. A folder may be called `<code>--<variant>`. Files that git
//! cannot keep (without read permission, or of eight megabytes) are simulated here; such a folder says so in
//! `how.txt`.

use crate::folders::{cases, compare, copy, name};
use crate::golden::{loaded, plain};
use crate::program::run_on;
use followup::cli::loading::{Loaded, config};
use followup::core::note::read::Reader;
use followup::core::output::{self, Folder, OutputFile, Outputs, Publish};
use followup::core::place::NotePath;
use followup::core::problem::{Code, Problem};
use followup::io::failure::Failure;
use followup::io::folders::targets;
use followup::io::progress::Watching;
use followup::io::read::{guarded, read_notes};
use followup::io::vault::Vault;
use followup::io::walk::FoundNote;
use followup::io::write::write;
use std::collections::BTreeSet;
use std::path::Path;

/// The day used for a folder without a `today.txt`.
const TODAY: &str = "2026-11-23";

#[test]
fn every_code_has_a_folder_and_every_folder_names_a_code() {
    let folders: BTreeSet<String> = cases("tests/problems").iter().map(|case| code_of(case)).collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(
        codes.difference(&folders).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "codes without a folder"
    );
    assert_eq!(
        folders.difference(&codes).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "folders without a code"
    );
}

#[test]
fn every_folder_shows_its_problem_as_it_is_expected() {
    let mut wrong = Vec::new();
    for case in cases("tests/problems") {
        let code = code_of(&case);
        let said = match &*code {
            "unknown-tick" | "unusable-tick" => ticks(&case),
            _ => plain(&problems(&case)),
        };
        if !said.contains(&format!("[{code}]")) {
            wrong.push(format!("tests/problems/{}: does not show its code", name(&case)));
        }
        wrong.extend(expected(&case, &said));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Compares with `expected.txt` only, for the rest of the folder is the vault.
fn expected(case: &Path, said: &str) -> Vec<String> {
    let mut actual = crate::folders::read(case);
    actual.insert("expected.txt".to_owned(), said.as_bytes().to_vec());
    compare(case, &actual)
}

fn code_of(case: &Path) -> String {
    let name = name(case);
    name.split("--").next().unwrap_or(&name).to_owned()
}

fn problems(case: &Path) -> Vec<Problem> {
    let note = NotePath::new("note.md");
    match &*code_of(case) {
        "note-panicked" => guarded(&note, || panic!("as a fault of ours would")).problems,
        "unreadable-file" => vanished(case, note),
        "edited-output" => edited_output(case, true),
        "missing-manifest" => edited_output(case, false),
        "large-feed" => large_feed(case),
        "large-note" => large_note(case),
        "unknown-template" | "unused-template" => templates_beside(case),
        "broken-card" | "lost-value" | "not-a-person" => cards(case),
        _ => {
            let today = std::fs::read_to_string(case.join("today.txt")).unwrap_or_else(|_| TODAY.to_owned());
            let vault = Vault::open(case).unwrap();
            if let Err(Failure::Config(problems)) = config(&vault) {
                return problems;
            }
            let loaded = loaded(&vault, Some(&today));
            let mut problems = loaded.compiled.problems;
            problems.extend(template_problems(&vault));
            problems
        }
    }
}

fn template_problems(vault: &Vault) -> Vec<Problem> {
    let mut problems = Vec::new();
    followup::io::settings::templates(vault, "followup-templates", &mut problems);
    problems
}

/// Returns the problems of making the outputs with the folder's templates.
fn templates_beside(case: &Path) -> Vec<Problem> {
    let vault = Vault::open(case).unwrap();
    let Loaded { compiled, config, .. } = loaded(&vault, Some(TODAY));
    let texts = followup::io::settings::templates(&vault, "followup-templates", &mut Vec::new());
    output::render(&compiled, &config, &texts, Publish::configured(&config)).problems
}

/// Returns the problem of a file that vanishes between the walk and the reading. Tests may run as root, who
/// can read files without permission, and both cases are the same to the reader.
fn vanished(case: &Path, path: NotePath) -> Vec<Problem> {
    let vault = Vault::open(case).unwrap();
    let (config, settings) = Default::default();
    let today = followup::core::day::Day::from_iso(TODAY).unwrap();
    let reader = Reader::new(&config, &settings, today);
    let notes = [FoundNote { path, odd_name: None }];
    read_notes(&vault, &notes, &reader, Watching::Nobody)
        .into_iter()
        .flat_map(|facts| facts.problems)
        .collect()
}

fn edited_output(case: &Path, has_manifest: bool) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    let vault = Vault::open(folder.path()).unwrap();
    let targets = targets(&vault, &Default::default(), None, Publish::LeftAlone).unwrap();
    let draft = OutputFile { path: "drafts/ada.md".into(), folder: Folder::Out, bytes: b"ours".to_vec() };
    let json = br#"{"schema": 1, "follow_ups": []}"#.to_vec();
    let agenda = OutputFile { path: "agenda.json".into(), folder: Folder::Out, bytes: json };
    let outputs = Outputs { files: vec![draft, agenda], ..Outputs::default() };
    write(&outputs, &targets).unwrap();
    std::fs::write(vault.root.join("agenda/drafts/ada.md"), "mine").unwrap();
    if !has_manifest {
        std::fs::remove_file(vault.root.join("agenda/.manifest.json")).unwrap();
    }
    write(&outputs, &targets).unwrap().problems
}

/// Returns the problems of an address book, which only `import` reads.
fn cards(case: &Path) -> Vec<Problem> {
    let file = NotePath::new("contacts.vcf");
    let mut findings = followup::core::import::findings::Findings::new(&file, None);
    followup::core::import::vcard::read(&std::fs::read(case.join("contacts.vcf")).unwrap(), &mut findings);
    findings.problems
}

/// Returns what `sync` reports for the ticks in the folder's `agenda/agenda.md`.
fn ticks(case: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    run_on(folder.path(), TODAY, &["sync"]).2
}

fn large_feed(case: &Path) -> Vec<Problem> {
    let vault = Vault::open(case).unwrap();
    let loaded = loaded(&vault, Some(TODAY));
    let publish = Publish::configured(&loaded.config);
    output::render(&loaded.compiled, &loaded.config, &Default::default(), publish).problems
}

fn large_note(case: &Path) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    let text = format!("---\ntype: person\n---\n{}", "some words \n".repeat(800_000));
    std::fs::write(folder.path().join("note.md"), text).unwrap();
    loaded(&Vault::open(folder.path()).unwrap(), Some(TODAY)).compiled.problems
}
