//! Finds the contact that a name on the command line means.

use super::arguments::Name;
use super::loading::Loaded;
use super::terminal::safe;
use crate::core::people::contact::{Contact, ContactIndex, People};
use crate::core::people::matching::{Matched, find, guessed};
use crate::io::failure::Failure;
use std::fmt::Write;

/// Maximum number of candidates listed; the rest is counted.
const MOST_LISTED: usize = 20;

/// Returns the one contact that a name means. If several match, the failure lists them.
pub(super) fn meant(people: &People, name: &Name) -> Result<ContactIndex, Failure> {
    named(people, &name.words.join(" "))
}

/// Like [`meant`], for a name in one piece.
pub(super) fn named(people: &People, typed: &str) -> Result<ContactIndex, Failure> {
    match find(people, typed) {
        Matched::One(index) => Ok(index),
        Matched::Several(several) => Err(candidates(people, typed, &several)),
        Matched::Nobody => {
            let all = "`followup list` names all contacts, `followup list --all` all other notes too";
            let help = alone(people, typed).unwrap_or_else(|| all.to_owned());
            Err(Failure::new(format!("no contact is named `{}`", safe(typed))).help(help))
        }
    }
}

/// Returns the failure of a command that finds nothing to do for somebody who died or is not to be contacted.
pub(super) fn left_alone(loaded: &Loaded, index: ContactIndex) -> Option<Failure> {
    let contact = loaded.contact(index);
    let (why, name) = (why_never(contact)?, safe(contact.name()));
    Some(Failure::new(format!("nothing is ever due for {name}: {}", safe(&why))).help("nothing was written"))
}

/// Says why nothing is ever due for a contact who died or is not to be contacted, with the line that says so.
pub(super) fn why_never(contact: &Contact) -> Option<String> {
    let (why, spot) = contact.why_never()?;
    Some(format!("{why} ({})", contact.place(spot)))
}

/// Returns help if the first words are a name, as in `Ada until` or `Ada, Ben`.
fn alone(people: &People, typed: &str) -> Option<String> {
    let mut beginnings = typed
        .rmatch_indices([' ', ','])
        .filter_map(|(at, _)| typed.get(..at).map(|first| first.trim_end_matches(',')));
    let first = beginnings.find(|first| matches!(find(people, first), Matched::One(_)))?;
    Some(format!(
        "`{}` alone is a name: give one name and no other words; `followup log` takes several names, and what happened",
        safe(first)
    ))
}

fn candidates(people: &People, typed: &str, several: &[ContactIndex]) -> Failure {
    let mut help = String::from("type more of the name, or the path:");
    for index in several.iter().take(MOST_LISTED) {
        let contact = people.contact(*index);
        // The help is printed as it is, so each name is made safe here.
        let _ = write!(help, "\n    {}  ({})", safe(contact.name()), safe(contact.path.as_str()));
    }
    if several.len() > MOST_LISTED {
        let _ = write!(help, "\n    and {} more", several.len() - MOST_LISTED);
    }
    Failure::new(format!("`{}` matches {} contacts", safe(typed), several.len())).help(help)
}

/// Returns a message if only a near spelling of the name was found: `` `Adda` was read as Ada ``.
pub(super) fn taken_for(people: &People, typed: &str) -> Option<String> {
    let contact = guessed(people, typed)?;
    Some(format!("`{}` was read as {}", safe(typed.trim()), safe(contact.name())))
}
