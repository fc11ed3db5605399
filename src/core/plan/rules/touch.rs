//! The open touch of a sequence (design 5.2).

use crate::core::agenda::model::{Kind, Lapsed};
use crate::core::config::effective::Given;
use crate::core::config::model::SequenceChoice;
use crate::core::note::channel::Channel;
use crate::core::plan::doubts::{ADD_ANCHOR, without_anchor};
use crate::core::plan::id::Key;
use crate::core::plan::lapse::LAPSED_SHOWN;
use crate::core::plan::situation::Situation;
use crate::core::plan::situation::sequence::{OpenTouch, RunState, Running};
use crate::core::plan::verdict::{Proposal, Verdicts};
use crate::core::text::capitalized;

/// Proposes the open touch of the current sequence, or says how it ended, and reports the lapses of all.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let current = situation.sequences.current.as_ref();
    let lately = situation.today.plus_days(-LAPSED_SHOWN);
    let is_its_end = |lapse: &Lapsed| match current.map(|running| &running.state) {
        Some(RunState::Lapsed { on, .. } | RunState::PassedOver { on, .. }) => *on == lapse.on,
        _ => false,
    };
    let lapses = situation.sequences.lapses.iter().filter(|lapse| lapse.on >= lately || is_its_end(lapse));
    lapses.for_each(|lapse| lapsed(current, lapse, verdicts));
    match current {
        Some(running) => answer_for(situation, running, verdicts),
        None if verdicts.is_empty() => no_sequence(situation, verdicts),
        None => {}
    }
}

/// Without a sequence: none was started, none is to start, or the note names one that has no day to count from.
fn no_sequence(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    if let Some(Given { value: SequenceChoice::Off, origin }) = situation.settings.sequence {
        let place = origin.place(&situation.contact.path);
        return verdicts.quiet(format_args!("`sequence: none`: only a hashtag starts one"), place);
    }
    let Some((name, spot)) = without_anchor(situation.contact) else {
        return verdicts.idle("no sequence was started");
    };
    let said = format_args!("sequence `{name}` has no day to count from: {ADD_ANCHOR}");
    verdicts.quiet(said, Some(situation.contact.place(spot)));
}

/// Reports a lapse; if it was the end of the current sequence, with that sequence's name.
fn lapsed(current: Option<&Running<'_>>, lapse: &Lapsed, verdicts: &mut Verdicts) {
    let mut tell = |said, place| verdicts.lapsed(*lapse, said, place);
    match current.map(|running| (running.name, &running.state, running.place.clone())) {
        Some((name, RunState::Lapsed { due, on }, place)) if (*due, *on) == (lapse.due, lapse.on) => {
            tell(format_args!("sequence `{name}` lapsed on {on}: nothing of it was sent"), place);
        }
        Some((name, RunState::PassedOver { due, on }, place)) if (*due, *on) == (lapse.due, lapse.on) => {
            let said =
                format_args!("sequence `{name}` was done on {on}: the time of its last touch had passed");
            tell(said, place);
        }
        _ => tell(format_args!("a touch that was due on {} lapsed on {}", lapse.due, lapse.on), None),
    }
}

fn answer_for(situation: &Situation<'_>, running: &Running<'_>, verdicts: &mut Verdicts) {
    let name = running.name;
    let mut ended = |said| verdicts.quiet(said, running.place.clone());
    match &running.state {
        RunState::Open(open) => verdicts.due(due(situation, running, open)),
        RunState::Answered(day) => {
            ended(format_args!("sequence `{name}` ended on {day}: they answered, or you met"));
        }
        RunState::Closed(day) => {
            ended(format_args!("sequence `{name}` closed on {day}: its last touch was sent"))
        }
        RunState::Done(day) => ended(format_args!("sequence `{name}` was done on {day}")),
        RunState::Skipped(entry) => {
            if let Some(skip) = situation.past.get(*entry) {
                let said =
                    format_args!("sequence `{name}` ended: its last touch was skipped on {}", skip.day);
                verdicts.quiet(said, situation.place(skip));
            }
        }
        // Reported with the lapses.
        RunState::PassedOver { .. } | RunState::Lapsed { .. } => {}
        RunState::Paused(day) => ended(format_args!("the pause until {day} ended sequence `{name}`")),
        RunState::Superseded => ended(format_args!("another sequence took the place of `{name}`")),
    }
}

fn due(situation: &Situation<'_>, running: &Running<'_>, open: &OpenTouch<'_>) -> Proposal {
    let touch = open.touch;
    let label = capitalized(&touch.name.replace('-', " "));
    let number = format!("touch {} of {} of `{}`", open.number, running.touches, running.name);
    let mut proposal = Proposal::new(
        Kind::Touch,
        Key::Touch {
            sequence: running.name.into(),
            anchor: running.anchor,
            touch: touch.name.as_str().into(),
        },
        [&label, ": ", situation.name()].concat(),
        open.due,
        open.by,
    )
    .because("sequence", format!("{}: {number}", running.cause.in_words(running.name)), running.place.clone())
    .since(open.last_sent.unwrap_or(running.anchor));
    if let Some(sent) = open.last_sent {
        proposal = proposal.because("sequence", format!("the last one was sent on {sent}"), None);
    }
    Proposal {
        about: running.about(),
        touch: Some(touch.name.as_str().into()),
        sequence: Some(running.name.into()),
        channel: touch.channel,
        optional: touch.optional || touch.channel == Some(Channel::Comment),
        ..proposal
    }
}
