//! Reads LinkedIn's `Connections.csv`. The address of the profile serves as the UID, since e-mail addresses
//! are rarely given.

use super::row::{Row, name};
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;

/// Reads the person of a row.
pub(super) fn card(row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
    let mut card = Card::default();
    let line = row.line();
    for text in row.several("emailaddress") {
        findings.add_email(&mut card, "", &text, line);
    }
    let company = row.value("company");
    card.role = row.value("position");
    card.created = findings.day(row.text("connectedon"), "the day of the connection", line);
    let url = row.value("url");
    card.uid.clone_from(&url);
    url.into_iter().for_each(|url| card.keep("url", LabelledText::plain(url)));
    // A row without a name is not a person, even if it names a company.
    card.name = name(&[row.value("firstname"), row.value("lastname")], &card)?;
    card.org = company;
    row.rest(&mut card);
    Some(card)
}
