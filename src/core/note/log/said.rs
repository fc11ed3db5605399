//! What a dated line says: its own words with the lines that continue them, or, if it is only a date, the
//! first text below it (design 3.4).

use super::after_date::behind_date;
use super::topic::is_property;
use crate::core::date_text::DateOrder;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::tasks::dates::dates;
use crate::core::note::tasks::{Ticked, is_marked_task, ticked};
use std::borrow::Cow;

/// What a dated line says.
pub(super) struct Words<'a> {
    /// Its words.
    pub(super) text: Cow<'a, str>,
    /// What may stand in them.
    pub(super) marks: LineMarks,
    /// The last line that they stand on.
    pub(super) last: u32,
}

/// The words of a dated line. None of a date below which nothing but tasks stands that tell nothing of its day.
pub(super) fn words_of<'a>(
    body: &Body<'_>,
    place: usize,
    rest: &'a str,
    order: Option<DateOrder>,
) -> Option<Words<'a>> {
    let is_empty = is_only_marks(rest);
    let mut text = Cow::Borrowed(if is_empty { "" } else { rest });
    let line = body.lines.get(place)?;
    let mut marks = line.marks;
    let mut last = line.spot.line;
    let below = body.lines.get(place + 1..).unwrap_or_default();
    // Behind a property that is none of its own nothing can be of its words, however many follow.
    let reaches = |next: &&Line<'_>| !is_property(&next.text) || belongs(line, next);
    let mut below = below.iter().take_while(reaches).filter(|next| !is_property(&next.text));
    if is_empty {
        match first_below(line, &mut below, order) {
            Below::Text(next) => {
                text.to_mut().push_str(behind_date(&next.text, order));
                marks = marks.with(next.marks);
                last = next.spot.line;
            }
            Below::Nothing => return Some(Words { text, marks, last }),
            Below::OtherTasks => return None,
        }
    } else if !matches!(line.kind, LineKind::Item(..)) {
        return Some(Words { text, marks, last });
    }
    for next in below {
        if next.spot.line != last + 1 || !matches!(next.kind, LineKind::Text(_)) {
            break;
        }
        text.to_mut().push(' ');
        text.to_mut().push_str(&next.text);
        marks = marks.with(next.marks);
        last = next.spot.line;
    }
    Some(Words { text, marks, last })
}

/// What stands below a line that is only a date.
enum Below<'l, 't> {
    /// Its text.
    Text(&'l Line<'t>),
    /// Tasks that tell nothing of its day, and no text.
    OtherTasks,
    /// Nothing of its own.
    Nothing,
}

/// The first text below a date, behind tasks that tell nothing of its day and what belongs to them.
fn first_below<'l, 't: 'l>(
    dated: &Line<'_>,
    below: &mut impl Iterator<Item = &'l Line<'t>>,
    order: Option<DateOrder>,
) -> Below<'l, 't> {
    let mut task: Option<&Line<'_>> = None;
    for next in below {
        if !belongs(dated, next) {
            break;
        }
        if task.is_some_and(|task| belongs(task, next)) {
            continue;
        }
        if !is_other_task(next, order) {
            return Below::Text(next);
        }
        task = Some(next);
    }
    if task.is_some() { Below::OtherTasks } else { Below::Nothing }
}

/// Whether a line is a task that tells nothing of the day it stands below: it is open or cancelled, or was
/// done on a day of its own, which the line of the task counts on.
pub(crate) fn is_other_task(line: &Line<'_>, order: Option<DateOrder>) -> bool {
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

/// Whether nothing follows a date.
pub(crate) fn is_only_marks(rest: &str) -> bool {
    rest.chars().all(|letter| is_separator(letter) || matches!(letter, '*' | '_'))
}

/// Whether a line stands below a dated one as its text.
pub(crate) fn belongs(dated: &Line<'_>, next: &Line<'_>) -> bool {
    match (dated.kind, next.kind) {
        (_, LineKind::Heading(_)) => false,
        (LineKind::Heading(_), _) => true,
        (LineKind::Item(own, _), LineKind::Item(depth, _)) => depth > own,
        (LineKind::Item(own, _), LineKind::Text(depth)) => depth >= own,
        (LineKind::Text(_), LineKind::Text(_) | LineKind::Item(..)) => true,
        (LineKind::Row | LineKind::Item(..) | LineKind::Text(_), _) => false,
    }
}
