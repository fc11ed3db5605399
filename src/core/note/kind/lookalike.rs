//! The keys that tell a contact's note from others: in a folder of contacts, and where nothing marks the note
//! (design 3.1, rules 3 and 4).

use crate::core::date_text::DateOrder;
use crate::core::note::doubts::unread_labels::is_value;
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::meeting::personal_key;
use crate::core::place::{Found, Spot};
use crate::core::text::folded;

/// Keys of a contact that other notes may have, too.
const OF_CONTACTS: [Key; 7] =
    [Key::Next, Key::SeeBy, Key::Snooze, Key::PausedUntil, Key::DoNotContact, Key::FirstName, Key::LastName];

/// Keys that say when to be in touch.
const OF_TOUCH: [Key; 3] = [Key::LastContact, Key::Cadence, Key::Next];

/// Parts of spellings of these keys that can hardly be about anything but a person, folded. Others may be: a film was
/// last seen, and a project has a next step and a cadence.
const CLEAR_PARTS: [&str; 6] = ["contact", "touch", "interaction", "spoke", "nextfollowup", "nextcheckin"];

/// Whether a note has a key of a contact, so that `type: note` does not speak against it.
pub(super) fn has_key_of_contact(fields: &Fields<'_>) -> bool {
    personal_key(fields).is_some() || OF_CONTACTS.into_iter().any(|key| fields.has(key))
}

/// Returns the key by which an unmarked note may be about a person: a birthday, an e-mail address, or when to be in
/// touch.
pub(in crate::core::note) fn sign<'f>(
    fields: &'f Fields<'_>,
    order: Option<DateOrder>,
) -> Option<(Spot, Found<&'f str>)> {
    fields.first(Key::Birthday).or_else(|| fields.first(Key::Email)).or_else(|| of_touch(fields, order))
}

fn of_touch<'f>(fields: &'f Fields<'_>, order: Option<DateOrder>) -> Option<(Spot, Found<&'f str>)> {
    let is_usable =
        |key: &Key| fields.first(*key).is_some_and(|(_, found)| is_value(*key, found.value.trim(), order));
    let mut usable = OF_TOUCH.into_iter().filter(is_usable);
    let first = usable.next()?;
    let is_sign = std::iter::once(first).chain(usable.clone()).any(|key| fields.is_written(key, tells_touch))
        || usable.next().is_some();
    is_sign.then(|| fields.first(first)).flatten()
}

/// Whether the spelling of such a key can hardly be about anything but a person.
pub(in crate::core::note) fn tells_touch(spelling: &str) -> bool {
    let spelling = folded(spelling);
    CLEAR_PARTS.iter().any(|part| spelling.contains(part))
}

#[cfg(test)]
mod tests {
    use crate::core::note::facts::{Exclusion, Standing};
    use crate::core::note::read::tests::note;
    use crate::core::problem::Code;

    #[track_caller]
    fn case(path: &str, keys: &str, expected: &str) {
        let text = format!("---\n{keys}\n---\nx\n");
        let note = note(path, &text);
        let standing = match note.standing {
            Standing::Contact(_) => "contact",
            Standing::Other(Exclusion::SaysItIs(_)) => "says it is something else",
            Standing::Other(Exclusion::Unmarked) => "unmarked",
            Standing::Other(Exclusion::LooksLikeContact) => "looks like one",
            other => panic!("{path}: {other:?}"),
        };
        assert_eq!(standing, expected, "{path}: {keys}");
        let is_told = note.problems.iter().any(|problem| problem.code == Code::LooksLikeContact);
        assert_eq!(is_told, expected == "looks like one", "{path}: {keys}");
    }

    #[test]
    fn words_of_other_tools_mark_a_contact() {
        for keys in [
            "fileClass: person", "fileClass: [Contact]", "entity_type: person", "note_type: people",
            "tags: [type/person]", "tags: entity/person", "tags: type/person/work", "category: person",
            "type: note\nfileClass: person",
        ] {
            case("wiki/Ada.md", keys, "contact");
        }
        for keys in [
            "fileClass: book",
            "note_type: note",
            "tags: [type/note, blood-type/person]",
            "category: [personal]",
            "tags: type/personal",
            "personClass: person",
        ] {
            case("wiki/Ada.md", keys, "unmarked");
        }
        case("People/Acme.md", "fileClass: company", "says it is something else");
    }

    #[test]
    fn compounds_with_a_word_for_a_business_are_no_contacts() {
        for kind in [
            "deal", "opportunities", "account", "agency", "crm-company", "crm_deal", "Sales Opportunity",
            "company-profile", "crm/companies", "\"[[CRM Company]]\"", "organization note", "🏢 company",
        ] {
            case("CRM/Roth.md", &format!("type: {kind}"), "says it is something else");
        }
        for kind in ["deal", "opportunities", "Account", "agency", "crm-company", "Sales Opportunity"] {
            for key in ["email: a@b.example", "birthday: 1990-01-01", "cadence: monthly", "next: 2026-12-01"]
            {
                case("CRM/Roth.md", &format!("type: {kind}\n{key}"), "contact");
            }
        }
        case("wiki/Roth.md", "type: account\nemail: a@b.example", "looks like one");
        for kind in ["company", "[account, company]", "organization"] {
            let keys = format!("type: {kind}\nemail: a@b.example");
            case("CRM/Roth.md", &keys, "says it is something else");
        }
        for kind in [
            "company-contact", "account manager", "deal owner", "client", "crm-contact-ish", "note taker",
            "agency lead", "profile", "accountant", "crm-person",
        ] {
            case("CRM/Roth.md", &format!("type: {kind}"), "contact");
        }
        case("CRM/Roth.md", "type: [person, account]", "contact");
        case("CRM/Roth.md", "category: Acme Company", "contact");
        case("CRM/Roth.md", "categories: [[My Deal]]", "contact");
    }

    #[test]
    fn the_word_for_any_note_does_not_speak_against_the_keys_of_a_person() {
        for keys in ["email: a@b.example", "phone: 0171 123456", "next: 2026-12-01", "met: at the fair"] {
            case("People/Ada.md", &format!("type: note\n{keys}"), "contact");
            case("People/Ada.md", &format!("category: note\n{keys}"), "contact");
            case("People/Ada.md", &format!("type: [note, project]\n{keys}"), "says it is something else");
            case("People/Ada.md", &format!("type: note\ntags: company\n{keys}"), "says it is something else");
            case("People/Ada.md", &format!("type: group\n{keys}"), "says it is something else");
        }
        case("People/Ada.md", "type: note", "says it is something else");
        case("wiki/Ada.md", "type: note\nemail: a@b.example", "looks like one");
    }

    #[test]
    fn a_key_that_says_when_to_be_in_touch_looks_like_a_contact() {
        for keys in [
            "last_contact: 2026-10-01",
            "cadence: monthly\nlast_met: 2026-10-01",
            "cadence: monthly\nnext: 2026-12-01",
            "next contact: 2026-12-01",
            "last_contacted: 2026-10-01",
            "keep in touch: monthly",
            "next follow up: 2026-12-01 deck",
            "type: relationship\nlast contact: 2026-11-01",
            "last seen: 2026-10-01\nnext: 2026-12-01",
            "frequency: monthly\nlast_met: 2026-10-01",
        ] {
            case("wiki/Ada.md", keys, "looks like one");
        }
        for keys in [
            "last seen: 2026-10-01",
            "frequency: weekly",
            "cadence: monthly",
            "every: 2 weeks",
            "next: 2026-12-01",
            "next action: 2026-12-01",
            "next step: 2026-12-01 draft",
            "follow up: 2026-12-01",
            "check-in: 2026-12-01",
            "cadence: plagal",
            "cadence:",
            "type: project\ncadence: weekly",
            "next meeting: 2026-12-01",
            "type: company\nlast_contact: 2026-10-01",
            "last contact: she called",
            "next check in: soon",
        ] {
            case("wiki/Ada.md", keys, "unmarked");
        }
    }
}
