//! What the sections of a body are for, as their headings say: hooks, events, waiting-fors, or dates
//! that are no log (design 3.4, 3.5).

use super::body::Body;
use super::log::words::{Headings, WordHasher};
use crate::core::text::push_folded_heading;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// What a section can be for, as a bit of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Personal details.
    Hooks = 1,
    /// One-off events.
    Events = 2,
    /// What others owe.
    Waiting = 4,
    /// Dates of other kinds than interactions.
    OtherDates = 8,
}

/// What every heading of the configuration says of its section. Made once a vault: each heading of each
/// note is looked up.
#[derive(Debug, Default)]
pub struct HeadingTable {
    /// By folded heading.
    purposes: HashMap<String, u8, BuildHasherDefault<WordHasher>>,
    /// Bytes of the longest: nothing longer is folded to its end.
    longest: usize,
}

impl HeadingTable {
    /// The table of these headings.
    pub fn new(headings: &Headings) -> HeadingTable {
        let mut table = HeadingTable::default();
        for (headings, purpose) in [
            (&headings.not_a_log, Purpose::OtherDates),
            (&headings.hooks, Purpose::Hooks),
            (&headings.events, Purpose::Events),
            (&headings.waiting, Purpose::Waiting),
        ] {
            for heading in headings {
                *table.purposes.entry(heading.clone()).or_default() |= purpose as u8;
                table.longest = table.longest.max(heading.len());
            }
        }
        table
    }

    /// Whether a heading is known to be a section's, at any level.
    pub fn knows(&self, heading: &str) -> bool {
        self.said(2, heading, &mut String::new()) != 0
    }

    /// What a heading of this level says of its own section.
    fn said(&self, level: u8, heading: &str, folded: &mut String) -> u8 {
        folded.clear();
        if !push_folded_heading(heading, self.longest, folded) {
            return 0;
        }
        let said = self.purposes.get(folded.as_str()).copied().unwrap_or_default();
        // The title of a note says what it is about, not what its dates are.
        if level > 1 { said } else { said & !(Purpose::OtherDates as u8) }
    }
}

/// The purposes of all sections of a body, each with those of the sections around it. Worked out once a
/// note: its hooks, its events, its tasks and each line of its log ask.
#[derive(Debug, Default)]
pub struct Purposes {
    of_sections: Vec<u8>,
}

impl Purposes {
    /// What the sections of a body are for.
    pub fn of(body: &Body<'_>, headings: &HeadingTable) -> Purposes {
        let mut purposes = Purposes { of_sections: Vec::with_capacity(body.sections.len()) };
        let mut folded = String::new();
        for section in &body.sections {
            // A parent stands before what lies in it.
            let around = purposes.of_section(section.parent);
            let all = around | headings.said(section.level, &section.heading, &mut folded);
            purposes.of_sections.push(all);
        }
        purposes
    }

    /// Whether any section has this purpose.
    pub fn any(&self, purpose: Purpose) -> bool {
        self.of_sections.iter().any(|purposes| purposes & purpose as u8 != 0)
    }

    /// Whether a section, or one around it, has this purpose.
    pub fn holds(&self, section: Option<usize>, purpose: Purpose) -> bool {
        self.of_section(section) & purpose as u8 != 0
    }

    /// Whether dates of a section are interactions: it has no other purpose.
    pub fn is_log(&self, section: Option<usize>) -> bool {
        self.of_section(section) == 0
    }

    fn of_section(&self, section: Option<usize>) -> u8 {
        section.and_then(|place| self.of_sections.get(place)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::text::fold_heading;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_heading_is_given_up_that_is_known(
            heading in "(hooks|HOOKS|Ho|oks|Log|o|\u{301}|Key dates|Work history|Waiting for|🎁|e\u{301}|é|:| |-|x){0,4}",
        ) {
            let headings = Headings::default();
            let said = HeadingTable::new(&headings).said(2, &heading, &mut String::new());
            let folded = fold_heading(&heading);
            let sets = [
                (&headings.hooks, Purpose::Hooks),
                (&headings.events, Purpose::Events),
                (&headings.waiting, Purpose::Waiting),
                (&headings.not_a_log, Purpose::OtherDates),
            ];
            for (set, purpose) in sets {
                prop_assert_eq!(said & purpose as u8 != 0, set.contains(&folded), "{:?}", &heading);
            }
        }
    }

    #[test]
    fn a_section_has_the_purposes_of_those_around_it() {
        #[track_caller]
        fn case(text: &str, last: &[Purpose]) {
            let body = body::read(text, 1);
            let purposes = Purposes::of(&body, &HeadingTable::new(&Headings::default()));
            let section = body.sections.len().checked_sub(1);
            let all = [Purpose::Hooks, Purpose::Events, Purpose::Waiting, Purpose::OtherDates];
            let found: Vec<Purpose> = all.into_iter().filter(|one| purposes.holds(section, *one)).collect();
            assert_eq!(found, last, "{text}");
            assert_eq!(purposes.is_log(section), last.is_empty(), "{text}");
        }
        case("", &[]);
        case("# Hooks", &[Purpose::Hooks]);
        case("## Upcoming\n### 2026", &[Purpose::Events]);
        case("## Upcoming\n## Log", &[]);
        case("# Gifts", &[]);
        case("## 🎁 Gifts\n### Waiting for:", &[Purpose::Waiting, Purpose::OtherDates]);
    }
}
