//! Reading one note: bytes in, facts out. Runs per file, in parallel; the text
//! is dropped once its facts are taken.

pub mod channel;
pub mod facts;
pub mod read;
pub mod words;
