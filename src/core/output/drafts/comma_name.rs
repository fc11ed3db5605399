//! Reads names with commas: `Lovelace, Ada` is reversed, and roles, employers and degrees may follow.

use super::salutation::{RELATIONS, bare, is_joiner};
use crate::core::name_suffix::is_suffix;
use crate::core::text::same_name;

/// What people do, as it follows a name and a comma: `Jane Doe, CEO`.
const ROLES: &[&str] = &[
    "ceo", "cto", "cfo", "coo", "cmo", "vp", "svp", "evp", "founder", "cofounder", "co-founder", "director",
    "president", "chair", "manager", "owner", "head", "lead", "editor", "engineer", "designer", "developer",
    "architect", "consultant", "professor",
];

/// Particles before surnames, which may be two words: `van Gogh, Vincent`.
const PARTICLES: &[&str] =
    &["van", "von", "de", "da", "di", "del", "della", "la", "le", "el", "al", "bin", "ter", "st", "mac"];

/// First words of what somebody is to somebody, besides [`RELATIONS`]: `Ann, mum of Ben`, `Sam, from work`.
const DESCRIPTIONS: &[&str] = &[
    "my", "our", "your", "his", "her", "their", "the", "a", "an", "née", "nee", "born", "from", "at", "of",
    "in", "next", "mum", "mom", "dad", "mother", "father", "parent", "sister", "brother", "son", "daughter",
    "aunt", "uncle", "who",
];

/// Number of commas in a name that are looked at. The rest of the name is compared at each.
const MOST_COMMAS: usize = 8;

/// Returns the part of a name that names the person: `Doe, Jane, CEO` without the role. `None` if what stands
/// before the comma may be a surname as well as a whole name (`Smith, CEO`, `Jane Doe, Acme`).
pub(super) fn named_person<'a>(name: &'a str, org: Option<&str>) -> Option<&'a str> {
    let name = without_description(name);
    let is_employer = |behind: &str| org.is_some_and(|org| same_name(org, behind));
    let mut parts = name.match_indices(',').take(MOST_COMMAS).filter_map(|(at, _)| {
        let (person, behind) = name.split_at_checked(at)?;
        let behind = behind.trim_start_matches(',').trim();
        Some((person, behind, behind.split(',').next().unwrap_or_default().trim()))
    });
    let added =
        |(_, behind, part): &(&str, &str, &str)| is_employer(behind) || is_employer(part) || is_post(part);
    let Some((person, _, part)) = parts.find(added) else { return unless_unsure(name) };
    let is_lone = is_post(part) && !is_employer(part) && person.split_whitespace().nth(1).is_none();
    if is_lone { None } else { unless_unsure(person) }
}

/// Whether a part of a name says what somebody does: `Head of Signage`.
pub(super) fn is_post(part: &str) -> bool {
    part.split_whitespace().any(|word| ROLES.contains(&word.to_lowercase().as_str()))
}

/// Returns the name, or `None` if two words before a comma may be a surname as well as a whole name.
fn unless_unsure(name: &str) -> Option<&str> {
    let Some((own, behind)) = name.split_once(',') else { return Some(name) };
    let words: Vec<&str> = own.split_whitespace().collect();
    let is_full =
        |first: &str, second: &str| !PARTICLES.contains(&bare(first).as_str()) && !is_suffix(second);
    let is_unsure = matches!(words.as_slice(), [first, second] if is_full(first, second))
        && !behind.contains(',')
        && !behind.split_whitespace().all(is_suffix)
        && !behind.split_whitespace().any(is_joiner);
    (!is_unsure).then_some(name)
}

/// Removes what somebody is to somebody from behind a name: `Ann, Tom's wife` and `Ann, wife of Tom` are Ann.
fn without_description(name: &str) -> &str {
    let Some((own, behind)) = name.split_once(',') else { return name };
    let mut words = behind.split_whitespace().map(|word| word.trim_end_matches(','));
    let first = words.next().unwrap_or_default();
    let is_of_another = ["'s", "’s"].iter().any(|end| first.ends_with(end)) && words.next().is_some();
    let is_described = is_of_another || RELATIONS.contains(&first) || DESCRIPTIONS.contains(&first);
    if is_described { own.trim_end() } else { name }
}

/// Turns `Lovelace, Ada` into `Ada Lovelace`, and removes degrees and generations after commas.
pub(super) fn in_order(name: &str) -> String {
    let mut parts = without_description(name).split(',').map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return name.to_owned() };
    let rest: Vec<&str> = parts.filter(|part| !part.split_whitespace().all(is_suffix)).collect();
    match rest.as_slice() {
        [] => first.to_owned(),
        // `Anna, Ben & Clara` is three people, not a reversed name.
        [given, ..] if given.split_whitespace().any(is_joiner) => name.to_owned(),
        [given, ..] => format!("{given} {first}"),
    }
}
