//! How one speaks of a date: gladly, sadly, or so that it fits either; and what is spoken of by its writer alone,
//! whether a label, a topic or a promise names it.

use super::phrase::{DETERMINERS, PREPOSITIONS};

#[rustfmt::skip]
const SAD: &[&str] = &[
    "death", "died", "dies", "dead", "deceased", "dying", "suicide", "loss", "lost", "funeral", "memorial",
    "burial", "buried", "cremation", "divorce", "divorced", "separation", "grave", "remembrance",
    "miscarriage", "stillbirth", "stillborn", "surgery", "operation", "chemo", "chemotherapy", "hospice",
    "hospital", "diagnosis", "diagnosed", "cancer", "stroke", "layoff", "layoffs", "redundancy", "fired",
    "accident", "crash", "mourning", "wake", "shiva", "yahrzeit", "biopsy", "eviction", "bankruptcy",
    "trial",
];

#[rustfmt::skip]
const SAD_PHRASES: &[&str] = &[
    "laid off", "passed away", "passing of", "passing away", "heart attack", "put to sleep", "put down", "break up",
    "lay off",
];

/// What is not sad by itself, and still nothing that a program names to somebody.
#[rustfmt::skip]
const DELICATE: &[&str] = &[
    "abortion", "affair", "addiction", "arrest", "assault", "breakup", "bribe", "burnout", "clinic", "complaint",
    "custody", "debt", "depression", "disciplinary", "dismissal", "drinking", "firing", "gossip",
    "harassment", "illness", "lawsuit", "oncology", "overdose", "pregnancy", "prison", "rehab", "rejection",
    "rumor", "rumour", "rumours", "secret", "surprise", "termination", "therapist", "therapy", "trouble", "tumor",
    "tumour", "ex",
];

/// What is over, and well so: no comfort is due, and congratulations are for the writer to give.
const RECOVERED: &[&str] = &["cancer free", "all clear", "in remission"];

#[rustfmt::skip]
const GLAD: &[&str] = &[
    "anniversary", "wedding", "married", "engagement", "engaged", "graduation", "graduated", "promotion",
    "promoted", "birth", "born", "baby", "birthday", "nameday", "founded", "jubilee",
];

/// What may stand beside them, and leaves them glad.
#[rustfmt::skip]
const BESIDE_GLAD: &[&str] = &[
    "name", "day", "date", "year", "phd", "party", "work", "job", "company", "business", "firm", "studio", "shop", "team", "club",
    "school", "college", "university", "our", "your", "the", "got", "first", "second", "third", "tenth", "silver",
    "golden", "diamond", "ruby", "civil", "son", "daughter", "twins", "girl", "boy", "to", "as", "at", "in",
];

/// What makes another day of a glad one, wherever it stands.
const NO_LONGER_GLAD: &[&str] = &["late", "ex", "former", "without", "abusive", "not", "no", "never"];

#[rustfmt::skip]
const PASSED: &[&str] = &[
    "passed", "passing",
];

#[rustfmt::skip]
const EXAMS: &[&str] = &[
    "exam", "exams", "test", "bar", "driving", "finals", "viva", "course", "probation", "certification",
];

/// How one speaks of a date: `glad`, `sad`, or `open` where the label does not surely tell. Sad words win, and whole
/// words count: a stillbirth is no birth, an exam passed is no death.
pub(super) fn mood(label: Option<&str>) -> &'static str {
    let label = label.unwrap_or_default();
    if is_over_well(label) {
        "open"
    } else if is_sad(label) {
        "sad"
    } else if is_surely_glad(label) {
        "glad"
    } else {
        "open"
    }
}

/// Whether a text speaks of what only its writer should put into words.
pub(super) fn is_delicate(text: &str) -> bool {
    is_sad(text) || words(text).any(|word| DELICATE.contains(&word.to_lowercase().as_str()))
}

fn is_over_well(text: &str) -> bool {
    RECOVERED.iter().any(|phrase| says(text, phrase))
}

fn is_sad(text: &str) -> bool {
    let has = |list: &[&str]| words(text).any(|word| list.contains(&word.to_lowercase().as_str()));
    let gone = || has(PASSED) && !has(EXAMS);
    has(SAD) || gone() || SAD_PHRASES.iter().any(|phrase| says(text, phrase))
}

/// Whether nothing but known words names the day. `Mum's anniversary`, `birthday of Tom` and `anniversary of the
/// flood` are somebody else's, or no joy; only a birth may be of anybody, and names stand behind `with`, `to` or `at`.
fn is_surely_glad(label: &str) -> bool {
    let lower: Vec<String> = words(label).map(str::to_lowercase).collect();
    let has = |list: &[&str]| lower.iter().any(|word| list.contains(&word.as_str()));
    let names = has(GLAD) || says(label, "name day");
    if !names || has(NO_LONGER_GLAD) || is_delicate(label) {
        return false;
    }
    let is_known = |word: &str| {
        let word = word.to_lowercase();
        GLAD.contains(&word.as_str()) || BESIDE_GLAD.contains(&word.as_str()) || is_number(&word)
    };
    let all: Vec<&str> = words(label).collect();
    let place = lower.iter().position(|word| PREPOSITIONS.contains(&word.as_str())).unwrap_or(all.len());
    let (name, behind) = all.split_at_checked(place).unwrap_or((&all, &[]));
    if !name.iter().all(|word| is_known(word)) {
        return false;
    }
    let Some((preposition, behind)) = behind.split_first() else { return true };
    let is_birth = name.iter().any(|word| matches!(word.to_lowercase().as_str(), "birth" | "born"));
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    match preposition.to_lowercase().as_str() {
        "of" if is_birth => true,
        "of" | "for" => behind.iter().all(|word| is_known(word) || DETERMINERS.contains(word)),
        "to" | "as" | "at" | "in" | "from" | "on" => true,
        _ => behind.iter().all(|word| is_known(word) || is_name(word)),
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the words stand in the text behind each other.
fn says(text: &str, phrase: &str) -> bool {
    let joined = words(text).map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    format!(" {joined} ").contains(&format!(" {phrase} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spoken_of_as_befits_them() {
        #[track_caller]
        fn case(label: &str, expected: &str) {
            assert_eq!(mood(Some(label)), expected, "{label}");
        }
        case("Work anniversary", "glad");
        case("anniversary of her mother's death", "sad");
        case("Graduation", "glad");
        case("moved to Lisbon", "open");
        case("stillbirth", "sad");
        case("accident anniversary", "sad");
        case("passed the bar exam", "open");
        case("her father passed", "sad");
        case("lost her job", "sad");
        case("laid off", "sad");
        case("Rebirth of the ferry", "open");
        case("Glossary launch", "open");
        case("miscarriage", "sad");
        case("cancer-free", "open");
        case("Wedding Anniversary", "glad");
        case("10th wedding anniversary", "glad");
        case("wedding anniversary with Tom", "glad");
        case("anniversary of our wedding", "glad");
        case("promotion to curator", "glad");
        case("birth of Mia", "glad");
        case("company founded", "glad");
        case("name day", "glad");
    }

    #[test]
    fn one_glad_word_makes_no_glad_day() {
        for label in [
            "anniversary of mum",
            "anniversary of the flood",
            "mum's anniversary",
            "birthday of Tom",
            "heavenly birthday",
            "wedding anniversary with late husband",
            "wedding anniversary with his ex",
            "first anniversary without Tom",
            "ex-husband wedding anniversary",
            "broken engagement",
            "called-off wedding",
            "promotion (denied)",
            "failed graduation",
            "baby due",
            "arrest anniversary",
            "burnout anniversary",
        ] {
            assert_eq!(mood(Some(label)), "open", "{label}");
        }
    }

    #[test]
    fn what_is_delicate_is_left_to_the_writer() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(is_delicate(text), expected, "{text}");
        }
        case("the divorce", true);
        case("the diagnosis", true);
        case("your oncology appointment", true);
        case("the surprise party", true);
        case("the glossary", false);
        case("the break-up", true);
        assert_eq!(mood(None), "open");
    }
}
