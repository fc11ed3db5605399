//! Finds the reader's name in text of a note: a message to Ben must not speak of "the trouble with Ben Kay".

use super::phrase::{DETERMINERS, PREPOSITIONS};
use crate::core::text::{bare_words, is_one_of, plain_letters};

/// Whether a text contains a word of one of these names. First names and nicknames count in any case; other
/// words of a name (`Tom Price`) only if capitalized, since `the price` is something else.
pub(crate) fn names_reader<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> bool {
    let own: Vec<NameWord> = names.flat_map(name_words).collect();
    bare_words(text).any(|word| {
        let folded = folded(word);
        let is_name = word.starts_with(|first: char| !first.is_lowercase());
        own.iter().any(|own| own.folded == folded && (is_name || own.is_first))
    })
}

/// A word of the reader's name.
struct NameWord {
    folded: String,
    is_first: bool,
}

fn name_words(name: &str) -> impl Iterator<Item = NameWord> {
    // `Price, Tom` does not begin with the first name.
    let is_turned = name.contains(',');
    let is_own = |word: &str| {
        word.chars().nth(1).is_some() && !is_one_of(word, DETERMINERS) && !is_one_of(word, PREPOSITIONS)
    };
    let placed = bare_words(name).enumerate().filter(move |(_, word)| is_own(word));
    placed.map(move |(place, word)| NameWord { folded: folded(word), is_first: place == 0 && !is_turned })
}

fn folded(word: &str) -> String {
    plain_letters(word).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_reader_are_found() {
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
