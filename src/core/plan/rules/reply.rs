//! Replies you owe (design 5.1).

use crate::core::agenda::model::Kind;
use crate::core::interval::IntervalOrOff;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::{NO_REPLY, NOT_NOW};
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::plan::id::Key;
use crate::core::plan::lapse::{Lapsing, propose_unless_lapsed};
use crate::core::plan::situation::{Keeping, Situation};
use crate::core::plan::verdict::{Proposal, Verdicts};

/// A reply lapses this many days after its last good day.
const LAPSES_AFTER: u32 = 15;

/// Proposes an answer if the latest clear interaction is theirs and calls for one. One that started a sequence is
/// answered by its touches, which a pause holds back.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let is_paused = matches!(situation.keeping, Keeping::Paused(_));
    let answered: &[usize] = if is_paused { &[] } else { &situation.sequences.starters };
    unless_answered(situation, answered, verdicts);
}

/// Proposes an answer if one is owed and the entry, by its position in the history, is not answered otherwise.
pub fn unless_answered(situation: &Situation<'_>, answered: &[usize], verdicts: &mut Verdicts) {
    let Some(last) = situation.last_clear else {
        return verdicts.idle("no clear contact between you is known");
    };
    let place = situation.place(last);
    if last.kind != InteractionKind::Clear(Direction::In) {
        let who =
            if last.kind == InteractionKind::Clear(Direction::Out) { "yours" } else { "a meeting or a call" };
        return verdicts.quiet(format_args!("the last clear word, on {}, was {who}", last.day), place);
    }
    let told = last.said().to_you;
    if let Some(tag) = no_answer_tag(last) {
        let day = last.day;
        return verdicts
            .quiet(format_args!("{told} on {day}, and `#{tag}` says that no answer is owed"), place);
    }
    let position = situation.past.iter().rposition(|entry| entry.kind.is_clear()).unwrap_or(0);
    if answered.contains(&position) {
        return verdicts
            .quiet(format_args!("the sequence that they started on {} answers it", last.day), place);
    }
    if let Some(skipped) = situation.skipped_after(Kind::Reply, position) {
        return verdicts.quiet(format_args!("{told} on {}; skipped on {}", last.day, skipped.day), place);
    }
    let IntervalOrOff::Every(within) = situation.settings.reply_within.value else {
        return verdicts.quiet(format_args!("`reply-within` is off"), place);
    };
    let by = within.after(last.day, &situation.config.workdays);
    let title = ["Reply to ", situation.name()].concat();
    let said = [told, " on ", &last.day.iso(), " and wait for your answer"].concat();
    let proposal = Proposal::new(Kind::Reply, Key::Dated("in", last.day), title, last.day, by)
        .because("reply", said, place)
        .since(last.day);
    let what = format_args!("{told} on {}; the answer", last.day);
    propose_unless_lapsed(situation, proposal, None, Lapsing { after: LAPSES_AFTER, what }, verdicts);
}

/// The hashtag on an `in` that says no answer is owed.
fn no_answer_tag(last: &Interaction) -> Option<&str> {
    last.hashtags.iter().map(|tag| &**tag).find(|tag| [NO_REPLY, NOT_NOW].contains(tag))
}
