//! Keys about reading notes: spellings of keys, tiers, sources, daily notes, and ignored notes (design 3).

use super::level::{Level, Pass};
use super::values::{Reading, did_you_mean, update};
use crate::core::config::ignore::is_glob;
use crate::core::config::model::{DailyNotes, Mentions, Sources, Tier};
use crate::core::config::moment;
use crate::core::config::shown::Shown;
use crate::core::config::tree::{Node, Value};
use crate::core::interval::Cadence;
use crate::core::nearest::nearest;
use crate::core::people::settings::Priority;
use crate::core::problem::quoted;
use crate::core::text::{fold, is_control, list_in_ticks};
use std::collections::BTreeMap;

/// The keys of notes that `fields:` can give other spellings (design 3.2, 3.4, 3.5).
const FIELDS: &str = "name aliases email phone org role tags type category relationship cadence last-contact next birthday \
    dates died met status do-not-contact paused-until snooze sequence sequence-start channel timezone \
    priority interests needs offers see-by created max weekdays-only attempts retry lead reply-within id \
    private interactions date attendees title url topics tier";

/// Reads `fields: {birthday: Geburtstag}`.
pub(super) fn fields(fields: &mut BTreeMap<String, Vec<String>>, node: &Node, reading: &mut Reading<'_>) {
    let known: Vec<&str> = FIELDS.split(' ').collect();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for pair in reading.pairs(node, "`fields`", fold) {
        let folded = fold(&pair.key);
        let Some(field) = known.iter().find(|field| fold(field) == folded) else {
            let value = pair.node.as_text().map(fold);
            let reversed =
                known.iter().find(|field| value.as_ref().is_some_and(|value| fold(field) == *value));
            let help = did_you_mean(nearest(&pair.key, known.iter().copied()), || match reversed {
                Some(field) => format!("write it the other way round: `{field}: {}`", pair.key),
                None => format!(
                    "write the key of followup first, then its other names; its keys are {}",
                    list_in_ticks(&known, "and")
                ),
            });
            reading.is_not(&pair.key_node, "a key of notes", help);
            continue;
        };
        if pair.node.value != Value::Null {
            let spellings = reading.list(&pair.node, |reading, node| {
                let spelling = spelling(reading, node)?;
                let other = *taken.entry(fold(&spelling)).or_insert(field);
                if other != *field {
                    let help = format!("leave it out of `{other}` or of `{field}`");
                    reading.wrong(node, format!("{} already stands for `{other}`", quoted(&spelling)), &help);
                    return None;
                }
                Some(spelling)
            });
            fields.insert((*field).to_owned(), spellings);
        }
    }
}

/// Reads a spelling of a key. Folding must leave some of it, since `_` would fit every key that folds to
/// nothing.
fn spelling(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "the spelling of a key", "write it with letters, as it is in your notes", |text| {
        (!fold(text).is_empty() && !text.contains(is_control)).then(|| text.to_owned())
    })
}

/// Reads `tiers: {A: {priority: high, cadence: 2 weeks}, B: 2 months, C: low}`.
pub(super) fn tiers(tiers: &mut BTreeMap<String, Tier>, node: &Node, reading: &mut Reading<'_>) {
    for pair in reading.pairs(node, "`tiers`", fold) {
        let read = match &pair.node.value {
            Value::Null => continue,
            Value::Map(_) => {
                let mut tier = Tier { priority: None, cadence: None };
                reading.level(&mut tier, &pair.node);
                Some(tier)
            }
            Value::Text(_) | Value::List(_) => plain_tier(&pair.node, reading),
        };
        tiers.extend(read.map(|tier| (fold(&pair.key), tier)));
    }
}

impl Level for Tier {
    const NAME: &'static str = "a tier";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.maybe("priority", &mut self.priority, Reading::priority);
        pass.maybe("cadence", &mut self.cadence, Reading::cadence);
    }
}

/// Reads a priority by its own name, else a cadence; `1` could be both and is a cadence.
fn plain_tier(node: &Node, reading: &mut Reading<'_>) -> Option<Tier> {
    let help = "write a priority (`high`, `normal`, `low`), a cadence such as `2 weeks`, or a map of the two";
    reading.parsed(node, "a priority or a cadence", help, |text| {
        let folded = fold(text);
        let priority = Priority::ALL.iter().copied().find(|priority| priority.name() == folded);
        let cadence = if priority.is_none() { Some(Cadence::read(text).ok()?) } else { None };
        Some(Tier { priority, cadence })
    })
}

impl Level for Sources {
    const NAME: &'static str = "`sources`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.key("log", &mut self.log, Reading::bool);
        pass.key("meetings", &mut self.meetings, Reading::bool);
        pass.key("daily", &mut self.daily, Reading::bool);
        pass.key("inbox", &mut self.inbox, Reading::bool);
        pass.key("front-matter", &mut self.front_matter, Reading::bool);
        pass.choice("mentions", &mut self.mentions, MENTIONS);
    }
}

const MENTIONS: &[(&str, Mentions)] = &[
    ("shown", Mentions::Shown),
    ("assumed", Mentions::Assumed),
    ("off", Mentions::Off),
    ("false", Mentions::Off),
    ("no", Mentions::Off),
];

/// Reads a map of folder and format, or the folder alone.
pub(super) fn daily(reading: &mut Reading<'_>, node: &Node) -> Option<DailyNotes> {
    let mut daily = DailyNotes { folder: String::new(), format: moment::DEFAULT_FORMAT.to_owned() };
    match &node.value {
        Value::Map(_) => reading.level(&mut daily, node),
        Value::Null | Value::Text(_) | Value::List(_) => update(&mut daily.folder, reading.folder(node)),
    }
    Some(daily)
}

impl Level for DailyNotes {
    const NAME: &'static str = "`daily`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        let folder = |folder: &String| Shown::text(if folder.is_empty() { "/" } else { folder });
        pass.at(
            "folder",
            &mut self.folder,
            |folder, node, reading| update(folder, reading.folder(node)),
            folder,
        );
        pass.key("format", &mut self.format, |reading, node| {
            let help =
                "write a Moment.js format with year, month and day, such as `YYYY-MM-DD` or `YYYY/MM/DD`";
            reading.parsed(node, "a date format", help, |text| {
                moment::identifies_a_day(text).then(|| text.trim_matches('/').to_owned())
            })
        });
    }
}

/// Reads a glob in the form of [`crate::core::config::ignore`].
pub(super) fn glob(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let help = "write a pattern such as `Archive/`, `*.excalidraw.md` or `Work/**/draft-*`";
    reading.parsed(node, "a glob", help, |text| is_glob(text).then(|| text.to_owned()))
}
