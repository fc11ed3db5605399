//! Reads the cards of an address book: vCard 2.1, 3.0 and 4.0, as phones and programs write them.

mod android;
pub mod lines;
mod more;
mod person;
pub mod property;

use super::encoding::{Decoded, marked};
use super::findings::{Findings, FoundCard};
use crate::core::problem::{Code, quoted};
use crate::core::text::one_line;
use lines::{LogicalLine, unfold};
use property::Property;

/// Maximum depth of cards within cards.
const MAX_DEPTH: usize = 4;

/// Reads every card of a file. A fault costs its line or its card, and is reported.
pub fn read(octets: &[u8], findings: &mut Findings<'_>) -> Vec<FoundCard> {
    let octets = marked(octets);
    let lines = unfold(&octets);
    let mut reading = Reading { open: Vec::new(), within: 0, cards: Vec::new() };
    for line in &lines {
        reading.take(line, findings);
    }
    while let Some(open) = reading.open.pop() {
        reading.close(open, End::Missing, findings);
    }
    reading.cards.sort_by_key(|card| card.line);
    reading.cards
}

/// A card whose end has not been read.
struct OpenCard {
    line: usize,
    properties: Vec<Property>,
    /// Whether the line before was an `AGENT`, whose card may come next.
    agent: bool,
}

/// Whether a card has an `END:VCARD`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Written,
    Missing,
}

struct Reading {
    open: Vec<OpenCard>,
    /// The current depth of cards within values.
    within: usize,
    cards: Vec<FoundCard>,
}

impl Reading {
    fn take(&mut self, line: &LogicalLine, findings: &mut Findings<'_>) {
        let text = String::from_utf8_lossy(line.octets.trim_ascii()).to_ascii_uppercase();
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        match (name.trim(), value.trim()) {
            ("BEGIN", "VCARD") => {
                let within = self.open.last().is_some_and(|card| card.agent) && self.open.len() < MAX_DEPTH;
                if !within && let Some(open) = self.open.pop() {
                    self.close(open, End::Missing, findings);
                }
                self.open.push(OpenCard { line: line.number, properties: Vec::new(), agent: false });
            }
            ("END", "VCARD") => match self.open.pop() {
                Some(open) => self.close(open, End::Written, findings),
                None => report_stray(line, findings),
            },
            _ => match self.open.last_mut() {
                Some(open) => {
                    if let Some(agent) = add_property(open, line, findings) {
                        self.agent_within(&agent, line, findings);
                    }
                }
                None => report_stray(line, findings),
            },
        }
    }

    /// Reads the card of an agent, which vCard 3.0 writes into the value of `AGENT`.
    fn agent_within(&mut self, text: &str, line: &LogicalLine, findings: &mut Findings<'_>) {
        let depth = self.open.len();
        let Some(open) = self.open.last_mut() else { return };
        if !text.trim_start().to_ascii_uppercase().starts_with("BEGIN:VCARD") {
            return;
        }
        if depth.max(self.within) >= MAX_DEPTH {
            findings.report(
                Code::LostValue,
                line.number,
                "a card nested in too many others".to_owned(),
                "add what it says to the note by hand",
                "the inner card is left out",
            );
            return;
        }
        open.agent = true;
        self.within += 1;
        for within in unfold(text.as_bytes()) {
            self.take(&LogicalLine { number: line.number, ..within }, findings);
        }
        self.within -= 1;
        while self.open.len() > depth
            && let Some(open) = self.open.pop()
        {
            self.close(open, End::Missing, findings);
        }
    }

    fn close(&mut self, open: OpenCard, end: End, findings: &mut Findings<'_>) {
        if end == End::Missing {
            findings.report(
                Code::BrokenCard,
                open.line,
                "the card has no END:VCARD".to_owned(),
                "compare the note with the address book; export the card again if something is missing",
                "what could be read of it is imported",
            );
        }
        let line = open.line;
        let name = person::name(&open.properties);
        let Some(card) = person::card(&open.properties, line, findings) else { return };
        if let Some(around) = self.open.last_mut().filter(|card| card.agent) {
            around.agent = false;
            around.properties.extend(name.map(|name| Property {
                name: "X-AGENT".into(),
                values: vec![vec![name]],
                line,
                ..Property::default()
            }));
        }
        self.cards.push(FoundCard { card, file: findings.file.clone(), line });
    }
}

/// Removes the backslashes of a card within a value.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                next => plain.extend(next),
            },
            letter => plain.push(letter),
        }
    }
    plain
}

/// Adds the property of a line to the card; returns the value of an `AGENT`, which may be a card.
fn add_property(open: &mut OpenCard, line: &LogicalLine, findings: &mut Findings<'_>) -> Option<String> {
    match property::read(line) {
        Ok(property) => {
            if property.decoded == Decoded::Guessed {
                findings.report(
                    Code::InvalidUtf8,
                    line.number,
                    format!("{} is not UTF-8, and no encoding is named", one_line(&property.name)),
                    "check that its letters are right in the note",
                    "it is read as Windows-1252",
                );
            }
            open.agent = property.name == "AGENT" && property.text().is_empty();
            let value = (property.name == "AGENT").then(|| unescaped(&property.raw));
            open.properties.push(property);
            value
        }
        Err(what) => {
            report_lost(line, what, "add what it says to the note by hand", findings);
            None
        }
    }
}

/// Reports a line outside of any card.
fn report_stray(line: &LogicalLine, findings: &mut Findings<'_>) {
    let help = "a card begins with BEGIN:VCARD; export it again if one is missing";
    report_lost(line, "a line outside of any card", help, findings);
}

fn report_lost(line: &LogicalLine, what: &str, help: &str, findings: &mut Findings<'_>) {
    let found = String::from_utf8_lossy(&line.octets);
    let message = format!("{what}: {}", quoted(&found));
    findings.report(Code::LostValue, line.number, message, help, "the line is left out");
}
