//! The agenda, as outputs read it.
pub mod about;
pub mod detail;
pub mod follow_up_id;
pub mod logged;
pub mod model;
