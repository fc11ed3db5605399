//! Keys that the body gives when the front matter does not: Dataview and Logseq
//! fields, bold and list labels, the Contacts plugin's table (design 3.2).

use super::keys::{Key, KeyTable};
use crate::core::bytes::position;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::place::Spot;
use crate::core::text::prefix;

/// What stands above and below the table of Obsidian's Contacts plugin.
pub(crate) const CONTACT_TABLE: &str = "/---contact---/";

/// Bytes that a field in brackets may have.
const MOST_FIELD: usize = 1_000;

/// Reads every such pair of a body, in order.
pub fn pairs<'b>(body: &'b Body<'_>, table: &KeyTable) -> Vec<Pair<'b>> {
    let mut pairs = Vec::new();
    let mut contact_table = false;
    // A section lies in those of higher level alone, so its own level says it.
    let level = |section: Option<usize>| Some(body.sections.get(section?)?.level);
    let is_late = |line: &Line<'_>| level(line.section).is_some_and(|level| level >= 2);
    let mut owner = None;
    for line in &body.lines {
        if !matches!(line.kind, LineKind::Text(1..)) {
            owner = Some(line);
        }
        let text = line.text.as_ref();
        if line.marks.hold(LineMarks::SLASH) && text.trim() == CONTACT_TABLE {
            contact_table = !contact_table;
            continue;
        }
        if contact_table {
            pairs.extend(row(text, line.spot));
            continue;
        }
        if !line.marks.hold(LineMarks::COLON) {
            continue;
        }
        if has_double_colon(text) {
            if !owner.is_some_and(has_own_fields) {
                pairs.extend(inline_fields(text, line.spot));
            }
            continue;
        }
        // Labels count above the first level-2 heading; an address anywhere.
        let early = !is_late(line);
        let is_label = matches!(line.kind, LineKind::Item(_, None) | LineKind::Text(_));
        let start = text.strip_prefix("**").or(text.strip_prefix("__")).unwrap_or(text);
        // Of what a log says before its colons nothing is kept, so nothing is copied before it is known.
        if is_label
            && (early || table.may_begin(start))
            && let Some((key, value)) = label(text, matches!(line.kind, LineKind::Item(..)))
        {
            let anywhere = || matches!(table.find(key.trim()), Some((Key::Email | Key::Phone, _)));
            if early || anywhere() {
                pairs.push(labelled(text, key, value, line.spot));
            }
        }
    }
    pairs
}

/// Whether the fields of a line, and of what goes on with it as the properties of a block do, are its own and not
/// the contact's: it is a task.
fn has_own_fields(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(_, Some(_)))
}

/// Whether two colons stand side by side: what follows each is looked at, for most lines have one.
fn has_double_colon(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(behind) = position(rest, |byte| byte == b':').and_then(|at| rest.get(at + 1..)) {
        if behind.first() == Some(&b':') {
            return true;
        }
        rest = behind;
    }
    false
}

fn pair<'a>(key: &'a str, value: &'a str, spot: Spot) -> Pair<'a> {
    let value = value.trim();
    let value = if value.is_empty() { Value::Null } else { Value::Text(value.into()) };
    Pair { key: key.trim().into(), key_spot: spot, node: Node { value, spot } }
}

/// `| Birthday | 1990-04-27 |`.
fn row(text: &str, spot: Spot) -> Option<Pair<'_>> {
    let mut cells = text.trim().trim_matches('|').splitn(2, '|');
    let (key, value) = (cells.next()?.trim(), cells.next()?.trim());
    let rule = |cell: &str| cell.chars().all(|letter| matches!(letter, '-' | ':' | ' '));
    let heading = (key.eq_ignore_ascii_case("key"), value.eq_ignore_ascii_case("value")) == (true, true);
    (!rule(key) && !heading).then(|| pair(key, value, spot))
}

/// `key:: value` for a whole line, `[key:: v]` and `(key:: v)` anywhere in one.
fn inline_fields(text: &str, spot: Spot) -> Vec<Pair<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = 0;
    // The column of the last field, and where it begins: counted on from there.
    let (mut column, mut counted) = (spot.column as usize, 0);
    while let Some(open) = rest.find(['[', '(']) {
        let inner = prefix(rest.get(open + 1..).unwrap_or_default(), MOST_FIELD);
        let closing = if rest.get(open..).is_some_and(|rest| rest.starts_with('[')) { ']' } else { ')' };
        let field = inner.split_once("::").filter(|(key, _)| is_key(key)).and_then(|(key, after)| {
            let end = closing_bracket(after, closing)?;
            Some((key, after.get(..end)?, open + 1 + key.len() + 2 + end + 1))
        });
        let step = match field {
            Some((key, value, step)) => {
                column += text.get(counted..before + open).unwrap_or_default().chars().count();
                counted = before + open;
                found.push(pair(key, value, Spot::new(spot.line as usize, column)));
                step
            }
            None => open + 1,
        };
        before += step;
        rest = rest.get(step..).unwrap_or_default();
    }
    if found.is_empty()
        && let Some((key, value)) = text.split_once("::")
        && is_key(key)
        && (value.is_empty() || value.starts_with([' ', '\t']))
    {
        let column = spot.column as usize + key.chars().count() + 3;
        let mut field = pair(unmarked(key), value, spot);
        field.node.spot = Spot::new(spot.line as usize, column);
        found.push(field);
    }
    found
}

/// Where a field in brackets ends: brackets inside it, as those of a link, are kept.
fn closing_bracket(text: &str, closing: char) -> Option<usize> {
    let opening = if closing == ']' { '[' } else { '(' };
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == opening {
            depth += 1;
        } else if letter == closing {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// `**Birthday:** …`, `**Birthday**: …`, `- Birthday: 04-27`.
fn label(text: &str, is_item: bool) -> Option<(&str, &str)> {
    let (key, value) = match text.strip_prefix("**").or(text.strip_prefix("__")) {
        Some(bold) => {
            let (key, value) = bold.split_once("**").or(bold.split_once("__"))?;
            match key.strip_suffix(':') {
                Some(key) => (key, value),
                None => (key, value.strip_prefix(':')?),
            }
        }
        None if is_item => text.split_once(": ")?,
        None => return None,
    };
    is_key(key).then_some((key, value))
}

fn labelled<'a>(text: &str, key: &'a str, value: &'a str, spot: Spot) -> Pair<'a> {
    let column = spot.column as usize + (text.chars().count() - value.trim_start().chars().count());
    let mut label = pair(key, value, spot);
    label.node.spot = Spot::new(spot.line as usize, column);
    label
}

fn unmarked(key: &str) -> &str {
    key.trim().trim_matches(['*', '_'])
}

/// A short text that can be a key.
fn is_key(text: &str) -> bool {
    let text = unmarked(text);
    // Longer than any forty characters: no letter has more than four bytes.
    text.len() <= 160
        && (1..=40).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '[' | ']' | '.'))
        && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn two_colons_are_found_wherever_they_stand(text in "[a:é]{0,6}|[a:]{14,18}|(a{7}|:){0,5}") {
            prop_assert_eq!(has_double_colon(&text), text.contains("::"));
        }
    }

    fn found(text: &str) -> Vec<String> {
        let table = KeyTable::new(&std::collections::BTreeMap::new());
        pairs(&crate::core::note::body::read(text, 1), &table)
            .iter()
            .map(|pair| match &pair.node.value {
                Value::Text(value) => format!("{}={value}@{}", pair.key, pair.node.spot.column),
                other => format!("{}={other:?}", pair.key),
            })
            .collect()
    }

    #[test]
    fn fields_and_labels_are_found() {
        assert_eq!(found("birthday:: 1990-04-27"), ["birthday=1990-04-27@12"]);
        assert_eq!(found("**Birthday**:: 1990-04-27"), ["Birthday=1990-04-27@16"]);
        assert_eq!(found("Lives (city:: Bergen), [org:: [[Acme]]] x"), ["city=Bergen@7", "org=[[Acme]]@24"]);
        assert_eq!(found("**Birthday:** 27 April"), ["Birthday=27 April@15"]);
        assert_eq!(found("**Birthday**: 27 April"), ["Birthday=27 April@15"]);
        assert_eq!(found("- Birthday: 04-27"), ["Birthday=04-27@13"]);
        assert_eq!(found("Birthday: 04-27"), Vec::<String>::new());
        assert_eq!(found("# Ada\n\nBirthday: 04-27\nOrg: Acme"), Vec::<String>::new());
        assert_eq!(found("`a:: b` and std::vec"), Vec::<String>::new());
    }

    #[test]
    fn fields_of_tasks_are_not_the_contacts() {
        assert_eq!(found("- [ ] call [id:: a] [due:: 2026-12-01]"), Vec::<String>::new());
        assert_eq!(found("- [x] call\n  id:: a"), Vec::<String>::new());
        assert_eq!(found("- 2026-11-20 call (next:: 2026-12-01)"), ["next=2026-12-01@19"]);
        assert_eq!(found("- tea [channel:: phone]\n  id:: a"), ["channel=phone@7", "id=a@8"]);
    }

    #[test]
    fn labels_stop_at_the_first_section_and_addresses_do_not() {
        assert_eq!(
            found("# Ada\n- Born: 04-27\n## Contact\n- Met: x\n- Email: a@b.example"),
            ["Born=04-27@9", "Email=a@b.example@10"]
        );
    }

    #[test]
    fn the_contact_table_is_read() {
        let text = "/---contact---/\n| key | value |\n| --- | --- |\n| Name | Carl |\n| Phone | |\n/---contact---/\n";
        assert_eq!(found(text), ["Name=Carl@3", "Phone=Null"]);
    }
}
