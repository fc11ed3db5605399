//! Generates `docs/problems.md`: every code, with what `check` prints for its small vault.

use followup::core::problem::{Code, Severity};
use std::fmt::Write;

/// Maximum number of reports shown for a code; a folder may make more.
const MOST: usize = 2;

const HEAD: &str = "# Problems

The problems that followup reports, one section per code. The codes are stable: scripts may match them. The reports below come
from the small vaults in `tests/problems/<code>/`; this page is made from them.

The first line of a report is one that editors can jump to: path, line, column, severity, code, and what was found. The line itself,
what to do (`help`) and what followup did meanwhile (`instead`) follow. No note ever stops a run. At most 20 problems per note are
reported, errors first; the rest are counted.

| severity | means | exit status |
| --- | --- | --- |
| error | a value or a note could not be used | 1; errors of `followup.yaml` end the run with 2 |
| warning | used with doubt, or left out | 0, or 1 with `build --strict` |
| hint | could be better | 0 |
";

#[test]
fn the_catalogue_shows_every_code_as_it_is_told() {
    let mut page = HEAD.to_owned();
    let severities =
        [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Hint, "Hints")];
    for (severity, heading) in severities {
        let _ = write!(page, "\n## {heading}\n");
        let mut codes: Vec<Code> =
            Code::ALL.iter().copied().filter(|code| code.severity() == severity).collect();
        codes.sort_by_key(|code| code.name());
        for code in codes {
            let name = code.name();
            let _ = write!(page, "\n### {name}\n\n{}\n\n```text\n{}```\n", code.meaning(), reports(name));
        }
    }
    super::is("docs/problems.md", &page);
}

/// Returns the first reports of a code; a report begins at a line without indentation.
fn reports(code: &str) -> String {
    let said = super::text(&format!("tests/problems/{code}/expected.txt"));
    let mut reports: Vec<String> = Vec::new();
    for line in said.lines() {
        match reports.last_mut() {
            Some(report) if line.starts_with(' ') => _ = writeln!(report, "{line}"),
            Some(_) | None => reports.push(format!("{line}\n")),
        }
    }
    let tag = format!("[{code}]");
    let shown: Vec<String> = reports.into_iter().filter(|report| report.contains(&tag)).take(MOST).collect();
    assert!(!shown.is_empty(), "tests/problems/{code}/expected.txt tells no {code}");
    shown.concat()
}
