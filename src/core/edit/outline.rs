//! Bullets that act as headings, as in an outline: `- Log` with the entries below it, or `- Gifts` with other
//! dates.

use crate::core::note::body::day_numbers::without_day_numbers;
use crate::core::note::body::{Body, LineKind};
use crate::core::note::headings::{HeadingSort, is_log_bullet};
use crate::core::note::purposes::HeadingTable;
use pulldown_cmark::{Event, Options, Parser, Tag};

/// A list item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its first line.
    pub(super) start: usize,
    /// Its last line.
    pub(super) end: usize,
    /// Index of the item that contains it.
    around: Option<usize>,
}

/// The meaning of the bullets that contain an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Below {
    /// A bullet has the name of a section that is not a log.
    Other,
    /// No bullet has a known name.
    Nothing,
    /// A bullet has the name of a log.
    Log,
}

/// The list items of a note, in the order of their first lines.
pub(super) struct Items(Vec<Item>);

impl Items {
    /// Finds the list items of a body.
    pub(super) fn of(body: &str, first_line: usize) -> Items {
        let starts: Vec<usize> =
            std::iter::once(0).chain(body.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let line_of = |at: usize| first_line + starts.partition_point(|start| *start <= at).saturating_sub(1);
        let text = without_day_numbers(body);
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let found = Parser::new_ext(&text, options)
            .into_offset_iter()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::Item)))
            .filter_map(|(_, range)| {
                let text = body.get(range.clone())?;
                let start = range.start + text.len() - text.trim_start_matches('\n').len();
                let last = range.start + text.trim_end().len();
                Some((line_of(start), line_of(last.saturating_sub(1).max(start))))
            });
        let mut items: Vec<Item> = Vec::new();
        for (start, end) in found {
            let mut around = items.len().checked_sub(1);
            while let Some(item) = around.and_then(|place| items.get(place))
                && item.end < start
            {
                around = item.around;
            }
            items.push(Item { start, end, around });
        }
        Items(items)
    }

    /// Returns the item that begins on a line; if there are several, the innermost.
    pub(super) fn on(&self, line: usize) -> Option<&Item> {
        let next = self.0.partition_point(|item| item.start <= line);
        self.0.get(next.checked_sub(1)?).filter(|item| item.start == line)
    }

    fn around(&self, item: &Item) -> Option<&Item> {
        item.around.and_then(|place| self.0.get(place))
    }

    /// Returns the line of the bullet directly above the item on a line.
    pub(super) fn bullet_above(&self, line: usize) -> Option<usize> {
        self.on(line).and_then(|item| self.around(item)).map(|item| item.start)
    }

    /// Returns the meaning of the bullets that contain an item; the nearest known one counts.
    pub(super) fn below(&self, line: usize, body: &Body<'_>, headings: &HeadingTable) -> Below {
        let bullets = std::iter::successors(self.on(line), |item| self.around(item)).skip(1);
        let meaning = |item: &Item| match bullet(body, item.start)? {
            text if HeadingSort::Log.has(text) => Some(Below::Log),
            text => headings.knows(text).then_some(Below::Other),
        };
        bullets.into_iter().find_map(meaning).unwrap_or(Below::Nothing)
    }

    /// Returns the outermost bullet under which an outline without sections keeps its log.
    pub(super) fn log_bullet(&self, body: &Body<'_>) -> Option<&Item> {
        let is_free = |section| body.section(section).is_none_or(|section| section.level == 1);
        let line = body.lines.iter().find(|line| {
            line.kind == LineKind::Item(1, None) && is_free(line.section) && is_log_bullet(&line.text)
        })?;
        self.on(line.spot.line as usize)
    }
}

/// Returns the words of the bullet on a line.
fn bullet<'b>(body: &'b Body<'_>, line: usize) -> Option<&'b str> {
    let place = body.lines.binary_search_by_key(&line, |line| line.spot.line as usize).ok()?;
    let line = body.lines.get(place)?;
    matches!(line.kind, LineKind::Item(..)).then_some(line.text.as_ref())
}
