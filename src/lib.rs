//! followup: a static-site generator for relationships.

pub mod cli;
pub mod core;
pub mod io;
