//! `followup list`: lists all contacts with stage and next follow-up. With `--all`, also what marks them as
//! contacts, and every other note with the reason why it is not one.

use super::arguments::looks::List;
use super::contact_json::contact_json;
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::report::{Report, in_form, object, to_json};
use super::terminal::{clipped, padded, safe, width};
use super::vault_above::VaultAbove;
use crate::core::compile::Compiled;
use crate::core::note::facts::Standing;
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::text::count;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// Runs `list`.
pub fn run(list: &List, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let others = list.all.then(|| others(&loaded));
    let stdout = in_form(
        meaning.form,
        || json(&loaded, others.as_deref()),
        || text(&loaded, meaning, others.as_deref(), width()),
    );
    Ok(Report::of_notes(stdout, &loaded.compiled.problems, meaning))
}

/// A note or folder that is not a contact.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Other {
    path: String,
    why: String,
}

/// Returns every note and folder that is not a contact, sorted by path.
pub fn others(loaded: &Loaded) -> Vec<Other> {
    let read = loaded.compiled.others.iter().map(|(path, standing)| (path, describe(standing)));
    let left_out = loaded.left_out.iter().map(|(path, why)| (path, why.clone()));
    let mut others: Vec<Other> =
        read.chain(left_out).map(|(path, why)| Other { path: path.to_string(), why }).collect();
    others.sort();
    others
}

fn describe(standing: &Standing) -> String {
    match standing {
        Standing::Contact(mark) => format!("a contact: {}", mark.describe()),
        Standing::Meeting => "a meeting note".to_owned(),
        Standing::Daily => "a daily note".to_owned(),
        Standing::Inbox => "the inbox".to_owned(),
        Standing::Resource => "a resource".to_owned(),
        Standing::Other(exclusion) => exclusion.describe(),
    }
}

/// Returns the output of `list --json`.
pub fn json(loaded: &Loaded, others: Option<&[Other]>) -> String {
    let contacts: Vec<_> = shown(&loaded.compiled).map(|(index, _)| contact_json(loaded, index)).collect();
    match others {
        Some(others) => to_json(&object! { contacts: contacts, others: others }),
        None => to_json(&object! { contacts: contacts }),
    }
}

fn shown(compiled: &Compiled) -> impl Iterator<Item = (ContactIndex, &Contact)> {
    // Contacts on which the program failed are reported as problems; explaining them would fail again.
    compiled.people.indexed().filter(|(index, _)| !compiled.is_set_aside(*index))
}

fn text(loaded: &Loaded, meaning: &Meaning, others: Option<&[Other]>, width: usize) -> String {
    let compiled = &loaded.compiled;
    let mut text = String::new();
    let contacts = &compiled.people.contacts;
    let longest = contacts.iter().map(|contact| unicode_width::UnicodeWidthStr::width(contact.name())).max();
    let name_width = longest.unwrap_or(0).clamp(4, (width / 3).max(12));
    if !contacts.is_empty() {
        let marked = if others.is_some() { "        marked by" } else { "" };
        let _ = writeln!(text, "{}  stage     last        next{marked}", padded("name", name_width));
    }
    for (index, contact) in shown(compiled) {
        let standing = loaded.explain(index);
        let day =
            |day: Option<crate::core::day::Day>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let marked = others.map_or_else(String::new, |_| safe(&contact.mark.describe()));
        let row = format!(
            "{}  {:<8}  {:<10}  {:<10}  {marked}",
            padded(&clipped(&safe(contact.name()), name_width), name_width),
            standing.stage.name(),
            day(standing.last.map(|interaction| interaction.day)),
            day(standing.next_due),
        );
        let _ = writeln!(text, "{}", row.trim_end());
    }
    for other in others.unwrap_or_default() {
        let _ = writeln!(text, "{}: {}", safe(&other.path), safe(&other.why));
    }
    let _ = writeln!(text, "{}", count(contacts.len(), "contact"));
    let above = VaultAbove::of(loaded, meaning);
    text.extend(above.as_ref().map(|above| format!("{}\n", above.said)));
    let next = match (contacts.first(), above, others) {
        (Some(contact), ..) => format!("followup show {}", loaded.typed_name(contact.name(), &contact.path)),
        (None, Some(above), _) => above.command,
        (None, None, None) => "followup list --all".to_owned(),
        (None, None, Some(_)) => "followup check".to_owned(),
    };
    let _ = writeln!(text, "next: {next}");
    text
}
