//! Reads the front matter of a note as pairs of key and value. A line that is broken is reported, and the
//! others are still read.

pub mod common_yaml;
pub mod recover;
pub mod split;
pub mod yaml;

use self::recover::recover;
use self::split::{Fence, Front, MOST_FRONT_MATTER, Split, looks_like_key};
use self::yaml::{Pair, Value, YamlFault};
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

/// Reports front matter after blank lines: it is ordinary text, here as in Obsidian.
fn report_late(split: &Split<'_>, report: &mut Report<'_>) {
    let body = split.body;
    let start = body.trim_start();
    let blank = body.get(..body.len() - start.len()).unwrap_or_default();
    let is_front = |rest: &str| rest.lines().next().is_some_and(looks_like_key) && rest.contains("\n---");
    if blank.contains('\n') && start.strip_prefix("---\n").is_some_and(is_front) {
        let spot = Spot::new(1 + blank.matches('\n').count(), 1);
        let said = words(
            "front matter after blank lines",
            "remove the lines before its first `---`",
            "its keys are not read",
        );
        report.at(Code::LateFrontMatter, spot, "---", said);
    }
}

fn parse_or_recover<'b>(text: &'b str, report: &mut Report<'_>) -> Vec<Pair<'b>> {
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
