//! Reads the front matter of a note as pairs of key and value. A line that is broken is reported, and the
//! others are still read.

pub mod common_yaml;
pub mod recover;
pub mod split;
pub mod yaml;

use self::recover::recover;
use self::split::{Fence, Front, MOST_FRONT_MATTER, Split, looks_like_key};
use self::yaml::{Pair, Value, YamlFault};
use super::fields::keys::KeyTable;
use super::report::{Report, words};
use crate::core::place::Spot;
use crate::core::problem::Code;

/// Returns the pairs of the front matter, and reports everything that could not be read.
pub(super) fn pairs<'b>(split: &Split<'b>, report: &mut Report<'_>) -> Vec<Pair<'b>> {
    let Some(Front { text, fence }) = split.front else {
        report_late(split, report);
        return Vec::new();
    };
    let foreign = match fence {
        Fence::Toml => Some("TOML front matter"),
        Fence::Json => Some("JSON front matter without `---` fences"),
        Fence::Open | Fence::Closed => None,
    };
    if let Some(message) = foreign {
        let help = "write the keys as YAML between two lines of `---`";
        let said = words(message, help, "its keys are not read");
        report.at(Code::ForeignFrontMatter, Spot::new(1, 1), "", said);
        return Vec::new();
    }
    if fence == Fence::Open {
        let said = words(
            "the front matter is never closed",
            "add a line of `---` after its last key",
            "the lines before the first that is not a key are read",
        );
        report.at(Code::OpenFence, Spot::new(1, 1), "---", said);
    }
    if text.len() > MOST_FRONT_MATTER {
        let said = words(
            format!("front matter of {} KB", text.len() / 1024),
            "keep it below 64 KB; move long texts to the body",
            "its keys are not read",
        );
        report.at(Code::LargeFrontMatter, Spot::new(1, 1), "---", said);
        return Vec::new();
    }
    parse_or_recover(text, report)
}

/// Reports front matter after blank lines or a line of text, such as a title: it is ordinary text, here as in Obsidian.
fn report_late(split: &Split<'_>, report: &mut Report<'_>) {
    let Some((line, above)) = late_front(split.body) else { return };
    let said = words(
        format!("front matter after {above}"),
        "remove the lines before its first `---`, or move them below its last",
        "its keys are not read",
    );
    report.at(Code::LateFrontMatter, Spot::new(line, 1), "---", said);
}

/// Reports a second block of front matter below that at the top of a contact's note, as there is after an edit adds one
/// above a title. Its first key must be known and in lower case: `Phone: 0123` between two rules is a label.
pub(super) fn report_second(split: &Split<'_>, keys: &KeyTable, report: &mut Report<'_>) {
    let is_first = split.front.as_ref().is_some_and(|front| front.fence == Fence::Closed);
    let Some((line, above)) = late_front(split.body).filter(|_| is_first) else { return };
    let first = split.body.lines().nth(line).and_then(|first| first.split_once(':'));
    let is_key =
        |(key, _): (&str, &str)| key.starts_with(char::is_lowercase) && keys.find(key.trim()).is_some();
    if first.is_some_and(is_key) {
        let said = words(
            format!("a second front matter, after {above}"),
            "move its keys into the first one, at the top of the note",
            "its keys are not read",
        );
        report.at(Code::LateFrontMatter, Spot::new(line + split.body_line - 1, 1), "---", said);
    }
}

/// Returns the line on which front matter seems to begin that is not at the top of a text, and what is above it.
fn late_front(text: &str) -> Option<(usize, &'static str)> {
    let mut lines = (1..).zip(text.lines());
    let mut is_below_text = false;
    let opening = loop {
        let (number, line) = lines.next()?;
        match line.trim_end() {
            "" => {}
            "---" if number > 1 => break number,
            _ if is_below_text => return None,
            _ => is_below_text = true,
        }
    };
    let mut block = lines.map(|(_, line)| line).take_while(|line| line.trim_end() != "---").peekable();
    // `key:: value` is a field, which is read in a text.
    let is_key = |line: &str| looks_like_key(line) && !line.contains("::");
    let begins = block.peek().is_some_and(|line| is_key(line));
    // Below a text, the lines between two rules may be prose.
    let belongs =
        |line: &str| line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#']) || is_key(line);
    if !begins || is_below_text && !block.all(belongs) {
        return None;
    }
    is_closed(text, opening).then_some((opening, if is_below_text { "other text" } else { "blank lines" }))
}

/// Whether a line of three dashes follows that on line `opening`.
fn is_closed(text: &str, opening: usize) -> bool {
    text.lines().skip(opening).any(|line| line.trim_end() == "---")
}

fn parse_or_recover<'b>(text: &'b str, report: &mut Report<'_>) -> Vec<Pair<'b>> {
    if let Some(pairs) = with_halves(text, report) {
        return pairs;
    }
    match yaml::parse(text, 2) {
        Ok(yaml::Node { value: Value::Map(pairs), .. }) => pairs,
        Ok(yaml::Node { value: Value::Null, .. }) => Vec::new(),
        Ok(yaml::Node { value: Value::List(_), spot }) => {
            let said = words("the front matter is a list", "write `key: value` lines", "it is not read");
            report.at(Code::BrokenYaml, spot, "-", said);
            Vec::new()
        }
        Ok(yaml::Node { value: Value::Text(_), .. })
        | Err(YamlFault::Broken(..) | YamlFault::Deep(_) | YamlFault::Alias(_)) => {
            let (pairs, broken) = recover(text, 2);
            for line in broken {
                let skipped = line.spot.column.saturating_sub(1) as usize;
                let found: String = line.line.trim_end().chars().skip(skipped).collect();
                report.at(line.code, line.spot, &found, line.words);
            }
            pairs
        }
    }
}

/// Reads JSON with an escape that is only half of a character, which costs the value with it. In YAML, where each key
/// has lines of its own, the recovery does the same.
fn with_halves(text: &str, report: &mut Report<'_>) -> Option<Vec<Pair<'static>>> {
    if !text.starts_with('{') {
        return None;
    }
    let marked = yaml::halves_marked(text)?;
    let Ok(yaml::Node { value: Value::Map(pairs), .. }) = yaml::parse_events(&marked, 2) else { return None };
    let (lost, kept): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|pair| yaml::has_half(&pair.node));
    for pair in lost {
        let said = words(
            "an escape that is half of a character",
            "write the character itself, or both halves: `\\ud83d\\ude00`",
            "this value is not read",
        );
        report.at(Code::BrokenYaml, pair.node.spot, "", said);
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::late_front;

    #[test]
    fn front_matter_below_a_title_is_found() {
        #[track_caller]
        fn case(text: &str, expected: Option<(usize, &str)>) {
            assert_eq!(late_front(text), expected, "{text}");
        }
        case("\n\n---\ntype: person\n---\nx", Some((3, "blank lines")));
        case("\n---\ntype: person\n*\n---\nx", Some((2, "blank lines")));
        case("# Ann\n---\ntype: person\ntags:\n- a\n  - b\n---\nx", Some((2, "other text")));
        case("Ann Ames\n\n---\n# me\nx: 1\n---", None);
        case("Ann Ames\n\n---\nbirthday: 1990-12-01\n---", Some((3, "other text")));
        for text in [
            "---\ntype: person\n---",
            "# Ann\n---\ntype: person\n",
            "# Ann\n---\nAt work: she likes it.\nMore about her\n---",
            "# Ann\n---\nbirthday:: 1990-12-01\n---",
            "# Ann\nmore\n---\ntype: person\n---",
            "# Ann\n\n---\n\ntype: person\n---",
            "# Ann\n---\n---",
            "# Ann",
            "",
        ] {
            case(text, None);
        }
    }
}
