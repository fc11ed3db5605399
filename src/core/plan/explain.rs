//! Why, and why not: every rule's answer for one contact in words.

use super::choose::{Answer, Outcome, answers};
use super::situation::Situation;
use super::stage::{Stage, stage};
use super::verdict::Verdict;
use super::when::put_off;
use crate::core::agenda::model::{Kind, State};
use crate::core::day::Day;
use crate::core::people::contact::Interaction;
use crate::core::place::Place;

/// How a contact stands on a day, and what every rule says of it.
pub struct Explanation<'a> {
    /// The stage of the relationship.
    pub stage: Stage,
    /// The last contact.
    pub last: Option<&'a Interaction>,
    /// The last clear word from them.
    pub last_heard: Option<Day>,
    /// Attempts since.
    pub attempts: u32,
    /// The cadence in words.
    pub cadence: Option<String>,
    /// The earliest day on which something is shown.
    pub next_due: Option<Day>,
    /// What each rule says.
    pub lines: Vec<RuleLine>,
}

/// One rule's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub rule: &'static str,
    /// What became of it: `due`, `overdue`, `upcoming`, `belated`, `reason`, `dropped`, `quiet`.
    pub outcome: &'static str,
    /// What it says.
    pub text: String,
    /// Kind of the follow-up, if there is one.
    pub kind: Option<Kind>,
    /// When it is or would be due.
    pub due: Option<Day>,
    /// Last good day.
    pub by: Option<Day>,
    /// When it is shown.
    pub on: Option<Day>,
    /// The evidence.
    pub places: Vec<(String, Option<Place>)>,
}

/// Explains one contact.
pub fn explain<'a>(situation: &Situation<'a>) -> Explanation<'a> {
    let answers = answers(situation);
    let next_due = answers
        .iter()
        .filter(|answer| answer.outcome == Outcome::Chosen)
        .filter_map(|answer| answer.shown.map(|shown| shown.on))
        .min();
    Explanation {
        stage: stage(situation),
        last: situation.last,
        last_heard: situation.last_heard.map(|entry| entry.day),
        attempts: situation.attempts,
        cadence: situation.settings.cadence.as_ref().map(|given| given.value.to_string()),
        next_due,
        lines: answers.iter().map(|answer| line(situation, answer)).collect(),
    }
}

fn line(situation: &Situation<'_>, answer: &Answer) -> RuleLine {
    match &answer.verdict {
        Verdict::Quiet(because) => RuleLine {
            rule: answer.rule,
            outcome: "quiet",
            text: because.text.clone(),
            kind: None,
            due: None,
            by: None,
            on: None,
            places: vec![(because.text.clone(), because.place.clone())],
        },
        Verdict::Due(proposal) => RuleLine {
            rule: answer.rule,
            outcome: match (&answer.outcome, answer.shown.map(|shown| shown.state)) {
                (Outcome::Chosen, Some(State::Overdue)) => "overdue",
                (Outcome::Chosen, Some(State::Belated)) => "belated",
                (Outcome::Chosen, Some(State::Upcoming)) => "upcoming",
                (Outcome::Chosen, Some(State::Due) | None) => "due",
                (Outcome::Reason(_), _) => "reason",
                (Outcome::Dropped(_), _) => "dropped",
                (Outcome::Quiet, _) => "quiet",
            },
            text: match &answer.outcome {
                Outcome::Chosen | Outcome::Quiet => proposal.title.clone(),
                Outcome::Reason(kind) => format!("{}; {} speaks first", proposal.title, kind.name()),
                Outcome::Dropped(why) => format!("{}; not proposed: {why}", proposal.title),
            },
            kind: Some(proposal.kind),
            due: Some(proposal.due),
            by: answer.shown.map(|shown| shown.by),
            on: answer.shown.map(|shown| shown.on),
            places: proposal
                .reasons
                .iter()
                .map(|reason| (reason.text.clone(), reason.place.clone()))
                .chain(put_off(situation, proposal))
                .collect(),
        },
    }
}
