//! Puts numbers and lists into words.

/// The numbers from one to twelve in words.
pub const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// `1 note`, `2 notes`. For words whose plural just adds an `s`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {one}s", grouped(number)) }
}

/// `1 person`, `2 people`.
pub fn count_of(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// Formats a number with thousands separators: `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Joins words with a conjunction before the last: `a`, `a or b`, `a, b or c`.
pub fn list(words: &[impl AsRef<str>], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [init @ .., end] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", init.join(", "), end.as_ref())
        }
    }
}

/// Joins names in backticks: `` `a`, `b` or `c` ``.
pub fn list_in_ticks(names: impl IntoIterator<Item = impl std::fmt::Display>, last: &str) -> String {
    let ticked: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    list(&ticked, last)
}

/// Returns the text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_as_prose() {
        assert_eq!(count(1, "note"), "1 note");
        assert_eq!(count(12_345, "note"), "12,345 notes");
        assert_eq!(count_of(1, "person", "people"), "1 person");
        assert_eq!(count_of(2_000, "person", "people"), "2,000 people");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
    }
}
