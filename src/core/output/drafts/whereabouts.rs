//! Where somebody was met, as it stands behind "we met on Friday": `at FOSDEM`, `through Ben`. What does not
//! surely fit there is left to the writer.

use super::doubt::UNKIND;
use super::mood::is_delicate;
use super::phrase::{IN_YOUR_WORDS, is_any, is_past, place};

/// Characters and words of what fits.
const MOST: usize = 80;
const MOST_WORDS: usize = 12;

/// Words with which it fits as it is.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "at", "in", "on", "during", "through", "via", "over", "by", "with", "near", "after", "before", "while",
    "when", "outside", "inside", "behind", "under", "beside", "between", "across", "around", "from", "thanks",
    "online", "as", "above", "aboard", "against", "along", "among", "amongst", "below", "beneath", "beyond",
    "down", "for", "next", "off", "of", "onto", "opposite", "past", "since", "to", "up",
];

/// First words of towns that have two.
const OF_TOWNS: &[&str] = &["new", "san", "los", "las", "hong", "rio", "buenos", "cape"];

/// Those of them that say where one was.
const OF_SETTINGS: &[&str] = &[
    "at", "in", "on", "during", "over", "near", "outside", "inside", "behind", "beside", "across", "aboard",
    "opposite",
];

/// Those of them behind which a clause may stand.
const OF_CLAUSES: &[&str] = &["after", "before", "while", "when", "as", "since"];

/// What makes a place of a word in lower case.
const ARTICLES: &[&str] = &["the", "a", "an", "our"];
/// Places that do without.
#[rustfmt::skip]
const WITHOUT_ARTICLE: &[&str] = &[
    "school", "university", "uni", "college", "work", "church", "home", "yoga", "choir",
    "lunch", "dinner", "breakfast", "brunch", "drinks", "sea",
];

/// Words that tell a story.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "had", "gave", "said", "told", "came", "works", "lives", "knows", "sat",
    "introduces", "ran", "spoke", "saw", "got", "went", "found", "bought", "sold", "taught", "took",
];
const OURS: &[&str] = &["my", "us", "me", "we", "i", "introduction"];
/// To their reader these are said otherwise.
const THEIRS: &[&str] = &["he", "she", "they", "him", "her", "his", "hers", "them", "their", "who"];

/// Words of other languages for `at`, `in` and the like.
#[rustfmt::skip]
const FOREIGN: &[&str] = &[
    "beim", "bei", "auf", "im", "am", "über", "durch", "während", "nach", "mit", "aus", "zum", "zur", "en",
    "à", "au", "aux", "chez", "dans", "sur", "par", "pendant", "lors", "op", "bij", "tijdens", "na", "w", "nel",
    "nella", "alla", "al", "sul", "tramite", "durante", "em", "no", "på", "hos", "vid", "i", "por", "con",
];
#[rustfmt::skip]
const FOREIGN_ARTICLES: &[&str] = &[
    "der", "die", "das", "dem", "den", "einer", "einem", "el", "la", "los", "las", "un", "una", "il", "lo", "le",
    "les", "une", "het", "een", "de",
];

/// Ways of talking: how one says that one met so.
#[rustfmt::skip]
const WAYS: &[(&[&str], &str)] = &[
    (&["email", "e-mail", "mail", "cold email", "cold e-mail"], "by email"),
    (&["phone", "phone call", "telephone", "call", "cold call"], "by phone"),
    (&["video", "video call"], "on a video call"),
    (&["zoom", "zoom call", "zoom meeting"], "on Zoom"),
    (&["teams", "teams call", "teams meeting"], "on Teams"),
    (&["linkedin"], "on LinkedIn"),
    (&["twitter"], "on Twitter"),
    (&["mastodon"], "on Mastodon"),
    (&["bluesky"], "on Bluesky"),
    (&["facebook"], "on Facebook"),
    (&["instagram"], "on Instagram"),
    (&["reddit"], "on Reddit"),
    (&["slack"], "on Slack"),
    (&["discord"], "on Discord"),
    (&["whatsapp"], "on WhatsApp"),
    (&["telegram"], "on Telegram"),
];
/// Words of such ways in what is longer.
#[rustfmt::skip]
const OF_WAYS: &[&str] = &[
    "email", "e-mail", "mail", "call", "phone", "zoom", "dm", "message", "linkedin", "intro", "referral",
    "tinder", "hinge", "bumble", "grindr",
];

/// `FOSDEM` is `at FOSDEM`; `at FOSDEM` and `through Ben` stay; `cold email` is `by email`. What is no place but
/// a sentence ("Ben introduced us"), or not surely English, is shown in a place; nothing, if it has no words.
pub(super) fn whereabouts(text: &str) -> Option<String> {
    let text = tidied(text);
    if !text.contains(char::is_alphanumeric) {
        return None;
    }
    Some(surely(text).unwrap_or_else(|| place(IN_YOUR_WORDS, text, None)))
}

/// The same where it tells where one was, so that it fits behind a noun too: `the conversation at FOSDEM`, but not
/// `through Ben` or `when I was lost`. It stands in a subject, so nothing delicate does.
pub(super) fn setting(place: &str) -> Option<String> {
    let first = place.split(' ').next()?;
    (is_any(first, OF_SETTINGS) && !is_delicate(place)).then(|| place.to_owned())
}

/// Without brackets, `@` and separators at the edges, `met` before it, and `on` before a date that was there.
fn tidied(text: &str) -> &str {
    let is_edge = |letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '-' | '–' | '—' | '@' | '#' | '.')
    };
    let opened = text.contains('(');
    let mut text =
        text.trim_start_matches(|letter: char| is_edge(letter) || letter == '(').trim_end_matches(is_edge);
    if !opened || !text.contains('(') {
        text = text.trim_end_matches(|letter: char| is_edge(letter) || letter == ')');
    }
    for story in ["first met ", "we met ", "met "] {
        if let Some((start, rest)) = text.split_at_checked(story.len())
            && start.eq_ignore_ascii_case(story)
            // The Met is a place.
            && (start == story || story != "met " || leads(rest))
        {
            text = rest.trim_start_matches(is_edge);
        }
    }
    match text.rsplit_once(' ') {
        Some((before, last)) if is_any(last, &["on", "in", "at"]) => before.trim_end_matches(is_edge),
        _ => text,
    }
}

/// Whether a text begins with a word such as `at`.
fn leads(text: &str) -> bool {
    text.split(' ').next().is_some_and(|first| is_any(first, LEADING))
}

/// Words that lead to a place even with a capital before a name: `At FOSDEM`, `Via Ben`.
const SURELY_LEADING: &[&str] =
    &["at", "in", "on", "via", "through", "during", "over", "by", "with", "from", "near", "after", "before"];
/// What somebody is to one, and nowhere that one meets.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "friend", "colleague", "client", "customer", "neighbour", "neighbor", "cousin", "classmate", "boss", "coworker",
    "co-worker", "roommate", "flatmate", "teacher", "student", "mentor", "recruiter",
];

/// What fits, if it surely does.
fn surely(text: &str) -> Option<String> {
    if text.contains("://") {
        return None;
    }
    if let Some((_, way)) = WAYS.iter().find(|(names, _)| is_any(text, names)) {
        return Some((*way).to_owned());
    }
    let (head, aside) = match text.find([',', ';', ':', '(', '–', '—']) {
        Some(at) => text.split_at_checked(at)?,
        None => (text, ""),
    };
    let head = head.trim_end();
    let said = fitting(head)?;
    if aside.is_empty() {
        return Some(said);
    }
    if let Some(more) = aside.strip_prefix(',').map(str::trim)
        && goes_on(more)
    {
        return Some(format!("{said}, {more}"));
    }
    // `at Tom's party, talked about boats`; but `Ben, her brother` is nowhere one can be at.
    let is_place =
        head.split(' ').next().is_some_and(|first| is_any(first, LEADING) || is_any(first, ARTICLES));
    let is_bracket = aside.starts_with('(') && aside.ends_with(')');
    (is_place || is_bracket).then_some(said)
}

/// Whether what stands behind a comma says more of where it was: `with a ladder`, `Brussels`.
fn goes_on(more: &str) -> bool {
    let is_named = || {
        more.split(' ')
            .all(|word| word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()))
    };
    let leads = more.split(' ').next().is_some_and(|first| is_any(first, LEADING));
    let plain = !more.contains([',', ';', ':', '(']);
    plain && if leads { fitting(more).is_some() } else { is_named() }
}

/// One phrase without asides.
fn fitting(head: &str) -> Option<String> {
    let words: Vec<&str> = head.split_whitespace().collect();
    let first = words.first().copied()?;
    let is_strange = |letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, ' ' | '\'' | '’' | '-' | '&' | '.' | '+')
    };
    let is_long = words.len() > MOST_WORDS || head.chars().count() > MOST;
    let holds = |list: &[&str]| words.iter().any(|word| is_any(word, list));
    if is_long
        || holds(UNKIND)
        || head.contains(is_strange)
        || words.iter().rev().skip(1).any(|word| ends_sentence(word))
        || holds(THEIRS)
    {
        return None;
    }
    let is_lower = |word: &str| word.starts_with(char::is_lowercase);
    let tells = || holds(VERBS) || words.iter().any(|word| is_lower(word) && is_past(word));
    let is_foreign = words.get(1).is_some_and(|second| is_lower(second) && is_any(second, FOREIGN_ARTICLES));
    let second_is_name = words.get(1).is_some_and(|second| second.starts_with(char::is_uppercase));
    if is_any(first, LEADING) {
        // `OFF Festival`, `Next Berlin`, `Above & Beyond`: a name as likely as a place.
        let is_loud = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
        let may_be_name = is_loud || !is_lower(first) && second_is_name && !is_any(first, SURELY_LEADING);
        let is_clause = is_any(first, OF_CLAUSES);
        let fits = !is_foreign && !may_be_name && (is_clause || !tells());
        return fits.then(|| uncapitalised(head));
    }
    if words.last().is_some_and(|last| words.len() < 3 && is_any(last, ROLES))
        || tells()
        || is_foreign
        || holds(OURS)
        || holds(OF_WAYS)
        || is_any(first, FOREIGN)
    {
        return None;
    }
    // `Talked about boats`, but `United Nations`.
    let is_story = is_past(first) && words.get(1).is_none_or(|second| is_lower(second));
    let stands_alone = words.get(1).is_none_or(|second| is_any(second, LEADING));
    // `Rome` is a town as likely as a fair; `FOSDEM` and `PyData` are none.
    let is_town = match words.as_slice() {
        [town] => is_titled(town) && !is_any(town, WITHOUT_ARTICLE),
        [first, town] => is_any(first, OF_TOWNS) && is_titled(town),
        _ => false,
    };
    if is_town {
        return None;
    }
    // `A Coruña`, `University of Bath`.
    let begins_a_name = !is_lower(first)
        && (second_is_name && is_any(first, &["a"]) || words.get(1).is_some_and(|second| *second == "of"));
    let is_common =
        !begins_a_name && (is_any(first, ARTICLES) || (is_any(first, WITHOUT_ARTICLE) && stands_alone));
    let is_name = !is_lower(first) && !is_story;
    match (is_common, is_name) {
        (true, _) => Some(format!("at {}", uncapitalised(head))),
        (false, true) => Some(format!("at {head}")),
        (false, false) => None,
    }
}

/// A word with one capital, and that in front.
fn is_titled(word: &str) -> bool {
    let is_letter = |letter: char| letter.is_lowercase() || !letter.is_alphanumeric();
    word.starts_with(char::is_uppercase) && word.chars().skip(1).all(is_letter)
}

/// A full stop behind more than `St.` or `U.S.`.
fn ends_sentence(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|word| word.chars().count() > 3 && !word.contains('.'))
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(whereabouts(text).as_deref(), Some(expected));
    }

    #[test]
    fn where_somebody_was_met_fits_behind_we_met() {
        case("FOSDEM", "at FOSDEM");
        case("at FOSDEM", "at FOSDEM");
        case("At FOSDEM", "at FOSDEM");
        case("the climbing gym", "at the climbing gym");
        case("The climbing gym", "at the climbing gym");
        case("through Ben", "through Ben");
        case("opposite the library", "opposite the library");
        case("up in the Alps", "up in the Alps");
        case("on the landing, with a ladder", "on the landing, with a ladder");
        case("FOSDEM, Brussels", "at FOSDEM, Brussels");
        case("PyCon Dublin, after Jane's talk", "at PyCon Dublin, after Jane's talk");
        case("when we were in Rome", "when we were in Rome");
        case("university", "at university");
        case("United Nations", "at United Nations");
        case("St. Mary's fête", "at St. Mary's fête");
        case("school in Leeds", "at school in Leeds");
        case("University of Bath", "at University of Bath");
        case("A Coruña", "at A Coruña");
        case("Via Ben", "via Ben");
        case("at my wedding", "at my wedding");
    }

    #[test]
    fn what_the_note_has_around_it_is_taken_off() {
        case("PyData meetup)", "at PyData meetup");
        case("(PyData meetup)", "at PyData meetup");
        case("PyData meetup (Berlin)", "at PyData meetup");
        case("@ FOSDEM", "at FOSDEM");
        case("at the fair on", "at the fair");
        case("met at the fair", "at the fair");
        case("Met at the fair", "at the fair");
        case("Met Gala", "at Met Gala");
        case("at Tom's party, talked about boats", "at Tom's party");
        case("at the fair – long chat", "at the fair");
    }

    #[test]
    fn ways_of_talking_are_no_places() {
        case("cold email", "by email");
        case("Zoom call", "on Zoom");
        case("LinkedIn", "on LinkedIn");
        case("via LinkedIn", "via LinkedIn");
        case("intro email from Ben", "[? in your words: intro email from Ben]");
    }

    #[test]
    fn where_one_was_fits_a_subject() {
        for (place, fits) in [
            ("at FOSDEM", true),
            ("on the landing, with a ladder", true),
            ("through Ben", false),
            ("when I was lost", false),
            ("by chance", false),
            ("at the funeral", false),
            ("[? in your words: Rome]", false),
        ] {
            assert_eq!(setting(place).is_some(), fits, "{place}");
        }
    }

    #[test]
    fn what_does_not_surely_fit_is_shown_to_the_writer() {
        for text in [
            "Ben knows her from school",
            "Ben introduced us",
            "she gave the talk on noise",
            "beim Fundraisingtag",
            "Beim Fundraisingtag",
            "auf der Messe",
            "in der Kirche",
            "en el congreso",
            "chez Marie",
            "Ben, her brother",
            "Talked about boats",
            "at Tom's party talked about boats",
            "at her studio",
            "climbing gym",
            "school run",
            "Tinder",
            "Twitter/X",
            "at FOSDEM. Nice talk",
            "Rome",
            "New York",
            "Brussels, Belgium",
            "at a boring talk",
            "at https://x.example",
        ] {
            case(text, &format!("[? in your words: {text}]"));
        }
        assert_eq!(whereabouts(" – ( "), None);
    }
}
