//! Values of settings in notes and rules: status, priority, attempts.

use crate::core::named::named;
use crate::core::truth::is_off;

named! {
    /// How far a relationship is kept up (design 3.2, 5.6).
    pub enum Status {
        /// Everything applies.
        Active "active" ["current" "open" "ongoing"],
        /// Only promises, waiting-fors, dates and replies.
        Paused "paused" ["onhold" "hold"],
        /// Same as paused.
        Dormant "dormant" ["cold"],
        /// Same as paused.
        Inactive "inactive" [""],
        /// Only promises and waiting-fors.
        Closed "closed" ["ended"],
        /// Same as closed.
        Archived "archived" ["archive"],
        /// Nothing at all, in no output.
        DoNotContact "do-not-contact" ["dnc" "nocontact" "donotcontact"],
    }
}

named! {
    /// Decides the order at equal lateness.
    pub enum Priority {
        /// Before the others.
        High "high" ["1" "a" "urgent" "highest"],
        /// The default.
        Normal "normal" ["2" "b" "medium" "mid" "default"],
        /// After the others.
        Low "low" ["3" "c" "lowest"],
    }
}

/// Maximum number of attempts before a contact rests (design 5.3, 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempts {
    /// No number of attempts makes the contact rest.
    Never,
    /// At most this many, from 1 to 100.
    AtMost(u32),
}

impl Attempts {
    /// Reads a number from 1 to 100, or `never`.
    pub fn read(text: &str) -> Option<Attempts> {
        if is_off(text) {
            return Some(Attempts::Never);
        }
        // Folding would turn `-3` and `1 0` into other numbers.
        text.trim().parse().ok().filter(|number| (1..=100).contains(number)).map(Attempts::AtMost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_names_and_synonyms() {
        assert_eq!(Status::read("Do Not Contact"), Some(Status::DoNotContact));
        assert_eq!(Status::read("on hold"), Some(Status::Paused));
        assert_eq!(Status::read("wandering"), None);
        assert_eq!(Priority::read("A"), Some(Priority::High));
        assert_eq!(Attempts::read("3"), Some(Attempts::AtMost(3)));
        for text in ["0", "-1", "1 0", "1_0", "101"] {
            assert_eq!(Attempts::read(text), None, "{text}");
        }
        assert_eq!(Attempts::read("never"), Some(Attempts::Never));
    }
}
