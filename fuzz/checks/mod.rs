//! Checks that must hold for any input: one module for each fuzz target, with a function `check` that panics
//! if they do not. libFuzzer calls it with generated inputs; `tests/it/corpus.rs` calls it with the kept
//! ones.

pub mod body;
pub mod calendar;
pub mod compile;
pub mod dates;
pub mod edits;
pub mod feed;
pub mod front_matter;
pub mod import;
pub mod log_lines;
pub mod templates;
pub mod vault;

/// The check of a target.
pub type Check = fn(&[u8]);

/// Every target with its name, which is also the name of its folder of inputs.
pub const TARGETS: [(&str, Check); 9] = [
    ("body", body::check),
    ("compile", compile::check),
    ("dates", dates::check),
    ("edits", edits::check),
    ("feed", feed::check),
    ("front_matter", front_matter::check),
    ("import", import::check),
    ("log_lines", log_lines::check),
    ("templates", templates::check),
];
