//! Writes texts as YAML scalars that every YAML reader takes for the same text.

use crate::core::text::one_line;
use std::fmt::Write;

/// Keywords that some YAML readers take for a truth value, null or a number.
const NOT_TEXT: [&str; 13] =
    ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "nan", "inf", "never"];

/// Returns a text as a scalar on one line: plain if that is safe in every YAML, else in double quotes. `{{`
/// and `<%` are escaped, since they would make the note a template.
pub fn scalar(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) { text } else { quoted(&text) }
}

/// Returns a text in double quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", within_double(text))
}

/// Escapes a text for use inside double quotes.
pub fn within_double(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in one_line(text).chars() {
        match letter {
            '"' | '\\' => escaped.extend(['\\', letter]),
            '{' if before == '{' => escaped.push_str("\\x7b"),
            '%' if before == '<' => escaped.push_str("\\x25"),
            letter if is_unprintable(letter) => {
                let _ = write!(escaped, "\\U{:08x}", u32::from(letter));
            }
            letter => escaped.push(letter),
        }
        before = letter;
    }
    escaped
}

/// Escapes a text for use inside single quotes. Only the quote itself can be escaped there, so the marks of
/// templates are split by a space.
pub fn within_single(text: &str) -> String {
    one_line(text).replace('\'', "''").replace("{{", "{ {").replace("<%", "< %")
}

/// Returns a list such as `[a, "b: c"]`.
pub fn flow_list(texts: &[String]) -> String {
    let items: Vec<String> =
        texts.iter().map(|text| if text.contains(',') { quoted(text) } else { scalar(text) }).collect();
    format!("[{}]", items.join(", "))
}

/// Whether YAML does not allow the character unescaped, or other programs treat it specially.
fn is_unprintable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let inner = |letter: char| {
        (letter.is_alphanumeric()
            || matches!(letter, ' ' | '.' | '-' | '_' | '\'' | '+' | '@' | '/' | '(' | ')' | '’'))
            && !is_unprintable(letter)
    };
    first.is_alphabetic()
        && text.chars().all(inner)
        && !NOT_TEXT.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::front_matter::yaml::{Value, parse};

    #[test]
    fn every_text_reads_back_as_itself() {
        for text in [
            "Ada Lovelace", "NO", "0123", "+44 20 7946 0000", "a: b", "a #b", "- x", "---", "...",
            "\"quoted\" \\ back", "'single'", "{{title}}", "<% tp %>", "{a}", "[x]", "@handle", "`code`",
            "!tag", "&anchor", "*alias", "? key", "| pipe", "> fold", "%directive", "1985-04-27", "-", "~",
            "Zoë O’Neill 😀", "tab and nbsp", "{{{{", "x {{",
        ] {
            let yaml = format!("a: {}", scalar(text));
            let Value::Map(pairs) = parse(&yaml, 1).unwrap().value else { panic!("{yaml}") };
            assert_eq!(pairs[0].node.value, Value::Text(text.into()), "{yaml}");
            assert!(!yaml.contains("{{") && !yaml.contains("<%"), "{yaml}");
        }
    }

    #[test]
    fn plain_text_stays_plain() {
        assert_eq!(scalar("Ada O'Neill (work)"), "Ada O'Neill (work)");
        assert_eq!(scalar("yes"), "\"yes\"");
        assert_eq!(scalar("a\nb: c"), "\"a b: c\"");
        assert_eq!(flow_list(&["a".into(), "b, c".into()]), "[a, \"b, c\"]");
        assert_eq!(within_single("it's {{x}}"), "it''s { {x}}");
    }
}
