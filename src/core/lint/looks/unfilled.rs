//! Finds places that nobody filled in.

use crate::core::config::outputs::MaxWords;
use crate::core::lint::message::{Message, Subject};
use crate::core::lint::phrases::BLANKS;
use crate::core::lint::rules::Hit;
use crate::core::place::Spot;
use crate::core::problem::quoted;
use crate::core::text::prefix;

/// Bytes of a place that may be needed to quote it; nothing closes the last place of a long line.
const QUOTED_BYTES: usize = 4_000;

pub(crate) fn unfilled(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Subject::Given(subject, spot) = &message.subject {
        hits.extend(blanks(subject).into_iter().map(|(_, text)| place(*spot, text)));
    }
    for line in message.body.iter().chain(&message.sign_off) {
        let found = blanks(&line.text).into_iter();
        hits.extend(found.map(|(column, text)| place(Spot::new(line.number as usize, column), text)));
    }
    hits
}

fn place(spot: Spot, text: &str) -> Hit {
    Hit { spot, found: quoted(prefix(text, QUOTED_BYTES)) }
}

/// Returns the unfilled places of a line with their columns, from 1.
fn blanks(line: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (opening, closing) in [("[?", "]"), ("{{", "}}"), ("{%", "%}"), ("<%", "%>")] {
        let closed: Vec<usize> = line.match_indices(closing).map(|(at, _)| at).collect();
        for (at, _) in line.match_indices(opening) {
            let end = closed.get(closed.partition_point(|end| *end < at));
            let end = end.map_or(line.len(), |end| end + closing.len());
            found.push((at, line.get(at..end).unwrap_or_default()));
        }
    }
    let lower = line.to_ascii_lowercase();
    for blank in BLANKS {
        found.extend(lower.match_indices(blank).map(|(at, _)| (at, *blank)));
    }
    found.sort_unstable();
    // Counted on from one place to the next, so that many places do not take quadratic time.
    let (mut from, mut column) = (0, 1);
    for (at, _) in &mut found {
        column += line.get(from..*at).map_or(0, |before| before.chars().count());
        from = *at;
        *at = column;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_end_at_the_next_closing_mark_or_with_the_line() {
        #[track_caller]
        fn case(line: &str, expected: &[(usize, &str)]) {
            assert_eq!(blanks(line), expected, "{line}");
        }
        case("Hi [? name], é {{ place }}", &[(4, "[? name]"), (16, "{{ place }}")]);
        case("] [? a [? b] c", &[(3, "[? a [? b]"), (8, "[? b]")]);
        case("<%> {% x", &[(1, "<%>"), (5, "{% x")]);
        case("nothing", &[]);
    }

    #[test]
    fn places_without_an_end_are_quoted_in_part() {
        let line = "[?".repeat(60_000);
        let found = blanks(&line);
        assert_eq!((found.len(), found[59_999].0), (60_000, 119_999));
        assert!(place(Spot::new(1, 1), found[0].1).found.ends_with("…\""));
    }
}
