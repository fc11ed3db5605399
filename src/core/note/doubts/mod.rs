//! What was probably meant, but is not read, so that nothing is silent (design 1, promise 2). Most kinds are reported once per
//! note. Nothing here changes what a note says, except that the agenda shows the signs of `left_alone`.
//!
//! - Values and labels of a contact: `values`, `unread_labels`, `left_alone` (signs of a death, or of a wish not to be
//!   contacted).
//! - Lines of a log, by `LogReader::report_doubts`: `missed_lines` (dates where none are read), `not_done`, `to_come`,
//!   `partial_dates`, `late_dates`, `almost_dates`.
//! - Notes: `several_people`, `other_notes`, with `unread_lines` and `unread_daily` (lines that link contacts), and `unclosed`
//!   (code and comments without an end).

mod almost_dates;
mod late_dates;
pub(super) mod left_alone;
mod missed_lines;
mod not_done;
mod other_notes;
mod partial_dates;
pub(super) mod several_people;
mod to_come;
pub(super) mod unclosed;
pub(in crate::core) mod unread_daily;
pub(in crate::core) mod unread_labels;
pub(super) mod unread_lines;
pub(super) mod values;

use super::body::Body;
use super::log::{Log, LogReader};
use super::purposes::Purposes;

impl LogReader<'_, '_> {
    /// Reports lines of a body that look like entries, but are not, or not on that day.
    pub(super) fn report_doubts(&mut self, log: &Log<'_>, body: &Body<'_>, purposes: &Purposes) {
        self.report_missed_lines(body, purposes);
        self.report_next_steps(body, purposes);
        self.report_open_rows(body, purposes);
        self.report_to_come(log, body, purposes);
        self.report_partial_dates(body, purposes);
        self.report_late_dates(body, purposes);
        self.report_almost_dates(body, purposes, log.days());
    }
}
