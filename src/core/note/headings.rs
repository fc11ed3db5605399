//! The headings that people write in notes, whatever the configuration says: what each says about its section,
//! and that it is not the name of a person.

use super::fields::about_whom::names_relative;
use crate::core::text::{is_mark, push_folded_heading};

/// What a heading says about the part of the note below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core) enum HeadingSort {
    /// Facts about the contact.
    Facts,
    /// Other people.
    Family,
    /// Things and times, whose fields are dropped without a report.
    OtherThings,
    /// A log of contact.
    Log,
    /// The people who were at a meeting.
    Attendees,
    /// Anything else: only that it is not the name of a person.
    NoName,
}

/// The headings of each sort, folded with [`fold_heading`](crate::core::text::fold_heading). No heading is of two.
const HEADINGS: [(HeadingSort, &[&str]); 6] = [
    (
        HeadingSort::Facts,
        &[
            "about", "ataglance", "attributes", "basicinfo", "basicinformation", "basics", "bio", "contact",
            "contactdata", "contactdetails", "contactinfo", "contactinformation", "data", "dates", "details",
            "facts", "fields", "general", "importantdates", "info", "information", "keydates", "keyfacts",
            "keyinfo", "keyinformation", "metadata", "notes", "overview", "person", "personal",
            "personaldetails", "personalinfo", "personalinformation", "profile", "properties", "quickfacts",
            "quickinfo", "quickreference", "quickstats", "relationshipsummary", "snapshot", "summary",
            "kontakt", "kontaktdaten", "profil",
        ],
    ),
    (
        HeadingSort::Family,
        &["children", "family", "kids", "parents", "pets", "relatives", "siblings", "familie", "kinder"],
    ),
    (HeadingSort::OtherThings, &["career", "education", "gifts", "giftideas", "medical", "workhistory"]),
    (
        HeadingSort::Log,
        &[
            "log", "logs", "logbook", "contactlog", "interactionlog", "calllog", "meetinglog",
            "communicationlog", "interactions", "interaction", "history", "contacthistory",
            "interactionhistory", "timeline", "journal", "diary", "activity", "touchpoints", "conversations",
            "communication", "communications", "correspondence",
        ],
    ),
    (HeadingSort::Attendees, &["attendees", "participants", "anwesend", "teilnehmer"]),
    (
        HeadingSort::NoName,
        &[
            "aboutme", "actionitems", "actions", "background", "biography", "calls", "contacts",
            "conversationlog", "events", "followup", "followups", "goals", "hooks", "ideas", "interests",
            "lastinteraction", "links", "meetings", "meetingnotes", "memo", "messages", "misc",
            "nextactions", "nextsteps", "note", "people", "preferences", "promises", "quicknotes", "quotes",
            "related", "reminders", "resources", "tasks", "todo", "todos", "topics", "updates", "work",
            "notizen", "protokoll", "verlauf", "aufgaben", "notas", "contacto", "registro",
        ],
    ),
];

/// Folded bullets under which an outline keeps a log, recognised even while it is empty. Other words for a
/// log are ambiguous in a list: `- history` may be an interest.
const LOG_BULLETS: [&str; 8] =
    ["log", "logs", "logbook", "contactlog", "calllog", "meetinglog", "interactionlog", "interactions"];

/// Folded headings of sections with dates that are not a log.
const OF_DATES: [&str; 9] = [
    "anniversaries", "birthday", "birthdays", "dates", "datestoremember", "importantdates", "importantdays",
    "keydates", "specialdates",
];

/// Bytes of the longest of all these words, with some room.
const LONGEST: usize = 24;

impl HeadingSort {
    /// Whether a heading is of this sort.
    pub(in crate::core) fn has(self, heading: &str) -> bool {
        let words = HEADINGS.iter().filter(|(sort, _)| *sort == self);
        folded(heading).is_some_and(|heading| words.into_iter().any(|(_, words)| words.contains(&&*heading)))
    }
}

/// Whether a heading is that of a section and not a name.
pub(super) fn is_section_heading(heading: &str) -> bool {
    folded(heading).is_some_and(|heading| HEADINGS.iter().any(|(_, words)| words.contains(&&*heading)))
}

/// Whether the part of a note below a heading is about other people, things or days.
pub(super) fn is_about_others(heading: &str) -> bool {
    use HeadingSort::{Attendees, Family, Log, OtherThings};
    [Log, Family, OtherThings, Attendees].iter().any(|sort| sort.has(heading)) || names_relative(heading)
}

/// Whether a heading is that of a section with birthdays and other dates to remember.
pub(super) fn is_of_dates(heading: &str) -> bool {
    let begins = heading.trim_start_matches(is_mark);
    // This runs for every heading of every contact. The first letter rules out most.
    begins.starts_with(['A', 'a', 'B', 'b', 'D', 'd', 'I', 'i', 'K', 'k', 'S', 's'])
        && folded(heading).is_some_and(|heading| OF_DATES.contains(&&*heading))
}

/// Whether a bullet is the heading of a log in an outline.
pub(in crate::core) fn is_log_bullet(text: &str) -> bool {
    folded(text).is_some_and(|text| LOG_BULLETS.contains(&&*text))
}

/// Folds a heading, unless it is too long to be in a list.
fn folded(heading: &str) -> Option<String> {
    let mut folded = String::with_capacity(LONGEST + 1);
    push_folded_heading(heading, LONGEST, &mut folded).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_section_heading_is_a_name() {
        for section in
            ["Notes", "log", "📝 Notes", "Contact info", "To-do", "Follow-up", "Next steps", "Pets"]
        {
            assert!(is_section_heading(section), "{section}");
        }
        for (_, words) in HEADINGS {
            assert!(words.iter().all(|word| is_section_heading(word)), "{words:?}");
        }
        for name in ["Nick Notes", "Ada Lovelace", "Logan", "Persona", ""] {
            assert!(!is_section_heading(name), "{name}");
        }
    }

    #[test]
    fn every_heading_is_of_one_sort() {
        let mut all: Vec<&str> = HEADINGS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        assert!(all.iter().all(|word| folded(word).as_deref() == Some(*word)), "{all:?}");
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(LOG_BULLETS.iter().all(|bullet| HeadingSort::Log.has(bullet)));
    }
}
