//! Proposes rules for `init`, each with the load it brings: for tags and relationships of people who have log
//! entries, never for a whole folder.
//!
//! The cadence of a group named by a common word comes from a table, that of another group from the usual gap
//! between its contacts. It is lengthened until the group brings no more than a few cards a day, since nobody
//! keeps up with twenty.

use super::look::{Group, Look, Sort, is_kept_up};
use crate::core::config::effective::{Origin, effective};
use crate::core::config::model::{Config, Match, Rule, Settings};
use crate::core::day::Day;
use crate::core::import::yaml_text::{quoted, scalar};
use crate::core::interval::{Cadence, Interval, IntervalOrOff};
use crate::core::people::contact::{Contact, People};
use crate::core::people::settings::Attempts;
use crate::core::place::{Spot, last_part};
use crate::core::text::{count_of, fold, fold_heading};

/// Minimum number of people with log entries in a group with a rule.
const MIN_WITH_LOG: usize = 3;
/// Maximum number of cards a working day for one group.
const MAX_LOAD: f64 = 3.0;
/// Maximum number of proposed rules; a beginner does not read more.
const MAX_RULES: usize = 8;

/// A proposed rule for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    /// Whether the group is a tag or a relationship.
    pub sort: Sort,
    /// The tag or the relationship.
    pub name: String,
    /// The wished interval.
    pub cadence: Interval,
    /// The longest interval, if there is one.
    pub max: Option<Interval>,
    /// The kind of people; about work it sets working days only, and for clients and leads a rest after three
    /// attempts.
    pub business: Business,
    /// Whether the name is known to mean people.
    pub confidence: Confidence,
}

/// How certain it is that a group consists of one kind of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The name is a common word or a relationship, or no better group exists.
    Sure,
    /// The tag may be a topic; the rule is used only if the user agrees.
    Guess,
}

/// The kind of people in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Business {
    /// Clients, leads and the like: after some attempts without an answer they rest.
    Courted,
    /// People one works with.
    Work,
    /// Friends and family.
    Personal,
}

/// The work that a rule, or all rules together, bring.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    /// Number of people who get a cadence.
    pub people: usize,
    /// Number of these with neither a known contact nor a `met` date; they are proposed a few at a time.
    pub never: usize,
    /// Cards a working day for the other people.
    pub per_workday: f64,
}

/// The intervals to choose a cadence from, shortest first.
const STEPS: [Interval; 8] = [
    Interval::Days(14),
    Interval::Days(21),
    Interval::Days(28),
    Interval::Days(42),
    Interval::Days(56),
    Interval::Months(3),
    Interval::Months(6),
    Interval::Months(12),
];

/// Words for kinds of people in the singular, with cadence, longest interval and kind.
const WORDS: [(&str, Interval, Option<Interval>, Business); 8] = [
    ("lead prospect", Interval::Days(21), Some(Interval::Days(35)), Business::Courted),
    ("client customer account kunde", Interval::Days(28), Some(Interval::Days(42)), Business::Courted),
    (
        "investor sponsor donor recruiter headhunter hiringmanager supplier vendor press journalist",
        Interval::Days(42),
        Some(Interval::Days(56)),
        Business::Courted,
    ),
    (
        "family familie parent sibling closefriend bestfriend innercircle",
        Interval::Days(21),
        None,
        Business::Personal,
    ),
    ("friend freund", Interval::Days(42), Some(Interval::Days(70)), Business::Personal),
    ("mentor mentee advisor adviser coach", Interval::Days(56), Some(Interval::Months(3)), Business::Work),
    ("colleague coworker kollege collaborator team", Interval::Days(56), None, Business::Work),
    (
        "network networking acquaintance alumni alumnus formercolleague excolleague neighbor neighbour \
         classmate peer",
        Interval::Months(3),
        None,
        Business::Personal,
    ),
];

/// Returns the rules to propose, shortest cadence first, since the first rule that fits wins.
pub fn propose(look: &Look, people: &People, config: &Config, today: Day) -> Vec<Proposed> {
    let mut groups: Vec<&Group> = look.groups.iter().filter(|group| group.with_log >= MIN_WITH_LOG).collect();
    let known = |group: &&Group| group.sort == Sort::Relationship || known_word(&group.name).is_some();
    // An unknown tag can be a topic or a town as well as a kind of people.
    let sure = groups.iter().any(known);
    groups.retain(|group| known(group) || may_be_people(group, look));
    // Groups of people come before topics, which more contacts may share.
    groups.sort_by_key(|group| !known(group));
    groups.truncate(MAX_RULES);
    let mut proposed: Vec<Proposed> = groups
        .into_iter()
        .map(|group| {
            let word = known_word(&group.name);
            let (cadence, max, business) = word.unwrap_or((usual_cadence(group), None, Business::Personal));
            let confidence = if known(&group) || !sure { Confidence::Sure } else { Confidence::Guess };
            let (sort, name) = (group.sort, group.name.clone());
            with_bearable_load(
                Proposed { sort, name, cadence, max, business, confidence },
                people,
                config,
                today,
            )
        })
        .collect();
    sort_by_cadence(&mut proposed);
    lighten(&mut proposed, people, config, today);
    proposed
}

/// Sorts by cadence, shortest first.
fn sort_by_cadence(proposed: &mut [Proposed]) {
    proposed.sort_by(|a, b| {
        days(a.cadence).total_cmp(&days(b.cadence)).then_with(|| (a.sort, &a.name).cmp(&(b.sort, &b.name)))
    });
}

/// Lengthens the cadence of the heaviest group until all sure rules together fit into a day.
fn lighten(proposed: &mut [Proposed], people: &People, config: &Config, today: Day) {
    for _ in 0..MAX_RULES * STEPS.len() {
        let sure: Vec<Proposed> =
            proposed.iter().filter(|rule| rule.confidence == Confidence::Sure).cloned().collect();
        let loads = loads(&sure, people, config, today);
        if loads.whole.per_workday <= config.per_day as f64 {
            return;
        }
        // The cadence of clients and leads is lengthened last.
        let soft = |rule: &Proposed| rule.business != Business::Courted;
        let longer = sure.iter().zip(&loads.each).filter(|(rule, _)| rule.longer().is_some());
        let heaviest = longer.max_by(|(a, of_a), (b, of_b)| {
            (soft(a).cmp(&soft(b)))
                .then_with(|| of_a.per_workday.total_cmp(&of_b.per_workday))
                .then_with(|| b.name.cmp(&a.name))
        });
        let Some((heavy, longer)) = heaviest.and_then(|(rule, _)| Some((rule, rule.longer()?))) else {
            return;
        };
        proposed.iter_mut().filter(|rule| *rule == heavy).for_each(|rule| *rule = longer.clone());
        sort_by_cadence(proposed);
    }
}

/// Whether a tag with an unknown name may mean people: several have a history, and not nearly all contacts
/// have it.
fn may_be_people(group: &Group, look: &Look) -> bool {
    group.with_log >= 5 && group.usual_gap.is_some() && group.people * 2 < look.contacts
}

fn known_word(name: &str) -> Option<(Interval, Option<Interval>, Business)> {
    let last = fold_heading(last_part(name));
    let of_many = last.strip_suffix('s').unwrap_or(&last);
    let of_ies = last.strip_suffix("ies").map(|stem| format!("{stem}y")).unwrap_or_default();
    let is_one = |word: &str| [&*last, of_many, &*of_ies].contains(&word);
    let (_, cadence, max, business) = WORDS.iter().find(|(words, ..)| words.split(' ').any(is_one))?;
    Some((*cadence, *max, *business))
}

/// Returns the shortest step that is at least the usual gap.
fn usual_cadence(group: &Group) -> Interval {
    let gap = group.usual_gap.unwrap_or(90);
    STEPS.into_iter().find(|step| days(*step) >= gap as f64).unwrap_or(Interval::Months(12))
}

/// Returns the rule with its cadence lengthened until the load is at most [`MAX_LOAD`].
fn with_bearable_load(mut rule: Proposed, people: &People, config: &Config, today: Day) -> Proposed {
    let is_heavy = |rule: &Proposed| {
        let loads = loads(std::slice::from_ref(rule), people, config, today);
        loads.each.iter().any(|load| load.per_workday > MAX_LOAD)
    };
    while is_heavy(&rule)
        && let Some(longer) = rule.longer()
    {
        rule = longer;
    }
    rule
}

/// The loads of some rules next to the configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loads {
    /// The load of each rule, in their order.
    pub each: Vec<Load>,
    /// The load of all cadences of the vault, from notes and rules alike.
    pub whole: Load,
}

/// Returns the loads of rules that are added to the configuration.
pub fn loads(rules: &[Proposed], people: &People, config: &Config, today: Day) -> Loads {
    let mut loads = Loads { each: vec![Load::default(); rules.len()], whole: Load::default() };
    let mut config = config.clone();
    // Lines far beyond the end of any file distinguish these rules from those of the configuration.
    config.rules.extend((0..).zip(rules).map(|(place, rule)| rule.rule(u32::MAX - place)));
    for contact in people.contacts.iter().filter(|contact| is_kept_up(contact)) {
        let Some(given) = effective(&config, &contact.facts, &contact.path).cadence else { continue };
        let Cadence::Every(interval, _) = given.value else { continue };
        let own = match given.origin {
            Origin::Rule(spot) => loads.each.get_mut((u32::MAX - spot.line) as usize),
            Origin::Note(_) | Origin::Default => None,
        };
        let anchored = is_anchored(contact, today);
        own.into_iter().chain([&mut loads.whole]).for_each(|load| load.add(interval, anchored));
    }
    let week = config.workdays.week().iter().filter(|worked| **worked).count();
    let days_of_work = 7.0 / f64::from(u32::try_from(week.max(1)).unwrap_or(5));
    loads.each.iter_mut().chain([&mut loads.whole]).for_each(|load| load.per_workday *= days_of_work);
    loads
}

fn is_anchored(contact: &Contact, today: Day) -> bool {
    contact.last_contact(today).is_some()
        || contact.facts.rare.met.as_ref().is_some_and(|met| met.value.day <= today)
}

/// Returns the average number of days of an interval.
fn days(interval: Interval) -> f64 {
    match interval {
        Interval::Days(days) => f64::from(days),
        Interval::BusinessDays(days) => f64::from(days) * 1.4,
        Interval::Months(months) => f64::from(months) * 30.44,
    }
}

impl Proposed {
    /// Returns the rule with the next longer cadence, if there is one.
    fn longer(&self) -> Option<Proposed> {
        let cadence = STEPS.into_iter().find(|step| days(*step) > days(self.cadence))?;
        Some(Proposed { cadence, max: None, ..self.clone() })
    }

    /// Returns the rule as reading `followup.yaml` would.
    fn rule(&self, line: u32) -> Rule {
        let name = fold(&self.name);
        let matching = match self.sort {
            Sort::Tag => Match { tags: vec![name], ..Match::default() },
            Sort::Relationship => Match { relationships: vec![name], ..Match::default() },
        };
        let work = self.business != Business::Personal;
        let courted = self.business == Business::Courted;
        let set = Settings {
            cadence: Some(Cadence::Every(self.cadence, None)),
            max: self.max.map(IntervalOrOff::Every),
            weekdays_only: work.then_some(true),
            attempts: courted.then_some(Attempts::AtMost(3)),
            retry: courted.then_some(IntervalOrOff::Every(Interval::Days(14))),
            ..Settings::default()
        };
        Rule { spot: Spot { line, column: 1 }, matching, set }
    }

    /// Returns the rule in YAML, to be written below `rules:`, with its load as a comment.
    pub fn yaml(&self, load: &Load) -> String {
        let mut set = format!("cadence: {}", self.cadence);
        if let Some(max) = self.max {
            set.push_str(&format!(", max: {max}"));
        }
        match self.business {
            Business::Courted => set.push_str(", weekdays-only: true, attempts: 3, retry: 2 weeks"),
            Business::Work => set.push_str(", weekdays-only: true"),
            Business::Personal => {}
        }
        let name = if self.name.contains([',', '/']) { quoted(&self.name) } else { scalar(&self.name) };
        format!("  # {}\n  - match: {{{}: {name}}}\n    set: {{{set}}}\n", load.words(), self.sort.name())
    }

    /// Describes the rule as in `client, 4 weeks`.
    pub fn describe(&self) -> String {
        format!("{}, {}", self.name, self.cadence)
    }
}

impl Load {
    /// Adds a person with a cadence.
    fn add(&mut self, interval: Interval, anchored: bool) {
        self.people += 1;
        if anchored {
            self.per_workday += 1.0 / days(interval);
        } else {
            self.never += 1;
        }
    }

    /// Describes the load as in `34 people, 1.7 a working day`.
    pub fn words(&self) -> String {
        let people = count_of(self.people, "person", "people");
        let never = match self.never {
            0 => String::new(),
            never => format!("; {never} of them never contacted: five at a time"),
        };
        format!("{people}, {} a working day{never}", number(self.per_workday))
    }
}

/// Formats a load with one decimal, or two where the first would be zero.
pub fn number(load: f64) -> String {
    if load >= 0.95 || load == 0.0 { format!("{load:.1}") } else { format!("{load:.2}") }
}
