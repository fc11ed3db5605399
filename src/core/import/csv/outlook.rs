//! Outlook's contacts: the set of columns differs by version, their names do not.

use super::row::{Row, add, add_emails, name};
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;
use crate::core::text::one_line;

/// What the columns of a telephone end in.
const NUMBERS: [&str; 12] = [
    "phone",
    "fax",
    "pager",
    "telex",
    "callback",
    "isdn",
    "phone2",
    "phone3",
    "companymainphone",
    "radiophone",
    "ttytddphone",
    "mobile",
];

/// The person of a row.
pub(super) fn card(row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
    let mut card = Card::default();
    let line = row.line();
    emails(row, &mut card, findings);
    for (column, text) in row.columns(|name| NUMBERS.iter().any(|end| name.ends_with(end))) {
        let label = column.replace("Phone", "").replace("phone", "");
        add(&mut card.phones, &one_line(&label).to_lowercase(), vec![one_line(text)]);
    }
    for kind in ["business", "home", "other", ""] {
        address(row, kind, &mut card);
    }
    let org: Vec<String> = [row.said("company"), row.said("department")].into_iter().flatten().collect();
    card.org = (!org.is_empty()).then(|| org.join(", "));
    let role: Vec<String> = [row.said("jobtitle"), row.said("profession")].into_iter().flatten().collect();
    card.role = (!role.is_empty()).then(|| role.join("; "));
    card.aliases.extend(row.said("nickname"));
    card.birthday = findings.yearly(row.text("birthday"), "the birthday", line);
    let anniversary = findings.yearly(row.text("anniversary"), "the date `anniversary`", line);
    card.dates.extend(anniversary.map(|day| ("anniversary".to_owned(), day)));
    others(row, &mut card);
    let note = row.text("notes");
    card.note = (!note.is_empty()).then(|| note.to_owned());
    let parts = ["title", "firstname", "middlename", "lastname", "suffix"].map(|column| row.said(column));
    // A title alone is no name.
    let named = parts.iter().skip(1).any(Option::is_some);
    let shown = row.said("emaildisplayname").filter(|shown| !shown.contains('@'));
    card.name = if named { name(&parts, &card)? } else { shown.or_else(|| name(&[], &card))? };
    row.pass_over(&[
        "initials",
        "sensitivity",
        "priority",
        "private",
        "language",
        "emailtype",
        "email2type",
        "email3type",
        "emaildisplayname",
        "email2displayname",
        "email3displayname",
        "account",
        "mileage",
    ]);
    // What Outlook writes for everybody says nothing.
    if let Some(gender) = row.said("gender").filter(|gender| !gender.eq_ignore_ascii_case("unspecified")) {
        card.more.push(("other".to_owned(), vec![LabelledText::new("Gender", gender)]));
    }
    row.rest(&mut card);
    Some(card)
}

/// Groups, interests, pages and other people.
fn others(row: &Row<'_>, card: &mut Card) {
    let groups = row.text("categories").split([';', ',']).map(str::trim).filter(|group| !group.is_empty());
    card.tags = groups.map(str::to_owned).collect();
    card.interests = row
        .text("hobby")
        .split([';', ','])
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect();
    for column in ["webpage", "personalwebpage", "website"] {
        card.urls.extend(row.said(column).map(LabelledText::plain));
    }
    for (column, label) in [
        ("spouse", "spouse"),
        ("children", "child"),
        ("assistant'sname", "assistant"),
        ("manager'sname", "manager"),
        ("referredby", "referred by"),
    ] {
        add(&mut card.related, label, row.said(column).into_iter().collect());
    }
}

fn emails(row: &Row<'_>, card: &mut Card, findings: &mut Findings<'_>) {
    let columns = row.columns(|name| name.starts_with("email") && name.ends_with("address"));
    for (_, text) in columns {
        add_emails(card, "", vec![one_line(text)], row.line(), findings);
    }
}

fn address(row: &Row<'_>, kind: &str, card: &mut Card) {
    let part = |name: &str| row.said(&format!("{kind}{name}"));
    let names = [
        "street",
        "street2",
        "street3",
        "addresspobox",
        "pobox",
        "city",
        "state",
        "postalcode",
        "countryregion",
        "country/region",
        "country",
    ];
    let parts: Vec<String> = names.into_iter().filter_map(part).collect();
    if !parts.is_empty() {
        add(&mut card.addresses, kind, vec![parts.join(", ")]);
    } else if let Some(whole) = part("address") {
        add(&mut card.addresses, kind, vec![whole]);
    }
}
