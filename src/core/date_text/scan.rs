//! A cursor that takes the parts of a date from the front of a text one by one.

use crate::core::day;

/// A cursor over the text of one date.
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Bytes taken so far.
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Scan<'a> {
        Scan::behind(text, 0)
    }

    /// A cursor behind the first bytes of a text.
    pub(super) fn behind(text: &'a str, at: usize) -> Scan<'a> {
        Scan { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().trim().is_empty()
    }

    /// Skips spaces and full stops. `None` if there are none.
    pub(super) fn skip_gap(&mut self) -> Option<()> {
        let length = self.rest().len() - self.rest().trim_start_matches([' ', '\u{a0}', '.']).len();
        self.at += length;
        (length > 0).then_some(())
    }

    /// Takes one of these marks.
    pub(super) fn any(&mut self, marks: &[char]) -> Option<char> {
        let found = self.rest().chars().next().filter(|letter| marks.contains(letter))?;
        self.at += found.len_utf8();
        Some(found)
    }

    /// Takes a number of `least` to `most` digits. Returns it with the number of its digits.
    pub(super) fn number(&mut self, least: usize, most: usize) -> Option<(u32, usize)> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) {
            return None;
        }
        let number = self.rest().get(..digits)?.parse().ok()?;
        self.at += digits;
        Some((number, digits))
    }

    /// Takes ` 2` or ` 2nd`.
    pub(super) fn day_after_month(&mut self) -> Option<u32> {
        self.skip_gap();
        let (day, _) = self.number(1, 2)?;
        self.skip_ordinal();
        Some(day)
    }

    /// Takes ` November` or `nd of November`.
    pub(super) fn month_after_day(&mut self) -> Option<u32> {
        self.skip_ordinal();
        self.skip_gap();
        self.skip_of();
        self.month_name()
    }

    /// Takes ` 2026` or `, 2026`.
    pub(super) fn year_after(&mut self) -> Option<u32> {
        self.any(&[',']);
        self.skip_gap();
        self.number(4, 4).map(|(year, _)| year)
    }

    /// Skips the word of `2nd of November`.
    pub(super) fn skip_of(&mut self) {
        if self.rest().starts_with("of ") {
            self.at += 3;
        }
    }

    /// Skips `st`, `nd`, `rd` or `th`.
    pub(super) fn skip_ordinal(&mut self) {
        let ending = self.rest().get(..2).unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "st" | "nd" | "rd" | "th") {
            self.at += 2;
        }
    }

    /// Takes an English month name or its abbreviation.
    pub(super) fn month_name(&mut self) -> Option<u32> {
        let word = first_word(self.rest());
        let month = day::month_named(word)?;
        self.at += word.len();
        Some(month)
    }
}

/// Returns the first three bytes in lower case. They are enough to tell months and weekdays apart, and to
/// rule out nearly every other start of a line or link.
#[inline]
pub(super) fn first_three(text: &str) -> Option<[u8; 3]> {
    text.as_bytes().first_chunk().map(|first: &[u8; 3]| first.map(|byte| byte.to_ascii_lowercase()))
}

/// Whether the name of a month may begin a text, by its first three letters.
pub(super) fn may_begin_month(text: &str) -> bool {
    first_three(text).is_some_and(|three| {
        matches!(
            &three,
            b"jan"
                | b"feb"
                | b"mar"
                | b"apr"
                | b"may"
                | b"jun"
                | b"jul"
                | b"aug"
                | b"sep"
                | b"oct"
                | b"nov"
                | b"dec"
        )
    })
}

/// Returns the ASCII letters at the start of a text.
#[inline]
pub(super) fn first_word(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.get(..letters).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::weekdays::{WEEKDAYS, weekday_prefix};
    use super::*;

    /// The code decides by three letters first; this is the rule as stated.
    #[test]
    fn months_and_weekdays_are_known_by_whole_words() {
        let months: Vec<String> = (1..=12).map(|month| day::month_name(month).to_lowercase()).collect();
        let days = WEEKDAYS;
        let short = ["mo", "di", "mi", "do", "fr", "sa", "so"];
        let names =
            months.iter().map(String::as_str).chain(days).chain(["sept", "apricot", "sunny", "mondo"]);
        for name in names {
            for length in 0..=name.len() {
                for after in ["", "x", "é", "1", ".", ", "] {
                    let text = format!("{}{after}", &name[..length]);
                    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
                    let is_month = |name: &String| {
                        *name == word || name[..3] == word || (word == "sept" && name == "september")
                    };
                    let month = (1..).zip(&months).find(|(_, name)| is_month(name)).map(|(month, _)| month);
                    for text in [text.to_uppercase(), text] {
                        assert_eq!(Scan::new(&text).month_name(), month, "{text}");
                        assert!(month.is_none() || may_begin_month(&text), "{text}");
                        let is_short = short.contains(&&*word) && matches!(after, "." | ", ");
                        let is_day =
                            is_short || (word.len() >= 3 && days.iter().any(|day| day.starts_with(&word)));
                        assert_eq!(weekday_prefix(&text) > 0, is_day, "{text}");
                    }
                }
            }
        }
    }
}
