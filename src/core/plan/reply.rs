//! Reply owed (design 5.1).

use super::lapse::lapses_on;
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use super::when;
use crate::core::agenda::model::Kind;
use crate::core::config::model::ReplyWithin;
use crate::core::note::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};

/// Days past its last good day on which a reply lapses.
const LAPSES_AFTER: u32 = 15;

/// Whether the latest clear word is theirs, and wants an answer.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    vec![answer(situation)]
}

fn answer(situation: &Situation<'_>) -> Verdict {
    let Some(last) = situation.last_clear else {
        return Verdict::Idle("nothing clear is known to have passed between you");
    };
    let place = situation.place(last);
    if last.kind != InteractionKind::Clear(Direction::In) {
        let who =
            if last.kind == InteractionKind::Clear(Direction::Out) { "yours" } else { "a meeting or a call" };
        return Verdict::quiet(format!("the last clear word, on {}, was {who}", last.day), place);
    }
    if let Some(tag) = answered_by_tag(last) {
        return Verdict::quiet(
            format!("they wrote on {}, and `#{tag}` says that no answer is owed", last.day),
            place,
        );
    }
    let position = situation.past.iter().rposition(|entry| std::ptr::eq(entry, last)).unwrap_or(0);
    if situation.starters.contains(&position) {
        return Verdict::quiet(format!("the sequence that they started on {} answers it", last.day), place);
    }
    if let Some(skipped) = situation.skipped_after(Kind::Reply, position) {
        return Verdict::quiet(format!("they wrote on {}; passed over on {}", last.day, skipped.day), place);
    }
    let ReplyWithin::Within(within) = situation.settings.reply_within.value else {
        return Verdict::quiet("`reply-within` is off", place);
    };
    let by = within.after(last.day, &situation.config.workdays);
    let proposal = Proposal::new(
        Kind::Reply,
        format!("in {}", last.day),
        format!("Reply to {}", situation.name()),
        last.day,
        by,
    )
    .because("reply", format!("they wrote on {} and wait for your answer", last.day), place.clone())
    .since(last.day);
    let on = lapses_on(situation, when::last_good(situation, &proposal), LAPSES_AFTER);
    let on = situation.config.start.filter(|start| by < *start).map_or(on, |start| on.min(start));
    if situation.today >= on {
        let text = format!("they wrote on {}; the answer lapsed on {on}", last.day);
        return Verdict::Quiet(Because {
            text,
            place,
            lapsed: Some(Lapse { kind: Kind::Reply, due: last.day, on }),
        });
    }
    Verdict::due(proposal)
}

/// The hashtag on an `in` that says no answer is owed.
fn answered_by_tag(last: &Interaction) -> Option<&str> {
    last.hashtags.iter().map(|tag| &**tag).find(|tag| matches!(*tag, "no-reply" | "not-now"))
}
