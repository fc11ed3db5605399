//! A note that is a message, as programs file mail and chats: it is no meeting (design 3.4, 2).

use super::attendees::in_key;
use super::people_list::push_all;
use crate::core::note::facts::Name;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{first_text, texts};
use crate::core::note::front_matter::yaml::Node;
use crate::core::note::kind::words::{is_kind, message_word};
use crate::core::note::log::direction::directions::stated_direction;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meeting::has_attendees;
use crate::core::text::{folded, lower};

/// What the keys of such a note say.
pub(in crate::core::note) struct MessageNote {
    /// A word of the table for the way of contact.
    pub(super) word: &'static str,
    /// Who sent it, if that is certain.
    pub(super) direction: Option<Direction>,
    /// Who wrote or got it.
    pub(super) names: Vec<Name>,
}

impl MessageNote {
    /// Reads the keys. `None` if the note is no message, or names nobody.
    pub(in crate::core::note) fn of(fields: &Fields<'_>) -> Option<MessageNote> {
        let (from, to) = (node(fields, "from"), node(fields, "to"));
        let names_somebody = fields.has(Key::Attendees) || from.is_some() || to.is_some();
        if !names_somebody || has_attendees(fields) || is_kind(fields, "meeting") {
            return None;
        }
        let word = message_word(fields)?;
        let (mut from, to) = (people(from), people(to));
        let is_linked = |people: &[Name]| people.iter().any(|name| name.linked);
        let is_open = is_linked(&from) == is_linked(&to);
        let (direction, names) = if (is_open && to.is_empty()) || (!is_open && is_linked(&from)) {
            (Some(Direction::In).filter(|_| !from.is_empty()), from)
        } else if from.is_empty() || !is_open {
            (Some(Direction::Out), to)
        } else {
            from.extend(to);
            (None, from)
        };
        let stated =
            node(fields, "direction").and_then(first_text).and_then(|found| stated_direction(found.value));
        let names = if names.is_empty() { in_key(fields) } else { names };
        (!names.is_empty()).then_some(MessageNote { word, direction: stated.or(direction), names })
    }
}

/// Returns the subject of a message.
pub(super) fn subject<'f>(fields: &'f Fields<'_>) -> Option<&'f str> {
    node(fields, "subject").and_then(first_text).map(|found| found.value)
}

fn node<'f, 'a>(fields: &'f Fields<'a>, key: &str) -> Option<&'f Node<'a>> {
    let found = fields.unknown.iter().find(|pair| pair.key.len() == key.len() && folded(&pair.key) == key);
    found.map(|pair| &pair.node)
}

/// Returns the people in a key other than the user.
fn people(node: Option<&Node<'_>>) -> Vec<Name> {
    let mut names = Vec::new();
    for found in node.into_iter().flat_map(texts) {
        push_all(found.value, found.spot, &mut names);
    }
    names.retain(|name| name.linked || !matches!(&*lower(&name.target), "me" | "myself" | "i"));
    names
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;

    #[track_caller]
    fn case(keys: &str, expected: &[&str]) {
        let text = format!("---\n{keys}\n---\nx\n");
        for path in ["People/ada/2026-11-02 Roof.md", "Mail/2026-11-02 Roof.md"] {
            let note = note(path, &text);
            let shown = note.entries.iter().map(|entry| {
                let names: Vec<&str> = entry.names.iter().map(|name| &*name.target).collect();
                let topic = entry.text.as_deref().unwrap_or("-");
                format!("{} {:?} {} {topic}", entry.day, entry.said.reading, names.join("+"))
            });
            assert_eq!(shown.collect::<Vec<_>>(), expected, "{path} {keys}");
        }
    }

    #[test]
    fn a_message_is_no_meeting() {
        let assumed = &["2026-11-02 Assumed Ada Roof"];
        case("tags: [email]\nservice: email\npeople: [\"[[Ada]]\"]", assumed);
        case("type: letter\npeople: Ada", assumed);
        case("service: WhatsApp\nwith: Ada", assumed);
        case("type: email\npeople: Ada\ndirection: inbound", &["2026-11-02 Clear(In, Some(Email)) Ada Roof"]);
        case("type: message\npeople: Ada\ndirection: out", &["2026-11-02 Clear(Out, Some(Text)) Ada Roof"]);
        case(
            "type: email\nfrom: \"[[Ada]]\"\nto: me@x.example",
            &["2026-11-02 Clear(In, Some(Email)) Ada Roof"],
        );
        case("type: email\nfrom: me\nto: Ada", &["2026-11-02 Clear(Out, Some(Email)) Ada Roof"]);
        case("type: letter\nto: [[Ada]]", &["2026-11-02 Clear(Out, Some(Letter)) Ada Roof"]);
        case(
            "type: email\nfrom: ada@x.example\nto: me@x.example",
            &["2026-11-02 Assumed ada@x.example+me@x.example Roof"],
        );
        case(
            "type: email\nfrom: \"[[Ada]]\"\nsubject: \"Re: dog\"",
            &["2026-11-02 Clear(In, Some(Email)) Ada Re: dog"],
        );
    }

    #[test]
    fn other_notes_are_read_as_before() {
        let meeting = &["2026-11-02 Clear(Both, Some(Meeting)) Ada Roof"];
        case("tags: [work]\npeople: [\"[[Ada]]\"]", meeting);
        case("tags: [email]\nattendees: Ada", meeting);
        case("type: chat\npeople: Ada", meeting);
        case("tags: [work, message]\nwith: Ada", meeting);
        case("type: meeting\ntags: [email]\npeople: Ada", meeting);
        case("type: trip\nfrom: Rome\nto: Paris", &[]);
        case("type: email", &[]);
        case("type: photo\npeople: Ada", &[]);
    }
}
