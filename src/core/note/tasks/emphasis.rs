//! A date of a task in bold or italics: `**by 2026-12-01**`, `**Due:** 2026-12-01`, `*(due 2026-12-01)*` (design 3.5).

/// Most marks that a run of bold and italics has.
const MOST_MARKS: usize = 3;

/// What stands before an emphasised run that ends a text, and what stands in it. A run that begins within a word
/// is none.
pub(super) fn last_run(text: &str) -> Option<(&str, &str)> {
    let mark = text.chars().next_back().filter(|letter| is_mark(*letter))?;
    let inner = text.trim_end_matches(mark);
    let marks = text.get(inner.len()..).filter(|marks| marks.len() <= MOST_MARKS)?;
    let (before, inside) = inner.rsplit_once(marks)?;
    let begins = before.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric() && letter != mark);
    let is_run = begins && inside.starts_with(|letter: char| !letter.is_whitespace() && letter != mark);
    is_run.then_some((before, inside))
}

/// Whether a letter is a mark of bold or italics.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_at_the_end_is_found() {
        assert_eq!(last_run("send it **by Friday**"), Some(("send it ", "by Friday")));
        assert_eq!(last_run("**send** it __Due:__"), Some(("**send** it ", "Due:")));
        assert_eq!(last_run("_x_"), Some(("", "x")));
        for text in ["", "**", "send it", "send it**", "a_b_", "** x**", "5 * 3*", "****x****"] {
            assert_eq!(last_run(text), None, "{text}");
        }
    }
}
