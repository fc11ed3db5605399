//! From the text of `followup.yaml` to the typed [`Config`]. Every level is a
//! table of rows, a key with what it does; every error of the file is told at
//! once, with its place. Reads no disk: what a path leads to is `io`'s to check.

mod calendar;
mod checks;
mod notes;
mod outputs;
mod paths;
mod rules;
mod sequences;
#[cfg(test)]
mod tests;
mod values;
mod words;

use super::model::{Config, ContactMarks, Me};
use super::tree::{self, Node, Value};
use crate::core::address::Address;
use crate::core::date_text::DateOrder;
use crate::core::day::{is_zone, zone_names};
use crate::core::nearest::nearest;
use crate::core::problem::{Problem, arrange};
use crate::core::text::{fold, is_control};
use values::{Reading, Row, give};

pub(super) use calendar::WEEKDAYS;
pub(super) use outputs::{DETAILS, OVERDUE};

/// Reads the whole file. With one problem or more there is no configuration:
/// half of what somebody wrote is not what they meant.
pub fn read(text: &str) -> Result<Config, Vec<Problem>> {
    let root = tree::parse(text).map_err(|problem| vec![*problem])?;
    let mut reading = Reading::new(text);
    let mut config = Config::default();
    if root.value != Value::Null {
        reading.order = date_order(&root);
        reading.fill(&mut config, &root, "the configuration", KEYS);
        checks::check(&root, &mut config, &mut reading);
    }
    if reading.problems.is_empty() {
        return Ok(config);
    }
    arrange(&mut reading.problems);
    Err(reading.problems)
}

/// The names of all keys of the first level, in the order of the design.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}

const KEYS: &[Row<Config>] = &[
    ("me", |config, node, reading| reading.fill(&mut config.me, node, "`me`", ME)),
    ("timezone", |config, node, reading| config.timezone = timezone(node, reading)),
    ("contacts", |config, node, reading| reading.fill(&mut config.contacts, node, "`contacts`", CONTACTS)),
    ("fields", notes::fields),
    ("words", words::words),
    ("tiers", notes::tiers),
    ("sources", |config, node, reading| {
        reading.fill(&mut config.sources, node, "`sources`", notes::SOURCES);
    }),
    ("inbox", |config, node, reading| give(&mut config.inbox, reading.path(node, "a path of a note"))),
    ("daily", |config, node, reading| config.daily = notes::daily(node, reading)),
    ("ignore", |config, node, reading| config.ignore = reading.list(node, notes::glob)),
    ("date-order", |config, node, reading| config.date_order = reading.choice(node, DATE_ORDERS)),
    ("rules", |config, node, reading| config.rules = rules::rules(node, reading)),
    ("sequences", sequences::sequences),
    ("reply-within", |config, node, reading| {
        give(&mut config.reply_within, rules::reply_within(node, reading))
    }),
    ("re-engage", |config, node, reading| {
        config.re_engage = reading.some(node, "an interval", Reading::interval);
    }),
    ("work-week", calendar::work_week),
    ("holidays", calendar::holidays),
    ("away", |config, node, reading| config.away = reading.list(node, calendar::away)),
    ("per-day", |config, node, reading| give(&mut config.per_day, reading.amount(node, 1..=1000))),
    ("horizon", |config, node, reading| give(&mut config.horizon, reading.days(node, 1))),
    ("start", |config, node, reading| config.start = reading.date(node)),
    ("dates", |config, node, reading| reading.fill(&mut config.dates, node, "`dates`", calendar::DATES)),
    ("feed", |config, node, reading| reading.fill(&mut config.feed, node, "`feed`", outputs::FEED)),
    ("review", |config, node, reading| config.review = outputs::review(node, reading)),
    ("drafts", |config, node, reading| reading.fill(&mut config.drafts, node, "`drafts`", outputs::DRAFTS)),
    ("page", |config, node, reading| reading.fill(config, node, "`page`", outputs::PAGE)),
    ("import-folder", |config, node, reading| {
        give(&mut config.import_folder, reading.path(node, "a folder below the vault"));
    }),
    ("note-template", |config, node, reading| {
        config.note_template = reading.path(node, "a path of a note");
    }),
    ("vault-name", |config, node, reading| config.vault_name = reading.text(node, "a name")),
    ("note-url", |config, node, reading| give(&mut config.note_url, outputs::note_url(node, reading))),
    ("out", |config, node, reading| give(&mut config.out, reading.path(node, FOLDER))),
    ("publish", |config, node, reading| {
        give(&mut config.publish, reading.path(node, FOLDER));
        config.publish_asked = true;
    }),
    ("templates", |config, node, reading| give(&mut config.templates, reading.path(node, FOLDER))),
    ("today", |config, node, reading| config.today = reading.date(node)),
];

const FOLDER: &str = "a folder below the vault";

const ME: &[Row<Me>] = &[
    ("name", |me, node, reading| me.name = reading.text(node, "a name")),
    ("email", |me, node, reading| me.emails = reading.list(node, email)),
    ("signature", |me, node, reading| me.signature = signature(node, reading)),
];

const CONTACTS: &[Row<ContactMarks>] = &[
    ("folders", |marks, node, reading| marks.folders = reading.texts(node, "the name of a folder")),
    ("tags", |marks, node, reading| marks.tags = reading.list(node, tag)),
    ("types", |marks, node, reading| marks.types = reading.texts(node, "a word for people")),
];

const DATE_ORDERS: &[(&str, DateOrder)] = &[("dmy", DateOrder::Dmy), ("mdy", DateOrder::Mdy)];

/// The file's own order, before any date of it is read; a wrong one is told by its row.
fn date_order(root: &Node) -> Option<DateOrder> {
    let text = root.pair("date-order")?.node.as_text()?;
    DATE_ORDERS.iter().find(|(name, _)| *name == fold(text)).map(|(_, order)| *order)
}

fn timezone(node: &Node, reading: &mut Reading<'_>) -> Option<String> {
    let near = node.as_text().and_then(|text| {
        zone_names().find(|zone| fold(zone) == fold(text)).or_else(|| nearest(text, zone_names()))
    });
    let help = match near {
        Some(zone) => format!("did you mean `{zone}`?"),
        None => "write an IANA name such as `Europe/Berlin` or `UTC`".to_owned(),
    };
    reading.parsed(node, "a time zone", &help, |text| is_zone(text).then(|| text.to_owned()))
}

/// An address that a mail can be sent to.
fn email(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "an e-mail address", "write it as `ada@engine.example`, without a name", |text| {
        Address::is(text).then(|| text.to_owned())
    })
}

/// Several lines are fine, other control characters are not.
fn signature(node: &Node, reading: &mut Reading<'_>) -> Option<String> {
    reading.parsed(node, "a text", "write text, after a `|` for several lines", |text| {
        let fits = !text.is_empty() && !text.contains(|letter| letter != '\n' && is_control(letter));
        fits.then(|| text.to_owned())
    })
}

/// A tag without its `#`.
fn tag(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "a tag", "write it without blanks, such as `client` or `work/client`", |text| {
        let name = text.trim_start_matches('#').trim_end_matches('/');
        let fits =
            !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || is_control(letter));
        fits.then(|| name.to_owned())
    })
}
