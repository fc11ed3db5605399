//! Writes the text of a card's note, in the built-in form or by the user's own template.
//!
//! The note can be read by every part of this program and by Obsidian: values are quoted where needed, free
//! text is a block quote in which nothing is read, and the note always counts as a contact.

use super::card::Card;
use super::fields::{Field, Shape, fields, push_field};
use super::file_name::{TakenNames, file_name};
use super::note_template::NoteTemplate;
use super::sections::{fill_body, quote, sections};
use super::template::{Placeholders, is_open};
use super::yaml_text::scalar;
use crate::core::config::model::Config;
use crate::core::config::obsidian::VaultSettings;
use crate::core::day::Day;
use crate::core::note::facts::{ContactFacts, Standing};
use crate::core::note::fields::keys::KeyTable;
use crate::core::note::fields::values;
use crate::core::note::front_matter::split::{Fence, split};
use crate::core::note::front_matter::yaml;
use crate::core::note::read::{Reader, read_note};
use crate::core::place::NotePath;
use crate::core::text::fold;

/// Writes the notes of a vault.
pub struct NoteWriter<'a> {
    reader: Reader<'a>,
    keys: KeyTable,
    template: Option<&'a NoteTemplate>,
    today: Day,
    mark: Field,
}

/// A note that is not on disk yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenNote {
    /// The text of the note.
    pub text: String,
    /// Placeholders and scripts of the template that have no meaning here and were left out.
    pub unknown: Vec<String>,
}

impl<'a> NoteWriter<'a> {
    /// Returns a writer for a vault, with the user's template if there is one.
    pub fn new(
        config: &'a Config,
        settings: &'a VaultSettings,
        template: Option<&'a NoteTemplate>,
        today: Day,
    ) -> NoteWriter<'a> {
        NoteWriter {
            reader: Reader::new(config, settings, today),
            keys: KeyTable::new(&config.fields),
            template,
            today,
            mark: mark(config),
        }
    }

    /// Returns the facts that will be read from a card's note in the built-in form.
    pub fn read_back(&self, card: &Card, folder: &str) -> ContactFacts {
        let name = file_name(&card.name, folder, &mut TakenNames::default());
        let mut fields = fields(card);
        fields.insert(0, self.mark.clone());
        let path = NotePath::new(&format!("{folder}/{name}"));
        let facts = read_note(&self.reader, &path, built_in(&fields, card).as_bytes());
        facts.contact.map(|contact| *contact).unwrap_or_default()
    }

    /// Returns the note of a card. The mark of a contact is left out if the template or its folder makes the
    /// note a contact.
    pub fn write(&self, card: &Card, path: &NotePath) -> WrittenNote {
        let mut fields = fields(card);
        let Some(template) = self.template else {
            fields.insert(0, self.mark.clone());
            return WrittenNote { text: built_in(&fields, card), unknown: Vec::new() };
        };
        let note = self.fill(template, &fields, card);
        let facts = read_note(&self.reader, path, note.text.as_bytes());
        if matches!(facts.standing, Standing::Contact(_)) {
            return note;
        }
        fields.insert(0, self.mark.clone());
        self.fill(template, &fields, card)
    }

    fn fill(&self, template: &NoteTemplate, fields: &[Field], card: &Card) -> WrittenNote {
        let mut placeholders = Placeholders::new(card, self.today);
        let parts = split(&template.text);
        let (front, body) = match parts.front {
            Some(front) if front.fence == Fence::Closed => (front.text, parts.body),
            _ => ("", template.text.as_str()),
        };
        let mut text = String::from("---\n");
        self.front_matter(front, fields, &mut placeholders, &mut text);
        text.push_str("---\n");
        fill_body(body, card, &mut placeholders, &mut text);
        WrittenNote { text, unknown: [template.scripts.clone(), placeholders.unknown].concat() }
    }

    /// Writes the template's keys in their order, filled or as they are, then the card's other keys.
    fn front_matter(
        &self,
        front: &str,
        fields: &[Field],
        placeholders: &mut Placeholders<'_>,
        text: &mut String,
    ) {
        let mut left: Vec<&Field> = fields.iter().collect();
        for block in blocks(front) {
            let first = block.first().copied().unwrap_or_default();
            let key = first.split_once(':').map_or("", |(key, _)| key.trim().trim_matches(['"', '\'']));
            let place = left.iter().position(|field| !key.is_empty() && self.is_same_key(&field.key, key));
            let field = place.map(|place| left.remove(place)).filter(|field| is_replaced(field, &block));
            match field.filter(|field| !is_linked(field, &block, placeholders)) {
                Some(field) => {
                    let written = first.split_once(':').map_or(key, |(written, _)| written);
                    push_field(text, written, &with_tags_of(&field.value, &block));
                }
                None => block.iter().for_each(|line| {
                    text.push_str(&placeholders.in_front_matter(line));
                    text.push('\n');
                }),
            }
        }
        left.iter().for_each(|field| push_field(text, &field.key, &field.value));
    }

    fn is_same_key(&self, ours: &str, written: &str) -> bool {
        match (self.keys.find(ours), self.keys.find(written)) {
            (Some((a, _)), Some((b, _))) => a == b,
            _ => fold(ours) == fold(written),
        }
    }
}

/// Whether the card's value replaces the template's. A `type` of the template is kept.
fn is_replaced(field: &Field, block: &[&str]) -> bool {
    let value = block.first().and_then(|line| line.split_once(':')).map_or("", |(_, value)| value);
    let open = is_open(value) && block.iter().skip(1).all(|line| line.trim().is_empty());
    open || !matches!(fold(&field.key).as_str(), "type" | "kind" | "class")
}

/// Whether the template makes a link of the card's value: `org: "[[{{company}}]]"`.
fn is_linked(field: &Field, block: &[&str], placeholders: &mut Placeholders<'_>) -> bool {
    let (Shape::Line(value), [line]) = (&field.value, block) else { return false };
    let value = value.trim_matches('"');
    line.contains("[[") && placeholders.any(line, |filled| scalar(filled).trim_matches('"') == value)
}

/// Returns the value with the tags of the template first, if it is tags.
fn with_tags_of(shape: &Shape, block: &[&str]) -> Shape {
    let Shape::Tags(tags) = shape else { return shape.clone() };
    let kept = block.iter().copied().filter(|line| !line.contains("{{") && !line.contains("<%"));
    let kept = kept.collect::<Vec<_>>().join("\n");
    let mut all: Vec<String> = match yaml::parse(&kept, 1) {
        Ok(yaml::Node { value: yaml::Value::Map(pairs), .. }) => {
            pairs.iter().flat_map(|pair| values::tags_once(&pair.node)).map(String::from).collect()
        }
        Ok(_) | Err(_) => Vec::new(),
    };
    for tag in tags {
        if !all.iter().any(|known| fold(known) == fold(tag)) {
            all.push(tag.clone());
        }
    }
    Shape::Tags(all)
}

/// Splits front matter into the lines of each top-level key; comments belong to the key after them.
fn blocks(front: &str) -> Vec<Vec<&str>> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in front.lines() {
        let begins = !line.starts_with([' ', '\t', '-', '#', ']', '}']) && line.contains(':');
        match blocks.last_mut() {
            Some(block) if !begins && !line.starts_with('#') => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    blocks
}

/// Returns the field that makes a note a contact in this vault.
fn mark(config: &Config) -> Field {
    let marks = &config.contacts;
    if let Some(word) = marks.types.iter().find(|word| fold(word) == "person").or(marks.types.first()) {
        return Field { key: "type".to_owned(), value: Shape::Line(scalar(word)) };
    }
    match marks.tags.first() {
        Some(tag) => Field { key: "tags".to_owned(), value: Shape::Tags(vec![tag.clone()]) },
        None => Field { key: "type".to_owned(), value: Shape::Line("person".to_owned()) },
    }
}

fn built_in(fields: &[Field], card: &Card) -> String {
    let mut text = String::from("---\n");
    // The tag that marks a contact and the card's own tags share a key.
    let mut merged: Vec<Field> = Vec::new();
    for field in fields {
        match (&field.value, merged.iter_mut().find(|known| known.key == field.key)) {
            (Shape::Tags(more), Some(Field { value: Shape::Tags(tags), .. })) => {
                tags.extend(more.iter().cloned())
            }
            _ => merged.push(field.clone()),
        }
    }
    merged.iter().for_each(|field| push_field(&mut text, &field.key, &field.value));
    text.push_str("---\n");
    text.extend(quote(card).map(|quote| format!("\n{quote}")));
    text.push_str(&sections(card, &[]));
    text
}

#[cfg(test)]
mod tests {
    use super::super::card::LabelledText;
    use super::*;
    use crate::core::day::Yearly;
    use crate::core::problem::Severity;

    fn day(text: &str) -> Day {
        Day::from_iso(text).unwrap()
    }

    fn full() -> Card {
        Card {
            name: "Ada \"Countess\" Lovelace: 1st".to_owned(),
            aliases: vec!["Ada: L".to_owned()],
            emails: vec![
                LabelledText::new("work", "ada@acme.example"),
                LabelledText::plain("a@home.example"),
            ],
            phones: vec![LabelledText::new("mobile", "+44 20 7946 0000")],
            org: Some("Acme, Inc: #1".to_owned()),
            tags: vec!["Close friends".to_owned(), "2019".to_owned()],
            birthday: Yearly::new(12, 10, None),
            dates: vec![
                ("anniversary".to_owned(), Yearly::new(7, 8, Some(1985)).unwrap()),
                ("Anniversary".to_owned(), Yearly::new(7, 9, None).unwrap()),
            ],
            met: Some("2026-11-20 at FOSDEM: hall #2".to_owned()),
            hooks: vec!["vinyl".to_owned(), "[x] box".to_owned()],
            promises: vec!["the article".to_owned()],
            note: Some(HOSTILE.to_owned()),
            uid: Some("urn:uuid:1".to_owned()),
            ..Card::default()
        }
    }

    #[test]
    fn a_template_makes_a_link_of_a_value_or_of_nothing() {
        #[track_caller]
        fn case(org: Option<&str>, line: &str, expected: &str) {
            let (config, settings) = (Config::default(), VaultSettings::default());
            let template = NoteTemplate::read(&format!("---\n{line}\n---\n")).unwrap();
            let writer = NoteWriter::new(&config, &settings, Some(&template), day("2026-11-25"));
            let card = Card { name: "Jane".to_owned(), org: org.map(str::to_owned), ..Card::default() };
            let note = writer.write(&card, &NotePath::new("People/Jane.md"));
            assert_eq!(note.text.lines().find(|line| line.starts_with("org")), Some(expected), "{line}");
        }
        case(Some("Acme"), "org: \"[[{{company}}]]\"", "org: \"[[Acme]]\"");
        case(Some("Acme"), "org: '[[Orgs/{{org}}|{{org}}]]'", "org: '[[Orgs/Acme|Acme]]'");
        case(None, "org: \"[[{{company}}]]\"", "org:");
        case(None, "org: '[[Orgs/{{org}}|{{org}}]]'", "org:");
        case(None, "org: [\"[[{{org}}]]\", \"[[Club]]\"]", "org: [\"\", \"[[Club]]\"]");
        case(Some("Acme"), "org: \"[[{{company}} (company)]]\"", "org: \"[[Acme (company)]]\"");
        case(Some("A \"B\" C"), "org: \"[[{{company}}]]\"", "org: \"[[A \\\"B\\\" C]]\"");
        case(Some("Hold"), "org: \"[[Acme Holding]]\"", "org: Hold");
        case(Some("Jan"), "org: \"[[Friends of {{title}}]]\"", "org: Jan");
        case(Some("Acme"), "org: \"[[Other]]\"", "org: Acme");
        case(Some("Acme"), "org: {{company}}", "org: Acme");
        case(Some("Acme"), "org:", "org: Acme");
    }

    #[test]
    fn a_link_to_nothing_is_left_out_of_the_text() {
        #[track_caller]
        fn case(line: &str, expected: &str) {
            let card = Card { name: "Ada".to_owned(), role: Some("CTO".to_owned()), ..Card::default() };
            let text = written(&card, Some(&format!("---\ntype: person\n---\n{line}\n"))).text;
            assert_eq!(text.rsplit_once("---\n").map(|(_, body)| body.trim_end()), Some(expected), "{line}");
        }
        case("At [[{{org}}]] as {{role}}", "At  as CTO");
        case("At [[Orgs/{{org}}|{{org}}]], see [[Club]]", "At , see [[Club]]");
        case("![[{{org}}]]", "");
        case("[[{{role}} of {{org}}]]", "[[CTO of ]]");
        case("[[]] {{org}}", "[[]]");
        case("[[ {{org", "[[ {{org");
    }

    const HOSTILE: &str = "---\nstatus: closed\n---\n- [ ] pay 📅 2026-12-01\n#person [[Ben]] %% x\n```\n- 2026-01-01 met\n**Birthday:** 1990-01-01\n\nemail:: x@y.example\n<!-- {{title}} <% x %>";

    fn written(card: &Card, template: Option<&str>) -> WrittenNote {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let template = template.map(|text| NoteTemplate::read(text).unwrap());
        NoteWriter::new(&config, &settings, template.as_ref(), day("2026-11-25"))
            .write(card, &NotePath::new("People/Ada.md"))
    }

    fn facts(text: &str) -> crate::core::note::facts::NoteFacts {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &settings, day("2026-11-25"));
        read_note(&reader, &NotePath::new("Anywhere/Ada.md"), text.as_bytes())
    }

    #[test]
    fn a_note_reads_back_as_its_card() {
        let note = written(&full(), None).text;
        let facts = facts(&note);
        let problems: Vec<_> = facts.problems.iter().filter(|one| one.severity() != Severity::Hint).collect();
        assert!(problems.is_empty(), "{problems:?}\n{note}");
        let contact = facts.contact.unwrap();
        assert_eq!(&*contact.name, "Ada \"Countess\" Lovelace: 1st");
        assert_eq!(
            contact.emails.iter().map(|found| &*found.value).collect::<Vec<_>>(),
            ["ada@acme.example", "a@home.example"]
        );
        assert_eq!(&*contact.phones[0], "+44 20 7946 0000");
        assert_eq!(contact.org.as_deref(), Some("Acme, Inc: #1"));
        assert_eq!(
            contact.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(),
            ["Close-friends", "group-2019"]
        );
        assert_eq!(contact.birthday.unwrap().value.to_string(), "--12-10");
        assert_eq!(contact.rare.dates.len(), 2);
        assert_eq!(contact.hooks.len(), 2);
        assert_eq!(contact.rare.id.as_deref(), Some("urn:uuid:1"));
        assert!(contact.status.is_none());
        assert!(facts.entries.is_empty(), "{:?}", facts.entries);
        assert_eq!(facts.tasks.len(), 1, "the promise alone");
    }

    #[test]
    fn a_template_is_filled_and_kept() {
        let template = "---\n# about them\nclass: person\nfull name: {{title}}\nE-Mail:\ntags:\n  - crm\ncadence: 2 weeks\nup: \"[[{{org}}]]\"\nsince: <% tp.date.now() %>\nodd: {{weather}}\n---\n# {{title}}\n\n{{note}}\n\n## Hooks\n\n## Log\n";
        let note = written(&full(), Some(template));
        assert_eq!(note.unknown, ["{{weather}}"]);
        let text = &note.text;
        assert!(text.contains("# about them\nclass: person\n"), "{text}");
        assert!(text.contains("tags: [crm, Close-friends, group-2019]\n"), "{text}");
        assert!(text.contains("since: \"2026-11-25\"\nodd:\n"), "{text}");
        assert!(text.contains("up: \"[[Acme, Inc: #1]]\"\n"), "{text}");
        assert!(
            text.contains("# Ada \"Countess\" Lovelace: 1st\n\n> \\---\n") || text.contains("> ---\n"),
            "{text}"
        );
        assert!(text.contains("## Hooks\n\n- vinyl\n"), "{text}");
        let facts = facts(text);
        assert!(
            facts.problems.iter().all(|one| one.severity() == Severity::Hint),
            "{:?}\n{text}",
            facts.problems
        );
        let contact = facts.contact.unwrap();
        assert_eq!(&*contact.name, "Ada \"Countess\" Lovelace: 1st");
        assert_eq!(contact.emails.len(), 2);
        assert!(contact.settings.cadence.is_some());
        assert!(facts.entries.is_empty());
    }

    #[test]
    fn a_template_without_a_mark_still_makes_a_contact() {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let template = NoteTemplate::read("# {{title}}\n").unwrap();
        let writer = NoteWriter::new(&config, &settings, Some(&template), day("2026-11-25"));
        let card = Card { name: "Ben".to_owned(), ..Card::default() };
        let marked = writer.write(&card, &NotePath::new("Leute/Ben.md")).text;
        assert!(marked.starts_with("---\ntype: person\nname: Ben\n---\n# Ben\n"), "{marked}");
        let unmarked = writer.write(&card, &NotePath::new("People/Ben.md")).text;
        assert_eq!(unmarked, "---\nname: Ben\n---\n# Ben\n");
    }

    #[test]
    fn nothing_in_a_quote_is_read() {
        let card = Card { note: Some(HOSTILE.to_owned()), name: "Ben".to_owned(), ..Card::default() };
        let text = written(&card, None).text;
        assert!(text.contains("> - \\[ ] pay") && text.contains("> \\#person \\[[Ben]] \\%% x"), "{text}");
        assert!(
            text.lines().skip_while(|line| !line.is_empty()).skip(1).all(|line| line.starts_with('>')),
            "{text}"
        );
    }
}
