//! Words that say of a message that it came: `emailed me`, `email received`, `incoming email`, `(email in)` (design 3.4).

use super::line_head::{Head, Known, bare, direction_word, is_message};
use super::subjects::Subjects;
use super::words::WordTable;
use crate::core::text::holds_any;

/// Words before a verb of writing that leave open who wrote: before any other but the contact it was somebody, and
/// most often not the contact (`Ben texted me`).
const BEFORE: [&str; 8] = ["also", "and", "again", "finally", "just", "then", "today", "yesterday"];

/// `emailed me`, `wrote to us`: whom a verb of writing names right behind it.
pub(super) fn wrote_to_me(head: &Head<'_>, known: Known, subjects: &Subjects<'_>) -> bool {
    let behind = known.place + known.length;
    let whom = || if head.word(behind).as_deref() == Some("to") { behind + 1 } else { behind };
    let leaves_open = |word: &str| BEFORE.contains(&bare(word).as_ref()) || subjects.has(word);
    is_me(head, whom())
        && !is_no_message(head, whom() + 1)
        && head.written().take(known.place).all(leaves_open)
}

/// Whether a word is `me` or `us`, and not the country, nor the first of what is quoted.
fn is_me(head: &Head<'_>, place: usize) -> bool {
    let is_plain = |written: &str| written.starts_with(['m', 'u', 'M']) && written != "ME";
    matches!(head.word(place).as_deref(), Some("me" | "us"))
        && head.written().nth(place).is_some_and(is_plain)
}

/// `wrote me off`, `sent me to voicemail`: what stands behind `me` makes it no message.
fn is_no_message(head: &Head<'_>, behind: usize) -> bool {
    match head.word(behind).as_deref() {
        Some("off") => true,
        Some("to") => head.word(behind + 1).as_deref() == Some("voicemail"),
        _ => false,
    }
}

/// `replied to me`, `wrote back to me`. `reply to me` may still be asked for.
pub(super) fn answered_me(head: &Head<'_>, known: Known, subjects: &Subjects<'_>) -> bool {
    head.word(known.place).as_deref() != Some("reply") && wrote_to_me(head, known, subjects)
}

/// `email received`, `letter (received)`, `incoming email`: a line that begins with a word of message, known
/// at a place; `received` may stand behind the contact too, `Ada, email received`.
pub(super) fn is_received(
    head: &Head<'_>,
    known: Known,
    (table, subjects): (&WordTable, &Subjects<'_>),
) -> bool {
    match known.place {
        0 => says_received(head, known, table),
        1 if matches!(head.word(0).as_deref(), Some("incoming" | "inbound")) => true,
        1 => says_received(head, known, table) && head.before(1).is_some_and(|word| subjects.has(word)),
        _ => false,
    }
}

/// Whether `received` stands right behind a message, and not what the message itself got: `letter received an award`.
fn says_received(head: &Head<'_>, known: Known, table: &WordTable) -> bool {
    let at = head.behind_messages(known, table);
    head.word(at).as_deref() == Some("received")
        && !matches!(head.word(at + 1).as_deref(), Some("a" | "an" | "the" | "no"))
}

/// The part of a head that stands in brackets, with the closing one: `email in)` of `(email in) asks`, whose opening
/// one was passed over as separators are.
pub(super) fn in_brackets<'a>(head: &'a str, table: &WordTable) -> Option<&'a str> {
    if !holds_any(head, [b')', b']']) {
        return None;
    }
    let end = head.find([')', ']'])?;
    let inside = head.get(..end)?.trim_start_matches('[');
    let (message, direction) = inside.split_once(' ')?;
    let names = is_message(&bare(message), table) && direction_word(&bare(direction)).is_some();
    if names { head.get(..=end) } else { None }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::read;
    use crate::core::note::log::reading::tests::case;
    use crate::core::note::log::subjects::Subjects;
    use crate::core::note::log::words::WordTable;

    #[test]
    fn what_was_written_to_me_is_theirs() {
        case("emailed me again", "in email");
        case("texted me back", "in text");
        case("messaged us: all well", "in text");
        case("emailed US office about her visa", "out email");
        case("texted \"me too\"", "out text");
        case("wrote to me", "in");
        case("wrote me a long letter", "in");
        case("sent me the photos", "in");
        case("just sent us the slides", "in");
        case("invited me to a party", "in");
        case("posted me a card", "in letter");
        case("got back to us", "in");
        case("replied to me", "in");
        case("answered me, at last", "in");
        case("wrote back to us", "in");
        case("[[Ada]] emailed me", "in email");
        case("she just emailed me", "in email");
        case("yesterday emailed me", "in email");
        case("Today she replied to me", "in");
    }

    #[test]
    fn what_others_wrote_or_should_write_is_not() {
        case("email me", "out email");
        case("email to me and Ben", "out email");
        case("ask her to email me", "intention");
        case("should have sent me a reminder", "intention");
        case("sent media files", "out");
        case("emailed her about me", "out email");
        case("never wrote to me", "assumed");
        case("didn’t email me", "assumed");
        case("Ben texted me, she is ill", "out text");
        case("I sent me a copy", "out");
        case("replied to her", "out");
        case("replied to Mei", "out");
        case("reply to me", "out");
        case("sent me out: x", "out");
        case("sent me to voicemail", "out");
        case("wrote me off", "out");
        case("just Ben emailed me", "out email");
    }

    #[test]
    fn what_was_received_is_theirs() {
        case("Email received: asks for prices", "in email");
        case("Email (received) asks for prices", "in email");
        case("Letter received", "in letter");
        case("email received today: asks for prices", "in email");
        case("email received this morning", "in email");
        case("email received yesterday from Ada: asks", "in email");
        case("[[Ada]] email received", "in email");
        case("gift received", "in gift");
        case("text message received from Ada", "in text");
        case("Incoming email: asks", "in email");
        case("inbound email", "in email");
        case("incoming call", "both phone");
        case("letter received an award", "out letter");
        case("my letter received", "out letter");
        case("Ben email received", "out email");
        case("letter received no stamp", "out letter");
        case("lunch (received a gift)", "both in-person");
        case("email out: received her form", "out email");
        case("email out (received)", "out email");
        case("email in (received)", "in email");
    }

    #[test]
    fn a_direction_in_brackets_ends_there() {
        case("(email in) asks for prices", "in email");
        case("[email in] asks for prices", "in email");
        case("(text out) sent the time", "out text");
        case("(she moved in) call", "both phone");
        case("(moved in) lunch with her", "both in-person");
        case("(call) she is in", "both phone");
        let topic = |line| read(line, &WordTable::default(), &Subjects::of(&[])).topic();
        assert_eq!(topic("(email in) asks for prices"), "asks for prices");
        assert_eq!(topic("[email in] asks for prices"), "asks for prices");
        assert_eq!(topic("Email (received) asks for prices"), "asks for prices");
        assert_eq!(topic("Email received: asks for prices"), "asks for prices");
    }
}
