//! The user's own note template: an ordinary note of theirs. Keys that stand empty in
//! it are filled, `{{placeholders}}` are replaced, everything else is kept as it is.
//!
//! Obsidian's core templates (`{{title}}`, `{{date}}`) and the commonest of Templater
//! (`<% tp.file.title %>`) are understood; what is not is left out and named.

use super::card::Card;
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
        let first = |texts: &[super::card::LabelledText]| texts.first().map(|text| text.value.clone());
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
            "address" => first(&card.addresses),
            "url" | "website" => first(&card.urls),
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
    let marks = pieces(line);
    let before = match marks.first() {
        Some(Piece::Text(text)) => text.len(),
        _ => 0,
    };
    let plain = line.get(..before).unwrap_or_default();
    let at = plain.find(": ").map(|at| at + 2).or_else(|| {
        let indent = plain.len() - plain.trim_start().len();
        plain.trim_start().starts_with("- ").then_some(indent + 2)
    });
    let at = at.unwrap_or(0);
    (line.get(..at).unwrap_or_default(), line.get(at..).unwrap_or(line))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let open = match (rest.find("{{"), rest.find("<%")) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let Some((at, end)) = open.and_then(|at| {
            let close = if rest.get(at..)?.starts_with("{{") { "}}" } else { "%>" };
            Some((at, at + rest.get(at..)?.find(close)? + 2))
        }) else {
            break;
        };
        if at > 0 {
            pieces.push(Piece::Text(rest.get(..at).unwrap_or_default()));
        }
        pieces.push(Piece::Mark(
            rest.get(at + 2..end - 2).unwrap_or_default(),
            rest.get(at..end).unwrap_or_default(),
        ));
        rest = rest.get(end..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}
