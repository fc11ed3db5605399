//! What a label of a note is called in a sentence to whom it belongs: "your work anniversary". A label is
//! written for oneself ("baby due", "back from holiday"), so only a known sort of day goes into a sentence.

use super::context::words;
use super::mood::mood;
use super::phrase::{DETERMINERS, PREPOSITIONS, REMINDING, fitting, hinted, is_any, is_plain, place};
use crate::core::agenda::model::FollowUp;
use crate::core::people::contact::Contact;
use serde::Serialize;

/// Words of an occasion.
const MOST_WORDS: usize = 6;

/// What somebody has, holds or goes through on a day.
#[rustfmt::skip]
const OCCASIONS: &[&str] = &[
    "anniversary", "appointment", "audition", "baptism", "birthday", "ceremony", "christening", "competition",
    "concert", "conference", "course", "day", "deadline", "debut", "defence", "defense", "demo", "engagement",
    "exam", "exams", "exhibition", "expedition", "festival", "finals", "flight", "gig", "graduation",
    "half-marathon", "hike", "holiday", "holidays", "housewarming", "interview", "jubilee", "keynote", "launch",
    "lecture", "marathon", "match", "meeting", "move", "opening", "party", "performance", "pitch", "premiere",
    "presentation", "promotion", "race", "reading", "recital", "release", "retirement", "reunion", "sabbatical",
    "show", "speech", "start", "talk", "test", "tour", "tournament", "triathlon", "trip", "vacation", "viva",
    "wedding", "workshop",
];

/// First words of a label that are no name, though written with a capital.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "work", "exam", "product", "first", "second", "job", "new", "book", "company", "driving", "final", "name",
    "piano", "phd", "birthday", "christmas", "summer", "winter", "spring", "autumn", "school", "team", "family",
    "bachelor", "silver", "golden", "gallery", "album",
];

/// Days whose years are named, and days whose years nobody counts.
const COUNTED: &[&str] = &["anniversary", "jubilee"];
const UNCOUNTED: &[&str] = &["day", "birthday"];

/// What a date or an event is called, and how one speaks of it.
#[derive(Debug, Serialize)]
pub(super) struct Occasion {
    label: Option<String>,
    mood: &'static str,
    occasion: String,
    cause: String,
    years: Option<String>,
}

impl Occasion {
    /// Of a birthday, a date or an event; of another follow-up a place.
    pub(super) fn new(contact: &Contact, one: &FollowUp) -> Occasion {
        let label = one.label(contact).map(words).filter(|label| !label.is_empty());
        let years = one.turns.filter(|turns| *turns > 0).map(in_years);
        Occasion {
            mood: mood(label.as_deref()),
            occasion: occasion(label.as_deref()),
            cause: cause(label.as_deref(), years.as_deref()),
            label,
            years,
        }
    }
}

/// The occasion as one speaks of it to whom it belongs. A place, if the label is no known sort of day.
fn occasion(label: Option<&str>) -> String {
    let Some(label) = label else { return hinted("the occasion") };
    if let Some(phrase) = fitting(label) {
        return phrase;
    }
    match named(label) {
        Some((own, _)) => format!("your {own}"),
        None => place("in your words", label, None),
    }
}

/// What one congratulates on, with the years since: `your work anniversary: seven years`, `seven years
/// since your wedding`, `your name day`.
fn cause(label: Option<&str>, years: Option<&str>) -> String {
    let occasion = occasion(label);
    let Some(years) = years else { return occasion };
    let sort = label.and_then(named).map(|(_, sort)| sort);
    match sort {
        Some(sort) if is_any(&sort, UNCOUNTED) => occasion,
        Some(sort) if !is_any(&sort, COUNTED) => format!("{years} since {occasion}"),
        Some(_) | None => format!("{occasion}: {years}"),
    }
}

/// A label that is a known sort of day, as it stands in a sentence, and which sort: `work anniversary`,
/// `interview at Acme`. What belongs to somebody else ("Lea's wedding") is none.
fn named(label: &str) -> Option<(String, String)> {
    // `his exam` may be that of somebody they told of.
    if label.split_once(' ').is_some_and(|(first, _)| is_any(first, &["her", "his", "their"])) {
        return None;
    }
    let words: Vec<&str> = label.split_whitespace().collect();
    let end = words.iter().position(|word| is_any(word, PREPOSITIONS)).unwrap_or(words.len());
    let (name, behind) = words.split_at_checked(end)?;
    let (first, sort) = (name.first()?, name.last()?);
    let reminds = is_any(first, REMINDING) && (name.len() == 1 && !behind.is_empty());
    let foreign =
        first.starts_with(char::is_uppercase) && !is_any(first, OCCASIONS) && !is_any(first, NO_NAMES);
    let whose = words.iter().any(|word| word.contains(['\'', '’']));
    let fits = words.len() <= MOST_WORDS
        && is_any(sort, OCCASIONS)
        && words.iter().all(|word| is_plain(word))
        && !is_any(first, DETERMINERS);
    let has_other_names = words.iter().skip(1).any(|word| word.starts_with(char::is_uppercase));
    let own = if has_other_names { small_first(label) } else { label.to_lowercase() };
    (fits && !reminds && !foreign && !whose).then(|| (own, sort.to_lowercase()))
}

/// `Interview at Acme` as `interview at Acme`; `PhD defence` stays.
fn small_first(label: &str) -> String {
    let (first, rest) = label.split_once(' ').unwrap_or((label, ""));
    let inner_capital = first.chars().skip(1).any(char::is_uppercase);
    if inner_capital { label.to_owned() } else { format!("{} {rest}", first.to_lowercase()) }
}

/// `seven years`, `one year`, `40 years`.
fn in_years(turns: i32) -> String {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let place = usize::try_from(turns - 1).unwrap_or(usize::MAX);
    let number = WORDS.get(place).map_or_else(|| turns.to_string(), |word| (*word).to_owned());
    format!("{number} year{}", if turns == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occasion_belongs_to_whom_one_writes() {
        #[track_caller]
        fn case(label: &str, expected: &str) {
            assert_eq!(occasion(Some(label)), expected);
        }
        case("Work anniversary", "your work anniversary");
        case("product launch", "your product launch");
        case("book launch", "your book launch");
        case("Interview at Acme", "your interview at Acme");
        case("trip to Rome", "your trip to Rome");
        case("her thesis defence", "[? in your words: her thesis defence]");
        case("his mother's wedding", "[? in your words: his mother's wedding]");
        case("exhibition opening", "your exhibition opening");
        case("Lea", "[? in your words: Lea]");
        case("Lea's wedding", "[? in your words: Lea's wedding]");
        case("Leas wedding", "[? in your words: Leas wedding]");
        case("move to Lisbon", "[? in your words: move to Lisbon]");
        case("talk to Ben", "[? in your words: talk to Ben]");
        case("baby due", "[? in your words: baby due]");
        case("back from holiday", "[? in your words: back from holiday]");
        case("cancer-free", "[? in your words: cancer-free]");
        case("the opening night", "the opening night");
        case("opening of his show, six o'clock", "[? in your words: opening of his show, six o'clock]");
        assert_eq!(occasion(None), "[? the occasion]");
    }

    #[test]
    fn years_are_counted_as_one_says_them() {
        #[track_caller]
        fn case(label: &str, expected: &str) {
            assert_eq!(cause(Some(label), Some("ten years")), expected);
        }
        case("anniversary", "your anniversary: ten years");
        case("work anniversary", "your work anniversary: ten years");
        case("wedding", "ten years since your wedding");
        case("name day", "your name day");
        case("company founded", "[? in your words: company founded]: ten years");
        assert_eq!(cause(Some("wedding"), None), "your wedding");
    }
}
