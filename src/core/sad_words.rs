//! The words that make a line sad. What was said or done around them is told together with them, and a message about
//! it is not glad.

/// Sad words. A message about a day with one of these must not be glad.
#[rustfmt::skip]
const SAD: &[&str] = &[
    "death", "died", "dies", "dead", "deceased", "dying", "suicide", "loss", "lost", "funeral", "memorial", "burial",
    "buried", "cremation", "divorce", "divorced", "separation", "grave", "remembrance", "miscarriage", "stillbirth",
    "stillborn", "surgery", "operation", "chemo", "chemotherapy", "hospice", "hospital", "diagnosis", "diagnosed",
    "stroke", "layoff", "layoffs", "redundancy", "fired", "accident", "crash", "mourning", "wake", "shiva", "yahrzeit",
    "biopsy", "eviction", "bankruptcy", "trial", "condolences", "ashes", "eulogy", "obituary", "autopsy", "euthanasia",
    "mastectomy", "dialysis", "transplant", "seizure", "coma", "icu", "nicu", "dementia", "alzheimer", "parkinson",
    "relapse", "insolvency", "foreclosure", "deportation", "burglary", "mugging", "shooting", "bereavement", "bereaved",
    "widowed", "grief", "grieving", "inquest",
];

/// Whether a text contains a sad word.
pub(crate) fn is_sad(text: &str) -> bool {
    let is_known = |word: &str| SAD.iter().any(|sad| sad.eq_ignore_ascii_case(word));
    text.split(|letter: char| !letter.is_alphanumeric()).any(is_known)
}
