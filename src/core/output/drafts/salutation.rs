//! Finds the name by which to address somebody: "Dr. Ada Lovelace" is addressed as "Ada".

use super::comma_name::in_order;
use crate::core::output::escape::inline::plain;
use crate::core::text::{begins_with_digit, clip, folded, undecorated};
use std::borrow::Cow;

/// Maximum number of characters of the name used to address somebody.
const MOST_FIRST: usize = 40;
/// Digits of a year.
const YEAR_LENGTH: usize = 4;
/// Maximum number of characters of a name that are read.
const MOST_NAME: usize = 160;

/// Titles before a name, left out when the first name is used.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "dr", "dra", "prof", "profa", "professor", "professora", "doctor", "doktor", "docteur", "dott", "drs",
    "ing", "dipl", "mag", "mgr", "lic", "arq", "avv", "sir", "dame", "capt", "captain", "kapitän", "sgt",
    "sergeant", "lt", "lieutenant", "cmdr", "maj", "col", "major", "colonel", "judge", "coach", "cllr",
    "councillor", "senator", "ambassador", "officer", "nurse", "chef",
];

/// Words that continue a title, as in `Dr. phil.`; `Phil` alone is a name.
#[rustfmt::skip]
const MORE_OF_A_TITLE: &[&str] = &[
    "med", "phil", "rer", "nat", "hc", "h", "c", "jur", "univ", "habil", "mult", "ssa", "vet", "dent",
];

/// Relationships, trades and the like before a name, which are left out: `Cousin Tom` and `Plumber Tom` are
/// Tom.
#[rustfmt::skip]
pub(super) const RELATIONS: &[&str] = &[
    "cousin", "neighbour", "neighbor", "colleague", "friend", "classmate", "flatmate", "roommate", "boss", "client",
    "old", "big", "little", "baby", "ex", "plumber", "electrician", "dentist", "landlord", "landlady", "tenant",
    "hairdresser", "accountant", "lawyer", "solicitor", "builder", "cleaner", "babysitter", "vet", "mechanic", "tutor",
    "teacher", "recruiter", "manager", "physio", "optician", "handyman", "broker", "supplier", "therapist", "husband",
    "wife", "partner", "fiancé", "fiancée", "boyfriend", "girlfriend", "nephew", "niece", "godson", "goddaughter",
    "stepdad", "stepmum", "stepmom", "stepfather", "stepmother", "stepson", "stepdaughter", "stepbrother", "stepsister",
    "brother-in-law", "sister-in-law", "father-in-law", "mother-in-law", "son-in-law", "daughter-in-law", "coworker",
    "co-worker", "cofounder", "co-founder", "housemate", "teammate", "workmate",
];

/// First words of the names of relatives, which are used as a whole: `Aunt May`.
#[rustfmt::skip]
pub(super) const ELDERS: &[&str] = &[
    "aunt", "auntie", "aunty", "uncle", "tante", "onkel", "tía", "tío", "oma", "opa", "grandma", "grandpa", "granny",
    "grandmother", "grandfather", "gran", "grandad", "granddad",
];

/// Other first words of names that are used as a whole: `Mr. Smith`.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "the", "mr", "mrs", "ms", "mx", "miss", "herr", "frau", "señor", "señora", "señorita", "sr", "sra",
    "srta", "doña", "monsieur", "madame", "mademoiselle", "mme", "mlle", "signor", "signora", "signorina",
    "senhor", "senhora", "mevrouw", "meneer", "dhr", "mevr", "fru", "pani",
    "father", "fr", "mother", "sister", "brother", "rabbi", "pastor", "rev", "reverend", "von",
    "van", "de", "family", "familie", "familia", "famille", "fam", "hr", "lord", "lady", "baroness", "countess",
    "duchess", "princess", "imam", "sheikh", "sheik", "shaikh", "shri", "smt", "swami",
    "team",
];

/// Vietnamese surnames that are first names nowhere, folded.
#[rustfmt::skip]
const VIETNAMESE: &[&str] = &[
    "nguyễn", "nguyen", "trần", "phạm", "huỳnh", "hoàng", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "trương", "đinh",
];

/// Last words of the name of a household.
const HOUSEHOLDS: &[&str] = &["family", "familie", "familia", "famille", "household"];

/// Returns how to address somebody: by the first word of the name after titles, emoji and `@`; a couple by
/// the first words of both. Returns the whole name if that word cannot be used alone ("The Smiths",
/// "Mr. Smith", "Dr. Smith", "Aunt May", "J. Smith", "Smith family").
pub(super) fn first_name(name: &str) -> String {
    let plain = plain(name);
    let plain = clip(&plain, MOST_NAME);
    let name = in_order(without_number(&without_brackets(undecorated(&plain))));
    let name = without_relation(&name).to_owned();
    // Chinese, Japanese and Korean names begin with the surname, which is not used alone.
    if name.chars().all(|letter| letter.is_whitespace() || is_east_asian(letter)) {
        return clip(&name.split_whitespace().collect::<String>(), MOST_FIRST).into_owned();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    // So do Vietnamese ones, whose last word is the name.
    if let [first, _, ..] = without_titles(&words)
        && VIETNAMESE.contains(&&*folded(first))
    {
        return clip(&without_titles(&words).join(" "), MOST_FIRST).into_owned();
    }
    let called = called(&words).unwrap_or_else(|| name.clone());
    clip(called.trim(), MOST_FIRST).into_owned()
}

/// Returns how a person, couple or household is addressed, or `None` if by the whole name.
fn called(words: &[&str]) -> Option<String> {
    if words.last().is_some_and(|last| HOUSEHOLDS.contains(&bare(last).as_str())) {
        let own = words.strip_prefix(&["The"]).or_else(|| words.strip_prefix(&["the"])).unwrap_or(words);
        return Some(own.join(" "));
    }
    let place = words.iter().position(|word| is_joiner(word));
    match place.and_then(|place| words.split_at_checked(place)) {
        Some((one, [joiner, other @ ..])) => couple(one, joiner, other),
        Some(_) | None => given(words).map(str::to_owned),
    }
}

/// Returns how a couple is addressed: `Bob & Carol Smith` as Bob & Carol. `None` for more than two people,
/// and for a Spanish `y` that may join two surnames of one person.
fn couple(one: &[&str], joiner: &str, other: &[&str]) -> Option<String> {
    let are_more = one.iter().any(|word| word.ends_with(',')) || other.iter().any(|word| is_joiner(word));
    if are_more || (joiner == "y" && one.len() > 1) {
        return None;
    }
    Some(format!("{} {joiner} {}", given(one)?, given(other)?))
}

/// Returns the first name of one person, or `None` if there is only an initial, an abbreviation, or a title
/// with a surname.
fn given<'a>(words: &[&'a str]) -> Option<&'a str> {
    let rest = without_titles(words);
    let (first, surname) = rest.split_first()?;
    let is_lone = surname.is_empty() && rest.len() < words.len();
    let is_initial = bare(first).chars().count() <= 1 && first.is_ascii();
    let is_shortened = first.ends_with('.');
    let is_whole = [ELDERS, WHOLE].iter().any(|words| words.contains(&bare(first).as_str()));
    let is_number = first.chars().all(|letter| letter.is_ascii_digit());
    let fits = !is_lone && !is_number && !is_initial && !is_shortened && !is_whole;
    fits.then_some(*first)
}

/// Removes the titles before a name.
fn without_titles<'w, 'a>(words: &'w [&'a str]) -> &'w [&'a str] {
    let mut rest = words;
    while let [title, behind @ ..] = rest
        && is_title(title, rest.len() < words.len())
    {
        rest = behind;
    }
    rest
}

/// Removes what stands in brackets behind the first word: `Dr. Smith (Acme)` is addressed as `Dr. Smith`.
fn without_brackets(name: &str) -> Cow<'_, str> {
    let mut parts = name.split('(');
    let Some(first) = parts.next().filter(|first| !first.trim().is_empty() && first.len() < name.len())
    else {
        return Cow::Borrowed(name);
    };
    let outside = parts.map(|part| part.split_once(')').map_or("", |(_, behind)| behind));
    let mut kept = first.trim_end().to_owned();
    for part in outside.map(str::trim_end).filter(|part| !part.is_empty()) {
        kept.push_str(part);
    }
    Cow::Owned(kept)
}

/// Whether these are only titles: `Doctor`, `Prof. Dr.`
pub(super) fn are_titles(words: &str) -> bool {
    words.split_whitespace().enumerate().all(|(place, word)| is_title(word, place > 0))
}

/// Whether a name begins with a title: `Dr Sen`.
pub(super) fn has_title(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| is_title(first, false))
}

/// Removes dates and numbers of a list before a name: `2024-05 Jane Doe`, `3. Jane Doe`; not that of `50 Cent`.
fn without_number(name: &str) -> &str {
    let mut rest = name;
    while let Some((number, behind)) = rest.split_once(' ')
        && begins_with_digit(number)
        && !number.contains(char::is_alphabetic)
        && (number.contains(['.', '#', '-', '/', ')']) || number.len() >= YEAR_LENGTH)
        && behind.contains(char::is_alphabetic)
    {
        rest = behind.trim_start();
    }
    rest
}

/// Removes a relationship before a name: `Cousin Tom` and `ex-boss Tom` are `Tom`.
fn without_relation(name: &str) -> &str {
    let Some((word, rest)) = name.split_once(' ') else { return name };
    let word = word.to_lowercase();
    let is_relation = RELATIONS.contains(&word.strip_prefix("ex-").unwrap_or(&word));
    if is_relation && rest.starts_with(char::is_uppercase) { rest } else { name }
}

pub(super) fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Whether a word is a title, such as `Dr.` or `Dr.-Ing.`, or, if it `follows` another title, also `med.`.
fn is_title(word: &str, follows: bool) -> bool {
    let word = bare(word);
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty());
    let strong = |part: &str| TITLES.contains(&part);
    let weak = |part: &str| MORE_OF_A_TITLE.contains(&part);
    let begins = parts.next().is_some_and(|part| strong(part) || (follows && weak(part)));
    begins && parts.all(|part| strong(part) || weak(part))
}

/// Whether a word joins two names.
pub(super) fn is_joiner(word: &str) -> bool {
    matches!(word, "&" | "+" | "and" | "und" | "et" | "y")
}

/// Returns a word without full stops, in lower case.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(name: &str, expected: &str) {
        assert_eq!(first_name(name), expected);
    }

    #[test]
    fn people_are_addressed_by_their_first_name() {
        case("Ada Lovelace", "Ada");
        case("Dr. Smith (Acme)", "Dr. Smith");
        case("Mr. Smith (Acme) (old)", "Mr. Smith");
        case("Robert (Bob) Smith", "Robert");
        case("J. (Jo) Smith", "J. Smith");
        case("Smith (née Jones), Ann", "Ann");
        case("Smith, Ann (Acme, Leeds)", "Ann");
        case("Doctor (old)", "Doctor");
        case("Ada (Acme", "Ada");
        case("(Bob) Smith", "(Bob)");
        case("Lovelace, Ada", "Ada");
        case("**Ada**", "Ada");
        case("The Smiths", "The Smiths");
        case("Mr. Smith", "Mr. Smith");
        case("Aunt May", "Aunt May");
        case("J. Smith", "J. Smith");
        case("Smith, J.", "J. Smith");
        case("van Gogh", "van Gogh");
        case("Wm. Blake", "Wm. Blake");
        case("", "");
        case(",", ",");
    }

    #[test]
    fn titles_are_left_out_unless_only_a_surname_follows() {
        case("Dr. Ada Lovelace", "Ada");
        case("Prof. Dr. Grace Hopper", "Grace");
        case("Prof. Dr. med. Hans Maier", "Hans");
        case("Dr.-Ing. Eva Blum", "Eva");
        case("Dr.", "Dr.");
        case("Dr. Smith", "Dr. Smith");
        case("Capt. Jack", "Capt. Jack");
        case("Capt. Jack Aubrey", "Jack");
        case("Dra. Ana Paz", "Ana");
        case("Dott.ssa Anna Bianchi", "Anna");
        case("Señora López", "Señora López");
        case("Phil Bell", "Phil");
        case("Nat King", "Nat");
        case("Lovelace, Dr. Ada", "Ada");
    }

    #[test]
    fn after_a_comma_comes_a_first_name_or_a_degree() {
        case("Jane Doe, MD", "Jane");
        case("Dr. Ngozi Okonkwo-Smith, PhD", "Ngozi");
        case("Jane Doe, M.D., Ph.D.", "Jane");
        case("Martin Luther King, Jr.", "Martin");
        case("Bond, James, CPA", "James");
        case("Bond, James,", "James");
        case("Rahman, Md", "Md");
        case("Lee, Jr., Sam", "Sam");
        case("Jane Doe, RN MSc", "Jane");
    }

    #[test]
    fn nobody_is_addressed_by_a_bare_title() {
        case("Lord Byron", "Lord Byron");
        case("Lady Jane Grey", "Lady Jane Grey");
        case("Major Tom", "Major Tom");
        case("Major Jane Roe", "Jane");
        case("Judge Roe", "Judge Roe");
        case("Coach Mike", "Coach Mike");
        case("Cllr Jane Roe", "Jane");
        case("Imam Hassan Ali", "Imam Hassan Ali");
        case("Shri Ram Das", "Shri Ram Das");
        case("Hr. Hansen", "Hr. Hansen");
        case("Officer Ray Diaz", "Ray");
        case("Nurse Joy", "Nurse Joy");
        case("Team Blue", "Team Blue");
    }

    #[test]
    fn relationships_before_a_name_are_left_out() {
        case("Cousin Tom", "Tom");
        case("cousin Tom", "Tom");
        case("Neighbour Tom Price", "Tom");
        case("ex-boss Tom", "Tom");
        case("Old Tom", "Tom");
        case("Cousin", "Cousin");
        case("Neighbour Dr. Smith", "Dr. Smith");
        case("Friend of Tom", "Friend");
        case("Dentist", "Dentist");
    }

    #[test]
    fn emoji_and_at_signs_before_a_name_are_left_out() {
        case("🦊 Foxy Fox", "Foxy");
        case("🦊Foxy Fox", "Foxy");
        case("@janedoe", "janedoe");
        case("🦊", "🦊");
        case("’t Hooft", "’t");
    }

    #[test]
    fn families_and_couples_are_addressed_together() {
        case("Smith family", "Smith family");
        case("Nguyễn Văn An", "Nguyễn Văn An");
        case("Nguyen Van An", "Nguyen Van An");
        case("An Nguyễn", "An");
        case("Nguye\u{302}\u{303}n Va\u{306}n An", "Nguye\u{302}\u{303}n Va\u{306}n An");
        case("NGUYỄN VĂN AN", "NGUYỄN VĂN AN");
        case("Dr. Nguyễn Văn An", "Nguyễn Văn An");
        case("Dr. Nguyễn", "Dr. Nguyễn");
        case("The Smith Family", "Smith Family");
        case("Familie Meier", "Familie Meier");
        case("Anna & Ben", "Anna & Ben");
        case("Bob & Carol Smith", "Bob & Carol");
        case("Bob Smith and Carol Jones", "Bob and Carol");
        case("Mr. & Mrs. Smith", "Mr. & Mrs. Smith");
        case("Smith, Bob & Carol", "Smith, Bob & Carol");
        case("Anna, Ben & Clara", "Anna, Ben & Clara");
        case("Ana y Luis Paz", "Ana y Luis");
        case("José Ortega y Gasset", "José Ortega y Gasset");
    }
}
