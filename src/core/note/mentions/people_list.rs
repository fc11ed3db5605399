//! Splits lists of people such as `[[Ada]] (Acme) and Ben, Cy`, in a key or below a heading (design 3.4, 2).
//!
//! Contacts are not known here, so text without links stays whole: `Marks & Spencer` may be one name. Once
//! they are known, `core/people/attendees` splits it with the same functions.

use super::inbox_names::{is_conjunction, is_possessive};
use crate::core::date_text::weekdays::is_weekday;
use crate::core::day::month_named;
use crate::core::note::body::links::{Link, links};
use crate::core::note::facts::{Name, Stands};
use crate::core::note::linked_names::name_of;
use crate::core::place::Spot;
use crate::core::text::{fold, is_mark, is_one_of, lower, prefix};

/// Maximum bytes of a link behind a dash.
const MOST_LINK: usize = 200;

/// Maximum number of words of a name or role without a link.
const MOST_WORDS: usize = 4;

/// Maximum number of characters of a name.
const MAX_NAME: usize = 100;

/// Words, folded, that say no more of a note than that it is about a meeting or a talk with those it names.
const OF_MEETINGS: [&str; 36] = [
    "1on1", "and", "avec", "breakfast", "call", "catchup", "chat", "checkin", "coffee", "com", "con",
    "dinner", "et", "facetime", "interview", "lunch", "meet", "meeting", "mit", "monthly", "one2one",
    "oneonone", "onetoone", "phone", "phonecall", "quarterly", "skype", "sync", "talk", "teams", "und",
    "video", "w", "weekly", "with", "zoom",
];

/// Words behind those names, with what it was about.
const ABOUT: [&str; 4] = ["about", "on", "re", "regarding"];

/// Adds everybody named by a list in a key.
pub(super) fn push_all(text: &str, spot: Spot, names: &mut Vec<Name>) {
    for part in parted(text) {
        if outer_links(part).is_empty() {
            push_unlinked(part, spot, names);
        } else {
            joined(part).for_each(|person| push_person(person, spot, begins_absent, names));
        }
    }
}

/// Adds the people that a list in the text links, up to a part that is a sentence. Names without a link are left
/// out.
pub(super) fn push_leading(text: &str, spot: Spot, names: &mut Vec<Name>) {
    let people = parted(text).flat_map(joined).take_while(|person| behind_link(person).is_some());
    let linked = people.filter(|person| !outer_links(person).is_empty() || exported_link(person).is_some());
    linked.for_each(|person| push_person(person, spot, says_absent, names));
}

/// Adds the people that the title of a meeting's note links, if it says nothing else before them: `Call with [[Ada]] and
/// [[Ben]] about the roof`. Not `Call about [[Ada]]`, nor `Call with [[Ada]] cancelled`.
pub(super) fn push_in_title(title: &str, spot: Spot, names: &mut Vec<Name>) {
    let links = outer_links(title);
    let Some(last) = links.last() else { return };
    let words =
        |text: &'_ str| text.split_whitespace().all(|word| is_of_meetings(word.trim_matches(is_mark)));
    let behind = title.get(last.end..).unwrap_or_default();
    let next = behind.split_whitespace().next().unwrap_or_default();
    let ends = !behind.starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’'))
        && (words(behind) || is_one_of(next, &ABOUT));
    if ends && before_links(title, &links).all(|gap| gap.is_some_and(words)) {
        let named = links.iter().filter_map(|link| name_of(link, spot));
        names.extend(named.map(|name| Name { stands: Stands::First, ..name }));
    }
}

/// Whether a word of a file name or title is a number, a mark, a part of a date, or says that there was a meeting or talk.
pub(in crate::core) fn is_of_meetings(word: &str) -> bool {
    let folded = fold(word);
    let singular = folded.strip_suffix('s').unwrap_or(&folded);
    !word.contains(char::is_alphabetic)
        || is_weekday(&folded)
        || month_named(&folded).is_some()
        || OF_MEETINGS.iter().any(|known| *known == folded || *known == singular)
}

/// Whether a text is nothing but links, with titles, marks and remarks in brackets between them.
pub(super) fn is_only_links(text: &str) -> bool {
    let links = outer_links(text);
    let Some(last) = links.last() else { return false };
    let gaps = before_links(text, &links).chain([text.get(last.end..)]).flatten();
    let words = gaps.flat_map(str::split_whitespace).filter(|word| !is_title(word));
    is_in_brackets(words.flat_map(str::chars))
}

/// Whether a text is only a list of people with a link among them, and remarks in brackets.
pub(super) fn is_list_of_links(text: &str) -> bool {
    let is_person = |person| behind_link(person).is_some_and(|remark| is_in_brackets(remark.chars()));
    text.contains('[') && parted(text).flat_map(joined).all(is_person)
}

/// Whether the only letters and digits are in brackets.
fn is_in_brackets(mut letters: impl Iterator<Item = char>) -> bool {
    let mut depth = 0_usize;
    letters.all(|letter| {
        depth = depth_after(letter, depth);
        depth > 0 || !letter.is_alphanumeric()
    })
}

/// Returns what follows the link of one person in a list; nothing follows a name without a link. `None` for a
/// sentence, and for what says that people were absent.
fn behind_link(person: &str) -> Option<&str> {
    let Some(link) = outer_links(person).into_iter().next() else {
        let is_name = exported_link(person).is_some() || is_role(person);
        return is_name.then_some("");
    };
    let before = person.get(..link.start)?.trim_matches([' ', '@', '*', '_', '"']);
    let is_in_list = before.split_whitespace().all(is_title) || before.strip_suffix(':').is_some_and(is_role);
    person.get(link.end..).filter(|_| is_in_list)
}

/// Whether a word is a title before a name.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 11] = ["dr", "prof", "mr", "mrs", "ms", "mx", "rev", "sir", "dame", "frau", "herr"];
    TITLES.contains(&lower(word).trim_end_matches('.'))
}

/// Whether a label says for whom or as what people came: `Acme: [[Ada]]`, `Host: [[Ada]]`. Not `Minutes to: [[Ada]]`.
fn is_role(label: &str) -> bool {
    const OTHER: [&str; 19] = [
        "to", "for", "on", "about", "by", "re", "regarding", "topic", "topics", "subject", "discussed",
        "discussion", "replacing", "agenda", "actions", "next", "spoke", "minutes", "missing",
    ];
    let is_other = |word: &str| OTHER.contains(&&*lower(word));
    label.split_whitespace().count() <= MOST_WORDS
        && !label.split_whitespace().any(is_other)
        && !says_absent(label)
}

/// Reads a link as Notion exports it in a property: `Ada Byron (../People/Ada%20Byron%201a2b.md)`.
fn exported_link(text: &str) -> Option<&str> {
    let (_, target) = text.strip_suffix(".md)")?.split_once(" (")?;
    (!target.contains([' ', '('])).then_some(target)
}

/// Returns the depth of brackets after a letter, from the depth before it.
fn depth_after(letter: char, depth: usize) -> usize {
    match letter {
        '(' | '<' | '[' => depth + 1,
        ')' | '>' | ']' => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Whether an item of a list may be one name with a comma, such as `Lovelace, Ada`.
pub(super) fn may_be_one_name(text: &str) -> bool {
    text.contains(',') && !text.contains(['[', '\n']) && text.chars().count() <= MAX_NAME
}

/// Adds one person, by link or by name, or several as in `[[Ada]] [[Ben]] (absent)`. Other text after a link
/// is a remark on that person, who is left out if it says that they were absent.
fn push_person(text: &str, spot: Spot, is_absent: fn(&str) -> bool, names: &mut Vec<Name>) {
    let links = outer_links(text);
    if links.is_empty() {
        return push_unlinked(text, spot, names);
    }
    for (place, link) in links.iter().enumerate() {
        let is_last = links.get(place + 1).is_none_or(|next| {
            text.get(link.end..next.start).is_none_or(|between| !between.trim().is_empty())
        });
        let remark = text.get(link.end..).unwrap_or_default();
        if !is_last || !(is_possessive(remark) || is_absent(remark)) {
            names.extend(name_of(link, spot).map(|name| Name { stands: Stands::First, ..name }));
        }
        if is_last {
            break;
        }
    }
}

/// Adds text without links, which may be one name or several.
pub(super) fn push_unlinked(text: &str, spot: Spot, names: &mut Vec<Name>) {
    if let Some(target) = exported_link(text) {
        return names.push(Name { target: target.into(), linked: true, spot, stands: Stands::First });
    }
    let text = text.trim().trim_matches(['"', '\'', '@']).trim();
    if !text.is_empty() && text.chars().count() <= MAX_NAME {
        names.push(Name { target: text.into(), linked: false, spot, stands: Stands::First });
    }
}

/// Returns the links to notes of the vault.
fn outer_links(text: &str) -> Vec<Link<'_>> {
    links(text).into_iter().filter(|link| !link.outside).collect()
}

/// Returns the text before each link, from the one before it; `None` where they overlap.
fn before_links<'t>(text: &'t str, links: &[Link<'_>]) -> impl Iterator<Item = Option<&'t str>> {
    let mut from = 0;
    links.iter().map(move |link| text.get(std::mem::replace(&mut from, link.end)..link.start))
}

/// Splits a list at commas, semicolons, line breaks, and bars and dots with space around them. A slash or dash
/// separates only links: other text behind it is a remark.
pub(in crate::core) fn parted(text: &str) -> impl Iterator<Item = &str> {
    split(text, |rest, before| {
        let mark = rest.chars().next()?;
        let behind = rest.get(mark.len_utf8()..)?;
        let separates = match mark {
            ',' | ';' | '\n' => true,
            '|' | '·' | '•' => before.is_whitespace() && behind.starts_with(char::is_whitespace),
            '/' => behind.trim_start().starts_with('['),
            '-' | '–' | '—' => before.is_whitespace() && is_link_alone(behind),
            _ => false,
        };
        separates.then_some(mark.len_utf8())
    })
}

/// Whether a text begins with a link that ends it or its part of a list.
fn is_link_alone(text: &str) -> bool {
    let inner = text.strip_prefix(' ').and_then(|link| prefix(link, MOST_LINK).strip_prefix("[["));
    let after = inner.and_then(|inner| inner.split_once("]]")).map(|(_, after)| after.trim_start());
    after.is_some_and(|after| {
        after.is_empty() || after.starts_with([',', ';', '\n', '|', '·', '•', '/', '-', '–', '—'])
    })
}

/// Splits a text at `and`, `&` and the like between names.
pub(in crate::core) fn joined(text: &str) -> impl Iterator<Item = &str> {
    split(text, |rest, before| {
        if rest.starts_with(['&', '+']) {
            return Some(1);
        }
        let word = before.is_whitespace().then(|| rest.split(char::is_whitespace).next())??;
        is_conjunction(word).then_some(word.len())
    })
}

/// Splits a text at separators outside of brackets: `Ada (Acme, absent), Ben`. `separator` returns the length
/// of a separator at the start of a text, given also the letter before it.
fn split(text: &str, separator: impl Fn(&str, char) -> Option<usize>) -> impl Iterator<Item = &str> {
    let count = |letters: &[char]| text.chars().filter(|letter| letters.contains(letter)).count();
    let is_closed = count(&['(', '<', '[']) == count(&[')', '>', ']']);
    let mut rest = Some(text);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let (mut depth, mut before) = (0_usize, ' ');
        let found = text.char_indices().find_map(|(at, letter)| {
            depth = depth_after(letter, depth);
            let before = std::mem::replace(&mut before, letter);
            let length = if depth == 0 || !is_closed { separator(text.get(at..)?, before) } else { None };
            Some((at, at + length?))
        });
        rest = found.and_then(|(_, end)| text.get(end..));
        text.get(..found.map_or(text.len(), |(start, _)| start))
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// Returns a name without the remark in brackets or the address after it. `None` if there is neither, or if
/// the remark says that the person was absent.
pub(in crate::core) fn without_remark(text: &str) -> Option<&str> {
    let (name, remark) = match text.find(['(', '<']) {
        Some(start) => text.split_at_checked(start)?,
        None => text.rsplit_once(char::is_whitespace).filter(|(_, last)| last.contains('@'))?,
    };
    let name = name.trim().trim_matches(['"', '\'']).trim();
    (!name.is_empty() && !says_absent(remark)).then_some(name)
}

/// Whether a remark says that somebody was absent, or may have been.
pub(in crate::core) fn says_absent(remark: &str) -> bool {
    const WORDS: &[&str] = &[
        "absent", "absence", "absentees", "away", "apologies", "apologised", "apologized", "cancelled",
        "canceled", "cannot", "can't", "cc", "couldn't", "declined", "didn't", "excused", "ill", "invited",
        "maybe", "missed", "missing", "no", "no-show", "not", "optional", "out", "regrets", "sick", "tbc",
        "tbd", "tentative", "unable", "without", "abgesagt", "abwesend", "entschuldigt", "fehlt", "krank",
        "nicht",
    ];
    let remark = lower(remark).replace('’', "'");
    remark.contains('?')
        || remark
            .split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '-')
            .any(|word| WORDS.contains(&word.trim_matches('-')))
}

/// Whether the words after a link in a key say that the person was absent: the first word does, or a remark
/// set off by a bracket, dash or colon. Other words are prose: `[[Ada]] left without her coat`.
fn begins_absent(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let marks = [words.find(['(', '[', '<', '–', '—', ':']), words.find("- ")];
    let remark = marks.into_iter().flatten().min().and_then(|mark| words.get(mark..));
    says_absent(first) || remark.is_some_and(says_absent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let mut names = Vec::new();
            push_all(text, Spot::new(1, 1), &mut names);
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
        case("Cy, und [[Ada]]", &["Cy", "[[Ada]]"]);
        case("[[Ada]] et [[Ben]] y Cy", &["[[Ada]]", "[[Ben]]", "Cy"]);
        case("[[Ada]] & Ben + [[Cy]] & Di", &["[[Ada]]", "Ben", "[[Cy]]", "Di"]);
        for mark in ["|", "·", "•", "/", "-", "–", "—"] {
            case(&format!("[[Ada]] {mark} [[Ben]] {mark} [[Cy]]"), &["[[Ada]]", "[[Ben]]", "[[Cy]]"]);
            case(&format!("[[Ada]] {mark} [[Ben]]’s assistant"), &["[[Ada]]"]);
        }
        case("Ada Byron | Ben", &["Ada Byron", "Ben"]);
        case("Ada/Ben - Acme", &["Ada/Ben - Acme"]);
        case("[[Ada|A]] - [[Ben]] introduced us", &["[[Ada]]"]);
        case("[[Ada]] (introduced by [[Ben]])", &["[[Ada]]"]);
        case("guest of [[Ada]]", &["[[Ada]]"]);
        case("[[Ada]]'s assistant, [[Ben]]", &["[[Ben]]"]);
        case("[[Ada]] [[Ben]]’s assistant", &["[[Ada]]"]);
        case("", &[]);
        case("[[Ada]] (Acme & Sons, Paris), [[Ben]]", &["[[Ada]]", "[[Ben]]"]);
        case("[[Ada]] (absent), [[Ben]]", &["[[Ben]]"]);
        case("[[Ada]] (absent) and [[Ben]]", &["[[Ben]]"]);
        case("[[Ada]] [[Ben]] (sick and tired)", &["[[Ada]]"]);
        case("[[Ada]] (guest of [[Ben]], absent)", &[]);
        case("[[2026-11-20]] [[Ada]]", &["[[Ada]]"]);
        for absent in
            [" absent", "?", " couldn't come", " - absent", ": is ill", " from Acme (absent)", " — no"]
        {
            case(&format!("[[Ada]]{absent}"), &[]);
        }
        for present in [" joined late", " (late)", " left without her coat", " - Acme"] {
            case(&format!("[[Ada]]{present}"), &["[[Ada]]"]);
        }
    }

    #[test]
    fn an_item_names_the_people_it_begins_with() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let mut names = Vec::new();
            push_leading(text, Spot::new(1, 1), &mut names);
            assert_eq!(names.iter().map(|name| &*name.target).collect::<Vec<_>>(), expected, "{text}");
        }
        case("[[Ada]] and [[Ben]]", &["Ada", "Ben"]);
        case("[[Ada]], [[Cy]] (Acme, Inc), and [[Ben]]", &["Ada", "Cy", "Ben"]);
        case("[[Ada]] (absent, ill), [[Ben]]", &["Ben"]);
        case("[[Ada]], Cy, [[Ben]]", &["Ada", "Ben"]);
        case("Me, @[[Ada]] and **[[Ben]]**, *[[Cy]]* (host), Prof. Dr. [[Di]]", &["Ada", "Ben", "Cy", "Di"]);
        case("Acme Inc: [[Ada]], **[[Ben]]** (ill), [Cy](<../Cy Do.md>)", &["Ada", "../Cy Do"]);
        case(
            "Ada B. (../People/Ada%20B%201a.md), Ben (Acme), Cy (../Cy%202b.md)",
            &["../People/Ada%20B%201a", "../Cy%202b"],
        );
        case("Absent: [[Ada]], [[Ben]]", &[]);
        case("not Cy, [[Ada]]", &[]);
        case("We spoke about the plans, [[Ada]]", &[]);
        case("Cy and [[Ada]]'s assistant", &[]);
        case("[[Ada]] and I spoke of [[Ben]]", &["Ada"]);
        case("[[Ada]] (late), [[Ben]] joined late", &["Ada", "Ben"]);
        case("[[Ada]] could not come", &[]);
        case("guest of [[Ada]]", &[]);
        case("[[Ada]]'s assistant, [[Ben]]", &["Ben"]);
    }

    #[test]
    fn a_sentence_is_not_a_list_of_links() {
        for list in [
            "[[Ada]]",
            "[[Ada]], [[Ben]] (Acme) and [Cy](Cy.md).",
            "[[Ada]] & [[Ben]] [guest]",
            "[[Ada]], Cy",
            "Me, Dr. [[Ada]]",
        ] {
            assert!(is_list_of_links(list), "{list}");
        }
        for sentence in
            ["[[Ada]] was discussed at length.", "We saw [[Ada]]", "[[Ada]]’s assistant", "Ada", ""]
        {
            assert!(!is_list_of_links(sentence), "{sentence}");
        }
    }

    #[test]
    fn remarks_are_not_part_of_a_name() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(without_remark(text), expected, "{text}");
        }
        case("Ada Byron (Acme)", Some("Ada Byron"));
        case("Ada Byron (Acme", Some("Ada Byron"));
        case("Ada Byron (late)", Some("Ada Byron"));
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
