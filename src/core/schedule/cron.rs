//! The crontab line of a nightly build.

use super::{Job, is_plain};

/// Returns the line. It needs neither `PATH` nor `HOME`, and prints something, which cron mails, only on an
/// error.
pub fn line(job: &Job) -> String {
    let command = format!("{} build {} --quiet", word(&job.program), word(&job.vault));
    // Cron ends the command at a bare `%`, even within quotes.
    let command = command.replace('%', "\\%");
    format!("{} {} * * * {command}", job.at.minute, job.at.hour)
}

/// One shell word, quoted if necessary.
fn word(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schedule::NIGHTLY;

    #[test]
    fn paths_are_quoted_for_the_shell() {
        #[track_caller]
        fn case(vault: &str, expected: &str) {
            let job = Job { program: "/usr/bin/followup".to_owned(), vault: vault.to_owned(), at: NIGHTLY };
            assert_eq!(line(&job), format!("17 4 * * * /usr/bin/followup build {expected} --quiet"));
        }
        case("/home/ada/notes", "/home/ada/notes");
        case("/home/ada/My notes", "'/home/ada/My notes'");
        case("/home/ada/it's $HOME", r"'/home/ada/it'\''s $HOME'");
        case("/srv/100%", r"'/srv/100\%'");
        case("/srv/Zoë", "'/srv/Zoë'");
    }
}
