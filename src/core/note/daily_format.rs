//! Derives where daily notes are and how they are named from the path of one of them, for the hint about notes that
//! are named after their day but not read as daily notes (design 3.4).

use crate::core::config::model::DailyNotes;
use crate::core::date_text::DateOrder;
use crate::core::date_text::weekdays::{is_weekday, is_whole_weekday};
use crate::core::day::{Day, month_named};
use crate::core::place::{NotePath, last_part};
use crate::core::text::{is_mark, is_one_of};

/// Formats of a date that begins with its year, with a month, and with a day or month as a number.
const BY_YEAR: [&str; 6] = ["YYYY-MM-DD", "YYYYMMDD", "YYYY.MM.DD", "YYYY_MM_DD", "YYYY MM DD", "YYYY-M-D"];
const BY_MONTH: [&str; 4] = ["MMM D, YYYY", "MMM D YYYY", "MMM Do, YYYY", "MMM Do YYYY"];
const BY_DAY: [&str; 13] = [
    "D MMM YYYY", "D. MMM YYYY", "Do MMM YYYY", "D-MMM-YYYY", "DD-MM-YYYY", "DD.MM.YYYY", "DD_MM_YYYY",
    "DD MM YYYY", "D.M.YYYY", "MM-DD-YYYY", "MM.DD.YYYY", "MM_DD_YYYY", "MM DD YYYY",
];

/// Words that say that a note is a daily note, beside its date.
const OF_DAILY: [&str; 8] = ["daily", "day", "diary", "entry", "journal", "log", "note", "notes"];

/// A word of a file name.
struct Word<'a> {
    at: usize,
    text: &'a str,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Weekday,
    OfDaily,
    Date,
}

/// Returns the folder and format with which a note named after its day is a daily note, and that day.
pub(super) fn daily_format(path: &NotePath, order: Option<DateOrder>) -> Option<(DailyNotes, Day)> {
    let stem = path.stem();
    let words = words(stem)?;
    let mut dates = words.iter().filter(|word| word.sort == Sort::Date);
    let first = dates.next()?;
    let last = dates.next_back().unwrap_or(first);
    let (start, end) = (first.at, last.at + last.text.len());
    let date = date_format(stem.get(start..end)?, order)?;
    let around = |from: usize, to: usize| {
        let inside = words.iter().filter(|word| (from..to).contains(&word.at));
        beside(stem.get(from..to).unwrap_or_default(), inside)
    };
    let format = [around(0, start), date, around(end, stem.len())].concat();
    let daily = in_folder(path, format);
    let day = daily.day_of(path.as_str())?;
    Some((daily, day))
}

/// Formats settings as a value of `daily:`.
pub(super) fn as_setting(daily: &DailyNotes) -> String {
    let quoted = |text: &str| {
        let is_plain =
            |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '/' | '_' | '-' | '.');
        match text.chars().all(is_plain) && text.starts_with(char::is_alphabetic) {
            true => text.to_owned(),
            false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        }
    };
    let format = quoted(&daily.format);
    match daily.folder.as_str() {
        "" => format!("daily: {{format: {format}}}"),
        folder => format!("daily: {{folder: {}, format: {format}}}", quoted(folder)),
    }
}

/// Splits a name into words. `None` if one says something else than the day.
fn words(stem: &str) -> Option<Vec<Word<'_>>> {
    let mut words = Vec::new();
    let mut from = 0;
    for text in stem.split(is_mark) {
        if !text.is_empty() {
            let at = from + stem.get(from..)?.find(text)?;
            from = at + text.len();
            words.push(Word { at, text, sort: sort(text)? });
        }
    }
    Some(words)
}

fn sort(word: &str) -> Option<Sort> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) || month_named(word).is_some() {
        Some(Sort::Date)
    } else if is_weekday(word) {
        Some(Sort::Weekday)
    } else {
        is_one_of(word, &OF_DAILY).then_some(Sort::OfDaily)
    }
}

/// Returns the format of a date alone.
fn date_format(date: &str, order: Option<DateOrder>) -> Option<String> {
    let digits = date.bytes().take_while(u8::is_ascii_digit).count();
    let formats: &[&str] = match digits {
        0 => &BY_MONTH,
        1..=3 => &BY_DAY,
        // `note-000520` has a number and no year.
        _ if date.starts_with(['1', '2']) => &BY_YEAR,
        _ => return None,
    };
    let day_of = |format: &str| {
        DailyNotes { folder: String::new(), format: format.to_owned() }.day_of(&format!("{date}.md"))
    };
    let mut fitting = formats.iter().filter_map(|format| Some((*format, day_of(format)?)));
    let (first, day) = fitting.next()?;
    // `02-11-2026`
    let other = fitting.find(|(_, other)| *other != day).map(|(format, _)| format);
    let format = match (other, order) {
        (None, _) | (Some(_), Some(DateOrder::Dmy)) => first,
        (Some(other), Some(DateOrder::Mdy)) => other,
        (Some(_), None) => return None,
    };
    let month = date.split(|letter: char| !letter.is_alphabetic()).find(|word| month_named(word).is_some());
    Some(match month {
        Some(month) if month.len() > 3 => format.replace("MMM", "MMMM"),
        _ => format.to_owned(),
    })
}

/// Returns the format of what stands before or behind the date.
fn beside<'w>(text: &str, words: impl Iterator<Item = &'w Word<'w>>) -> String {
    let weekdays: Vec<&str> = words.filter(|word| word.sort == Sort::Weekday).map(|word| word.text).collect();
    match weekdays.as_slice() {
        [] if text.is_empty() => String::new(),
        [one] if text.trim_matches(is_mark) == *one => {
            text.replace(one, if is_whole_weekday(one) { "dddd" } else { "ddd" })
        }
        _ => format!("[{text}]"),
    }
}

/// Adds the folder, of which the last parts may be years and months.
fn in_folder(path: &NotePath, format: String) -> DailyNotes {
    let mut daily = DailyNotes { folder: path.folder().to_owned(), format };
    let Some(day) = daily.day_of(path.as_str()) else { return daily };
    let is_of_date =
        |part: &str| part.starts_with(|letter: char| letter.is_ascii_digit()) || month_named(part).is_some();
    loop {
        let last = last_part(&daily.folder);
        if !is_of_date(last) {
            break;
        }
        let rest = daily.folder.strip_suffix(last).unwrap_or_default().trim_end_matches('/').to_owned();
        let above =
            ["YYYY", "YYYY-MM", "MM", "MM-MMMM", "MMMM", "MM-MMM", "MMM"].into_iter().find_map(|part| {
                let daily = DailyNotes { folder: rest.clone(), format: format!("{part}/{}", daily.format) };
                (daily.day_of(path.as_str()) == Some(day)).then_some(daily)
            });
        match above {
            Some(above) => daily = above,
            None => break,
        }
    }
    daily
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(path: &str, expected: Option<&str>) {
        let found = daily_format(&NotePath::new(path), None);
        assert_eq!(found.as_ref().map(|(daily, _)| as_setting(daily)).as_deref(), expected, "{path}");
        // Following the hint makes it a daily note.
        if let Some((daily, day)) = found {
            assert_eq!(daily.day_of(path), Some(day));
            assert_eq!(day.to_string(), "2026-11-20", "{path}");
        }
    }

    #[test]
    fn the_format_is_that_of_the_name() {
        case("2026-11-20 Friday.md", Some("daily: {format: YYYY-MM-DD dddd}"));
        case("Daily/2026-11-20 Fri.md", Some("daily: {folder: Daily, format: YYYY-MM-DD ddd}"));
        case("Daily/2026-11-20-Friday.md", Some("daily: {folder: Daily, format: YYYY-MM-DD-dddd}"));
        case("Daily/2026-11-20 (Fri).md", Some("daily: {folder: Daily, format: \"YYYY-MM-DD (ddd)\"}"));
        case("Daily/Friday, 2026-11-20.md", Some("daily: {folder: Daily, format: \"dddd, YYYY-MM-DD\"}"));
        case("Daily/Nov 20, 2026.md", Some("daily: {folder: Daily, format: \"MMM D, YYYY\"}"));
        case("Daily/November 20th, 2026.md", Some("daily: {folder: Daily, format: \"MMMM Do, YYYY\"}"));
        case("Daily/20 Nov 2026.md", Some("daily: {folder: Daily, format: D MMM YYYY}"));
        case("Daily/20-11-2026.md", Some("daily: {folder: Daily, format: DD-MM-YYYY}"));
        case("Daily/11-20-2026.md", Some("daily: {folder: Daily, format: MM-DD-YYYY}"));
        case("Daily/20.11.2026.md", Some("daily: {folder: Daily, format: DD.MM.YYYY}"));
        case("Daily/20261120.md", Some("daily: {folder: Daily, format: YYYYMMDD}"));
        case(
            "Work/2026-11-20 - Daily Log.md",
            Some("daily: {folder: Work, format: \"YYYY-MM-DD[ - Daily Log]\"}"),
        );
        case("Work/Daily 2026-11-20.md", Some("daily: {folder: Work, format: \"[Daily ]YYYY-MM-DD\"}"));
        case("daily.journal.2026.11.20.md", Some("daily: {format: \"[daily.journal.]YYYY.MM.DD\"}"));
        case("J/2026/11/2026-11-20 Fri.md", Some("daily: {folder: J, format: YYYY/MM/YYYY-MM-DD ddd}"));
        case("2026/11-November/2026-11-20 Fri.md", Some("daily: {format: YYYY/MM-MMMM/YYYY-MM-DD ddd}"));
        case("A [b]/20261120.md", Some("daily: {folder: \"A [b]\", format: YYYYMMDD}"));
    }

    #[test]
    fn other_names_have_none() {
        for path in [
            "2026-11-20 Call.md", "2026-11-20 May.md", "2026-11.md", "2026-W47.md", "02-11-2026.md",
            "Ada.md", "2026-13-20 Fri.md", "Fri.md", "11-20.md", "20-11-26.md",
        ] {
            case(path, None);
        }
        let month_first = daily_format(&NotePath::new("11-10-2026.md"), Some(DateOrder::Mdy));
        assert_eq!(
            month_first.map(|(daily, day)| (daily.format, day.to_string())),
            Some(("MM-DD-YYYY".to_owned(), "2026-11-10".to_owned()))
        );
    }
}
