//! Reads keys from the body, used where the front matter lacks them: Dataview and Logseq fields, bold and
//! list labels, and the table of the Contacts plugin (design 3.2).

use super::Field;
use super::about_note::describes_note;
use super::about_whom::names_relative;
use super::in_entry::is_about_contact;
use super::keys::{Key, KeyTable};
use super::owner::{About, Form, Outline, Owner, needs_owner};
use super::plain_lines::plain_pair;
use super::written_pairs::{inline_fields, label, label_pair, parts_of, row};
use crate::core::bytes::holds_pair;
use crate::core::date_text::DateOrder;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::{Pair, Value};
use crate::core::note::headings::{is_about_others, is_section_heading};
use crate::core::note::log::dates::start::dated;
use crate::core::note::log::entries::entry_text::{EntryText, Head};
use crate::core::text::{fold_name, prefix};
use memchr::memchr;
use std::cell::OnceCell;
use std::ops::RangeTo;

/// The line above and below the table of Obsidian's Contacts plugin.
pub(crate) const CONTACT_TABLE: &str = "/---contact---/";

/// The keys of a body.
#[derive(Debug, Default)]
pub struct FromText<'b> {
    /// Pairs that count, in order.
    pub fields: Vec<Field<'b>>,
    /// Pairs that are probably about somebody or something else, and do not count.
    pub set_aside: Vec<(Key, Pair<'b>)>,
}

/// Reads all pairs of a body, in order.
pub(in crate::core) fn read<'b>(
    body: &'b Body<'b>,
    table: &'b KeyTable,
    order: Option<DateOrder>,
    about: &About<'_>,
) -> FromText<'b> {
    let (entries, said) = (EntryText::new(body, order, dated), FromText::default());
    let head_end = body.lines.iter().position(|line| line.kind == LineKind::Heading(2));
    let head = ..head_end.unwrap_or(body.lines.len());
    let mut reader = TextReader { body, table, about, head, entries, outline: None, said };
    let mut contact_table = false;
    let mut owner = None;
    for (index, line) in body.lines.iter().enumerate() {
        if !matches!(line.kind, LineKind::Text(1..)) {
            owner = Some(line);
        }
        let text = line.text.as_ref();
        if line.marks.hold(LineMarks::SLASH) && text.trim() == CONTACT_TABLE {
            contact_table = !contact_table;
        } else if contact_table {
            reader.row(index, line);
        } else if line.marks.hold(LineMarks::COLON) {
            if !holds_pair(text, [b':'; 2]) {
                reader.label(index, line);
            } else if !owner.is_some_and(is_task) {
                reader.fields(index, line);
            }
        }
    }
    reader.said
}

/// What a section groups whose labels are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Facts about the contact.
    OfContact,
    /// Its heading may be the name of somebody else: `### Tom`.
    Unclear,
}

/// Reads a body line by line.
struct TextReader<'b, 'n, F> {
    body: &'b Body<'b>,
    table: &'b KeyTable,
    about: &'n About<'n>,
    /// The lines above the first level-2 heading.
    head: RangeTo<usize>,
    entries: EntryText<'b, F>,
    /// Created for the first value whose owner matters.
    outline: Option<Outline<'b>>,
    said: FromText<'b>,
}

impl<'b, F: FnMut(&Line<'_>) -> Option<Head>> TextReader<'b, '_, F> {
    /// Reads a row of the table of the Contacts plugin.
    fn row(&mut self, index: usize, line: &'b Line<'b>) {
        let Some(pair) = row(&line.text, line.spot) else { return };
        let Some(known) = self.table.find(&pair.key) else { return };
        if self.describes_note(index, known.0, &pair) {
            self.keep(known, pair);
        }
    }

    /// Reads the fields of a line.
    fn fields(&mut self, index: usize, line: &'b Line<'b>) {
        let fields = inline_fields(&line.text, line.spot);
        // Fields in brackets end where their brackets do.
        let is_bare = fields.iter().all(|field| field.key_spot == line.spot);
        let is_early = self.body.is_in_head(line);
        if is_bare && line.kind != LineKind::Row && self.several(index, line, is_early) {
            return;
        }
        for pair in fields {
            self.take(index, pair, Form::Field);
        }
    }

    /// Reads a line with several labels or fields, if it is one: `**Email:** a@b.example | **Phone:** 555`.
    fn several(&mut self, index: usize, line: &'b Line<'b>, is_early: bool) -> bool {
        let text: &'b str = line.text.as_ref();
        let Some(parts) = parts_of(text) else { return false };
        let is_item = matches!(line.kind, LineKind::Item(..));
        let form = Form::Label { is_early };
        let mut is_others = false;
        for (at, part) in parts {
            let spot = line.spot.behind(prefix(text, at));
            let is_first = at == 0;
            let mut pairs: Vec<(Pair<'b>, Form)> =
                inline_fields(part, spot).into_iter().map(|pair| (pair, Form::Field)).collect();
            if pairs.is_empty() {
                let found = label(part, is_item && is_first);
                pairs.extend(found.map(|(key, value)| (label_pair(part, key, value, spot), form)));
            }
            if is_first && pairs.is_empty() {
                return false;
            }
            let is_known = |(pair, _): &(Pair<'_>, Form)| self.table.find(&pair.key).is_some();
            is_others |= names_relative(part) || is_first && !pairs.iter().any(is_known);
            for (mut pair, form) in pairs {
                // They are no words before it.
                pair.key_spot = line.spot;
                match self.table.find(&pair.key) {
                    Some((key, _)) if is_others && !is_first => {
                        if is_about_contact(key, &pair, form, || self.entries.part_of(index)) {
                            self.said.set_aside.push((key, pair));
                        }
                    }
                    _ => self.take(index, pair, form),
                }
            }
        }
        true
    }

    /// Reads the label of a line.
    fn label(&mut self, index: usize, line: &'b Line<'b>) {
        let is_early = self.body.is_in_head(line);
        let group = if !is_early && self.head.contains(&index) { self.group(line) } else { None };
        let is_read = is_early || group.is_some();
        if let Some(pair) = label_on(line, is_read, self.table) {
            let is_address = || matches!(self.table.find(&pair.key), Some((Key::Email | Key::Phone, _)));
            if group == Some(Group::Unclear) && !is_address() {
                return self.set_aside(index, pair);
            }
            if !(holds_bold(&pair) && self.several(index, line, is_read)) {
                self.take(index, pair, Form::Label { is_early: is_read });
            }
        } else if is_early
            && line.kind == LineKind::Text(0)
            && let Some(pair) = plain_pair(self.body, index, self.table, self.about)
            && self.entries.part_of(index).is_none()
            && let Some(known) = self.table.find(&pair.key)
        {
            self.keep(known, pair);
        }
    }

    /// Returns what a section below level 2 groups, before the first level-2 heading: `### Info`. `None` if that is certainly
    /// not about the contact.
    fn group(&self, line: &Line<'_>) -> Option<Group> {
        let mut around = self.body.around(line.section).filter(|section| section.level > 2);
        let mut group = Group::OfContact;
        let is_name = |heading: &str| {
            let mut words = heading.split_whitespace();
            !is_section_heading(heading) && words.all(|word| word.starts_with(char::is_uppercase))
        };
        let names = OnceCell::new();
        let is_contact = |heading: &str| {
            let names = names.get_or_init(|| (self.about.names)());
            names.iter().any(|name| fold_name(name) == fold_name(heading))
        };
        around
            .all(|section| {
                if is_name(&section.heading) && !is_contact(&section.heading) {
                    group = Group::Unclear;
                }
                !is_about_others(&section.heading)
            })
            .then_some(group)
    }

    /// Sets a label aside that may be about somebody else, if that matters.
    fn set_aside(&mut self, index: usize, pair: Pair<'b>) {
        if let Some((key, _)) = self.table.find(&pair.key).filter(|(key, _)| needs_owner(*key))
            && self.entries.part_of(index).is_none()
        {
            self.said.set_aside.push((key, pair));
        }
    }

    /// Whether a pair describes the note. Always true for keys that do not say what kind of note it is.
    fn describes_note(&self, index: usize, key: Key, pair: &Pair<'_>) -> bool {
        describes_note(key, pair, (self.body, index, self.table), self.about.location)
    }

    /// Keeps a pair if it has a known key and is the contact's.
    fn take(&mut self, index: usize, pair: Pair<'b>, form: Form) {
        let Some((key, rank)) = self.table.find(&pair.key) else { return };
        if !is_about_contact(key, &pair, form, || self.entries.part_of(index))
            || !self.describes_note(index, key, &pair)
        {
            return;
        }
        if !needs_owner(key) {
            return self.keep((key, rank), pair);
        }
        let new = || Outline::new(self.body, self.table, &(self.about.names)());
        let outline = self.outline.get_or_insert_with(new);
        match outline.owner(index, key, &pair, form) {
            Owner::Contact => self.keep((key, rank), pair),
            Owner::Unclear => self.said.set_aside.push((key, pair)),
            Owner::Other => {}
        }
    }

    /// Keeps a pair with this key in a spelling of this rank.
    fn keep(&mut self, (key, rank): (Key, usize), pair: Pair<'b>) {
        self.said.fields.push(Field { key, rank, place: self.said.fields.len(), pair });
    }
}

/// Returns the label on a line, if labels may count there.
fn label_on<'b>(line: &'b Line<'_>, is_early: bool, table: &KeyTable) -> Option<Pair<'b>> {
    let text = line.text.as_ref();
    if !matches!(line.kind, LineKind::Item(_, None) | LineKind::Text(_)) {
        return None;
    }
    // Checked before anything is copied, as most colons of a log have no key before them.
    let start = text.strip_prefix("**").or(text.strip_prefix("__")).unwrap_or(text);
    if !is_early && !table.may_begin(start) && memchr(b'|', text.as_bytes()).is_none() {
        return None;
    }
    let (key, value) = label(text, matches!(line.kind, LineKind::Item(..)))?;
    Some(label_pair(text, key, value, line.spot))
}

/// Whether a value has something in bold in it.
fn holds_bold(pair: &Pair<'_>) -> bool {
    let Value::Text(value) = &pair.node.value else { return false };
    holds_pair(value, [b'*'; 2]) || holds_pair(value, [b'_'; 2])
}

/// Whether a line is a task, so that the fields on it and on its continuation lines are not the contact's.
fn is_task(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(_, Some(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::fields::about_note::Location;

    const ABOUT_ADA: About<'_> = About {
        names: &|| vec!["Ada Lovelace".to_owned()],
        location: &|| Location::Elsewhere,
        is_export: false,
    };

    fn found(text: &str) -> Vec<String> {
        let table = KeyTable::new(&std::collections::BTreeMap::new());
        read(&crate::core::note::body::read(text, 1), &table, None, &ABOUT_ADA)
            .fields
            .iter()
            .map(|Field { pair, .. }| match &pair.node.value {
                Value::Text(value) => format!("{}={value}@{}", pair.key, pair.node.spot.column),
                other => format!("{}={other:?}", pair.key),
            })
            .collect()
    }

    #[track_caller]
    fn case(text: &str, expected: &[&str]) {
        assert_eq!(found(text), expected, "{text}");
    }

    #[test]
    fn fields_and_labels_are_found() {
        case("birthday:: 1990-04-27", &["birthday=1990-04-27@12"]);
        case("**Birthday**:: 1990-04-27", &["Birthday=1990-04-27@16"]);
        case("**Birthday::** 1990-04-27", &["Birthday=1990-04-27@16"]);
        case("- __Do not contact::__ yes", &["Do not contact=yes@24"]);
        case("Birthday::** 1990-04-27", &[]);
        case("Works (role:: chef), [org:: [[Acme]]] x", &["role=chef@7", "org=[[Acme]]@22"]);
        case("**Birthday:** 27 April", &["Birthday=27 April@15"]);
        case("**Birthday**: 27 April", &["Birthday=27 April@15"]);
        case("**Birthday:** 04-27\\\nx", &["Birthday=04-27@15"]);
        case("- Birthday: 04-27", &["Birthday=04-27@13"]);
        case("- Birthday:\t04-27", &["Birthday=04-27@13"]);
        case("Birthday: 04-27", &[]);
        case("# Ada\n\nBirthday: 04-27\nOrg: Acme", &[]);
        case("`org:: b` and std::vec", &[]);
    }

    #[test]
    fn several_labels_on_a_line_are_read() {
        case(
            "**Email:** a@b.example | **Phone:** 555 123 | **Birthday:** Dec 12",
            &["Email=a@b.example@12", "Phone=555 123@37", "Birthday=Dec 12@61"],
        );
        case("**Company:** [[Ney|N]] · **Role:** Buyer", &["Company=[[Ney|N]]@14", "Role=Buyer@36"]);
        case("__Org__: Ney • __Role__: Buyer", &["Org=Ney@10", "Role=Buyer@26"]);
        case("Email:: a@b.example | Birthday:: 04-27", &["Email=a@b.example@9", "Birthday=04-27@34"]);
        case(
            "- **Email**:: a@b.example; **Birthday::** 04-27",
            &["Email=a@b.example@15", "Birthday=04-27@43"],
        );
        case("- Email: a@b.example, **Birthday:** 04-27", &["Email=a@b.example@10", "Birthday=04-27@37"]);
        case("**Org:** Ney  **Role:** Buyer", &["Org=Ney@10", "Role=Buyer@25"]);
        case(
            "**Relationship:** friend | **Web:** x | **Role:** Buyer",
            &["Relationship=friend@19", "Role=Buyer@51"],
        );
        case("**Org:** Ney, next:: 2026-12-01", &["Org=Ney@10", "next=2026-12-01@22"]);
        case("**Org:** Ney | **Role:**", &["Org=Ney@10", "Role=Null"]);
        case(
            "## Contact\n**Phone:** 555 123 | **Email:** a@b.example",
            &["Phone=555 123@12", "Email=a@b.example@33"],
        );
        case("**Project:** Roof | **Status:** closed | **Next:** 2026-12-24", &[]);
        case("Project:: Roof, Status:: closed", &[]);
        // A value may hold separators, and words in bold.
        case("**Org:** Ney, Roth & **Sons**, Ulm", &["Org=Ney, Roth & **Sons**, Ulm@10"]);
        case("**Role:** Buyer | **the best**", &["Role=Buyer | **the best**@11"]);
        case("**Org:** Ney **Role:** Buyer", &["Org=Ney **Role:** Buyer@10"]);
        case("topics:: std::vec, a::b", &["topics=std::vec, a::b@10"]);
        case("- Rex the dog, birthday:: 04-27", &[]);
        case("| [[Ben]] | birthday:: 04-27 |\n|---|---|", &[]);
        case("- 2026-11-02 call: about it | **Birthday:** 04-27", &[]);
    }

    #[test]
    fn lines_with_very_many_labels_are_read_as_one() {
        let labels = |count: usize| {
            let more = (1..count).map(|number| format!(" | **K{number}:** v"));
            format!("**Org:** Ney{}", more.collect::<String>())
        };
        assert_eq!(found(&labels(20)), ["Org=Ney@10"]);
        for count in [21, 4_000, 20_000] {
            assert!(found(&labels(count)).concat().starts_with("Org=Ney | **K1"), "{count}");
        }
        let long = format!("**Org:** Ney | **Role:** {}", "x".repeat(1_000));
        assert_eq!(found(&long).len(), 1);
    }

    #[test]
    fn further_labels_of_kin_are_set_aside() {
        #[track_caller]
        fn case(text: &str, expected: &[Key]) {
            let table = KeyTable::new(&std::collections::BTreeMap::new());
            let body = crate::core::note::body::read(text, 1);
            let said = read(&body, &table, None, &ABOUT_ADA);
            assert_eq!(said.set_aside.iter().map(|(key, _)| *key).collect::<Vec<_>>(), expected, "{text}");
        }
        case("**Wife:** Joan | **Birthday:** 04-27", &[Key::Birthday]);
        case("- **Partner:** Joan, **Phone:** 555 1234", &[Key::Phone]);
        case("- Tom: a friend, birthday:: 04-27", &[Key::Birthday]);
        case("**Manager:** Zoe | **Email:** zoe@x.example | **Org:** x", &[Key::Email, Key::Org]);
        case("Deal:: Roof · Status:: inactive", &[Key::Status]);
        case("## Log\n### 2026-11-02 call\n**Deal:** Roof | **Status:** closed", &[]);
        case("## Roof\n**Deal:** Roof | **Status:** closed", &[]);
        case("## Contact\n**Lawyer:** Zoe | **Email:** zoe@x.example", &[Key::Email]);
        case("- Role: CTO, birthday:: 04-27", &[]);
        case("**Relationship:** friend | **Birthday:** 04-27", &[]);
    }

    #[test]
    fn fields_of_tasks_are_not_the_contacts() {
        case("- [ ] call [id:: a] [due:: 2026-12-01]", &[]);
        case("- [x] call\n  id:: a", &[]);
        case("- 2026-11-20 call (next:: 2026-12-01)", &["next=2026-12-01@19"]);
        case("- tea [channel:: phone]\n  role:: a", &["channel=phone@7", "role=a@10"]);
    }

    #[test]
    fn labels_in_an_entry_are_not_read() {
        case("**2026-11-02** call\n**Died:** her cat\n\n**Met:** x", &["Met=x@10"]);
        case("- 2026-11-02 call\n  - Status: closed\n  - Next: deck\n- Role: CTO", &["Role=CTO@9"]);
        case("## Log\n### 2026-11-02\n- Phone: spoke of 5\n- Email: sent the deck", &[]);
        case("## Log\n- Email: sent the deck", &["Email=sent the deck@10"]);
        case(
            "- 2026-11-02 call\n  - Email: a@b.example\n  - Phone: +44 20 1 (work)\n  - Tel: 2026-11-20",
            &["Email=a@b.example@12", "Phone=+44 20 1 (work)@12"],
        );
        case("- 2026-11-02 call\n  - Tel: (030) 12 34 (work)", &["Tel=(030) 12 34 (work)@10"]);
    }

    #[test]
    fn fields_that_describe_an_entry_are_not_read() {
        case("- 2026-11-02 call (priority:: low)\n- tea (priority:: low)", &["priority=low@7"]);
        case("- 2026-11-02 call\n  id:: 6380-ab\n  org:: Acme", &["org=Acme@9"]);
        case("### 2026-11-02\ntype:: call\nwith:: [[Ben]]\n\n## Facts\ntype:: person", &["type=person@8"]);
        case("### 2026-11-02 call\nabout tea\n\nstatus:: paused\nid:: a", &["status=paused@10"]);
        case("- 2026-11-02 call [email:: sent it] [tel:: 12345]", &["tel=12345@37"]);
    }

    #[test]
    fn labels_stop_at_the_first_section_and_addresses_do_not() {
        case(
            "# Ada\n- Born: 04-27\n## Contact\n- Met: x\n- Email: a@b.example",
            &["Born=04-27@9", "Email=a@b.example@10"],
        );
    }

    #[test]
    fn labels_in_a_smaller_section_before_the_first_large_one_are_read() {
        case("text\n\n### Info\n- Birthday: 1990-01-01", &["Birthday=1990-01-01@13"]);
        case("# Ada\n### more facts\n- Role: CTO\n## Log\n### Info\n- Org: x", &["Role=CTO@9"]);
        case("### Ada Lovelace\n- Role: CTO", &["Role=CTO@9"]);
        for other in ["Kids", "Family", "Gifts", "Her husband", "Log", "Tom", "Acme Ltd"] {
            case(&format!("### {other}\n- Birthday: 1990-01-01\n- Role: x"), &[]);
        }
        case("### Family\n#### Info\n- Birthday: 1990-01-01", &[]);
        case("## Info\n- Birthday: 1990-01-01\n### Info\n- Role: x", &[]);
        case("### 2026-11-02\n- Role: x", &[]);
        case("### Info\n**Org:** Ney | **Role:** Buyer", &["Org=Ney@10", "Role=Buyer@26"]);
    }

    #[test]
    fn a_table_of_keys_and_values_is_not_read() {
        for head in ["Field | Value", "| Details", "Spouse | Details", "Key | Person", "Deal | Value"] {
            let table = format!(
                "| {head} |\n|---|---|\n| Name | Ann |\n| **Died** | 2024-05-05 |\n| Email: | a@b.example |"
            );
            assert_eq!(found(&table), Vec::<String>::new(), "{head}");
        }
    }

    #[test]
    fn the_contact_table_is_read() {
        let text = "/---contact---/\n| key | value |\n| --- | --- |\n| Name | Carl |\n| Phone | |\n/---contact---/\n";
        case(text, &["Name=Carl@3", "Phone=Null"]);
    }
}
