//! Parts of URLs, and which URLs a page may link.

use std::fmt;

/// A value inside a URL, everything but unreserved characters percent-encoded as UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Component<'a>(pub &'a str);

impl Component<'_> {
    /// Appends it to a URL, which costs a third of formatting it: every follow-up has two.
    pub fn push_to(self, url: &mut String) {
        url.reserve(self.0.len() * 2);
        let _ = encode(self.0, url, is_unreserved);
    }
}

impl fmt::Display for Component<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(self.0, f, is_unreserved)
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

/// As [`Component`], but `/` stays, so that a path stays a path, and `~` does not: two of
/// them strike out what is between.
#[derive(Clone, Copy, Debug)]
pub struct PathPart<'a>(pub &'a str);

impl fmt::Display for PathPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(self.0, f, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
    }
}

/// A whole URL as somebody wrote it, made ASCII: blanks, controls, quotes, brackets and all
/// that is not ASCII are percent-encoded; what is encoded stays so.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'a>(pub &'a str);

impl fmt::Display for Whole<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(self.0, f, |byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
    }
}

fn encode(text: &str, to: &mut impl fmt::Write, keep: impl Fn(u8) -> bool) -> fmt::Result {
    for byte in text.bytes() {
        if keep(byte) {
            to.write_char(char::from(byte))?;
        } else {
            ['%', hex(byte >> 4), hex(byte & 15)].into_iter().try_for_each(|letter| to.write_char(letter))?;
        }
    }
    Ok(())
}

/// A digit of 0 to 15. Formatting by `{:02X}` took a hundredth of a build: every link has blanks.
fn hex(digit: u8) -> char {
    char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit })
}

/// Schemes that a link on the page may have.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "obsidian", "tel"];

/// The URL made ASCII, if its scheme is one that does nothing but open something.
pub fn linkable(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let known = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (known && !rest.is_empty()).then(|| Whole(url).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_hold_no_separator() {
        assert_eq!(
            Component("a b&c=d#e?f\r\n%ü/+").to_string(),
            "a%20b%26c%3Dd%23e%3Ff%0D%0A%25%C3%BC%2F%2B"
        );
        assert_eq!(PathPart("People/Zoë K.md").to_string(), "People/Zo%C3%AB%20K.md");
    }

    #[test]
    fn only_harmless_schemes_are_linked() {
        #[track_caller]
        fn case(url: &str, expected: Option<&str>) {
            assert_eq!(linkable(url).as_deref(), expected, "{url}");
        }
        case("https://example.org/a?b=c&d", Some("https://example.org/a?b=c&d"));
        case("HTTPS://example.org/ü\"x", Some("HTTPS://example.org/%C3%BC%22x"));
        case("tel:+4930", Some("tel:+4930"));
        case("javascript:alert(1)", None);
        case(" JaVaScRiPt:alert(1)", None);
        case("java\nscript:alert(1)", None);
        case("data:text/html,x", None);
        case("vbscript:x", None);
        case("/etc/passwd", None);
        case("//example.org", None);
        case("mailto:", None);
    }
}
