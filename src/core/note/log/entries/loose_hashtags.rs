//! Hashtags outside the words of entries. They are tags of the note, unless they are indented below an entry.
//! A hashtag applies to an entry only on the dated line, so one below it that would have an effect there is
//! reported (design 3.2, 3.4).

use super::entry_text::{EntryText, Head, Part};
use crate::core::config::model::Config;
use crate::core::note::body::line::hashtags;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::links;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Entry;
use crate::core::note::hashtags::Hashtags;
use crate::core::note::log::Log;
use crate::core::note::meant_tags::WAITING;
use crate::core::note::report::{Report, words};
use crate::core::note::tag_effect::TagEffect;
use crate::core::place::Spot;
use crate::core::problem::Code;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// A line with hashtags outside the words of an entry.
#[derive(Debug)]
pub(in crate::core::note) struct Loose<'b> {
    /// The line.
    pub(in crate::core::note) line: &'b Line<'b>,
    /// All of its hashtags, in lower case.
    pub(in crate::core::note) hashtags: Vec<String>,
    part: Option<Part>,
    /// Line number of the entry it belongs to.
    entry: Option<u32>,
}

impl Loose<'_> {
    /// Whether the hashtags are tags of the note.
    pub(in crate::core::note) fn are_tags(&self) -> bool {
        self.part != Some(Part::Indented)
    }
}

/// Returns the lines with such hashtags before a line of the file. Hashtags of tasks are left out.
pub(in crate::core::note) fn loose_hashtags<'b>(
    body: &'b Body<'b>,
    above: u32,
    mut entries: EntryText<'b, impl FnMut(&Line<'_>) -> Option<Head>>,
) -> impl Iterator<Item = Loose<'b>> {
    let lines = body.lines.iter().enumerate().take_while(move |(_, line)| line.spot.line < above);
    let tagged = lines.filter(move |(_, line)| line.marks.hold(LineMarks::HASH) && !line.kind.is_task());
    tagged.filter_map(move |(place, line)| {
        let part = entries.part_of(place);
        if part == Some(Part::Words) {
            return None;
        }
        let hashtags = match multi_word_tag(&line.text) {
            Some(tag) => vec![tag],
            None => hashtags(&line.text, &links(&line.text)),
        };
        Some(Loose { line, hashtags, part, entry: entries.innermost() })
    })
}

/// A hashtag of an entry that is almost the name of a sequence.
#[derive(Debug)]
pub(in crate::core::note::log) struct Misspelt {
    written: String,
    name: String,
    spot: Spot,
}

impl Misspelt {
    /// Finds the first such hashtag among those of a line.
    pub(super) fn among(found: &[String], known: &Hashtags, line: &Line<'_>) -> Option<Misspelt> {
        let (tag, name) = known.almost_starting(found)?;
        let written = format!("#{tag}");
        Some(Misspelt { spot: spot_of(&written, line), written, name: name.to_owned() })
    }

    fn report(&self, report: &mut Report<'_>) {
        let Misspelt { written, name, spot } = self;
        let said = words(
            format!("`{written}` is almost `#{name}`, which starts a sequence"),
            format!("write `#{name}` if you mean that"),
            "it starts nothing",
        );
        report.at(Code::NoEffect, *spot, written, said);
    }
}

/// Returns the place of a hashtag on a line.
fn spot_of(written: &str, line: &Line<'_>) -> Spot {
    let at = line.text.to_lowercase().find(written).unwrap_or_default();
    line.spot.behind(line.text.get(..at).unwrap_or_default())
}

/// Reads `#people/old friends#`, a tag of several words as Bear writes it, alone on its line. Not `#friend of
/// C#`.
fn multi_word_tag(line: &str) -> Option<String> {
    let tag = line.strip_prefix('#')?.strip_suffix('#')?;
    let is_one = tag.starts_with(char::is_alphanumeric)
        && tag.rsplit_once(' ').is_some_and(|(_, last)| last.chars().nth(1).is_some())
        && tag.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '/'));
    is_one.then(|| tag.to_lowercase())
}

/// Reports hashtags that have no effect below an entry, each once, and the first misspelt one in an entry.
pub(in crate::core::note) fn report_lost_hashtags(
    log: &Log<'_>,
    known: &Hashtags,
    config: &Config,
    report: &mut Report<'_>,
) {
    if let Some(misspelt) = &log.misspelt {
        misspelt.report(report);
    }
    let entries: LazyCell<BTreeMap<u32, &Entry>, _> =
        LazyCell::new(|| log.entries.iter().map(|entry| (entry.spot.line, entry)).collect());
    let is_text = |loose: &&Loose<'_>| matches!(loose.line.kind, LineKind::Item(..) | LineKind::Text(_));
    let mut reported = BTreeSet::new();
    for loose in log.loose.iter().filter(is_text) {
        let meant = known.meant(&loose.hashtags);
        let Some(entry) = loose.entry.and_then(|above| entries.get(&above)) else { continue };
        for tag in meant.iter().filter(|tag| tag.as_ref() != WAITING && !entry.hashtags.contains(tag)) {
            if (TagEffect::of(tag, config).is_on)(entry.said.reading) && reported.insert(tag.clone()) {
                report_lost(loose.line, tag, report);
            }
        }
    }
}

/// Reports a hashtag on a line below an entry.
fn report_lost(line: &Line<'_>, tag: &str, report: &mut Report<'_>) {
    let written = format!("#{tag}");
    let spot = spot_of(&written, line);
    let words = words(
        format!("`{written}` does nothing in the text below a dated line"),
        "write it on the dated line itself",
        "the dated line counts without it",
    );
    report.at(Code::NoEffect, spot, &written, words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_may_have_several_words_between_two_marks() {
        assert_eq!(multi_word_tag("#People/old friends#").as_deref(), Some("people/old friends"));
        for line in ["#friend", "#friend#", "#friend knows C#", "#a and #b", "# a b#", "#a, b cd#", "#a b cd"]
        {
            assert_eq!(multi_word_tag(line), None, "{line}");
        }
    }
}
