//! Generates the table of keys in `docs/note-format.md`. The values of a key are described in the page only,
//! and kept when it is rewritten.

use followup::core::note::fields::keys::ROWS;
use std::collections::BTreeMap;

#[test]
fn every_key_and_every_spelling_is_in_the_reference() {
    let file = "docs/note-format.md";
    let mut made = BTreeMap::from([("keys", String::new()), ("other-keys", String::new())]);
    for (part, text) in &mut made {
        let found = super::held(file, part);
        text.push_str("| key | value | what it is for | also written |\n| --- | --- | --- | --- |\n");
        for row in super::rows(&found) {
            let ours = row[0].trim_matches('`');
            let key = ROWS.iter().find(|key| key.ours == ours).unwrap_or_else(|| panic!("no key `{ours}`"));
            let others = if key.others.is_empty() { "-".to_owned() } else { key.others.join(", ") };
            assert!(!row[1].is_empty(), "{file}: what `{ours}` takes");
            text.push_str(&format!("| `{ours}` | {} | {} | {others} |\n", row[1], key.meaning));
        }
    }
    let all: String = made.values().cloned().collect();
    for key in ROWS {
        let rows = all.lines().filter(|line| line.starts_with(&format!("| `{}` |", key.ours))).count();
        assert_eq!(rows, 1, "{file}: rows of `{}`", key.ours);
    }
    made.iter().for_each(|(part, text)| super::holds(file, part, text));
}
