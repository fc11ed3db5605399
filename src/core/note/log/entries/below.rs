//! The text below the words of entries: a log mentions what it links or names there as well (design 3.5, 5.10).

use super::entry_text::{EntryText, Head, Part};
use crate::core::date_text::DateOrder;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::{links, urls};
use crate::core::note::body::{Body, Line};
use crate::core::note::log::{Dated, Log};
use std::iter;

impl Log<'_> {
    /// Returns the text below the words of the entries, for finding hooks that were mentioned.
    pub fn said_below<'b>(
        &'b self,
        body: &'b Body<'_>,
        order: Option<DateOrder>,
    ) -> impl Iterator<Item = &'b str> {
        // Only few notes have a hook that is looked for.
        let lines = iter::once_with(move || below(&self.dated, body, order, |_| true)).flatten();
        lines.map(|line| line.text.as_ref())
    }

    /// Adds the URLs and the targets of links below the words of the entries.
    pub(in crate::core::note::log) fn add_below(&mut self, body: &Body<'_>, order: Option<DateOrder>) {
        for line in below(&self.dated, body, order, |line| line.marks.hold(LineMarks::LINKS)) {
            self.addresses.extend(urls(&line.text).map(Box::from));
            let inside = links(&line.text).into_iter().filter(|link| !link.outside);
            self.targets.extend(inside.map(|link| link.target.into()));
        }
    }
}

/// Returns the lines that belong to an entry, below its words, and pass a test; without tasks to do.
fn below<'b>(
    dated: &[Dated<'_>],
    body: &'b Body<'_>,
    order: Option<DateOrder>,
    is_wanted: impl Fn(&Line<'_>) -> bool,
) -> Vec<&'b Line<'b>> {
    let mut heads: Vec<(u32, Head)> =
        dated.iter().map(|dated| (dated.line.spot.line, dated.words.head)).collect();
    heads.sort_unstable_by_key(|(number, _)| *number);
    let Some((first, _)) = heads.first().copied() else { return Vec::new() };
    // Most links are above the log or on its dated lines: without this look, reading takes 0.7 % more instructions.
    let is_below = |line: &Line<'_>| {
        line.spot.line > first && heads.binary_search_by_key(&line.spot.line, |(number, _)| *number).is_err()
    };
    let is_wanted = |line: &Line<'_>| !line.kind.is_pending() && is_wanted(line) && is_below(line);
    let places: Vec<usize> =
        body.lines.iter().enumerate().filter(|(_, line)| is_wanted(line)).map(|(place, _)| place).collect();
    if places.is_empty() {
        return Vec::new();
    }
    let mut heads = heads.into_iter().peekable();
    let head = |line: &Line<'_>| heads.next_if(|(number, _)| *number == line.spot.line).map(|(_, head)| head);
    let mut entries = EntryText::new(body, order, head);
    let mut belongs = |place| matches!(entries.part_of(place), Some(Part::Below | Part::Indented));
    places.into_iter().filter(|place| belongs(*place)).filter_map(|place| body.lines.get(place)).collect()
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::with;

    #[test]
    fn a_log_links_what_stands_below_its_lines() {
        let text = "- [[No]] https://no.example\n- 2026-11-02 email out: [[One]] https://one.example\n  \
                    - [Two](Two.md) <https://two.example/>\n  - [ ] send [[No]]\n  - [x] sent [[Three]]\n- [[No]]\n\n\
                    ### 2026-11-03 call\n\nSent [[Four]] and\n[five](https://five.example).\n\n## Links\n- [[No]]\n";
        let (targets, _) = with(text, None, |reader, body, purposes| {
            let log = reader.read(body, purposes);
            let below: Vec<String> = log.said_below(body, None).map(str::to_owned).collect();
            assert_eq!(below.len(), 4, "{below:?}");
            let addresses = log.addresses.iter().map(|address| address.to_string());
            log.targets.iter().map(|target| target.to_string()).chain(addresses).collect::<Vec<_>>()
        });
        let expected = [
            "One", "Two", "Three", "Four", "https://one.example", "https://two.example/",
            "https://five.example",
        ];
        assert_eq!(targets, expected);
    }
}
