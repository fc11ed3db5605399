//! What a word, a tag, a key or a remark in a name says by itself: that the contact died, or is not to be contacted.

use crate::core::day::{is_year_number, month_named};
use crate::core::note::fields::field_reader::{about_person, says_died, unadorned};
use crate::core::note::fields::keys::Key;
use crate::core::text::{folded, holds_any};
use crate::core::truth::truth;

/// Marks around a remark in a name, besides a hyphen between spaces.
const MARKS: [char; 9] = ['(', ')', '[', ']', ',', ':', '|', '–', '—'];

/// The first bytes of these marks, of the hyphen and of a dagger. Most names have none.
const REMARK_BEGINS: [u8; 9] = [b'(', b')', b'[', b']', b',', b':', b'|', b'-', 0xe2];

/// Keys that tell of a death, folded, besides the words for it.
const DEATH_KEYS: [&str; 4] = ["death", "isdead", "isdeceased", "rip"];

/// The first letters of all such keys.
pub(in crate::core::note) const KEY_BEGINS: [char; 20] =
    ['a', 'A', 'b', 'B', 'd', 'D', 'i', 'I', 'n', 'N', 'o', 'O', 'p', 'P', 'r', 'R', 'u', 'U', 'v', 'V'];

/// Keys with a yes that refuse contact, folded.
const REFUSAL_KEYS: [&str; 6] =
    ["unsubscribed", "optout", "optedout", "nocontact", "blocked", "neverkeepintouch"];

/// Keys with a yes, and tags, that are a status of ours, folded.
const STATUS_WORDS: [&str; 3] = ["archived", "inactive", "paused"];

/// Years that are too many for a job.
const SHORTEST_LIFE: u16 = 20;

/// What a sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::note) enum Says {
    Died,
    Refused,
    /// A status of ours, in the word for it.
    Status(&'static str),
}

impl Says {
    /// The key of ours that says it.
    pub(in crate::core::note) fn key(self) -> Key {
        match self {
            Says::Died => Key::Died,
            Says::Refused => Key::DoNotContact,
            Says::Status(_) => Key::Status,
        }
    }
}

/// How plain a sign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::core::note) enum Plain {
    /// It counts.
    Certainly,
    /// It is only told.
    Perhaps,
}

/// Returns what a word or tag says by itself.
pub(in crate::core::note) fn by_words(said: &str) -> Option<Says> {
    match folded(said).as_ref() {
        "donotcontact" => Some(Says::Refused),
        _ => says_died(said).then_some(Says::Died),
    }
}

/// Returns what a tag says by itself.
pub(in crate::core::note) fn by_tag(tag: &str) -> Option<Says> {
    by_words(about_person(tag)).or_else(|| by_status(&folded(about_person(tag))))
}

/// Returns what a folded word says that is a status.
pub(in crate::core::note) fn by_status(word: &str) -> Option<Says> {
    STATUS_WORDS.into_iter().find(|known| *known == word).map(Says::Status)
}

/// Returns what a folded key of another program says: `dead: true`, `alive: no`. `is_dated` tells whether its value begins
/// with a date.
pub(in crate::core::note) fn by_key(key: &str, value: &str, is_dated: bool) -> Option<Says> {
    let is_true = || truth(value) == Some(true);
    match key {
        "alive" => (truth(value) == Some(false)).then_some(Says::Died),
        "active" => (truth(value) == Some(false)).then_some(Says::Status("inactive")),
        key if says_died(key) || DEATH_KEYS.contains(&key) => {
            (is_true() || is_dated || is_month_or_year(value)).then_some(Says::Died)
        }
        key if REFUSAL_KEYS.contains(&key) => is_true().then_some(Says::Refused),
        key => by_status(key).filter(|_| is_true()),
    }
}

/// Returns what a remark in a name says: `Ada Lovelace †`, `Ada (deceased)`, `Ada - DO NOT CONTACT`.
pub(in crate::core::note) fn by_name(name: &str) -> Option<(Says, Plain)> {
    if !holds_any(name, REMARK_BEGINS) {
        return None;
    }
    // `Ada Lovelace †`, `Ada Lovelace † 2020`, not `Bea (widow of Tom †)`
    let behind_dagger = name.split_once('†').map(|(_, behind)| behind);
    if behind_dagger
        .is_some_and(|behind| !behind.contains(|letter: char| letter.is_alphabetic() || letter == ')'))
    {
        return Some((Says::Died, Plain::Certainly));
    }
    let bracketed = name.strip_suffix(')').and_then(|name| name.split_once('(')).map(|(_, remark)| remark);
    if let Some(says) = bracketed.filter(|remark| !remark.eq_ignore_ascii_case("dead")).and_then(by_words) {
        return Some((says, Plain::Certainly));
    }
    if !name.contains(MARKS) && !name.contains(" - ") {
        return None;
    }
    let mut remarks = name.split(MARKS).flat_map(|part| part.split(" - ")).skip(1);
    let says = remarks.find_map(|remark| by_words(unadorned(remark.trim()).trim()));
    let says = says.or_else(|| name.split(['(', ')']).any(is_life).then_some(Says::Died));
    says.map(|says| (says, Plain::Perhaps))
}

/// Whether a text is only a year, or a month and a year.
fn is_month_or_year(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next_back().is_some_and(is_year_number) && words.all(|word| month_named(word).is_some())
}

/// Whether a text is the years of a life: `1932–2025`, but not of a job.
fn is_life(text: &str) -> bool {
    let Some((from, to)) = text.split_once(['-', '–', '—']) else { return false };
    let year = |text: &str| text.trim().parse::<u16>().ok().filter(|year| (1800..2100).contains(year));
    year(from).zip(year(to)).is_some_and(|(from, to)| to >= from + SHORTEST_LIFE)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_mark_around_a_remark_is_looked_for() {
        for mark in super::MARKS.into_iter().chain(['†', '-']) {
            let first = mark.to_string().bytes().next().unwrap();
            assert!(super::REMARK_BEGINS.contains(&first), "{mark}");
        }
    }
}
