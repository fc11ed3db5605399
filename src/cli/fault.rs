//! Turns a panic that no guard around a note has caught into a failure: the run ends with status 2 and says
//! what to do, instead of printing the panic's own message.

use super::report::Report;
use crate::core::guard::{PROGRAM, Slip, caught, remember};
use crate::io::failure::Failure;

/// Keeps panics from printing; the code that catches one reports it. To be called once, by `main`.
pub fn silence() {
    std::panic::set_hook(Box::new(|panic| remember(panic.location())));
}

/// Runs a command; a panic in it becomes a report of a bug.
pub fn reported(json: bool, command: impl FnOnce() -> Report) -> Report {
    caught(command).unwrap_or_else(|slip| Report::failed(&failure(&slip), json))
}

fn failure(slip: &Slip) -> Failure {
    Failure::new(format!("followup failed, and this is a bug: {}", slip.describe())).help(format!(
        "please report this line, with `{PROGRAM}` and the command; no note is needed.\nNo file is half \
         written: each is complete, old or new. `followup check` shows whether one note is the cause"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Status;

    #[test]
    fn a_panic_outside_of_any_note_is_status_2_and_says_what_to_do() {
        let report = reported(false, || panic!("as a \u{1b}[31mfault would"));
        assert_eq!((report.status, report.stdout.as_str()), (Status::Failed, ""));
        let said = report.stderr;
        assert!(said.starts_with("error: followup failed, and this is a bug: \"as a "), "{said}");
        assert!(
            !said.contains('\u{1b}') && said.contains("please report this line, with `followup "),
            "{said}"
        );
        assert_eq!(reported(false, || Report::printing("x".into())).stdout, "x");
    }
}
