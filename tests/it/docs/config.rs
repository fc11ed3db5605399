//! Checks `docs/config.md`: every key is explained, and the defaults shown are the real ones.

use followup::core::config::model::Config;
use followup::core::config::print::effective;
use std::collections::BTreeSet;

/// Returns the top-level keys of a printed configuration.
fn keys(printed: &str) -> BTreeSet<String> {
    let lines = printed.lines().filter(|line| !line.starts_with([' ', '#', '-']));
    lines.filter_map(|line| line.split_once(':')).map(|(key, _)| key.to_owned()).collect()
}

#[test]
fn the_reference_explains_every_key_and_no_other() {
    let printed = effective(&Config::default());
    let text = super::text("docs/config.md");
    let tables = text.split("<!-- defaults -->").next().unwrap();
    let named = super::rows(tables).into_iter().filter_map(|row| row.into_iter().next());
    let named: BTreeSet<String> = named
        .flat_map(|cell| cell.split(", ").map(|key| key.trim_matches('`').to_owned()).collect::<Vec<_>>())
        .collect();
    assert_eq!(named, keys(&printed));
}

#[test]
fn the_defaults_shown_are_those_in_force() {
    let printed = effective(&Config::default());
    super::holds("docs/config.md", "defaults", &format!("```yaml\n{}\n```", printed.trim_end()));
}
