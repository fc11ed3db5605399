//! Finds subjects that are missing or would fit any mail.

use super::hit;
use crate::core::config::outputs::MaxWords;
use crate::core::lint::message::{Message, Subject};
use crate::core::lint::phrases::GENERIC_SUBJECTS;
use crate::core::lint::rules::Hit;
use crate::core::problem::quoted;
use crate::core::text::fold_name;

pub(crate) fn empty_subject(message: &Message, _: &MaxWords) -> Vec<Hit> {
    match &message.subject {
        Subject::Missing(spot) => hit(*spot, "no subject"),
        Subject::Given(_, _) | Subject::Unneeded => Vec::new(),
    }
}

pub(crate) fn generic_subject(message: &Message, _: &MaxWords) -> Vec<Hit> {
    let Subject::Given(subject, spot) = &message.subject else { return Vec::new() };
    let mut bare = fold_name(subject);
    // Strips what mail programs put before a subject, such as "Re: Re: [ext]".
    loop {
        let tagged = bare.strip_prefix('[').filter(|rest| !rest.starts_with('?'));
        let tagged = tagged.and_then(|rest| rest.split_once(']')).map(|(_, rest)| rest);
        let prefixes = ["re:", "fwd:", "fw:", "aw:", "wg:", "sv:", "tr:", "ext:"];
        let rest = tagged.or_else(|| prefixes.iter().find_map(|prefix| bare.strip_prefix(prefix)));
        let Some(rest) = rest else { break };
        bare = rest.trim().to_owned();
    }
    let names = fold_name(message.to.as_deref().unwrap_or_default());
    let is_name = |word: &&str| names.split(' ').any(|name| name == *word);
    let marks = |letter: char| !letter.is_alphanumeric() && letter != '\'';
    let kept: Vec<&str> = bare.split(marks).filter(|word| !word.is_empty() && !is_name(word)).collect();
    let kept = kept.join(" ");
    let kept = kept.strip_prefix("just ").unwrap_or(&kept);
    let kept = kept.strip_suffix(" with you").or_else(|| kept.strip_suffix(" for you")).unwrap_or(kept);
    if kept.is_empty() && bare.contains("[?") {
        return Vec::new();
    }
    if kept.is_empty() || GENERIC_SUBJECTS.contains(&kept) {
        return hit(*spot, format!("the subject is only {}", quoted(subject)));
    }
    Vec::new()
}
