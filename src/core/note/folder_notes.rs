//! What the folder says about a note: a note named like its folder, or `index`, is an index of other notes
//! (design 3.1), and notes in a folder of templates may be templates. An index that could be about a person
//! is reported.

use super::body::Body;
use super::facts::Exclusion;
use super::fields::Fields;
use super::kind::marks::{Marking, contact_folder};
use super::kind::words::other_kind;
use super::log::dates::start::dated;
use super::meeting::personal_key;
use super::report::{Report, words};
use crate::core::place::{NotePath, last_part};
use crate::core::problem::Code;
use crate::core::text::folds_to;

/// Whether the note is in a folder of templates.
pub(super) fn is_among_templates(path: &NotePath) -> bool {
    path.folder().split('/').any(|folder| folds_to(folder, "templates") || folds_to(folder, "template"))
}

/// Whether a note that is an index by its name may be about a person: `People/Ada/index.md`, but not
/// `People/index.md`.
pub(super) fn may_be_contact(path: &NotePath, marking: &Marking, exclusion: &Exclusion) -> bool {
    *exclusion == Exclusion::Index && is_index_page(path) && is_below_contacts(path, marking)
}

/// Whether the note is in a subfolder of a folder of contacts.
pub(super) fn is_below_contacts(path: &NotePath, marking: &Marking) -> bool {
    let last = last_part(path.folder());
    contact_folder(path, marking).is_some_and(|folder| folder != last && folder != path.folder())
}

/// Whether the note is called `index` or `_index`, as some programs name the only page of a folder.
pub(super) fn is_index_page(path: &NotePath) -> bool {
    let stem = path.stem();
    folds_to(stem, "index") || folds_to(stem, "_index")
}

/// Reports an index that has keys of a person, or a log.
pub(super) fn report_lookalike(fields: &Fields<'_>, body: &Body<'_>, report: &mut Report<'_>) {
    if other_kind(fields).is_some() {
        return;
    }
    let key = personal_key(fields).and_then(|key| fields.first(key)).map(|(spot, _)| spot);
    let log = || body.lines.iter().find(|line| dated(line).is_some()).map(|line| line.spot);
    let Some(spot) = key.or_else(log) else { return };
    let help = match is_index_page(report.path()) {
        true => "name it like the person, and add `type: person` to its front matter",
        false => "add `type: person` to its front matter, or move it up out of the folder",
    };
    let said = words(
        "this index could be about a person",
        help,
        "it is not treated as a contact, and its lines do not count",
    );
    report.at(Code::LooksLikeContact, spot, "", said);
}
