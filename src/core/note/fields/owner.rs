//! Decides whether a field or label in the text is about the contact. An item may be about somebody or
//! something else; of keys with serious effects, only values that are clearly about the contact count (design
//! 3.2).

use super::about_note::Location;
use super::about_whom::{LONGEST_WORDS, names_relative};
use super::keys::{Key, KeyTable};
use super::values;
use super::written_pairs::{inline_fields, label};
use crate::core::note::body::{Body, Line, LineKind, Section};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::note::headings::HeadingSort;
use crate::core::text::{begins_with_digit, fold_name, is_mark, prefix};
use std::cell::OnceCell;

/// Who a value is about. Answers against the contact are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The contact.
    Contact,
    /// Probably something else; reported, as it may be the contact.
    Unclear,
    /// Certainly somebody or something else.
    Other,
}

/// How a pair is written in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `birthday:: 04-27`.
    Field,
    /// `- Birthday: 04-27`; `is_early` above the first level-2 heading.
    Label { is_early: bool },
}

/// Maximum number of items around an address that are checked. The cost is the product with [`LONGEST_WORDS`].
const MOST_AROUND: usize = 32;

/// Whether a key has effects so serious that its value must certainly be the contact's.
pub(super) fn needs_owner(key: Key) -> bool {
    use Key::{Birthday, Cadence, Died, DoNotContact, Email, Id, Kind, Met, Status};
    matches!(key, Died | DoNotContact | Status | Birthday | Met | Kind | Id | Cadence | Email)
}

/// Walks through a body, and knows the items around the current line.
pub(super) struct Outline<'b> {
    body: &'b Body<'b>,
    table: &'b KeyTable,
    /// Names of the contact, folded, and the title of the note.
    names: Vec<String>,
    /// The title of the note, which is no section, if it is a name of the contact.
    title: Option<&'b Section<'b>>,
    /// The first line after the title, where a page describes itself.
    first: Option<u32>,
    /// Index of the next line to visit.
    next: usize,
    /// The items around the current line, outermost first.
    around: Vec<Around<'b>>,
}

/// An item around the current line, with its answers, computed on demand.
struct Around<'b> {
    depth: usize,
    line: &'b Line<'b>,
    /// Who the lines below it are about, by this item and those around it.
    owner: OnceCell<Owner>,
    /// Whether it is only a field or a label of the contact.
    is_field: OnceCell<bool>,
}

impl<'b> Outline<'b> {
    pub(super) fn new(body: &'b Body<'b>, table: &'b KeyTable, names: &[String]) -> Outline<'b> {
        let title = body.section(body.title());
        let heading = title.map(|title| fold_name(&title.heading));
        let mut names: Vec<String> = names.iter().map(|name| fold_name(name)).collect();
        // In a note without a title, the first heading may be `# Family`.
        let title = title.filter(|_| heading.as_ref().is_some_and(|heading| names.contains(heading)));
        names.extend(heading);
        names.retain(|name| !name.is_empty());
        let first =
            body.lines.iter().find(|line| line.kind != LineKind::Heading(1)).map(|line| line.spot.line);
        Outline { body, table, names, title, first, next: 0, around: Vec::new() }
    }

    /// Returns who the value of a key is about. `index` is that of its line; calls must follow
    /// the order of the body.
    pub(super) fn owner(&mut self, index: usize, key: Key, pair: &Pair<'_>, form: Form) -> Owner {
        let Some(line) = self.body.lines.get(index) else { return Owner::Contact };
        self.advance_to(index);
        let is_in_family = self.is_under(line.section, HeadingSort::Family);
        let owner = match key {
            Key::Id if form == Form::Field && !self.describes_page(line) => Owner::Other,
            _ if is_in_family => Owner::Other,
            Key::Email => self.owner_of_address(line, pair),
            Key::Died if names_who_died(pair) => Owner::Other,
            _ => self.owner_in_item(line, pair).or_greater(|| self.owner_by_items(line)),
        };
        let owner = match owner {
            Owner::Unclear if self.is_under(line.section, HeadingSort::OtherThings) => Owner::Other,
            owner => owner,
        };
        match (owner, key) {
            // A wish not to be contacted must not be missed.
            (Owner::Other, Key::DoNotContact) => Owner::Unclear,
            // `Met through my wife (met:: 2020-01-01)` may well be about the contact.
            (Owner::Other, Key::Met | Key::Status) if !is_in_family => Owner::Unclear,
            // Every block of an outline may have an id, and everything may have a type.
            (Owner::Unclear, Key::Id | Key::Kind) => Owner::Other,
            (owner, _) => owner,
        }
    }

    fn advance_to(&mut self, index: usize) {
        while self.next <= index
            && let Some(line) = self.body.lines.get(self.next)
        {
            let open = match line.kind {
                LineKind::Heading(_) | LineKind::Row => 0,
                LineKind::Text(depth) => depth,
                LineKind::Item(depth, _) => depth.saturating_sub(1),
            };
            self.around.truncate(self.around.partition_point(|item| item.depth <= open));
            if let LineKind::Item(depth, _) = line.kind {
                let (owner, is_field) = (OnceCell::new(), OnceCell::new());
                self.around.push(Around { depth, line, owner, is_field });
            }
            self.next += 1;
        }
    }

    /// Whether a line describes the page: it is outside of lists or in the first block of an outline.
    fn describes_page(&self, line: &Line<'_>) -> bool {
        let block = self.around.first().map(|item| item.line.spot.line);
        !is_in_item(line) || (block.is_some() && block == self.first)
    }

    /// Whether a section, or one around it, has a heading of this sort.
    fn is_under(&self, section: Option<usize>, sort: HeadingSort) -> bool {
        let mut around = self.body.around(section);
        around.any(|section| {
            !self.title.is_some_and(|title| std::ptr::eq(title, section)) && sort.has(&section.heading)
        })
    }

    /// Returns the owner of an e-mail address, which is the contact unless a relative is named around it.
    fn owner_of_address(&self, line: &Line<'_>, pair: &Pair<'_>) -> Owner {
        let is_relative =
            |item: &Around<'_>| item.line.spot.line != line.spot.line && names_relative(&item.line.text);
        let is_in_item = is_in_item(line);
        let is_others = self.around.iter().rev().take(MOST_AROUND).any(is_relative)
            || (is_in_item && words_before(line, pair).is_some_and(|words| names_relative(&words)));
        if is_others { Owner::Unclear } else { Owner::Contact }
    }

    /// Returns who a field after other words of its item is about: `Father (died:: 2019-05-05)`.
    fn owner_in_item(&self, line: &Line<'_>, pair: &Pair<'_>) -> Owner {
        if !is_in_item(line) {
            return Owner::Contact;
        }
        match words_before(line, pair) {
            Some(words) if self.table.find(trimmed(&words)).is_none() => self.owner_by_words(&words),
            Some(_) | None => Owner::Contact,
        }
    }

    /// Returns who a line is about, by the items above it.
    fn owner_by_items(&self, line: &Line<'_>) -> Owner {
        // A line that continues a field is another field of the same block.
        let continues_field = |item: &Around<'_>| {
            matches!(line.kind, LineKind::Text(_))
                && *item.is_field.get_or_init(|| is_field(item.line, self.table))
        };
        let above = match self.around.split_last() {
            Some((item, above)) if item.line.spot == line.spot || continues_field(item) => above,
            Some(_) | None => &self.around,
        };
        let known = above.iter().rposition(|item| item.owner.get().is_some());
        above.iter().skip(known.unwrap_or_default()).fold(Owner::Contact, |owner, item| {
            *item.owner.get_or_init(|| owner.or_greater(|| self.owner_by_words(&item.line.text)))
        })
    }

    /// Returns who the words above or before a value are about.
    fn owner_by_words(&self, words: &str) -> Owner {
        let words = prefix(words, LONGEST_WORDS);
        let plain = trimmed(words.split('#').next().unwrap_or(words));
        let name = fold_name(plain);
        let is_contact = plain.is_empty()
            || HeadingSort::Facts.has(plain)
            || self.names.contains(&name)
            // Tana writes `Ada Lovelace #person`.
            || words.split_whitespace().any(|word| matches!(word, "#person" | "#people" | "#contact"))
            || (words.trim_end().ends_with(':') && self.table.find(plain).is_some());
        match is_contact {
            true => Owner::Contact,
            false if names_relative(words) => Owner::Other,
            false => Owner::Unclear,
        }
    }
}

impl Owner {
    /// Returns the greater of two answers; computes the second only if it can matter.
    fn or_greater(self, other: impl FnOnce() -> Owner) -> Owner {
        if self == Owner::Other { self } else { self.max(other()) }
    }
}

/// What has to be known about a note, on demand, to tell which of its fields count.
pub(in crate::core) struct About<'n> {
    /// The names of the contact.
    pub(in crate::core) names: &'n dyn Fn() -> Vec<String>,
    /// Where the note is.
    pub(in crate::core) location: &'n dyn Fn() -> Location,
    /// Whether Notion exported it.
    pub(in crate::core) is_export: bool,
}

/// Whether a value says that somebody else died: `Died: her father, 2024`.
fn names_who_died(pair: &Pair<'_>) -> bool {
    values::first_text(&pair.node)
        .is_some_and(|found| !begins_with_digit(found.value) && names_relative(found.value))
}

pub(super) fn is_in_item(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(..) | LineKind::Text(1..))
}

/// Whether an item is only a field or a label of the contact.
pub(super) fn is_field(item: &Line<'_>, table: &KeyTable) -> bool {
    match inline_fields(&item.text, item.spot).first() {
        Some(field) => field.key_spot == item.spot,
        None => label(&item.text, true).is_some_and(|(key, _)| table.find(trimmed(key)).is_some()),
    }
}

/// Trims everything but letters and digits from both ends.
fn trimmed(words: &str) -> &str {
    words.trim_matches(is_mark)
}

/// Returns the words of a line before a field in brackets, without other fields; `None` if there are none.
fn words_before(line: &Line<'_>, pair: &Pair<'_>) -> Option<String> {
    let column = pair.key_spot.column.checked_sub(line.spot.column)? as usize;
    let before: String = line.text.chars().take(column.min(LONGEST_WORDS)).collect();
    let mut words = String::with_capacity(before.len());
    let mut rest = before.as_str();
    while let Some((plain, from)) = rest.find(['[', '(']).and_then(|at| rest.split_at_checked(at)) {
        words.push_str(plain);
        let close = if from.starts_with('[') { ']' } else { ')' };
        match from.split_once(close) {
            Some((group, behind)) if group.contains("::") => rest = behind,
            _ => {
                words.push(' ');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    words.push_str(rest);
    words.contains(char::is_alphanumeric).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::super::fallback::read;
    use super::*;
    use crate::core::note::body;
    use std::collections::BTreeMap;

    /// Checks the keys that count, and those that are reported as not counting.
    #[track_caller]
    fn case(text: &str, count: &[Key], reported: &[Key]) {
        let table = KeyTable::new(&BTreeMap::new());
        let body = body::read(text, 1);
        let names = || vec!["Ada Lovelace".to_owned()];
        let said = read(
            &body,
            &table,
            None,
            &About { names: &names, location: &|| Location::Elsewhere, is_export: false },
        );
        let found = said.fields.iter().map(|field| field.key);
        let aside = said.set_aside.iter().map(|(key, _)| *key);
        assert_eq!(
            (found.collect::<Vec<_>>(), aside.collect::<Vec<_>>()),
            (count.to_vec(), reported.to_vec()),
            "{text}"
        );
    }

    #[test]
    fn a_field_after_other_words_is_not_the_contacts() {
        case("- Father (died:: 2019-05-05)", &[], &[]);
        case("- Rex, the dog [deceased:: true]", &[], &[Key::Died]);
        case("- the ladder [status:: closed] [org:: Acme]", &[Key::Org], &[Key::Status]);
        case("- 2026-11-02 call about a friend (died:: 2026-10-30)", &[], &[Key::Died]);
        case("- brother (do-not-contact:: true)", &[], &[Key::DoNotContact]);
        case("- The Mill (type:: book)", &[], &[]);
        case("- [org:: Acme] [died:: 2019] in Ulm", &[Key::Org, Key::Died], &[]);
        case(
            "- **Birthday:** [birthday:: 04-27]\n- Ada Lovelace (met:: 2020-01-01)",
            &[Key::Birthday, Key::Met],
            &[],
        );
        case(
            "# Ada\n# Family\n- Email: a@b.example\n- Birthday: 1950-12-01\n- Phone: 12345",
            &[Key::Phone],
            &[],
        );
        case("- 🎂 [birthday:: 04-27]", &[Key::Birthday], &[]);
        case("She [died:: 2019-05-05] there.\n# Ada (met:: 2020-01-01)", &[Key::Died, Key::Met], &[]);
    }

    #[test]
    fn a_field_below_another_item_is_not_the_contacts() {
        case("- Father: Bob\n    - Born: 1940-01-01\n    - Died: 2019-05-05", &[], &[]);
        case("- Kids:\n  - Tom\n    - Birthday: 2015-04-27", &[], &[]);
        case("- Company: Acme\n  - Status: closed\n  - Role: x", &[Key::Org, Key::Role], &[Key::Status]);
        case("## Projects\n- Engine\n  - cadence:: weekly", &[], &[Key::Cadence]);
        case("- Tom\n  birthday:: 2015-04-27", &[], &[Key::Birthday]);
        case("- [[Ada]]\n  type:: person", &[], &[]);
        case("- icon:: x\n  birthday:: 04-27\n  cadence:: weekly", &[Key::Birthday, Key::Cadence], &[]);
        case("- **Org:** Acme\n  **Birthday:** 04-27", &[Key::Org, Key::Birthday], &[]);
        case(
            "- Facts\n  - Birthday: 04-27\n- Contact:\n  - status:: closed",
            &[Key::Birthday, Key::Status],
            &[],
        );
        case("- Ada Lovelace #x\n  - Birthday:: 04-27", &[Key::Birthday], &[]);
        case("# Ada King\n- Ada King\n  - Birthday:: 04-27", &[Key::Birthday], &[]);
        case("- A. L. #person\n  - Birthday:: 04-27", &[Key::Birthday], &[]);
        case("- ## Facts\n  - birthday:: 04-27", &[Key::Birthday], &[]);
    }

    #[test]
    fn a_family_section_is_not_about_the_contact() {
        case("## Family\n- died:: 2019\n- Email: a@b.example\n- Phone: 12345", &[Key::Phone], &[]);
        case("## 👪 Kids\n### Tom\n[birthday:: 2015-04-27]\ndnc:: true", &[], &[Key::DoNotContact]);
        case("# Family\n- birthday:: 04-27\n# Key dates\n- met:: 2020-01-01", &[Key::Met], &[]);
    }

    #[test]
    fn an_address_counts_unless_a_relative_is_named() {
        case("- Wife: Joan\n  - Email: joan@x.example", &[], &[Key::Email]);
        case("## Notes\n- Partner: Joan (email:: joan@x.example)", &[], &[Key::Email]);
        case("## Work\n- Partner at Acme\n  - Email: ada@x.example", &[Key::Email], &[]);
        case("- 2026-11-02 call\n  - Email: a@b.example", &[Key::Email], &[]);
    }

    #[test]
    fn an_id_counts_where_the_page_describes_itself() {
        case("- likes tea\n  id:: 6360-a1\n- id:: 6360-a2", &[], &[]);
        case("type:: person\nid:: a\n\n- x\n  id:: b", &[Key::Kind, Key::Id], &[]);
        case("- type:: person\n  id:: a\n- x", &[Key::Kind, Key::Id], &[]);
        case("- x\n  id:: a", &[], &[]);
        case("- ## Log\n  id:: a", &[], &[]);
        case("# Ada\n\nx\n\nid:: a", &[Key::Id], &[]);
        case("# Ada\n- Org: x\n- ID: a", &[Key::Org, Key::Id], &[]);
    }

    /// Returns the known keys of a text that count.
    fn own(text: &str, location: Location) -> Vec<String> {
        let table = KeyTable::new(&BTreeMap::new());
        let body = body::read(text, 1);
        let about = About { names: &|| vec!["Ada".to_owned()], location: &|| location, is_export: false };
        let fields = read(&body, &table, None, &about).fields;
        fields.iter().map(|field| field.pair.key.to_string()).collect()
    }

    #[track_caller]
    fn own_case(text: &str, everywhere: &[&str], among_contacts: &[&str]) {
        assert_eq!(own(text, Location::Elsewhere), everywhere, "{text}");
        assert_eq!(own(text, Location::AmongContacts), among_contacts, "{text}, among contacts");
    }

    #[test]
    fn fields_that_stand_alone_describe_the_note() {
        for text in ["type:: book", "# X\ntype:: book", "**Type:** book", "- type:: book", "[type:: book]"] {
            let key = if text.starts_with("**") { "Type" } else { "type" };
            own_case(text, &[key], &[key]);
        }
        own_case("- type:: book\n  with:: [[Ada]]", &["type", "with"], &["type", "with"]);
        own_case("- **Org:** Acme\n  type:: person", &["Org", "type"], &["Org", "type"]);
        own_case("- [org:: Acme] in Ulm\n  type:: person", &["org", "type"], &["org", "type"]);
        own_case("[with:: [[Ada]]] [date:: 2026-11-02]", &["with", "date"], &["with", "date"]);
        own_case("A book (type:: book) by [[Ada]].", &["type"], &["type"]);
    }

    #[test]
    fn fields_in_items_do_not_describe_the_note() {
        own_case("- The Mill (type:: book)", &[], &[]);
        own_case("- lunch [with:: [[Ada]]]", &[], &[]);
        own_case("Lunch (with:: [[Ada]]) in Rome", &[], &[]);
        own_case("We launch on (date:: 2026-11-20) if all goes well", &[], &[]);
        own_case("- Cafe\n    - type:: index", &[], &[]);
        own_case("- [[Ada]]\n  type:: person", &[], &[]);
        own_case("- trip (date:: 2026-11-02)", &[], &[]);
        own_case("- Ada\n  birthday:: 04-27", &["birthday"], &["birthday"]);
    }

    #[test]
    fn sections_describe_the_note_only_outside_contact_folders() {
        own_case("## Info\ntype:: book\nattendees:: [[Ada]]", &["type", "attendees"], &[]);
        own_case("## Rome\nwith:: [[Ada]]", &[], &[]);
        own_case("## Rome (type:: index)", &[], &[]);
    }

    #[test]
    fn items_of_a_daily_note_do_not_describe_it() {
        assert_eq!(own("- with:: [[Ada]]\n\npeople:: [[Ben]]", Location::Daily), ["people"]);
        assert_eq!(own("## Log\nwith:: [[Ada]]", Location::Daily), Vec::<String>::new());
        assert_eq!(own("- Attendees: [[Ada]]", Location::Daily), ["Attendees"]);
        assert_eq!(own("- lunch (attendees:: [[Ada]])", Location::Daily), Vec::<String>::new());
    }
}
