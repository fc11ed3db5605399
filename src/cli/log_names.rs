//! Splits the arguments of `log` into names, separated by commas and not quoted, and what happened: `Ada
//! Lovelace, Ben Kay dinner`. No name is split: after each comma there must be a name, or words that plainly
//! say what happened, or the line is refused.

use super::loading::Loaded;
use super::person::{named, taken_for};
use super::terminal::{safe, typed};
use crate::core::date_text::weekdays::weekday;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::reading::read_alone;
use crate::core::people::contact::{ContactIndex, People};
use crate::core::people::matching::{Matched, find, is_whole_name};
use crate::core::text::{is_mark, is_one_of};
use crate::io::failure::Failure;

/// Maximum number of words in a name.
const MOST_WORDS: usize = 7;
/// Marks that may separate the last name from what happened.
const MARKS: [char; 4] = [':', '-', '–', '—'];

/// Occasions that begin a text, with a capital: `Birthday party`.
const OCCASIONS: [&str; 12] = [
    "anniversary", "birthday", "board", "business", "christmas", "conference", "easter", "engagement",
    "graduation", "team", "wedding", "work",
];

/// The people named in a line, and the rest of it.
pub(super) struct Listed {
    pub(super) contacts: Vec<ContactIndex>,
    /// What happened; empty if only names were typed.
    pub(super) text: String,
    /// Messages about misspelt names and the contacts that they were taken for, and about words that look like
    /// names and are in the text.
    pub(super) said: Vec<String>,
}

/// Finds the people named by the first words, and the rest of the line. A name of several words needs no
/// quotes if it is the whole name of a contact.
pub(super) fn listed(loaded: &Loaded, name: &str, words: &[String]) -> Result<Listed, Failure> {
    let people = &loaded.compiled.people;
    if name.trim().is_empty() {
        return Err(
            Failure::new("the name is empty").help("type a name first: `followup log \"Jane Doe\" call`")
        );
    }
    let joined = |words: &[String]| words.iter().map(|word| format!(" {word}")).collect::<String>();
    let whole = |count: usize| format!("{name}{}", joined(words.get(..count).unwrap_or_default()));
    let longest = (0..=words.len().min(6)).rev().find(|count| is_whole_name(people, &whole(*count)));
    let count = longest.unwrap_or(0);
    let (one, line) = (whole(count), whole(words.len()));
    let names = Names { loaded, line: &line, first: name.len() };
    // A comma may be part of a whole name. Inside one argument, such as one in quotes, it always separates
    // names.
    if (longest.is_none() || !one.contains(','))
        && let Some((head, _)) = line.split_once(',')
        && (head.len() < name.len() || names.is_name(head.trim()))
    {
        let listed = names.all()?;
        if listed.contacts.is_empty() {
            return Err(Failure::new("no contact was named").help("`followup list` names all contacts"));
        }
        return Ok(listed);
    }
    let text = words.get(count..).unwrap_or_default().join(" ");
    names.alone(&one, &text)?;
    let index = named(people, &one)?;
    let said = taken_for(people, &one).into_iter().chain(names.no_name(&one, index, &text)).collect();
    Ok(Listed { contacts: vec![index], text, said })
}

struct Names<'a> {
    loaded: &'a Loaded,
    line: &'a str,
    first: usize,
}

impl<'a> Names<'a> {
    fn people(&self) -> &'a People {
        &self.loaded.compiled.people
    }

    fn all(&self) -> Result<Listed, Failure> {
        let mut listed = Listed { contacts: Vec::new(), text: String::new(), said: Vec::new() };
        let mut rest = self.line;
        loop {
            rest = rest.trim_start_matches(|letter: char| letter == ',' || letter.is_whitespace());
            if rest.is_empty() {
                return Ok(listed);
            }
            let Some((name, behind)) = self.name(rest) else { break };
            let index = named(self.people(), name)?;
            listed.said.extend(taken_for(self.people(), name));
            if !listed.contacts.contains(&index) {
                listed.contacts.push(index);
            }
            rest = behind.trim_start();
            if !rest.starts_with(',') {
                listed.said.extend(self.no_name(name, index, rest));
                break;
            }
        }
        self.checked(&listed, rest)?;
        rest.clone_into(&mut listed.text);
        Ok(listed)
    }

    /// Returns the name that a text begins with, and what follows.
    fn name(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let part = text.split(',').next().unwrap_or(text);
        let typed_first = self.first.saturating_sub(self.line.len() - text.len()).min(part.len());
        let names = || beginnings(part).map(unmarked).filter(|name| !name.is_empty());
        let known = |name: &&str| is_whole_name(self.people(), name);
        let longest = names().find(known).or_else(|| names().find(|name| self.is_name(name)));
        // The first argument is a name, even if it is misspelt.
        let end = longest.map_or(typed_first, |name| name.len().max(typed_first));
        let name = unmarked(text.get(..end)?);
        let behind = without_mark(text.get(name.len()..)?);
        Some((name, behind)).filter(|(name, _)| !name.is_empty())
    }

    /// Whether words are the name of one contact or the beginning of one; a near spelling does not count.
    fn is_name(&self, words: &str) -> bool {
        is_whole_name(self.people(), words)
            || (!words.split_whitespace().any(|word| self.is_known(word))
                && matches!(find(self.people(), words), Matched::One(_))
                && taken_for(self.people(), words).is_none())
    }

    /// Whether a word says how the contact was made, such as `call`.
    fn is_known(&self, word: &str) -> bool {
        read_alone(word, &self.loaded.config.words).reading != Reading::Assumed
    }

    /// Returns a hint about a word with a capital where a name may be meant: after `and`, or after a part of a
    /// name, as in `Mary Smyth call`. Not about a word that says what happened, as in `Mary Skype call`.
    fn no_name(&self, typed: &str, index: ContactIndex, text: &str) -> Option<String> {
        let joined = after_and(text).or_else(|| (!is_whole_name(self.people(), typed)).then_some(text))?;
        let word = joined.split(is_mark).next()?;
        // `I` and `I'm` are nobody's names.
        let looks_so = word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some();
        let is_word = || {
            self.is_known(word)
                || weekday(word).is_some()
                || Channel::read(word).is_some()
                || is_one_of(word, &OCCASIONS)
        };
        (looks_so && !is_word()).then(|| {
            let name = safe(self.people().contact(index).name());
            format!("`{}` is read as part of the text: the line is only for {name}", safe(word))
        })
    }

    /// Refuses `and Ben lunch` after a name, if `Ben` is a contact: the line would not be Ben's.
    fn alone(&self, name: &str, text: &str) -> Result<(), Failure> {
        let Some(behind) = after_and(text) else { return Ok(()) };
        // A name is written with a capital; `I` is nobody's beginning.
        let capital = behind.starts_with(char::is_uppercase);
        let is_other = |other: &&str| {
            is_whole_name(self.people(), other) || capital && other.len() > 1 && self.is_name(other)
        };
        let Some(other) = beginnings(behind).map(unmarked).find(is_other) else { return Ok(()) };
        let text = behind.get(other.len()..).unwrap_or_default();
        Err(Failure::new(format!("it is not clear whether `{}` is meant too", safe(other))).help(format!(
            "for both: `followup log {} {}`; for {} alone, begin with what happened; nothing was written",
            typed(&format!("{name}, {other}")),
            safe(without_mark(text).trim()),
            safe(name)
        )))
    }

    /// Refuses words after the names that could be another name.
    fn checked(&self, listed: &Listed, rest: &str) -> Result<(), Failure> {
        let word = rest.split_whitespace().next().unwrap_or_default();
        let is_and = ["and", "&"].contains(&word.to_lowercase().as_str());
        // After a comma, the word does not belong to the line of the last name.
        let before = self.line.len() - rest.len();
        let behind_comma = self.line.get(..before).is_some_and(|before| before.trim_end().ends_with(','));
        let begins_text =
            || self.is_known(word.trim_end_matches([':', ','])) || !word.starts_with(char::is_alphabetic);
        if !is_and && (!behind_comma || begins_text()) {
            return Ok(());
        }
        let name = if is_and { rest.split_whitespace().nth(1).unwrap_or("NAME") } else { word };
        let name = name.trim_end_matches(',');
        if let Matched::Several(_) = find(self.people(), name) {
            named(self.people(), name)?;
        }
        let text = rest.split_once(name).map_or("", |(_, text)| text.trim());
        let names: Vec<&str> =
            listed.contacts.iter().map(|index| self.people().contact(*index).name()).collect();
        let first = listed.contacts.first();
        let first = first.map_or_else(|| "NAME".to_owned(), |index| self.loaded.typed(*index));
        Err(Failure::new(format!("after `{}` it is not clear who else is meant, or what happened", safe(&names.join(", "))))
            .help(format!(
                "write the names in quotes: `followup log {} {}`\nor no comma after the name: `followup log {} {}`; nothing was written",
                typed(&format!("{}, {name}", names.join(", "))),
                safe(text),
                first,
                safe(rest)
            )))
    }
}

/// Returns the text after an `and` at its beginning.
fn after_and(text: &str) -> Option<&str> {
    ["and ", "& "].iter().find_map(|and| text.strip_prefix(and))
}

/// Removes the mark that separates a name from what happened: `Ben Kay:`, `Ben -`.
fn unmarked(name: &str) -> &str {
    name.trim_end_matches(|letter: char| MARKS.contains(&letter) || letter.is_whitespace())
}

/// Removes this mark from the text after a name; `-5 degrees` keeps its minus.
fn without_mark(behind: &str) -> &str {
    let bare = behind.trim_start().trim_start_matches(MARKS);
    if bare.is_empty() || bare.starts_with(char::is_whitespace) { bare } else { behind }
}

/// Returns the beginnings of a text that end with a word, the longest first.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_end();
    let spaces = text.match_indices(char::is_whitespace).map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = spaces.take(MOST_WORDS).collect();
    ends.into_iter().rev().filter_map(|end| text.get(..end))
}
