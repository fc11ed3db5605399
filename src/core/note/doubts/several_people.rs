//! Finds notes about several people that nothing marks: a section for each, or a row of a table. A note is about one
//! person, so they would need a note each; the hint of a note that looks like a contact says so.

use crate::core::date_text::partial::partial;
use crate::core::date_text::weekdays::is_whole_weekday;
use crate::core::day::month_named;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::doubts::unread_labels::is_value;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::{Key, KeyTable};
use crate::core::note::headings::is_section_heading;
use crate::core::note::kind::lookalike::tells_touch;
use crate::core::note::log::dates::start::dated;
use crate::core::note::meeting::PERSONAL;
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::{fold_name, folds_to, has_year};
use std::collections::BTreeSet;

/// Number of lines of a table with its header, the line below it and two rows.
const LINES_OF_TABLE: usize = 4;

const SEVERAL: &str = "this note could be about several people";
const A_NOTE_EACH: &str = "write a note for each of them, such as `People/Ada.md`";

/// Names of notes about several people.
const GROUPS: [&str; 14] = [
    "all", "candidates", "clients", "colleagues", "contacts", "customers", "everyone", "family", "friends",
    "leads", "neighbours", "network", "people", "team",
];

/// Reports a note with a section for each of several people, and gives whether it is one.
pub(in crate::core::note) fn report_sections(
    body: &Body<'_>,
    reader: &Reader<'_>,
    report: &mut Report<'_>,
) -> bool {
    let Some(spot) = second_section(body, reader) else { return false };
    report_several(spot, report);
    true
}

/// Reports a contact by its folder alone whose log is below headings for several people: `## Ada` and `## Ben` in
/// `Friends.md`, full names if one of them has a key of a person, or full names as titles (`# Ada Byron`).
pub(in crate::core::note) fn report_contact(
    fields: &Fields<'_>,
    body: &Body<'_>,
    reader: &Reader<'_>,
    report: &mut Report<'_>,
) {
    let is_group = GROUPS.iter().any(|name| folds_to(report.path().stem(), name));
    let may_be_name = |heading: &str| {
        // `Ada Byron (client)`
        let heading = heading.split(" (").next().unwrap_or(heading);
        let is_name = if is_group { is_name(heading) } else { is_full_name(heading) };
        is_name && !reader.headings.knows(heading) && !names_time(heading)
    };
    let has_two = |level: u8| {
        let mut named =
            body.sections.iter().filter(|section| section.level == level && may_be_name(&section.heading));
        named.nth(1).is_some()
    };
    // A second title is hardly anything else than a second person.
    let Some(level) = [1, 2].into_iter().find(|level| has_two(*level)) else { return };
    // Whose section each section is, or is in.
    let mut owner = None;
    let owners = body.sections.iter().enumerate().map(|(place, section)| {
        if section.level <= level {
            owner = (section.level == level && may_be_name(&section.heading)).then_some(place);
        }
        owner
    });
    let owners: Vec<Option<usize>> = owners.collect();
    let owner_of = |line: &Line<'_>| owners.get(line.section?).copied().flatten();
    let mut dated = body.lines.iter().filter(|line| is_dated(line)).map(|line| (owner_of(line), line.spot));
    let Some((Some(first), _)) = dated.next() else { return };
    // With nothing below the title, further ones are sections: `# Ada Byron`, `# Book Club`, `# Kitchen Plans`.
    // So they are if the first has the name of the file: `# Ada Byron`, `# New House` in `Ada Byron.md`.
    let is_file = || {
        body.section(Some(first))
            .is_some_and(|own| fold_name(&own.heading) == fold_name(report.path().stem()))
    };
    if level == 1 && (body.title() != Some(first) || is_file()) {
        return;
    }
    // A log outside is that of one person.
    let Some((_, second)) = dated.clone().find(|(owner, _)| *owner != Some(first)) else { return };
    let begins = body.lines.iter().find(|line| owner_of(line).is_some()).map(|line| line.spot.line);
    let is_above = |key: &Key| fields.first(*key).is_some_and(|(own, _)| Some(own.line) < begins);
    let is_of_one = dated.any(|(owner, _)| owner.is_none()) || PERSONAL.iter().any(is_above);
    let is_personal =
        || body.lines.iter().any(|line| owner_of(line).is_some() && has_personal_key(line, reader));
    if !is_of_one && (level == 1 || is_group || is_personal()) {
        let said = words(SEVERAL, A_NOTE_EACH, "all its lines count for one contact");
        report.at(Code::LooksLikeContact, second, "", said);
    }
}

/// Returns where the second of several sections tells when somebody was last in touch: `- Last contact: 2026-08-30` below
/// `## Ada Byron`.
pub(in crate::core::note) fn second_touch(body: &Body<'_>, reader: &Reader<'_>) -> Option<Spot> {
    let may_be_name = |place: usize| {
        body.section(Some(place)).is_some_and(|section| {
            section.level > 1 && is_full_name(&section.heading) && !reader.headings.knows(&section.heading)
        })
    };
    (0..body.sections.len()).filter(|place| may_be_name(*place)).nth(1)?;
    let tells_touch = |line: &&Line<'_>| {
        key_with_value(line, reader).is_some_and(|(label, key)| {
            key == Key::LastContact && label.starts_with(['L', 'l']) && tells_touch(label)
        })
    };
    let mut touched = body.lines.iter().filter(|line| line.marks.hold(LineMarks::COLON)).filter(tells_touch);
    let first = touched.find(|line| line.section.is_some_and(may_be_name))?;
    let is_second = |line: &&Line<'_>| line.section != first.section && line.section.is_some_and(may_be_name);
    touched.find(is_second).map(|line| line.spot)
}

/// Reports an unmarked note about several people, of whom the second begins here.
pub(in crate::core::note) fn report_several(spot: Spot, report: &mut Report<'_>) {
    let said = words(SEVERAL, A_NOTE_EACH, "none of them is a contact");
    report.at(Code::LooksLikeContact, spot, "", said);
}

/// Whether a heading begins with a month, a weekday or a quarter.
fn names_time(heading: &str) -> bool {
    let word = heading.split_whitespace().next().unwrap_or_default();
    let is_quarter = matches!(word.as_bytes(), [b'Q' | b'q', b'1'..=b'4']);
    is_quarter || month_named(word).is_some() || is_whole_weekday(word) || partial(heading).is_some()
}

/// Reports the first table with a row for each of several people.
pub(in crate::core::note) fn report_table(body: &Body<'_>, keys: &KeyTable, report: &mut Report<'_>) {
    let is_row = |line: &&Line<'_>| line.kind == LineKind::Row;
    let mut lines = body.lines.as_slice();
    while let Some(at) = lines.iter().position(|line| is_row(&line)) {
        let (_, table) = lines.split_at(at);
        let rows = table.iter().take_while(is_row).count();
        if let Some(header) = table.first()
            && rows >= LINES_OF_TABLE
            && is_of_people(header, keys)
            && table.iter().skip(2).take(rows - 2).filter(|row| may_be_of_person(row)).nth(1).is_some()
        {
            let help = "save it as CSV and run `followup new --batch FILE`, which writes a note for each row";
            let said = words("this table could be about several people", help, "none of them is a contact");
            return report.at(Code::LooksLikeContact, header.spot, "", said);
        }
        (_, lines) = table.split_at(rows);
    }
}

/// Whether a row has an address, or a number as long as a year: not a schema, nor a list of hotels with prices.
fn may_be_of_person(row: &Line<'_>) -> bool {
    row.text.contains('@') || has_year(&row.text)
}

/// Whether the cells of a header are a name and something that only a person has.
fn is_of_people(header: &Line<'_>, keys: &KeyTable) -> bool {
    let found =
        || header.text.split('|').filter_map(|cell| Some(keys.find(cell.trim_matches([' ', '*', '_']))?.0));
    found().any(|key| matches!(key, Key::Name | Key::FirstName))
        && found().any(|key| key != Key::Phone && PERSONAL.contains(&key))
}

/// Returns where the second person begins: the first line that only a person's note has, in the second of such
/// sections. One of them has to have a key of a person.
fn second_section(body: &Body<'_>, reader: &Reader<'_>) -> Option<Spot> {
    let mut people: BTreeSet<usize> = BTreeSet::new();
    let (mut second, mut is_personal) = (None, false);
    for line in &body.lines {
        let Some((place, section)) = line.section.zip(body.section(line.section)) else {
            continue;
        };
        let has_key = has_personal_key(line, reader);
        let is_person = section.level > 1 && (has_key || is_dated(line));
        if is_person && is_full_name(&section.heading) && !reader.headings.knows(&section.heading) {
            is_personal |= has_key;
            if people.insert(place) && people.len() == 2 {
                second = Some(line.spot);
            }
        }
    }
    second.filter(|_| is_personal)
}

/// Whether a heading may be a first and a last name. `Home` and `Office` are parts of one person's note.
pub(in crate::core::note) fn is_full_name(heading: &str) -> bool {
    heading.split_whitespace().nth(1).is_some() && is_name(heading)
}

fn is_name(heading: &str) -> bool {
    let mut words = heading.split_whitespace();
    words.all(|word| word.starts_with(char::is_uppercase)) && !is_section_heading(heading)
}

fn is_dated(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(..)) && dated(line).is_some()
}

fn has_personal_key(line: &Line<'_>, reader: &Reader<'_>) -> bool {
    key_with_value(line, reader).is_some_and(|(_, key)| PERSONAL.contains(&key))
}

/// Returns the label of a line and its key, if a value of that key is behind it.
fn key_with_value<'l>(line: &'l Line<'_>, reader: &Reader<'_>) -> Option<(&'l str, Key)> {
    let (label, value) = line.text.split_once(':')?;
    let label = label.trim_matches([' ', '*', '_']);
    let (key, _) = reader.keys.find(label)?;
    is_value(key, value.trim_matches([':', '*', '_', ' ']), reader.order()).then_some((label, key))
}
