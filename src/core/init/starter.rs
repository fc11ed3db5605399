//! A small example vault for an empty folder.

use crate::core::day::Day;

/// Returns the paths (relative to the vault) and texts of the starter vault.
pub fn starter(today: Day) -> Vec<(&'static str, String)> {
    vec![
        ("People/Robin Example.md", robin(today)),
        ("Templates/Person.md", PERSON.to_owned()),
        ("inbox.md", INBOX.to_owned()),
    ]
}

fn robin(today: Day) -> String {
    format!(
        "---\n\
         email: robin@studio.example\n\
         tags: [person, friend]\n\
         met: {today} at the book fair\n\
         # How often you want to be in touch; leave it out and nobody comes up just because time passes.\n\
         cadence: 6 weeks\n\
         birthday: 03-14\n\
         interests: [typography, tandem bicycles]\n\
         ---\n\
         # Robin Example\n\n\
         A note about a person: everything above is optional. Delete this one when you have seen\n\
         how it works.\n\n\
         ## Hooks\n\n\
         - restores a printing press from 1911\n\n\
         ## Promises\n\n\
         - [ ] send the address of the paper mill 📅 {soon}\n\n\
         ## Log\n",
        soon = today.plus_days(3)
    )
}

/// The title is filled in by Obsidian's template plugin, all of it by `followup import` and `new`.
const PERSON: &str = "---\nname: \"{{title}}\"\nemail:\nphone:\ntags: [person]\nmet:\nbirthday:\ninterests:\n---\n# {{title}}\n\n{{note}}\n\n## Hooks\n\n## Log\n";

const INBOX: &str = "%% One line a contact, from any device; names need no brackets:\n- 2026-01-31 Robin Example: coffee, talked about type\n%%\n";
