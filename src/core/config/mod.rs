//! The configuration: its model, its defaults, how it is read and printed.

pub mod defaults;
pub mod effective;
pub mod holidays;
pub mod ignore;
pub mod model;
mod moment;
pub mod obsidian;
pub mod print;
pub mod reading;
mod shown;
mod tree;

/// The file of the configuration, at the vault's root.
pub const FILE: &str = "followup.yaml";

/// What every problem of the configuration leads to.
const EFFECT: &str = "nothing is built until this is fixed";
