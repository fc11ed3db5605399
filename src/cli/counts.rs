//! Counts the notes of a vault, and its contacts by what marks them as such.

use crate::core::compile::Compiled;
use crate::core::note::facts::{Mark, Standing};
use crate::core::text::{count, list};
use std::collections::BTreeMap;

/// Formats the nonzero numbers: `3 written`, `1 kept`.
pub(super) fn each<'a>(counted: impl IntoIterator<Item = (usize, &'a str)>) -> Vec<String> {
    let some = counted.into_iter().filter(|(number, _)| *number > 0);
    some.map(|(number, what)| format!("{number} {what}")).collect()
}

/// Returns one line such as `12 notes: 4 contacts (3 by tag, 1 by folder), 2 meeting notes`.
pub(super) fn found(compiled: &Compiled, notes: usize) -> String {
    let mut parts = vec![contacts(compiled)];
    let mut others = [(0, "meeting note"), (0, "daily note"), (0, "resource")];
    for (_, standing) in &compiled.others {
        match standing {
            Standing::Meeting => others[0].0 += 1,
            Standing::Daily => others[1].0 += 1,
            Standing::Resource => others[2].0 += 1,
            Standing::Contact(_) | Standing::Inbox | Standing::Other(_) => {}
        }
    }
    parts.extend(others.iter().filter(|(number, _)| *number > 0).map(|(number, word)| count(*number, word)));
    format!("{}: {}", count(notes, "note"), parts.join(", "))
}

fn contacts(compiled: &Compiled) -> String {
    let contacts = &compiled.people.contacts;
    let mut marks: BTreeMap<&str, usize> = BTreeMap::new();
    for contact in contacts {
        *marks.entry(sort(&contact.mark)).or_default() += 1;
    }
    if marks.is_empty() {
        return "no contacts".to_owned();
    }
    let mut by: Vec<(&str, usize)> = marks.into_iter().collect();
    by.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let by: Vec<String> = by.iter().map(|(mark, number)| format!("{number} by {mark}")).collect();
    let by = list(&by, "and");
    format!("{} ({by})", count(contacts.len(), "contact"))
}

fn sort(mark: &Mark) -> &'static str {
    match mark {
        Mark::Type(_) => "type",
        Mark::Tag(_) => "tag",
        Mark::Category(_) => "category",
        Mark::VCard(_) => "vCard keys",
        Mark::ContactTable => "contact table",
        Mark::Folder(_) => "folder",
    }
}
