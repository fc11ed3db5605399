//! The words that make a line sad. What was said or done around them is told together with them, and a message about
//! it is not glad.

use super::text::bare_words;

/// Sad words. A message about a day with one of these must not be glad.
const SAD: &[&str] = &[
    "death", "died", "dies", "dead", "deceased", "dying", "suicide", "loss", "lost", "funeral", "memorial",
    "burial", "buried", "cremation", "divorce", "divorced", "separation", "grave", "remembrance",
    "miscarriage", "stillbirth", "stillborn", "surgery", "operation", "chemo", "chemotherapy", "hospice",
    "hospital", "diagnosis", "diagnosed", "stroke", "layoff", "layoffs", "redundancy", "fired", "accident",
    "crash", "mourning", "wake", "shiva", "yahrzeit", "biopsy", "eviction", "bankruptcy", "trial",
    "condolences", "ashes", "eulogy", "obituary", "autopsy", "euthanasia", "mastectomy", "dialysis",
    "transplant", "seizure", "coma", "icu", "nicu", "dementia", "alzheimer", "parkinson", "relapse",
    "insolvency", "foreclosure", "deportation", "burglary", "mugging", "shooting", "bereavement", "bereaved",
    "widowed", "grief", "grieving", "inquest",
];

/// Whether a text contains a sad word.
pub(crate) fn is_sad(text: &str) -> bool {
    let is_known = |word: &str| may_be_sad(word) && SAD.iter().any(|sad| sad.eq_ignore_ascii_case(word));
    bare_words(text).any(is_known)
}

/// For each first letter, the lengths of the sad words that begin with it, as bits. This rules out nearly all words.
const LENGTHS: [u32; 256] = {
    let mut lengths = [0; 256];
    let mut place = 0;
    while place < SAD.len() {
        let word = SAD[place].as_bytes();
        lengths[word[0] as usize] |= 1 << word.len();
        place += 1;
    }
    lengths
};

/// Whether a word has the first letter and the length of a sad one.
fn may_be_sad(word: &str) -> bool {
    let first = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
    word.len() < 32 && LENGTHS.get(usize::from(first)).is_some_and(|lengths| lengths & (1 << word.len()) != 0)
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
