//! Finds the known word that was probably meant by an unknown one.

/// Returns the known word nearest to `found`, if it is close enough to be a typing error.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(found, known.into_iter().map(|word| (Shape::of(word), word)))
}

/// As [`nearest`], for words with precomputed shapes, which rule out most words quickly.
pub fn nearest_of<'a>(found: &str, known: impl IntoIterator<Item = (Shape, &'a str)>) -> Option<&'a str> {
    let allowed = match found.chars().count() {
        0..=3 => return None,
        4..=6 => 1,
        _ => 2,
    };
    within(found, allowed, known)
}

/// As [`nearest_of`], but only for a single typing error, where words that are alike are often meant as they are.
pub fn one_slip_from<'a>(found: &str, known: impl IntoIterator<Item = (Shape, &'a str)>) -> Option<&'a str> {
    within(found, 1, known).filter(|_| found.chars().nth(3).is_some())
}

fn within<'a>(
    found: &str,
    allowed: usize,
    known: impl IntoIterator<Item = (Shape, &'a str)>,
) -> Option<&'a str> {
    let shape = Shape::of(found);
    known
        .into_iter()
        .filter(|(other, _)| shape.may_be_near(*other, allowed))
        .map(|(_, word)| (strsim::osa_distance(found, word), word))
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .min()
        .map(|(_, word)| word)
}

/// Length and letters of a word, to rule out words that cannot be near.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    length: usize,
    /// Set of the letters, with a second bit for a repeated letter. Letters may share a bit, so two sets
    /// never differ more than their words.
    letters: u64,
}

impl Shape {
    /// Computes the shape of a word.
    pub fn of(word: &str) -> Shape {
        let mut shape = Shape { length: 0, letters: 0 };
        for letter in word.chars() {
            let first = 1 << (u32::from(letter) % 32);
            shape.letters |= if shape.letters & first == 0 { first } else { first << 32 };
            shape.length += 1;
        }
        shape
    }

    /// Whether two words may differ by at most `slips` typing errors. Each changes two letters, or one letter
    /// and the length by one.
    fn may_be_near(self, other: Shape, slips: usize) -> bool {
        let longer = other.length.abs_diff(self.length);
        longer <= slips && (other.letters ^ self.letters).count_ones() as usize <= 2 * slips - longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("cadance", ["cadence", "channel"]), Some("cadence"));
        assert_eq!(nearest("birhtday", ["birthday"]), Some("birthday"));
        assert_eq!(nearest("note", ["name", "notes-key"]), None);
        assert_eq!(nearest("tag", ["tags"]), None);
    }

    proptest! {
        #[test]
        fn shapes_only_rule_out_words_that_are_not_near(one in "[a-dA1éč]{0,9}", other in "[a-dA1éč]{0,9}") {
            for slips in 1..3 {
                let near = strsim::osa_distance(&one, &other) <= slips;
                prop_assert!(!near || Shape::of(&one).may_be_near(Shape::of(&other), slips));
            }
        }
    }
}
