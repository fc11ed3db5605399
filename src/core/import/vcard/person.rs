//! Turns the properties of a card into a person. Properties without a place in a note are kept under `other`.

use super::android;
use super::more;
use super::property::Property;
use crate::core::import::card::{Card, LabelledText, add_once, lines_joined};
use crate::core::import::findings::{Findings, died};
use crate::core::note::fields::values::is_no_word;
use crate::core::problem::{Code, quoted};
use crate::core::text::{bare_words, clip, fold, fold_name, is_mark, one_line};

/// Maximum number of characters of a card's kind in a message.
const MAX_KIND_CHARS: usize = 40;
/// Place of the country, the last part of an address (RFC 6350, section 6.3.1), from 0.
const COUNTRY: usize = 6;

/// Returns the name of a card, from the first of its properties that gives one.
pub(super) fn name(properties: &[Property]) -> Option<String> {
    let text = |name: &str| {
        let mut texts = properties.iter().filter(|one| one.name == name).map(|one| one_line(&one.text()));
        texts.find(|text| !is_no_word(text))
    };
    let composed = || {
        let name = properties.iter().find(|one| one.name == "N")?;
        let parts = [3, 1, 2, 0, 4].map(|place| one_line(&name.component(place)));
        let parts: Vec<String> = parts.into_iter().filter(|part| !is_no_word(part)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let company = || properties.iter().find(|one| one.name == "ORG").map(|one| one_line(&one.component(0)));
    text("FN")
        .or_else(composed)
        .or_else(|| text("NICKNAME"))
        .or_else(|| company().filter(|name| !name.is_empty()))
        .or_else(|| text("EMAIL").map(|address| address.split('@').next().unwrap_or(&address).to_owned()))
        .or_else(|| text("TEL"))
}

/// Returns the person of a card; reports a card that is not about a person or has no name.
pub(super) fn card(properties: &[Property], line: usize, findings: &mut Findings<'_>) -> Option<Card> {
    if let Some(kind) = other_kind(properties) {
        findings.report(
            Code::NotAPerson,
            line,
            format!("the card is about a {kind}: {}", quoted(&name(properties).unwrap_or_default())),
            "write a note by hand if you want to follow up with it",
            "no note is written for it",
        );
        return None;
    }
    let Some(name) = name(properties) else {
        findings.report(
            Code::BrokenCard,
            line,
            "a card without a name, an organisation, an e-mail address or a number".to_owned(),
            "give it a name in the address book and export it again",
            "no note is written for it",
        );
        return None;
    };
    let mut person = Person { card: Card { name, ..Card::default() }, properties, findings };
    for property in by_preference(properties) {
        person.add(property);
    }
    person.names();
    Some(person.card)
}

/// Returns the kind of a card that is not about a person.
fn other_kind(properties: &[Property]) -> Option<String> {
    for property in properties {
        let text = clip(&one_line(&property.text().to_lowercase()), MAX_KIND_CHARS).into_owned();
        match property.name.as_str() {
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" if !matches!(text.as_str(), "" | "individual") => {
                return Some(if text == "org" { "company".to_owned() } else { text });
            }
            "X-ABSHOWAS" if text == "company" => return Some(text),
            _ => {}
        }
    }
    is_named_after_organisation(properties).then(|| "company".to_owned())
}

/// Whether a card has no parts of a name and is called like its organisation, as Google writes companies, and nothing
/// says that it is a person.
fn is_named_after_organisation(properties: &[Property]) -> bool {
    let first = |name: &str| properties.iter().find(|one| one.name == name);
    let has_parts = first("N").is_some_and(|name| (0..=4).any(|place| !name.component(place).is_empty()));
    let shown = first("FN").map(|name| fold_name(&one_line(&name.text())));
    let employer = first("ORG").map(|org| fold_name(&one_line(&org.component(0))));
    let is_person =
        ["KIND", "BDAY", "TITLE", "ROLE", "NICKNAME"].into_iter().any(|name| first(name).is_some());
    !is_person && !has_parts && shown.as_ref().is_some_and(|shown| !shown.is_empty()) && shown == employer
}

/// Sorts the properties so that preferred ones come first.
fn by_preference(properties: &[Property]) -> Vec<&Property> {
    let mut order: Vec<&Property> = properties.iter().collect();
    // Printed addresses come last, to be compared with the structured ones.
    order.sort_by_key(|one| (matches!(one.name.as_str(), "LABEL" | "X-ABADR"), one.preference()));
    order
}

struct Person<'a, 'f, 'p> {
    card: Card,
    properties: &'a [Property],
    findings: &'f mut Findings<'p>,
}

impl Person<'_, '_, '_> {
    fn add(&mut self, property: &Property) {
        match property.name.as_str() {
            "NICKNAME" => self.card.aliases.extend(property.items()),
            "EMAIL" => self.email(property),
            "TEL" | "X-MS-TEL" => self.phone(property),
            "ADR" => self.address(property),
            "LABEL" | "X-ABADR" => self.printed_address(property),
            "ORG" | "TITLE" | "ROLE" => self.work(property),
            "BDAY" => self.birthday(property),
            "DEATHDATE" | "X-DEATHDATE" => {
                // A date has no text.
                let text = property.text();
                let said = if text.is_empty() { &property.raw } else { &text };
                self.card.died = died(said, self.findings.order);
            }
            "ANNIVERSARY"
            | "X-ANNIVERSARY"
            | "X-MS-ANNIVERSARY"
            | "X-EVOLUTION-ANNIVERSARY"
            | "X-KADDRESSBOOK-X-ANNIVERSARY" => {
                self.findings.add_date(&mut self.card, "anniversary", &property.raw, property.line);
            }
            "X-ABDATE" => {
                let label = self.label(property).unwrap_or_else(|| "date".to_owned());
                self.findings.add_date(&mut self.card, &label, &property.raw, property.line);
            }
            "X-ANDROID-CUSTOM" => {
                android::add(&property.whole(), property.line, &mut self.card, self.findings);
            }
            "CATEGORIES" => self.card.add_groups(property.items()),
            "NOTE" => self.note(property),
            "UID" => {
                let uid = property.text();
                self.card.uid = (!uid.is_empty()).then_some(uid);
            }
            "URL" => self.keep("url", property, property.text()),
            "CREATED" => {
                self.card.created = self.findings.day(&property.raw, "the day it was made", property.line);
            }
            "HOBBY" | "INTEREST" => self.card.interests.extend(property.items()),
            "RELATED"
            | "X-ABRELATEDNAMES"
            | "X-MS-SPOUSE"
            | "X-EVOLUTION-SPOUSE"
            | "X-SPOUSE"
            | "X-MS-ASSISTANT"
            | "X-EVOLUTION-ASSISTANT"
            | "X-MS-MANAGER"
            | "X-EVOLUTION-MANAGER"
            | "X-AGENT"
            | "X-MS-CHILD" => self.related(property),
            _ => self.anything_else(property),
        }
    }

    /// Adds an account, or keeps the text under `other` with the property's name as label.
    fn anything_else(&mut self, property: &Property) {
        let label = self.label(property);
        if let Some(service) = more::account(&property.name) {
            return self.card.keep_once("accounts", more::handle(property, service, label));
        }
        let Some(text) = more::words(property) else { return };
        if text.chars().count() > more::MAX_KEPT_CHARS {
            return self.findings.report(
                Code::LostValue,
                property.line,
                format!("{} is too long to keep: {}", property.name, quoted(&property.text())),
                "add what it says to the note by hand",
                "the property is left out",
            );
        }
        let own = property.name.trim_start_matches("X-").to_lowercase();
        let label = label.map_or(own.clone(), |label| format!("{own} {label}"));
        self.card.keep("other", LabelledText::new(&label, text));
    }

    fn email(&mut self, property: &Property) {
        let label = self.label(property).unwrap_or_default();
        self.findings.add_email(&mut self.card, &label, &property.text(), property.line);
    }

    fn phone(&mut self, property: &Property) {
        let text = property.text();
        let number =
            text.strip_prefix("tel:").map_or(text.clone(), |number| number.replace(";ext=", " ext. "));
        let label = self.label(property).unwrap_or_default();
        add_once(&mut self.card.phones, LabelledText::new(&label, number));
    }

    fn address(&mut self, property: &Property) {
        // The street comes before its supplements, the other parts are in the order of the card. What stands behind
        // the country mostly says the same again (RFC 9554, section 2.1; the whole address of Google).
        let whole = property.joined([2, 1, 0].into_iter().chain(3..property.values.len()));
        let parts = property.joined([2, 1, 0].into_iter().chain(3..=COUNTRY));
        let known = folded_words(&parts);
        let says_more = folded_words(&whole).iter().any(|word| !known.contains(word));
        self.keep("address", property, if says_more { whole } else { parts });
        for printed in property.parameters("LABEL") {
            self.keep("address", property, lines_joined(printed));
        }
    }

    /// Adds a printed address, unless all its words are in the addresses known already.
    fn printed_address(&mut self, property: &Property) {
        let printed = lines_joined(&property.text());
        if printed.chars().count() <= 3 {
            return;
        }
        let addresses = self.card.texts("address");
        let known: Vec<String> = addresses.iter().flat_map(|address| folded_words(&address.value)).collect();
        if !folded_words(&printed).iter().all(|word| known.contains(word)) {
            self.keep("address", property, printed);
        }
    }

    fn work(&mut self, property: &Property) {
        let (text, place) = if property.name == "ORG" {
            (property.joined(0..property.values.len()), &mut self.card.org)
        } else {
            (one_line(&property.text()), &mut self.card.role)
        };
        match place {
            _ if text.is_empty() => {}
            None => *place = Some(text),
            Some(known) if *known == text => {}
            Some(known) => known.push_str(&format!("; {text}")),
        }
    }

    fn birthday(&mut self, property: &Property) {
        let left_out = property.parameters("X-APPLE-OMIT-YEAR").next().map(|year| year.trim_matches('"'));
        let rest = left_out.filter(|year| year.len() == 4).and_then(|year| property.raw.strip_prefix(year));
        let without_year = |rest: &str| format!("--{}", rest.trim_start_matches('-'));
        let raw = rest.map_or_else(|| property.raw.clone(), without_year);
        // If a card gives two birthdays, the first counts and the other is kept.
        let found = self.findings.yearly(&raw, "the birthday", property.line);
        match (self.card.birthday, found) {
            (None, found) => self.card.birthday = found,
            (Some(known), Some(found)) if known != found => {
                self.card.keep("other", LabelledText::new("birthday", found.to_string()));
            }
            (Some(_), _) => {}
        }
    }

    fn note(&mut self, property: &Property) {
        let text = property.whole();
        match (&mut self.card.note, text.trim()) {
            (_, "") => {}
            (Some(known), text) if known.contains(text) => {}
            (Some(known), text) => known.push_str(&format!("\n\n{text}")),
            (None, text) => self.card.note = Some(text.to_owned()),
        }
    }

    fn related(&mut self, property: &Property) {
        let label = match property.name.as_str() {
            "RELATED" | "X-ABRELATEDNAMES" => self.label(property).unwrap_or_default(),
            name => name.rsplit('-').next().unwrap_or(name).to_lowercase(),
        };
        let text = property.text();
        // `urn:uuid:…` refers to another card and means nothing to the reader of a note.
        if !text.starts_with("urn:uuid:") {
            self.card.keep_once("connections", LabelledText::new(&label, text));
        }
    }

    /// Keeps the parts of the name that the shown name lacks, and other names as aliases.
    fn names(&mut self) {
        let shown = fold_name(&self.card.name);
        let mut parts = Vec::new();
        for name in self.properties.iter().filter(|one| one.name == "N") {
            for (place, label) in ["family", "given", "additional", "prefix", "suffix"].iter().enumerate() {
                let part = one_line(&name.component(place));
                let lacks = part.split(is_mark).any(|word| !shown.contains(&fold_name(word)));
                if lacks {
                    parts.push(LabelledText::new(label, part));
                }
            }
        }
        for property in self.properties.iter().filter(|one| one.name.contains("PHONETIC")) {
            let label =
                property.name.trim_start_matches("X-").replace("-NAME", "").replace('-', " ").to_lowercase();
            parts.push(LabelledText::new(&label, property.text()));
        }
        let others = self.properties.iter().filter(|one| one.name == "FN").map(|one| one_line(&one.text()));
        self.card.aliases.extend(others.filter(|other| !other.is_empty() && fold_name(other) != shown));
        parts.retain(|part| !part.value.is_empty());
        if !parts.is_empty() {
            self.card.more.insert(0, ("name-parts".to_owned(), parts));
        }
    }

    /// Returns the label of a value: that of its group, else its types.
    fn label(&self, property: &Property) -> Option<String> {
        let grouped = property.group.as_ref().and_then(|group| {
            let is_label = |one: &&Property| one.name == "X-ABLABEL" && one.group.as_ref() == Some(group);
            let text = self.properties.iter().find(is_label)?.text();
            Some(text.trim_start_matches("_$!<").trim_end_matches(">!$_").trim().to_owned())
        });
        let built_in = |label: String| match label.as_str() {
            "HomePage" => "home page".to_owned(),
            "AssistantPhone" => "assistant".to_owned(),
            word if word.chars().skip(1).all(char::is_lowercase) => word.to_lowercase(),
            _ => label,
        };
        grouped.filter(|label| !label.is_empty()).map(built_in).or_else(|| {
            let mut types = property.types();
            types.retain(|kind| !is_plain_type(kind));
            (!types.is_empty()).then(|| types.join(" "))
        })
    }

    fn keep(&mut self, key: &str, property: &Property, value: String) {
        let label = self.label(property).unwrap_or_default();
        self.card.keep_once(key, LabelledText::new(&label, value));
    }
}

fn folded_words(text: &str) -> Vec<String> {
    bare_words(text).map(fold).collect()
}

/// Whether a type says nothing about the purpose of a value.
fn is_plain_type(kind: &str) -> bool {
    const PLAIN: [&str; 12] = [
        "pref", "voice", "internet", "text", "msg", "x400", "postal", "parcel", "intl", "dom", "utf-8",
        "other",
    ];
    PLAIN.contains(&kind) || kind.starts_with("x-couchdb")
}
