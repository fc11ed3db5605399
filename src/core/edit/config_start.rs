//! Sets `start:` in `followup.yaml`, the day of the first use or of a restart (design 5.8).

use super::lines::{Lines, Splice};
use super::{Change, Refused, yaml_line};
use crate::core::config::model::Config;
use crate::core::config::reading;
use crate::core::day::Day;

/// Returns the change that sets `start` in a configuration; an empty file gets this line only.
pub fn set_start(bytes: &[u8], day: Day) -> Result<Change, Refused> {
    let lines = Lines::of(bytes)?;
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Refused::new("it is not text in UTF-8", "save it as UTF-8 in your editor"))?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if yaml_line::is_flow(&text) {
        return Err(Refused::new("it is written in braces", format!("add `start: {day}` to it yourself")));
    }
    let pairs = yaml_line::pairs(&text, 1);
    let ways = match pairs.iter().rfind(|pair| pair.key == "start") {
        Some(pair) => {
            let line = pair.key_spot.line as usize;
            let raw = lines.text(line).unwrap_or_default();
            let texts = yaml_line::with_day(raw, pair, day, None)?;
            texts.into_iter().map(|text| Splice::replace(line, text)).collect()
        }
        None => vec![yaml_line::added(before_end(&text), 1, &pairs, "start", day)],
    };
    let wanted = |new: &[u8]| {
        let read = |bytes: &[u8]| reading::read(&String::from_utf8_lossy(bytes)).ok();
        let before = if bytes.is_empty() { Some(Config::default()) } else { read(bytes) };
        before.map(|before| Config { start: Some(day), ..before }) == read(new)
    };
    for splice in ways {
        let new = lines.spliced(&splice);
        if wanted(&new) {
            return Ok(Change { new, line: splice.at });
        }
    }
    Err(Refused::new(
        "the configuration would say something else too",
        format!("add `start: {day}` to it yourself"),
    ))
}

/// Returns the text before the line that ends the YAML document.
fn before_end(text: &str) -> &str {
    let is_end = |(place, line): &(usize, &str)| *place > 0 && matches!(line.trim_end(), "..." | "---");
    let before = text.split_inclusive('\n').enumerate().take_while(|line| !is_end(line));
    text.get(..before.map(|(_, line)| line.len()).sum()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_is_set_and_all_else_kept() {
        #[track_caller]
        fn case(before: &str, after: &str) {
            let day = Day::from_iso("2026-11-24").unwrap();
            let change = set_start(before.as_bytes(), day).unwrap();
            assert_eq!(String::from_utf8(change.new).unwrap(), after);
        }
        case("# mine\nper-day: 5", "# mine\nper-day: 5\nstart: 2026-11-24");
        case(
            "rules:\n  - match: {tag: a}\n    set: {cadence: 2 weeks}\n\n",
            "rules:\n  - match: {tag: a}\n    set: {cadence: 2 weeks}\nstart: 2026-11-24\n\n",
        );
    }
}
