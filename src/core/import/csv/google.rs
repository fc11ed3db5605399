//! Reads Google's contacts, in the form until 2024 and in the one since.

use super::row::{Row, add, is_salutation, name, split};
use crate::core::import::card::{Card, LabelledText, lines_joined};
use crate::core::import::findings::Findings;
use crate::core::text::{fold_heading, one_line};

/// The columns with parts of a name, of both forms.
const PARTS: &str = "nameprefix firstname givenname middlename additionalname lastname familyname namesuffix";

/// Returns the company of a row that has no name of a person.
pub(super) fn company(row: &Row<'_>) -> Option<String> {
    let company =
        one_line(["organizationname", "organization1name"].map(|column| row.text(column)).concat().as_str());
    let is_named = |column: &str| !row.text(column).trim().is_empty();
    let is_person = PARTS.split(' ').chain(["nickname", "name"]).any(is_named);
    let filed = row.text("fileas").trim();
    let is_filed_so = filed.is_empty() || filed == company;
    (!company.is_empty() && !is_person && is_filed_so).then_some(company)
}

/// Reads the person of a row.
pub(super) fn card(row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
    let mut card = Card::default();
    let line = row.line();
    card.aliases.extend(row.several("nickname"));
    work(row, &mut card);
    for (label, values) in numbered(row, "email") {
        values.iter().for_each(|text| findings.add_email(&mut card, &label, text, line));
    }
    for (label, values) in numbered(row, "phone") {
        add(&mut card.phones, &label, values);
    }
    keep_numbered(row, "website", "url", &mut card);
    keep_numbered(row, "relation", "connections", &mut card);
    accounts(row, &mut card);
    addresses(row, &mut card);
    card.birthday = findings.yearly(row.text("birthday"), "the birthday", line);
    for (label, values) in numbered(row, "event") {
        let label = if label.is_empty() { "date" } else { label.as_str() };
        values.iter().for_each(|value| findings.add_date(&mut card, label, value, line));
    }
    for (label, values) in numbered(row, "customfield") {
        values.into_iter().for_each(|value| card.keep("other", LabelledText::new(&label, value)));
    }
    card.add_groups(row.several("groupmembership").into_iter().chain(row.several("labels")));
    card.interests = row.several("hobby");
    card.note = row.note("notes");
    let parts: Vec<Option<String>> = PARTS.split(' ').map(|column| row.value(column)).collect();
    let whole = row.value("name");
    let filed = row.value("fileas");
    card.name = match whole {
        Some(whole) => whole,
        None => name(own_parts(&parts), &card).or(filed.clone())?,
    };
    // Parts that are missing from the shown name are kept under `other`.
    for (label, part) in PARTS.split(' ').zip(parts).chain([("file as", filed)]) {
        let words = |text: &str| text.split([' ', ',']).map(fold_heading).collect::<Vec<_>>();
        let known = words(&card.name);
        let is_known = |word: &String| word.is_empty() || known.contains(word);
        if let Some(part) = part.filter(|part| !words(part).iter().all(is_known)) {
            card.keep("other", LabelledText::new(label, part));
        }
    }
    row.ignore("photo language yominame initials groupmembership shortname");
    row.rest(&mut card);
    Some(card)
}

/// Returns the parts of a name without a salutation before it.
fn own_parts(parts: &[Option<String>]) -> &[Option<String>] {
    match parts {
        [Some(title), own @ ..] if is_salutation(title) => own,
        _ => parts,
    }
}

fn keep_numbered(row: &Row<'_>, stem: &str, key: &str, card: &mut Card) {
    for (label, values) in numbered(row, stem) {
        values.into_iter().for_each(|value| card.keep_once(key, LabelledText::new(&label, value)));
    }
}

/// Returns label and values of `STEM N - Type|Label` and `STEM N - Value`, the primary ones first.
fn numbered(row: &Row<'_>, stem: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for number in row.numbers(stem) {
        let kind = format!("{stem}{number}type");
        let label = format!("{stem}{number}label");
        let written =
            [row.text(&label), row.text(&kind)].into_iter().find(|text| !text.is_empty()).unwrap_or("");
        let primary = written.starts_with('*');
        let label = one_line(written.trim_start_matches('*'));
        let values = split(row.text(&format!("{stem}{number}value")));
        if !values.is_empty() {
            found.push((!primary, label, values));
        }
    }
    found.sort_by_key(|(later, _, _)| *later);
    found.into_iter().map(|(_, label, values)| (label, values)).collect()
}

fn work(row: &Row<'_>, card: &mut Card) {
    let mut orgs = Vec::new();
    let mut roles = Vec::new();
    let numbered = row.numbers("organization").into_iter().map(|number| format!("organization{number}"));
    for stem in std::iter::once("organization".to_owned()).chain(numbered) {
        orgs.extend(row.joined(&[&format!("{stem}name"), &format!("{stem}department")], ", "));
        roles.extend(row.value(&format!("{stem}title")));
        row.ignore(&format!("{stem}type {stem}yominame"));
    }
    roles.extend(row.value("occupation"));
    card.org = (!orgs.is_empty()).then(|| orgs.join("; "));
    card.role = (!roles.is_empty()).then(|| roles.join("; "));
}

fn accounts(row: &Row<'_>, card: &mut Card) {
    for number in row.numbers("im") {
        let service = one_line(row.text(&format!("im{number}service")));
        let kind = one_line(row.text(&format!("im{number}type")).trim_start_matches('*'));
        let label = if service.is_empty() { kind } else { service };
        for text in split(row.text(&format!("im{number}value"))) {
            card.keep_once("accounts", LabelledText::new(&label, text));
        }
    }
}

/// Adds each formatted address, with the parts that it leaves out.
fn addresses(row: &Row<'_>, card: &mut Card) {
    for number in row.numbers("address") {
        let part = |name: &str| row.text(&format!("address{number}{name}"));
        let label = [part("label"), part("type")].into_iter().find(|text| !text.is_empty()).unwrap_or("");
        let label = one_line(label.trim_start_matches('*')).to_lowercase();
        let parts: Vec<Vec<String>> =
            ["street", "extendedaddress", "pobox", "city", "region", "postalcode", "country"]
                .map(|name| split(part(name)))
                .into();
        let formatted = split(part("formatted"));
        let most = parts.iter().map(Vec::len).max().unwrap_or(0).max(formatted.len());
        for place in 0..most {
            let whole = formatted.get(place).map(|text| lines_joined(text)).unwrap_or_default();
            let known = fold_heading(&whole);
            let written = parts.iter().filter_map(|texts| texts.get(place)).map(|text| lines_joined(text));
            // Parts that the formatted address contains are not repeated.
            let missing = written.filter(|part| !known.contains(&fold_heading(part)));
            let all: Vec<String> =
                std::iter::once(whole.clone()).chain(missing).filter(|part| !part.is_empty()).collect();
            card.keep_once("address", LabelledText::new(&label, all.join(", ")));
        }
    }
}
