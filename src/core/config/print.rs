//! Prints the effective configuration: as commented YAML (`followup config`) that reads back to an equal
//! configuration, and as JSON.

use super::model::Config;
use super::reading::keys;
use super::shown::Show;
use std::fmt::Write;

/// Returns commented YAML with every key. [`super::reading::read`] gives an equal configuration back, except
/// for the positions of its rules.
pub fn effective(config: &Config) -> String {
    let mut text =
        String::from("# The effective configuration: what followup.yaml says, and the defaults.\n");
    for (key, about, shown) in keys(config) {
        let _ = write!(text, "\n# {about}\n{key}:");
        shown.write_after_key(&mut text, 0);
    }
    text
}

/// Returns the configuration as JSON, with dates, intervals and choices as strings.
pub fn effective_json(config: &Config) -> serde_json::Value {
    config.shown().into_json()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::reading::read;
    use crate::core::place::Spot;

    /// A configuration that sets every key to something other than its default.
    const ALL: &str = include_str!("print/all.yaml");

    /// Sets everything that has a position to one, since printing moves it.
    fn without_lines(mut config: Config) -> Config {
        let start = Spot { line: 1, column: 1 };
        config.rules.iter_mut().for_each(|rule| rule.spot = start);
        config.holidays_file.iter_mut().for_each(|file| file.spot = start);
        let touches = config.sequences.values_mut().flat_map(|sequence| &mut sequence.touches);
        touches.filter_map(|touch| touch.template.as_mut()).for_each(|template| template.spot = start);
        config
    }

    #[track_caller]
    fn case(text: &str) {
        let config = read(text).unwrap();
        let printed = effective(&config);
        assert_eq!(without_lines(read(&printed).unwrap()), without_lines(config), "{printed}");
    }

    #[test]
    fn printed_configurations_read_back() {
        case("");
        case(ALL);
        case("publish: publish");
        case("sequences: {thanks: null, after-no: off}\nwords: {met: null, next-steps: off}");
        case("drafts: {formats: off}\nreview: on\nreply-within: off\nnote-url: obsidian");
        case("me: {name: \"# a: 'b' \\\\ \\\" \u{e9}\u{1f600}\", signature: \"a\\n b\\n\\n- c\"}");
        case("vault-name: 'null'\nfields: {name: ['~', 'Nom: [x]', 'yes']}\ncontacts: {folders: []}");
    }

    #[test]
    fn every_key_is_in_the_full_example_and_described() {
        let (default, all) = (effective_json(&Config::default()), effective_json(&read(ALL).unwrap()));
        for (key, about, _) in keys(&Config::default()) {
            assert_ne!(default.get(key), all.get(key), "{key}");
            assert!(!about.is_empty(), "{key}");
        }
    }

    #[test]
    fn the_default_configuration_is_printed() {
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
