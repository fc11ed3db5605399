//! Writes JSON objects, faster than a serializer. Half of `agenda.json` are keys, and nearly all
//! of the rest is text without escapes; a serializer looks at every character of both.

use crate::core::bytes::all;
use crate::core::day::Day;

/// A JSON object that is being written.
pub(super) struct Object<'t> {
    to: &'t mut Vec<u8>,
    is_empty: bool,
    layout: Layout,
}

/// Where the keys of an object are.
#[derive(Clone, Copy)]
enum Layout {
    OneLine,
    /// Each on a line, which begins with this text.
    Lines(&'static str),
}

/// Writes an object on one line; `fill` adds its keys.
pub(super) fn object(to: &mut Vec<u8>, fill: impl FnOnce(&mut Object<'_>)) {
    to.push(b'{');
    fill(&mut Object { to, is_empty: true, layout: Layout::OneLine });
    to.push(b'}');
}

/// A key with its separators, `, "name": `, made by `key!`. Writing it in one piece saves 0.8 % of a build of 10,000
/// notes.
#[derive(Clone, Copy)]
pub(super) struct Key(pub(super) &'static str);

/// Makes a [`Key`] from a name that needs no escapes.
macro_rules! key {
    ($word:literal) => {
        $crate::core::output::json::object::Key(concat!(", \"", $word, "\": "))
    };
}
pub(super) use key;

impl<'t> Object<'t> {
    /// Returns an object with a line for each key, between braces that the caller writes.
    pub(super) fn of_lines(to: &'t mut Vec<u8>, start: &'static str) -> Object<'t> {
        Object { to, is_empty: true, layout: Layout::Lines(start) }
    }

    /// Returns the rest of an object that has keys already.
    pub(super) fn going_on(self) -> Object<'t> {
        Object { is_empty: false, ..self }
    }

    /// Writes a key with its value. Inlined, so that the length of each key is known; copying a few bytes of unknown number
    /// takes another 1.6 %.
    #[inline(always)]
    pub(super) fn put(&mut self, key: Key, value: impl Json) {
        self.key(key);
        value.write(self.to);
    }

    /// Writes a key with a list; `write` writes each item.
    pub(super) fn list<T>(
        &mut self,
        key: Key,
        all: impl IntoIterator<Item = T>,
        write: impl Fn(T, &mut Vec<u8>),
    ) {
        self.key(key);
        self.to.push(b'[');
        for (place, one) in all.into_iter().enumerate() {
            if place > 0 {
                self.to.extend_from_slice(b", ");
            }
            write(one, self.to);
        }
        self.to.push(b']');
    }

    /// Writes a key with a list that has a line for each item; `write` writes an item.
    pub(super) fn rows<T>(&mut self, key: Key, all: &[T], write: impl Fn(&T, &mut Vec<u8>)) {
        self.key(key);
        self.to.push(b'[');
        for (place, one) in all.iter().enumerate() {
            self.to.extend_from_slice(if place == 0 { b"\n    " } else { b",\n    " });
            write(one, self.to);
        }
        self.to.extend_from_slice(if all.is_empty() { b"]" } else { b"\n  ]" });
    }

    /// Writes a key alone; its value is the caller's.
    #[inline(always)]
    pub(super) fn key(&mut self, key: Key) {
        let named = key.0.as_bytes().get(", ".len()..).unwrap_or_default();
        match self.layout {
            Layout::OneLine if self.is_empty => self.to.extend_from_slice(named),
            Layout::OneLine => self.to.extend_from_slice(key.0.as_bytes()),
            Layout::Lines(start) => {
                self.to.extend_from_slice(if self.is_empty { b"" } else { b"," });
                self.to.extend_from_slice(start.as_bytes());
                self.to.extend_from_slice(named);
            }
        }
        self.is_empty = false;
    }
}

/// A JSON value.
pub(super) trait Json {
    fn write(&self, to: &mut Vec<u8>);
}

impl Json for &str {
    fn write(&self, to: &mut Vec<u8>) {
        if !all(self.as_bytes(), |byte| (byte >= b' ') & (byte != b'"') & (byte != b'\\')) {
            return serialize(self, to);
        }
        quoted(self.as_bytes(), to);
    }
}

/// One of the program's own words, which need no escapes.
pub(super) struct Word(pub(super) &'static str);

impl Json for Word {
    fn write(&self, to: &mut Vec<u8>) {
        quoted(self.0.as_bytes(), to);
    }
}

impl Json for Day {
    fn write(&self, to: &mut Vec<u8>) {
        quoted(&self.digits(), to);
    }
}

impl Json for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Json for $number {
            fn write(&self, to: &mut Vec<u8>) {
                serialize(self, to);
            }
        })*
    };
}
numbers!(i32, u32, i64, usize);

impl<T: Json> Json for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(to),
            None => to.extend_from_slice(b"null"),
        }
    }
}

/// Writes a text that needs no escapes.
fn quoted(text: &[u8], to: &mut Vec<u8>) {
    to.push(b'"');
    to.extend_from_slice(text);
    to.push(b'"');
}

fn serialize(value: &impl serde::Serialize, to: &mut Vec<u8>) {
    // Writing text and numbers to memory cannot fail.
    let _ = serde_json::to_writer(to, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::agenda::model::{Kind, Section, State};
    use crate::core::note::channel::Channel;
    use crate::core::plan::rules::RULES;
    use proptest::prelude::*;

    fn written(value: impl Json) -> String {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn values_are_written_as_by_a_serializer(
            text in "([ -~é]|\\PC|[\u{0}-\u{1f}\"\\\\\u{7f}\u{2028}]){0,24}", number in any::<i64>(), year in 1..=9999i32,
        ) {
            let day = Day::new(year, 2, 28).unwrap();
            prop_assert_eq!(written(&*text), serde_json::to_string(&text).unwrap());
            prop_assert_eq!(written(number), serde_json::to_string(&number).unwrap());
            prop_assert_eq!(written(day), serde_json::to_string(&day).unwrap());
            prop_assert_eq!(written(Some(number > 0)), serde_json::to_string(&Some(number > 0)).unwrap());
        }
    }

    #[test]
    fn every_ascii_character_is_escaped_at_any_position() {
        for letter in '\0'..='\u{7f}' {
            for (before, behind) in (0..36).flat_map(|length| (0..=length).map(move |at| (at, length - at))) {
                let text = format!("{}{letter}{}", "a".repeat(before), "é".repeat(behind));
                assert_eq!(written(&*text), serde_json::to_string(&text).unwrap());
            }
        }
    }

    #[test]
    fn own_words_need_no_escapes() {
        let kinds = Kind::ALL.iter().map(|kind| kind.name());
        let sections = Section::ALL.iter().map(|section| section.name());
        let channels = Channel::ALL.iter().map(|channel| channel.name());
        let states = [State::Upcoming, State::Due, State::Belated, State::Overdue].map(State::name);
        let rules = RULES.iter().map(|rule| rule.name);
        // Names of reasons that are not rules.
        let others = ["asked", "attempts", "held", "prepare"];
        for word in kinds.chain(sections).chain(channels).chain(states).chain(rules).chain(others) {
            assert_eq!(written(Word(word)), serde_json::to_string(word).unwrap());
        }
    }

    #[test]
    fn an_object_is_written_on_one_line() {
        let mut bytes = Vec::new();
        object(&mut bytes, |object| {
            object.put(key!("name"), "Ada");
            object.put(key!("due"), None::<Day>);
            object.list(key!("tags"), &["a", "b"], |tag, to| tag.write(to));
            object.list(key!("none"), &[] as &[&str], |tag, to| tag.write(to));
        });
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "{\"name\": \"Ada\", \"due\": null, \"tags\": [\"a\", \"b\"], \"none\": []}");
    }
}
