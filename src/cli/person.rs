//! From a name on the command line to one contact, or to help with the name.

use super::arguments::Name;
use super::terminal::safe;
use crate::core::people::contact::{ContactIndex, People};
use crate::core::people::matching::{Matched, find, guessed};
use crate::io::failure::Failure;
use std::fmt::Write;

/// Candidates that are listed; the rest is counted.
const MOST_LISTED: usize = 20;

/// The one contact that a name means. If several fit they are listed, and nothing is done.
pub(super) fn meant(people: &People, name: &Name) -> Result<ContactIndex, Failure> {
    named(people, &name.words.join(" "))
}

/// As [`meant`], for a name in one piece.
pub(super) fn named(people: &People, typed: &str) -> Result<ContactIndex, Failure> {
    match find(people, typed) {
        Matched::One(index) => Ok(index),
        Matched::Several(several) => Err(candidates(people, typed, &several)),
        Matched::Nobody => Err(Failure::new(format!("no contact is named `{}`", safe(typed)))
            .help("`followup list` names all contacts, `followup list --all` all other notes too")),
    }
}

fn candidates(people: &People, typed: &str, several: &[ContactIndex]) -> Failure {
    let mut help = String::from("type more of the name, or the path:");
    for index in several.iter().take(MOST_LISTED) {
        let contact = people.contact(*index);
        // The list is printed as it stands, so each name is made safe here.
        let _ = write!(help, "\n    {}  ({})", safe(contact.name()), safe(contact.path.as_str()));
    }
    if several.len() > MOST_LISTED {
        let _ = write!(help, "\n    and {} more", several.len() - MOST_LISTED);
    }
    Failure::new(format!("`{}` matches {} contacts", safe(typed), several.len())).help(help)
}

/// Whom a name was taken for, where its nearest spelling decided.
pub(super) fn taken_for(people: &People, typed: &str) -> Option<String> {
    let contact = guessed(people, typed)?;
    Some(format!("`{}` was read as {}", safe(typed.trim()), safe(contact.name())))
}
