//! The configuration: its model, its defaults, how it is read and printed.

pub mod defaults;
pub mod model;
pub mod obsidian;
