//! Knows what may follow a name and a comma and is no part of it: `Jr.`, `PhD`, `M.D.`.

/// Generations after a name.
const GENERATIONS: &[&str] = &["jr", "sr", "jnr", "snr", "junior", "senior", "ii", "iii", "iv"];

/// Degrees and other letters after a name.
const DEGREES: &[&str] = &[
    "md", "phd", "dphil", "mphil", "cpa", "esq", "mba", "emba", "dds", "dmd", "dvm", "rn", "np", "pa", "jd",
    "llb", "llm", "lld", "ma", "ms", "msc", "meng", "med", "mfa", "mph", "msw", "lcsw", "ba", "bs", "bsc",
    "beng", "bfa", "edd", "psyd", "pharmd", "scd", "dsc", "do", "pe", "pmp", "cfa", "cfp", "faia", "aia",
    "riba", "obe", "mbe", "cbe", "kc", "qc", "frs", "mp", "usn", "usmc", "ret",
];

/// Whether a word is a generation or degree, such as `Jr.`, `PhD` or `M.D.`. Degrees of two letters must be
/// in capitals, since `Md` and `Ma` are names.
pub(crate) fn is_suffix(word: &str) -> bool {
    let letters: String = word.chars().filter(|letter| !matches!(letter, '.' | '(' | ')')).collect();
    let lower = letters.to_lowercase();
    let is_short = letters.chars().count() <= 2;
    GENERATIONS.contains(&lower.as_str())
        || (DEGREES.contains(&lower.as_str()) && !(is_short && letters.chars().any(char::is_lowercase)))
}
