//! What was typed, as typed. What it means, and where the machine has to be
//! asked, is `meaning`'s work.

pub mod edits;
pub mod messages;

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
    /// Set up a vault: write followup.yaml, and a schedule if you like
    #[command(
        after_help = "Examples:\n  followup init                      in the folder of your notes\n  followup init ~/notes --dry-run    only show what would be written\n  followup init --cron               print a line for your crontab\n  followup init --systemd            a service and a timer that build every night\n  followup init --ci github          a workflow that builds and publishes the calendar\n\nA file that is there is never written over; a followup.yaml gets what it lacks."
    )]
    Init(Init),
    /// Write the agenda page, the calendar feed and the drafts
    #[command(
        after_help = "Examples:\n  followup build\n  followup build ~/notes --out ~/site\n  followup build --publish --strict -q      from cron or CI\n  followup build --watch       again whenever a note changes"
    )]
    Build(Build),
    /// Show the outputs in a browser, and the page anew when it changes
    #[command(
        after_help = "Examples:\n  followup serve\n  followup serve ~/notes --port 8080\n  followup build --watch            in another terminal, for the page to follow your notes\n\nOnly this machine is answered, and nothing is changed."
    )]
    Serve(Serve),
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
    /// Print the weekly review: where everybody stands, what moved, what asks for a decision
    #[command(
        after_help = "Examples:\n  followup review\n  followup review -v            every row of every list\n  followup review --json"
    )]
    Review,
    /// Say why a contact is on the agenda, or why not
    #[command(after_help = "Examples:\n  followup why Ada\n  followup why Ada --on 2026-12-24")]
    Why(Why),
    /// Print the configuration in force, or where a contact's settings come from
    #[command(after_help = "Examples:\n  followup config\n  followup config Ada")]
    Config(Config),
    /// Write notes about the people of an address book
    #[command(
        after_help = "Reads vCard 2.1, 3.0 and 4.0 and the CSV files of Google, LinkedIn and Outlook. Somebody who has\na note already (by UID, by e-mail address, by name and number) keeps it as it is.\n\nExamples:\n  followup import contacts.vcf --dry-run      show what would be written\n  followup import contacts.vcf\n  followup import Connections.csv --folder People/LinkedIn\n  followup import outlook.csv --date-order dmy --template Templates/Person.md\n\nExit status: 0 done, 1 a card, row or value was lost (each is named), 2 nothing was read or written."
    )]
    Import(Import),
    /// Find log lines in your mail or your calendar
    #[command(
        subcommand_required = true,
        after_help = "Nothing leaves your machine, and of a message only its headers are read.\n\nExamples:\n  followup harvest mail ~/Mail                    show the lines that are missing\n  followup harvest mail ~/Mail --since 2026-01-01 --write\n  followup harvest calendar work.ics --write"
    )]
    Harvest(Harvest),
    /// Write one line into a contact's log
    #[command(
        after_help = "Examples:\n  followup log Ada call: the budget is settled\n  followup log \"Ada Lovelace,Ben\" dinner --date yesterday\n  followup log Ada                         what her card proposes\n  followup log Ada email out: the plan --dry-run\n\nThe first words say what it was: email out, email in, call, coffee, met, text, letter, voicemail.\nThe line goes where the note's own log goes and is written as its other lines are."
    )]
    Log(edits::Log),
    /// Put a contact off until a day
    #[command(
        after_help = "Examples:\n  followup snooze Ada 3d\n  followup snooze Ada Lovelace 2 weeks\n  followup snooze Ada monday\n  followup snooze Ada off                  as if it had never been\n\nPromises and dates are not put off by it."
    )]
    Snooze(edits::Snooze),
    /// Pass over what is due for a contact
    #[command(after_help = "Examples:\n  followup skip Ada\n  followup skip Ada --dry-run")]
    Skip(edits::Skip),
    /// Do what a card proposes: log it, or tick its task
    #[command(
        after_help = "Examples:\n  followup done Ada\n  followup done f-3k9x0a1b2c               the id that stands in agenda.md\n\nA promise ticks its task, a birthday logs the wish, everything else is logged as proposed."
    )]
    Done(edits::Done),
    /// Make a note about somebody, or about several
    #[command(
        after_help = "Examples:\n  followup new \"Jane Doe\" --email jane@acme.example --met \"today at the fair\"\n  followup new --batch met.txt             one person a line, or a CSV table with a header\n  printf 'Jane Doe, jane@acme.example, Acme: vinyl; promised the article by friday\\n' | followup new --batch -\n\nWho was met (`--met`) gets a thank-you on the agenda for the next day. Somebody who has a note keeps it as it is.\n\nExit status: 0 done, 1 a line was not used (each is named), 2 could not run."
    )]
    New(edits::New),
    /// Go through what is due, one card at a time
    #[command(
        after_help = "One key and enter: d done as proposed, l TEXT log, o open the draft in $EDITOR, m mail, s WHEN snooze,\nk skip, r rest for half a year, w why, n later, q quit.\n\nExamples:\n  followup next\n  followup next --catch-up                 after a break: the closest people first\n  printf 'd\\nl call: all well\\nq\\n' | followup next"
    )]
    Next(edits::Next),
    /// Write what was ticked in agenda.md into the notes
    #[command(
        after_help = "In agenda.md: [x] done as proposed, [>] put off for a week, [-] passed over. Text after ` :: ` is the log\ntext (behind [>]: until when). What is in the notes is marked and not written again.\n\nExamples:\n  followup sync && followup build\n  followup sync --dry-run\n  followup sync --file-inbox               also move the lines of the inbox into the notes\n\nExit status: 0 done, 1 a tick could not be used (each is named, and stays), 2 could not run."
    )]
    Sync(edits::Sync),
    /// Begin anew: what is overdue is spread out from today
    #[command(
        after_help = "Examples:\n  followup restart\n  followup restart --dry-run\n\nIt writes `start: <today>` in followup.yaml and changes no note."
    )]
    Restart(edits::Restart),
    /// Write one draft: to the terminal, an editor, or the Drafts of a mail program
    #[command(
        after_help = "Examples:\n  followup draft Ada                            what the agenda proposes, or a hello\n  followup draft Ada --touch closing            another touch, kind or template of your own\n  followup draft Ada --channel text | pbcopy    a short one\n  followup draft Ada --edit --maildir ~/Mail    finish it, then find it among your drafts\n\nPlaces that only you can fill are marked `[? …]`; `followup lint` finds those that are left."
    )]
    Draft(messages::Draft),
    /// Look over messages before they are sent
    #[command(
        after_help = "Examples:\n  followup lint                                 all drafts of the vault\n  followup lint agenda/drafts/ada-*.eml letter.txt\n  followup draft Ada | followup lint -\n  followup lint --rules                         what it looks for, and why\n\nExit status: 0 nothing found, 1 something to mend, 2 a file could not be read."
    )]
    Lint(messages::Lint),
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
    #[arg(long, conflicts_with = "write")]
    pub dry_run: bool,
    /// An address of your own; may be given again [default: `me` of the configuration]
    #[arg(long, value_name = "ADDRESS")]
    pub me: Vec<String>,
    /// The first day to look at
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Day>,
}

/// `import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Exports (.vcf, .csv), or folders of them
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Folder of the vault for new notes [default: `import-folder` of the configuration, `People`]
    #[arg(long, value_name = "DIR")]
    pub folder: Option<String>,
    /// Note of the vault to fill in for each person [default: `note-template` of the configuration]
    #[arg(long, value_name = "NOTE")]
    pub template: Option<String>,
    /// Tag to give everybody, beside their groups; may be given again
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// How 02/11/2026 is meant [default: what other dates of the file tell, else `date-order`]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub date_order: Option<TypedOrder>,
    /// Show the notes as a diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How a date with slashes is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypedOrder {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

/// `init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// Folder of the notes
    #[arg(id = "folder", value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Ask nothing, take what is proposed
    #[arg(short, long)]
    pub yes: bool,
    /// Show what would be written, as a difference, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// Also write a workflow that builds and publishes the calendar
    #[arg(long, value_name = "WHERE", value_enum)]
    pub ci: Option<Ci>,
    /// Also print a line for a crontab that builds every night
    #[arg(long)]
    pub cron: bool,
    /// Also write a service and a timer of systemd that build every night
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
