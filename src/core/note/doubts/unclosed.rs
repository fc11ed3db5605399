//! Reports a code block or comment that is never closed, if it hides lines that would have been read.

use crate::core::date_text::leading;
use crate::core::note::body::{self, Body, Line, LineKind, OpenEnd, Unclosed};
use crate::core::note::facts::Standing;
use crate::core::note::linked_names::linked_names;
use crate::core::note::log::dates::start::dated;
use crate::core::note::purposes::HeadingTable;
use crate::core::note::report::{Report, words};
use crate::core::problem::Code;
use crate::core::text::count_of;

/// Reports what a body never closes, if it hides lines that a note of this kind is read for.
pub(in crate::core::note) fn report(
    unclosed: Unclosed,
    standing: &Standing,
    headings: &HeadingTable,
    report: &mut Report<'_>,
) {
    let Unclosed { what, spot } = unclosed;
    let below = report.text().split_inclusive('\n').take(spot.line as usize).map(str::len).sum();
    let Some(hidden) = report.text().get(below..) else { return };
    let hidden: Body<'_> = body::read(hidden, spot.line as usize + 1);
    let lines = hidden.lines.iter().filter(|line| would_count(line, standing, headings)).count();
    if lines == 0 {
        return;
    }
    let (name, mark, help) = match what {
        OpenEnd::Code(fence) => ("code block", fence, format!("close it with a line of {fence}")),
        OpenEnd::Comment => ("comment", "%%", "close it with `%%`, or remove this one".to_owned()),
        OpenEnd::HtmlComment => ("comment", "<!--", "close it with `-->`".to_owned()),
    };
    let lines = count_of(lines, "line that would count is", "lines that would count are");
    let message = format!("this {name} is never closed, so {lines} not read");
    report.at(Code::UnclosedText, spot, mark, words(message, help, "it reaches to the end of the note"));
}

/// Whether a line would say something if it were not hidden.
fn would_count(line: &Line<'_>, standing: &Standing, headings: &HeadingTable) -> bool {
    let is_linked = || line.text.contains("[[") && !linked_names(&line.text, line.spot).is_empty();
    match (standing, line.kind) {
        (
            Standing::Contact(_) | Standing::Meeting | Standing::Daily | Standing::Inbox,
            LineKind::Item(_, Some(_)),
        ) => true,
        (Standing::Contact(_), LineKind::Heading(_)) if headings.knows(&line.text) => true,
        (Standing::Contact(_), _) => dated(line).is_some(),
        (Standing::Daily, _) => is_linked(),
        (Standing::Inbox, LineKind::Item(..)) => leading(&line.text, None).is_some() || is_linked(),
        (Standing::Inbox | Standing::Meeting | Standing::Resource | Standing::Other(_), _) => false,
    }
}
