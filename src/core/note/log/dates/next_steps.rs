//! Dated lines below headings such as `Next steps`: what is still to be done is no interaction (design 3.4).

use crate::core::day::Day;
use crate::core::note::body::{Line, LineKind};
use crate::core::note::log::LogReader;
use crate::core::note::log::line::line_head::bare;
use crate::core::note::log::no_contact::yet_to_do::is_past_verb;
use crate::core::note::purposes::{Purpose, Purposes};

/// What a dated line is in a section with what is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::note) enum Step {
    /// An entry, as in a log: it was done.
    Entry,
    /// No entry: it was still to be done on that day.
    Open,
    /// An undated promise, as `should send it` is.
    Promised,
}

impl LogReader<'_, '_> {
    /// Tells what a dated line with these words is, by the heading of its section. A day to come is planned below `Next
    /// steps` as well as in the log.
    pub(in crate::core::note) fn step(
        &self,
        line: &Line<'_>,
        day: Day,
        text: &str,
        purposes: &Purposes,
    ) -> Step {
        if purposes.is_log(line.section) || day > self.reader.today {
            return Step::Entry;
        }
        let is_in = |purpose| purposes.holds(line.section, purpose);
        if is_in(Purpose::NextSteps) {
            return if was_done(line, text) { Step::Entry } else { Step::Open };
        }
        if !is_in(Purpose::Open) || !matches!(line.kind, LineKind::Item(..)) || was_done(line, text) {
            return Step::Entry;
        }
        match self.is_known(text) {
            false if is_in(Purpose::Promised) => Step::Promised,
            // A section called `Agenda` may be the log of what was talked about.
            true if !is_in(Purpose::Promised) && !is_in(Purpose::Waiting) => Step::Entry,
            _ => Step::Open,
        }
    }
}

/// Whether a line was done: a ticked task, or words that begin in the past, such as `called her`.
pub(in crate::core::note) fn was_done(line: &Line<'_>, text: &str) -> bool {
    let mut words = text.split_ascii_whitespace().map(bare).filter(|word| word.contains(char::is_alphabetic));
    line.kind.is_done()
        || words.next().is_some_and(|verb| is_past_verb(&verb) || matches!(verb.as_ref(), "sent" | "wrote"))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::{log, with};
    use crate::core::problem::Code;

    #[test]
    fn what_is_still_to_be_done_is_no_entry() {
        for heading in ["Next steps", "To do", "✅ To-do", "Tasks", "Tomorrow", "Next steps\n### With Ben"] {
            let text = format!("## Log\n- 2026-11-02 lunch\n## {heading}\n- 2026-11-20 call her\n");
            assert_eq!(log(&text).0, ["2026-11-02 Clear(Both, Some(InPerson)) lunch"], "{text}");
        }
        assert_eq!(log("## Tasks\n- 2026-11-20 called her\n- 2026-11-19: met at hers").0.len(), 2);
        let ticked = "## Tasks\n- [x] 2026-11-20 call\n- [x] email the form ✅ 2026-11-21";
        assert_eq!(log(ticked).0.len(), 2);
        for heading in [
            "Notes", "Next steps\n## Log", "Follow-ups", "Actions", "2026-11-20 Next steps",
            "Agenda\n### Log",
        ] {
            let text = format!("## {heading}\n- 2026-11-20 call her\n");
            let entries = log(&text).0;
            assert!(entries.contains(&"2026-11-20 Clear(Both, Some(Phone)) call her".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_promised_or_to_be_discussed_is_no_entry() {
        for heading in ["I owe them", "Open commitments", "Commitments\n### 2026", "Promises", "They owe me"]
        {
            let text =
                format!("## Log\n- 2026-11-02 lunch\n## {heading}\n- 2026-11-20 call about the deck\n");
            assert_eq!(log(&text).0, ["2026-11-02 Clear(Both, Some(InPerson)) lunch"], "{text}");
        }
        for heading in ["I owe them", "Open commitments", "Promises"] {
            let text = format!(
                "## {heading}\n- (2026-11-20) the sheet\n- [x] the map ✅ 2026-11-20\n- 2026-11-20 called her\n"
            );
            let expected = [
                "2026-11-20 Intention the sheet",
                "2026-11-20 Assumed the map",
                "2026-11-20 Clear(Both, Some(Phone)) called her",
            ];
            assert_eq!(log(&text).0, expected, "{text}");
        }
        for heading in ["Agenda", "🗣 To discuss", "Talking points", "Open loops", "Open items", "They owe me"]
        {
            assert!(log(&format!("## {heading}\n- (2026-11-20) the sheet")).0.is_empty(), "{heading}");
        }
        for heading in ["Meeting agenda", "What she promised to Ben", "Discussed", "Follow-ups"] {
            assert_eq!(log(&format!("## {heading}\n- 2026-11-20 call")).0.len(), 1, "{heading}");
        }
    }

    #[test]
    fn what_is_still_to_be_done_is_reported_once() {
        #[track_caller]
        fn case(text: &str, expected: Option<(u32, &str)>) {
            let reported =
                with(text, None, |reader, body, purposes| reader.report_next_steps(body, purposes)).1;
            assert!(
                reported.len() < 2 && reported.iter().all(|one| one.code == Code::DatedParagraph),
                "{text}"
            );
            let first_word = |message: &str| message.split(' ').next().unwrap_or_default().to_owned();
            let found = reported.first().map(|one| (one.spot.unwrap().line, first_word(&one.message)));
            assert_eq!(found, expected.map(|(line, word)| (line, word.to_owned())), "{text}");
        }
        case("## Next steps\n- 2026-11-20 call her", Some((2, "a")));
        case(
            "## Log\n- 2026-11-02 call\n## To do\n- [ ] x\n- 2026-11-20 call\n- 2026-11-22 email",
            Some((5, "2")),
        );
        case("## To do\n- [ ] 2026-11-20 call\n- [x] 2026-11-20 call\n- [-] 2026-11-20 call", None);
        case("## To do\n- call her\n\n2026-11-20 call her", None);
        case("## Log\n- 2026-11-20 call her", None);
        case("## I owe them\n- (2026-11-20) the sheet\n- (2026-11-20) call: the sheet", Some((3, "a")));
        case("## They owe me\n- (2026-11-20) the sheet", Some((2, "a")));
        case("## Talking points\n- 2026-11-20 the boat\n### 2026-11-21\nlunch", Some((2, "a")));
        case("## Waiting for\n- (2026-11-20) the sheet", None);
    }
}
