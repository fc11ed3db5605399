//! Reading one note: bytes in, facts out. Runs per file, in parallel; the text
//! is dropped once its facts are taken.

pub mod body;
mod body_lines;
pub mod channel;
pub mod common_markdown;
pub mod common_yaml;
mod dated_paragraphs;
pub mod details;
mod doubts;
pub mod facts;
pub mod fallback;
mod field_reader;
pub mod fields;
pub mod full_markdown;
pub mod keys;
pub mod kind;
pub mod line;
mod line_head;
pub mod links;
pub mod log;
mod markdown_marks;
pub mod mentions;
mod name;
pub mod note_settings;
pub mod purposes;
mod raw_lines;
pub mod read;
pub mod reading;
pub mod recover;
pub mod report;
pub mod split;
pub mod task_dates;
pub mod tasks;
pub mod values;
mod whole_phrases;
pub mod words;
pub mod yaml;
