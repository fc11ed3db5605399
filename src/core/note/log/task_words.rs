//! Words in capitals with which outliners mark an open task in front of a line, as `TODO` does (design 3.4): `LATER
//! lunch with her`. In small letters they are words like any other: `later lunch with her`.

/// All of them, but for `TODO`, which is a word of the table.
const OPEN: [&str; 5] = ["LATER", "NOW", "DOING", "WAITING", "IN-PROGRESS"];

/// What stands behind such a word that a text begins with.
pub(super) fn behind_task_word(text: &str) -> Option<&str> {
    // Nearly all lines are refused by their first two letters.
    if !matches!(text.as_bytes(), [b'L' | b'N' | b'D' | b'W' | b'I', b'A' | b'O' | b'N', ..]) {
        return None;
    }
    let (first, behind) = text.split_once(' ')?;
    // Who writes a whole line in capitals marks nothing by them.
    (OPEN.contains(&first) && behind.contains(char::is_lowercase)).then_some(behind)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn a_task_in_front_of_its_words_is_yet_to_be_done() {
        for line in [
            "TODO lunch with [[Ada]]",
            "LATER lunch with [[Ada]]",
            "NOW call her",
            "DOING email to her",
            "IN-PROGRESS call [[Ada]]",
            "WAITING email from [[Ada]]",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn the_same_words_elsewhere_mark_nothing() {
        case("Later lunch with her", "both in-person");
        case("now call", "both phone");
        case("LATER DRINKS", "both in-person");
        case("NOW: call", "assumed");
        case("call LATER today", "both phone");
        case("LATERAL call", "both phone");
        case("DONE call her", "both phone");
    }
}
