//! Finds text that somebody wrote into a card of `agenda.md` without the ` :: ` that would make it a log
//! text: after the card's own words or in place of them. It is reported and kept, since it was meant for
//! something.

/// Returns the words written by hand into a card, after its own words or in place of them. The card's own
/// words are the title, as the agenda writes it, and in brackets when it is due.
pub fn stray_words<'w>(words: &'w str, title: &str) -> Option<&'w str> {
    let behind_title = words.strip_prefix(title);
    let when = behind_title.and_then(|rest| rest.strip_prefix(" ("));
    let rest = match (when, words.rsplit_once(" (")) {
        (Some(when), _) => when.split_once(')')?.1,
        // The title is a former one, since the notes have changed.
        (None, Some((head, when))) if is_former(head, title) => when.split_once(')')?.1,
        (None, Some((_, when))) => {
            let written = behind_title.unwrap_or(words);
            written
                .strip_suffix(when)
                .filter(|_| when.ends_with(')'))
                .map_or(written, |head| head.strip_suffix(" (").unwrap_or(head))
        }
        (None, None) => behind_title.unwrap_or(words),
    };
    Some(rest.trim()).filter(|rest| !rest.is_empty())
}

/// Whether the words are a former title: of a day on which somebody `turns 41`, or with a former name. Then
/// they begin like the title, and the rest looks like a name.
fn is_former(words: &str, title: &str) -> bool {
    let is_over = |pair: (&str, &str)| matches!(pair, ("turns" | "turn", "turned"));
    let is_same = |(word, of_title): &(&str, &str)| word == of_title || is_over((*word, *of_title));
    let alike = words.split(' ').zip(title.split(' ')).take_while(is_same).count();
    let is_named = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with([',', ';', ':']);
    alike > 0 && words.split(' ').skip(alike).all(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_words_are_found() {
        #[track_caller]
        fn case(words: &str, expected: Option<&str>) {
            assert_eq!(stray_words(words, "Reply to Ada"), expected, "{words}");
        }
        case("Reply to Ada (today, email)", None);
        case("Reply to Ada", None);
        case("Reply to Ada (today, email) - talked for an hour", Some("- talked for an hour"));
        case("Reply to Ada (today, email) - talked (long)", Some("- talked (long)"));
        case("Reply to Ada::call: they wrote", Some("::call: they wrote"));
        case("Reply to Ada Lovelace (3 days overdue)", None);
        case("Reply to Ben (today) hm", Some("hm"));
        case("Reply to Ben (today)", None);
        case("Called her, she is fine", Some("Called her, she is fine"));
        case("Called Ada (today, email)", Some("Called Ada"));
        case("Reply to Ada - called, fine (3 days overdue)", Some("- called, fine"));
        case("Reply sent (3 days overdue)", Some("Reply sent"));
    }

    #[test]
    fn past_birthdays_have_another_title() {
        assert_eq!(stray_words("Ada turns 41 (today, email)", "Ada turned 41"), None);
        assert_eq!(stray_words("Ada turns 41 (today, email) - sang", "Ada turned 41"), Some("- sang"));
        assert_eq!(stray_words("Tom and Jerry turn 40 (today, email)", "Tom and Jerry turned 40"), None);
        assert_eq!(stray_words("Sang for Ada (today, email)", "Ada turned 41"), Some("Sang for Ada"));
    }
}
