//! Finds messages that ask the reader for more than one thing.

use super::hit;
use crate::core::config::outputs::MaxWords;
use crate::core::lint::flat::{Sentence, position};
use crate::core::lint::message::Message;
use crate::core::lint::phrases::{ACTIONS, DOING, NOT_ASKED};
use crate::core::lint::rules::Hit;
use crate::core::problem::quoted;
use crate::core::text::clip;

pub(crate) fn several_asks(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let flat = message.flat();
    let sentences = flat.sentences();
    let asks: Vec<(&Sentence<'_>, usize)> = sentences
        .iter()
        .map(|sentence| (sentence, asked(sentence)))
        .filter(|(_, number)| *number > 0)
        .collect();
    let total: usize = asks.iter().map(|(_, number)| number).sum();
    let (Some((first, alone)), true) = (asks.first(), total > 1) else { return Vec::new() };
    if *alone > 1 {
        return hit(first.spot(), format!("{total} requests in {}", quoted(&clip(&first.written(), 60))));
    }
    asks.get(1).map_or_else(Vec::new, |(second, _)| {
        hit(
            second.spot(),
            format!("{total} requests; the second is {}", quoted(&clip(&second.written(), 60))),
        )
    })
}

/// Counts what a sentence asks for: "Could you send me X and introduce me to Ben?" asks for two things.
fn asked(sentence: &Sentence<'_>) -> usize {
    if !is_ask(sentence) {
        return 0;
    }
    let said = sentence.words();
    let joined = said.windows(3).filter(|words| {
        let [before, joins, what] = words else { return false };
        // In "can you also call", the call is the only request.
        let joins = matches!(joins.as_str(), "and" | "then") || (joins == "also" && before != "you");
        joins && DOING.contains(&what.as_str())
    });
    1 + joined.count()
}

/// Whether a sentence asks for something to be done, by a question or by "please". An alternative to the
/// request before it ("Or would Friday suit you?") does not count.
pub(super) fn is_ask(sentence: &Sentence<'_>) -> bool {
    let mut said = sentence.words();
    let joins = |word: &String| matches!(word.as_str(), "also" | "and" | "then" | "finally" | "secondly");
    while sentence.end != '?' && said.first().is_some_and(joins) {
        said.remove(0);
    }
    let first = said.first().map_or("", String::as_str);
    if sentence.end == '?' {
        let text = said.join(" ");
        let alternative = matches!(first, "or" | "otherwise") || text.starts_with("if not");
        return !alternative && ACTIONS.iter().any(|action| position(&text, action).is_some());
    }
    let second = said.get(1).map_or("", String::as_str);
    first == "please" && !NOT_ASKED.contains(&second)
}
