//! Keywords with which outliners mark tasks, where other programs write a box: `TODO`, `{{[[DONE]]}}` (design 3.5).

use super::TaskBox;

/// The keywords of Logseq and Org, and the box that each stands for. In lower case these are
/// ordinary words: `later lunch with her`.
const KEYWORDS: [(&str, TaskBox); 9] = [
    ("TODO", TaskBox::Open),
    ("LATER", TaskBox::Open),
    ("NOW", TaskBox::Open),
    ("DOING", TaskBox::Open),
    ("WAITING", TaskBox::Open),
    ("IN-PROGRESS", TaskBox::Open),
    ("DONE", TaskBox::Done),
    ("CANCELED", TaskBox::Cancelled),
    ("CANCELLED", TaskBox::Cancelled),
];

/// Returns the box that a keyword at the start of a text stands for, and the text after it.
pub fn task_keyword(text: &str) -> Option<(TaskBox, &str)> {
    // The first two letters rule out nearly all texts.
    let (first, after) = match text.as_bytes() {
        [b'A'..=b'Z', b'A'..=b'Z', ..] => text.split_once(' ')?,
        [b'{', b'{', ..] => in_braces(text)?,
        _ => return None,
    };
    let (_, task_box) = KEYWORDS.iter().find(|(keyword, _)| *keyword == first)?;
    // In a line that is all capitals, the word is not a keyword.
    let is_shouted = after.contains(char::is_uppercase) && !after.contains(char::is_lowercase);
    (!is_shouted && !after.trim().is_empty()).then_some((*task_box, after))
}

/// Splits off a keyword as Roam writes it: `{{[[TODO]]}} send it`, `{{TODO}} send it`.
fn in_braces(text: &str) -> Option<(&str, &str)> {
    let (inner, after) = text.strip_prefix("{{")?.split_once("}}")?;
    let linked = inner.strip_prefix("[[").and_then(|linked| linked.strip_suffix("]]"));
    Some((linked.unwrap_or(inner), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_stand_for_a_box() {
        assert_eq!(task_keyword("TODO send it"), Some((TaskBox::Open, "send it")));
        assert_eq!(task_keyword("WAITING for it"), Some((TaskBox::Open, "for it")));
        assert_eq!(task_keyword("DONE send it"), Some((TaskBox::Done, "send it")));
        assert_eq!(task_keyword("CANCELED 電話"), Some((TaskBox::Cancelled, "電話")));
        assert_eq!(task_keyword("{{[[TODO]]}} send it"), Some((TaskBox::Open, " send it")));
        assert_eq!(task_keyword("{{DONE}} send it"), Some((TaskBox::Done, " send it")));
        for text in ["{{[[Ada]]}} send it", "{{embed [[TODO]]}} it", "{{TODO send it", "{{TODO}}"] {
            assert_eq!(task_keyword(text), None, "{text}");
        }
        for text in ["Todo send it", "TODO: send it", "TODOS of hers", "TODO", "TODO ", "NOW LIVE", "now", ""]
        {
            assert_eq!(task_keyword(text), None, "{text}");
        }
    }
}
