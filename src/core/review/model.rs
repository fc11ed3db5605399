//! The figures and lists of the review, before they are put into words.

use super::list::{List, Listed};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use serde::Serialize;
use std::collections::BTreeMap;

/// Number of weeks ahead for which the load is counted.
pub const WEEKS: usize = 12;
/// A rate is only given from this many messages on.
const ENOUGH: u32 = 10;

/// The whole review.
#[derive(Debug)]
pub struct Review {
    /// The day it was made for.
    pub today: Day,
    /// The day it is compared with, a week before. The week looked back on begins the day after.
    pub before: Day,
    /// Number of contacts, in all stages.
    pub contacts: usize,
    /// Number of contacts in each stage; every contact is in one.
    pub funnel: BTreeMap<Stage, usize>,
    /// Contacts whose stage differs from a week ago.
    pub moved: Vec<Moved>,
    /// What happened in the last seven days.
    pub week: Week,
    /// Messages and answers by channel.
    pub channels: BTreeMap<Channel, Tally>,
    /// Messages without a channel.
    pub other: Tally,
    /// Runs of each sequence, by name.
    pub sequences: BTreeMap<String, Runs>,
    /// Promises kept, and open past their day.
    pub promises: Promises,
    /// The load of the coming weeks, of which the first begins today.
    pub load: [Load; WEEKS],
    /// Contacts that need a decision, by list.
    pub lists: BTreeMap<List, Vec<Listed>>,
    /// Problems for contacts on which the review panicked; what it says of them may be incomplete.
    pub failed: Vec<Problem>,
}

impl Review {
    pub(crate) fn new(today: Day, before: Day) -> Review {
        let load = std::array::from_fn(|week| {
            let from = today.plus_days(7 * i64::try_from(week).unwrap_or(0));
            Load { from, to: from.plus_days(6), planned: 0, again: 0 }
        });
        Review {
            today,
            before,
            contacts: 0,
            funnel: Stage::FUNNEL.iter().map(|stage| (*stage, 0)).collect(),
            moved: Vec::new(),
            week: Week::default(),
            channels: BTreeMap::new(),
            other: Tally::default(),
            sequences: BTreeMap::new(),
            promises: Promises::default(),
            load,
            lists: List::ALL.iter().map(|list| (*list, Vec::new())).collect(),
            failed: Vec::new(),
        }
    }

    /// Number of contacts in a stage.
    pub fn number(&self, stage: Stage) -> usize {
        self.funnel.get(&stage).copied().unwrap_or(0)
    }

    /// Whether a day is in the week looked back on.
    pub fn in_week(&self, day: Day) -> bool {
        self.before < day && day <= self.today
    }

    /// The contacts on a list.
    pub fn listed(&self, list: List) -> &[Listed] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn list(&mut self, list: List, listed: Listed) {
        self.lists.entry(list).or_default().push(listed);
    }

    /// Adds the review of the contacts that follow.
    pub(crate) fn add(&mut self, share: Review) {
        // Destructured so that a new field cannot be forgotten here.
        let Review {
            today: _,
            before: _,
            contacts,
            funnel,
            moved,
            week,
            channels,
            other,
            sequences,
            promises,
            load,
            lists,
            failed,
        } = share;
        self.contacts += contacts;
        funnel.into_iter().for_each(|(stage, number)| *self.funnel.entry(stage).or_default() += number);
        self.moved.extend(moved);
        self.week.add(week);
        channels
            .into_iter()
            .for_each(|(channel, tally)| self.channels.entry(channel).or_default().add_all(tally));
        self.other.add_all(other);
        sequences.into_iter().for_each(|(name, runs)| self.sequences.entry(name).or_default().add(runs));
        self.promises.add(promises);
        self.load.iter_mut().zip(load).for_each(|(week, share)| week.add(share));
        lists.into_iter().for_each(|(list, listed)| self.lists.entry(list).or_default().extend(listed));
        self.failed.extend(failed);
    }
}

/// A contact whose stage differs from a week ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Index of the contact.
    pub contact: ContactIndex,
    /// The stage a week ago; `None` if the notes had nothing about them then.
    pub from: Option<Stage>,
    /// The stage today.
    pub to: Stage,
}

/// What happened in the last seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Number of contacts with an interaction.
    pub people: u32,
    /// Messages you sent, and how many of them have been answered.
    #[serde(flatten)]
    pub sent: Tally,
    /// Number of messages from them.
    #[serde(rename = "received")]
    pub heard: u32,
    /// Number of meetings and calls.
    pub met: u32,
    /// Number of assumed interactions.
    pub assumed: u32,
    /// Number of promises kept.
    #[serde(rename = "promises_kept")]
    pub kept: u32,
}

impl Week {
    fn add(&mut self, share: Week) {
        let Week { people, sent, heard, met, assumed, kept } = share;
        self.people += people;
        self.sent.add_all(sent);
        self.heard += heard;
        self.met += met;
        self.assumed += assumed;
        self.kept += kept;
    }
}

/// Number of messages sent, and how many were answered: the next clear interaction was an `in` or a `both`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "Rated")]
pub struct Tally {
    /// Number sent.
    pub sent: u32,
    /// Number answered.
    pub answered: u32,
}

impl Tally {
    /// Percentage of messages answered, rounded; `None` below ten messages.
    pub fn percent(self) -> Option<u32> {
        let half = self.sent / 2;
        (self.sent >= ENOUGH).then(|| (self.answered.saturating_mul(100).saturating_add(half)) / self.sent)
    }

    pub(crate) fn add(&mut self, answered: bool) {
        self.sent += 1;
        self.answered += u32::from(answered);
    }

    fn add_all(&mut self, share: Tally) {
        let Tally { sent, answered } = share;
        self.sent += sent;
        self.answered += answered;
    }
}

/// A tally in JSON, with its ratio to two decimals, or null below ten messages.
#[derive(Serialize)]
struct Rated {
    sent: u32,
    answered: u32,
    rate: Option<f64>,
}

impl From<Tally> for Rated {
    fn from(tally: Tally) -> Rated {
        let rate = tally.percent().map(|percent| f64::from(percent) / 100.0);
        Rated { sent: tally.sent, answered: tally.answered, rate }
    }
}

/// Figures about all runs of a sequence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Runs {
    /// Runs in which something was sent, and how many of them were answered.
    #[serde(flatten)]
    pub runs: Tally,
    /// Number of touches sent in all runs.
    pub touches: u32,
    /// Number of runs with an open touch.
    pub open: u32,
}

impl Runs {
    fn add(&mut self, share: Runs) {
        let Runs { runs, touches, open } = share;
        self.runs.add_all(runs);
        self.touches += touches;
        self.open += open;
    }
}

/// Numbers of promises by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    /// Kept by their day.
    #[serde(rename = "kept_on_time")]
    pub on_time: u32,
    /// Kept after it.
    #[serde(rename = "kept_late")]
    pub late: u32,
    /// Kept, but without a day to keep it by, or on an unknown day.
    #[serde(rename = "kept_undated")]
    pub undated: u32,
    /// Still open past their day.
    pub open_late: u32,
}

impl Promises {
    fn add(&mut self, share: Promises) {
        let Promises { on_time, late, undated, open_late } = share;
        self.on_time += on_time;
        self.late += late;
        self.undated += undated;
        self.open_late += open_late;
    }
}

/// The load of a coming week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Load {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Number of follow-ups already planned by the notes.
    pub planned: u32,
    /// Number of further rounds of cadences, if each is kept on its day.
    pub again: u32,
}

impl Load {
    fn add(&mut self, share: Load) {
        let Load { from: _, to: _, planned, again } = share;
        self.planned += planned;
        self.again += again;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_needs_ten_messages() {
        #[track_caller]
        fn case(sent: u32, answered: u32, expected: Option<u32>) {
            assert_eq!(Tally { sent, answered }.percent(), expected);
        }
        case(0, 0, None);
        case(9, 9, None);
        case(10, 0, Some(0));
        case(10, 10, Some(100));
        case(12, 7, Some(58));
        case(200, 1, Some(1));
    }
}
