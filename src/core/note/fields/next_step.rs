//! Reads the next step, `next` (design 3.2).

use super::field_reader::{FieldReader, line_of};
use super::keys::Key;
use super::{Field, values};
use crate::core::date_text::partial::uncertain_day;
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::note::facts::Next;
use crate::core::note::front_matter::yaml::{Node, Value};
use crate::core::note::report::words;
use crate::core::place::Found;
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, unquoted};
use crate::core::truth::{is_off, truth};

impl FieldReader<'_, '_> {
    /// Reads the next step. Its text may be under another spelling than its day: `next action`, `next action
    /// date`.
    pub(super) fn next(&mut self) -> Option<Found<Next>> {
        let (_, first) = self.fields.first(Key::Next)?;
        if folded(first.value) == "never" {
            return Some(Found { value: Next::Never, spot: first.spot });
        }
        let (fields, order) = (self.fields, self.reader.order());
        let steps = fields.nodes(Key::Next).filter(|node| are_steps(node, order));
        let mut steps = steps.flat_map(values::texts);
        // `follow up: false` is a box that is not ticked.
        let is_other = |field: &&Field<'_>| {
            !are_steps(&field.pair.node, order) && text(field).is_none_or(|found| !is_off(found.value))
        };
        let others = || fields.values(Key::Next).filter(is_other);
        // `follow up: yes` says nothing about the day.
        let is_flag = |field: &&Field<'_>| text(field).is_some_and(|found| truth(found.value).is_some());
        let Some(dated) = others().find(|field| !is_flag(field)).or_else(|| others().next()) else {
            let step = steps.next()?;
            let said = words(
                format!("the next step has no day: {}", quoted(step.value)),
                "write its day before it, as in `2026-12-01 send the plan`",
                "it is not on the agenda",
            );
            self.report.at(Code::UndatedTask, step.spot, step.value, said);
            return None;
        };
        let alike = others().filter(|field| field.rank == dated.rank);
        let dated = foremost(alike, self.reader.today, order).unwrap_or(dated);
        let written = self.single_of(Key::Next, &dated.pair.node)?;
        let found = self.dated_text_of(Key::Next, written)?;
        let (day, text) = found.value;
        let texts: Vec<Box<str>> =
            text.into_iter().chain(steps.filter_map(|step| line_of(step.value))).collect();
        self.report_if_far(Key::Next, day, written);
        Some(Found { value: Next::On(day, line_of(&texts.join("; "))), spot: found.spot })
    }
}

/// Returns the value of a field that is a single text.
fn text<'f>(field: &'f Field<'_>) -> Option<Found<&'f str>> {
    values::text(&field.pair.node)
}

/// Returns the step that counts of several under one key, as in the entries of a log: the first to come, else
/// the last that was.
fn foremost<'f, 'a: 'f>(
    steps: impl Iterator<Item = &'f Field<'a>>,
    today: Day,
    order: Option<DateOrder>,
) -> Option<&'f Field<'a>> {
    let day = |step: &Field<'_>| leading(unquoted(text(step)?.value), order)?.day.ok();
    let dated: Vec<(Day, &Field<'a>)> = steps.filter_map(|step| Some((day(step)?, step))).collect();
    let coming = dated.iter().filter(|(day, _)| *day >= today).min_by_key(|(day, _)| *day);
    coming.or_else(|| dated.iter().max_by_key(|(day, _)| *day)).map(|(_, step)| *step)
}

/// Whether a value is a text, or a list of texts, that [`is_step`].
fn are_steps(node: &Node<'_>, order: Option<DateOrder>) -> bool {
    let may_be = matches!(node.value, Value::Text(_) | Value::List(_));
    may_be && values::texts(node).all(|found| is_step(found.value, order))
}

/// Whether a text says what to do, and begins with no day.
pub(in crate::core) fn is_step(text: &str, order: Option<DateOrder>) -> bool {
    !begins_with_day(text, order) && !values::is_unknown(text) && truth(text).is_none()
}

/// Whether a text begins with a day, if only with one that cannot be read: `27 Nov`, `Friday`, `27.11.26`. A link to
/// a note with a day in its name is no day.
pub(in crate::core) fn begins_with_day(text: &str, order: Option<DateOrder>) -> bool {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let is_number = digits > 0 && !first.contains(char::is_alphabetic) && !first.starts_with("[[");
    let may_be_day = is_number && (digits >= 6 || first.contains(['-', '/', '.']));
    may_be_day || leading(text, order).is_some() || uncertain_day(text).is_some()
}
