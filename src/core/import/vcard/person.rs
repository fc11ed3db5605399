//! The properties of one card to a person: what has a place in a note gets it, and what
//! has none is kept under `other`.

use super::android;
use super::more;
use super::property::Property;
use crate::core::address::Address;
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;
use crate::core::note::fields::values::is_no_word;
use crate::core::problem::{Code, quoted};
use crate::core::text::{clip, fold, fold_name, one_line};

/// Characters that a message tells of what a card is about.
const MOST_KIND: usize = 40;

/// The name that a card gives, from whichever of its properties has one.
pub(super) fn name(properties: &[Property]) -> Option<String> {
    let text = |name: &str| {
        properties
            .iter()
            .filter(|one| one.name == name)
            .map(|one| one_line(&one.text()))
            .find(|text| !is_no_word(text))
    };
    let composed = || {
        let name = properties.iter().find(|one| one.name == "N")?;
        let parts = [3, 1, 2, 0, 4].map(|place| one_line(&name.component(place)));
        let said: Vec<String> = parts.into_iter().filter(|part| !is_no_word(part)).collect();
        (!said.is_empty()).then(|| said.join(" "))
    };
    let company = || properties.iter().find(|one| one.name == "ORG").map(|one| one_line(&one.component(0)));
    text("FN")
        .or_else(composed)
        .or_else(|| text("NICKNAME"))
        .or_else(|| company().filter(|name| !name.is_empty()))
        .or_else(|| text("EMAIL").map(|address| address.split('@').next().unwrap_or(&address).to_owned()))
        .or_else(|| text("TEL"))
}

/// The person of a card; none if it is about no person, or says nothing.
pub(super) fn card(properties: &[Property], line: usize, findings: &mut Findings<'_>) -> Option<Card> {
    if let Some(kind) = other_kind(properties) {
        findings.say(
            Code::NotAPerson,
            line,
            format!("the card is about a {kind}: {}", quoted(&name(properties).unwrap_or_default())),
            "write a note by hand if it should be followed up with",
            "no note is written for it",
        );
        return None;
    }
    let Some(name) = name(properties) else {
        findings.say(
            Code::BrokenCard,
            line,
            "a card without a name, an organisation, an e-mail address and a number".to_owned(),
            "give it a name in the address book and export it again",
            "no note is written for it",
        );
        return None;
    };
    let mut person = Person { card: Card { name, ..Card::default() }, properties, findings };
    for property in in_order(properties) {
        person.take(property);
    }
    person.names();
    Some(person.card)
}

/// What a card is about, if it is no person.
fn other_kind(properties: &[Property]) -> Option<String> {
    for property in properties {
        let text = clip(&one_line(&property.text().to_lowercase()), MOST_KIND).into_owned();
        match property.name.as_str() {
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" if !matches!(text.as_str(), "" | "individual") => {
                return Some(if text == "org" { "company".to_owned() } else { text });
            }
            "X-ABSHOWAS" if text == "company" => return Some(text),
            _ => {}
        }
    }
    None
}

/// The preferred ones of a kind come first, the others as they stand.
fn in_order(properties: &[Property]) -> Vec<&Property> {
    let mut order: Vec<&Property> = properties.iter().collect();
    // An address as it is printed is compared with those that stand in parts.
    order.sort_by_key(|one| (matches!(one.name.as_str(), "LABEL" | "X-ABADR"), one.preference()));
    order
}

struct Person<'a, 'f, 'p> {
    card: Card,
    properties: &'a [Property],
    findings: &'f mut Findings<'p>,
}

impl Person<'_, '_, '_> {
    fn take(&mut self, property: &Property) {
        match property.name.as_str() {
            "NICKNAME" => self.card.aliases.extend(property.items()),
            "EMAIL" => self.email(property),
            "TEL" | "X-MS-TEL" => self.phone(property),
            "ADR" => self.address(property),
            "LABEL" | "X-ABADR" => self.printed_address(property),
            "ORG" | "TITLE" | "ROLE" => self.work(property),
            "BDAY" => self.birthday(property),
            "DEATHDATE" => {
                self.card.died = self.findings.day(&property.raw, "the day of death", property.line)
            }
            "ANNIVERSARY"
            | "X-ANNIVERSARY"
            | "X-MS-ANNIVERSARY"
            | "X-EVOLUTION-ANNIVERSARY"
            | "X-KADDRESSBOOK-X-ANNIVERSARY" => self.date("anniversary", &property.raw, property.line),
            "X-ABDATE" => {
                let label = self.label(property).unwrap_or_else(|| "date".to_owned());
                self.date(&label, &property.raw, property.line);
            }
            "X-ANDROID-CUSTOM" => self.android(property),
            "CATEGORIES" => self.groups(property),
            "NOTE" => self.note(property),
            "UID" => {
                let uid = property.text();
                self.card.uid = (!uid.is_empty()).then_some(uid);
            }
            "URL" => {
                let text = self.labelled(property, property.text());
                push(&mut self.card.urls, text);
            }
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
            | "X-MS-CHILD" => {
                self.related(property);
            }
            _ => self.anything_else(property),
        }
    }

    fn android(&mut self, property: &Property) {
        let text = property.values.iter().map(|parts| parts.join(",")).collect::<Vec<_>>();
        match android::read(&text.join(";")) {
            Some(android::Found::Nickname(name)) => self.card.aliases.push(name),
            Some(android::Found::Related(label, name)) => {
                self.card.related.push(LabelledText::new(&label, name));
            }
            Some(android::Found::Date(label, date)) => self.date(&label, &date, property.line),
            Some(android::Found::Birthday(date)) => {
                self.card.birthday = self.findings.yearly(&date, "the birthday", property.line);
            }
            None => {}
        }
    }

    fn anything_else(&mut self, property: &Property) {
        match more::account(&property.name) {
            Some(service) => {
                let account = more::handle(property, service, self.label(property));
                push(&mut self.card.accounts, account);
            }
            None if more::is_too_long(property) => self.findings.say(
                Code::LostValue,
                property.line,
                format!("{} is longer than is kept: {}", property.name, quoted(&property.text())),
                "add what it says to the note by hand",
                "the property is left out",
            ),
            None => more::other(property, self.label(property), &mut self.card),
        }
    }

    fn email(&mut self, property: &Property) {
        let text = property.text();
        let address = text.strip_prefix("mailto:").unwrap_or(&text).trim().to_owned();
        if address.is_empty() {
            return;
        }
        if Address::is(&address) {
            let text = self.labelled(property, address);
            return push(&mut self.card.emails, text);
        }
        self.findings.say(
            Code::BadEmail,
            property.line,
            format!("not an e-mail address: {}", quoted(&address)),
            "correct it in the note, under `email`",
            "it is kept under `other-email`",
        );
        let text = self.labelled(property, address);
        more::keep(&mut self.card, "other-email", text);
    }

    fn phone(&mut self, property: &Property) {
        let text = property.text();
        let number =
            text.strip_prefix("tel:").map_or(text.clone(), |number| number.replace(";ext=", " ext. "));
        let text = self.labelled(property, number);
        push(&mut self.card.phones, text);
    }

    fn address(&mut self, property: &Property) {
        // Street before its supplements; the rest in the order of the card.
        let parts = [2, 1, 0, 3, 4, 5, 6].map(|place| one_line(&property.component(place)));
        let mut said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.extend((7..property.values.len()).map(|place| one_line(&property.component(place))));
        said.retain(|part| !part.is_empty());
        let text = self.labelled(property, said.join(", "));
        push(&mut self.card.addresses, text);
        for printed in property.parameters("LABEL") {
            let printed = lines_joined(printed);
            let text = self.labelled(property, printed);
            push(&mut self.card.addresses, text);
        }
    }

    /// An address as it is printed says nothing new where its letters stand in one already.
    fn printed_address(&mut self, property: &Property) {
        let printed = lines_joined(&property.text());
        if printed.chars().count() <= 3 {
            return;
        }
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|letter: char| !letter.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(fold).collect()
        };
        let known = self.card.addresses.iter().flat_map(|address| words(&address.value)).collect::<Vec<_>>();
        if !words(&printed).iter().all(|word| known.contains(word)) {
            let text = self.labelled(property, printed);
            push(&mut self.card.addresses, text);
        }
    }

    fn work(&mut self, property: &Property) {
        let text = match property.name.as_str() {
            "ORG" => {
                let units: Vec<String> =
                    (0..property.values.len()).map(|place| one_line(&property.component(place))).collect();
                units.into_iter().filter(|unit| !unit.is_empty()).collect::<Vec<_>>().join(", ")
            }
            _ => one_line(&property.text()),
        };
        let place = if property.name == "ORG" { &mut self.card.org } else { &mut self.card.role };
        if text.is_empty() || place.as_deref() == Some(text.as_str()) {
            return;
        }
        match place {
            None => *place = Some(text),
            Some(known) => {
                known.push_str("; ");
                known.push_str(&text);
            }
        }
    }

    fn birthday(&mut self, property: &Property) {
        let left_out =
            property.parameters("X-APPLE-OMIT-YEAR").next().map(|year| year.trim_matches('"').to_owned());
        let raw = match left_out.filter(|year| year.len() == 4) {
            Some(year) => match property.raw.strip_prefix(&year) {
                Some(rest) => format!("--{}", rest.trim_start_matches('-')),
                None => property.raw.clone(),
            },
            None => property.raw.clone(),
        };
        // One card may give the day twice: the first counts, another one is kept.
        let found = self.findings.yearly(&raw, "the birthday", property.line);
        match (self.card.birthday, found) {
            (None, found) => self.card.birthday = found,
            (Some(known), Some(found)) if known != found => {
                more::keep(&mut self.card, "other", LabelledText::new("birthday", found.to_string()));
            }
            (Some(_), _) => {}
        }
    }

    fn date(&mut self, label: &str, raw: &str, line: usize) {
        if let Some(yearly) = self.findings.yearly(raw, &format!("the date `{label}`"), line)
            && !self.card.dates.iter().any(|(known, day)| known == label && *day == yearly)
        {
            self.card.dates.push((label.to_owned(), yearly));
        }
    }

    /// Starred groups are an address book's own.
    fn groups(&mut self, property: &Property) {
        for group in property.items() {
            let own = group.starts_with('*') || matches!(fold(&group).as_str(), "mycontacts" | "starred");
            if !own && !self.card.tags.contains(&group) {
                self.card.tags.push(group);
            }
        }
    }

    fn note(&mut self, property: &Property) {
        let text = property.values.iter().map(|parts| parts.join(",")).collect::<Vec<_>>().join(";");
        if text.trim().is_empty() {
            return;
        }
        match &mut self.card.note {
            Some(known) if known.contains(text.trim()) => {}
            Some(known) => {
                known.push_str("\n\n");
                known.push_str(text.trim());
            }
            None => self.card.note = Some(text.trim().to_owned()),
        }
    }

    fn related(&mut self, property: &Property) {
        let label = match property.name.as_str() {
            "RELATED" | "X-ABRELATEDNAMES" => self.label(property).unwrap_or_default(),
            name => name.rsplit('-').next().unwrap_or(name).to_lowercase(),
        };
        let text = property.text();
        // `urn:uuid:…` names another card, not a person that a reader knows.
        if !text.starts_with("urn:uuid:") {
            push(&mut self.card.related, LabelledText::new(&label, text));
        }
    }

    /// Parts of the name that the shown one lacks are kept, as an alias or by what they are.
    fn names(&mut self) {
        let shown = fold_name(&self.card.name);
        let mut parts = Vec::new();
        for name in self.properties.iter().filter(|one| one.name == "N") {
            for (place, label) in ["family", "given", "additional", "prefix", "suffix"].iter().enumerate() {
                let part = one_line(&name.component(place));
                let lacks = part
                    .split(|letter: char| !letter.is_alphanumeric())
                    .any(|word| !shown.contains(&fold_name(word)));
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
        let others: Vec<String> = self
            .properties
            .iter()
            .filter(|one| one.name == "FN")
            .map(|one| one_line(&one.text()))
            .filter(|other| !other.is_empty() && fold_name(other) != shown)
            .collect();
        self.card.aliases.extend(others);
        parts.retain(|part| !part.value.is_empty());
        if !parts.is_empty() {
            self.card.more.insert(0, ("name-parts".to_owned(), parts));
        }
    }

    /// What a value is for: the label of its group, else its types.
    fn label(&self, property: &Property) -> Option<String> {
        let grouped = property.group.as_ref().and_then(|group| {
            let label = self
                .properties
                .iter()
                .find(|one| one.name == "X-ABLABEL" && one.group.as_ref() == Some(group))?;
            let text = label.text();
            Some(text.trim_start_matches("_$!<").trim_end_matches(">!$_").trim().to_owned())
        });
        let built_in = |label: String| match label.as_str() {
            "HomePage" => "home page".to_owned(),
            "AssistantPhone" => "assistant".to_owned(),
            word if word.chars().skip(1).all(char::is_lowercase) => word.to_lowercase(),
            _ => label,
        };
        grouped.filter(|label| !label.is_empty()).map(built_in).or_else(|| {
            let types: Vec<String> =
                property.types().into_iter().filter(|kind| !is_plain_type(kind)).collect();
            (!types.is_empty()).then(|| types.join(" "))
        })
    }

    fn labelled(&self, property: &Property, value: String) -> LabelledText {
        LabelledText::new(&self.label(property).unwrap_or_default(), value)
    }
}

/// Types that say nothing about what a value is for.
fn is_plain_type(kind: &str) -> bool {
    matches!(
        kind,
        "pref"
            | "voice"
            | "internet"
            | "text"
            | "msg"
            | "x400"
            | "postal"
            | "parcel"
            | "intl"
            | "dom"
            | "utf-8"
            | "other"
    ) || kind.starts_with("x-couchdb")
}

fn push(texts: &mut Vec<LabelledText>, text: LabelledText) {
    let known = texts.iter().any(|known| known.value == text.value);
    if !text.value.trim().is_empty() && !known {
        texts.push(text);
    }
}

fn lines_joined(text: &str) -> String {
    let lines =
        text.lines().map(|line| line.trim().trim_end_matches(',').trim()).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(", ")
}
