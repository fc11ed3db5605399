//! Says where somebody was met, as it follows "we met on Friday": `at FOSDEM`, `through Ben`. Text that does
//! not certainly fit there is left to the writer.

use super::phrase::{DETERMINERS, IN_YOUR_WORDS, is_name, is_plain, place};
use crate::core::text::{is_mark, is_one_of};

/// Maximum number of words that fit.
const MOST_WORDS: usize = 8;

/// Prepositions of a place, which fit after a noun too: "the conversation at FOSDEM".
const OF_SETTINGS: &[&str] = &["at", "in", "on", "during", "over", "near", "outside", "inside", "behind"];
/// Prepositions of the way in which people met.
const OF_WAYS: &[&str] = &["through", "via", "with", "after", "before"];
/// Online services on which people meet.
const SITES: &[&str] = &["LinkedIn", "Mastodon", "Bluesky", "Slack", "Discord", "Zoom", "Teams"];
/// Words that are not places.
const NO_PLACES: &[&str] = &["call", "dm", "intro", "referral", "meeting"];

/// Beginnings of surnames with a second capital.
const SURNAMES: &[&str] = &["Mc", "Mac", "De", "Di", "La", "Le", "Van"];

/// Returns the words after "we met": `FOSDEM` becomes `at FOSDEM`; `at FOSDEM` and `through Ben` stay.
/// Sentences ("Ben introduced us") and what may not be English are shown in a place to fill in. `None` for a
/// text without words.
pub(super) fn whereabouts(text: &str) -> Option<String> {
    let text = tidied(text);
    let words = text.contains(char::is_alphanumeric);
    words.then(|| certain(text).unwrap_or_else(|| place(IN_YOUR_WORDS, text, None)))
}

/// Returns the result of [`whereabouts`] if it is a place, so that it fits "the conversation at FOSDEM"; not
/// `through Ben`.
pub(super) fn setting(place: &str) -> Option<String> {
    let first = place.split(' ').next()?;
    is_one_of(first, OF_SETTINGS).then(|| place.to_owned())
}

/// Removes brackets, `@` and separators at the edges, `met` at the start, and a preposition at the end whose
/// date was taken out.
fn tidied(text: &str) -> &str {
    let is_edge = |letter: char| !letter.is_alphanumeric() && !matches!(letter, ')' | '!' | '?');
    let text = text.trim_start_matches(is_mark).trim_end_matches(is_edge);
    let text = if text.contains('(') { text } else { text.trim_end_matches([')', ' ']) };
    let text =
        ["first met ", "we met ", "met "].iter().find_map(|told| text.strip_prefix(told)).unwrap_or(text);
    [" on", " in", " at"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

/// Returns the words without asides, if they certainly fit.
fn certain(text: &str) -> Option<String> {
    if let Some(site) = SITES.iter().find(|site| site.eq_ignore_ascii_case(text)) {
        return Some(format!("on {site}"));
    }
    if is_one_of(text, &["email", "phone"]) {
        return Some(format!("by {}", text.to_lowercase()));
    }
    if text.contains("://") {
        return None;
    }
    let aside = text.find([',', ';', ':', '(', '–', '—']).unwrap_or(text.len());
    let words: Vec<&str> = text.get(..aside)?.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    if words.len() > MOST_WORDS || !rest.iter().all(|word| is_plain(word) && !is_one_of(word, NO_PLACES)) {
        return None;
    }
    if is_one_of(first, OF_SETTINGS) || is_one_of(first, OF_WAYS) {
        // Rules out `in der Kirche`, which is not English, and `on behalf of Ben`, which is not a place.
        let next = rest.first()?;
        let fits = rest.len() == 1 || is_one_of(next, DETERMINERS) || is_name(next);
        return fits.then(|| format!("{} {}", first.to_lowercase(), rest.join(" ")));
    }
    // Only names with an inner capital, such as `FOSDEM` and `PyData`, are surely events. `Rome` is a town,
    // `Ben` and `McGregor` are people, and `eBay sale` is a thing.
    let has_inner_capital = is_name(first) && first.chars().skip(1).any(char::is_uppercase);
    let is_surname = SURNAMES.iter().any(|begin| {
        first.strip_prefix(begin).is_some_and(|rest| rest.chars().any(char::is_lowercase) && is_name(rest))
    });
    let fits = has_inner_capital
        && first.chars().all(char::is_alphanumeric)
        && !is_surname
        && !is_one_of(first, SITES);
    fits.then(|| format!("at {}", words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(whereabouts(text).as_deref(), Some(expected));
    }

    #[test]
    fn places_and_ways_fit_after_we_met() {
        case("FOSDEM", "at FOSDEM");
        case("at FOSDEM", "at FOSDEM");
        case("At FOSDEM", "at FOSDEM");
        case("at the climbing gym", "at the climbing gym");
        case("through Ben", "through Ben");
        case("Via Ben", "via Ben");
        case("at school", "at school");
        case("on the landing, with a ladder", "on the landing");
        case("PyCon Dublin, after Jane's talk", "at PyCon Dublin");
    }

    #[test]
    fn marks_and_asides_are_removed() {
        case("PyData meetup)", "at PyData meetup");
        case("(PyData meetup)", "at PyData meetup");
        case("PyData meetup (Berlin)", "at PyData meetup");
        case("@ FOSDEM", "at FOSDEM");
        case("at the fair on", "at the fair");
        case("met at the fair", "at the fair");
        case("at Tom's party, talked about boats", "at Tom's party");
        case("at the fair – long chat", "at the fair");
    }

    #[test]
    fn online_services_have_their_own_preposition() {
        case("email", "by email");
        case("linkedin", "on LinkedIn");
        case("via LinkedIn", "via LinkedIn");
    }

    #[test]
    fn only_places_fit_a_subject() {
        assert!(setting("at FOSDEM").is_some() && setting("on the landing").is_some());
        assert!(setting("through Ben").is_none() && setting("[? in your words: Rome]").is_none());
    }

    #[test]
    fn other_text_is_shown_to_the_writer() {
        for text in [
            "Ben knows her from school",
            "Ben introduced us",
            "she gave the talk on noise",
            "beim Fundraisingtag",
            "auf der Messe",
            "in der Kirche",
            "en el congreso",
            "Ben, her brother",
            "Talked about boats",
            "at Tom's party talked about boats",
            "at her studio",
            "at the funeral",
            "climbing gym",
            "school run",
            "LinkedIn DM",
            "Twitter/X",
            "Zoom call",
            "at FOSDEM. Nice talk",
            "Rome",
            "New York",
            "Brussels, Belgium",
            "at a boring talk",
            "at",
            "at https://x.example",
        ] {
            case(text, &format!("[? in your words: {text}]"));
        }
        assert_eq!(whereabouts(" – ( "), None);
    }
}
