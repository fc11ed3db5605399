//! Counts what got answers: messages by channel, sequences, the last week, promises.

use super::model::Review;
use crate::core::note::facts::TaskState;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::plan::situation::Situation;
use crate::core::plan::situation::sequence::{RunState, Running, runs};

/// Adds the figures of one contact.
pub(super) fn count(situation: &Situation<'_>, review: &mut Review) {
    messages(situation, review);
    sequences(situation, review);
    promises(situation, review);
}

/// Counts messages; one is answered if the next clear interaction is an `in` or a `both`.
fn messages(situation: &Situation<'_>, review: &mut Review) {
    let mut answered = false;
    let mut in_touch = false;
    for entry in situation.past.iter().rev() {
        let in_week = review.in_week(entry.day);
        in_touch |= in_week && entry.kind.is_contact();
        match entry.kind {
            InteractionKind::Clear(Direction::Out) | InteractionKind::Wish => {
                match entry.channel {
                    Some(channel) => review.channels.entry(channel).or_default().add(answered),
                    None => review.other.add(answered),
                }
                if in_week {
                    review.week.sent.add(answered);
                }
                answered = false;
            }
            InteractionKind::Clear(direction) => {
                answered = true;
                let met = direction == Direction::Both;
                review.week.met += u32::from(in_week && met);
                review.week.heard += u32::from(in_week && !met);
            }
            InteractionKind::Assumed | InteractionKind::Errand => review.week.assumed += u32::from(in_week),
            InteractionKind::Reply
            | InteractionKind::Mention
            | InteractionKind::Light
            | InteractionKind::Cancelled
            | InteractionKind::Intention
            | InteractionKind::Skip
            | InteractionKind::Again => {}
        }
    }
    review.week.people += u32::from(in_touch);
}

/// Counts the runs in which something was sent.
fn sequences(situation: &Situation<'_>, review: &mut Review) {
    for run in runs(situation) {
        if run.sent == 0 {
            continue;
        }
        let known = review.sequences.entry(run.name.to_owned()).or_default();
        known.runs.add(is_answered(&run, situation.past));
        known.touches += run.sent;
        known.open += u32::from(matches!(run.state, RunState::Open(_)));
    }
}

/// Whether they had the next clear word after the last message of a run, even if that message ended the run.
fn is_answered(run: &Running<'_>, past: &[Interaction]) -> bool {
    let mut later = past.iter().skip(run.span.end);
    matches!(run.state, RunState::Answered(_))
        || later
            .find(|entry| matches!(entry.kind, InteractionKind::Clear(_)))
            .is_some_and(|entry| entry.kind.is_heard())
}

fn promises(situation: &Situation<'_>, review: &mut Review) {
    for owned in situation.contact.tasks.iter().filter(|owned| owned.task.waiting.is_none()) {
        let by = owned.task.by.or(owned.task.due);
        match (owned.task.state, by) {
            // Ticked ahead of time, with a date still to come.
            (TaskState::Done(Some(done)), _) if done > situation.today => {}
            (TaskState::Done(Some(done)), by) => {
                review.week.kept += u32::from(review.in_week(done));
                match by {
                    Some(by) if done <= by => review.promises.on_time += 1,
                    Some(_) => review.promises.late += 1,
                    None => review.promises.undated += 1,
                }
            }
            (TaskState::Done(None), _) => review.promises.undated += 1,
            (TaskState::Open, Some(by)) if by < situation.today => review.promises.open_late += 1,
            (TaskState::Open, _) | (TaskState::Cancelled, _) => {}
        }
    }
}
