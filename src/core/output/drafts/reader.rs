//! Whether words of a note name the one who is to read them: to Ben nobody writes of "the trouble with Ben Kay".

use super::phrase::{DETERMINERS, PREPOSITIONS, is_any};
use crate::core::text::plain_letters;

/// Whether a text holds a word of one of these names. First names and nicknames count however they are written;
/// of other words (`Tom Price`) only what is written as a name, for `the price` is another thing.
pub(crate) fn names_reader<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> bool {
    let own: Vec<Own> = names.flat_map(own_words).collect();
    words(text).any(|word| {
        let folded = folded(word);
        let is_name = word.starts_with(|first: char| !first.is_lowercase());
        own.iter().any(|own| own.folded == folded && (is_name || own.is_first))
    })
}

/// A word of a name.
struct Own {
    folded: String,
    is_first: bool,
}

fn own_words(name: &str) -> impl Iterator<Item = Own> {
    // `Price, Tom` begins with what is no first name.
    let is_turned = name.contains(',');
    let is_own = |word: &str| {
        word.chars().nth(1).is_some() && !is_any(word, DETERMINERS) && !is_any(word, PREPOSITIONS)
    };
    let placed = words(name).enumerate().filter(move |(_, word)| is_own(word));
    placed.map(move |(place, word)| Own { folded: folded(word), is_first: place == 0 && !is_turned })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn folded(word: &str) -> String {
    plain_letters(word).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_written_to_is_found() {
        #[track_caller]
        fn case(text: &str, name: &str, expected: bool) {
            assert_eq!(names_reader(text, [name].into_iter()), expected, "{text} to {name}");
        }
        case("the trouble with Ben Kay", "Ben Kay", true);
        case("the photos of ben", "Ben Kay", true);
        case("the Kays", "Ben Kay", false);
        case("Ben's affair", "Ben Kay", true);
        case("the Kay papers", "Ben Kay", true);
        case("the price of Zoe", "Zoë", true);
        case("the price", "Tom Price", false);
        case("the price", "Price, Tom", false);
        case("the bench", "Ben Kay", false);
        case("the plan for a house", "The A House", false);
        case("the map", "", false);
    }
}
