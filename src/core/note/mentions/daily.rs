//! Reads daily notes: each line that links a contact is an interaction or a mention (design 3.4, 3).

use super::MentionReader;
use super::parts::{Part, leading_names};
use super::stands::LinkedLine;
use crate::core::date_text::{Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::line::{hashtags, is_separator, plain, plain_with};
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::links::{Link, links as links_of};
use crate::core::note::body::{Body, Line, LineKind, TaskBox};
use crate::core::note::facts::{Entry, Name, Reading, Source};
use crate::core::note::fields::date_problem;
use crate::core::note::linked_names::{is_name, linked_names, linked_pages};
use crate::core::note::log::dates::after_date::{behind_date, skip_leading_time};
use crate::core::note::log::dates::next_steps::was_done;
use crate::core::note::log::entries::done_tasks::{DoneTask, read_line, topic_of};
use crate::core::note::log::entries::entry_text::belongs;
use crate::core::note::log::line::reading::Tense;
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::line::topic::kept;
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::note::tasks::is_marked_task;

impl MentionReader<'_, '_> {
    /// Returns the entries of the lines of a daily note that link somebody.
    pub fn daily(&mut self, body: &Body<'_>, purposes: &Purposes, day: Day) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (place, line) in body.lines.iter().enumerate() {
            let start = entries.len();
            self.daily_line((line, body.lines.get(place + 1)), day, &mut entries);
            if purposes.holds(line.section, Purpose::NextSteps) && !was_done(line, &line.text) {
                let past = entries.iter_mut().skip(start).filter(|entry| entry.day <= self.reader.today);
                past.for_each(|entry| entry.said.reading = Reading::Mention);
            }
        }
        entries
    }

    /// Adds the entries of a line, if it links somebody: one, unless later parts say something of their own. The
    /// second line is the one below.
    pub(in crate::core::note) fn daily_line(
        &mut self,
        (line, below): (&Line<'_>, Option<&Line<'_>>),
        day: Day,
        entries: &mut Vec<Entry>,
    ) {
        if !line.marks.hold(LineMarks::BRACKET) {
            return;
        }
        let mut names = linked_names(&line.text, line.spot);
        if names.is_empty() {
            return;
        }
        let is_other = matches!(line.kind, LineKind::Item(_, Some(TaskBox::Other)));
        if line.kind.is_pending() || (is_other && is_marked_task(&line.text, self.reader.order())) {
            return;
        }
        let (text, own) = if line.kind.is_done() { self.done_task(line) } else { self.dated_line(line) };
        let day = own.unwrap_or(day);
        let links = links_of(text);
        let tense = Tense::of(day, self.reader.today);
        let part = Part { text, links: &links, below, line, tense };
        let whole = self.part(part, day, &mut names);
        let cuts = if whole.hashtags.is_empty() {
            part.cuts(whole.said.reading, self.reader.words())
        } else {
            Vec::new()
        };
        if cuts.is_empty() {
            names.extend(linked_pages(text, line.spot));
            return entries.push(Entry { names: names.into(), ..whole });
        }
        let mut names = names.into_iter();
        let ends = cuts.iter().copied().chain([text.len()]);
        for (start, end) in std::iter::once(0).chain(cuts.iter().copied()).zip(ends) {
            let text = text.get(start..end).unwrap_or_default().trim_end_matches([' ', ',']);
            let links = links_of(text);
            let count = links.iter().filter(|link| is_name(link)).count();
            let mut names: Vec<Name> = names.by_ref().take(count).collect();
            if !names.is_empty() {
                let entry = self.part(Part { text, links: &links, below: None, ..part }, day, &mut names);
                names.extend(linked_pages(text, line.spot));
                entries.push(Entry { names: names.into(), ..entry });
            }
        }
    }

    /// Reads a line, or a part of one, and sets where its names stand. They are not in the entry yet.
    fn part(&self, part: Part<'_>, day: Day, names: &mut [Name]) -> Entry {
        let Part { text, links, line, .. } = part;
        let (leads, rest) = leading_names(text, links);
        LinkedLine { text, links, leads }.place(names, self.reader.words());
        let nested = part.below.filter(|below| leads == links.len() && gives_words(line, text, links, below));
        // After names and a separator (`[[Ada]]: lunch`) only the words that follow decide, otherwise the
        // whole line does.
        let words = match nested.map(|below| below.text.as_ref()).or(rest) {
            Some(words) => plain(words),
            None => plain_with(text, links),
        };
        let mut hashtags = hashtags(text, links);
        if nested.is_some() {
            hashtags.extend_from_slice(&words.hashtags);
        }
        let shown: Vec<&str> = links.iter().map(|link| link.shown).collect();
        let subjects = Subjects::shown(&shown);
        let read = read_line((line.kind, part.tense), &words.text, self.reader.words().with(&subjects));
        Entry {
            day,
            spot: line.spot,
            source: Source::Daily,
            said: read.said(self.reader.words()),
            text: kept(&topic_of(line.kind, read.topic(), self.reader.order())),
            hashtags: self.reader.hashtags.meant(&hashtags),
            names: Box::default(),
        }
    }

    /// Returns the text after a date in front, and that date. A time in front is skipped.
    pub(in crate::core::note) fn dated_line<'l>(&mut self, line: &'l Line<'_>) -> (&'l str, Option<Day>) {
        let text = line.text.as_ref();
        let start =
            text.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '*' | '_'));
        let Some(Leading { day: found, length }) = leading(start, self.reader.order()) else {
            return (skip_leading_time(start), None);
        };
        let (written, rest) = start.split_at_checked(length).unwrap_or((start, ""));
        match found {
            Ok(day) => {
                let rest = behind_date(rest.trim_start_matches(['*', '_']), self.reader.order());
                (rest.trim_start_matches(is_separator), Some(day))
            }
            Err(fault) => {
                // Prose may begin with a number that looks like a date.
                if !matches!(line.kind, LineKind::Text(_)) {
                    let spot = line.spot.behind(text.strip_suffix(start).unwrap_or_default());
                    date_problem(self.report, fault, spot, written, "the day of the note counts");
                }
                (skip_leading_time(start), None)
            }
        }
    }

    /// Returns the text of a ticked task and its own date.
    fn done_task<'l>(&mut self, line: &'l Line<'_>) -> (&'l str, Option<Day>) {
        let task = DoneTask::of(line, self.reader, |start| leading(start, self.reader.order()));
        task.report_unreadable(line, "the day of the note counts", self.report);
        (task.words, task.day)
    }
}

/// Whether a line is only links, and takes its words from the next one.
fn gives_words(line: &Line<'_>, text: &str, links: &[Link<'_>], below: &Line<'_>) -> bool {
    let after = links.last().and_then(|link| text.get(link.end..)).unwrap_or_default();
    matches!(line.kind, LineKind::Item(_, None) | LineKind::Heading(_))
        && matches!(below.kind, LineKind::Item(_, None) | LineKind::Text(_))
        && belongs(line.kind, below.kind)
        && !below.marks.hold(LineMarks::BRACKET)
        && !after.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::facts::Stands;
    use crate::core::note::read::tests::note;
    use crate::core::problem::Code;

    fn marks(stands: Stands) -> &'static str {
        match stands {
            Stands::Within => "",
            Stands::First => "!",
            Stands::News => "?",
            Stands::About => "~",
            Stands::Told => ">",
            Stands::Apart => "/",
        }
    }

    fn shown(entries: &[Entry]) -> Vec<String> {
        entries
            .iter()
            .map(|entry| {
                let names: Vec<String> =
                    entry.names.iter().map(|name| format!("{}{}", name.target, marks(name.stands))).collect();
                format!("{} {:?} {}", entry.day, entry.said.reading, names.join("+"))
            })
            .collect()
    }

    #[test]
    fn unusable_dates_are_reported() {
        #[track_caller]
        fn case(line: &str, expected: &[Code]) {
            let note = note("2026-11-20.md", line);
            assert_eq!(shown(&note.entries), ["2026-11-20 Clear(Both, Some(Phone)) Ada"], "{line}");
            let codes = note.problems.iter().map(|problem| problem.code);
            assert_eq!(codes.collect::<Vec<_>>(), expected, "{line}");
        }
        case("- [x] call [[Ada]] ✅ 02/11/2026", &[Code::AmbiguousDate]);
        case("- [x] call [[Ada]] ✅ 2026-02-30", &[Code::ImpossibleDate]);
        case("- [x] 24-11-02 call [[Ada]]", &[Code::TwoDigitYear]);
        case("- [x] call [[Ada]] 📅 02/11/2026", &[]);
        case("- 02/11/2026 call [[Ada]]", &[Code::AmbiguousDate]);
        case("- 11/20 call [[Ada]]", &[]);
    }

    #[track_caller]
    fn case(line: &str, expected: &[&str]) {
        assert_eq!(shown(&note("2026-11-20.md", line).entries), expected, "{line}");
    }

    #[test]
    fn news_in_a_later_sentence_is_told_from_company() {
        for (line, names) in [
            ("coffee with Anna; [[Joel]] has left Hays, she says", "Joel?"),
            ("coffee with [[Anna]]. [[Aunt Rosie]] has moved.", "Anna+Aunt Rosie?"),
            ("Lunch with [[Ada]]. [[Ben]] paid.", "Ada+Ben"),
            ("lunch with [[Ada]] (Acme); [[Ben]] (Beta)", "Ada+Ben"),
            ("met [[Ada]] (CEO); [[Ben]] (CTO)", "Ada+Ben"),
            ("lunch with Dr. [[Ada]] was lovely", "Ada"),
            ("lunch with Prof. [[Ada]] was lovely", "Ada"),
            ("lunch with [[Ada]]; [[Ben]]: has a plan", "Ada+Ben"),
            ("lunch with [[Ada]]. [[Ben]] hasn't come, [[Cleo]] has", "Ada+Ben+Cleo"),
            ("lunch on [[2026-11-20]] with [[Ada]]. [[Ben]] is ill", "Ada+Ben?"),
        ] {
            case(&format!("- {line}"), &[&format!("2026-11-20 Clear(Both, Some(InPerson)) {names}")]);
        }
        let coffee = "2026-11-20 Clear(Both, Some(InPerson)) Anna";
        let died = "2026-11-20 Mention Aunt Rosie!";
        case("- coffee with [[Anna]]. [[Aunt Rosie]] died last night.", &[coffee, died]);
    }

    #[test]
    fn whom_a_line_is_about_is_told_from_company() {
        for (line, names) in [
            ("call with [[Kim]] about [[Jan]]", "Kim+Jan~"),
            ("call about [[Jan]] with [[Kim]]", "Jan~+Kim"),
            ("call with [[Kim]] re [[Jan]], [[Ben]] and [[Lea]]", "Kim+Jan~+Ben~+Lea~"),
            ("call with [[Kim]] about [[Jan]] & [[Ben]], then with [[Lea]]", "Kim+Jan~+Ben~+Lea"),
            ("call with [[Kim]] re: [[Jan]]", "Kim+Jan~"),
            ("call with mum about **[[Jan]]**", "Jan~"),
            ("call with [[Kim]] about the plan, [[Jan]]", "Kim+Jan"),
            ("call with [[Kim]] about [[Jan]]'s flat", "Kim+Jan~"),
            ("call about the flat with [[Jan]], [[Kim]]", "Jan+Kim"),
            ("[[Jan]]: call about [[Kim]]", "Jan!+Kim~"),
            ("[[Jan]] call about [[2026-11-20]] with [[Kim]]", "Jan!+Kim/"),
        ] {
            case(&format!("- {line}"), &[&format!("2026-11-20 Clear(Both, Some(Phone)) {names}")]);
        }
    }

    #[test]
    fn parts_with_words_of_their_own_are_read_by_these() {
        let call = |names: &str| format!("2026-11-20 Clear(Both, Some(Phone)) {names}");
        let lunch = |names: &str| format!("2026-11-20 Clear(Both, Some(InPerson)) {names}");
        let email = |names: &str| format!("2026-11-20 Clear(Out, Some(Email)) {names}");
        let sent = |names: &str| format!("2026-11-20 Clear(Out, None) {names}");
        let letter = |names: &str| format!("2026-11-20 Clear(In, None) {names}");
        for (line, parts) in [
            ("emailed [[Ada]] the map. Got a letter from [[Ben]].", vec![email("Ada"), letter("Ben")]),
            ("Long call with [[Ada]] today. Later wrote to [[Ben]].", vec![call("Ada"), sent("Ben")]),
            ("lunch with [[Ada]] at Nopi, then emailed [[Ben]]", vec![lunch("Ada"), email("Ben")]),
            ("lunch with [[Ada]] and called [[Ben]], [[Cleo]]", vec![lunch("Ada"), call("Ben+Cleo")]),
            (
                "lunch with [[Ada]]; must write [[Ben]]",
                vec![lunch("Ada"), "2026-11-20 Intention Ben".to_owned()],
            ),
            (
                "lunch with [[Ada]]. Will email [[Ben]].",
                vec![lunch("Ada"), "2026-11-20 Assumed Ben".to_owned()],
            ),
            ("Called mum. Lunch with [[Ben]].", vec![lunch("Ben")]),
            // Nobody else is in these, or the line is not about what took place.
            ("call with [[Ada]] and [[Ben]]. Then lunch.", vec![call("Ada+Ben")]),
            ("coffee and lunch with [[Ada]]", vec![lunch("Ada")]),
            ("lunch with [[Ada]]. [[Ben]] paid.", vec![lunch("Ada+Ben")]),
            ("lunch with Dr. [[Ada]] and Prof. [[Ben]]", vec![lunch("Ada+Ben")]),
            ("must call [[Ada]] and email [[Ben]]", vec!["2026-11-20 Intention Ada+Ben".to_owned()]),
            ("[[Ada]] called and emailed [[Ben]] the plan", vec![call("Ada!+Ben/")]),
            ("call with [[Ada]], lunch next week with [[Ben]] #ask", vec![call("Ada+Ben")]),
        ] {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            case(&format!("- {line}"), &parts);
        }
    }

    #[test]
    fn daily_lines_are_read_by_their_words() {
        case("- lunch with [[Ada]] and [[Ben]]", &["2026-11-20 Clear(Both, Some(InPerson)) Ada+Ben"]);
        case("- [[Ada]]: lunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!"]);
        case("- [[Ada]] -- email in: the plan", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("- [[Ada]] email in", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("- [[Ada]] and [[Ben]] email in", &["2026-11-20 Clear(In, Some(Email)) Ada!+Ben!"]);
        case("- call:: [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- **met**:: [[Ada]]", &["2026-11-20 Clear(Both, Some(InPerson)) Ada"]);
        case("- mood:: good with [[Ada]]", &["2026-11-20 Assumed Ada"]);
        case("- [[Ada]]\n  - email in: the plan #ask", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("## [[Ada]]\n\nlunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!"]);
        case("- [[Ada]]\n  - [ ] call her", &["2026-11-20 Assumed Ada!"]);
        case("- [[Ada]]\n- call", &["2026-11-20 Assumed Ada!"]);
        case("- [[Ada]] came by\n  - call", &["2026-11-20 Assumed Ada!"]);
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
        case("- [[Ada]]: emailed me", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("- [[@Ada Byron]] emailed the data", &["2026-11-20 Clear(In, Some(Email)) @Ada Byron!"]);
        case("- [[Ada|@Ada]] emailed the data", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("- [[Ada (Acme)]] emailed", &["2026-11-20 Clear(In, Some(Email)) Ada (Acme)!"]);
        case("- [[Ada - Acme]] emailed", &["2026-11-20 Clear(In, Some(Email)) Ada - Acme!"]);
        case("- [[Ada 🌱]] emailed", &["2026-11-20 Clear(In, Some(Email)) Ada 🌱!"]);
        case("- [[Ben]] and [[@Ada]] emailed", &["2026-11-20 Clear(In, Some(Email)) Ben!+@Ada!"]);
        case("- lunch with [[Ada (Acme)]] cancelled", &["2026-11-20 Cancelled Ada (Acme)"]);
        case("- no answer from [[@Ada (Acme)]]", &["2026-11-20 Clear(Out, None) @Ada (Acme)"]);
        case(
            "- coffee with [[Ada (no answer)]]",
            &["2026-11-20 Clear(Both, Some(InPerson)) Ada (no answer)"],
        );
        case("- [[Ada (Acme)]] (email in) asks", &["2026-11-20 Clear(In, Some(Email)) Ada (Acme)!"]);
        case("- emailed [[@Ada]] the data", &["2026-11-20 Clear(Out, Some(Email)) @Ada"]);
        case("- Ben emailed me about [[Ada]]", &["2026-11-20 Assumed Ada~"]);
        case("- [[Ada]]: Mum wrote", &["2026-11-20 Assumed Ada!"]);
        case("- [[Ada]]: Mum replied", &["2026-11-20 Clear(In, None) Ada!"]);
        case("- Slides sent to [[Ada]]", &["2026-11-20 Clear(Out, None) Ada"]);
        case("- LATER lunch with [[Ada]]", &[]);
        case("- [x] #task 2026-11-19 call [[Ada]]", &["2026-11-19 Clear(Both, Some(Phone)) Ada"]);
        case("- [x] #call [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- [x] 09:30 [[Ada]]: lunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!"]);
        case("- [x] ask [[Ada]] about the trip", &["2026-11-20 Mention Ada"]);
        case("- [x] need to call [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- [ ] call [[Ada]]", &[]);
        case("> [[Ada]] said", &[]);
        case("- see [[2026-11-19]] and ![[Ada]]", &[]);
        case("| 10:00 | [[Ada]] | call |\n|---|---|---|", &["2026-11-20 Clear(Both, Some(Phone)) Ada!"]);
    }

    #[test]
    fn ticked_tasks_of_other_notes_are_no_contact() {
        let text = "- [x] draft reply email to [[Ada]] ✅ 2026-11-19\n- [x] call [[Ada]]\n";
        assert_eq!(shown(&note("Roof.md", text).entries), Vec::<String>::new());
    }

    #[test]
    fn signs_before_a_name_change_no_reading() {
        for line in [
            "📞 [[Ada]]: call",
            "10:00 📞 [[Ada]]: call",
            "\"[[Ada]]\": call",
            "==[[Ada]]==: call",
            "! [[Ada]]: call",
            "**📞 [[Ada]]**: call",
            "👨‍👩‍👧[[Ada]] - call",
            "• [[Ada]]: call",
        ] {
            case(&format!("- {line}"), &["2026-11-20 Clear(Both, Some(Phone)) Ada!"]);
        }
        case("- ☕ [[Ada]]", &["2026-11-20 Assumed Ada!"]);
        case("- ☕ [[Ada]]\n  - email in: the plan", &["2026-11-20 Clear(In, Some(Email)) Ada!"]);
        case("- 🎉 [[Ada]], [[Ben]]: lunch", &["2026-11-20 Clear(Both, Some(InPerson)) Ada!+Ben!"]);
        case("- 📞 call [[Ada]]", &["2026-11-20 Clear(Both, Some(Phone)) Ada"]);
        case("- [[Ada]] ❤️ [[Ben]]", &["2026-11-20 Assumed Ada!+Ben/"]);
        case("- [[Ada]]'s: call", &["2026-11-20 Assumed Ada!"]);
        // Some signs say something themselves.
        for before in [
            "🎂 ", "💡 ", "❌ ", "⏳ ", "⬜ ", "❓ ", "? ", "(", "— ", "➡️ ", "1️⃣ ", "#todo ", "💭 of ",
            "\"see ", "\"",
        ] {
            case(&format!("- {before}[[Ada]] came by"), &["2026-11-20 Assumed Ada"]);
        }
        case("- → [[Ada]]: the slides", &["2026-11-20 Clear(Out, None) Ada"]);
    }

    #[test]
    fn what_is_still_to_be_done_is_a_mention() {
        let read = |text: &str| shown(&note("2026-11-20.md", text).entries);
        for heading in ["## To do", "## Tomorrow", "# Tasks", "## Next steps\n### Work"] {
            let text = format!("{heading}\n- call [[Ada]]\n- [x] call [[Ben]]\n- [ ] call [[Cleo]]");
            let call = "2026-11-20 Clear(Both, Some(Phone)) Ben";
            assert_eq!(read(&text), ["2026-11-20 Mention Ada", call], "{text}");
        }
        for heading in ["## Log", "## To do\n## Log", "## Notes", "## Agenda", "## Done"] {
            let text = format!("{heading}\n- call [[Ada]]");
            assert_eq!(read(&text), ["2026-11-20 Clear(Both, Some(Phone)) Ada"], "{text}");
        }
    }
}
