//! Generates `docs/rules.md`: the tables of `tests/rules`, which are checked row by row, as a page to read.

use std::collections::BTreeSet;
use std::fmt::Write;

/// The tables in reading order.
const ORDER: [&str; 24] = [
    "first-principles", "cadence", "month-ends", "reply", "sequences", "ask", "attempts-and-rest", "not-now",
    "next-and-see-by", "tasks", "dates", "events", "drift", "what-a-note-is", "meeting-notes", "planned",
    "skip", "snooze-and-away", "weekdays", "start", "status-and-pause", "lapses", "who-is-left-alone",
    "practices",
];

/// Columns that hold lines of files.
const LINES: [&str; 3] = ["note says", "other notes", "config"];

const HEAD: &str = "# The rules by example

Each row of these tables is a vault with one note, `People/Ada.md`, on one day: what the note says, and what followup makes of it.
All rows are checked with every change of the program, and this page is made from them. Section 5 of
[design.md](design.md#5-what-is-due) has the rules in words.

`key: value` is front matter; everything else is the text of the note. `kind` is what there is to do; `nothing` means that there is
nothing to do, and `no promise` that there is no promise. `due` is the first good day, `by` the last one, `on` the day it is shown.
`because` is part of the reason that the card gives. `resting` is the day on which Ada's rest ends, or `no`. An empty cell means
that this value is not checked.
";

#[test]
fn the_rules_by_example_are_those_that_are_checked() {
    let files: BTreeSet<String> = std::fs::read_dir(super::path("tests/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, ORDER.iter().map(|name| (*name).to_owned()).collect(), "`ORDER` names each file once");
    let mut page = HEAD.to_owned();
    let mut contents = String::from("\n");
    for name in ORDER {
        let text = super::text(&format!("tests/rules/{name}.md"));
        let title = text.lines().next().unwrap().trim_start_matches("# ");
        let _ = writeln!(contents, "- [{title}](#{})", super::links::anchor(title));
    }
    page.push_str(&contents);
    for name in ORDER {
        page.push('\n');
        add(&mut page, &super::text(&format!("tests/rules/{name}.md")));
    }
    super::is("docs/rules.md", &page);
}

fn add(page: &mut String, text: &str) {
    let mut columns: Vec<String> = Vec::new();
    for line in text.trim_end().lines() {
        if line.starts_with('#') {
            columns.clear();
            let _ = writeln!(page, "#{line}");
        } else if line.starts_with("| ---") || !line.starts_with('|') {
            if line.is_empty() {
                columns.clear();
            }
            let _ = writeln!(page, "{line}");
        } else if columns.is_empty() {
            columns = super::cells(line);
            let _ = writeln!(page, "{line}");
        } else {
            let cells = super::cells(line);
            let shown: Vec<String> =
                cells.iter().zip(&columns).map(|(cell, column)| shown(cell, column)).collect();
            let _ = writeln!(page, "| {} |", shown.join(" | "));
        }
    }
}

/// Formats lines of files as code, so that nothing in them becomes Markdown of the page.
fn shown(cell: &str, column: &str) -> String {
    if cell.is_empty() || !LINES.contains(&column) {
        return cell.to_owned();
    }
    let lines =
        cell.split("<br>").map(|line| if line.is_empty() { String::new() } else { format!("`{line}`") });
    lines.collect::<Vec<_>>().join("<br>")
}
