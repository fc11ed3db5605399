//! Reads the arguments, runs the command, prints its report and exits.

use followup::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::fault::silence();
    match cli::arguments::read(std::env::args_os()) {
        Ok(arguments) => cli::print::report(&cli::run(&arguments), arguments.global.color),
        Err(usage) => cli::print::usage(&usage),
    }
}
