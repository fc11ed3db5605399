//! Values of the configuration in the form that is printed as YAML or JSON.

use super::model::SequenceChoice;
use super::outputs::NoteUrl;
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval, IntervalOrOff};
use crate::core::note::channel::Channel;
use crate::core::people::settings::{Attempts, Priority, Status};
use crate::core::place::Found;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Maximum number of characters of a list or map on one line.
const MAX_LINE_CHARS: usize = 72;

/// A value to print. The keys of a map are in the order of the design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    List(Vec<Shown>),
    Map(Vec<(String, Shown)>),
}

impl Shown {
    /// Returns the text of a value that implements `Display`.
    pub(super) fn text(value: impl ToString) -> Shown {
        Shown::Text(value.to_string())
    }

    /// Converts to JSON, which sorts the keys of maps.
    pub(super) fn into_json(self) -> serde_json::Value {
        match self {
            Shown::Null => serde_json::Value::Null,
            Shown::Bool(value) => value.into(),
            Shown::Number(value) => value.into(),
            Shown::Text(value) => value.into(),
            Shown::List(values) => values.into_iter().map(Shown::into_json).collect(),
            Shown::Map(pairs) => pairs.into_iter().map(|(key, shown)| (key, shown.into_json())).collect(),
        }
    }

    /// Writes the value after `key:`, on the same line if it is short, else below.
    pub(super) fn write_after_key(&self, text: &mut String, indent: usize) {
        match self {
            Shown::Map(pairs) if !pairs.is_empty() && (indent == 0 || self.is_long()) => {
                text.push('\n');
                for (key, shown) in pairs {
                    let _ = write!(text, "{:width$}{}:", "", scalar(key), width = indent + 2);
                    shown.write_after_key(text, indent + 2);
                }
            }
            Shown::List(values) if self.is_long() => {
                text.push('\n');
                for value in values {
                    let _ = writeln!(text, "{:width$}- {}", "", value.flow(), width = indent + 2);
                }
            }
            Shown::Null
            | Shown::Bool(_)
            | Shown::Number(_)
            | Shown::Text(_)
            | Shown::List(_)
            | Shown::Map(_) => {
                let _ = writeln!(text, " {}", self.flow());
            }
        }
    }

    fn is_long(&self) -> bool {
        self.flow().chars().count() > MAX_LINE_CHARS
    }

    /// Returns the value on one line, in the flow style of YAML.
    fn flow(&self) -> String {
        match self {
            Shown::Null => "null".to_owned(),
            Shown::Bool(value) => value.to_string(),
            Shown::Number(value) => value.to_string(),
            Shown::Text(value) => scalar(value),
            Shown::List(values) => {
                format!("[{}]", values.iter().map(Shown::flow).collect::<Vec<_>>().join(", "))
            }
            Shown::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, shown)| format!("{}: {}", scalar(key), shown.flow()));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A value of the configuration that can be printed.
pub(super) trait Show {
    /// Returns the value as the file would give it.
    fn shown(&self) -> Shown;
}

impl<T: Show> Show for Found<T> {
    fn shown(&self) -> Shown {
        self.value.shown()
    }
}

impl<T: Show> Show for Option<T> {
    fn shown(&self) -> Shown {
        self.as_ref().map_or(Shown::Null, Show::shown)
    }
}

impl<T: Show> Show for Vec<T> {
    fn shown(&self) -> Shown {
        Shown::List(self.iter().map(Show::shown).collect())
    }
}

impl<T: Show> Show for BTreeMap<String, T> {
    fn shown(&self) -> Shown {
        Shown::Map(self.iter().map(|(key, value)| (key.clone(), value.shown())).collect())
    }
}

macro_rules! shown {
    ($($type:ty: $value:ident => $shown:expr;)*) => {$(
        impl Show for $type {
            fn shown(&self) -> Shown {
                let $value = self;
                $shown
            }
        }
    )*};
}

shown! {
    bool: value => Shown::Bool(*value);
    u32: value => Shown::Number(u64::from(*value));
    usize: value => Shown::Number(*value as u64);
    String: value => Shown::text(value);
    Day: value => Shown::text(value);
    Interval: value => Shown::text(value);
    Cadence: value => Shown::text(value);
    Channel: value => Shown::text(value.name());
    Priority: value => Shown::text(value.name());
    Status: value => Shown::text(value.name());
    Attempts: value => match value {
        Attempts::Never => Shown::text("never"),
        Attempts::AtMost(number) => number.shown(),
    };
    IntervalOrOff: value => Shown::text(value);
    SequenceChoice: value => Shown::text(value.name().unwrap_or("off"));
    NoteUrl: value => match value {
        NoteUrl::Obsidian => Shown::text("obsidian"),
        NoteUrl::Pattern(pattern) => pattern.shown(),
    };
}

/// Returns a text as a YAML scalar: plain if YAML can read it in one way only, else in double quotes.
fn scalar(text: &str) -> String {
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || " -_./@+".contains(letter);
    let plain = text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && text.chars().all(harmless)
        && !text.ends_with(' ')
        && !text.eq_ignore_ascii_case("null");
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Every control character is below U+10000, so four digits hold it.
            _ if crate::core::text::is_control(letter) => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_when_yaml_could_read_them_otherwise() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(scalar(text), expected);
        }
        case("4 weeks..6 weeks", "4 weeks..6 weeks");
        case("ada@example.org", "ada@example.org");
        case("", "\"\"");
        case("null", "\"null\"");
        case("16:00", "\"16:00\"");
        case("#a", "\"#a\"");
        case("a ", "\"a \"");
        case("a\n\"b\"\\\u{202e}", "\"a\\n\\\"b\\\"\\\\\\u202e\"");
    }
}
