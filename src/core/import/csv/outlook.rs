//! Reads Outlook's contacts. The set of columns differs between versions, but not their names.

use super::row::{Row, add, is_salutation, name};
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;
use crate::core::text::one_line;

/// The endings of the names of columns with phone numbers.
const NUMBERS: [&str; 9] =
    ["phone", "phone2", "phone3", "mobile", "fax", "pager", "telex", "callback", "isdn"];

/// Returns the company of a row that has no name of a person.
pub(super) fn company(row: &Row<'_>) -> Option<String> {
    let company = row.value("company")?;
    let named =
        ["firstname", "middlename", "lastname", "nickname"].iter().any(|name| row.value(name).is_some());
    let shown = row.value("emaildisplayname").filter(|shown| *shown != company && !shown.contains('@'));
    (!named && shown.is_none()).then_some(company)
}

/// Reads the person of a row.
pub(super) fn card(row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
    let mut card = Card::default();
    let line = row.line();
    for (_, text) in row.columns(|name| name.starts_with("email") && name.ends_with("address")) {
        findings.add_email(&mut card, "", &one_line(text), line);
    }
    for (column, text) in row.columns(|name| NUMBERS.iter().any(|end| name.ends_with(end))) {
        let label = column.replace("Phone", "").replace("phone", "");
        add(&mut card.phones, &one_line(&label).to_lowercase(), vec![one_line(text)]);
    }
    for kind in ["business", "home", "other", ""] {
        address(row, kind, &mut card);
    }
    card.org = row.joined(&["company", "department"], ", ");
    card.role = row.joined(&["jobtitle", "profession"], "; ");
    card.aliases.extend(row.value("nickname"));
    card.birthday = findings.yearly(row.text("birthday"), "the birthday", line);
    findings.add_date(&mut card, "anniversary", row.text("anniversary"), line);
    others(row, &mut card);
    card.note = row.note("notes");
    let mut parts =
        ["title", "firstname", "middlename", "lastname", "suffix"].map(|column| row.value(column));
    if let [title, ..] = &mut parts
        && let Some(title) = title.take_if(|title| is_salutation(title))
    {
        card.keep("name-parts", LabelledText::new("prefix", title));
    }
    // A title alone is not a name.
    let named = parts.iter().skip(1).any(Option::is_some);
    let shown = row.value("emaildisplayname").filter(|shown| !shown.contains('@'));
    card.name = if named { name(&parts, &card)? } else { shown.or_else(|| name(&[], &card))? };
    row.ignore(
        "initials sensitivity priority private language emailtype email2type email3type emaildisplayname \
         email2displayname email3displayname account mileage",
    );
    // Outlook writes "Unspecified" for everybody.
    if let Some(gender) = row.value("gender").filter(|gender| !gender.eq_ignore_ascii_case("unspecified")) {
        card.keep("other", LabelledText::new("Gender", gender));
    }
    row.rest(&mut card);
    Some(card)
}

/// Adds groups, interests, pages and other people.
fn others(row: &Row<'_>, card: &mut Card) {
    let several = |column: &str| -> Vec<String> {
        let texts = row.text(column).split([';', ',']).map(str::trim);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    };
    card.tags = several("categories");
    card.interests = several("hobby");
    for (column, key, label) in [
        ("webpage", "url", ""),
        ("personalwebpage", "url", ""),
        ("website", "url", ""),
        ("spouse", "connections", "spouse"),
        ("children", "connections", "child"),
        ("assistant'sname", "connections", "assistant"),
        ("manager'sname", "connections", "manager"),
        ("referredby", "connections", "referred by"),
    ] {
        row.value(column).into_iter().for_each(|text| card.keep_once(key, LabelledText::new(label, text)));
    }
}

fn address(row: &Row<'_>, kind: &str, card: &mut Card) {
    let names = "street street2 street3 addresspobox pobox city state postalcode countryregion country/region \
                 country";
    let columns: Vec<String> = names.split(' ').map(|name| format!("{kind}{name}")).collect();
    let parts = row.joined(&columns.iter().map(String::as_str).collect::<Vec<_>>(), ", ");
    if let Some(address) = parts.or_else(|| row.value(&format!("{kind}address"))) {
        card.keep_once("address", LabelledText::new(kind, address));
    }
}
