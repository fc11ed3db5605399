//! What was typed after `import` and `harvest`.

use super::day;
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Exports (.vcf, .csv), or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Folder in the vault for new notes [default: `import-folder` of the configuration, `People`]
    #[arg(long, value_name = "DIR")]
    pub folder: Option<String>,
    /// Note in the vault to fill in for each person [default: `note-template` of the configuration]
    #[arg(long, value_name = "NOTE")]
    pub template: Option<String>,
    /// Tag to give everybody, besides their groups; may be repeated
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// How to read 02/11/2026 [default: what other dates in the file show, else `date-order`]
    #[arg(long, value_name = "ORDER", value_parser = orders())]
    pub date_order: Option<DateOrder>,
    /// Show the notes as a diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

fn orders() -> impl TypedValueParser<Value = DateOrder> {
    let known = [("dmy", "Day first"), ("mdy", "Month first")];
    PossibleValuesParser::new(known.map(|(order, help)| PossibleValue::new(order).help(help)))
        .map(|order| if order == "dmy" { DateOrder::Dmy } else { DateOrder::Mdy })
}

/// `harvest`.
#[derive(Clone, Debug, Args)]
pub struct Harvest {
    /// Where from.
    #[command(subcommand)]
    pub source: HarvestSource,
}

/// Where lines are found.
#[derive(Clone, Debug, Subcommand)]
pub enum HarvestSource {
    /// From a Maildir, an mbox file, or a folder of them
    #[command(
        after_help = "Mail of lists and newsletters, automatic answers, spam, drafts and what you sent to yourself are\nleft out. Your own addresses are those of `me: {email: [...]}` in followup.yaml.\n\nExamples:\n  followup harvest mail ~/Maildir\n  followup harvest mail inbox.mbox --me ada@home.example --write"
    )]
    Mail(HarvestMail),
    /// From a calendar file (.ics)
    #[command(
        after_help = "An event counts for each contact whose address is among its participants, up to today;\nwhat was cancelled or declined, and birthdays, are left out.\n\nExamples:\n  followup harvest calendar work.ics\n  followup harvest calendar work.ics --since 2026-01-01 --write"
    )]
    Calendar(HarvestCalendar),
}

/// `harvest mail`.
#[derive(Clone, Debug, Args)]
pub struct HarvestMail {
    /// A Maildir, an mbox file, or a folder of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// What both kinds of harvest take.
    #[command(flatten)]
    pub how: HarvestHow,
}

/// `harvest calendar`.
#[derive(Clone, Debug, Args)]
pub struct HarvestCalendar {
    /// Calendar files
    #[arg(value_name = "FILE.ics", required = true)]
    pub paths: Vec<PathBuf>,
    /// What both kinds of harvest take.
    #[command(flatten)]
    pub how: HarvestHow,
}

/// Options of both kinds of harvest.
#[derive(Clone, Debug, Args)]
pub struct HarvestHow {
    /// Write the lines into the notes
    #[arg(long)]
    pub write: bool,
    /// Show the lines as a diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// An address of your own; may be repeated [default: `me` of the configuration]
    #[arg(long, value_name = "ADDRESS")]
    pub me: Vec<String>,
    /// The first day to look at
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Day>,
}
