//! How words of a note get into a message. A log line is written for its writer: "she
//! asks for the case study". It is seldom a phrase that fits a sentence, and almost
//! never one that its reader should see. So only what is surely a noun phrase is woven
//! in; all else stands in a place, where the writer sees it and says it anew.

use super::doubt::is_doubtful;
use super::handed::{HANDING, handed};
use super::no_nouns::is_no_noun;
use crate::core::text::{clip, one_line};

/// Characters of note text in a place.
const MOST_SHOWN: usize = 140;
/// Characters and words of a phrase.
const MOST_PHRASE: usize = 60;
const MOST_WORDS: usize = 8;
/// Words between a determiner or a preposition and the next preposition.
const MOST_RUN: usize = 2;

pub(super) const DETERMINERS: &[&str] = &["the", "a", "an", "your", "our"];

/// Words that may stand between the nouns of a phrase.
pub(super) const PREPOSITIONS: &[&str] = &[
    "of", "for", "on", "about", "in", "at", "with", "from", "to", "and", "between", "near", "by", "without",
];

/// Words that lead to a noun as well, but are others too.
const MORE_PREPOSITIONS: &[&str] = &[
    "after", "before", "over", "under", "during", "through", "along", "around", "behind", "into", "onto",
    "against", "beside", "across", "inside", "outside", "past", "among", "above", "below", "&",
];

/// Verbs with which people remind themselves of something.
#[rustfmt::skip]
pub(super) const REMINDING: &[&str] = &[
    "ask", "call", "tell", "check", "talk", "hear", "get", "follow", "remind", "meet", "invite",
    "congratulate", "thank", "see", "wish", "plan", "book", "discuss", "introduce", "finish", "review",
    "prepare", "order", "buy", "visit", "pick", "try", "go", "thanks", "sorry", "great", "good", "nice",
    "hello", "make", "take", "look", "read", "reply", "answer", "arrange", "set", "say", "help", "move",
    "moving",
];

/// Words that make a clause of a phrase, or that speak of people as a note does.
#[rustfmt::skip]
const CLAUSE: &[&str] = &[
    "i", "me", "my", "mine", "we", "us", "he", "she", "him", "her", "his", "hers", "they", "them", "their",
    "it", "its", "who", "which", "that", "if", "whether", "because", "not", "no", "than", "then", "up", "out",
    "off", "down", "away", "is", "was", "are", "were", "be", "been", "has", "have", "had", "will", "would",
    "can", "could", "should", "must", "may", "might", "do", "does", "did", "am", "asks", "says", "said",
    "told", "wants", "needs", "likes", "loves", "hates", "hopes", "thinks", "knows", "goes", "gets", "comes",
    "looks", "seems", "starts", "opens", "closes", "ends", "moves", "works", "lives", "runs", "helps",
    "makes", "takes", "gives", "keeps", "leaves", "broke", "came", "went", "got", "took", "made", "gave",
    "found", "left", "lost", "won", "sang", "ran", "fell", "felt", "kept", "sold", "bought", "brought",
    "thought", "taught", "caught", "chose", "drove", "wrote", "spoke", "woke", "flew", "grew", "knew",
    "threw", "drew", "began", "met", "paid", "sent", "spent", "built", "became", "held", "heard", "hurt",
    "led", "rose", "saw", "sat", "slept", "stood", "stole", "tore", "wore", "died", "let", "put", "set",
    "soon", "today", "tomorrow", "yesterday", "now", "again", "still", "already", "later", "too", "very",
    "really", "here", "there",
];

/// A place that says what belongs there: `[? what you talked about]`.
pub(crate) fn hinted(hint: &str) -> String {
    format!("[? {}]", inside(hint))
}

/// A place that shows what the note says, or so many characters of it: `[? ask after: the new hip]`.
pub(crate) fn place(label: &str, text: &str, most: Option<usize>) -> String {
    let most = most.map_or(MOST_SHOWN, |most| most.clamp(1, MOST_SHOWN));
    format!("[? {}: {}]", inside(label), inside(&clip(text, most)))
}

/// What a place says that shows words of a note.
pub(crate) const IN_YOUR_WORDS: &str = "in your words";

/// The text where it fits a sentence, else a place that shows it.
pub(crate) fn fitting_or_place(text: &str, most: Option<usize>) -> String {
    fitting(text).unwrap_or_else(|| place(IN_YOUR_WORDS, text, most))
}

/// A noun phrase that fits after "about", if the text is surely one: a determiner, then one
/// or two plain words, then perhaps a preposition and more of the same. "Send the price for
/// the map" is "the price for the map".
pub(crate) fn fitting(text: &str) -> Option<String> {
    let text = one_line(text);
    let text = text.trim_end_matches(['.', ' ']);
    let words: Vec<&str> = text.split(' ').collect();
    let words = handed(&words);
    let determined = words.first().is_some_and(|word| is_any(word, DETERMINERS));
    let is_short = (2..=MOST_WORDS).contains(&words.len());
    let is_loud = !words.iter().any(|word| word.contains(char::is_lowercase));
    if !determined || !is_short || is_loud || !words.iter().all(|word| is_plain(word)) {
        return None;
    }
    if is_doubtful(words) || !is_built_of_nouns(words) {
        return None;
    }
    let mut phrase = words.join(" ");
    if let Some(first) = phrase.get(..1).map(str::to_lowercase) {
        phrase.replace_range(..1, &first);
    }
    (phrase.chars().count() <= MOST_PHRASE).then_some(phrase)
}

/// Whether the words are short runs of nouns, joined by prepositions. A determiner begins the phrase or stands
/// behind a preposition: `the plan the boss hates` is a sentence. Behind `to` a bare word is a verb as likely.
fn is_built_of_nouns(words: &[&str]) -> bool {
    let mut run = 0;
    let leads = |word: &str| is_any(word, PREPOSITIONS) || is_any(word, MORE_PREPOSITIONS);
    if words.last().is_some_and(|last| leads(last)) {
        return false;
    }
    for (place, word) in words.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| words.get(place)).copied();
        let next = words.get(place + 1).copied();
        if is_any(word, DETERMINERS) {
            if before.is_some_and(|before| !leads(before)) {
                return false;
            }
            run = 0;
            continue;
        }
        if is_any(word, PREPOSITIONS) {
            let is_verb = |next: &str| next.starts_with(char::is_lowercase) && !is_any(next, DETERMINERS);
            if run == 0 || (is_any(word, &["to"]) && next.is_some_and(is_verb)) {
                return false;
            }
            run = 0;
            continue;
        }
        run += 1;
        let ends = next.is_none_or(leads);
        if run > MOST_RUN || (ends && is_no_noun(word, before)) {
            return false;
        }
    }
    run > 0
}

/// Whether a phrase is of more than one thing: `the tide tables`, `the photos of the harbour`, `the contract and
/// the invoice`.
pub(super) fn is_many(phrase: &str) -> bool {
    let mut words = phrase.split(' ').skip_while(|word| !is_any(word, PREPOSITIONS));
    if words.next().is_some_and(|joiner| is_any(joiner, &["and"])) {
        return true;
    }
    let words = phrase.split(' ').take_while(|word| !is_any(word, PREPOSITIONS));
    let word = words.last().unwrap_or_default();
    let is_one = ["ss", "us", "is", "news", "lens"].iter().any(|end| word.ends_with(end));
    word.ends_with('s') && !is_one
}

/// The text as a subject: a phrase, or a title of a few plain words that is no note to oneself.
pub(crate) fn headline(text: &str) -> Option<String> {
    fitting(text).map(capitalised).or_else(|| {
        let text = one_line(text);
        let text = text.trim_end_matches(['.', ' ']);
        let words: Vec<&str> = text.split(' ').collect();
        let fits = (2..=MOST_WORDS).contains(&words.len())
            && text.chars().count() <= MOST_PHRASE
            && !words.first().is_some_and(|word| is_any(word, HANDING) || is_any(word, REMINDING))
            && words.iter().all(|word| is_plain(word) || is_past(word))
            && !is_doubtful(&words);
        fits.then(|| text.to_owned())
    })
}

fn capitalised(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A word of letters that is no verb we know, no pronoun, and is not shouted.
pub(super) fn is_plain(word: &str) -> bool {
    let letters =
        word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '&'));
    let shouted = word.chars().count() > 5 && !word.chars().any(char::is_lowercase);
    letters
        && !shouted
        && !is_past(word)
        && !word.ends_with("n't")
        && !is_any(word, CLAUSE)
        && word.chars().any(char::is_alphanumeric)
}

pub(super) fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && word.chars().all(char::is_alphabetic)
}

/// Text that cannot end the place it stands in, nor begin another.
fn inside(text: &str) -> String {
    one_line(text).replace('[', "(").replace(']', ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_noun_phrases_are_woven_in() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(fitting(text).as_deref(), expected, "{text}");
        }
        case("the case study", Some("the case study"));
        case("The case study.", Some("the case study"));
        case("a talk on quiet rooms", Some("a talk on quiet rooms"));
        case("Send the price for the tactile map", Some("the price for the tactile map"));
        case("post Nasra Warsame the book on sound walks", None);
        case("post her the book on sound walks", Some("the book on sound walks"));
        case("send the deck to Ben", None);
        case("sent Ben the deck", None);
        case("the trip to Rome", Some("the trip to Rome"));
        case("send him the Q3 report", Some("the Q3 report"));
        case("send the", None);
        case("asks for the case study", None);
        case("the Utrecht example he had asked about", None);
        case("the band broke up", None);
        case("the twins sang it through twice", None);
        case("the back room is ours from January", None);
        case("the planned trip", None);
        case("the plan and ask Ben", None);
        case("the trip on Friday", None);
        case("the Friday group", Some("the Friday group"));
        case("the boring talk on wind", None);
        case("the deck and the invoice", Some("the deck and the invoice"));
        case("THE URGENT PROPOSAL", None);
        case("the report https://a.example/x", None);
        case("the #project", None);
        case("the plan, the map", None);
        // What only looks like one: a state, a sentence, an aside, a time.
        for end in ["ready", "late", "on hold", "lol", "etc.", "Fri", "sucks", "back", "next week"] {
            case(&format!("the plan {end}"), None);
        }
        case("the board agrees", None);
        case("an hour late", None);
        case("the plan the boss hates", None);
        case("the the plan", None);
        case("the plan to sell Acme", None);
        case("the day after the launch", Some("the day after the launch"));
        case("the day after", None);
        case("the path over the dunes", Some("the path over the dunes"));
        case("the late payment", Some("the late payment"));
        case("the trip in March", Some("the trip in March"));
        // What is sad or delicate is for its writer to say.
        case("the divorce", None);
        case("the loss of the baby", None);
        case("the awkward silence", None);
        case("THE MAP", None);
        case("the Q3 MAP", Some("the Q3 MAP"));
        case("the very long and winding story of a small museum in the north", None);
        case("der Umzug nach Köln", None);
        case("田中さんと話した", None);
        case("", None);
        case("the", None);
        case("an", None);
    }

    #[test]
    fn several_things_are_them() {
        for many in [
            "the photos",
            "the tide tables for the harbour",
            "the landlord's details",
            "the contract and the invoice",
        ] {
            assert!(is_many(many), "{many}");
        }
        for one in ["the price for the maps", "the news", "the press pass", "the photo"] {
            assert!(!is_many(one), "{one}");
        }
    }

    #[test]
    fn subjects_may_do_without_an_article() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(headline(text).as_deref(), expected, "{text}");
        }
        case("Countersigned lease for the back room", Some("Countersigned lease for the back room"));
        case("Decision on the proposal.", Some("Decision on the proposal"));
        case("send her the slides", Some("The slides"));
        case("ask about the exam", None);
        case("the report and call Ben", None);
        case("his answer on the lease", None);
        case("lease", None);
        case("WHERE IS THE LEASE", None);
    }

    #[test]
    fn a_place_holds_whatever_a_note_says() {
        assert_eq!(place("ask after", "x] [? y\nz", None), "[? ask after: x) (? y z]");
        assert_eq!(hinted("two times"), "[? two times]");
        assert_eq!(fitting_or_place("she left", Some(3)), "[? in your words: sh…]");
        assert!(place("a", &"é".repeat(400), None).chars().count() < 160);
    }
}
