//! Decides how text of a note gets into a message. Log lines are private notes such as "she asks for the case
//! study": few fit into a sentence, and most are not for the contact to read. So only a certain noun phrase
//! is put into a sentence; all other text goes into a place `[? …]`, where the user sees it and rewrites it.

use super::handover::handed_over;
use crate::core::sad_words::is_sad;
use crate::core::text::{capitalized, clip, is_one_of, one_line};

/// Maximum number of characters of note text in a place.
const MOST_SHOWN: usize = 140;
/// Maximum number of characters of a phrase.
const MOST_PHRASE: usize = 60;
/// Maximum number of words of a phrase.
const MOST_WORDS: usize = 8;
/// Maximum number of words between a determiner or preposition and the next preposition.
const MOST_RUN: usize = 2;
/// Maximum number of letters of an abbreviation.
const MOST_SHOUTED: usize = 5;

pub(super) const DETERMINERS: &[&str] = &["the", "a", "an", "your", "our"];

/// Words that may join the nouns of a phrase.
pub(super) const PREPOSITIONS: &[&str] = &[
    "of", "for", "on", "about", "in", "at", "with", "from", "to", "and", "between", "near", "by", "without",
];

/// Words for days and times, which may be wrong by the time a message is read.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu",
    "thurs", "fri", "sat", "sun", "today", "tonight", "tomorrow", "yesterday", "soon", "later", "now", "asap", "eod",
    "week", "weekend", "month", "this", "next", "first", "please", "january", "february", "march", "april", "june",
    "july", "august", "september", "october", "november", "december", "christmas", "easter",
];

/// Words that a phrase must not contain: they make it a clause or a state, lead to a time or a condition,
/// name a message, or are too private to send.
#[rustfmt::skip]
const NEVER: &[&str] = &[
    // Pronouns and verbs.
    "i", "me", "my", "mine", "we", "us", "he", "she", "him", "her", "his", "hers", "they", "them", "their", "it", "its",
    "who", "which", "that", "if", "whether", "because", "not", "no", "than", "then", "is", "was", "are", "were", "be",
    "been", "has", "have", "had", "will", "would", "can", "could", "should", "must", "may", "might", "do", "does",
    "did", "am", "asks", "says", "said", "told", "tells", "wants", "needs", "likes", "loves", "hates", "hopes",
    "thinks", "knows", "goes", "gets", "comes", "looks", "seems", "starts", "opens", "closes", "ends", "moves",
    "works", "lives", "runs", "helps", "makes", "takes", "gives", "keeps", "leaves", "agrees", "disagrees", "cries",
    "sucks", "sleeps", "wins", "loses", "fails", "folds", "barks", "sells", "argues", "complains", "refuses", "hurts",
    "stinks", "resigns", "insists", "decides", "believes", "feels", "forgets", "becomes", "happens", "arrives",
    "sings", "quit", "quits", "broke", "came", "went", "got", "took", "made", "gave", "found", "left", "won", "sang",
    "ran", "fell", "felt", "kept", "sold", "bought", "brought", "thought", "taught", "caught", "chose", "drove",
    "wrote", "spoke", "woke", "flew", "grew", "knew", "threw", "drew", "began", "met", "paid", "sent", "spent",
    "built", "became", "held", "heard", "hurt", "led", "rose", "saw", "sat", "slept", "stood", "stole", "tore", "wore",
    "let", "put", "set", "introduces",
    // States, directions, conjunctions and shorthand.
    "up", "out", "off", "down", "away", "back", "over", "around", "again", "still", "already", "too", "very", "really",
    "here", "there", "ready", "unclear", "open", "missing", "late", "ok", "okay", "older", "younger", "better",
    "worse", "fine", "good", "great", "ill", "sick", "tired", "busy", "happy", "angry", "early", "broken", "alone",
    "gone", "due", "overdue", "unpaid", "only", "else", "enough", "after", "before", "under", "during", "through",
    "behind", "into", "onto", "against", "or", "but", "as", "so", "when", "while", "once", "unless", "until", "till",
    "via", "instead", "since", "though", "although", "except", "vs", "versus", "plus", "maybe", "perhaps", "probably",
    "mostly", "done", "unread", "pending", "last", "end", "lol", "btw", "ugh", "etc", "fyi", "haha", "omg", "wtf",
    "meh", "hmm", "pls", "thx", "imo", "tbc", "tbd", "tba", "wip", "nb", "ps",
    // Messages, and things that nobody sends.
    "email", "e-mail", "mail", "message", "text", "reminder", "note", "line", "word", "warning", "apology", "apologies",
    "regards", "greetings", "greeting", "card", "postcard", "joke", "nudge", "update", "rant", "kids", "children",
    // Remarks on the call or the message itself.
    "one", "bit", "hour", "hours", "lot", "lots", "yes", "usual", "same", "above", "following", "fact", "grows",
    // Delicate matters, and opinions about people.
    "abortion", "affair", "addiction", "arrest", "assault", "attack", "breakup", "break", "bribe", "burnout", "cancer",
    "clinic", "complaint", "custody", "debt", "depression", "disciplinary", "dismissal", "drinking", "ex", "firing",
    "gossip", "harassment", "illness", "lawsuit", "oncology", "overdose", "passing", "pregnancy", "prison", "rehab",
    "rejection", "rumor", "rumour", "rumours", "secret", "surprise", "termination", "therapist", "therapy", "trouble",
    "tumor", "tumour", "boring", "stupid", "idiot", "idiots", "awful", "terrible", "horrible", "annoying", "ugly",
    "silly", "dull", "lame", "wrong", "rude", "lazy", "nasty", "weird", "crazy", "drunk", "jerk", "pathetic",
    "useless", "hopeless", "creepy", "bad", "sad", "worst", "ridiculous", "pointless", "awkward", "lousy", "dreadful",
    "fat", "bitch", "bastard", "drama", "mess", "fiasco", "lie", "lies", "nonsense", "greedy", "needy", "fake", "damn",
    "bloody", "margin", "prospect", "lump", "scan", "mri", "blood", "ivf", "panic", "anxiety", "adhd", "disorder", "drug",
    "drugs", "aa", "hiv", "sti", "prostate", "menopause", "colonoscopy", "stent", "premature", "pacemaker",
    "wheelchair", "treatment", "care", "alimony", "bail", "prenup", "paternity", "probate", "tribunal", "hr",
    "allegation", "allegations", "asylum", "pip", "lay-off", "lay-offs", "cut", "cuts", "fire", "hell", "nightmare",
    "waste", "disaster", "monologue", "moaning", "complaints", "lovely", "nice", "odour", "odor", "fight", "weight",
    "parole", "fall", "flood", "restructuring", "results", "diet", "eye", "hello", "gang", "sell",
];

/// The label of a place that shows text of a note.
pub(crate) const IN_YOUR_WORDS: &str = "in your words";

/// Returns a place that says what belongs there: `[? what you talked about]`.
pub(crate) fn hinted(hint: &str) -> String {
    format!("[? {}]", inside(hint))
}

/// Returns a place that shows text of a note, at most `most` characters of it: `[? ask after: the new hip]`.
pub(crate) fn place(label: &str, text: &str, most: Option<usize>) -> String {
    let most = most.map_or(MOST_SHOWN, |most| most.clamp(1, MOST_SHOWN));
    format!("[? {}: {}]", inside(label), inside(&clip(text, most)))
}

/// Returns text without brackets, which could end the place or begin another.
fn inside(text: &str) -> String {
    one_line(text).replace('[', "(").replace(']', ")")
}

/// Returns the text as a phrase if it fits a sentence, else in a place.
pub(crate) fn fitting_or_place(text: &str, most: Option<usize>) -> String {
    fitting(text).unwrap_or_else(|| place(IN_YOUR_WORDS, text, most))
}

/// Returns the text as a noun phrase that fits after "about", if it certainly is one: a determiner, one or
/// two plain words, perhaps a preposition and more of the same. "Send the price for the map" gives "the price
/// for the map".
pub(crate) fn fitting(text: &str) -> Option<String> {
    let text = one_line(text);
    let words: Vec<&str> = text.trim_end_matches(['.', ' ']).split(' ').collect();
    let words = handed_over(&words);
    let (first, rest) = words.split_first()?;
    let is_small = |word: &str| word.contains(char::is_lowercase);
    let is_loud = !words.iter().any(|word| is_small(word))
        || words.iter().any(|word| word.chars().count() > MOST_SHOUTED && !is_small(word));
    let fits = is_one_of(first, DETERMINERS)
        && words.len() <= MOST_WORDS
        && !is_loud
        && rest.iter().all(|word| is_plain(word))
        && is_built_of_nouns(rest);
    let phrase = format!("{} {}", first.to_lowercase(), rest.join(" "));
    (fits && phrase.chars().count() <= MOST_PHRASE).then_some(phrase)
}

/// Whether the words after a determiner are short runs of nouns, joined by prepositions. Another determiner
/// is allowed only after a preposition: `the plan the boss hates` is a clause.
fn is_built_of_nouns(words: &[&str]) -> bool {
    let mut run = 0;
    let mut is_joined = true;
    for (place, word) in words.iter().enumerate() {
        if is_one_of(word, PREPOSITIONS) {
            if run == 0 || !leads_on(word, words.get(place + 1..).unwrap_or_default()) {
                return false;
            }
            (run, is_joined) = (0, false);
        } else if is_one_of(word, DETERMINERS) {
            if run > 0 || is_joined {
                return false;
            }
            is_joined = true;
        } else {
            run += 1;
        }
        if run > MOST_RUN {
            return false;
        }
    }
    run > 0
}

/// Whether a preposition leads to a noun. A bare word after `to` or `and` may be a verb, and a single word
/// after `on`, `in`, `at` or `by` may be a state: `the plan on hold`.
fn leads_on(preposition: &str, behind: &[&str]) -> bool {
    let is_sure = behind.first().is_some_and(|next| is_one_of(next, DETERMINERS) || is_name(next));
    match preposition.to_lowercase().as_str() {
        "to" | "and" => is_sure,
        "on" | "in" | "at" | "by" => {
            is_sure || behind.get(1).is_some_and(|second| !is_one_of(second, PREPOSITIONS))
        }
        _ => true,
    }
}

/// Whether a phrase is plural: `the tide tables`, `the photos of the harbour`, `the contract and the
/// invoice`.
pub(super) fn is_many(phrase: &str) -> bool {
    let mut words = phrase.split(' ');
    let thing = words.by_ref().take_while(|word| !is_one_of(word, PREPOSITIONS)).last().unwrap_or_default();
    let is_one = ["ss", "us", "is", "news", "lens", "series"].iter().any(|end| thing.ends_with(end));
    let is_pair = phrase.split(' ').find(|word| is_one_of(word, PREPOSITIONS)) == Some("and");
    is_pair || (thing.ends_with('s') && !is_one)
}

/// Returns the text as a capitalized phrase for a subject, if it fits a sentence.
pub(crate) fn headline(text: &str) -> Option<String> {
    fitting(text).map(|phrase| capitalized(&phrase)).filter(|phrase| !phrase.is_empty())
}

/// Whether a word is capitalized, as names are.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a word may be in a phrase: it has only letters and the like, is not a time, a past tense or a sad
/// word, and is not in [`NEVER`].
pub(super) fn is_plain(word: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '\u{2019}' | '-' | '&');
    let owner =
        ["'s", "\u{2019}s", "'", "\u{2019}"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_past = word.len() > 4 && word.ends_with("ed");
    let is_known = |part: &str| is_one_of(part, NEVER) || is_one_of(part, TIMES);
    word.chars().all(is_letter)
        && word.starts_with(char::is_alphabetic)
        && !is_past
        && !is_sad(word)
        && !word.ends_with("n't")
        && !is_known(owner)
        && !owner.split('-').any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_noun_phrases_fit_a_sentence() {
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
        case("the map or call Tom", None);
        case("the terms and conditions", None);
        case("the offer and Ben", Some("the offer and Ben"));
        case("the plan in review", None);
        case("the 10 year plan", None);
        case("the break-up", None);
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
        case("the Friday group", None);
        case("the boring talk on wind", None);
        case("the deck and the invoice", Some("the deck and the invoice"));
        case("THE URGENT PROPOSAL", None);
        case("the report https://a.example/x", None);
        case("the #project", None);
        case("the plan, the map", None);
        // These only look like noun phrases: a state, a clause, an aside, a time.
        for end in ["ready", "late", "on hold", "lol", "etc.", "Fri", "sucks", "back", "next week"] {
            case(&format!("the plan {end}"), None);
        }
        case("the board agrees", None);
        case("an hour late", None);
        case("the plan the boss hates", None);
        case("the the plan", None);
        case("the plan to sell Acme", None);
        case("the day after the launch", None);
        case("the day after", None);
        case("the path over the dunes", None);
        case("the late payment", None);
        case("the trip in March", None);
        // Sad or delicate matters are left to the writer.
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
    fn delicate_matters_and_remarks_do_not_fit() {
        for delicate in [
            "the lump", "the MRI results", "the blood test", "the Alzheimer's", "the mastectomy",
            "the HIV test", "the AA meeting", "the care home", "the paternity test", "the HR case",
            "the lay-offs", "the pay cut", "the house fire", "the boss from hell", "our fight",
            "the endless complaints", "the black eye", "the parole", "the test results", "a quick hello",
        ] {
            assert_eq!(fitting(delicate), None, "{delicate}");
        }
        for remark in
            ["a quick one", "a bit", "an hour", "the usual place", "the team grows", "a joke", "a card"]
        {
            assert_eq!(fitting(remark), None, "{remark}");
        }
        assert_eq!(fitting("the fireplace").as_deref(), Some("the fireplace"));
    }

    #[test]
    fn delicate_owners_do_not_fit() {
        assert_eq!(fitting("the ex's address"), None);
        assert_eq!(fitting("the price of the ex’s car"), None);
        assert_eq!(fitting("the landlord's address").as_deref(), Some("the landlord's address"));
    }

    #[test]
    fn plurals_and_pairs_are_many() {
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
    fn a_subject_must_be_a_phrase() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(headline(text).as_deref(), expected, "{text}");
        }
        case("The decision on the proposal.", Some("The decision on the proposal"));
        case("decision on the proposal", None);
        case("send her the slides", Some("The slides"));
        case("ask about the exam", None);
        case("the report and call Ben", None);
        case("his answer on the lease", None);
        case("lease", None);
        case("WHERE IS THE LEASE", None);
    }

    #[test]
    fn no_text_breaks_out_of_a_place() {
        assert_eq!(place("ask after", "x] [? y\nz", None), "[? ask after: x) (? y z]");
        assert_eq!(hinted("two times"), "[? two times]");
        assert_eq!(fitting_or_place("she left", Some(3)), "[? in your words: sh…]");
        assert!(place("a", &"é".repeat(400), None).chars().count() < 160);
    }
}
