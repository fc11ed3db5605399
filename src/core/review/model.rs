//! What the review knows, before it is put into words.

use super::list::{List, Listed};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use serde::Serialize;
use std::collections::BTreeMap;

/// Weeks ahead whose load is told.
pub const WEEKS: usize = 12;
/// Messages from which on a rate says something.
const ENOUGH: u32 = 10;

/// Everything the review tells.
#[derive(Debug)]
pub struct Review {
    /// The day it is made for.
    pub today: Day,
    /// The day it is compared with: a week before. The week looked back on begins the day after.
    pub before: Day,
    /// Contacts, in every stage.
    pub contacts: usize,
    /// Contacts by stage; together they are all contacts.
    pub funnel: BTreeMap<Stage, usize>,
    /// Who stands elsewhere than a week ago.
    pub moved: Vec<Moved>,
    /// What happened in the week.
    pub week: Week,
    /// Messages and answers by channel; without one last.
    pub channels: BTreeMap<Channel, Tally>,
    /// Messages whose line names no channel.
    pub other: Tally,
    /// Sequences, by name.
    pub sequences: BTreeMap<String, Runs>,
    /// Promises kept and open.
    pub promises: Promises,
    /// The weeks ahead, the first one beginning today.
    pub load: [Load; WEEKS],
    /// Contacts to look at, by what they are listed for.
    pub lists: BTreeMap<List, Vec<Listed>>,
    /// Contacts of whom it may say too little, because the program failed on them.
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
            funnel: Stage::ALL.iter().map(|stage| (*stage, 0)).collect(),
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

    /// Contacts in a stage.
    pub fn number(&self, stage: Stage) -> usize {
        self.funnel.get(&stage).copied().unwrap_or(0)
    }

    /// Whether a day lies in the week looked back on.
    pub fn in_week(&self, day: Day) -> bool {
        self.before < day && day <= self.today
    }

    /// Who is listed.
    pub fn listed(&self, list: List) -> &[Listed] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn list(&mut self, list: List, listed: Listed) {
        self.lists.entry(list).or_default().push(listed);
    }

    /// Adds what was found of the contacts after these.
    pub(crate) fn add(&mut self, share: Review) {
        // Whoever adds a field is asked here what becomes of it.
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

/// A contact that stands elsewhere than a week ago.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Who.
    pub contact: ContactIndex,
    /// The stage of a week ago; none if the notes knew nothing of them then.
    pub from: Option<Stage>,
    /// The stage of today.
    pub to: Stage,
}

/// What happened in the last seven days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// Contacts with any interaction.
    pub people: u32,
    /// Messages you sent, and how many of them were answered by now.
    pub sent: Tally,
    /// Messages you got.
    pub heard: u32,
    /// Meetings and calls.
    pub met: u32,
    /// Interactions whose words are not known.
    pub assumed: u32,
    /// Promises kept.
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

/// Messages sent, and those whose next clear word was theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages you sent.
    pub sent: u32,
    /// Those that were answered.
    pub answered: u32,
}

impl Tally {
    /// Answers of a hundred messages, rounded; none below ten messages, where it would say nothing.
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

/// How often a sequence was run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    /// Runs in which something was sent, and those that were answered.
    pub runs: Tally,
    /// Touches sent in all of them.
    pub touches: u32,
    /// Runs under way.
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

/// What became of promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    /// Kept by their day.
    #[serde(rename = "kept_on_time")]
    pub on_time: u32,
    /// Kept after it.
    #[serde(rename = "kept_late")]
    pub late: u32,
    /// Kept, but the task does not say by when, or not on which day.
    #[serde(rename = "kept_undated")]
    pub undated: u32,
    /// Still open and past their day.
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

/// One week ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Load {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Follow-ups that the notes plan already.
    pub planned: u32,
    /// Cadences that would come round again if each were kept on its day.
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
    fn a_rate_is_said_from_ten_messages_on() {
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
