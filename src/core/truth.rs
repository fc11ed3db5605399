//! Words for yes, no and off, which are the same in notes and in the configuration.

use super::text::folded;

/// Reads a word for yes or no; `None` for any other word.
pub fn truth(text: &str) -> Option<bool> {
    match folded(text).as_ref() {
        "true" | "yes" | "on" | "y" | "1" | "x" => Some(true),
        "false" | "no" | "off" | "n" | "0" | "f" => Some(false),
        _ => None,
    }
}

/// Whether a word switches a setting off. `0` does not, as it may be a number.
pub fn is_off(text: &str) -> bool {
    matches!(folded(text).as_ref(), "off" | "never" | "none" | "no" | "false")
}
