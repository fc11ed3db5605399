//! How words of a note get into a message. A log line is written for its writer: "she
//! asks for the case study". It is seldom a phrase that fits a sentence, and almost
//! never one that its reader should see. So only what is surely a noun phrase is woven
//! in; all else stands in a place, where the writer sees it and says it anew.

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

/// Verbs that hand something over: what follows them is what the message brings.
const HANDING: &[&str] =
    &["send", "share", "post", "forward", "email", "e-mail", "mail", "pass", "show", "sent", "promised"];

/// Verbs with which people remind themselves of something.
pub(super) const REMINDING: &[&str] = &[
    "ask",
    "call",
    "tell",
    "check",
    "talk",
    "hear",
    "get",
    "follow",
    "remind",
    "meet",
    "invite",
    "congratulate",
    "thank",
    "see",
    "wish",
    "plan",
    "book",
    "discuss",
    "introduce",
    "finish",
    "review",
    "prepare",
    "order",
    "buy",
    "visit",
    "pick",
    "try",
    "go",
    "thanks",
    "sorry",
    "great",
    "good",
    "nice",
    "hello",
    "make",
    "take",
    "look",
    "read",
    "reply",
    "answer",
    "arrange",
    "set",
    "say",
    "help",
    "move",
    "moving",
];

/// Words that make a clause of a phrase, or that speak of people as a note does.
const CLAUSE: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "we",
    "us",
    "he",
    "she",
    "him",
    "her",
    "his",
    "hers",
    "they",
    "them",
    "their",
    "it",
    "its",
    "who",
    "which",
    "that",
    "if",
    "whether",
    "because",
    "not",
    "no",
    "than",
    "then",
    "up",
    "out",
    "off",
    "down",
    "away",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "should",
    "must",
    "may",
    "might",
    "do",
    "does",
    "did",
    "am",
    "asks",
    "says",
    "said",
    "told",
    "wants",
    "needs",
    "likes",
    "loves",
    "hates",
    "hopes",
    "thinks",
    "knows",
    "goes",
    "gets",
    "comes",
    "looks",
    "seems",
    "starts",
    "opens",
    "closes",
    "ends",
    "moves",
    "works",
    "lives",
    "runs",
    "helps",
    "makes",
    "takes",
    "gives",
    "keeps",
    "leaves",
    "broke",
    "came",
    "went",
    "got",
    "took",
    "made",
    "gave",
    "found",
    "left",
    "lost",
    "won",
    "sang",
    "ran",
    "fell",
    "felt",
    "kept",
    "sold",
    "bought",
    "brought",
    "thought",
    "taught",
    "caught",
    "chose",
    "drove",
    "wrote",
    "spoke",
    "woke",
    "flew",
    "grew",
    "knew",
    "threw",
    "drew",
    "began",
    "met",
    "paid",
    "sent",
    "spent",
    "built",
    "became",
    "held",
    "heard",
    "hurt",
    "led",
    "rose",
    "saw",
    "sat",
    "slept",
    "stood",
    "stole",
    "tore",
    "wore",
    "died",
    "let",
    "put",
    "set",
    "soon",
    "today",
    "tomorrow",
    "yesterday",
    "now",
    "again",
    "still",
    "already",
    "later",
    "too",
    "very",
    "really",
    "here",
    "there",
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

/// The text where it fits a sentence, else a place that shows it.
pub(crate) fn fitting_or_place(text: &str, most: Option<usize>) -> String {
    fitting(text).unwrap_or_else(|| place("in your words", text, most))
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
    if !determined || words.len() < 2 || words.len() > MOST_WORDS || !words.iter().all(|word| is_plain(word))
    {
        return None;
    }
    let mut run = 0;
    for word in words {
        let joins = is_any(word, DETERMINERS) || is_any(word, PREPOSITIONS);
        run = if joins { 0 } else { run + 1 };
        if run > MOST_RUN {
            return None;
        }
    }
    if run == 0 {
        return None;
    }
    let mut phrase = words.join(" ");
    if let Some(first) = phrase.get(..1).map(str::to_lowercase) {
        phrase.replace_range(..1, &first);
    }
    (phrase.chars().count() <= MOST_PHRASE).then_some(phrase)
}

/// What a promise hands over: the noun phrase behind its verb. To call back, to introduce or to
/// book something hands nothing over.
pub(crate) fn brought(task: &str) -> Option<String> {
    let text = one_line(task);
    let verb = text.split(' ').next()?;
    let phrase = fitting(&text).filter(|_| is_any(verb, HANDING) && !is_any(verb, &["sent", "promised"]))?;
    let stays = ["over", "around", "round", "back"].iter().any(|word| phrase.ends_with(&format!(" {word}")));
    (!stays).then_some(phrase)
}

/// Whether a phrase is of more than one thing: `the tide tables`, `the photos of the harbour`.
pub(super) fn is_many(phrase: &str) -> bool {
    let mut words = phrase.split(' ').take_while(|word| !is_any(word, PREPOSITIONS));
    let word = words.by_ref().last().unwrap_or_default();
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
            && words.iter().all(|word| is_plain(word) || is_past(word));
        fits.then(|| text.to_owned())
    })
}

fn capitalised(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a promise to hand something over is about: the words from its first determiner on, if a verb and
/// perhaps a pronoun stand before it, and nobody else is to get it (`send Ben the deck`, `send the deck
/// to Ben`).
fn handed<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let Some((verb, rest)) = words.split_first() else { return words };
    if !is_any(verb, HANDING) || rest.iter().any(|word| is_any(word, &["to"])) {
        return words;
    }
    let place = rest.iter().position(|word| !is_any(word, &["him", "her", "them", "over", "on"]));
    place.and_then(|place| rest.get(place..)).unwrap_or(words)
}

/// A promise to hand something over, or a line that says so, without the reader of the message as its
/// receiver: `send Ada the deck` and `send the deck to Ada` are `send the deck` to Ada.
pub(super) fn to_them(text: String, names: &[&str]) -> String {
    let Some((verb, rest)) = text.split_once(' ') else { return text };
    if !is_any(verb, HANDING) {
        return text;
    }
    let rest = rest.trim_end_matches(['.', ' ']);
    for name in names.iter().filter(|name| !name.is_empty()) {
        let before = strip_start(rest, name).and_then(|rest| rest.strip_prefix(' '));
        let behind = || strip_end(rest, name).and_then(|rest| rest.strip_suffix(" to "));
        if let Some(rest) = before.or_else(behind) {
            return format!("{verb} {rest}");
        }
    }
    text
}

fn strip_start<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then_some(rest)
}

fn strip_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(name.len())?)?;
    end.eq_ignore_ascii_case(name).then_some(rest)
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

fn is_past(word: &str) -> bool {
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
        case("THE URGENT PROPOSAL", None);
        case("the report https://a.example/x", None);
        case("the #project", None);
        case("the plan, the map", None);
        case("the very long and winding story of a small museum in the north", None);
        case("der Umzug nach Köln", None);
        case("田中さんと話した", None);
        case("", None);
        case("the", None);
        case("an", None);
    }

    #[test]
    fn only_what_is_handed_over_is_brought() {
        #[track_caller]
        fn case(task: &str, expected: Option<&str>) {
            assert_eq!(brought(task).as_deref(), expected, "{task}");
        }
        case("send her the tide tables", Some("the tide tables"));
        case("send the deck to Ben", None);
        case("send the landlord's details to Tess", None);
        case("send Ben the deck", None);
        case("pass on the number", Some("the number"));
        case("call back about the lease", None);
        case("introduce to Ada Byron", None);
        case("book the flights", None);
        case("bring the kids over", None);
        case("pay the invoice", None);
        case("the tide tables", None);
    }

    #[test]
    fn several_things_are_them() {
        for many in ["the photos", "the tide tables for the harbour", "the landlord's details"] {
            assert!(is_many(many), "{many}");
        }
        for one in ["the price for the maps", "the news", "the press pass", "the photo"] {
            assert!(!is_many(one), "{one}");
        }
    }

    #[test]
    fn who_reads_a_message_need_not_be_told_that_it_is_for_them() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(to_them(text.to_owned(), &["Ada Lovelace", "Ada", "", "Zoë"]), expected);
        }
        case("send Ada the deck", "send the deck");
        case("send the deck to ada lovelace.", "send the deck");
        case("post the map to Zoë", "post the map");
        case("send the deck to Ben", "send the deck to Ben");
        case("send Adam the deck", "send Adam the deck");
        case("send the deck to Granada", "send the deck to Granada");
        case("talk to Ada", "talk to Ada");
        case("send", "send");
        case("send Ada", "send Ada");
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
