//! Opening files that somebody else may have put there: never through a link in
//! the last part of the path, never blocking on a FIFO, and only regular files.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Why a file was not read.
#[derive(Debug)]
pub enum Refusal {
    /// There is none.
    Missing,
    /// It is a link, folder, FIFO, socket or device; the text names which.
    Odd(&'static str),
    /// It is larger than its limit.
    Large,
    /// The system said no.
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refusal::Missing,
            _ => Refusal::Failed(error),
        }
    }
}

impl Refusal {
    /// The refusal as the end of a sentence: "… is a symbolic link".
    pub fn describe(&self) -> String {
        match self {
            Refusal::Missing => "does not exist".to_owned(),
            Refusal::Odd(what) => format!("is {what}, not a regular file"),
            Refusal::Large => "is too large".to_owned(),
            Refusal::Failed(error) => format!("could not be read: {}", reason(error)),
        }
    }
}

/// The system's words for an error, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_else(|| "unknown error".to_owned())
}

/// Opens a regular file for reading, or says what it is instead.
pub fn regular(path: &Path) -> Result<File, Refusal> {
    // Looking first keeps devices with side effects closed; the look after
    // opening closes the gap between the two.
    kind(&std::fs::symlink_metadata(path)?.file_type()).map_or(Ok(()), |odd| Err(Refusal::Odd(odd)))?;
    opened(path).map(|(file, _)| file)
}

/// Opens what a walk saw to be a regular file a moment ago, so that it is not looked at again
/// before; gives its length too, from the one look after opening.
pub fn opened(path: &Path) -> Result<(File, u64), Refusal> {
    let file = options().open(path).map_err(refused)?;
    let metadata = file.metadata()?;
    match kind(&metadata.file_type()) {
        None => Ok((file, metadata.len())),
        Some(odd) => Err(Refusal::Odd(odd)),
    }
}

/// Reads a regular file that may have at most `most` bytes.
pub fn bounded(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let file = regular(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) { Err(Refusal::Large) } else { Ok(bytes) }
}

/// As [`bounded`], for `relative` below `root`, where no folder on the way may be a link.
pub fn bounded_below(root: &Path, relative: &str, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut path: PathBuf = root.to_owned();
    let parts: Vec<Component<'_>> = Path::new(relative).components().collect();
    if let [folders @ .., _] = parts.as_slice() {
        for folder in folders {
            path.push(folder);
            if std::fs::symlink_metadata(&path)?.file_type().is_symlink() {
                return Err(Refusal::Odd("below a symbolic link"));
            }
        }
    }
    bounded(&root.join(relative), most)
}

/// What a thing is, if it is no regular file.
pub fn kind(file_type: &std::fs::FileType) -> Option<&'static str> {
    if file_type.is_file() {
        None
    } else if file_type.is_symlink() {
        Some("a symbolic link")
    } else if file_type.is_dir() {
        Some("a folder")
    } else {
        Some(special(file_type))
    }
}

#[cfg(unix)]
fn special(file_type: &std::fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if file_type.is_fifo() {
        "a named pipe"
    } else if file_type.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_file_type: &std::fs::FileType) -> &'static str {
    "something else"
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// A link that took the place of the file between look and open reads as what it is.
fn refused(error: io::Error) -> Refusal {
    #[cfg(unix)]
    if error.raw_os_error() == Some(libc::ELOOP) {
        return Refusal::Odd("a symbolic link");
    }
    Refusal::from(error)
}
