//! Words at the end of a promise that say when and how it is to be kept. That is said to oneself: "As promised, here's
//! the deck on Friday" is read another day.

use super::phrase::is_any;

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Short ones; some of them are other words as well.
const SHORT_WEEKDAYS: &[&str] = &["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "christmas", "easter",
];
/// Words that are a time by themselves.
const TIMES: &[&str] = &["today", "tonight", "tomorrow", "soon", "later", "now", "asap", "eod", "eow", "eom"];
const SPANS: &[&str] =
    &["day", "days", "week", "weeks", "weekend", "month", "months", "quarter", "year", "years"];
const PARTS_OF_DAYS: &[&str] = &["morning", "afternoon", "evening", "night", "noon"];
/// Words that say how, and on which way.
const MANNERS: &[&str] = &[
    "first",
    "quickly",
    "directly",
    "anyway",
    "please",
    "pls",
    "straight",
    "separately",
    "regardless",
    "properly",
];
#[rustfmt::skip]
const WAYS: &[&str] = &[
    "email", "e-mail", "mail", "post", "text", "phone", "courier", "signal", "whatsapp", "telegram", "linkedin",
    "slack", "teams", "dropbox", "wetransfer", "sms",
];
/// Words before a weekday that make it another one than that on which it is to be done.
const BEFORE_OTHER_WEEKDAYS: &[&str] =
    &["the", "a", "for", "of", "from", "about", "last", "past", "every", "each", "first", "good", "black"];
/// Words before a time.
const BEFORE_TIMES: &[&str] = &["on", "by", "in", "before", "until", "till", "within", "at", "this", "next"];

pub(super) fn is_weekday(word: &str) -> bool {
    is_any(word, WEEKDAYS)
}

/// Whether the words end with a time that is another one by now (`the plan next week`, `the plan Fri`, `the plan at
/// 5pm`) or with how something was to be done. A month or a year stays what it was.
pub(super) fn ends_with_aside(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let is_year = last.len() == 4 && last.chars().all(|letter| letter.is_ascii_digit());
    if is_year || is_any(last, MONTHS) {
        return false;
    }
    let is_short_weekday = is_any(last, SHORT_WEEKDAYS) && last.starts_with(char::is_uppercase);
    let is_near = is_any(last, SPANS)
        && before.last().is_some_and(|word| is_any(word, &["this", "next", "last"]))
        && before.len() > 1;
    is_short_weekday || is_near || is_any(last, MANNERS) || without_time(words).is_some()
}

/// The words without when and how it is to be done, at their end.
pub(super) fn timeless<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let mut words = words;
    while let Some(shorter) = without_time(words).or_else(|| without_manner(words)) {
        words = shorter;
    }
    words
}

/// Without `first`, `by email`, `on Signal` or a bare `Mon` at the end.
fn without_manner<'a, 'b>(words: &'a [&'b str]) -> Option<&'a [&'b str]> {
    let (last, before) = words.split_last()?;
    if is_any(last, WAYS) {
        return strip(before, &["by", "via", "on", "over", "per"]);
    }
    let is_short_weekday = is_any(last, SHORT_WEEKDAYS) && last.starts_with(char::is_uppercase);
    (is_any(last, MANNERS) || is_short_weekday).then_some(before).filter(|before| before.len() > 1)
}

/// Without the last time among the words, if they end with one.
fn without_time<'a, 'b>(words: &'a [&'b str]) -> Option<&'a [&'b str]> {
    let (last, before) = words.split_last()?;
    if is_any(last, TIMES) {
        return Some(without(before, BEFORE_TIMES));
    }
    if is_any(last, &["last", "once", "latest"]) {
        return strip(without(before, &["the"]), &["at"]);
    }
    if is_any(last, PARTS_OF_DAYS) {
        let of_a_day = before.last().is_some_and(|day| is_weekday(day) || is_any(day, &["tomorrow"]));
        let apart = without(before, &["the"]);
        return if of_a_day { Some(before) } else { strip(apart, &["this", "at", "in", "by"]) };
    }
    if is_weekday(last) {
        // `the plan for Friday` is about that day, `the photos of Easter Monday` are of another.
        let at = &["on", "by", "before", "until", "till"];
        let apart = without(before, &["this", "next"]);
        let is_bare = apart
            .last()
            .is_some_and(|word| word.starts_with(char::is_lowercase) && !is_any(word, BEFORE_OTHER_WEEKDAYS));
        return strip(apart, at).or_else(|| is_bare.then_some(apart));
    }
    if is_any(last, SHORT_WEEKDAYS) {
        return strip(before, &["on", "by", "before", "until", "till", "this", "next"]);
    }
    if is_any(last, MONTHS) {
        let before = without(without(before, &["of"]), &["early", "late", "mid"]);
        let on_a_day = before.split_last().filter(|(day, _)| starts_with_digit(day));
        let before_it = ["on", "by", "before", "until", "till"];
        return match on_a_day {
            Some((_, before)) => strip(without(before, &["the"]), &before_it),
            None => strip(before, &["in", "by", "before", "until", "till"]),
        };
    }
    if starts_with_digit(last) {
        // `by 5pm`, `on the 3rd`, `on March 3`.
        return strip(
            without(without(before, &["the"]), MONTHS),
            &["on", "by", "before", "until", "till", "at", "in"],
        );
    }
    if is_any(last, &["weekend"])
        && let Some(shorter) = strip(without(before, &["the"]), &["at", "on", "over", "by", "before"])
    {
        return Some(shorter);
    }
    if is_any(last, SPANS) {
        return without_span(before);
    }
    None
}

/// Without `end of next`, `by the end of the`, `next`, `in two`, behind which a week or the like stands.
fn without_span<'a, 'b>(before: &'a [&'b str]) -> Option<&'a [&'b str]> {
    const NUMBERS: [&str; 8] = ["a", "an", "one", "two", "three", "four", "five", "six"];
    let which = without(before, &["the", "this", "next"]);
    let end =
        strip(which, &["of"]).and_then(|before| strip(before, &["end", "start", "beginning", "middle"]));
    if let Some(before) = end {
        return Some(without(without(before, &["the"]), BEFORE_TIMES));
    }
    if let Some(before) = strip(before, &["this", "next"]) {
        return Some(without(without(before, &["early", "late"]), BEFORE_TIMES));
    }
    let (number, before) = before.split_last()?;
    let is_number = is_any(number, &NUMBERS) || number.chars().all(|letter| letter.is_ascii_digit());
    strip(before, &["in", "within"]).filter(|_| is_number)
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
}

/// The words without the last one, if it is one of these.
fn strip<'a, 'b>(words: &'a [&'b str], list: &[&str]) -> Option<&'a [&'b str]> {
    words.split_last().filter(|(last, _)| is_any(last, list)).map(|(_, before)| before)
}

fn without<'a, 'b>(words: &'a [&'b str], list: &[&str]) -> &'a [&'b str] {
    strip(words, list).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_it_is_to_be_done_is_cut_off() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(timeless(&text.split(' ').collect::<Vec<_>>()).join(" "), expected, "{text}");
        }
        for time in [
            "on Friday",
            "by friday",
            "next Monday",
            "on Friday morning",
            "asap",
            "by tomorrow",
            "in March",
            "by 3 March",
            "end of month",
            "by the end of the week",
            "by end of next week",
            "next week",
            "this week",
            "in two weeks",
            "within a week",
            "at last",
            "at the latest",
            "before Christmas",
            "by Fri",
            "tonight",
            "tomorrow night",
            "by mid March",
            "by 5pm",
            "on March 3",
            "Monday",
            "on the 3rd",
            "in the morning",
            "at the weekend",
            "by the 5th of December",
            "in 2027",
        ] {
            case(&format!("the deck {time}"), "the deck");
        }
        for whole in [
            "the plan for Friday",
            "the minutes of Friday",
            "the photo of the sun",
            "the week",
            "the end",
            "the map of March",
            "the photos of the night",
            "the way of the week",
            "Friday",
            "the last",
            "the map of level 3",
        ] {
            case(whole, whole);
        }
    }
}
