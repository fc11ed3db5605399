//! What a label of a note is called in a sentence to whom it belongs: "your work anniversary". A label is
//! written for oneself ("baby due", "back from holiday"), so only a known sort of day goes into a sentence.

use super::context::words;
use super::mood::{is_delicate, mood};
use super::phrase::{
    DETERMINERS, IN_YOUR_WORDS, PREPOSITIONS, REMINDING, fitting, hinted, is_any, is_plain, place,
};
use super::reader::names_reader;
use crate::core::agenda::model::{FollowUp, Kind};
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
    "bachelor", "silver", "golden", "gallery", "album", "thesis", "business", "farewell",
];

/// Those of them that are said of what nobody is wished well for, too.
#[rustfmt::skip]
const TELLING_LITTLE: &[&str] = &[
    "anniversary", "appointment", "birthday", "day", "flight", "meeting", "move", "release", "start", "test", "trip",
];

/// Those of them that are fine in whatever way.
const JOURNEYS: &[&str] = &["day", "flight", "move", "start", "trip"];

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
    pub(super) fn new(contact: &Contact, one: &FollowUp, names: &[&str]) -> Occasion {
        let label = one.label(contact).map(words).filter(|label| !label.is_empty());
        let years = one.turns.filter(|turns| *turns > 0).map(in_years);
        // `Party for Ada` is what others call it.
        let is_foreign = label.as_deref().is_some_and(|label| names_reader(label, names.iter().copied()));
        let label = label.as_deref();
        let mood = match mood(label) {
            "sad" => "sad",
            _ if is_foreign => "open",
            _ if one.kind == Kind::Event && label.is_some_and(is_good_sort) => "glad",
            mood => mood,
        };
        let shown = label.filter(|_| is_foreign).map(|label| place(IN_YOUR_WORDS, label, None));
        Occasion {
            mood,
            occasion: shown.clone().unwrap_or_else(|| occasion(label)),
            cause: shown.unwrap_or_else(|| cause(label, years.as_deref())),
            label: label.map(str::to_owned),
            years,
        }
    }
}

/// Whether a label surely names something one wishes somebody well for, in whatever words: `opening of his show,
/// six o'clock`.
fn is_good_sort(label: &str) -> bool {
    let sort = label.split_whitespace().take_while(|word| !is_any(word, PREPOSITIONS)).last();
    let is_good = |sort: &str| is_any(sort, OCCASIONS) && !is_any(sort, TELLING_LITTLE);
    sort.is_some_and(|sort| is_good(sort.trim_end_matches([',', ';', ':', '.', '!']))) && !is_delicate(label)
        || named(label).is_some()
}

/// The occasion as one speaks of it to whom it belongs. A place, if the label is no known sort of day.
fn occasion(label: Option<&str>) -> String {
    let Some(label) = label else { return hinted("the occasion") };
    if let Some(phrase) = fitting(label) {
        return phrase;
    }
    match named(label) {
        Some((own, _)) => format!("your {own}"),
        None => place(IN_YOUR_WORDS, label, None),
    }
}

/// What one congratulates on, with the years since: `your work anniversary: seven years`, `seven years
/// since your wedding`, `your name day`.
fn cause(label: Option<&str>, years: Option<&str>) -> String {
    let occasion = occasion(label);
    let Some(years) = years else { return occasion };
    let sort = label.and_then(named).map(|(_, sort)| sort);
    let is_yearly = |sort: &str| is_any(sort, COUNTED) || is_any(sort, UNCOUNTED);
    match sort {
        Some(sort) if is_yearly(&sort) && label.is_some_and(counts_itself) => {
            place(IN_YOUR_WORDS, label.unwrap_or_default(), None)
        }
        Some(sort) if is_any(&sort, UNCOUNTED) => occasion,
        Some(sort) if !is_any(&sort, COUNTED) => format!("{years} since {occasion}"),
        Some(_) | None => format!("{occasion}: {years}"),
    }
}

/// Whether a label names its own number of years, which is another one now: `tenth wedding anniversary`.
fn counts_itself(label: &str) -> bool {
    const NUMBERS: &[&str] = &["first", "second", "third", "tenth", "silver", "golden", "diamond", "ruby"];
    label
        .split(' ')
        .any(|word| is_any(word, NUMBERS) || word.starts_with(|first: char| first.is_ascii_digit()))
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
        && !is_any(first, DETERMINERS)
        && !is_delicate(label)
        && (!is_any(sort, TELLING_LITTLE) || mood(Some(label)) == "glad" || is_told_by(name, behind));
    let own = small(name, behind)?;
    (fits && !reminds && !foreign && !whose).then(|| (own, sort.to_lowercase()))
}

/// Whether what stands around a word that tells little makes a day of it that one may wish somebody well for:
/// `driving test`, `ski trip`, `trip to Rome`; not `scan appointment`, a bare `meeting`, or `trip to court`. Of
/// an anniversary its mood tells.
fn is_told_by(name: &[&str], behind: &[&str]) -> bool {
    let is_known = |word: &&str| {
        is_any(word, NO_NAMES)
            || is_any(word, OCCASIONS)
            || word.starts_with(|first: char| first.is_ascii_digit())
    };
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_sort = |sorts: &[&str]| name.last().is_some_and(|sort| is_any(sort, sorts));
    let is_journey = is_sort(JOURNEYS);
    let (preposition, place) = behind.split_first().map_or(("", behind), |(first, place)| (*first, place));
    let is_of = is_any(preposition, &["of"]);
    let is_placed = place.iter().all(|word| if is_of { is_known(word) } else { is_name(word) });
    let is_bare = name.len() == 1 && behind.is_empty();
    let is_yearly = is_sort(&["anniversary", "birthday"]);
    is_placed && !is_yearly && (is_journey || (!is_bare && name.iter().all(is_known)))
}

/// The label in small letters: `Wedding Anniversary` as `wedding anniversary`. Words with capitals inside (`PhD`)
/// stay, and names behind a preposition. Of an unknown word in between nobody knows whether it is a name.
fn small(name: &[&str], behind: &[&str]) -> Option<String> {
    let is_title = name.len() > 1 && name.iter().all(|word| word.starts_with(char::is_uppercase));
    let mut own = Vec::with_capacity(name.len() + behind.len());
    for (place, word) in name.iter().enumerate() {
        let is_known = place == 0 || is_any(word, OCCASIONS) || is_any(word, NO_NAMES);
        if is_title && !is_known && !has_inner_capital(word) {
            return None;
        }
        let is_sort = is_any(word, OCCASIONS);
        let stays = (has_inner_capital(word) && !is_sort) || !is_known || is_any(word, &["christmas"]);
        own.push(if stays { (*word).to_owned() } else { word.to_lowercase() });
    }
    own.extend(behind.iter().map(|word| {
        let is_small = is_any(word, PREPOSITIONS) || is_any(word, DETERMINERS);
        if is_small { word.to_lowercase() } else { (*word).to_owned() }
    }));
    Some(own.join(" "))
}

fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
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
        case("Wedding Anniversary", "your wedding anniversary");
        case("tenth wedding anniversary", "your tenth wedding anniversary");
        case("10 year anniversary", "your 10 year anniversary");
        case("Name Day", "your name day");
        case("Job Interview", "your job interview");
        case("First Day at Google", "your first day at Google");
        case("Trip To Rome", "your trip to Rome");
        case("PhD viva", "your PhD viva");
        case("PhD Defence", "your PhD defence");
        case("Christmas Party", "your Christmas party");
        case("first Boston marathon", "your first Boston marathon");
        case("First Boston Marathon", "[? in your words: First Boston Marathon]");
        case("driving test", "your driving test");
        case("EXAM", "your exam");
        case("ski trip", "your ski trip");
        case("First day of school", "your first day of school");
        case("Thesis Defence", "your thesis defence");
        case("pregnancy test", "[? in your words: pregnancy test]");
        case("scan appointment", "[? in your words: scan appointment]");
        case("trip to court", "[? in your words: trip to court]");
        case("surprise party", "[? in your words: surprise party]");
        case("anniversary of mum", "[? in your words: anniversary of mum]");
        case("baby due", "[? in your words: baby due]");
        case("back from holiday", "[? in your words: back from holiday]");
        case("cancer-free", "[? in your words: cancer-free]");
        case("the opening night", "the opening night");
        case("opening of his show, six o'clock", "[? in your words: opening of his show, six o'clock]");
        assert_eq!(occasion(None), "[? the occasion]");
    }

    #[test]
    fn well_is_wished_for_what_is_surely_good() {
        for (label, expected) in [
            ("opening of his show, six o'clock", true),
            ("exam", true),
            ("trip to Rome", true),
            ("back from holiday", false),
            ("baby due", false),
            ("surprise party", false),
            ("scan appointment", false),
        ] {
            assert_eq!(is_good_sort(label), expected, "{label}");
        }
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
        case("golden wedding", "ten years since your golden wedding");
        case("5 year anniversary", "[? in your words: 5 year anniversary]");
        case("40th birthday", "[? in your words: 40th birthday]");
        case("company founded", "[? in your words: company founded]: ten years");
        assert_eq!(cause(Some("wedding"), None), "your wedding");
    }
}
