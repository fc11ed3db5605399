//! Adds missing keys to an existing `followup.yaml` by inserting lines. The result is read again and used
//! only if it means the old configuration with the added settings.

use super::Beginning;
use crate::core::config::model::Config;
use crate::core::config::reading::read;
use crate::core::place::Spot;

/// The outcome for an existing configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The new text; the old one if nothing is missing or nothing could be added.
    pub text: String,
    /// Lines for the user to add, because the form of the file does not allow a safe insertion.
    pub by_hand: Vec<String>,
}

/// Adds the zone and the name of the feed if they are missing, and the rules that the user agreed to. `start`
/// is added only together with the first rules: in a vault that is in use it would move what is due.
pub fn added(text: &str, config: &Config, beginning: &Beginning) -> Added {
    let mut added = Added { text: text.to_owned(), by_hand: Vec::new() };
    if let (None, Some(zone)) = (&config.timezone, &beginning.timezone) {
        let line = format!("timezone: {zone}");
        let meant = |config: &mut Config| config.timezone = Some(zone.clone());
        added.put(at_the_end(&added.text, &line), &meant, &line);
    }
    if config.feed.file.is_none() {
        let file = format!("file: {}", beginning.feed_file);
        let text = in_feed(&added.text, &file)
            .unwrap_or_else(|| at_the_end(&added.text, &format!("feed:\n  {file}")));
        let meant = |config: &mut Config| config.feed.file = Some(beginning.feed_file.clone());
        added.put(text, &meant, &format!("feed: {{{file}}}"));
    }
    if !beginning.rules.is_empty() && config.rules.is_empty() && config.start.is_none() {
        added.rules(beginning);
    }
    added
}

impl Added {
    /// Takes `text` if it reads as the current text with the change `meant`, else lists `by_hand` for the
    /// user.
    fn put(&mut self, text: String, meant: &dyn Fn(&mut Config), by_hand: &str) {
        let expected = read(&self.text).map(|mut config| {
            meant(&mut config);
            without_lines(config)
        });
        match (read(&text).map(without_lines), expected) {
            (Ok(found), Ok(expected)) if found == expected => self.text = text,
            _ => self.by_hand.extend(by_hand.lines().map(str::to_owned)),
        }
    }

    /// Adds the first rules, and the day from which the follow-ups they bring are spread over the weeks.
    fn rules(&mut self, beginning: &Beginning) {
        let lines = format!("start: {}\nrules:\n{}", beginning.start, beginning.rules.concat());
        let lines = lines.trim_end();
        let Ok(wanted) = read(lines) else { return };
        let meant = |config: &mut Config| {
            config.start = wanted.start;
            config.rules.clone_from(&wanted.rules);
        };
        self.put(at_the_end(&self.text, lines), &meant, lines);
    }
}

/// Sets all rules to one position, since an insertion before them moves them.
fn without_lines(mut config: Config) -> Config {
    config.rules.iter_mut().for_each(|rule| rule.spot = Spot { line: 1, column: 1 });
    config
}

fn at_the_end(text: &str, lines: &str) -> String {
    let ending = line_end(text);
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
    format!("{text}{gap}{}{ending}", lines.replace('\n', ending))
}

/// Returns the text with a line inserted first into the value of `feed:`, which is either a block below it or
/// a map in braces on its line.
fn in_feed(text: &str, line: &str) -> Option<String> {
    let mut at = 0;
    for each in text.split_inclusive('\n') {
        at += each.len();
        let Some(value) = each.strip_prefix("feed:").map(str::trim) else { continue };
        if let Some(inside) = value.strip_prefix('{') {
            let (before, after) = text.split_at(at - each.len());
            let comma = if inside.trim_start().starts_with('}') { "" } else { ", " };
            return Some(format!("{before}{}", after.replacen('{', &format!("{{{line}{comma}"), 1)));
        }
        if value.is_empty() || value.starts_with('#') {
            let (before, after) = text.split_at(at);
            let ending = line_end(text);
            let gap = if before.ends_with('\n') { "" } else { ending };
            return Some(format!("{before}{gap}{}{line}{ending}{after}", indent(after)));
        }
    }
    None
}

/// Returns the indentation of a block's first line; two spaces if it has none.
fn indent(block: &str) -> &str {
    let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = block.lines().find(is_content).unwrap_or_default();
    match first.len() - first.trim_start_matches(' ').len() {
        0 => "  ",
        width => first.get(..width).unwrap_or("  "),
    }
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::init::beginning;

    const FILE: &str = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f.ics";

    #[track_caller]
    fn case(text: &str, expected: &str, by_hand: &[&str]) {
        let config = read(text).unwrap();
        let found = added(text, &config, &beginning());
        let expected = expected.replace("FILE", FILE);
        let by_hand: Vec<String> = by_hand.iter().map(|line| line.replace("FILE", FILE)).collect();
        assert_eq!((found.text.as_str(), found.by_hand), (expected.as_str(), by_hand));
        assert_eq!(added(&found.text, &read(&found.text).unwrap(), &beginning()).text, found.text);
    }

    #[test]
    fn missing_keys_are_added() {
        case("", "timezone: Europe/Berlin\nfeed:\n  file: FILE\n", &[]);
        case("# mine", "# mine\ntimezone: Europe/Berlin\nfeed:\n  file: FILE\n", &[]);
        case("timezone: UTC\nfeed: {file: a.ics}\n", "timezone: UTC\nfeed: {file: a.ics}\n", &[]);
        case(
            "\u{feff}per-day:  5 # few\r\n",
            "\u{feff}per-day:  5 # few\r\ntimezone: Europe/Berlin\r\nfeed:\r\n  file: FILE\r\n",
            &[],
        );
        let rules = "rules:\n- match: {tag: a}\n  set: {cadence: 2w}";
        case(rules, &format!("{rules}\ntimezone: Europe/Berlin\nfeed:\n  file: FILE\n"), &[]);
    }

    #[test]
    fn start_is_added_with_the_first_rules() {
        let rule = "  # 3 people\n  - match: {tag: client}\n    set: {cadence: 4 weeks}\n".to_owned();
        let beginning = Beginning { rules: vec![rule.clone()], ..beginning() };
        let with = |text: &str| added(text, &read(text).unwrap(), &beginning);
        let base = "timezone: UTC\r\nfeed: {file: a.ics}\r\n";
        let rules = format!("start: 2026-11-25\nrules:\n{rule}").replace('\n', "\r\n");
        assert_eq!(with(base).text, format!("{base}{rules}"));
        // Rules are added neither to the user's own nor to a vault that has a start.
        for own in ["start: 2026-01-01\n", "rules:\n- match: {tag: a}\n  set: {cadence: 2w}\n"] {
            let text = format!("timezone: UTC\nfeed: {{file: a.ics}}\n{own}");
            assert_eq!(with(&text), Added { text, by_hand: Vec::new() });
        }
        let braces = with("{timezone: UTC, feed: {file: a.ics}}");
        assert_eq!(braces.by_hand.first().map(String::as_str), Some("start: 2026-11-25"));
        assert_eq!(read(&braces.by_hand.join("\n")).unwrap().rules.len(), 1);
    }

    #[test]
    fn the_name_goes_into_an_existing_feed() {
        case(
            "timezone: UTC\nfeed: # mine\n    # how much\n    detail: busy\nper-day: 3\n",
            "timezone: UTC\nfeed: # mine\n    file: FILE\n    # how much\n    detail: busy\nper-day: 3\n",
            &[],
        );
        case(
            "timezone: UTC\nfeed: {detail: busy} # x\n",
            "timezone: UTC\nfeed: {file: FILE, detail: busy} # x\n",
            &[],
        );
        case("timezone: UTC\nfeed: { }\n", "timezone: UTC\nfeed: {file: FILE }\n", &[]);
        case("timezone: UTC\nfeed:", "timezone: UTC\nfeed:\n  file: FILE\n", &[]);
        case("timezone: UTC\nfeed:\nper-day: 3\n", "timezone: UTC\nfeed:\n  file: FILE\nper-day: 3\n", &[]);
    }

    #[test]
    fn other_forms_are_left_to_the_user() {
        case("{per-day: 3}\n", "{per-day: 3}\n", &["timezone: Europe/Berlin", "feed: {file: FILE}"]);
        let quoted = "timezone: UTC\n'feed': {detail: busy}\n";
        case(quoted, quoted, &["feed: {file: FILE}"]);
        case("per-day: 3\n...\n", "per-day: 3\n...\n", &["timezone: Europe/Berlin", "feed: {file: FILE}"]);
    }
}
