//! Files lines of the inbox into the notes of the people they name.

use super::lines::Splice;
use super::verify::{Meant, Original};
use super::{Change, Refused, read_as_log};
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::facts::{Entry, Name, Reading};
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::line::reading::Tense;
use crate::core::note::mentions::inbox_line::{InboxLine, Named};
use crate::core::note::read::{Reader, read_note};
use crate::core::output::escape::wikilink::Stems;
use crate::core::people::contact::{ContactIndex, People};
use crate::core::people::names::{NameIndex, Resolved};
use crate::core::place::NotePath;
use crate::core::text::{is_mark, list};
use std::collections::BTreeMap;

/// A line of the inbox with what to write into the notes.
#[derive(Debug)]
pub struct Filing {
    /// The line in the inbox.
    pub line: usize,
    /// The day of the entry.
    pub day: Day,
    /// The text for the note of each contact in the line.
    pub words: Vec<(ContactIndex, String)>,
}

/// Returns for each line of an inbox how to file it, or why it cannot be. A text filed into a note must be
/// read there as the line was read in the inbox.
pub fn filings(
    reader: &Reader<'_>,
    people: &People,
    path: &NotePath,
    bytes: &[u8],
) -> Vec<Result<Filing, (usize, Refused)>> {
    let whole = Reader::new(reader.config(), reader.vault, reader.today).keeping_texts();
    let facts = read_note(&whole, path, bytes);
    let decoded = String::from_utf8_lossy(bytes);
    let raw: Vec<&str> = decoded.lines().collect();
    let owners = people.owners();
    let names = NameIndex::of(people, &owners);
    let stems = Stems::of(&people.notes);
    let filer = Filer { reader, people, names: &names, stems: &stems, path };
    let filed = facts.entries.iter().filter_map(|entry| {
        let line = entry.spot.line as usize;
        let text = entry.text.as_deref()?;
        if !line.checked_sub(1).and_then(|at| raw.get(at)).is_some_and(|raw| raw.contains(text)) {
            let refused =
                Refused::new("a line of the inbox with parts that are not read", "move it yourself");
            return Some(Err((line, refused)));
        }
        filer.filing(entry, text).transpose()
    });
    filed.collect()
}

struct Filer<'a> {
    reader: &'a Reader<'a>,
    people: &'a People,
    names: &'a NameIndex<'a>,
    stems: &'a Stems,
    path: &'a NotePath,
}

/// A person in a line who is a contact.
struct Known<'a> {
    contact: ContactIndex,
    named: &'a Named,
}

impl Filer<'_> {
    /// Returns how to file a line; `None` if it names no contact.
    fn filing(&self, entry: &Entry, text: &str) -> Result<Option<Filing>, (usize, Refused)> {
        let table = &self.reader.config().words;
        let line = InboxLine::of(text, entry.spot, table, &|name| self.names.knows(name, self.path));
        let reading = line.read(table, Tense::Past).0.reading;
        let named = line.named.iter();
        let known: Vec<Known<'_>> =
            named.filter_map(|named| Some(Known { contact: self.contact(&named.name)?, named })).collect();
        let number = entry.spot.line as usize;
        let mut words = Vec::new();
        for contact in each_once(known.iter().map(|one| one.contact)) {
            let ways = self.ways(&line, &known, contact);
            let same = |text: &String| self.says(contact, text, (reading, &entry.hashtags));
            let Some(text) = ways.into_iter().find(same) else {
                let name = self.people.contact(contact).name();
                let message = format!("the note of {name} would not say what this line of the inbox says");
                return Err((number, Refused::new(message, "write it into the notes yourself")));
            };
            words.push((contact, text));
        }
        Ok((!words.is_empty()).then_some(Filing { line: number, day: entry.day, words }))
    }

    fn contact(&self, name: &Name) -> Option<ContactIndex> {
        match self.names.resolve(name, self.path) {
            Resolved::Contact(contact) => Some(contact),
            Resolved::Ambiguous(_) | Resolved::OtherNote | Resolved::Unknown => None,
        }
    }

    /// Returns the texts to try for a contact, shortest first. Some words need the name:
    /// `[[Ada]] wrote to me` says who wrote only with it.
    fn ways(&self, line: &InboxLine<'_>, known: &[Known<'_>], contact: ContactIndex) -> Vec<String> {
        let is_inside = |other: ContactIndex| {
            known.iter().any(|one| one.contact == other && !line.is_in_front(one.named))
        };
        let others = known.iter().map(|one| one.contact);
        let others = each_once(others.filter(|other| *other != contact && !is_inside(*other)));
        let links: Vec<String> = others.into_iter().map(|other| self.link(other)).collect();
        let words = line.words().trim();
        let own = known.iter().find(|one| one.contact == contact && line.is_in_front(one.named));
        let own = own.map(|own| match own.named.name.linked {
            true => line.written(own.named).to_owned(),
            false => self.link(contact),
        });
        let whole = line.text.trim().to_owned();
        if words.is_empty() {
            return vec![whole];
        }
        let named = own.map(|own| with_others(&format!("{own} {words}"), &links));
        std::iter::once(with_others(words, &links)).chain(named).chain([whole]).collect()
    }

    fn link(&self, contact: ContactIndex) -> String {
        let contact = self.people.contact(contact);
        self.stems.link(&contact.path, contact.name()).to_string()
    }

    /// Whether a text is read in the contact's own log as `wanted`.
    fn says(&self, contact: ContactIndex, text: &str, wanted: (Reading, &[Box<str>])) -> bool {
        let contact = self.people.contact(contact);
        let (reading, hashtags) = read_as_log(text, contact, self.reader.config());
        (reading, &*self.reader.hashtags.meant(&hashtags)) == wanted
    }
}

fn each_once(contacts: impl Iterator<Item = ContactIndex>) -> Vec<ContactIndex> {
    let mut once = Vec::new();
    contacts.for_each(|contact| {
        if !once.contains(&contact) {
            once.push(contact)
        }
    });
    once
}

/// Adds the other people, as in `lunch (with [[Ben]])`.
fn with_others(words: &str, others: &[String]) -> String {
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    match others.as_slice() {
        [] => words.to_owned(),
        others => format!("{words} (with {})", list(others, "and")),
    }
}

/// Whether a dated line of a log says these words and nothing else, apart from marks and the form of its
/// date.
fn says(line: &str, words: &str, order: Option<DateOrder>) -> bool {
    let (line, words) = (plain(line), plain(words));
    let item = line.text.trim_start_matches(is_mark);
    let found = leading(item, order).filter(|found| found.day.is_ok());
    let Some(rest) = found.and_then(|found| item.get(found.length..)) else { return false };
    let letters = |text: &str| {
        let kept = behind_date(text, order).chars().filter(|letter| letter.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(rest) == letters(&words.text) && line.hashtags == words.hashtags
}

/// The dated lines of a note, to find out what it says already.
pub struct Logged {
    lines: BTreeMap<Day, Vec<String>>,
    order: Option<DateOrder>,
}

impl Logged {
    /// Reads the entries of a note.
    pub fn of(reader: &Reader<'_>, path: &NotePath, bytes: &[u8]) -> Logged {
        let entries = read_note(reader, path, bytes).entries;
        let entries = entries.iter().map(|entry| (entry.day, entry.spot.line)).collect();
        Logged::in_lines(bytes, entries, reader.config().date_order)
    }

    /// Takes the entries of a note that was read already, each with its line (from 1).
    pub fn in_lines(bytes: &[u8], entries: Vec<(Day, u32)>, order: Option<DateOrder>) -> Logged {
        let note = String::from_utf8_lossy(bytes);
        let raw: Vec<&str> = note.lines().collect();
        let mut lines: BTreeMap<Day, Vec<String>> = BTreeMap::new();
        for (day, line) in entries {
            let text = (line as usize).checked_sub(1).and_then(|at| raw.get(at)).copied().unwrap_or_default();
            lines.entry(day).or_default().push(text.to_owned());
        }
        Logged { lines, order }
    }

    /// Whether an entry of a day says these words and nothing else.
    pub fn says(&self, day: Day, words: &str) -> bool {
        self.lines.get(&day).is_some_and(|lines| lines.iter().any(|line| says(line, words, self.order)))
    }
}

/// Returns the change that removes a line from the inbox. It is refused if the note would say anything else.
/// A line with more below it must stay, else that would be lost: callers check [`has_more_below`] first.
pub fn without_line(
    reader: &Reader<'_>,
    path: &NotePath,
    bytes: &[u8],
    line: &str,
) -> Result<Change, Refused> {
    let note = Original::of(reader, path, bytes)?;
    let lines = &note.lines;
    let gone = || Refused::new("the line is not there any more", "run `followup sync --file-inbox` again");
    let at = (1..=lines.len()).find(|at| lines.text(*at) == Some(line)).ok_or_else(gone)?;
    let splice = Splice::remove(at, 1);
    note.changed(&splice, &Meant::Gone(at), at)
}

/// Whether the next line is indented and so belongs to the item on a line.
pub fn has_more_below(lines: &[&str], line: usize) -> bool {
    lines.get(line).is_some_and(|next| next.starts_with([' ', '\t']) && !next.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::compile::compile;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::edit::log_line::{NewLine, log_line};
    use crate::core::edit::log_style::Words;
    use crate::core::people::contact::{Contact, InteractionKind};
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn a_line_says_the_same_only_with_the_same_words() {
        #[track_caller]
        fn case(line: &str, words: &str, expected: bool) {
            assert_eq!(says(line, words, None), expected, "{line} / {words}");
        }
        case("- 2026-11-22 email in: the budget", "email in: the budget", true);
        case("### 2026-11-22 — Email in: the budget", "email in: the budget", true);
        case("- **2026-11-22**: lunch (with [[Ben]])", "lunch (with [[Ben]])", true);
        case("- 2026-11-22 call: the budget", "email in: the budget", false);
        case("- 2026-11-22 lunch (with [[Ben]])", "dinner with wine (with [[Ben]])", false);
        case("- 2026-11-22 team lunch", "lunch", false);
        case("- 2026-11-22 lunch #ask", "lunch", false);
    }

    const PEOPLE: [(&str, &str); 3] = [
        ("People/Ada Lovelace.md", "---\naliases: [Ada]\n---\n## Log\n- 2026-10-01 email out: the plan\n"),
        ("People/Ben.md", "# Ben\n"),
        ("People/Grace Walk.md", "# Grace Walk\n\n## Log\n\n- 2026-11-02 call\n"),
    ];

    /// Returns the entries of each contact on the day: kinds, channels, hashtags, sorted.
    fn interactions(notes: &[(String, Vec<u8>)]) -> (People, Vec<Vec<String>>) {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let today = Day::from_iso("2026-11-24").unwrap();
        let reader = Reader::new(&config, &settings, today);
        let facts = notes.iter().map(|(path, bytes)| read_note(&reader, &NotePath::new(path), bytes));
        let people = compile(facts.collect(), &config, today, "Notes").people;
        let day = Day::from_iso("2026-11-20").unwrap();
        let of = |contact: &Contact| {
            let mut counted: Vec<String> = contact
                .history
                .iter()
                // In the notes of the others, somebody whose things a line names is mentioned besides.
                .filter(|entry| !matches!(entry.kind, InteractionKind::Again | InteractionKind::Mention))
                .filter(|entry| entry.day == day)
                .map(|entry| format!("{:?} {:?} {:?}", entry.kind, entry.channel, entry.hashtags))
                .collect();
            counted.sort();
            counted
        };
        let all = people.contacts.iter().map(of).collect();
        (people, all)
    }

    /// The entries of each contact.
    type Interactions = Vec<Vec<String>>;

    /// Returns the entries with the line in the inbox, and after filing it; `None` if it stays in the inbox.
    fn filed(line: &str) -> (Interactions, Option<(Interactions, Vec<String>)>) {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &settings, Day::from_iso("2026-11-24").unwrap());
        let path = NotePath::new("inbox.md");
        let inbox = format!("- 2026-11-20 {line}\n").into_bytes();
        let mut notes: Vec<(String, Vec<u8>)> =
            PEOPLE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        notes.push(("inbox.md".to_owned(), inbox.clone()));
        let (people, before) = interactions(&notes);
        let mut filings = filings(&reader, &people, &path, &inbox);
        let Some(Ok(filing)) = filings.pop() else { return (before, None) };
        notes.pop();
        let mut written = Vec::new();
        for (contact, text) in &filing.words {
            let path = &people.contact(*contact).path;
            let (_, bytes) = notes.iter_mut().find(|(note, _)| note == path.as_str()).unwrap();
            let words = Words { day: filing.day, text };
            match log_line(&reader, path, bytes, NewLine::typed(words)) {
                Ok(change) => *bytes = change.new,
                Err(_) => return (before, None),
            }
            written.push(format!("{}: {text}", people.contact(*contact).name()));
        }
        (before, Some((interactions(&notes).1, written)))
    }

    #[test]
    fn lines_are_filed_as_they_are_read() {
        #[track_caller]
        fn case(line: &str, expected: &[&str]) {
            let (before, after) = filed(line);
            let (after, written) = after.unwrap_or_default();
            assert_eq!(written, expected, "{line}");
            assert_eq!(after, before, "{line}");
        }
        case("[[Ada]] email in: asks", &["Ada Lovelace: email in: asks"]);
        case("email to [[Ada]]: x", &["Ada Lovelace: email to [[Ada]]: x"]);
        case("[[Ada]] replied: yes", &["Ada Lovelace: [[Ada]] replied: yes"]);
        case("[[Ada]] wrote to me", &["Ada Lovelace: wrote to me"]);
        case("[[Ada]] wrote of the move", &["Ada Lovelace: [[Ada]] wrote of the move"]);
        case("[[Ada]] (call) about it", &["Ada Lovelace: (call) about it"]);
        for line in ["Ada, Ben - lunch", "Ada & Ben — lunch", "Ada, Ben lunch", "[[Ada]] and [[Ben]] - lunch"]
        {
            case(line, &["Ada Lovelace: lunch (with [[Ben]])", "Ben: lunch (with [[Ada Lovelace]])"]);
        }
        case("coffee with [[Ada]]", &["Ada Lovelace: coffee with [[Ada]]"]);
        case("Grace Walk: email out: the plan", &["Grace Walk: email out: the plan"]);
        case("Grace Walk lunch", &["Grace Walk: lunch"]);
    }

    proptest! {
        #[test]
        fn filing_changes_nobodys_history(
            first in select(&["[[Ada]]", "Ada", "Ada Lovelace", "**[[Ada Lovelace]]**", "[[Ada|her]]", "@Ben", "Grace Walk"][..]),
            joiner in select(&["", ", ", " & ", " + ", " and ", "/", ", and "][..]),
            second in select(&["Ben", "[[Ben]]", "[[Grace Walk]]", "Grace Walk"][..]),
            between in select(&[" ", ": ", " - ", " — ", " | ", ", ", " → ", " (", " #thank-you "][..]),
            words in select(&[
                "call", "lunch at noon", "email in: asks", "email out: the plan", "wrote to me", "wrote of it", "replied: yes",
                "replied", "I replied", "wrote back", "(call) about it", "voicemail", "no answer", "lunch cancelled",
                "said hello", "call with [[Ben]]", "sent [[Grace Walk]]'s book", "letter from her aunt", "dinner out",
                "liked her post", "skip", "should call back", "email out: thanks #thank-you", "", "call out",
                "came by, then tea", "in town", "10:30 call", "Ben wrote", "(with Ben) lunch", "2026-11-03 call",
            ][..]),
            begins in select(&["", "", "", "coffee with ", "email to ", "Still no answer from ", "Lunch: ", "I called "][..]),
        ) {
            let names = if joiner.is_empty() { first.to_owned() } else { format!("{first}{joiner}{second}") };
            let line = format!("{begins}{names}{between}{words}");
            let (before, after) = filed(&line);
            if let Some((after, written)) = after {
                prop_assert_eq!(after, before, "{} / {:?}", line, written);
            }
        }
    }
}
