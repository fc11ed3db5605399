//! `no email from her yet`: a line that names a message to say that none came, as `no answer` does (design 3.4).

use super::line_head::{Head, Known, bare, is_message};
use super::subjects::Subjects;
use super::words::WordTable;
use std::borrow::Cow;

/// What may stand before it and says nothing more.
const BEFORE: [&str; 3] = ["still", "but", "and"];

/// Whether a line begins with words that say that nothing came from the contact.
pub(super) fn nothing_came(segment: &str, table: &WordTable, subjects: &Subjects<'_>) -> bool {
    let mut words =
        segment.split_ascii_whitespace().map(bare).skip_while(|word| BEFORE.contains(&word.as_ref()));
    if words.next().as_deref() != Some("no") {
        return false;
    }
    let is_sort = |word: &Cow<'_, str>| matches!(word.as_ref(), "word" | "call") || is_message(word, table);
    if !words.next().is_some_and(|word| is_sort(&word)) {
        return false;
    }
    let mut behind = words.skip_while(|word| is_sort(word) || word == "yet" || word == "back");
    behind.next().as_deref() == Some("from")
        && behind
            .next()
            .is_some_and(|whom| matches!(whom.as_ref(), "her" | "him" | "them") || subjects.has(&whom))
}

/// `no letter from the bank`: a word of contact that is named to say that there was none of it.
pub(super) fn is_absent(head: &Head<'_>, known: Known, table: &WordTable) -> bool {
    head.before(known.place).is_some_and(|before| before.eq_ignore_ascii_case("no"))
        && head.word(head.behind_messages(known, table)).as_deref() == Some("from")
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn a_message_that_did_not_come_is_none() {
        for line in [
            "no email from her yet",
            "Still no email from her",
            "no text message from Ada",
            "no word yet from [[Ada Lovelace]]",
            "no call from him, again",
            "still no reply from her about the lease",
        ] {
            case(line, "out");
        }
        case("no letter from the bank yet", "assumed");
        case("no email from her, then coffee with her", "both in-person");
    }

    #[test]
    fn what_came_is_read_all_the_same() {
        case("got an email from her, no call yet", "in");
        case("email from her, no word from Ben", "in email");
        case("coffee, no email from her yet", "both in-person");
        case("called, no email from her yet", "both phone");
        case("call: no decision yet", "both phone");
        case("no email this time, a letter from her", "out email");
        case("email out: no reply needed", "out email");
    }
}
