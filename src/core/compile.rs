//! From facts of notes to the agenda: the pure heart of the program.

use super::agenda::model::Agenda;
use super::config::model::Config;
use super::day::Day;
use super::note::facts::{NoteFacts, Standing};
use super::people::contact::People;
use super::place::NotePath;
use super::problem::Problem;

/// What a vault comes to on a day.
#[derive(Debug)]
pub struct Compiled {
    /// What to do.
    pub agenda: Agenda,
    /// Everybody.
    pub people: People,
    /// Every note that is no contact, with what it is, by path; for `list --all`.
    pub others: Vec<(NotePath, Standing)>,
    /// Everything that could not be used, arranged; includes the problems of the notes.
    pub problems: Vec<Problem>,
}

/// Puts the facts of all notes together and decides what is due on `today`.
/// `vault` is the vault's name. The order of `notes` does not matter.
pub fn compile(_notes: Vec<NoteFacts>, _config: &Config, today: Day, vault: &str) -> Compiled {
    Compiled {
        agenda: Agenda {
            today,
            vault: vault.to_owned(),
            welcome_back: false,
            follow_ups: Vec::new(),
            resting: Vec::new(),
            lapsed: Vec::new(),
            contacts: 0,
        },
        people: People::default(),
        others: Vec::new(),
        problems: Vec::new(),
    }
}
