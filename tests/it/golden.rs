//! Golden vaults: `tests/golden/<case>/vault/`, built on the day of `today.txt`, must give `expected/`, byte
//! for byte. A case without `vault/` names a folder of the repository in `vault.txt`.

use crate::folders::{Folder, cases, compare, copy, name, repository};
use followup::cli::loading::{Loaded, Wanted, load};
use followup::cli::{list, show};
use followup::core::day::Day;
use followup::core::output::{Publish, render};
use followup::core::people::contact::ContactIndex;
use followup::core::problem::Problem;
use followup::core::problem::show::as_text;
use followup::io::progress::Watching;
use followup::io::settings::templates;
use followup::io::vault::Vault;
use std::path::Path;

/// Reads and compiles a vault as a build does.
pub(crate) fn loaded(vault: &Vault, today: Option<&str>) -> Loaded {
    let today = today.map(|text| Day::from_iso(text.trim()).expect("today.txt holds a day"));
    load(&Wanted { vault, today, out: None, ahead: 0, every_text: true, watching: Watching::Nobody })
        .expect("the vault can be read")
}

/// Problems as `check` prints them, without colour.
pub(crate) fn plain(problems: &[Problem]) -> String {
    let text: String = problems.iter().map(as_text).collect();
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn golden_vaults_give_the_expected_outputs() {
    let mut differences = Vec::new();
    for case in cases("tests/golden") {
        differences.extend(compare(&case.join("expected"), &made(&case)));
    }
    assert!(
        differences.is_empty(),
        "{}\nFOLLOWUP_REWRITE=1 writes them anew; read the difference before you keep it",
        differences.join("\n")
    );
}

fn made(case: &Path) -> Folder {
    // A copy without outputs, so that it does not matter whether somebody has built the vault.
    let copied = tempfile::tempdir().unwrap();
    let folder = match std::fs::read_to_string(case.join("vault.txt")) {
        Ok(named) => {
            copy(&repository().join(named.trim()), copied.path());
            let _ = std::fs::remove_dir_all(copied.path().join("agenda"));
            copied.path().to_owned()
        }
        Err(_) => case.join("vault"),
    };
    let vault = Vault::open(&folder).unwrap_or_else(|_| panic!("{} has no vault", name(case)));
    let today = std::fs::read_to_string(case.join("today.txt")).ok();
    outputs(&vault, loaded(&vault, today.as_deref()))
}

fn outputs(vault: &Vault, loaded: Loaded) -> Folder {
    let mut problems = Vec::new();
    let texts = templates(vault, &loaded.config.templates, &mut problems);
    let rendered = render(&loaded.compiled, &loaded.config, &texts, Publish::configured(&loaded.config));
    problems.extend(rendered.problems);
    let mut files: Folder = rendered
        .files
        .into_iter()
        .filter(|file| matches!(&*file.path, "agenda.json" | "agenda.md"))
        .map(|file| (file.path, file.bytes))
        .collect();
    let compiled = &loaded.compiled;
    let everybody = (0..).map(ContactIndex).take(compiled.people.contacts.len());
    let shown: Vec<String> = everybody.map(|index| show::text(&loaded, index)).collect();
    problems.extend(compiled.problems.iter().cloned());
    followup::core::problem::arrange(&mut problems);
    let contacts = list::json(&loaded, Some(&list::others(&loaded)));
    for (path, text) in
        [("contacts.json", contacts), ("problems.txt", plain(&problems)), ("show.txt", shown.join("\n"))]
    {
        files.insert(path.to_owned(), text.into_bytes());
    }
    files
}
