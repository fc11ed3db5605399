//! Tells whom a task is about that links nobody, in a daily or meeting note: the one whom the item around it links, else
//! its heading, else the only attendee (design 3.5).

use crate::core::note::body::links::only_link;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Name;
use crate::core::note::linked_names::linked_names;
use crate::core::text::prefix;

/// Maximum bytes of a name in front of a task, with its colon.
const LONGEST_NAME: usize = 60;

/// Whom the tasks of a note are about that link nobody.
#[derive(Clone, Copy, Debug)]
pub enum Unlinked<'n> {
    /// Nobody, so that they are left out.
    Dropped,
    /// Whom their item or heading links; else this one, the only attendee of a meeting.
    About(Option<&'n Name>),
}

/// The items around a line, outermost first, while the lines of a note are passed in order.
#[derive(Debug, Default)]
pub(super) struct ItemsAround {
    /// Their depths and their places among the lines.
    items: Vec<(usize, usize)>,
}

impl ItemsAround {
    /// Goes on to the line at a place.
    pub(super) fn pass(&mut self, line: &Line<'_>, place: usize) {
        match line.kind {
            LineKind::Heading(_) | LineKind::Row | LineKind::Text(0) => self.items.clear(),
            LineKind::Text(_) => {}
            LineKind::Item(depth, _) => {
                while self.items.last().is_some_and(|(last, _)| *last >= depth) {
                    self.items.pop();
                }
                self.items.push((depth, place));
            }
        }
    }

    /// Returns whom the item at the line passed last is about, if it links nobody itself.
    pub(super) fn about(&self, body: &Body<'_>, line: &Line<'_>, unlinked: Unlinked<'_>) -> Option<Name> {
        let Unlinked::About(attendee) = unlinked else { return None };
        if names_owner(&line.text) {
            return None;
        }
        // The innermost that links somebody decides. It must be about them alone: `- [[Ada]]: coffee`, `## [[Ada]]`. Below
        // `- [x] call [[Ada]]` or `## The trip with [[Ada]]` may be anything.
        let around = self.items.iter().rev().skip(1).filter_map(|(_, place)| body.lines.get(*place));
        for item in around {
            let names = linked_names(&item.text, item.spot);
            if !names.is_empty() {
                let is_theirs =
                    !item.kind.is_task() && item.text.trim_start_matches(['*', '_']).starts_with('[');
                return only_one(names).filter(|_| is_theirs);
            }
        }
        for (place, section) in body.around(line.section).enumerate() {
            let names = linked_names(&section.heading, line.spot);
            if !names.is_empty() {
                return only_one(names).filter(|_| place == 0 && only_link(&section.heading).is_some());
            }
        }
        attendee.cloned()
    }
}

/// Returns the only one of several names. Of several people, it is not certain who is meant.
fn only_one(names: Vec<Name>) -> Option<Name> {
    <[Name; 1]>::try_from(names).ok().map(|[name]| name)
}

/// Whether a task begins with a name, or `Me`, and a colon: `Bob: send it`. It may be anybody's.
fn names_owner(text: &str) -> bool {
    let is_mark = |letter: char| matches!(letter, '*' | '_' | '@' | ' ');
    let Some((head, _)) = prefix(text, LONGEST_NAME).split_once(':') else { return false };
    let head = head.trim_matches(is_mark);
    !head.is_empty() && head.split(' ').all(|word| word.starts_with(char::is_uppercase) || word == "me")
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;

    /// The tasks of a note, each with the names it is about.
    #[track_caller]
    fn case(path: &str, text: &str, expected: &[&str]) {
        let facts = note(path, text);
        let shown = facts.tasks.iter().map(|task| {
            let names: Vec<&str> = task.names.iter().map(|name| &*name.target).collect();
            format!("{}: {}", names.join("+"), task.text)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_task_below_a_person_in_a_daily_note_is_about_them() {
        const DAY: &str = "Daily/2026-11-20.md";
        for text in [
            "## [[Ada]]\n- [ ] send it by 2026-12-01",
            "## [[People/Ada|Ada]]\n\nTalked.\n\n- [ ] send it 📅 2026-12-01",
            "- [[Ada]]: coffee\n  - [ ] send it 📅 2026-12-01",
            "- [[Ada]]: coffee\n  - about it\n    - [ ] send it 📅 2026-12-01",
            "## [[Ben]]\n- [[Ada]]: call\n  more\n  - [ ] send it 📅 2026-12-01",
        ] {
            let name = if text.contains("People/") { "People/Ada" } else { "Ada" };
            case(DAY, text, &[&format!("{name}: send it")]);
        }
        // Once ticked, it is still found.
        case(DAY, "## [[Ada]]\n- [x] send it 📅 2026-12-01 ✅ 2026-11-21", &["Ada: send it"]);
        case(DAY, "## [[Ada]]\n- [ ] send [[Ben]] it by 2026-12-01", &["Ben: send [[Ben]] it"]);
        for text in [
            "## [[Ada]]\n- [ ] send it",
            "## [[Ada]]\n- [x] send it ✅ 2026-11-21",
            "## [[Ada]] and [[Ben]]\n- [ ] send it 📅 2026-12-01",
            "- lunch with [[Ada]], [[Ben]]\n  - [ ] send it 📅 2026-12-01",
            "- [[Ada]]: coffee\n- [ ] send it 📅 2026-12-01",
            "- [[Ada]]: coffee\n\nText\n\n  - [ ] send it 📅 2026-12-01",
            "## [[Ada]]\n## To do\n- [ ] send it 📅 2026-12-01",
            "## [[Ada]]\n### Groceries\n- [ ] bread 📅 2026-12-01",
            "## Reading [[Ada]]'s book\n- [ ] return it 📅 2026-12-01",
            "- Ideas from [[Ada]]\n  - [ ] read Proust 📅 2026-12-01",
            "# [[2026-11-20]]\n- [ ] send it 📅 2026-12-01",
            "## [[Ada]]\n- [ ] Bob: send it 📅 2026-12-01",
            "## [[Ada]]\n- [ ] **Me:** send it 📅 2026-12-01",
            "- [[Ada]]: coffee\n  - [ ] @Bob Lund: send it 📅 2026-12-01",
            "[[Ada]]\n\n- [ ] send it 📅 2026-12-01",
        ] {
            case(DAY, text, &[]);
        }
        case("Projects/Roof.md", "## [[Ada]]\n- [ ] send it 📅 2026-12-01", &[]);
    }

    #[test]
    fn a_task_of_a_meeting_is_about_its_only_attendee() {
        let meeting = |attendees: &str, text: &str| {
            format!("---\ntype: meeting\ndate: 2026-11-20\nattendees: {attendees}\n---\n{text}\n")
        };
        const TASK: &str = "- [ ] send it 📅 2026-12-01";
        case("Meetings/Roof.md", &meeting("\"[[Ada]]\"", TASK), &["Ada: send it"]);
        case("Meetings/Roof.md", &meeting("[Ada Quist]", TASK), &["Ada Quist: send it"]);
        case("Meetings/Roof.md", &meeting("Ada", &format!("## [[Ben]]\n{TASK}")), &["Ben: send it"]);
        case("Meetings/Roof.md", &meeting("[Ada, Ben]", TASK), &[]);
        case("Meetings/Roof.md", &meeting("Ada", "- [ ] send it"), &[]);
        case("Meetings/Roof.md", &meeting("Ada", "- [ ] Bob: send it 📅 2026-12-01"), &[]);
        case(
            "Meetings/Roof.md",
            &meeting("Ada", "- [ ] call: the roof 📅 2026-12-01"),
            &["Ada: call: the roof"],
        );
        case("Meetings/Roof.md", &format!("## Attendees\n- [[Ada]]\n## To do\n{TASK}"), &[]);
        case(
            "Meetings/2026-11-20 Roof.md",
            &format!("## Attendees\n- [[Ada]]\n## To do\n{TASK}"),
            &["Ada: send it"],
        );
        // A daily note has other tasks too.
        case("Daily/2026-11-20.md", &format!("---\nattendees: Ada\n---\n{TASK}"), &[]);
    }
}
