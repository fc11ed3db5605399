//! Reads the ticks in `agenda.md` and removes them (design 7); [`super::carried`] carries them over.
//!
//! The line of a card is `- [ ] what (when) ^f-<id>`. The box says what was done, a text after ` :: `, before
//! or after the id, says how, and the date that the Tasks plugin appends says when. Once it is in the notes,
//! the id becomes `^synced-<id>`.

use super::tick_stamp::{Stamp, without_stamp};
use crate::core::agenda::model::PREPARE_FOR;
use crate::core::date_text::leading;
use crate::core::day::Day;

pub(super) const ID: &str = "^f-";
const SYNCED: &str = "^synced-";
const ID_LENGTH: usize = 10;
const TITLE: &str = "# Agenda for ";
pub(super) const LEFT_OVER_DAY: &str = "### From ";

/// The mark in the box of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `[ ]`: not ticked.
    Open,
    /// `[x]`: done as proposed.
    Done,
    /// `[>]`: snoozed.
    Snooze,
    /// `[-]`: skipped.
    Skip,
    /// Any other mark.
    Other(char),
}

impl Mark {
    fn of(letter: char) -> Mark {
        match letter {
            ' ' => Mark::Open,
            'x' | 'X' => Mark::Done,
            '>' => Mark::Snooze,
            '-' => Mark::Skip,
            other => Mark::Other(other),
        }
    }

    fn letter(self) -> char {
        match self {
            Mark::Open => ' ',
            Mark::Done => 'x',
            Mark::Snooze => '>',
            Mark::Skip => '-',
            Mark::Other(letter) => letter,
        }
    }
}

/// A card that was ticked, or into which something was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick<'a> {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The indentation and the bullet.
    pub(super) start: &'a str,
    /// The id of the follow-up.
    pub id: &'a str,
    /// The mark in the box.
    pub mark: Mark,
    /// The text after `::`.
    pub text: Option<String>,
    /// The date of the tick, if the Tasks plugin wrote it.
    pub stamp: Option<Stamp>,
    /// The words of the card, without box, text, date and id.
    pub card: &'a str,
    /// The day of the agenda that the card is from.
    pub day: Option<Day>,
    /// Whether the tick is in the notes already.
    pub(super) synced: bool,
}

impl<'a> Tick<'a> {
    /// Whether the tick can be dropped once its card is gone: a preparation is over with its day, and there
    /// is nothing to log.
    pub(super) fn is_over(&self) -> bool {
        self.mark == Mark::Done && self.text.is_none() && self.card.starts_with(PREPARE_FOR)
    }

    /// The words of the card before those in brackets.
    pub(super) fn title(&self) -> &'a str {
        self.card.rsplit_once(" (").map_or(self.card, |(title, _)| title)
    }

    /// What the card says of its day, such as `3 days overdue`, in brackets and before the channel.
    pub fn said(&self) -> Option<&'a str> {
        let (_, brackets) = self.card.rsplit_once(" (")?;
        brackets.split([',', ')']).next()
    }

    pub(super) fn of(line: &'a str) -> Option<Tick<'a>> {
        let (start, mark, rest) = split_box(line)?;
        let (at, label) = [ID, SYNCED]
            .into_iter()
            .filter_map(|label| Some((rest.rfind(&format!(" {label}"))?, label)))
            .max_by_key(|(at, _)| *at)?;
        let from = at + 1 + label.len();
        let id = rest.get(from..from + ID_LENGTH)?;
        if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
            return None;
        }
        let after = rest.get(from + ID_LENGTH..)?;
        if !after.is_empty() && !after.starts_with(char::is_whitespace) && !after.starts_with("::") {
            return None;
        }
        let (words, before) = split_text(rest.get(..at)?);
        // The stamp is at the end of whichever part was last when the box was ticked.
        let [(words, first), (before, second), (after, third)] = [words, before, after].map(without_stamp);
        let before = if words.trim_end().ends_with(')') { before } else { without_days(before) };
        let after = after.trim().trim_start_matches("::").trim();
        let text = [before, after].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
        Some(Tick {
            line: 0,
            start,
            id,
            mark,
            text: (!text.is_empty()).then_some(text),
            stamp: third.or(second).or(first),
            card: words.trim(),
            day: None,
            synced: label == SYNCED,
        })
    }

    pub(super) fn written(&self, label: &str) -> String {
        let text = self.text.as_ref().map(|text| format!(" :: {text}")).unwrap_or_default();
        let stamp = self.stamp.as_ref().map(|stamp| format!(" {}", stamp.written)).unwrap_or_default();
        format!("{}[{}] {}{text}{stamp} {label}{}", self.start, self.mark.letter(), self.card, self.id)
    }
}

/// Splits a line with a box into the indentation and bullet, the mark, and the rest. The bullet may be a number, and
/// spaces may be missing or too many, as when it was typed on a phone: `1. [x]`, `-[x ]`, `- []`.
fn split_box(line: &str) -> Option<(&str, Mark, &str)> {
    let content = line.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit());
    let inner = content.strip_prefix(['-', '*', '+', '.', ')'])?.trim_start().strip_prefix('[')?;
    let (mark, rest) = inner.split_once(']')?;
    let mut letters = mark.trim().chars();
    let mark = Mark::of(letters.next().unwrap_or(' '));
    letters.next().is_none().then_some((line.get(..line.len() - inner.len() - 1)?, mark, rest))
}

/// Splits a line into the words of a card and the text after ` :: `. Directly after the closing bracket the
/// space may be missing.
fn split_text(line: &str) -> (&str, &str) {
    let after_bracket = || line.find(")::").and_then(|at| line.split_at_checked(at + 1));
    let (words, text) = match line.split_once(" ::") {
        Some(parts) => parts,
        None => after_bracket().unwrap_or((line, "")),
    };
    (words, text.trim_start_matches("::").trim())
}

/// Returns a text without the end of a card, in brackets, before which it was typed: `fine (3 days overdue)`.
fn without_days(text: &str) -> &str {
    text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map_or(text, |(text, _)| text)
}

/// Returns the day that an agenda was made for.
pub(super) fn day_of(agenda: &str) -> Option<Day> {
    let title = agenda.lines().find_map(|line| line.trim_start_matches('\u{feff}').strip_prefix(TITLE))?;
    leading(title.trim(), None)?.day.ok()
}

/// Returns all cards that were ticked or written into and are not in the notes yet.
pub fn ticks(agenda: &str) -> Vec<Tick<'_>> {
    let mut day = day_of(agenda);
    let mut ticks = Vec::new();
    for (number, line) in agenda.lines().enumerate() {
        if let Some(from) = line.strip_prefix(LEFT_OVER_DAY) {
            day = Day::from_iso(from.trim()).or(day);
        }
        let Some(tick) = Tick::of(line).filter(|tick| !tick.synced) else { continue };
        if tick.mark != Mark::Open || tick.text.is_some() {
            ticks.push(Tick { line: number + 1, day, ..tick });
        }
    }
    ticks
}

/// Returns the ticked lines without the id of a card, each as its line (from 1) and its words.
pub fn without_id(agenda: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_ticked = |mark: Mark| matches!(mark, Mark::Done | Mark::Snooze | Mark::Skip);
    agenda.lines().enumerate().filter_map(move |(number, line)| {
        // An indented line belongs to a card.
        let (_, mark, words) = split_box(line).filter(|_| !line.starts_with(char::is_whitespace))?;
        (is_ticked(mark) && Tick::of(line).is_none()).then(|| (number + 1, words.trim()))
    })
}

/// Returns the agenda without any ticks; comparing it with the generated one shows other edits.
pub fn unticked(agenda: &str) -> String {
    by_line(agenda, |line| {
        let tick = Tick::of(line)?;
        let written = tick.text.is_some() || tick.stamp.is_some();
        let touched = tick.mark != Mark::Open || written || tick.synced;
        touched.then(|| Tick { mark: Mark::Open, text: None, stamp: None, ..tick }.written(ID))
    })
}

/// Returns the agenda with a tick marked as being in the notes.
pub fn synced(agenda: &str, id: &str) -> String {
    by_line(agenda, |line| {
        let tick = Tick::of(line).filter(|tick| tick.id == id && !tick.synced)?;
        (tick.mark != Mark::Open).then(|| tick.written(SYNCED))
    })
}

/// Returns the agenda with the lines replaced for which `change` returns one; line ends stay.
pub(super) fn by_line(agenda: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(agenda.len());
    for piece in agenda.split_inclusive('\n') {
        let line = piece.trim_end_matches(['\r', '\n']);
        match change(line) {
            Some(changed) => {
                text.push_str(&changed);
                text.push_str(piece.get(line.len()..).unwrap_or_default());
            }
            None => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# Agenda for Tuesday, 24 November 2026\n\n## Today\n\n### [[Ada]]\n\n\
        - [x] Reply to Ada (today, email) ^f-aaaaaaaaaa\n    - why\n\
        - [>] Call Ada (today) :: 3d ^f-bbbbbbbbbb\n\
        - [-] Ask Ada (today) ❌ 2026-11-23 ^f-cccccccccc\n\
        - [ ] Wish Ada (today) ^f-dddddddddd :: what she said\n\
        - [ ] Meet Ada (today) ^f-eeeeeeeeee\n\
        - [x] Sent Ada (today) ^synced-ffffffffff\n";

    #[test]
    fn ticks_are_read_with_their_text_and_day() {
        let found = ticks(OLD);
        let shown: Vec<_> = found.iter().map(|tick| (tick.id, tick.mark, tick.text.as_deref())).collect();
        assert_eq!(
            shown,
            [
                ("aaaaaaaaaa", Mark::Done, None),
                ("bbbbbbbbbb", Mark::Snooze, Some("3d")),
                ("cccccccccc", Mark::Skip, None),
                ("dddddddddd", Mark::Open, Some("what she said")),
            ]
        );
        assert_eq!(found[0].day, Day::from_iso("2026-11-24"));
        assert_eq!(found[0].card, "Reply to Ada (today, email)");
    }

    #[test]
    fn the_date_of_the_tasks_plugin_is_the_day_of_the_tick() {
        #[track_caller]
        fn case(line: &str, text: Option<&str>) {
            let found = ticks(line).pop().unwrap();
            assert_eq!((found.card, found.text.as_deref()), ("Call Ada (today)", text), "{line}");
            assert_eq!(found.stamp.map(|stamp| stamp.day), Day::from_iso("2026-11-23"), "{line}");
            assert_eq!(unticked(line), "- [ ] Call Ada (today) ^f-aaaaaaaaaa");
        }
        case("- [x] Call Ada (today) ✅ 2026-11-23 ^f-aaaaaaaaaa", None);
        case("- [x] Call Ada (today) ^f-aaaaaaaaaa ✅ 2026-11-23", None);
        case("- [-] Call Ada (today) [cancelled:: 2026-11-23] ^f-aaaaaaaaaa", None);
        case("- [x] Call Ada (today) ✅ 2026-11-23 :: fine ^f-aaaaaaaaaa", Some("fine"));
        case("- [x] Call Ada (today) :: fine ✅ 2026-11-23 ^f-aaaaaaaaaa", Some("fine"));
        case("- [x] Call Ada (today) :: fine [completion:: 2026-11-23] ^f-aaaaaaaaaa", Some("fine"));
        case("- [x] Call Ada (today) ^f-aaaaaaaaaa :: fine ✅ 2026-11-23", Some("fine"));
    }

    #[test]
    fn a_box_may_be_typed_in_haste() {
        #[track_caller]
        fn case(bullet: &str, mark: Mark) {
            let line = format!("{bullet} Call Ada (today) :: fine ^f-aaaaaaaaaa");
            let found: Vec<_> = ticks(&line).into_iter().map(|tick| (tick.mark, tick.card)).collect();
            assert_eq!(found, [(mark, "Call Ada (today)")], "{line}");
        }
        case("1. [x]", Mark::Done);
        case("2) [x]", Mark::Done);
        case("- [x ]", Mark::Done);
        case("- [ x]", Mark::Done);
        case("-[X]", Mark::Done);
        case("- []", Mark::Open);
        case("* [ ]", Mark::Open);
        case("- [*]", Mark::Other('*'));
        assert_eq!(ticks("- [xx] Call Ada (today) :: fine ^f-aaaaaaaaaa"), []);
    }

    #[test]
    fn a_ticked_line_without_its_id_is_found() {
        let agenda =
            format!("{OLD}- [x] Call Ada (today)\n- [ ] Call Ben\n    - [x] a hook\n- [-] Ask ^f-abc\n");
        let found: Vec<_> = without_id(&agenda).map(|(line, words)| (line - 13, words)).collect();
        assert_eq!(found, [(1, "Call Ada (today)"), (4, "Ask ^f-abc")]);
    }

    #[test]
    fn unticked_restores_the_generated_agenda() {
        let written = unticked(OLD);
        assert_eq!(unticked(&written), written);
        assert!(ticks(&written).is_empty());
        assert!(written.contains("- [ ] Wish Ada (today) ^f-dddddddddd\n"), "{written}");
        assert!(written.contains("- [ ] Sent Ada (today) ^f-ffffffffff\n"), "{written}");
    }

    #[test]
    fn synced_ticks_are_marked() {
        let after = synced(OLD, "aaaaaaaaaa");
        assert!(after.contains("- [x] Reply to Ada (today, email) ^synced-aaaaaaaaaa\n"), "{after}");
        assert_eq!(ticks(&after).len(), 3);
        assert_eq!(synced(&after, "aaaaaaaaaa"), after);
    }
}
