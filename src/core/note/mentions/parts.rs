//! Cuts a line of a daily note into parts with words of their own about the people in them: `Emailed [[Ann]]. Got a
//! letter from [[Bo]].`, `met [[Ann]], then called [[Bo]]` (design 3.4).

use super::inbox_names::is_conjunction;
use super::stands::ends_sentence;
use crate::core::note::body::Line;
use crate::core::note::body::line::{begins_with_dash, plain};
use crate::core::note::body::links::Link;
use crate::core::note::facts::Reading;
use crate::core::note::linked_names::is_name;
use crate::core::note::log::direction::marks::{behind_closing, is_ornament};
use crate::core::note::log::entries::done_tasks::read_line;
use crate::core::note::log::line::reading::{Tense, is_yet_to_do};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::line::words::{Meaning, WordTable};
use crate::core::text::lower;

/// A line of a daily note, or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) links: &'a [Link<'a>],
    /// The line, and the one below it if that may hold its words.
    pub(super) line: &'a Line<'a>,
    pub(super) below: Option<&'a Line<'a>>,
    pub(super) tense: Tense,
}

impl Part<'_> {
    /// Returns where later parts of a line begin that say something of their own about the people in them. `reading` is that
    /// of the whole line.
    pub(super) fn cuts(self, reading: Reading, table: &WordTable) -> Vec<usize> {
        let is_interaction = matches!(reading, Reading::Clear(..) | Reading::Reply);
        let (leads, rest) = leading_names(self.text, self.links);
        if leads == self.links.len()
            || !(is_interaction || matches!(reading, Reading::Light | Reading::Cancelled))
        {
            return Vec::new();
        }
        // Who does what the line says: `[[Ann]] called and emailed [[Bo]]`.
        let begins_with_subject = leads > 0 && rest.is_none_or(|rest| leads > 1 && rest.starts_with('['));
        let shown: Vec<&str> = self.links.iter().map(|link| link.shown).collect();
        let subjects = Subjects::shown(&shown);
        let says_more = |sentence: &str| {
            let words = plain(sentence).text;
            let read = read_line((self.line.kind, self.tense), &words, table.with(&subjects));
            read.reading != Reading::Assumed || is_yet_to_do(&words, table)
        };
        let mut cuts = Vec::new();
        let mut last = None;
        for link in self.links.iter().filter(|link| is_name(link)) {
            let start = last.unwrap_or(0);
            let between = self.text.get(start..link.start).unwrap_or_default();
            let is_own = |at: &usize| self.text.get(start + at..).is_some_and(says_more);
            let sentence = last_sentence(self.text, start, between).filter(is_own);
            let may_be_clause = is_interaction && !begins_with_subject && last.is_some();
            let clause = || if may_be_clause { last_clause(between, table) } else { None };
            let found = sentence.or_else(clause);
            cuts.extend(found.map(|at| start + at));
            last = Some(link.end);
        }
        cuts
    }
}

/// Returns where the last sentence begins in the text between two links, which begins at `start` of the line.
fn last_sentence(line: &str, start: usize, between: &str) -> Option<usize> {
    let is_end = |at: &usize| between.get(at + 1..).is_some_and(|behind| behind.starts_with(' '));
    let at = between.rmatch_indices(['.', ';', '!', '?']).map(|(at, _)| at).find(is_end)?;
    ends_sentence(line.get(..start + at + 1)?).then_some(at + 2)
}

/// Returns where the last clause begins in the text between two links, if that is with a word for contact: `, then
/// called`.
fn last_clause(between: &str, table: &WordTable) -> Option<usize> {
    let joints = [", ", " and ", " & ", " then "];
    let at = joints.iter().filter_map(|joint| Some(between.rfind(joint)? + joint.len())).max()?;
    let clause = between.get(at..)?;
    let first = clause
        .split_ascii_whitespace()
        .map(lower)
        .find(|word| !matches!(&**word, "then" | "later" | "also"))?;
    matches!(table.exactly(&first), Some(Meaning::Contact(..) | Meaning::Verb(_))).then_some(at)
}

/// Whether signs before the first link add nothing: `☕ [[Ada]]`, `"[[Ada]]"`. Not the mark of a quotation that goes on.
fn adorns(before: &str, behind: Option<&str>) -> bool {
    const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];
    let closes = || behind.is_some_and(|behind| behind.starts_with(QUOTES));
    before.chars().all(is_ornament) && (!before.contains(QUOTES) || closes())
}

/// Returns how many links begin a line, and the text to read. Without a separator after several links, the
/// last one is read together with what follows: `[[Ada]], [[Ben]] call`.
pub(super) fn leading_names<'a>(text: &'a str, links: &[Link<'_>]) -> (usize, Option<&'a str>) {
    let mut count = 0;
    let (mut start, mut end) = (0, 0);
    for link in links {
        let between = text.get(end..link.start).unwrap_or_default();
        let joined = between.trim().trim_matches(['*', '_', '@', ',', '&', '+', '/', '|']).trim();
        let continues = match count {
            0 => adorns(joined, text.get(link.end..)),
            _ => joined.is_empty() || is_conjunction(joined),
        };
        if !continues || link.outside || link.embed {
            break;
        }
        count += 1;
        (start, end) = (link.start, link.end);
    }
    if count == 0 {
        return (0, None);
    }
    let rest = behind_closing(text.get(end..).unwrap_or_default());
    let after = rest.trim_start();
    let separated =
        rest.starts_with(':') || after.starts_with(['|', '–', '—', '(', '→', '←']) || begins_with_dash(after);
    if !separated {
        return (count, (count > 1).then(|| text.get(start..).unwrap_or_default()));
    }
    (count, Some(after.trim_start_matches([':', '-', '–', '—', '|', '(', ' '])))
}
