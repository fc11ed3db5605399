//! Finds labels of keys in places where labels are not read: a plain `Birthday: 1990-12-10` below the title,
//! one in italics, in a callout or a table, or in a section that is not about others. Each note gets one hint about
//! them, as otherwise nothing explains why they have no effect. To leave prose alone, the text after the
//! label must be a value of its key (design 3.2).

use crate::core::address::Address;
use crate::core::bytes::split_once_at;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder, leading};
use crate::core::interval::Cadence;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::channel::Channel;
use crate::core::note::doubts::several_people::is_full_name;
use crate::core::note::fields::field_reader::{key_of_status, says_died};
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::is_phone_number;
use crate::core::note::fields::{Fields, name};
use crate::core::note::headings::{HeadingSort, is_about_others};
use crate::core::note::log::dates::start::dated;
use crate::core::note::log::entries::entry_text::EntryText;
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::people::settings::Status;
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::is_mark;
use crate::core::truth::truth;
use memchr::memchr;

/// Maximum bytes of a label.
const LONGEST: usize = 40;

/// A label that is not read.
struct Unread<'t> {
    key: Key,
    /// Whether it says that the contact died or is not to be contacted. It is reported before others, and in each note.
    is_grave: bool,
    written: &'t str,
    spot: Spot,
}

/// Everything needed to find the labels.
pub(in crate::core::note) struct UnreadLabels<'a, 'b> {
    /// The keys that are read.
    pub(in crate::core::note) fields: &'a Fields<'a>,
    /// What reading a note needs from the configuration.
    pub(in crate::core::note) reader: &'a Reader<'a>,
    /// Receives the hint.
    pub(in crate::core::note) report: &'a mut Report<'b>,
}

impl<'b> UnreadLabels<'_, 'b> {
    /// Reports the labels of a body that begins on line `body_line`.
    pub(in crate::core::note) fn report_in(self, body: &Body<'_>, body_line: usize) {
        let mut found = self.in_lines(body);
        found.extend(self.in_callouts(body_line));
        let Some(first) = found.iter().min_by_key(|label| (!label.is_grave, label.spot.line)) else {
            return;
        };
        let (written, ours) = (first.written, name(first.key));
        let message = match found.len() {
            1 => format!("a label that is not read here: `{written}`"),
            2 if first.is_grave => format!("a label that is not read here: `{written}`, as is another"),
            several if first.is_grave => {
                format!("a label that is not read here: `{written}`, as are {} others", several - 1)
            }
            several => format!("{several} labels that are not read here, the first `{written}`"),
        };
        let help = format!(
            "put `{ours}: …` into the front matter, or write `- {written}: …` above the first level-2 heading"
        );
        let counts = found.iter().any(|label| self.is_read(label));
        let effect = match found.len() {
            1 if counts => "it counts all the same: the contact is left alone".to_owned(),
            1 => format!("`{ours}` is not read"),
            _ if counts => "`do-not-contact` counts all the same; the others are not read".to_owned(),
            _ => "they are not read".to_owned(),
        };
        let code = if first.is_grave { Code::LeftAlone } else { Code::UnreadLabel };
        self.report.at(code, first.spot, written, words(message, help, effect));
    }

    /// Whether a label takes effect although it is written in a place where labels are not read.
    fn is_read(&self, label: &Unread<'_>) -> bool {
        label.key == Key::DoNotContact
            && self.fields.first(label.key).is_some_and(|(spot, _)| spot.line == label.spot.line)
    }

    /// Notes whether the section that a heading begins is about others: `others` is the level of the outermost that is.
    fn enter(&self, heading: &str, others: &mut Option<usize>) {
        let name = heading.trim_start_matches('#');
        let level = heading.len() - name.len();
        if others.is_none_or(|outer| level <= outer) {
            let name = name.trim();
            let is_facts = || HeadingSort::Facts.has(name);
            *others = (!is_facts() && is_other_part(name, self.reader)).then_some(level);
        }
    }

    fn in_lines<'t>(&self, body: &'t Body<'_>) -> Vec<Unread<'t>> {
        let mut found = Vec::new();
        let mut entries = EntryText::new(body, self.reader.order(), dated);
        let head_end = body.lines.iter().position(|line| line.kind == LineKind::Heading(2));
        let head = ..head_end.unwrap_or(body.lines.len());
        for (place, line) in body.lines.iter().enumerate() {
            let may_be = match line.kind {
                LineKind::Row => true,
                LineKind::Text(0) | LineKind::Item(1, None) => line.marks.hold(LineMarks::COLON),
                LineKind::Text(_) | LineKind::Item(..) | LineKind::Heading(_) => false,
            };
            // Most lines begin with a date, and no key does.
            if !may_be || !self.reader.keys.may_begin(line.text.trim_start_matches(is_mark)) {
                continue;
            }
            // There, labels are read, or set aside with a hint of their own.
            let is_judged = || {
                head.contains(&place)
                    && line.kind != LineKind::Row
                    && !is_plain(line)
                    && body.section(line.section).is_some_and(|section| section.level > 2)
            };
            if let Some(label) = self.label(line)
                && !is_judged()
                && self.is_about_contact(body, line.section, &label)
                && (!self.fields.has(label.key) || (is_plain(line) && self.is_read(&label)))
                && entries.part_of(place).is_none()
            {
                found.push(label);
            }
        }
        found
    }

    /// Whether a label in a section is about the contact.
    fn is_about_contact(&self, body: &Body<'_>, section: Option<usize>, label: &Unread<'_>) -> bool {
        let Some(own) = body.section(section) else { return true };
        match own.level {
            1 => !HeadingSort::Family.has(&own.heading),
            _ if HeadingSort::Facts.has(&own.heading) => true,
            // A deal may be closed, and a project may have a channel.
            _ if matches!(label.key, Key::Status | Key::Channel) && !label.is_grave => false,
            _ if is_full_name(&own.heading) && !is_of_contacts(label.key) => false,
            _ => {
                let mut around = body.around(section);
                !around.any(|section| section.level > 1 && is_other_part(&section.heading, self.reader))
            }
        }
    }

    fn label<'t>(&self, line: &'t Line<'_>) -> Option<Unread<'t>> {
        let text = line.text.as_ref();
        let (label, value) = match line.kind {
            LineKind::Row => {
                let (label, rest) = text.split_once('|')?;
                let (value, behind) = rest.split_once('|').unwrap_or((rest, ""));
                (label, Some(value).filter(|_| behind.trim().is_empty())?)
            }
            // `do-not-contact:: true` is a field.
            LineKind::Text(_) | LineKind::Item(..) | LineKind::Heading(_) => {
                split_once_at(text, b':').filter(|(_, value)| !value.starts_with(':'))?
            }
        };
        self.label_with_value(label, value, line.spot)
    }

    /// Returns the label if its key is known and takes the value. The text of `label` begins at `spot`.
    fn label_with_value<'t>(&self, label: &'t str, value: &str, spot: Spot) -> Option<Unread<'t>> {
        let before = label.len() - label.trim_start_matches(is_mark).len();
        let (marks, label) = label.split_at_checked(before)?;
        let written = label.trim_end_matches(is_mark);
        let (key, _) = Some(written)
            .filter(|label| label.len() <= LONGEST)
            .and_then(|label| self.reader.keys.find(label))?;
        let value = value.trim_matches(['*', '_', ' ', '\t', '\\']);
        let is_grave = match key {
            Key::Died | Key::DoNotContact => true,
            Key::Status => key_of_status(value).is_some(),
            _ => false,
        };
        let column = spot.column as usize + marks.chars().count();
        let spot = Spot::new(spot.line as usize, column);
        is_value(key, value, self.reader.order()).then_some(Unread { key, is_grave, written, spot })
    }

    /// Finds labels in callouts, unless the title of the callout or a heading above it is about something else.
    fn in_callouts(&self, body_line: usize) -> Vec<Unread<'b>> {
        let mut found = Vec::new();
        let text = self.report.text();
        // Most notes have no exclamation mark, but many have links.
        if memchr(b'!', text.as_bytes()).is_none() || !text.contains("> [!") {
            return found;
        }
        let (mut is_inside, mut is_fact, mut others) = (false, false, None);
        for (number, line) in (1..).zip(text.lines()).skip(body_line.saturating_sub(1)) {
            let Some(quoted) = line.strip_prefix('>') else {
                is_inside = false;
                if line.starts_with("##") {
                    self.enter(line, &mut others);
                }
                continue;
            };
            if let Some(title) = quoted.trim_start().strip_prefix("[!") {
                let title =
                    title.split_once(']').map(|(_, title)| title.trim_start_matches(['+', '-']).trim());
                is_inside = others.is_none() && title.is_some_and(|title| !is_other_part(title, self.reader));
                is_fact = title.is_some_and(|title| title.is_empty() || HeadingSort::Facts.has(title));
            } else if is_inside && let Some((label, value)) = in_callout(quoted) {
                let label = self.label_with_value(label, value, Spot::new(number, 2));
                let is_about = |key| is_fact || is_of_contacts(key);
                found.extend(label.filter(|label| is_about(label.key) && !self.fields.has(label.key)));
            }
        }
        found
    }
}

/// Whether a key is about the contact even below what may be another name, since nobody notes it about others.
fn is_of_contacts(key: Key) -> bool {
    matches!(key, Key::LastContact | Key::Next | Key::Cadence)
}

/// Splits a line of a callout into a label and its value: `Birthday: x`, `- **Birthday:** x`, `Birthday:: x`,
/// `| Birthday | x |`.
fn in_callout(quoted: &str) -> Option<(&str, &str)> {
    if let Some(cells) = quoted.trim().strip_prefix('|') {
        let (label, rest) = cells.split_once('|')?;
        return Some((label, rest.trim_end_matches('|').trim())).filter(|(_, value)| !value.contains('|'));
    }
    let (label, value) = quoted.split_once(':')?;
    Some((label, value.strip_prefix(':').unwrap_or(value)))
}

/// Whether the part of a note below a heading is about others, or has a meaning of its own.
fn is_other_part(heading: &str, reader: &Reader<'_>) -> bool {
    is_about_others(heading)
        || reader.headings.knows(heading)
        || heading.contains("[[")
        || leading(heading, reader.order()).is_some()
}

/// Whether a line is plain text without a bold or italic label.
fn is_plain(line: &Line<'_>) -> bool {
    line.kind == LineKind::Text(0) && !line.text.starts_with(['*', '_'])
}

/// Whether a text is clearly a value of a key, or a date that needs another form. Never true for keys that take
/// any text.
pub(in crate::core::note) fn is_value(key: Key, text: &str, order: Option<DateOrder>) -> bool {
    match key {
        Key::Birthday | Key::Anniversary => !matches!(read_yearly(text, order), Err(DateFault::NotADate)),
        Key::Email => Address::is(text),
        Key::Phone => is_phone_number(text),
        Key::Cadence => matches!(Cadence::read(text), Ok(Cadence::Every(..))),
        Key::Status => says_died(text) || Status::read(text).is_some_and(|status| status != Status::Active),
        Key::LastContact | Key::Next | Key::Met | Key::PausedUntil | Key::Snooze | Key::SeeBy => {
            begins_with_date(text, order)
        }
        Key::Channel => Channel::read(text).is_some(),
        Key::Died => begins_with_date(text, order) || truth(text) == Some(true),
        Key::DoNotContact => !text.is_empty() && truth(text) != Some(false),
        _ => false,
    }
}

fn begins_with_date(text: &str, order: Option<DateOrder>) -> bool {
    leading(text, order).is_some_and(|date| date.day != Err(DateFault::NotADate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::day::Day;
    use crate::core::note::body;
    use crate::core::note::fields::about_note::Location;
    use crate::core::note::fields::fallback;
    use crate::core::note::fields::owner::About;
    use crate::core::place::NotePath;
    use crate::core::problem::Problem;

    fn reported(text: &str) -> Vec<Problem> {
        let path = NotePath::new("Ada.md");
        let mut report = Report::new(&path, text);
        let (config, vault) = (Config::default(), VaultSettings::default());
        let reader = &Reader::new(&config, &vault, Day::LAST);
        let body = body::read(text, 1);
        let mut fields = Fields::default();
        let about = About { names: &Vec::new, location: &|| Location::Elsewhere, is_export: false };
        fields.add_fallbacks(fallback::read(&body, &reader.keys, None, &about));
        UnreadLabels { fields: &fields, reader, report: &mut report }.report_in(&body, 1);
        report.problems
    }

    /// Checks the line and the message of the hint on a note, or that there is none.
    #[track_caller]
    fn case(text: &str, hint: Option<(u32, &str)>) {
        let problems = reported(text);
        let first = problems.first().map(|first| (first.spot.unwrap().line, first.message.as_str()));
        assert_eq!(first, hint, "{text}");
        assert!(problems.len() < 2, "{text}");
    }

    #[test]
    fn graver_labels_have_a_code_of_their_own() {
        let codes = |text| reported(text).iter().map(|problem| problem.code).collect::<Vec<_>>();
        for text in ["Birthday: 1990-12-10", "Birthday: 1990-12-10\nStatus: closed"] {
            assert_eq!(codes(text), [Code::UnreadLabel], "{text}");
        }
        for text in ["Died: 2026-10-24", "Birthday: 1990-12-10\nStatus: Deceased", "*Do not contact*: yes"] {
            assert_eq!(codes(text), [Code::LeftAlone], "{text}");
        }
    }

    #[test]
    fn unread_labels_give_one_hint() {
        const BIRTHDAY: &str = "a label that is not read here: `Birthday`";
        case("# Ada\n\nBirthday: 1990-12-10", Some((3, BIRTHDAY)));
        case("*Birthday:* 10 December", Some((1, BIRTHDAY)));
        case("**🎂 Birthday:** 1990-12-10", Some((1, BIRTHDAY)));
        case("- 🎂 Birthday: 1990-12-10", Some((1, BIRTHDAY)));
        case("• Birthday: [[1990-12-10]]", Some((1, BIRTHDAY)));
        case("## Contact Information\n- **Birthday:** 1990-12-10", Some((2, BIRTHDAY)));
        case("> [!info]\n> **Birthday**: 1990-12-10\n> x", Some((2, BIRTHDAY)));
        case("> [!note]- Details\n> - Birthday:: 1990-12-10", Some((2, BIRTHDAY)));
        case("| What | When |\n|---|---|\n| **Birthday** | 1990-12-10 |", Some((3, BIRTHDAY)));
        case("| Field | Value |\n|---|---|\n| Birthday: | 1990-12-10 |", Some((3, BIRTHDAY)));
        const LAST: &str = "a label that is not read here: `Last Contact`";
        for heading in [
            "Quick Stats", "Relationship", "Status", "Who they are", "Cadence", "CRM", "Pipeline status",
            "Follow-up",
        ] {
            case(&format!("## {heading}\n- **Last Contact:** 2026-11-10"), Some((2, LAST)));
            let table = "| Field | Value |\n|---|---|\n| Last Contact | 2026-11-10 |";
            case(&format!("## {heading}\n{table}"), Some((4, LAST)));
            case(
                &format!("## {heading}\n> [!info] Snapshot\n> | Last Contact | 2026-11-10 |"),
                Some((3, LAST)),
            );
        }
        case("### Stats\nBirthday: 1990-12-10", Some((2, BIRTHDAY)));
        case("## Facts\n### Stats\n- Birthday: 1990-12-10", Some((3, BIRTHDAY)));
        case("> [!info] Snapshot\n> - **Birthday:** 1990-12-10", Some((2, BIRTHDAY)));
        case("> [!info] Ada\n> - Birthday: 1990-12-10\n> Last Contact:: 2026-11-10", Some((3, LAST)));
        case("> [!infobox]\n> | Birthday | 1990-12-10 |", Some((2, BIRTHDAY)));
        case("## Log\n## Tracking\n> [!info]\n> Birthday: 1990-12-10", Some((4, BIRTHDAY)));
        case("Birthday: 02.12.1988", Some((1, BIRTHDAY)));
        for label in ["Paused until", "Snooze", "See by"] {
            case(
                &format!("{label}: 2026-12-24"),
                Some((1, &*format!("a label that is not read here: `{label}`"))),
            );
        }
        case("Channel: LinkedIn", Some((1, "a label that is not read here: `Channel`")));
        case("Birthday: 30 February", Some((1, BIRTHDAY)));
        let several = "2 labels that are not read here, the first `Last contact`";
        case("# Ada\nLast contact: 12/11/2026\nMet: 2/3/24 in Rome", Some((2, several)));
        case("Do Not Contact: Yes", Some((1, "a label that is not read here: `Do Not Contact`")));
        let several = "a label that is not read here: `Status`, as are 2 others";
        case(
            "# Ada\nRole: CTO\nStatus: Do not contact\nEmail: a@b.example\nLast Contacted: November 2, 2026",
            Some((3, several)),
        );
        let grave = "a label that is not read here: `Died`, as is another";
        case("# Ada\nBirthday: 1990-12-10\nDied: 2026-10-24", Some((3, grave)));
        case("do-not-contact:: true", None);
    }

    #[test]
    fn prose_and_labels_that_are_read_give_no_hint() {
        for text in [
            "Birthday: she does not like hers",
            "Every: time I see her: a story",
            "Met: at the fair",
            "Met: 24/7, it seems",
            "Next: 1.5 hours with her",
            "Status: active",
            "Snooze: she never does",
            "Channel: her own on the web",
            "Email: none",
            "- Birthday: 1990-12-10\n\nBirthday: 1990-12-10",
            "## Family\n- Birthday: 2015-04-27",
            "## Family\n### Wife\n- Birthday: 2015-04-27",
            "## Her brother\n- Birthday: 2015-04-27",
            "## [[Tom]]\n- Birthday: 2015-04-27",
            "## Education\n- Last contact: 2026-11-10",
            "## Log\n- Last contact: 2026-11-10",
            "## Waiting for\n- Next: 2026-12-10",
            "## Next steps\n- Next: 2026-12-10",
            "## 2026-11-02 call\n- Next: 2026-12-10",
            "## The roof\n- Status: closed",
            "## Tom Nye\n- Birthday: 2015-04-27",
            "## The roof\n- Last contact: she called",
            "## Family\n> [!info]\n> Birthday: 2015-04-27",
            "## Log\n### x\n> [!info]\n> Birthday: 2015-04-27",
            "> [!info] Her brother\n> Last contact: 2026-11-10",
            "## Log\nBirthday: 1990-12-10",
            "- Tom\n  - Birthday: 2015-04-27",
            "**2026-11-02** call\nNext: 2026-12-01",
            "> [!info] Tom\n> Birthday: 2015-04-27",
            "> Birthday: 1990-12-10",
            "| Name | Birthday | Age |\n|---|---|---|\n| Birthday | 2015-04-27 | 5 |",
            "",
            "### Partner\n- Birthday: 05-06",
            "### House\n- Met: 2020-01-01",
            "### House\n**Met:** 2020-01-01\n## Log",
            "# Ada\n# Family\n- Email: a@b.example",
        ] {
            case(text, None);
        }
    }
}
