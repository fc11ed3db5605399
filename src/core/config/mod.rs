//! The configuration.
pub mod defaults;
pub mod model;
