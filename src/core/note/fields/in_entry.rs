//! Decides whether a key in a log entry describes the contact all the same (design 3.2).

use super::keys::Key;
use super::owner::Form;
use super::values::{is_phone_number, labelled_items};
use crate::core::address::Address;
use crate::core::note::front_matter::yaml::Pair;
use crate::core::note::log::entries::entry_text::Part;

/// Whether a pair describes the contact and not a log entry. `part` gives the part of an entry that its line
/// is.
pub(super) fn is_about_contact(
    key: Key,
    pair: &Pair<'_>,
    form: Form,
    part: impl FnOnce() -> Option<Part>,
) -> bool {
    match (key, form) {
        // An address or number is not something that was said, so it counts anywhere.
        (Key::Email | Key::Phone, _) => is_address_or_number(key, pair) || part().is_none(),
        (_, Form::Label { is_early }) => is_early && part().is_none(),
        // Below a dated heading, outside the words of its entry, they may be the contact's: at the end of a note there is no
        // other place for them.
        (Key::Status | Key::Priority | Key::Tier | Key::Tags, Form::Field) => {
            matches!(part(), None | Some(Part::Below))
        }
        // `[channel:: phone]`
        (
            Key::Kind
            | Key::Categories
            | Key::Channel
            | Key::Id
            | Key::Created
            | Key::Date
            | Key::Title
            | Key::Attendees
            | Key::Url
            | Key::Topics,
            Form::Field,
        ) => part().is_none(),
        (_, Form::Field) => true,
    }
}

/// Whether a value of `email` or `phone` is an address or a number, and not words about one.
fn is_address_or_number(key: Key, pair: &Pair<'_>) -> bool {
    let fits = |value: &str| if key == Key::Email { Address::is(value) } else { is_phone_number(value) };
    let mut values = labelled_items(&pair.node).peekable();
    values.peek().is_some() && values.all(|found| fits(&found.value))
}
