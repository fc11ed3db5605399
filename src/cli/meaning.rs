//! Resolves the global arguments: which vault, which day, how much to print, in which form. It asks the
//! machine for the current folder where no vault was named.

use super::arguments::{Arguments, Color, Command};
use super::report::in_form;
use crate::core::day::Day;
use crate::core::problem::Severity;
use crate::io::failure::Failure;
use crate::io::open::reason;
use crate::io::vault::Vault;

/// The resolved global arguments, which every command gets.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The vault.
    pub vault: Vault,
    /// The day given with `--today`.
    pub today: Option<Day>,
    /// How much to print besides the output.
    pub loudness: Loudness,
    /// The form of the output.
    pub form: Form,
    /// When to use colour; for commands that print before they end.
    pub color: Color,
}

/// How much to print besides the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loudness {
    /// Errors only.
    Quiet,
    /// Summaries, errors and warnings.
    Normal,
    /// Everything.
    Verbose,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text for people.
    Text,
    /// JSON for scripts.
    Json,
}

impl Loudness {
    /// Whether problems of this severity are printed by a command that is about them.
    pub fn shows(self, severity: Severity) -> bool {
        self != Loudness::Quiet || severity == Severity::Error
    }

    /// Whether problems of this severity are printed by a build. Hints need `--verbose`, since the page and
    /// `check` show them.
    pub fn tells(self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => self != Loudness::Quiet,
            Severity::Hint => self == Loudness::Verbose,
        }
    }
}

impl Meaning {
    /// Resolves the arguments in the current folder.
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

    /// Returns the output in the requested form; with `--quiet`, no text.
    pub fn output(&self, json: impl FnOnce() -> String, text: impl FnOnce() -> String) -> String {
        in_form(self.form, json, || if self.loudness == Loudness::Quiet { String::new() } else { text() })
    }
}

fn here() -> Result<Vault, Failure> {
    let folder = std::env::current_dir().map_err(|error| {
        Failure::new(format!("the current folder cannot be determined: {}", reason(&error)))
            .help("name the vault with `--vault`")
    })?;
    Vault::open(&Vault::nearest(&folder))
}
