//! Reads attendees of a meeting whose text is not a name as a whole: `Ada Byron (Acme)`, `Ada Byron & Ben`
//! (design 3.4, 2).

use super::addresses::address_in;
use super::contact::ContactIndex;
use super::names::{NameIndex, Resolved};
use super::nearly::turned;
use crate::core::note::facts::{Name, Stands};
use crate::core::note::mentions::people_list::{is_of_meetings, joined, parted, says_absent, without_remark};
use crate::core::place::{NotePath, Spot, last_part, without_ending};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::list_in_ticks;

/// Maximum number of words of a file name among which a name is looked for.
const MOST_WORDS: usize = 16;

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
        match find_in_part(&instead(name, part), names, path) {
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
    turned.map_or(Attendees::Nobody, |turned| Attendees::Known(vec![instead(name, &turned)]))
}

/// Does the same for one part between commas.
fn find_in_part(name: &Name, names: &NameIndex<'_>, path: &NotePath) -> Attendees {
    let called = |text: &str| {
        let texts = [Some(text), without_remark(text)];
        let known = texts.into_iter().flatten().find(|text| names.knows(text, path))?;
        Some(instead(name, known))
    };
    if names.knows(&name.target, path) {
        return Attendees::Known(vec![name.clone()]);
    }
    // `ada-byron`
    if let Some(words) = words_of_slug(&name.target)
        && let found = instead(name, &words)
        && let Resolved::Contact(_) = names.resolve(&found, path)
    {
        return Attendees::Known(vec![found]);
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

/// The same name in other words.
fn instead(name: &Name, target: &str) -> Name {
    Name { target: target.into(), ..name.clone() }
}

/// Returns the words of a name in lower case that are joined by hyphens or underscores.
fn words_of_slug(text: &str) -> Option<String> {
    let is_joint = |letter: char| matches!(letter, '-' | '_');
    let is_slug = text.contains(is_joint)
        && text.chars().all(|letter| is_joint(letter) || letter.is_lowercase() || letter.is_numeric());
    is_slug.then(|| text.replace(is_joint, " "))
}

/// Finds the contacts whose full names are in the name of a meeting's note, or the one whose name is that of its folder:
/// `2026-11-02 Ada Byron 1-1`, `1-1s/Ada Byron/2026-11-02`. Nobody, if the name says anything else: `Prep for Ada Byron`.
pub(super) fn in_path(names: &NameIndex<'_>, path: &NotePath) -> Vec<ContactIndex> {
    let folder = last_part(path.folder());
    let (Some(in_name), in_folder) = (named_only(path.stem(), names, path), named_only(folder, names, path))
    else {
        return Vec::new();
    };
    match (in_name.as_slice(), in_folder.unwrap_or_default().as_slice()) {
        ([], [one]) => vec![*one],
        ([_, ..], []) => in_name,
        ([one], [other]) if one == other => in_name,
        _ => Vec::new(),
    }
}

/// Returns the contacts whose full names are in a text. `None` if it says more than that there was a meeting or talk with them
/// on a day.
fn named_only(text: &str, names: &NameIndex<'_>, path: &NotePath) -> Option<Vec<ContactIndex>> {
    let words: Vec<&str> = text.split([' ', '_', ',']).filter(|word| !word.is_empty()).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(word) = words.get(start) {
        let named = (2..=4).rev().find_map(|length| {
            let target = words.get(start..start + length)?.join(" ").into();
            let name = Name { target, linked: false, spot: Spot::new(1, 1), stands: Stands::First };
            let Resolved::Contact(contact) = names.resolve(&name, path) else { return None };
            Some((contact, length))
        });
        if named.is_none() && !is_of_meetings(word) {
            return None;
        }
        start += named.map_or(1, |(_, length)| length);
        found.extend(named.map(|(contact, _)| contact));
    }
    found.dedup();
    Some(found)
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

#[cfg(test)]
mod tests {
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::day::Day;
    use crate::core::note::read::{Reader, read_note};
    use crate::core::people::gather::gather;
    use crate::core::place::NotePath;

    /// Who met on the day of a note, and the problems.
    fn met(path: &str, text: &str) -> (Vec<String>, Vec<&'static str>) {
        let (config, vault) = (Config::default(), VaultSettings::default());
        let today = Day::new(2026, 11, 22).unwrap();
        let reader = Reader::new(&config, &vault, today);
        let people =
            ["Ada Quist", "Ben Lund", "Ben Berg", "Cy"].map(|name| (format!("People/{name}.md"), "x\n"));
        let notes = people.iter().map(|(path, text)| (path.as_str(), *text)).chain([(path, text)]);
        let facts =
            notes.map(|(path, text)| read_note(&reader, &NotePath::new(path), text.as_bytes())).collect();
        let gathered = gather(facts, &config, today);
        let met = gathered.people.contacts.iter().filter(|contact| !contact.history.is_empty());
        let shown = met.map(|contact| {
            let all =
                contact.history.iter().map(|one| format!("{} {:?} {:?}", one.day, one.kind, one.channel));
            format!("{}: {}", contact.name(), all.collect::<Vec<_>>().join(", "))
        });
        (shown.collect(), gathered.problems.iter().map(|problem| problem.code.name()).collect())
    }

    const ADA: &str = "Ada Quist: 2026-11-20 Clear(Both) Some(Meeting)";

    #[track_caller]
    fn case(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(
            met(path, text),
            (expected.iter().map(|one| (*one).to_owned()).collect(), vec![]),
            "{path} {text}"
        );
    }

    #[test]
    fn a_note_that_says_it_is_a_meeting_may_name_people_in_many_ways() {
        let front = |keys: &str| format!("---\ndate: 2026-11-20\n{keys}\n---\nx\n");
        for kind in [
            "type: meeting",
            "type: call",
            "type: 1-1",
            "tags: [1on1]",
            "type: [[Interview]]",
            "tags: work/meeting",
            "type: 1on1\nrelationship: manager",
        ] {
            case("x/Roof.md", &front(&format!("{kind}\ncontact: \"[[Ada Quist]]\"")), &[ADA]);
        }
        for keys in [
            "person: [[Ada Quist]]", "client: [[Ada Quist]]", "guests: [ada-quist]",
            "attendee_ids: [ada-quist]", "who: Ada Quist", "attendees: [ada-quist]",
        ] {
            case("x/Roof.md", &front(&format!("type: call\n{keys}")), &[ADA]);
        }
        for label in [
            "With: [[Ada Quist]]", "**Who:** [[Ada Quist]]", "Present: Ada Quist, Dan",
            "- Who: [[Ada Quist]]", "Attendees: Ada Quist", "With:\n- [[Ada Quist]]",
        ] {
            case(
                "x/Roof.md",
                &format!("---\ndate: 2026-11-20\ntype: meeting\n---\n# Roof\n{label}\n\nx\n"),
                &[ADA],
            );
        }
        let titled = |title: &str| format!("---\ndate: 2026-11-20\ntype: call\n---\n# {title}\nx\n");
        for title in [
            "Call with [[Ada Quist]]",
            "☎️ [[Ada Quist]] 1:1",
            "Call: [[Ada Quist]] (Friday)",
            "Phone call w/ [[Ada Quist]] about the roof",
            "Call with [[Ada Quist]] and [[Dan]]",
        ] {
            case("x/Roof.md", &titled(title), &[ADA]);
        }
        for title in [
            "Call about [[Ada Quist]]",
            "Call with [[Ada Quist]] cancelled",
            "Call with [[Ada Quist]]'s boss",
            "Prep for call with [[Ada Quist]]",
            "Call with Ada Quist",
            "Call with [[Ada Quist]]\n## Attendees\n- Ben Unknown",
        ] {
            assert_eq!(met("x/Roof.md", &titled(title)), (vec![], vec!["unread-attendees"]), "{title}");
        }
        let book = titled("Call with [[Ada Quist]]").replace("type: call", "type: book");
        assert!(met("x/Roof.md", &book).0.is_empty());
    }

    #[test]
    fn the_name_of_a_meetings_note_may_name_one_contact() {
        let meeting = "---\ntype: meeting\n---\nx\n";
        case("x/2026-11-20 Ada Quist 1-1.md", meeting, &[ADA]);
        case("x/2026-11-20 Call with Ada Quist.md", meeting, &[ADA]);
        case("x/2026-11-20 1-1 com Ada Quist.md", meeting, &[ADA]);
        case("x/2026-11-20_Ada_Quist.md", meeting, &[ADA]);
        case("1-1s/2026-11-20 Ada Quist.md", "x\n", &[ADA]);
        case("Meetings/2026/2026-11-20 Ada Quist.md", "x\n", &[ADA]);
        case("1-1s/Ada Quist/2026-11-20.md", "x\n", &[ADA]);
        case(
            "1-1s/Ada Quist/2026-11-20.md",
            "- call with [[Ada Quist]]\n",
            &["Ada Quist: 2026-11-20 Clear(Both) Some(Phone)"],
        );
        let nobody = |path: &str, text: &str| {
            assert_eq!(met(path, text), (vec![], vec!["unread-attendees"]), "{path}");
        };
        let both = [ADA, "Ben Lund: 2026-11-20 Clear(Both) Some(Meeting)"];
        case("x/2026-11-20 Ada Quist and Ben Lund.md", meeting, &both);
        case("Meetings/Ada Quist & Ben Lund 2026-11-20.md", "x\n", &both);
        case("Meetings/Call with Ada Quist, Fri 20 November 2026.md", "x\n", &[ADA]);
        case("Meetings/2026-11-20 Catch-up w Ada Quist (1:1).md", "x\n", &[ADA]);
        for rest in [
            "Without Ada Quist", "About Ada Quist", "Prep for Ada Quist interview", "Cancelled Ada Quist",
            "Ada Quist (cancelled)", "Ada Quist birthday party ideas", "Ada Quist's replacement",
            "Ada Quist and Dan Roe",
        ] {
            nobody(&format!("Meetings/2026-11-20 {rest}.md"), "x\n");
        }
        nobody("1-1s/Ada Quist/Ideas 2026-11-20.md", "x\n");
        nobody("1-1s/Ben Lund/2026-11-20 Ada Quist.md", "x\n");
        nobody("x/2026-11-20 Ada.md", meeting);
        nobody("x/2026-11-20 Cy.md", meeting);
        nobody("x/2026-11-20 Board.md", "---\ntags: meeting\n---\nx\n");
        nobody("Meetings/2026-11-20 Board.md", "x\n");
    }

    #[test]
    fn other_notes_name_nobody() {
        case("x/2026-11-20 Ada Quist.md", "x\n", &[]);
        for folder in ["Notes/2026/11", "Notes/1.1", "Interactions", "Calls", "Calls/Ada Quist"] {
            case(&format!("{folder}/2026-11-20 Ada Quist.md"), "x\n", &[]);
        }
        case("x/2026-11-20 Ada Quist.md", "---\ntype: interaction\n---\nx\n", &[]);
        case("x/2026-11-20 Ada Quist.md", "---\ntype: call\noutcome: voicemail\n---\nx\n", &[]);
        case("x/2026-11-20 Ada Quist.md", "---\ntype: 11\ntags: 11\n---\nx\n", &[]);
        case("People/Dan.md", "---\ntype: interview\ndate: 2026-11-20\nclient: Ada Quist\n---\nx\n", &[]);
        let candidate = "---\ntype: interview\nemail: d@x.example\nclient: Ada Quist\n---\nx\n";
        assert_eq!(met("x/2026-11-20 Dan.md", candidate), (vec![], vec!["looks-like-contact"]));
        case("x/2026-11-20 Roof.md", "---\nclient: [[Ada Quist]]\n---\nWith: [[Ada Quist]]\n", &[]);
        case("Meetings/Board.md", "x\n", &[]);
        case("Meetings/2026-11-20 Roof.md", "---\ntype: project\n---\nx\n", &[]);
        case(
            "x/2026-11-20 Roof.md",
            "---\ntype: meeting\nattendees: [\"[[Ada Quist]] (absent)\"]\n---\nx\n",
            &[],
        );
        case("2026-11-20.md", "---\ntype: meeting\n---\nx\n", &[]);
        // A person may be tagged so.
        case("People/Dan.md", "---\ntags: interview\ndate: 2026-11-20\n---\nx\n", &[]);
    }
}
