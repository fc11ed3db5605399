//! What was typed, as typed. What it means, and where the machine has to be
//! asked, is `meaning`'s work.

use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::text::list;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Everything on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "followup",
    version,
    about = "A static-site generator for relationships: reads notes about people and says whom to follow up with, when, why and with what.",
    after_help = "Examples:\n  followup build ~/notes        write the agenda page, the feed and the drafts\n  followup                      today's agenda\n  followup why \"Ada Lovelace\"   why she is on it, or why not\n\nExit status: 0 done, 1 done but a note had an error, 2 could not run.",
    max_term_width = 100
)]
pub struct Arguments {
    /// What stands before or after any command.
    #[command(flatten)]
    pub global: Global,
    /// The command; `agenda` if none was typed.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Folder of the notes [default: the nearest parent with followup.yaml, else this folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Day to work for, as YYYY-MM-DD [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: every hint, every file
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that can show it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Write the agenda page, the calendar feed and the drafts
    #[command(
        after_help = "Examples:\n  followup build\n  followup build ~/notes --out ~/site\n  followup build --publish --strict -q      from cron or CI"
    )]
    Build(Build),
    /// Print today's agenda
    #[command(
        after_help = "Examples:\n  followup agenda\n  followup agenda --days 7 --tag client\n  followup agenda --kind birthday --json"
    )]
    Agenda(Agenda),
    /// List the contacts
    #[command(
        after_help = "Examples:\n  followup list\n  followup list --all           every note, and why it is no contact\n  followup list --json"
    )]
    List(List),
    /// Show one contact, with each dated line and how it was read
    #[command(after_help = "Examples:\n  followup show Ada\n  followup show \"Ada Lovelace\" --json")]
    Show(Show),
    /// Print what could not be used in the notes
    #[command(
        after_help = "Examples:\n  followup check\n  followup check --format github      annotations in a workflow\n\nExit status 1 if a note has an error."
    )]
    Check(Check),
    /// Say why a contact is on the agenda, or why not
    #[command(after_help = "Examples:\n  followup why Ada\n  followup why Ada --on 2026-12-24")]
    Why(Why),
    /// Print the configuration in force, or where a contact's settings come from
    #[command(after_help = "Examples:\n  followup config\n  followup config Ada")]
    Config(Config),
    /// Write one draft: to the terminal, an editor, or the Drafts of a mail program
    #[command(
        after_help = "Examples:\n  followup draft Ada                            what the agenda proposes, or a hello\n  followup draft Ada --touch closing            another touch, kind or template of your own\n  followup draft Ada --channel text | pbcopy    a short one\n  followup draft Ada --edit --maildir ~/Mail    finish it, then find it among your drafts\n\nPlaces that only you can fill are marked `[? …]`; `followup lint` finds those that are left."
    )]
    Draft(Draft),
    /// Look over messages before they are sent
    #[command(
        after_help = "Examples:\n  followup lint                                 all drafts of the vault\n  followup lint agenda/drafts/ada-*.eml letter.txt\n  followup draft Ada | followup lint -\n  followup lint --rules                         what it looks for, and why\n\nExit status: 0 nothing found, 1 something to mend, 2 a file could not be read."
    )]
    Lint(Lint),
}

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
    /// With --maildir: say what would be put where, and put nothing
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
    /// Exit with 1 on warnings too
    #[arg(long)]
    pub strict: bool,
}

/// `agenda`.
#[derive(Clone, Debug, Default, Args)]
pub struct Agenda {
    /// Also what comes up in the next N days
    #[arg(long, value_name = "N")]
    pub days: Option<u32>,
    /// Only contacts with this tag, or one below it
    #[arg(long)]
    pub tag: Option<String>,
    /// Only follow-ups of this kind
    #[arg(long, value_parser = kind())]
    pub kind: Option<Kind>,
}

/// `list`.
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Also every note that is no contact, and why
    #[arg(long)]
    pub all: bool,
}

/// `show`.
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// Name, alias, file name, or the beginning of one
    #[command(flatten)]
    pub name: Name,
}

/// `check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// How to print the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people and editors.
    Text,
    /// For scripts.
    Json,
    /// Workflow commands that GitHub shows beside the line.
    Github,
}

/// `why`.
#[derive(Clone, Debug, Args)]
pub struct Why {
    /// Name, alias, file name, or the beginning of one
    #[command(flatten)]
    pub name: Name,
    /// Day to ask for [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
}

/// `config`.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// A contact, to see which rule gave it which setting
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
}

/// A contact as typed; several words need no quotes.
#[derive(Clone, Debug, Args)]
pub struct Name {
    /// Name, alias, file name, or the beginning of one
    #[arg(value_name = "NAME", required = true)]
    pub words: Vec<String>,
}

impl Arguments {
    /// The command that was typed, or the one that a bare `followup` is.
    pub fn chosen(&self) -> Command {
        self.command.clone().unwrap_or_else(|| Command::Agenda(Agenda::default()))
    }
}

/// Reads the command line.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(arguments)
}

fn day(text: &str) -> Result<Day, String> {
    Day::from_iso(text).ok_or_else(|| "write a day of the calendar as YYYY-MM-DD".to_owned())
}

fn channel(text: &str) -> Result<Channel, String> {
    let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
    Channel::read(text).ok_or_else(|| format!("write one of {}", list(&names, "or")))
}

fn kind() -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names).try_map(|name| {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name).ok_or("not a kind of follow-up")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_grammar_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_has_examples() {
        for command in Arguments::command().get_subcommands() {
            assert!(command.get_after_help().is_some(), "{}", command.get_name());
        }
    }

    #[test]
    fn global_options_stand_before_or_after() {
        for line in [
            "followup --json --vault x list",
            "followup list --vault x --json",
            "followup build --vault x --json",
        ] {
            let read = read(line.split(' ').map(OsString::from)).unwrap();
            assert!(read.global.json && read.global.vault.is_some(), "{line}");
        }
    }
}
