//! The body of a card's note: the free text as a quote, and sections for hooks and promises, on their own or
//! within the user's template.

use super::card::{Card, nonempty};
use super::template::{Placeholders, has_note};
use crate::core::named::named;
use crate::core::text::{fold_heading, is_control, is_digits};

/// Returns the sections that the card fills, without those in `present`.
pub(super) fn sections(card: &Card, present: &[Part]) -> String {
    let mut text = String::new();
    for part in Part::ALL {
        let items = part.items(card);
        if !items.is_empty() && !present.contains(part) {
            text.push_str(&format!("\n## {}\n\n{items}", part.name()));
        }
    }
    text
}

named! {
    /// A section of the body that a card can fill, named by its heading.
    pub(super) enum Part {
        Hooks "Hooks",
        Promises "Promises",
        Waiting "Waiting for",
    }
}

impl Part {
    /// Returns the section that a heading of a template stands for.
    fn of(heading: &str) -> Option<Part> {
        match fold_heading(heading).as_str() {
            "hooks" | "remember" | "personal" => Some(Part::Hooks),
            "promises" | "promised" => Some(Part::Promises),
            "waiting" | "waiting for" => Some(Part::Waiting),
            _ => None,
        }
    }

    fn items(self, card: &Card) -> String {
        let (texts, mark) = match self {
            Part::Hooks => (&card.hooks, "- "),
            Part::Promises => (&card.promises, "- [ ] "),
            Part::Waiting => (&card.waiting, "- [ ] "),
        };
        let texts = texts.iter().filter_map(|text| nonempty(text));
        texts.map(|text| format!("{mark}{}\n", escape_box(&text))).collect()
    }
}

/// Escapes a text that begins like a task box.
fn escape_box(text: &str) -> String {
    if text.starts_with('[') && text.get(2..3) == Some("]") { format!("\\{text}") } else { text.to_owned() }
}

/// Writes the body of a template. The card's text goes to the `{{note}}` placeholder, else before the first
/// section, and its list items into sections that the template already has.
pub(super) fn fill_body(body: &str, card: &Card, placeholders: &mut Placeholders<'_>, text: &mut String) {
    let lines: Vec<&str> = body.lines().collect();
    let heading = |line: &str| line.starts_with('#').then(|| line.trim_start_matches('#').trim().to_owned());
    let present: Vec<Part> = lines.iter().filter_map(|line| Part::of(&heading(line)?)).collect();
    let note_at = lines.iter().position(|line| has_note(line));
    let before =
        note_at.or_else(|| lines.iter().position(|line| line.starts_with("## "))).unwrap_or(lines.len());
    for (number, line) in lines.iter().enumerate() {
        if number == before {
            push_own_text(card, &present, text);
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
        push_own_text(card, &present, text);
    }
}

fn push_own_text(card: &Card, present: &[Part], text: &mut String) {
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

/// Returns the free text as a block quote, in which this program reads nothing. Links, tags, tasks and
/// comments are escaped, so that Obsidian and its plugins do not act on them either.
pub(super) fn quote(card: &Card) -> Option<String> {
    let note = card.note.as_deref()?;
    let mut lines: Vec<String> = Vec::new();
    let ends = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'];
    for line in note.replace("\r\n", "\n").split(ends) {
        let clean = escape_markdown(line.replace(is_control, " ").trim_end());
        if !(clean.is_empty() && lines.last().is_none_or(|last: &String| last == ">")) {
            lines.push(if clean.is_empty() { ">".to_owned() } else { format!("> {clean}") });
        }
    }
    while lines.last().is_some_and(|last| last == ">") {
        lines.pop();
    }
    (!lines.is_empty()).then(|| format!("{}\n", lines.join("\n")))
}

fn escape_markdown(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut before = ' ';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let acts = match letter {
            '[' => next == '[' || is_box(&plain),
            '#' => (before.is_whitespace() || before == '(') && (next.is_alphabetic() || next == '_'),
            '%' => next == '%' && before != '%',
            _ => false,
        };
        if acts {
            plain.push('\\');
        }
        plain.push(letter);
        before = letter;
    }
    plain
}

/// Whether only bullets and quote marks come before a bracket, so that it would open a task box.
fn is_box(before: &str) -> bool {
    let words = before.split(|letter: char| letter.is_whitespace() || letter == '>');
    let mut marks = words.filter(|word| !word.is_empty()).peekable();
    marks.peek().is_some() && marks.all(is_bullet)
}

/// Whether a word is a bullet: `-`, `*`, `+`, `1.` or `1)`.
fn is_bullet(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(word, "-" | "*" | "+") || is_digits(number)
}
