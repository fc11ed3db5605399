//! A table of people for `new --batch`: its header names fields of their notes, by any spelling that a
//! note may have.

use super::new_card::{NoPerson, checked_address, checked_name, met_on};
use super::when::From;
use crate::core::date_text::{DateFault, leading, read_date, read_yearly};
use crate::core::import::card::{Card, LabelledText};
use crate::core::interval::Cadence;
use crate::core::note::fields::keys::{Key, KeyTable, ROWS};
use crate::core::text::{fold, one_line};
use crate::core::truth::truth;
use std::collections::BTreeMap;
use std::sync::LazyLock;

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

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
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
    /// Any other key of a contact's note.
    Key(Key),
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
        _ => KEYS.find(heading.trim().trim_matches('"')).map_or(Column::Other, |(key, _)| of_key(key)),
    }
}

/// Every spelling of the keys of a note.
static KEYS: LazyLock<KeyTable> = LazyLock::new(|| KeyTable::new(&BTreeMap::new()));

/// The column of a key. What says what a note is, is no field of a person.
fn of_key(key: Key) -> Column {
    match key {
        Key::Name => Column::Name,
        Key::FirstName => Column::FirstName,
        Key::LastName => Column::LastName,
        Key::Email => Column::Email,
        Key::Phone => Column::Phone,
        Key::Org => Column::Org,
        Key::Role => Column::Role,
        Key::Tags => Column::Tags,
        Key::Dates
        | Key::Interactions
        | Key::Kind
        | Key::Categories
        | Key::Attendees
        | Key::Date
        | Key::Title
        | Key::Url
        | Key::Topics => Column::Other,
        Key::Aliases
        | Key::Relationship
        | Key::Cadence
        | Key::LastContact
        | Key::Next
        | Key::Birthday
        | Key::Died
        | Key::Met
        | Key::Status
        | Key::DoNotContact
        | Key::PausedUntil
        | Key::Snooze
        | Key::Sequence
        | Key::SequenceStart
        | Key::Channel
        | Key::Timezone
        | Key::Priority
        | Key::Tier
        | Key::Interests
        | Key::Needs
        | Key::Offers
        | Key::SeeBy
        | Key::Created
        | Key::Max
        | Key::WeekdaysOnly
        | Key::Attempts
        | Key::Retry
        | Key::Lead
        | Key::ReplyWithin
        | Key::Id
        | Key::Private => Column::Key(key),
    }
}

/// The value of a column that is a key of the note.
fn add_key(card: &mut Card, key: Key, value: &str, from: &From<'_>) -> Result<(), String> {
    let parts = || value.split(';').map(one_line).filter(|part| !part.is_empty());
    let ours = ROWS.iter().find(|row| row.key == key).map_or("", |row| row.ours);
    let no_date = |_| format!("`{value}` is no date for `{ours}`");
    match key {
        Key::Met => card.met = Some(met_on(value, from)?),
        Key::Birthday => card.birthday = Some(read_yearly(value, from.order).map_err(no_date)?),
        Key::Died if truth(value) == Some(false) => {}
        Key::Died if truth(value) == Some(true) => {
            card.more.push((ours.to_owned(), vec![LabelledText::plain("true")]));
        }
        Key::Died => card.died = Some(read_date(value, from.order).map_err(no_date)?),
        Key::Created => card.created = Some(read_date(value, from.order).map_err(no_date)?),
        Key::LastContact | Key::PausedUntil | Key::Snooze | Key::SequenceStart | Key::SeeBy => {
            let day = read_date(value, from.order).map_err(no_date)?;
            card.more.push((ours.to_owned(), vec![LabelledText::plain(day.to_string())]));
        }
        Key::Cadence | Key::Max | Key::Retry if Cadence::read(value).is_err() => {
            return Err(format!("`{value}` is no interval for `{ours}`"));
        }
        Key::Next if leading(value, from.order).is_none_or(|found| found.day.is_err()) => {
            return Err(no_date(DateFault::NotADate));
        }
        Key::Aliases => card.aliases.extend(parts()),
        Key::Interests => card.interests.extend(parts()),
        Key::Needs | Key::Offers => {
            card.more.push((ours.to_owned(), parts().map(LabelledText::plain).collect()));
        }
        Key::Relationship => card.relationship = Some(one_line(value)),
        Key::Channel => card.channel = Some(one_line(value)),
        Key::Timezone => card.timezone = Some(one_line(value)),
        Key::Id => card.uid = Some(one_line(value)),
        _ => card.more.push((ours.to_owned(), vec![LabelledText::plain(one_line(value))])),
    }
    Ok(())
}

/// The columns of a table, if a line is the header of one: a name, and another heading that is known.
pub(super) fn header(line: &str) -> Option<Vec<(Column, String)>> {
    let columns: Vec<(Column, String)> = line
        .trim_start_matches('\u{feff}')
        .split(',')
        .map(|heading| (column(heading), one_line(heading.trim().trim_matches('"'))))
        .collect();
    let named = columns.iter().any(|(column, _)| matches!(column, Column::Name | Column::FirstName));
    let known = columns.iter().filter(|(column, _)| *column != Column::Other).count();
    (named && (known >= 2 || columns.len() == 1)).then_some(columns)
}

pub(super) fn table(
    text: &str,
    columns: &[(Column, String)],
    from: &From<'_>,
) -> (Vec<(usize, Card)>, Vec<NoPerson>) {
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
                (usize::try_from(line).unwrap_or(1), row(record, columns, from))
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

fn row(record: &csv::StringRecord, columns: &[(Column, String)], from: &From<'_>) -> Result<Card, String> {
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
            Column::Key(key) => add_key(&mut card, *key, value, from)?,
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
    use crate::core::day::Day;

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
    fn columns_are_fields_of_the_note() {
        let workdays = crate::core::config::model::Config::default().workdays;
        let from = From { today: Day::from_iso("2026-11-24").unwrap(), order: None, workdays: &workdays };
        let first = |text: &str| {
            let (mut cards, wrong) = crate::core::edit::new_card::people(text, &from);
            (cards.pop().map(|(_, card)| card), wrong.into_iter().next().map(|one| one.message))
        };
        let (card, wrong) = first(
            "Name,Met,Birthday,Keep in touch,Nickname,Preferred channel,Priority,Needs,Town\nJane Doe,yesterday at FOSDEM,1990-04-27,6 weeks,Jay,phone,high,a flat; tea,Bath\n",
        );
        let card = card.unwrap();
        assert_eq!(wrong, None);
        assert_eq!(card.met, Some((Day::from_iso("2026-11-23").unwrap(), Some("at FOSDEM".to_owned()))));
        assert_eq!(card.birthday.unwrap().to_string(), "1990-04-27");
        assert_eq!((&*card.aliases, card.channel.as_deref()), (&["Jay".to_owned()][..], Some("phone")));
        let keys: Vec<&str> = card.more.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["cadence", "priority", "needs"]);
        assert_eq!(card.hooks, ["Town: Bath"]);
        assert_eq!(first("Name,Birthday\nJane,spring\n").1.unwrap(), "`spring` is no date for `birthday`");
        assert_eq!(first("Name,Cadence\nJane,often\n").1.unwrap(), "`often` is no interval for `cadence`");
    }
}
