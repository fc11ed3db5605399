//! Finds the messages of a Maildir (with its subfolders), of mbox files or of `.eml` files, and reads their
//! headers: each message only up to its first empty line.

use super::failure::Failure;
use super::open::{reason, regular};
use super::progress::{Progress, Watching};
use crate::core::guard::caught;
use crate::core::harvest::mail::is_set_aside;
use crate::core::text::{begins_with_digit, is_digits};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Maximum size in bytes of the headers of a message file; longer ones are cut.
const MOST_HEADERS: u64 = 256 * 1024;
/// Maximum number of bytes kept of one line of an mbox file.
const MOST_LINE: usize = 64 * 1024;

/// The messages and mailboxes found below a path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mailboxes {
    /// Files that hold one message each.
    pub messages: Vec<PathBuf>,
    /// Mbox files, which hold many messages each.
    pub mboxes: Vec<PathBuf>,
    /// Number of messages skipped because their flags or folder say draft, spam or trash.
    pub unsent: usize,
    /// Files and folders that could not be read.
    pub unreadable: Vec<PathBuf>,
}

/// What was read from a message, and where it is.
#[derive(Debug)]
pub struct Message<'a, T> {
    /// Its file.
    pub path: &'a Path,
    /// The line on which it begins, in a file of many messages.
    pub line: Option<usize>,
    /// What was read; `None` if it could not be read.
    pub read: Option<T>,
}

/// Finds the messages below a path, sorted by path.
pub fn find(path: &Path) -> Result<Mailboxes, Failure> {
    let metadata = std::fs::metadata(path).map_err(|error| {
        Failure::new(format!("`{}`: {}", path.display(), reason(&error)))
            .help("name a Maildir, an mbox file or a folder of them")
    })?;
    let mut found = Mailboxes::default();
    if metadata.is_file() {
        found.add_named(path);
    } else {
        let mut entries = WalkDir::new(path).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() && is_left_out(&entry) => {
                    found.unsent += WalkDir::new(entry.path())
                        .into_iter()
                        .flatten()
                        .filter(|one| one.file_type().is_file())
                        .count();
                    entries.skip_current_dir();
                }
                Ok(entry) if entry.file_type().is_file() => found.add_file(entry.path()),
                Ok(_) => {}
                Err(error) => {
                    found.unreadable.push(error.path().unwrap_or(path).to_owned());
                }
            }
        }
    }
    if found.messages.is_empty() && found.mboxes.is_empty() && found.unreadable.is_empty() {
        return Err(Failure::new(format!("`{}` contains no mail", path.display())).help(
            "name a Maildir (a folder with `cur` and `new`), an mbox file, or a folder of .eml files",
        ));
    }
    Ok(found)
}

/// Whether to skip a folder: drafts, spam, trash or `tmp`. Maildir++ puts a dot before the name.
fn is_left_out(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    let last = name.rsplit(['.', '/']).next().unwrap_or(&name);
    entry.depth() > 0 && (is_set_aside(last).is_some() || name == "tmp")
}

impl Mailboxes {
    /// Adds the file that the user names, by the path as it is typed. A link is followed.
    fn add_named(&mut self, path: &Path) {
        let full = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let shown = if path.is_symlink() { &full } else { path };
        self.add(shown, full.parent());
    }

    fn add_file(&mut self, path: &Path) {
        self.add(path, path.parent());
    }

    fn add(&mut self, path: &Path, folder: Option<&Path>) {
        let folder = folder.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if matches!(folder.as_deref(), Some("cur" | "new")) {
            let flags =
                name.rsplit_once(":2,").or_else(|| name.rsplit_once("!2,")).map_or("", |(_, flags)| flags);
            if flags.contains(['D', 'T']) { self.unsent += 1 } else { self.messages.push(path.to_owned()) }
        } else if name.to_lowercase().ends_with(".eml") {
            self.messages.push(path.to_owned());
        } else {
            let is_unsent = is_set_aside(name.to_lowercase().trim_end_matches(".mbox")).is_some();
            match begins_like_mbox(path) {
                Some(false) => {}
                Some(true) if is_unsent => self.unsent += 1,
                Some(true) => self.mboxes.push(path.to_owned()),
                None => self.unreadable.push(path.to_owned()),
            }
        }
    }
}

/// Whether a file begins as an mbox does; `None` if it cannot be read.
fn begins_like_mbox(path: &Path) -> Option<bool> {
    let mut start = [0; 5];
    match regular(path).ok()?.read_exact(&mut start) {
        Ok(()) => Some(&start == b"From "),
        Err(error) => (error.kind() == ErrorKind::UnexpectedEof).then_some(false),
    }
}

/// Calls `read` with the headers of every message and returns the results, message files first, in order.
pub fn read_headers<T: Send>(
    found: &Mailboxes,
    watching: Watching,
    read: impl Fn(&[u8]) -> T + Sync,
) -> Vec<Message<'_, T>> {
    let guarded = |headers: &[u8]| caught(|| read(headers)).ok();
    let mut all = in_parallel("reading messages", &found.messages, watching, |path| {
        let read = headers_of(path).and_then(|headers| guarded(&headers));
        Message { path, line: None, read }
    });
    let more = in_parallel("reading mailboxes", &found.mboxes, watching, |path| {
        let mut messages = Vec::new();
        if let Ok(file) = regular(path) {
            each_message(file, |line, headers| {
                messages.push(Message { path, line: Some(line), read: guarded(headers) });
            });
        }
        // A file that only begins like an mbox is told as one that could not be read.
        if messages.is_empty() {
            messages.push(Message { path, line: None, read: None });
        }
        messages
    });
    all.extend(more.into_iter().flatten());
    all
}

/// Reads files on all threads and shows the progress; the results are in the order of the files.
fn in_parallel<'a, T: Send>(
    doing: &'static str,
    files: &'a [PathBuf],
    watching: Watching,
    read: impl Fn(&'a Path) -> T + Sync,
) -> Vec<T> {
    let progress = Progress::of(doing, files.len(), watching);
    let read_one = |path: &'a PathBuf| {
        let result = read(path);
        progress.step();
        result
    };
    let results = files.par_iter().map(read_one).collect();
    progress.finish();
    results
}

/// Returns the bytes of a message up to its first empty line.
fn headers_of(path: &Path) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(regular(path).ok()?.take(MOST_HEADERS));
    let mut headers = Vec::new();
    loop {
        let start = headers.len();
        if reader.read_until(b'\n', &mut headers).ok()? == 0 {
            return Some(headers);
        }
        if headers.get(start..).is_some_and(|line| line.trim_ascii().is_empty()) {
            return Some(headers);
        }
    }
}

/// Calls `take` with the first line and the headers of each message of an mbox file. A message begins with a line
/// `From ADDRESS DATE` at the start of the file or after an empty line. Thunderbird leaves out address and date; then a
/// header has to follow.
fn each_message(file: File, mut take: impl FnMut(usize, &[u8])) {
    let mut reader = BufReader::with_capacity(256 * 1024, file);
    let mut headers: Option<Vec<u8>> = None;
    let (mut number, mut first) = (0, 0);
    let mut line = Vec::new();
    let mut after_empty = true;
    let mut after_bare = false;
    while next_line(&mut reader, &mut line) {
        number += 1;
        let text = line.trim_ascii_end();
        let begins = if after_bare && is_header(text) { Some(number - 1) } else { None };
        let begins = begins.or((after_empty && is_envelope(text)).then_some(number));
        after_bare = after_empty && is_bare_envelope(text);
        if begins.is_some()
            && let Some(headers) = headers.replace(Vec::new())
        {
            take(first, &headers);
        }
        first = begins.unwrap_or(first);
        if text.is_empty() {
            if let Some(mut headers) = headers.take() {
                headers.extend_from_slice(b"\r\n");
                take(first, &headers);
            }
        } else if let Some(headers) = &mut headers
            && begins != Some(number)
            && headers.len() < MOST_LINE * 4
        {
            headers.extend_from_slice(&line);
        }
        after_empty = text.is_empty();
    }
    if let Some(headers) = headers {
        take(first, &headers);
    }
}

/// Reads a line into `line`, cut at `MOST_LINE` bytes; `false` at the end of the file.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> bool {
    line.clear();
    loop {
        let Ok(buffer) = reader.fill_buf() else { return false };
        if buffer.is_empty() {
            return !line.is_empty();
        }
        let end = buffer.iter().position(|octet| *octet == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(buffer.len());
        let room = MOST_LINE.saturating_sub(line.len()).min(taken);
        line.extend_from_slice(buffer.get(..room).unwrap_or_default());
        reader.consume(taken);
        if end.is_some() {
            if line.last() != Some(&b'\n') {
                line.push(b'\n');
            }
            return true;
        }
    }
}

/// Whether a line begins a message: `From ada@acme.example Mon Nov  2 08:00:00 2026`. A sentence that begins with
/// `From` lacks the time of day or the year.
fn is_envelope(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    let time = |word: &&&str| word.split(':').count() >= 2 && begins_with_digit(word);
    let year = |word: &&&str| word.len() == 4 && is_digits(word);
    words.iter().any(|word| time(&word)) && words.iter().any(|word| year(&word))
}

/// Whether a line is `From` with at most one word, as Thunderbird writes it between messages.
fn is_bare_envelope(line: &[u8]) -> bool {
    let rest = if line == b"From" { Some(&b""[..]) } else { line.strip_prefix(b"From ") };
    rest.is_some_and(|rest| !rest.trim_ascii().iter().any(u8::is_ascii_whitespace))
}

/// Whether a line is the first of a header field (RFC 5322, section 2.2).
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().position(|byte| *byte == b':').and_then(|at| line.get(..at));
    name.is_some_and(|name| !name.is_empty() && name.iter().all(u8::is_ascii_graphic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_taken_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inbox");
        let text = "From a@b Mon Nov  2 08:00:00 2026\nSubject: one\n folded\n\nbody\nFrom here on\n\n>From me Mon Nov 2 08:00:00 2026\n\nFrom now on it is 2026.\n\nFrom c@d Tue Nov  3 08:00:00 2026\r\nSubject: two\r\n\r\nbody\r\n";
        std::fs::write(&path, text).unwrap();
        let found = find(&path).unwrap();
        let headers =
            read_headers(&found, Watching::Nobody, |headers| String::from_utf8_lossy(headers).into_owned());
        let headers: Vec<_> = headers.into_iter().map(|found| (found.line, found.read.unwrap())).collect();
        let expected = [(1, "Subject: one\n folded\n\r\n"), (12, "Subject: two\r\n\r\n")];
        assert_eq!(headers, expected.map(|(line, headers)| (Some(line), headers.to_owned())));
    }

    #[test]
    fn thunderbird_separates_messages_by_from_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Inbox");
        let text = "From \r\nX-Mozilla-Status: 0001\r\nSubject: one\r\n\r\nbody\r\n\r\nFrom\r\nhere on\r\n\r\n\
                    From - Tue Nov  3 08:00:00 2026\r\nSubject: two\r\n\r\n\r\nFrom \r\nSubject: three\r\n";
        std::fs::write(&path, text).unwrap();
        let found = find(&path).unwrap();
        let headers =
            read_headers(&found, Watching::Nobody, |headers| String::from_utf8_lossy(headers).into_owned());
        let headers: Vec<_> = headers.into_iter().map(|found| (found.line, found.read.unwrap())).collect();
        let expected = [
            (1, "X-Mozilla-Status: 0001\r\nSubject: one\r\n\r\n"),
            (10, "Subject: two\r\n\r\n"),
            (14, "Subject: three\r\n"),
        ];
        assert_eq!(headers, expected.map(|(line, headers)| (Some(line), headers.to_owned())));
    }

    #[test]
    fn an_mbox_without_a_message_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.mbox");
        std::fs::write(&path, "From here on\nSubject: one\n\nbody\n").unwrap();
        let found = find(&path).unwrap();
        let read = read_headers(&found, Watching::Nobody, <[u8]>::len);
        assert!(matches!(read.as_slice(), [Message { line: None, read: None, .. }]), "{read:?}");
    }

    #[test]
    fn a_maildir_is_found_with_its_folders() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "cur/1:2,S", "new/2", "cur/3:2,DS", "tmp/4", ".Sent/cur/5:2,S", ".Trash/cur/6:2,S",
            "dovecot.index",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "From: a@b\n\nbody").unwrap();
        }
        let found = find(folder.path()).unwrap();
        assert_eq!(found.messages.len(), 3, "{found:?}");
        assert_eq!((found.unsent, found.mboxes.len()), (3, 0));
        assert!(find(&folder.path().join("tmp")).is_err());
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut found = Mailboxes::default();
        for (name, text) in [("short", "Fr"), ("notes.txt", "From here on"), ("other", "Hello there")] {
            std::fs::write(folder.path().join(name), text).unwrap();
            found.add_file(&folder.path().join(name));
        }
        let gone = folder.path().join("archive");
        found.add_file(&gone);
        assert_eq!((found.unreadable, found.mboxes), (vec![gone], vec![folder.path().join("notes.txt")]));
    }
}
