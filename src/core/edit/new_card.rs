//! Reads people as they are typed after an event:
//! `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`, one a line, or a table with a header.

use super::new_table::{header, people_below};
use super::when::{From, back};
use crate::core::address::Address;
use crate::core::date_text::leading;
use crate::core::day::Day;
use crate::core::import::card::{Card, LabelledText};
use crate::core::text::{is_control, one_line};
use std::borrow::Cow;

/// A line or value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUsed {
    /// The line, from 1.
    pub line: usize,
    /// The problem.
    pub message: String,
    /// The remedy.
    pub help: Cow<'static, str>,
}

impl NotUsed {
    /// Returns the fault of a line that is not about a person.
    pub(super) fn line(line: usize, message: String) -> NotUsed {
        NotUsed {
            line,
            message,
            help: "write `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`".into(),
        }
    }
}

/// Returns a name that is fit for a person and a note, or why it is not.
pub fn checked_name(name: &str) -> Result<String, String> {
    let dots = name.trim().chars().all(|letter| letter == '.' || letter.is_whitespace());
    let problem = if name.chars().any(is_control) {
        "has a control character or a line break in it"
    } else if name.contains("{{") || name.contains("<%") {
        "would make the note a template"
    } else if name.contains(['/', '\\']) {
        "has a path separator in it"
    } else if dots {
        "has no letter in it"
    } else {
        return Ok(one_line(name));
    };
    Err(format!("the name {problem}"))
}

/// Reads the people of a text, and the lines that could not be used. Blank lines and comments are skipped.
pub fn people(text: &str, from: &From<'_>) -> (Vec<(usize, Card)>, Vec<NotUsed>) {
    if let Some(header) = header(text) {
        return people_below(text, header, from);
    }
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = without_bullet(line.trim());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match person(line, from) {
            Ok(card) => people.push((number + 1, card)),
            Err(message) => wrong.push(NotUsed::line(number + 1, message)),
        }
    }
    (people, wrong)
}

/// Returns a line without its bullet or number and its box.
fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = if digits.len() < line.len() { digits.strip_prefix(['.', ')']) } else { None };
    let after_mark = numbered.or_else(|| line.strip_prefix(['-', '*', '+']));
    let Some(item) = after_mark.and_then(|item| item.strip_prefix(' ')).map(str::trim) else { return line };
    let unboxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| item.strip_prefix(mark));
    unboxed.unwrap_or(item).trim()
}

fn person(line: &str, from: &From<'_>) -> Result<Card, String> {
    // A colon ends the head only before a space, so that `https://…` does not.
    let (head, details) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
    let mut fields = fields(head).into_iter();
    let (name, address) = name_and_address(fields.next().unwrap_or_default());
    let mut card = Card { name: checked_name(name)?, ..Card::default() };
    if let Some(address) = address {
        checked_address(address)?;
        card.emails.push(LabelledText::plain(address));
    }
    if address.is_none() && Address::is(&card.name) {
        card.emails.push(LabelledText::plain(card.name.clone()));
    }
    for field in fields.filter(|field| !field.is_empty()) {
        if field.contains('@') && !field.starts_with('@') {
            checked_address(field)?;
            card.emails.push(LabelledText::plain(field));
        } else if is_phone(field) {
            card.phones.push(LabelledText::plain(field));
        } else if let Some(tag) = field.strip_prefix('#') {
            card.tags.push(tag.to_owned());
        } else if card.org.is_none() {
            card.org = Some(field.to_owned());
        } else {
            card.role = Some(card.role.map_or_else(|| field.to_owned(), |role| format!("{role}, {field}")));
        }
    }
    for detail in details.split(';').map(str::trim).filter(|detail| !detail.is_empty()) {
        let after = |words: &[&str]| {
            let found = words.iter().filter_map(|word| detail.split_at_checked(word.len()).zip(Some(word)));
            let mut found = found.filter(|((start, _), word)| start.to_lowercase() == **word);
            found.next().map(|((_, rest), _)| rest.trim())
        };
        if let Some(promise) = after(&["promised to ", "promised ", "promise: ", "todo: ", "i owe "]) {
            card.promises.push(dated_promise(promise, from));
        } else if let Some(met) = after(&["met "]) {
            card.met = Some(met_on(met, from)?);
        } else {
            card.hooks.push(detail.to_owned());
        }
    }
    Ok(card)
}

/// Splits `Jane Doe <jane@acme.example>`, as mail programs write it; without a name the address serves as
/// one.
pub fn name_and_address(field: &str) -> (&str, Option<&str>) {
    let inner = field.strip_suffix('>').and_then(|field| field.split_once('<'));
    match inner.filter(|(_, address)| address.contains('@')) {
        Some((name, address)) => {
            let (name, address) = (name.trim().trim_matches('"'), address.trim());
            (if name.is_empty() { address } else { name }, Some(address))
        }
        None => (field, None),
    }
}

/// Splits at commas; a value that begins with a quotation mark goes on to the next one.
fn fields(head: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = head;
    loop {
        let quoted = rest.trim_start().strip_prefix('"').and_then(|inner| inner.split_once('"'));
        let (field, after) = match quoted.map(|(field, after)| (field, after.trim_start())) {
            Some((field, "")) => (field, None),
            Some((field, after)) if after.starts_with(',') => (field, after.strip_prefix(',')),
            Some(_) | None => {
                rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after)))
            }
        };
        fields.push(field.trim());
        match after {
            Some(after) => rest = after,
            None => return fields,
        }
    }
}

pub(super) fn checked_address(field: &str) -> Result<(), String> {
    if Address::is(field) { Ok(()) } else { Err(format!("`{field}` is not an e-mail address")) }
}

fn is_phone(field: &str) -> bool {
    let digits = field.chars().filter(char::is_ascii_digit).count();
    digits >= 5
        && field.chars().all(|letter| {
            letter.is_ascii_digit() || matches!(letter, '+' | ' ' | '-' | '(' | ')' | '.' | '/')
        })
}

/// Adds the day in the form of the Tasks plugin to a promise such as `the article by friday`.
pub(super) fn dated_promise(promise: &str, from: &From<'_>) -> String {
    let found = promise
        .rsplit_once(" by ")
        .or(promise.rsplit_once(" on "))
        .and_then(|(what, when)| Some((what, super::when::ahead(when.trim_end_matches('.'), from).ok()?)));
    found.map_or_else(|| promise.to_owned(), |(what, day)| format!("{what} 📅 {day}"))
}

/// Reads when and where somebody was met: `yesterday at FOSDEM`, `3 days ago`, `2026-11-20`, `at FOSDEM`. The
/// day may have any form of `log --date`; without one it is today, and the text must begin like a place.
pub fn met_on(text: &str, from: &From<'_>) -> Result<(Day, Option<String>), String> {
    let text = text.trim();
    if let Some(found) = leading(text, from.order)
        && let Ok(day) = found.day
    {
        return Ok((day, place(text.get(found.length..).unwrap_or_default())));
    }
    let ends = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.len()]).take(MAX_DAY_WORDS).collect();
    let day = ends.into_iter().rev().find_map(|end| {
        let (day, rest) = text.split_at_checked(end)?;
        Some((back(day.trim_end_matches([',', ':']), from).ok()?, place(rest)))
    });
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    match day {
        Some(met) => Ok(met),
        None if text.is_empty() || BEFORE_PLACES.contains(&first.as_str()) => Ok((from.today, place(text))),
        None => Err(format!("`{text}` does not begin with the day you met")),
    }
}

/// Maximum number of words of a day: `3 business days ago`.
const MAX_DAY_WORDS: usize = 4;
/// Words that a place begins with.
const BEFORE_PLACES: [&str; 9] = ["at", "in", "on", "via", "through", "during", "with", "near", "@"];

fn place(text: &str) -> Option<String> {
    let text = one_line(text.trim().trim_start_matches([',', ':', '-']));
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Card>, Vec<usize>) {
        let workdays = crate::core::config::model::Config::default().workdays;
        let from = From { today: Day::from_iso("2026-11-24").unwrap(), order: None, workdays: &workdays };
        let (people, wrong) = people(text, &from);
        (people.into_iter().map(|(_, card)| card).collect(), wrong.into_iter().map(|one| one.line).collect())
    }

    #[test]
    fn a_line_is_a_person() {
        let (cards, wrong) = read(
            "Jane Doe, jane@acme.example, Acme: vinyl; promised the article by friday; met yesterday at FOSDEM\n\nBo, +46 70 123 45 67, #lead\n../x\n",
        );
        assert_eq!(wrong, [4]);
        let jane = &cards[0];
        assert_eq!(
            (jane.name.as_str(), jane.org.as_deref(), jane.emails[0].value.as_str()),
            ("Jane Doe", Some("Acme"), "jane@acme.example")
        );
        assert_eq!(
            (&*jane.hooks, &*jane.promises),
            (&["vinyl".to_owned()][..], &["the article 📅 2026-11-27".to_owned()][..])
        );
        assert_eq!(jane.met, Some((Day::from_iso("2026-11-23").unwrap(), Some("at FOSDEM".to_owned()))));
        assert_eq!((cards[1].phones.len(), &*cards[1].tags), (1, &["lead".to_owned()][..]));
    }

    #[test]
    fn bullets_and_bare_addresses_are_accepted() {
        let (cards, wrong) = read(
            "* Bob: x\n1. Cy: y\n2) Di\n- [ ] Ed\n- [X] Flo\n+ Fay\njane@acme.example\n<bo@z.example>\n",
        );
        let names: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
        let expected = vec!["Bob", "Cy", "Di", "Ed", "Flo", "Fay", "jane@acme.example", "bo@z.example"];
        assert_eq!((names, wrong), (expected, vec![]));
        assert_eq!(cards[6].emails, [LabelledText::plain("jane@acme.example")]);
        assert_eq!(cards[7].emails, [LabelledText::plain("bo@z.example")]);
    }

    #[test]
    fn a_table_has_a_header() {
        let (cards, wrong) = read(
            "Name,Email,Company,Notes,Town\n\"Doe, Jane\",jane@acme.example,Acme,\"vinyl; tea\",Bath\n,x@y.example,,,\n",
        );
        assert_eq!(wrong, [3]);
        assert_eq!(cards[0].name, "Doe, Jane");
        assert_eq!(cards[0].hooks, ["vinyl", "tea", "Town: Bath"]);
    }

    #[test]
    fn quoted_values_and_bad_addresses() {
        let (cards, wrong) = read("Jane Doe, \"Acme, Inc\", CTO\nBob \"Bo\" Roe, bo@acme example\n");
        assert_eq!((cards[0].org.as_deref(), cards[0].role.as_deref()), (Some("Acme, Inc"), Some("CTO")));
        assert_eq!((cards.len(), wrong), (1, vec![2]));
        assert_eq!(read("Name,Email\nJane Doe,jane\n").1, [2]);
        let (cards, _) = read("Cleo Marsh <cleo@x.example>, Acme: oboe\n");
        assert_eq!(
            (cards[0].name.as_str(), cards[0].emails[0].value.as_str()),
            ("Cleo Marsh", "cleo@x.example")
        );
        assert_eq!((cards[0].org.as_deref(), &*cards[0].hooks), (Some("Acme"), &["oboe".to_owned()][..]));
    }

    #[test]
    fn a_place_may_follow_the_day_of_meeting() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, Option<&str>)>) {
            let workdays = crate::core::config::model::Config::default().workdays;
            let from = From { today: Day::from_iso("2026-11-26").unwrap(), order: None, workdays: &workdays };
            let met = met_on(text, &from).ok();
            let met = met.as_ref().map(|(day, place)| (day.to_string(), place.as_deref()));
            assert_eq!(met, expected.map(|(day, place)| (day.to_owned(), place)), "{text}");
        }
        case("today", Some(("2026-11-26", None)));
        case("", Some(("2026-11-26", None)));
        case("last friday", Some(("2026-11-20", None)));
        case("last friday at the fair", Some(("2026-11-20", Some("at the fair"))));
        case("3 days ago at the gym", Some(("2026-11-23", Some("at the gym"))));
        case("yesterday, FOSDEM", Some(("2026-11-25", Some("FOSDEM"))));
        case("2026-11-20 at FOSDEM", Some(("2026-11-20", Some("at FOSDEM"))));
        case("at FOSDEM", Some(("2026-11-26", Some("at FOSDEM"))));
        case("the other day", None);
        case("2026-02-30", None);
        case("20/11/26", None);
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "..", "a/b", "a\\b", "a\nb", "{{name}}", "<% x %>", "a\u{7}"] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
        assert_eq!(checked_name("  Zoë   K. "), Ok("Zoë K.".to_owned()));
    }
}
