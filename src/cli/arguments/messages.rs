//! What was typed after `draft` and `lint`.

use super::{Name, channel};
use crate::core::note::channel::Channel;
use clap::Args;
use std::path::PathBuf;

/// `draft`.
#[derive(Clone, Debug, Args)]
pub struct Draft {
    /// Name, alias, file name, or the beginning of one
    #[command(flatten)]
    pub name: Name,
    /// A touch (`value`), a kind (`birthday`), or a template of your own [default: what is due]
    #[arg(long, value_name = "TOUCH")]
    pub touch: Option<String>,
    /// Write it for this channel: email, text, linkedin, phone, letter
    #[arg(long, value_parser = channel)]
    pub channel: Option<Channel>,
    /// Print what a template sees for this contact, as JSON, instead of a draft
    #[arg(long, conflicts_with_all = ["edit", "maildir"])]
    pub variables: bool,
    /// Finish it in $VISUAL or $EDITOR first
    #[arg(long)]
    pub edit: bool,
    /// Put it into the Drafts of this Maildir, once
    #[arg(long, value_name = "DIR")]
    pub maildir: Option<PathBuf>,
    /// With --maildir: show what would be put where, and put nothing
    #[arg(long, requires = "maildir")]
    pub dry_run: bool,
}

/// `lint`.
#[derive(Clone, Debug, Args)]
pub struct Lint {
    /// Drafts or any other text: .eml, .md, plain text, a folder of them, or `-` [default: the drafts of the vault]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// List the rules instead
    #[arg(long, conflicts_with = "files")]
    pub rules: bool,
}
