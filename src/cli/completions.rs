//! `followup completions`: prints a completion script for a shell, generated from the argument parser.

use super::arguments::Arguments;
use super::arguments::installing::{Completions, Shell};
use super::report::Report;
use clap::CommandFactory;
use clap_complete::Shell as Known;

pub(super) fn run(completions: &Completions) -> Report {
    let mut script = Vec::new();
    clap_complete::generate(known(completions.shell), &mut Arguments::command(), "followup", &mut script);
    Report::printing(String::from_utf8_lossy(&script).into_owned())
}

fn known(shell: Shell) -> Known {
    match shell {
        Shell::Bash => Known::Bash,
        Shell::Zsh => Known::Zsh,
        Shell::Fish => Known::Fish,
        Shell::PowerShell => Known::PowerShell,
        Shell::Elvish => Known::Elvish,
    }
}
