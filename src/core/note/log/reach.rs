//! How far an entry reaches, and what each line below it is to it: one of its words, or what else is said of its
//! day (design 3.2, 3.4). The one account of it: for the words of an entry, and for what is not the contact's.

use super::topic::is_property;
use crate::core::date_text::DateOrder;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Line, LineKind};
use crate::core::note::tasks::dates::dates;
use crate::core::note::tasks::{Ticked, is_marked_task, ticked};

/// What a line is to an entry that it belongs to; the later the closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::core::note) enum Part {
    /// It stands under a dated heading, or right below a dated bold run.
    Below,
    /// It is indented below a dated item.
    Indented,
    /// It is the dated line, goes on with it, or gives it its words.
    Words,
}

/// What a dated line says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::note) enum Head {
    /// Nothing but its date: its words are the first text below it.
    Bare,
    /// Words of its own.
    Worded,
}

impl Head {
    /// By what follows the date.
    pub(super) fn of(rest: &str) -> Head {
        let is_mark = |letter| is_separator(letter) || matches!(letter, '*' | '_');
        if rest.chars().all(is_mark) { Head::Bare } else { Head::Worded }
    }
}

/// Which line is the next of an entry's words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sought {
    /// The first text, behind tasks that tell nothing of the day.
    First,
    /// One that goes on right below.
    More,
    /// None.
    Nothing,
}

/// An entry, while the lines below it are gone through.
pub(super) struct Reach {
    kind: LineKind,
    order: Option<DateOrder>,
    sought: Sought,
    /// The task that was passed over last while the words were looked for.
    task: Option<LineKind>,
    /// The last line of the words; of a bold run, also of what stands right below it.
    last: u32,
}

impl Reach {
    /// Of the entry on a line.
    pub(super) fn of(entry: &Line<'_>, head: Head, order: Option<DateOrder>) -> Reach {
        let sought = match (head, entry.kind) {
            (Head::Bare, _) => Sought::First,
            (Head::Worded, LineKind::Item(..)) => Sought::More,
            (Head::Worded, LineKind::Heading(_) | LineKind::Row | LineKind::Text(_)) => Sought::Nothing,
        };
        Reach { kind: entry.kind, order, sought, task: None, last: entry.spot.line }
    }

    /// What the next line is to the entry; none if the entry ends before it.
    pub(super) fn next(&mut self, line: &Line<'_>) -> Option<Part> {
        if !belongs(self.kind, line.kind) {
            return None;
        }
        let number = line.spot.line;
        if self.takes(line) {
            self.last = number;
            return Some(Part::Words);
        }
        match self.kind {
            LineKind::Item(..) => Some(Part::Indented),
            LineKind::Heading(_) | LineKind::Row => Some(Part::Below),
            LineKind::Text(_) => {
                let is_next = number == self.last + 1;
                self.last += u32::from(is_next);
                (is_next || self.sought == Sought::First).then_some(Part::Below)
            }
        }
    }

    /// Whether the entry stands in no list and is no heading.
    pub(super) fn is_of_text(&self) -> bool {
        matches!(self.kind, LineKind::Text(_))
    }

    /// Whether a line further below may be one of the words.
    pub(super) fn seeks_words(&self) -> bool {
        self.sought != Sought::Nothing
    }

    /// Whether tasks that tell nothing of the day were passed over.
    pub(super) fn passed_tasks(&self) -> bool {
        self.task.is_some()
    }

    /// Whether a line is the next of the words.
    fn takes(&mut self, line: &Line<'_>) -> bool {
        let is_taken = match self.sought {
            Sought::First if matches!(line.kind, LineKind::Heading(_)) => false,
            Sought::First => {
                let is_of_task = self.task.is_some_and(|task| belongs(task, line.kind));
                if is_of_task || is_property(&line.text) {
                    return false;
                }
                if is_other_task(line, self.order) {
                    self.task = Some(line.kind);
                    return false;
                }
                true
            }
            Sought::More => {
                let goes_on = matches!(line.kind, LineKind::Text(_)) && line.spot.line == self.last + 1;
                goes_on && !is_property(&line.text)
            }
            Sought::Nothing => false,
        };
        self.sought = if is_taken { Sought::More } else { Sought::Nothing };
        is_taken
    }
}

/// Whether a line is a task that tells nothing of the day it stands below: it is open or cancelled, or was
/// done on a day of its own, which the line of the task counts on.
fn is_other_task(line: &Line<'_>, order: Option<DateOrder>) -> bool {
    let LineKind::Item(_, mark @ Some(_)) = line.kind else { return false };
    match ticked(mark) {
        Ticked::Open | Ticked::Cancelled => true,
        Ticked::Done => {
            let dates = dates(&line.text, order);
            dates.leading.or(dates.done).is_some()
        }
        Ticked::Plain => is_marked_task(mark, &line.text, order),
    }
}

/// Whether a line can be text of one above it, by what the two are.
pub(super) fn belongs(above: LineKind, below: LineKind) -> bool {
    match (above, below) {
        (LineKind::Heading(own), LineKind::Heading(level)) => level > own,
        (LineKind::Heading(_), _) => true,
        (LineKind::Item(own, _), LineKind::Item(depth, _)) => depth > own,
        (LineKind::Item(own, _), LineKind::Text(depth)) => depth >= own,
        (LineKind::Text(_), LineKind::Text(_) | LineKind::Item(..)) => true,
        (LineKind::Row | LineKind::Item(..) | LineKind::Text(_), _) => false,
    }
}
