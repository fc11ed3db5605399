//! Hashtags in the text below an entry that has its words already: they count on the dated line alone, and
//! where they would say something there, that is told (design 3.4).

use super::said::belongs;
use super::{Dated, Log};
use crate::core::config::model::Config;
use crate::core::note::body::line::hashtags;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::links;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Entry;
use crate::core::note::meant_tags::WAITING;
use crate::core::note::report::{Report, words};
use crate::core::note::tag_effect::TagEffect;
use crate::core::note::tasks::{Hashtags, Ticked, ticked};
use crate::core::place::Spot;
use crate::core::problem::Code;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Tells of each such hashtag once.
pub(crate) fn tell(
    body: &Body<'_>,
    log: &Log<'_>,
    known: &Hashtags,
    config: &Config,
    report: &mut Report<'_>,
) {
    let is_entry = |line: &Line<'_>| {
        log.dated.binary_search_by_key(&line.spot.line, |dated| dated.line.spot.line).is_ok()
    };
    // Few notes have hashtags outside their entries.
    if !body.lines.iter().any(|line| may_lose(line) && !is_entry(line)) {
        return;
    }
    let entries = LazyCell::new(|| log.entries.iter().map(|entry| (entry.spot.line, entry)).collect());
    let mut told = BTreeSet::new();
    let mut dated = log.dated.iter().peekable();
    let mut above = None;
    for line in &body.lines {
        if let Some(here) = dated.next_if(|dated| dated.line.spot.line == line.spot.line) {
            above = Some(here);
            continue;
        }
        let is_said = |number: u32| line.spot.line <= number;
        // Of a bold run only the lines right below it are text.
        let reaches = |above: &&Dated<'_>| {
            !matches!(above.line.kind, LineKind::Text(_)) || line.spot.line <= above.last + 1
        };
        above = above.filter(|above| is_said(above.last) || belongs(above.line, line) && reaches(above));
        let Some(above) = above.filter(|above| may_lose(line) && !is_said(above.last)) else { continue };
        for tag in known.meant(&hashtags(&line.text, &links(&line.text))).iter() {
            let entries: &BTreeMap<u32, &Entry> = &entries;
            let entry = entries.get(&above.line.spot.line);
            let is_lost = entry.is_some_and(|entry| {
                !entry.hashtags.contains(tag) && (TagEffect::of(tag, config).is_on)(entry.reading)
            });
            if is_lost && tag.as_ref() != WAITING && told.insert(tag.clone()) {
                lost(line, tag, report);
            }
        }
    }
}

/// Whether a line may hold a hashtag that is no task's.
fn may_lose(line: &Line<'_>) -> bool {
    line.marks.hold(LineMarks::HASH)
        && match line.kind {
            LineKind::Item(_, mark) => ticked(mark) == Ticked::Plain,
            LineKind::Text(_) => true,
            LineKind::Heading(_) | LineKind::Row => false,
        }
}

fn lost(line: &Line<'_>, tag: &str, report: &mut Report<'_>) {
    let written = format!("#{tag}");
    let at = line.text.to_lowercase().find(&written).unwrap_or_default();
    let before = line.text.get(..at).unwrap_or_default().chars().count();
    let said = words(
        format!("`{written}` does nothing in the text below a dated line"),
        "write it on the dated line itself",
        "the dated line counts without it",
    );
    let spot = Spot::new(line.spot.line as usize, line.spot.column as usize + before);
    report.at(Code::NoEffect, spot, &written, said);
}
