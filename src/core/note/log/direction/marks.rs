//! Tells marks of direction from ordinary words and signs (design 3.4): `out` of `hung out: the game`, the arrow of
//! `coffee → agreed on a price`.

use crate::core::note::body::line::is_separator;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::known_words::{by_known_word, first_known};
use crate::core::note::log::line::line_head::{Head, bare};
use crate::core::note::log::line::wishes::CAKE;
use crate::core::note::log::line::words::{Direction, Meaning, WordTable};
use crate::core::note::tasks::markers::is_task_sign;
use crate::core::text::holds_any;

/// The arrows and what they say.
pub(in crate::core::note::log) const ARROWS: [(&str, Direction); 10] = [
    ("→", Direction::Out),
    ("->", Direction::Out),
    ("←", Direction::In),
    ("<-", Direction::In),
    ("➡\u{fe0f}", Direction::Out),
    ("➡", Direction::Out),
    ("⟶", Direction::Out),
    ("⬅\u{fe0f}", Direction::In),
    ("⬅", Direction::In),
    ("⟵", Direction::In),
];

/// Whether an arrow may be an ornament before a line: `➡️ Ada came by`.
pub(in crate::core::note::log) fn may_adorn(arrow: &str) -> bool {
    arrow.starts_with(['➡', '⬅', '⟶', '⟵'])
}

/// Whether a text may have an arrow: few lines have one of its bytes, and a long dash has only the first.
pub(in crate::core::note::log) fn may_hold_arrow(text: &str) -> bool {
    let begins_arrow =
        |pair: &[u8]| matches!(pair, [b'>' | b'<', _] | [_, b'>' | b'<'] | [0xe2, 0x86 | 0x9e | 0x9f | 0xac]);
    holds_any(text, [b'>', b'<', 0xe2]) && text.as_bytes().windows(2).any(begins_arrow)
}

/// Whether a sign before or around a name adds nothing: an emoji, emphasis, a quotation mark, `!`. Not one that says
/// something itself: an arrow, a cross, an empty box, a question mark, a cake, a present, an idea, or a sign of the Tasks
/// plugin.
pub(in crate::core::note) fn is_ornament(letter: char) -> bool {
    match letter {
        '*' | '_' | '@' | '"' | '\'' | '!' | '=' | '✅' => true,
        '←'..='⇿'
        | '⟵'
        | '⟶'
        | '⬅'
        | '➡'
        | '✖'
        | '✗'
        | '✘'
        | '🚫'
        | '⬜'
        | '❓'
        | '❔'
        | CAKE
        | '🎁'
        | '💡' => false,
        letter if letter.is_whitespace() => true,
        letter => {
            !letter.is_ascii() && !letter.is_alphanumeric() && !is_separator(letter) && !is_task_sign(letter)
        }
    }
}

/// Returns the text behind a name without the signs that close what is around it: `": call` of `"[[Ada]]": call`.
pub(in crate::core::note) fn behind_closing(text: &str) -> &str {
    text.trim_start_matches(|letter: char| is_ornament(letter) && !letter.is_whitespace())
}

/// Words with which `out` and `in` are a phrase: `went out`, `night in`, `checked in`.
const PHRASES: [&str; 28] = [
    "hung", "hang", "hanging", "went", "go", "going", "ate", "eat", "eating", "night", "day", "evening",
    "dropped", "drop", "dropping", "popped", "pop", "popping", "stopped", "stop", "stopping", "checked",
    "check", "checking", "moved", "move", "moving", "fell",
];

/// Whether `out` or `in` after a word is part of an ordinary phrase, also after a meal or a walk (`lunch out`).
pub(in crate::core::note::log) fn is_phrase(word: &str, table: &WordTable) -> bool {
    let word = bare(word);
    PHRASES.contains(&word.as_ref())
        || matches!(table.exactly(&word), Some(Meaning::Contact(Direction::Both, Some(Channel::InPerson))))
}

/// Returns the place of an arrow before what came of a meeting, a talk or their message, and its length: `coffee → agreed
/// on a price`, `Ada emailed -> answer by Friday`. After a word for a message of the user's, an arrow is a direction.
pub(in crate::core::note::log) fn result_arrow(head: &Head<'_>) -> Option<(usize, usize)> {
    if !may_hold_arrow(head.text) {
        return None;
    }
    let at_word = |at: usize, arrow: &str| {
        let after = head.text.get(at + arrow.len()..).unwrap_or_default();
        let before = head.text.get(..at).unwrap_or_default();
        (before.ends_with(' ') && after.starts_with(' ') && after.contains(char::is_alphanumeric))
            .then_some(at)
    };
    let places = ARROWS.iter().flat_map(|(arrow, _)| {
        head.text.match_indices(arrow).filter_map(move |(at, _)| Some((at_word(at, arrow)?, arrow.len())))
    });
    let (at, length) = places.min()?;
    let before = head.of_part(head.text.get(..at)?.trim_end());
    let meaning = first_known(&before).map(|known| known.meaning);
    let is_result = if meaning.is_some_and(Meaning::is_talk) {
        // `call → rang twice`
        let next = head.text.get(at + length..).unwrap_or_default().split_ascii_whitespace().next();
        !next.is_some_and(|word| head.table.exactly(&bare(word)) == meaning)
    } else {
        let reading = by_known_word(&before);
        // `HR emailed → answer by Friday`
        let is_of_other = reading == Reading::Assumed && matches!(meaning, Some(Meaning::Verb(_)));
        is_of_other || matches!(reading, Reading::Clear(Direction::In, _))
    };
    is_result.then_some((at, length))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::read_alone;
    use crate::core::note::log::line::reading::tests::case;
    use crate::core::note::log::line::words::WordTable;

    #[test]
    fn every_arrow_is_known_by_its_bytes() {
        use super::{ARROWS, may_hold_arrow};
        for (arrow, _) in ARROWS {
            assert!(may_hold_arrow(arrow) && may_hold_arrow(&format!("call {arrow} x")), "{arrow}");
        }
        assert!(!may_hold_arrow("call — the roof") && !may_hold_arrow(""));
    }

    #[test]
    fn out_and_in_may_end_an_ordinary_phrase() {
        for line in [
            "hung out: watched the game", "went out – pizza", "dropped in - brought cake",
            "checked in: doing ok", "Check in - fine", "ate out - Thai", "date night out – fun",
            "day out: zoo", "moved out: new flat", "Helped her move in – boxes", "fell out – again",
        ] {
            case(line, "assumed");
        }
        for line in ["Lunch out: Nopi", "Walk out - the canal", "Dinner in: takeaway"] {
            case(line, "both in-person");
        }
        for line in ["email out: x", "Email out - x", "mail | out | x"] {
            case(line, "out email");
        }
        case("slack in: hello", "in");
        case("reached out: hello", "out");
        case("in: hello", "in");
        case("call in: voicemail", "in phone");
        case("dm out", "out text");
        case("night | out | x", "out");
    }

    #[test]
    fn out_and_in_may_end_a_line_that_begins_with_the_contact() {
        case("[[Ada Lovelace]] email in", "in email");
        case("Ada letter in", "in letter");
        case("[[Ada]] linkedin in", "in linkedin");
        case("[[Ada]] call in", "in phone");
        case("Ada text out", "out text");
        case("[[Ada]] phone call in", "in phone");
        case("phone call in", "in phone");
        case("Video call out, an hour", "out video");
        for line in ["Ada called in", "Ada called out", "Ada rang in", "call with Ada while I was out"] {
            case(line, "both phone");
        }
        case("Ada spoke out", "both");
        case("Ada came in", "assumed");
        case("Ada coffee out", "both in-person");
        case("Ada chat out", "both");
        case("Ada email is out", "out email");
        case("Ada email in town", "out email");
        case("the email in", "out email");
    }

    #[test]
    fn an_arrow_after_a_meeting_is_a_separator() {
        for line in
            ["coffee -> agreed on price", "Lunch with Ada → intro to Ben", "walk Rome → Paris with her"]
        {
            case(line, "both in-person");
        }
        for line in ["call → he'll send the deck", "Call with [[Ada]] -> intro to Ben", "call ← the lease"]
        {
            case(line, "both phone");
        }
        for line in ["Ada emailed → need to answer by Friday", "email from Ada -> answer"] {
            case(line, "in email");
        }
        case("HR emailed → answer by Friday", "assumed");
        case("call → no answer", "out phone");
        case("call → rang twice", "out phone");
        case("lunch → cancelled", "cancelled");
        case("call → no answer → texted", "out phone");
        for line in ["lunch → rescheduled", "lunch → moved to Friday", "lunch: moved to Friday"] {
            case(line, "assumed");
        }
        case("lunch → moved to Rome in May", "both in-person");
        case("call: moved to Berlin", "both phone");
        case("→ the slides", "out");
        case("→ proposed a call", "out phone");
        case("email → the slides", "out email");
        case("email ← the slides", "in email");
        case("emailed Ada → the slides", "out email");
        case("call →: the slides", "out phone");
        case("call →", "out phone");
        case("Ada → the slides", "out");
        let topic = |line| read_alone(line, &WordTable::default()).topic().into_owned();
        assert_eq!(topic("call → he'll send the deck"), "he'll send the deck");
        assert_eq!(topic("coffee -> agreed on price"), "agreed on price");
    }

    #[test]
    fn other_signs_of_direction_are_read() {
        for line in [
            "email, in: x", "Email, in - x", "(email, in) x", "(Email, In): x", "email, in | x",
            "⬅️ email: x", "⬅ email: x", "⟵ email: x", "email ⬅️: x", "_⬅️ email_", "Email | ⬅ | x",
            "Email | ⬅️ | x", "Email | Inbound | x", "Inbound | Email | x", "In | Email | x",
            "⬅️ | Email | x", "← | Email | x", "Email | Them → Me | x", "Email | me <- her | x",
            "Ada email → me: x",
        ] {
            case(line, "in email");
        }
        for line in [
            "email, out: x", "➡️ email: x", "⟶ email", "Outbound | Email | x", "Email | Me → Them | x",
            "Email | Them ← Me | x", "me → Ada: email", "email → Ada, me: x", "email, in Rome: x",
            "email, in", "email, in the end: x",
        ] {
            let expected = if line.starts_with("me") { "out" } else { "out email" };
            case(line, expected);
        }
        case("Ada → me: the plan", "in");
        case("Them → Me | Email | x", "in");
        case("Them -> Me: the plan", "in");
        case("⬅️ Ada: the plan", "in");
        case("Inbound | Call | x", "in phone");
        case("Inbound | asks | x", "in");
        case("Sent | Email | x", "out");
        case("Ada → me and Tom: the plan", "out");
        case("call → me: the plan", "both phone");
        case("coffee ➡️ agreed on a price", "both in-person");
        case("lunch, in: takeaway", "both in-person");
        for line in ["➡️ Ada came by", "⬅️ she moved back", "Roof | Them → Ada | x", "→me", "inbound: x"]
        {
            case(line, "assumed");
        }
        let topic = |line| read_alone(line, &WordTable::default()).topic().into_owned();
        for line in [
            "email, in: the plan", "(email, in) the plan", "Inbound | Email | the plan", "⬅️ email: the plan",
        ] {
            assert_eq!(topic(line), "the plan");
        }
        assert_eq!(topic("coffee ➡️ agreed on a price"), "agreed on a price");
    }

    #[test]
    fn small_signs_change_no_reading() {
        for line in [
            "email in 😀: x", "email in 😀", "_← email: x_", "\"← email\": x", "==← email==: x",
            "Ada 🌱 emailed",
        ] {
            case(line, "in email");
        }
        case("_→ call: x_", "out phone");
        case("😀 😀 😀 we had lunch", "both in-person");
        case("email in \\| the roof", "in email");
        for line in ["skipped 😀 church", "went out 😀: pizza", "the sign \"→\" on the wall", "📞 out"]
        {
            case(line, "assumed");
        }
        case("lunch out 😀: pizza", "both in-person");
        case("lunch out \\| pizza", "both in-person");
        case("coffee \"→\" agreed", "both in-person");
        case("🎂", "out");
        case("! should call", "intention");
        case("coffee ! should call", "both in-person");
    }
}
