//! Finds the name to greet a contact by, which is none if the note has only words for somebody: "HR", "My boss",
//! "Plumber".

use super::comma_name::{is_post, named_person};
use super::phrase::hinted;
use super::salutation::{
    ELDERS, RELATIONS, are_titles, bare, first_name, has_title, is_east_asian, is_joiner,
};
use super::slug::is_slug;
use crate::core::output::escape::inline::plain;
use crate::core::text::{has_digit, same_name};

/// Those of [`RELATIONS`] that are told apart by the firm: `Recruiter (Acme)`.
const OF_FIRMS: &[&str] = &["recruiter", "client", "supplier", "manager", "partner"];

/// Words of the names of firms and departments, which are no part of the name of a person.
#[rustfmt::skip]
const FIRM_WORDS: &[&str] = &[
    "corp", "corporation", "inc", "ltd", "limited", "llc", "llp", "plc", "gmbh", "kg", "ag", "srl", "sarl", "bv", "co",
    "company", "group", "holding", "holdings", "labs", "studio", "studios", "partners", "consulting", "capital",
    "ventures", "systems", "solutions", "software", "technologies", "agency", "recruiting", "recruitment", "staffing",
    "talent", "services", "industries", "university", "school", "hospital", "institute", "foundation", "council", "team",
    "department", "sales", "marketing", "hr", "finance", "engineering",
];

/// Last words of the names of desks, where nobody in particular answers: `Acme Support`.
const DESKS: &[&str] =
    &["support", "helpdesk", "reception", "hotline", "office", "clinic", "surgery", "practice", "garage"];

/// First words of contacts whose name is unknown, as in `HR Acme` and `My boss`, or unsure: Kim may be the
/// surname of `Young Kim`.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "HR", "Unknown", "unknown", "Unnamed", "unnamed", "Anonymous", "anonymous", "My", "my", "Our", "our", "Young",
    "young",
];

/// Returns the name to greet a contact by: as [`first_name`], but a place to fill in if the note has no real
/// name (`HR`, `My boss`, `Dentist`, `Tom's mum`, a number, an address). `Ada, Acme` is Ada if she works at
/// Acme; `Plumber (Joe)` is Joe, and `The Smiths` are all of them.
pub(super) fn greeting(name: &str, given: Option<&str>, org: Option<&str>) -> String {
    let name = plain(name);
    let given = given.map(plain).filter(|given| goes_by(&name, given));
    // A name that the note states is no name of a file.
    let is_of_file = given.is_none() && is_slug(&name);
    let name = given.unwrap_or(name);
    let named = match bracketed(&name) {
        Some((before, inside))
            if (is_nobody(before) || (are_titles(before) && has_title(inside)))
                && is_person_of(before, inside, org) =>
        {
            inside
        }
        Some(_) | None => &name,
    };
    let own = named_person(named, org);
    match own.filter(|own| !is_of_file && !is_nobody(own)) {
        Some(own) if is_all(own) => "all".to_owned(),
        Some(own) => first_name(own),
        None => hinted("their name"),
    }
}

/// Whether somebody is called by the given name that the note states. `Aunt May` is not, and half of a couple
/// is not the couple.
fn goes_by(name: &str, given: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_elder = words.next().is_some_and(|first| ELDERS.contains(&bare(first).as_str()));
    !is_elder && !words.any(is_joiner) && !given.chars().all(is_east_asian)
}

/// Whether the words in brackets behind what somebody is may be a name: `Plumber (Joe)`, `Recruiter (Sarah Jones)`, not
/// `Recruiter (Acme)`.
fn is_person_of(before: &str, inside: &str, org: Option<&str>) -> bool {
    let is_of_firm = before.split_whitespace().any(|word| OF_FIRMS.contains(&bare(word).as_str()));
    let is_employer = || org.is_some_and(|org| same_name(org, inside));
    inside.starts_with(char::is_uppercase)
        && (!is_of_firm || inside.contains(' '))
        && !is_firm_or_role(inside)
        && !is_employer()
}

/// Whether words are those of a firm, a role or a place: `Acme Corp`, `IBM`, `Senior Manager`, `Flat 5`.
fn is_firm_or_role(words: &str) -> bool {
    let is_firm = |word: &str| FIRM_WORDS.contains(&bare(word).as_str());
    let is_short_for = words.chars().count() > 2 && words.chars().all(char::is_uppercase);
    words.split([' ', ',']).any(is_firm) || is_short_for || is_post(words) || has_digit(words)
}

/// Splits `Plumber (Joe)`, also with more in brackets behind it: `Plumber (Joe) (old)`.
fn bracketed(name: &str) -> Option<(&str, &str)> {
    let (before, inside) = name.strip_suffix(')')?.split_once('(')?;
    let inside = inside.split_once(')').map_or(inside, |(inside, _)| inside);
    Some((before.trim(), inside.trim()))
}

/// Whether a name is not the name of anybody.
fn is_nobody(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_of_another = ["'s", "’s"].iter().any(|end| first.ends_with(end)) && first != name;
    let is_address = name.chars().skip(1).any(|letter| letter == '@');
    let is_desk = words.next_back().is_some_and(|last| DESKS.contains(&bare(last).as_str()));
    NO_NAMES.contains(&first)
        || is_of_another
        || is_address
        || is_desk
        || is_role(name.strip_prefix("The ").unwrap_or(name))
        || the_one(name).is_some() && !is_all(name)
        || name.contains(':')
        || !name.contains(char::is_alphabetic)
}

/// Whether a name is only what somebody is: `Boss`, `Neighbour upstairs`; not `Cousin Tom`.
fn is_role(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next().is_some_and(|first| RELATIONS.contains(&first.to_lowercase().as_str()))
        && words.next().is_none_or(|second| !second.starts_with(char::is_uppercase))
}

/// Whether a name is that of a family without the word: `The Smiths`, not `The Princess`.
fn is_all(name: &str) -> bool {
    the_one(name).is_some_and(|last| last.ends_with('s') && !last.ends_with("ss"))
}

/// Returns the only word after `The`.
fn the_one(name: &str) -> Option<&str> {
    let mut words = name.split_whitespace();
    let begins = words.next().is_some_and(|first| first.eq_ignore_ascii_case("the"));
    words.next().filter(|_| begins && words.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_without_a_real_name_gets_a_place() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(greeting(name, None, Some("Acme")), expected);
        }
        for name in ["HR", "HR Acme", "Unknown caller", "My boss", "Tom's mum", "+44 7700 900123", "🎉", "?"]
        {
            case(name, "[? their name]");
        }
        case("Ada Lovelace", "Ada");
        case("#Ada", "Ada");
        case("Ada, Acme", "Ada");
        case("Ada, CEO, Acme", "[? their name]");
        case("Recruiter (Acme)", "[? their name]");
        case("Lovelace, Ada, Acme", "Ada");
        case("Lovelace, Ada", "Ada");
        case("Ada Byron, Acme, CEO", "Ada");
    }

    #[test]
    fn names_of_imports_greet_the_person_or_nobody() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(greeting(name, None, None), expected, "{name}");
        }
        for name in [
            "t.baker@acme.example", "Dentist", "Landlord", "The Boss", "Neighbor upstairs", "Friend of Tom",
            "Acme Support", "Client: Acme - Jane",
            // The two words before the comma may be a surname.
            "Jane Doe, Acme", "García Márquez, Gabriel", "Jane Doe, Acme, CEO",
            // One word may be either.
            "Smith, Chair", "Lead, Jane Manager", "The Princess", "The Prof", "The neighbour upstairs",
            "Young Kim", "Vet Clinic", "Recruiter (Google)", "Partner (Google)", "jane-doe",
        ] {
            case(name, "[? their name]");
        }
        case("Jane Doe, CEO", "Jane");
        case("Jane Doe, Head of Signage", "Jane");
        case("Jane Doe, MD", "Jane");
        case("Doe, Jane, MD", "Jane");
        case("Doe, Jane, CEO", "Jane");
        case("Doe, Jane, MD, Director", "Jane");
        case("Kay, Ben, Founder", "Ben");
        case("de la Cruz, Ana, Head of Signage", "Ana");
        case("Jane Doe, CEO, Acme", "Jane");
        case("Dr. Jane Doe, Managing Director", "Jane");
        case("Kay, Ben", "Ben");
        case("de la Cruz, Ana", "Ana");
        case("van Gogh, Vincent", "Vincent");
        case("King Jr., Martin", "Martin");
        case("Anna Kay, Ben & Clara", "Anna Kay, Ben & Clara");
        case("Plumber (Joe)", "Joe");
        case("Plumber Joe", "Joe");
        case("Jane (Acme)", "Jane");
        case("Mum (Jane)", "Mum");
        case("Ex Jane", "Jane");
        case("Big Al", "Al");
        case("Baby Kay", "Kay");
        case("The Kays", "all");
        case("The Kay Family", "Kay Family");
        case("@janedoe", "janedoe");
        case("李 雷", "李雷");
        case("李雷", "李雷");
        case("김 철수", "김철수");
    }

    #[test]
    fn in_brackets_there_may_be_a_name_a_firm_or_a_role() {
        #[track_caller]
        fn case(name: &str, org: Option<&str>, expected: &str) {
            assert_eq!(greeting(name, None, org), expected, "{name}");
        }
        for name in [
            "Recruiter (Acme Corp)",
            "Recruiter (Acme GmbH & Co. KG)",
            "Recruiter (Blue Talent Partners)",
            "Recruiter (Senior Manager)",
            "Boss (Acme Inc.)",
            "Boss (IBM)",
            "Boss (CEO)",
            "Colleague (Sales Team)",
            "Neighbour (Flat 5)",
            "Therapist (St. Mary Hospital)",
        ] {
            case(name, None, "[? their name]");
        }
        case("Recruiter (Blue Heron)", Some("Blue Heron"), "[? their name]");
        case("Boss (Heron)", Some("Heron"), "[? their name]");
        case("Recruiter (Sarah Jones)", Some("Heron"), "Sarah");
        case("Boss (Anna)", Some("Heron"), "Anna");
        case("Boss (AJ)", None, "AJ");
        case("Landlord (Mr. Banks)", None, "Mr. Banks");
        case("Plumber (Dr. Joe Bell)", None, "Joe");
        case("Robert (Bob) Smith", None, "Robert");
        case("Builder (Joe) (old)", None, "Joe");
        case("Plumber (Joe (old))", None, "Joe");
        case("Neighbour (old) (Joe)", None, "[? their name]");
        case("Doctor (Dr Sen)", None, "Dr Sen");
        case("Doctor (Leeds)", None, "Doctor");
        case("Coach (Tennis)", None, "Coach");
        case("Phil (Joe)", None, "Phil");
        case("Doctor (Acme Clinic)", Some("Acme Clinic"), "Doctor");
        case("Dr. Smith (Acme)", None, "Dr. Smith");
        case("Ann Smith (née Jones)", None, "Ann");
        case("Jane Doe (Acme Corp)", None, "Jane");
        case("Jane Doe (CEO)", None, "Jane");
        case("Jane Doe (she/her)", None, "Jane");
    }

    #[test]
    fn words_about_somebody_are_no_name() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(greeting(name, None, None), expected, "{name}");
        }
        case("2024-05 Jane Doe", "Jane");
        case("2024 Jane Doe", "Jane");
        case("3. Jane Doe", "Jane");
        for name in ["50 Cent", "2 Chainz", "10 Downing Street", "4 Non Blondes"] {
            case(name, name);
        }
        case("Boss (Anna)", "Anna");
        case("Recruiter (Sarah Jones)", "Sarah");
        case("Ann, Tom's wife", "Ann");
        case("Ann Bell, Tom’s wife", "Ann");
        case("Sam, Anna's friend", "Sam");
        case("Ann, wife of Tom", "Ann");
        case("Tom, my ex", "Tom");
        case("Sam, neighbour", "Sam");
        case("Sam, neighbour, Leeds", "Sam");
        case("lovelace, ada", "ada");
        for (name, expected) in [
            ("Lovelace, ada", "ada"),
            ("García, maría josé", "maría"),
            ("Kim, jong-un", "jong-un"),
            ("Beethoven, ludwig van", "ludwig"),
            ("Lang, k.d.", "k.d. Lang"),
            ("Cummings, e. e.", "e. e. Cummings"),
            ("Doe, john and Mary", "Doe, john and Mary"),
        ] {
            case(name, expected);
        }
        for (name, expected) in [
            ("Ex-husband Tom", "Tom"),
            ("Ex-wife Lisa", "Lisa"),
            ("Stepdad Ron", "Ron"),
            ("Nephew Max", "Max"),
            ("Brother-in-law Tim", "Tim"),
            ("Godson Leo", "Leo"),
            ("Coworker Ed", "Ed"),
            ("Co-founder Ed", "Ed"),
            ("Therapist Ann", "Ann"),
            ("Aunty Priya", "Aunty Priya"),
        ] {
            case(name, expected);
        }
    }

    #[test]
    fn the_given_name_of_the_note_is_greeted() {
        #[track_caller]
        fn case(name: &str, given: &str, expected: &str) {
            assert_eq!(greeting(name, Some(given), None), expected, "{name}");
        }
        case("Wang Wei", "Wei", "Wei");
        case("Müller Hans", "Hans", "Hans");
        case("van Gogh Vincent", "Vincent", "Vincent");
        case("Aunt May", "May", "Aunt May");
        case("Bob & Carol", "Carol", "Bob & Carol");
        case("王小龙", "小龙", "王小龙");
    }
}
