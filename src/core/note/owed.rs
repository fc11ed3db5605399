//! Tells by a heading or a label who owes what stands below it: `They owe me`, `Ada's action items`, `I owe them`
//! (design 3.5).

use crate::core::text::{bare_words, is_mark, is_one_of};

/// Who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::note) enum Debtor {
    /// The one who keeps the notes.
    User,
    /// The contact.
    Contact,
}

/// Maximum number of words of a heading that says who owes something.
const MOST_WORDS: usize = 8;

/// Words one of which every such heading has.
const KEYS: [&str; 18] = [
    "action", "actions", "awaiting", "commitments", "committed", "deliverables", "dos", "expected",
    "expecting", "outstanding", "owe", "owed", "owes", "pending", "promised", "promises", "tasks", "todos",
];

/// Words before `from` and who owes it. Not `tasks`, which somebody may have given to the user.
const OWED_FROM: [&str; 7] =
    ["awaiting", "commitments", "expected", "expecting", "outstanding", "pending", "promises"];

/// What somebody has to do, behind whose it is: `their commitments`.
const DUTIES: [&[&str]; 10] = [
    &["action", "items"],
    &["action", "points"],
    &["actions"],
    &["commitments"],
    &["deliverables"],
    &["open", "tasks"],
    &["promises"],
    &["tasks"],
    &["to", "dos"],
    &["todos"],
];

/// Returns who owes what stands below a heading or label. `is_contact` tells whether a word means the contact.
pub(in crate::core::note) fn debtor(title: &str, is_contact: &impl Fn(&str) -> bool) -> Option<Debtor> {
    // Most headings of a log begin with a date.
    if title.trim_start_matches(is_mark).starts_with(|first: char| first.is_ascii_digit()) || !has_key(title)
    {
        return None;
    }
    let mut words = [""; MOST_WORDS];
    let mut count = 0;
    for word in bare_words(title) {
        *words.get_mut(count)? = word;
        count += 1;
    }
    let words = words.get(..count)?;
    // `What they owe me`
    let words = match words {
        [first, rest @ ..] if is_one_of(first, &["what", "things", "stuff"]) => rest,
        words => words,
    };
    after_who(words, is_contact).or_else(|| after_word(words, is_contact))
}

/// Whether one of the `KEYS` is in a heading. Looked for in bytes, since it is asked of every heading and short item.
fn has_key(title: &str) -> bool {
    let mut words = title.as_bytes().split(|byte| !byte.is_ascii_alphabetic());
    words.any(|word| {
        matches!(
            word,
            [b'a' | b'c'..=b'e' | b'o' | b'p' | b't' | b'A' | b'C'..=b'E' | b'O' | b'P' | b'T', _, _, ..]
        ) && KEYS.iter().any(|key| word.eq_ignore_ascii_case(key.as_bytes()))
    })
}

/// Reads `they owe me`, `Ada promised`, `my action items`.
fn after_who(words: &[&str], is_contact: &impl Fn(&str) -> bool) -> Option<Debtor> {
    let (debtor, most) = who(words, is_contact)?;
    let says_so = |count: &usize| {
        let (who, rest) = words.split_at_checked(*count).unwrap_or_default();
        is_duty(who, rest) || is_promise(debtor, rest, is_contact)
    };
    (1..=most).any(|count| says_so(&count)).then_some(debtor)
}

/// Whether words are what somebody has to do: `their commitments`, `Ada's tasks`.
fn is_duty(who: &[&str], rest: &[&str]) -> bool {
    let is_own = || matches!(who, [one] if is_one_of(one, &["my", "their", "her", "his"]));
    let duty = match rest {
        ["s", duty @ ..] => duty,
        duty if is_own() => duty,
        _ => return false,
    };
    DUTIES.iter().any(|known| are(duty, known))
}

/// Whether words behind a debtor say that they owe something, if only to the other one: `owe me`, `committed to`.
fn is_promise(debtor: Debtor, rest: &[&str], is_contact: &impl Fn(&str) -> bool) -> bool {
    let rest = match rest {
        [helper, rest @ ..] if is_one_of(helper, &["ve", "have", "has"]) => rest,
        rest => rest,
    };
    let Some((verb, rest)) = rest.split_first() else { return false };
    if is_one_of(verb, &["owe", "owes", "owed", "promised"]) {
        rest.is_empty() || is_whole(rest, is_contact).is_some_and(|other| other != debtor)
    } else {
        verb.eq_ignore_ascii_case("committed") && (rest.is_empty() || are(rest, &["to"]))
    }
}

/// Reads `owes me`, `owed to them`, `pending from Ada`.
fn after_word(words: &[&str], is_contact: &impl Fn(&str) -> bool) -> Option<Debtor> {
    match words {
        [owed, by, rest @ ..] if are(&[owed, by], &["owed", "by"]) => is_whole(rest, is_contact),
        [owed, rest @ ..] if is_one_of(owed, &["owe", "owes", "owed"]) => {
            let rest = rest.strip_prefix(&["to"]).unwrap_or(rest);
            is_whole(rest, is_contact).map(|other| match other {
                Debtor::User => Debtor::Contact,
                Debtor::Contact => Debtor::User,
            })
        }
        [owed, from, rest @ ..] if from.eq_ignore_ascii_case("from") && is_one_of(owed, &OWED_FROM) => {
            is_whole(rest, is_contact)
        }
        _ => None,
    }
}

/// Returns whom words mean that mean nobody else.
fn is_whole(words: &[&str], is_contact: &impl Fn(&str) -> bool) -> Option<Debtor> {
    who(words, is_contact).filter(|(_, count)| *count == words.len()).map(|(debtor, _)| debtor)
}

/// Returns whom the first words mean, and how many words do at most.
fn who(words: &[&str], is_contact: &impl Fn(&str) -> bool) -> Option<(Debtor, usize)> {
    let first = words.first()?;
    if is_one_of(first, &["i", "me", "my", "we", "us"]) {
        return Some((Debtor::User, 1));
    }
    if is_one_of(first, &["they", "them", "their", "she", "her", "he", "him", "his"]) {
        return Some((Debtor::Contact, 1));
    }
    let names = words.iter().take_while(|word| is_contact(word)).count();
    (names > 0).then_some((Debtor::Contact, names))
}

fn are(words: &[&str], known: &[&str]) -> bool {
    words.len() == known.len()
        && words.iter().zip(known).all(|(word, known)| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_by_its_bytes() {
        assert!(KEYS.iter().all(|key| has_key(&format!("Ada’s {}:", key.to_uppercase()))));
        assert!(!has_key("Log") && !has_key("owing") && !has_key(""));
    }

    fn read(title: &str) -> Option<Debtor> {
        debtor(title, &|word| matches!(word, "Ada" | "Quist" | "she" | "they"))
    }

    #[test]
    fn what_the_contact_owes_is_told_from_what_the_user_owes() {
        for title in [
            "They owe me", "Owes me", "Owed to me", "Things they owe me", "**What Ada owes us:**",
            "THEY OWE ME", "📥 They owe me:", "Their commitments", "Their action items",
            "Ada's action items", "Her to-dos", "Ada Quist’s promises", "[[Ada Quist]]'s tasks",
            "They committed to:", "Ada has promised", "Pending from her", "Expecting from them",
            "Outstanding from Ada Quist", "Owed by them", "Commitments from Ada", "They’ve promised me",
        ] {
            assert_eq!(read(title), Some(Debtor::Contact), "{title}");
        }
        for title in [
            "I owe them", "I owe", "What I owe Ada", "Owed to them", "My action items", "Owed by me",
            "I committed to",
        ] {
            assert_eq!(read(title), Some(Debtor::User), "{title}");
        }
    }

    #[test]
    fn where_any_word_may_be_a_name_the_shortest_one_counts_too() {
        for title in ["Ben's action items", "Ben Tal owes me", "Pending from the bank"] {
            assert_eq!(debtor(title, &|_| true), Some(Debtor::Contact), "{title}");
        }
        for title in ["Action items", "Open tasks", "Promises", "Log"] {
            assert_eq!(debtor(title, &|_| true), None, "{title}");
        }
    }

    #[test]
    fn other_headings_say_nothing_about_who_owes() {
        for title in [
            "Action items",
            "Open commitments",
            "Promises",
            "Tasks",
            "They owe Ben",
            "Ben's action items",
            "Our tasks",
            "Pending",
            "Pending from the bank",
            "Ben owes me",
            "Tasks for Ada",
            "Tasks from Ada",
            "Their house",
            "Ada",
            "Owed",
            "2026-11-20 They owe me",
            "They owe me nothing",
            "Her promises about the roof",
            "Committed to Ada",
            "",
            "What I promised to write about the boat and her tasks there",
        ] {
            assert_eq!(read(title), None, "{title}");
        }
    }
}
