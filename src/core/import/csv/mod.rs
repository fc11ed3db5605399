//! Reads tables of people that Google, LinkedIn and Outlook export as CSV. The form is recognised by the
//! names of the columns, never by their order.

mod google;
mod linkedin;
mod outlook;
mod row;
pub(crate) mod table;

use super::card::Card;
use super::encoding::{Decoded, marked, text};
use super::findings::{Findings, FoundCard};
use crate::core::date_text::DateOrder;
use crate::core::problem::{Code, quoted};
use row::Row;
use table::{Table, header};

/// Number of lines among which the header is searched; LinkedIn begins with a paragraph.
const HEADER_LINES: usize = 40;

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Google's export, until 2024 (`Name,Given Name,…`) and since (`First Name,Middle Name,…`).
    Google,
    /// LinkedIn's `Connections.csv`.
    LinkedIn,
    /// Outlook's export, classic and on the web.
    Outlook,
}

impl Form {
    /// Recognises a form by the folded names of its columns.
    fn of(columns: &[String]) -> Option<Form> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        let numbered = |stem: &str| columns.iter().any(|column| column.starts_with(stem));
        let named = has("firstname") || has("lastname");
        if has("connectedon") && named {
            Some(Form::LinkedIn)
        } else if (has("name") && (has("givenname") || has("familyname")))
            || (named && (has("fileas") || has("labels") || has("organizationname") || numbered("email1")))
        {
            Some(Form::Google)
        } else if named
            && (has("emailaddress") || has("emaildisplayname") || has("mobilephone") || has("businessphone"))
        {
            Some(Form::Outlook)
        } else {
            None
        }
    }

    /// Returns the company that a row is about.
    fn company(self, row: &Row<'_>) -> Option<String> {
        match self {
            Form::Google => google::company(row),
            Form::LinkedIn => None,
            Form::Outlook => outlook::company(row),
        }
    }

    /// Reads the person of a row.
    fn card(self, row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
        match self {
            Form::Google => google::card(row, findings),
            Form::LinkedIn => linkedin::card(row, findings),
            Form::Outlook => outlook::card(row, findings),
        }
    }
}

/// Reads the people of a table. `order` is the order of dates that the user asked for. A file without a
/// header of a known form gives the names of the columns on the first line that has several.
pub fn read(
    octets: &[u8],
    order: Option<DateOrder>,
    findings: &mut Findings<'_>,
) -> Result<Vec<FoundCard>, Vec<String>> {
    let octets = marked(octets);
    let (text, how) = text(&octets, None);
    let found = header(&text, HEADER_LINES, Form::of)?;
    if how == Decoded::Guessed {
        let line = 1 + octets
            .iter()
            .position(|octet| !octet.is_ascii())
            .map_or(0, |at| octets.iter().take(at).filter(|octet| **octet == b'\n').count());
        findings.report(
            Code::InvalidUtf8,
            line,
            "the file is not UTF-8, and no encoding is named".to_owned(),
            "check that the letters are right in the notes",
            "it is read as Windows-1252",
        );
    }
    let table = Table::read(&text, found, findings);
    findings.order = order.or_else(|| certain_order(&table)).or(findings.order);
    let mut cards = Vec::new();
    for row in &table.rows {
        let mut row = Row::new(&table, row);
        if let Some(company) = table.form.company(&row) {
            findings.report(
                Code::NotAPerson,
                row.line(),
                format!("the card is about a company: {}", quoted(&company)),
                "write a note by hand if you want to follow up with it",
                "no note is written for it",
            );
            continue;
        }
        let line = row.line();
        match table.form.card(&mut row, findings) {
            Some(card) => cards.push(FoundCard { card, file: findings.file.clone(), line }),
            None => findings.report(
                Code::BrokenCard,
                line,
                "a row without a name, an address or a number".to_owned(),
                "give it a name and import it again",
                "no note is written for it",
            ),
        }
    }
    Ok(cards)
}

/// Returns the order of day and month, if some dates of the table are certain and all of these agree.
fn certain_order(table: &Table) -> Option<DateOrder> {
    let mut orders = table.dates().filter_map(first_numbers).filter_map(|numbers| match numbers {
        (13..=31, 1..=12) => Some(DateOrder::Dmy),
        (1..=12, 13..=31) => Some(DateOrder::Mdy),
        _ => None,
    });
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// Returns the first two numbers of a date with slashes or dots.
fn first_numbers(text: &str) -> Option<(u32, u32)> {
    let (first, rest) = text.trim().split_once(['/', '.'])?;
    let second: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((first.parse().ok()?, second.parse().ok()?))
}
