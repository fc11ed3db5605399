//! The attendees of a meeting, as its note lists them (design 3.4, 2): in the key, below a heading, after a
//! label such as `Attendees: [[Ada]]`, or in the list below a label that is alone on its line.

use super::people_list::{
    is_list_of_links, is_only_links, may_be_one_name, push_all, push_in_title, push_leading, push_unlinked,
    says_absent,
};
use crate::core::date_text::leading;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind, TaskBox};
use crate::core::note::facts::Name;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{is_unknown, texts};
use crate::core::note::front_matter::yaml::Value;
use crate::core::note::headings::HeadingSort;
use crate::core::place::Spot;
use crate::core::text::{folded, is_mark, lower, prefix};

/// Maximum length of a label in bytes, up to its colon.
const LONGEST_LABEL: usize = 40;

/// Returns the people named by `attendees` and its synonyms.
pub(super) fn in_key(fields: &Fields<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    for node in fields.nodes(Key::Attendees) {
        let is_list = matches!(node.value, Value::List(_));
        for found in texts(node) {
            if is_list && may_be_one_name(found.value) {
                push_unlinked(found.value, found.spot, &mut names);
            } else {
                push_all(found.value, found.spot, &mut names);
            }
        }
    }
    names
}

/// Other keys that name who was there, folded, in a note that says it is a meeting.
const OTHER_KEYS: [&str; 7] = ["attendeeids", "client", "contact", "contacts", "guests", "person", "who"];

/// Those who were there, in lower case, if nobody is named.
const GROUPS: [&str; 10] = [
    "all", "all hands", "all-hands", "all staff", "everybody", "everyone", "no one", "nobody", "team",
    "the team",
];

/// Labels that do so, besides those of every note.
const OTHER_LABELS: [&str; 3] = ["with", "who", "present"];

/// Returns the people that a note that says it is a meeting names in other ways: in keys that mean something else in
/// other notes, after labels, also without links, and by links in its title.
pub(super) fn otherwise(fields: &Fields<'_>, body: &Body<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    let pairs = fields.unknown.iter().filter(|pair| OTHER_KEYS.contains(&folded(&pair.key).as_ref()));
    for found in pairs.flat_map(|pair| texts(&pair.node)) {
        push_all(found.value, found.spot, &mut names);
    }
    if names.is_empty() {
        let is_one = |word: &str| {
            is_heading(word) || OTHER_LABELS.iter().any(|label| word.eq_ignore_ascii_case(label))
        };
        names = after_label(body, is_one, push_all);
    }
    if names.is_empty() && !says_who_was_there(body) {
        let title = body.lines.iter().find(|line| line.kind == LineKind::Heading(1));
        title.into_iter().for_each(|line| push_in_title(&line.text, line.spot, &mut names));
    }
    names
}

/// Whether a note has a heading or label for those who were there, or for those who were not.
fn says_who_was_there(body: &Body<'_>) -> bool {
    let is_absence = |line: &Line<'_>| {
        let label = line.text.split_once(':').map(|(label, _)| label);
        label.is_some_and(|label| label.len() <= LONGEST_LABEL && says_absent(label))
    };
    body.sections
        .iter()
        .any(|section| is_heading(&section.heading) || (section.level > 1 && says_absent(&section.heading)))
        || body.lines.iter().any(|line| label_of(line).is_some() || is_absence(line))
}

/// Whether the text of a note lists linked attendees.
pub(in crate::core::note) fn are_listed(body: &Body<'_>) -> bool {
    !listed(body).is_empty()
}

/// Returns the people linked at the start of items or plain lines below a heading for attendees. Without any,
/// returns those that a label names.
pub(super) fn listed(body: &Body<'_>) -> Vec<Name> {
    let has_heading = body.sections.iter().any(|section| is_heading(&section.heading));
    let names = if has_heading { below_heading(body) } else { Vec::new() };
    if names.is_empty() { after_label(body, is_heading, push_leading) } else { names }
}

/// Whether a line is directly below a heading for attendees.
pub(in crate::core::note) fn is_below_heading(body: &Body<'_>, line: &Line<'_>) -> bool {
    body.section(line.section).is_some_and(|section| is_heading(&section.heading))
}

/// Whether an item with a box only tells whether somebody was there: `- [ ] [[Ada]]` below such a heading, or in the list
/// below such a label. `listed` are the numbers of the lines in those lists.
pub(in crate::core::note) fn is_attendance<'n>(
    body: &Body<'_>,
    listed: impl FnOnce() -> &'n [u32],
    line: &Line<'_>,
) -> bool {
    matches!(line.kind, LineKind::Item(_, Some(_)))
        && line.marks.hold(LineMarks::BRACKET)
        && (is_below_heading(body, line) || listed().binary_search(&line.spot.line).is_ok())
        && is_only_links(&line.text)
}

/// Returns the numbers of the lines listed below labels for attendees, in order.
pub(in crate::core::note) fn lines_below_labels(body: &Body<'_>) -> Vec<u32> {
    let labels = body.lines.iter().enumerate();
    let labels = labels.filter(|(_, line)| label_of(line).is_some_and(|label| label.rest.is_empty()));
    let listed = labels.flat_map(|(at, label)| list_below(label, body.below(at)));
    listed.map(|line| line.spot.line).collect()
}

fn below_heading(body: &Body<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    for line in body.lines.iter().filter(|line| is_below_heading(body, line)) {
        match line.kind {
            // A sentence may begin with a link too: `[[Ada]] was discussed`.
            LineKind::Text(0) if is_list_of_links(&line.text) => {
                push_leading(&line.text, line.spot, &mut names);
            }
            LineKind::Item(..) => push_item(line, 1, &mut names),
            LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row => {}
        }
    }
    names
}

/// Returns the position of people who seem to be attendees of a note that links none: a name below a heading, or
/// one after a label, in a table or a callout too.
pub(in crate::core::note) fn unread(body: &Body<'_>, text: &str) -> Option<Spot> {
    let in_lines = body.lines.iter().find(|line| match line.kind {
        LineKind::Heading(_) => false,
        LineKind::Item(_, Some(TaskBox::Open | TaskBox::Cancelled | TaskBox::Other)) => false,
        LineKind::Row => {
            line.text.split_once('|').is_some_and(|(head, rest)| is_heading(head) && names_others(rest))
        }
        LineKind::Item(..) | LineKind::Text(_) => {
            let rest = label_of(line).map(|label| label.rest);
            rest.is_some_and(names_others)
                || (is_below_heading(body, line) && rest.is_none() && names_others(&line.text))
        }
    });
    in_lines.map(|line| line.spot).or_else(|| in_callouts(text))
}

fn in_callouts(text: &str) -> Option<Spot> {
    let mut quoted = (1..).zip(text.lines()).filter(|(_, line)| line.starts_with('>'));
    quoted.find_map(|(number, line)| {
        let words = line.trim_start_matches(is_mark);
        let (label, rest) = words.split_once(':')?;
        let column = line.chars().count() - words.chars().count() + 1;
        (is_heading(label) && names_others(rest)).then(|| Spot::new(number, column))
    })
}

/// Whether a text may name people other than the user, and does not say that they were absent.
fn names_others(text: &str) -> bool {
    !says_absent(text.trim_matches(is_mark))
        && text.split([',', ';']).any(|one| names_other(one.trim_matches(is_mark)))
}

/// Whether a text in a list may name somebody other than the user.
fn names_other(text: &str) -> bool {
    text.contains(char::is_alphabetic)
        && !is_unknown(text)
        && !GROUPS.contains(&&*lower(text))
        && !["me", "myself", "i", "ich", "moi"].contains(&&*lower(text))
}

/// Whether a heading or label announces attendees.
fn is_heading(heading: &str) -> bool {
    let begins = heading.trim_start_matches(is_mark);
    // This runs for every heading of every unmarked note. The first letter rules out most.
    begins.starts_with(['A', 'a', 'P', 'p', 'T', 't']) && HeadingSort::Attendees.has(heading)
}

/// Adds the people linked at the start of an item, if it has this depth.
fn push_item(line: &Line<'_>, depth: usize, names: &mut Vec<Name>) {
    if matches!(line.kind, LineKind::Item(own, _) if own == depth) && !line.kind.is_pending() {
        push_leading(&line.text, line.spot, names);
    }
}

/// A line that begins with a word for attendees and a colon.
struct Label<'a> {
    /// The text after the colon.
    rest: &'a str,
    spot: Spot,
    /// Whether the line is bold, an item or a field, which prose is not.
    is_marked: bool,
}

/// Returns the people named by the first label for attendees. A label counts before the text of the note, and
/// a marked one also anywhere before the first section: further below, it may be about another meeting.
fn after_label(
    body: &Body<'_>,
    is_word: impl Fn(&str) -> bool + Copy,
    push: fn(&str, Spot, &mut Vec<Name>),
) -> Vec<Name> {
    let mut is_before_text = true;
    for (at, line) in body.lines.iter().enumerate() {
        if !is_before_text && !body.is_in_head(line) {
            break;
        }
        if let Some(label) = label_with(line, is_word)
            && (is_before_text || label.is_marked)
        {
            let below = body.below(at);
            let mut names = Vec::new();
            if label.rest.is_empty() {
                names = listed_below(line, below);
            } else {
                push(label.rest, label.spot, &mut names);
            }
            if !names.is_empty() {
                return names;
            }
        }
        is_before_text = is_before_text && is_about_note(line);
    }
    Vec::new()
}

/// Whether a line begins with a label for attendees.
pub(in crate::core::note) fn is_label(line: &Line<'_>) -> bool {
    label_of(line).is_some()
}

/// Reads a line that begins with a label for attendees.
fn label_of<'l>(line: &'l Line<'_>) -> Option<Label<'l>> {
    label_with(line, is_heading)
}

/// As [`label_of`], for words that fit.
fn label_with<'l>(line: &'l Line<'_>, is_word: impl Fn(&str) -> bool) -> Option<Label<'l>> {
    let is_item = match line.kind {
        LineKind::Text(0) => false,
        LineKind::Item(1, None) => true,
        LineKind::Item(..) | LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row => return None,
    };
    if !line.marks.hold(LineMarks::COLON) {
        return None;
    }
    let text = line.text.as_ref();
    let (word, after) = text.split_once(':')?;
    if !is_word(word.trim_matches(['*', '_', ' '])) {
        return None;
    }
    let rest = after.trim_start_matches([':', '*', '_', ' ', '\t']);
    let spot = line.spot.behind(text.strip_suffix(rest).unwrap_or_default());
    let is_marked = is_item || word.starts_with(['*', '_']) || after.starts_with(':');
    Some(Label { rest: rest.trim_end(), spot, is_marked })
}

/// Returns the people linked at the start of the items below a label.
fn listed_below(label: &Line<'_>, below: &[Line<'_>]) -> Vec<Name> {
    let mut names = Vec::new();
    for line in list_below(label, below) {
        push_item(line, depth_below(label), &mut names);
    }
    names
}

/// Returns the lines of the list below a label. One blank line may separate the two.
fn list_below<'l>(label: &Line<'_>, below: &'l [Line<'l>]) -> impl Iterator<Item = &'l Line<'l>> {
    let depth = depth_below(label);
    let mut last = label.spot.line + 1;
    below.iter().take_while(move |line| {
        let is_near = line.spot.line <= last + 1;
        last = line.spot.line;
        is_near && matches!(line.kind, LineKind::Item(own, _) | LineKind::Text(own) if own >= depth)
    })
}

/// Returns the depth of the items below a label.
fn depth_below(label: &Line<'_>) -> usize {
    match label.kind {
        LineKind::Item(depth, _) => depth + 1,
        LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row => 1,
    }
}

/// Whether a line is about the note as a whole: its title, a label, hashtags, a day, or a heading such as
/// `Info`. Labels below other headings, such as `Next meeting`, may be about something else.
fn is_about_note(line: &Line<'_>) -> bool {
    match line.kind {
        LineKind::Heading(level) => level == 1 || HeadingSort::Facts.has(&line.text),
        LineKind::Row => false,
        LineKind::Item(..) | LineKind::Text(_) => {
            let text = line.text.trim_start_matches(['*', '_', ' ']);
            let label = prefix(text, LONGEST_LABEL).split_once(':').map(|(label, _)| label);
            text.starts_with('#')
                || text.starts_with("[[")
                || label.is_some_and(|label| label.chars().all(may_be_in_label))
                || leading(text, None).is_some()
        }
    }
}

fn may_be_in_label(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, ' ' | '-' | '_' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        let names = after_label(&body::read(text, 1), is_heading, push_leading);
        assert_eq!(names.iter().map(|name| &*name.target).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_label_names_the_people_after_it() {
        for label in ["Attendees:", "**Attendees:**", "**Attendees**:", "- Participants:", "👥 Attendees:"]
        {
            case(&format!("# Sync\n{label} [[Ada]], [[Ben]] (Acme)\n\nWe met."), &["Ada", "Ben"]);
        }
        case("Attendees: [[Ada]] and [[Ben]]", &["Ada", "Ben"]);
        case("## Info\nPlace: Rome\n**Attendees:** [[Ada]]", &["Ada"]);
        case("Attendees: [[Ada]], [[Ben]] (absent)", &["Ada"]);
        case("Attendees: [[Ben]], [[Ada]]'s assistant", &["Ben"]);
        case("Attendees: Ada", &[]);
        case("Attendees of [[Ada]]: three", &[]);
    }

    #[test]
    fn a_label_alone_names_the_people_listed_below() {
        case("**Attendees**:\n- [[Ada]]\n- [[Ben]]\n\n[[Cy]] came later", &["Ada", "Ben"]);
        case("**Attendees:**\n\n- [[Ada]]\n  - late\n- [[Ben]]", &["Ada", "Ben"]);
        case("- Attendees:\n    - [[Ada]]\n    - [[Ben]]\n- [[Cy]] will call", &["Ada", "Ben"]);
        case("attendees::\n- [[Ada]]", &["Ada"]);
        case("Attendees:\n- [ ] [[Ada]]\n- [x] [[Ben]]\n- asked by [[Cy]]", &["Ben"]);
        case("Attendees:\n\nNotes\n- [[Ada]]", &[]);
        case("Attendees:\n\n\n- [[Ada]]", &[]);
    }

    #[test]
    fn boxes_of_attendees_are_no_tasks() {
        let is_box = |text: &str| {
            let body = body::read(text, 1);
            let listed = lines_below_labels(&body);
            body.lines.last().is_some_and(|line| is_attendance(&body, || &listed, line))
        };
        for text in ["- [ ] [[Ada]]", "- [x] [[Ada]] (Acme)", "- [ ] Dr. [[Ada]], [[Ben]]"] {
            assert!(is_box(&format!("## Attendees\n{text}")), "{text}");
            assert!(!is_box(&format!("## Attendees\n## Next\n{text}")), "{text}");
            assert!(is_box(&format!("**Attendees:**\n- [x] Me\n{text}")), "{text}");
            assert!(!is_box(&format!("Attendees: [[Cy]]\n\n{text}")), "{text}");
            assert!(!is_box(&format!("Attendees:\n- [[Cy]]\n\nNext:\n{text}")), "{text}");
        }
        for text in [
            "- [[Ada]]", "- [ ] send [[Ada]] the deck", "- [ ] [[Ada]] 📅 2026-12-01",
            "- [ ] [[Ada]]: minutes",
        ] {
            assert!(!is_box(&format!("## Attendees\n{text}")), "{text}");
            assert!(!is_box(&format!("Attendees:\n{text}")), "{text}");
        }
    }

    #[test]
    fn labels_further_below_do_not_count() {
        case("We talked.\n\nAttendees: [[Ada]]", &[]);
        case("We talked.\n\n**Attendees:** [[Ada]]", &["Ada"]);
        case("## Notes\nWe talked.\n## Next meeting\n**Attendees:** [[Ada]]", &[]);
        case("- we talked\n    - Attendees: [[Ada]]", &[]);
        case("# Sync\n## Next meeting\n- Date: 2026-12-20\n- Attendees: [[Ada]]", &[]);
        case("# Sync\n## Next meeting\n### Info\nAttendees: [[Ada]]", &[]);
        case("# Sync\n## 📋 Details\n- Date: 2026-11-20\n- Attendees: [[Ada]]", &["Ada"]);
    }
}
