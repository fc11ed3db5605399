//! Reads a table of people for `new --batch`. Its header names keys of notes, in any spelling that a note may
//! use.

use super::new_card::{NotUsed, checked_address, checked_name, dated_promise, met_on};
use super::when::From;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, leading, read_date};
use crate::core::import::card::{Card, LabelledText};
use crate::core::interval::Cadence;
use crate::core::note::fields::keys::{Key, KeyTable, ROWS};
use crate::core::text::{fold, one_line};
use crate::core::truth::truth;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Returns the headings of a table that cannot be read, because it has other separators than commas or no
/// known headings.
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

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The value of a key of the note.
    Key(Key),
    Hooks,
    Promise,
    /// Anything else, which becomes a hook with the heading.
    Other,
}

/// All spellings of the keys of notes.
static KEYS: LazyLock<KeyTable> = LazyLock::new(|| KeyTable::new(&BTreeMap::new()));

fn column(heading: &str) -> Column {
    let heading = heading.trim().trim_matches('"');
    match fold(heading).as_str() {
        "displayname" => Column::Key(Key::Name),
        "title" => Column::Key(Key::Role),
        "labels" => Column::Key(Key::Tags),
        "hook" | "hooks" | "note" | "notes" | "remember" | "comment" | "comments" => Column::Hooks,
        "promise" | "promises" | "promised" | "todo" => Column::Promise,
        _ => match KEYS.find(heading) {
            Some((key, _)) if !NOT_OF_A_PERSON.contains(&key) => Column::Key(key),
            Some(_) | None => Column::Other,
        },
    }
}

/// Keys that describe the note itself, and those whose values do not fit into a cell.
const NOT_OF_A_PERSON: [Key; 9] = [
    Key::Dates,
    Key::Interactions,
    Key::Kind,
    Key::Categories,
    Key::Attendees,
    Key::Date,
    Key::Title,
    Key::Url,
    Key::Topics,
];

/// Why a value cannot be used, and the remedy.
type BadValue = (String, &'static str);

/// The remedy if there is no better one.
const BY_HAND: &str = "the note is written without it; write the right one into the note";

fn bad(message: String) -> BadValue {
    (message, BY_HAND)
}

/// Returns the fault of a value that is not a usable date.
fn bad_date(value: &str, key: &str, fault: DateFault) -> BadValue {
    match fault {
        DateFault::Ambiguous => (
            format!("`{value}` for `{key}` could be day first or month first"),
            "the note is written without it; write it into the note as `1990-11-02`, and `date-order: dmy` or `mdy` into followup.yaml for next time",
        ),
        DateFault::NotADate | DateFault::Impossible | DateFault::TwoDigitYear => {
            bad(format!("`{value}` for `{key}` is not a date"))
        }
    }
}

/// Reads the value of a column that is a key of the note.
fn add_key(card: &mut Card, key: Key, value: &str, from: &From<'_>) -> Result<(), BadValue> {
    let parts = || value.split(';').map(one_line).filter(|part| !part.is_empty());
    let ours = ROWS.iter().find(|row| row.key == key).map_or("", |row| row.ours);
    let no_date = |fault| bad_date(value, ours, fault);
    match key {
        Key::Name => card.name = value.to_owned(),
        Key::Phone => card.phones.extend(parts().map(LabelledText::plain)),
        Key::Org => card.org = Some(one_line(value)),
        Key::Role => card.role = Some(one_line(value)),
        Key::Tags => {
            let tags = value.split([';', ',', ' ']).filter(|tag| !tag.is_empty());
            card.tags.extend(tags.map(|tag| tag.trim_start_matches('#').to_owned()));
        }
        Key::Met => card.met = Some(met_on(value, from).map_err(bad)?),
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
            return Err(bad(format!("`{value}` for `{ours}` is not an interval")));
        }
        Key::Next if let Some(fault) = leading_fault(value, from) => return Err(no_date(fault)),
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

/// Returns why a value does not begin with a date; `None` if it does.
fn leading_fault(value: &str, from: &From<'_>) -> Option<DateFault> {
    leading(value, from.order).map_or(Some(DateFault::NotADate), |found| found.day.err())
}

/// Returns the columns if a line is the header of a table: a name and another known heading.
pub(super) fn header(line: &str) -> Option<Vec<(Column, String)>> {
    let columns: Vec<(Column, String)> = line
        .trim_start_matches('\u{feff}')
        .split(',')
        .map(|heading| (column(heading), one_line(heading.trim().trim_matches('"'))))
        .collect();
    let named = columns.iter().any(|(column, _)| matches!(column, Column::Key(Key::Name | Key::FirstName)));
    let known = columns.iter().filter(|(column, _)| *column != Column::Other).count();
    (named && (known >= 2 || columns.len() == 1)).then_some(columns)
}

pub(super) fn table(
    text: &str,
    columns: &[(Column, String)],
    from: &From<'_>,
) -> (Vec<(usize, Card)>, Vec<NotUsed>) {
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start().as_bytes());
    for record in reader.records() {
        let position = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let line = usize::try_from(position.map_or(1, csv::Position::line)).unwrap_or(1);
        let Ok(record) = record else {
            wrong.push(NotUsed::line(line, "the row cannot be read".to_owned()));
            continue;
        };
        let (card, unusable) = row(&record, columns, from);
        match checked_name(&card.name) {
            Ok(name) => {
                people.push((line, Card { name, ..card }));
                wrong.extend(unusable.into_iter().map(|(message, help)| NotUsed { line, message, help }));
            }
            Err(message) => wrong.push(NotUsed::line(line, message)),
        }
    }
    (people, wrong)
}

/// Reads a row, and returns the values that could not be used.
fn row(record: &csv::StringRecord, columns: &[(Column, String)], from: &From<'_>) -> (Card, Vec<BadValue>) {
    let (mut card, mut unusable) = (Card::default(), Vec::new());
    let (mut first, mut last) = ("", "");
    for (value, (column, heading)) in record.iter().zip(columns).filter(|(value, _)| !value.is_empty()) {
        let parts = || value.split(';').map(str::trim).filter(|part| !part.is_empty());
        match column {
            Column::Key(Key::FirstName) => first = value,
            Column::Key(Key::LastName) => last = value,
            Column::Key(Key::Email) => parts().for_each(|part| match checked_address(part) {
                Ok(()) => card.emails.push(LabelledText::plain(part)),
                Err(message) => unusable.push(bad(message)),
            }),
            Column::Key(key) => unusable.extend(add_key(&mut card, *key, value, from).err()),
            Column::Hooks => card.hooks.extend(parts().map(one_line)),
            Column::Promise => {
                card.promises.extend(parts().map(|promise| dated_promise(&one_line(promise), from)));
            }
            Column::Other => card.hooks.push(format!("{heading}: {}", one_line(value))),
        }
    }
    if card.name.is_empty() {
        card.name = format!("{first} {last}");
    }
    (card, unusable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::day::Day;

    #[test]
    fn unreadable_tables_are_recognized() {
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
        let (card, wrong) = first("Name,Birthday,Email,Notes\nLea,02/11/1990,lea@x.example,vinyl\n");
        assert_eq!(card.map(|card| (card.birthday, card.hooks)), Some((None, vec!["vinyl".to_owned()])));
        assert_eq!(wrong.unwrap(), "`02/11/1990` for `birthday` could be day first or month first");
        let (card, wrong) =
            first("Name,Email,Promises\nLea,lea at x; lea@x.example,send deck by friday; the book\n");
        assert_eq!(wrong.unwrap(), "`lea at x` is not an e-mail address");
        let card = card.unwrap();
        assert_eq!(card.emails, [LabelledText::plain("lea@x.example")]);
        assert_eq!(card.promises, ["send deck 📅 2026-11-27", "the book"]);
        assert_eq!(first("Name,Birthday\nJane,spring\n").1.unwrap(), "`spring` for `birthday` is not a date");
        assert_eq!(
            first("Name,Cadence\nJane,often\n").1.unwrap(),
            "`often` for `cadence` is not an interval"
        );
    }
}
