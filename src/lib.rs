//! followup: a static-site generator for relationships. It reads a vault of Markdown notes and writes an
//! agenda of the people to contact. `core` is pure, `io` touches the disk and the clock, `cli` joins the two.

pub mod cli;
pub mod core;
pub mod io;
