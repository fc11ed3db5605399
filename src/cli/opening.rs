//! Opens the draft of a card in the user's editor, or its message in the mail program. If there is no such
//! program, the text is shown instead.

use super::loading::Loaded;
use super::meaning::Meaning;
use super::terminal::{safe, visible_lines};
use crate::core::agenda::model::FollowUp;
use crate::core::output::{Drafting, OutputFile, Publish};
use crate::core::place::last_part;
use crate::io::editor;
use crate::io::failure::Failure;
use crate::io::folders::targets;
use crate::io::open::{bounded_below, reason};
use crate::io::settings::templates;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const MOST_DRAFT: u64 = 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    /// The draft, in `$VISUAL` or `$EDITOR`.
    File,
    /// A new message in the mail program.
    Mail,
}

/// Opens the draft and returns a message for the user.
pub(super) fn open(
    meaning: &Meaning,
    loaded: &Loaded,
    follow_up: &FollowUp,
    what: Draft,
) -> Result<String, Failure> {
    let found = Found::of(meaning, loaded, follow_up);
    match what {
        Draft::File => found.file(meaning, loaded, follow_up),
        Draft::Mail => found.mail(loaded, follow_up),
    }
}

/// The draft and mail link that a build makes for a follow-up.
struct Found {
    draft: Option<OutputFile>,
    mailto: Option<String>,
}

impl Found {
    fn of(meaning: &Meaning, loaded: &Loaded, follow_up: &FollowUp) -> Found {
        let templates = templates(&meaning.vault, &loaded.config.templates, &mut Vec::new());
        let drafting = Drafting::new(&loaded.compiled, &loaded.config, &templates);
        let (draft, mailto) = drafting.card(follow_up);
        Found { draft, mailto }
    }

    fn file(self, meaning: &Meaning, loaded: &Loaded, follow_up: &FollowUp) -> Result<String, Failure> {
        let name = loaded.typed(follow_up.contact);
        let Some(draft) = self.draft else {
            return Err(Failure::new("there is no draft for this card")
                .help(format!("`followup draft {name}` writes one if it can")));
        };
        let Some(editor) = editor::chosen() else {
            let text = String::from_utf8_lossy(&draft.bytes).into_owned();
            return Ok(format!("set $EDITOR to open it; the draft:\n\n{}\n", visible_lines(&text, "    ")));
        };
        let targets = targets(&meaning.vault, &loaded.config, None, Publish::LeftAlone)?;
        // The draft in the output folder may have been edited already.
        let path = match bounded_below(&targets.out.path, &draft.path, MOST_DRAFT) {
            Ok(_) => targets.out.path.join(&draft.path),
            Err(_) => temporary(&draft)?,
        };
        edit_with(&editor, &path)?;
        Ok(format!("opened {}\n", safe(&path.display().to_string())))
    }

    fn mail(self, loaded: &Loaded, follow_up: &FollowUp) -> Result<String, Failure> {
        let contact = loaded.contact(follow_up.contact);
        let Some(mailto) = self.mailto else {
            return Err(Failure::new(format!("no message goes to {} by mail", safe(contact.name()))).help(
                "the note has no usable `email`, or the card proposes another channel; o opens the draft",
            ));
        };
        if std::io::stdin().is_terminal() {
            let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
            let started =
                Command::new(opener).arg(&mailto).stdout(Stdio::null()).stderr(Stdio::null()).status();
            if started.is_ok_and(|status| status.success()) {
                return Ok("opened in the mail program\n".to_owned());
            }
        }
        Ok(format!("{}\n", safe(&mailto)))
    }
}

/// Writes a draft that no build has written yet to a temporary file, which is kept for the editor.
fn temporary(draft: &OutputFile) -> Result<PathBuf, Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(format!("the draft could not be written: {}", reason(&error)))
            .help("check the free space and the permissions of the folder for temporary files (`TMPDIR`)")
    };
    let name = last_part(&draft.path);
    let folder = tempfile::Builder::new().prefix("followup-").tempdir().map_err(failed)?.keep();
    let path = folder.join(name);
    let mut file = std::fs::File::create_new(&path).map_err(failed)?;
    file.write_all(&draft.bytes).map_err(failed)?;
    Ok(path)
}

fn edit_with(chosen: &str, path: &Path) -> Result<(), Failure> {
    // Lines from a pipe are answers to us, not to the editor.
    let input = if std::io::stdin().is_terminal() { Stdio::inherit() } else { Stdio::null() };
    match editor::run(chosen, path, input) {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(Failure::new(format!("`{}` did not open the draft", safe(chosen)))
            .help(format!("set $EDITOR to your editor, or open it yourself: {}", path.display()))),
    }
}
