//! Runs the built program in a folder, as a user would.

use assert_cmd::Command;
use std::path::Path;

/// The program, without the variables of the environment that change what it does or prints.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("followup"));
    command.current_dir(folder);
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR"] {
        command.env_remove(variable);
    }
    command
}

/// Runs a command to its end; returns exit status, standard output and standard error.
pub(crate) fn ended(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs the program with these arguments; returns exit status, standard output and standard error.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    ended(program(folder).args(arguments))
}

/// Runs the program on a day.
pub(crate) fn run_on(folder: &Path, today: &str, arguments: &[&str]) -> (i32, String, String) {
    ended(program(folder).args(["--today", today]).args(arguments))
}

/// Runs a command that must succeed and say nothing on standard error; returns its standard output.
#[track_caller]
pub(crate) fn succeeded(command: &mut Command) -> String {
    let (status, output, said) = ended(command);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    output
}

/// Runs the program on a day, as [`succeeded`] does.
#[track_caller]
pub(crate) fn done(folder: &Path, today: &str, arguments: &[&str]) -> String {
    succeeded(program(folder).args(["--today", today]).args(arguments))
}

/// The program on a day, with a text on standard input.
pub(crate) fn answering(folder: &Path, today: &str, arguments: &[&str], input: &str) -> Command {
    let mut command = program(folder);
    command.args(["--today", today]).args(arguments).write_stdin(input);
    command
}
