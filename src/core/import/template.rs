//! The user's own note template: an ordinary note of theirs. Keys that stand empty in
//! it are filled, `{{placeholders}}` are replaced, everything else is kept as it is.
//!
//! Obsidian's core templates (`{{title}}`, `{{date}}`) and the commonest of Templater
//! (`<% tp.file.title %>`) are understood; what is not is left out and named.

use super::card::{Card, LabelledText};
use super::yaml_text::{quoted, scalar, within_double, within_single};
use crate::core::day::Day;
use crate::core::text::{fold, one_line};

/// The values that placeholders stand for, and those nobody knew.
pub struct Placeholders<'a> {
    card: &'a Card,
    today: Day,
    /// Placeholders without a meaning here, as written.
    pub unknown: Vec<String>,
}

/// A piece of a template.
enum Piece<'t> {
    Text(&'t str),
    /// What stands between the marks, and the whole.
    Mark(&'t str, &'t str),
}

impl<'a> Placeholders<'a> {
    /// The placeholders of a card.
    pub fn new(card: &'a Card, today: Day) -> Placeholders<'a> {
        Placeholders { card, today, unknown: Vec::new() }
    }

    /// A line of the body with its placeholders replaced.
    pub fn in_body(&mut self, line: &str) -> String {
        let mut filled = String::new();
        for piece in pieces(line) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Mark(inner, whole) => filled.push_str(&one_line(&self.value(inner, whole))),
            }
        }
        filled
    }

    /// A line of the front matter with its placeholders replaced, still valid YAML.
    pub fn in_front_matter(&mut self, line: &str) -> String {
        if pieces(line).iter().all(|piece| matches!(piece, Piece::Text(_))) {
            return line.to_owned();
        }
        let (head, value) = head_of(line);
        let trimmed = value.trim();
        if trimmed.starts_with(['[', '{']) && !trimmed.starts_with("{{") || trimmed.contains(['"', '\'']) {
            return format!("{head}{}", self.within_quotes(value));
        }
        let filled = self.in_body(trimmed);
        if filled.trim().is_empty() {
            head.trim_end().to_owned()
        } else {
            format!("{head}{}", scalar(filled.trim()))
        }
    }

    /// Placeholders inside quotes are escaped for them; bare ones become scalars.
    fn within_quotes(&mut self, value: &str) -> String {
        let mut filled = String::new();
        let mut quote: Option<char> = None;
        for piece in pieces(value) {
            match piece {
                Piece::Text(text) => {
                    for letter in text.chars() {
                        match quote {
                            Some(open) if letter == open => quote = None,
                            None if matches!(letter, '"' | '\'') => quote = Some(letter),
                            _ => {}
                        }
                    }
                    filled.push_str(text);
                }
                Piece::Mark(inner, whole) => {
                    let value = self.value(inner, whole);
                    filled.push_str(&match quote {
                        Some('"') => within_double(&value),
                        Some(_) => within_single(&value),
                        None => quoted(&value),
                    });
                }
            }
        }
        filled
    }

    fn value(&mut self, inner: &str, whole: &str) -> String {
        let first = |texts: &[LabelledText]| texts.first().map(|text| text.value.clone());
        let card = self.card;
        let name = inner.trim().trim_matches(['-', '_', '*']).trim();
        let name = name.split(':').next().unwrap_or(name);
        let found = match fold(name).as_str() {
            "title" | "name" | "fullname" | "tp.file.title" => Some(card.name.clone()),
            "firstname" => card.name.split_whitespace().next().map(str::to_owned),
            "lastname" => card.name.split_whitespace().skip(1).last().map(str::to_owned),
            "date" | "today" => Some(self.today.to_string()),
            date if date.starts_with("tp.date.now") || date.starts_with("tp.file.creationdate") => {
                Some(self.today.to_string())
            }
            "time" | "note" | "notes" => None,
            "email" | "mail" => first(&card.emails),
            "phone" | "tel" | "mobile" => first(&card.phones),
            "org" | "company" | "organization" | "organisation" => card.org.clone(),
            "role" | "position" | "jobtitle" => card.role.clone(),
            "relationship" => card.relationship.clone(),
            "birthday" => card.birthday.map(|day| day.to_string()),
            "address" => first(card.texts("address")),
            "url" | "website" => first(card.texts("url")),
            "tags" => Some(card.tags.join(", ")),
            "uid" | "id" => card.uid.clone(),
            _ => {
                if !self.unknown.iter().any(|known| known == whole) {
                    self.unknown.push(whole.to_owned());
                }
                None
            }
        };
        found.unwrap_or_default()
    }
}

/// Whether a line has the placeholder of a card's free text.
pub fn has_note(line: &str) -> bool {
    pieces(line).iter().any(
        |piece| matches!(piece, Piece::Mark(inner, _) if matches!(fold(inner).as_str(), "note" | "notes")),
    )
}

/// Whether a value of a template says nothing yet: empty, or placeholders alone.
pub fn is_open(value: &str) -> bool {
    let value = value.split(" #").next().unwrap_or(value).trim();
    let bare = value.trim_matches(['"', '\'', ' ']);
    matches!(value, "" | "\"\"" | "''" | "[]" | "{}" | "null" | "~")
        || !bare.is_empty()
            && pieces(bare).iter().all(|piece| match piece {
                Piece::Text(text) => text.trim().is_empty(),
                Piece::Mark(..) => true,
            })
}

/// `key: ` and the value of a line; a list item's mark belongs to the head.
fn head_of(line: &str) -> (&str, &str) {
    let Some(Piece::Text(plain)) = pieces(line).into_iter().next() else { return ("", line) };
    let item = plain.trim_start().strip_prefix("- ").map(|rest| plain.len() - rest.len());
    let at = plain.find(": ").map(|at| at + 2).or(item);
    line.split_at_checked(at.unwrap_or(0)).unwrap_or(("", line))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let open = ["{{", "<%"].into_iter().filter_map(|mark| rest.find(mark)).min();
        let Some((before, inner, behind)) = open.and_then(|at| parted(rest, at)) else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let whole = rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default();
        pieces.push(Piece::Mark(inner, whole));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A text before, within and behind the marks of which the first stands at a place.
fn parted(text: &str, at: usize) -> Option<(&str, &str, &str)> {
    let (before, mark) = text.split_at_checked(at)?;
    let (inner, behind) = match mark.strip_prefix("{{") {
        Some(rest) => rest.split_once("}}")?,
        None => mark.strip_prefix("<%")?.split_once("%>")?,
    };
    Some((before, inner, behind))
}
