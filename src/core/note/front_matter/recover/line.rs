//! What a single line of broken front matter looks like, without YAML.

/// Whether a text could be a key: short, and without marks that mean something to YAML.
pub(super) fn is_key(text: &str) -> bool {
    let text = text.trim();
    (1..=40).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '[' | ']'))
}

/// The white space in front of a line.
pub(super) fn indent_of(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

pub(super) fn is_indented_by_tab(line: &str) -> bool {
    indent_of(line).contains('\t')
}

/// The bracket or quote that a value opens and never closes on its line.
pub(super) fn unclosed(line: &str) -> Option<char> {
    let value = line.split_once(": ").map_or(line.trim().trim_start_matches("- "), |(_, value)| value).trim();
    let open = value.chars().next()?;
    let closing = match open {
        '[' => ']',
        '{' => '}',
        '"' | '\'' => open,
        _ => return None,
    };
    let closes = value.chars().skip(1).any(|letter| letter == closing);
    (!closes).then_some(open)
}
