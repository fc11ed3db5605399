//! Finds messages, connection notes and paragraphs that are too long.

use super::hit;
use super::missing::label;
use crate::core::config::outputs::MaxWords;
use crate::core::lint::flat::Flat;
use crate::core::lint::message::{Line, Message, Purpose};
use crate::core::lint::rules::Hit;
use crate::core::note::channel::Channel;
use crate::core::place::Spot;
use crate::core::text::count;

/// Maximum number of words in a paragraph.
const MOST_IN_PARAGRAPH: usize = 80;
/// Maximum number of characters in a connection note on LinkedIn.
const MOST_IN_NOTE: usize = 300;

pub(crate) fn too_long(message: &Message, limits: &MaxWords) -> Vec<Hit> {
    let most = limits.on(message.channel);
    let is_said =
        |line: &Line| message.channel != Some(Channel::Phone) || label(&line.text) != Some("voicemail");
    let end = message.body.iter().take_while(|line| is_said(line)).count();
    let number = Flat::of(message.body.get(..end).unwrap_or_default()).words();
    if number <= most {
        return Vec::new();
    }
    hit(message.start(), format!("{} where {most} are enough", count(number, "word")))
}

pub(crate) fn long_note(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let length = message.flat().length();
    if message.purpose != Purpose::Connection || length <= MOST_IN_NOTE {
        return Vec::new();
    }
    hit(message.start(), format!("{length} characters"))
}

pub(crate) fn long_paragraph(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let blank = |line: &Line| {
        let text = line.text.trim_start();
        text.is_empty() || text.starts_with(['-', '*', '•'])
    };
    let mut hits = Vec::new();
    let mut from = 0;
    for to in 0..=message.body.len() {
        if message.body.get(to).is_some_and(|line| !blank(line)) {
            continue;
        }
        let lines = message.body.get(from..to).unwrap_or_default();
        let number = Flat::of(lines).words();
        if let Some(first) = lines.iter().find(|line| !line.text.trim().is_empty())
            && number > MOST_IN_PARAGRAPH
        {
            let spot = Spot { line: first.number, column: 1 };
            hits.push(Hit { spot, found: format!("a paragraph of {}", count(number, "word")) });
        }
        // The next paragraph includes this line, for a list item starts a paragraph of its own.
        from = to;
    }
    hits
}
