//! Opens files that another program may have put there: never through a link in the last part of the path,
//! never blocking on a FIFO, and only regular files.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Why a file was not read.
#[derive(Debug)]
pub enum Refusal {
    /// It does not exist.
    Missing,
    /// It is a link, folder, FIFO, socket or device; the text says which, such as "a folder".
    Odd(&'static str),
    /// It is larger than its limit.
    Large,
    /// The system reported an error.
    Failed(io::Error),
}

/// What [`Refusal::Odd`] says of a link.
pub const LINK: &str = "a symbolic link";

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Refusal::Missing,
            _ => Refusal::Failed(error),
        }
    }
}

impl Refusal {
    /// Returns the refusal as the end of a sentence, such as "is a symbolic link, not a regular file".
    pub fn describe(&self) -> String {
        match self {
            Refusal::Missing => "does not exist".to_owned(),
            Refusal::Odd(what) => format!("is {what}, not a regular file"),
            Refusal::Large => "is too large".to_owned(),
            Refusal::Failed(error) => format!("could not be read: {}", reason(error)),
        }
    }
}

/// Returns the system's message for an error, in lower case and without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_else(|| "unknown error".to_owned())
}

/// Opens a regular file for reading.
pub fn regular(path: &Path) -> Result<File, Refusal> {
    // Checking before opening keeps devices with side effects closed. The check after opening closes the gap
    // between the two.
    kind(&std::fs::symlink_metadata(path)?.file_type()).map_or(Ok(()), |odd| Err(Refusal::Odd(odd)))?;
    opened(path).map(|(file, _)| file)
}

/// Opens a file that a walk has just seen to be regular, so it is checked only after opening. Returns its
/// length too.
pub fn opened(path: &Path) -> Result<(File, u64), Refusal> {
    let file = options().open(path).map_err(refused)?;
    let metadata = file.metadata()?;
    match kind(&metadata.file_type()) {
        None => Ok((file, metadata.len())),
        Some(odd) => Err(Refusal::Odd(odd)),
    }
}

/// Reads a regular file of at most `most` bytes.
pub fn bounded(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    whole(regular(path)?, most)
}

/// Reads a stream of at most `most` bytes to its end.
pub fn whole(stream: impl Read, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    stream.take(most + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > most) { Err(Refusal::Large) } else { Ok(bytes) }
}

/// Like [`bounded`], for `relative` below `root`, where no folder on the way may be a link.
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

/// Describes a file that is not regular, such as "a folder"; `None` for a regular file.
pub fn kind(file_type: &std::fs::FileType) -> Option<&'static str> {
    if file_type.is_file() {
        None
    } else if file_type.is_symlink() {
        Some(LINK)
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

/// Reports a link that replaced the file between the check and the opening as a link.
fn refused(error: io::Error) -> Refusal {
    #[cfg(unix)]
    if error.raw_os_error() == Some(libc::ELOOP) {
        return Refusal::Odd(LINK);
    }
    Refusal::from(error)
}
