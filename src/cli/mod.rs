//! The command line, which joins `io` and `core`. Each command is a function from its arguments and the
//! [`Meaning`] of the global ones to a [`Report`]; only `print` and `dialogue` write to the terminal.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the command line may ask the machine where it is run and write to its terminal"
)]

mod agenda;
pub mod arguments;
pub mod build;
pub mod build_report;
mod check;
mod completions;
mod config;
mod contact_json;
mod counts;
mod dialogue;
mod diff;
mod done;
mod draft;
mod edit_report;
mod editing;
pub mod fault;
mod from_here;
mod harvest;
mod import;
mod init;
mod lint;
pub mod list;
pub mod loading;
mod log;
mod log_names;
mod man;
pub mod meaning;
mod new;
mod next;
mod next_card;
mod next_key;
mod next_session;
mod opening;
mod other_agendas;
mod person;
pub mod print;
pub mod report;
mod restart;
mod review;
mod serve;
pub mod show;
mod skip;
mod snooze;
mod sync;
mod sync_inbox;
mod terminal;
mod vault_above;
mod watch;
mod why;

use crate::io::failure::Failure;
use arguments::{Arguments, Command};
use meaning::Meaning;
use report::Report;

/// Runs the command that was typed. A failure becomes a report too.
pub fn run(arguments: &Arguments) -> Report {
    let json = arguments.global.json;
    fault::reported(json, || {
        Meaning::of(arguments)
            .and_then(|meaning| dispatch(&arguments.chosen(), &meaning))
            .unwrap_or_else(|failure| Report::failed(&failure, json))
    })
}

fn dispatch(command: &Command, meaning: &Meaning) -> Result<Report, Failure> {
    match command {
        Command::Build(build) => build::run(build, meaning),
        Command::Init(init) => init::run(init, meaning),
        Command::Serve(serve) => serve::run(serve, meaning),
        Command::Agenda(agenda) => agenda::run(agenda, meaning),
        Command::List(list) => list::run(list, meaning),
        Command::Show(show) => show::run(&show.name, meaning),
        Command::Check(check) => check::run(check, meaning),
        Command::Review => review::run(meaning),
        Command::Why(why) => why::run(why, meaning),
        Command::Config(config) => config::run(config, meaning),
        Command::Import(import) => import::run(import, meaning),
        Command::Harvest(harvest) => harvest::run(harvest, meaning),
        Command::Log(log) => log::run(log, meaning),
        Command::Snooze(snooze) => snooze::run(snooze, meaning),
        Command::Skip(skip) => skip::run(skip, meaning),
        Command::Done(done) => done::run(done, meaning),
        Command::New(new) => new::run(new, meaning),
        Command::Next(next) => next::run(next, meaning),
        Command::Sync(sync) => sync::run(sync, meaning),
        Command::Restart(restart) => restart::run(restart, meaning),
        Command::Draft(draft) => draft::run(draft, meaning),
        Command::Lint(lint) => lint::run(lint, meaning),
        Command::Completions(completions) => Ok(completions::run(completions)),
        Command::Man(man) => man::run(man, meaning),
    }
}
