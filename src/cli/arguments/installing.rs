//! What was typed for the commands that a machine is set up with.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap_complete::Shell;
use std::path::PathBuf;

/// `completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell to write the script for
    #[arg(value_name = "SHELL", value_parser = shells())]
    pub shell: Shell,
}

fn shells() -> impl TypedValueParser<Value = Shell> {
    let known = [
        ("bash", "GNU Bash, with or without the package bash-completion"),
        ("zsh", "Z shell"),
        ("fish", "fish"),
        ("powershell", "PowerShell, on any system"),
        ("elvish", "Elvish"),
    ];
    PossibleValuesParser::new(known.map(|(shell, help)| PossibleValue::new(shell).help(help)))
        .try_map(|shell| shell.parse::<Shell>())
}

/// `man`.
#[derive(Clone, Debug, Args)]
pub struct Man {
    /// Folder to write all pages to, one per command [default: the main page, to the terminal]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}
