//! Vaults that a test writes out, without a disk.

use followup::core::compile::{Compiled, compile};
use followup::core::config::model::Config;
use followup::core::config::obsidian::VaultSettings;
use followup::core::day::Day;
use followup::core::note::read::{Reader, read_note};
use followup::core::place::NotePath;
use rayon::prelude::*;

/// Reads and compiles notes, each given by its path and its text, on a day.
pub(crate) fn compiled<P, T>(notes: &[(P, T)], config: &Config, today: Day) -> Compiled
where
    P: AsRef<str> + Sync,
    T: AsRef<[u8]> + Sync,
{
    let settings = VaultSettings::default();
    let reader = Reader::new(config, &settings, today);
    let notes = notes.par_iter();
    let facts = notes.map(|(path, text)| read_note(&reader, &NotePath::new(path.as_ref()), text.as_ref()));
    compile(facts.collect(), config, today, "vault")
}
