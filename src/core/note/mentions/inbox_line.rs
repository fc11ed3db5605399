//! Takes a line of the inbox apart: the people it names, and what it says (design 3.4, 4).

use super::inbox_names::{After, Names};
use crate::core::note::body::line::{plain, released};
use crate::core::note::body::links::links;
use crate::core::note::facts::{Name, Said, Stands};
use crate::core::note::log::line::reading::{Tense, read_in};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::line::words::WordTable;
use crate::core::place::Spot;
use std::collections::HashSet;
use std::ops::Range;

/// A line of the inbox, split into names and words.
#[derive(Debug)]
pub struct InboxLine<'t> {
    /// The line without its date.
    pub text: &'t str,
    /// The people in the line, in order.
    pub named: Vec<Named>,
    /// The text after the names at the start of the line. `None` if it begins with no name.
    rest: Option<Rest<'t>>,
}

/// A person named in a line of the inbox.
#[derive(Debug)]
pub struct Named {
    /// The name.
    pub name: Name,
    /// Bytes of the line that the name takes.
    pub place: Range<usize>,
}

/// The text after the names at the start of a line.
#[derive(Debug)]
struct Rest<'t> {
    text: &'t str,
    after: After,
    last: Range<usize>,
}

impl<'t> InboxLine<'t> {
    /// Takes a line apart. `is_known` tells whether somebody is called by a text.
    pub fn of(
        text: &'t str,
        spot: Spot,
        table: &WordTable,
        is_known: &dyn Fn(&str) -> bool,
    ) -> InboxLine<'t> {
        let links = links(text);
        let names = Names::of(text, &links, spot, table, is_known);
        let mut named = names.in_front();
        let rest = named.last().map(|Named { place, .. }| {
            let (text, after) = names.after_names(place.end);
            Rest { text, after, last: place.clone() }
        });
        if named.is_empty() {
            // `Ada's letter came`
            named.extend(names.known_at(0));
        }
        let stands = if rest.is_some() { Stands::Within } else { Stands::First };
        let known: HashSet<usize> = named.iter().map(|known| known.place.start).collect();
        for (link, name) in names.linked() {
            if !known.contains(&link.start) {
                named.push(Named { name: Name { stands, ..name }, place: link.start..link.end });
            }
        }
        if named.is_empty() {
            named.extend(names.unnamed());
        }
        InboxLine { text, named, rest }
    }

    /// Returns the first person that a text names, if need be without brackets: at its start, or anywhere with a
    /// capital.
    pub fn first_known(
        text: &'t str,
        spot: Spot,
        table: &WordTable,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Option<Named> {
        Names::of(text, &links(text), spot, table, is_known).first_known()
    }

    /// Reads what the line says about the people it names, on a day in this tense. Returns the words worth keeping too.
    pub(in crate::core) fn read(&self, table: &WordTable, tense: Tense) -> (Said, String) {
        let written = self.named.iter().map(|named| self.written(named)).filter(|name| !name.is_empty());
        let shown: Vec<String> = written.map(|name| released(&plain(name).text).into_owned()).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let subjects = Subjects::shown(&shown);
        let whole = match &self.rest {
            None => self.text.to_owned(),
            Some(Rest { text, after: After::Separator, .. }) => (*text).to_owned(),
            Some(Rest { text, after: After::Words, last }) => {
                let last = self.text.get(last.clone()).unwrap_or_default();
                let last = if last.starts_with('[') { last.to_owned() } else { format!("[[{last}]]") };
                format!("{last} {text}")
            }
        };
        let words = plain(&whole);
        let found = read_in(tense, &words.text, table.with(&subjects));
        (found.said(table), found.topic().into_owned())
    }

    /// Whether a person is named before what happened, not within it.
    pub fn is_in_front(&self, named: &Named) -> bool {
        self.rest.as_ref().is_some_and(|rest| named.place.end <= rest.last.end)
    }

    /// Returns what happened, without the names in front.
    pub fn words(&self) -> &'t str {
        self.rest.as_ref().map_or(self.text, |rest| rest.text)
    }

    /// Returns a name as it is written in the line, with its brackets.
    pub fn written(&self, named: &Named) -> &'t str {
        self.text.get(named.place.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["Ada", "Ada Lovelace", "Ben", "Grace Walk", "Müller, Jürgen"];

    /// Returns the names (those in front marked with `!`) and the reading.
    fn shown(text: &str) -> String {
        let table = WordTable::default();
        let line = InboxLine::of(text, Spot::new(1, 1), &table, &|name| KNOWN.contains(&name));
        let names: Vec<String> = line
            .named
            .iter()
            .map(|named| format!("{}{}", named.name.target, if line.is_in_front(named) { "!" } else { "" }))
            .collect();
        format!("{} {:?}", names.join("+"), line.read(&table, Tense::Past).0.reading)
    }

    #[track_caller]
    fn case(line: &str, expected: &str) {
        assert_eq!(shown(line), expected, "{line}");
    }

    #[test]
    fn names_in_front_need_no_brackets() {
        case("[[Ada]], Ben: lunch", "Ada!+Ben! Clear(Both, Some(InPerson))");
        case("Ada and Ben: email out: the plan", "Ada!+Ben! Clear(Out, Some(Email))");
        case("Ada, Ben - lunch", "Ada!+Ben! Clear(Both, Some(InPerson))");
        case("Ada -- email in: the plan", "Ada! Clear(In, Some(Email))");
        case("Ada & Ben — call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada, Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada/Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada Lovelace lunch", "Ada Lovelace! Clear(Both, Some(InPerson))");
        case("Ada, lunch at noon", "Ada! Clear(Both, Some(InPerson))");
        case("Ada helped me with the sofa", "Ada! Assumed");
        case("Mon Ada: lunch", "Ada! Clear(Both, Some(InPerson))");
        case("Monday [[Ada]] and Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Mon Zed: lunch", "Mon Zed! Clear(Both, Some(InPerson))");
        case("Ada and I met", "Ada! Clear(Both, Some(InPerson))");
        case("Müller, Jürgen, Ben: call", "Müller, Jürgen!+Ben! Clear(Both, Some(Phone))");
        case("Grace Walk: email in: yes", "Grace Walk! Clear(In, Some(Email))");
        case("[[Ada]]: sent [[Ben]]'s book", "Ada!+Ben Clear(Out, None)");
    }

    #[test]
    fn signs_before_a_name_change_no_reading() {
        for line in
            ["📞 [[Ada]]: skip", "📞 Ada: skip", "“[[Ada]]”: skip", "==[[Ada]]== - skip", "Mon 📞 Ada: skip"]
        {
            case(line, "Ada! Skip");
        }
        case("☕ [[Ada]] and 📞 Ben: voicemail", "Ada!+Ben! Clear(Out, None)");
        case("🎉 Zed Nobody: coffee", "Zed Nobody! Clear(Both, Some(InPerson))");
        case("Ada, 📞 call", "Ada! Clear(Both, Some(Phone))");
        case("Ada 📞 call", "Ada! Clear(Both, Some(Phone))");
        case("📞 call with [[Ada]]", "Ada Clear(Both, Some(Phone))");
        case("🎉 Finally, [[Ada]] replied", "Ada Assumed");
        case("🎂 [[Ada]]: skip", "Ada Assumed");
    }

    #[test]
    fn words_are_read_as_in_a_daily_note() {
        case("[[Ada]] email in: asks", "Ada! Clear(In, Some(Email))");
        case("email to [[Ada]]: x", "Ada Clear(Out, Some(Email))");
        case("email from [[Ada]]: x", "Ada Clear(In, Some(Email))");
        case("[[Ada]] replied: yes", "Ada! Clear(In, None)");
        case("[[Ada]]: replied: yes", "Ada! Reply");
        case("[[Ada]] wrote to me", "Ada! Clear(In, None)");
        case("Ada wrote to me", "Ada! Clear(In, None)");
        case("Ada, email received", "Ada! Clear(In, Some(Email))");
        case("Ada Lovelace just emailed me", "Ada Lovelace! Clear(In, Some(Email))");
        case("Ada and Ben wrote to me", "Ada!+Ben! Clear(In, None)");
        case("I replied to [[Ada]]", "Ada Clear(Out, None)");
        case("[[Ada]] (call) about it", "Ada! Clear(Both, Some(Phone))");
        case("[[Ada]] → the slides", "Ada! Clear(Out, None)");
        case("coffee with [[Ada]] and [[Ben]]", "Ada+Ben Clear(Both, Some(InPerson))");
        case("coffee with [[Ada]], Ben is ill", "Ada Clear(Both, Some(InPerson))");
        case("Finally, [[Ada]] replied", "Ada Assumed");
        case("our plan: call [[Ada]]", "Ada Assumed");
    }

    #[test]
    fn unknown_names_are_recognised_in_front() {
        case("Zed Nobody: coffee", "Zed Nobody! Clear(Both, Some(InPerson))");
        case("zed: coffee", "zed! Clear(Both, Some(InPerson))");
        case("Zed coffee", "Zed Clear(Both, Some(InPerson))");
        case("Ada, Zed: walk", "Ada!+Zed! Clear(Both, Some(InPerson))");
        case("Ada, Zed call", "Ada!+Zed! Clear(Both, Some(Phone))");
        case("Zed & [[Ada]] call", "Zed!+Ada! Clear(Both, Some(Phone))");
        case("Ada, what a day", "Ada! Assumed");
        case("something with no name in it", "something with no name Assumed");
        case("", " Assumed");
    }
}
