//! followup: a static-site generator for relationships.

pub mod core;
