//! Decides what kind of note a note is; the first rule that fits wins (design 3.1, 3.4).

pub mod by_name;
pub(super) mod lookalike;
pub mod marks;
pub(in crate::core::note) mod words;

use self::marks::{Marking, contact_folder, marked_by};
use self::words::{is_kind, kind_beside_log, kind_of_thing, other_kind, singular};
use super::body::{Body, Line, LineKind};
use super::facts::{Exclusion, Mark, Standing};
use super::fields::Fields;
use super::fields::about_note::Location;
use super::fields::keys::Key;
use super::folder_notes::is_index_page;
use super::headings::HeadingSort;
use super::log::dates::start::dated;
use super::meeting;
use super::mentions::attendees;
use super::name_day::{day_in_name, meeting_day};
use super::read::{NoteReader, Reader};
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::place::{NotePath, last_part};
use crate::core::text::{folded, folds_to, same_name};

/// Number of lines at the start of the body in which a hashtag marks a contact.
pub(super) const TAG_LINES: u32 = 20;

/// Everything that decides what kind of note it is.
pub(super) struct Evidence<'a, 'b> {
    pub(super) note: &'a NoteReader<'a, 'b>,
    /// Keys of the front matter and the body.
    pub(super) fields: &'a Fields<'a>,
    pub(super) body: &'a Body<'a>,
    /// The day, if name and folder are those of a daily note.
    pub(super) daily: Option<Day>,
}

/// Returns where the note is, which decides which fields of its text describe it.
pub(super) fn location(path: &NotePath, marking: &Marking, daily: Option<Day>) -> Location {
    match daily {
        Some(_) => Location::Daily,
        None if contact_folder(path, marking).is_some() => Location::AmongContacts,
        None => Location::Elsewhere,
    }
}

/// Returns the exclusion that a plugin's key causes.
fn excluded_by_keys(fields: &Fields<'_>) -> Option<Exclusion> {
    let has = |name: &str| fields.unknown.iter().any(|pair| folded(&pair.key).starts_with(name));
    if has("excalidrawplugin") {
        Some(Exclusion::Excalidraw)
    } else if has("kanbanplugin") {
        Some(Exclusion::Kanban)
    } else {
        None
    }
}

/// Returns what kind of note it is.
pub(super) fn standing(evidence: &Evidence<'_, '_>) -> Standing {
    let Evidence { note, fields, .. } = *evidence;
    let (path, marking) = (note.path, &note.reader.marking);
    if folds_to(path.as_str(), &marking.inbox) {
        return Standing::Inbox;
    }
    // Every other index was already excluded by its name.
    if is_index_page(path) {
        return Standing::Other(Exclusion::Index);
    }
    if is_logseq_template(evidence.body) {
        return Standing::Other(Exclusion::Template);
    }
    if let Some(exclusion) = excluded_by_keys(fields) {
        return Standing::Other(exclusion);
    }
    let mark = marked_by(evidence);
    let is_below_own_name =
        || contact_folder(path, marking).is_some_and(|folder| is_named_after(&folder, path));
    if marks::is_index_of_contacts(path, marking)
        || (is_named_after(path.folder(), path) && (mark.is_none() || is_below_own_name()))
    {
        return Standing::Other(Exclusion::Index);
    }
    if let Some(mark) = mark {
        return Standing::Contact(mark);
    }
    match (contact_folder(path, marking), other_standing(evidence)) {
        (Some(_), None) if is_about_others(evidence) => Standing::Other(Exclusion::AboutOthers),
        (Some(folder), None) => Standing::Contact(Mark::Folder(folder)),
        // A company may have an e-mail address.
        (None, Some(Standing::Other(Exclusion::SaysItIs(_)))) if !fields.has(Key::Birthday) => {
            Standing::Other(Exclusion::Unmarked)
        }
        (None, Some(Standing::Other(_)) | None) => unmarked(fields, note.reader.order()),
        (_, Some(standing)) => standing,
    }
}

fn unmarked(fields: &Fields<'_>, order: Option<DateOrder>) -> Standing {
    let personal = lookalike::sign(fields, order).is_some();
    Standing::Other(if personal { Exclusion::LooksLikeContact } else { Exclusion::Unmarked })
}

/// Returns what an unmarked note is, other than a contact.
fn other_standing(evidence: &Evidence<'_, '_>) -> Option<Standing> {
    let Evidence { note, fields, .. } = *evidence;
    if is_kind(fields, "resource") {
        return Some(Standing::Resource);
    }
    if let Some(standing) = meeting::standing_by_attendees(evidence) {
        return Some(standing);
    }
    if evidence.daily.is_some() {
        // Without settings, any note called `2026-11-02` is a daily note.
        let is_meeting = note.reader.daily().is_none() && meeting::is_in_folder(note.path);
        return Some(if is_meeting { Standing::Meeting } else { Standing::Daily });
    }
    if may_list_attendees(note.path, note.reader, fields) && attendees::are_listed(evidence.body) {
        return Some(Standing::Meeting);
    }
    if meeting::says_so(evidence) {
        return Some(Standing::Meeting);
    }
    let is_about_contact = lookalike::has_key_of_contact(fields);
    let word = if is_about_contact { kind_of_thing(fields) } else { other_kind(fields) };
    if let Some(word) =
        word.and_then(|word| if has_log_of_contact(evidence) { kind_beside_log(fields) } else { Some(word) })
    {
        return Some(Standing::Other(Exclusion::SaysItIs(word)));
    }
    if meeting::has_attendees(fields) {
        return Some(Standing::Other(Exclusion::SaysItIs("a note with attendees".to_owned())));
    }
    day_in_name(note.path.stem()).map(|_| Standing::Other(Exclusion::DatedName))
}

/// Whether attendees below a heading or after a label make a note a meeting: it is dated and does not say that it
/// is something else. In a folder of contacts its name must hold the date or its type must be a meeting, since
/// any contact's note may have a `date`.
pub(super) fn may_list_attendees(path: &NotePath, reader: &Reader<'_>, fields: &Fields<'_>) -> bool {
    let is_meeting = || contact_folder(path, &reader.marking).is_none() || is_kind(fields, "meeting");
    other_kind(fields).is_none_or(|word| singular(&word) == "meeting")
        && (day_in_name(path.stem()).is_some()
            || meeting_day(path, fields, reader.config()).is_some() && is_meeting())
}

/// Whether a note in a folder of contacts keeps a log: a dated line below such a heading.
fn has_log_of_contact(evidence: &Evidence<'_, '_>) -> bool {
    let Evidence { note, body, .. } = *evidence;
    let is_log = |line: &Line<'_>| {
        body.section(line.section).is_some_and(|section| HeadingSort::Log.has(&section.heading))
    };
    let is_right_there = |folder: String| last_part(note.path.folder()) == folder;
    contact_folder(note.path, &note.reader.marking).is_some_and(is_right_there)
        && body.lines.iter().any(|line| is_log(line) && dated(line).is_some())
}

/// Whether a note in a folder of contacts is about other notes, by its name: it has neither keys of a person
/// nor a log.
fn is_about_others(evidence: &Evidence<'_, '_>) -> bool {
    by_name::may_be_about_others(evidence.note.path.stem())
        && meeting::personal_key(evidence.fields).is_none()
        && !evidence.body.lines.iter().any(|line| dated(line).is_some())
}

/// Whether the note is a template of Logseq, whose first block says so: `template:: person`.
fn is_logseq_template(body: &Body<'_>) -> bool {
    body.lines.first().is_some_and(|line| {
        let name = line.text.strip_prefix("template::").unwrap_or_default();
        matches!(line.kind, LineKind::Item(..)) && !name.trim().is_empty()
    })
}

/// Whether a note has the name of a folder.
fn is_named_after(folder: &str, note: &NotePath) -> bool {
    let folder = last_part(folder);
    !folder.is_empty() && same_name(folder, note.stem())
}
