//! Keywords with which outliners mark tasks, where other programs write a box: `TODO`, `DONE` (design 3.5).

/// The keywords of Logseq and Org, and the mark of the box that each stands for. In lower case these are
/// ordinary words: `later lunch with her`.
const KEYWORDS: [(&str, char); 9] = [
    ("TODO", ' '),
    ("LATER", ' '),
    ("NOW", ' '),
    ("DOING", ' '),
    ("WAITING", ' '),
    ("IN-PROGRESS", ' '),
    ("DONE", 'x'),
    ("CANCELED", '-'),
    ("CANCELLED", '-'),
];

/// Returns the mark that a keyword at the start of a text stands for, and the text after it.
pub fn task_keyword(text: &str) -> Option<(char, &str)> {
    // The first two letters rule out nearly all texts.
    if !matches!(text.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z', ..]) {
        return None;
    }
    let (first, after) = text.split_once(' ')?;
    let (_, mark) = KEYWORDS.iter().find(|(keyword, _)| *keyword == first)?;
    // In a line that is all capitals, the word is not a keyword.
    let is_shouted = after.contains(char::is_uppercase) && !after.contains(char::is_lowercase);
    (!is_shouted && !after.trim().is_empty()).then_some((*mark, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_stand_for_a_box() {
        assert_eq!(task_keyword("TODO send it"), Some((' ', "send it")));
        assert_eq!(task_keyword("WAITING for it"), Some((' ', "for it")));
        assert_eq!(task_keyword("DONE send it"), Some(('x', "send it")));
        assert_eq!(task_keyword("CANCELED 電話"), Some(('-', "電話")));
        for text in ["Todo send it", "TODO: send it", "TODOS of hers", "TODO", "TODO ", "NOW LIVE", "now", ""]
        {
            assert_eq!(task_keyword(text), None, "{text}");
        }
    }
}
