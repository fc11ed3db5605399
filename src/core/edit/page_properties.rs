//! The properties at the top of a page of Logseq: `type:: person` on its first lines, or on those of its first
//! block. Such a page has no front matter, and gets none.

/// Properties at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageProperties<'t> {
    /// Number of their lines, from the first of the text.
    pub(super) lines: usize,
    /// What is before a further one: the indentation of a block.
    pub(super) indent: &'t str,
}

impl<'t> PageProperties<'t> {
    /// Finds the properties that a text begins with, if there are any.
    pub(super) fn of(text: &'t str) -> Option<PageProperties<'t>> {
        let first =
            text.lines().next().filter(|line| is_property(line.strip_prefix("- ").unwrap_or(line)))?;
        let more: Vec<&str> = text.lines().skip(1).take_while(|line| is_property(line)).collect();
        let indent = match more.last() {
            Some(line) => line.get(..line.len() - line.trim_start().len()).unwrap_or_default(),
            None if first.starts_with("- ") => "  ",
            None => "",
        };
        Some(PageProperties { lines: 1 + more.len(), indent })
    }
}

/// Whether a line is `key:: value` and nothing else.
fn is_property(line: &str) -> bool {
    let Some((key, value)) = line.trim_start().split_once("::") else { return false };
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | ' ' | '/' | '.');
    key.starts_with(char::is_alphabetic)
        && key.chars().all(is_letter)
        && (value.is_empty() || value.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_begin_the_page() {
        #[track_caller]
        fn case(text: &str, expected: Option<(usize, &str)>) {
            let found = PageProperties::of(text).map(|found| (found.lines, found.indent));
            assert_eq!(found, expected, "{text}");
        }
        case("type:: person\nemail:: a@x.example\n\n- ## Log\n", Some((2, "")));
        case("type:: person", Some((1, "")));
        case("- type:: person\n  full name:: Ada\n- note\n", Some((2, "  ")));
        case("- type:: person\n- email:: a@x.example\n", Some((1, "  ")));
        case("type:: person\ntext\nemail:: a@x.example\n", Some((1, "")));
        case("# Ada\ntype:: person\n", None);
        case("\ntype:: person\n", None);
        case("std::vec is a thing\n", None);
        case("[a:: b]\n", None);
    }
}
