//! Where the text of a note says what the note itself is: in fields and labels that stand for themselves, before
//! the first section. What stands behind other words of an item, or below one, is said of that item (design 3.1, 3.4).

use super::body::{Body, Line, LineKind};
use super::fields::keys::{Key, KeyTable};
use super::fields::owner::is_field;
use super::front_matter::yaml::Pair;
use super::meeting::means_attendees;

/// Lines above one among which its item is looked for: more would cost their product.
const MOST_ABOVE: usize = 200;

/// How much of the text of a note may say what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a folder of contacts, where a section is part of what is told of somebody.
    AmongContacts,
    /// A daily note, whose items are what happened on the day.
    Daily,
    /// Anywhere else.
    Elsewhere,
}

/// Whether a pair of the body is the note's word about itself, if it has a key by which a note says what it is. Other
/// keys are not judged here.
pub(super) fn is_own(
    key: Key,
    pair: &Pair<'_>,
    (body, table): (&Body<'_>, &KeyTable),
    place: impl FnOnce() -> Place,
) -> bool {
    if !matches!(key, Key::Kind | Key::Categories | Key::Attendees | Key::Date) {
        return true;
    }
    let number = pair.key_spot.line;
    let at = body.lines.partition_point(|line| line.spot.line < number);
    let Some(line) = body.lines.get(at).filter(|line| line.spot.line == number) else { return true };
    let place = place();
    // `with` and `people` are said of much else.
    let is_sure = key == Key::Attendees && means_attendees(&pair.key);
    let is_said_of_all = match key {
        Key::Attendees => is_alone(line) && !(place == Place::Daily && is_in_item(line) && !is_sure),
        // A sentence of the text speaks of the note as a whole: `A book (type:: book) by [[Ada]].`
        Key::Kind => is_alone(line) || matches!(line.kind, LineKind::Text(0) | LineKind::Heading(1)),
        _ => is_alone(line),
    };
    let needs_head = match place {
        Place::AmongContacts => true,
        Place::Daily => !is_sure,
        Place::Elsewhere => key == Key::Attendees && !is_sure,
    };
    is_said_of_all && is_outermost(body, at, line, table) && (!needs_head || body.is_in_head(line))
}

fn is_in_item(line: &Line<'_>) -> bool {
    match line.kind {
        LineKind::Item(..) => true,
        LineKind::Text(depth) => depth > 0,
        LineKind::Heading(_) | LineKind::Row => false,
    }
}

/// Whether nothing but fields, or one that the line begins with, stands in a line.
fn is_alone(line: &Line<'_>) -> bool {
    let begins_with_bracket = line.text.trim_start().starts_with(['[', '(']);
    match line.kind {
        LineKind::Heading(_) => false,
        LineKind::Row => true,
        // Without brackets a field, as a label, is all of its line.
        LineKind::Item(..) | LineKind::Text(_) => {
            !has_brackets_with_field(&line.text) || begins_with_bracket && !has_words_outside(&line.text)
        }
    }
}

/// Whether a line holds a field in brackets: then there is none without.
fn has_brackets_with_field(text: &str) -> bool {
    let mut groups = text.split(['[', '(']).skip(1);
    groups.any(|group| group.split([']', ')', '[', '(']).next().is_some_and(|inner| inner.contains("::")))
}

/// Whether there are words outside of all brackets.
fn has_words_outside(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|letter| {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter.is_alphanumeric()
    })
}

/// Whether a line stands in no list, or is an outermost item, or goes on with one that is only a field, as the
/// properties of a page do.
fn is_outermost(body: &Body<'_>, at: usize, line: &Line<'_>, table: &KeyTable) -> bool {
    let mut above = body.lines.get(..at).unwrap_or_default().iter().rev().take(MOST_ABOVE);
    match line.kind {
        LineKind::Text(0) | LineKind::Row | LineKind::Heading(_) => true,
        LineKind::Item(depth, _) => depth == 1,
        LineKind::Text(depth) => {
            let item = above.find(|line| !matches!(line.kind, LineKind::Text(1..)));
            depth == 1
                && item.is_some_and(|item| matches!(item.kind, LineKind::Item(..)) && is_field(item, table))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::fields::fallback;

    /// The keys of a text that are the note's own word.
    fn own(text: &str, place: Place) -> Vec<String> {
        let table = KeyTable::new(&std::collections::BTreeMap::new());
        let body = body::read(text, 1);
        let pairs = fallback::read(&body, &table, None, &|| vec!["Ada".to_owned()]).pairs;
        let is_own = |pair: &&Pair<'_>| {
            table.find(&pair.key).is_some_and(|(key, _)| is_own(key, pair, (&body, &table), || place))
        };
        pairs.iter().filter(is_own).map(|pair| pair.key.to_string()).collect()
    }

    #[track_caller]
    fn case(text: &str, everywhere: &[&str], among_contacts: &[&str]) {
        assert_eq!(own(text, Place::Elsewhere), everywhere, "{text}");
        assert_eq!(own(text, Place::AmongContacts), among_contacts, "{text}, among contacts");
    }

    #[test]
    fn fields_that_stand_for_themselves_are_the_notes_own() {
        for text in ["type:: book", "# X\ntype:: book", "**Type:** book", "- type:: book", "[type:: book]"] {
            let key = if text.starts_with("**") { "Type" } else { "type" };
            case(text, &[key], &[key]);
        }
        case("- type:: book\n  with:: [[Ada]]", &["type", "with"], &["type", "with"]);
        case("- **Org:** Acme\n  type:: person", &["Org", "type"], &["Org", "type"]);
        case("- [org:: Acme] in Ulm\n  type:: person", &["org", "type"], &["org", "type"]);
        case("[with:: [[Ada]]] [date:: 2026-11-02]", &["with", "date"], &["with", "date"]);
        case("A book (type:: book) by [[Ada]].", &["type"], &["type"]);
    }

    #[test]
    fn what_an_item_says_is_its_own() {
        case("- The Mill (type:: book)", &[], &[]);
        case("- lunch [with:: [[Ada]]]", &[], &[]);
        case("Lunch (with:: [[Ada]]) in Rome", &[], &[]);
        case("We launch on (date:: 2026-11-20) if all goes well", &[], &[]);
        case("- Cafe\n    - type:: place", &[], &[]);
        case("- [[Ada]]\n  type:: person", &[], &[]);
        case("- trip (date:: 2026-11-02)", &[], &[]);
        case("- Ada\n  birthday:: 04-27", &["birthday"], &["birthday"]);
    }

    #[test]
    fn a_section_speaks_of_a_note_that_lies_among_no_contacts() {
        case("## Info\ntype:: book\nattendees:: [[Ada]]", &["type", "attendees"], &[]);
        case("## Rome\nwith:: [[Ada]]", &[], &[]);
        case("## Rome (type:: place)", &[], &[]);
    }

    #[test]
    fn the_items_of_a_daily_note_say_what_happened() {
        assert_eq!(own("- with:: [[Ada]]\n\npeople:: [[Ben]]", Place::Daily), ["people"]);
        assert_eq!(own("## Log\nwith:: [[Ada]]", Place::Daily), Vec::<String>::new());
        assert_eq!(own("- Attendees: [[Ada]]", Place::Daily), ["Attendees"]);
        assert_eq!(own("- lunch (attendees:: [[Ada]])", Place::Daily), Vec::<String>::new());
    }
}
