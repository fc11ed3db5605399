//! Reading one note: bytes in, facts out.
pub mod channel;
pub mod facts;
pub mod words;
