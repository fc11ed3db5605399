//! `rules:`: who they are for and what they set (design 4).

use super::tag;
use super::values::{Reading, Row, is_off};
use crate::core::config::model::{Match, ReplyWithin, Rule, Settings};
use crate::core::config::tree::Node;
use crate::core::interval::{Cadence, Interval};
use crate::core::people::settings::{Attempts, Status};
use crate::core::text::fold;

/// A list of rules; one alone needs no list.
pub(super) fn rules(node: &Node, reading: &mut Reading<'_>) -> Vec<Rule> {
    reading.list(node, |reading, item| {
        let mut rule = Rule { spot: item.spot, matching: Match::default(), set: Settings::default() };
        let told = reading.problems.len();
        reading.fill(&mut rule, item, "a rule", RULE);
        // A `set` whose values are all wrong has been told already, in more detail.
        if rule.set == Settings::default() && reading.problems.len() == told {
            reading.wrong(
                item,
                "a rule that sets nothing",
                "give it `set: {cadence: 4 weeks}` or another setting",
            );
        }
        Some(rule)
    })
}

const RULE: &[Row<Rule>] = &[
    ("match", |rule, node, reading| reading.fill(&mut rule.matching, node, "`match`", MATCH)),
    ("set", |rule, node, reading| {
        reading.fill(&mut rule.set, node, "`set`", SET);
        check_max(&rule.set, node, reading);
    }),
];

const MATCH: &[Row<Match>] = &[
    ("tag", |matching, node, reading| {
        matching.tags = reading.some(node, "a tag", |reading, item| tag(reading, item).map(|tag| fold(&tag)));
    }),
    ("folder", |matching, node, reading| {
        matching.folders = reading.some(node, "a folder", |reading, item| {
            reading.path(item, "a folder below the vault").map(|folder| fold(&folder))
        });
    }),
    ("relationship", |matching, node, reading| {
        matching.relationships = reading.some(node, "a relationship", |reading, item| {
            reading.text(item, "a relationship").map(|relationship| fold(&relationship))
        });
    }),
    ("status", |matching, node, reading| {
        let known: Vec<&str> = Status::ALL.iter().map(|status| status.name()).collect();
        matching.statuses =
            reading.some(node, "a status", |reading, item| reading.named(item, &known, Status::read));
    }),
    ("priority", |matching, node, reading| {
        matching.priorities = reading.some(node, "a priority", Reading::priority);
    }),
];

/// The settings, also those of a note.
const SET: &[Row<Settings>] = &[
    ("cadence", |set, node, reading| set.cadence = reading.cadence(node)),
    ("max", |set, node, reading| set.max = reading.interval(node)),
    ("weekdays-only", |set, node, reading| set.weekdays_only = reading.bool(node)),
    ("attempts", |set, node, reading| {
        let help = "write a number from 1 to 100, or `never`";
        set.attempts = reading.parsed(node, "a number of attempts", help, Attempts::read);
    }),
    ("retry", |set, node, reading| set.retry = reading.interval(node)),
    ("channel", |set, node, reading| set.channel = reading.channel(node)),
    ("priority", |set, node, reading| set.priority = reading.priority(node)),
    ("sequence", |set, node, reading| set.sequence = reading.text(node, "the name of a sequence")),
    ("lead", |set, node, reading| set.lead = if is_off(node) { Some(0) } else { reading.days(node, 0) }),
    ("reply-within", |set, node, reading| set.reply_within = reply_within(node, reading)),
];

/// An interval, or `off`.
pub(super) fn reply_within(node: &Node, reading: &mut Reading<'_>) -> Option<ReplyWithin> {
    if is_off(node) { Some(ReplyWithin::Off) } else { reading.interval(node).map(ReplyWithin::Within) }
}

/// `max` belongs to the cadence beside it: it is said once, and is not the shorter one.
fn check_max(set: &Settings, node: &Node, reading: &mut Reading<'_>) {
    let (Some(pair), Some(max)) = (node.pair("max"), set.max) else { return };
    match set.cadence {
        // A `cadence` that could not be read has been told.
        None if node.pair("cadence").is_some() => {}
        None => reading.wrong(&pair.key_node, "a `max` without a `cadence`", "write the `cadence` beside it"),
        Some(Cadence::Off) => {
            reading.wrong(
                &pair.key_node,
                "a `max` beside a `cadence` that is off",
                "take one of the two out",
            );
        }
        Some(Cadence::Every(_, Some(range))) => reading.wrong(
            &pair.key_node,
            "a `max` beside a `cadence` that is a range",
            format!("the range ends with {range} already; take one of the two out"),
        ),
        Some(Cadence::Every(every, None)) if is_shorter(max, every) => reading.wrong(
            &pair.node,
            format!("`max` is shorter than `cadence`: {max} and {every}"),
            "`cadence` is the wish, `max` the longest that is still fine",
        ),
        Some(Cadence::Every(_, None)) => {}
    }
}

fn is_shorter(max: Interval, every: Interval) -> bool {
    max.about_days() < every.about_days()
}
