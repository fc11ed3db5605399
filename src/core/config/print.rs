//! The effective configuration as a file that reads back to itself: every key,
//! with what it means and what holds (`followup config`), and the same as JSON.

use super::model::Config;
use super::reading::keys;
use super::shown::Show;
use std::fmt::Write;

/// Commented YAML with every key; [`super::reading::read`] gives back an equal
/// configuration, but for the lines of its rules.
pub fn effective(config: &Config) -> String {
    let mut text =
        String::from("# The effective configuration: what followup.yaml says, and the defaults.\n");
    for (key, about, shown) in keys(config) {
        let _ = write!(text, "\n# {about}\n{key}:");
        shown.write_after_key(&mut text, 0);
    }
    text
}

/// The same as JSON: dates, intervals and choices are texts.
pub fn effective_json(config: &Config) -> serde_json::Value {
    config.shown().into_json()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::reading::read;
    use crate::core::place::Spot;

    /// Every key with something other than its default.
    const ALL: &str = include_str!("print/all.yaml");

    /// Rules stand in other lines once they are printed.
    fn without_lines(mut config: Config) -> Config {
        config.rules.iter_mut().for_each(|rule| rule.spot = Spot { line: 1, column: 1 });
        config
    }

    #[track_caller]
    fn case(text: &str) {
        let config = read(text).unwrap();
        let printed = effective(&config);
        assert_eq!(without_lines(read(&printed).unwrap()), without_lines(config), "{printed}");
    }

    #[test]
    fn what_is_printed_reads_back() {
        case("");
        case(ALL);
        case("publish: publish");
        case("sequences: {thanks: null, after-no: off}\nwords: {met: null}");
        case("drafts: {formats: off}\nreview: on\nreply-within: off\nnote-url: obsidian");
        case("me: {name: \"# a: 'b' \\\\ \\\" \u{e9}\u{1f600}\", signature: \"a\\n b\\n\\n- c\"}");
        case("vault-name: 'null'\nfields: {name: ['~', 'Nom: [x]', 'yes']}\ncontacts: {folders: []}");
    }

    #[test]
    fn every_key_is_set_in_the_full_example_and_told_of() {
        let (default, all) = (effective_json(&Config::default()), effective_json(&read(ALL).unwrap()));
        for (key, about, _) in keys(&Config::default()) {
            assert_ne!(default.get(key), all.get(key), "{key}");
            assert!(!about.is_empty(), "{key}");
        }
    }

    #[test]
    fn the_default_is_told_in_words() {
        let printed = effective(&Config::default());
        for line in [
            "timezone: null",
            "reply-within: 2 days",
            "re-engage: [6 months, 1 year]",
            "work-week: [mon, tue, wed, thu, fri]",
            "  thanks: {unit: days, touches: [{name: thank-you, after: 1, by: 2}]}",
            "review: off",
        ] {
            assert!(printed.lines().any(|printed| printed == line), "{line}\n{printed}");
        }
        assert_eq!(effective_json(&Config::default())["feed"]["watchdog"], 7);
        let mut config = Config::default();
        config.feed.watchdog = 0;
        assert_eq!(effective_json(&config)["feed"]["watchdog"], "off");
    }
}
