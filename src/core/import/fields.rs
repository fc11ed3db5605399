//! The front matter of a card's note: its keys in order, with values as valid YAML.

use super::card::{Card, LabelledText, nonempty};
use super::file_name::numbered;
use super::yaml_text::{flow_list, scalar};
use crate::core::day::{Day, Yearly};
use crate::core::text::fold;
use std::collections::BTreeSet;

/// A key with its value as YAML.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) value: Shape,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A value on the line of its key.
    Line(String),
    /// A list of scalars.
    List(Vec<String>),
    /// A map of scalars.
    Map(Vec<(String, String)>),
    /// Tags, which are added to those of a template.
    Tags(Vec<String>),
}

/// Returns the fields of a card, without the mark that makes the note a contact.
pub(super) fn fields(card: &Card) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |key: &str, value: Option<Shape>| {
        fields.extend(value.map(|value| Field { key: key.to_owned(), value }));
    };
    let line =
        |text: &Option<String>| text.as_deref().and_then(nonempty).map(|text| Shape::Line(scalar(&text)));
    let day = |day: Option<Day>| day.map(|day| Shape::Line(day.to_string()));
    add("name", line(&Some(card.name.clone())));
    add("aliases", list(&card.aliases));
    let tags: Vec<String> = card.tags.iter().filter_map(|tag| tag_text(tag)).collect();
    add("tags", (!tags.is_empty()).then_some(Shape::Tags(tags)));
    add("relationship", line(&card.relationship));
    add("email", labelled(&card.emails));
    add("phone", labelled(&card.phones));
    add("org", line(&card.org));
    add("role", line(&card.role));
    add("birthday", card.birthday.map(|day| Shape::Line(yearly(day))));
    add("dates", dates(card));
    add("died", line(&card.died));
    add("met", line(&card.met));
    add("channel", line(&card.channel));
    add("timezone", line(&card.timezone));
    add("interests", list(&card.interests));
    for key in FIRST {
        add(key, labelled(card.texts(key)));
    }
    for (key, texts) in card.more.iter().filter(|(key, _)| !FIRST.contains(&key.as_str())) {
        add(key, labelled(texts));
    }
    add("created", day(card.created));
    add("uid", line(&card.uid));
    fields
}

/// The further keys to write first.
const FIRST: [&str; 4] = ["address", "url", "accounts", "connections"];

/// Returns the texts as scalars, without empty ones and duplicates.
fn items(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for item in texts.filter_map(|text| Some(scalar(&nonempty(&text)?))) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}

fn list(texts: &[String]) -> Option<Shape> {
    let items = items(texts.iter().cloned());
    (!items.is_empty()).then_some(Shape::List(items))
}

/// Returns one text as a scalar and several as a list, each with its label as in `work: TEXT`.
fn labelled(texts: &[LabelledText]) -> Option<Shape> {
    let items = items(texts.iter().filter_map(|text| {
        let value = nonempty(&text.value)?;
        Some(text.label.as_deref().and_then(label).map_or(value.clone(), |label| format!("{label}: {value}")))
    }));
    match items.as_slice() {
        [] => None,
        [only] => Some(Shape::Line(only.clone())),
        _ => Some(Shape::List(items)),
    }
}

/// Returns a label without characters that could be confused with the value.
fn label(text: &str) -> Option<String> {
    let clean: String = text
        .chars()
        .map(|letter| if letter.is_alphanumeric() || letter == '-' { letter } else { ' ' })
        .collect();
    nonempty(&clean)
}

/// Returns a tag in the form of Obsidian: without spaces, with `/` kept, and never of digits only.
fn tag_text(text: &str) -> Option<String> {
    let mut tag = String::new();
    for letter in text.trim().trim_start_matches('#').chars() {
        match letter {
            letter if letter.is_alphanumeric() || matches!(letter, '_' | '/') => tag.push(letter),
            _ if tag.is_empty() || tag.ends_with(['-', '/']) => {}
            _ => tag.push('-'),
        }
    }
    let tag = tag.trim_matches(['-', '/']);
    if tag.is_empty() {
        None
    } else if tag.chars().all(|letter| letter.is_numeric()) {
        Some(format!("group-{tag}"))
    } else {
        Some(tag.to_owned())
    }
}

/// Returns a yearly date. One without a year, `--04-27`, is quoted, since it could be read as a list item.
fn yearly(day: Yearly) -> String {
    if day.since.is_some() { day.to_string() } else { format!("\"{day}\"") }
}

/// Returns the dates by label. Repeated labels are numbered, since keys must differ.
fn dates(card: &Card) -> Option<Shape> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (label, day) in &card.dates {
        let label = nonempty(label).unwrap_or_else(|| "date".to_owned());
        let label = numbered(&label, &mut 2, |tried| taken.insert(fold(tried)));
        pairs.push((scalar(&label), yearly(*day)));
    }
    (!pairs.is_empty()).then_some(Shape::Map(pairs))
}

/// Appends a field as lines of front matter.
pub(super) fn push_field(text: &mut String, key: &str, value: &Shape) {
    let value = match value {
        Shape::Line(line) => format!(" {line}"),
        Shape::Tags(tags) => format!(" {}", flow_list(tags)),
        Shape::List(items) => items.iter().map(|item| format!("\n  - {item}")).collect(),
        Shape::Map(pairs) => pairs.iter().map(|(key, value)| format!("\n  {key}: {value}")).collect(),
    };
    text.push_str(&format!("{key}:{value}\n"));
}
