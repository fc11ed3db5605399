//! Reads the settings that a note gives for itself, such as cadence, attempts and channel. A bad value leaves
//! the setting of the rules in force (design 3.3).

use super::keys::Key;
use super::values;
use super::{Fields, name, one_text};
use crate::core::config::model::{Config, SequenceChoice, Settings, Tier};
use crate::core::day::{is_zone, zone_names};
use crate::core::interval::{Cadence, IntervalFault, IntervalOrOff, whole_days};
use crate::core::nearest::nearest;
use crate::core::note::body::links::unlinked;
use crate::core::note::channel::Channel;
use crate::core::note::facts::ContactFacts;
use crate::core::note::front_matter::yaml::{Node, Value};
use crate::core::note::report::{Report, words};
use crate::core::people::settings::{Attempts, Priority};
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, is_one_of, list, list_in_ticks};
use crate::core::truth::{is_off, truth};
use std::borrow::Cow;

/// Help for a bad interval.
const AN_INTERVAL: &str = "write a number and a unit, such as `2 weeks` or `3 months`";

/// Reads the settings of one note.
pub fn read(fields: &Fields<'_>, config: &Config, report: &mut Report<'_>, facts: &mut ContactFacts) {
    let mut reader = SettingReader { fields, report, settings: Settings::default(), spots: Vec::new() };
    reader.settings.cadence = reader.interval(Key::Cadence, Cadence::read);
    reader.settings.max = reader.interval(Key::Max, IntervalOrOff::read);
    reader.report_two_longest();
    reader.settings.retry = reader.interval(Key::Retry, IntervalOrOff::read);
    reader.settings.priority = reader.priority(config);
    reader.tier(config);
    let help = "write email, phone, text, linkedin, letter, video or in-person";
    reader.settings.channel = reader.setting(Key::Channel, help, |text| Channel::read(&unlinked(text)));
    let help = "write a number from 1 to 100, or `never`";
    reader.settings.attempts = reader.setting(Key::Attempts, help, Attempts::read);
    reader.settings.reply_within = reader.interval(Key::ReplyWithin, IntervalOrOff::read);
    let help = "write a number of days such as `7`, or `off`";
    reader.settings.lead = reader.setting_or(Code::BadCadence, Key::Lead, help, lead);
    reader.settings.weekdays_only = reader.setting(Key::WeekdaysOnly, "write `true` or `false`", truth);
    reader.settings.sequence = reader.sequence(config);
    reader.report_unknown_zone();
    facts.settings = reader.settings;
    facts.setting_spots = reader.spots.into();
}

struct SettingReader<'a, 'b> {
    fields: &'a Fields<'a>,
    report: &'a mut Report<'b>,
    settings: Settings,
    spots: Vec<(Key, Spot)>,
}

impl<'a> SettingReader<'a, '_> {
    fn text(&mut self, key: Key) -> Option<Found<&'a str>> {
        let found = one_text(key, self.node(key)?, self.report)?;
        let value = found.value.trim();
        // `none` is a value of some of these keys.
        let says_nothing = values::is_unknown(value) && !value.eq_ignore_ascii_case("none");
        (!says_nothing).then_some(Found { value, spot: found.spot })
    }

    /// Returns the value of a key that counts. For `cadence`, one that says how often goes before a box that is ticked.
    fn node(&self, key: Key) -> Option<&'a Node<'a>> {
        let says_more = || self.fields.nodes(key).find(|node| !is_ticked(node));
        let found = if key == Key::Cadence { says_more() } else { None };
        found.or_else(|| self.fields.node(key))
    }

    /// Reads a key, and reports a value for which `read` gives `None`.
    fn setting<T>(&mut self, key: Key, help: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.setting_or(Code::BadSetting, key, help, read)
    }

    /// As [`SettingReader::setting`], with the code of the problem.
    fn setting_or<T>(
        &mut self,
        code: Code,
        key: Key,
        help: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.text(key)?;
        let value = read(found.value);
        if value.is_some() {
            self.spots.push((key, found.spot));
        } else {
            let message = format!("`{}` does not take {}", name(key), quoted(found.value));
            let said = words(message, help, "the rule's setting applies");
            self.report.at(code, found.spot, found.value, said);
        }
        value
    }

    /// Reads a key that takes an interval.
    fn interval<T>(&mut self, key: Key, read: fn(&str) -> Result<T, IntervalFault>) -> Option<T> {
        let found = self.text(key)?;
        if key == Key::Cadence && is_yes(found.value) && self.is_spelt_otherwise(key, found.spot) {
            self.report_yes(found);
            return None;
        }
        let (message, help) = match read(found.value) {
            Ok(value) => {
                self.spots.push((key, found.spot));
                return Some(value);
            }
            Err(IntervalFault::Ambiguous) => {
                ("twice a month or every two months?", "write `2 weeks` or `2 months`")
            }
            Err(IntervalFault::Reversed) => {
                ("a range begins with its shorter interval", "write it as `4-6 weeks`")
            }
            Err(IntervalFault::OutOfRange) => {
                ("an interval is a whole number, at least 1 and at most 100 years", AN_INTERVAL)
            }
            Err(IntervalFault::Unknown) => ("not an interval", AN_INTERVAL),
        };
        let said = words(
            format!("{message}: {}", quoted(found.value)),
            help,
            format!("the rule's `{}` applies, if there is one", name(key)),
        );
        self.report.at(Code::BadCadence, found.spot, found.value, said);
        None
    }

    /// Whether a value is that of another spelling than ours.
    fn is_spelt_otherwise(&self, key: Key, spot: Spot) -> bool {
        self.fields.values(key).any(|field| field.rank > 0 && field.pair.node.spot == spot)
    }

    /// Reports a box that is ticked, such as `keep-in-touch: true`, which says that there is a cadence, but not which.
    fn report_yes(&mut self, found: Found<&str>) {
        let said = words(
            format!("this does not say how often: {}", quoted(found.value)),
            "write it, such as `cadence: 2 weeks`",
            "it changes nothing",
        );
        self.report.at(Code::NoEffect, found.spot, found.value, said);
    }

    /// Reports a range beside a `max` that counts in the place of its end.
    fn report_two_longest(&mut self) {
        let (Some(Cadence::Every(every, Some(end))), Some(max)) = (self.settings.cadence, self.settings.max)
        else {
            return;
        };
        // One that is too short does nothing itself, and is reported with the plan.
        if max.interval().is_some_and(|max| max == end || max.about_days() < every.about_days()) {
            return;
        }
        let is_read = |found: &Found<&str>| self.spots.contains(&(Key::Cadence, found.spot));
        let Some(found) = self.fields.texts(Key::Cadence).find(is_read) else { return };
        let said = words(
            format!("the range ends with {end}, but `max` says {max}"),
            format!("keep one of the two, such as `cadence: {every}` with `max: {max}`"),
            "`max` counts",
        );
        self.report.at(Code::NoEffect, found.spot, found.value, said);
    }

    /// Reports a time zone that looks like a name of the IANA but is none: `Europe/Berln`. Words of one's own, such as
    /// `CET` or `Pacific`, are fine, since only people read them.
    fn report_unknown_zone(&mut self) {
        let Some((found, zone)) = self.fields.texts(Key::Timezone).find_map(unknown_zone) else { return };
        let help = match nearest(&zone, zone_names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write an IANA name, such as `Europe/Berlin`".to_owned(),
        };
        let message = format!("no time zone is called {}", quoted(found.value));
        self.report.at(Code::NoEffect, found.spot, found.value, words(message, help, "it changes nothing"));
    }

    /// Reads the note's own priority. Its value may be another tool's tier, defined in the configuration.
    fn priority(&mut self, config: &Config) -> Option<Priority> {
        let tier = self.fields.texts(Key::Priority).find_map(|found| tier_of(config, found.value));
        match tier.map(|tier| tier.priority) {
            // `tier` takes the priority of the tier, together with its cadence.
            Some(Some(_)) => None,
            Some(None) => {
                let found = self.fields.text(Key::Priority)?;
                let priority = Priority::read(found.value)?;
                self.spots.push((Key::Priority, found.spot));
                Some(priority)
            }
            None => {
                let help = "write high, normal or low, or say what it means under `tiers:` in followup.yaml";
                self.setting(Key::Priority, help, Priority::read)
            }
        }
    }

    /// Applies another tool's tier as defined in the configuration, where the note has no setting of its own.
    fn tier(&mut self, config: &Config) {
        let found = [Key::Priority, Key::Tier].into_iter().flat_map(|key| self.fields.texts(key));
        let tiers = found.filter_map(|found| Some((tier_of(config, found.value)?, found.spot)));
        for (tier, spot) in tiers {
            if self.settings.cadence.is_none() && tier.cadence.is_some() {
                self.settings.cadence = tier.cadence;
                self.spots.push((Key::Cadence, spot));
            }
            if self.settings.priority.is_none() && tier.priority.is_some() {
                self.settings.priority = tier.priority;
                self.spots.push((Key::Priority, spot));
            }
        }
        let mut own = self.fields.texts(Key::Tier).filter(|found| !values::is_unknown(found.value));
        if let Some(found) = own.next()
            && tier_of(config, found.value).is_none()
            && own.all(|found| tier_of(config, found.value).is_none())
        {
            self.report_unknown_tier(found, config);
        }
    }

    fn report_unknown_tier(&mut self, found: Found<&str>, config: &Config) {
        let tiers = || config.tiers.keys().map(String::as_str);
        let value = folded(plain_tier(found.value).as_ref()).into_owned();
        let (message, help) = if config.tiers.is_empty() {
            let help = "say what yours mean, such as `tiers: {A: 2 weeks, B: 2 months}`";
            ("nothing in followup.yaml says what a tier means".to_owned(), help.to_owned())
        } else {
            let help = match nearest(&value, tiers()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    format!("use {}, or add it under `tiers:` in followup.yaml", list_in_ticks(tiers(), "or"))
                }
            };
            (format!("no tier is called {}", quoted(found.value)), help)
        };
        let said = words(message, help, "the tier changes nothing");
        self.report.at(Code::UnknownTier, found.spot, found.value, said);
    }

    fn sequence(&mut self, config: &Config) -> Option<SequenceChoice> {
        let found = self.text(Key::Sequence)?;
        let wanted = folded(found.value);
        let known = config.sequences.keys().find(|known| folded(known) == wanted).cloned();
        let choice = known.map(SequenceChoice::Named);
        if let Some(choice) = choice.or_else(|| is_off(found.value).then_some(SequenceChoice::Off)) {
            self.spots.push((Key::Sequence, found.spot));
            return Some(choice);
        }
        let names: Vec<&str> = config.sequences.keys().map(String::as_str).collect();
        let said = words(
            format!("no sequence is called {}", quoted(found.value)),
            format!("use {}, or add it under `sequences:` in followup.yaml", list(&names, "or")),
            "the rule's sequence applies, if there is one",
        );
        self.report.at(Code::UnknownSequence, found.spot, found.value, said);
        None
    }
}

/// Whether a node is a text that [`is_yes`].
fn is_ticked(node: &Node<'_>) -> bool {
    matches!(&node.value, Value::Text(text) if is_yes(text))
}

/// Whether a value is that of a box that is ticked. `1` may be a number.
pub fn is_yes(value: &str) -> bool {
    is_one_of(value.trim(), &["true", "yes"])
}

/// Returns a value that names a place in an area as the IANA does, but none that it knows, and what it names.
fn unknown_zone(found: Found<&str>) -> Option<(Found<&str>, Cow<'_, str>)> {
    if is_zone(found.value) {
        return None;
    }
    let zone = unlinked(found.value);
    let (area, _) = zone.split_once('/').filter(|_| !zone.contains(char::is_whitespace))?;
    let mut areas = zone_names().filter_map(|known| known.split_once('/'));
    let is_area = areas.any(|(known, _)| known.eq_ignore_ascii_case(area));
    let is_known = || zone_names().any(|known| known.eq_ignore_ascii_case(&zone));
    (is_area && !is_known()).then_some((found, zone))
}

/// Returns the tier that the configuration defines for a word.
fn tier_of<'c>(config: &'c Config, word: &str) -> Option<&'c Tier> {
    config.tiers.get(folded(&plain_tier(word)).as_ref())
}

/// Returns a tier without the marks of a link or hashtag.
fn plain_tier(word: &str) -> Cow<'_, str> {
    match unlinked(word) {
        Cow::Borrowed(plain) => Cow::Borrowed(plain.trim_start_matches('#')),
        Cow::Owned(plain) => Cow::Owned(plain.trim_start_matches('#').to_owned()),
    }
}

/// Reads a number of days; `off` means none.
fn lead(text: &str) -> Option<u32> {
    if is_off(text) { Some(0) } else { whole_days(text, 0) }
}
