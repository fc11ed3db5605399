//! Finds places that nobody filled in.

use crate::core::config::model::MaxWords;
use crate::core::lint::message::{Message, Subject};
use crate::core::lint::phrases::BLANKS;
use crate::core::lint::rules::Hit;
use crate::core::place::Spot;
use crate::core::problem::quoted;

pub(crate) fn unfilled(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Subject::Given(subject, spot) = &message.subject {
        hits.extend(blanks(subject).into_iter().map(|(_, found)| Hit { spot: *spot, found: quoted(&found) }));
    }
    for line in message.body.iter().chain(&message.sign_off) {
        hits.extend(blanks(&line.text).into_iter().map(|(column, found)| Hit {
            spot: Spot::new(line.number as usize, column),
            found: quoted(&found),
        }));
    }
    hits
}

/// Returns the unfilled places of a line with their columns, from 1.
fn blanks(line: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (opening, closing) in [("[?", "]"), ("{{", "}}"), ("{%", "%}"), ("<%", "%>")] {
        for (at, _) in line.match_indices(opening) {
            let rest = line.get(at..).unwrap_or_default();
            let end = rest.find(closing).map_or(rest.len(), |end| end + closing.len());
            found.push((at, rest.get(..end).unwrap_or(rest).to_owned()));
        }
    }
    let lower = line.to_ascii_lowercase();
    for blank in BLANKS {
        found.extend(lower.match_indices(blank).map(|(at, _)| (at, (*blank).to_owned())));
    }
    found.sort();
    let column = |at: usize| line.get(..at).map_or(1, |before| before.chars().count() + 1);
    found.into_iter().map(|(at, text)| (column(at), text)).collect()
}
