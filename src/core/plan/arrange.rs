//! Builds the agenda of a day from the people: plans each contact on its own, in parallel, and puts all
//! follow-ups into agenda order.

use super::choose::{Answer, chosen, lapses, last_shown, planned, telling_answers};
use super::hold::{put_off, put_off_since};
use super::id::follow_up_id;
use super::lapse::LAPSED_SHOWN;
use super::name_order::NameOrder;
use super::offer::{self, Market};
use super::rank::{self, Pressing, Ranked};
use super::situation::{Keeping, Situation};
use super::verdict::Proposal;
use super::when::Shown;
use crate::core::agenda::model::{Agenda, FollowUp, Kind, Lapsed, Planned, Reason, Resting, Section};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::guard::{Slip, caught};
use crate::core::people::contact::{Contact, ContactIndex, Interaction, People};
use crate::core::problem::Problem;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::sync::Arc;

/// The page says "welcome back" after more than this many days without an interaction in the whole vault.
const BREAK: i64 = 21;

/// Returns the agenda of a day. A contact whose plan panics is left out and reported as a problem.
pub fn agenda(
    people: &People,
    config: &Config,
    today: Day,
    vault: &str,
    problems: &mut Vec<Problem>,
) -> Agenda {
    let market = Market::of(people);
    let names = NameOrder::of(people);
    let plan = |index, share: &mut Share| {
        plan(&Situation::of(people, index, config, today), &market, &names, share);
    };
    let Share { ranked, planned, mut lapsed, mut resting, failed } = plan_all(people, plan);
    resting.sort_by_key(|rest: &Resting| (rest.returns, rest.contact));
    lapsed.sort_by(|a: &Lapsed, b: &Lapsed| {
        (b.on, a.contact, a.kind, a.due).cmp(&(a.on, b.contact, b.kind, b.due))
    });
    problems.extend(failed.iter().map(|(index, slip)| not_planned(people, *index, slip)));
    let mut agenda = Agenda {
        today,
        vault: vault.to_owned(),
        welcome_back: false,
        follow_ups: rank::arrange(ranked, today, config.per_day),
        planned,
        failed: failed.into_iter().map(|(index, _)| index).collect(),
        resting,
        lapsed,
        contacts: people.contacts.len(),
    };
    agenda.welcome_back = agenda.has_waiting() && is_after_break(people, config.start, today);
    agenda
}

fn not_planned(people: &People, index: ContactIndex, slip: &Slip) -> Problem {
    slip.problem(&people.contact(index).path, "while planning for", "this contact is not on the agenda")
}

/// What a run of contacts adds to the agenda, in the order of the contacts.
#[derive(Default)]
struct Share {
    ranked: Vec<Ranked>,
    planned: Vec<Planned>,
    lapsed: Vec<Lapsed>,
    resting: Vec<Resting>,
    /// Contacts whose plan panicked; they add nothing else.
    failed: Vec<(ContactIndex, Slip)>,
}

/// Plans all contacts in parallel. No plan reads another one, so a panic costs its own contact only.
fn plan_all(people: &People, plan: impl Fn(ContactIndex, &mut Share) + Sync) -> Share {
    let shares: Vec<Share> = (0..people.contacts.len())
        .into_par_iter()
        .map(ContactIndex::at)
        .fold(Share::default, |mut share, index| {
            share.add(index, &plan);
            share
        })
        .collect();
    let mut all = Share::default();
    all.ranked.reserve_exact(shares.iter().map(|share| share.ranked.len()).sum());
    all.planned.reserve_exact(shares.iter().map(|share| share.planned.len()).sum());
    for share in shares {
        all.ranked.extend(share.ranked);
        all.planned.extend(share.planned);
        all.lapsed.extend(share.lapsed);
        all.resting.extend(share.resting);
        all.failed.extend(share.failed);
    }
    all
}

impl Share {
    /// Adds everything a contact adds, or nothing and its failure if `plan` panics.
    fn add(&mut self, index: ContactIndex, plan: impl Fn(ContactIndex, &mut Share)) {
        let before = [self.ranked.len(), self.planned.len(), self.lapsed.len(), self.resting.len()];
        if let Err(slip) = caught(|| plan(index, self)) {
            let [ranked, planned, lapsed, resting] = before;
            self.ranked.truncate(ranked);
            self.planned.truncate(planned);
            self.lapsed.truncate(lapsed);
            self.resting.truncate(resting);
            self.failed.push((index, slip));
        }
    }
}

/// Adds the lapses, the rest, the planned days and the follow-ups of one contact.
fn plan(situation: &Situation<'_>, market: &Market, names: &NameOrder, share: &mut Share) {
    if situation.keeping == Keeping::Never {
        return;
    }
    let today = situation.today;
    let answers = telling_answers(situation);
    let oldest = today.plus_days(-LAPSED_SHOWN);
    let lapses = lapses(situation, &answers).filter(|lapse| lapse.on >= oldest && lapse.on <= today);
    share.lapsed.extend(lapses);
    share.resting.extend(resting_row(situation, &answers));
    let planned = planned(&answers).map(|(kind, on)| Planned { contact: situation.index, kind, on });
    share.planned.extend(planned);
    let last = last_shown(situation);
    let newest = LazyCell::new(|| Newest::of(situation));
    for (proposal, shown) in chosen(answers).filter(|(_, shown)| shown.on <= last) {
        let proposal = with_holds(situation, *proposal, shown);
        let priority = situation.settings.priority.value;
        let pressing = Pressing { interval: proposal.interval, usual: proposal.usual, priority };
        let follow_up = Box::new(follow_up(situation, (market, &newest), proposal, shown));
        share.ranked.push(Ranked::new(follow_up, &pressing, names, today));
    }
}

/// Adds what puts the follow-up off to its reasons.
fn with_holds(situation: &Situation<'_>, mut proposal: Proposal, shown: Shown) -> Proposal {
    let held = put_off(situation, &proposal, shown).into_iter();
    proposal.reasons.extend(held.map(|(text, place)| Reason { rule: "held", text: text.into(), place }));
    proposal
}

/// The row of a resting contact, with the day of its re-engage. With `next: never` there is no return.
fn resting_row(situation: &Situation<'_>, answers: &[Answer]) -> Option<Resting> {
    let is_kept = situation.keeping == Keeping::Active && situation.contact.facts.muted().is_none();
    let rest = situation.rest.as_ref().filter(|_| is_kept)?;
    let returns = |answer: &&Answer| answer.verdict.proposal().is_some_and(|it| it.kind == Kind::ReEngage);
    let shown = answers.iter().find(returns).and_then(|answer| answer.shown);
    Some(Resting {
        contact: situation.index,
        since: rest.since,
        cause: rest.cause,
        attempts: situation.attempts(),
        returns: shown.map_or(rest.returns, |shown| shown.on),
    })
}

/// Whether the newest interaction in the vault is more than [`BREAK`] days old.
fn is_after_break(people: &People, start: Option<Day>, today: Day) -> bool {
    // A restart has welcomed the user back already.
    if start.is_some_and(|start| (0..=BREAK).contains(&today.days_since(start))) {
        return false;
    }
    let last = |contact: &Contact| contact.last_contact(today).map(|entry| entry.day);
    let newest = people.contacts.iter().filter_map(last).max();
    newest.is_some_and(|newest| today.days_since(newest) > BREAK)
}

/// What all follow-ups of a contact say of its newest interactions.
pub struct Newest {
    /// What the newest with a text was about.
    topic: Option<Arc<str>>,
    /// The day of [`newest_day`].
    day: Option<Day>,
}

impl Newest {
    /// Looks through the history, which may be long.
    pub fn of(situation: &Situation<'_>) -> Newest {
        let topic = offer::told(situation.past, situation.name()).and_then(|told| told.text.clone());
        Newest { topic, day: newest_day(situation) }
    }
}

/// The first day of the newest run of interactions that agree in topic and channel: since that day the card
/// has shown the topic and channel it shows today.
fn newest_day(situation: &Situation<'_>) -> Option<Day> {
    let shows =
        |entry: &&Interaction| entry.kind.is_contact() && (entry.text.is_some() || entry.channel.is_some());
    let mut entries = situation.past.iter().rev().filter(shows);
    let newest = entries.next()?;
    let alike = |entry: &&Interaction| (&entry.text, entry.channel) == (&newest.text, newest.channel);
    Some(entries.take_while(alike).last().unwrap_or(newest).day)
}

/// Returns the follow-up that a proposal becomes; its section is decided when all are ranked.
pub fn follow_up(
    situation: &Situation<'_>,
    (market, newest): (&Market, &Newest),
    mut proposal: Proposal,
    shown: Shown,
) -> FollowUp {
    // Of 17,000 follow-ups most have one reason, and a `Vec` starts with room for four.
    proposal.reasons.shrink_to_fit();
    let contact = situation.contact;
    let relationship = proposal.kind.is_relationship();
    FollowUp {
        id: follow_up_id(proposal.kind, &contact.id, &proposal.key),
        kind: proposal.kind,
        contact: situation.index,
        about: proposal.about,
        due: proposal.due,
        by: shown.by,
        on: shown.on,
        turn: shown.turn,
        first: shown.first,
        date: proposal.date,
        state: shown.state,
        overdue_days: shown.overdue_days,
        section: Section::Later,
        channel: offer::channel(situation, &proposal),
        topic: newest.topic.clone(),
        resources: if relationship { market.resources(situation) } else { Box::default() },
        introductions: if relationship { market.introductions(situation) } else { Box::default() },
        attempts: situation.attempts(),
        newest: newest.day,
        put_off: put_off_since(situation, &proposal, shown),
        own_reasons: u32::try_from(proposal.own_reasons.unwrap_or(proposal.reasons.len()))
            .unwrap_or(u32::MAX),
        touch: proposal.touch,
        sequence: proposal.sequence,
        optional: proposal.optional,
        turns: proposal.turns,
        title: proposal.title.into(),
        reasons: proposal.reasons,
        stamp: proposal.stamp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::agenda::model::RestCause;
    use crate::core::output::fixture::contact;

    #[test]
    fn a_panic_while_planning_costs_only_its_contact() {
        let people = People {
            contacts: vec![contact("Ada.md", "Ada"), contact("Ben.md", "Ben"), contact("Cy.md", "Cy")],
            ..People::default()
        };
        let (since, returns, cause) = (Day::FIRST, Day::FIRST, RestCause::Unanswered);
        let rest = |contact| Resting { contact, since, cause, attempts: 0, returns };
        let plan = |index: ContactIndex, share: &mut Share| {
            share.resting.push(rest(index));
            assert_ne!(index.0, 1, "as a fault of ours would");
        };
        let share = plan_all(&people, plan);
        let kept: Vec<u32> = share.resting.iter().map(|rest| rest.contact.0).collect();
        assert_eq!(kept, [0, 2]);
        let [(index, slip)] = share.failed.as_slice() else { panic!("{:?}", share.failed) };
        let problem = not_planned(&people, *index, slip);
        assert_eq!((problem.path.as_str(), problem.code.name()), ("Ben.md", "note-panicked"));
        assert_eq!(problem.effect, "this contact is not on the agenda");
    }
}
