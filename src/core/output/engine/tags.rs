//! Limits the tags of a template before MiniJinja compiles it. MiniJinja parses chains such as
//! `a ~ a ~ a` or `----a` by recursion without a limit, so a long one overflows the stack, which
//! ends the program and cannot be caught. No real template needs such long tags.

/// Maximum bytes of one tag.
const MOST_TAG: usize = 1_000;
/// Maximum number of tags in a draft that name a value. Each may double a list (`v + v`) without
/// costing fuel.
const MOST_NAMES: usize = 16;
/// Maximum number of `elif`s in a template: each nests one level deeper.
const MOST_ELIF: usize = 100;

/// Returns the first thing in a template that is over a limit, with its byte position.
pub(super) fn excess(text: &str) -> Option<(usize, &'static str)> {
    let mut rest = 0;
    while let Some((start, end)) = next_tag(text, rest) {
        let tag = text.get(start..end).unwrap_or_default();
        if tag.len() > MOST_TAG {
            return Some((start, "a tag of over 1,000 bytes"));
        }
        // A raw block is refused: this scan would take the text in it for tags.
        if tag.strip_prefix("{%").is_some_and(|tag| word(tag) == "raw") {
            return Some((start, "a `raw` block"));
        }
        if tag.strip_prefix("{%").is_some_and(|tag| word(tag) == "import" && !imports_as_a_name(tag)) {
            return Some((start, "an `import` without a name after `as`"));
        }
        rest = end;
    }
    text.match_indices("elif").nth(MOST_ELIF).map(|(at, _)| (at, "more than 100 of `elif`"))
}

/// Returns the first tag over the limit on tags that name a value, with its byte position.
pub(super) fn too_many_names(text: &str) -> Option<(usize, &'static str)> {
    let names = |(at, _): &(usize, &str)| {
        let tag = text.get(at + 2..).unwrap_or_default().trim_start_matches(['-', '+']).trim_start();
        ["set", "with", "for"].iter().any(|word| {
            tag.strip_prefix(word).is_some_and(|rest| rest.starts_with(|next: char| !next.is_alphanumeric()))
        })
    };
    let (at, _) = text.match_indices("{%").filter(names).nth(MOST_NAMES)?;
    Some((at, "more than 16 of `set`, `with` and `for`"))
}

/// Whether an `import` ends with `as` and a name. MiniJinja accepts any expression there, and panics.
fn imports_as_a_name(tag: &str) -> bool {
    let tag = tag.strip_suffix("%}").unwrap_or(tag).trim_end_matches(['-', '+']);
    let mut words = tag.split_whitespace().rev().peekable();
    if words.next_if_eq(&"context").is_some() {
        words.next_if(|word| matches!(*word, "with" | "without"));
    }
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    words.next().is_some_and(|name| name.chars().all(is_letter)) && words.next() == Some("as")
}

/// Returns the first word of a tag.
fn word(tag: &str) -> &str {
    let words = tag.trim_start_matches(['-', '+']).trim_start();
    words.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

/// Returns where the next tag begins and ends, by MiniJinja's rules. An unclosed tag reaches to the end of
/// the text.
fn next_tag(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    loop {
        let (at, kind) = text
            .as_bytes()
            .windows(2)
            .enumerate()
            .skip(from)
            .find(|(_, two)| matches!(*two, b"{{" | b"{%" | b"{#"))?;
        let ending: &[u8] = match kind {
            b"{{" => b"}}",
            b"{%" => b"%}",
            _ => {
                let length = text.get(at + 2..)?.find("#}")?;
                from = at + 2 + length + 2;
                continue;
            }
        };
        return Some((at, end(text.as_bytes(), at + 2, ending)));
    }
}

/// Returns the end of a tag, ignoring what looks like an end in strings and brackets.
fn end(bytes: &[u8], from: usize, ending: &[u8]) -> usize {
    let (mut at, mut open, mut quote) = (from, 0_i64, None);
    while let Some(byte) = bytes.get(at) {
        match (quote, byte) {
            (Some(_), b'\\') => at += 1,
            (Some(mark), byte) if mark == *byte => quote = None,
            (Some(_), _) => {}
            (None, _) if open == 0 && bytes.get(at..at + 2) == Some(ending) => return at + 2,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'(' | b'[' | b'{') => open += 1,
            (None, b')' | b']' | b'}') => open -= 1,
            (None, _) => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_as_the_engine_finds_them() {
        #[track_caller]
        fn case(text: &str, expected: Option<(usize, &str)>) {
            assert_eq!(excess(text), expected, "{text:.60}");
        }
        let long = " ~ a".repeat(300);
        let tag = "a tag of over 1,000 bytes";
        case("plain {{ a }} {% if a %}{# {{ #}{% endif %}", None);
        case(&"{{ a }}".repeat(1000), None);
        case(&format!("x {{{{ a{long} }}}}"), Some((2, tag)));
        case(&format!("{{% if a{long} %}}{{% endif %}}"), Some((0, tag)));
        // An end in a string or in brackets does not count.
        case(&format!("{{{{ \"}}}}\"{long} }}}}"), Some((0, tag)));
        case(&format!("{{{{ '\\'}}}}'{long} }}}}"), Some((0, tag)));
        case(&format!("{{{{ {{1: {{2: 3}}}}{long} }}}}"), Some((0, tag)));
        case(&format!("{{# {{{{ \" #}}{{{{ \"}}}}\"{long} }}}}"), Some((10, tag)));
        case("{% set rawdata = 1 %}{{ rawdata }}{{ raw }}", None);
        case("{%- raw -%}{{ \"{% endraw %}", Some((0, "a `raw` block")));
        case("{% import 'a' as b %}{%- import 'a' as b with context -%}{% from 'a' import b as c %}", None);
        let import = "an `import` without a name after `as`";
        case("x{% import 'a' as b|c(1) %}", Some((1, import)));
        case("{% import 'a' as b | c %}", Some((0, import)));
        case("{% import 'a' %}", Some((0, import)));
        case("{%import 'a' as 'b'%}", Some((0, import)));
        case(&format!("{{# {} #}}", "x".repeat(2000)), None);
        case(&format!("{{{{ a{long}"), Some((0, tag)));
        case(
            &format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(101)),
            Some((1213, "more than 100 of `elif`")),
        );
    }
}
