//! Turns the label of a date or event into words for a sentence to the contact: "Work anniversary" is "your
//! work anniversary". Labels are private notes ("baby due", "back from holiday"), so only known occasions are
//! used.

use super::context::said;
use super::phrase::{IN_YOUR_WORDS, PREPOSITIONS, hinted, is_name, is_plain, place};
use super::reader::names_reader;
use crate::core::agenda::about::About;
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::people::contact::Contact;
use crate::core::sad_words::is_sad;
use crate::core::text::{NUMBERS, is_mark, is_one_of};
use serde::Serialize;

/// Occasions for which one may wish somebody well.
#[rustfmt::skip]
const OCCASIONS: &[&str] = &[
    "anniversary", "audition", "baptism", "birthday", "ceremony", "christening", "competition", "concert",
    "conference", "course", "day", "debut", "defence", "defense", "demo", "engagement", "exam", "exams", "exhibition",
    "expedition", "festival", "finals", "gig", "graduation", "half-marathon", "hike", "holiday", "holidays",
    "housewarming", "interview", "jubilee", "keynote", "launch", "lecture", "marathon", "match", "opening", "party",
    "performance", "pitch", "premiere", "presentation", "promotion", "race", "reading", "recital", "retirement",
    "reunion", "sabbatical", "show", "speech", "talk", "test", "tour", "tournament", "triathlon", "trip", "vacation",
    "viva", "wedding", "workshop",
];

/// Occasions that have only begun on their day.
#[rustfmt::skip]
const LASTING: &[&str] = &[
    "course", "expedition", "holiday", "holidays", "retirement", "sabbatical", "vacation",
];

/// Those that have only begun if they lead somewhere: `trip to Japan`, but `school trip` and `tour of the office`.
const LASTING_AWAY: &[&str] = &["tour", "trip"];

/// Words before an occasion that is over on its day: `bank holiday`, `day trip to Rome`.
const OF_A_DAY: &[&str] = &["bank", "day", "public"];

/// Occasions that say too little without another word.
const BARE: &[&str] = &["day", "test", "trip"];

/// Occasions that may be somebody else's, or that are not glad in themselves.
const OPEN: &[&str] = &["birthday", "anniversary", "interview", "talk", "course", "match"];

/// Occasions whose day is a reason to congratulate.
const GLAD: &[&str] =
    &["anniversary", "jubilee", "wedding", "engagement", "graduation", "promotion", "birthday"];

/// Occasions of [`GLAD`] on which nobody is congratulated years later.
const ONCE: &[&str] = &["engagement", "graduation", "promotion"];

/// Words that may come before an occasion.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "work", "exam", "product", "job", "new", "book", "company", "driving", "final", "name", "piano", "phd", "birthday",
    "summer", "winter", "spring", "autumn", "school", "team", "family", "ski", "gallery", "album", "thesis", "business",
    "farewell", "exhibition", "conference", "wedding", "engagement", "graduation",
];

/// The template variables about a date or an event, and the mood of any message.
#[derive(Debug, Serialize)]
pub(super) struct Occasion {
    label: Option<String>,
    mood: &'static str,
    occasion: String,
    cause: String,
    years: Option<String>,
    lasts: bool,
}

impl Occasion {
    /// Makes the variables for a follow-up. Without a usable label, the occasion is a place to fill in.
    pub(super) fn new(contact: &Contact, one: &FollowUp, names: &[&str], topic: Option<&str>) -> Occasion {
        let label = one.label(contact).map(said).filter(|label| !label.is_empty());
        let years = one.turns.filter(|turns| *turns > 0).map(in_years);
        // A label with the contact's own name, such as `Party for Ada`, does not fit a sentence to them.
        let own = label.as_deref().filter(|label| !names_reader(label, names.iter().copied()));
        let is_over = |named: &Named| years.is_some() && is_one_of(&named.sort, ONCE);
        let named = own.and_then(Named::of).filter(|named| !is_over(named));
        let occasion = match (&named, &label) {
            (Some(named), _) => named.words.clone(),
            (None, Some(label)) => place(IN_YOUR_WORDS, label, None),
            (None, None) => hinted("the occasion"),
        };
        let cause = named.as_ref().zip(years.as_deref()).and_then(|(named, years)| named.after(years));
        Occasion {
            mood: mood(one.kind, label.as_deref().or(topic), own, named.as_ref()),
            cause: cause.unwrap_or_else(|| occasion.clone()),
            occasion,
            lasts: label.as_deref().is_some_and(is_lasting) && !is_over_by_note(contact, one),
            label,
            years,
        }
    }
}

/// Returns the mood of a message: `glad` or `sad` if the label of the day clearly says so, `sad` also if the
/// topic does, else `open`. `own` is the label if it does not name the contact.
fn mood(kind: Kind, about: Option<&str>, own: Option<&str>, named: Option<&Named>) -> &'static str {
    let is_event = kind == Kind::Event;
    if about.is_some_and(is_sad) {
        "sad"
    } else if named.is_some_and(|named| is_event || named.is_glad())
        || is_event && own.is_some_and(is_good_sort)
    {
        "glad"
    } else {
        "open"
    }
}

/// Whether a label is for something that lasts for more than a day: `trip to Japan`, not `school trip`.
fn is_lasting(label: &str) -> bool {
    let mut rest = label.split_whitespace().peekable();
    let mut words = Vec::new();
    while let Some(word) = rest.next_if(|word| !is_one_of(word, PREPOSITIONS)) {
        words.push(word);
    }
    let leads_away = rest.next().is_some_and(|word| is_one_of(word, &["to", "in"]));
    let Some((sort, before)) = words.split_last() else { return false };
    let lasts = is_one_of(sort, LASTING) || leads_away && is_one_of(sort, LASTING_AWAY);
    lasts && !before.iter().any(|word| is_one_of(word, OF_A_DAY))
}

/// Whether the note says on which day an event ends.
fn is_over_by_note(contact: &Contact, one: &FollowUp) -> bool {
    let About::Event(position) = one.about else { return false };
    contact.facts.rare.events.get(position).is_some_and(|event| event.until > event.day)
}

/// Whether an event is clearly a happy occasion of the contact, even if its label does not fit a sentence:
/// `retirement party`, `opening of his show, six o'clock`.
fn is_good_sort(label: &str) -> bool {
    let words = label.split_whitespace().take_while(|word| !is_one_of(word, PREPOSITIONS));
    let words: Vec<&str> = words.map(|word| word.trim_matches(is_mark)).collect();
    let Some((sort, before)) = words.split_last() else { return false };
    is_one_of(sort, OCCASIONS)
        && !is_one_of(sort, BARE)
        && !is_one_of(sort, OPEN)
        && before.iter().all(|word| is_plain(word))
}

/// A label that is a known occasion: `work anniversary`, `Interview at Acme`.
struct Named {
    /// The words for a sentence: `your interview at Acme`.
    words: String,
    sort: String,
}

impl Named {
    /// Reads a label of known words, perhaps with a preposition and a name after it. Labels about somebody
    /// else ("Lea's wedding") and those with their own count of years ("tenth anniversary") are not read.
    fn of(label: &str) -> Option<Named> {
        let words: Vec<&str> = label.split_whitespace().collect();
        let end = words.iter().position(|word| is_one_of(word, PREPOSITIONS)).unwrap_or(words.len());
        let (name, behind) = words.split_at_checked(end)?;
        let (sort, before) = name.split_last()?;
        let is_placed = match behind {
            [] => true,
            [_] => false,
            [leads, place @ ..] => {
                let fits = is_one_of(leads, &["at", "in"])
                    || (is_one_of(leads, &["to"]) && is_one_of(sort, &["trip"]));
                fits && place.iter().all(|word| is_name(word) && is_plain(word))
            }
        };
        let tells = !is_one_of(sort, BARE) || !before.is_empty() || !behind.is_empty();
        let is_known = is_one_of(sort, OCCASIONS) && before.iter().all(|word| is_one_of(word, BESIDE));
        let small =
            |word: &&str| if is_one_of(word, &["phd"]) { "PhD".to_owned() } else { word.to_lowercase() };
        let own: Vec<String> = ["your".to_owned()]
            .into_iter()
            .chain(name.iter().chain(behind.first()).map(small))
            .chain(behind.iter().skip(1).map(|word| (*word).to_owned()))
            .collect();
        (is_known && is_placed && tells).then(|| Named { words: own.join(" "), sort: sort.to_lowercase() })
    }

    fn is_glad(&self) -> bool {
        is_one_of(&self.sort, GLAD) || self.words == "your name day"
    }

    /// Returns the words with the number of years: `your work anniversary: seven years`, `seven years of
    /// marriage`. Years of birthdays and name days are not counted.
    fn after(&self, years: &str) -> Option<String> {
        match self.sort.as_str() {
            "anniversary" | "jubilee" => Some(format!("{}: {years}", self.words)),
            "wedding" => Some(format!("{years} of marriage")),
            _ => None,
        }
    }
}

/// Says a number of years: `one year`, `seven years`, `40 years`.
fn in_years(turns: i32) -> String {
    let place = usize::try_from(turns - 1).unwrap_or(usize::MAX);
    let number = NUMBERS.get(place).map_or_else(|| turns.to_string(), |word| (*word).to_owned());
    format!("{number} year{}", if turns == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_occasions_become_words_for_a_sentence() {
        #[track_caller]
        fn case(label: &str, expected: &str) {
            assert_eq!(Named::of(label).unwrap().words, expected);
        }
        case("Work anniversary", "your work anniversary");
        case("product launch", "your product launch");
        case("Interview at Acme", "your interview at Acme");
        case("Trip To Rome", "your trip to Rome");
        case("exhibition opening", "your exhibition opening");
        case("Name Day", "your name day");
        case("PhD viva", "your PhD viva");
        case("driving test", "your driving test");
        case("EXAM", "your exam");
    }

    #[test]
    fn other_labels_are_left_to_the_writer() {
        for label in [
            "her thesis defence", "Lea", "Lea's wedding", "Leas wedding", "move to Lisbon", "talk to Ben",
            "tenth wedding anniversary", "10 year anniversary", "First Boston Marathon", "pregnancy test",
            "test", "trip to court", "trip to", "scan appointment", "surprise party", "anniversary of mum",
            "broken engagement", "ex-husband wedding anniversary", "arrest anniversary", "baby due",
            "back from holiday", "cancer-free", "the opening night", "at", "",
        ] {
            assert!(Named::of(label).is_none(), "{label}");
        }
    }

    #[test]
    fn the_mood_follows_the_label() {
        #[track_caller]
        fn case(kind: Kind, label: &str, expected: &str) {
            assert_eq!(mood(kind, Some(label), Some(label), Named::of(label).as_ref()), expected, "{label}");
        }
        case(Kind::Date, "Work anniversary", "glad");
        case(Kind::Date, "Graduation", "glad");
        case(Kind::Date, "name day", "glad");
        case(Kind::Date, "exam", "open");
        case(Kind::Event, "exam", "glad");
        case(Kind::Date, "anniversary of her mother's death", "sad");
        case(Kind::Date, "accident anniversary", "sad");
        case(Kind::Date, "stillbirth", "sad");
        for open in [
            "moved to Lisbon", "passed the bar exam", "her father passed", "Rebirth of the ferry",
            "cancer-free",
        ] {
            case(Kind::Date, open, "open");
        }
        assert_eq!(mood(Kind::Date, None, None, None), "open");
        for (label, expected) in [
            ("retirement party", "glad"),
            ("opening of his show, six o'clock", "glad"),
            ("wedding of her son", "glad"),
            ("broken engagement", "open"),
            ("pregnancy test", "open"),
            ("surprise party", "open"),
            ("scan appointment", "open"),
            ("funeral reading", "sad"),
        ] {
            case(Kind::Event, label, expected);
        }
    }

    #[test]
    fn years_are_said_as_fits_the_occasion() {
        let after = |label: &str| Named::of(label).unwrap().after("ten years");
        assert_eq!(after("work anniversary").as_deref(), Some("your work anniversary: ten years"));
        assert_eq!(after("wedding").as_deref(), Some("ten years of marriage"));
        assert_eq!(after("name day"), None);
    }
}
