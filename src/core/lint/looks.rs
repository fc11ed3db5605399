//! What each rule looks for. All work on the words alone, so all can be wrong: a finding
//! is advice, and what is missing is not asked for while a place is still to be filled.

use super::flat::{Flat, LINK, PLACE, Sentence};
use super::message::{Line, Message, Purpose, Subject};
use super::phrases as words;
use super::rules::Hit;
use crate::core::config::model::MaxWords;
use crate::core::note::channel::Channel;
use crate::core::place::Spot;
use crate::core::problem::quoted;
use crate::core::text::{clip, count, fold_name};

/// Words of a paragraph.
const MOST_IN_PARAGRAPH: usize = 80;
/// Characters of a connection note.
const MOST_IN_NOTE: usize = 300;
/// Words between "just" and "checking in".
const BETWEEN: usize = 4;

fn hit(spot: Spot, found: impl Into<String>) -> Vec<Hit> {
    vec![Hit { spot, found: found.into() }]
}

pub(super) fn unfilled(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Subject::Given(subject, spot) = &message.subject {
        hits.extend(blanks(subject).into_iter().map(|(_, found)| Hit { spot: *spot, found: quoted(&found) }));
    }
    for line in message.body.iter().chain(&message.sign_off) {
        hits.extend(blanks(&line.text).into_iter().map(|(column, found)| Hit {
            spot: Spot::new(line.number as usize, column),
            found: quoted(&found),
        }));
    }
    hits
}

/// Places to fill in one line, with their columns.
fn blanks(line: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (opening, closing) in [("[?", "]"), ("{{", "}}"), ("{%", "%}"), ("<%", "%>")] {
        for (at, _) in line.match_indices(opening) {
            let rest = line.get(at..).unwrap_or_default();
            let end = rest.find(closing).map_or(rest.len(), |end| end + closing.len());
            found.push((at, rest.get(..end).unwrap_or(rest).to_owned()));
        }
    }
    let lower = line.to_ascii_lowercase();
    for blank in words::BLANKS {
        found.extend(lower.match_indices(blank).map(|(at, _)| (at, (*blank).to_owned())));
    }
    found.sort();
    let column = |at: usize| line.get(..at).map_or(1, |before| before.chars().count() + 1);
    found.into_iter().map(|(at, text)| (column(at), text)).collect()
}

pub(super) fn too_long(message: &Message, limits: &MaxWords) -> Vec<Hit> {
    let most = limits.on(message.channel);
    let script: Vec<Line>;
    let lines = if message.channel == Some(Channel::Phone) {
        script =
            message.body.iter().take_while(|line| label(&line.text) != Some("voicemail")).cloned().collect();
        &script
    } else {
        &message.body
    };
    let number = Flat::of(lines).words();
    if number <= most {
        return Vec::new();
    }
    hit(message.start(), format!("{} where {most} are enough", count(number, "word")))
}

pub(super) fn long_note(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let length = message.flat().length();
    if message.purpose != Purpose::Connection || length <= MOST_IN_NOTE {
        return Vec::new();
    }
    hit(message.start(), format!("{length} characters"))
}

pub(super) fn long_paragraph(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let blank = |line: &Line| {
        let text = line.text.trim_start();
        text.is_empty() || text.starts_with(['-', '*', '•'])
    };
    let mut hits = Vec::new();
    let mut from = 0;
    for to in 0..=message.body.len() {
        if message.body.get(to).is_some_and(|line| !blank(line)) {
            continue;
        }
        let lines = message.body.get(from..to).unwrap_or_default();
        let number = Flat::of(lines).words();
        if let Some(first) = lines.iter().find(|line| !line.text.trim().is_empty())
            && number > MOST_IN_PARAGRAPH
        {
            let spot = Spot { line: first.number, column: 1 };
            hits.push(Hit { spot, found: format!("a paragraph of {}", count(number, "word")) });
        }
        // A list item begins a paragraph of its own.
        from = to;
    }
    hits
}

pub(super) fn empty_subject(message: &Message, _: &MaxWords) -> Vec<Hit> {
    match &message.subject {
        Subject::Missing(spot) => hit(*spot, "no subject"),
        Subject::Given(_, _) | Subject::Unneeded => Vec::new(),
    }
}

pub(super) fn generic_subject(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Subject::Given(subject, spot) = &message.subject else { return Vec::new() };
    let mut bare = fold_name(subject);
    // "Re: Re: [ext] …": whatever mail programs put before a subject.
    loop {
        let tagged = bare.strip_prefix('[').filter(|rest| !rest.starts_with('?'));
        let tagged = tagged.and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
        let prefixes = ["re:", "fwd:", "fw:", "aw:", "wg:", "sv:", "tr:", "ext:"];
        let rest = tagged.or_else(|| prefixes.iter().find_map(|prefix| bare.strip_prefix(prefix)));
        let Some(rest) = rest else { break };
        bare = rest.trim().to_owned();
    }
    let names = fold_name(message.to.as_deref().unwrap_or_default());
    let is_name = |word: &&str| names.split(' ').any(|name| name == *word) && !names.is_empty();
    let marks = |letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '\'';
    let kept: Vec<&str> = bare.split(marks).filter(|word| !word.is_empty() && !is_name(word)).collect();
    let kept = kept.join(" ");
    let kept = kept.strip_prefix("just ").unwrap_or(&kept);
    let kept = kept.strip_suffix(" with you").or_else(|| kept.strip_suffix(" for you")).unwrap_or(kept);
    if kept.is_empty() && bare.contains("[?") {
        return Vec::new();
    }
    if kept.is_empty() || words::GENERIC_SUBJECTS.contains(&kept) {
        return hit(*spot, format!("the subject is only {}", quoted(subject)));
    }
    Vec::new()
}

pub(super) fn just_checking_in(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let mut hits = Vec::new();
    for sentence in flat.sentences() {
        let said = sentence.words();
        let text = said.join(" ");
        for checking in words::CHECKING {
            let Some(at) = position(&text, checking) else { continue };
            let before: Vec<&str> =
                text.get(..at).unwrap_or_default().split(' ').filter(|word| !word.is_empty()).collect();
            let near = before.iter().rev().take(BETWEEN).any(|word| words::JUST.contains(word));
            let bare = before.len() <= 2 && !text.get(at..).unwrap_or_default().contains(" on our ");
            let opening = bare
                && matches!(*checking, "checking in" | "touching base" | "circling back" | "bumping this");
            if near || opening {
                hits.push(Hit { spot: sentence.spot(), found: quoted(&sentence.written()) });
                break;
            }
        }
    }
    hits
}

/// Where words begin in a text, not within other words.
fn position(text: &str, words: &str) -> Option<usize> {
    let edge = |at: usize| {
        text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|letter| !letter.is_alphanumeric())
    };
    let starts = |at: usize| {
        text.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|letter| !letter.is_alphanumeric())
    };
    text.match_indices(words).map(|(at, _)| at).find(|at| starts(*at) && edge(at + words.len()))
}

/// Each of these phrases where it stands in the text.
pub(super) fn any_of(message: &Message, phrases: &[&str]) -> Vec<Hit> {
    let flat = message.flat();
    let mut hits: Vec<Hit> = Vec::new();
    for phrase in phrases {
        for spot in flat.find(phrase) {
            // "ignored" within "you ignored" is said once.
            if !hits.iter().any(|hit| hit.spot.line == spot.line && hit.found.contains(phrase)) {
                hits.push(Hit { spot, found: quoted(phrase) });
            }
        }
    }
    hits
}

/// What still may be missing when every place is filled; a call script has rules of its own.
fn finished(message: &Message) -> Option<Flat> {
    let flat = Flat::of(ungreeted(&message.body));
    let open = flat.contains(PLACE) || message.channel == Some(Channel::Phone);
    (!open).then_some(flat)
}

/// The text behind a greeting that stands on a line of its own.
fn ungreeted(lines: &[Line]) -> &[Line] {
    let Some(at) = lines.iter().position(|line| !line.text.trim().is_empty()) else { return lines };
    let first = lines.get(at).map_or("", |line| line.text.trim());
    let lower = fold_name(first);
    let greets = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .next()
        .is_some_and(|word| words::GREETINGS.contains(&word));
    if greets && first.split_whitespace().count() <= 5 {
        lines.get(at + 1..).unwrap_or_default()
    } else {
        lines
    }
}

pub(super) fn no_reference(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    // A day of theirs is what the message is about.
    let refers = message.purpose == Purpose::Date
        || flat.has_any(words::REFERENCES)
        || flat.contains(LINK)
        || flat.sentences().iter().any(|sentence| is_specific(sentence, message));
    if refers { Vec::new() } else { hit(message.start(), "nothing in it is about the person it goes to") }
}

/// A name, a number, a title in quotes, or something of theirs or ours.
fn is_specific(sentence: &Sentence<'_>, message: &Message) -> bool {
    let written = sentence.written();
    if written.contains(['"', '“', '«', '„']) || written.chars().any(|letter| letter.is_ascii_digit()) {
        return true;
    }
    let names = fold_name(message.to.as_deref().unwrap_or_default());
    let mark = |letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’';
    let mut spoken = written.split(mark).filter(|word| !word.is_empty());
    let first = spoken.next().map(str::to_lowercase).unwrap_or_default();
    // "Hi Ada! …" in one line: the name behind a greeting is no reference.
    let greeted = words::GREETINGS.contains(&first.as_str());
    let capital = spoken.skip(usize::from(greeted)).any(|word| {
        let folded = word.replace('’', "'").to_lowercase();
        word.starts_with(char::is_uppercase)
            && !words::CALENDAR.contains(&folded.as_str())
            && !names.split(' ').any(|name| name == folded)
    });
    let said = sentence.words();
    let owned = said.iter().zip(said.iter().skip(1)).any(|(whose, what)| {
        matches!(whose.as_str(), "your" | "our") && !words::ANYBODYS.contains(&what.as_str())
    });
    // "at the crane talk": a place or an occasion of both, named by more than one word.
    let at = said.windows(4).any(|run| {
        let [before, article, what, which] = run else { return false };
        matches!(before.as_str(), "at" | "after" | "during")
            && matches!(article.as_str(), "the" | "your" | "our")
            && !words::ANYBODYS.contains(&what.as_str())
            && !matches!(what.as_str(), "moment" | "end" | "same" | "very" | "latest" | "earliest")
            && which.chars().all(char::is_alphanumeric)
            && !matches!(which.as_str(), "of" | "and" | "to" | "for")
    });
    capital || owned || at
}

pub(super) fn no_value(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    let gives = message.purpose == Purpose::Date
        || flat.has_any(words::VALUES)
        || flat.contains(LINK)
        || !message.attached.is_empty();
    if gives { Vec::new() } else { hit(message.start(), "it brings nothing") }
}

pub(super) fn no_ask(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Some(flat) = finished(message) else { return Vec::new() };
    let card = matches!(message.channel, Some(Channel::Letter | Channel::Gift));
    let greeting = ["happy birthday", "congratulations on", "good luck", "all the best for"];
    let free = card
        || matches!(message.purpose, Purpose::AsksNothing | Purpose::Date)
        || flat.has_any(words::RELEASES)
        || flat.has_any(&greeting);
    let asks = flat.sentences().iter().any(|sentence| sentence.end == '?') || flat.has_any(words::NEXT_STEPS);
    if free || asks { Vec::new() } else { hit(message.start(), "no question and no next step") }
}

pub(super) fn several_asks(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let sentences = flat.sentences();
    let asks: Vec<(&Sentence<'_>, usize)> = sentences
        .iter()
        .map(|sentence| (sentence, asked(sentence)))
        .filter(|(_, number)| *number > 0)
        .collect();
    let total: usize = asks.iter().map(|(_, number)| number).sum();
    let (Some((first, alone)), true) = (asks.first(), total > 1) else { return Vec::new() };
    if *alone > 1 {
        return hit(first.spot(), format!("{total} requests in {}", quoted(&clip(&first.written(), 60))));
    }
    asks.get(1).map_or_else(Vec::new, |(second, _)| {
        hit(
            second.spot(),
            format!("{total} requests; the second is {}", quoted(&clip(&second.written(), 60))),
        )
    })
}

/// How many things a sentence asks for: "send me X and introduce me to Ben" is two.
fn asked(sentence: &Sentence<'_>) -> usize {
    const DOING: [&str; 20] = [
        "send",
        "introduce",
        "share",
        "forward",
        "call",
        "tell",
        "write",
        "give",
        "put",
        "sign",
        "review",
        "read",
        "pass",
        "ask",
        "book",
        "meet",
        "check",
        "fill",
        "confirm",
        "return",
    ];
    if !is_ask(sentence) {
        return 0;
    }
    let said = sentence.words();
    let joined = said.iter().zip(said.iter().skip(1)).filter(|(before, what)| {
        matches!(before.as_str(), "and" | "then" | "also") && DOING.contains(&what.as_str())
    });
    1 + joined.count()
}

/// A question for something to be done, or a "please"; an alternative to the one before it is none.
fn is_ask(sentence: &Sentence<'_>) -> bool {
    let mut said = sentence.words();
    let joins = |word: &String| matches!(word.as_str(), "also" | "and" | "then" | "finally" | "secondly");
    while sentence.end != '?' && said.first().is_some_and(joins) {
        said.remove(0);
    }
    let first = said.first().map_or("", String::as_str);
    if sentence.end == '?' {
        let text = said.join(" ");
        let alternative = matches!(first, "or" | "otherwise") || text.starts_with("if not");
        return !alternative && words::ACTIONS.iter().any(|action| position(&text, action).is_some());
    }
    let second = said.get(1).map_or("", String::as_str);
    first == "please"
        && !matches!(
            second,
            "don't"
                | "do"
                | "no"
                | "give"
                | "say"
                | "let"
                | "feel"
                | "take"
                | "know"
                | "find"
                | "see"
                | "note"
        )
}

pub(super) fn dead_end(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let sentences = flat.sentences();
    let Some(last) = sentences.last() else { return Vec::new() };
    let text = last.text();
    if last.end != '?' && words::DEAD_ENDS.iter().any(|phrase| position(&text, phrase).is_some()) {
        return hit(last.spot(), format!("it ends with {}", quoted(&last.written())));
    }
    Vec::new()
}

pub(super) fn nothing_attached(message: &Message, _: &MaxWords) -> Vec<Hit> {
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

/// A title in quotes, a link, a file's name, a place to fill, or "the floor plan".
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
    follows.into_iter().any(|(before, what)| article(before) && !words::NAMELESS.contains(&what.as_str()))
}

pub(super) fn no_reason(message: &Message, _: &MaxWords) -> Vec<Hit> {
    if message.channel != Some(Channel::Phone) {
        return Vec::new();
    }
    let line = |wanted: &str| message.body.iter().find(|line| label(&line.text) == Some(wanted));
    let is_empty = |line: &Line| {
        line.text.split_once(':').is_none_or(|(_, said)| !said.chars().any(char::is_alphanumeric))
    };
    match (line("value"), line("ask")) {
        (Some(value), _) if is_empty(value) => {
            hit(Spot { line: value.number, column: 1 }, "nothing behind `Value:`")
        }
        (None, Some(ask)) if is_empty(ask) => {
            hit(Spot { line: ask.number, column: 1 }, "nothing behind `Ask:`")
        }
        (None, None) => hit(message.start(), "neither `Value:` nor `Ask:`"),
        (Some(_), _) | (None, Some(_)) => Vec::new(),
    }
}

/// The label of a line of a call script.
fn label(line: &str) -> Option<&'static str> {
    const LABELS: [&str; 5] = ["who", "context", "value", "ask", "voicemail"];
    let (label, _) = line.trim_start_matches(['*', '-', ' ', '#']).split_once(':')?;
    LABELS.into_iter().find(|known| known.eq_ignore_ascii_case(label.trim_matches('*').trim()))
}
