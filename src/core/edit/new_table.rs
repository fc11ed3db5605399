//! Reads the rows of a table of people for `new --batch`.

use super::met::{MetFault, met};
use super::new_card::{NotUsed, checked_address, checked_name, dated_promise};
use super::new_fields::is_phone;
use super::table_columns::{Column, is_value};
use super::table_next::NextStep;
use super::when::CountedFrom;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, read_date};
use crate::core::day::Day;
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::csv::table::{Header, Table, TableRow};
use crate::core::import::findings::{Findings, died};
use crate::core::interval::Cadence;
use crate::core::note::fields::field_reader::key_of_status;
use crate::core::note::fields::keys::{Key, ROWS};
use crate::core::note::fields::values::is_unknown;
use crate::core::place::NotePath;
use crate::core::text::{fold, one_line};

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
fn add_key(card: &mut Card, key: Key, value: &str, from: &CountedFrom<'_>) -> Result<(), BadValue> {
    let parts = || value.split(';').map(one_line).filter(|part| !part.is_empty());
    let ours = ROWS.iter().find(|row| row.key == key).map_or("", |row| row.ours);
    let no_date = |fault| bad_date(value, ours, fault);
    match key {
        Key::Name => card.name = value.to_owned(),
        // `+49 30 12, ext 4` is one number.
        Key::Phone => {
            let comma = if value.split(", ").all(|part| is_phone(part, 4)) { ", " } else { "\n" };
            card.phones.extend(several(value, comma).map(one_line).map(LabelledText::plain));
        }
        Key::Org => card.org = Some(one_line(value)),
        Key::Role => card.role = Some(one_line(value)),
        Key::Tags => {
            let tags = value.split([';', ',', ' ']).filter(|tag| !tag.is_empty());
            card.tags.extend(tags.map(|tag| tag.trim_start_matches('#').to_owned()));
        }
        Key::Anniversary => {
            card.dates.push((ours.to_owned(), read_yearly(value, from.order).map_err(no_date)?));
        }
        Key::Birthday => card.birthday = Some(read_yearly(value, from.order).map_err(no_date)?),
        Key::Died => card.died = died(value, from.order),
        // In a note, each word that is not a clear no counts as set.
        Key::DoNotContact | Key::Private if is_unknown(value) => {}
        Key::Created => card.created = Some(read_date(value, from.order).map_err(no_date)?),
        Key::LastContact | Key::PausedUntil | Key::Snooze | Key::SequenceStart | Key::SeeBy => {
            let day = read_date(value, from.order).map_err(no_date)?;
            card.more.push((ours.to_owned(), vec![LabelledText::plain(day.to_string())]));
        }
        Key::Cadence | Key::Max | Key::Retry if Cadence::read(value).is_err() => {
            return Err(bad(format!("`{value}` for `{ours}` is not an interval")));
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

/// Whether a cell of another status says to leave the person alone: `Lead status: Do not contact`. `Dead` says there
/// that a deal is lost, and `Spouse status: Deceased` is about somebody else.
fn refuses_contact(heading: &str, value: &str) -> bool {
    let is_status = fold(heading.trim().trim_matches('"')).ends_with("status");
    is_status && key_of_status(value) == Some(Key::DoNotContact)
}

/// Splits a cell with several addresses or numbers, also as Google exports them: `a@x.example ::: b@x.example`.
fn several<'v>(value: &'v str, comma: &'v str) -> impl Iterator<Item = &'v str> {
    let parts = value.split([';', '\n']).flat_map(|part| part.split(":::"));
    parts.flat_map(move |part| part.split(comma)).map(str::trim).filter(|part| !part.is_empty())
}

/// Reads the people below a header, and the rows and values that could not be used.
pub(super) fn people_below(
    text: &str,
    header: Header<Vec<Column>>,
    from: &CountedFrom<'_>,
    met_day: Option<Day>,
) -> (Vec<(usize, Card)>, Vec<NotUsed>) {
    let file = NotePath::new("");
    let mut findings = Findings::new(&file, from.order);
    let table = Table::read(text, header, &mut findings);
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for problem in findings.problems {
        let line = problem.spot.map_or(1, |spot| spot.line as usize);
        let message = format!("{}; {}", problem.message, problem.effect);
        wrong.push(NotUsed { line, message, help: problem.help.into() });
    }
    for TableRow { line, cells } in &table.rows {
        let line = *line;
        let (card, unusable) = row(cells, &table, from, met_day);
        match checked_name(&card.name) {
            Ok(name) => {
                people.push((line, Card { name, ..card }));
                wrong.extend(unusable.into_iter().map(|(message, help)| NotUsed {
                    line,
                    message,
                    help: help.into(),
                }));
            }
            Err(message) => wrong.push(NotUsed::line(line, message)),
        }
    }
    wrong.sort_by_key(|one| one.line);
    (people, wrong)
}

/// Returns a cell as a hook under its heading.
pub(super) fn hook(heading: &str, value: &str) -> String {
    format!("{}: {}", one_line(heading.trim().trim_matches('"')), one_line(value))
}

/// Reads a row, and returns the values that could not be used.
fn row(
    cells: &[String],
    table: &Table<Vec<Column>>,
    from: &CountedFrom<'_>,
    met_day: Option<Day>,
) -> (Card, Vec<BadValue>) {
    let (mut card, mut unusable) = (Card::default(), Vec::new());
    let (mut first, mut last, mut next) = ("", "", NextStep::default());
    let columns = table.form.iter().zip(&table.columns);
    let values = cells.iter().map(|cell| cell.trim());
    for (value, (column, heading)) in
        values.zip(columns).filter(|(value, (column, _))| is_value(**column, value))
    {
        let parts = || value.split(';').map(str::trim).filter(|part| !part.is_empty());
        match column {
            Column::Key(Key::FirstName) => first = value,
            Column::Key(Key::LastName) => last = value,
            Column::Key(Key::Email) => several(value, ",").for_each(|part| match checked_address(part) {
                Ok(()) => card.emails.push(LabelledText::plain(part)),
                Err(message) => unusable.push(bad(message)),
            }),
            Column::Key(Key::Met) => match met(value, from) {
                Ok(met) => card.met = Some(met.noted(met_day)),
                // As in a note, a text without a date says where.
                Err(MetFault::Unclear) => card.met = Some(one_line(value)),
                Err(fault @ MetFault::BadDate) => unusable.push(bad(fault.message(value))),
            },
            Column::Key(Key::Next) => {
                let added = next.add((heading, value), from);
                unusable.extend(added.map_err(|fault| bad_date(value, "next", fault)).err());
            }
            Column::Key(key) => unusable.extend(add_key(&mut card, *key, value, from).err()),
            Column::Hooks => card.hooks.extend(parts().map(one_line)),
            Column::Promise => {
                card.promises.extend(parts().map(|promise| dated_promise(&one_line(promise), from)));
            }
            Column::Other => {
                if refuses_contact(heading, value) {
                    unusable.extend(add_key(&mut card, Key::DoNotContact, "true", from).err());
                }
                card.hooks.push(hook(heading, value));
            }
        }
    }
    next.keep(&mut card, from);
    if card.name.is_empty() {
        card.name = format!("{first} {last}");
    }
    (card, unusable)
}

#[cfg(test)]
mod tests {
    use super::super::new_card::people;
    use super::super::new_card::tests::case;
    use super::super::table_columns::other_headings;
    use super::*;

    #[test]
    fn a_line_for_excel_is_nobody() {
        for first in ["sep=;\r\n", "\n\"SEP=;\"\n"] {
            case(&format!("{first}Name;Email\nLou May;lou@x.example\n"), "Lou May | email lou@x.example");
        }
    }

    #[test]
    fn rows_are_read_as_those_of_an_export() {
        let case = |text: &str, names: &[(usize, &str)], faults: &[usize]| {
            let (cards, wrong) = people(text, &CountedFrom::on("2026-11-24"), None);
            let found: Vec<(usize, &str)> = cards.iter().map(|(line, card)| (*line, &*card.name)).collect();
            assert_eq!(found, names, "{text}");
            assert_eq!(wrong.iter().map(|one| one.line).collect::<Vec<_>>(), faults, "{text}: {wrong:?}");
        };
        case("Name;Email\nJane Doe;jane@acme.example\n", &[(2, "Jane Doe")], &[]);
        case("\n\nname\temail\nJane Doe\tj@acme.example\n\nBo\t\n", &[(4, "Jane Doe"), (6, "Bo")], &[]);
        let unclosed = "name,email\nAda Roe,a@x.example\n\"Ben Kay,b@x.example\nCarl Fu,c@x.example\n";
        case(unclosed, &[(2, "Ada Roe"), (4, "Carl Fu")], &[3]);
        case("name,org\n\"Roe, Jane\",Acme, Inc.\n,\n", &[(2, "Roe, Jane")], &[2]);
        case("\"Name\" , \"Org\"\nJane, \"Acme\"\n", &[(2, "Jane")], &[]);
    }

    #[test]
    fn columns_are_fields_of_the_note() {
        let statuses = "Name,Lead Status,Anniversary\nJane,Do not contact (asked),2010-11-29\nLou,Dead - no budget,\nMay,Open,\nBo,Deceased,\n";
        assert_eq!(other_headings(statuses), ["Lead Status"]);
        case(
            statuses,
            "Jane | date anniversary 2010-11-29 | hook Lead Status: Do not contact (asked) | do-not-contact true\nLou | hook Lead Status: Dead - no budget\nMay | hook Lead Status: Open\nBo | hook Lead Status: Deceased",
        );
        let several = "Name,Email,Phone\nFinn,\"f@x.example, g@x.example\",\"+1 555, +1 556\"\n";
        for text in [several, &several.replace(", ", " ::: "), &several.replace(", ", "; ")] {
            case(text, "Finn | email f@x.example | email g@x.example | phone +1 555 | phone +1 556");
        }
    }

    #[test]
    fn no_day_is_no_value() {
        for none in ["0/0/00", "00/00/0000", "0000-00-00", "0000-00-00T00:00:00Z", "?"] {
            let row = [none; 5].join(",");
            case(&format!("Name,Birthday,Anniversary,Last contact,Next step,Met\nJane,{row}\n"), "Jane");
        }
    }

    #[test]
    fn only_a_cell_that_says_so_leaves_somebody_alone() {
        for cell in
            ["", "n/a", "N/A", "-", "–", "?", "unknown", "none", "null", "no", "false", "0", "0000-00-00"]
        {
            case(&format!("name,died\nJane,{cell}\n"), "Jane");
        }
        for (cell, died) in [
            ("yes", "yes"),
            ("2019", "2019"),
            ("03/02/2019", "03/02/2019"),
            ("13/02/2019", "2019-02-13"),
            ("in spring", "in spring"),
        ] {
            case(&format!("name,died\nJane,{cell}\n"), &format!("Jane | died {died}"));
        }
    }
}
