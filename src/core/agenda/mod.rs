//! The agenda.
pub mod follow_up_id;
pub mod model;
