//! Makes topics from the words of a line: removes marks meant for programs (design 3.4), and punctuation left
//! over from the head, so that `lunch (at hers)` gives `at hers`.

use super::line_head::bare;
use super::words::{Direction, Meaning, WordTable};
use crate::core::bytes::holds_pair;
use crate::core::date_text::{DateOrder, leading};
use crate::core::note::body::line::{plain, released};
use crate::core::note::body::{Line, LineKind};
use crate::core::note::channel::Channel;
use crate::core::note::log::dates::start::skip_marks;
use crate::core::note::log::entries::entry_text::belongs;
use crate::core::note::log::entries::labels::without_label;
use crate::core::note::tasks::dates::without_block_id;
use crate::core::text::{holds_any, on_one_line};
use std::borrow::Cow;
use std::sync::Arc;

/// Removes an unmatched closing bracket, emphasis or quotation mark, and trailing separators.
fn without_leftovers(topic: &str) -> Cow<'_, str> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—' | '|');
    let topic = without_closing(topic.trim_end_matches(ends));
    let Some(unmatched) = unmatched_bracket(topic) else { return Cow::Borrowed(topic) };
    let (before, from) = topic.split_at_checked(unmatched).unwrap_or((topic, ""));
    let after = from.strip_prefix(')').unwrap_or(from);
    if after.is_empty() { Cow::Borrowed(before.trim_end()) } else { Cow::Owned(format!("{before}{after}")) }
}

/// Whether the comma behind a head is within a list of people, which is kept whole: `Lunch with Ben, Cy & Ada`.
pub(super) fn cuts_a_list(head: &str, text: &str) -> bool {
    let Some(behind) = text.get(head.len()..).and_then(|behind| behind.strip_prefix(',')) else {
        return false;
    };
    let Some((_, first)) = head.split_once("with ") else { return false };
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && !word.contains(|letter: char| letter.is_ascii_digit())
    };
    let end = behind.find([':', '(', '|', '–', '—', '.', ';']).unwrap_or(behind.len());
    let listed = behind.get(..end).unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty());
    let (joiners, names): (Vec<&str>, Vec<&str>) =
        listed.partition(|word| matches!(*word, "&" | "+" | "and"));
    first.split_whitespace().all(is_name)
        && joiners.len() == 1
        && names.len() > 1
        && names.into_iter().all(is_name)
}

/// Removes the signs at the end that close emphasis or a quotation from before the topic: `the choir_` of `_email in: the
/// choir_`. Not the sign of inches.
fn without_closing(topic: &str) -> &str {
    let Some(last) = topic.chars().next_back() else { return topic };
    let open = match last {
        '_' | '"' => last,
        '”' => '“',
        '“' => '„',
        '»' => '«',
        _ => return topic,
    };
    let before = topic.trim_end_matches(last);
    let is_inches = last == '"' && before.ends_with(|letter: char| letter.is_ascii_digit());
    let closes = before.ends_with(|letter: char| !letter.is_whitespace()) && !before.contains([open, last]);
    if closes && !is_inches { before } else { topic }
}

/// Cleans a topic. `None` if nothing is left.
pub(in crate::core) fn kept(topic: &str) -> Option<Arc<str>> {
    let topic = without_leftovers(topic);
    (!topic.is_empty()).then(|| topic.into())
}

/// Returns plain words as a topic: links as shown, without marks for programs, on one line.
pub(super) fn topic_of_words(words: &str) -> Cow<'_, str> {
    on_one_line(without_program_marks(released(words)))
}

/// Whether a topic only repeats how somebody was reached, or that nobody was: `email out`, `she replied`,
/// `call with Ben Kay`, `voicemail`. Not `demo` for a call, which is what it was about.
pub(crate) fn tells_nothing(
    topic: &str,
    channel: Option<Channel>,
    names: &[&str],
    table: &WordTable,
) -> bool {
    let is_own = |word: &str| names.iter().any(|name| name.split_whitespace().any(|own| bare(own) == word));
    let mut allowed = NameAfter::Nobody;
    let mut words = topic.split_whitespace();
    while let Some(word) = words.next() {
        let lower = bare(word);
        if let Some((meaning, length)) = table.starting(&lower, words.clone().map(bare)) {
            if !repeats_reading(meaning, &lower, channel) {
                return false;
            }
            allowed = NameAfter::Nobody;
            words.by_ref().take(length - 1).for_each(drop);
            continue;
        }
        allowed = match (lower.as_ref(), allowed) {
            ("out" | "in" | "→" | "←" | "she" | "he" | "they" | "i" | "", allowed) => allowed,
            ("with", _) => NameAfter::Anybody,
            ("to" | "from", _) => NameAfter::Contact,
            ("and" | "&" | "+", NameAfter::Anybody) => NameAfter::Anybody,
            ("her" | "him" | "them" | "me", NameAfter::Anybody | NameAfter::Contact) => allowed,
            (_, NameAfter::Anybody) if word.starts_with(char::is_uppercase) => NameAfter::Anybody,
            (own, allowed) if is_own(own) => allowed,
            _ => return false,
        };
    }
    true
}

/// Whether a line says only that a message was sent, and how: `email out` or `wrote`, as `done` writes it. What it
/// was about is then said further up.
pub(crate) fn is_message_only(line: &str) -> bool {
    let mut words = line.split_whitespace().filter(|word| !word.starts_with('#'));
    match (words.next(), words.next(), words.next()) {
        (Some("wrote"), None, None) => true,
        (Some(channel), Some("out"), None) => Channel::read(channel).is_some(),
        _ => false,
    }
}

/// Like [`is_message_only`], also of a topic from a line that a card proposes for a daily note: `email to NAME`,
/// `replied to NAME`, and only the name of `call out: [[NAME]]`.
pub(crate) fn is_message_to(topic: &str, name: &str) -> bool {
    let before = topic.strip_suffix(name).or_else(|| topic.strip_suffix("them"));
    let Some(before) = before else { return is_message_only(topic) };
    let how = before.strip_suffix(" to ");
    before.is_empty()
        || how.is_some_and(|how| matches!(how, "wrote" | "replied") || Channel::read(how).is_some())
}

/// The names that may follow the last word.
#[derive(Clone, Copy)]
enum NameAfter {
    Nobody,
    /// After `with`: anybody.
    Anybody,
    /// After `to` or `from`: only the contact or the user (`me`). `postcard from Rome` says something.
    Contact,
}

/// Whether a known word only repeats what the entry was, and does not name a thing.
fn repeats_reading(meaning: Meaning, word: &str, channel: Option<Channel>) -> bool {
    const THINGS: [&str; 3] = ["demo", "interview", "workshop"];
    match meaning {
        Meaning::Tried(_) | Meaning::Reply => true,
        Meaning::Contact(Direction::Out | Direction::In | Direction::Both, own) | Meaning::Verb(own) => {
            own == channel && !THINGS.contains(&word)
        }
        Meaning::Cancelled | Meaning::Intention | Meaning::Light | Meaning::Skip => false,
    }
}

/// Returns the position of the first closing bracket that was never opened.
fn unmatched_bracket(text: &str) -> Option<usize> {
    if !holds_any(text, [b')']) {
        return None;
    }
    let mut open = 0_i32;
    text.bytes().position(|byte| {
        open += i32::from(byte == b'(') - i32::from(byte == b')');
        open < 0
    })
}

/// Removes block id, footnote marks, highlighting and inline fields.
fn without_program_marks(text: Cow<'_, str>) -> Cow<'_, str> {
    if !holds_any(&text, [b'^', b'=']) && !holds_pair(&text, [b':'; 2]) {
        return text;
    }
    let words = without_block_id(&text);
    let words = without_fields(&words.replace("==", ""));
    let is_empty = words.chars().all(|letter| !letter.is_alphanumeric());
    if is_empty { text } else { Cow::Owned(words) }
}

/// Returns the cells of a row of a table that have a letter or digit, with `\|` unescaped. A row without such a
/// cell stays as it is.
pub(in crate::core::note::log) fn cells(topic: &str) -> Cow<'_, str> {
    if !holds_any(topic, [b'|']) {
        return topic.into();
    }
    let unescaped = topic.replace("\\|", "\u{fdd0}");
    let cells = unescaped.split('|').map(str::trim).filter(|cell| cell.contains(char::is_alphanumeric));
    let kept = cells.collect::<Vec<_>>().join(" | ");
    (if kept.is_empty() { unescaped } else { kept }).replace('\u{fdd0}', "|").into()
}

/// Returns the topic from the text below a line that is only a known word, such as `call`.
pub(in crate::core::note::log) fn topic_below(
    line: &Line<'_>,
    below: &Line<'_>,
    order: Option<DateOrder>,
) -> Option<Arc<str>> {
    let is_text =
        matches!(below.kind, LineKind::Item(_, None) | LineKind::Text(_)) && belongs(line.kind, below.kind);
    let is_other = || leading(skip_marks(&below.text), order).is_some() || is_property(&below.text);
    if !is_text || is_other() {
        return None;
    }
    kept(without_label(&topic_of_words(&plain(&below.text).text)))
}

/// Whether a line is a property of an outliner, `collapsed:: true`, or what Org and Logseq write below an
/// item: `SCHEDULED: <2026-12-01>`, `:LOGBOOK:`, `CLOCK: [2026-12-01]`.
pub(in crate::core::note) fn is_property(line: &str) -> bool {
    // Nearly all lines are ruled out after their first word.
    let is_of_key = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/');
    let after = line.trim_start_matches(is_of_key);
    (after.len() < line.len() && after.starts_with(":: ")) || is_planning(line)
}

fn is_planning(line: &str) -> bool {
    let line = line.trim_start();
    // Few lines begin like one.
    if !matches!(line.as_bytes(), [b':' | b'C' | b'D' | b'S', b'A'..=b'Z', ..]) {
        return false;
    }
    let inner = line.strip_prefix(':');
    let Some((word, value)) = inner.unwrap_or(line).split_once(':') else { return false };
    let is_word = word.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'-'));
    let is_stamp = value.trim_start().starts_with(['<', '[']);
    is_word && (inner.is_some() || (is_stamp && PLANNED.contains(&word)))
}

/// The words before a stamp of Org and Logseq.
const PLANNED: [&str; 4] = ["CLOCK", "CLOSED", "DEADLINE", "SCHEDULED"];

/// Removes `(mood:: good)`, `[mood:: good]`, `[^1]` and `(^1)`.
fn without_fields(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(['(', '[']).and_then(|at| rest.split_at_checked(at)) {
        kept.push_str(before);
        let close = if from.starts_with('(') { ')' } else { ']' };
        let end = from.find(close).map_or(1, |end| end + 1);
        let (group, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let inside = group.get(1..).unwrap_or_default();
        if inside.starts_with('^') || is_property(inside) {
            kept.truncate(kept.trim_end().len());
        } else {
            kept.push_str(group);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftover_punctuation_is_removed() {
        #[track_caller]
        fn case(topic: &str, expected: &str) {
            assert_eq!(without_leftovers(topic), expected, "{topic}");
        }
        case("at the Engine Museum)", "at the Engine Museum");
        case("call) about it", "call about it");
        case("the plan (of May)", "the plan (of May)");
        case("(of May) and more)", "(of May) and more");
        case("email out:", "email out");
        case("email out — ", "email out");
        case("the plan: all of it", "the plan: all of it");
        case("catch-up", "catch-up");
        case("a smile :)", "a smile :");
        case("—", "");
        for (topic, kept) in
            [("the choir_", "the choir"), ("the choir”", "the choir"), ("the choir__", "the choir")]
        {
            case(topic, kept);
        }
        for topic in [
            "the _choir_", "snake_case_", "fill in ____", "she said \"no\"", "“no”", "„nein“", "”nej”",
            "»no«", "a desk of 30\"", "the boys'", "_", "\"",
        ] {
            case(topic, topic);
        }
    }

    #[test]
    fn cells_without_a_word_are_left_out() {
        #[track_caller]
        fn case(topic: &str, expected: &str) {
            assert_eq!(cells(topic), expected, "{topic}");
        }
        case("🍺 | pub quiz", "pub quiz");
        case("pub quiz |  | — | the Anchor", "pub quiz | the Anchor");
        case("a \\| b", "a | b");
        case("🍺 | 🎂", "🍺 | 🎂");
        case("pub quiz", "pub quiz");
    }

    #[test]
    fn a_topic_of_known_words_says_nothing() {
        let table = WordTable::default();
        let case = |topic: &str, channel| tells_nothing(topic, channel, &["Ada Lovelace", "Ady"], &table);
        let (mail, phone, met) = (Some(Channel::Email), Some(Channel::Phone), Some(Channel::InPerson));
        for (topic, channel) in [
            ("email out", mail),
            ("Email in", mail),
            ("→ email", mail),
            ("email to Ada Lovelace", mail),
            ("email from her", mail),
            ("call.", phone),
            ("call out", phone),
            ("call with Ben Kay and Cleo", phone),
            ("with Ben Kay", met),
            ("lunch", met),
            ("no answer", phone),
            ("voicemail", None),
            ("left a message", None),
            ("she replied", None),
            ("Ady replied", None),
            ("caught up", None),
        ] {
            assert!(case(topic, channel), "{topic}");
        }
        for (topic, channel) in [
            ("demo", phone),
            ("interview", None),
            ("email", phone),
            ("lunch at hers", met),
            ("postcard from Rome", Some(Channel::Letter)),
            ("left a message with her assistant", None),
            ("out of order", mail),
            ("the case study", mail),
            ("with the dog", met),
            ("to Rome", met),
        ] {
            assert!(!case(topic, channel), "{topic}");
        }
    }

    #[test]
    fn a_message_without_words_of_its_own_is_no_topic() {
        let case = |topic: &str| is_message_to(topic, "Ada Byron");
        for topic in [
            "email out", "text out #value", "wrote", "wrote to Ada Byron", "replied to Ada Byron",
            "email to Ada Byron", "Ada Byron", "replied to them",
        ] {
            assert!(case(topic), "{topic}");
        }
        for topic in [
            "email", "out", "the plan", "wrote to Ben", "letter to Rome", "talk to Ada Byron",
            "call with Ada Byron", "the letter to Ada Byron",
        ] {
            assert!(!case(topic), "{topic}");
        }
    }

    #[test]
    fn program_marks_are_removed() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(without_program_marks(text.into()), expected, "{text}");
        }
        case("she is moving ^log1", "she is moving");
        case("the ==plan== of May", "the plan of May");
        case("the plan (mood:: good), later", "the plan, later");
        case("the plan [mood:: good]", "the plan");
        case("the plan [^1] of May(^2)", "the plan of May");
        case("a (b) [c] x^2 == y", "a (b) [c] x^2  y");
        case("plain words", "plain words");
        case("core::fmt (a::b)", "core::fmt (a::b)");
        case("(open", "(open");
        case("^log1", "^log1");
        case("a=b ^", "a=b ^");
    }

    #[test]
    fn properties_are_recognised() {
        assert!(is_property("collapsed:: true") && is_property("id:: 6380-ab"));
        for text in ["call: hello", "she said:: hello", "collapsed::true", ":: x", ""] {
            assert!(!is_property(text), "{text}");
        }
    }
}
