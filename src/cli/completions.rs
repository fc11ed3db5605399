//! `followup completions`: prints a completion script for a shell, generated from the argument parser.

use super::arguments::Arguments;
use super::arguments::installing::Completions;
use super::report::Report;
use clap::CommandFactory;

pub(super) fn run(completions: &Completions) -> Report {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "followup", &mut script);
    Report::printing(String::from_utf8_lossy(&script).into_owned())
}
