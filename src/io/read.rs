//! Reads notes from the disk into facts, many at a time. The order of the list is kept, the text of a note is
//! dropped as soon as its facts are taken, and whatever is wrong with a note stays that note's problem.

use super::open::{Refusal, opened};
use super::progress::{Progress, Watching};
use super::vault::Vault;
use super::walk::FoundNote;
use crate::core::guard::caught;
use crate::core::note::facts::{Exclusion, NoteFacts, Standing};
use crate::core::note::read::{Reader, read_note};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use rayon::prelude::*;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Maximum number of bytes read of a note (design 8).
pub const MOST_NOTE: usize = 8 * 1024 * 1024;
/// Size in bytes above which a note's buffer is freed rather than reused.
const USUAL_NOTE: usize = 256 * 1024;

/// Reads all notes; the facts are in the order of the list.
pub fn read_notes(
    vault: &Vault,
    notes: &[FoundNote],
    reader: &Reader<'_>,
    watching: Watching,
) -> Vec<NoteFacts> {
    let progress = Progress::of("reading notes", notes.len(), watching);
    let facts = notes
        .par_iter()
        .map_init(Room::default, |room, note| {
            let facts = read_one(vault, note, reader, room);
            progress.step();
            facts
        })
        .collect();
    progress.finish();
    facts
}

/// Buffers that a thread reuses for one note after another.
#[derive(Default)]
struct Room {
    path: PathBuf,
    bytes: Vec<u8>,
}

fn read_one(vault: &Vault, note: &FoundNote, reader: &Reader<'_>, room: &mut Room) -> NoteFacts {
    let Room { path, bytes } = room;
    path.clear();
    path.push(&vault.root);
    match &note.odd_name {
        Some(odd_name) => path.push(odd_name),
        None => path.push(note.path.as_str()),
    }
    let facts = match fill(path, bytes) {
        Ok(Extent::Whole) => facts(reader, &note.path, bytes),
        Ok(Extent::Beginning) => {
            let mut facts = facts(reader, &note.path, bytes);
            facts.problems.push(large(&note.path));
            facts
        }
        Err(refusal) => unreadable(&note.path, &refusal),
    };
    if bytes.capacity() > USUAL_NOTE {
        *bytes = Vec::new();
    }
    facts
}

/// Returns the facts of a note's bytes; a panic on the way becomes a problem of the note.
pub fn facts(reader: &Reader<'_>, path: &NotePath, bytes: &[u8]) -> NoteFacts {
    guarded(path, || read_note(reader, path, bytes))
}

/// Runs `read` for one note and turns a panic in it into a problem of the note.
pub fn guarded(path: &NotePath, read: impl FnOnce() -> NoteFacts) -> NoteFacts {
    caught(read)
        .unwrap_or_else(|slip| left_out(path, slip.problem(path, "while reading", "the note is left out")))
}

enum Extent {
    Whole,
    Beginning,
}

fn fill(path: &Path, buffer: &mut Vec<u8>) -> Result<Extent, Refusal> {
    let (file, length) = opened(path)?;
    buffer.clear();
    let room = usize::try_from(length).unwrap_or(MOST_NOTE).min(MOST_NOTE) + 1;
    let mut file = file.take(MOST_NOTE as u64 + 1);
    buffer.resize(room, 0);
    let read = loop {
        match file.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    buffer.truncate(read);
    // A read that does not fill the buffer has reached the end; a full one means the file has grown.
    if read == room {
        file.read_to_end(buffer)?;
    }
    if buffer.len() <= MOST_NOTE {
        return Ok(Extent::Whole);
    }
    buffer.truncate(MOST_NOTE);
    drop_broken_end(buffer);
    Ok(Extent::Beginning)
}

/// Removes a character that the cut went through, so that the cut itself is not reported as invalid UTF-8.
fn drop_broken_end(buffer: &mut Vec<u8>) {
    let tail = buffer.iter().rev().take(4).position(|byte| byte & 0b1100_0000 != 0b1000_0000);
    if let Some(behind) = tail {
        let start = buffer.len() - behind - 1;
        if buffer.get(start..).is_some_and(|end| std::str::from_utf8(end).is_err()) {
            buffer.truncate(start);
        }
    }
}

fn large(path: &NotePath) -> Problem {
    Problem::new(Code::LargeNote, path, "a note over 8 MB")
        .help("split it, or move what is not text out of it")
        .effect("its first 8 MB were read")
}

fn unreadable(path: &NotePath, refusal: &Refusal) -> NoteFacts {
    let code = match refusal {
        Refusal::Odd(_) => Code::OddFile,
        Refusal::Missing | Refusal::Large | Refusal::Failed(_) => Code::UnreadableFile,
    };
    let help = match refusal {
        Refusal::Missing => "run again; something else is changing the vault",
        Refusal::Odd(_) => "put a regular file there",
        Refusal::Large | Refusal::Failed(_) => "make it readable",
    };
    // The note was there when its folder was listed.
    let more = if matches!(refusal, Refusal::Missing) { " any more" } else { "" };
    let problem = Problem::new(code, path, format!("this note {}{more}", refusal.describe()))
        .help(help)
        .effect("the note is left out");
    left_out(path, problem)
}

/// The facts of a note that was not read.
fn left_out(path: &NotePath, problem: Problem) -> NoteFacts {
    NoteFacts::new(path, Standing::Other(Exclusion::Unreadable), vec![problem])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_takes_a_broken_character_with_it() {
        #[track_caller]
        fn case(bytes: &[u8], left: &[u8]) {
            let mut buffer = bytes.to_vec();
            drop_broken_end(&mut buffer);
            assert_eq!(buffer, left);
        }
        case(b"abc", b"abc");
        case("é".as_bytes(), "é".as_bytes());
        case(&"aé".as_bytes()[..2], b"a");
        case(&"a🙂".as_bytes()[..4], b"a");
        case(b"", b"");
        case(b"\x80\x80\x80\x80\x80", b"\x80\x80\x80\x80\x80");
    }
}
