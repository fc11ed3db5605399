//! Birthday wishes: a line that says `happy birthday` was said to them, and needs no hashtag to settle the
//! day (design 5.5).

use super::facts::Reading;
use super::words::Direction;
use crate::core::text::lower;

/// The hashtag of a wish.
pub const BIRTHDAY: &str = "birthday";
/// What alone is a wish.
const CAKE: char = '🎂';

/// Whether a line without a word of contact is a wish all the same.
pub(super) fn is_wish(text: &str) -> bool {
    says_wish(text) || is_cake(text)
}

/// Adds the hashtag of a wish to those of a line of yours, or of a talk, that is one.
pub fn add_hashtag(reading: Reading, text: &str, hashtags: &mut Vec<String>) {
    let may_wish = match reading {
        Reading::Clear(Direction::Out | Direction::Both, _) | Reading::Reply => true,
        Reading::Clear(Direction::In, _)
        | Reading::Assumed
        | Reading::Mention
        | Reading::Light
        | Reading::Cancelled
        | Reading::Intention
        | Reading::Skip => false,
    };
    if may_wish && (says_wish(text) || text.contains(CAKE)) && !hashtags.iter().any(|tag| tag == BIRTHDAY) {
        hashtags.push(BIRTHDAY.to_owned());
    }
}

/// `🎂` and no word: what names a birthday by it is a list of them.
fn is_cake(text: &str) -> bool {
    text.contains(CAKE) && !text.contains(char::is_alphanumeric)
}

fn says_wish(text: &str) -> bool {
    // Nearly all lines are refused here.
    if !text.contains("irthday") {
        return false;
    }
    let text = lower(text);
    let Some((before, behind)) = text.split_once("birthday") else { return false };
    let said = before.trim_end().ends_with("happy")
        || ["wished", "congratulated"].iter().any(|word| before.contains(word))
        || (behind.trim_start().starts_with("wishes") && !behind.contains("wishes from"));
    said && !["n't", "n’t", "forgot", "not ", "thank"].iter().any(|no| before.contains(no))
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
        ] {
            assert!(!says_wish(text), "{text}");
        }
        assert!(is_cake("🎂") && !is_cake("🎂 [[Ada]]") && !is_cake(""));
    }
}
