//! The settings of one contact, each with its origin (design 4): the note, else the first fitting rule that
//! gives the setting, else the default. The rules of the plan use the values; `why` and `config NAME` print
//! the origins.

use super::FILE;
use super::model::{Config, Match, Rule, SequenceChoice, Settings};
use crate::core::interval::{Cadence, IntervalOrOff};
use crate::core::note::channel::Channel;
use crate::core::note::facts::ContactFacts;
use crate::core::note::fields::keys::Key;
use crate::core::people::settings::{Attempts, Priority, Status};
use crate::core::place::{NotePath, Place, Spot};
use crate::core::text::fold;

/// The origin of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The contact's note, at this position.
    Note(Spot),
    /// The rule at this position of `followup.yaml`.
    Rule(Spot),
    /// Neither the note nor a rule.
    Default,
}

impl Origin {
    /// Returns where the setting was given; `None` for a default. `note` is the contact's note.
    pub fn place(self, note: &NotePath) -> Option<Place> {
        match self {
            Origin::Note(spot) => Some(Place::at(note, spot)),
            Origin::Rule(spot) => Some(Place::at(&NotePath::new(FILE), spot)),
            Origin::Default => None,
        }
    }
}

/// A setting with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<T> {
    /// The setting.
    pub value: T,
    /// The origin of the value.
    pub origin: Origin,
}

/// All settings of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective {
    /// Wished interval. The longest interval in it has the same origin and is never shorter.
    pub cadence: Option<Given<Cadence>>,
    /// Whether only working days are proposed.
    pub weekdays_only: Given<bool>,
    /// Attempts before the contact rests.
    pub attempts: Given<Attempts>,
    /// Interval between attempts.
    pub retry: Option<Given<IntervalOrOff>>,
    /// Preferred channel.
    pub channel: Option<Given<Channel>>,
    /// Priority of the contact.
    pub priority: Given<Priority>,
    /// Sequence of a new contact.
    pub sequence: Option<Given<SequenceChoice>>,
    /// Days of preparation before a date.
    pub lead: Option<Given<u32>>,
    /// How long an answer may take.
    pub reply_within: Given<IntervalOrOff>,
}

/// Returns the settings of the contact with these facts, whose note is at `path`.
pub fn effective(config: &Config, facts: &ContactFacts, path: &NotePath) -> Effective {
    let sources = Sources { facts, rules: fitting(&config.rules, facts, path) };
    Effective {
        cadence: sources.first(Key::Cadence, |set| set.cadence).map(|given| sources.with_max(given)),
        weekdays_only: given_or(sources.first(Key::WeekdaysOnly, |set| set.weekdays_only), false),
        attempts: given_or(sources.first(Key::Attempts, |set| set.attempts), Attempts::Never),
        retry: sources.first(Key::Retry, |set| set.retry),
        channel: sources.first(Key::Channel, |set| set.channel),
        priority: given_or(sources.first(Key::Priority, |set| set.priority), Priority::Normal),
        sequence: sources.first(Key::Sequence, |set| set.sequence.clone()),
        lead: sources.first(Key::Lead, |set| set.lead),
        reply_within: given_or(sources.first(Key::ReplyWithin, |set| set.reply_within), config.reply_within),
    }
}

/// Returns the rules that fit a contact. Without rules, as in most configurations, no trait is folded.
fn fitting<'a>(rules: &'a [Rule], facts: &ContactFacts, path: &NotePath) -> Vec<&'a Rule> {
    if rules.is_empty() {
        return Vec::new();
    }
    let traits = Traits::new(facts, path);
    rules.iter().filter(|rule| traits.fit(&rule.matching)).collect()
}

/// Whether a rule with these conditions fits a contact.
pub fn fits(matching: &Match, facts: &ContactFacts, path: &NotePath) -> bool {
    Traits::new(facts, path).fit(matching)
}

/// Returns the position at which a note gives a setting.
pub fn setting_spot(facts: &ContactFacts, key: Key) -> Option<Spot> {
    facts.setting_spots.iter().find(|(known, _)| *known == key).map(|(_, spot)| *spot)
}

fn given_or<T>(given: Option<Given<T>>, default: T) -> Given<T> {
    given.unwrap_or(Given { value: default, origin: Origin::Default })
}

/// The note and the rules that fit it, in the order of the file.
struct Sources<'a> {
    facts: &'a ContactFacts,
    rules: Vec<&'a Rule>,
}

impl Sources<'_> {
    /// Returns the setting of the note, else of the first rule that gives it. A setting of the note counts
    /// only if reading recorded its position.
    fn first<T>(&self, key: Key, setting: impl Fn(&Settings) -> Option<T>) -> Option<Given<T>> {
        let own = setting(&self.facts.settings).and_then(|value| {
            let origin = Origin::Note(setting_spot(self.facts, key)?);
            Some(Given { value, origin })
        });
        own.or_else(|| {
            self.rules.iter().find_map(|rule| {
                let value = setting(&rule.set)?;
                Some(Given { value, origin: Origin::Rule(rule.spot) })
            })
        })
    }

    /// Gives a cadence the longest interval of the same note or rule; one that is shorter than the cadence is
    /// ignored.
    fn with_max(&self, cadence: Given<Cadence>) -> Given<Cadence> {
        let Cadence::Every(every, range) = cadence.value else { return cadence };
        let max = match cadence.origin {
            Origin::Note(_) => self.facts.settings.max,
            Origin::Default => None,
            Origin::Rule(_) => {
                self.rules.iter().find(|rule| rule.set.cadence.is_some()).and_then(|rule| rule.set.max)
            }
        };
        let max = match max {
            Some(IntervalOrOff::Off) => None,
            Some(IntervalOrOff::Every(max)) if max.about_days() >= every.about_days() => Some(max),
            Some(IntervalOrOff::Every(_)) | None => range,
        };
        Given { value: Cadence::Every(every, max), ..cadence }
    }
}

/// The facts that rules ask for, folded once per contact.
struct Traits {
    tags: Vec<String>,
    folder: String,
    relationship: Option<String>,
    status: Status,
    priority: Priority,
}

impl Traits {
    fn new(facts: &ContactFacts, path: &NotePath) -> Traits {
        Traits {
            tags: facts.tags.iter().map(|tag| fold(tag)).collect(),
            folder: fold(path.folder()),
            relationship: facts.rare.relationship.as_deref().map(fold),
            status: facts.status.map_or(Status::Active, |found| found.value),
            priority: facts.settings.priority.unwrap_or(Priority::Normal),
        }
    }

    /// Whether every condition that is not empty has an entry that fits.
    fn fit(&self, matching: &Match) -> bool {
        let any = |wanted: &[String], fits: &dyn Fn(&str) -> bool| {
            wanted.is_empty() || wanted.iter().any(|wanted| fits(wanted))
        };
        any(&matching.tags, &|tag| self.tags.iter().any(|own| is_below(own, tag)))
            && any(&matching.folders, &|folder| self.is_in(folder))
            && any(&matching.relationships, &|wanted| self.has_relationship(wanted))
            && (matching.statuses.is_empty() || matching.statuses.contains(&self.status))
            && (matching.priorities.is_empty() || matching.priorities.contains(&self.priority))
    }

    /// Whether this is one of the contact's relationships, which may be several: `[friend, colleague]`.
    fn has_relationship(&self, wanted: &str) -> bool {
        let own = self.relationship.as_deref();
        own.is_some_and(|own| own == wanted || own.split(',').any(|one| one == wanted))
    }

    /// Whether this is a component or a leading part of the note's folder.
    fn is_in(&self, folder: &str) -> bool {
        is_below(&self.folder, folder) || self.folder.split('/').any(|part| part == folder)
    }
}

/// Whether `path` is `top` or below it: `client/acme` is below `client`, but `clients` is not.
fn is_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::reading::read;
    use crate::core::place::Found;

    const SPOT: Spot = Spot { line: 3, column: 8 };

    /// Returns facts in which all settings of a note are given at `SPOT`.
    fn facts(settings: Settings) -> ContactFacts {
        use Key::{Cadence, Max, Priority};
        let keys = [Cadence, Max, Priority];
        ContactFacts {
            settings,
            setting_spots: keys.map(|key| (key, SPOT)).into(),
            ..ContactFacts::default()
        }
    }

    fn tagged(tags: &[&str]) -> ContactFacts {
        ContactFacts { tags: tags.iter().map(|tag| (*tag).into()).collect(), ..ContactFacts::default() }
    }

    #[track_caller]
    fn settings(config: &str, facts: &ContactFacts) -> Effective {
        effective(&read(config).unwrap(), facts, &NotePath::new("People/Work Clients/Ada.md"))
    }

    /// Returns the cadence as `value, origin, max`.
    fn shown(effective: &Effective) -> String {
        let cadence = effective.cadence.as_ref();
        let origin = cadence.map(|given| given.origin);
        let value = cadence.map_or("-".to_owned(), |given| given.value.to_string());
        let max = match cadence.map(|given| given.value) {
            Some(Cadence::Every(_, Some(max))) => max.to_string(),
            Some(Cadence::Every(_, None) | Cadence::Off) | None => "-".to_owned(),
        };
        let from = match origin {
            Some(Origin::Note(_)) => "note".to_owned(),
            Some(Origin::Rule(spot)) => format!("rule {}", spot.line),
            Some(Origin::Default) | None => "-".to_owned(),
        };
        format!("{value}, {from}, {max}")
    }

    #[test]
    fn rules_fit_by_their_conditions() {
        #[track_caller]
        fn case(matching: &str, expected: bool) {
            let mut facts = tagged(&["Client/Acme", "old-friend"]);
            facts.rare.relationship = Some("Key Account".into());
            facts.status = Some(Found { value: Status::Paused, spot: SPOT });
            let config = format!("rules: [{{match: {matching}, set: {{cadence: 4 weeks}}}}]");
            assert_eq!(settings(&config, &facts).cadence.is_some(), expected, "{matching}");
        }
        case("{}", true);
        case("{tag: client}", true);
        case("{tag: '#client/acme'}", true);
        case("{tag: clien}", false);
        case("{tag: [lead, Old_Friend]}", true);
        case("{tag: [lead, friend]}", false);
        case("{folder: work clients}", true);
        case("{folder: People}", true);
        case("{folder: people/work-clients/}", true);
        case("{folder: work}", false);
        case("{folder: clients/people}", false);
        case("{relationship: key account}", true);
        case("{status: paused}", true);
        case("{status: [active, dormant]}", false);
        case("{priority: normal}", true);
        case("{tag: client, status: active}", false);
        case("{tag: [lead, client], folder: [a, people]}", true);
    }

    #[test]
    fn the_first_rule_that_gives_a_setting_wins() {
        let config = "rules:\n  - match: {tag: client}\n    set: {channel: phone}\n  - set: {cadence: 4 weeks, channel: email}\n";
        let found = settings(config, &tagged(&["client"]));
        let channel = found.channel.as_ref().map(|given| (given.value, given.origin));
        assert_eq!(channel, Some((Channel::Phone, Origin::Rule(Spot { line: 2, column: 5 }))));
        assert_eq!(shown(&found), "4 weeks, rule 4, -");
    }

    #[test]
    fn max_comes_from_the_origin_of_the_cadence() {
        #[track_caller]
        fn case(cadence: Option<&str>, max: Option<&str>, expected: &str) {
            let own = Settings {
                cadence: cadence.map(|text| Cadence::read(text).unwrap()),
                max: max.map(|text| IntervalOrOff::read(text).unwrap()),
                ..Settings::default()
            };
            let config = "rules: [{set: {cadence: 4 weeks, max: 6 weeks}}]";
            assert_eq!(shown(&settings(config, &facts(own))), expected);
        }
        case(None, None, "4 weeks..6 weeks, rule 1, 6 weeks");
        case(Some("2 weeks"), None, "2 weeks, note, -");
        case(Some("2-3 weeks"), None, "2 weeks..3 weeks, note, 3 weeks");
        case(Some("2 weeks"), Some("5 weeks"), "2 weeks..5 weeks, note, 5 weeks");
        case(Some("2 weeks"), Some("1 week"), "2 weeks, note, -");
        case(Some("2-3 weeks"), Some("5 weeks"), "2 weeks..5 weeks, note, 5 weeks");
        case(Some("2-3 weeks"), Some("1 week"), "2 weeks..3 weeks, note, 3 weeks");
        case(None, Some("8 weeks"), "4 weeks..6 weeks, rule 1, 6 weeks");
        case(Some("2 weeks"), Some("off"), "2 weeks, note, -");
        case(Some("2-3 weeks"), Some("off"), "2 weeks, note, -");
        case(None, Some("off"), "4 weeks..6 weeks, rule 1, 6 weeks");
        case(Some("off"), Some("8 weeks"), "off, note, -");
    }

    #[test]
    fn defaults_apply_without_a_note_or_rule() {
        let found = settings("reply-within: 3 days", &ContactFacts::default());
        assert_eq!((found.cadence, found.retry, found.lead), (None, None, None));
        assert_eq!(found.attempts, Given { value: Attempts::Never, origin: Origin::Default });
        let within = IntervalOrOff::read("3 days").unwrap();
        assert_eq!(found.reply_within, Given { value: within, origin: Origin::Default });
    }
}
