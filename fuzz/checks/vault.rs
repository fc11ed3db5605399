//! The vault in memory that all checks use: the default configuration and a fixed day. Every note that is
//! read is also checked for places outside its file.

use followup::core::config::model::Config;
use followup::core::config::obsidian::VaultSettings;
use followup::core::day::Day;
use followup::core::note::facts::NoteFacts;
use followup::core::note::front_matter::split::decode;
use followup::core::note::read::{Reader, read_note};
use followup::core::place::{NotePath, Spot};
use std::sync::OnceLock;

/// The path of the note that inputs are read as, where one is enough.
pub const ADA: &str = "People/Ada.md";

/// The day of every check: a Tuesday.
pub fn today() -> Day {
    Day::from_iso("2026-11-24").expect("a day of the calendar")
}

/// The default configuration, made once.
pub fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(Config::default)
}

/// Obsidian's settings of a vault that has none.
pub fn settings() -> &'static VaultSettings {
    static SETTINGS: OnceLock<VaultSettings> = OnceLock::new();
    SETTINGS.get_or_init(VaultSettings::default)
}

/// A reader with these settings; made once, since it prepares tables of words.
pub fn reader() -> &'static Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    READER.get_or_init(|| Reader::new(config(), settings(), today()))
}

/// A reader that keeps the text of every entry.
pub fn whole_reader() -> &'static Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    READER.get_or_init(|| Reader::new(config(), settings(), today()).keeping_texts())
}

/// Reads a note, and checks that its facts point into it.
pub fn read(path: &str, bytes: &[u8]) -> NoteFacts {
    let facts = read_note(reader(), &NotePath::new(path), bytes);
    points_into(&facts, bytes);
    facts
}

/// Checks that every place is inside the file: a line that exists, and a column in it or just after its end;
/// and that every problem says what to do.
pub fn points_into(facts: &NoteFacts, bytes: &[u8]) {
    let text = decode(bytes).map(|(text, _)| text.into_owned()).unwrap_or_default();
    let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    let inside = |spot: Spot, what: &str| {
        let length = (spot.line as usize).checked_sub(1).and_then(|place| lines.get(place));
        let fits = length.is_some_and(|length| (1..=length + 1).contains(&(spot.column as usize)));
        assert!(fits, "{what} stands at {spot:?}, outside of the note\n{text}");
    };
    for entry in &facts.entries {
        inside(entry.spot, "an entry");
        entry.names.iter().for_each(|name| inside(name.spot, "a name of an entry"));
    }
    for task in &facts.tasks {
        inside(task.spot, "a task");
        task.names.iter().for_each(|name| inside(name.spot, "a name of a task"));
    }
    if let Some(contact) = &facts.contact {
        contact.emails.iter().for_each(|found| inside(found.spot, "an address"));
        contact.rare.dates.iter().for_each(|found| inside(found.spot, "a date"));
        contact.hooks.iter().for_each(|found| inside(found.spot, "a hook"));
        contact.rare.events.iter().for_each(|found| inside(found.spot, "an event"));
        contact.setting_spots.iter().for_each(|(_, spot)| inside(*spot, "a setting"));
        contact.birthday.iter().for_each(|found| inside(found.spot, "a birthday"));
        contact.rare.next.iter().for_each(|found| inside(found.spot, "a next step"));
        contact.rare.snooze.iter().for_each(|found| inside(found.spot, "a snooze"));
    }
    for problem in &facts.problems {
        problem.spot.iter().for_each(|spot| inside(*spot, problem.code.name()));
        assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
        assert!(!problem.message.contains('\n') && !problem.help.contains('\n'), "{problem:?}");
    }
}
