//! Runs the user's editor on one text.

use super::failure::Failure;
use super::open::{bounded, reason};
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// Maximum size in bytes of the edited text.
const MOST: u64 = 1024 * 1024;

/// Returns the user's editor, from `$VISUAL` or `$EDITOR`; it may be a command with arguments.
pub fn chosen() -> Option<String> {
    let set = |variable| std::env::var(variable).ok().filter(|value| !value.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR"))
}

/// Runs an editor on a file and waits for it. As for `git`, it may be a command with arguments, such as
/// `code --wait`, which the shell reads; the path is never part of what the shell reads.
pub fn run(editor: &str, file: &Path, input: Stdio) -> std::io::Result<ExitStatus> {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh");
        shell
    } else {
        let mut words = editor.split_whitespace();
        let mut plain = Command::new(words.next().unwrap_or_default());
        plain.args(words);
        plain
    };
    command.arg(file).stdin(input).status()
}

/// Opens a text in `$VISUAL` or `$EDITOR`, waits for the editor, and returns the edited text. `name` ends the
/// name of the temporary file.
pub fn edit(name: &str, text: &str) -> Result<String, Failure> {
    let Some(editor) = chosen() else {
        return Err(Failure::new("neither `VISUAL` nor `EDITOR` names an editor")
            .help("set one, as in `EDITOR=nano followup draft NAME --edit`"));
    };
    let failed = |what: &str, error: &std::io::Error| {
        Failure::new(format!("{what}: {}", reason(error)))
            .help("check `VISUAL` and `EDITOR`, and the folder for temporary files (`TMPDIR`)")
    };
    let made = tempfile::Builder::new().prefix("followup-").suffix(&format!("-{name}")).tempfile();
    let mut file = made.map_err(|error| failed("no file for the editor could be made", &error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
    written.map_err(|error| failed("the draft could not be written for the editor", &error))?;

    let status = run(&editor, file.path(), Stdio::inherit());
    let status =
        status.map_err(|error| failed(&format!("the editor `{editor}` could not be started"), &error))?;
    if !status.success() {
        return Err(Failure::new(format!("the editor `{editor}` ended with an error"))
            .help("nothing was kept; check `VISUAL` and `EDITOR`, and run the command again"));
    }
    let bytes = bounded(file.path(), MOST).map_err(|refusal| {
        Failure::new(format!("the edited draft {}", refusal.describe()))
            .help("nothing was kept; run the command again")
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
