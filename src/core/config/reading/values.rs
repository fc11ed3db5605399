//! Typed readers for the values of the configuration. Each takes a node and returns a value, or reports what
//! was found, what is wanted, and where. None stops the reading, so that one run shows all problems.

use crate::core::config::tree::{Node, Pair, Value, problem};
use crate::core::date_text::{DateFault, DateOrder, read_date};
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval, IntervalFault, IntervalOrOff, MOST_DAYS, whole_days};
use crate::core::nearest::nearest;
use crate::core::note::channel::Channel;
use crate::core::people::settings::{Priority, Status};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::{fold, is_control, list_in_ticks};
use crate::core::truth::truth;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The state of reading: the text and the problems found so far.
pub(super) struct Reading<'a> {
    lines: Vec<&'a str>,
    /// The file's own `date-order`.
    pub(super) order: Option<DateOrder>,
    /// The problems found so far.
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    /// Starts reading the text that the nodes came from.
    pub(super) fn new(text: &'a str) -> Reading<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Reading { lines: text.lines().collect(), order: None, problems: Vec::new() }
    }

    /// Reports a problem that underlines the node.
    pub(super) fn problem(&mut self, code: Code, node: &Node, message: String, help: impl Into<String>) {
        self.problems.push(problem(&self.lines, code, (node.spot, node.width), message, help));
    }

    /// Reports a value that its key does not take.
    pub(super) fn wrong(&mut self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.problem(Code::BadConfig, node, message.into(), help);
    }

    /// Reports that the node is not `what`, which is a noun such as "an interval" or "a name".
    pub(super) fn is_not(&mut self, node: &Node, what: &str, help: impl Into<String>) {
        self.is_not_with(Code::BadConfig, node, what, help);
    }

    fn is_not_with(&mut self, code: Code, node: &Node, what: &str, help: impl Into<String>) {
        let message = match &node.value {
            Value::Text(text) if text.trim().is_empty() => format!("an empty text where {what} belongs"),
            Value::Text(text) => format!("not {what}: {}", quoted(text)),
            Value::List(_) => format!("a list where {what} belongs"),
            Value::Map(_) => format!("a map where {what} belongs"),
            Value::Null => format!("nothing where {what} belongs"),
        };
        self.problem(code, node, message, help);
    }

    /// Reports a key that the level does not have, with the known ones.
    pub(super) fn unknown_key(&mut self, pair: &Pair, level: &str, known: &[&str]) {
        let near =
            [&fold(&pair.key), &pair.key].into_iter().find_map(|key| nearest(key, known.iter().copied()));
        let help = did_you_mean(near, || format!("{level} takes {}", list_in_ticks(known, "and")));
        let message = format!("{level} has no key {}", quoted(&pair.key));
        self.problem(Code::UnknownConfigKey, &pair.key_node, message, help);
    }

    /// Returns the pairs of a map, and reports keys that appear twice when compared by `same`.
    pub(super) fn pairs<'n>(&mut self, node: &'n Node, level: &str, same: fn(&str) -> String) -> &'n [Pair] {
        let Value::Map(pairs) = &node.value else {
            self.is_not(node, "a map", format!("{level} takes `key: value` lines, indented below it"));
            return &[];
        };
        let mut seen = BTreeMap::new();
        for pair in pairs {
            if let Some(line) = seen.insert(same(&pair.key), pair.key_node.spot.line) {
                let message = format!("{} appears twice, first on line {line}", quoted(&pair.key));
                self.wrong(&pair.key_node, message, "keep one of the two");
            }
        }
        pairs
    }

    /// Reads one value or a list of them, without those that could not be read.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        node.items().iter().filter_map(|item| read(self, item)).collect()
    }

    /// As [`Reading::list`], but reports an empty list.
    pub(super) fn nonempty_list<T>(
        &mut self,
        node: &Node,
        what: &str,
        read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        if node.items().is_empty() {
            self.wrong(node, format!("an empty list where {what} belongs"), "fill it, or leave the key out");
        }
        self.list(node, read)
    }

    /// Reads a scalar; `read` returns `None` for a text that is not `what`.
    pub(super) fn parsed<T>(
        &mut self,
        node: &Node,
        what: &str,
        help: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = node.as_text().and_then(read);
        if found.is_none() {
            self.is_not(node, what, help);
        }
        found
    }

    /// Reads a line of text that is not empty.
    pub(super) fn text(&mut self, node: &Node, what: &str) -> Option<String> {
        self.parsed(node, what, "write one line of text", |text| {
            let fits = !text.is_empty() && !text.contains(is_control);
            fits.then(|| text.to_owned())
        })
    }

    /// Reads `true`, `yes`, `on` or one of their opposites.
    pub(super) fn bool(&mut self, node: &Node) -> Option<bool> {
        self.parsed(node, "yes or no", "write `true` or `false`", truth)
    }

    /// Reads a whole number in a range.
    pub(super) fn count(&mut self, node: &Node, range: RangeInclusive<u32>) -> Option<u32> {
        let help = format!("write a whole number from {} to {}", range.start(), range.end());
        let read = |text: &str| text.parse().ok().filter(|number| range.contains(number));
        self.parsed(node, "a number in range", &help, read)
    }

    /// As [`Reading::count`], as a `usize`.
    pub(super) fn amount(&mut self, node: &Node, range: RangeInclusive<u32>) -> Option<usize> {
        self.count(node, range).and_then(|number| usize::try_from(number).ok())
    }

    /// Reads a number of days, or an interval of whole days such as `2 weeks`.
    pub(super) fn days(&mut self, node: &Node, least: u32) -> Option<u32> {
        let help =
            format!("write a number of days from {least} to {MOST_DAYS}, or an interval such as `2 weeks`");
        self.parsed(node, "a number of days", &help, |text| whole_days(text, least))
    }

    /// Reads a number of minutes: `30`, `30 minutes`, `2 hours`.
    pub(super) fn minutes(&mut self, node: &Node, range: RangeInclusive<u32>) -> Option<u32> {
        let help = format!("write a number of minutes from {} to {}", range.start(), range.end());
        self.parsed(node, "a number of minutes", &help, |text| {
            minutes(text).filter(|number| range.contains(number))
        })
    }

    /// Reads an interval (design 3.3).
    pub(super) fn interval(&mut self, node: &Node) -> Option<Interval> {
        self.interval_by(node, Interval::read)
    }

    /// Reads an interval or `off`.
    pub(super) fn interval_or_off(&mut self, node: &Node) -> Option<IntervalOrOff> {
        if is_off(node) { Some(IntervalOrOff::Off) } else { self.interval(node).map(IntervalOrOff::Every) }
    }

    /// Reads an interval, a range of intervals, or `off`.
    pub(super) fn cadence(&mut self, node: &Node) -> Option<Cadence> {
        self.interval_by(node, Cadence::read)
    }

    fn interval_by<T>(&mut self, node: &Node, read: fn(&str) -> Result<T, IntervalFault>) -> Option<T> {
        let read = node.as_text().map_or(Err(IntervalFault::Unknown), read);
        let report = |fault| self.is_not_with(Code::BadCadence, node, "an interval", interval_help(fault));
        read.map_err(report).ok()
    }

    /// Reads a date (design 3.3) by the file's own `date-order`.
    pub(super) fn date(&mut self, node: &Node) -> Option<Day> {
        let read = node.as_text().map_or(Err(DateFault::NotADate), |text| read_date(text, self.order));
        let report = |fault| {
            let (what, help) = date_words(fault);
            self.is_not_with(Code::from(fault), node, what, help);
        };
        read.map_err(report).ok()
    }

    /// Reads one of a few keywords, compared folded.
    pub(super) fn choice<T: Copy>(&mut self, node: &Node, options: &[(&'static str, T)]) -> Option<T> {
        self.named(node, options.iter().map(|(name, _)| *name), |text| {
            let folded = fold(text);
            options.iter().find(|(name, _)| fold(name) == folded).map(|(_, value)| *value)
        })
    }

    /// Reads a keyword that `read` knows; `known` are the names to suggest.
    fn named<T>(
        &mut self,
        node: &Node,
        known: impl Iterator<Item = &'static str>,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let known: Vec<&str> = known.collect();
        let near = node.as_text().and_then(|text| nearest(&text.to_lowercase(), known.iter().copied()));
        let help = did_you_mean(near, || format!("write {}", list_in_ticks(&known, "or")));
        self.parsed(node, "a known value", &help, read)
    }

    /// Reads a channel by any of its names.
    pub(super) fn channel(&mut self, node: &Node) -> Option<Channel> {
        self.named(node, Channel::ALL.iter().map(|channel| channel.name()), Channel::read)
    }

    /// Reads a priority by any of its names.
    pub(super) fn priority(&mut self, node: &Node) -> Option<Priority> {
        self.named(node, Priority::ALL.iter().map(|priority| priority.name()), Priority::read)
    }

    /// Reads a status by any of its names.
    pub(super) fn status(&mut self, node: &Node) -> Option<Status> {
        self.named(node, Status::ALL.iter().map(|status| status.name()), Status::read)
    }
}

/// Replaces a default by the value that was read, if any.
pub(super) fn update<T>(slot: &mut T, read: Option<T>) {
    if let Some(value) = read {
        *slot = value;
    }
}

/// Whether the node is `off`, `none`, `never`, `no` or the like.
pub(super) fn is_off(node: &Node) -> bool {
    node.as_text().is_some_and(crate::core::truth::is_off)
}

/// Returns `did you mean …`, or another help if no name is near.
pub(super) fn did_you_mean(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

fn minutes(text: &str) -> Option<u32> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let number: u32 = number.parse().ok()?;
    match fold(unit).as_str() {
        "" | "m" | "min" | "mins" | "minute" | "minutes" => Some(number),
        "h" | "hour" | "hours" => number.checked_mul(60),
        _ => None,
    }
}

fn interval_help(fault: IntervalFault) -> &'static str {
    match fault {
        IntervalFault::Unknown => "write a number and a unit, such as `2 weeks` or `3 months`",
        IntervalFault::Ambiguous => "it means two things; write `2 weeks` or `2 months`",
        IntervalFault::OutOfRange | IntervalFault::Reversed => {
            "write a whole number from 1, at most a hundred years; in a range the shorter one first"
        }
    }
}

/// Returns what a text with a fault in its date is not, and the help.
fn date_words(fault: DateFault) -> (&'static str, &'static str) {
    match fault {
        DateFault::NotADate => ("a date", "write it as `2026-11-02`"),
        DateFault::Impossible => ("a day that exists", "write a day that exists, such as `2026-11-02`"),
        DateFault::Ambiguous => {
            ("a clear date", "write it as `2026-11-02`, or set `date-order` to `dmy` or `mdy`")
        }
        DateFault::TwoDigitYear => ("a date with a full year", "write the year with four digits"),
    }
}
