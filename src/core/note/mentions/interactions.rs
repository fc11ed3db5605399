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
use crate::core::note::linked_names::linked_names;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::direction::directions::stated_direction;
use crate::core::note::log::entries::entry_labels::head_of;
use crate::core::note::log::entries::order::reverse_falling;
use crate::core::note::log::line::reading::{Tense, read_in};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::line::topic::kept;
use crate::core::note::log::line::words::WordTable;
use crate::core::place::Spot;
use crate::core::text::{fold, folded};

impl MentionReader<'_, '_> {
    /// Reads `interactions: [{date, text}]`. Also a map from dates to texts, or texts that begin with a date.
    pub fn interactions(&mut self, fields: &Fields, subjects: &Subjects<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        let logs = fields.unknown.iter().filter(|pair| is_log(pair)).map(|pair| &pair.node);
        for node in fields.nodes(Key::Interactions).chain(logs) {
            let before = entries.len();
            for (date, text, spot) in interaction_texts(node, self.reader.order(), self.reader.words()) {
                match read_date(&date, self.reader.order()) {
                    Ok(day) => entries.push(self.interaction(day, &text, spot, subjects)),
                    Err(fault) => {
                        date_problem(self.report, fault, spot, &date, "this interaction is left out")
                    }
                }
            }
            reverse_falling(entries.get_mut(before..).unwrap_or_default(), |_| None, |entry| entry.day);
        }
        entries
    }

    fn interaction(&self, day: Day, text: &str, spot: Spot, subjects: &Subjects<'_>) -> Entry {
        let words = plain(text);
        // The text may have lost quotes and line breaks, so names get the place of the entry.
        let linked = linked_names(text, spot).into_iter().map(|name| Name { spot, ..name });
        let read =
            read_in(Tense::of(day, self.reader.today), &words.text, self.reader.words().with(subjects));
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

/// Other keys, folded, under which a list of maps holds interactions. As texts, they could be anything, and so could a
/// `history` or a `log`.
const LOGS: [&str; 3] = ["contactlog", "interactionlog", "touchpoints"];

/// Keys of the date, the words and the kind of an interaction, folded.
const DATES: [&str; 3] = ["date", "day", "when"];
const WORDS: [&str; 6] = ["text", "note", "notes", "summary", "description", "what"];
const KINDS: [&str; 3] = ["type", "kind", "channel"];

/// Whether a key that is not `interactions` holds a list of them: maps with a date, and words or a kind.
pub(in crate::core::note) fn is_log(pair: &Pair<'_>) -> bool {
    let Value::List(nodes) = &pair.node.value else { return false };
    let is_one = |node: &Node<'_>| match &node.value {
        Value::Map(pairs) => {
            let has = |names: &[&str]| pairs.iter().any(|pair| names.contains(&folded(&pair.key).as_ref()));
            has(&DATES) && (has(&WORDS) || has(&KINDS))
        }
        Value::Null | Value::Text(_) | Value::List(_) => false,
    };
    !nodes.is_empty() && LOGS.contains(&folded(&pair.key).as_ref()) && nodes.iter().all(is_one)
}

/// Returns date, text and place of each item of `interactions:`.
fn interaction_texts(
    node: &Node,
    order: Option<DateOrder>,
    table: &WordTable,
) -> Vec<(String, String, Spot)> {
    match &node.value {
        Value::List(nodes) => nodes.iter().flat_map(|node| interaction_texts(node, order, table)).collect(),
        Value::Map(pairs) => {
            let get = |names: &[&str]| pairs.iter().find(|pair| names.contains(&fold(&pair.key).as_str()));
            let text =
                |pair: &Pair| first_text(&pair.node).map(|found| found.value.to_owned()).unwrap_or_default();
            match get(&DATES) {
                Some(date) => {
                    let [words, kind, direction] = [&WORDS as &[_], &KINDS, &["direction"]]
                        .map(|names| get(names).map(text).unwrap_or_default());
                    let head = head_of(&kind, stated_direction(&direction), table);
                    let spoken = if head.is_empty() { words } else { format!("{head}: {words}") };
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

#[cfg(test)]
mod tests {
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::day::Day;
    use crate::core::note::read::{Reader, read_note};
    use crate::core::place::NotePath;

    fn read(front: &str) -> (Vec<String>, Vec<&'static str>) {
        let (config, vault) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &vault, Day::new(2026, 11, 22).unwrap()).keeping_texts();
        let text = format!("---\ntype: person\n{front}\n---\n");
        let note = read_note(&reader, &NotePath::new("Ada.md"), text.as_bytes());
        let shown = |entry: &crate::core::note::facts::Entry| {
            format!("{} {:?} {}", entry.day, entry.said.reading, entry.text.as_deref().unwrap_or("-"))
        };
        (note.entries.iter().map(shown).collect(), note.problems.iter().map(|one| one.code.name()).collect())
    }

    #[test]
    fn lists_of_dated_maps_are_logs_under_other_keys_too() {
        for key in ["interactions", "contact_log", "Interaction Log", "touchpoints"] {
            let list = "\n  - {date: 2026-11-02, type: call, notes: roof}\n  - date: 2026-11-03\n    summary: the dog";
            let expected = ["2026-11-02 Clear(Both, Some(Phone)) roof", "2026-11-03 Assumed the dog"];
            assert_eq!(
                read(&format!("{key}:{list}")),
                (expected.map(str::to_owned).to_vec(), vec![]),
                "{key}"
            );
        }
        let email = |direction: &str| {
            read(&format!(
                "touchpoints: [{{date: 2026-11-02, channel: email, {direction}summary: the plan}}]"
            ))
            .0
        };
        assert_eq!(email("direction: in, "), ["2026-11-02 Clear(In, Some(Email)) the plan"]);
        assert_eq!(email("direction: Outbound, "), ["2026-11-02 Clear(Out, Some(Email)) the plan"]);
        assert_eq!(email(""), ["2026-11-02 Clear(Out, Some(Email)) the plan"]);
        let bad = read("contact_log: [{date: 2026-02-30, type: call}]");
        assert_eq!(bad, (vec![], vec!["impossible-date"]));
    }

    #[test]
    fn other_lists_are_no_logs() {
        for front in [
            "touchpoints: [\"[[2026-11-03 Sync]]\"]",
            "touchpoints: [{date: 2026-11-02, text: x}, born in Rome]",
            "touchpoints: [{date: 2026-11-02, place: Rome}]",
            "touchpoints: []",
            "touchpoints: {date: 2026-11-02, text: x}",
            "history: [{date: 2026-11-02, type: surgery, description: knee}]",
            "log: [{date: 2026-11-02, type: gym, notes: bench press}]",
            "meetings: [{date: 2026-11-02, text: x}]",
            "jobs: [{date: 2026-11-02, text: x}]",
        ] {
            assert_eq!(read(front).0, Vec::<String>::new(), "{front}");
        }
    }
}
