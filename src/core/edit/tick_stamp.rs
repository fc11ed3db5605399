//! The date that the Tasks plugin appends to a line of `agenda.md` when its box is ticked in Obsidian:
//! `✅ DATE`, `❌ DATE`, or the same as a field. It is the day of the tick and not part of the text.

use crate::core::day::Day;

/// The date of a tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The day.
    pub day: Day,
    /// The date with its mark, as written.
    pub(super) written: String,
}

const MARKS: [&str; 2] = ["✅", "❌"];
const KEYS: [&str; 2] = ["completion::", "cancelled::"];
/// The variation selector that some keyboards add to an emoji.
const SELECTOR: char = '\u{fe0f}';

/// Splits a text into the part before the stamp at its end, and the stamp.
pub(super) fn without_stamp(text: &str) -> (&str, Option<Stamp>) {
    let text = text.trim_end();
    let Some((before, day)) = after_mark(text).or_else(|| in_field(text)) else { return (text, None) };
    let written = text.get(before.len()..).unwrap_or_default().trim_start().to_owned();
    (before.trim_end(), Some(Stamp { day, written }))
}

fn after_mark(text: &str) -> Option<(&str, Day)> {
    let (before, date) = MARKS.iter().find_map(|mark| text.rsplit_once(mark))?;
    Some((before, Day::from_iso(date.trim_start_matches(SELECTOR).trim())?))
}

fn in_field(text: &str) -> Option<(&str, Day)> {
    let (open, inner) = match text.strip_suffix(']') {
        Some(inner) => ('[', inner),
        None => ('(', text.strip_suffix(')')?),
    };
    let (before, field) = inner.rsplit_once(open)?;
    let date = KEYS.iter().find_map(|key| field.trim().strip_prefix(key))?;
    Some((before, Day::from_iso(date.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_day_of_the_tasks_plugin_at_the_end_is_a_stamp() {
        #[track_caller]
        fn case(text: &str, words: &str, stamp: Option<(&str, &str)>) {
            let (before, found) = without_stamp(text);
            let found = found.map(|stamp| (stamp.day.to_string(), stamp.written));
            let stamp = stamp.map(|(day, written)| (day.to_owned(), written.to_owned()));
            assert_eq!((before, found), (words, stamp), "{text}");
        }
        let day = "2026-11-26";
        case("Call Ada (today) ✅ 2026-11-26", "Call Ada (today)", Some((day, "✅ 2026-11-26")));
        case("Call Ada ❌ 2026-11-26 ", "Call Ada", Some((day, "❌ 2026-11-26")));
        case("Call [completion:: 2026-11-26]", "Call", Some((day, "[completion:: 2026-11-26]")));
        case("Call (cancelled:: 2026-11-26)", "Call", Some((day, "(cancelled:: 2026-11-26)")));
        case("✅\u{fe0f} 2026-11-26", "", Some((day, "✅\u{fe0f} 2026-11-26")));
        for text in
            ["Call Ada (today)", "Call ✅", "✅ 2026-11-26 call", "✅ 2026-02-30", "Call [due:: 2026-11-26]"]
        {
            case(text, text, None);
        }
    }
}
