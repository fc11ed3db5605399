//! What a note most likely did not mean as it stands: keys that are nearly known, values that
//! YAML takes for something else.

use super::body::{Body, Line, LineKind};
use super::fields::Fields;
use super::keys::{KeyTable, ROWS};
use super::purposes::Purposes;
use super::report::{Report, words};
use crate::core::date_text::{DateOrder, leading};
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};

/// Keys that nobody knows, where a known one is near.
pub(super) fn near_misses(fields: &Fields<'_>, keys: &KeyTable, report: &mut Report<'_>) {
    for pair in &fields.unknown {
        if let Some(near) = keys.nearest(&pair.key) {
            let said = words(
                format!("key `{}` is not known", pair.key.trim()),
                format!("did you mean `{near}`?"),
                "the key is passed over",
            );
            report.at(Code::UnknownKey, pair.key_spot, &pair.key, said);
        }
    }
}

/// `tags: #friend` counts, with a word about the quotes it wants.
pub(super) fn commented_values(fields: &Fields<'_>, report: &mut Report<'_>) {
    if !fields.any_text(|text| text.trim_start().starts_with('#')) {
        return;
    }
    for row in ROWS {
        for found in fields.texts(row.key) {
            // Quoted values keep their quotes in the source, so a bare `#` here was a comment to YAML.
            if found.value.starts_with('#')
                && report.line(found.spot).is_some_and(|line| is_bare(line, found.value))
            {
                let said = words(
                    format!("YAML takes {} for a comment", quoted(found.value)),
                    format!("put quotes round it: `{}: \"{}\"`", row.ours, found.value),
                    "it is read as the value",
                );
                let before = report.line(found.spot).and_then(|line| line.split_once(found.value));
                let column = before.map_or(1, |(before, _)| before.chars().count() + 1);
                let spot = Spot::new(found.spot.line as usize, column);
                report.at(Code::CommentedValue, spot, found.value, said);
            }
        }
    }
}

/// Paragraphs that begin with a date: the writer meant a log, of which they are no part (design 3.4).
pub(super) fn dated_paragraphs(
    body: &Body<'_>,
    purposes: &Purposes,
    order: Option<DateOrder>,
    report: &mut Report<'_>,
) {
    let mut first: Option<(&Line<'_>, usize)> = None;
    let mut count = 0_usize;
    // The line before it, if it is of the same paragraph and begins with no date.
    let mut prose: Option<u32> = None;
    for line in &body.lines {
        if line.kind != LineKind::Text(0) || !purposes.is_log(line.section) {
            continue;
        }
        let goes_on = prose.is_some_and(|above| above + 1 == line.spot.line);
        match leading(&line.text, order).filter(|date| date.day.is_ok()) {
            Some(date) if !goes_on => {
                first = first.or(Some((line, date.length)));
                count += 1;
            }
            Some(_) | None => prose = Some(line.spot.line),
        }
    }
    let Some((first, length)) = first else { return };
    let message = match count {
        1 => "a paragraph begins with a date".to_owned(),
        several => format!("{several} lines of paragraphs begin with a date"),
    };
    let said = words(
        message,
        "put `- ` before a dated line, as in `- 2026-11-02 met for coffee`",
        "it is no interaction",
    );
    let date = first.text.get(..length).unwrap_or_default();
    report.at(Code::DatedParagraph, first.spot, date, said);
}

/// Whether a value stands on its line without quotes.
fn is_bare(line: &str, value: &str) -> bool {
    line.find(value).is_some_and(|at| {
        let before = line.get(..at).unwrap_or_default().trim_end();
        before.ends_with([':', '-'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::purposes::HeadingTable;
    use crate::core::note::words::Headings;
    use crate::core::place::NotePath;

    #[test]
    fn paragraphs_that_begin_with_a_date_are_told_once_a_note() {
        #[track_caller]
        fn case(text: &str, told: Option<(u32, &str)>) {
            let path = NotePath::new("Ada.md");
            let mut report = Report::new(&path, text);
            let body = body::read(text, 1);
            let purposes = Purposes::of(&body, &HeadingTable::new(&Headings::default()));
            dated_paragraphs(&body, &purposes, None, &mut report);
            let found =
                report.problems.first().map(|first| (first.spot.unwrap().line, first.message.as_str()));
            assert_eq!(found, told, "{text}");
            assert!(report.problems.len() < 2, "{text}");
        }
        const ONE: &str = "a paragraph begins with a date";
        const TWO: &str = "2 lines of paragraphs begin with a date";
        case("2026-11-02: coffee", Some((1, ONE)));
        case("# Ada\n\n## Log\n\n2 November 2026\ncoffee", Some((5, ONE)));
        case("2026-11-02: coffee\n2026-11-03: sent notes", Some((1, TWO)));
        case("2026-11-02 coffee\nwith cake\n\n[[2026-11-03]] sent notes", Some((1, TWO)));
        // Wrapped prose, and what is a log or not meant as one.
        case("We met on\n2026-11-02 in Berlin.", None);
        case("2026-11-02 coffee, then on\nFriday the\n2026-11-05 again", Some((1, ONE)));
        case("- 2026-11-02 coffee\n  2026-11-03 too", None);
        case("- coffee\n2026-11-02 lazily goes on", None);
        case("**2026-11-02** coffee", None);
        case("### 2026-11-02\n\ncoffee", None);
        case("> 2026-11-02 she said", None);
        case("```\n2026-11-02 code\n```", None);
        case("## Dates\n\n2026-12-10 her birthday", None);
        case("## Events\n\n2026-12-10 her talk", None);
        case("2026-13-45 is no date", None);
        case("2026 was good. 11-02 too.", None);
        case("", None);
    }
}
