//! Notes that are called by a day and read as no daily notes, for they are called otherwise than these, or lie
//! elsewhere. What they tell of people is lost; told of once a vault, by `core/people` (design 3.4).

use super::body::Body;
use super::facts::Reading;
use super::mentions::MentionReader;
use super::read::Reader;
use super::report::{Report, words};
use crate::core::date_text::read_date;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};

/// Tells of a note whose name is nothing but a day, with a line that would surely count in a daily note.
pub(super) fn tell(path: &NotePath, reader: &Reader<'_>, body: &Body<'_>, report: &mut Report<'_>) {
    if !path.stem().contains(|letter: char| letter.is_ascii_digit()) {
        return;
    }
    let Ok(day) = read_date(path.stem(), None) else { return };
    // Whatever is doubtful in its lines is nothing, as long as they are not read.
    let mut unheard = Report::new(path, report.text());
    let config = reader.config();
    let mut mentions = MentionReader {
        words: &config.words,
        hashtags: &reader.hashtags,
        order: config.date_order,
        report: &mut unheard,
    };
    let lines = mentions.daily(body, day);
    let Some(line) = lines.iter().find(|line| matches!(line.reading, Reading::Clear(..))) else { return };
    let said = words(
        "a note named after its day is not read as a daily note",
        "say in followup.yaml where daily notes are and how they are named, such as `daily: {folder: Journal, format: \
         YYYY-MM-DD dddd}`",
        "its lines do not count",
    );
    report.at(Code::UnreadDaily, line.spot, "", said);
}

/// Keeps the first of these hints, which then speaks for all: a vault has hundreds of such notes, or none. Where other
/// notes are read as daily ones, it is known how these are called, and none is kept.
pub(in crate::core) fn once(problems: &mut Vec<Problem>, has_daily_notes: impl FnOnce() -> bool) {
    let is_one = |problem: &Problem| problem.code == Code::UnreadDaily;
    let Some(first) = problems.iter().position(is_one) else { return };
    let hints: Vec<Problem> = problems.extract_if(first.., |problem| is_one(problem)).collect();
    let more = hints.len() - 1;
    if let Some(mut hint) = hints.into_iter().next().filter(|_| !has_daily_notes()) {
        if more > 0 {
            hint.message = format!("{}, nor are {more} more", hint.message);
        }
        problems.insert(first, hint);
    }
}
