//! The integration tests: one binary, with one module for each kind of test.
//!
//! `FOLLOWUP_REWRITE=1 cargo test` rewrites the expected files of golden vaults and problem folders; review
//! the diff like code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests fail by panicking, and read their cases from the disk"
)]

mod acting;
mod ada;
mod agenda;
mod audiences;
mod cli;
mod closing_the_loop;
mod corpus;
mod docs;
mod drafts;
mod edits;
mod feed;
mod first_day;
mod folders;
mod golden;
mod guides;
mod importing;
mod inbox;
mod init;
mod installing;
mod logging;
mod looking;
mod many_notes;
mod many_runs;
mod new_people;
mod next_cards;
mod occurrences;
mod old_ticks;
mod outputs;
mod problems;
mod program;
mod properties;
mod publishing;
mod putting_off;
mod readme;
mod refused;
mod review;
mod rings;
mod rules;
mod safety;
mod serving;
mod short_ways;
mod simulation;
mod ticking;
mod trouble;
mod vault;
mod walking;
