//! The agenda.
pub mod model;
