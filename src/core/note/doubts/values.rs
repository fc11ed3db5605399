//! Reports values that were probably meant differently: keys that are nearly known, values that YAML takes
//! for comments, and fields in an item about something else.

use crate::core::date_text::{DateOrder, leading, read_date};
use crate::core::interval::Cadence;
use crate::core::note::doubts::unread_labels::is_value;
use crate::core::note::facts::Reading;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::{Fields, name, values};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::note::log::line::reading::read_text;
use crate::core::note::mentions::interactions::is_log;
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::folded;

/// Reports unknown keys that are close to a known one, and those that hold the lines of a log.
pub(in crate::core::note) fn report_near_misses(
    fields: &Fields<'_>,
    reader: &Reader<'_>,
    report: &mut Report<'_>,
) {
    for pair in fields.unknown.iter().filter(|pair| !is_log(pair)) {
        let log = || holds_log(&pair.node, reader).then(|| name(Key::Interactions));
        let touch = || Some(name(key_of_touch(pair, reader.order()).filter(|key| !fields.has(*key))?));
        if let Some(near) = reader.keys.nearest(&pair.key).or_else(log).or_else(touch) {
            let said = words(
                format!("key `{}` is not known", pair.key.trim()),
                format!("did you mean `{near}`?"),
                "the key is ignored",
            );
            report.at(Code::UnknownKey, pair.key_spot, &pair.key, said);
        }
    }
}

/// Words for contact, folded, in keys that tell when there was or will be some: `last_outreach`, `next conversation`.
const WAYS: [&str; 34] = [
    "1on1", "activity", "call", "catchup", "chat", "coffee", "communication", "connect", "connected",
    "connection", "contact", "conversation", "correspondence", "dm", "email", "emailed", "engagement",
    "hangout", "interaction", "lunch", "meeting", "message", "messaged", "oneonone", "outreach", "phoned",
    "reachedout", "reachout", "reply", "talk", "texted", "touch", "touchbase", "touchpoint",
];

/// Returns the key of which an unknown one may be another spelling: `last…` or `next…` with a word for contact and one date,
/// or such a word with `frequency` and an interval.
fn key_of_touch(pair: &Pair<'_>, order: Option<DateOrder>) -> Option<Key> {
    let key = folded(&pair.key);
    let has_way = |words: &str| {
        let forms = ["date", "at", "on", "s", ""].iter().filter_map(|end| words.strip_suffix(end));
        forms.into_iter().any(|words| WAYS.contains(&words))
    };
    let begins =
        |start: &str| key.strip_prefix("date").unwrap_or(&key).strip_prefix(start).is_some_and(has_way);
    let ends = |end: &&str| key.strip_suffix(*end).is_some_and(has_way);
    let value = || values::text(&pair.node).map(|found| found.value.trim());
    let is_date = || value().is_some_and(|value| read_date(value, order).is_ok());
    let is_interval = || value().is_some_and(|value| matches!(Cadence::read(value), Ok(Cadence::Every(..))));
    if begins("last") {
        is_date().then_some(Key::LastContact)
    } else if begins("next") {
        is_date().then_some(Key::Next)
    } else if key == "stayintouch" || ["frequency", "interval", "cadence", "rhythm"].iter().any(ends) {
        is_interval().then_some(Key::Cadence)
    } else {
        None
    }
}

/// Whether a value is a list that begins with a line of a log: `2026-11-02 call`.
fn holds_log(node: &Node<'_>, reader: &Reader<'_>) -> bool {
    let Value::List(items) = &node.value else { return false };
    let first = items.first().and_then(values::text).map_or("", |found| found.value);
    let date = leading(first, reader.order()).filter(|date| date.day.is_ok());
    let words = date.and_then(|date| first.get(date.length..));
    words.is_some_and(|words| read_text(words, reader.words()) != Reading::Assumed)
}

/// Reports a field that was ignored because its item is about something else, if it may be the contact's
/// after all. Only one is reported: the first `do-not-contact`, else the first of all. Keys that the note
/// also gives elsewhere are skipped, except for other e-mail addresses.
pub(in crate::core::note) fn report_set_aside(
    fields: &Fields<'_>,
    order: Option<DateOrder>,
    report: &mut Report<'_>,
) {
    let mut doubtful = fields.set_aside.iter().filter_map(|(key, pair)| {
        let found = values::first_text(&pair.node)?;
        let is_said = match key {
            Key::Email => fields.texts(*key).any(|said| said.value == found.value.trim()),
            _ => fields.has(*key),
        };
        (!is_said && is_value(*key, found.value.trim(), order)).then_some((*key, pair, found))
    });
    let is_refusal = |(key, ..): &(Key, _, _)| *key == Key::DoNotContact;
    let Some((key, pair, found)) = doubtful.clone().find(is_refusal).or_else(|| doubtful.next()) else {
        return;
    };
    let ours = name(key);
    let others = match fields.set_aside.len() {
        ..=1 => String::new(),
        2 => ", as is another".to_owned(),
        several => format!(", as are {} more", several - 1),
    };
    let said = words(
        format!("`{}` is in an item that may be about something else{others}", pair.key.trim()),
        format!("if it is the contact's, write `{ours}: {}` into the front matter", found.value.trim()),
        "it is not read as the contact's",
    );
    report.at(Code::UnclearOwner, pair.key_spot, "", said);
}

/// Reports values such as `tags: #friend`, which count but should be quoted. Only lines above `body_line` are
/// YAML; `tags:: #friend` in the text is correct.
pub(in crate::core::note) fn report_commented_values(
    fields: &Fields<'_>,
    body_line: usize,
    report: &mut Report<'_>,
) {
    // A quoted value begins with its quote in the source, so YAML took a bare `#` for a comment.
    let is_meant =
        |found: &Found<&str>| found.value.starts_with('#') && (found.spot.line as usize) < body_line;
    for (key, found) in fields.all_texts().filter(|(_, found)| is_meant(found)) {
        let Some(line) = report.line(found.spot.line).filter(|line| is_bare(line, found.value)) else {
            continue;
        };
        let said = words(
            format!("YAML reads {} as a comment", quoted(found.value)),
            format!("put quotes round it: `{}: \"{}\"`", name(key), found.value),
            "it is read as the value",
        );
        let before = line.split_once(found.value).map_or("", |(before, _)| before);
        let spot = Spot::new(found.spot.line as usize, before.chars().count() + 1);
        report.at(Code::CommentedValue, spot, found.value, said);
    }
}

/// Whether a value is on its line without quotes.
fn is_bare(line: &str, value: &str) -> bool {
    line.find(value).is_some_and(|at| {
        let before = line.get(..at).unwrap_or_default().trim_end();
        before.ends_with([':', '-'])
    })
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;

    #[test]
    fn keys_that_tell_when_there_was_contact_are_told() {
        #[track_caller]
        fn case(pair: &str, near: &str) {
            let problems = note("People/Ada.md", &format!("---\n{pair}\n---\n")).problems;
            let help: Vec<&str> = problems.iter().map(|problem| problem.help.as_str()).collect();
            assert_eq!(help, [format!("did you mean `{near}`?")], "{pair}");
        }
        case("last_outreach: 2026-10-01", "last-contact");
        case("Last Activity: 1 October 2026", "last-contact");
        case("lastConversation: 2026-10-01", "last-contact");
        case("date_last_messaged: 2026-10-01", "last-contact");
        case("last_touchpoint_date: 2026-10-01", "last-contact");
        case("next_outreach: 2026-12-01", "next");
        case("Next Conversation: 2026-12-01", "next");
        case("touch_frequency: monthly", "cadence");
        case("meeting cadence: every 2 weeks", "cadence");
        case("stay_in_touch: 3 months", "cadence");
        for pair in [
            "last_outreach: by mail",
            "next_activity: ask her",
            "touch_frequency: high",
            "payment_interval: 30",
            "last_activity: 2026-10-01\nlast-contact: 2026-10-02",
            "stay_in_touch: true",
            "cast: 2026-10-01",
        ] {
            let problems = note("People/Ada.md", &format!("---\n{pair}\n---\n")).problems;
            assert!(problems.is_empty(), "{pair}: {problems:?}");
        }
    }

    #[test]
    fn unknown_keys_of_last_and_next_are_not_told() {
        for pair in ["next_renewal: 2026-12-02", "last_promotion: 2024-02-01", "last_login: 2026-11-02"] {
            let facts = note("People/Ada.md", &format!("---\n{pair}\n---\n"));
            assert!(facts.problems.is_empty(), "{pair}");
        }
    }
}
