//! `X-ANDROID-CUSTOM`: what Android's address book exports where vCard 2.1 has no property.

/// What one of them says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Another name.
    Nickname(String),
    /// Another person, by what they are.
    Related(String, String),
    /// A yearly date by its label.
    Date(String, String),
    /// The birthday.
    Birthday(String),
}

/// Relations by Android's numbers, from 1.
const RELATIONS: [&str; 14] = [
    "assistant",
    "brother",
    "child",
    "domestic partner",
    "father",
    "friend",
    "manager",
    "mother",
    "parent",
    "partner",
    "referred by",
    "relative",
    "sister",
    "spouse",
];

/// Reads `vnd.android.cursor.item/KIND;VALUE;TYPE;LABEL;…`.
pub(super) fn read(text: &str) -> Option<Found> {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next()?.strip_prefix("vnd.android.cursor.item/")?;
    let value = parts.next().filter(|value| !value.is_empty())?.to_owned();
    let number: usize = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let label = parts.next().filter(|label| !label.is_empty());
    match kind {
        "nickname" => Some(Found::Nickname(value)),
        "relation" => {
            let known = number.checked_sub(1).and_then(|place| RELATIONS.get(place)).copied();
            Some(Found::Related(known.or(label).unwrap_or_default().to_owned(), value))
        }
        "contact_event" if number == 3 => Some(Found::Birthday(value)),
        "contact_event" => {
            let label = if number == 1 { "anniversary" } else { label.unwrap_or("date") };
            Some(Found::Date(label.to_owned(), value))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn androids_own_properties_are_read() {
        let date = |label: &str| Some(Found::Date(label.to_owned(), "2012-01-05".to_owned()));
        assert_eq!(read("vnd.android.cursor.item/contact_event;2012-01-05;1;;;"), date("anniversary"));
        assert_eq!(read("vnd.android.cursor.item/contact_event;2012-01-05;0;First day;;"), date("First day"));
        assert_eq!(
            read("vnd.android.cursor.item/relation;Ben;14;;"),
            Some(Found::Related("spouse".to_owned(), "Ben".to_owned()))
        );
        assert_eq!(
            read("vnd.android.cursor.item/nickname;Addie;1;;"),
            Some(Found::Nickname("Addie".to_owned()))
        );
        assert_eq!(read("something else"), None);
    }
}
