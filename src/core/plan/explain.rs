//! Puts every rule's answer for one contact into words, for `why`.

use super::choose::{Answer, Outcome, answers};
use super::hold::put_off;
use super::situation::stage::{Stage, stage};
use super::situation::{Keeping, Situation};
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::{Kind, State};
use crate::core::day::Day;
use crate::core::people::contact::Interaction;
use crate::core::place::Place;
use std::collections::BTreeMap;

/// How many days ahead to look for the next day of a quiet rule: a little over a year.
const LOOK_AHEAD: i64 = 400;

/// The situation of a contact on a day, and every rule's answer.
pub struct Explanation<'a> {
    /// Stage of the relationship.
    pub stage: Stage,
    /// Last contact, clear or assumed.
    pub last: Option<&'a Interaction>,
    /// Day of the last clear `in` or `both`.
    pub last_heard: Option<Day>,
    /// Number of attempts since then, or since the current sequence started.
    pub attempts: u32,
    /// Why nothing at all is proposed, with the evidence; `None` if something may be.
    pub refused: Option<(String, Option<Place>)>,
    /// The cadence in words.
    pub cadence: Option<String>,
    /// The earliest day on which a chosen follow-up is shown.
    pub next_due: Option<Day>,
    /// One line for each verdict, in the order of the rules.
    pub lines: Vec<RuleLine>,
}

/// One verdict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// Name of the rule.
    pub rule: &'static str,
    /// The decision about the verdict.
    pub fate: Fate,
    /// The title of the follow-up, or why there is none.
    pub text: String,
    /// Kind of the follow-up; `None` if the rule proposes nothing.
    pub kind: Option<Kind>,
    /// First day to do it.
    pub due: Option<Day>,
    /// Last good day.
    pub by: Option<Day>,
    /// Day on which it is shown.
    pub on: Option<Day>,
    /// The reasons, each with its evidence.
    pub places: Vec<(String, Option<Place>)>,
}

/// The decision about a verdict, as `why` prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// On the agenda, now or later, in this state.
    Shown(State),
    /// A further reason of the chosen relationship follow-up.
    Reason,
    /// Proposed by the rule, but dropped: because of the status, the note's next step or a rest.
    Dropped,
    /// The rule proposes nothing, for a reason found in the notes or the configuration.
    Quiet,
    /// The rule does not apply: nothing it needs is set.
    Idle,
}

impl Fate {
    /// Whether the follow-up is on the agenda, now or later.
    pub fn is_shown(self) -> bool {
        matches!(self, Fate::Shown(_))
    }

    /// The keyword for it, also used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Shown(state) => state.name(),
            Fate::Reason => "reason",
            Fate::Dropped => "dropped",
            Fate::Quiet | Fate::Idle => "quiet",
        }
    }
}

/// Explains what every rule answers for one contact on the day of the situation.
pub fn explain<'a>(situation: &Situation<'a>) -> Explanation<'a> {
    let answers = answers(situation);
    let remaining = answers.iter().filter(|answer| answer.outcome == Outcome::Chosen);
    let next_due = remaining.filter_map(|answer| Some(answer.shown?.on)).min();
    Explanation {
        stage: stage(situation),
        last: situation.last,
        last_heard: situation.last_heard.map(|entry| entry.day),
        attempts: situation.attempts(),
        refused: (situation.keeping == Keeping::Never).then(|| situation.why_not_kept_up()),
        cadence: situation.settings.cadence.as_ref().map(|given| given.value.to_string()),
        next_due,
        lines: answers.iter().map(|answer| line(situation, answer)).collect(),
    }
}

/// For each rule that is quiet today, the first later day on which one of its follow-ups is shown, if nothing
/// is written until then.
pub fn speaks_next(situation: &Situation<'_>) -> BTreeMap<&'static str, Day> {
    let speaks = |answer: &Answer| matches!(answer.outcome, Outcome::Chosen | Outcome::Reason(_));
    let today = answers(situation);
    let mut waited: Vec<&'static str> = super::rules::RULES.iter().map(|rule| rule.name).collect();
    waited.retain(|rule| !today.iter().any(|answer| answer.rule == *rule && speaks(answer)));
    let mut found = BTreeMap::new();
    for ahead in 1..=LOOK_AHEAD {
        let day = situation.today.plus_days(ahead);
        let later = situation.later(day);
        for answer in answers(&later).iter().filter(|answer| speaks(answer)) {
            if let (true, Some(shown)) = (waited.contains(&answer.rule), answer.shown) {
                found.entry(answer.rule).or_insert(shown.on);
            }
        }
        waited.retain(|rule| !found.contains_key(rule));
        if waited.is_empty() {
            break;
        }
    }
    found
}

fn line(situation: &Situation<'_>, answer: &Answer) -> RuleLine {
    let silent = |fate, text: &str, place| RuleLine {
        rule: answer.rule,
        fate,
        text: text.to_owned(),
        kind: None,
        due: None,
        by: None,
        on: None,
        places: vec![(text.to_owned(), place)],
    };
    match &answer.verdict {
        Verdict::Idle(missing) => silent(Fate::Idle, missing, None),
        Verdict::Quiet(because) => silent(Fate::Quiet, &because.text, because.place.clone()),
        Verdict::Due(proposal) => proposal_line(situation, answer, proposal),
        Verdict::Later(kind, due) => RuleLine {
            kind: Some(*kind),
            due: Some(*due),
            on: Some(*due),
            ..silent(Fate::Shown(State::Upcoming), kind.label(), None)
        },
    }
}

fn proposal_line(situation: &Situation<'_>, answer: &Answer, proposal: &Proposal) -> RuleLine {
    let title = &proposal.title;
    let state = answer.shown.map_or(State::Due, |shown| shown.state);
    let (fate, text, dropped) = match &answer.outcome {
        Outcome::Chosen | Outcome::Quiet => (Fate::Shown(state), title.clone(), None),
        Outcome::Reason(kind) => (Fate::Reason, format!("{title}; {} comes first", kind.name()), None),
        Outcome::Dropped(why, place) => {
            (Fate::Dropped, format!("{title}; not proposed: {why}"), Some((why.clone(), place.clone())))
        }
    };
    let reasons = proposal.reasons.iter().map(|reason| (reason.text.to_string(), reason.place.clone()));
    let held = answer.shown.map(|shown| put_off(situation, proposal, shown));
    RuleLine {
        rule: answer.rule,
        fate,
        text,
        kind: Some(proposal.kind),
        due: Some(proposal.due),
        by: answer.shown.map(|shown| shown.by),
        on: answer.shown.map(|shown| shown.on),
        places: dropped.into_iter().chain(reasons).chain(held.into_iter().flatten()).collect(),
    }
}
