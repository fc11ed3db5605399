//! What the labels below a dated line say of the contact there was: how, and who reached whom (design 3.4).

use super::entry_text::belongs;
use super::labels::{Label, MOST_LINES, known_label, labels, labels_below};
use super::parties::{Parties, Party};
use crate::core::note::body::line::is_separator;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, LineKind};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::dates::start::dated;
use crate::core::note::log::direction::directions::stated_direction;
use crate::core::note::log::line::known_words::first_known;
use crate::core::note::log::line::line_head::Head;
use crate::core::note::log::line::reading::{LineReading, read_alone};
use crate::core::note::log::line::vocabulary::Vocabulary;
use crate::core::note::log::line::words::{Direction, Meaning, WordTable};
use crate::core::note::log::no_contact::whole_phrases::may_hold_phrase;
use crate::core::text::{is_mark, is_one_of, lower};

/// Values of `Status`, and words of the others, that say that it took place.
const TOOK_PLACE: [&str; 12] = [
    "done", "completed", "complete", "held", "finished", "closed", "connected", "answered", "reached",
    "successful", "took place", "happened",
];

/// Words with which the value of such a label begins that may not have taken place.
const OPEN: [&str; 16] = [
    "pending", "open", "scheduled", "planned", "booked", "upcoming", "draft", "todo", "to", "tentative",
    "waiting", "not", "no", "none", "unknown", "tbd",
];

/// What the labels below a dated line say.
#[derive(Debug, Default)]
pub(in crate::core::note::log) struct EntryLabels<'a> {
    /// What the label for the direction says.
    direction: Option<Direction>,
    /// Who wrote it, and who got it.
    from: Option<Party>,
    to: Option<Party>,
    /// Words of the table for the way of contact.
    kind: Option<&'a str>,
    /// What the label for the outcome says about it.
    outcome: Outcome<'a>,
}

/// Whether something took place, by the label for its outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Outcome<'a> {
    /// There is no such label, or it says so.
    #[default]
    TookPlace,
    /// Nothing took place or nobody was reached, in these words.
    Failed(&'a str),
    /// It is not known.
    Unknown,
}

impl<'a> EntryLabels<'a> {
    /// Reads the labels of the entry at a place.
    pub(in crate::core::note::log) fn of(
        body: &'a Body<'_>,
        place: usize,
        table: &WordTable,
        parties: Parties<'_>,
    ) -> EntryLabels<'a> {
        let mut found = EntryLabels::default();
        let Some(entry) = body.lines.get(place) else { return found };
        // A mail that is quoted below other words has labels for its parties too.
        let mut is_head = true;
        for line in body.below(place).iter().take(MOST_LINES) {
            if !belongs(entry.kind, line.kind) || matches!(line.kind, LineKind::Heading(_)) {
                break;
            }
            is_head = is_head && known_label(&line.text).is_some();
            if line.marks.hold(LineMarks::COLON) && is_right_below(entry.kind, line.kind) {
                if dated(line).is_some() {
                    break;
                }
                for (label, value) in labels(&line.text) {
                    found.add(label, value, table);
                    if is_head && !value.is_empty() {
                        found.add_party(label, value, parties);
                    }
                }
            }
        }
        found
    }

    fn add(&mut self, label: Label, value: &'a str, table: &WordTable) {
        match label {
            Label::Direction => self.direction = self.direction.or_else(|| stated_direction(value)),
            Label::Way => self.kind = self.kind.or_else(|| kind(value, table)),
            Label::Outcome | Label::Status if self.outcome == Outcome::TookPlace => {
                self.outcome = outcome(label, value, table);
            }
            _ => {}
        }
    }

    /// Reads who wrote or got it.
    fn add_party(&mut self, label: Label, value: &str, parties: Parties<'_>) {
        match label {
            Label::From => self.from = self.from.or_else(|| Some(parties.named(value))),
            Label::To => self.to = self.to.or_else(|| Some(parties.named(value))),
            _ => {}
        }
    }

    /// Returns the direction by who wrote it, or only if that is not said, by who got it.
    fn sent(&self) -> Option<Direction> {
        match (self.from, self.to) {
            (Some(Party::User), _) | (None, Some(Party::Contact)) => Some(Direction::Out),
            (Some(Party::Contact), _) | (None, Some(Party::User)) => Some(Direction::In),
            (Some(Party::Unclear), _) | (None, Some(Party::Unclear) | None) => None,
        }
    }

    /// Returns the words of an entry with those of its labels in front, unless it has a known word of its own.
    pub(super) fn words(
        &self,
        own: &str,
        read: &LineReading<'_>,
        vocabulary: Vocabulary<'_>,
    ) -> Option<String> {
        let direction = self.direction.or_else(|| self.sent().filter(|_| self.kind.is_some()));
        if (self.kind.is_none() && direction.is_none()) || read.reading != Reading::Assumed {
            return None;
        }
        let own = own.trim_start_matches(is_separator);
        if first_known(&Head::of(own, vocabulary)).is_some() {
            return None;
        }
        let head = head_of(self.kind.unwrap_or_default(), direction, vocabulary.table);
        match self.outcome {
            Outcome::TookPlace => Some([&head, ": ", own].concat()),
            Outcome::Failed(words) => {
                let is_told = matches!(known_label(own), Some((Label::Outcome | Label::Status, _)));
                Some([&*head, ", ", words, ": ", if is_told { "" } else { own }].concat())
            }
            Outcome::Unknown => None,
        }
    }

    /// Lets the labels decide who sent a message. Those named count only where the entry does not say it itself: the text of
    /// an `email out` may quote the one that it answers.
    pub(super) fn direct(&self, read: &mut LineReading<'_>, table: &WordTable) {
        let meaning = || table.exactly(&lower(read.head()));
        let is_open =
            || matches!(meaning(), Some(Meaning::Contact(Direction::Out, Some(way))) if way.is_written());
        if let Some(direction) = self.direction.or_else(|| self.sent().filter(|_| is_open())) {
            match &mut read.reading {
                Reading::Clear(own @ (Direction::In | Direction::Out), _) => *own = direction,
                Reading::Reply => read.reading = Reading::Clear(direction, None),
                _ => {}
            }
        }
    }
}

/// Whether a label below a line says how there was contact. `Type: person` is that of a note.
pub(in crate::core::note) fn says_how_below(body: &Body<'_>, place: usize, table: &WordTable) -> bool {
    let says_how = |(label, value): (Option<Label>, &str)| {
        label == Some(Label::Way) && !value.eq_ignore_ascii_case("person") && kind(value, table).is_some()
    };
    labels_below(body, place).any(says_how)
}

/// Whether a line is directly below an entry, and not below one of the items there.
fn is_right_below(entry: LineKind, line: LineKind) -> bool {
    let own = if let LineKind::Item(depth, _) = entry { depth } else { 0 };
    matches!(line, LineKind::Item(depth, None) if depth == own + 1)
        || matches!(line, LineKind::Text(depth) if depth == own)
}

/// Returns the head of a line with words for a way of contact, which may be empty. A call that came in is a call.
pub(in crate::core::note) fn head_of(kind: &str, direction: Option<Direction>, table: &WordTable) -> String {
    let direction = match direction {
        Some(Direction::In) if kind.is_empty() || is_message(kind, table) => "in",
        Some(Direction::Out) if kind.is_empty() || is_message(kind, table) => "out",
        _ => "",
    };
    let between = if kind.is_empty() || direction.is_empty() { "" } else { " " };
    [kind, between, direction].concat()
}

/// Returns a value as words of the table, if it is nothing else: `Phone call`, `In person`.
fn kind<'a>(value: &'a str, table: &WordTable) -> Option<&'a str> {
    // `Call | Email | Meeting` is a choice that nobody has made.
    if value.contains(['|', '/', ',', ':']) {
        return None;
    }
    let found = read_alone(value, table);
    if matches!(found.reading, Reading::Clear(..)) && found.is_bare(table) {
        return Some(value);
    }
    match Channel::read(value)? {
        Channel::Text => Some("text"),
        Channel::Linkedin => Some("linkedin"),
        Channel::Video => Some("video"),
        Channel::InPerson => Some("met"),
        Channel::Letter => Some("letter"),
        _ => None,
    }
}

/// Reads the value of a label for the outcome, by the phrases of the log: `No answer`, `Cancelled`.
fn outcome<'a>(label: Label, value: &'a str, table: &WordTable) -> Outcome<'a> {
    let said = read_alone(value, table);
    let is_attempt =
        || matches!(said.reading, Reading::Clear(Direction::Out, _)) && may_hold_phrase(value, table);
    if said.reading == Reading::Cancelled || is_attempt() {
        return Outcome::Failed(value);
    }
    let begins = |words: &[&str]| {
        let first = value.split(is_mark).next().unwrap_or_default();
        is_one_of(first, words)
    };
    let is_open = if label == Label::Status {
        !begins(&TOOK_PLACE) && !is_one_of(value, &TOOK_PLACE)
    } else {
        begins(&OPEN)
    };
    if is_open && !value.is_empty() { Outcome::Unknown } else { Outcome::TookPlace }
}

/// Whether words for a way of contact are for a message.
fn is_message(kind: &str, table: &WordTable) -> bool {
    let found = read_alone(kind, table);
    !matches!(found.reading, Reading::Clear(Direction::Both, _))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::{case, log};

    #[test]
    fn labels_say_how_there_was_contact() {
        let asked = "Clear(In, Some(Email)) he asked for a tip";
        for labels in [
            "- **Direction:** Inbound\n- **Summary:** he asked for a tip",
            "**Direction:** incoming\n**Summary**: he asked for a tip",
            "Direction:: In\n\n**Summary:**\nhe asked for a tip",
            "- Direction: From them\n- Key points:\n  - he asked for a tip",
            "- **Summary:** he asked for a tip\n- **Duration:** an hour\n- **Direction:** Inbound",
            "he asked for a tip\n\nDirection: in",
        ] {
            case(&format!("### 2026-11-02 — Email\n{labels}"), asked);
            case(&format!("### 2026-11-02\n- Type: email\n\n{labels}"), asked);
            case(&format!("### 2026-11-02\nMedium:: Email\n\n{labels}"), asked);
        }
        case("- 2026-11-02 Email\n  - Direction: Inbound\n  - he asked for a tip", asked);
        case("- 2026-11-02\n  - **Via:** Email\n  - **Direction:** received\n  - he asked for a tip", asked);
        case("- 2026-11-02 Email\n  Direction: Inbound\n  he asked for a tip", asked);
        case("### 2026-11-02\n**Type:** Email | **Direction:** In\n\nhe asked for a tip", asked);
        case("**2026-11-02**\n**Type:** Email · **Direction:** In\n\nhe asked for a tip", asked);
        case("### 2026-11-02 — Roof\n- **Type:** Phone call", "Clear(Both, Some(Phone)) Roof");
        case("### 2026-11-02 — Roof\n- Type: Call\n- Direction: Inbound", "Clear(Both, Some(Phone)) Roof");
        case("### 2026-11-02 — Roof\n- Mode: In person", "Clear(Both, Some(InPerson)) Roof");
        case("### 2026-11-02 — Roof\n- Channel: Slack\n- Direction: to them", "Clear(Out, Some(Text)) Roof");
        case("### 2026-11-02 — Roof\n- Direction: Inbound", "Clear(In, None) Roof");
        case("### 2026-11-02\n- Type: call", "Clear(Both, Some(Phone)) call");
        case("### 2026-11-02\n- Type: Webinar\n- Notes: her slides", "Assumed her slides");
        case("### 2026-11-02 Call\n- Notes: her slides", "Clear(Both, Some(Phone)) her slides");
    }

    #[test]
    fn who_wrote_and_who_got_it_say_the_direction() {
        let (came, went) = ("Clear(In, Some(Email)) the plan", "Clear(Out, Some(Email)) the plan");
        for (labels, expected) in [
            ("From: Ada\nTo: me\nSubject: the plan", came),
            ("- **From:** Ada\n- **To:** me\n- **Subject:** the plan", came),
            ("From:: [[Ada]]\nthe plan", came),
            ("To: me, Ben\nCc: Cy\n\nthe plan", came),
            ("From: \"Ada\" <ada@b.example>\nthe plan", came),
            ("From: Ada@b.example\nthe plan", came),
            ("From: her\nthe plan", came),
            ("**From:** Me | **To:** Ada\n\nthe plan", went),
            ("To: Ada\nthe plan", went),
            ("From: Ben\nTo: Cy\nthe plan", went),
            ("From: Ben\nTo: me\nCc: Ada\nthe plan", went),
            ("To: me, Ada\nthe plan", went),
            ("the plan\n\nFrom: Ada\nTo: me\nSubject: Re: roof", went),
            ("the plan\n\n---\n\n**From:** Ada\n**To:** me", went),
            ("To: me\nFrom: Ada\nthe plan", came),
            ("From: Ada\nDirection: outgoing\nthe plan", went),
        ] {
            case(&format!("### 2026-11-02 Email\n{labels}"), expected);
        }
        case("### 2026-11-02\nType: Email\nFrom: Ada\n\nthe plan", came);
        case("### 2026-11-02 email out: the plan\n> it is late\n\nFrom: Ada\nTo: me", went);
        case("### 2026-11-02 Emailed Ada: the plan\nFrom: Ada", went);
        case("### 2026-11-02 — Roof\nFrom: Ada", "Assumed Roof");
        case("### 2026-11-02 Call\nFrom: Ada\n\nthe plan", "Clear(Both, Some(Phone)) the plan");
        for words in ["To: buy her a boat ticket", "From: 12:00", "To: be continued"] {
            case(&format!("### 2026-11-02 Call\n{words}"), &format!("Clear(Both, Some(Phone)) {words}"));
        }
        case("### 2026-11-02 Received\nFrom: me\nTo: Ada\n\nthe plan", "Clear(In, None) the plan");
        case("### 2026-11-02 Replied\nthe plan\n\nFrom: Ada\nTo: me", "Reply the plan");
    }

    #[test]
    fn the_outcome_says_whether_anything_took_place() {
        let said = |kind: &str, label: &str, expected: &str| {
            let read = log(&format!("### 2026-11-02 — Roof\nType: {kind}\n{label}")).0;
            assert!(
                read.iter().all(|entry| entry.starts_with(&format!("2026-11-02 {expected}"))),
                "{label} {read:?}"
            );
            assert_eq!(read.len(), 1);
        };
        for label in
            ["Outcome: No answer", "- **Outcome:** Left voicemail", "Result: voicemail", "Status: no answer"]
        {
            said("Call", label, "Clear(Out, Some(Phone)) ");
        }
        for label in ["Status: Cancelled", "Status: No-show", "Outcome: postponed", "**Result:** canceled"] {
            said("Meeting", label, "Cancelled ");
            said("Call", label, "Cancelled ");
        }
        let read = log("### 2026-11-02\n- Type: Call\n- Outcome: No answer\n").0;
        assert!(read.iter().all(|entry| !entry.contains("Outcome")), "{read:?}");
        for label in
            ["Status: pending", "Status: open", "Status: Scheduled", "Status: Not sent", "Outcome: TBD"]
        {
            said("Call", label, "Assumed Roof");
        }
        for label in ["Status: Done", "Outcome: she will send the plans", "Outcome: Connected", "Status:"] {
            said("Call", label, "Clear(Both, Some(Phone)) Roof");
        }
    }

    #[test]
    fn other_labels_and_lines_are_read_as_before() {
        case("### 2026-11-02 Coffee\n- Type: Call\n- her flat", "Clear(Both, Some(InPerson)) her flat");
        case("### 2026-11-02 Call\n- Duration: an hour", "Clear(Both, Some(Phone)) Duration: an hour");
        case("### 2026-11-02\nTalked about:\n- roof", "Clear(Both, None) Talked about");
        case("### 2026-11-02\nVia: Anna introduced us\n- Next\n  - Type: Call", "Assumed Next");
        case("### 2026-11-02 — Roof\n- Type: Call | Email | Meeting", "Assumed Roof");
        case("### 2026-11-02 — Roof\n- Direction: In / Out", "Assumed Roof");
        case("### 2026-11-02 — Roof\n- Direction: north", "Assumed Roof");
        case("### 2026-11-02 — Roof\n#### Next\n- Type: Call", "Assumed Roof");
        case("- 2026-11-02 call: Notes: hers", "Clear(Both, Some(Phone)) Notes: hers");
        case("- 2026-11-02 lunch booked\n  - Type: Lunch", "Assumed lunch booked");
        case("- 2026-11-02 email out: x\n  - direction of the firm: in", "Clear(Out, Some(Email)) x");
        assert_eq!(
            log("## 2026-11-02\n- 2026-11-01 call\n- Type: Email\n").0,
            [
                "2026-11-02 Clear(Both, Some(Phone)) 2026-11-01 call",
                "2026-11-01 Clear(Both, Some(Phone)) call"
            ]
        );
    }
}
