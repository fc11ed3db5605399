//! The `rules:` key: settings for the contacts that match (design 4).

use super::level::{Level, Pass};
use super::tag;
use super::values::{Reading, is_off};
use crate::core::config::model::{Match, Rule, SequenceChoice, Settings};
use crate::core::config::shown::Show;
use crate::core::config::tree::Node;
use crate::core::interval::{Cadence, IntervalOrOff};
use crate::core::people::settings::Attempts;
use crate::core::text::fold;

/// Reads one rule with its conditions and its settings.
pub(super) fn rule(reading: &mut Reading<'_>, node: &Node) -> Option<Rule> {
    let mut rule = Rule { spot: node.spot, matching: Match::default(), set: Settings::default() };
    let problems_before = reading.problems.len();
    reading.level(&mut rule, node);
    // If all values of `set` are wrong, each has been reported already.
    if rule.set == Settings::default() && reading.problems.len() == problems_before {
        let help = "give it `set: {cadence: 4 weeks}` or another setting";
        reading.wrong(node, "a rule that sets nothing", help);
    }
    Some(rule)
}

impl Level for Rule {
    const NAME: &'static str = "a rule";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.level("match", &mut self.matching);
        pass.at(
            "set",
            &mut self.set,
            |set, node, reading| {
                reading.level(set, node);
                check_max(set, node, reading);
            },
            Show::shown,
        );
    }
}

impl Level for Match {
    const NAME: &'static str = "`match`";
    const OMITS_EMPTY: bool = true;

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.nonempty_list("tag", "a tag", &mut self.tags, |reading, item| Some(fold(&tag(reading, item)?)));
        pass.nonempty_list("folder", "a folder", &mut self.folders, |reading, item| {
            Some(fold(&reading.path(item, "a folder below the vault")?))
        });
        pass.nonempty_list("relationship", "a relationship", &mut self.relationships, |reading, item| {
            Some(fold(&reading.text(item, "a relationship")?))
        });
        pass.nonempty_list("status", "a status", &mut self.statuses, Reading::status);
        pass.nonempty_list("priority", "a priority", &mut self.priorities, Reading::priority);
    }
}

/// The settings of a rule, which a note can give as well.
impl Level for Settings {
    const NAME: &'static str = "`set`";
    const OMITS_EMPTY: bool = true;

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.maybe("cadence", &mut self.cadence, Reading::cadence);
        pass.maybe("max", &mut self.max, Reading::interval_or_off);
        pass.maybe("weekdays-only", &mut self.weekdays_only, Reading::bool);
        pass.maybe("attempts", &mut self.attempts, |reading, node| {
            let help = "write a number from 1 to 100, or `never`";
            reading.parsed(node, "a number of attempts", help, Attempts::read)
        });
        pass.maybe("retry", &mut self.retry, Reading::interval_or_off);
        pass.maybe("channel", &mut self.channel, Reading::channel);
        pass.maybe("priority", &mut self.priority, Reading::priority);
        pass.maybe("sequence", &mut self.sequence, |reading, node| {
            reading.text(node, "the name of a sequence, or `none`").map(SequenceChoice::Named)
        });
        pass.maybe(
            "lead",
            &mut self.lead,
            |reading, node| {
                if is_off(node) { Some(0) } else { reading.days(node, 0) }
            },
        );
        pass.maybe("reply-within", &mut self.reply_within, Reading::interval_or_off);
    }
}

/// Reports a `max` without a cadence, with a second maximum, or shorter than its cadence.
fn check_max(set: &Settings, node: &Node, reading: &mut Reading<'_>) {
    let (Some(pair), Some(max)) = (node.pair("max"), set.max) else { return };
    let (message, help) = match set.cadence {
        // The unreadable `cadence` has been reported.
        None if node.pair("cadence").is_some() => return,
        None => ("a `max` without a `cadence`", "write the `cadence` too".to_owned()),
        Some(Cadence::Off) => ("a `max` with a `cadence` that is off", "remove one of the two".to_owned()),
        Some(Cadence::Every(_, Some(range))) => (
            "a `max` with a `cadence` that is a range",
            format!("the range ends with {range} already; remove one of the two"),
        ),
        Some(Cadence::Every(every, None)) => {
            if let IntervalOrOff::Every(max) = max
                && max.about_days() < every.about_days()
            {
                let message = format!("`max` is shorter than `cadence`: {max} and {every}");
                let help = "`cadence` is the interval you want, `max` the longest that is still fine";
                reading.wrong(&pair.node, message, help);
            }
            return;
        }
    };
    reading.wrong(&pair.key_node, message, help);
}
