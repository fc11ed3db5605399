//! What is told of the outputs.

use super::leftovers::{Fate, Leftover};
use super::steps::Step;
use super::{FileState, Written, WrittenFile};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};

pub(super) fn report(steps: &[Step<'_>], leftovers: &[Leftover]) -> Written {
    let mut written = Written::default();
    for step in steps {
        written.ticks += step.ticks;
        written.files.push(WrittenFile { path: step.shown.clone(), state: step.state });
        match step.state {
            FileState::Written | FileState::Unchanged => {}
            FileState::Replaced => written.problems.push(
                edited(&step.shown, "this output was edited by hand or by another program")
                    .help("edit the notes instead; only drafts are yours to edit")
                    .effect("it was written anew"),
            ),
            FileState::Kept if step.found.is_some() => written.problems.push(
                edited(&step.shown, "this output was edited by hand")
                    .help("delete it to have it made anew")
                    .effect("it was kept as it is"),
            ),
            FileState::Kept => {}
        }
    }
    for leftover in leftovers {
        match leftover.fate {
            Fate::Delete => written.deleted.push(leftover.shown.clone()),
            Fate::Forget => {}
            Fate::Keep => {
                written.kept.push(leftover.shown.clone());
                written.problems.push(
                    edited(&leftover.shown, "this output is no longer wanted, but was edited by hand")
                        .help("delete it when you are done with it")
                        .effect("it was kept as it is"),
                );
            }
        }
    }
    written
}

pub(super) fn edited(shown: &str, message: &str) -> Problem {
    Problem::new(Code::EditedOutput, &NotePath::new(shown), message)
}
