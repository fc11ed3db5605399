//! Puts follow-ups into sections and order, and limits how many are for today (design 5.8).

use super::name_order::{NameOrder, NameRank};
use crate::core::agenda::model::{FollowUp, Kind, Section, State};
use crate::core::day::Day;
use crate::core::people::contact::ContactIndex;
use crate::core::people::settings::Priority;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

/// A follow-up with the values that its rank depends on. They are copied out of the boxed follow-up, since
/// following the pointer took longer than the comparison.
pub struct Ranked {
    follow_up: Box<FollowUp>,
    /// Everything due is in Today until the limit is applied.
    section: Section,
    /// The day that orders Week and Later; [`Day::FIRST`] in other sections.
    day: Day,
    urgency: Urgency,
    name: NameRank,
    contact: ContactIndex,
    kind: Kind,
    /// Twice the usual number of days between two contacts; 0 for kinds other than drift.
    usual: i64,
}

/// The part of a proposal that decides its rank.
pub struct Pressing {
    /// The number of days that count as one unit of lateness.
    pub interval: u32,
    /// Twice the usual number of days between two contacts; 0 for kinds other than drift.
    pub usual: i64,
    /// Priority of the contact.
    pub priority: Priority,
}

impl Ranked {
    /// Ranks a follow-up for `today`.
    pub fn new(follow_up: Box<FollowUp>, pressing: &Pressing, names: &NameOrder, today: Day) -> Ranked {
        let section = section(&follow_up, today);
        Ranked {
            section,
            day: match section {
                Section::Week | Section::Later => follow_up.on,
                Section::Today | Section::More | Section::First | Section::Quiet => Day::FIRST,
            },
            urgency: Urgency::of(&follow_up, pressing, today),
            name: names.rank(follow_up.contact),
            contact: follow_up.contact,
            kind: follow_up.kind,
            usual: pressing.usual,
            follow_up,
        }
    }
}

/// How urgent a follow-up is; the most urgent sorts first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Urgency {
    /// Birthdays, dates and events of today come before everything else.
    is_todays_date: Reverse<bool>,
    late: Reverse<Lateness>,
    priority: Priority,
    due: Day,
}

impl Urgency {
    fn of(follow_up: &FollowUp, pressing: &Pressing, today: Day) -> Urgency {
        let late = (today.days_since(follow_up.due) + 1) * weight(follow_up.kind);
        Urgency {
            is_todays_date: Reverse(follow_up.date == Some(today) && follow_up.kind != Kind::Prepare),
            late: Reverse(Lateness::of(late, pressing.interval)),
            priority: pressing.priority,
            due: follow_up.due,
        }
    }
}

/// How late a follow-up is: (days past due + 1) × weight of its kind / interval.
///
/// The fraction is stored in units of 2^-32. Intervals are shorter than 2^16 days, so unequal fractions are
/// more than one unit apart, and comparing the integers compares the fractions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Lateness(i64);

impl Lateness {
    fn of(late: i64, interval: u32) -> Lateness {
        Lateness((late << 32).div_euclid(i64::from(interval.max(1))))
    }
}

/// The weight of a kind: replies count most, then promises and next steps.
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

/// Orders by section, day (what is to come), dates of today, lateness, priority, due day, name and path,
/// kind, id.
fn compare(a: &Ranked, b: &Ranked) -> Ordering {
    (a.section, a.day, &a.urgency, a.name, a.kind)
        .cmp(&(b.section, b.day, &b.urgency, b.name, b.kind))
        .then_with(|| a.follow_up.id.cmp(&b.follow_up.id))
}

/// Compares silences in units of the usual gap between two contacts.
fn compare_silence(a: &Ranked, b: &Ranked, today: Day) -> Ordering {
    let gap = |ranked: &Ranked| today.days_since(ranked.follow_up.stamp);
    (gap(a) * b.usual).cmp(&(gap(b) * a.usual))
}

/// Gives every follow-up its section and returns all in agenda order.
#[allow(clippy::vec_box, reason = "as the agenda holds them")]
pub fn arrange(mut ranked: Vec<Ranked>, today: Day, per_day: usize) -> Vec<Box<FollowUp>> {
    ranked.par_sort_by(compare);
    let for_today = ranked.partition_point(|one| one.section == Section::Today);
    if let Some(for_today) = ranked.get_mut(..for_today) {
        apply_limit(for_today, per_day);
    }
    let quiet = ranked.partition_point(|one| one.section < Section::Quiet);
    if let Some(quiet) = ranked.get_mut(quiet..) {
        // The sort is stable, so ties keep the order of `compare`.
        quiet.par_sort_by(|a, b| compare_silence(b, a, today));
    }
    let arranged = ranked.into_par_iter().map(|ranked| {
        let Ranked { mut follow_up, section, .. } = ranked;
        follow_up.section = section;
        follow_up
    });
    arranged.collect()
}

/// Keeps the most urgent cards in Today and moves those over the limit to More, in the same order.
fn apply_limit(for_today: &mut [Ranked], per_day: usize) {
    let always = for_today.iter().filter(|one| is_always_today(one.kind));
    let mut cards: BTreeSet<ContactIndex> = always.map(|one| one.contact).collect();
    for one in &mut *for_today {
        if cards.len() < per_day || cards.contains(&one.contact) {
            cards.insert(one.contact);
        } else {
            one.section = Section::More;
        }
    }
    for_today.par_sort_by_key(|one| one.section);
}

fn is_now(follow_up: &FollowUp) -> bool {
    follow_up.state != State::Upcoming
}

/// Kinds that stay in Today whatever the limit.
fn is_always_today(kind: Kind) -> bool {
    matches!(kind, Kind::Reply | Kind::Next | Kind::Promise) || kind.is_date()
}

/// The section of a follow-up before the limit for Today is applied.
fn section(follow_up: &FollowUp, today: Day) -> Section {
    match follow_up.kind {
        Kind::FirstContact if follow_up.due <= today => Section::First,
        Kind::Drift if is_now(follow_up) => Section::Quiet,
        _ if follow_up.on <= today => Section::Today,
        _ if follow_up.on <= today.plus_days(7) => Section::Week,
        _ => Section::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::interval::Interval;
    use crate::core::output::fixture;
    use crate::core::people::contact::{Contact, People};
    use proptest::prelude::*;

    /// The greatest weighted lateness and the longest interval.
    const LATEST: i64 = 3 * 3_652_059;
    const LONGEST: u32 = 51_135;

    #[test]
    fn lateness_and_interval_have_limits() {
        let about = |text| Interval::read(text).map(Interval::about_days);
        assert_eq!(about("36525 business days"), Ok(LONGEST));
        assert!(about("36526 business days").is_err() && about("1201 months").is_err());
        assert_eq!((Day::LAST.days_since(Day::FIRST) + 1) * 3, LATEST);
    }

    /// Sorts follow-ups as the design states it: ranks all of them, gives out the sections one by one, then
    /// sorts within each section.
    fn as_stated(mut ranked: Vec<Ranked>, today: Day, per_day: usize) -> Vec<FollowUp> {
        let rank = |one: &Ranked| (one.urgency.clone(), one.name, one.kind, one.follow_up.id);
        ranked.sort_by_key(rank);
        let is_kept = |one: &&Ranked| is_now(&one.follow_up) && is_always_today(one.kind);
        let mut cards: BTreeSet<ContactIndex> =
            ranked.iter().filter(is_kept).map(|one| one.contact).collect();
        for one in &mut ranked {
            one.section = section(&one.follow_up, today);
            let has_room = cards.len() < per_day || cards.contains(&one.contact);
            match one.section {
                Section::Today if has_room => _ = cards.insert(one.contact),
                Section::Today => one.section = Section::More,
                Section::More | Section::Week | Section::Later | Section::First | Section::Quiet => {}
            }
            one.follow_up.section = one.section;
        }
        ranked.sort_by_key(|one| one.section);
        for of_section in ranked.chunk_by_mut(|one, next| one.section == next.section) {
            match of_section.first().map(|one| one.section) {
                Some(Section::Week | Section::Later) => of_section.sort_by_key(|one| one.follow_up.on),
                Some(Section::Quiet) => of_section.sort_by(|a, b| compare_silence(b, a, today)),
                Some(Section::Today | Section::More | Section::First) | None => {}
            }
        }
        ranked.into_iter().map(|one| *one.follow_up).collect()
    }

    proptest! {
        #[test]
        fn the_sort_agrees_with_the_stated_rule(
            rows in proptest::collection::vec((0..13_usize, 0..4_u32, -9..12_i64, 0..3_i64, 1..5_i64), 0..40),
            per_day in 0..4_usize,
        ) {
            let names = ["Ben", "ada", "Ada", "Cy"];
            let contacts: Vec<Contact> = names.map(|name| fixture::contact(&format!("{name}.md"), name)).into();
            let people = People { contacts, ..People::default() };
            let (today, order) = (fixture::day(fixture::TODAY), NameOrder::of(&people));
            let ranked = || -> Vec<Ranked> {
                let rows = rows.iter().enumerate();
                let ranked = rows.map(|(number, (kind, contact, due, later, usual))| {
                    let due = today.plus_days(*due);
                    let mut one = fixture::follow_up(&people, Kind::ALL[*kind], &due.iso());
                    one.contact = ContactIndex(*contact);
                    one.id = format!("{:010}", number / 2).parse().unwrap();
                    one.on = due.max(today).plus_days(*later);
                    one.state = if one.on > today { State::Upcoming } else { State::Due };
                    let priority = if usual % 2 == 0 { Priority::High } else { Priority::Low };
                    let pressing = Pressing { interval: 7, usual: *usual, priority };
                    Ranked::new(Box::new(one), &pressing, &order, today)
                });
                ranked.collect()
            };
            let arranged: Vec<FollowUp> = arrange(ranked(), today, per_day).into_iter().map(|one| *one).collect();
            prop_assert_eq!(arranged, as_stated(ranked(), today, per_day));
        }

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
