//! What was typed, made definite: which vault, which day, how loud, which form.
//! The only part of the command line that asks the machine.

use super::arguments::{Arguments, Color, Command};
use crate::core::day::Day;
use crate::io::failure::Failure;
use crate::io::open::reason;
use crate::io::vault::Vault;

/// What every command needs to know.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The vault.
    pub vault: Vault,
    /// The day that was asked for.
    pub today: Option<Day>,
    /// How much is said beside the output.
    pub loudness: Loudness,
    /// What outputs look like.
    pub form: Form,
    /// When to use colour, for what is printed before the end of a run.
    pub color: Color,
}

/// How much is said beside the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loudness {
    /// Errors alone.
    Quiet,
    /// What is worth knowing.
    Normal,
    /// Everything.
    Verbose,
}

/// What outputs look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

impl Meaning {
    /// Finds out what the arguments mean here.
    pub fn of(arguments: &Arguments) -> Result<Meaning, Failure> {
        let global = &arguments.global;
        let argument = match &arguments.command {
            Some(Command::Build(build)) => build.vault.as_ref(),
            Some(Command::Init(init)) => init.vault.as_ref(),
            Some(Command::Serve(serve)) => serve.vault.as_ref(),
            _ => None,
        };
        let vault = match argument.or(global.vault.as_ref()) {
            Some(path) => Vault::open(path)?,
            None => here()?,
        };
        let loudness = if global.quiet {
            Loudness::Quiet
        } else if global.verbose {
            Loudness::Verbose
        } else {
            Loudness::Normal
        };
        let form = if global.json { Form::Json } else { Form::Text };
        Ok(Meaning { vault, today: global.today, loudness, form, color: global.color })
    }

    /// An output in the form that was asked for; no text where nothing is to be said.
    pub fn told(&self, json: impl FnOnce() -> String, text: impl FnOnce() -> String) -> String {
        match (self.form, self.loudness) {
            (Form::Json, _) => json(),
            (Form::Text, Loudness::Quiet) => String::new(),
            (Form::Text, Loudness::Normal | Loudness::Verbose) => text(),
        }
    }
}

fn here() -> Result<Vault, Failure> {
    let folder = std::env::current_dir().map_err(|error| {
        Failure::new(format!("the current folder cannot be determined: {}", reason(&error)))
            .help("name the vault with `--vault`")
    })?;
    Vault::open(&Vault::nearest(&folder))
}
