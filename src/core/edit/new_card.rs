//! People as they are typed after an evening: `Jane Doe, jane@acme.example, Acme: vinyl;
//! promised the article`, one a line, or a table with a header.

use super::when::{From, back};
use crate::core::date_text::leading;
use crate::core::day::Day;
use crate::core::import::card::{Card, LabelledText};
use crate::core::text::{fold, is_control, one_line};

/// Why a line is no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPerson {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// A name as it can be a person's and a note's; else why not.
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

/// The people of a text, and the lines that are none. Blank lines and comments are passed over.
pub fn people(text: &str, from: &From<'_>) -> (Vec<(usize, Card)>, Vec<NoPerson>) {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if let Some(columns) = header(first) {
        return table(text, &columns);
    }
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = line.trim().trim_start_matches("- ").trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match person(line, from) {
            Ok(card) => people.push((number + 1, card)),
            Err(message) => wrong.push(NoPerson { line: number + 1, message }),
        }
    }
    (people, wrong)
}

fn person(line: &str, from: &From<'_>) -> Result<Card, String> {
    // A colon ends the head only before a blank: `https://…` is no head.
    let (head, details) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
    let mut fields = fields(head).into_iter();
    let mut card = Card { name: checked_name(fields.next().unwrap_or_default())?, ..Card::default() };
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
        add_detail(&mut card, detail, from);
    }
    Ok(card)
}

/// The values between commas; one that begins with a quote goes on to the next quote.
fn fields(head: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = head;
    loop {
        let quoted = rest.trim_start().strip_prefix('"').and_then(|inner| inner.split_once('"'));
        let (field, after) = match quoted {
            Some((field, after)) if after.trim_start().is_empty() => (field, None),
            Some((field, after)) if after.trim_start().starts_with(',') => {
                (field, after.trim_start().strip_prefix(','))
            }
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

fn checked_address(field: &str) -> Result<(), String> {
    let whole = field.split_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    if whole && !field.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(format!("`{field}` is no e-mail address"))
}

/// The headings of a table that cannot be read: parted by other marks than commas, or
/// none of them known.
pub fn foreign_headings(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    for mark in [';', '\t', '|'] {
        let known = first.split(mark).filter(|heading| column(heading) != Column::Other).count();
        if known >= 2 {
            return Some(first.to_owned());
        }
    }
    let commas = |line: &str| line.matches(',').count();
    let words: Vec<&str> = first.split(',').map(|word| word.trim_matches('"')).collect();
    let is_word = |word: &&str| {
        !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '_'))
    };
    let mut rows = lines.peekable();
    let looks = words.len() > 1 && words.iter().all(is_word) && rows.peek().is_some();
    let alike = looks && rows.all(|row| commas(row) == commas(first) && !row.contains(": "));
    (alike && header(first).is_none()).then(|| first.to_owned())
}

fn is_phone(field: &str) -> bool {
    let digits = field.chars().filter(char::is_ascii_digit).count();
    digits >= 5
        && field.chars().all(|letter| {
            letter.is_ascii_digit() || matches!(letter, '+' | ' ' | '-' | '(' | ')' | '.' | '/')
        })
}

fn add_detail(card: &mut Card, detail: &str, from: &From<'_>) {
    let lower = detail.to_lowercase();
    let after = |words: &[&str]| {
        words
            .iter()
            .find(|word| lower.starts_with(**word))
            .and_then(|word| detail.get(word.len()..))
            .map(str::trim)
    };
    if let Some(promise) = after(&["promised to ", "promised ", "promise: ", "todo: ", "i owe "]) {
        card.promises.push(dated_promise(promise, from));
    } else if let Some(met) = after(&["met "]) {
        card.met = Some(met_on(met, from));
    } else {
        card.hooks.push(detail.to_owned());
    }
}

/// `the article by friday`: its day in the form of the Tasks plugin.
fn dated_promise(promise: &str, from: &From<'_>) -> String {
    let found = promise
        .rsplit_once(" by ")
        .or(promise.rsplit_once(" on "))
        .and_then(|(what, when)| Some((what, super::when::ahead(when.trim_end_matches('.'), from).ok()?)));
    found.map_or_else(|| promise.to_owned(), |(what, day)| format!("{what} 📅 {day}"))
}

/// When and where somebody was met: `yesterday at FOSDEM`, `2026-11-20`, `at FOSDEM`.
pub fn met_on(text: &str, from: &From<'_>) -> (Day, Option<String>) {
    let text = text.trim();
    if let Some(found) = leading(text, from.order)
        && let Ok(day) = found.day
    {
        return (day, place(text.get(found.length..).unwrap_or_default()));
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match back(first, from) {
        Ok(day) => (day, place(rest)),
        Err(_) => (from.today, place(text)),
    }
}

fn place(text: &str) -> Option<String> {
    let text = one_line(text.trim().trim_start_matches([',', ':', '-']));
    (!text.is_empty()).then_some(text)
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    FirstName,
    LastName,
    Email,
    Phone,
    Org,
    Role,
    Tags,
    Hooks,
    Promise,
    /// Anything else, kept as a hook under its heading.
    Other,
}

fn column(heading: &str) -> Column {
    match fold(heading.trim().trim_matches('"')).as_str() {
        "name" | "fullname" | "displayname" => Column::Name,
        "firstname" | "givenname" => Column::FirstName,
        "lastname" | "familyname" | "surname" => Column::LastName,
        "email" | "emailaddress" | "mail" => Column::Email,
        "phone" | "tel" | "mobile" | "phonenumber" => Column::Phone,
        "org" | "company" | "organisation" | "organization" | "employer" => Column::Org,
        "role" | "title" | "jobtitle" | "position" | "job" => Column::Role,
        "tag" | "tags" | "labels" => Column::Tags,
        "hook" | "hooks" | "note" | "notes" | "remember" | "comment" | "comments" => Column::Hooks,
        "promise" | "promises" | "promised" | "todo" => Column::Promise,
        _ => Column::Other,
    }
}

/// The columns of a table, if a line is the header of one: a name, and another heading that is known.
fn header(line: &str) -> Option<Vec<(Column, String)>> {
    let columns: Vec<(Column, String)> = line
        .trim_start_matches('\u{feff}')
        .split(',')
        .map(|heading| (column(heading), one_line(heading.trim().trim_matches('"'))))
        .collect();
    let named = columns.iter().any(|(column, _)| matches!(column, Column::Name | Column::FirstName));
    let known = columns.iter().filter(|(column, _)| *column != Column::Other).count();
    (named && (known >= 2 || columns.len() == 1)).then_some(columns)
}

fn table(text: &str, columns: &[(Column, String)]) -> (Vec<(usize, Card)>, Vec<NoPerson>) {
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start().as_bytes());
    for record in reader.records() {
        let (line, card) = match &record {
            Ok(record) => {
                let line = record.position().map_or(1, csv::Position::line);
                (usize::try_from(line).unwrap_or(1), row(record, columns))
            }
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                (usize::try_from(line).unwrap_or(1), Err("the row cannot be read".to_owned()))
            }
        };
        match card {
            Ok(card) => people.push((line, card)),
            Err(message) => wrong.push(NoPerson { line, message }),
        }
    }
    (people, wrong)
}

fn row(record: &csv::StringRecord, columns: &[(Column, String)]) -> Result<Card, String> {
    let mut card = Card::default();
    let mut names = (String::new(), String::new());
    for (value, (column, heading)) in record.iter().zip(columns).filter(|(value, _)| !value.is_empty()) {
        let parts = || value.split(';').map(str::trim).filter(|part| !part.is_empty());
        match column {
            Column::Name => card.name = value.to_owned(),
            Column::FirstName => names.0 = value.to_owned(),
            Column::LastName => names.1 = value.to_owned(),
            Column::Email => {
                parts().try_for_each(checked_address)?;
                card.emails.extend(parts().map(LabelledText::plain));
            }
            Column::Phone => card.phones.extend(parts().map(LabelledText::plain)),
            Column::Org => card.org = Some(one_line(value)),
            Column::Role => card.role = Some(one_line(value)),
            Column::Tags => card.tags.extend(
                value
                    .split([';', ',', ' '])
                    .filter(|tag| !tag.is_empty())
                    .map(|tag| tag.trim_start_matches('#').to_owned()),
            ),
            Column::Hooks => card.hooks.extend(parts().map(one_line)),
            Column::Promise => card.promises.extend(parts().map(one_line)),
            Column::Other => card.hooks.push(format!("{heading}: {}", one_line(value))),
        }
    }
    let whole = if card.name.is_empty() { format!("{} {}", names.0, names.1) } else { card.name.clone() };
    card.name = checked_name(&whole)?;
    Ok(card)
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
    fn a_table_has_a_header() {
        let (cards, wrong) = read(
            "Name,Email,Company,Notes,Town\n\"Doe, Jane\",jane@acme.example,Acme,\"vinyl; tea\",Bath\n,x@y.example,,,\n",
        );
        assert_eq!(wrong, [3]);
        assert_eq!(cards[0].name, "Doe, Jane");
        assert_eq!(cards[0].hooks, ["vinyl", "tea", "Town: Bath"]);
    }

    #[test]
    fn quotes_hold_a_value_together_and_no_address_is_named() {
        let (cards, wrong) = read("Jane Doe, \"Acme, Inc\", CTO\nBob \"Bo\" Roe, bo@acme example\n");
        assert_eq!((cards[0].org.as_deref(), cards[0].role.as_deref()), (Some("Acme, Inc"), Some("CTO")));
        assert_eq!((cards.len(), wrong), (1, vec![2]));
        assert_eq!(read("Name,Email\nJane Doe,jane\n").1, [2]);
    }

    #[test]
    fn tables_that_cannot_be_read_are_known() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(foreign_headings(text).is_some(), expected, "{text}");
        }
        case("Name;Email;Org\nJane Doe;jane@acme.example;Acme\n", true);
        case("Vorname,Nachname,Firma\nJane,Doe,Acme\n", true);
        case("Name,Email\nJane Doe,jane@acme.example\n", false);
        case("Jane Doe, jane@acme.example, Acme: vinyl; tea\nBo Roe, Acme\n", false);
        case("Jane\nBo\n", false);
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "..", "a/b", "a\\b", "a\nb", "{{name}}", "<% x %>", "a\u{7}"] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
        assert_eq!(checked_name("  Zoë   K. "), Ok("Zoë K.".to_owned()));
    }
}
