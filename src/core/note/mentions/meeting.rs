//! A meeting note as one interaction with everybody it names (design 3.4, 2).

use super::message_note::{MessageNote, subject};
use super::{MentionReader, attendees};
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::{links, urls};
use crate::core::note::body::{Body, Line};
use crate::core::note::channel::Channel;
use crate::core::note::facts::{Entry, Name, Reading, Said, Shared, Source};
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::tags;
use crate::core::note::log::entries::entry_labels::head_of;
use crate::core::note::log::line::reading::read_alone;
use crate::core::note::log::line::topic::kept;
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::place::Spot;
use crate::core::text::lower;

/// Returns what the text of a meeting note links, except in tasks and sections about what is still to be done: it was shown
/// to everybody who was there.
pub(in crate::core::note) fn shared_in(body: &Body<'_>, purposes: &Purposes) -> Shared {
    let (mut addresses, mut targets) = (Vec::new(), Vec::new());
    let is_said = |line: &&Line<'_>| {
        line.marks.hold(LineMarks::LINKS)
            && !line.kind.is_pending()
            && !purposes.holds(line.section, Purpose::NextSteps)
    };
    for line in body.lines.iter().filter(is_said) {
        addresses.extend(urls(&line.text).map(Box::from));
        targets.extend(
            links(&line.text).into_iter().filter(|link| !link.outside).map(|link| link.target.into()),
        );
    }
    Shared { addresses: addresses.into(), targets: targets.into() }
}

impl MentionReader<'_, '_> {
    /// Returns the interaction of a meeting note: clear, `both`, with everybody it names; `Cancelled` if its
    /// status says so. All hashtags with a meaning, from its `tags` and from the lines for which `is_own`
    /// holds, apply to everybody.
    pub fn meeting(
        &mut self,
        fields: &Fields,
        (body, is_own): (&Body<'_>, impl Fn(&Line<'_>) -> bool),
        day: Day,
        topic: &str,
    ) -> Entry {
        let message = MessageNote::of(fields);
        let said = match &message {
            Some(message) => self.message_reading(message),
            None => Said { reading: self.meeting_reading(fields, topic), attempt: None, meal: None },
        };
        let topic = if message.is_some() { subject(fields).unwrap_or(topic) } else { topic };
        let named = message.map_or_else(|| attendees::in_key(fields), |message| message.names);
        let names = if named.is_empty() { attendees::listed(body) } else { named };
        let names = if names.is_empty() && !fields.has(Key::Attendees) {
            attendees::otherwise(fields, body)
        } else {
            names
        };
        let mut tags: Vec<String> = fields.nodes(Key::Tags).flat_map(tags).map(str::to_lowercase).collect();
        for line in &body.lines {
            if line.marks.hold(LineMarks::HASH) && is_own(line) {
                tags.extend(plain(&line.text).hashtags);
            }
        }
        Entry {
            day,
            spot: names.first().map_or(Spot::new(1, 1), |name: &Name| name.spot),
            source: Source::Meeting,
            said,
            text: kept(topic),
            hashtags: self.reader.hashtags.meant(&tags),
            names: names.into(),
        }
    }

    /// Reads a message as a line of a log; where it is not clear who sent it, it is assumed.
    fn message_reading(&self, message: &MessageNote) -> Said {
        let table = self.reader.words();
        let head = match message.direction {
            Some(direction) => format!("{}:", head_of(message.word, Some(direction), table)),
            None => String::new(),
        };
        read_alone(&head, table).said(table)
    }

    /// Reads `status: cancelled` with the words of the log, or `Cancelled - Kick-off` in the name.
    fn meeting_reading(&self, fields: &Fields, topic: &str) -> Reading {
        let (first, rest) = topic.split_once([' ', ':', '-', '_']).unwrap_or((topic, ""));
        if !rest.starts_with(char::is_alphanumeric)
            && self.reader.words().exactly(&lower(first)) == Some(Meaning::Cancelled)
        {
            return Reading::Cancelled;
        }
        let status = fields.text(Key::Status).map(|found| plain(found.value).text.into_owned());
        let reading = status.map(|status| read_alone(&status, self.reader.words()).reading);
        match reading {
            Some(Reading::Cancelled) => Reading::Cancelled,
            _ => Reading::Clear(Direction::Both, Some(Channel::Meeting)),
        }
    }
}
