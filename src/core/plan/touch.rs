//! The open touch of a sequence (design 5.2).

use super::sequence::{OpenTouch, RunState, Running};
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;

/// Whether a sequence is in force, and which of its touches is open.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    vec![open(situation)]
}

fn open(situation: &Situation<'_>) -> Verdict {
    let Some(running) = &situation.sequence else {
        return Verdict::Idle("no sequence was started");
    };
    let place = running.place.clone();
    let name = &running.name;
    let ended = match &running.state {
        RunState::Open(open) => return due(situation, running, open),
        RunState::Answered(day) => format!("sequence `{name}` ended on {day}: they answered, or you met"),
        RunState::Closed(day) => format!("sequence `{name}` closed on {day}: its last touch was sent"),
        RunState::Done(day) => format!("sequence `{name}` was done on {day}"),
        RunState::PassedOver { due, on } => {
            return Verdict::Quiet(Because {
                text: format!("sequence `{name}` was done on {on}: the time of its last touch had passed"),
                place,
                lapsed: Some(Lapse { kind: Kind::Touch, due: *due, on: *on }),
            });
        }
        RunState::Lapsed { due, on } => {
            return Verdict::Quiet(Because {
                text: format!("sequence `{name}` lapsed on {on}: nothing of it was sent"),
                place,
                lapsed: Some(Lapse { kind: Kind::Touch, due: *due, on: *on }),
            });
        }
    };
    Verdict::quiet(ended, place)
}

fn due(situation: &Situation<'_>, running: &Running, open: &OpenTouch) -> Verdict {
    let touch = &open.touch;
    if let Some(start) = situation.config.start.filter(|start| open.by < *start) {
        return Verdict::Quiet(Because {
            text: format!("touch `{}` was due before the day you started", touch.name),
            place: running.place.clone(),
            lapsed: Some(Lapse { kind: Kind::Touch, due: open.due, on: start }),
        });
    }
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
