//! Skips times of day after a date or at the start of a line: only the day counts (design 3.3, 3.4).

use crate::core::text::begins_with_digit;

/// Names of time zones. Those of two letters are also words, so a separator must follow them.
const ZONES: [&str; 30] = [
    "UTC", "GMT", "CET", "CEST", "WET", "WEST", "EET", "EEST", "BST", "IST", "MSK", "EST", "EDT", "CST",
    "CDT", "MST", "MDT", "PST", "PDT", "JST", "KST", "HKT", "SGT", "AEST", "AEDT", "AWST", "NZST", "NZDT",
    "ET", "PT",
];

/// Endings of a time. A time without minutes must have one, except at the start of a range.
const ENDINGS: [&str; 7] = ["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "h"];

/// What separates the two times of a range.
const UNTIL: [&str; 8] = ["–", "—", "→", "->", "-", "to ", "until ", "till "];

/// How complete a time is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// `10:00`, `10am`: always a time.
    Whole,
    /// `10`: a time only at the start of a range, `10-11am`.
    HourAlone,
}

/// Skips a time or a range of times, with its zone, at the start of `text`. Returns `text` itself if it
/// begins with no time.
pub fn skip_time(text: &str) -> &str {
    // After most dates comes a word that can neither be a time nor introduce one.
    if let [b' ', b'b'..=b'z' | b'A'..=b'Z', ..] = text.as_bytes() {
        return text;
    }
    let start = text.strip_prefix('T').unwrap_or_else(|| text.trim_start());
    let start = start.strip_prefix("at ").or(start.strip_prefix('@')).unwrap_or(start).trim_start();
    let Some((written, rest)) = time(start) else { return text };
    let end = range_end(rest);
    match (written, end) {
        (_, Some(end)) => skip_zone(end),
        (Written::Whole, None) => skip_zone(rest),
        (Written::HourAlone, None) => text,
    }
}

/// Reads one time. Returns what follows it.
fn time(text: &str) -> Option<(Written, &str)> {
    let (hour, rest) = number(text).filter(|(hour, _)| *hour < 25)?;
    let minutes = rest.strip_prefix(':').and_then(skip_two_digits);
    if let Some(rest) = minutes {
        let rest = rest.strip_prefix(':').and_then(skip_two_digits).unwrap_or(rest);
        let fraction = rest.strip_prefix('.').filter(|fraction| begins_with_digit(fraction));
        let rest = fraction.map_or(rest, |digits| digits.trim_start_matches(|l: char| l.is_ascii_digit()));
        return Some((Written::Whole, skip_ending(rest).unwrap_or(rest)));
    }
    match skip_ending(rest) {
        // `14 am` is not a time, `17h` is.
        Some(after) => {
            let is_one = hour < 13 || rest.trim_start().starts_with(['h', 'H']);
            is_one.then_some((Written::Whole, after))
        }
        None => Some((Written::HourAlone, rest)),
    }
}

/// Reads a number of one or two digits.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).filter(|_| matches!(digits, 1 | 2))?;
    Some((number.parse().ok()?, rest))
}

fn skip_two_digits(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 { text.get(2..) } else { None }
}

/// Skips the second time of a range, which must be complete.
fn range_end(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let second = UNTIL.iter().find_map(|until| text.strip_prefix(until))?;
    match time(second.trim_start())? {
        (Written::Whole, rest) => Some(rest),
        (Written::HourAlone, _) => None,
    }
}

/// Skips `am`, `pm` or `h` after a time.
fn skip_ending(text: &str) -> Option<&str> {
    let trimmed = text.strip_prefix(' ').unwrap_or(text);
    ENDINGS.iter().find_map(|ending| {
        let (start, rest) = trimmed.split_at_checked(ending.len())?;
        let goes_on = |rest: &str| rest.starts_with(char::is_alphanumeric) || rest.starts_with(['\'', '’']);
        // `9am's`, `4pm-ish`
        let is_word =
            goes_on(rest) || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        (start.eq_ignore_ascii_case(ending) && !is_word).then_some(rest)
    })
}

/// Reads `+01:00`, `-0500` or `+2`. Returns the length without its sign, and what follows it.
fn offset(text: &str) -> Option<(usize, &str)> {
    let offset = text.strip_prefix(['+', '-'])?;
    let length = offset.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    let length = offset.get(..length)?.trim_end_matches(':').len();
    Some((length, offset.get(length..)?))
}

/// Skips `Z`, `+01:00`, `-0500`, `CET` or `GMT+2` after a time.
fn skip_zone(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('Z').filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
        return rest;
    }
    let trimmed = text.strip_prefix(' ').unwrap_or(text);
    if let Some((length, rest)) = offset(trimmed) {
        return if matches!(length, 4 | 5) { rest } else { text };
    }
    let bracketed = trimmed.strip_prefix('(');
    let letters = bracketed.unwrap_or(trimmed);
    let length = letters.bytes().take_while(u8::is_ascii_uppercase).count();
    let Some((name, rest)) = letters.split_at_checked(length) else { return text };
    // `GMT+2`
    let rest = offset(rest).filter(|(length, _)| *length > 0).map_or(rest, |(_, rest)| rest);
    let ends = match name.len() {
        2 => rest.is_empty() || rest.starts_with([':', ',', '-', '–', '—', ')']) || rest.starts_with(" -"),
        _ => !rest.starts_with(char::is_alphanumeric),
    };
    let is_zone = ends && ZONES.contains(&name);
    match (is_zone, bracketed) {
        (true, None) => rest,
        (true, Some(_)) => rest.strip_prefix(')').unwrap_or(text),
        (false, _) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_skipped() {
        for time in [
            "10:00", " 9:30", "T09:30:00Z", "T09:30:00.123+02:00", " at 10:00", " @ 10:00", " @10:00",
            " 10:00–11:00", " 10:00 - 11:00", " 10:00-11:30", " 10:00 to 11:00", " 10 am", " 10am",
            " 9:30 p.m.", " 10-11am", " 9am–10am", " 10:00 → 11:00", " 10:00 AM -> 11:00 AM", " 10:00 CET",
            " 10:30 AM (GMT+2)", " 10:30 UTC+01:00", " 10:00–11:00 (CEST)", " 10:00 am ET", " 17h",
            " 10:00 +01:00",
        ] {
            for rest in ["", ": emailed", " emailed", ", emailed", ") emailed", " - emailed"] {
                let line = format!("{time}{rest}");
                let is_zone_alone = time.ends_with(" ET") && rest == " emailed";
                assert_eq!(skip_time(&line), if is_zone_alone { " ET emailed" } else { rest }, "{line}");
            }
        }
    }

    #[test]
    fn other_numbers_are_not_times() {
        for text in [
            "", " 10", " 10 people came", " 1:1", " 1:1 about it", " 3-4 beers", " 10amber", " 25:00x",
            " 10:300 lunch", " 100:00", " 2-3", " 14 am", " 10 h2", " at noon", " @work", " 10-11 people",
            " 10 → 11",
        ] {
            assert_eq!(skip_time(text), text);
        }
    }
}
