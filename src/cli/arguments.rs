//! What was typed, as typed. What it means, and where the machine has to be
//! asked, is `meaning`'s work.

pub mod edits;
pub mod gathering;
pub mod installing;
pub mod looks;
pub mod messages;
pub mod outputs;

use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::text::list;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// The version and the commit it was built from; outputs name the version alone, for the
/// same version writes the same bytes.
const VERSION: &str = env!("FOLLOWUP_VERSION");

/// Everything on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "followup",
    version = VERSION,
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
    /// Day to take as today, as YYYY-MM-DD [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Print only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: every hint, every file
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
        after_help = "Examples:\n  followup init                      in the folder of your notes\n  followup init ~/notes --dry-run    only show what would be written\n  followup init --cron               print a line for your crontab\n  followup init --systemd            a service and a timer that build nightly\n  followup init --ci github          a workflow that publishes the calendar\n\nAn existing file is never overwritten; an existing followup.yaml gets what it lacks."
    )]
    Init(outputs::Init),
    /// Write the agenda page, the calendar feed and the drafts
    #[command(
        after_help = "Examples:\n  followup build\n  followup build ~/notes --out ~/site\n  followup build --publish --strict -q      from cron or CI\n  followup build --dry-run     what today changes, and nothing is written\n  followup build --watch       again whenever a note changes\n\nExit status: 0 done, 1 done but a note had an error (with --strict, a warning), 2 could not run."
    )]
    Build(outputs::Build),
    /// Show the outputs in a browser, and reload the page when it changes
    #[command(
        after_help = "Examples:\n  followup serve\n  followup serve ~/notes --port 8080\n  followup build --watch       in another terminal: the page follows your notes\n\nOnly this machine can connect, and nothing is changed."
    )]
    Serve(outputs::Serve),
    /// Print today's agenda
    #[command(
        after_help = "Examples:\n  followup agenda\n  followup agenda --days 7 --tag client\n  followup agenda --kind birthday --json"
    )]
    Agenda(looks::Agenda),
    /// List the contacts
    #[command(
        after_help = "Examples:\n  followup list\n  followup list --all           every note, and why it is a contact or not\n  followup list --json"
    )]
    List(looks::List),
    /// Show one contact, with each dated line and how it was read
    #[command(after_help = "Examples:\n  followup show Ada\n  followup show \"Ada Lovelace\" --json")]
    Show(looks::Show),
    /// Print what could not be used in the notes
    #[command(
        after_help = "Examples:\n  followup check\n  followup check --format github      annotations in a workflow\n\nExit status: 0 no error, 1 a note has an error, 2 could not run."
    )]
    Check(looks::Check),
    /// Print the weekly review: where everybody stands, what moved, what needs a decision
    #[command(
        after_help = "Examples:\n  followup review\n  followup review -v            every row of every list\n  followup review --json"
    )]
    Review,
    /// Say why a contact is on the agenda, or why not
    #[command(after_help = "Examples:\n  followup why Ada\n  followup why Ada --on 2026-12-24")]
    Why(looks::Why),
    /// Print the configuration in force, or where a contact's settings come from
    #[command(after_help = "Examples:\n  followup config\n  followup config Ada")]
    Config(looks::Config),
    /// Write notes about the people of an address book
    #[command(
        after_help = "Reads vCard 2.1, 3.0 and 4.0 and the CSV files of Google, LinkedIn and Outlook. Somebody who has\na note already (by UID, LinkedIn profile, e-mail address, or name and number) keeps it as it is.\n\nExamples:\n  followup import contacts.vcf --dry-run      show what would be written\n  followup import contacts.vcf\n  followup import Connections.csv --folder People/LinkedIn\n  followup import outlook.csv --date-order dmy --template Templates/Person.md\n\nExit status: 0 done, 1 a card, row or value was lost or is doubtful (each is named), 2 nothing was read or written."
    )]
    Import(gathering::Import),
    /// Find log lines in your mail or your calendar
    #[command(
        subcommand_required = true,
        after_help = "Nothing leaves your machine, and only the headers of a message are read.\n\nExamples:\n  followup harvest mail ~/Mail          show the lines that are missing\n  followup harvest mail ~/Mail --since 2026-01-01 --write\n  followup harvest calendar work.ics --write"
    )]
    Harvest(gathering::Harvest),
    /// Write one line into a contact's log
    #[command(
        after_help = "Examples:\n  followup log Ada call: the budget is settled\n  followup log Ada Lovelace, Ben dinner --date yesterday\n  followup log Ada                         what her card proposes\n  followup log Ada email out: the plan --dry-run\n\nThe first words say what it was: email out, email in, call, coffee, met, text, letter, voicemail.\nA date in front of them is the day: 2026-11-20 call.\nThe line goes where the note's own log goes and is written as its other lines are."
    )]
    Log(edits::Log),
    /// Put a contact off until a day
    #[command(
        after_help = "Examples:\n  followup snooze Ada 3d\n  followup snooze Ada Lovelace 2 weeks\n  followup snooze Ada monday\n  followup snooze Ada off                  remove the snooze\n\nIt does not put off promises and dates."
    )]
    Snooze(edits::Snooze),
    /// Skip what is due for a contact
    #[command(
        after_help = "One thing per contact: a reply, a next step, a touch, a waiting-for, keeping in touch or a return.\nWhich one, and its day, is printed. Promises and dates are not skipped, and what is more than\na week ahead only with `--kind`; change a `next` that far ahead in the note.\n\nExamples:\n  followup skip Ada\n  followup skip Ada --dry-run\n  followup skip Ada --kind keep-in-touch   however far ahead it is"
    )]
    Skip(edits::Skip),
    /// Do what a card proposes: log it, or tick its task
    #[command(
        after_help = "Examples:\n  followup done Ada\n  followup done f-3k9x0a1b2c               the id from agenda.md\n\nFor a promise its task is ticked, for a birthday the wish is logged, and a touch is logged as sent\n(`call out #thank-you`), never as a talk. Everything else is logged as proposed."
    )]
    Done(edits::Done),
    /// Make a note about somebody, or about several
    #[command(
        after_help = "Examples:\n  followup new \"Jane Doe\" --email jane@acme.example --met=\"today at the fair\"\n  followup new --batch met.txt    one person per line, or CSV with a header\n  echo 'Jane Doe, jane@acme.example: vinyl' | followup new --batch -\n\nColumns of a CSV table are fields of the note, in any of their spellings: name, email, phone, company, role, tags,\nmet, birthday, cadence, channel, relationship, aliases, next, status ...; notes are hooks and promises are\ntasks. Any other column is a hook under its heading, and a status column such as `Lead Status` that says `do not contact`\nsets that key as well. A value that cannot be used costs that value alone; a date such as 02/11/1990 needs `date-order: dmy` or `mdy` in followup.yaml.\n\nLines about one person become one note. Somebody you have met (`--met`) gets a thank-you on the agenda for the next day. Existing notes are left as they are.\n\nExit status: 0 done, 1 a line or a value was not used (each is named), 2 could not run."
    )]
    New(edits::New),
    /// Go through what is due, one card at a time
    #[command(
        after_help = "For each card, one key and Enter:\n  d       done as proposed         s WHEN  snooze\n  l TEXT  log                      k       skip\n  o       open draft in $EDITOR    r       rest for half a year\n  m       mail                     w       why\n  n       later                    q       quit\n\nExamples:\n  followup next\n  followup next --catch-up         after a break: the closest people first\n  printf 'd\\nl call: all well\\nq\\n' | followup next"
    )]
    Next(edits::Next),
    /// Write what was ticked in agenda.md into the notes
    #[command(
        after_help = "In agenda.md: [x] done as proposed, [>] put off for a week, [-] skipped (a promise: given up,\nits task is cancelled). Text after ` :: ` is the log text (after [>]: until when); a date\nin front of it is the day. Without one, the date that the Tasks plugin appends (✅ DATE,\n❌ DATE, or a field) counts. A tick that is in the notes is marked, and not written again.\n\nExamples:\n  followup sync; followup build\n  followup sync --dry-run\n  followup sync --file-inbox    also move the lines of the inbox into the notes\n\nExit status: 0 done, 1 a tick could not be used (each is named, and stays), 2 could not run."
    )]
    Sync(edits::Sync),
    /// Start again: what is overdue is spread out from today
    #[command(
        after_help = "Examples:\n  followup restart\n  followup restart --dry-run\n\nIt writes `start: <today>` in followup.yaml and changes no note."
    )]
    Restart(edits::Restart),
    /// Write one draft: to the terminal, an editor, or the Drafts of a mail program
    #[command(
        after_help = "Examples:\n  followup draft Ada                     what the agenda proposes, or a hello\n  followup draft Ada --touch closing     another touch, kind or template\n  followup draft Ada --channel text      a short one\n  followup draft Ada --edit --maildir ~/Mail    then it is among your drafts\n\nPlaces that only you can fill are marked `[? …]`; `followup lint` finds those that are left."
    )]
    Draft(messages::Draft),
    /// Check messages before they are sent
    #[command(
        after_help = "Examples:\n  followup lint                                 all drafts of the vault\n  followup lint agenda/drafts/ada-*.eml letter.txt\n  followup draft Ada | followup lint -\n  followup lint --rules                         what it looks for, and why\n\nExit status: 0 nothing found, 1 something to fix, 2 a file could not be read."
    )]
    Lint(messages::Lint),
    /// Print a script that lets your shell complete commands and options
    #[command(
        after_help = "Run the one for your shell once; new shells then complete.\n\nExamples:\n  d=~/.local/share/bash-completion/completions; mkdir -p $d\n  followup completions bash > $d/followup\n  mkdir -p ~/.zfunc && followup completions zsh > ~/.zfunc/_followup\n  mkdir -p ~/.config/fish/completions\n  followup completions fish > ~/.config/fish/completions/followup.fish\n  followup completions powershell >> $PROFILE\n  followup completions elvish >> ~/.config/elvish/rc.elv\n\nFor zsh, `fpath=(~/.zfunc $fpath)` must come before `compinit` in .zshrc."
    )]
    Completions(installing::Completions),
    /// Print the manual page, or write one for every command
    #[command(
        after_help = "Examples:\n  followup man | man -l -                  read it\n  followup man ~/.local/share/man/man1     then `man followup-build` works\n\nA page of another version is replaced; a file that followup did not write is never touched."
    )]
    Man(installing::Man),
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
        self.command.clone().unwrap_or_else(|| Command::Agenda(looks::Agenda::default()))
    }
}

/// Reads the command line.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    Arguments::try_parse_from(arguments)
}

fn day(text: &str) -> Result<Day, String> {
    Day::from_iso(text).ok_or_else(|| "write a day that exists, as YYYY-MM-DD".to_owned())
}

fn channel(text: &str) -> Result<Channel, String> {
    let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
    Channel::read(text).ok_or_else(|| format!("write one of {}", list(&names, "or")))
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
