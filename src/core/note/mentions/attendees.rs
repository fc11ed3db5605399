//! Who took part in a meeting, as its note names them: by the key, or below a heading (design 3.4, 2).
//!
//! Nobody is known here, so a text that names nobody as a whole is taken apart later, by
//! `core/people/attendees`.

use crate::core::note::body::links::{Link, links};
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Name;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{split_outside_links, texts};
use crate::core::note::front_matter::yaml::Value;
use crate::core::note::tasks::{Ticked, name_of, ticked};
use crate::core::place::Spot;
use crate::core::text::{fold_heading, lower};

/// Characters of the longest text that is taken for a name.
const MOST: usize = 100;
/// Headings whose items are attendees, folded.
const HEADINGS: [&str; 4] = ["attendees", "participants", "anwesend", "teilnehmer"];
/// Bytes of the longest of them, with room for blanks and emoji.
const LONGEST_HEADING: usize = 24;

/// Whoever `attendees` and its like name.
pub(super) fn of_key(fields: &Fields<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    for node in fields.nodes(Key::Attendees) {
        let is_list = matches!(node.value, Value::List(_));
        for found in texts(node) {
            if is_list && may_be_one_name(found.value) {
                push_named(found.value, found.spot, &mut names);
                continue;
            }
            parted(found.value).for_each(|part| push_named(part, found.spot, &mut names));
        }
    }
    names
}

/// The parts of a text between commas, of which none in brackets parts anything: `Ada (Acme, absent), Ben`.
pub(in crate::core) fn parted(text: &str) -> impl Iterator<Item = &str> {
    let count = |letters: &[char]| text.chars().filter(|letter| letters.contains(letter)).count();
    let is_closed = count(&['(', '<', '[']) == count(&[')', '>', ']']);
    let mut depth = 0_usize;
    text.split(move |letter: char| {
        match letter {
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        matches!(letter, ',' | ';' | '\n') && (depth == 0 || !is_closed)
    })
}

/// Whether an item of a list with a comma may be one name, as `Lovelace, Ada` is.
fn may_be_one_name(text: &str) -> bool {
    text.contains(',') && !text.contains(['[', '\n']) && text.chars().count() <= MOST
}

/// The people of one part of a list: links, or one text that is a name or several.
fn push_named(text: &str, spot: Spot, names: &mut Vec<Name>) {
    let text = text.trim().trim_matches(['"', '\'', '@']).trim();
    let links: Vec<Link<'_>> = links(text).into_iter().filter(|link| !link.outside).collect();
    let mut push = |target: &str, linked| {
        if !target.is_empty() && target.chars().count() <= MOST {
            names.push(Name { target: target.into(), linked, spot, leads: true });
        }
    };
    if links.is_empty() {
        return push(text, false);
    }
    // `[[Ada]] and Ben`: what stands between joiners is a name, what stands beside a link is a remark on it.
    let mut at = 0;
    for (place, link) in links.iter().enumerate() {
        let mut between: Vec<&str> = joined(text.get(at..link.start).unwrap_or_default()).collect();
        let beside = between.pop().unwrap_or_default();
        between.iter().skip(usize::from(place > 0)).for_each(|name| push(name, false));
        if place == 0 || beside.is_empty() {
            push(link.target, true);
        }
        at = link.end;
    }
    joined(text.get(at..).unwrap_or_default()).skip(1).for_each(|name| push(name, false));
}

/// The parts of a text between words that join names.
pub(in crate::core) fn joined(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = next_joiner(text);
        rest = found.and_then(|(_, end)| text.get(end..));
        Some(text.get(..found.map_or(text.len(), |(start, _)| start)).unwrap_or_default().trim())
    })
}

/// Where the first word that joins names stands.
fn next_joiner(text: &str) -> Option<(usize, usize)> {
    let mark = text.find(['&', '+']).map(|at| (at, at + 1));
    let words = text.split_inclusive(char::is_whitespace).scan(0, |end, word| {
        let start = *end;
        *end += word.len();
        Some((start, word.trim()))
    });
    let mut joiners = words.filter(|(_, word)| matches!(*word, "and" | "und"));
    let word = joiners.next().map(|(start, word)| (start, start + word.len()));
    mark.into_iter().chain(word).min()
}

/// A name without a remark in brackets or an address behind it; nothing where there is none, or where it
/// says that they were not there.
pub(in crate::core) fn without_remark(text: &str) -> Option<&str> {
    let (name, remark) = match text.find(['(', '<']) {
        Some(start) => text.split_at_checked(start)?,
        None => text.rsplit_once(char::is_whitespace).filter(|(_, last)| last.contains('@'))?,
    };
    let name = name.trim().trim_matches(['"', '\'']).trim();
    (!name.is_empty() && !says_absent(remark)).then_some(name)
}

/// Whether a remark says that somebody was not there, or may not have been.
#[rustfmt::skip]
fn says_absent(remark: &str) -> bool {
    const WORDS: &[&str] = &[
        "absent", "absence", "away", "apologies", "apologised", "apologized", "cancelled", "canceled", "cannot",
        "can't", "couldn't", "declined", "didn't", "excused", "ill", "invited", "late", "maybe", "missed", "missing",
        "no", "no-show", "not", "optional", "out", "regrets", "sick", "tbc", "tbd", "tentative", "unable", "without",
        "abgesagt", "abwesend", "entschuldigt", "fehlt", "krank", "nicht",
    ];
    let remark = lower(remark).replace('’', "'");
    remark.contains('?')
        || remark
            .split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '-')
            .any(|word| WORDS.contains(&word.trim_matches('-')))
}

/// Whether items below a heading link attendees.
pub(in crate::core::note) fn are_listed(body: &Body<'_>) -> bool {
    body.sections.iter().any(|section| is_heading(&section.heading)) && !listed(body).is_empty()
}

/// Those whom the items below such a heading begin with, by link.
pub(super) fn listed(body: &Body<'_>) -> Vec<Name> {
    let is_below = |line: &&Line<'_>| {
        let section = line.section.and_then(|place| body.sections.get(place));
        section.is_some_and(|section| is_heading(&section.heading))
    };
    body.lines.iter().filter(is_below).flat_map(of_item).collect()
}

fn is_heading(heading: &str) -> bool {
    let begins = heading.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    // Every heading of every note that nothing marks is asked; most are refused by a letter.
    begins.starts_with(['A', 'a', 'P', 'p', 'T', 't'])
        && heading.len() <= LONGEST_HEADING
        && HEADINGS.contains(&fold_heading(heading).as_str())
}

fn of_item(line: &Line<'_>) -> Vec<Name> {
    let LineKind::Item(1, mark) = line.kind else { return Vec::new() };
    if !matches!(ticked(mark), Ticked::Plain | Ticked::Done) {
        return Vec::new();
    }
    let mut names = Vec::new();
    for part in split_outside_links(&line.text, b",;") {
        let links = links(part);
        let Some(first) = links.first().filter(|link| link.start == 0) else { break };
        if says_absent(part.get(first.end..).unwrap_or_default()) {
            continue;
        }
        names.extend(name_of(first, line.spot).map(|name| Name { leads: true, ..name }));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_taken_apart() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let mut names = Vec::new();
            push_named(text, Spot::new(1, 1), &mut names);
            let shown = |name: &Name| match name.linked {
                true => format!("[[{}]]", name.target),
                false => name.target.to_string(),
            };
            assert_eq!(names.iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
        }
        case("Ada & Ben", &["Ada & Ben"]);
        case("@Ada", &["Ada"]);
        case("[[Ada|A.]]", &["[[Ada]]"]);
        case("[[Ada]] [[Ben]]", &["[[Ada]]", "[[Ben]]"]);
        case("[[Ada]] and [[Ben]]", &["[[Ada]]", "[[Ben]]"]);
        case("Cy, und [[Ada]]", &["Cy,", "[[Ada]]"]);
        case("[[Ada]] & Ben + [[Cy]] & Di", &["[[Ada]]", "Ben", "[[Cy]]", "Di"]);
        case("[[Ada]] (introduced by [[Ben]])", &["[[Ada]]"]);
        case("guest of [[Ada]]", &["[[Ada]]"]);
        case("", &[]);
    }

    #[test]
    fn a_remark_is_no_part_of_a_name() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(without_remark(text), expected, "{text}");
        }
        case("Ada Byron (Acme)", Some("Ada Byron"));
        case("Ada Byron (Acme", Some("Ada Byron"));
        case("\"Ada Byron\" <ada@b.example>", Some("Ada Byron"));
        case("Ada Byron ada@b.example", Some("Ada Byron"));
        case("Ada Byron", None);
        case("(Acme)", None);
        case("ada@b.example", None);
        for absent in ["(absent)", "(couldn’t come)", "(no-show)", "(sent her apologies)", "(tbc)", "(?)"] {
            case(&format!("Ada Byron {absent}"), None);
        }
    }
}
