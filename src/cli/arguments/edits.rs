//! What was typed for the commands that change notes.

use super::Name;
use clap::Args;

/// `log`.
#[derive(Clone, Debug, Args)]
pub struct Log {
    /// Name, alias, file name, or the beginning of one; several with commas
    #[arg(value_name = "NAME[,NAME...]")]
    pub name: String,
    /// What happened [default: what the card proposes]
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// The day it was: yesterday, monday, 3 days ago, or a date [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `snooze`.
#[derive(Clone, Debug, Args)]
pub struct Snooze {
    /// Whom, then until when: a date, 3d, 2 weeks, monday, tomorrow, off
    #[arg(value_name = "NAME WHEN", required = true, num_args = 2..)]
    pub words: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `skip`.
#[derive(Clone, Debug, Args)]
pub struct Skip {
    /// Name, alias, file name, or the beginning of one
    #[command(flatten)]
    pub name: Name,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `done`.
#[derive(Clone, Debug, Args)]
pub struct Done {
    /// A contact, or the id of a follow-up
    #[arg(value_name = "NAME|ID", required = true)]
    pub words: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `restart`.
#[derive(Clone, Debug, Args)]
pub struct Restart {
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `sync`.
#[derive(Clone, Debug, Args)]
pub struct Sync {
    /// Also move the lines of the inbox into the notes of whom they name
    #[arg(long)]
    pub file_inbox: bool,
    /// Folder with the agenda [default: `out` of the configuration, `agenda`]
    #[arg(long, value_name = "DIR")]
    pub out: Option<std::path::PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `next`.
#[derive(Clone, Debug, Args)]
pub struct Next {
    /// After a break: one card a person, those of highest priority and shortest cadence first
    #[arg(long)]
    pub catch_up: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}
