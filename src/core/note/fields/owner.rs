//! Decides whether a field or label in the text is about the contact. An item may be about somebody or
//! something else; of keys with serious effects, only values that are clearly about the contact count (design
//! 3.2).

use super::fallback::{inline_fields, label};
use super::keys::{Key, KeyTable};
use super::of_note::Place;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::text::{fold_name, folded, prefix, push_folded_heading};

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

/// Headings and items that group facts about the contact.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "about", "attributes", "basicinfo", "basics", "bio", "contact", "contactdata", "contactdetails", "contactinfo",
    "contactinformation", "data", "dates", "details", "facts", "fields", "general", "importantdates", "info", "information",
    "keydates", "keyfacts", "metadata", "notes", "overview", "person", "personal", "personaldetails", "personalinfo",
    "personalinformation", "profile", "properties", "quickfacts", "summary", "kontakt", "kontaktdaten", "profil",
];

/// Headings of sections about other people.
const FAMILIES: &[&str] =
    &["children", "family", "kids", "parents", "pets", "relatives", "siblings", "familie", "kinder"];

/// Headings of sections about things and times, whose fields are dropped without a report.
const THINGS: &[&str] = &["career", "education", "gifts", "giftideas", "medical", "workhistory"];

/// Words for relatives, anywhere in an item.
#[rustfmt::skip]
const KIN: &[&str] = &[
    "boyfriend", "brother", "children", "dad", "daughter", "daughters", "father", "girlfriend", "husband", "kids", "mom",
    "mother", "mum", "parents", "sister", "son", "sons", "spouse", "wife",
];

/// Words for other people that count only as a label: `Partner: Joan`, but not `partner at Acme`.
const KIN_AS_LABELS: &[&str] = &["assistant", "child", "family", "partner"];

/// Bytes of the longest of all these words, with some room.
const LONGEST: usize = 24;

/// Maximum number of items around an address that are checked, and maximum length of the words above or
/// before a value. The cost is their product.
const MOST_AROUND: usize = 32;
const MOST_ASKED: usize = 300;

/// Whether a key has effects so serious that its value must certainly be the contact's.
pub(super) fn is_weighty(key: Key) -> bool {
    use Key::{Birthday, Cadence, Died, DoNotContact, Email, Id, Kind, Met, Status};
    matches!(key, Died | DoNotContact | Status | Birthday | Met | Kind | Id | Cadence | Email)
}

/// Walks through a body, and knows the items around the current line.
pub(super) struct Outline<'b> {
    body: &'b Body<'b>,
    table: &'b KeyTable,
    /// Names of the contact, folded, and the title of the note.
    names: Vec<String>,
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
    said: Option<Owner>,
    /// Whether it is only a field or a label of the contact.
    is_field: Option<bool>,
}

impl<'b> Outline<'b> {
    pub(super) fn new(body: &'b Body<'b>, table: &'b KeyTable, called: &[String]) -> Outline<'b> {
        let title = body.sections.iter().find(|section| section.level == 1).map(|title| &*title.heading);
        let names = called.iter().map(String::as_str).chain(title).map(fold_name);
        let names = names.filter(|name| !name.is_empty()).collect();
        let first =
            body.lines.iter().find(|line| line.kind != LineKind::Heading(1)).map(|line| line.spot.line);
        Outline { body, table, names, first, next: 0, around: Vec::new() }
    }

    /// Returns who the value of a weighty key is about. `place` is the index of its line; calls must follow
    /// the order of the body.
    pub(super) fn owner(&mut self, place: usize, key: Key, pair: &Pair<'_>, form: Form) -> Owner {
        let Some(line) = self.body.lines.get(place) else { return Owner::Contact };
        self.go_to(place);
        let is_in_family = self.stands_under(line.section, FAMILIES);
        let owner = match key {
            Key::Id if form == Form::Field && !self.speaks_of_page(line) => Owner::Other,
            _ if is_in_family => Owner::Other,
            Key::Email => self.owner_of_address(line, pair),
            _ => self.in_its_item(line, pair).max_with(|| self.below_others(line)),
        };
        let owner = match owner {
            Owner::Unclear if self.stands_under(line.section, THINGS) => Owner::Other,
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

    fn go_to(&mut self, place: usize) {
        while self.next <= place
            && let Some(line) = self.body.lines.get(self.next)
        {
            match line.kind {
                LineKind::Heading(_) | LineKind::Row | LineKind::Text(0) => self.around.clear(),
                LineKind::Text(depth) => self.close(|own| own <= depth),
                LineKind::Item(depth, _) => {
                    self.close(|own| own < depth);
                    self.around.push(Around { depth, line, said: None, is_field: None });
                }
            }
            self.next += 1;
        }
    }

    fn close(&mut self, stays: impl Fn(usize) -> bool) {
        while self.around.last().is_some_and(|item| !stays(item.depth)) {
            self.around.pop();
        }
    }

    /// Whether a line describes the page: it is outside of lists or in the first block of an outline.
    fn speaks_of_page(&self, line: &Line<'_>) -> bool {
        let block = self.around.first().map(|item| item.line.spot.line);
        !is_in_item(line) || (block.is_some() && block == self.first)
    }

    /// Whether a section, or one around it, has one of these headings.
    fn stands_under(&self, section: Option<usize>, headings: &[&str]) -> bool {
        let mut around = self.body.around(section);
        around.any(|section| section.level > 1 && is_one_of(&section.heading, headings))
    }

    /// Returns the owner of an e-mail address, which is the contact unless a relative is named around it.
    fn owner_of_address(&self, line: &Line<'_>, pair: &Pair<'_>) -> Owner {
        let names_kin =
            |item: &Around<'_>| item.line.spot.line != line.spot.line && is_of_kin(&item.line.text);
        let is_in_item = is_in_item(line);
        let is_others = self.around.iter().rev().take(MOST_AROUND).any(names_kin)
            || (is_in_item && words_before(line, pair).is_some_and(|words| is_of_kin(&words)));
        if is_others { Owner::Unclear } else { Owner::Contact }
    }

    /// Returns who a field after other words of its item is about: `Father (died:: 2019-05-05)`.
    fn in_its_item(&self, line: &Line<'_>, pair: &Pair<'_>) -> Owner {
        if !is_in_item(line) {
            return Owner::Contact;
        }
        match words_before(line, pair) {
            Some(words) if self.table.find(bare(&words)).is_none() => self.owner_by_words(&words),
            Some(_) | None => Owner::Contact,
        }
    }

    /// Returns who a line is about, by the items above it.
    fn below_others(&mut self, line: &Line<'_>) -> Owner {
        let innermost = self.around.len().saturating_sub(1);
        let is_same = self.around.last().is_some_and(|item| item.line.spot.line == line.spot.line);
        // A line that continues a field is another field of the same block.
        let goes_on = matches!(line.kind, LineKind::Text(_)) && self.is_field(innermost);
        let above = if is_same || goes_on { innermost } else { self.around.len() };
        let known = self.around.get(..above).unwrap_or_default().iter().rposition(|item| item.said.is_some());
        let mut owner = known.and_then(|place| self.around.get(place)?.said).unwrap_or(Owner::Contact);
        for place in known.map_or(0, |known| known + 1)..above {
            let said = self.around.get(place).map(|item| self.owner_by_words(&item.line.text));
            owner = owner.max_with(|| said.unwrap_or(Owner::Contact));
            if let Some(item) = self.around.get_mut(place) {
                item.said = Some(owner);
            }
        }
        owner
    }

    /// Whether an item around the line is only a field or a label of the contact.
    fn is_field(&mut self, place: usize) -> bool {
        let table = self.table;
        self.around.get_mut(place).is_some_and(|item| {
            let line = item.line;
            *item.is_field.get_or_insert_with(|| is_field(line, table))
        })
    }

    /// Returns who the words above or before a value are about.
    fn owner_by_words(&self, words: &str) -> Owner {
        let words = prefix(words, MOST_ASKED);
        let plain = bare(words.split('#').next().unwrap_or(words));
        let name = fold_name(plain);
        let is_contact = plain.is_empty()
            || groups_facts(plain)
            || self.names.contains(&name)
            // Tana writes `Ada Lovelace #person`.
            || words.split_whitespace().any(|word| matches!(word, "#person" | "#people" | "#contact"))
            || (words.trim_end().ends_with(':') && self.table.find(plain).is_some());
        match is_contact {
            true => Owner::Contact,
            false if is_of_kin(words) => Owner::Other,
            false => Owner::Unclear,
        }
    }
}

impl Owner {
    /// Returns the greater of two answers; computes the second only if it can matter.
    fn max_with(self, other: impl FnOnce() -> Owner) -> Owner {
        if self == Owner::Other { self } else { self.max(other()) }
    }
}

/// What has to be known about a note, on demand, to tell which of its fields count.
pub(in crate::core) struct About<'n> {
    /// The names of the contact.
    pub(in crate::core) called: &'n dyn Fn() -> Vec<String>,
    /// Where the note is.
    pub(in crate::core) place: &'n dyn Fn() -> Place,
}

pub(super) fn is_in_item(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(..) | LineKind::Text(1..))
}

/// Whether an item is only a field or a label of the contact.
pub(super) fn is_field(item: &Line<'_>, table: &KeyTable) -> bool {
    match inline_fields(&item.text, item.spot).first() {
        Some(field) => field.key_spot == item.spot,
        None => label(&item.text, true).is_some_and(|(key, _)| table.find(bare(key)).is_some()),
    }
}

/// Trims everything but letters and digits from both ends.
fn bare(words: &str) -> &str {
    words.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether a heading or item groups facts about the contact, such as `Contact information`.
pub(in crate::core::note) fn groups_facts(words: &str) -> bool {
    is_one_of(words, GROUPS)
}

fn is_one_of(words: &str, list: &[&str]) -> bool {
    let mut folded = String::new();
    push_folded_heading(words, LONGEST, &mut folded) && list.contains(&folded.as_str())
}

/// Whether words name a relative or partner of the contact: `Tom, her son`, `Partner: Joan`.
fn is_of_kin(words: &str) -> bool {
    let is_kin = |word: &str| word.len() <= LONGEST && KIN.contains(&folded(word).as_ref());
    let words = prefix(words, MOST_ASKED);
    let label = words.split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| is_one_of(label, KIN_AS_LABELS))
        || words.split(|letter: char| !letter.is_alphanumeric()).any(is_kin)
}

/// Returns the words of a line before a field in brackets, without other fields; `None` if there are none.
fn words_before(line: &Line<'_>, pair: &Pair<'_>) -> Option<String> {
    let column = pair.key_spot.column.checked_sub(line.spot.column)? as usize;
    let before: String = line.text.chars().take(column.min(MOST_ASKED)).collect();
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
    fn case(text: &str, count: &[Key], told: &[Key]) {
        let table = KeyTable::new(&BTreeMap::new());
        let body = body::read(text, 1);
        let called = || vec!["Ada Lovelace".to_owned()];
        let said = read(&body, &table, None, &About { called: &called, place: &|| Place::Elsewhere });
        let found = said.pairs.iter().filter_map(|pair| table.find(&pair.key).map(|(key, _)| key));
        let aside = said.set_aside.iter().map(|(key, _)| *key);
        assert_eq!(
            (found.collect::<Vec<_>>(), aside.collect::<Vec<_>>()),
            (count.to_vec(), told.to_vec()),
            "{text}"
        );
    }

    #[test]
    fn what_stands_behind_other_words_of_an_item_is_not_the_contacts() {
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
        case("- 🎂 [birthday:: 04-27]", &[Key::Birthday], &[]);
        case("She [died:: 2019-05-05] there.\n# Ada (met:: 2020-01-01)", &[Key::Died, Key::Met], &[]);
    }

    #[test]
    fn what_stands_below_another_item_is_not_the_contacts() {
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
    fn a_section_of_the_family_is_not_about_the_contact() {
        case("## Family\n- died:: 2019\n- Email: a@b.example\n- Phone: 12345", &[Key::Phone], &[]);
        case("## 👪 Kids\n### Tom\n[birthday:: 2015-04-27]\ndnc:: true", &[], &[Key::DoNotContact]);
        case(
            "# Family\n- birthday:: 04-27\n## Key dates\n- met:: 2020-01-01",
            &[Key::Birthday, Key::Met],
            &[],
        );
    }

    #[test]
    fn an_address_counts_but_where_it_is_surely_anothers() {
        case("- Wife: Joan\n  - Email: joan@x.example", &[], &[Key::Email]);
        case("## Notes\n- Partner: Joan (email:: joan@x.example)", &[], &[Key::Email]);
        case("## Work\n- Partner at Acme\n  - Email: ada@x.example", &[Key::Email], &[]);
        case("- 2026-11-02 call\n  - Email: a@b.example", &[Key::Email], &[]);
    }

    #[test]
    fn the_id_is_where_the_page_speaks_of_itself() {
        case("- likes tea\n  id:: 6360-a1\n- id:: 6360-a2", &[], &[]);
        case("type:: person\nid:: a\n\n- x\n  id:: b", &[Key::Kind, Key::Id], &[]);
        case("- type:: person\n  id:: a\n- x", &[Key::Kind, Key::Id], &[]);
        case("- x\n  id:: a", &[], &[]);
        case("- ## Log\n  id:: a", &[], &[]);
        case("# Ada\n\nx\n\nid:: a", &[Key::Id], &[]);
        case("# Ada\n- Org: x\n- ID: a", &[Key::Org, Key::Id], &[]);
    }

    /// Returns the known keys of a text that count.
    fn own(text: &str, place: Place) -> Vec<String> {
        let table = KeyTable::new(&BTreeMap::new());
        let body = body::read(text, 1);
        let about = About { called: &|| vec!["Ada".to_owned()], place: &|| place };
        let pairs = read(&body, &table, None, &about).pairs;
        let known = pairs.iter().filter(|pair| table.find(&pair.key).is_some());
        known.map(|pair| pair.key.to_string()).collect()
    }

    #[track_caller]
    fn own_case(text: &str, everywhere: &[&str], among_contacts: &[&str]) {
        assert_eq!(own(text, Place::Elsewhere), everywhere, "{text}");
        assert_eq!(own(text, Place::AmongContacts), among_contacts, "{text}, among contacts");
    }

    #[test]
    fn fields_that_stand_for_themselves_are_the_notes_own() {
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
    fn what_an_item_says_is_its_own() {
        own_case("- The Mill (type:: book)", &[], &[]);
        own_case("- lunch [with:: [[Ada]]]", &[], &[]);
        own_case("Lunch (with:: [[Ada]]) in Rome", &[], &[]);
        own_case("We launch on (date:: 2026-11-20) if all goes well", &[], &[]);
        own_case("- Cafe\n    - type:: place", &[], &[]);
        own_case("- [[Ada]]\n  type:: person", &[], &[]);
        own_case("- trip (date:: 2026-11-02)", &[], &[]);
        own_case("- Ada\n  birthday:: 04-27", &["birthday"], &["birthday"]);
    }

    #[test]
    fn a_section_speaks_of_a_note_that_lies_among_no_contacts() {
        own_case("## Info\ntype:: book\nattendees:: [[Ada]]", &["type", "attendees"], &[]);
        own_case("## Rome\nwith:: [[Ada]]", &[], &[]);
        own_case("## Rome (type:: place)", &[], &[]);
    }

    #[test]
    fn the_items_of_a_daily_note_say_what_happened() {
        assert_eq!(own("- with:: [[Ada]]\n\npeople:: [[Ben]]", Place::Daily), ["people"]);
        assert_eq!(own("## Log\nwith:: [[Ada]]", Place::Daily), Vec::<String>::new());
        assert_eq!(own("- Attendees: [[Ada]]", Place::Daily), ["Attendees"]);
        assert_eq!(own("- lunch (attendees:: [[Ada]])", Place::Daily), Vec::<String>::new());
    }
}
