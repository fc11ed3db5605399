//! Sets, changes or removes a date in the front matter of a contact's note, or in the properties at the top of
//! a page of Logseq, and keeps comments, quotes and the order of keys.

use super::lines::{Lines, Splice};
use super::page_properties::PageProperties;
use super::verify::{Meant, Original, text as text_of};
use super::{Change, Refused, yaml_line};
use crate::core::day::Day;
use crate::core::note::body;
use crate::core::note::fields::about_note::Location;
use crate::core::note::fields::fallback;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::owner::About;
use crate::core::note::front_matter::split::{self, Fence, Front, Split};
use crate::core::note::front_matter::yaml::{Pair, Value};
use crate::core::note::read::Reader;
use crate::core::place::NotePath;

/// The setting to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `snooze`; `None` removes it.
    Snooze(Option<Day>),
    /// `paused-until`.
    PausedUntil(Day),
}

impl Setting {
    fn key(self) -> (Key, &'static str) {
        match self {
            Setting::Snooze(_) => (Key::Snooze, "snooze"),
            Setting::PausedUntil(_) => (Key::PausedUntil, "paused-until"),
        }
    }

    pub(super) fn day(self) -> Option<Day> {
        match self {
            Setting::Snooze(day) => day,
            Setting::PausedUntil(day) => Some(day),
        }
    }
}

/// Returns the change that makes a note give this setting; one without a difference if it does already.
pub fn set(reader: &Reader<'_>, path: &NotePath, bytes: &[u8], setting: Setting) -> Result<Change, Refused> {
    let original = Original::of(reader, path, bytes)?;
    let text = text_of(bytes)?;
    let note = Note { reader, lines: &original.lines, split: split::split(&text), setting };
    let mut refused = None;
    for splice in note.ways()? {
        let fence = splice.insert.first().is_some_and(|first| first == "---");
        match original.changed(&splice, &Meant::Set(setting), splice.at + usize::from(fence)) {
            Ok(change) => return Ok(change),
            Err(fault) => refused = refused.or(Some(fault)),
        }
    }
    refused.map_or_else(|| Ok(original.unchanged()), Err)
}

struct Note<'a> {
    reader: &'a Reader<'a>,
    lines: &'a Lines<'a>,
    split: Split<'a>,
    setting: Setting,
}

impl Note<'_> {
    /// Returns the splices to try in order; none if there is nothing to do.
    fn ways(&self) -> Result<Vec<Splice>, Refused> {
        let (_, name) = self.setting.key();
        let block = match &self.split.front {
            None => None,
            Some(Front { fence: Fence::Toml | Fence::Json, .. }) => {
                return Err(foreign("not YAML", name, self.setting.day()));
            }
            Some(Front { text, .. }) if yaml_line::is_flow(text) => {
                return Err(foreign("written in braces", name, self.setting.day()));
            }
            Some(front) => Some((front, yaml_line::pairs(front.text, 2))),
        };
        let none = Vec::new();
        let pairs = block.as_ref().map_or(&none, |(_, pairs)| pairs);
        if let Some(pair) = self.effective_pair(pairs.iter()) {
            return self.replaced(pair, block.as_ref().map(|(front, _)| *front));
        }
        let body = body::read(self.split.body, self.split.body_line);
        // The owner of a value does not matter for the keys that are set here.
        let about = About { names: &Vec::new, location: &|| Location::Elsewhere, is_export: false };
        let order = self.reader.config().date_order;
        let in_body = fallback::read(&body, &self.reader.keys, order, &about);
        if let Some(pair) = self.effective_pair(in_body.fields.iter().map(|field| &field.pair)) {
            return self.replaced(pair, None);
        }
        let Some(day) = self.setting.day() else { return Ok(Vec::new()) };
        Ok(vec![match (&block, self.properties()) {
            (Some((front, pairs)), _) => yaml_line::added(front.text, 2, pairs, name, day),
            (None, Some(PageProperties { lines, indent })) => {
                Splice::insert(lines + 1, vec![format!("{indent}{name}:: {day}")])
            }
            (None, None) => {
                Splice::insert(1, vec!["---".to_owned(), format!("{name}: {day}"), "---".to_owned()])
            }
        }])
    }

    /// Returns the properties at the top of a page without front matter.
    fn properties(&self) -> Option<PageProperties<'_>> {
        if self.split.front.is_some() { None } else { PageProperties::of(self.split.body) }
    }

    /// Returns the pair that counts: one with a value before empty ones, then our own spelling before others,
    /// then the later one.
    fn effective_pair<'p>(&self, pairs: impl Iterator<Item = &'p Pair<'p>>) -> Option<&'p Pair<'p>> {
        let (key, _) = self.setting.key();
        let known = pairs.enumerate().filter_map(|(place, pair)| {
            let (found, rank) = self.reader.keys.find(&pair.key)?;
            let empty = pair.node.value == Value::Null;
            (found == key).then_some(((empty, rank, std::cmp::Reverse(place)), pair))
        });
        known.min_by_key(|(order, _)| *order).map(|(_, pair)| pair)
    }

    fn replaced(&self, pair: &Pair<'_>, front: Option<&Front<'_>>) -> Result<Vec<Splice>, Refused> {
        let line = pair.key_spot.line as usize;
        let raw = self.lines.text(line).ok_or_else(|| {
            Refused::new(format!("line {line} is not UTF-8"), "save the note as UTF-8 in your editor")
        })?;
        let Some(day) = self.setting.day() else {
            let is_empty = pair.node.value == Value::Null;
            return if is_empty { Ok(Vec::new()) } else { self.removed(pair, raw, front) };
        };
        if front.is_none() {
            return replace_in_text(pair, raw, day);
        }
        let order = self.reader.config().date_order;
        let ways = yaml_line::with_day(raw, pair, day, order)?;
        Ok(ways.into_iter().map(|text| Splice::replace(line, text)).collect())
    }

    fn removed(&self, pair: &Pair<'_>, raw: &str, front: Option<&Front<'_>>) -> Result<Vec<Splice>, Refused> {
        let line = pair.key_spot.line as usize;
        let Some(front) = front else {
            let is_property = self.properties().is_some_and(|properties| line <= properties.lines);
            let is_alone = is_property && !raw.starts_with('-');
            return if is_alone {
                Ok(vec![Splice::remove(line, 1)])
            } else {
                Err(in_text(pair, "remove it there"))
            };
        };
        if let Some(text) = yaml_line::without_value(raw, pair)? {
            return Ok(vec![Splice::replace(line, text)]);
        }
        let alone = front.text.lines().filter(|line| !line.trim().is_empty()).count() == 1;
        let block =
            (alone && front.fence == Fence::Closed).then(|| Splice::remove(1, self.split.body_line - 1));
        Ok(block.into_iter().chain([Splice::remove(line, 1)]).collect())
    }
}

/// Changes the date of an inline field in the text, such as `snooze:: 2026-12-01`, or fills in an empty one.
fn replace_in_text(pair: &Pair<'_>, raw: &str, day: Day) -> Result<Vec<Splice>, Refused> {
    match &pair.node.value {
        Value::Text(value) if raw.matches(value.as_ref()).count() == 1 => {
            let new = raw.replacen(value.as_ref(), &day.to_string(), 1);
            Ok(vec![Splice::replace(pair.key_spot.line as usize, new)])
        }
        Value::Null if raw.trim_end().ends_with("::") => {
            let new = format!("{} {day}", raw.trim_end());
            Ok(vec![Splice::replace(pair.key_spot.line as usize, new)])
        }
        Value::Text(_) | Value::Null | Value::List(_) | Value::Map(_) => {
            Err(in_text(pair, "change it there"))
        }
    }
}

fn in_text(pair: &Pair<'_>, help: &str) -> Refused {
    Refused::new(
        format!("`{}` stands in the text of the note, on line {}", pair.key, pair.key_spot.line),
        help,
    )
}

fn foreign(how: &str, name: &str, day: Option<Day>) -> Refused {
    let help = match day {
        Some(day) => {
            format!("write the keys one a line between two lines of `---`, then `{name}: {day}` among them")
        }
        None => format!("if it has a `{name}`, remove it yourself"),
    };
    Refused::new(format!("its front matter is {how}"), help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;

    fn snoozed(note: &str) -> Result<String, Refused> {
        changed(note, Setting::Snooze(Day::from_iso("2026-12-01")))
    }

    fn changed(note: &str, setting: Setting) -> Result<String, Refused> {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &settings, Day::from_iso("2026-11-24").unwrap());
        let path = NotePath::new("People/Ada.md");
        let change = set(&reader, &path, note.as_bytes(), setting)?;
        Ok(String::from_utf8(change.new).unwrap())
    }

    #[test]
    fn a_key_is_set_in_its_place_and_form() {
        #[track_caller]
        fn case(before: &str, after: &str) {
            assert_eq!(snoozed(before).unwrap(), after);
        }
        case("\u{feff}# Ada\r\n", "\u{feff}---\r\nsnooze: 2026-12-01\r\n---\r\n# Ada\r\n");
        case("---\na: 1 # x\n\n---\n", "---\na: 1 # x\nsnooze: 2026-12-01\n\n---\n");
        case("---\nsnooze: '[[2026-11-30]]'\n---\n", "---\nsnooze: '[[2026-12-01]]'\n---\n");
        case("---\nsnooze: # none yet\n---\n", "---\nsnooze: 2026-12-01 # none yet\n---\n");
        case("---\nsnooze: ~\n---\n", "---\nsnooze: 2026-12-01\n---\n");
        case(
            "---\nsnooze: 2026-11-03 because of the fair\n---\n",
            "---\nsnooze: 2026-12-01 # because of the fair\n---\n",
        );
        case("---\nsnooze: nonsense\n---\n", "---\nsnooze: 2026-12-01\n---\n");
    }

    #[test]
    fn a_page_of_logseq_gets_a_property() {
        #[track_caller]
        fn case(before: &str, after: &str) {
            assert_eq!(snoozed(before).unwrap(), after);
        }
        case(
            "type:: person\nemail:: a@x.example\n\n- called\n",
            "type:: person\nemail:: a@x.example\nsnooze:: 2026-12-01\n\n- called\n",
        );
        case("- type:: person\r\n- x\r\n", "- type:: person\r\n  snooze:: 2026-12-01\r\n- x\r\n");
        case("\u{feff}type:: person", "\u{feff}type:: person\nsnooze:: 2026-12-01");
        case("type:: person\nsnooze:: 2026-11-30\n", "type:: person\nsnooze:: 2026-12-01\n");
        case("type:: person\nsnooze:: \n", "type:: person\nsnooze:: 2026-12-01\n");
        case("- type:: person\n  snooze::\n- x\n", "- type:: person\n  snooze:: 2026-12-01\n- x\n");
        case("# Ada\ntype:: person\n", "---\nsnooze: 2026-12-01\n---\n# Ada\ntype:: person\n");
    }

    #[test]
    fn a_property_is_removed_again() {
        let off = |note: &str| changed(note, Setting::Snooze(None));
        assert_eq!(off("type:: person\nsnooze:: 2026-12-01\n- x\n").unwrap(), "type:: person\n- x\n");
        assert_eq!(off("- type:: person\n  snooze:: 2026-12-01\n- x\n").unwrap(), "- type:: person\n- x\n");
        assert!(off("- snooze:: 2026-12-01\n  type:: person\n").is_err());
        assert!(off("type:: person\n\nsnooze:: 2026-12-01\n").is_err());
    }

    #[test]
    fn unsafe_changes_are_refused() {
        for note in [
            "---\n{type: person}\n---\n",
            "+++\ntype = \"person\"\n+++\n",
            "---\nsnooze:\n  - 2026-12-01\n---\n",
            "---\nx: &day 2026-11-30\nsnooze: &s 2026-11-30\nmet: *s\n---\n",
        ] {
            assert!(snoozed(note).is_err(), "{note}");
        }
    }
}
