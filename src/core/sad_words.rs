//! The words that make a line sad. What was said or done around them is told together with them, and a message about
//! it is not glad.

use super::text::{bare_words, is_one_of};

/// Sad words, sorted. A message about a day with one of these must not be glad.
const SAD: &[&str] = &[
    "accident", "alzheimer", "ashes", "autopsy", "bankruptcy", "bereaved", "bereavement", "biopsy",
    "burglary", "burial", "buried", "chemo", "chemotherapy", "coma", "condolences", "crash", "cremation",
    "dead", "death", "deceased", "dementia", "deportation", "diagnosed", "diagnosis", "dialysis", "died",
    "dies", "divorce", "divorced", "dying", "eulogy", "euthanasia", "eviction", "fired", "foreclosure",
    "funeral", "grave", "grief", "grieving", "hospice", "hospital", "icu", "inquest", "insolvency", "layoff",
    "layoffs", "loss", "lost", "mastectomy", "memorial", "miscarriage", "mourning", "mugging", "nicu",
    "obituary", "operation", "parkinson", "redundancy", "relapse", "remembrance", "seizure", "separation",
    "shiva", "shooting", "stillbirth", "stillborn", "stroke", "suicide", "surgery", "transplant", "trial",
    "wake", "widowed", "yahrzeit",
];

/// Whether a text contains a sad word.
pub(crate) fn is_sad(text: &str) -> bool {
    bare_words(text).any(|word| is_one_of(word, near(word)))
}

/// For each first letter, where the sad words that begin with it are. This leaves few to compare.
const PLACES: [(usize, usize); 256] = {
    let mut places = [(0, 0); 256];
    let mut place = SAD.len();
    while place > 0 {
        place -= 1;
        let (start, end) = &mut places[SAD[place].as_bytes()[0] as usize];
        if *end == 0 {
            *end = place + 1;
        }
        *start = place;
    }
    places
};

/// The sad words that begin like a word.
fn near(word: &str) -> &'static [&'static str] {
    let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
    let (start, end) = PLACES.get(usize::from(first)).copied().unwrap_or_default();
    SAD.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sad_word_is_found() {
        for word in SAD {
            assert!(is_sad(word) && is_sad(&format!("(the {}’s)", word.to_uppercase())), "{word}");
            assert!(!is_sad(&format!("{word}x")), "{word}");
        }
        assert!(!is_sad("") && !is_sad("a fine day") && !is_sad(&"d".repeat(40)));
    }
}
