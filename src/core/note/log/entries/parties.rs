//! Whom labels such as `From:` and `To:` name: the user, the contact or somebody else (design 3.4).

use crate::core::config::model::Me;
use crate::core::note::body::line::plain;
use crate::core::note::log::line::subjects::Subjects;
use crate::core::place::Found;
use crate::core::text::{folded, is_one_of};

/// Words for the user.
const USER: [&str; 4] = ["me", "us", "myself", "i"];

/// Words for the contact.
const CONTACT: [&str; 3] = ["her", "him", "them"];

/// Whom a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    User,
    Contact,
    /// Neither of them, or both.
    Unclear,
}

/// The user and the contact, one of whom wrote to the other.
#[derive(Clone, Copy)]
pub(in crate::core::note::log) struct Parties<'a> {
    pub(in crate::core::note::log) me: &'a Me,
    /// The addresses of the contact.
    pub(in crate::core::note::log) emails: &'a [Found<Box<str>>],
    pub(in crate::core::note::log) subjects: &'a Subjects<'a>,
}

impl Parties<'_> {
    /// Returns which of the two are named in a list; others may be named beside them.
    pub(super) fn named(self, names: &str) -> Party {
        let names = plain(names).text;
        let (mut is_user, mut is_contact) = (false, false);
        for part in names.split([',', ';', '&']).map(str::trim) {
            let (name, address) = part.split_once('<').unwrap_or((part, part));
            let name = name.trim_matches(|letter: char| letter.is_whitespace() || letter == '"');
            let address = address.trim_end_matches('>');
            is_user |= self.is_user(name, address);
            is_contact |= self.is_contact(name, address);
        }
        match (is_user, is_contact) {
            (true, false) => Party::User,
            (false, true) => Party::Contact,
            (true, true) | (false, false) => Party::Unclear,
        }
    }

    fn is_user(self, name: &str, address: &str) -> bool {
        is_one_of(name, &USER)
            || self.me.name.as_deref().is_some_and(|own| folded(own) == folded(name))
            || self.me.emails.iter().any(|own| own.eq_ignore_ascii_case(address))
    }

    fn is_contact(self, name: &str, address: &str) -> bool {
        is_one_of(name, &CONTACT)
            || self.subjects.has(name)
            || self.emails.iter().any(|own| own.value.eq_ignore_ascii_case(address))
    }
}

/// Whether a text may be a list of people: `Ada, me`, `Ada Lovelace <ada@lovelace.example>`. Not `buy her a ticket`, `12:00`.
pub(super) fn names_somebody(value: &str) -> bool {
    let is_name = |word: &str| {
        let word = word.trim_matches(|letter: char| letter.is_ascii_punctuation() && letter != '&');
        word.is_empty()
            || is_one_of(word, &["and", "&"])
            || is_one_of(word, &USER)
            || is_one_of(word, &CONTACT)
            || word.contains('@')
            || word.starts_with(char::is_uppercase)
    };
    !value.is_empty() && plain(value).text.split_whitespace().all(is_name)
}
