//! Reading one note: bytes in, facts out. Runs per file, in parallel; the text
//! is dropped once its facts are taken.

pub mod body;
pub mod channel;
pub mod facts;
pub mod line;
pub mod links;
pub mod read;
pub mod recover;
pub mod split;
pub mod words;
pub mod yaml;
