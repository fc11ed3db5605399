//! Turns a dated line into an entry: its reading, the names and addresses it links, and its topic if that is
//! kept.

use super::done_tasks::{read_line, topic_of};
use super::entry_text::{Head, Words};
use super::labels::without_label;
use super::loose_hashtags::Misspelt;
use super::newest_texts::keeps_text;
use crate::core::note::body::line::push_plain;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::{Link, links, urls};
use crate::core::note::body::{Line, LineKind};
use crate::core::note::facts::{Entry, Name, Reading, Said, Source};
use crate::core::note::linked_names::name_of;
use crate::core::note::log::line::code_topic::LineWithCode;
use crate::core::note::log::line::reading::{LineReading, Tense};
use crate::core::note::log::line::topic::{cells, kept, topic_below};
use crate::core::note::log::{Dated, Log, LogReader};
use crate::core::note::mentions::stands::LinkedLine;
use std::borrow::Cow;
use std::sync::Arc;

impl LogReader<'_, '_> {
    /// Returns the entry of a dated line. It has its topic if `is_new`, or if `keeps_text` says so. Adds the
    /// URLs and link targets of the line to the log.
    pub(in crate::core::note::log) fn entry(
        &self,
        dated: &Dated<'_>,
        is_new: bool,
        log: &mut Log<'_>,
    ) -> Entry {
        let Dated { line, day, words, labels, .. } = dated;
        let links = if words.marks.hold(LineMarks::BRACKET) { links(&words.text) } else { Vec::new() };
        if words.marks.hold(LineMarks::SLASH) {
            log.addresses.extend(urls(&words.text).map(Box::from));
        }
        let mut names = names(&links, line, &mut log.targets);
        LinkedLine { text: &words.text, links: &links, leads: 0 }.place(&mut names, self.reader.words());
        let (plain, hashtags) = plain_words(words, &links);
        let kind = (line.kind, Tense::of(*day, self.reader.today));
        let vocabulary = self.vocabulary();
        let mut read = read_line(kind, &plain, vocabulary);
        let labelled = labels.words(&plain, &read, vocabulary);
        if let Some(labelled) = &labelled {
            read = read_line(kind, labelled, vocabulary);
        }
        labels.direct(&mut read, self.reader.words());
        let meant = self.reader.hashtags.meant(&hashtags);
        if meant.len() < hashtags.len()
            && let Some(misspelt) = Misspelt::among(&hashtags, &self.reader.hashtags, line)
        {
            log.misspelt = Some(misspelt);
        }
        let mut said = read.said(self.reader.words());
        if dated.is_promised {
            said = Said { reading: Reading::Intention, ..said };
        }
        let keeps = is_new || keeps_text(said.reading, &names);
        Entry {
            day: *day,
            spot: line.spot,
            source: Source::Log,
            said,
            text: if keeps { self.topic(dated, &read) } else { None },
            hashtags: meant,
            names,
        }
    }

    /// Returns what an entry is about.
    fn topic(&self, dated: &Dated<'_>, read: &LineReading<'_>) -> Option<Arc<str>> {
        let Dated { line, below, words, .. } = dated;
        let below = below.filter(|_| words.head == Head::Worded && read.is_bare(self.reader.words()));
        let topic = below.and_then(|below| topic_below(line, below, self.reader.order())).or_else(|| {
            let topic = topic_of(line.kind, read.topic(), self.reader.order());
            let topic = if words.head == Head::Bare { without_label(&topic).into() } else { topic };
            kept(&if line.kind == LineKind::Row { cells(&topic) } else { topic })
        })?;
        // A line that is owned has text blanked out, such as code.
        if matches!(line.text, Cow::Owned(_))
            && words.last == line.spot.line
            && let Some(written) = self.report.line(line.spot.line)
        {
            let hidden = LineWithCode { line, written, said: &words.text };
            return hidden.topic(&topic, self.vocabulary()).or(Some(topic));
        }
        Some(topic)
    }
}

/// Returns the plain words of an entry and its hashtags.
fn plain_words<'a>(words: &'a Words<'_>, links: &[Link<'_>]) -> (Cow<'a, str>, Vec<String>) {
    if links.is_empty() && !words.marks.hide_words(&words.text) {
        return (Cow::Borrowed(&words.text), Vec::new());
    }
    let mut plain = String::new();
    let hashtags = push_plain(&words.text, links, words.marks, &mut plain);
    (Cow::Owned(plain), hashtags)
}

/// Returns the names of the people that a line links. Adds the targets of links to notes, sharing the text
/// with the names.
fn names(links: &[Link<'_>], line: &Line<'_>, targets: &mut Vec<Arc<str>>) -> Box<[Name]> {
    // Most links name somebody.
    let mut named = Vec::with_capacity(links.len());
    for link in links {
        let name = name_of(link, line.spot);
        if !link.outside {
            targets.push(name.as_ref().map_or_else(|| link.target.into(), |name| Arc::clone(&name.target)));
        }
        named.extend(name);
    }
    named.into()
}
