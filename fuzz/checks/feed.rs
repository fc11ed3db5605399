//! Makes calendars with the lines of the input as the texts of a contact: name, label, hook, task, topic,
//! next step, organisation, and name of the calendar. They are put into the facts directly, without what
//! reading a note would change.

use super::calendar::is_sound;
use super::vault::{ADA, config, reader, today};
use followup::core::compile::compile;
use followup::core::config::model::Config;
use followup::core::config::outputs::{Detail, ReviewBlock};
use followup::core::note::facts::{Next, NoteFacts};
use followup::core::note::read::read_note;
use followup::core::output::{Publish, feeds};
use followup::core::place::NotePath;

const NOTE: &str = "---\ntype: person\nemail: ada@engine.example\ncadence: 2 weeks\nbirthday: 1990-11-26\ndates: {wedding: 2001-12-01}\nnext: 2026-11-25 call\n---\n## Hooks\n\n- vinyl\n\n## Log\n\n- 2026-11-23 email in: the plan\n- [ ] send it 📅 2026-11-26\n";

/// Checks that the calendars of every detail level read back, and that no text of the contact ends its own
/// line.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n').map(|line| line.replace("\\n", "\n").replace("\\r", "\r"));
    let mut next = || lines.next().unwrap_or_default();
    let facts = contact(&mut next);
    let mut config = Config::clone(config());
    config.feed.name = Some(next()).filter(|name| !name.is_empty());
    config.feed.file = Some("published.ics".to_owned());
    config.feed.alarm = Some(15);
    config.review = Some(ReviewBlock { weekday: 4, at: (16, 0), minutes: 30 });
    let compiled = compile(vec![facts], &config, today(), "vault");
    for detail in [Detail::Full, Detail::Name, Detail::Initials, Detail::Busy] {
        config.feed.detail = detail;
        let outputs = feeds(&compiled, &config, Publish::Wanted);
        assert!(outputs.faults.is_empty(), "{:?}", outputs.faults);
        let calendars: Vec<_> = outputs.files.iter().filter(|file| file.path.ends_with(".ics")).collect();
        assert_eq!(calendars.len(), 2);
        calendars.iter().for_each(|file| is_sound(&file.bytes));
    }
}

/// Returns the facts of a note with the texts of the input.
fn contact(next: &mut impl FnMut() -> String) -> NoteFacts {
    let mut facts = read_note(reader(), &NotePath::new(ADA), NOTE.as_bytes());
    let contact = facts.contact.as_mut().expect("the note is a contact's");
    contact.name = next().into();
    contact.rare.dates.iter_mut().for_each(|date| date.label = next().into());
    contact.hooks.iter_mut().for_each(|hook| hook.text = next().into());
    facts.tasks.iter_mut().for_each(|task| task.text = next().into());
    facts.entries.iter_mut().for_each(|entry| entry.text = Some(next().into()));
    let contact = facts.contact.as_mut().expect("the note is a contact's");
    if let Some(found) = &mut contact.rare.next
        && let Next::On(_, text) = &mut found.value
    {
        *text = Some(next().into());
    }
    contact.org = Some(next().into());
    facts
}
