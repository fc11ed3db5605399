//! How notes are read: spellings of keys, tiers, sources, daily notes, and what
//! is ignored (design 3).

use super::values::{Reading, Row, give, names};
use crate::core::config::ignore::is_glob;
use crate::core::config::model::{Config, DailyNotes, Mentions, Sources, Tier};
use crate::core::config::moment;
use crate::core::config::tree::{Node, Value};
use crate::core::interval::Cadence;
use crate::core::nearest::nearest;
use crate::core::people::settings::Priority;
use crate::core::text::{fold, is_control};

/// Our keys of notes that `fields:` can give other spellings (design 3.2, 3.4, 3.5).
pub(in crate::core::config) const FIELDS: [&str; 46] = [
    "name",
    "aliases",
    "email",
    "phone",
    "org",
    "role",
    "tags",
    "type",
    "category",
    "relationship",
    "cadence",
    "last-contact",
    "next",
    "birthday",
    "dates",
    "died",
    "met",
    "status",
    "do-not-contact",
    "paused-until",
    "snooze",
    "sequence",
    "sequence-start",
    "channel",
    "timezone",
    "priority",
    "interests",
    "needs",
    "offers",
    "see-by",
    "created",
    "max",
    "weekdays-only",
    "attempts",
    "retry",
    "lead",
    "reply-within",
    "id",
    "private",
    "interactions",
    "date",
    "attendees",
    "title",
    "url",
    "topics",
    "tier",
];

/// `fields: {birthday: Geburtstag}`.
pub(super) fn fields(config: &mut Config, node: &Node, reading: &mut Reading<'_>) {
    for pair in reading.pairs(node, "`fields`", fold) {
        let folded = fold(&pair.key);
        let Some(field) = FIELDS.iter().find(|field| fold(field) == folded) else {
            let help = match nearest(&pair.key, FIELDS) {
                Some(field) => format!("did you mean `{field}`?"),
                None => {
                    format!("write our key first, then its other names; ours are {}", names(&FIELDS, "and"))
                }
            };
            reading.not(&pair.key_node, "a key of notes", help);
            continue;
        };
        if pair.node.value != Value::Null {
            let spellings = reading.list(&pair.node, spelling);
            config.fields.insert((*field).to_owned(), spellings);
        }
    }
}

/// A spelling of which something is left when it is compared: `_` would be every key of digits.
fn spelling(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "the spelling of a key", "write it with letters, as your notes have it", |text| {
        (!fold(text).is_empty() && !text.contains(is_control)).then(|| text.to_owned())
    })
}

/// `tiers: {A: {priority: high, cadence: 2 weeks}, B: 2 months, C: low}`.
pub(super) fn tiers(config: &mut Config, node: &Node, reading: &mut Reading<'_>) {
    for pair in reading.pairs(node, "`tiers`", fold) {
        let read = match &pair.node.value {
            Value::Null => continue,
            Value::Map(_) => {
                let mut tier = Tier { priority: None, cadence: None };
                reading.fill(&mut tier, &pair.node, "a tier", TIER);
                Some(tier)
            }
            Value::Text(_) | Value::List(_) => plain_tier(&pair.node, reading),
        };
        if let Some(tier) = read {
            config.tiers.insert(fold(&pair.key), tier);
        }
    }
}

const TIER: &[Row<Tier>] = &[
    ("priority", |tier, node, reading| tier.priority = reading.priority(node)),
    ("cadence", |tier, node, reading| tier.cadence = reading.cadence(node)),
];

/// A priority by its own name, else a cadence: `1` alone would be both.
fn plain_tier(node: &Node, reading: &mut Reading<'_>) -> Option<Tier> {
    let help = "write a priority (`high`, `normal`, `low`), a cadence such as `2 weeks`, or a map of the two";
    reading.parsed(node, "a priority or a cadence", help, |text| {
        let folded = fold(text);
        let priority = Priority::ALL.iter().copied().find(|priority| priority.name() == folded);
        let cadence = if priority.is_none() { Some(Cadence::read(text).ok()?) } else { None };
        Some(Tier { priority, cadence })
    })
}

pub(super) const SOURCES: &[Row<Sources>] = &[
    ("log", |sources, node, reading| give(&mut sources.log, reading.bool(node))),
    ("meetings", |sources, node, reading| give(&mut sources.meetings, reading.bool(node))),
    ("daily", |sources, node, reading| give(&mut sources.daily, reading.bool(node))),
    ("inbox", |sources, node, reading| give(&mut sources.inbox, reading.bool(node))),
    ("front-matter", |sources, node, reading| give(&mut sources.front_matter, reading.bool(node))),
    ("mentions", |sources, node, reading| give(&mut sources.mentions, reading.choice(node, MENTIONS))),
];

const MENTIONS: &[(&str, Mentions)] = &[
    ("shown", Mentions::Shown),
    ("assumed", Mentions::Assumed),
    ("off", Mentions::Off),
    ("false", Mentions::Off),
    ("no", Mentions::Off),
];

/// A map of folder and format, or the folder alone.
pub(super) fn daily(node: &Node, reading: &mut Reading<'_>) -> Option<DailyNotes> {
    let mut daily = DailyNotes { folder: String::new(), format: moment::PLAIN.to_owned() };
    match &node.value {
        Value::Map(_) => reading.fill(&mut daily, node, "`daily`", DAILY),
        Value::Null | Value::Text(_) | Value::List(_) => {
            give(&mut daily.folder, reading.folder(node, "a folder of the vault"));
        }
    }
    Some(daily)
}

const DAILY: &[Row<DailyNotes>] = &[
    ("folder", |daily, node, reading| {
        give(&mut daily.folder, reading.folder(node, "a folder of the vault"));
    }),
    ("format", |daily, node, reading| {
        let help = "write a Moment.js format with year, month and day, such as `YYYY-MM-DD` or `YYYY/MM/DD`";
        let read = reading.parsed(node, "a format that tells the day", help, |text| {
            moment::tells_the_day(text).then(|| text.trim_matches('/').to_owned())
        });
        give(&mut daily.format, read);
    }),
];

/// A glob as [`crate::core::config::ignore`] understands it.
pub(super) fn glob(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let help = "write such as `Archive/`, `*.excalidraw.md` or `Work/**/draft-*`";
    reading.parsed(node, "a glob", help, |text| is_glob(text).then(|| text.to_owned()))
}
