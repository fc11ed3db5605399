//! Interactions that stand outside a contact's own note: in daily notes, in the
//! inbox, in meeting notes (design 3.4, 2 to 4).

pub mod attendees;
pub mod inbox_line;
pub mod people_list;

use super::body::line::{hashtags, is_separator, plain, plain_with};
use super::body::line_marks::LineMarks;
use super::body::links::{Link, links};
use super::body::{Body, Line, LineKind};
use super::channel::Channel;
use super::facts::{Entry, Name, Reading, Source};
use super::fields::keys::Key;
use super::fields::{Fields, date_problem};
use super::front_matter::yaml::Value;
use super::log::after_date::{behind_date, behind_time};
use super::log::done_tasks::{is_done, read_done, tell_unreadable};
use super::log::reading::{Subjects, read};
use super::log::topic::without_crumbs;
use super::log::words::{Direction, WordTable};
use super::report::{Report, words};
use super::tasks::dates::{self as task_dates, without_fields_at_end, without_filter};
use super::tasks::{Hashtags, Ticked, is_marked_task, linked_names, ticked};
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};
use crate::core::text::lower;
use std::sync::Arc;

/// What reading such lines needs to know.
pub struct MentionReader<'a, 'b> {
    /// How words are read.
    pub words: &'a WordTable,
    /// Hashtags with a meaning.
    pub hashtags: &'a Hashtags,
    /// How slashed dates are meant.
    pub order: Option<DateOrder>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}

/// What a line says behind its date.
struct Said<'a> {
    text: &'a str,
    /// The links in it.
    links: &'a [Link<'a>],
    /// What stands behind the names that it begins with and a separator.
    rest: Option<&'a str>,
}

impl MentionReader<'_, '_> {
    /// Every line of a daily note that links somebody.
    pub fn daily(&mut self, body: &Body<'_>, day: Day) -> Vec<Entry> {
        body.lines.iter().filter_map(|line| self.daily_line(line, day)).collect()
    }

    fn daily_line(&mut self, line: &Line<'_>, day: Day) -> Option<Entry> {
        if !line.marks.hold(LineMarks::BRACKET) {
            return None;
        }
        let mut names = linked_names(&line.text, line.spot);
        if names.is_empty() {
            return None;
        }
        let (text, day) = match line.kind {
            LineKind::Item(_, mark) => match ticked(mark) {
                Ticked::Open | Ticked::Cancelled => return None,
                Ticked::Done => self.done_task(line, day),
                Ticked::Plain if is_marked_task(mark, &line.text, self.order) => return None,
                Ticked::Plain => self.dated_line(line, day),
            },
            LineKind::Heading(_) | LineKind::Row => self.dated_line(line, day),
            // Prose may begin with a number that looks like a date.
            LineKind::Text(_) => dated(&line.text, day, self.order),
        };
        let links = links(text);
        let (leads, rest) = leading_names(text, &links);
        for name in names.iter_mut().take(leads) {
            name.leads = true;
        }
        Some(self.entry(line, day, Said { text, links: &links, rest }, names, Source::Daily))
    }

    /// As [`dated`]; a date that could not be read is told.
    fn dated_line<'l>(&mut self, line: &'l Line<'_>, day: Day) -> (&'l str, Day) {
        let start = line.text.trim_start_matches(is_before_date);
        if let Some(Leading { day: Err(fault), length }) = leading(start, self.order) {
            let before = line.text.chars().count() - start.chars().count();
            let spot = Spot::new(line.spot.line as usize, line.spot.column as usize + before);
            let written = start.get(..length).unwrap_or_default();
            date_problem(self.report, fault, spot, written, "the day of the note counts");
        }
        dated(&line.text, day, self.order)
    }

    /// A ticked task counts on its leading date, else its ✅ date, else the day of the note.
    fn done_task<'l>(&mut self, line: &'l Line<'_>, day: Day) -> (&'l str, Day) {
        let text = without_filter(line.text.trim_start());
        let dates = task_dates::dates(text, self.order);
        let (rest, leading_day) = dated(text, day, self.order);
        let known = dates.leading.map(|_| leading_day).or(dates.done);
        let effect = if known.is_some() { "its other date counts" } else { "the day of the note counts" };
        tell_unreadable(line, &dates, effect, self.report);
        // The marker and what follows it are no words of the line.
        let end = rest.find(['✅', '📅', '⏳']).unwrap_or(rest.len());
        (without_fields_at_end(rest.get(..end).unwrap_or(rest)), known.unwrap_or(day))
    }

    /// Reads the words of a line. After names and a separator (`[[Ada]]: lunch`) the words
    /// that follow decide; else the whole line does.
    fn entry(
        &self,
        line: &Line<'_>,
        day: Day,
        Said { text, links, rest }: Said<'_>,
        names: Vec<Name>,
        source: Source,
    ) -> Entry {
        let shown: Vec<&str> = links.iter().map(|link| link.shown).collect();
        let words = rest.map_or_else(|| plain_with(text, links), plain);
        let subjects = Subjects::folded_by(&shown, |name| lower(name).into_owned());
        let read = if is_done(line.kind) {
            read_done(&words.text, self.words, &subjects)
        } else {
            read(&words.text, self.words, &subjects)
        };
        let hashtags = hashtags(text, links);
        Entry {
            day,
            spot: line.spot,
            source,
            reading: read.reading,
            text: kept(&read.topic()),
            hashtags: self.hashtags.meant(&hashtags),
            names: names.into(),
        }
    }

    /// The lines of the inbox: `- 2026-11-22 [[Ada]], Ben: lunch`. Each is kept whole behind its date:
    /// [`self::inbox_line`] takes it apart where it is known who is called what.
    pub fn inbox(&mut self, body: &Body<'_>) -> Vec<Entry> {
        let entries = body.lines.iter().filter_map(|line| self.inbox_line(line)).collect();
        self.missed_in_inbox(body);
        entries
    }

    /// Tells of dated lines that are no items, each sort once.
    fn missed_in_inbox(&mut self, body: &Body<'_>) {
        let dated = |line: &&Line<'_>| {
            let found = leading(&line.text, self.order).filter(|found| found.day.is_ok());
            found.is_some_and(|found| {
                line.text.get(found.length..).is_some_and(|rest| rest.contains(char::is_alphabetic))
            })
        };
        let of = |fits: fn(&Line<'_>) -> bool| {
            let mut lines = body.lines.iter().filter(|line| fits(line)).filter(dated);
            lines.next().map(|first| (first, 1 + lines.count()))
        };
        // The words of an item that go on are indented.
        let text = of(|line| match line.kind {
            LineKind::Text(depth) => depth == 0 || line.spot.column == 1,
            LineKind::Heading(_) | LineKind::Item(..) | LineKind::Row => false,
        });
        let row = of(|line| line.kind == LineKind::Row);
        for (found, what) in
            [(text, "begins with a date and is no item"), (row, "with a date stands in a table")]
        {
            let Some((line, count)) = found else { continue };
            let message = match count {
                1 => format!("a line of the inbox {what}"),
                several => format!("a line of the inbox {what}, and so do {} more", several - 1),
            };
            let date = leading(&line.text, self.order).map_or(0, |found| found.length);
            self.report.at(
                Code::DatedParagraph,
                line.spot,
                line.text.get(..date).unwrap_or_default(),
                words(
                    message,
                    "put `- ` before it, as in `- 2026-11-22 [[Ada]]: lunch`",
                    "it is passed over",
                ),
            );
        }
    }

    fn inbox_line(&mut self, line: &Line<'_>) -> Option<Entry> {
        let LineKind::Item(_, mark) = line.kind else { return None };
        if matches!(ticked(mark), Ticked::Open | Ticked::Cancelled) || line.text.trim().is_empty() {
            return None;
        }
        let Some(found) = leading(&line.text, self.order) else {
            self.report.at(
                Code::NoEffect,
                line.spot,
                &line.text,
                words(
                    "a line of the inbox without a date",
                    "begin it with a day: `- 2026-11-22 [[Ada]]: lunch`",
                    "it is passed over",
                ),
            );
            return None;
        };
        let day = match found.day {
            Ok(day) => day,
            Err(fault) => {
                let written = line.text.get(..found.length).unwrap_or_default();
                date_problem(self.report, fault, line.spot, written, "the line is no interaction");
                return None;
            }
        };
        let text = behind_date(line.text.get(found.length..).unwrap_or_default(), self.order);
        // What a bracket holds is no name in front, and the other one would be left alone.
        let text = text.trim_start_matches(|letter| is_separator(letter) && letter != '(');
        let column = line.text.chars().count() - text.chars().count();
        let spot = Spot::new(line.spot.line as usize, line.spot.column as usize + column);
        if text.is_empty() {
            self.report.at(
                Code::NoEffect,
                line.spot,
                &line.text,
                words(
                    "a line of the inbox that names nobody",
                    "say who it was with: `- 2026-11-22 [[Ada]]: lunch`",
                    "it is passed over",
                ),
            );
            return None;
        }
        let hashtags = hashtags(text, &links(text));
        Some(Entry {
            day,
            spot,
            source: Source::Inbox,
            reading: Reading::Assumed,
            text: Some(text.trim_end().into()),
            hashtags: self.hashtags.meant(&hashtags),
            names: Box::default(),
        })
    }

    /// The one interaction of a meeting note: clear, both, with everybody it names; none, if it is called off.
    pub fn meeting(&mut self, fields: &Fields, body: &Body<'_>, day: Day, topic: &str) -> Entry {
        let named = attendees::of_key(fields);
        let names = if named.is_empty() { attendees::listed(body) } else { named };
        let mut tags: Vec<String> = fields
            .nodes(Key::Tags)
            .flat_map(super::fields::values::tags)
            .map(|tag| tag.to_lowercase())
            .collect();
        for line in &body.lines {
            if line.marks.hold(LineMarks::HASH) {
                tags.extend(plain(&line.text).hashtags);
            }
        }
        Entry {
            day,
            spot: names.first().map_or(Spot::new(1, 1), |name: &Name| name.spot),
            source: Source::Meeting,
            reading: self.meeting_reading(fields),
            text: kept(topic),
            hashtags: self.hashtags.meant(&tags),
            names: names.into(),
        }
    }

    /// `status: cancelled`, by the words that say so of a line.
    fn meeting_reading(&self, fields: &Fields) -> Reading {
        let status = fields.text(Key::Status).map(|found| plain(found.value).text.into_owned());
        let said = status.map(|status| read(&status, self.words, &Subjects::of(&[])).reading);
        match said {
            Some(Reading::Cancelled) => Reading::Cancelled,
            _ => Reading::Clear(Direction::Both, Some(Channel::Meeting)),
        }
    }

    /// `interactions: [{date, text}]` in front matter; also a map of dates, or texts that begin with one.
    pub fn interactions(&mut self, fields: &Fields, subjects: &Subjects<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        for node in fields.nodes(Key::Interactions) {
            for (date, text, spot) in interaction_texts(node) {
                match crate::core::date_text::read_date(&date, self.order) {
                    Ok(day) => entries.push(self.interaction(day, &text, spot, subjects)),
                    Err(fault) => {
                        date_problem(self.report, fault, spot, &date, "this interaction is left out")
                    }
                }
            }
        }
        entries
    }

    fn interaction(&self, day: Day, text: &str, spot: Spot, subjects: &Subjects<'_>) -> Entry {
        let words = plain(text);
        // The text may have lost quotes and line breaks: the entry is the nearest place that is known.
        let linked = linked_names(text, spot).into_iter().map(|name| Name { spot, ..name });
        let read = read(&words.text, self.words, subjects);
        Entry {
            day,
            spot,
            source: Source::FrontMatter,
            reading: read.reading,
            text: kept(&read.topic()),
            hashtags: self.hashtags.meant(&words.hashtags),
            names: linked.collect(),
        }
    }
}

/// What may stand before a date in front.
fn is_before_date(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '*' | '_')
}

/// A date in front of a daily line counts; what else of a day stands there is passed over.
fn dated(text: &str, day: Day, order: Option<DateOrder>) -> (&str, Day) {
    let start = text.trim_start_matches(is_before_date);
    match leading(start, order).map(|found| (found.day, start.get(found.length..).unwrap_or_default())) {
        Some((Ok(day), rest)) => {
            let rest = behind_date(rest.trim_start_matches(['*', '_']), order);
            (rest.trim_start_matches(is_separator), day)
        }
        Some((Err(_), _)) | None => (behind_time(start), day),
    }
}

/// How many links begin a line, and what follows them and a separator. Of several without one, the last
/// is read with what follows: `[[Ada]], [[Ben]] call`.
fn leading_names<'a>(text: &'a str, links: &[Link<'_>]) -> (usize, Option<&'a str>) {
    let mut count = 0;
    let (mut start, mut end) = (0, 0);
    for link in links {
        let between = text.get(end..link.start).unwrap_or_default();
        let joined = between.trim().trim_matches(['*', '_', '@', ',', '&', '+', '/', '|']).trim();
        let joins = joined.is_empty() || (count > 0 && matches!(joined, "and" | "und" | "et" | "y"));
        if !joins || link.outside || link.embed {
            break;
        }
        count += 1;
        (start, end) = (link.start, link.end);
    }
    if count == 0 {
        return (0, None);
    }
    let rest = text.get(end..).unwrap_or_default().trim_start_matches(['*', '_']);
    let after = rest.trim_start();
    let separated = rest.starts_with(':')
        || after.starts_with(['|', '–', '—', '('])
        || after.starts_with("- ")
        || after.starts_with("→")
        || after.starts_with("←");
    if !separated {
        return (count, (count > 1).then(|| text.get(start..).unwrap_or_default()));
    }
    (count, Some(after.trim_start_matches([':', '-', '–', '—', '|', '(', ' '])))
}

/// Date, text and place of each item of `interactions:`.
fn interaction_texts(node: &super::front_matter::yaml::Node) -> Vec<(String, String, Spot)> {
    match &node.value {
        Value::List(nodes) => nodes.iter().flat_map(interaction_texts).collect(),
        Value::Map(pairs) => {
            let get = |names: &[&str]| {
                pairs.iter().find(|pair| names.contains(&crate::core::text::fold(&pair.key).as_str()))
            };
            let text = |pair: &super::front_matter::yaml::Pair| {
                super::fields::values::first_text(&pair.node)
                    .map(|found| found.value.to_owned())
                    .unwrap_or_default()
            };
            match get(&["date", "day", "when"]) {
                Some(date) => {
                    let words = get(&["text", "note", "notes", "summary", "description", "what"]);
                    let kind = get(&["type", "kind", "channel"]).map(text).unwrap_or_default();
                    let words = words.map(text).unwrap_or_default();
                    let spoken = if kind.is_empty() { words } else { format!("{kind}: {words}") };
                    vec![(text(date), spoken, date.node.spot)]
                }
                None => pairs.iter().map(|pair| (pair.key.to_string(), text(pair), pair.key_spot)).collect(),
            }
        }
        Value::Text(text) => {
            let length = leading(text, None).map_or(text.len(), |found| found.length);
            let (date, rest) = text.split_at_checked(length).unwrap_or((text, ""));
            vec![(date.to_owned(), rest.to_owned(), node.spot)]
        }
        Value::Null => Vec::new(),
    }
}

/// A hint for a name in the inbox that no contact has.
pub fn unknown_name(target: &str) -> super::report::Words {
    // What begins so tells what happened: who it was stands behind.
    let place = if target.starts_with(char::is_lowercase) && target.contains(' ') {
        "; names stand in front, as in `- 2026-11-22 Ada: lunch`"
    } else {
        ""
    };
    words(
        format!("no contact is called {}", quoted(target)),
        format!(
            "make a note for them, `followup new \"{}\"`, or correct the name{place}",
            crate::core::text::clip(target, 60).replace('"', "\\\"")
        ),
        "the line counts for nobody",
    )
}

/// A topic, if there is one.
pub(in crate::core) fn kept(topic: &str) -> Option<Arc<str>> {
    let topic = without_crumbs(topic);
    (!topic.is_empty()).then(|| topic.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    fn with<T>(text: &str, run: impl FnOnce(&mut MentionReader<'_, '_>, &Body<'_>) -> T) -> T {
        let path = NotePath::new("Daily/2026-11-20.md");
        let mut report = Report::new(&path, text);
        let hashtags = Hashtags::new(&crate::core::config::defaults::sequences());
        let table = WordTable::default();
        let mut reader =
            MentionReader { words: &table, hashtags: &hashtags, order: None, report: &mut report };
        run(&mut reader, &crate::core::note::body::read(text, 1))
    }

    fn shown(entries: &[Entry]) -> Vec<String> {
        entries
            .iter()
            .map(|entry| {
                let names: Vec<String> = entry
                    .names
                    .iter()
                    .map(|name| format!("{}{}", name.target, if name.leads { "!" } else { "" }))
                    .collect();
                format!("{} {:?} {}", entry.day, entry.reading, names.join("+"))
            })
            .collect()
    }

    #[test]
    fn a_day_of_a_daily_line_that_cannot_be_used_is_said() {
        #[track_caller]
        fn case(line: &str, expected: &[Code]) {
            let day = Day::from_iso("2026-11-20").unwrap();
            let codes = with(line, |reader, body| {
                assert_eq!(
                    shown(&reader.daily(body, day)),
                    ["2026-11-20 Clear(Both, Some(Phone)) Ada"],
                    "{line}"
                );
                reader.report.problems.iter().map(|problem| problem.code).collect::<Vec<_>>()
            });
            assert_eq!(codes, expected, "{line}");
        }
        case("- [x] call [[Ada]] ✅ 02/11/2026", &[Code::AmbiguousDate]);
        case("- [x] call [[Ada]] ✅ 2026-02-30", &[Code::ImpossibleDate]);
        case("- [x] 24-11-02 call [[Ada]]", &[Code::TwoDigitYear]);
        case("- [x] call [[Ada]] 📅 02/11/2026", &[]);
        case("- 02/11/2026 call [[Ada]]", &[Code::AmbiguousDate]);
        case("- 11/20 call [[Ada]]", &[]);
    }

    #[test]
    fn daily_lines_are_read_by_their_words() {
        #[track_caller]
        fn case(line: &str, expected: &[&str]) {
            let day = Day::from_iso("2026-11-20").unwrap();
            assert_eq!(with(line, |reader, body| shown(&reader.daily(body, day))), expected, "{line}");
        }
        case("- lunch with [[Ada]] and [[Ben]]", &["2026-11-20 Clear(Both, Some(InPerson)) Ada+Ben"]);
        case("- [[Ada]]: lunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!"]);
        case("- 09:30 [[Ada]] came by", &["2026-11-20 Assumed Ada!"]);
        case("- 09:00: [[Ada]]", &["2026-11-20 Assumed Ada!"]);
        case("- 09:00 - 10:00 [[Ada]] came by", &["2026-11-20 Assumed Ada!"]);
        case("- 09:00–10:00 [[Ada]]: lunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!"]);
        case("- **9am** [[Ada]]", &["2026-11-20 Assumed Ada!"]);
        case("- 2026-11-19 (Thu): [[Ada]]", &["2026-11-19 Assumed Ada!"]);
        case("- thinking about what [[Ada]] said", &["2026-11-20 Assumed Ada"]);
        case("Still no answer from [[Ada]]", &["2026-11-20 Clear(Out, None) Ada"]);
        case("- [[Ada]] replied", &["2026-11-20 Clear(In, None) Ada!"]);
        case("- [x] call [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- [x] call [[Ada]] ✅ 2026-11-19", &["2026-11-19 Clear(Both, Some(Phone)) Ada"]);
        case("- tried to call [[Ada Byron]]", &["2026-11-20 Clear(Out, Some(Phone)) Ada Byron"]);
        case("- left a voicemail for [[Ada Byron]]", &["2026-11-20 Clear(Out, None) Ada Byron"]);
        case("- cancelled lunch with [[Ada]]", &["2026-11-20 Cancelled Ada"]);
        case("- lunch with [[Ada]] postponed to Dec", &["2026-11-20 Cancelled Ada"]);
        case("- still no email from [[Ada]]", &["2026-11-20 Clear(Out, None) Ada"]);
        case("- forgot to call [[Ada]]", &["2026-11-20 Intention Ada"]);
        case("- [x] call [[Ada]] (completion:: 2026-11-19)", &["2026-11-19 Clear(Both, Some(Phone)) Ada"]);
        case("- [x] #task 2026-11-19 call [[Ada]]", &["2026-11-19 Clear(Both, Some(Phone)) Ada"]);
        case("- [x] ask [[Ada]] about the trip", &["2026-11-20 Mention Ada"]);
        case("- [x] need to call [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- [ ] call [[Ada]]", &[]);
        case("> [[Ada]] said", &[]);
        case("- see [[2026-11-19]] and ![[Ada]]", &[]);
        case("| 10:00 | [[Ada]] | call |\n|---|---|---|", &["2026-11-20 Clear(Both, Some(Phone)) Ada!"]);
    }
}
