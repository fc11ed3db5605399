//! Adds inline code and images to a topic: `talked about torch.compile and docs`. Code is ignored when a line is read,
//! so that dates and hashtags in it do not count, but it is often what the topic is about.

use super::beginnings::without_done_keyword;
use super::reading::read;
use super::topic::{kept, topic_of_words};
use super::vocabulary::Vocabulary;
use crate::core::note::body::Line;
use crate::core::note::body::line::{is_separator, plain};
use crate::core::note::tasks::titles::{Images, behind_letters, with_code};
use std::iter::repeat;
use std::sync::Arc;

/// A dated line with blanked text, such as inline code.
pub(in crate::core::note::log) struct LineWithCode<'a> {
    /// The line as read, with blanks.
    pub(in crate::core::note::log) line: &'a Line<'a>,
    /// The line as written in the note.
    pub(in crate::core::note::log) written: &'a str,
    /// The text after the date, with blanks.
    pub(in crate::core::note::log) said: &'a str,
}

impl LineWithCode<'_> {
    /// Returns the topic with its code. `None` if there is no code, or if the line gives another topic than
    /// `topic`.
    pub(in crate::core::note::log) fn topic(
        &self,
        topic: &str,
        vocabulary: Vocabulary<'_>,
    ) -> Option<Arc<str>> {
        let words = plain(self.said);
        let read = read(&words.text, vocabulary);
        if kept(&read.topic()).as_deref() != Some(topic) {
            return None;
        }
        let said = self.with_code()?;
        let said = without_done_keyword(said.trim_start_matches(is_separator));
        let rest = skip_head(said, read.head_before_topic())?.trim_start_matches(is_separator);
        let words = if rest.is_empty() { said } else { rest };
        kept(&topic_of_words(&plain(words).text))
    }

    /// Returns the text after the date, with code as it is written and images as links. `None` if it has neither.
    fn with_code(&self) -> Option<String> {
        let before = self.line.text.strip_suffix(self.said)?.chars().count();
        // Trailing spaces were cut off, including blanked text.
        let shown = self.line.text.chars().chain(repeat(' '));
        let column = (self.line.spot.column as usize).saturating_sub(1);
        let (text, _) = with_code(shown, behind_letters(self.written, column), Images::Linked);
        let said: String = text.chars().skip(before).collect();
        (said.contains('`') || said.trim_end() != self.said.trim_end()).then_some(said)
    }
}

/// Skips a head in a text with code. `None` if the text does not begin with the letters of the head.
fn skip_head<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    let mut wanted = head.chars().filter(|letter| !letter.is_whitespace()).peekable();
    let (mut is_code, mut has_begun) = (false, false);
    for (at, letter) in text.char_indices() {
        let Some(next) = wanted.peek() else { return text.get(at..) };
        if letter == '`' {
            is_code = !is_code;
        } else if !is_code && letter == *next {
            has_begun = true;
            wanted.next();
        } else if !is_code && !letter.is_whitespace() && (has_begun || !is_separator(letter)) {
            return None;
        }
    }
    wanted.peek().is_none().then_some("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::log::line::subjects::Subjects;
    use crate::core::note::log::line::words::WordTable;

    #[test]
    fn inline_code_is_kept_in_a_topic() {
        #[track_caller]
        fn case(written: &str, expected: Option<&str>) {
            let body = body::read(written, 1);
            let line = body.lines.first().unwrap();
            let said = line.text.strip_prefix("2026-11-02").unwrap();
            let (table, subjects) = (WordTable::default(), Subjects::of(&["ada"]));
            let vocabulary = table.with(&subjects);
            let topic = kept(&read(&plain(said).text, vocabulary).topic()).unwrap_or_else(|| "".into());
            let found = LineWithCode { line, written, said }.topic(&topic, vocabulary);
            assert_eq!(found.as_deref(), expected, "{written}");
        }
        case(
            "- 2026-11-02 talked about `torch.compile` and docs",
            Some("talked about torch.compile and docs"),
        );
        case("- 2026-11-02 talked about `torch.compile`", Some("talked about torch.compile"));
        case("- 2026-11-02 call: `cargo fix`, and `a: b`", Some("cargo fix, and a: b"));
        case("- 2026-11-02 call: `email in`", Some("email in"));
        case("- 2026-11-02 `x` call: the plan", Some("the plan"));
        case("- 2026-11-02 call `x`", Some("call x"));
        case("- 2026-11-02 DONE call `x`", Some("call x"));
        case("### 2026-11-02 lunch — `make` and more", Some("make and more"));
        case("- 2026-11-02 talked about ~~that~~ this", None);
        case("- 2026-11-02 call %%`x`%%", None);
        case("- 2026-11-02 call: ![the plan](http://e.example/x.png)", Some("the plan"));
        case("- 2026-11-02 call: see ![](http://e.example/x.png)", Some("see x.png"));
        case("- 2026-11-02 coffee ![[photo.png]]", Some("coffee photo.png"));
        case("- 2026-11-02 call: %%![a](b.png)%% yes", None);
        case("- 2026-11-02 lunch: the [[Book]] and `x`", Some("the Book and x"));
    }
}
