//! What was typed for the commands that only look and print.

use super::{Name, day};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

/// `agenda`.
#[derive(Clone, Debug, Default, Args)]
pub struct Agenda {
    /// Also show what comes up in the next N days, even beyond `horizon`
    #[arg(long, value_name = "N")]
    pub days: Option<u32>,
    /// Only contacts with this tag, or one below it
    #[arg(long)]
    pub tag: Option<String>,
    /// Only follow-ups of this kind
    #[arg(long, value_parser = kind_of(|_| true))]
    pub kind: Option<Kind>,
}

/// `list`.
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Also show what marks each as a contact, and every other note and why it is not one
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
    /// Day to ask about [default: today]
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

/// A kind of follow-up, one of those that are wanted, by its name.
pub fn kind_of(wanted: fn(Kind) -> bool) -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.iter().filter(|kind| wanted(**kind)).map(|kind| kind.name());
    PossibleValuesParser::new(names).try_map(|name| {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name).ok_or("not a kind of follow-up")
    })
}
