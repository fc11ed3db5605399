//! The open touch of a sequence (design 5.2).

use super::lapse::LAPSED_TOLD;
use super::sequence::{OpenTouch, RunState, Running};
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;

/// Whether a sequence is in force, and which of its touches is open; and what lapsed of any.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let current = situation.sequence.as_ref();
    let lately = situation.today.plus_days(-LAPSED_TOLD);
    let is_its_end = |lapse: &Lapse| match current.map(|running| &running.state) {
        Some(RunState::Lapsed { on, .. } | RunState::PassedOver { on, .. }) => *on == lapse.on,
        _ => false,
    };
    let lapses = situation.lapsed_touches.iter().filter(|lapse| lapse.on >= lately || is_its_end(lapse));
    let mut verdicts: Vec<Verdict> = lapses.map(|lapse| lapsed(current, lapse)).collect();
    match current {
        Some(Running { state: RunState::Lapsed { .. } | RunState::PassedOver { .. }, .. }) => {}
        Some(running) => verdicts.push(stands(situation, running)),
        None if verdicts.is_empty() => verdicts.push(Verdict::Idle("no sequence was started")),
        None => {}
    }
    verdicts
}

/// Something of a sequence that lapsed, told in the words of the current one where it is that one's end.
fn lapsed(current: Option<&Running>, lapse: &Lapse) -> Verdict {
    let ended = current.and_then(|running| match &running.state {
        RunState::Lapsed { due, on } if (*due, *on) == (lapse.due, lapse.on) => {
            Some((running, format!("lapsed on {on}: nothing of it was sent")))
        }
        RunState::PassedOver { due, on } if (*due, *on) == (lapse.due, lapse.on) => {
            Some((running, format!("was done on {on}: the time of its last touch had passed")))
        }
        _ => None,
    });
    let (text, place) = match ended {
        Some((running, said)) => (format!("sequence `{}` {said}", running.name), running.place.clone()),
        None => (format!("a touch that was due on {} lapsed on {}", lapse.due, lapse.on), None),
    };
    Verdict::Quiet(Because { text, place, lapsed: Some(lapse.clone()) })
}

fn stands(situation: &Situation<'_>, running: &Running) -> Verdict {
    let name = &running.name;
    let ended = match &running.state {
        RunState::Open(open) => return due(situation, running, open),
        RunState::Answered(day) => format!("sequence `{name}` ended on {day}: they answered, or you met"),
        RunState::Closed(day) => format!("sequence `{name}` closed on {day}: its last touch was sent"),
        RunState::Done(day) => format!("sequence `{name}` was done on {day}"),
        RunState::PassedOver { on, .. } | RunState::Lapsed { on, .. } => {
            format!("sequence `{name}` ended on {on}")
        }
        RunState::Superseded => format!("another sequence took the place of `{name}`"),
    };
    Verdict::quiet(ended, running.place.clone())
}

fn due(situation: &Situation<'_>, running: &Running, open: &OpenTouch) -> Verdict {
    let touch = &open.touch;
    let label = touch.name.replace('-', " ");
    let mut letters = label.chars();
    let label: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let number = format!("touch {} of {} of `{}`", open.number, running.touches, running.name);
    let mut proposal = Proposal::new(
        Kind::Touch,
        format!("{} {} {}", running.name, running.anchor, touch.name),
        format!("{label}: {}", situation.name()),
        open.due,
        open.by,
    )
    .because("sequence", format!("{}: {number}", running.started), running.place.clone())
    .since(open.last_sent.unwrap_or(running.anchor));
    if let Some(sent) = open.last_sent {
        proposal = proposal.because("sequence", format!("the last one was sent on {sent}"), None);
    }
    Verdict::due(Proposal {
        touch: Some(touch.name.clone()),
        sequence: Some(running.name.clone()),
        channel: touch.channel,
        optional: touch.optional || touch.channel == Some(Channel::Comment),
        ..proposal
    })
}
