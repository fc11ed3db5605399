//! Describes what is wrong with a line of front matter and how to write it instead.

use super::{BrokenLine, indent_of, is_indented_by_tab, is_key, unclosed};
use crate::core::note::front_matter::yaml::YamlFault;
use crate::core::note::report;
use crate::core::place::Spot;
use crate::core::problem::Code;

/// Describes the fault of line `number`. `read` is the text that was parsed, empty if the line was dropped
/// before; `above` is the line before it.
pub(super) fn diagnose(
    (written, number): (&str, usize),
    read: &str,
    above: &str,
    fault: &YamlFault,
) -> BrokenLine {
    let line = if read.is_empty() { written } else { read };
    let code = match fault {
        // Pieces are parsed alone, so the anchor may be in another one.
        YamlFault::Broken(_, words) if words.contains("unknown anchor") => Code::YamlAlias,
        YamlFault::Broken(..) => Code::BrokenYaml,
        YamlFault::Deep(_) => Code::DeepFrontMatter,
        YamlFault::Alias(_) => Code::YamlAlias,
    };
    let is_below_value_line = is_below_value(above, line);
    let (message, help) = if is_below_value_line {
        let help = format!("begin it where the line above begins: `{}`", line.trim());
        ("a key below one that has a value already".to_owned(), help)
    } else {
        words(line, code, fault)
    };
    let column = if is_indented_by_tab(read) {
        1
    } else if is_below_value_line {
        indent_of(written).chars().count() + 1
    } else {
        value_column(written)
    };
    let (spot, words) = (Spot::new(number, column), report::words(message, help, ""));
    BrokenLine { code, spot, line: written.to_owned(), words }
}

/// Whether a key is indented below a key that has a value already: `role: x` with `  org: y` below it.
fn is_below_value(above: &str, line: &str) -> bool {
    let holds_value = |line: &str| {
        let pair = line.split_once(": ").filter(|(key, _)| is_key(key));
        pair.is_some_and(|(_, value)| !value.trim().is_empty())
    };
    // A colon after several words may be part of a text that continues the line above.
    let is_word = |line: &str| line.trim().split_once(':').is_some_and(|(key, _)| !key.contains(' '));
    let (outer, inner) = (indent_of(above), indent_of(line));
    let is_deeper = inner.len() > outer.len() && inner.starts_with(outer) && !inner.contains('\t');
    is_deeper && is_word(line) && holds_value(above) && holds_value(line)
}

/// Returns the column of a line's value, or of its first letter if it is not a key with a value.
fn value_column(line: &str) -> usize {
    let blanks = |text: &str| text.chars().take_while(|letter| letter.is_whitespace()).count();
    match line.split_once(": ") {
        Some((key, value)) if is_key(key) && !value.trim().is_empty() => {
            key.chars().count() + 2 + blanks(value) + 1
        }
        _ => blanks(line) + 1,
    }
}

/// Returns what is wrong with a line and how to write it.
fn words(line: &str, code: Code, fault: &YamlFault) -> (String, String) {
    let said = |message: &str, help: &str| (message.to_owned(), help.to_owned());
    if code == Code::YamlAlias {
        return said("an alias of a list or a map", "write the value itself instead of `*name`");
    }
    if is_indented_by_tab(line) {
        return said("a tab indents this line", "indent with spaces: YAML allows no tabs there");
    }
    if let Some(open) = unclosed(line) {
        return (format!("`{open}` is opened and never closed"), format!("close it, or remove the `{open}`"));
    }
    match fault {
        YamlFault::Broken(_, words) => words_of_value(line, words),
        YamlFault::Deep(_) | YamlFault::Alias(_) => {
            said("nested deeper than 32 levels", "use fewer brackets, or shorter indents")
        }
    }
}

/// As [`words`], for a value that YAML does not accept; `parser_says` is the parser's message.
fn words_of_value(line: &str, parser_says: &str) -> (String, String) {
    if line.starts_with('{') {
        let help =
            "check its quotes, commas and brackets, or write each key on a line of its own: `key: value`";
        return (format!("not valid YAML: {parser_says}"), help.to_owned());
    }
    let (key, value) = line.split_once(": ").unwrap_or(("", line.trim()));
    let (key, value) = (key.trim(), value.trim());
    if value.starts_with("[[") {
        let help = format!("quote each link in a list: `{key}: [\"[[A]]\", \"[[B]]\"]`");
        return ("links side by side are not a YAML value".to_owned(), help);
    }
    if line.starts_with("- ") && parser_says.contains("did not find expected key") {
        let help = "put a key without a value on the line before it, such as `tags:`, or remove it";
        return ("a list item without a key".to_owned(), help.to_owned());
    }
    let message = match value.chars().next() {
        Some(mark @ ('@' | '`' | '%' | '&' | '*' | '!' | '|' | '>')) => {
            format!("a value cannot begin with `{mark}`")
        }
        _ if value.contains(": ") || value.ends_with(':') => "a second colon in one value".to_owned(),
        _ => format!("not valid YAML: {parser_says}"),
    };
    let start = if key.is_empty() { String::new() } else { format!("{key}: ") };
    // In single quotes nothing else has a meaning.
    let quoted = match value.contains(['"', '\\']) {
        true => format!("'{}'", value.replace('\'', "''")),
        false => format!("\"{value}\""),
    };
    (message, format!("put quotes round the value: `{start}{quoted}`"))
}
