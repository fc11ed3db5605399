//! Outputs: from the agenda to the bytes of files. Nothing here decides what is
//! due, and nothing here touches the disk.

/// The files of one build.
#[derive(Debug, Default)]
pub struct Outputs {
    /// Files in the order in which the summary names them.
    pub files: Vec<OutputFile>,
    /// What a limit left out, in words for the summary: "12 drafts over the limit of 100".
    pub cut: Vec<String>,
}

/// One file to write.
#[derive(Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path relative to its folder, with `/` between the parts.
    pub path: String,
    /// Which folder it belongs to.
    pub folder: Folder,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The folders a build writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Folder {
    /// Private outputs: `out` in the config.
    Out,
    /// What may be published: `publish` in the config.
    Publish,
}
