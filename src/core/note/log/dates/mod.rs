//! Which lines begin an entry, and on which day (design 3.4): `start`, with `after_date` (what may stand between the date and
//! the words). Dates that count only in a log (`odd_dates`) or behind the words of a heading (`late_dates`, with `how_and_where`), and
//! what keeps a dated line from being an entry (`next_steps`, `open_rows`).

pub mod after_date;
pub(super) mod how_and_where;
pub(super) mod late_dates;
pub(in crate::core::note) mod next_steps;
pub(crate) mod odd_dates;
pub(in crate::core::note) mod open_rows;
pub(in crate::core::note) mod start;
