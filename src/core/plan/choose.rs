//! Decides which follow-ups of a contact remain (design 5.6): those its status allows, and among the
//! relationship kinds only one, which carries the others as further reasons.

use super::rules::{RULES, reply};
use super::situation::{Keeping, Situation};
use super::verdict::{Audience, Proposal, Verdict, Verdicts};
use super::when::{Shown, shown};
use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed, Reason, RestCause};
use crate::core::day::Day;
use crate::core::place::Place;

/// One verdict of a rule, and the decision about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Name of the rule.
    pub rule: &'static str,
    /// What the rule answered.
    pub verdict: Verdict,
    /// When the proposal is shown; `None` if there is no proposal.
    pub shown: Option<Shown>,
    /// Whether the proposal is kept.
    pub outcome: Outcome,
}

/// The decision about a verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is on the agenda once its day comes.
    Chosen,
    /// A relationship follow-up of this kind was chosen instead; this one becomes a further reason of it.
    Reason(Kind),
    /// It is not proposed; with the reason in words and the evidence.
    Dropped(String, Option<Place>),
    /// The rule proposed nothing.
    Quiet,
}

/// Returns every rule's answer for one contact, all in words, as `why` prints them.
pub fn answers(situation: &Situation<'_>) -> Vec<Answer> {
    decide(situation, Audience::Why)
}

/// Like [`answers`], but of the quiet verdicts only those with a lapse, and without the words of what lies
/// past the horizon.
pub fn telling_answers(situation: &Situation<'_>) -> Vec<Answer> {
    decide(situation, Audience::Agenda(last_shown(situation)))
}

/// The last day that the agenda covers.
pub fn last_shown(situation: &Situation<'_>) -> Day {
    situation.today.plus_days(i64::from(situation.config.horizon))
}

fn decide(situation: &Situation<'_>, audience: Audience) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    let mut verdicts = Verdicts::for_audience(audience);
    for rule in RULES {
        (rule.look)(situation, &mut verdicts);
        answers.extend(verdicts.take().map(|verdict| judged(situation, rule.name, verdict)));
    }
    if override_by_next(situation, &mut answers) {
        // A touch that gives way does not answer the message that started its sequence.
        let mut verdicts = Verdicts::for_audience(audience);
        reply::unless_answered(situation, &[], &mut verdicts);
        answers.retain(|answer| answer.rule != "reply");
        answers.splice(0..0, verdicts.take().map(|verdict| judged(situation, "reply", verdict)));
    }
    choose_one(situation, &mut answers);
    answers
}

/// A verdict with its days, kept unless the status of the contact forbids it.
fn judged(situation: &Situation<'_>, rule: &'static str, verdict: Verdict) -> Answer {
    let shown = verdict.proposal().map(|proposal| shown(situation, proposal));
    let outcome = match verdict.proposed() {
        Some((kind, due)) => forbidden(situation, kind, due).unwrap_or(Outcome::Chosen),
        None => Outcome::Quiet,
    };
    Answer { rule, verdict, shown, outcome }
}

/// Returns the outcome of a proposal that the status of the contact or `next: never` forbids.
fn forbidden(situation: &Situation<'_>, kind: Kind, due: Day) -> Option<Outcome> {
    if !is_allowed(situation, kind, due) {
        let (why, place) = situation.why_not_kept_up();
        return Some(Outcome::Dropped(why, place));
    }
    let place = Some(situation.contact.place(situation.contact.facts.muted()?));
    kind.is_relationship().then(|| Outcome::Dropped("`next: never` mutes the relationship".to_owned(), place))
}

/// Whether the status of the contact allows a follow-up of this kind due on this day.
fn is_allowed(situation: &Situation<'_>, kind: Kind, due: Day) -> bool {
    match situation.keeping {
        Keeping::Never => false,
        Keeping::Closed => matches!(kind, Kind::Promise | Kind::Waiting),
        // The return on the day a pause ends is planned while the pause lasts.
        Keeping::Paused(Some(until)) if kind == Kind::ReEngage => due == until,
        Keeping::Paused(_) => !kind.is_relationship() || matches!(kind, Kind::Waiting | Kind::Reply),
        Keeping::Active => true,
    }
}

/// The relationship follow-up that an answer proposes, unless it was already dropped.
fn competing(answer: &Answer) -> Option<&Proposal> {
    let proposal = answer.verdict.proposal().filter(|proposal| proposal.kind.is_relationship());
    proposal.filter(|_| answer.outcome == Outcome::Chosen)
}

/// Drops touch and cadence while the note has a `next`. Before a `see-by` that is due they come second anyway, as
/// further reasons. Returns whether a touch gives way to either.
fn override_by_next(situation: &Situation<'_>, answers: &mut [Answer]) -> bool {
    let competes = |stands: fn(&Proposal, Day) -> bool| {
        answers.iter().filter_map(competing).any(|proposal| stands(proposal, situation.today))
    };
    let names_next = competes(|next, _| next.about == About::NextStep);
    let gives_way = names_next || competes(|next, today| next.about == About::Meeting && next.due <= today);
    let gives_way = gives_way && competes(|touch, _| touch.kind == Kind::Touch);
    if names_next {
        let next = situation.contact.facts.rare.next.as_ref();
        let place = next.map(|found| situation.contact.place(found.spot));
        let is_overridden =
            |other: &Proposal| matches!(other.kind, Kind::Touch | Kind::KeepInTouch | Kind::FirstContact);
        for answer in answers.iter_mut().filter(|answer| competing(answer).is_some_and(is_overridden)) {
            answer.outcome = Outcome::Dropped("the note names the next step".to_owned(), place.clone());
        }
    }
    gives_way
}

/// Chooses one relationship follow-up: the first kind, in the order of [`Kind`], that is due or overdue, else
/// the earliest upcoming one, with ties decided by that order. An optional touch comes after a waiting-for. Among several of one kind (two waiting-fors)
/// the earliest wins. For a contact at rest because nobody answered, waiting-fors do not count: asking about one would
/// be one more attempt (design 5.4).
fn choose_one(situation: &Situation<'_>, answers: &mut [Answer]) {
    let is_unanswered = situation.rest.as_ref().is_some_and(|rest| rest.cause == RestCause::Unanswered);
    let rests = is_unanswered && situation.keeping == Keeping::Active;
    let ranks = answers.iter().enumerate().filter_map(|(place, answer)| {
        let proposal = competing(answer).filter(|proposal| !(rests && proposal.kind == Kind::Waiting))?;
        // Compared by `turn`, not by the day it is shown, so that a day off does not change which one wins.
        let upcoming = Some(answer.shown?.turn).filter(|turn| *turn > situation.today);
        // An optional touch hides no waiting-for that is due, which the feed would then lack.
        let gives_way = proposal.optional && upcoming.is_none();
        let kind = if gives_way { Kind::Waiting } else { proposal.kind };
        Some(((upcoming, kind, gives_way, proposal.due, place), proposal.kind))
    });
    let best = ranks.min();
    for (place, answer) in answers.iter_mut().enumerate().filter(|(_, answer)| competing(answer).is_some()) {
        match best {
            Some(((.., winner), _)) if winner == place => {}
            Some((_, kind)) => answer.outcome = Outcome::Reason(kind),
            None => answer.outcome = Outcome::Dropped("they are left in peace".to_owned(), None),
        }
    }
}

/// The kind and day of each chosen follow-up.
pub fn planned(answers: &[Answer]) -> impl Iterator<Item = (Kind, Day)> {
    answers.iter().filter(|answer| answer.outcome == Outcome::Chosen).filter_map(|answer| {
        let (kind, due) = answer.verdict.proposed()?;
        Some((kind, answer.shown.map_or(due, |shown| shown.on)))
    })
}

/// The chosen follow-ups that have a proposal, each with its days. The relationship follow-up also gets the
/// reasons of those that gave way to it.
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
                // At most one chosen follow-up is of a relationship kind.
                proposal.reasons.reserve_exact(further.len());
                proposal.reasons.append(&mut further);
            }
            (proposal, shown)
        })
}

/// The first reason of a follow-up that gave way to another one.
fn further_reason(answer: &Answer) -> Option<Reason> {
    let proposal = answer.verdict.proposal().filter(|_| matches!(answer.outcome, Outcome::Reason(_)))?;
    let Reason { rule, text, place } = proposal.reasons.first()?;
    let text = [text, "; due ", &*proposal.due.iso()].concat().into();
    Some(Reason { rule, text, place: place.clone() })
}

/// The lapses among the answers, without those of kinds that the status does not allow.
pub fn lapses<'a>(situation: &Situation<'_>, answers: &'a [Answer]) -> impl Iterator<Item = &'a Lapsed> {
    let lapses = answers.iter().filter_map(|answer| answer.verdict.lapse());
    lapses.filter(|lapse| is_allowed(situation, lapse.kind, lapse.due))
}
