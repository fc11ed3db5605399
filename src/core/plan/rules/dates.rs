//! Yearly dates: birthdays and others, and the time to prepare for them (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed, PREPARE_FOR};
use crate::core::day::{Day, LeapDay, Yearly};
use crate::core::note::facts::{ContactFacts, Labelled};
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags;
use crate::core::people::contact::InteractionKind;
use crate::core::people::settings::Priority;
use crate::core::place::{Found, Spot};
use crate::core::plan::id::Key;
use crate::core::plan::lapse::LAPSED_SHOWN;
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};
use crate::core::text::{count, folded};

/// Number of days to prepare for a birthday of a contact of high priority.
const HIGH_LEAD: u32 = 7;
/// A birthday wish counts if it is at most this many days early.
pub const WISH_AHEAD: i64 = 14;

/// The label of a birthday.
const BIRTHDAY: &str = "birthday";

/// A yearly date of a contact.
#[derive(Clone, Copy)]
pub struct Dated<'a> {
    /// A birthday or another date.
    pub kind: Kind,
    about: About,
    /// The note's words for it.
    pub label: &'a str,
    /// How many dates with the same label are before it in the note.
    before: u32,
    /// Its day in each year.
    pub yearly: Yearly,
    spot: Spot,
}

impl<'a> Dated<'a> {
    /// The birthday of a contact.
    pub fn birthday(facts: &'a ContactFacts) -> Option<Dated<'a>> {
        let Found { value: yearly, spot } = facts.birthday?;
        let (kind, about) = (Kind::Birthday, About::Contact);
        Some(Dated { kind, about, label: BIRTHDAY, before: 0, yearly, spot })
    }

    /// The other yearly dates of a contact.
    pub fn others(facts: &'a ContactFacts) -> impl Iterator<Item = Dated<'a>> {
        facts.rare.dates.iter().enumerate().map(|(position, date)| {
            let Labelled { label, before, yearly, spot } = date;
            let (kind, about) = (Kind::Date, About::Date(position));
            Dated { kind, about, label, before: *before, yearly: *yearly, spot: *spot }
        })
    }

    /// The key of its follow-up on a day.
    pub fn key(&self, day: Day) -> Key {
        Key::Yearly(folded(self.label).into(), day.year(), self.before + 1)
    }

    /// Returns the first occurrence on or after `day`. A date may be announced: it does not occur before its
    /// first day. A birthday to come is a slip of the pen in the year.
    fn on_or_after(&self, day: Day, leap_day: LeapDay) -> Day {
        let first = self.yearly.first(leap_day).filter(|_| self.kind != Kind::Birthday);
        self.yearly.on_or_after(first.map_or(day, |first| first.max(day)), leap_day)
    }
}

/// The birthday of the contact.
pub fn birthday(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    match Dated::birthday(&situation.contact.facts) {
        Some(dated) => look(situation, &dated, verdicts),
        None => verdicts.idle("the note has no birthday"),
    }
}

/// The other yearly dates.
pub fn others(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let facts = &situation.contact.facts;
    if facts.rare.dates.is_empty() {
        return verdicts.idle("the note has no other dates");
    }
    Dated::others(facts).for_each(|dated| look(situation, &dated, verdicts));
}

/// Proposes this year's day while it may still be kept, else the next one; and reports the last one if it was
/// missed.
fn look(situation: &Situation<'_>, dated: &Dated<'_>, verdicts: &mut Verdicts) {
    let leap_day = situation.config.dates.leap_day;
    let grace = situation.config.dates.grace;
    let earliest = situation.today.plus_days(-i64::from(grace));
    let mut day = dated.on_or_after(earliest, leap_day);
    if is_kept(situation, dated, day) {
        day = dated.on_or_after(day.plus_days(1), leap_day);
    }
    let lead = lead(situation, dated).filter(|lead| *lead > 0 && situation.today < day);
    match lead {
        Some(lead) => {
            let due = day.plus_days(-i64::from(lead));
            verdicts.due_by_itself(Kind::Prepare, due, || prepare(situation, dated, day, lead));
        }
        None => verdicts.due_by_itself(dated.kind, day, || on_the_day(situation, dated, day)),
    }
    report_missed(situation, dated, grace, verdicts);
}

/// Reports a date whose grace has passed without an interaction, for as long as lapses are shown (design
/// 5.9).
fn report_missed(situation: &Situation<'_>, dated: &Dated<'_>, grace: u32, verdicts: &mut Verdicts) {
    let earliest = situation.today.plus_days(-LAPSED_SHOWN - i64::from(grace) - 1);
    let day = dated.on_or_after(earliest, situation.config.dates.leap_day);
    let on = day.plus_days(i64::from(grace) + 1);
    if on <= situation.today && !is_kept(situation, dated, day) {
        let said = format_args!("{} on {day} went by without a word", dated.label);
        let place = Some(situation.contact.place(dated.spot));
        verdicts.lapsed(Lapsed { contact: situation.index, kind: dated.kind, due: day, on }, said, place);
    }
}

/// The proposal to keep a date on its day.
pub fn on_the_day(situation: &Situation<'_>, dated: &Dated<'_>, day: Day) -> Proposal {
    let turns = dated.yearly.turns(day);
    let name = situation.name();
    let title = match (dated.kind, turns) {
        (Kind::Birthday, Some(age)) if day < situation.today => format!("{name} turned {age}"),
        (Kind::Birthday, Some(age)) if is_several(name) => format!("{name} turn {age}"),
        (Kind::Birthday, Some(age)) => format!("{name} turns {age}"),
        (Kind::Birthday, None) => format!("{name}'s birthday"),
        (_, Some(years)) => {
            let years = count(usize::try_from(years).unwrap_or_default(), "year");
            format!("{name}: {} ({years})", dated.label)
        }
        (_, None) => format!("{name}: {}", dated.label),
    };
    let said = format!("{} on {} {}", dated.label, day.day(), day.month_name());
    let proposal = Proposal::new(dated.kind, dated.key(day), title, day, day)
        .because(dated.kind.name(), said, Some(situation.contact.place(dated.spot)))
        .since(day);
    let grace = situation.config.dates.grace;
    Proposal { about: dated.about, date: Some(day), turns, grace, ..proposal }
}

/// Whether the name is of more than one person: `Tom & Jerry`.
fn is_several(name: &str) -> bool {
    name.contains(" & ") || name.contains(" and ") || name.ends_with(" family") || name.ends_with(" Family")
}

fn prepare(situation: &Situation<'_>, dated: &Dated<'_>, day: Day, lead: u32) -> Proposal {
    let what = dated.label;
    let title = format!("{PREPARE_FOR}{}: {what}", situation.name());
    let due = day.plus_days(-i64::from(lead));
    let said = format!("{what} on {} {}, {lead} days to prepare", day.day(), day.month_name());
    let proposal = Proposal::new(Kind::Prepare, dated.key(day), title, due, day.plus_days(-1))
        .because("prepare", said, Some(situation.contact.place(dated.spot)))
        .since(due);
    Proposal { about: dated.about, date: Some(day), turns: dated.yearly.turns(day), ..proposal }
}

/// How many days ahead to prepare: as set by the note or a rule, else by the configuration for the label or
/// kind, else a week for birthdays of high priority.
fn lead(situation: &Situation<'_>, dated: &Dated<'_>) -> Option<u32> {
    let leads = &situation.config.dates.lead;
    let high = dated.kind == Kind::Birthday && situation.settings.priority.value == Priority::High;
    situation
        .settings
        .lead
        .as_ref()
        .map(|given| given.value)
        .or_else(|| leads.get(&*folded(dated.label)).copied())
        .or_else(|| leads.get(dated.kind.name()).copied())
        .or(high.then_some(HIGH_LEAD))
}

/// Whether the day has been kept, or a birthday wished on the day or in the two weeks before.
fn is_kept(situation: &Situation<'_>, dated: &Dated<'_>, day: Day) -> bool {
    situation.kept(day).is_some() || dated.kind == Kind::Birthday && has_wish(situation, day)
}

fn has_wish(situation: &Situation<'_>, day: Day) -> bool {
    let until = situation.past.iter().rev().skip_while(|entry| entry.day > day);
    until
        .take_while(|entry| entry.day >= day.plus_days(-WISH_AHEAD))
        .any(|entry| entry.hashtags.has(meant_tags::BIRTHDAY) && is_wish(entry.kind, entry.day == day))
}

/// Whether an entry with the birthday hashtag is a wish. Before the day its words must say that you wrote or
/// talked; on the day any entry counts that is not theirs.
fn is_wish(kind: InteractionKind, is_the_day: bool) -> bool {
    match kind {
        InteractionKind::Clear(Direction::Out | Direction::Both) | InteractionKind::Wish => true,
        InteractionKind::Assumed | InteractionKind::Errand | InteractionKind::Light => is_the_day,
        InteractionKind::Clear(Direction::In)
        | InteractionKind::Reply
        | InteractionKind::Mention
        | InteractionKind::Cancelled
        | InteractionKind::Intention
        | InteractionKind::Skip
        | InteractionKind::Again => false,
    }
}
