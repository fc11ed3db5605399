//! What the headings say about the sections of a body: they hold hooks, events, tasks of others, what is still
//! to be done, or dates that are not a log (design 3.4, 3.5).

use super::body::Body;
use super::log::line::line_head::owner;
use super::log::line::words::WordHasher;
use super::owed::{Debtor, debtor};
use crate::core::text::{behind_start, fold_heading, is_one_of, nfc, push_folded_heading};
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;

/// The purpose of a section, as a bit of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Hooks.
    Hooks = 1,
    /// One-off events.
    Events = 2,
    /// Tasks that others owe.
    Waiting = 4,
    /// Dates that are not interactions.
    OtherDates = 8,
    /// What is still to be done. A ticked task there is done, though.
    NextSteps = 16,
    /// The same of what is promised or to be talked about. In a daily note, such a section may also be of that day.
    Open = 32,
    /// What the user promised, as far as is known.
    Promised = 64,
}

/// Headings with a meaning, folded with [`fold_heading`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    /// Sections whose dated lines are not log entries.
    pub not_a_log: BTreeSet<String>,
    /// Sections of hooks.
    pub hooks: BTreeSet<String>,
    /// Sections of one-off events.
    pub events: BTreeSet<String>,
    /// Sections of waiting-fors.
    pub waiting: BTreeSet<String>,
    /// Sections of what is still to be done.
    pub next_steps: BTreeSet<String>,
}

impl Default for Headings {
    #[rustfmt::skip]
    fn default() -> Headings {
        let set = |words: &[&str]| words.iter().map(|word| fold_heading(word)).collect();
        Headings {
            not_a_log: set(&[
                "Dates", "Key dates", "Important dates", "Milestones", "Life events", "Kids", "Children", "Career",
                "Work history", "Education", "Gifts", "Gift ideas", "Family", "Medical", "Commitments", "Open commitments",
                "Promises", "Open loops", "Open items", "Agenda", "To discuss", "Talking points",
            ]),
            hooks: set(&["Hooks", "Remember", "Personal"]),
            events: set(&["Events", "Upcoming"]),
            waiting: set(&["Waiting for", "Waiting on", "Waiting"]),
            next_steps: set(&[
                "To do", "To dos", "To do list", "Tasks", "Open tasks", "Next step", "Next steps", "Next action",
                "Next actions", "Action items", "Tomorrow", "Plan for tomorrow", "Plans for tomorrow",
            ]),
        }
    }
}

/// The purposes of sections with lines that are still to be done.
const STILL_TO_DO: u8 = Purpose::NextSteps as u8 | Purpose::Open as u8 | Purpose::Promised as u8;

/// Headings, folded, of sections that are no log since what stands there is promised.
const PROMISES: [&str; 3] = ["commitments", "opencommitments", "promises"];
/// Headings, folded, of sections that are no log since what stands there is to be talked about.
const TO_DISCUSS: [&str; 5] = ["agenda", "openitems", "openloops", "talkingpoints", "todiscuss"];

/// The purposes that a heading has which the configuration lists as that of no log.
fn purposes_of_no_log(heading: &str) -> u8 {
    if PROMISES.contains(&heading) {
        Purpose::Open as u8 | Purpose::Promised as u8
    } else if TO_DISCUSS.contains(&heading) {
        Purpose::Open as u8
    } else {
        Purpose::OtherDates as u8
    }
}

/// The purposes of all headings that the configuration knows. Built once, as each heading of each note is
/// looked up.
#[derive(Debug, Default)]
pub struct HeadingTable {
    /// By folded heading.
    purposes: HashMap<String, u8, BuildHasherDefault<WordHasher>>,
    /// Bytes of the longest heading; folding stops there.
    longest: usize,
    /// Whether `Waiting for` is among them.
    awaits: bool,
    /// Whether one of them has letters beyond ASCII.
    has_other_letters: bool,
}

impl HeadingTable {
    /// Builds the table.
    pub fn new(headings: &Headings) -> HeadingTable {
        let mut table = HeadingTable::default();
        for (headings, purpose) in [
            (&headings.not_a_log, Purpose::OtherDates),
            (&headings.hooks, Purpose::Hooks),
            (&headings.events, Purpose::Events),
            (&headings.waiting, Purpose::Waiting),
            (&headings.next_steps, Purpose::NextSteps),
        ] {
            for heading in headings {
                let purposes = match purpose {
                    Purpose::OtherDates => purposes_of_no_log(heading),
                    purpose => purpose as u8,
                };
                *table.purposes.entry(heading.clone()).or_default() |= purposes;
                table.longest = table.longest.max(heading.len());
            }
        }
        table.has_other_letters = !table.purposes.keys().all(|heading| heading.is_ascii());
        table.awaits = headings.waiting.contains("waitingfor");
        table
    }

    /// Whether a heading is in the table.
    pub fn knows(&self, heading: &str) -> bool {
        self.own_purposes(heading, &mut String::new()) != 0
    }

    /// Returns the purposes that a heading gives its own section.
    fn own_purposes(&self, heading: &str, folded: &mut String) -> u8 {
        // Most headings with letters beyond ASCII are names. Such a letter stays beyond it when it is folded.
        if !heading.is_ascii() && !self.has_other_letters && has_other_letter(heading) {
            return 0;
        }
        folded.clear();
        if !push_folded_heading(heading, self.longest, folded) {
            return 0;
        }
        self.purposes.get(folded.as_str()).copied().unwrap_or_default()
    }
}

/// The purposes of each section of a body, including those of the sections around it. Computed once for each
/// note, as hooks, events, tasks and every line of the log need them.
#[derive(Debug, Default)]
pub struct Purposes {
    of_sections: Vec<u8>,
}

impl Purposes {
    /// Computes the purposes of all sections.
    pub fn of(body: &Body<'_>, headings: &HeadingTable) -> Purposes {
        Purposes::of_contact(body, headings, |_| false)
    }

    /// As [`Purposes::of`], for the note of a contact: `is_contact` tells whether a word means them, as in `Waiting for
    /// Ada`.
    pub fn of_contact(
        body: &Body<'_>,
        headings: &HeadingTable,
        is_contact: impl Fn(&str) -> bool,
    ) -> Purposes {
        let mut purposes = Purposes { of_sections: Vec::with_capacity(body.sections.len()) };
        let mut folded = String::with_capacity(headings.longest + 1);
        let titles = body.sections.iter().filter(|section| section.level == 1).count();
        let title = body.title().filter(|_| titles == 1);
        for (place, section) in body.sections.iter().enumerate() {
            // A parent comes before its subsections.
            let mut around = purposes.of_section(section.parent);
            if around & STILL_TO_DO != 0 && names_log(&section.heading) {
                around &= !STILL_TO_DO;
            }
            let mut own = headings.own_purposes(&section.heading, &mut folded);
            if own == 0 && headings.awaits {
                own = purposes_of_owed(&section.heading, &is_contact);
                if own & Purpose::Promised as u8 != 0 {
                    around &= !(Purpose::Waiting as u8);
                } else if own & Purpose::Waiting as u8 != 0 {
                    around &= !(Purpose::Promised as u8);
                }
            }
            if title == Some(place) {
                // The title of a note says what the note is about, not what its dates are. With further
                // headings of its level, it is a section like them.
                own &= !(Purpose::OtherDates as u8 | Purpose::Open as u8 | Purpose::Promised as u8);
            }
            purposes.of_sections.push(around | own);
        }
        purposes
    }

    /// Whether any section has this purpose.
    pub fn any(&self, purpose: Purpose) -> bool {
        self.of_sections.iter().any(|purposes| purposes & purpose as u8 != 0)
    }

    /// Whether any section has lines that are still to be done, or waited for.
    pub fn any_steps(&self) -> bool {
        self.of_sections.iter().any(|purposes| purposes & (STILL_TO_DO | Purpose::Waiting as u8) != 0)
    }

    /// Whether the lines of a section are still to be done.
    pub fn are_steps(&self, section: Option<usize>) -> bool {
        self.of_section(section) & STILL_TO_DO != 0
    }

    /// Whether a section, or one around it, has this purpose.
    pub fn holds(&self, section: Option<usize>, purpose: Purpose) -> bool {
        self.of_section(section) & purpose as u8 != 0
    }

    /// Whether dates in a section are interactions, because the section has no other purpose.
    pub fn is_log(&self, section: Option<usize>) -> bool {
        self.of_section(section) == 0
    }

    /// Whether a section can hold interactions: in a log, or among what is still to be done, where a task is ticked.
    pub fn may_hold_interactions(&self, section: Option<usize>) -> bool {
        let purposes = self.of_section(section);
        let others = purposes & !STILL_TO_DO;
        others == 0 || (others == Purpose::Waiting as u8 && purposes & Purpose::Open as u8 != 0)
    }

    fn of_section(&self, section: Option<usize>) -> u8 {
        section.and_then(|place| self.of_sections.get(place)).copied().unwrap_or_default()
    }
}

/// Whether a heading has a letter beyond ASCII, emoji aside.
fn has_other_letter(heading: &str) -> bool {
    nfc(heading).chars().any(|letter| !letter.is_ascii() && letter.is_alphanumeric())
}

/// Returns the purposes of a section with what somebody owes.
fn purposes_of_owed(heading: &str, is_contact: &impl Fn(&str) -> bool) -> u8 {
    if awaits_contact(heading, is_contact) {
        return Purpose::Waiting as u8;
    }
    let purpose = match debtor(heading, is_contact) {
        Some(Debtor::Contact) => Purpose::Waiting,
        Some(Debtor::User) => Purpose::Promised,
        None => return 0,
    };
    purpose as u8 | Purpose::Open as u8
}

/// Returns who owes what stands below a heading or label: the contact below `Waiting for Ada` and `They owe me`, the
/// user below `I owe them`.
pub(super) fn owes(heading: &str, is_contact: &impl Fn(&str) -> bool) -> Option<Debtor> {
    if awaits_contact(heading, is_contact) { Some(Debtor::Contact) } else { debtor(heading, is_contact) }
}

/// Whether a heading says that the contact is waited for: `Waiting for Ada`, `Waiting on them`, `Waiting for her reply`. With
/// another name or thing, somebody else may owe it.
fn awaits_contact(heading: &str, is_contact: &impl Fn(&str) -> bool) -> bool {
    const OF_CONTACT: [&str; 18] = [
        "a", "an", "answer", "answers", "any", "feedback", "her", "him", "his", "of", "others", "reply",
        "replies", "response", "responses", "the", "their", "them",
    ];
    let is_letter = |letter: char| letter.is_alphanumeric();
    // Few headings begin so, and others need not be cut into words.
    if behind_start(heading.trim_start_matches(|letter| !is_letter(letter)), "waiting").is_none() {
        return false;
    }
    let mut words = heading.split([' ', '\u{a0}', '\t']).filter(|word| word.contains(is_letter));
    let mut next_is = |known: &[&str]| {
        let word = words.next().unwrap_or_default().trim_matches(|letter| !is_letter(letter));
        is_one_of(word, known)
    };
    if !next_is(&["waiting"]) || !next_is(&["for", "on"]) {
        return false;
    }
    let mut rest = words.map(|word| {
        let word = word.trim_matches(|letter| !is_letter(letter));
        owner(word).unwrap_or(word)
    });
    rest.all(|word| is_one_of(word, &OF_CONTACT) || is_contact(word))
}

/// Whether a heading within a list of what is still to be done begins what was done.
fn names_log(heading: &str) -> bool {
    const LOGS: [&str; 5] = ["Log", "Contact log", "History", "Interactions", "Done"];
    is_one_of(heading.trim(), &LOGS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::text::fold_heading;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn known_headings_are_always_found(
            heading in "(hooks|HOOKS|Ho|oks|Log|o|\u{301}|Key dates|Work history|Waiting for|Next steps|To|do|🎁|e\u{301}|é|\u{212a}|İ|:| |-|x){0,4}",
        ) {
            let headings = Headings::default();
            let said = HeadingTable::new(&headings).own_purposes(&heading, &mut String::new());
            let folded = fold_heading(&heading);
            let sets = [
                (&headings.hooks, Purpose::Hooks),
                (&headings.events, Purpose::Events),
                (&headings.waiting, Purpose::Waiting),
                (&headings.not_a_log, Purpose::OtherDates),
                (&headings.next_steps, Purpose::NextSteps),
            ];
            for (set, purpose) in sets {
                prop_assert_eq!(said & purpose as u8 != 0, set.contains(&folded), "{:?}", &heading);
            }
        }
    }

    #[test]
    fn headings_of_the_configuration_may_have_other_letters() {
        let mut headings = Headings::default();
        headings.hooks.insert(fold_heading("Käse"));
        let table = HeadingTable::new(&headings);
        assert!(table.knows("🧀 KÄSE") && !table.knows("Kase"));
    }

    #[test]
    fn a_section_has_the_purposes_of_those_around_it() {
        #[track_caller]
        fn case(text: &str, last: &[Purpose]) {
            let body = body::read(text, 1);
            let is_ada = |word: &str| word == "Ada";
            let table = HeadingTable::new(&Headings::default());
            let purposes = Purposes::of_contact(&body, &table, is_ada);
            let section = body.sections.len().checked_sub(1);
            let all = [
                Purpose::Hooks,
                Purpose::Events,
                Purpose::Waiting,
                Purpose::OtherDates,
                Purpose::NextSteps,
                Purpose::Open,
                Purpose::Promised,
            ];
            let found: Vec<Purpose> = all.into_iter().filter(|one| purposes.holds(section, *one)).collect();
            assert_eq!(found, last, "{text}");
            assert_eq!(purposes.is_log(section), last.is_empty(), "{text}");
        }
        case("", &[]);
        case("## Waiting on them", &[Purpose::Waiting]);
        case("## ⏳ Waiting for her reply:", &[Purpose::Waiting]);
        case("## Waiting for Ada", &[Purpose::Waiting]);
        case("## Waiting for Ada's answer", &[Purpose::Waiting]);
        case("## Waiting for [[Ada]]\n### 2026", &[Purpose::Waiting]);
        case("## Waiting for Ben", &[]);
        case("## Waiting for the bank", &[]);
        case("## Waiting room", &[]);
        case("## Not waiting for them", &[]);
        case("## Open commitments\n### They owe me", &[Purpose::Waiting, Purpose::Open]);
        case("## Ada's action items", &[Purpose::Waiting, Purpose::Open]);
        case("## Ben's action items", &[]);
        case("## Waiting for\n### I owe them", &[Purpose::Open, Purpose::Promised]);
        case("## Open loops", &[Purpose::Open]);
        case("## Open commitments", &[Purpose::Open, Purpose::Promised]);
        case("## Agenda", &[Purpose::Open]);
        case("# Agenda", &[]);
        case("## Agenda\n### Log", &[]);
        case("# Hooks", &[Purpose::Hooks]);
        case("## Upcoming\n### 2026", &[Purpose::Events]);
        case("## To-do", &[Purpose::NextSteps]);
        case("## Next steps\n### With Ben", &[Purpose::NextSteps]);
        case("## Tasks\n### Log", &[]);
        case("## Next steps\n## Log", &[]);
        case("## Upcoming\n## Log", &[]);
        case("# Gifts", &[]);
        case("# Ada\n# Gifts", &[Purpose::OtherDates]);
        case("# Ada\n# Gifts\n# Log", &[]);
        case("## Log\n# Gifts", &[]);
        case("## 🎁 Gifts\n### Waiting for:", &[Purpose::Waiting, Purpose::OtherDates]);
    }
}
