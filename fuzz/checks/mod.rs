//! What must hold whatever the input: a module for each fuzz target with one function,
//! `check`, that panics where it does not. libFuzzer calls it with inputs of its own
//! making; `tests/it/corpus.rs` calls it with those that are kept.

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

/// A target: what is checked of an input.
pub type Check = fn(&[u8]);

/// Every target by its name, which is that of its folder of inputs too.
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
