//! Compiles the facts of all notes into the agenda.

use super::agenda::model::Agenda;
use super::config::model::Config;
use super::day::Day;
use super::note::facts::{NoteFacts, Standing};
use super::people::contact::{ContactIndex, People};
use super::people::gather::gather;
use super::place::NotePath;
use super::plan;
use super::problem::{self, Code, Problem};

/// Everything known about a vault on a day.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What to do.
    pub agenda: Agenda,
    /// All contacts.
    pub people: People,
    /// Notes that are not contacts, with their kind, by path; for `list --all`.
    pub others: Vec<(NotePath, Standing)>,
    /// All problems, including those of the notes, in order of output.
    pub problems: Vec<Problem>,
}

impl Compiled {
    /// Whether a bug was hit on the note of a contact, so that the contact must not be evaluated further.
    pub fn is_set_aside(&self, index: ContactIndex) -> bool {
        let path = &self.people.contact(index).path;
        self.problems.iter().any(|problem| problem.code == Code::NotePanicked && problem.path == *path)
    }
}

/// Combines the facts of all notes and decides what is due on `today`. `vault` is the name of the vault. The
/// order of `notes` does not matter.
pub fn compile(notes: Vec<NoteFacts>, config: &Config, today: Day, vault: &str) -> Compiled {
    let mut gathered = gather(notes, config, today);
    gathered.people.starts = plan::spread::starts(&gathered.people, config);
    let mut problems = gathered.problems;
    let agenda = plan::arrange::agenda(&gathered.people, config, today, vault, &mut problems);
    problems.extend(plan::doubts::doubts(&gathered.people, config, today));
    problems.extend(plan::unused_rules::unused_rules(&gathered.people, config));
    problem::arrange(&mut problems);
    Compiled { agenda, people: gathered.people, others: gathered.others, problems }
}
