//! Problems: a report of everything in the notes, the configuration or a template that could not be used,
//! with its place, a remedy and what was done instead. Nothing here prints.

pub mod code;
pub mod counts;
pub mod show;

use super::place::{NotePath, Spot};
use super::text::clip;
pub use code::{Code, Severity};
use counts::Counts;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Maximum number of problems listed for one note; the rest are only counted (design 8).
pub const MOST_PER_NOTE: usize = 20;
/// Maximum number of characters that a message quotes from a note (design 8).
pub const MOST_QUOTED: usize = 80;
/// Maximum number of characters of a help or an effect; most have a fifth of it.
const MOST_SAID: usize = 400;

/// One thing that is wrong or doubtful in a note, the configuration or a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem, whose name is stable.
    pub code: Code,
    /// The file, relative to the vault.
    pub path: NotePath,
    /// The position in the file; `None` when the whole file is meant.
    pub spot: Option<Spot>,
    /// What was found, lower case, without a final full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What the tool did instead.
    pub effect: String,
    /// The line with the fault; `None` when there is none to show.
    pub excerpt: Option<Excerpt>,
    /// The problems that this one stands for, which are not listed; `None` for all but `and 5 more`.
    pub rest: Option<Box<Counts>>,
}

/// The line of a problem, with the part to underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, clipped to [`MOST_QUOTED`] characters.
    pub line: String,
    /// Index of the first underlined character, from 0.
    pub from: usize,
    /// Number of underlined characters, at least 1.
    pub width: usize,
}

impl Problem {
    /// Returns a problem of a whole file; [`Problem::at`] gives it a position.
    pub fn new(code: Code, path: &NotePath, message: impl Into<String>) -> Problem {
        Problem {
            code,
            path: path.clone(),
            spot: None,
            message: on_one_line(message.into()),
            help: String::new(),
            effect: String::new(),
            excerpt: None,
            rest: None,
        }
    }

    /// Sets the position.
    #[must_use]
    pub fn at(mut self, spot: Spot) -> Problem {
        self.spot = Some(spot);
        self
    }

    /// Sets the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = clipped(on_one_line(help.into()));
        self
    }

    /// Sets what was done instead.
    #[must_use]
    pub fn effect(mut self, effect: impl Into<String>) -> Problem {
        self.effect = clipped(on_one_line(effect.into()));
        self
    }

    /// Sets the excerpt: `line`, with `width` characters underlined from the column of the position.
    #[must_use]
    pub fn quoting(mut self, line: &str, width: usize) -> Problem {
        let from = self.spot.map_or(0, |spot| spot.column.saturating_sub(1) as usize);
        let line = clip(line.trim_end(), MOST_QUOTED).into_owned();
        let length = line.chars().count();
        let from = from.min(length.saturating_sub(1));
        self.excerpt = Some(Excerpt { from, width: width.clamp(1, (length - from).max(1)), line });
        self
    }

    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Returns text found in a note for use in a message: in quotes, clipped and on one line.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", clip(&super::text::one_line(text), MOST_QUOTED))
}

/// Clips what a sentence says between backticks, which may be from a note, and a sentence that is long all the same.
fn clipped(words: String) -> String {
    if words.len() <= MOST_QUOTED {
        return words;
    }
    let parts = words.split('`').enumerate();
    let parts = parts.map(|(place, part)| if place % 2 == 1 { clip(part, MOST_QUOTED) } else { part.into() });
    let parts: Vec<Cow<'_, str>> = parts.collect();
    clip(&parts.join("`"), MOST_SAID).into_owned()
}

/// Replaces line ends, which a key or value quoted in a message may hold, by spaces.
fn on_one_line(words: String) -> String {
    // Every character that some program takes for the end of a line.
    const ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if words.contains(ENDS) { words.replace(ENDS, " ") } else { words }
}

/// Sorts problems by file, position and code, and drops exact repetitions. How many more a file has comes last of
/// its problems.
pub fn arrange(problems: &mut Vec<Problem>) {
    fn key(one: &Problem) -> impl Ord {
        (&one.path, one.rest.is_some(), one.spot, one.code, &one.message)
    }
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    problems.dedup();
}

/// Keeps the first problem of each of these codes for each message, and adds the number of their notes: a value of the user's own
/// is often in hundreds of notes.
pub fn once_each(problems: &mut Vec<Problem>, codes: &[Code]) {
    let is_one = |problem: &Problem| codes.contains(&problem.code);
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| is_one(problem)) {
        *notes.entry(problem.message.clone()).or_default() += 1;
    }
    problems.retain_mut(|problem| {
        if !is_one(problem) {
            return true;
        }
        let Some(count) = notes.remove(&problem.message) else { return false };
        if count > 1 {
            problem.message.push_str(&format!(", in {count} notes"));
        }
        true
    });
}

/// Keeps the first [`MOST_PER_NOTE`] problems of one note and replaces the rest by their count.
pub fn limit(path: &NotePath, problems: &mut Vec<Problem>) {
    if problems.len() > MOST_PER_NOTE {
        arrange(problems);
    }
    // Dropping repetitions may have left few enough.
    if problems.len() <= MOST_PER_NOTE {
        return;
    }
    // Errors come before hints here, so that the cap never hides why a run failed.
    problems.sort_by_key(|problem| problem.severity());
    let rest = problems.split_off(MOST_PER_NOTE);
    let code = match rest.iter().map(Problem::severity).min() {
        Some(Severity::Error) => Code::MoreErrors,
        _ => Code::MoreProblems,
    };
    let more = Problem::new(code, path, format!("and {} more in this note", rest.len()))
        .help("fix the first ones and run `followup check` again")
        .effect("they were counted, not listed");
    problems.push(Problem { rest: Some(Box::new(Counts::from(rest.as_slice()))), ..more });
    arrange(problems);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_many_notes_is_told_once() {
        let problem =
            |path, code, value| Problem::new(code, &NotePath::new(path), format!("not a status: {value}"));
        let mut problems = vec![
            problem("a.md", Code::UnknownStatus, "new"),
            problem("b.md", Code::UnknownStatus, "old"),
            problem("c.md", Code::UnknownStatus, "new"),
            problem("c.md", Code::UnknownKey, "new"),
            problem("d.md", Code::UnknownKey, "new"),
        ];
        once_each(&mut problems, &[Code::UnknownStatus]);
        let said: Vec<String> =
            problems.iter().map(|one| format!("{} {}", one.path.as_str(), one.message)).collect();
        let expected = [
            "a.md not a status: new, in 2 notes",
            "b.md not a status: old",
            "c.md not a status: new",
            "d.md not a status: new",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_help_quotes_little() {
        #[track_caller]
        fn case(help: &str, expected: &str) {
            assert_eq!(clipped(help.to_owned()), expected);
        }
        let (long, short) = ("Q".repeat(5_000), "Q".repeat(MOST_QUOTED - 1));
        case(&format!("write `{long}`, or leave `a` out"), &format!("write `{short}…`, or leave `a` out"));
        case("write `a`", "write `a`");
        assert_eq!(clipped(format!("write `a`{long}`")).chars().count(), MOST_SAID);
    }

    #[test]
    fn repeated_problems_count_once() {
        let path = NotePath::new("Ada.md");
        let problem = |line| Problem::new(Code::BrokenYaml, &path, "not a key").at(Spot::new(line, 1));
        let mut problems: Vec<Problem> =
            (0..3 * MOST_PER_NOTE).map(|number| problem(number % 3 + 1)).collect();
        limit(&path, &mut problems);
        assert_eq!(problems, [problem(1), problem(2), problem(3)]);
        let mut problems: Vec<Problem> = (0..MOST_PER_NOTE + 2).map(problem).collect();
        limit(&path, &mut problems);
        assert_eq!(problems.len(), MOST_PER_NOTE + 1);
    }
}
