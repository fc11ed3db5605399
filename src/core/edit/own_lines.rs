//! Finds lines that somebody wrote below a card of `agenda.md`. They are reported and kept, since they were meant
//! for something; a build writes all others again.

/// What a detail of a card begins with that has no place in a note (`output/agenda_md`).
const LABELS: [&str; 5] = ["why: ", "last topic: ", "share: ", "could meet ", "[draft]("];
/// What comes before each detail of a card.
const DETAIL: &str = "    - ";

/// Goes through the lines of an agenda in order, and knows those that belong to a card.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BelowCard(bool);

impl BelowCard {
    /// Whether a line was written by hand below a card. `is_card` says whether it is a card, and `is_box` whether
    /// it has a ticked box, which is reported as such.
    pub(super) fn is_own(&mut self, line: &str, is_card: bool, is_ticked: impl Fn() -> bool) -> bool {
        let below = self.0;
        let ends = || line.trim().is_empty() || line.starts_with('#');
        self.0 = is_card || (below && !ends());
        below && self.0 && !is_card && !is_detail(line) && !is_ticked()
    }
}

/// Whether a build wrote a line below a card: it ends with a place, such as `(People/Ada.md:12)`, or has a label.
fn is_detail(line: &str) -> bool {
    let Some(words) = line.strip_prefix(DETAIL) else { return false };
    let is_path = |place: &str| {
        let path = place.trim_end_matches(|letter: char| letter.is_ascii_digit());
        match path.strip_suffix(':').filter(|_| path.len() < place.len()) {
            // Not a time of day, as in `(at 10:30)`.
            Some(path) => path.ends_with(|letter: char| letter.is_ascii_alphabetic()),
            None => place.ends_with(".md"),
        }
    };
    LABELS.iter().any(|label| words.starts_with(label)) || words.strip_suffix(')').is_some_and(is_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_build_are_known() {
        #[track_caller]
        fn case(line: &str, expected: bool) {
            assert_eq!(is_detail(line), expected, "{line}");
        }
        case("    - last contact 6 weeks ago, every 4 weeks (People/Ada (work).md:12)", true);
        case("    - the agenda is full (followup.yaml:3)", true);
        case("    - a reason (People/Ada.md)", true);
        case("    - why: no contact is recorded yet", true);
        case("    - [draft](drafts/a.md)", true);
        case("    - she wants it by Friday", false);
        case("    - she rang (at 10:30)", false);
        case("    - [ ] she wants it (People/Ada.md:12)", true);
        case("\t- she wants it (People/Ada.md:12)", false);
        case("    - [ ] she wants it", false);
        case("she wants it", false);
    }
}
