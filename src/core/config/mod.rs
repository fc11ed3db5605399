//! The configuration in `followup.yaml`: its model, its defaults, how it is read and how it is printed.

pub mod defaults;
pub mod effective;
pub mod holidays;
pub mod ignore;
pub mod model;
mod moment;
pub mod obsidian;
pub mod outputs;
pub mod print;
pub mod reading;
mod shown;
mod tree;

/// The name of the configuration file, at the root of the vault.
pub const FILE: &str = "followup.yaml";

/// The effect of every problem of the configuration.
const EFFECT: &str = "nothing is built until this is fixed";
