//! Finds no-contact phrases, which say that nobody was reached or that nothing took place: `voicemail`,
//! `still no answer`, `she hasn’t replied yet`, `lunch cancelled` (design 3.4).

use super::called_off::join_cancelled;
use super::phrase_end::{TRAILING_FILLERS, Trailing, leading_phrase};
use crate::core::note::log::line::later_part::Who;
use crate::core::note::log::line::line_head::{Head, bare, is_edge, trimmed};
use crate::core::note::log::line::separators::split_at_bytes;
use crate::core::note::log::line::words::{Direction, Meaning, WordTable};
use std::borrow::Cow;

/// Maximum number of words of a segment with a phrase. A longer one is a sentence.
const LONGEST_PHRASE: usize = 10;

/// Words before a phrase that add nothing.
const LEADING_FILLERS: [&str; 8] = ["but", "and", "then", "again", "so", "just", "sadly", "unfortunately"];
/// Words that form a negation with `n’t`, or precede `not`.
const AUXILIARIES: [&str; 14] =
    ["did", "does", "do", "has", "have", "could", "was", "is", "are", "ca", "can", "wo", "will", "would"];

/// Whether a text contains a word that may begin a phrase. Few do, and in others nothing is compared or
/// copied.
pub(in crate::core::note::log) fn may_hold_phrase(opening: &str, table: &WordTable) -> bool {
    let ends_word = |byte: u8| byte.is_ascii_whitespace() || ends_segment(byte) || byte == b'\'';
    split_at_bytes(opening, ends_word).any(|word| table.may_begin_no_contact(trimmed(word, is_edge)))
        || (!opening.is_ascii() && opening.contains('’'))
}

/// Whether the text after a `:` or dash may begin with a phrase. Looks at its first words only.
pub(in crate::core::note::log) fn may_begin_phrase(outcome: &str, table: &WordTable) -> bool {
    outcome.split_ascii_whitespace().take(4).any(|word| may_hold_phrase(word, table))
}

/// Whether a byte separates the segments of a text, each of which may be a phrase.
pub(in crate::core::note::log) fn ends_segment(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b';' | b'!' | b'(' | b')' | b'|')
}

/// Whether a word negates what follows it: `didn’t`, `never`. Not `hadn’t`, which is about an earlier time.
pub(in crate::core::note::log) fn is_negation(word: &str) -> bool {
    let stem = ["n't", "n’t", "nt"].iter().find_map(|ending| word.strip_suffix(ending));
    matches!(word, "not" | "never" | "cannot") || stem.is_some_and(|stem| AUXILIARIES.contains(&stem))
}

/// Returns the starts of negating words, up to an apostrophe.
pub(in crate::core::note::log) fn negations() -> impl Iterator<Item = String> {
    let written = AUXILIARIES.iter().flat_map(|stem| [format!("{stem}n"), format!("{stem}nt")]);
    ["not", "never", "cannot"].into_iter().map(str::to_owned).chain(written)
}

/// Returns the meaning of a segment of an opening, if it is a phrase. `allowed` says what may follow a phrase
/// at the start, `after_and` what may follow one after `and` or `but`.
pub(super) fn whole_phrase(
    segment: &str,
    (allowed, after_and): (Trailing, Trailing),
    head: &Head<'_>,
) -> Option<Meaning> {
    let whole = Phrase::of(segment, head);
    whole.and_then(|phrase| phrase.tried(allowed).or_else(|| phrase.called_off())).or_else(|| {
        // `called and left a voicemail`, `called but she didn’t pick up`.
        let parts = segment.split(" and ").flat_map(|part| part.split(" but "));
        let parts = parts.flat_map(at_my_absence).skip(1);
        let mut parts = parts.filter_map(|part| Phrase::of(part, head)?.tried(after_and));
        parts.find(|meaning| matches!(meaning, Meaning::Tried(_) | Meaning::Contact(..)))
    })
}

/// Splits a part before what kept the user from a call: `Ada called while I was out`. Not at `while she was driving`, when
/// they may well have talked.
fn at_my_absence(part: &str) -> impl Iterator<Item = &str> {
    let at = part.find(" while I ").map_or(part.len(), |at| at + " while".len());
    let (before, absence) = part.split_at_checked(at).unwrap_or((part, ""));
    std::iter::once(before).chain(Some(absence).filter(|it| !it.is_empty()))
}

/// Whether a segment only says that the meeting named before it did not take place: `cancelled`, `cancelled by
/// Ada`. Not `flight cancelled`.
pub(super) fn is_only_off(segment: &str, head: &Head<'_>) -> bool {
    Phrase::of(segment, head).is_some_and(|phrase| phrase.is_only_off())
}

/// Returns the meaning of the segment after a `:` or dash, if it only says that nobody was reached or that
/// nothing took place. In `call: cancelled the order` the call took place: `cancelled` must be alone.
pub(super) fn outcome(head: &Head<'_>) -> Option<Meaning> {
    // `call → no answer → texted`
    let outcome = head.outcome();
    let segment = outcome.split_once(" → ").or_else(|| outcome.split_once(" -> ")).map_or(outcome, |it| it.0);
    let alone = head.table.exactly(&bare(segment));
    if alone == Some(Meaning::Cancelled) {
        return alone;
    }
    let phrase = Phrase::of(segment, head)?;
    match phrase.tried(Trailing::Nothing) {
        Some(tried @ (Meaning::Tried(_) | Meaning::Contact(..))) => Some(tried),
        _ => phrase.is_only_off().then_some(Meaning::Cancelled),
    }
}

/// A segment in comparable form: in lower case, without emoji, marks around words and its subject, every negation as
/// `not`.
pub(super) struct Phrase<'h, 'a> {
    who: Who,
    pub(super) words: Vec<String>,
    pub(super) head: &'h Head<'a>,
}

impl<'h, 'a> Phrase<'h, 'a> {
    /// Brings a segment into comparable form. `None` if it is too long.
    fn of(segment: &str, head: &'h Head<'a>) -> Option<Phrase<'h, 'a>> {
        // What a message said may be long.
        let leaves_message =
            |word: &str| word.eq_ignore_ascii_case("left") || word.eq_ignore_ascii_case("lvm");
        let is_sentence = segment.split_ascii_whitespace().nth(LONGEST_PHRASE).is_some()
            && !segment.split_ascii_whitespace().take(3).any(leaves_message);
        // `is lunch cancelled?`
        if is_sentence || segment.trim_ascii_end().ends_with('?') {
            return None;
        }
        let mut who = Who::Unsaid;
        let mut rest = segment.trim_ascii();
        while let Some((first, after)) = rest.split_once(' ') {
            let word = bare(first);
            match word.as_ref() {
                "i" | "we" => who = Who::Me,
                word if word.is_empty() || LEADING_FILLERS.contains(&word) => {}
                _ if who == Who::Unsaid && head.subjects.has(first) => who = Who::Them,
                _ => break,
            }
            rest = after.trim_ascii_start();
        }
        let rest = rest.replace('’', "'");
        let words = rest
            .split_ascii_whitespace()
            .map(bare)
            .filter(|word| !word.chars().all(|letter| matches!(letter, ':' | '-')));
        let mut words: Vec<String> = words.map(Cow::into_owned).collect();
        let is_mine =
            words.first().is_some_and(|first| matches!(first.as_str(), "haven't" | "havent" | "have"));
        let is_before_not = |word: &String| word == "still" || AUXILIARIES.contains(&word.as_str());
        // `she won't join` is a plan.
        let is_plan = words.first().is_some_and(|first| matches!(first.as_str(), "will" | "won't" | "wont"))
            && words.iter().any(|word| word == "join");
        if let Some(at) = words.iter().take(3).position(|word| !is_plan && is_negation(word))
            && words.iter().take(at).all(is_before_not)
        {
            words.splice(..=at, ["not".to_owned()]);
            if words.get(1).is_some_and(|word| matches!(word.as_str(), "yet" | "even" | "ever")) {
                words.remove(1);
            }
            if is_mine && who == Who::Unsaid {
                who = Who::Me;
            }
        }
        // `lunch with Ada no show`, but not `no show of hands`.
        if words.ends_with(&["no", "show"].map(str::to_owned)) {
            words.truncate(words.len() - 2);
            words.push("no-show".to_owned());
        }
        join_cancelled(&mut words, head.table);
        // `left her a message`.
        if matches!(words.as_slice(), [left, whom, ..] if left == "left" && means_contact(whom, head)) {
            words.remove(1);
        }
        Some(Phrase { who, words, head })
    }

    /// Returns the meaning of a phrase at the start, or after a word of contact: `called her, no answer`.
    fn tried(&self, allowed: Trailing) -> Option<Meaning> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let (first, others) = words.split_first()?;
        // `Ada called - I was in a meeting`
        let is_missed = self.who == Who::Me && self.head.says_contact_called();
        let allowed = if is_missed { Trailing::Person } else { allowed };
        let leading_phrase = |words: &[&str]| leading_phrase(words, allowed, self.head);
        let after_still = || if *first == "still" { leading_phrase(others) } else { None };
        let after_contact = || {
            // `[Call] no answer`
            let first = first.trim_matches(['[', ']']);
            let is_contact =
                matches!(self.head.table.exactly(first), Some(Meaning::Contact(..) | Meaning::Verb(_)));
            // `called her twice`, `called x2`
            let is_filler = |word: &&&str| TRAILING_FILLERS.contains(word) || is_count(word);
            let fillers = others.iter().take_while(is_filler).count();
            leading_phrase(others.get(fillers..).unwrap_or_default())
                .filter(|meaning| is_contact && matches!(meaning, Meaning::Tried(_)))
        };
        if words.contains(&"engaged") && !self.is_line_engaged(allowed) {
            return None;
        }
        let found = leading_phrase(&words).or_else(after_still).or_else(after_contact)?;
        match (self.who, found) {
            // In `she left a message` the contact tried to reach the user.
            (Who::Them, Meaning::Tried(channel))
                if *first == "left" || (*first == "tried" && !others.is_empty()) =>
            {
                Some(Meaning::Contact(Direction::In, channel))
            }
            (_, Meaning::Tried(channel)) if self.is_missed_call() => {
                Some(Meaning::Contact(Direction::In, channel))
            }
            // `called her while I was out`
            (Who::Me, Meaning::Tried(_)) if *first == "was" => None,
            // `I haven’t replied yet` says nothing about the contact, and `she didn’t hear from the school`
            // is something she said.
            (Who::Me, Meaning::Tried(_)) if *first == "not" && begins_with_answer(others) => None,
            (Who::Them, Meaning::Tried(_)) if *first == "not" && !begins_with_answer(others) => None,
            (Who::Me | Who::Them | Who::Unsaid, found) => Some(found),
        }
    }

    /// Whether `engaged` is said of the line: `called, engaged`, `called, line engaged`. Not `called, she got engaged`,
    /// `called, just engaged!`.
    fn is_line_engaged(&self, allowed: Trailing) -> bool {
        let has_news = |word: &str| matches!(word, "just" | "got");
        self.words.first().is_some_and(|first| first == "line")
            || (allowed == Trailing::Person
                && self.who == Who::Unsaid
                && !self.head.has(0, &["engaged"])
                && !self.head.opening.contains('!')
                && !self.head.opening.split_ascii_whitespace().any(has_news))
    }

    /// Whether the contact is the one who called and did not reach the user: `she called, left a message`.
    fn is_missed_call(&self) -> bool {
        let has = |wanted: &[&str]| self.words.iter().any(|word| wanted.contains(&word.as_str()));
        let is_theirs = match self.who {
            Who::Me => has(&["not", "busy", "was", "missed"]),
            Who::Them | Who::Unsaid => has(&["left", "voicemail", "vm", "lvm", "missed", "me"]),
        };
        let is_by_me = self.who == Who::Me || has(&["missed"]);
        is_theirs && (self.head.says_contact_called() || (is_by_me && self.head.is_call_from_contact()))
    }
}

/// Whether a word says how often: `x2`, `2x`, `×3`.
fn is_count(word: &str) -> bool {
    let digits = word.trim_matches(['x', '×']);
    digits.len() < word.len() && digits.parse::<u8>().is_ok()
}

/// Whether a word means the contact as an object: `her`, `Ada`.
pub(in crate::core::note::log) fn means_contact(word: &str, head: &Head<'_>) -> bool {
    matches!(word, "her" | "him" | "them") || head.subjects.has(word)
}

/// Whether the words after `not` say that no answer was given.
fn begins_with_answer(words: &[&str]) -> bool {
    let answers = ["repl", "answer", "respond", "call", "writ", "wrote", "pick"];
    match words {
        ["get" | "got" | "gotten", "back", ..] => true,
        ["home" | "in" | "there" | "available", ..] | ["at", "home", ..] => true,
        [first, ..] => answers.iter().any(|answer| first.starts_with(answer)),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::line::reading::tests::case;
    use crate::core::note::log::line::subjects::Subjects;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_check_misses_no_phrase(segment in "( |\t|\u{a0}|Ada|Σ|still|no|answer|Left a|message|lunch|from|yet|again|Cancelled|ΑΣ ΑΣ|didn’t|hasn't|never|reply|had to|cancel|moved to| and |I){0,7}") {
            let mut table = WordTable::default();
            table.set("ΑΣ ΑΣ", Some(Meaning::Cancelled));
            table.set("lunch", Some(Meaning::Tried(None)));
            let subjects = Subjects::of(&["ada", "ada\tada"]);
            let head = Head::of("", table.with(&subjects));
            let found = whole_phrase(&segment, (Trailing::Person, Trailing::Person), &head);
            prop_assert!(found.is_none() || may_hold_phrase(&segment, &table), "{segment:?}: {found:?}");
        }
    }

    #[test]
    fn phrases_say_that_nobody_was_reached() {
        for line in [
            "she didn't reply",
            "she didn’t reply",
            "hasn't replied",
            "she hasn't replied yet",
            "not heard from her since",
            "haven't heard from him",
            "I haven’t heard from her",
            "never got a reply",
            "no response to my email",
            "didn't answer",
            "Did not hear back",
            "Left voicemail",
            "left VM",
            "left a message with his secretary",
            "Ada still has not answered",
            "left her a voicemail",
            "tried to reach her by phone",
            "couldn’t reach her",
            "I left a message",
            "no reply from the printer",
            "tried to reach Ada",
            "couldn't reach Ada Lovelace today",
            "left a voicemail for Ada",
            "voicemail for [[Ada Lovelace]]",
            "left a message for her, about the move",
        ] {
            case(line, "out");
        }
        for line in [
            "called, left voicemail",
            "called and left a voicemail",
            "called: left a voicemail",
            "call - no answer",
            "called but she didn't pick up",
            "called, didn't answer",
            "called her, but no answer",
            "called, no answer again",
            "call — no answer, will try on Monday",
            "called her no answer",
            "tried to call her",
            "tried to call Ada",
            "tried calling [[Ada Lovelace]] again",
            "called, left a voicemail for Ada",
            "called: she didn’t pick up",
            "phoned: answering machine",
        ] {
            case(line, "out phone");
        }
    }

    #[test]
    fn marks_around_a_phrase_change_nothing() {
        for line in [
            "call: no answer!",
            "call: no answer…",
            "called, no answer! Again on Monday",
            "called, no answer :(",
            "called, no answer :-(",
            "rang, no answer 😕",
            "call: no answer ^k3f9a1",
            "call: no answer[^1]",
            "call - _no answer_",
            "call: ==no answer==",
        ] {
            case(line, "out phone");
        }
        for line in [
            "voicemail!", "voicemail…", "Voicemail ^a1", "voicemail[^1] [^2]", "no-show!", "_no answer_",
            "\"no answer\"", "[no answer]", "no reply 😞", "📞 no answer", "☎️ voicemail",
        ] {
            let expected = if line == "no-show!" { "cancelled" } else { "out" };
            case(line, expected);
        }
        for line in [
            "lunch cancelled!", "lunch: cancelled!", "lunch: cancelled 😞", "coffee, postponed!",
            "_lunch cancelled_", "coffee: postponed ^a1b2c3", "lunch cancelled[^1]",
        ] {
            case(line, "cancelled");
        }
        case("📞 should call", "intention");
        case("heard\u{a0}from her", "in");
        case("call: no\u{a0}answer", "out phone");
        case("missed call! ^a1", "out phone");
        case("no answer ^a1 from her is needed", "assumed");
    }

    #[test]
    fn an_exclamation_mark_ends_a_part_of_a_line() {
        for line in
            ["Damn! Lunch cancelled", "Snow! Meeting cancelled", "Dinner! Sadly cancelled", "no-show!"]
        {
            case(line, "cancelled");
        }
        case("No answer! She called back", "both phone");
        case("no show! then coffee", "both in-person");
        case("left a voicemail! She rang back", "both phone");
        for line in ["Yes! call booked", "Hooray! Lunch next week", "Oops! Forgot our call"] {
            case(line, "assumed");
        }
        case("no-show! lunch next week", "cancelled");
        case("no answer! call later", "out");
        case("no answer, spoke later", "both");
        case("is lunch cancelled?", "assumed");
        case("should I call? no answer yet", "assumed");
        case("no! Lunch with her", "both in-person");
        case("called, answer! she said yes", "both phone");
        case("lunch! Flight cancelled!", "both in-person");
    }

    #[test]
    fn conversation_about_answers_is_not_an_attempt() {
        case("no answer for Ada on the price yet", "assumed");
        case("left a message for the plumber", "assumed");
        case("missed call Ada", "assumed");
        case("left a voicemail for me", "assumed");
        for line in [
            "called, she got engaged",
            "called, just engaged!",
            "call – engaged!!",
            "call: not there yet",
            "call, missed him",
            "called her while she was driving",
            "called her, she was driving, talked 5 min",
            "called, was on another call, then talked for an hour",
            "called, engaged, got through later",
            "Ada called while I was driving, great chat",
            "Ada rang but I was busy, we spoke later",
        ] {
            case(line, "both phone");
        }
        case("called, no answer, spoke to her mum", "out phone");
        case("called, busy, talk soon", "out phone");
        case("left Ada a message", "out text");
        case("call: they had no answer for the leak", "both phone");
        case("call: no answer on the price yet", "both phone");
        case("call: no reply from the printer yet", "both phone");
        case("met, no answer on the mortgage yet", "both in-person");
        case("coffee, no reply from the bank", "both in-person");
        case("coffee, no answer", "out in-person");
        case("called, no word on the house", "both phone");
        case("called and talked about the move, she didn't hear from the school", "both phone");
        case("email in: no reply needed", "in email");
        case("tried on dresses together", "assumed");
        case("tried to make sushi", "assumed");
        case("met her, hadn't heard from her in ages", "both in-person");
        // What the user did not do says nothing about the contact.
        case("I haven't replied yet", "assumed");
        case("haven't replied yet", "assumed");
        case("didn't call her", "assumed");
        case("she moved to Berlin", "assumed");
        case("cancelled the newsletter for her", "assumed");
    }
}
