//! The user's note template without its scripts: what Templater would run is not run here, and a note is no
//! place for it. Marks within a line are left for `template` to fill in.

use crate::core::text::{clip, one_line};

/// Number of characters of a script that are shown.
const SHOWN: usize = 40;

/// A note template, ready to be filled in line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteTemplate {
    /// The text without scripts.
    pub text: String,
    /// The beginnings of the scripts that were left out.
    pub scripts: Vec<String>,
}

/// A mark of Templater that is never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMark {
    /// Its line, from 1.
    pub line: usize,
}

impl NoteTemplate {
    /// Reads a template. `<%* … %>` is a script, and so is any mark of several lines or above the front matter. A
    /// text without `%>` is not one of Templater.
    pub fn read(template: &str) -> Result<NoteTemplate, OpenMark> {
        if !template.contains("%>") {
            return Ok(NoteTemplate { text: template.to_owned(), scripts: Vec::new() });
        }
        let (mut text, mut scripts) = (String::new(), Vec::new());
        let mut rest = template;
        while let Some((before, mark)) = rest.find("<%").and_then(|at| rest.split_at_checked(at)) {
            let Some((inside, after)) = mark.strip_prefix("<%").and_then(|inside| inside.split_once("%>"))
            else {
                let above = template.len() - mark.len();
                return Err(OpenMark {
                    line: template.get(..above).unwrap_or_default().matches('\n').count() + 1,
                });
            };
            let whole = mark.get(..mark.len() - after.len()).unwrap_or_default();
            text.push_str(before);
            rest = after;
            if is_script(inside) || text.trim().is_empty() && is_above_front_matter(after) {
                scripts.push(clip(&one_line(whole), SHOWN).into_owned());
                rest = behind(&mut text, inside, after);
            } else {
                text.push_str(whole);
            }
        }
        text.push_str(rest);
        // Front matter begins on the first line or not at all.
        if !scripts.is_empty() {
            let begun = text.trim_start_matches(['\n', '\r']).len();
            text.drain(..text.len() - begun);
        }
        Ok(NoteTemplate { text, scripts })
    }
}

fn is_script(inside: &str) -> bool {
    inside.trim_start_matches(['_', '-']).starts_with('*') || inside.contains('\n')
}

/// Whether only marks are between a text and front matter: `<% tp.file.move("People") %>` alone on the first line makes
/// no text.
fn is_above_front_matter(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some((_, below)) = rest.strip_prefix("<%").and_then(|mark| mark.split_once("%>")) {
        rest = below.trim_start();
    }
    let mut lines = rest.lines().map(str::trim_end);
    lines.next() == Some("---") && lines.any(|line| line == "---")
}

/// Returns what follows a script: nothing is left of lines on which it stands alone, and `-%>` takes the line
/// break behind it.
fn behind<'t>(text: &mut String, inside: &str, after: &'t str) -> &'t str {
    let (end, next) = after.split_once('\n').unwrap_or((after, ""));
    let line = text.rsplit('\n').next().unwrap_or_default();
    if line.trim().is_empty() && end.trim().is_empty() {
        text.truncate(text.len() - line.len());
        return next;
    }
    if inside.ends_with(['-', '_']) && end.trim().is_empty() { next } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_left_out_and_marks_of_one_line_are_not() {
        #[track_caller]
        fn case(template: &str, expected: &str, scripts: &[&str]) {
            let read = NoteTemplate::read(template).unwrap();
            let shown: Vec<&str> = read.scripts.iter().map(String::as_str).collect();
            assert_eq!((read.text.as_str(), &*shown), (expected, scripts));
        }
        case("---\na: <% tp.x %>\n---\n{{b}}\n", "---\na: <% tp.x %>\n---\n{{b}}\n", &[]);
        case("\n# <% tp.file.title %>\n", "\n# <% tp.file.title %>\n", &[]);
        case("<%* let a = 1;\nb() -%>\n---\nx: 1\n---\n", "---\nx: 1\n---\n", &["<%* let a = 1; b() -%>"]);
        case("<%* a %>\r\n\r\n---\r\nx: 1\r\n", "---\r\nx: 1\r\n", &["<%* a %>"]);
        case("<%* a %>---\nx: 1\n", "---\nx: 1\n", &["<%* a %>"]);
        case("---\n  <%_* a _%>  \nx: 1\n", "---\nx: 1\n", &["<%_* a _%>"]);
        case("x <%* a -%>\ny <%* b %>\nz", "x y \nz", &["<%* a -%>", "<%* b %>"]);
        case("a <% tp.x(\n1) %> b\n", "a  b\n", &["<% tp.x( 1) %>"]);
        case("<%* a %>", "", &["<%* a %>"]);
        let front = "---\ntype: person\n---\n";
        case(&format!("<% tp.a() %>\n<% b %>\n{front}"), front, &["<% tp.a() %>", "<% b %>"]);
        case("<% tp.title %>\n---\nx\n", "<% tp.title %>\n---\nx\n", &[]);
        case("---\nb: 50 <% x\n---\nif (a <% b)\n", "---\nb: 50 <% x\n---\nif (a <% b)\n", &[]);
        let long = format!("<%* {} %>\n# x\n", "é".repeat(50));
        case(&long, "# x\n", &[&*format!("<%* {}…", "é".repeat(35))]);
    }

    #[test]
    fn a_mark_that_is_never_closed_has_a_line() {
        assert_eq!(NoteTemplate::read("---\n<% a %>\n---\n<%* b\n"), Err(OpenMark { line: 4 }));
        assert_eq!(NoteTemplate::read("%> <%"), Err(OpenMark { line: 1 }));
    }
}
