//! E-mail addresses to which a message can be sent. Notes, imports, the configuration and outputs all use
//! this check.

use std::fmt;

/// An ASCII e-mail address that needs no quoting in a mail header, a URL or a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a>(&'a str);

/// Characters allowed before the `@` besides letters and digits: `atext` of RFC 5322, and the dot.
const LOCAL: &[u8] = b"!#$%&'*+-/=?^_`{|}~.";

/// Maximum length of an address (RFC 5321, 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

impl<'a> Address<'a> {
    /// Reads an address as a note writes it. `mailto:` or angle brackets around it are removed.
    pub fn read(text: &'a str) -> Option<Address<'a>> {
        let text = text.trim();
        let text = text.strip_prefix("mailto:").unwrap_or(text);
        let text = text.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(text);
        let (local, domain) = text.split_once('@').filter(|_| text.len() <= LONGEST)?;
        let dots = |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
        let local_fits = (1..=64).contains(&local.len())
            && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || LOCAL.contains(&byte))
            && !dots(local);
        let domain_fits =
            (3..=253).contains(&domain.len()) && domain.contains('.') && domain.split('.').all(is_label);
        (local_fits && domain_fits).then_some(Address(text))
    }

    /// Whether a text is an address and nothing else.
    pub fn is(text: &str) -> bool {
        Address::read(text).is_some_and(|address| address.0 == text)
    }

    /// The address as text.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Splits the address at its `@`.
    pub fn parts(self) -> (&'a str, &'a str) {
        self.0.split_once('@').unwrap_or((self.0, ""))
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl fmt::Display for Address<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_or_none() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(Address::read(text).map(Address::as_str), expected, "{text}");
        }
        case("ada@example.org", Some("ada@example.org"));
        case(" <ada+x@mail.example.org> ", Some("ada+x@mail.example.org"));
        case("mailto:ada@example.org", Some("ada@example.org"));
        case("ada@example.org\nBcc: eve@example.org", None);
        case("ada@example.org, ben@example.org", None);
        case("ada@@example.org", None);
        case("ada@example", None);
        case("ada@localhost", None);
        case("a@[1].example", None);
        case("ada@b..example", None);
        case("zoë@example.org", None);
        case("ada@exämple.org", None);
        case("a b@example.org", None);
        case("\"a\"@example.org", None);
        case("ada@-example.org", None);
        case(".ada@example.org", None);
        case("", None);
        case("@", None);
        assert!(Address::is("ada@example.org") && !Address::is("<ada@example.org>"));
    }
}
