//! `ARCHITECTURE.md` names every direct dependency with its reason, and no other.

use std::collections::BTreeSet;

/// Names below a heading of `Cargo.toml`.
fn declared(heading: &str) -> BTreeSet<String> {
    let text = super::text("Cargo.toml");
    let (_, rest) = text.split_once(&format!("\n[{heading}]\n")).expect("there is such a part");
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_dependency_has_its_row_and_every_row_is_one() {
    let text = super::text("ARCHITECTURE.md");
    let (_, part) = text.split_once("\n## 8. Outside crates\n").expect("there is such a part");
    let part = part.split("\n## ").next().unwrap();
    let rows = super::rows(part);
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
