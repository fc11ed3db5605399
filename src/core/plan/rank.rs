//! How much of it is for today (design 5.8): a total order, compared as integers.

use crate::core::agenda::model::{FollowUp, Kind, Section, State};
use crate::core::day::Day;
use crate::core::people::settings::Priority;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A follow-up with what its rank depends on.
pub struct Ranked {
    /// The follow-up.
    pub follow_up: Box<FollowUp>,
    /// Where it ranks, in all but the rarest cases.
    pub urgency: Urgency,
    /// Twice the days that usually lie between two contacts; 0 where the silence is not the matter.
    pub usual: i64,
    /// Name of the contact, folded.
    pub name: Arc<str>,
}

/// What nearly every comparison ends with. It is held beside the follow-up, which lies elsewhere in memory:
/// to look there each time took more than to compare. The most urgent comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    /// A date of today, which goes before everything.
    is_todays_date: Reverse<bool>,
    late: Reverse<Lateness>,
    priority: Priority,
    due: Day,
}

impl Urgency {
    /// Of a follow-up, where `interval` is the days after which it counts as late once more.
    pub fn of(follow_up: &FollowUp, interval: u32, priority: Priority, today: Day) -> Urgency {
        let late = (today.days_since(follow_up.due) + 1) * weight(follow_up.kind);
        Urgency {
            is_todays_date: Reverse(follow_up.date == Some(today) && follow_up.kind != Kind::Prepare),
            late: Reverse(Lateness::of(late, interval)),
            priority,
            due: follow_up.due,
        }
    }
}

/// Days past the due, and one more, times the weight of the kind, in intervals.
///
/// A fraction, held as a whole number of its 2^32nd parts: no interval is as long as 2^16 days, so two that are
/// not alike lie further apart than one such part, and compare as the fractions do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Lateness(i64);

impl Lateness {
    fn of(late: i64, interval: u32) -> Lateness {
        Lateness((late << 32).div_euclid(i64::from(interval.max(1))))
    }
}

/// Weight of a kind: replies before promises and next steps before the rest.
fn weight(kind: Kind) -> i64 {
    match kind {
        Kind::Reply => 3,
        Kind::Promise | Kind::Next => 2,
        Kind::Touch
        | Kind::Waiting
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Birthday
        | Kind::Date
        | Kind::Event
        | Kind::Prepare => 1,
    }
}

/// Dates of today before everything; then lateness in intervals times weight, priority,
/// due, name, path, in whose order contacts stand, and at last the id.
fn compare(a: &Ranked, b: &Ranked) -> Ordering {
    a.urgency
        .cmp(&b.urgency)
        .then_with(|| a.name.cmp(&b.name))
        .then_with(|| a.follow_up.contact.cmp(&b.follow_up.contact))
        .then_with(|| a.follow_up.kind.cmp(&b.follow_up.kind))
        .then_with(|| a.follow_up.id.cmp(&b.follow_up.id))
}

/// Whose silence is the shorter one, measured by how often they used to be in touch.
fn silence(a: &Ranked, b: &Ranked, today: Day) -> Ordering {
    let gap = |ranked: &Ranked| today.days_since(ranked.follow_up.stamp);
    (gap(a) * b.usual).cmp(&(gap(b) * a.usual))
}

/// Gives every follow-up its section and puts all in agenda order.
#[allow(clippy::vec_box, reason = "as the agenda holds them")]
pub fn arrange(mut ranked: Vec<Ranked>, today: Day, per_day: usize) -> Vec<Box<FollowUp>> {
    ranked.par_sort_by(compare);
    let mut arranged = Vec::with_capacity(ranked.len());
    for (section, mut items) in by_section(ranked, today, per_day) {
        // Stable: what is alike here stays as compared above.
        match section {
            Section::Week | Section::Later => items.par_sort_by_key(|item| item.follow_up.on),
            Section::Quiet => items.par_sort_by(|a, b| silence(b, a, today)),
            Section::Today | Section::More | Section::First => {}
        }
        arranged.extend(items.into_iter().map(|item| item.follow_up));
    }
    arranged
}

/// Gives every follow-up its section: the most urgent ones Today, as far as there is room.
fn by_section(ranked: Vec<Ranked>, today: Day, per_day: usize) -> BTreeMap<Section, Vec<Ranked>> {
    let mut cards = BTreeSet::new();
    for item in &ranked {
        let contact = item.follow_up.contact;
        if is_now(&item.follow_up) && is_always_today(item.follow_up.kind) {
            cards.insert(contact);
        }
    }
    let mut sections: BTreeMap<Section, Vec<Ranked>> = BTreeMap::new();
    for mut item in ranked {
        let contact = item.follow_up.contact;
        let has_room = cards.len() < per_day || cards.contains(&contact);
        let section = section(&item.follow_up, has_room, today);
        item.follow_up.section = section;
        if section == Section::Today {
            cards.insert(contact);
        }
        sections.entry(section).or_default().push(item);
    }
    sections
}

fn is_now(follow_up: &FollowUp) -> bool {
    follow_up.state != State::Upcoming
}

/// Kinds that no limit keeps out of Today.
fn is_always_today(kind: Kind) -> bool {
    matches!(kind, Kind::Reply | Kind::Next | Kind::Promise) || kind.is_date()
}

fn section(follow_up: &FollowUp, has_room: bool, today: Day) -> Section {
    match follow_up.kind {
        Kind::FirstContact => Section::First,
        Kind::Drift if is_now(follow_up) => Section::Quiet,
        _ if follow_up.on <= today && has_room => Section::Today,
        _ if follow_up.on <= today => Section::More,
        _ if follow_up.on <= today.plus_days(7) => Section::Week,
        _ => Section::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::interval::Interval;
    use proptest::prelude::*;

    /// The longest lateness and interval there are.
    const LATEST: i64 = 3 * 3_652_059;
    const LONGEST: u32 = 51_135;

    #[test]
    fn no_interval_is_longer() {
        let about = |text| Interval::read(text).map(Interval::about_days);
        assert_eq!(about("36525 business days"), Ok(LONGEST));
        assert!(about("36526 business days").is_err() && about("1201 months").is_err());
        assert_eq!((Day::LAST.days_since(Day::FIRST) + 1) * 3, LATEST);
    }

    proptest! {
        #[test]
        fn lateness_compares_as_the_fraction_does(
            (late, other) in (-LATEST..=LATEST, -LATEST..=LATEST),
            (interval, others) in (1..=LONGEST, 1..=LONGEST),
        ) {
            let by_fractions = (late * i64::from(others)).cmp(&(other * i64::from(interval)));
            prop_assert_eq!(Lateness::of(late, interval).cmp(&Lateness::of(other, others)), by_fractions);
        }

        #[test]
        fn neighbours_among_fractions_differ(interval in 2..=LONGEST, late in 1..=LATEST) {
            let (less, more) = (Lateness::of(late, interval), Lateness::of(late, interval - 1));
            prop_assert!(less < more);
            prop_assert_eq!(Lateness::of(2 * late, 2), Lateness::of(late, 1));
        }
    }
}
