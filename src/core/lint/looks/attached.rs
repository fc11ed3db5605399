//! What is said to be attached, and is not or has no name.

use super::hit;
use crate::core::config::model::MaxWords;
use crate::core::lint::flat::{LINK, PLACE, Sentence};
use crate::core::lint::message::Message;
use crate::core::lint::phrases::NAMELESS;
use crate::core::lint::rules::Hit;
use crate::core::problem::quoted;

pub(crate) fn nothing_attached(message: &Message, _: &MaxWords) -> Vec<Hit> {
    if !message.attached.is_empty() {
        return Vec::new();
    }
    let flat = message.flat();
    let speaks = |sentence: &&Sentence<'_>| {
        let said = sentence.words();
        let attached = |word: &String| {
            matches!(word.as_str(), "attached" | "attaching" | "attachment" | "attachments" | "enclosed")
        };
        let Some(at) = said.iter().position(attached) else { return false };
        let fond = said.get(at).is_some_and(|word| word == "attached")
            && said.get(at + 1).is_some_and(|word| word == "to");
        !fond && !is_named(sentence, &said)
    };
    let sentences = flat.sentences();
    let found = sentences.iter().find(speaks);
    found.map_or_else(Vec::new, |sentence| hit(sentence.spot(), quoted(&sentence.written())))
}

/// A title in quotes, a link, a file's name, a place to fill, or "the floor plan".
fn is_named(sentence: &Sentence<'_>, said: &[String]) -> bool {
    let text = sentence.written();
    let file = |word: &str| {
        word.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (2..=4).contains(&ending.len())
                && ending.chars().all(|letter| letter.is_ascii_alphanumeric())
        })
    };
    let marks = |letter: char| matches!(letter, ',' | ';' | ':' | ')' | '(');
    if text.contains(['"', '“', '„', '«', LINK, PLACE])
        || text.split(|letter: char| letter.is_whitespace() || marks(letter)).any(file)
    {
        return true;
    }
    let article = |word: &str| {
        matches!(word, "the" | "my" | "our" | "a" | "an" | "your" | "this" | "these" | "two" | "three")
    };
    let follows = said.iter().zip(said.iter().skip(1));
    follows.into_iter().any(|(before, what)| article(before) && !NAMELESS.contains(&what.as_str()))
}
