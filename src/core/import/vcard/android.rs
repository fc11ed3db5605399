//! Reads `X-ANDROID-CUSTOM`, in which Android exports values that vCard 2.1 has no property for.

use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;

/// The names of relations, by Android's numbers from 1.
const RELATIONS: [&str; 14] = [
    "assistant", "brother", "child", "domestic partner", "father", "friend", "manager", "mother", "parent",
    "partner", "referred by", "relative", "sister", "spouse",
];

/// Adds the value of `vnd.android.cursor.item/KIND;VALUE;TYPE;LABEL;…` to a card.
pub(super) fn add(text: &str, line: usize, card: &mut Card, findings: &mut Findings<'_>) {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().and_then(|kind| kind.strip_prefix("vnd.android.cursor.item/"));
    let Some(value) = parts.next().filter(|value| !value.is_empty()) else { return };
    let number: usize = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let label = parts.next().filter(|label| !label.is_empty());
    match (kind, number) {
        (Some("nickname"), _) => card.aliases.push(value.to_owned()),
        (Some("relation"), _) => {
            let known = number.checked_sub(1).and_then(|place| RELATIONS.get(place)).copied();
            card.keep("connections", LabelledText::new(known.or(label).unwrap_or_default(), value));
        }
        (Some("contact_event"), 3) => card.birthday = findings.yearly(value, "the birthday", line),
        (Some("contact_event"), 1) => findings.add_date(card, "anniversary", value, line),
        (Some("contact_event"), _) => findings.add_date(card, label.unwrap_or("date"), value, line),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    #[test]
    fn androids_own_properties_are_read() {
        let file = NotePath::new("contacts.vcf");
        let read = |text: &str| {
            let mut card = Card::default();
            add(&format!("vnd.android.cursor.item/{text}"), 1, &mut card, &mut Findings::new(&file, None));
            card
        };
        let date = |text: &str| {
            let (label, day) = read(text).dates.pop().unwrap();
            format!("{label} {day}")
        };
        assert_eq!(date("contact_event;2012-01-05;1;;;"), "anniversary 2012-01-05");
        assert_eq!(date("contact_event;2012-01-05;0;First day;;"), "First day 2012-01-05");
        assert_eq!(read("contact_event;2012-01-05;3;;").birthday.unwrap().to_string(), "2012-01-05");
        assert_eq!(read("relation;Ben;14;;").texts("connections"), [LabelledText::new("spouse", "Ben")]);
        assert_eq!(read("nickname;Addie;1;;").aliases, ["Addie"]);
        assert_eq!(read("something else;1"), Card::default());
    }
}
