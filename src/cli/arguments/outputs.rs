//! What was typed for the commands that set up a vault, write its outputs and show them.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// Folder of the notes
    #[arg(id = "folder", value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Ask nothing, take what is proposed
    #[arg(short, long)]
    pub yes: bool,
    /// Show what would be written, as a diff, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Also write a workflow that builds and publishes the calendar
    #[arg(long, value_name = "WHERE", value_enum)]
    pub ci: Option<Ci>,
    /// Also print a crontab line that builds every night
    #[arg(long)]
    pub cron: bool,
    /// Also write a systemd service and timer that build every night
    #[arg(long)]
    pub systemd: bool,
}

/// Who runs a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// GitHub Actions and GitHub Pages.
    Github,
}

/// `build`.
#[derive(Clone, Debug, Args)]
pub struct Build {
    /// Folder of the notes
    // An id of its own: `vault` is the global option, which `build` takes as well.
    #[arg(id = "folder", value_name = "VAULT")]
    pub vault: Option<PathBuf>,
    /// Folder to write to [default: `out` of the configuration, `agenda`]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Also write what may be published
    #[arg(long)]
    pub publish: bool,
    /// Show what would be written, with a diff of the texts that change, and write nothing
    #[arg(short = 'n', long, conflicts_with = "watch")]
    pub dry_run: bool,
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Build again whenever a note or the day changes, until Ctrl-C
    #[arg(short, long, conflicts_with = "strict")]
    pub watch: bool,
}

/// `serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Folder of the notes
    #[arg(id = "folder", value_name = "VAULT")]
    pub vault: Option<PathBuf>,
    /// Folder to serve [default: `out` of the configuration, `agenda`]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Port to listen on; 0 takes a free one
    #[arg(short, long, default_value_t = 4646)]
    pub port: u16,
}
