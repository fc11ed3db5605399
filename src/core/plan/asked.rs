//! Makes the follow-up that `followup draft` asks for, whether or not it is due.

use super::arrange::{Newest, follow_up};
use super::choose::answers;
use super::id::Key;
use super::offer::Market;
use super::situation::{Keeping, Situation};
use super::verdict::Proposal;
use super::when::shown;
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::people::contact::{ContactIndex, People};

/// What the user asked for.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// The follow-up of a kind that a rule proposes or last proposed: the next birthday, the open promise.
    Kind(Kind),
    /// A touch of a sequence, or any draft template, by its name.
    Touch(&'a str),
}

/// Returns the follow-up asked for, or `None` for a contact who must never be written to (design 5.6).
pub fn asked(
    people: &People,
    index: ContactIndex,
    config: &Config,
    today: Day,
    asked: Asked<'_>,
) -> Option<FollowUp> {
    let situation = Situation::of(people, index, config, today);
    if situation.keeping == Keeping::Never {
        return None;
    }
    let proposal = match asked {
        Asked::Kind(kind) => {
            proposed_by_rule(&situation, kind).unwrap_or_else(|| on_request(&situation, kind, kind.name()))
        }
        Asked::Touch(touch) => touch_on_request(&situation, touch),
    };
    let shown = shown(&situation, &proposal);
    Some(follow_up(&situation, (&Market::of(people), &Newest::of(&situation)), proposal, shown))
}

/// The earliest proposal of this kind that a rule makes, however far ahead.
fn proposed_by_rule(situation: &Situation<'_>, kind: Kind) -> Option<Proposal> {
    let answers = answers(situation);
    let proposals = answers.iter().filter_map(|answer| answer.verdict.proposal());
    proposals.filter(|proposal| proposal.kind == kind).min_by_key(|proposal| proposal.due).cloned()
}

fn on_request(situation: &Situation<'_>, kind: Kind, key: &str) -> Proposal {
    let today = situation.today;
    let since = situation.last.map_or(today, |last| last.day);
    let title = format!("{}: {}", kind.label(), situation.name());
    // The day of the last interaction is part of the key, so that asking twice gives the same id.
    Proposal::new(kind, Key::Asked(key.into(), since), title, today, today)
        .because("asked", "you asked for a draft", None)
        .since(since)
}

fn touch_on_request(situation: &Situation<'_>, touch: &str) -> Proposal {
    let running = situation.running();
    let found = running.and_then(|running| {
        let sequence = situation.config.sequences.get(running.name)?;
        Some((running, sequence.touches.iter().find(|known| known.name == touch)?))
    });
    let proposal = on_request(situation, Kind::Touch, touch);
    Proposal {
        about: running.map_or(proposal.about, |running| running.about()),
        touch: Some(touch.into()),
        channel: found.as_ref().and_then(|(_, touch)| touch.channel),
        sequence: found.map(|(running, _)| running.name.into()),
        ..proposal
    }
}
