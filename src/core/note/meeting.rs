//! Decides whether attendees in its keys make a note a meeting. `attendees` and `participants` do so by their
//! name, but the `people` of a photograph and the people somebody lives `with` may not have met the user
//! (design 3.1, 3.4).

use super::body::Body;
use super::facts::{Entry, Exclusion, Reading, Standing};
use super::fields::Fields;
use super::fields::keys::Key;
use super::fields::values::{first_text, tags};
use super::kind::Evidence;
use super::kind::marks::contact_folder;
use super::kind::words::{
    is_kind, is_kind_of_meeting, is_meeting, is_tagged_meeting, no_meeting, other_kind,
};
use super::log::line::words::Direction;
use super::mentions::attendees;
use super::mentions::message_note::MessageNote;
use super::name_day::{day_in_name, is_misdated, meeting_day};
use super::read::NoteReader;
use super::report::{Report, words};
use crate::core::config::model::Config;
use crate::core::place::NotePath;
use crate::core::problem::Code;
use crate::core::text::{fold_heading, fold_name, folded, lower};
use std::collections::BTreeSet;

/// Keys that only a person's note has.
pub(super) const PERSONAL: [Key; 8] = [
    Key::Birthday,
    Key::Email,
    Key::Phone,
    Key::Cadence,
    Key::LastContact,
    Key::Relationship,
    Key::Met,
    Key::Died,
];

/// Whether a spelling of the key can only mean attendees.
pub(super) fn means_attendees(spelling: &str) -> bool {
    !matches!(&*folded(spelling.trim().trim_matches(['*', '_'])), "people" | "with")
}

/// Whether the note has attendees under such a spelling.
pub(super) fn has_attendees(fields: &Fields<'_>) -> bool {
    fields.is_written(Key::Attendees, means_attendees)
}

/// Returns the first key that only a person's note has.
pub(super) fn personal_key(fields: &Fields<'_>) -> Option<Key> {
    PERSONAL.into_iter().find(|key| fields.has(*key))
}

/// Whether the note has attendees and a date in its name. A tag below `person/` then names an attendee.
pub(super) fn is_named_meeting(evidence: &Evidence<'_, '_>) -> bool {
    has_attendees(evidence.fields) && day_in_name(evidence.note.path.stem()).is_some()
}

/// Returns what the attendees of an unmarked note make of it.
pub(super) fn standing_by_attendees(evidence: &Evidence<'_, '_>) -> Option<Standing> {
    let Evidence { note: NoteReader { path, reader, .. }, fields, .. } = *evidence;
    let config = reader.config();
    let is_daily = evidence.daily.is_some();
    let is_person = || {
        // In a folder of contacts, any note may have a `date`.
        contact_folder(path, &reader.marking).is_some()
            && personal_key(fields).is_some()
            && day_in_name(path.stem()).is_none()
    };
    if !is_daily && MessageNote::of(fields).is_some() && meeting_day(path, fields, config).is_some() {
        return (!is_person()).then_some(Standing::Meeting);
    }
    if !fields.has(Key::Attendees) {
        return None;
    }
    if !is_daily && meeting_day(path, fields, config).is_none() && !is_misdated(fields, config) {
        return None;
    }
    if has_attendees(fields) || is_kind(fields, "meeting") {
        return Some(Standing::Meeting);
    }
    if let Some(word) = no_meeting(fields) {
        // Lines of a daily note count whatever kind the note says it is.
        return (!is_daily).then(|| Standing::Other(Exclusion::SaysItIs(word.into_owned())));
    }
    // The name of a daily note gives the day, and its lines are still read.
    (is_daily || !is_person()).then_some(Standing::Meeting)
}

/// Whether a note with a day says that it is about a meeting or a talk, whoever it names: by its type, a tag, or a folder
/// such as `Meetings` or `1-1s`. Only `type: meeting` says so of a note that may be a person's: one with keys of a person, or
/// in a folder of contacts without the day in its name.
pub(super) fn says_so(evidence: &Evidence<'_, '_>) -> bool {
    let Evidence { note: NoteReader { path, reader, .. }, fields, .. } = *evidence;
    let is_elsewhere =
        || contact_folder(path, &reader.marking).is_none() || day_in_name(path.stem()).is_some();
    // A 1-1 may have the `relationship` of those who talk.
    let has_own = || PERSONAL.into_iter().any(|key| key != Key::Relationship && fields.has(key));
    let may_be_person = || has_own() || !is_elsewhere();
    let by_more = || is_kind_of_meeting(fields) || is_tagged_meeting(fields) || is_in_folder(path);
    (is_kind(fields, "meeting") || (by_more() && !may_be_person() && !has_outcome(fields)))
        && other_kind(fields).is_none_or(|word| is_meeting(word.trim_start_matches('#')))
        && no_meeting(fields).is_none()
        && meeting_day(path, fields, reader.config()).is_some()
}

/// Whether a key tells what came of it: nobody may have answered a call.
fn has_outcome(fields: &Fields<'_>) -> bool {
    fields.unknown.iter().any(|pair| matches!(&*folded(&pair.key), "outcome" | "result" | "direction"))
}

/// Whether a note is in a folder of meetings, or in one of a person there: `1-1s/Ada Lovelace`.
pub(super) fn is_in_folder(path: &NotePath) -> bool {
    // A folder `Calls` has those that nobody answered, too.
    path.folder()
        .rsplit('/')
        .take(2)
        .any(|folder| is_meeting(folder) && !matches!(&*fold_heading(folder), "call" | "calls"))
}

/// Whether the note says that it is a meeting, by its type or a tag, and who attended, but has no day.
pub(super) fn is_undated(path: &NotePath, fields: &Fields<'_>, body: &Body<'_>, config: &Config) -> bool {
    let is_text = |text: &str| text.contains(char::is_alphabetic);
    let is_tagged =
        || fields.nodes(Key::Tags).flat_map(tags).any(|tag| matches!(&*lower(tag), "meeting" | "meetings"));
    (is_kind(fields, "meeting") || is_tagged())
        && meeting_day(path, fields, config).is_none()
        && (fields.texts(Key::Attendees).any(|found| is_text(found.value)) || attendees::are_listed(body))
}

/// Reports a meeting without a day. The day the note was created may not be the day of the meeting.
pub(super) fn report_undated(fields: &Fields<'_>, report: &mut Report<'_>) {
    let found = fields.first(Key::Attendees).or_else(|| fields.first(Key::Kind));
    let created = fields.node(Key::Created).and_then(first_text);
    let hint = match created {
        Some(_) => "; `created` is the day of the note, not of the meeting",
        None => "",
    };
    let said = words(
        "a meeting without a day",
        format!("add `date: 2026-11-02` to its front matter, or begin its name with the day{hint}"),
        "it counts for nobody",
    );
    report.at_or_whole(Code::UndatedMeeting, found.map(|(_, found)| found), said);
}

/// Reports attendees of a dated note of whom none is a link that is read, so that it is not a meeting. Returns whether
/// there are any.
pub(super) fn report_unread(body: &Body<'_>, report: &mut Report<'_>) -> bool {
    let found = attendees::unread(body, report.text());
    if let Some(spot) = found {
        let said = words(
            "attendees that are not read",
            "link each contact below a heading `Attendees`, as in `- [[Ada]]`, or name them in the front matter: `attendees: \
             [Ada, Ben]`",
            "the meeting counts for nobody",
        );
        report.at(Code::UnreadAttendees, spot, "", said);
    }
    found.is_some()
}

/// Joins the lines of a daily note and the meeting that its attendees make, so that each person is counted
/// once: attendees who were met according to a line of that day are dropped from the meeting, unless the
/// meeting has hashtags, and lines that list its attendees are dropped.
pub(super) fn join_lines(mut meeting: Entry, mut lines: Vec<Entry>) -> Vec<Entry> {
    let own: BTreeSet<u32> = meeting.names.iter().map(|name| name.spot.line).collect();
    lines.retain(|line| !own.contains(&line.spot.line));
    if meeting.hashtags.is_empty() {
        let is_meeting = |line: &&Entry| {
            line.day == meeting.day && matches!(line.said.reading, Reading::Clear(Direction::Both, _))
        };
        let met = lines.iter().filter(is_meeting).flat_map(|line| &line.names);
        let met: BTreeSet<String> = met.map(|name| fold_name(&name.target)).collect();
        let names = meeting.names.into_iter().filter(|name| !met.contains(&fold_name(&name.target)));
        meeting.names = names.collect();
    }
    if !meeting.names.is_empty() {
        lines.insert(0, meeting);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::read::tests::note;

    #[track_caller]
    fn case(path: &str, text: &str, expected: &str) {
        let note = note(path, text);
        let standing = match note.standing {
            Standing::Contact(_) => "contact",
            Standing::Meeting => "meeting",
            Standing::Daily => "daily",
            Standing::Other(Exclusion::SaysItIs(_)) => "says it is something else",
            Standing::Other(Exclusion::Unmarked) => "unmarked",
            Standing::Other(Exclusion::AboutOthers) => "about others",
            Standing::Other(Exclusion::Index) => "index",
            Standing::Other(Exclusion::Template) => "template",
            other => panic!("{path}: {other:?}"),
        };
        assert_eq!(standing, expected, "{path}: {text}");
    }

    #[test]
    fn fields_about_something_else_do_not_decide_the_kind() {
        case("People/Ada.md", "- Rome\n    - with:: [[Ben]]\n    - date:: 2026-10-01\n", "contact");
        case("People/Ada.md", "## Places\n- Cafe\n    - type:: place\n", "contact");
        case("People/Ada.md", "---\ndate: 2026-01-01\n---\n- Rome (with:: [[Ben]])\n", "contact");
        case("2026-11-20.md", "## Log\n- coffee\n  with:: [[Ada]]\n", "daily");
        case("pages/Team.md", "- [[Ada]]\n  type:: person\n- [[Ben]]\n  type:: person\n", "unmarked");
        case("pages/Blocks.md", "- Person\n  template:: person\n\t- type:: person\n", "unmarked");
        case("pages/person.md", "- template:: person\n  type:: person\n  birthday::", "template");
        case("pages/Ada.md", "- type:: person\n  org:: Acme\n- x\n", "contact");
        case("Notes/Ada.md", "## Info\ntype:: person\n", "contact");
        case("Export/People 8f3c2a1b4d5e6f708192a3b4c5d6e7f8/Ada.md", "x\n", "contact");
        case("Export/People 8f3c2a1b/Ada.md", "x\n", "unmarked");
        for folder in ["10 - People", "People 👥", "👥People", "03_crm", "(Friends)", "2 Areas/1. Family"]
        {
            case(&format!("{folder}/Ada.md"), "x\n", "contact");
        }
        for folder in ["People 2", "Old People", "Peoples", "10"] {
            case(&format!("{folder}/Ada.md"), "x\n", "unmarked");
        }
        case("10 - People/People.md", "x\n", "index");
        case("People/01 Ada/Ada.md", "x\n", "contact");
    }

    #[test]
    fn names_of_notes_about_others_are_known() {
        for name in ["_CRM Dashboard", "Dashboard", "People Dashboard", "_People", "people-overview"] {
            case(&format!("People/{name}.md"), "[[Ada]], [[Ben]]\n- [ ] call [[Ada]]\n", "about others");
        }
        for name in ["Templeton", "Dashboard Joe", "Index Ventures", "Indexova"] {
            case(&format!("People/{name}.md"), "x\n", "contact");
        }
        case("People/_Ada.md", "- 2026-11-02 call\n", "contact");
        case("People/_Ada.md", "---\nemail: a@b.example\n---\n", "contact");
        case("People/Dashboard.md", "---\ntype: person\n---\n", "contact");
        case("Notes/Dashboard.md", "x\n", "unmarked");
    }

    #[test]
    fn people_are_not_always_attendees() {
        let front = |keys: &str| format!("---\n{keys}\n---\nx\n");
        case("People/2026-01-01 Lunch.md", &front("people: Ben\nemail: a@b.example"), "meeting");
        case(
            "People/Harbour.md",
            &front("type: photo\ndate: 2026-01-01\npeople: Ben"),
            "says it is something else",
        );
        case("Photos/Harbour.md", &front("type: photo\ndate: 2026-01-01\npeople: Ben"), "unmarked");
        case("People/Sync.md", &front("type: [meeting, project]\ndate: 2026-01-01\npeople: Ben"), "meeting");
        case(
            "People/Sync.md",
            "---\ntype: meeting\ndate: 2026-01-01\n---\n## Attendees\n- [[Ben]]\n",
            "meeting",
        );
        case("2026-01-01.md", &front("type: photo\nattendees: Ben"), "meeting");
        case("2026-01-01.md", &front("type: note\npeople: Ben"), "meeting");
    }

    #[test]
    fn a_meeting_on_no_day_is_reported_whatever_its_attendees_are_called() {
        let codes = |keys: &str| {
            let note = note("Notes/Sync.md", &format!("---\ndate: next week\n{keys}\n---\nx\n"));
            note.problems.iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("attendees: Ada Lovelace"), [Code::BadDate]);
        assert_eq!(codes("participants: Ada Lovelace"), [Code::BadDate]);
        assert_eq!(codes("type: [[Meetings]]\nparticipants: Ada Lovelace"), [Code::BadDate]);
        assert_eq!(codes("type: recipe\nparticipants: Ada Lovelace"), []);
        assert_eq!(codes("people: Ada Lovelace"), []);
        let tagged = "---\ntags: [work, Meeting]\ncreated: 2026-11-08\nattendees: [\"[[Ada]]\"]\n---\n";
        let problems = note("Notes/Sync.md", tagged).problems;
        assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::UndatedMeeting]);
        assert_eq!(codes("with: butter"), []);
        // A problem about what stands in no key has no place of its own.
        let undated = "---\ncategories: meeting\n---\n## Attendees\n- [[Ada]]\n";
        let problems = note("Notes/Sync.md", undated).problems;
        assert_eq!(problems.iter().map(|problem| problem.spot).collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn an_attendee_is_counted_once_a_day() {
        let text = "---\npeople: [Ada, Ben]\n---\n**People:** [[Ada]]\n\n- [[Cy]] asked\n- lunch with [[Ada]] #proposal\n";
        let note = note("2026-11-20.md", text);
        let names =
            |entry: &Entry| entry.names.iter().map(|name| name.target.to_string()).collect::<Vec<_>>();
        let found: Vec<_> =
            note.entries.iter().map(|entry| (names(entry).join(", "), entry.hashtags.len())).collect();
        let expected =
            [("Ben", 0), ("Ada", 0), ("Cy", 0), ("Ada", 1)].map(|(name, tags)| (name.to_owned(), tags));
        assert_eq!(found, expected);
    }
}
