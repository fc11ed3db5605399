//! A cache of the readings of common line heads: a known word or phrase, with or without a direction, before
//! a colon (`met:`, `email out:`). It is filled once per word table by the rules of [`super::reading`] and
//! saves applying them to nearly every line of a log. Heads whose reading depends on the contact's names or
//! on more of the line are left out.

use super::line_head::Head;
use super::reading::read_by_rules;
use super::subjects::Subjects;
use super::words::{Direction, Meaning, WordHasher, WordTable};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::direction::automatic::may_be_automatic;
use crate::core::note::log::direction::their_words::may_tell;
use crate::core::note::log::no_contact::called_off::begins_moved;
use crate::core::note::log::no_contact::whole_phrases::may_begin_phrase;
use crate::core::text::capitalized;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

/// Maximum length of a cached head in bytes. Most heads are far shorter, and no colon is searched beyond
/// this.
const LONGEST: usize = 24;

/// Endings of cached heads, after the known phrase.
const ENDINGS: [&str; 3] = ["", " out", " in"];

/// The cached readings, filled on first use.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownHeads(OnceLock<Readings>);

type Readings = HashMap<Box<str>, Reading, BuildHasherDefault<WordHasher>>;

// Always equal: the readings follow from the words of the table, which are compared themselves.
impl PartialEq for KnownHeads {
    fn eq(&self, _: &KnownHeads) -> bool {
        true
    }
}

impl Eq for KnownHeads {}

impl KnownHeads {
    /// Returns the cached head that a line begins with, and its reading.
    pub(super) fn find<'t>(&self, text: &'t str, table: &WordTable) -> Option<(&'t str, Reading)> {
        let bytes = text.as_bytes();
        let start = bytes.get(..=LONGEST).unwrap_or(bytes);
        let colon = start.iter().position(|byte| *byte == b':')?;
        let (head, after) = text.split_at_checked(colon)?;
        let after = after.strip_prefix(':').filter(|after| after.is_empty() || after.starts_with(' '))?;
        let reading = *self.0.get_or_init(|| readings(table)).get(head)?;
        // `call: left a voicemail` needs the rules.
        let needs_rules = match reading {
            Reading::Clear(Direction::Both, _) => may_begin_phrase(after, table) || begins_moved(after),
            Reading::Clear(Direction::Out, _) if head.ends_with(" out") => false,
            // `email: she sent the specs`, `email in: out of office`
            Reading::Clear(direction, _) => {
                (direction == Direction::Out && may_tell(after)) || may_be_automatic(after)
            }
            _ => false,
        };
        (!needs_rules).then_some((head, reading))
    }
}

fn readings(table: &WordTable) -> Readings {
    let mut readings = Readings::default();
    // A failed contact is hardly ever put as one of the many phrases for it and a colon.
    let is_common = |(phrase, meaning): &(&str, Meaning)| {
        !matches!(meaning, Meaning::Tried(_) | Meaning::Cancelled) || !phrase.contains(' ')
    };
    for (phrase, _) in table.iter().filter(is_common) {
        for ending in ENDINGS {
            for head in [[phrase, ending].concat(), [&capitalized(phrase), ending].concat()] {
                if let Some(reading) = reading_of(&head, table) {
                    readings.insert(head.into(), reading);
                }
            }
        }
    }
    readings
}

/// Returns the reading of a head before a colon. `None` if it depends on the contact's names, or on more of
/// the line than a no-contact phrase after the colon.
fn reading_of(head: &str, table: &WordTable) -> Option<Reading> {
    let line = [head, ":"].concat();
    let nobody = Subjects::of(&[]);
    let found = Head::of(&line, table.with(&nobody));
    if found.text != head || found.opening != head || head.len() > LONGEST {
        return None;
    }
    let reading = read_by_rules(&line, table.with(&nobody)).reading;
    // A wish may follow: `liked: happy birthday`.
    let may_wish = matches!(reading, Reading::Assumed | Reading::Light);
    // `LinkedIn: he accepted`
    let may_accept = reading == Reading::Clear(Direction::Out, Some(Channel::Linkedin));
    (!may_wish && !may_accept && !nobody.were_consulted()).then_some(reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body::line::is_separator;
    use crate::core::note::log::line::reading::{read, read_alone};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static TABLE: LazyLock<WordTable> = LazyLock::new(|| {
        let mut table = WordTable::default();
        table.set("a, b", Some(Meaning::Light));
        table.set("ΑΣ x", Some(Meaning::Verb(None)));
        table.set("x:", Some(Meaning::Skip));
        table.set("ada wrote", Some(Meaning::Reply));
        table.set("she", Some(Meaning::Verb(Some(Channel::Phone))));
        table.set("in", Some(Meaning::Contact(Direction::Both, None)));
        table
    });

    static KNOWN: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut heads: Vec<String> = readings(&TABLE).into_keys().map(String::from).collect();
        heads.sort_unstable();
        heads
    });

    const HEADS: &str = "(met|Email|call|Called|voicemail|liked|ask|i|she|ada|her|wrote|back|replied|a, b|x:|ας|ΑΣ|1:1|\
        no answer|cancelled|skip|lunch|gift|phone|new|number|video|chat|with |reply|ada's| me| to us| received|incoming |NOW | out| in|:|: | |\u{a0}|—| - |[(]|,|→ ){0,6}";
    const TAILS: &str = "(: |:|: : | - )?(left a |left her a |accepted|voicemail|no answer|No Answer|still |nothing|tried|\
        she |ada |sent |asks |out of office|bounced|invitation|out |me |didn't |didn’t |hasn't |not |answer|reply|pick up|cancelled|postponed|Happy |happy |birthday|\
        🎂|wishes|, |[.] | - | and | but |x | |\u{a0}){0,5}";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

        #[test]
        fn the_cache_agrees_with_the_rules(
            head in HEADS,
            tail in TAILS,
            names in "(ada|email|met|replied|out|in|wrote back|call|answer){0,1}( ada| call| out| wrote| voicemail){0,2}",
        ) {
            let line = head + &tail;
            let names: Vec<&str> = names.split_ascii_whitespace().chain([names.as_str()]).collect();
            let subjects = Subjects::of(&names);
            let between = line.trim_start_matches(is_separator).trim_end();
            let (found, expected) =
                (read(&line, TABLE.with(&subjects)), read_by_rules(between, TABLE.with(&subjects)));
            prop_assert_eq!(found.topic(), expected.topic(), "{:?}", line);
            prop_assert_eq!(found.is_bare(&TABLE), expected.is_bare(&TABLE), "{:?}", line);
            prop_assert_eq!(found, expected, "{:?}", line);
        }

        #[test]
        fn every_cached_head_agrees_with_the_rules(
            nth in any::<prop::sample::Index>(),
            blanks in ":( |  |\u{a0})?",
            tail in TAILS,
            (one, other) in (0_usize..4, 0_usize..4),
        ) {
            let head = nth.get(&KNOWN).as_str();
            let line = [head, &blanks, &tail].concat();
            let words: Vec<&str> = head.split(' ').collect();
            let names: Vec<String> =
                [one, other].iter().filter_map(|at| Some(words.get(*at)?.to_lowercase())).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let subjects = Subjects::of(&names);
            let expected = read_by_rules(line.trim_end(), TABLE.with(&subjects));
            prop_assert_eq!(read(&line, TABLE.with(&subjects)), expected, "{:?}", line);
        }
    }

    #[test]
    fn text_after_a_head_can_change_the_reading() {
        let read = |line| read_alone(line, &TABLE).reading;
        let phone = |direction| Reading::Clear(direction, Some(Channel::Phone));
        assert_eq!(read("call: about the plan"), phone(Direction::Both));
        assert_eq!(read("call: left a voicemail"), phone(Direction::Out));
        assert_eq!(read("call: she didn’t pick up"), phone(Direction::Out));
        assert_eq!(read("liked: her photos"), Reading::Light);
        assert_eq!(read("liked: happy birthday"), Reading::Clear(Direction::Out, None));
        assert_eq!(read("liked: 🎂"), Reading::Light);
    }

    #[test]
    fn common_heads_are_cached() {
        let table = &*TABLE;
        for head in
            ["met", "Met", "email out", "Email in", "call", "letter in", "skip", "caught up", "wrote back"]
        {
            let line = format!("{head}: x");
            assert_eq!(KnownHeads::default().find(&line, table).map(|(head, _)| head), Some(head));
        }
        // A wish may follow, so the rules must decide.
        let by_rules = ["liked: y"];
        let others = ["met", "met:x", "met — x", "xmet: y", "x met: y", "x: y", "a, b: y", "", ":"];
        for line in others.into_iter().chain(by_rules) {
            assert_eq!(KnownHeads::default().find(line, table), None, "{line}");
        }
    }

    #[test]
    fn changing_the_table_clears_the_cache() {
        let mut table = WordTable::default();
        let reading = |table: &WordTable| read_alone("met: x", table).reading;
        assert_eq!(reading(&table), Reading::Clear(Direction::Both, Some(Channel::InPerson)));
        table.set("met", Some(Meaning::Light));
        assert_eq!(reading(&table), Reading::Light);
        table.set("met", None);
        assert_eq!(reading(&table), Reading::Assumed);
    }
}
