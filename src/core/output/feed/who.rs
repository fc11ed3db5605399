//! Names contacts for readers who may see a name, but no address or phone number.

use crate::core::people::contact::Contact;
use crate::core::place::NotePath;
use crate::core::text::one_line;

/// Minimum number of digits of a phone number, punctuation between them not counted.
const FEWEST_DIGITS: usize = 7;

/// Returns the initials of a name, or `?` if it has no letters.
pub(super) fn initials(contact: &Contact) -> String {
    let letters = one_line(contact.name());
    let letters = letters.split_whitespace().filter_map(|word| word.chars().find(|one| one.is_alphabetic()));
    let initials: String = letters.take(3).flat_map(char::to_uppercase).collect();
    if initials.is_empty() { "?".to_owned() } else { initials }
}

/// Returns the name, or the initials if the name contains an address or a phone number.
pub(super) fn name(contact: &Contact) -> String {
    if has_address(contact.name()) { initials(contact) } else { one_line(contact.name()) }
}

/// Whether a link to the note would show an address or a phone number.
pub(super) fn tells_address(path: &NotePath) -> bool {
    has_address(path.as_str())
}

/// Whether a text contains an e-mail address or a phone number.
fn has_address(text: &str) -> bool {
    let is_address = |word: &str| {
        word.split_once('@').is_some_and(|(before, after)| !before.is_empty() && !after.is_empty())
    };
    text.split(|letter: char| letter.is_whitespace() || letter == '/').any(is_address) || has_number(text)
}

fn has_number(text: &str) -> bool {
    let mut digits = 0;
    text.chars().any(|letter| {
        match letter {
            letter if letter.is_numeric() => digits += 1,
            ' ' | '\u{a0}' | '-' | '–' | '.' | '(' | ')' => {}
            _ => digits = 0,
        }
        digits >= FEWEST_DIGITS
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn names_with_an_address_become_initials() {
        #[track_caller]
        fn case(called: &str, expected: &str) {
            assert_eq!(name(&fixture::contact("People/x.md", called)), expected);
        }
        case("Ada Lovelace", "Ada Lovelace");
        case("Anna @ work", "Anna @ work");
        case("Agent 007", "Agent 007");
        case("ada@x.example", "A");
        case("Ada Lovelace <ada@x.example>", "ALA");
        case("+49 (0)30 123-456", "?");
        case("Ada 0151/2345678", "A");
        assert!(tells_address(&NotePath::new("People/ada@x.example.md")));
        assert!(tells_address(&NotePath::new("+49 30 123456.md")));
        assert!(!tells_address(&NotePath::new("People/Ada.md")));
    }
}
