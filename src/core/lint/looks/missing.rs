//! Finds what a message lacks: a reference to the person, something of value, a question or next step, and
//! attachments that the text promises. A message with a place still to be filled in lacks none of the first
//! three, and neither does a call script, which has a rule of its own.

use super::asks::is_ask;
use super::hit;
use crate::core::config::outputs::MaxWords;
use crate::core::lint::flat::{Flat, LINK, PLACE, Sentence, position};
use crate::core::lint::message::{Line, Message, Purpose, Subject};
use crate::core::lint::phrases::{
    ANYBODYS, CALENDAR, GREETINGS, NAMELESS, NEXT_STEPS, NO_OCCASIONS, REFERENCES, RELEASES, VALUES, WANTS,
    WISHES,
};
use crate::core::lint::rules::Hit;
use crate::core::note::channel::Channel;
use crate::core::place::Spot;
use crate::core::problem::quoted;
use crate::core::sad_words::is_sad;
use crate::core::text::{fold_name, is_mark};

pub(crate) fn no_reference(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    // A message for a birthday or another date of theirs is about them already.
    let refers = message.purpose == Purpose::Date
        || flat.has_any(REFERENCES)
        || subject_has(message, REFERENCES)
        || flat.sentences().iter().any(|sentence| is_specific(sentence, message));
    if refers { Vec::new() } else { hit(message.start(), "nothing in it is about the person it goes to") }
}

pub(crate) fn no_value(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    // "Thanks in advance" gives nothing, other thanks do.
    let gives_more = |value: &&str| {
        let found = flat.find(value).len();
        found > 0 && (!value.starts_with("thank") || found > flat.find(&format!("{value} in advance")).len())
    };
    let gives = message.purpose == Purpose::Date
        || VALUES.iter().any(gives_more)
        || subject_has(message, VALUES)
        || flat.sentences().iter().any(|sentence| tells(sentence, message))
        || flat.contains(LINK)
        || !message.attached.is_empty();
    if gives { Vec::new() } else { hit(message.start(), "it brings nothing") }
}

pub(crate) fn no_ask(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    let card = matches!(message.channel, Some(Channel::Letter | Channel::Gift));
    let free = card
        || matches!(message.purpose, Purpose::AsksNothing | Purpose::Date)
        || flat.has_any(RELEASES)
        || flat.has_any(WISHES)
        || condoles(&flat)
        || answers(&flat);
    let asks = flat.sentences().iter().any(|sentence| sentence.end == '?') || flat.has_any(NEXT_STEPS);
    if free || asks { Vec::new() } else { hit(message.start(), "no question and no next step") }
}

/// Whether the subject has one of these phrases.
fn subject_has(message: &Message, phrases: &[&str]) -> bool {
    let Subject::Given(subject, _) = &message.subject else { return false };
    let subject = fold_name(subject);
    phrases.iter().any(|phrase| position(&subject, phrase).is_some())
}

/// Whether a sentence tells or asks something specific and wants nothing done: a fact, news, a real question.
fn tells(sentence: &Sentence<'_>, message: &Message) -> bool {
    let text = sentence.text();
    !is_ask(sentence)
        && !WANTS.iter().any(|want| position(&text, want).is_some())
        && is_specific(sentence, message)
}

/// Words after which `no` is no answer: `No worries about the map.`
const NO_ANSWER: [&str; 12] = [
    "worries", "worry", "problem", "problems", "rush", "hurry", "pressure", "stress", "need", "doubt",
    "matter", "news",
];

/// Whether a message is one of condolence, which wants nothing. `Sorry to hear` is said of a server as well, so it
/// needs something sad.
fn condoles(flat: &Flat) -> bool {
    let is_sorry = || flat.has_any(&["sorry to hear", "sorry about", "so sorry"]);
    let tells_sad = || flat.sentences().iter().any(|sentence| is_sad(&sentence.text()));
    flat.has_any(&["sorry for your loss", "condolences", "sympathy"]) || is_sorry() && tells_sad()
}

/// Whether a message is the answer to a question.
fn answers(flat: &Flat) -> bool {
    let first = flat.sentences().first().map(Sentence::words).unwrap_or_default();
    let is_phrase = first.get(1).is_some_and(|word| NO_ANSWER.contains(&word.as_str()));
    first.first().is_some_and(|word| word == "yes" || word == "no" && !is_phrase)
}

/// Returns the text without its greeting, or `None` for call scripts and texts with a place to fill in.
fn finished(message: &Message) -> Option<Flat> {
    let flat = Flat::of(ungreeted(&message.body));
    let open = flat.contains(PLACE) || message.channel == Some(Channel::Phone);
    (!open).then_some(flat)
}

/// Drops a greeting of up to five words on the first line.
fn ungreeted(lines: &[Line]) -> &[Line] {
    let Some(at) = lines.iter().position(|line| !line.text.trim().is_empty()) else { return lines };
    let first = lines.get(at).map_or("", |line| line.text.trim());
    let lower = fold_name(first);
    let greets = lower.split(is_mark).next().is_some_and(|word| GREETINGS.contains(&word));
    if greets && first.split_whitespace().count() <= 5 {
        lines.get(at + 1..).unwrap_or_default()
    } else {
        lines
    }
}

/// Whether a sentence names something specific: a number, a title in quotes, a name, something of theirs or a
/// shared occasion.
fn is_specific(sentence: &Sentence<'_>, message: &Message) -> bool {
    let written = sentence.written();
    let said = sentence.words();
    (sentence.end == '?' && asks_how_it_went(&said))
        || written.contains(['"', '“', '«', '„'])
        || written.chars().any(|letter| letter.is_ascii_digit())
        || holds_name(&written, message)
        || speaks_of_theirs(&said)
        || speaks_of_an_occasion(&said)
}

/// Whether a sentence contains a capitalized word after its first one that is not a day, a month or the
/// recipient's name.
fn holds_name(written: &str, message: &Message) -> bool {
    let names = fold_name(message.to.as_deref().unwrap_or_default());
    let mark = |letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’';
    let mut spoken = written.split(mark).filter(|word| !word.is_empty());
    let first = spoken.next().map(str::to_lowercase).unwrap_or_default();
    // In "Hi Ada! …" the word after the greeting is a name, but does not refer to anything.
    let greeted = GREETINGS.contains(&first.as_str());
    spoken.skip(usize::from(greeted)).any(|word| {
        let folded = word.replace('’', "'").to_lowercase();
        word.starts_with(char::is_uppercase)
            && !CALENDAR.contains(&folded.as_str())
            && !names.split(' ').any(|name| name == folded)
    })
}

/// Whether the words mention something of theirs or ours: "your lighthouse", but not "your day".
fn speaks_of_theirs(said: &[String]) -> bool {
    said.iter()
        .zip(said.iter().skip(1))
        .any(|(whose, what)| matches!(whose.as_str(), "your" | "our") && !ANYBODYS.contains(&what.as_str()))
}

/// Whether a question asks how something of theirs went: "did the move go well", but not "did the email go out".
fn asks_how_it_went(said: &[String]) -> bool {
    let begins = said.windows(3).position(|run| {
        let [asks, the, what] = run else { return false };
        matches!(asks.as_str(), "did" | "has" | "have")
            && the == "the"
            && !ANYBODYS.contains(&what.as_str())
            && !NAMELESS.contains(&what.as_str())
            && !EVERYBODYS.contains(&what.as_str())
    });
    let rest = begins.and_then(|begins| said.get(begins..)).unwrap_or_default();
    rest.iter().zip(rest.iter().skip(1)).any(|(went, how)| match went.as_str() {
        "go" | "gone" => WENT.contains(&how.as_str()),
        "turn" | "turned" | "work" | "worked" => how == "out",
        _ => false,
    })
}

/// What everybody has, and what the sender sent.
const EVERYBODYS: [&str; 16] = [
    "day", "week", "weekend", "month", "year", "holiday", "holidays", "summer", "winter", "thing", "things",
    "link", "invoice", "file", "message", "rest",
];

/// Words that say how something went.
const WENT: [&str; 9] = ["well", "ok", "okay", "fine", "smoothly", "right", "as", "better", "badly"];

/// Whether the words mention a shared place or occasion, named by more than one word: "at the crane talk".
fn speaks_of_an_occasion(said: &[String]) -> bool {
    said.windows(4).any(|run| {
        let [before, article, what, which] = run else { return false };
        matches!(before.as_str(), "at" | "after" | "during")
            && matches!(article.as_str(), "the" | "your" | "our")
            && !ANYBODYS.contains(&what.as_str())
            && !NO_OCCASIONS.contains(&what.as_str())
            && which.chars().all(char::is_alphanumeric)
            && !matches!(which.as_str(), "of" | "and" | "to" | "for")
    })
}

/// Finds a sentence that speaks of an attachment without naming it, in a message without attached files.
pub(crate) fn nothing_attached(message: &Message, _: &MaxWords) -> Vec<Hit> {
    if !message.attached.is_empty() {
        return Vec::new();
    }
    let flat = message.flat();
    let speaks = |sentence: &&Sentence<'_>| {
        let said = sentence.words();
        let attached = |word: &String| {
            matches!(word.as_str(), "attached" | "attaching" | "attachment" | "attachments" | "enclosed")
        };
        let Some(at) = said.iter().position(attached) else { return false };
        let fond = said.get(at).is_some_and(|word| word == "attached")
            && said.get(at + 1).is_some_and(|word| word == "to");
        !fond && !is_named(sentence, &said)
    };
    let sentences = flat.sentences();
    let found = sentences.iter().find(speaks);
    found.map_or_else(Vec::new, |sentence| hit(sentence.spot(), quoted(&sentence.written())))
}

/// Whether a sentence says what is attached: by a title in quotes, a link, a file name, a place to fill in,
/// or an article with a noun, as in "the floor plan".
fn is_named(sentence: &Sentence<'_>, said: &[String]) -> bool {
    let text = sentence.written();
    let file = |word: &str| {
        word.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (2..=4).contains(&ending.len())
                && ending.chars().all(|letter| letter.is_ascii_alphanumeric())
        })
    };
    let marks = |letter: char| matches!(letter, ',' | ';' | ':' | ')' | '(');
    if text.contains(['"', '“', '„', '«', LINK, PLACE])
        || text.split(|letter: char| letter.is_whitespace() || marks(letter)).any(file)
    {
        return true;
    }
    let article = |word: &str| {
        matches!(word, "the" | "my" | "our" | "a" | "an" | "your" | "this" | "these" | "two" | "three")
    };
    let follows = said.iter().zip(said.iter().skip(1));
    follows.into_iter().any(|(before, what)| article(before) && !NAMELESS.contains(&what.as_str()))
}

/// Finds call scripts without a reason to call: `Value:` is empty, or there is neither `Value:` nor a filled
/// `Ask:`.
pub(crate) fn no_reason(message: &Message, _: &MaxWords) -> Vec<Hit> {
    if message.channel != Some(Channel::Phone) {
        return Vec::new();
    }
    let line = |wanted: &str| message.body.iter().find(|line| label(&line.text) == Some(wanted));
    let is_empty = |line: &Line| {
        line.text.split_once(':').is_none_or(|(_, said)| !said.chars().any(char::is_alphanumeric))
    };
    match (line("value"), line("ask")) {
        (Some(value), _) if is_empty(value) => {
            hit(Spot { line: value.number, column: 1 }, "nothing after `Value:`")
        }
        (None, Some(ask)) if is_empty(ask) => {
            hit(Spot { line: ask.number, column: 1 }, "nothing after `Ask:`")
        }
        (None, None) => hit(message.start(), "neither `Value:` nor `Ask:`"),
        (Some(_), _) | (None, Some(_)) => Vec::new(),
    }
}

/// Returns the label that a line of a call script begins with, in lower case.
pub(super) fn label(line: &str) -> Option<&'static str> {
    const LABELS: [&str; 5] = ["who", "context", "value", "ask", "voicemail"];
    let (label, _) = line.trim_start_matches(['*', '-', ' ', '#']).split_once(':')?;
    LABELS.into_iter().find(|known| known.eq_ignore_ascii_case(label.trim_matches('*').trim()))
}
