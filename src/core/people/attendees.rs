//! Reads attendees of a meeting whose text is not a name as a whole: `Ada Byron (Acme)`, `Ada Byron & Ben`
//! (design 3.4, 2).

use super::addresses::address_in;
use super::names::NameIndex;
use super::nearly::turned;
use crate::core::note::facts::Name;
use crate::core::note::mentions::people_list::{joined, parted, says_absent, without_remark};
use crate::core::place::{NotePath, without_ending};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::list_in_ticks;

/// The people found in such a text.
pub(super) enum Attendees {
    /// Contacts, by names that resolve.
    Known(Vec<Name>),
    /// Several people of whom only some are contacts; it may be one name of somebody else.
    Doubtful(Problem),
    /// No contact, such as a guest.
    Nobody,
}

/// Finds the contacts named in a text that is not a contact's name as a whole.
pub(super) fn find(name: &Name, names: &NameIndex<'_>, path: &NotePath) -> Attendees {
    let mut all = Vec::new();
    for part in parted(&name.target) {
        match find_in_part(&Name { target: part.into(), ..name.clone() }, names, path) {
            Attendees::Known(known) => all.extend(known),
            Attendees::Nobody => {}
            doubtful @ Attendees::Doubtful(_) => return doubtful,
        }
    }
    if !all.is_empty() {
        return Attendees::Known(all);
    }
    // `Byron, Ada`
    let turned = turned(&name.target).filter(|turned| names.knows(turned, path));
    turned.map_or(Attendees::Nobody, |target| {
        Attendees::Known(vec![Name { target: target.into(), ..name.clone() }])
    })
}

/// Does the same for one part between commas.
fn find_in_part(name: &Name, names: &NameIndex<'_>, path: &NotePath) -> Attendees {
    let called = |text: &str| {
        let texts = [Some(text), without_remark(text)];
        let known = texts.into_iter().flatten().find(|text| names.knows(text, path))?;
        Some(Name { target: known.into(), ..name.clone() })
    };
    if names.knows(&name.target, path) {
        return Attendees::Known(vec![name.clone()]);
    }
    if let Some((address, around)) = address_in(&name.target)
        && !around.into_iter().any(says_absent)
    {
        match names.addressed(address).as_slice() {
            [] => {}
            [one] => return Attendees::Known(vec![by_path(one, name)]),
            several => return Attendees::Doubtful(shared_address(address, several, name, path)),
        }
    }
    let parts: Vec<&str> = joined(&name.target).collect();
    let known: Vec<Name> = parts.iter().filter_map(|part| called(part)).collect();
    if !known.is_empty() && known.len() == parts.len() {
        Attendees::Known(known)
    } else if let Some(known) = called(&name.target) {
        // As in `Smith & Sons (Paris)`.
        Attendees::Known(vec![known])
    } else if known.is_empty() {
        Attendees::Nobody
    } else {
        let message = format!("only a part of {} is the name of a contact", quoted(&name.target));
        let problem = Problem::new(Code::UnknownName, path, message).at(name.spot);
        Attendees::Doubtful(
            problem
                .help("if these are several people, write one name per item: `attendees: [Ada, Ben]`")
                .effect("the meeting counts for none of them"),
        )
    }
}

/// The name that a link to the note would have.
fn by_path(note: &NotePath, name: &Name) -> Name {
    Name { target: without_ending(note.as_str()).into(), linked: true, ..name.clone() }
}

fn shared_address(address: &str, notes: &[&NotePath], name: &Name, path: &NotePath) -> Problem {
    let message = format!("{} is the address of {}", quoted(address), list_in_ticks(notes, "and"));
    let problem = Problem::new(Code::AmbiguousName, path, message).at(name.spot);
    problem.help("name who was there, by a link").effect("the meeting counts for none of them")
}
