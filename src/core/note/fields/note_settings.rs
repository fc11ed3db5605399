//! The settings that a note itself gives: cadence, attempts, channel and their like.
//! A bad value leaves the rule's (design 3.3).

use super::keys::Key;
use super::values;
use super::{Fields, name};
use crate::core::config::model::{Config, ReplyWithin, Settings, Tier};
use crate::core::interval::{Cadence, Interval, IntervalFault, whole_days};
use crate::core::note::channel::Channel;
use crate::core::note::facts::{ContactFacts, SettingKey};
use crate::core::note::front_matter::yaml::{Node, Value};
use crate::core::note::report::{Report, words};
use crate::core::people::settings::{Attempts, Priority};
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::folded;
use crate::core::truth::{is_off, truth};

/// Reads the settings of one note.
pub fn read(fields: &Fields<'_>, config: &Config, report: &mut Report<'_>, facts: &mut ContactFacts) {
    let mut reader = SettingReader { fields, report, settings: Settings::default(), spots: Vec::new() };
    reader.cadences();
    reader.priority(config);
    reader.tier(config);
    reader.others(config);
    facts.settings = reader.settings;
    facts.setting_spots = reader.spots.into();
}

struct SettingReader<'a, 'b> {
    fields: &'a Fields<'a>,
    report: &'a mut Report<'b>,
    settings: Settings,
    spots: Vec<(SettingKey, Spot)>,
}

impl<'a> SettingReader<'a, '_> {
    /// The text of a key. Of several the first counts, with a warning, unless they may be an order of preference.
    fn text(&mut self, key: Key) -> Option<Found<&'a str>> {
        let node = self.fields.node(key)?;
        let found = values::text(node).or_else(|| self.first_of(key, node))?;
        let value = found.value.trim();
        // `none` is a value of some of these keys.
        let says_nothing = values::is_unknown(value) && !value.eq_ignore_ascii_case("none");
        (!says_nothing).then_some(Found { value, spot: found.spot })
    }

    fn first_of(&mut self, key: Key, node: &'a Node<'a>) -> Option<Found<&'a str>> {
        let first = match &node.value {
            Value::List(_) => values::first_text(node),
            Value::Null | Value::Text(_) | Value::Map(_) => None,
        };
        if first.is_none() || key != Key::Channel {
            let effect = if first.is_some() { "the first counts" } else { "it is passed over" };
            let message = format!("`{}` takes one value", name(key));
            self.report.at(
                Code::UnusableValue,
                node.spot,
                "",
                words(message, "write a single value", effect),
            );
        }
        first
    }

    /// Reads a key; a value that `read` refuses is a problem with this help.
    fn setting<T>(
        &mut self,
        key: Key,
        as_key: SettingKey,
        help: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.text(key)?;
        let value = read(found.value);
        match value {
            Some(_) => self.spots.push((as_key, found.spot)),
            None => self.report.at(
                Code::BadSetting,
                found.spot,
                found.value,
                words(
                    format!("`{}` does not take {}", name(key), quoted(found.value)),
                    help,
                    "the rule's setting holds",
                ),
            ),
        }
        value
    }

    fn interval_problem(&mut self, key: Key, found: Found<&str>, fault: IntervalFault) {
        let (message, help) = match fault {
            IntervalFault::Ambiguous => {
                ("twice a month or every two months?", "write `2 weeks` or `2 months`")
            }
            IntervalFault::OutOfRange => (
                "an interval is a whole number, at least 1 and at most 100 years",
                "write a number and a unit, such as `2 weeks` or `3 months`",
            ),
            IntervalFault::Unknown => {
                ("not an interval", "write a number and a unit, such as `2 weeks` or `3 months`")
            }
        };
        self.report.at(
            Code::BadCadence,
            found.spot,
            found.value,
            words(
                format!("{message}: {}", quoted(found.value)),
                help,
                format!("`{}` of the rule holds, if there is one", name(key)),
            ),
        );
    }

    fn cadences(&mut self) {
        if let Some(found) = self.text(Key::Cadence) {
            match Cadence::read(found.value) {
                Ok(cadence) => {
                    self.settings.cadence = Some(cadence);
                    self.spots.push((SettingKey::Cadence, found.spot));
                }
                Err(fault) => self.interval_problem(Key::Cadence, found, fault),
            }
        }
        self.settings.max = self.interval(Key::Max, SettingKey::Max);
        self.settings.retry = self.interval(Key::Retry, SettingKey::Retry);
    }

    fn interval(&mut self, key: Key, as_key: SettingKey) -> Option<Interval> {
        let found = self.text(key)?;
        match Interval::read(found.value) {
            Ok(interval) => {
                self.spots.push((as_key, found.spot));
                Some(interval)
            }
            Err(fault) => {
                self.interval_problem(key, found, fault);
                None
            }
        }
    }

    /// The note's own priority. The configuration may say what another tool's word for it means.
    fn priority(&mut self, config: &Config) {
        let tier = self.fields.texts(Key::Priority).find_map(|found| tier_of(config, found.value));
        self.settings.priority = match tier.map(|tier| tier.priority) {
            // What the tier says is taken over by `tier`, with its cadence.
            Some(Some(_)) => None,
            Some(None) => self.fields.text(Key::Priority).and_then(|found| {
                let priority = Priority::read(found.value)?;
                self.spots.push((SettingKey::Priority, found.spot));
                Some(priority)
            }),
            None => {
                let help = "write high, normal or low, or say what it means under `tiers:` in followup.yaml";
                self.setting(Key::Priority, SettingKey::Priority, help, Priority::read)
            }
        };
    }

    /// Another tool's tier stands for what the configuration says, below the note's own keys.
    fn tier(&mut self, config: &Config) {
        let found = [Key::Priority, Key::Tier].into_iter().flat_map(|key| self.fields.texts(key));
        let tiers = found.filter_map(|found| Some((tier_of(config, found.value)?, found.spot)));
        for (tier, spot) in tiers {
            if self.settings.cadence.is_none() && tier.cadence.is_some() {
                self.settings.cadence = tier.cadence;
                self.spots.push((SettingKey::Cadence, spot));
            }
            if self.settings.priority.is_none() && tier.priority.is_some() {
                self.settings.priority = tier.priority;
                self.spots.push((SettingKey::Priority, spot));
            }
        }
    }

    fn others(&mut self, config: &Config) {
        let help = "write email, phone, text, linkedin, letter, video or in-person";
        self.settings.channel = self.setting(Key::Channel, SettingKey::Channel, help, |text| {
            Channel::read(&crate::core::note::body::links::unlinked(text))
        });
        let help = "write a number from 1 to 100, or `never`";
        self.settings.attempts = self.setting(Key::Attempts, SettingKey::Attempts, help, Attempts::read);
        let help = "write an interval such as `2 days`, or `off`";
        self.settings.reply_within =
            self.setting(Key::ReplyWithin, SettingKey::ReplyWithin, help, reply_within);
        let help = "write a number of days such as `7`, or `off`";
        self.settings.lead = self.setting(Key::Lead, SettingKey::Lead, help, lead);
        let help = "write `true` or `false`";
        self.settings.weekdays_only = self.setting(Key::WeekdaysOnly, SettingKey::WeekdaysOnly, help, truth);
        self.sequence(config);
    }

    fn sequence(&mut self, config: &Config) {
        let Some(found) = self.text(Key::Sequence) else { return };
        let wanted = folded(found.value);
        if let Some(known) = config.sequences.keys().find(|known| folded(known) == wanted) {
            self.settings.sequence = Some(known.clone());
            self.spots.push((SettingKey::Sequence, found.spot));
            return;
        }
        let names: Vec<&str> = config.sequences.keys().map(String::as_str).collect();
        self.report.at(
            Code::UnknownSequence,
            found.spot,
            found.value,
            words(
                format!("no sequence is called {}", quoted(found.value)),
                format!(
                    "use {}, or add it under `sequences:` in followup.yaml",
                    crate::core::text::list(&names, "or")
                ),
                "no sequence starts",
            ),
        );
    }
}

/// What the configuration says of another tool's word.
fn tier_of<'c>(config: &'c Config, word: &str) -> Option<&'c Tier> {
    config.tiers.get(folded(word.trim_start_matches('#')).as_ref())
}

fn reply_within(text: &str) -> Option<ReplyWithin> {
    if is_off(text) { Some(ReplyWithin::Off) } else { Interval::read(text).ok().map(ReplyWithin::Within) }
}

/// Whoever prepares for nothing begins no day before it.
fn lead(text: &str) -> Option<u32> {
    if is_off(text) { Some(0) } else { whole_days(text, 0) }
}
