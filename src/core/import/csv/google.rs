//! Google's contacts, in the form until 2024 and the one since.

use super::row::{Row, add, add_emails, name, split};
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;
use crate::core::text::{fold_heading, one_line};

/// The parts of a name, of both forms.
const PARTS: [&str; 8] = [
    "nameprefix",
    "firstname",
    "givenname",
    "middlename",
    "additionalname",
    "lastname",
    "familyname",
    "namesuffix",
];

/// The person of a row.
pub(super) fn card(row: &mut Row<'_>, findings: &mut Findings<'_>) -> Option<Card> {
    let mut card = Card::default();
    let line = row.line();
    card.aliases.extend(row.several("nickname"));
    work(row, &mut card);
    for (label, values) in numbered(row, "email") {
        add_emails(&mut card, &label, values, line, findings);
    }
    for (label, values) in numbered(row, "phone") {
        add(&mut card.phones, &label, values);
    }
    for (label, values) in numbered(row, "website") {
        add(&mut card.urls, &label, values);
    }
    for (label, values) in numbered(row, "relation") {
        add(&mut card.related, &label, values);
    }
    accounts(row, &mut card);
    addresses(row, &mut card);
    card.birthday = findings.yearly(row.text("birthday"), "the birthday", line);
    events(row, &mut card, findings);
    groups(row, &mut card);
    card.interests = row.several("hobby");
    let note = row.text("notes");
    card.note = (!note.is_empty()).then(|| note.to_owned());
    let parts = PARTS.map(|column| row.said(column));
    let whole = row.said("name").filter(|name| !name.is_empty());
    let filed = row.said("fileas");
    card.name = match whole {
        Some(whole) => whole,
        None => name(&parts, &card).or(filed.clone())?,
    };
    // What the name as it is shown leaves out of its parts is kept beside it.
    for (label, part) in PARTS.into_iter().zip(parts).chain([("file as", filed)]) {
        let words = |text: &str| text.split([' ', ',']).map(fold_heading).collect::<Vec<_>>();
        let known = words(&card.name);
        if let Some(part) =
            part.filter(|part| !words(part).iter().all(|word| word.is_empty() || known.contains(word)))
        {
            card.more.push(("other".to_owned(), vec![LabelledText::new(label, part)]));
        }
    }
    row.pass_over(&["photo", "language", "yominame", "initials", "groupmembership", "shortname"]);
    row.rest(&mut card);
    merge_other(&mut card);
    Some(card)
}

/// Dates with labels, and fields of the user's own.
fn events(row: &Row<'_>, card: &mut Card, findings: &mut Findings<'_>) {
    for (label, values) in numbered(row, "event") {
        let label = if label.is_empty() { "date".to_owned() } else { label };
        for value in values {
            let day = findings.yearly(&value, &format!("the date `{label}`"), row.line());
            card.dates.extend(day.map(|day| (label.clone(), day)));
        }
    }
    for (label, values) in numbered(row, "customfield") {
        for value in values {
            card.more.push(("other".to_owned(), vec![LabelledText::new(&label, value)]));
        }
    }
}

/// Starred groups are Google's own.
fn groups(row: &Row<'_>, card: &mut Card) {
    for group in row.several("groupmembership").into_iter().chain(row.several("labels")) {
        let starred = group.starts_with('*') || group.eq_ignore_ascii_case("mycontacts");
        if !starred && !card.tags.contains(&group) {
            card.tags.push(group);
        }
    }
}

/// Label and values of `STEM N - Type|Label` and `STEM N - Value`; the primary one first.
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
    let mut take = |name: &str, title: &str, department: &str| {
        let org: Vec<String> = [row.said(name), row.said(department)].into_iter().flatten().collect();
        if !org.is_empty() {
            orgs.push(org.join(", "));
        }
        roles.extend(row.said(title));
    };
    take("organizationname", "organizationtitle", "organizationdepartment");
    for number in row.numbers("organization") {
        let stem = format!("organization{number}");
        take(&format!("{stem}name"), &format!("{stem}title"), &format!("{stem}department"));
        row.pass_over(&[&format!("{stem}type"), &format!("{stem}yominame")]);
    }
    roles.extend(row.said("occupation"));
    card.org = (!orgs.is_empty()).then(|| orgs.join("; "));
    card.role = (!roles.is_empty()).then(|| roles.join("; "));
}

fn accounts(row: &Row<'_>, card: &mut Card) {
    for number in row.numbers("im") {
        let service = one_line(row.text(&format!("im{number}service")));
        let kind = one_line(row.text(&format!("im{number}type")).trim_start_matches('*'));
        let label = if service.is_empty() { kind } else { service };
        add(&mut card.accounts, &label, split(row.text(&format!("im{number}value"))));
    }
}

/// The formatted address, with those of its parts that it leaves out.
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
            let whole = formatted.get(place).map(|text| joined_lines(text)).unwrap_or_default();
            let known = fold_heading(&whole);
            let said = parts.iter().filter_map(|texts| texts.get(place)).map(|text| joined_lines(text));
            // The formatted address, with what it leaves out.
            let missing = said.filter(|part| !known.contains(&fold_heading(part)));
            let all: Vec<String> =
                std::iter::once(whole.clone()).chain(missing).filter(|part| !part.is_empty()).collect();
            add(&mut card.addresses, &label, vec![all.join(", ")]);
        }
    }
}

fn joined_lines(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty());
    one_line(&lines.collect::<Vec<_>>().join(", "))
}

/// Several lists under `other` are one.
fn merge_other(card: &mut Card) {
    let mut merged: Vec<(String, Vec<LabelledText>)> = Vec::new();
    for (key, texts) in card.more.drain(..) {
        match merged.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => known.extend(texts),
            None => merged.push((key, texts)),
        }
    }
    card.more = merged;
}
