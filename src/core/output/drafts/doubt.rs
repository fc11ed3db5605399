//! Words that look like those of a noun phrase, and of which it is not sure that their reader may see them
//! so: what is begun behind `and`, a day that is another one by now, and what one thinks of somebody.

use super::mood::is_delicate;
use super::phrase::{DETERMINERS, PREPOSITIONS, REMINDING, is_any, is_many};
use super::time_words::{ends_with_aside, is_weekday};

/// Words that begin something new, or leave open whether it is so.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "or", "but", "as", "so", "when", "while", "once", "unless", "until", "till", "via", "instead", "since",
    "though", "although", "except", "vs", "versus", "plus", "maybe", "perhaps", "probably", "mostly", "asap",
    "tonight", "done", "unread", "pending", "eod", "eow", "eom",
];

/// What one says of somebody, and not to them.
#[rustfmt::skip]
pub(super) const UNKIND: &[&str] = &[
    "boring", "stupid", "idiot", "idiots", "awful", "terrible", "horrible", "annoying", "ugly", "silly", "dull",
    "lame", "wrong", "rude", "lazy", "nasty", "weird", "crazy", "drunk", "jerk", "pathetic", "useless",
    "hopeless", "creepy", "bad", "worst", "not-so-great", "ridiculous", "pointless", "awkward", "lousy", "dreadful",
    "fat", "bitch", "bastard", "drama", "mess", "fiasco", "lie", "lies", "nonsense", "greedy", "needy", "fake", "damn",
    "bloody", "margin", "prospect",
];

/// Whether such a word is among these, or they speak of what is sad or delicate.
pub(super) fn is_doubtful(words: &[&str]) -> bool {
    let is_one = words.iter().enumerate().any(|(place, word)| {
        let next = words.get(place + 1).copied();
        is_any(word, OPEN)
            || is_any(word, UNKIND)
            || (is_weekday(word) && next.is_none_or(|next| is_any(next, PREPOSITIONS)))
            || (is_any(word, &["and", "&", "+"]) && !next.is_some_and(joins))
    });
    is_one || ends_with_aside(words) || is_delicate(&words.join(" "))
}

/// Whether a word behind `and` surely goes on with the phrase: `the deck and the invoice`, `terms and
/// conditions`, `Ada and Ben`. In `the plan and wait` it begins something to do.
fn joins(next: &str) -> bool {
    let is_name = next.starts_with(char::is_uppercase) && !is_any(next, REMINDING);
    is_any(next, DETERMINERS) || is_name || is_many(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_sure_is_told() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(is_doubtful(&text.split(' ').collect::<Vec<_>>()), expected, "{text}");
        }
        case("the plan and ask Ben", true);
        case("the plan and Ask Ben", true);
        case("the map & fire Ben", true);
        case("the map or call Tom", true);
        case("the offer as a trap", true);
        case("the map maybe", true);
        case("the idiot from sales", true);
        case("the meeting on Friday", true);
        case("the talk on Monday about wind", true);
        case("the plan and", true);
        case("the Friday group", false);
        case("the deck and the invoice", false);
        case("the terms and conditions", false);
        case("the offer and Ben", false);
        case("the trip to Rome", false);
    }
}
