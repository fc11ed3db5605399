//! Hints about rules that fit no contact, though they would if a word in them were written as it is in the notes.

use crate::core::config::FILE;
use crate::core::config::effective::fits;
use crate::core::config::model::{Config, Match};
use crate::core::nearest::nearest;
use crate::core::people::contact::{Contact, People};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::fold;
use std::collections::BTreeSet;

/// Returns a hint for each such rule.
pub fn unused_rules(people: &People, config: &Config) -> Vec<Problem> {
    let is_unused = |matching: &Match| {
        !people.contacts.iter().any(|contact| fits(matching, &contact.facts, &contact.path))
    };
    let unused = config.rules.iter().filter(|rule| is_unused(&rule.matching));
    let hints = unused.filter_map(|rule| {
        let (word, near) = slip(&rule.matching, people)?;
        let message = format!("this rule fits no contact: none has `{word}`");
        let problem = Problem::new(Code::UnusedRule, &NotePath::new(FILE), message).at(rule.spot);
        Some(problem.help(format!("did you mean `{near}`?")).effect("the rule changes nothing"))
    });
    hints.collect()
}

/// Returns the first word of a rule that no contact has, with the nearest one that some contact has.
fn slip(matching: &Match, people: &People) -> Option<(String, String)> {
    let words_of = |words: fn(&Contact) -> Vec<String>| -> BTreeSet<String> {
        people.contacts.iter().flat_map(words).collect()
    };
    let tags = || words_of(|contact| contact.facts.tags.iter().map(|tag| fold(tag)).collect());
    let folders = || words_of(|contact| fold(contact.path.folder()).split('/').map(str::to_owned).collect());
    let relationships =
        || words_of(|contact| contact.facts.rare.relationship.iter().map(|text| fold(text)).collect());
    let near = |wanted: &[String], known: &dyn Fn() -> BTreeSet<String>| {
        let known = if wanted.is_empty() { BTreeSet::new() } else { known() };
        wanted.iter().filter(|word| !known.contains(*word)).find_map(|word| {
            nearest(word, known.iter().map(String::as_str)).map(|near| (word.clone(), near.to_owned()))
        })
    };
    near(&matching.tags, &tags)
        .or_else(|| near(&matching.folders, &folders))
        .or_else(|| near(&matching.relationships, &relationships))
}
