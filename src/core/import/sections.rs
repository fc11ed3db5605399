//! The body of a note that is made of a card: the free text, and the sections that hold
//! what the card knows; on its own or within the user's template.

use super::card::Card;
use super::quote::quote;
use super::template::{Placeholders, has_note};
use crate::core::text::{fold_heading, one_line};

/// The sections that a card fills, but those a template has already.
pub(super) fn sections(card: &Card, present: &[Part]) -> String {
    let mut text = String::new();
    for part in Part::ALL {
        let items = part.items(card);
        if !items.is_empty() && !present.contains(&part) {
            text.push_str("\n## ");
            text.push_str(part.heading());
            text.push_str("\n\n");
            text.push_str(&items);
        }
    }
    text
}

/// A section of the body that a card can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Hooks,
    Promises,
    Log,
}

impl Part {
    const ALL: [Part; 3] = [Part::Hooks, Part::Promises, Part::Log];

    fn heading(self) -> &'static str {
        match self {
            Part::Hooks => "Hooks",
            Part::Promises => "Promises",
            Part::Log => "Log",
        }
    }

    /// The part that a heading of a template is.
    fn of(heading: &str) -> Option<Part> {
        match fold_heading(heading).as_str() {
            "hooks" | "remember" | "personal" => Some(Part::Hooks),
            "promises" | "promised" => Some(Part::Promises),
            "log" | "interactions" | "history" | "contactlog" => Some(Part::Log),
            _ => None,
        }
    }

    fn items(self, card: &Card) -> String {
        let (texts, mark) = match self {
            Part::Hooks => (&card.hooks, "- "),
            Part::Promises => (&card.promises, "- [ ] "),
            Part::Log => (&card.log, "- "),
        };
        texts
            .iter()
            .filter_map(|text| said(text))
            .map(|text| format!("{mark}{}\n", unmarked(&text)))
            .collect()
    }
}

/// A text that begins like a task box is not one.
fn unmarked(text: &str) -> String {
    if text.starts_with('[') && text.get(2..3) == Some("]") { format!("\\{text}") } else { text.to_owned() }
}

/// The body of a template with the card's own lines before its first section, or in the
/// sections that it has for them.
pub(super) fn fill_body(body: &str, card: &Card, placeholders: &mut Placeholders<'_>, text: &mut String) {
    let lines: Vec<&str> = body.lines().collect();
    let heading = |line: &str| line.starts_with('#').then(|| line.trim_start_matches('#').trim().to_owned());
    let present: Vec<Part> = lines.iter().filter_map(|line| Part::of(&heading(line)?)).collect();
    let note_at = lines.iter().position(|line| has_note(line));
    let before =
        note_at.or_else(|| lines.iter().position(|line| line.starts_with("## "))).unwrap_or(lines.len());
    for (number, line) in lines.iter().enumerate() {
        if number == before {
            own_lines(card, &present, text);
        }
        if note_at == Some(number) {
            continue;
        }
        text.push_str(&placeholders.in_body(line));
        text.push('\n');
        if let Some(part) = heading(line).and_then(|heading| Part::of(&heading)) {
            let items = part.items(card);
            if !items.is_empty() {
                text.push('\n');
                text.push_str(&items);
            }
        }
    }
    if before == lines.len() {
        own_lines(card, &present, text);
    }
}

fn own_lines(card: &Card, present: &[Part], text: &mut String) {
    let mut own = quote(card).unwrap_or_default();
    own.push_str(&sections(card, present));
    if !own.is_empty() {
        if !text.ends_with("\n\n") && !own.starts_with('\n') {
            text.push('\n');
        }
        text.push_str(&own);
        text.push('\n');
    }
}

fn said(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}
