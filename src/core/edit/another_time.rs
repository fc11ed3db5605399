//! Whether the place of a meeting says when it was, though not on which day: `at PyCon 2024`, `in Rome last
//! year`, `on 12/05`. Then no day may be put to it.

use crate::core::date_text::weekdays::is_whole_weekday;
use crate::core::day::{is_day_number, is_year_number, month_named};
use crate::core::text::{begins_with_digit, is_digits, is_mark};

/// Words that say another time wherever they stand.
const ANYWHERE: [&str; 8] = ["ago", "last", "yesterday", "tomorrow", "weeks", "months", "years", "decades"];

/// Words that say a time after one of [`BEFORE_SPANS`], if they are not a part of a name: `in the summer`, but
/// `at the Summer School`.
const SPANS: [&str; 24] = [
    "spring", "summer", "autumn", "fall", "winter", "week", "weekend", "month", "quarter", "year", "while",
    "term", "semester", "holiday", "holidays", "vacation", "lockdown", "pandemic", "christmas", "easter",
    "q1", "q2", "q3", "q4",
];

const BEFORE_SPANS: [&str; 22] = [
    "in", "on", "at", "of", "over", "during", "since", "before", "after", "around", "early", "late", "mid",
    "the", "this", "that", "a", "other", "past", "next", "previous", "same",
];

/// Words with which something else begins, so that no name goes on.
const AFTER_SPANS: [&str; 20] = [
    "at", "in", "on", "with", "near", "via", "through", "during", "of", "by", "for", "when", "while", "and",
    "back", "before", "morning", "afternoon", "evening", "night",
];

/// Whether a place says a time other than a whole date.
pub(super) fn says_another_time(place: &str) -> bool {
    let pieces = place.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '–' | '—'));
    let lower: Vec<String> = pieces.filter(|piece| !piece.is_empty()).map(str::to_lowercase).collect();
    let mut before = "";
    let mut pieces = lower.iter().peekable();
    while let Some(piece) = pieces.next() {
        let word = bare(piece);
        let next = pieces.peek().map_or("", |piece| bare(piece));
        // A mark after the word ends a name, as the next word may.
        let ends = piece.ends_with([',', ';', ':', '.', ')'])
            || next.is_empty()
            || AFTER_SPANS.contains(&next)
            || begins_with_digit(next);
        if ANYWHERE.contains(&word) || is_figure(piece) || is_named(word, before, next, ends) {
            return true;
        }
        before = word;
    }
    false
}

/// Whether a word names a time: a month, a weekday, `the summer`, `on the 12th`.
fn is_named(word: &str, before: &str, next: &str, ends: bool) -> bool {
    let is_month = month_named(word).is_some();
    // `Jan`, `May` and `April` are names, too.
    let is_whole_month = is_month && word.len() > 3 && before != "with";
    let is_date = is_month && (is_day_number(before) || is_day_number(next));
    let is_span = (is_month || SPANS.contains(&word)) && BEFORE_SPANS.contains(&before);
    let is_numbered = is_day_number(word) && (before == "on" || before == "the" && !is_digits(word));
    is_whole_month
        || is_date
        || ends && (is_span || is_whole_weekday(word) || is_numbered)
        || (before, word) == ("other", "day")
}

/// Whether a piece of a text is a year, a decade, or a date without one: `2024`, `PyCon2024`, `'24`, `90s`,
/// `12/05`, `12.5.`.
fn is_figure(piece: &str) -> bool {
    let piece = piece.trim_start_matches('(').trim_end_matches([',', ';', ':', ')', '?', '!']);
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && is_digits(part);
    let is_date = |parts: &str, mark| parts.contains(mark) && parts.split(mark).all(is_short);
    let mut parts = piece.split(is_mark);
    let short_year = piece.strip_prefix(['\'', '’']).unwrap_or_default();
    let decade = piece.trim_start_matches(['\'', '’']).strip_suffix('s').unwrap_or_default();
    parts.any(|part| is_year_number(part.trim_start_matches(char::is_alphabetic)))
        || short_year.len() == 2 && is_digits(short_year)
        || matches!(decade.len(), 2 | 4) && is_digits(decade)
        || is_date(piece, '/')
        || piece.strip_suffix('.').is_some_and(|parts| is_date(parts, '.'))
}

/// Returns a word without the marks around it.
fn bare(piece: &str) -> &str {
    piece.trim_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_may_say_another_time() {
        for place in [
            "at PyCon 2024", "at PyCon2024, hall 2", "at PyCon '24", "in 2024/25", "in Rome last year",
            "at uni in the 90s", "in the 1990s", "on 12/05", "at the fair (12.5.)", "at the fair in March",
            "in May", "in May at the fair", "at the fair in Oct", "at the fair in Oct, hall 2",
            "at the fair, 12 Oct", "at the fair on May 3rd", "in spring", "in early spring",
            "in the summer with Ben", "at Christmas", "with Ben two months back", "with Ben a while back",
            "on the weekend", "at the bar the other day", "at the bar this week", "on the 12th",
            "at the bar on Monday night", "in Q3", "in week 40", "on holiday in Rome",
        ] {
            assert!(says_another_time(place), "{place}");
        }
    }

    #[test]
    fn a_place_may_have_a_number_or_a_name_like_a_time() {
        for place in [
            "", "at FOSDEM", "at Mayfair", "in room 12345", "in hall 3", "at Studio 54", "at 5th Avenue",
            "on the 3rd floor", "with May", "with April from Acme", "with Jan and Ben", "at Jan's party",
            "at the Summer School", "in the Winter Garden", "in the Spring Street café",
            "at the Christmas party", "at the Tuesday market", "at London Tech Week", "at the open day",
            "at the Holiday Inn", "at the bar in the morning", "on the train", "in the sun", "via Ben",
            "at Web 2.0 Expo",
        ] {
            assert!(!says_another_time(place), "{place}");
        }
    }
}
