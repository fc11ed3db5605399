//! What was typed for the commands that change notes.

use super::Name;
use super::looks::kind_of;
use crate::core::agenda::model::Kind;
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
    /// The day it was: yesterday, monday, 3 days ago, 5 November, or a date [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `snooze`.
#[derive(Clone, Debug, Args)]
#[command(override_usage = "followup snooze [OPTIONS] <NAME> <WHEN>")]
pub struct Snooze {
    /// Who, then until when: a date, 24 December, 3d, 2 weeks, monday, off
    #[arg(value_name = "NAME and WHEN", required = true, num_args = 1..)]
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
    /// What to skip, if it is more than a week ahead
    #[arg(long, value_parser = kind_of(Kind::is_relationship))]
    pub kind: Option<Kind>,
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
    /// Also move the lines of the inbox into the notes of the people they name
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
    /// After a break: one card per person, highest priority and shortest cadence first
    #[arg(long)]
    pub catch_up: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `new`.
#[derive(Clone, Debug, Args)]
pub struct New {
    /// The name; several words need no quotes
    #[arg(value_name = "NAME", required_unless_present = "batch", conflicts_with = "batch")]
    pub name: Vec<String>,
    /// File with one person per line, or a CSV table; `-` for the standard input
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub batch: Option<std::path::PathBuf>,
    /// When and where you met, after a `=`: "today", "yesterday at the fair", "2026-11-20"
    #[arg(long, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_missing_value = "today")]
    pub met: Option<String>,
    /// E-mail address; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    pub email: Vec<String>,
    /// Phone number; may be repeated
    #[arg(long, value_name = "NUMBER")]
    pub phone: Vec<String>,
    /// Where they work
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,
    /// Tag; may be repeated
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Something to remember and mention; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub hook: Vec<String>,
    /// Show the notes as a diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
