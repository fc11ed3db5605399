//! Who took part in a meeting, as its note names them: by the key, or below a heading (design 3.4, 2).

use super::attendee_lines::labelled;
use super::people_list::{is_list_of_links, may_be_one_name, push_all, push_leading, push_unlinked};
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Name;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::texts;
use crate::core::note::front_matter::yaml::Value;
use crate::core::note::tasks::{Ticked, ticked};
use crate::core::text::fold_heading;

/// Headings whose items are attendees, folded.
const HEADINGS: [&str; 4] = ["attendees", "participants", "anwesend", "teilnehmer"];
/// Bytes of the longest of them, with room for blanks and emoji.
const LONGEST_HEADING: usize = 24;

/// Whoever `attendees` and its like name.
pub(super) fn of_key(fields: &Fields<'_>) -> Vec<Name> {
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

/// Whether the text of a note links attendees where it says who they are.
pub(in crate::core::note) fn are_listed(body: &Body<'_>) -> bool {
    !listed(body).is_empty()
}

/// Those whom the items below a heading for attendees begin with, or a plain line there, by link; else those whom
/// a label names.
pub(super) fn listed(body: &Body<'_>) -> Vec<Name> {
    let has_heading = body.sections.iter().any(|section| is_heading(&section.heading));
    let names = if has_heading { below_heading(body) } else { Vec::new() };
    if names.is_empty() { labelled(body) } else { names }
}

fn below_heading(body: &Body<'_>) -> Vec<Name> {
    let is_below = |line: &&Line<'_>| {
        let section = line.section.and_then(|place| body.sections.get(place));
        section.is_some_and(|section| is_heading(&section.heading))
    };
    let mut names = Vec::new();
    for line in body.lines.iter().filter(is_below) {
        match line.kind {
            // A sentence there may begin with a link: `[[Ada]] was discussed`.
            LineKind::Text(0) if is_list_of_links(&line.text) => {
                push_leading(&line.text, line.spot, &mut names);
            }
            LineKind::Item(..) => push_item(line, 1, &mut names),
            LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row => {}
        }
    }
    names
}

pub(super) fn is_heading(heading: &str) -> bool {
    let begins = heading.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    // Every heading of every note that nothing marks is asked; most are refused by a letter.
    begins.starts_with(['A', 'a', 'P', 'p', 'T', 't'])
        && heading.len() <= LONGEST_HEADING
        && HEADINGS.contains(&fold_heading(heading).as_str())
}

/// Those whom an item of this depth begins with, by link.
pub(super) fn push_item(line: &Line<'_>, depth: usize, names: &mut Vec<Name>) {
    if let LineKind::Item(own, mark) = line.kind
        && own == depth
        && matches!(ticked(mark), Ticked::Plain | Ticked::Done)
    {
        push_leading(&line.text, line.spot, names);
    }
}
