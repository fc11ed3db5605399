//! Hints about rules that fit no contact because a word in them is another form of one in the notes. Only a plural
//! or singular and two turned letters are taken for that: with any other letter it may be a word still to come.

use crate::core::config::FILE;
use crate::core::config::effective::fits;
use crate::core::config::model::{Config, Match};
use crate::core::people::contact::{Contact, People};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::fold;
use std::collections::BTreeMap;

/// Returns a hint for each such rule.
pub fn unused_rules(people: &People, config: &Config) -> Vec<Problem> {
    let is_unused = |matching: &Match| {
        !people.contacts.iter().any(|contact| fits(matching, &contact.facts, &contact.path))
    };
    let unused = config.rules.iter().filter(|rule| is_unused(&rule.matching));
    let hints = unused.filter_map(|rule| {
        let (why, near) =
            CONDITIONS.iter().find_map(|condition| slip(condition, &rule.matching, people, config))?;
        let message = format!("this rule fits no contact: {why}");
        let problem = Problem::new(Code::UnusedRule, &NotePath::new(FILE), message).at(rule.spot);
        Some(problem.help(format!("did you mean `{near}`?")).effect("the rule changes nothing"))
    });
    hints.collect()
}

/// A condition of a rule whose words are the user's own.
struct Condition {
    /// What is wrong if no contact has one of its words.
    why: &'static str,
    /// Its words in a rule.
    wanted: fn(&Match) -> &[String],
    /// All words that would fit a contact, as written.
    known: fn(&Contact) -> Vec<&str>,
}

const CONDITIONS: [Condition; 3] = [
    Condition {
        why: "none has its tag",
        wanted: |matching| &matching.tags,
        known: |contact| contact.facts.tags.iter().flat_map(|tag| tops(tag)).collect(),
    },
    Condition {
        why: "none is in its folder",
        wanted: |matching| &matching.folders,
        known: |contact| {
            let folder = contact.path.folder();
            tops(folder).chain(folder.split('/')).collect()
        },
    },
    Condition {
        why: "none has its relationship",
        wanted: |matching| &matching.relationships,
        known: |contact| {
            let own = contact.facts.rare.relationship.as_deref().unwrap_or_default();
            own.split(',').map(str::trim).collect()
        },
    },
];

/// Returns why a condition fits no contact, and the only word of a contact that its words may stand for. A word
/// that some rule has is meant as it is.
fn slip(
    condition: &Condition,
    matching: &Match,
    people: &People,
    config: &Config,
) -> Option<(&'static str, String)> {
    let wanted = (condition.wanted)(matching);
    if wanted.is_empty() {
        return None;
    }
    let words = people.contacts.iter().flat_map(condition.known);
    let known: BTreeMap<String, &str> = words.map(|word| (fold(word), word)).collect();
    if wanted.iter().any(|word| known.contains_key(word)) {
        return None;
    }
    let is_in_a_rule =
        |word: &String| config.rules.iter().any(|rule| (condition.wanted)(&rule.matching).contains(word));
    let is_near = |known: &String| wanted.iter().any(|word| is_other_form(word, known));
    let mut near = known.iter().filter(|(folded, _)| is_near(folded) && !is_in_a_rule(folded));
    let (_, written) = near.next()?;
    near.next().is_none().then(|| (condition.why, (*written).to_owned()))
}

/// Returns a path and all paths above it: `client/acme`, `client`.
fn tops(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at)).chain([path])
}

/// Whether two words differ only in a last `s` or in two turned letters.
fn is_other_form(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_plural = long.strip_suffix('s') == Some(short) && short.ends_with(char::is_alphabetic);
    short.chars().count() >= 4 && (is_plural || has_turned_letters(one, other))
}

fn has_turned_letters(one: &str, other: &str) -> bool {
    let pairs: Vec<(char, char)> = one.chars().zip(other.chars()).filter(|(a, b)| a != b).collect();
    let [(first, second), turned] = pairs[..] else { return false };
    one.len() == other.len()
        && turned == (second, first)
        && first.is_alphabetic()
        && second.is_alphabetic()
        && one.contains(&format!("{first}{second}"))
        && other.contains(&format!("{second}{first}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plural_and_turned_letters_are_other_forms() {
        for (one, other) in [("client", "clients"), ("people", "poeple"), ("people/work", "people/wrok")] {
            assert!(is_other_form(one, other) && is_other_form(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("team2025", "team2026"),
            ("team2012", "team2021"),
            ("teama", "teamb"),
            ("client/lost", "client/list"),
            ("book", "cook"),
            ("new", "news"),
            ("2020", "2020s"),
            ("contact", "contract"),
            ("client", "client"),
        ] {
            assert!(!is_other_form(one, other) && !is_other_form(other, one), "{one} {other}");
        }
    }
}
