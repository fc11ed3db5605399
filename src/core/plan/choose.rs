//! Which follow-ups of a contact remain (design 5.6): one relationship follow-up a
//! person, what its status allows, and the rest as further reasons.

use super::rules::RULES;
use super::situation::{Keeping, Situation};
use super::verdict::{Audience, Lapse, Proposal, Verdict, Verdicts};
use super::when::{Shown, shown};
use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Reason};
use crate::core::day::Day;
use crate::core::note::facts::Next;
use crate::core::place::Place;

/// What a rule said, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The rule.
    pub rule: &'static str,
    /// What it said.
    pub verdict: Verdict,
    /// When it would be shown, if it is due.
    pub shown: Option<Shown>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a rule's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is on the agenda, once its day comes.
    Chosen,
    /// Another relationship follow-up speaks for this contact; this one is a further reason.
    Reason(Kind),
    /// It is not proposed, for this reason, with the evidence.
    Dropped(String, Option<Place>),
    /// The rule had nothing to say.
    Quiet,
}

/// Every rule's answer for one contact, with what became of it.
pub fn answers(situation: &Situation<'_>) -> Vec<Answer> {
    decided(situation, Audience::Why)
}

/// As [`answers`], without those that come to nothing, nor words for what is not shown.
pub fn telling_answers(situation: &Situation<'_>) -> Vec<Answer> {
    decided(situation, Audience::Agenda(last_shown(situation)))
}

/// The last day of which anything is shown.
pub fn last_shown(situation: &Situation<'_>) -> Day {
    situation.today.plus_days(i64::from(situation.config.horizon))
}

fn decided(situation: &Situation<'_>, audience: Audience) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    let mut verdicts = Verdicts::for_audience(audience);
    for rule in RULES {
        (rule.look)(situation, &mut verdicts);
        answers.extend(verdicts.take().map(|verdict| {
            let shown = verdict.proposal().map(|proposal| shown(situation, proposal));
            let outcome = match verdict.proposed() {
                Some((kind, due)) => dropped(situation, kind, due).unwrap_or(Outcome::Chosen),
                None => Outcome::Quiet,
            };
            Answer { rule: rule.name, verdict, shown, outcome }
        }));
    }
    override_by_next(situation, &mut answers);
    choose_one(situation, &mut answers);
    answers
}

/// What the status of the contact does not allow.
fn dropped(situation: &Situation<'_>, kind: Kind, due: Day) -> Option<Outcome> {
    if !is_allowed(situation, kind, due) {
        let (why, place) = situation.why_kept_so();
        return Some(Outcome::Dropped(why, place));
    }
    let next = situation.contact.facts.rare.next.as_ref().filter(|found| found.value == Next::Never)?;
    let place = Some(situation.contact.place(next.spot));
    kind.is_relationship().then(|| Outcome::Dropped("`next: never` mutes the relationship".to_owned(), place))
}

/// Whether the status of the contact allows a kind that is due on a day.
fn is_allowed(situation: &Situation<'_>, kind: Kind, due: Day) -> bool {
    match situation.keeping {
        Keeping::Never => false,
        Keeping::Closed => matches!(kind, Kind::Promise | Kind::Waiting),
        // The day a pause ends is known beforehand.
        Keeping::Paused(Some(until)) if kind == Kind::ReEngage => due == until,
        Keeping::Paused(_) => !kind.is_relationship() || matches!(kind, Kind::Waiting | Kind::Reply),
        Keeping::Active => true,
    }
}

/// The relationship follow-up that an answer proposes, unless it was dropped.
fn competing(answer: &Answer) -> Option<&Proposal> {
    let proposal = answer.verdict.proposal().filter(|proposal| proposal.kind.is_relationship());
    proposal.filter(|_| answer.outcome == Outcome::Chosen)
}

/// A `next` overrides touch and cadence while it stands; a `see-by` from its due on.
fn override_by_next(situation: &Situation<'_>, answers: &mut [Answer]) {
    let stands = |next: &Proposal| {
        next.kind == Kind::Next && (next.about == About::NextStep || next.due <= situation.today)
    };
    if !answers.iter().filter_map(competing).any(stands) {
        return;
    }
    let place = situation.contact.facts.rare.next.as_ref().map(|found| situation.contact.place(found.spot));
    let gives_way =
        |other: &Proposal| matches!(other.kind, Kind::Touch | Kind::KeepInTouch | Kind::FirstContact);
    for answer in answers.iter_mut().filter(|answer| competing(answer).is_some_and(gives_way)) {
        answer.outcome = Outcome::Dropped("the note names the next step".to_owned(), place.clone());
    }
}

/// Of the relationship kinds: the first in their order that is due or overdue, else the
/// earliest upcoming; ties by that order. Of several alike (two waiting-fors) the earliest.
/// Who is left in peace is not asked about what is awaited (design 5.4).
fn choose_one(situation: &Situation<'_>, answers: &mut [Answer]) {
    let rests = situation.rest.is_some() && situation.keeping == Keeping::Active;
    let ranks = answers.iter().enumerate().filter_map(|(place, answer)| {
        let proposal = competing(answer).filter(|proposal| !(rests && proposal.kind == Kind::Waiting))?;
        // By its due, not by the day it is shown: a free day changes nobody's turn.
        let upcoming = Some(answer.shown?.turn).filter(|turn| *turn > situation.today);
        Some((upcoming, proposal.kind, proposal.due, place))
    });
    let best = ranks.min();
    for (place, answer) in answers.iter_mut().enumerate().filter(|(_, answer)| competing(answer).is_some()) {
        match best {
            Some((.., winner)) if winner == place => {}
            Some((_, kind, ..)) => answer.outcome = Outcome::Reason(kind),
            None => answer.outcome = Outcome::Dropped("they are left in peace".to_owned(), None),
        }
    }
}

/// The kind and the day of each follow-up that remains.
pub fn planned(answers: &[Answer]) -> impl Iterator<Item = (Kind, Day)> {
    answers.iter().filter(|answer| answer.outcome == Outcome::Chosen).filter_map(|answer| {
        let (kind, due) = answer.verdict.proposed()?;
        Some((kind, answer.shown.map_or(due, |shown| shown.on)))
    })
}

/// The follow-ups that remain and of which something is shown, each with its day; the relationship one carries
/// the others' reasons.
pub fn chosen(answers: Vec<Answer>) -> impl Iterator<Item = (Box<Proposal>, Shown)> {
    let mut further: Vec<Reason> = answers.iter().filter_map(further_reason).collect();
    answers
        .into_iter()
        .filter(|answer| answer.outcome == Outcome::Chosen)
        .filter_map(|answer| match answer.verdict {
            Verdict::Due(proposal) => Some((proposal, answer.shown?)),
            Verdict::Later(..) | Verdict::Quiet(_) | Verdict::Idle(_) => None,
        })
        .map(move |(mut proposal, shown)| {
            if proposal.kind.is_relationship() {
                proposal.own_reasons = Some(proposal.reasons.len());
                // There is one such follow-up a contact.
                proposal.reasons.reserve_exact(further.len());
                proposal.reasons.append(&mut further);
            }
            (proposal, shown)
        })
}

/// The first reason of a follow-up that another one speaks for.
fn further_reason(answer: &Answer) -> Option<Reason> {
    let proposal = answer.verdict.proposal().filter(|_| matches!(answer.outcome, Outcome::Reason(_)))?;
    let Reason { rule, text, place } = proposal.reasons.first()?;
    let text = [text, "; due ", &*proposal.due.iso()].concat().into();
    Some(Reason { rule, text, place: place.clone() })
}

/// What lapsed, among the answers; what the status does not allow was never there to lapse.
pub fn lapses<'a>(situation: &Situation<'_>, answers: &'a [Answer]) -> impl Iterator<Item = &'a Lapse> {
    let lapses = answers.iter().filter_map(|answer| answer.verdict.lapse());
    lapses.filter(|lapse| is_allowed(situation, lapse.kind, lapse.due))
}
