//! Hooks and one-off events of a contact's note, and the tags in its text (design 3.5, 3.2).

use super::body::{Body, LineKind};
use super::facts::{Event, Hook, HookKind};
use super::fields::date_problem;
use super::line::{is_separator, plain};
use super::report::Report;
use super::tasks::{Ticked, ticked};
use super::words::Headings;
use crate::core::date_text::{DateOrder, leading, skip_time};
use crate::core::text::{fold_name, one_line, prefix};
use std::cell::LazyCell;

/// Bytes of a log, and hooks of a note, that are compared: more would cost their product.
const MOST_SAID: usize = 256 * 1024;
const MOST_COMPARED: usize = 200;

/// List items under Hooks, Remember, Personal. `said` is what the log says, an entry a line.
pub fn hooks(body: &Body<'_>, headings: &Headings, said: &str) -> Vec<Hook> {
    // Folded only for a hook that asks: few notes have one, and every note has a log.
    let folded = LazyCell::new(|| folded_lines(said));
    let under = body.under(|_, heading| headings.hooks.contains(heading));
    let mut hooks = Vec::new();
    for line in body.lines.iter().filter(|line| under.holds(line.section)) {
        let LineKind::Item(_, mark) = line.kind else { continue };
        if ticked(mark) == Ticked::Plain && !line.text.trim().is_empty() {
            let compared = hooks.len() < MOST_COMPARED;
            let said = |subject: &str| compared && prefix(&folded, MOST_SAID).contains(subject);
            hooks.push(hook(&line.text, line.spot, said));
        }
    }
    hooks
}

fn folded_lines(said: &str) -> String {
    let mut folded = String::with_capacity(said.len());
    for line in said.split('\n') {
        folded.push_str(&fold_name(line));
        folded.push('\n');
    }
    folded
}

fn hook(text: &str, spot: crate::core::place::Spot, said: impl Fn(&str) -> bool) -> Hook {
    let lower = text.to_lowercase();
    let kind = if lower.starts_with("gift") {
        HookKind::Gift
    } else if lower.starts_with("recommended") || lower.starts_with("recommends") {
        HookKind::Recommended
    } else {
        HookKind::Plain
    };
    let subject = text.split_once(':').map_or(text, |(_, subject)| subject);
    let subject = fold_name(subject.trim().trim_end_matches('.'));
    let mentioned = kind != HookKind::Plain && !subject.is_empty() && said(&subject);
    Hook { text: one_line(text).into(), spot, kind, mentioned }
}

/// Dated list items under Events, Upcoming.
pub fn events(
    body: &Body<'_>,
    headings: &Headings,
    order: Option<DateOrder>,
    report: &mut Report<'_>,
) -> Vec<Event> {
    let under = body.under(|_, heading| headings.events.contains(heading));
    let mut events = Vec::new();
    for line in body.lines.iter().filter(|line| under.holds(line.section)) {
        let LineKind::Item(_, mark) = line.kind else { continue };
        if ticked(mark) != Ticked::Plain {
            continue;
        }
        let start = line.text.trim_start_matches(['*', '_', ' ']);
        let Some(found) = leading(start, order) else { continue };
        match found.day {
            Ok(day) => {
                let rest = start.get(found.length..).unwrap_or_default().trim_start_matches(['*', '_']);
                let text = one_line(skip_time(rest).trim_start_matches(is_separator));
                events.push(Event { day, text: text.into(), spot: line.spot });
            }
            Err(fault) => {
                let written = start.get(..found.length).unwrap_or_default();
                date_problem(report, fault, line.spot, written, "the event is left out");
            }
        }
    }
    events
}

/// Whether a hashtag may stand in a text: a `#` that is no mark of a heading. Every note has headings,
/// and few have tags; without this each line of each note is looked at twice.
pub fn may_hold_tags(text: &str) -> bool {
    let after = |at: usize| text.as_bytes().get(at + 1);
    text.match_indices('#').any(|(at, _)| after(at).is_some_and(|next| !b" #\n\t".contains(next)))
}

/// Hashtags in running text: not in log entries (`entries`: their lines) and tasks.
/// Each with the line of the file it stands on.
pub fn inline_tags(body: &Body<'_>, entries: &[u32]) -> Vec<(String, u32)> {
    let mut tags = Vec::new();
    for line in &body.lines {
        if !line.text.contains('#') || entries.contains(&line.spot.line) {
            continue;
        }
        let is_task = matches!(line.kind, LineKind::Item(_, mark) if ticked(mark) != Ticked::Plain);
        if !is_task {
            tags.extend(plain(&line.text).hashtags.into_iter().map(|tag| (tag, line.spot.line)));
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_with_tags_may_hold_tags(text in "([ #\n\t-]|[a-zé1]|\\[\\[|\\]\\]|# |- ){0,30}") {
            let tags = inline_tags(&body::read(&text, 1), &[]);
            prop_assert!(tags.is_empty() || may_hold_tags(&text), "{text:?}: {tags:?}");
        }
    }
}
