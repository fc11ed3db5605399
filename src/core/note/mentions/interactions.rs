//! Reads `interactions:` in front matter (design 3.4, 5).

use super::MentionReader;
use crate::core::date_text::{DateOrder, leading, read_date};
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::facts::{Entry, Name, Source};
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::first_text;
use crate::core::note::fields::{Fields, date_problem};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::note::log::after_date::behind_date;
use crate::core::note::log::reading::{Tense, read_in};
use crate::core::note::log::subjects::Subjects;
use crate::core::note::log::topic::kept;
use crate::core::note::tasks::linked_names;
use crate::core::place::Spot;
use crate::core::text::fold;

impl MentionReader<'_, '_> {
    /// Reads `interactions: [{date, text}]`. Also a map from dates to texts, or texts that begin with a date.
    pub fn interactions(&mut self, fields: &Fields, subjects: &Subjects<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for node in fields.nodes(Key::Interactions) {
            for (date, text, spot) in interaction_texts(node, self.reader.order()) {
                match read_date(&date, self.reader.order()) {
                    Ok(day) => entries.push(self.interaction(day, &text, spot, subjects)),
                    Err(fault) => {
                        date_problem(self.report, fault, spot, &date, "this interaction is left out")
                    }
                }
            }
        }
        entries
    }

    fn interaction(&self, day: Day, text: &str, spot: Spot, subjects: &Subjects<'_>) -> Entry {
        let words = plain(text);
        // The text may have lost quotes and line breaks, so names get the place of the entry.
        let linked = linked_names(text, spot).into_iter().map(|name| Name { spot, ..name });
        let read = read_in(Tense::of(day, self.reader.today), &words.text, self.reader.words(), subjects);
        Entry {
            day,
            spot,
            source: Source::FrontMatter,
            said: read.said(self.reader.words()),
            text: kept(&read.topic()),
            hashtags: self.reader.hashtags.meant(&words.hashtags),
            names: linked.collect(),
        }
    }
}

/// Returns date, text and place of each item of `interactions:`.
fn interaction_texts(node: &Node, order: Option<DateOrder>) -> Vec<(String, String, Spot)> {
    match &node.value {
        Value::List(nodes) => nodes.iter().flat_map(|node| interaction_texts(node, order)).collect(),
        Value::Map(pairs) => {
            let get = |names: &[&str]| pairs.iter().find(|pair| names.contains(&fold(&pair.key).as_str()));
            let text =
                |pair: &Pair| first_text(&pair.node).map(|found| found.value.to_owned()).unwrap_or_default();
            match get(&["date", "day", "when"]) {
                Some(date) => {
                    let words = get(&["text", "note", "notes", "summary", "description", "what"]);
                    let kind = get(&["type", "kind", "channel"]).map(text).unwrap_or_default();
                    let words = words.map(text).unwrap_or_default();
                    let spoken = if kind.is_empty() { words } else { format!("{kind}: {words}") };
                    vec![(text(date), spoken, date.node.spot)]
                }
                None => pairs.iter().map(|pair| (pair.key.to_string(), text(pair), pair.key_spot)).collect(),
            }
        }
        Value::Text(text) => {
            let length = leading(text, order).map_or(text.len(), |found| found.length);
            let (date, rest) = text.split_at_checked(length).unwrap_or((text, ""));
            vec![(date.to_owned(), behind_date(rest, order).to_owned(), node.spot)]
        }
        Value::Null => Vec::new(),
    }
}
