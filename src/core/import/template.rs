//! Fills in the user's note template, which is an ordinary note: empty keys are filled, `{{placeholders}}`
//! are replaced, and everything else stays as it is.
//!
//! Obsidian's core placeholders (`{{title}}`, `{{date}}`) and the most common ones of Templater
//! (`<% tp.file.title %>`) are supported; others are left out and listed.

use super::card::{Card, LabelledText};
use super::yaml_text::{quoted, scalar, within_double, within_single};
use crate::core::day::Day;
use crate::core::text::{fold, one_line};
use std::borrow::Cow;

/// Replaces placeholders by the values of a card, and collects the unknown ones.
pub struct Placeholders<'a> {
    card: &'a Card,
    today: Day,
    /// The unknown placeholders, as written.
    pub unknown: Vec<String>,
}

/// A part of a line of the template.
enum Piece<'t> {
    Text(&'t str),
    /// A placeholder: the text between its marks, and all of it.
    Mark(&'t str, &'t str),
}

impl<'a> Placeholders<'a> {
    /// Starts with the values of a card.
    pub fn new(card: &'a Card, today: Day) -> Placeholders<'a> {
        Placeholders { card, today, unknown: Vec::new() }
    }

    /// Replaces the placeholders of a line of the body.
    pub fn in_body(&mut self, line: &str) -> String {
        let line = self.without_empty_links(line);
        let mut filled = String::new();
        for piece in pieces(&line) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Mark(inner, whole) => filled.push_str(&one_line(&self.value(inner, whole))),
            }
        }
        filled
    }

    /// Whether a line has a placeholder whose value is as wanted.
    pub fn any(&mut self, line: &str, wanted: impl Fn(&str) -> bool) -> bool {
        pieces(line).into_iter().any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Mark(inner, whole) => wanted(&self.value(inner, whole)),
        })
    }

    /// Replaces the placeholders of a line of front matter so that it stays valid YAML.
    pub fn in_front_matter(&mut self, line: &str) -> String {
        if pieces(line).iter().all(|piece| matches!(piece, Piece::Text(_))) {
            return line.to_owned();
        }
        let line = self.without_empty_links(line);
        let (head, value) = split_head(&line);
        let trimmed = value.trim();
        if trimmed.starts_with(['[', '{']) && !trimmed.starts_with("{{") || trimmed.contains(['"', '\'']) {
            let filled = self.within_quotes(value);
            let is_empty = filled.chars().all(|letter| matches!(letter, '"' | '\'' | '[' | ']' | ' '));
            return if is_empty { head.trim_end().to_owned() } else { format!("{head}{filled}") };
        }
        let filled = self.in_body(trimmed);
        if filled.trim().is_empty() {
            head.trim_end().to_owned()
        } else {
            format!("{head}{}", scalar(filled.trim()))
        }
    }

    /// Removes the links of which every placeholder is empty: `[[Orgs/{{org}}]]` without an employer.
    fn without_empty_links<'t>(&mut self, line: &'t str) -> Cow<'t, str> {
        let (mut kept, mut rest) = (String::new(), line);
        while let Some((before, link, after)) = next_link(rest) {
            let has_mark = self.any(link, |_| true);
            if has_mark && !self.any(link, |value| !value.is_empty()) {
                kept.push_str(before.strip_suffix('!').unwrap_or(before));
            } else {
                kept.push_str(before);
                kept.push_str(link);
            }
            rest = after;
        }
        if rest.len() == line.len() { Cow::Borrowed(line) } else { Cow::Owned(kept + rest) }
    }

    /// Replaces placeholders in a value with quotes or brackets: inside quotes they are escaped, outside they
    /// are quoted.
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
            // Where the cursor goes, which is nowhere here.
            cursor if cursor.starts_with("tp.file.cursor") => None,
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

/// Whether a line has the placeholder for a card's free text.
pub fn has_note(line: &str) -> bool {
    pieces(line).iter().any(
        |piece| matches!(piece, Piece::Mark(inner, _) if matches!(fold(inner).as_str(), "note" | "notes")),
    )
}

/// Whether a value of a template is to be filled: empty, or nothing but placeholders.
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

/// Splits a line into its `key: ` or `- ` and the value.
fn split_head(line: &str) -> (&str, &str) {
    let Some(Piece::Text(plain)) = pieces(line).into_iter().next() else { return ("", line) };
    let item = plain.trim_start().strip_prefix("- ").map(|rest| plain.len() - rest.len());
    let at = plain.find(": ").map(|at| at + 2).or(item);
    line.split_at_checked(at.unwrap_or(0)).unwrap_or(("", line))
}

/// Splits a text into what is before its first link, the link with its brackets, and the text after it.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find("[[")?;
    let end = at + text.get(at..)?.find("]]")? + 2;
    Some((text.get(..at)?, text.get(at..end)?, text.get(end..)?))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let open = ["{{", "<%"].into_iter().filter_map(|mark| rest.find(mark)).min();
        let Some((before, inner, after)) = open.and_then(|at| split_around(rest, at)) else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let whole = rest.get(before.len()..rest.len() - after.len()).unwrap_or_default();
        pieces.push(Piece::Mark(inner, whole));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Splits a text at the placeholder that begins at `at` into the text before, its inside, and the text after.
fn split_around(text: &str, at: usize) -> Option<(&str, &str, &str)> {
    let (before, mark) = text.split_at_checked(at)?;
    let (inner, after) = match mark.strip_prefix("{{") {
        Some(rest) => rest.split_once("}}")?,
        None => mark.strip_prefix("<%")?.split_once("%>")?,
    };
    Some((before, inner, after))
}
