//! Which lines begin an entry, and on which day (design 3.4): `start`, with `after_date` (what may stand between the date and
//! the words). What looks like an entry and is not one is reported: `odd_dates`, `partial_dates`, `late_dates` (with
//! `how_and_where`), `next_steps`, `to_come`, `open_rows` and `missed_lines`.

pub mod after_date;
pub(super) mod how_and_where;
pub(super) mod late_dates;
pub(super) mod missed_lines;
pub(in crate::core::note) mod next_steps;
pub(crate) mod odd_dates;
pub(super) mod open_rows;
pub(super) mod partial_dates;
pub(in crate::core::note) mod start;
pub(super) mod to_come;
