//! Rows of tables that say of themselves that they are not done: `| 2026-11-20 | Send deck | [ ] |`, or `Not done` in a
//! column `Status` (design 3.4).

use crate::core::note::body::{Line, LineKind};
use crate::core::text::folded;

/// Folded heads of columns that tell whether something is done.
const COLUMNS: [&str; 3] = ["done", "state", "status"];
/// What such a column says of what is not done, folded.
const NOT_DONE: [&str; 4] = ["notdone", "notstarted", "todo", "tobedone"];

/// Finds such rows while the lines of a note are passed in order.
#[derive(Debug, Default)]
pub(in crate::core::note) struct OpenRows {
    /// Number of the line where the next row of this table is.
    next: Option<u32>,
    /// The column of this table that tells whether something is done.
    column: Option<usize>,
}

impl OpenRows {
    /// Goes on to a line, and tells whether it is a row that is not done.
    pub(in crate::core::note) fn pass(&mut self, line: &Line<'_>) -> bool {
        if line.kind != LineKind::Row {
            return false;
        }
        let (number, is_head) = (line.spot.line, self.next != Some(line.spot.line));
        self.next = Some(number.saturating_add(1));
        let mut cells = line.text.split('|').map(str::trim);
        if is_head {
            self.column = cells.position(|cell| COLUMNS.contains(&&*folded(cell)));
            return false;
        }
        let is_not_done = |cell: &str| NOT_DONE.contains(&&*folded(cell));
        self.column.and_then(|column| cells.clone().nth(column)).is_some_and(is_not_done)
            || cells.skip(1).any(|cell| matches!(cell, "[ ]" | "[]" | "☐" | "⬜"))
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::{log, with};

    #[test]
    fn a_row_that_is_not_done_is_no_entry() {
        #[track_caller]
        fn case(head: &str, row: &str, is_open: bool) {
            let text = format!(
                "| When | What |\n|---|---|\n| 2026-11-02 | lunch |\n\n{head}\n|---|---|---|\n| 2026-11-19 | Call | Done |\n{row}\n"
            );
            assert_eq!(log(&text).0.len(), if is_open { 2 } else { 3 }, "{text}");
            let reported =
                with(&text, None, |reader, body, purposes| reader.report_open_rows(body, purposes)).1;
            let line = reported.first().map(|one| one.spot.unwrap().line);
            assert_eq!(line, is_open.then_some(8), "{text}");
        }
        for cell in ["[ ]", "☐", "Not done", "Not started", "TODO", "To do"] {
            case("| Date | What | Status |", &format!("| 2026-11-20 | Send deck | {cell} |"), true);
        }
        case("| Date | Done | What |", "| 2026-11-20 | Not done | Send deck |", true);
        case("| Date | What | Who |", "| 2026-11-20 | Call | [ ] |", true);
        for (head, row) in [
            ("| Date | What | Status |", "| 2026-11-20 | Call | done |"),
            ("| Date | What | Status |", "| 2026-11-20 | Call | [x] |"),
            ("| Date | What | Status |", "| 2026-11-20 | Call | |"),
            ("| Date | What | Status |", "| 2026-11-20 | Open | Done |"),
            ("| Date | What | Status |", "| 2026-11-20 | Call | Open |"),
            ("| Date | What | Status |", "| 2026-11-20 | Email | Pending |"),
            ("| Date | What | Topic |", "| 2026-11-20 | Call | Open |"),
            ("| Date | What | Next |", "| 2026-11-20 | Call | pending |"),
            ("| Date | What | Status |", "| 2026-11-20 | Call | Open questions |"),
        ] {
            case(head, row, false);
        }
    }
}
