//! Checks that `docs/dependencies.md` names every direct dependency with its reason, and no other.

use std::collections::BTreeSet;

/// Returns the names below a heading of `Cargo.toml`.
fn declared(heading: &str) -> BTreeSet<String> {
    let text = super::text("Cargo.toml");
    let (_, rest) = text.split_once(&format!("\n[{heading}]\n")).expect("there is such a part");
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
}

/// Returns the rows of the table of outside crates.
fn table() -> Vec<Vec<String>> {
    super::rows(&super::text("docs/dependencies.md"))
}

#[test]
fn every_dependency_has_its_row_and_every_row_is_one() {
    let rows = table();
    let named: Vec<String> = rows.iter().flat_map(|row| row[0].split(", ").map(str::to_owned)).collect();
    let once: BTreeSet<String> = named.iter().cloned().collect();
    assert_eq!(once.len(), named.len(), "a crate has one row");
    let declared: BTreeSet<String> =
        declared("dependencies").union(&declared("dev-dependencies")).cloned().collect();
    assert_eq!(once, declared);
    for row in rows {
        assert!(row.len() == 5 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
    }
}

/// Returns the source files that name a crate, as paths below `src` without extension.
fn users(name: &str) -> Vec<String> {
    let source = crate::folders::repository().join("src");
    let called = format!("{}::", name.replace('-', "_"));
    let files = walkdir::WalkDir::new(&source).sort_by_file_name().into_iter().filter_map(Result::ok);
    let texts = files.filter_map(|file| Some((std::fs::read_to_string(file.path()).ok()?, file)));
    // One of our modules may have the same name; it is then imported from `super`.
    let names = |text: &str| {
        let of_ours = text.contains(&format!("use super::{called}"));
        let ends_a_name =
            |before: &str| before.ends_with(|last: char| last.is_alphanumeric() || "_:".contains(last));
        let mut befores = text.match_indices(&called).map(|(at, _)| &text[..at]);
        !of_ours && befores.any(|before| !ends_a_name(before))
    };
    texts
        .filter(|(text, _)| names(text))
        .map(|(_, file)| {
            let path = file.path().strip_prefix(&source).unwrap().with_extension("");
            let path = path.to_str().unwrap().replace('\\', "/");
            path.strip_suffix("/mod").map_or(path.clone(), str::to_owned)
        })
        .collect()
}

#[test]
fn a_crate_is_used_where_its_row_says() {
    let is_in = |user: &str, place: &str| format!("/{user}/").contains(&format!("/{place}/"));
    let of_tests = declared("dev-dependencies");
    for row in table().into_iter().filter(|row| !row[0].split(", ").any(|name| of_tests.contains(name))) {
        let places: Vec<&str> = row[1].split('`').skip(1).step_by(2).collect();
        let users: Vec<String> = row[0].split(", ").flat_map(users).collect();
        for user in &users {
            assert!(
                places.iter().any(|place| is_in(user, place)),
                "`{user}` uses `{}`, which its row does not say",
                row[0]
            );
        }
        for place in places.iter().filter(|place| place.contains('/')) {
            assert!(users.iter().any(|user| is_in(user, place)), "nothing in `{place}` uses `{}`", row[0]);
        }
    }
}
