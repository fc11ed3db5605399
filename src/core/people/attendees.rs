//! Attendees of a meeting whose text is nobody's name as it stands: `Ada Byron (Acme)`,
//! `Ada Byron & Ben` (design 3.4, 2).

use super::names::NameIndex;
use crate::core::note::facts::Name;
use crate::core::note::mentions::people_list::{joined, parted, without_remark};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem, quoted};

/// What such a text comes to.
pub(super) enum Attendees {
    /// Names that contacts have.
    Known(Vec<Name>),
    /// Several people, of whom only some are contacts: it may as well be one name of somebody else.
    Doubtful(Problem),
    /// Nobody's, as guests are.
    Nobody,
}

/// Whom a text names that names nobody as a whole.
pub(super) fn within(name: &Name, names: &NameIndex<'_>, path: &NotePath) -> Attendees {
    let mut all = Vec::new();
    for part in parted(&name.target) {
        match within_part(&Name { target: part.into(), ..name.clone() }, names, path) {
            Attendees::Known(known) => all.extend(known),
            Attendees::Nobody => {}
            doubtful @ Attendees::Doubtful(_) => return doubtful,
        }
    }
    if all.is_empty() { Attendees::Nobody } else { Attendees::Known(all) }
}

/// The same for what stands between commas.
fn within_part(name: &Name, names: &NameIndex<'_>, path: &NotePath) -> Attendees {
    let called = |text: &str| {
        let texts = [Some(text), without_remark(text)];
        let known = texts.into_iter().flatten().find(|text| names.knows(text, path))?;
        Some(Name { target: known.into(), ..name.clone() })
    };
    if names.knows(&name.target, path) {
        return Attendees::Known(vec![name.clone()]);
    }
    let parts: Vec<&str> = joined(&name.target).collect();
    let known: Vec<Name> = parts.iter().filter_map(|part| called(part)).collect();
    if !known.is_empty() && known.len() == parts.len() {
        Attendees::Known(known)
    } else if let Some(known) = called(&name.target) {
        // `Smith & Sons (Paris)`
        Attendees::Known(vec![known])
    } else if known.is_empty() {
        Attendees::Nobody
    } else {
        let message = format!("only a part of {} is the name of a contact", quoted(&name.target));
        let problem = Problem::new(Code::UnknownName, path, message).at(name.spot);
        Attendees::Doubtful(
            problem
                .help("if these are several people, write one name an item: `attendees: [Ada, Ben]`")
                .effect("the meeting counts for none of them"),
        )
    }
}
