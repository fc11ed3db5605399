//! Reads people as they are typed after an event:
//! `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`, one a line, or a table with a header.

use super::met::met;
use super::new_fields::{
    FieldKind, Part, behind_name, fields, is_label, is_phone, is_phone_number, is_value_in_front, kind,
    name_and_address, parts, role_and_org, without_end,
};
use super::new_table::people_below;
use super::table_columns::header;
use super::when::CountedFrom;
use crate::core::address::Address;
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

/// Returns a name that is fit for a person and a note, or why it is not. Of a link it is what the link shows.
pub fn checked_name(name: &str) -> Result<String, String> {
    let link = name.trim().strip_prefix("[[").and_then(|link| link.strip_suffix("]]"));
    let link = link.filter(|link| !link.contains(['[', ']', '#']));
    let name = link.and_then(|link| link.rsplit(['|', '/']).next()).unwrap_or(name);
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

/// Reads the people of a text, and the lines and values that could not be used. Blank lines and comments are
/// skipped. `met` is the day on which all were met whose line does not say when; without it, a line that names
/// a place means today, while a table may be of any age.
pub fn people(text: &str, from: &CountedFrom<'_>, met: Option<Day>) -> (Vec<(usize, Card)>, Vec<NotUsed>) {
    if let Some(header) = header(text) {
        return people_below(text, header, from, met);
    }
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = without_bullet(line.trim());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match person(line, from, met.unwrap_or(from.today)) {
            Ok((card, doubts)) => {
                people.push((number + 1, card));
                wrong.extend(doubts.into_iter().map(|message| NotUsed {
                    line: number + 1,
                    message,
                    help: "the words are kept as a hook; if they say when you met, write `met: 2026-11-20` into the note".into(),
                }));
            }
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

/// Reads a line, and returns what is in doubt about it.
fn person(line: &str, from: &CountedFrom<'_>, met_day: Day) -> Result<(Card, Vec<String>), String> {
    let (head, after) = head_and_details(line, from);
    let mut fields = fields(head).into_iter().peekable();
    let first = fields.next().unwrap_or_default();
    if let (_, Some(address)) = name_and_address(first) {
        checked_address(address)?;
    }
    let (mut words, mut beside) = (None, Vec::new());
    for part in parts(first) {
        match part {
            Part::Words(part) if words.is_none() => words = Some(part),
            Part::Words(part) | Part::Value(part) => beside.push(part),
        }
    }
    // `+49 170 123456, Carla Ruiz`
    let is_name = |field: &&str| matches!(kind(field, from), FieldKind::Words);
    let words = match beside.first() {
        Some(value) if words.is_none() && is_phone(value, 7) => fields.next_if(is_name),
        Some(_) if words.is_none() => Some(beside.remove(0)),
        _ => words,
    };
    let name = words.unwrap_or(first);
    let quoted = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    let (name, behind) = behind_name(quoted.unwrap_or(name));
    let mut card = Card { name: checked_name(name)?, ..Card::default() };
    if Address::is(&card.name) {
        card.emails.push(LabelledText::plain(card.name.clone()));
    }
    // `Lou (lou@x.example, +44 123 456 789)`
    let is_open = first.contains('(') && !first.contains(')');
    let fields = beside.into_iter().chain(behind).chain(fields);
    let mut details: Vec<String> = Vec::new();
    for field in fields.map(|field| if is_open { without_end(field) } else { field }) {
        // `mobile: +49 170 123456`
        let labelled = field.split_once(' ').filter(|(word, _)| word.ends_with(':') && is_label(word));
        let field = labelled.map_or(field, |(_, value)| value);
        // `Acme; promised the article`; a mark in quotes is part of a name.
        let (field, behind) = if head.contains('"') { (field, "") } else { before_detail(field) };
        match (kind(field, from), details.last_mut()) {
            _ if is_detail(field) => details.push(field.to_owned()),
            // `met in Berlin, 2026-11-20`
            (FieldKind::Words, Some(detail)) if head.contains(',') => detail.push_str(&format!(", {field}")),
            (kind, _) => add_field(&mut card, kind, field)?,
        }
        details
            .extend(behind.split(';').map(str::trim).filter(|detail| !detail.is_empty()).map(str::to_owned));
    }
    let details = details.iter().map(String::as_str).chain(after.split(';').map(str::trim));
    let details = details.filter(|detail| !detail.is_empty());
    let doubts = details.filter_map(|detail| add_detail(&mut card, detail, from, met_day)).collect();
    Ok((card, doubts))
}

/// Splits a line at the colon behind which stands what is known of the person. A colon ends the head only before a space,
/// so that `https://…` does not, and not between a label and its value: `mobile: +49 170 123456`.
fn head_and_details<'l>(line: &'l str, from: &CountedFrom<'_>) -> (&'l str, &'l str) {
    let is_end = |at: &usize| {
        let (before, after) = line.split_at_checked(*at + 1).unwrap_or_default();
        let label = before.rsplit([' ', ',']).next().unwrap_or_default();
        !(is_label(label) && is_value_in_front(after.trim_start(), from))
    };
    let end = line.match_indices(": ").map(|(at, _)| at).find(is_end);
    let parts = end.and_then(|at| Some((line.get(..at)?, line.get(at + 2..)?)));
    parts.unwrap_or((line.trim_end_matches(':'), ""))
}

/// Whether a field is what stands after the colon otherwise. A capital begins the name of a company: `Met
/// Office`.
fn is_detail(field: &str) -> bool {
    field.starts_with(MET)
        || field.starts_with("I owe ")
        || PROMISED.iter().any(|word| field.starts_with(word))
}

/// Splits a field of a line with commas before a semicolon behind which there is what stands after the colon otherwise.
fn before_detail(field: &str) -> (&str, &str) {
    let mut splits = field.match_indices(';').filter_map(|(at, mark)| {
        let (before, behind) = field.split_at_checked(at)?;
        Some((before.trim_end(), behind.strip_prefix(mark)?.trim_start()))
    });
    splits.find(|(_, behind)| is_detail(behind)).unwrap_or((field, ""))
}

fn add_field(card: &mut Card, kind: FieldKind, field: &str) -> Result<(), String> {
    match kind {
        _ if field.is_empty() => {}
        FieldKind::Address => {
            checked_address(field)?;
            card.emails.push(LabelledText::plain(field));
        }
        FieldKind::Phone => card.phones.push(LabelledText::plain(field)),
        FieldKind::Page => card.keep("url", LabelledText::plain(field)),
        FieldKind::Tag => {
            let tags = field.split('#').map(str::trim).filter(|tag| !tag.is_empty());
            card.tags.extend(tags.map(str::to_owned));
        }
        // A degree is no employer, and a name without it is the one by which others find the note.
        FieldKind::Suffix => card.keep("other", LabelledText::plain(field)),
        FieldKind::Words if card.org.is_none() => {
            let (role, org) = role_and_org(field).map_or((None, field), |(role, org)| (Some(role), org));
            card.org = Some(org.to_owned());
            card.role = role.map(str::to_owned);
        }
        FieldKind::Words => {
            let role = card.role.take();
            card.role = Some(role.map_or_else(|| field.to_owned(), |role| format!("{role}, {field}")));
        }
    }
    Ok(())
}

/// Words that begin what they promised.
const PROMISED_ME: [&str; 4] = ["promised me to ", "promised me ", "promised us to ", "promised us "];
/// Words that begin a promise.
const PROMISED: [&str; 5] = ["promised to ", "promised ", "promise: ", "todo: ", "i owe "];
/// The word before when and where somebody was met.
const MET: &str = "met ";

/// Adds a promise, a meeting or a hook, and returns what is in doubt about it.
fn add_detail(card: &mut Card, detail: &str, from: &CountedFrom<'_>, met_day: Day) -> Option<String> {
    let after = |word: &str| {
        let (start, rest) = detail.split_at_checked(word.len())?;
        (start.to_lowercase() == word).then_some(rest.trim())
    };
    if is_phone_number(detail, 7, from) {
        card.phones.push(LabelledText::plain(detail));
    } else if Address::is(detail) {
        card.emails.push(LabelledText::plain(detail));
    } else if let Some(promise) = PROMISED_ME.iter().find_map(|word| after(word)) {
        card.waiting.push(dated_promise(promise, from));
    } else if let Some(promise) = PROMISED.iter().find_map(|word| after(word)) {
        card.promises.push(dated_promise(promise, from));
    } else if let Some(words) = after(MET) {
        match met(words, from) {
            Ok(met) => card.met = Some(met.noted(Some(met_day))),
            Err(fault) => {
                card.hooks.push(detail.to_owned());
                return Some(fault.message(words));
            }
        }
    } else {
        card.hooks.push(detail.to_owned());
    }
    None
}

pub(super) fn checked_address(field: &str) -> Result<(), String> {
    if Address::is(field) { Ok(()) } else { Err(format!("`{field}` is not an e-mail address")) }
}

/// Adds the day in the form of the Tasks plugin to a promise such as `the article by friday`.
pub(super) fn dated_promise(promise: &str, from: &CountedFrom<'_>) -> String {
    let found = promise
        .rsplit_once(" by ")
        .or(promise.rsplit_once(" on "))
        .and_then(|(what, when)| Some((what, super::when::ahead(when.trim_end_matches('.'), from).ok()?)));
    found.map_or_else(|| promise.to_owned(), |(what, day)| format!("{what} 📅 {day}"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::core::table_rows::table_rows;

    /// Checks what each card of a text holds, as `Jane | email a@b.example | org Acme`, and what is told of its lines.
    #[track_caller]
    pub(in crate::core::edit) fn case(text: &str, expected: &str) {
        let (people, wrong) = people(text, &CountedFrom::on("2026-11-24"), None);
        let told = wrong.iter().map(|one| format!("line {}: {}", one.line, one.message));
        let found: Vec<String> = people.iter().map(|(_, card)| shown(card)).chain(told).collect();
        assert_eq!(found.join("\n"), expected, "{text}");
    }

    fn shown(card: &Card) -> String {
        let Card { name, aliases, emails, phones, org, role, tags, relationship, birthday, .. } = card;
        let Card { dates, died, created, met, channel, timezone, interests, more, .. } = card;
        let Card { hooks, promises, waiting, note, uid, .. } = card;
        fn all<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<String> {
            values.into_iter().map(|value| value.to_string()).collect()
        }
        let labelled =
            |text: &LabelledText| [text.label.as_deref().unwrap_or_default(), &text.value].concat();
        let kept = [
            ("alias", all(aliases)),
            ("email", all(emails.iter().map(labelled))),
            ("phone", all(phones.iter().map(labelled))),
            ("org", all(org)),
            ("role", all(role)),
            ("tag", all(tags)),
            ("relationship", all(relationship)),
            ("birthday", all(birthday)),
            ("date", all(dates.iter().map(|(label, date)| format!("{label} {date}")))),
            ("died", all(died)),
            ("created", all(created)),
            ("met", all(met)),
            ("channel", all(channel)),
            ("timezone", all(timezone)),
            ("interest", all(interests)),
            ("hook", all(hooks)),
            ("promise", all(promises)),
            ("waiting", all(waiting)),
            ("note", all(note)),
            ("uid", all(uid)),
        ];
        let more = more.iter().map(|(key, texts)| (&**key, all(texts.iter().map(labelled))));
        let parts = kept.into_iter().chain(more);
        let parts =
            parts.flat_map(|(key, values)| values.into_iter().map(move |value| format!(" | {key} {value}")));
        name.clone() + &parts.collect::<String>()
    }

    #[test]
    fn people_are_read_as_they_are_typed() {
        table_rows(include_str!("people.txt")).for_each(|(text, expected)| case(&text, &expected));
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "..", "a/b", "a\\b", "a\nb", "{{name}}", "<% x %>", "a\u{7}"] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
        assert_eq!(checked_name("  Zoë   K. "), Ok("Zoë K.".to_owned()));
    }
}
