//! What was typed for the commands that a machine is set up with.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell to write the script for
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// Shells that a script can be made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash, with or without the package bash-completion.
    Bash,
    /// Z shell.
    Zsh,
    /// fish.
    Fish,
    /// PowerShell, on any system.
    #[value(name = "powershell")]
    PowerShell,
    /// Elvish.
    Elvish,
}

/// `man`.
#[derive(Clone, Debug, Args)]
pub struct Man {
    /// Folder to write all pages to, one per command [default: the main page, to the terminal]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}
