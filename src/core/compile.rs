//! From facts of notes to the agenda: the pure heart of the program.

use super::agenda::model::Agenda;
use super::config::model::Config;
use super::day::Day;
use super::note::facts::{NoteFacts, Standing};
use super::people::contact::{ContactIndex, People};
use super::people::gather::gather;
use super::place::NotePath;
use super::plan;
use super::problem::{self, Code, Problem};

/// What a vault comes to on a day.
#[derive(Clone, Debug)]
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

impl Compiled {
    /// Whether the program failed on a contact's note, so that nothing more is asked about it.
    pub fn is_set_aside(&self, index: ContactIndex) -> bool {
        let path = &self.people.contact(index).path;
        self.problems.iter().any(|problem| problem.code == Code::NotePanicked && problem.path == *path)
    }
}

/// Puts the facts of all notes together and decides what is due on `today`.
/// `vault` is the vault's name. The order of `notes` does not matter.
pub fn compile(notes: Vec<NoteFacts>, config: &Config, today: Day, vault: &str) -> Compiled {
    let mut gathered = gather(notes, config, today);
    gathered.people.starts = plan::spread::starts(&gathered.people, config);
    let mut problems = gathered.problems;
    let agenda = plan::arrange::agenda(&gathered.people, config, today, vault, &mut problems);
    problems.extend(plan::doubts::doubts(&gathered.people, config, today));
    problem::arrange(&mut problems);
    Compiled { agenda, people: gathered.people, others: gathered.others, problems }
}
