//! Reads the text of `followup.yaml` into a typed [`Config`]. Each level of the file lists its keys once, for
//! reading and for printing (see `level`). All errors of the file are reported at once, each with its
//! position. No disk is read: `io` checks where paths lead.

mod calendar;
mod level;
mod notes;
mod outputs;
mod paths;
mod rules;
mod sequences;
#[cfg(test)]
mod tests;
mod values;
mod words;

use super::model::{Config, ContactMarks, Me, SequenceChoice};
use super::shown::{Show, Shown};
use super::tree::{self, Node, Value};
use crate::core::address::Address;
use crate::core::date_text::DateOrder;
use crate::core::day::{is_zone, zone_names};
use crate::core::nearest::nearest;
use crate::core::place::split_ending;
use crate::core::problem::{Problem, arrange};
use crate::core::text::{fold, fold_name, is_control, list_in_ticks};
use crate::core::truth::{is_off, truth};
use level::{Level, Pass, ShownKey, shown_keys};
use sequences::known_name;
use values::{Reading, did_you_mean};

/// Reads the whole file. A file with a problem gives no configuration at all, since half of the settings are
/// not what their writer meant.
pub fn read(text: &str) -> Result<Config, Vec<Problem>> {
    let root = tree::parse(text).map_err(|problem| vec![*problem])?;
    let mut reading = Reading::new(text);
    let mut config = Config::default();
    if root.value != Value::Null {
        reading.order = date_order(&root);
        reading.level(&mut config, &root);
        // These checks need the whole file.
        if let Some(rules) = root.pair("rules") {
            resolve_rule_sequences(rules.node.items(), &mut config, &mut reading);
        }
        check_folders_differ(&root, &config, &mut reading);
    }
    if reading.problems.is_empty() {
        return Ok(config);
    }
    arrange(&mut reading.problems);
    Err(reading.problems)
}

/// Returns all keys of the first level with their values, in the order of the design.
pub(super) fn keys(config: &Config) -> Vec<ShownKey> {
    shown_keys(config)
}

impl Level for Config {
    const NAME: &'static str = "the configuration";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        self.keys_of_notes(pass);
        self.keys_of_plan(pass);
        self.keys_of_outputs(pass);
    }
}

impl Config {
    fn keys_of_notes(&mut self, pass: &mut Pass<'_, '_>) {
        pass.about("Who writes: name, addresses (the first is the sender), text under a message.");
        pass.level("me", &mut self.me);
        pass.about("IANA zone that decides which day is today; null: the machine's.");
        pass.maybe("timezone", &mut self.timezone, timezone);
        pass.about("What makes a note a contact.");
        pass.level("contacts", &mut self.contacts);
        pass.about("Other spellings of keys, listed under the key they stand for.");
        pass.at("fields", &mut self.fields, notes::fields, Show::shown);
        pass.about("What the words of a log line mean (null switches one off); headings with a meaning.");
        pass.at("words", &mut self.words, words::words, words::shown);
        pass.about("What the tiers of other tools mean: priority, cadence.");
        pass.at("tiers", &mut self.tiers, notes::tiers, Show::shown);
        pass.about("Where interactions are read from; mentions: shown, assumed, off.");
        pass.level("sources", &mut self.sources);
        pass.about("The note for quick log lines.");
        pass.key("inbox", &mut self.inbox, inbox);
        pass.about("Daily notes: folder and Moment.js format; null: as Obsidian's settings say.");
        pass.maybe("daily", &mut self.daily, notes::daily);
        pass.about("Globs of notes that are not read.");
        pass.list("ignore", &mut self.ignore, notes::glob);
        pass.about("How to read 02/11/2026: dmy or mdy; null: it is an error.");
        pass.choice("date-order", &mut self.date_order, DATE_ORDERS);
    }

    fn keys_of_plan(&mut self, pass: &mut Pass<'_, '_>) {
        pass.about("Settings for groups of contacts; the first match that gives a setting wins.");
        pass.list("rules", &mut self.rules, rules::rule);
        pass.about("Series of messages after an event (null switches one off); unit: days, business days.");
        pass.at("sequences", &mut self.sequences, sequences::sequences, sequences::shown);
        pass.about("How long an answer may take, or off.");
        pass.key("reply-within", &mut self.reply_within, Reading::interval_or_off);
        pass.about("How long a rest lasts, by the attempts made in it; the last repeats.");
        pass.nonempty_list("re-engage", "an interval", &mut self.re_engage, Reading::interval);
        pass.about("Working days.");
        pass.at("work-week", &mut self.workdays, calendar::work_week, calendar::shown_work_week);
        pass.about("Days off: dates, and at most one .ics file.");
        pass.at("holidays", self, calendar::holidays, calendar::shown_holidays);
        pass.about("Times away, both days included: only promises and dates come up.");
        pass.list("away", &mut self.away, calendar::away);
        pass.about("Cards in Today.");
        pass.key("per-day", &mut self.per_day, |reading, node| reading.amount(node, 1..=1000));
        pass.about("How many days the agenda looks ahead.");
        pass.key("horizon", &mut self.horizon, |reading, node| reading.days(node, 1));
        pass.about("The day you started, or started again.");
        pass.maybe("start", &mut self.start, Reading::date);
        pass.about(
            "Yearly dates: days of grace, 29 February (feb28, mar1), days to prepare by kind or label.",
        );
        pass.level("dates", &mut self.dates);
    }

    fn keys_of_outputs(&mut self, pass: &mut Pass<'_, '_>) {
        pass.about("The published calendar; detail: busy, initials, name, full; overdue: today, keep.");
        pass.level("feed", &mut self.feed);
        pass.about("A weekly block in the feed, or off.");
        pass.at(
            "review",
            &mut self.review,
            |block, node, reading| *block = outputs::review(reading, node),
            |block| block.as_ref().map_or(Shown::text("off"), Show::shown),
        );
        pass.about("Draft messages: formats (eml, md), how many at most, most words in a message.");
        pass.level("drafts", &mut self.drafts);
        pass.about("Most cards on the page.");
        pass.level("page", &mut self.page);
        pass.about("Folder for new notes.");
        pass.key("import-folder", &mut self.import_folder, folder);
        pass.about("Template of new notes; null: the built-in one.");
        pass.maybe("note-template", &mut self.note_template, |reading, node| {
            reading.path(node, "a path of a note")
        });
        pass.about("Name of the vault; null: the folder's.");
        pass.maybe("vault-name", &mut self.vault_name, |reading, node| reading.text(node, "a name"));
        pass.about("Links to notes: obsidian, or a pattern with {path}.");
        pass.key("note-url", &mut self.note_url, outputs::note_url);
        pass.about("Folder of the outputs.");
        pass.key("out", &mut self.out, folder);
        pass.about("Folder of what may be published; null: only with --publish, in publish.");
        pass.maybe("publish", &mut self.publish, publish_folder);
        pass.about("Folder of your own templates.");
        pass.key("templates", &mut self.templates, folder);
        pass.about("A fixed day, for demonstration vaults only.");
        pass.maybe("today", &mut self.today, Reading::date);
    }
}

impl Level for Me {
    const NAME: &'static str = "`me`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.maybe("name", &mut self.name, |reading, node| reading.text(node, "a name"));
        pass.list("email", &mut self.emails, email);
        pass.maybe("signature", &mut self.signature, signature);
    }
}

impl Level for ContactMarks {
    const NAME: &'static str = "`contacts`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.list("folders", &mut self.folders, |reading, node| reading.text(node, "the name of a folder"));
        pass.list("tags", &mut self.tags, tag);
        pass.list("types", &mut self.types, |reading, node| reading.text(node, "a word for people"));
    }
}

const DATE_ORDERS: &[(&str, Option<DateOrder>)] =
    &[("dmy", Some(DateOrder::Dmy)), ("mdy", Some(DateOrder::Mdy))];

/// Returns the `date-order` of the file, which is needed before the first date is read. A wrong one is
/// reported when its key is read.
fn date_order(root: &Node) -> Option<DateOrder> {
    let text = root.pair("date-order")?.node.as_text()?;
    DATE_ORDERS.iter().find(|(name, _)| *name == fold(text))?.1
}

fn folder(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.path(node, "a folder below the vault")
}

/// Reads the path of the inbox, which may be named as in a link, without its ending.
fn inbox(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    if node.as_text().is_some_and(|text| is_off(text) || truth(text).is_some()) {
        let help = "name it with its ending, or write `sources: {inbox: off}` to read none";
        reading.is_not(node, "a path of a note", help);
        return None;
    }
    let mut path = reading.path(node, "a path of a note")?;
    if let Some(linked) = path.strip_prefix("[[").and_then(|path| path.strip_suffix("]]")) {
        path = linked.split(['|', '#']).next().unwrap_or(linked).trim().to_owned();
    }
    Some(if split_ending(&path).is_none() { format!("{path}.md") } else { path })
}

/// Reads the folder of what is published; a word that switches a setting off means that nothing is.
fn publish_folder(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    match node.as_text() {
        Some(text) if is_off(text) => None,
        Some(text) if truth(text) == Some(true) => {
            reading.is_not(node, "a folder below the vault", "name it, as in `publish: publish`");
            None
        }
        _ => folder(reading, node),
    }
}

fn timezone(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    let near = node.as_text().and_then(|text| {
        zone_names().find(|zone| fold(zone) == fold(text)).or_else(|| nearest(text, zone_names()))
    });
    let help = did_you_mean(near, || "write an IANA name such as `Europe/Berlin` or `UTC`".to_owned());
    reading.parsed(node, "a time zone", &help, |text| is_zone(text).then(|| text.to_owned()))
}

/// Reads an address that mail can be sent to.
fn email(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "an e-mail address", "write it as `ada@engine.example`, without a name", |text| {
        Address::is(text).then(|| text.to_owned())
    })
}

/// Reads a text that may have several lines, but no other control characters.
fn signature(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "a text", "write text, after a `|` for several lines", |text| {
        let fits = !text.is_empty() && !text.contains(|letter| letter != '\n' && is_control(letter));
        fits.then(|| text.to_owned())
    })
}

/// Reads a tag, with or without its `#`.
fn tag(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "a tag", "write it without blanks, such as `client` or `work/client`", |text| {
        let name = text.trim_start_matches('#').trim_end_matches('/');
        let fits =
            !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || is_control(letter));
        fits.then(|| name.to_owned())
    })
}

/// Checks that the sequences of rules exist, and writes their names as the sequences do. `none` is one only if
/// it is called so.
fn resolve_rule_sequences(rules: &[Node], config: &mut Config, reading: &mut Reading<'_>) {
    for (rule, node) in config.rules.iter_mut().zip(rules) {
        let Some(SequenceChoice::Named(name)) = &rule.set.sequence else { continue };
        let known = known_name(&config.sequences, name).map(|known| SequenceChoice::Named(known.to_owned()));
        if let Some(choice) = known.or_else(|| is_off(name).then_some(SequenceChoice::Off)) {
            rule.set.sequence = Some(choice);
            continue;
        }
        let Some(pair) = node.pair("set").and_then(|set| set.node.pair("sequence")) else { continue };
        let known: Vec<&str> = config.sequences.keys().map(String::as_str).collect();
        let help = did_you_mean(nearest(name, known.iter().copied()), || match known.is_empty() {
            true => "all of them are switched off".to_owned(),
            false => format!(
                "known sequences: {}, and `none`; one set to `null` is switched off",
                list_in_ticks(&known, "and")
            ),
        });
        reading.is_not(&pair.node, "a sequence", help);
    }
}

/// Reports folders that are given twice. Each needs to be separate: a build may clear the outputs, and
/// templates are not notes.
fn check_folders_differ(root: &Node, config: &Config, reading: &mut Reading<'_>) {
    let folders = [
        ("out", config.out.as_str()),
        ("publish", config.publish_folder()),
        ("templates", &config.templates),
        ("import-folder", &config.import_folder),
    ];
    // Folded, since many disks do not distinguish `Out` from `out`.
    for (place, (key, folder)) in folders.iter().enumerate() {
        for (other, taken) in folders.iter().take(place) {
            if fold_name(folder) != fold_name(taken) {
                continue;
            }
            let pair = root.pair(key).or_else(|| root.pair(other));
            if let Some(pair) = pair.filter(|pair| pair.node.as_text().is_some()) {
                let message = format!("`{key}` and `{other}` are one folder: {folder}");
                reading.wrong(&pair.node, message, "give each a folder of its own");
            }
        }
    }
}
