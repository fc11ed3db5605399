//! The keys of `followup next`, and what they are called.

use crate::io::failure::Failure;

pub(super) const KEYS: &str =
    "d done, l log, o draft, m mail, s snooze, k skip, r rest, w why, n later, q quit > ";
pub(super) const CATCH_UP_KEYS: &str =
    "l log, r rest, k skip; also d done, s snooze, w why, n later, q quit > ";
pub(super) const HELP: &str = "  d [TEXT] done as proposed, or in your words: d call: all well\n  l TEXT   log what happened: l call: all well\n  o        open the draft in $EDITOR\n  \
                    m        write a mail\n  s WHEN   put off: s 3d, s monday, s 2 weeks\n  k        skip this one\n  \
                    r        rest: leave them in peace for half a year\n  w        why it is here\n  n        later (enter does the same)\n  \
                    q        quit\n";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Done,
    Log,
    Open,
    Mail,
    Snooze,
    Skip,
    Rest,
    Why,
    Later,
    Quit,
    Help,
}

impl Key {
    /// Splits a line into its key and the words after it; `None` if it begins with no known key.
    pub(super) fn of(line: &str) -> Option<(Key, &str)> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let key = match word.to_lowercase().as_str() {
            "d" | "done" => Key::Done,
            "l" | "log" => Key::Log,
            "o" | "open" | "draft" => Key::Open,
            "m" | "mail" => Key::Mail,
            "s" | "snooze" => Key::Snooze,
            "k" | "skip" => Key::Skip,
            "r" | "rest" => Key::Rest,
            "w" | "why" => Key::Why,
            "" | "n" | "next" | "later" => Key::Later,
            "q" | "quit" | "exit" => Key::Quit,
            "?" | "h" | "help" => Key::Help,
            _ => return None,
        };
        Some((key, rest.trim()))
    }

    fn takes_words(self) -> bool {
        matches!(self, Key::Done | Key::Log | Key::Snooze)
    }
}

/// Refuses words after a key that takes none, so that they are not lost silently.
pub(super) fn without_words(key: Key, line: &str, rest: &str) -> Result<(), Failure> {
    if rest.is_empty() || key.takes_words() {
        return Ok(());
    }
    let key = line.split_whitespace().next().unwrap_or_default();
    Err(Failure::new(format!("`{key}` takes no words, and `{rest}` would be lost"))
        .help(format!("`{key}` alone does it; `l TEXT` logs what happened")))
}
