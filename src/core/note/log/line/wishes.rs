//! Recognises birthday wishes: a line such as `happy birthday` settles the birthday without a hashtag (design
//! 5.5).

use crate::core::note::meant_tags::BIRTHDAY;
use crate::core::text::{lower, prefix};

/// An emoji that is a wish on its own.
pub(in crate::core::note::log) const CAKE: char = '🎂';

/// Maximum number of words between `wished` or `congratulated` and `birthday`: `him on his`, `her a very
/// happy`.
const MOST_BETWEEN: usize = 4;

/// Maximum bytes of a line that are searched. The cost is their square.
const MOST_SEARCHED: usize = 1_000;

/// Whether a line without a word of contact is a birthday wish.
pub(crate) fn is_wish(text: &str) -> bool {
    let text = prefix(text, MOST_SEARCHED);
    says_wish(text) || is_cake(text)
}

/// Whether a text is `🎂` without words. With a name, it is more likely a list of birthdays.
fn is_cake(text: &str) -> bool {
    text.contains(CAKE) && !text.contains(char::is_alphanumeric)
}

/// Whether a text contains `birthday` and words of a wish around it.
fn says_wish(text: &str) -> bool {
    // Nearly all lines are ruled out here.
    if !["irthday", "IRTHDAY"].iter().any(|part| text.contains(part)) {
        return false;
    }
    let text = lower(text);
    text.match_indices(BIRTHDAY).any(|(at, word)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        is_wished(before.rsplit([',', '.', ';', ':', '!', '?', '(']).next().unwrap_or(before), after)
    })
}

/// Whether the text around `birthday`, within its part of the sentence, makes it a wish.
fn is_wished(before: &str, after: &str) -> bool {
    let part = before.rsplit(" and ").next().unwrap_or(before);
    let near = |word: &str| {
        let between = part.rsplit_once(word).map(|(_, between)| between);
        between.is_some_and(|between| between.split_whitespace().count() <= MOST_BETWEEN)
    };
    let is_wish = part.trim_end().ends_with("happy")
        || near("wished")
        || near("congratulated")
        || (after.trim_start().starts_with("wishes") && !after.contains("wishes from"));
    let is_theirs = [" me ", "my ", "from "].iter().any(|theirs| part.contains(theirs))
        || after.trim_start().starts_with("from ");
    is_wish
        && !is_theirs
        && !["n't", "n’t", "forgot", "not "].iter().any(|no| before.contains(no))
        && !part.contains("thank")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_known() {
        for text in [
            "wished him happy birthday",
            "Happy Birthday!",
            "text: happy birthday, Ada",
            "birthday wishes",
            "congratulated him on his birthday",
            "HAPPY BIRTHDAY",
            "sorry, I can't come. Happy birthday!",
            "thanks for the book and happy birthday!",
            "birthday call: happy birthday to him",
        ] {
            assert!(says_wish(text), "{text}");
        }
        for text in [
            "",
            "wished him luck",
            "bought a birthday card",
            "birthday wishes from her",
            "forgot to say happy birthday",
            "didn’t say happy birthday",
            "her birthday party",
            "congratulated Ben, her birthday cake was good",
            "wished she could come to the birthday party",
            "thanks for the birthday wishes",
        ] {
            assert!(!says_wish(text), "{text}");
        }
        assert!(is_cake("🎂") && !is_cake("🎂 [[Ada]]") && !is_cake(""));
    }
}
