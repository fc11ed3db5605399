//! Reports values that were probably meant differently: keys that are nearly known, values that YAML takes
//! for comments, and fields in an item about something else.

use super::facts::Reading;
use super::fields::keys::Key;
use super::fields::{Fields, name, values};
use super::front_matter::yaml::{Node, Value};
use super::log::reading::read_text;
use super::mentions::interactions::is_log;
use super::read::Reader;
use super::report::{Report, words};
use super::unread_labels::is_value;
use crate::core::date_text::{DateOrder, leading, read_date};
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::folded;

/// Reports unknown keys that are close to a known one, and those that hold the lines of a log.
pub(super) fn report_near_misses(fields: &Fields<'_>, reader: &Reader<'_>, report: &mut Report<'_>) {
    for pair in fields.unknown.iter().filter(|pair| !is_log(pair)) {
        let log = || holds_log(&pair.node, reader).then(|| name(Key::Interactions));
        let dated = || dated_key(&pair.key, &pair.node, reader.order()).map(name);
        if let Some(near) = reader.keys.nearest(&pair.key).or_else(log).or_else(dated) {
            let said = words(
                format!("key `{}` is not known", pair.key.trim()),
                format!("did you mean `{near}`?"),
                "the key is ignored",
            );
            report.at(Code::UnknownKey, pair.key_spot, &pair.key, said);
        }
    }
}

/// Words behind `last` and `next` in keys that are not about contact: of other tools, and of other things.
const OTHER_DATES: [&str; 32] = [
    "access", "backup", "birthday", "build", "cleaned", "commit", "due", "edit", "export", "import", "mod",
    "name", "donation", "gift", "invoice", "login", "occurrence", "open", "order", "payment", "purchase",
    "publish", "read", "recur", "review", "run", "save", "sync", "update", "verified", "version", "watered",
];

/// Returns the key that an unknown one with one date may have been meant to be: `last_outreach`, `next activity`.
fn dated_key(key: &str, node: &Node<'_>, order: Option<DateOrder>) -> Option<Key> {
    let first = key.as_bytes().first()?;
    // Rules out nearly all keys.
    if !matches!(first, b'l' | b'L' | b'n' | b'N') {
        return None;
    }
    let (key_meant, rest) =
        [("last", Key::LastContact), ("next", Key::Next)].into_iter().find_map(|(word, meant)| {
            let (begin, rest) = key.split_at_checked(word.len())?;
            let is_word = rest.starts_with(['_', '-', ' ']) || rest.starts_with(char::is_uppercase);
            (begin.eq_ignore_ascii_case(word) && is_word).then_some((meant, rest))
        })?;
    let rest = folded(rest);
    let is_other = OTHER_DATES.iter().any(|other| rest.starts_with(other));
    let value = values::text(node)?.value;
    (!is_other && read_date(value, order).is_ok()).then_some(key_meant)
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
pub(super) fn report_set_aside(fields: &Fields<'_>, order: Option<DateOrder>, report: &mut Report<'_>) {
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
pub(super) fn report_commented_values(fields: &Fields<'_>, body_line: usize, report: &mut Report<'_>) {
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
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::day::Day;
    use crate::core::note::read::{Reader, read_note};
    use crate::core::place::NotePath;

    #[test]
    fn keys_of_last_and_next_with_a_date_are_told() {
        let (config, vault) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &vault, Day::new(2026, 11, 22).unwrap());
        let told = |pair: &str| {
            let text = format!("---\n{pair}\n---\n");
            let facts = read_note(&reader, &NotePath::new("People/Ada.md"), text.as_bytes());
            facts.problems.into_iter().next().map(|problem| problem.help)
        };
        for key in ["last_outreach", "last-activity", "lastConversation", "Last Meaningful Contact"] {
            let help = told(&format!("{key}: 2026-11-02")).unwrap_or_default();
            assert_eq!(help, "did you mean `last-contact`?", "{key}");
        }
        for key in ["next_outreach", "nextActivity", "next interaction"] {
            let help = told(&format!("{key}: 2026-12-02")).unwrap_or_default();
            assert_eq!(help, "did you mean `next`?", "{key}");
        }
        for pair in [
            "last_modified: 2026-11-02", "last_updated: 2026-11-02", "last_edited: 2026-11-02",
            "last reviewed: 2026-11-02", "last_synced: 2026-11-02", "lastname_day: 2026-11-02",
            "last_outreach: email", "last_topic: tea", "next_outreach: soon", "next_review: 2026-12-02",
            "nextcloud: 2026-12-02", "last_outreach: [2026-11-02, x]",
        ] {
            assert_eq!(told(pair), None, "{pair}");
        }
    }
}
