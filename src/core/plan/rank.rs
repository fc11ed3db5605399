//! How much of it is for today (design 5.8): a total order, compared as integers.

use crate::core::agenda::model::{FollowUp, Kind, Section, State};
use crate::core::day::Day;
use crate::core::people::settings::Priority;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
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
/// to look there each time took more than to compare.
pub struct Urgency {
    /// A date of today, which goes before everything.
    is_todays_date: bool,
    /// Days past its due, and one more, times the weight of its kind.
    late: i64,
    /// Days after which it counts as late once more.
    interval: i64,
    priority: Priority,
    due: Day,
}

impl Urgency {
    /// Of a follow-up, where `interval` is the days after which it counts as late once more.
    pub fn of(follow_up: &FollowUp, interval: u32, priority: Priority, today: Day) -> Urgency {
        Urgency {
            is_todays_date: follow_up.date == Some(today) && follow_up.kind != Kind::Prepare,
            late: (today.days_since(follow_up.due) + 1) * weight(follow_up.kind),
            interval: i64::from(interval),
            priority,
            due: follow_up.due,
        }
    }

    /// The most urgent first.
    fn compare(&self, other: &Urgency) -> Ordering {
        other
            .is_todays_date
            .cmp(&self.is_todays_date)
            .then_with(|| (other.late * self.interval).cmp(&(self.late * other.interval)))
            .then_with(|| self.priority.cmp(&other.priority))
            .then_with(|| self.due.cmp(&other.due))
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
        .compare(&b.urgency)
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
    let mut cards = BTreeSet::new();
    for item in &ranked {
        let contact = item.follow_up.contact;
        if is_now(&item.follow_up) && is_always_today(item.follow_up.kind) {
            cards.insert(contact);
        }
    }
    for item in &mut ranked {
        let contact = item.follow_up.contact;
        let in_today = cards.contains(&contact);
        item.follow_up.section = section(&item.follow_up, in_today || cards.len() < per_day, today);
        if item.follow_up.section == Section::Today {
            cards.insert(contact);
        }
    }
    // Stable: what is alike here stays as compared above.
    ranked.par_sort_by(|a, b| {
        let (section, other) = (a.follow_up.section, b.follow_up.section);
        let by_day = matches!(section, Section::Week | Section::Later);
        section
            .cmp(&other)
            .then_with(|| if by_day { a.follow_up.on.cmp(&b.follow_up.on) } else { Ordering::Equal })
            .then_with(|| if section == Section::Quiet { silence(b, a, today) } else { Ordering::Equal })
    });
    ranked.into_iter().map(|item| item.follow_up).collect()
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
