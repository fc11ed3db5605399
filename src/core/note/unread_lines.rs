//! Finds dated lines that link somebody in notes whose lines are not read: of a project, of a company. Where a link leads to a
//! contact, the vault gets one hint about all of them (`people/lines`).

use super::body::line_marks::LineMarks;
use super::body::{Body, LineKind};
use super::facts::{Entry, Name, Reading};
use super::mentions::MentionReader;
use super::read::Reader;
use super::report::Report;
use crate::core::day::Day;
use crate::core::place::NotePath;

/// Maximum number of lines kept of a note: one is enough if one of its links leads to a contact.
const MOST: usize = 8;

/// Returns the names that are linked on each line that has a date of its own, not after today, and says clearly that
/// there was contact.
pub(super) fn unread_lines(path: &NotePath, reader: &Reader<'_>, body: &Body<'_>) -> Box<[Box<[Name]>]> {
    let is_task = |kind: LineKind| matches!(kind, LineKind::Item(_, Some(_)));
    let linking = body.lines.iter().filter(|line| line.marks.hold(LineMarks::BRACKET) && !is_task(line.kind));
    // Problems in its lines do not matter as long as the lines are not read.
    let mut ignored = Report::new(path, "");
    let mut mentions = MentionReader { reader, report: &mut ignored };
    let no_day = Day::FIRST;
    let mut entries = Vec::new();
    for line in linking {
        // Most lines have no date, and reading words is slow.
        if mentions.dated_line(line, no_day).1 == no_day {
            continue;
        }
        mentions.daily_line((line, None), no_day, &mut entries);
        entries.retain(|entry: &Entry| {
            entry.day != no_day
                && entry.day <= reader.today
                && matches!(entry.said.reading, Reading::Clear(..))
        });
        if entries.len() >= MOST {
            break;
        }
    }
    entries.into_iter().map(|entry| entry.names).collect()
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::core::note::read::tests::note;

    #[track_caller]
    fn case(path: &str, text: &str, expected: usize) {
        assert_eq!(note(path, text).unread.len(), expected, "{path}: {text}");
    }

    #[test]
    fn only_past_contact_on_a_dated_line_of_a_note_that_is_not_read_counts() {
        case("Bridge.md", "- 2026-11-20 call with [[Ada]]", 1);
        case("Bridge.md", "- **2026-11-20** met [[Ada]]\n- 2026-11-21 email to [[Ben]]", 2);
        case("Bridge.md", "2026-11-20: call with [[Ada]]", 1);
        case("Bridge.md", "## 2026-11-20 Lunch with [[Ada]]", 1);
        case("Bridge.md", "---\ntype: project\n---\n- 2026-11-20 [[Ada]]: call", 1);
        case("Bridge.md", &"- 2026-11-20 call with [[Ada]]\n".repeat(20), MOST);
        for line in [
            "- 2026-11-20 call with Ada",
            "- call with [[Ada]]",
            "- 2026-11-20 the plan of [[Ada]]",
            "- 2026-12-01 call with [[Ada]]",
            "- [x] 2026-11-20 call with [[Ada]]",
        ] {
            case("Bridge.md", line, 0);
        }
        case("2026-11-20.md", "- 2026-11-20 call with [[Ada]]", 0);
        case("inbox.md", "- 2026-11-20 call with [[Ada]]", 0);
        case("Index.md", "---\ntype: moc\n---\n- 2026-11-20 call with [[Ada]]", 0);
    }
}
