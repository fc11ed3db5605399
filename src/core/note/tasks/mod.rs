//! Tasks: promises and waiting-fors, and the people they are about (design 3.5).

pub mod about;
pub mod dates;
pub(super) mod duties;
pub(in crate::core) mod markers;
pub(super) mod owners;
pub(super) mod titles;
pub(super) mod worded_dates;

use self::about::{ItemsAround, Unlinked};
use self::dates::{TaskDates, dates};
use self::duties::{after_link, after_waiting_for, is_promised_to_user, is_theirs_to_do};
use self::owners::{Labels, lists_of_two, owner_in_front};
use self::titles::title_of;
use super::body::line::hashtags;
use super::body::line_marks::LineMarks;
use super::body::links::links;
use super::body::{Body, Line, LineKind, TaskBox};
use super::facts::{Name, SaidBy, Task, TaskState};
use super::linked_names::named;
use super::log::line::subjects::Subjects;
use super::meant_tags;
use super::mentions::attendees::{is_attendance, lines_below_labels};
use super::owed::Debtor;
use super::purposes::{Purpose, Purposes};
use super::read::Reader;
use super::report::{Report, words};
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};
use std::cell::LazyCell;
use std::sync::Arc;

/// Whether the text of an item with [`TaskBox::Other`] makes it an open task: a marker or `by` gives it a date.
/// Without one it may be a remark with an icon, and with a date in front it is a line of the log.
pub fn is_marked_task(text: &str, order: Option<DateOrder>) -> bool {
    let dates = dates(text, order);
    dates.is_planned() && dates.leading.is_none()
}

/// Which tasks of a note are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of them, as in a contact's own note.
    All,
    /// Those with a link.
    Linked,
    /// Those with a link and, in the inbox, open ones with a date, since they may name somebody without a link.
    LinkedOrPlanned,
}

/// What says who has to do a task and whom it is about, besides its own words.
struct Owners<'o> {
    /// The label above it.
    label: Option<Debtor>,
    /// Whether the list with this line has tasks of the user and of the contact.
    is_in_list: &'o dyn Fn(u32) -> bool,
    /// Returns whom it is about if it links nobody.
    about: &'o dyn Fn() -> Option<Name>,
}

/// Reads the tasks of one note.
pub struct TaskReader<'a, 'b> {
    /// What reading a note needs from the configuration.
    pub reader: &'a Reader<'a>,
    /// The purposes of the sections of the note.
    pub purposes: &'a Purposes,
    /// Which tasks are kept.
    pub kept: Kept,
    /// Whom those are about that link nobody.
    pub unlinked: Unlinked<'a>,
    /// The names of the contact, in their own note.
    pub subjects: &'a Subjects<'a>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}

impl TaskReader<'_, '_> {
    /// Returns every task of a body that is, or may be, about a contact.
    pub fn read(&mut self, body: &Body<'_>) -> Vec<Task> {
        // Few notes have a box with a link.
        let listed = LazyCell::new(|| lines_below_labels(body));
        let lists = LazyCell::new(|| lists_of_two(body));
        // The lists are in order.
        let is_in_list = |line: u32| {
            let place = lists.partition_point(|(_, last)| *last < line);
            lists.get(place).is_some_and(|(first, _)| *first <= line)
        };
        let has_labels = self.kept == Kept::All && body.lines.iter().any(|line| line.kind.is_task());
        let unlinked = self.unlinked;
        let (mut labels, mut items) = (Labels::default(), ItemsAround::default());
        let mut tasks = Vec::new();
        for (place, line) in body.lines.iter().enumerate() {
            if has_labels {
                labels.pass(line, &|word| self.subjects.has(word));
            }
            if matches!(unlinked, Unlinked::About(_)) {
                items.pass(line, place);
            }
            if !is_attendance(body, || &listed, line) {
                let about = &|| items.about(body, line, unlinked);
                let owners = Owners { label: labels.debtor(), is_in_list: &is_in_list, about };
                tasks.extend(self.task(line, body.below(place), &owners));
            }
        }
        let owners = Owners { label: None, is_in_list: &|_| false, about: &|| None };
        tasks.extend(body.quoted.iter().filter_map(|line| self.task(line, &[], &owners)));
        if !body.quoted.is_empty() {
            tasks.sort_by_key(|task| task.spot.line);
        }
        if self.kept == Kept::All {
            self.report_glued_boxes(body);
            self.report_unclear_owners(&tasks);
        }
        tasks
    }

    /// Reports lines such as `-[ ] call her`: without the space, Markdown makes them part of a paragraph.
    fn report_glued_boxes(&mut self, body: &Body<'_>) {
        let is_glued = |line: &&Line<'_>| matches!(line.kind, LineKind::Text(_)) && is_glued_box(&line.text);
        let found: Vec<(Spot, &str)> =
            body.lines.iter().filter(is_glued).map(|line| (line.spot, &*line.text)).collect();
        let message = ("a line looks like a task and is none", "lines look like tasks and are none");
        let help = "put a space before the box: `- [ ] call her`";
        self.report.first_of(Code::UndatedTask, &found, message, (help, "it is not read as a task"));
    }

    /// Reports open tasks of the user's that begin with the name of the contact: `Ada: send the list`.
    fn report_unclear_owners(&mut self, tasks: &[Task]) {
        let is_unclear = |task: &&Task| {
            task.state == TaskState::Open
                && task.waiting.is_none()
                && owner_in_front(&task.text, &|word| self.subjects.has(word)).is_some()
        };
        let found: Vec<(Spot, &str)> =
            tasks.iter().filter(is_unclear).map(|task| (task.spot, &*task.text)).collect();
        let message = ("a task begins with the contact's name", "tasks begin with the contact's name");
        let help = "if they have to do it, begin it with `waiting for`; if you have to, with `Me:`";
        self.report.first_of(Code::UnclearOwner, &found, message, (help, "it counts as your promise"));
    }

    /// Returns the task on a line, if there is one. `below` are the lines that follow.
    fn task(&mut self, line: &Line<'_>, below: &[Line<'_>], owners: &Owners<'_>) -> Option<Task> {
        let LineKind::Item(depth, Some(task_box)) = line.kind else { return None };
        if task_box == TaskBox::Other && !is_marked_task(&line.text, self.reader.order()) {
            return None;
        }
        let links = if line.marks.hold(LineMarks::BRACKET) { links(&line.text) } else { Vec::new() };
        let mut names: Box<[Name]> = named(&links, &line.text, line.spot).map(|(_, name)| name).collect();
        let is_unlinked = self.kept == Kept::Linked && names.is_empty();
        if is_unlinked {
            names = Box::new([(owners.about)()?]);
        }
        let mut dates = dates(&line.text, self.reader.order());
        let is_its_text = |below: &&Line<'_>| matches!(below.kind, LineKind::Text(own) if own >= depth);
        let below = below.iter().take_while(is_its_text);
        // The line that a problem with the date is about.
        let dated =
            below.filter(|below| dates.add_planned(&below.text, self.reader.order())).last().unwrap_or(line);
        let hashtags =
            if line.marks.hold(LineMarks::HASH) { hashtags(&line.text, &links) } else { Vec::new() };
        let (due, by) = due_and_by(&dates);
        let (text, is_struck) = title_of(line, &dates, self.report, self.reader.order());
        let (text, debtor) = self.owned(line, text, owners);
        let is_waiting = debtor == Some(Debtor::Contact)
            || hashtags.iter().any(|tag| meant_tags::is_waiting(tag))
            || after_waiting_for(&text).is_some()
            || is_promised_to_user(&text)
            || (self.kept == Kept::All && is_theirs_to_do(&text, &|word| self.subjects.has(word)));
        let waiting = if is_kept_waiting(line, &text, self.report) {
            Some(SaidBy::Keyword)
        } else {
            is_waiting.then_some(SaidBy::Words)
        };
        let state = state_of(task_box, &dates, is_struck);
        if self.kept == Kept::LinkedOrPlanned
            && names.is_empty()
            && (state != TaskState::Open || due.is_none())
        {
            return None;
        }
        if let (TaskState::Open, Some(written)) = (state, &dates.not_understood) {
            self.report_not_understood(dated, written, due.is_some());
        }
        if is_unlinked && due.is_none() {
            return None;
        }
        Some(Task {
            spot: line.spot,
            text,
            state,
            due,
            by,
            is_planned: dates.is_planned(),
            waiting,
            hashtags: self.reader.hashtags.meant(&hashtags),
            names,
        })
    }

    /// Returns the text of a task without whose it is, and who has to do it, if that stands above it or in front.
    fn owned(&self, line: &Line<'_>, text: Arc<str>, owners: &Owners<'_>) -> (Arc<str>, Option<Debtor>) {
        let of_section = || self.purposes.holds(line.section, Purpose::Waiting).then_some(Debtor::Contact);
        let above = owners.label.or_else(of_section);
        if self.kept != Kept::All {
            return (text, above);
        }
        match owner_in_front(&text, &|word| self.subjects.has(word)) {
            Some((Debtor::User, words)) => (words.into(), Some(Debtor::User)),
            Some((Debtor::Contact, words))
                if above == Some(Debtor::Contact) || (owners.is_in_list)(line.spot.line) =>
            {
                (words.into(), Some(Debtor::Contact))
            }
            Some((Debtor::Contact, _)) | None => (text, above),
        }
    }

    fn report_not_understood(&mut self, line: &Line<'_>, written: &str, dated: bool) {
        let effect =
            if dated { "its other date counts" } else { "the task has no date and is listed in the review" };
        let message = format!("a date of this task was not understood: {}", quoted(written));
        let words = words(message, "write it as `2026-12-01`", effect);
        self.report.at(Code::UndatedTask, line.spot_of(written), written, words);
    }
}

fn state_of(task_box: TaskBox, dates: &TaskDates<'_>, is_struck: bool) -> TaskState {
    match task_box {
        TaskBox::Done => TaskState::Done(dates.done.or(dates.leading)),
        TaskBox::Cancelled => TaskState::Cancelled,
        TaskBox::Open | TaskBox::Other if dates.cancelled => TaskState::Cancelled,
        TaskBox::Open | TaskBox::Other if dates.done.is_some() => TaskState::Done(dates.done),
        TaskBox::Open | TaskBox::Other if is_struck => TaskState::Cancelled,
        TaskBox::Open | TaskBox::Other => TaskState::Open,
    }
}

/// Whether a text is a bullet with a box right behind it: `-[ ] call her`, `-[] call her`.
fn is_glued_box(text: &str) -> bool {
    let behind = match text.as_bytes() {
        [b'-' | b'*' | b'+', b'[', b']', ..] => text.get("-[]".len()..),
        [b'-' | b'*' | b'+', b'[', b' ' | b'x' | b'X', b']', ..] => text.get("-[ ]".len()..),
        _ => None,
    };
    behind.is_some_and(|behind| {
        behind.trim_start().starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
    })
}

/// Whether a task is `WAITING for it` or `WAITING [[Bob]] to send it`, with the keyword of an outliner right before
/// its text. With other words, the keyword may say that the user has to wait before doing it.
fn is_kept_waiting(line: &Line<'_>, text: &str, report: &Report<'_>) -> bool {
    let says_whom =
        text.starts_with("for ") || after_link(text).is_some_and(|after| after.starts_with(" to "));
    let head = || {
        let written = report.line(line.spot.line)?;
        let (end, _) = written.char_indices().nth((line.spot.column as usize).checked_sub(1)?)?;
        written.get(..end)
    };
    says_whom && head().is_some_and(|head| head.trim_end().ends_with("WAITING"))
}

/// Returns `due` (⏳, else 🛫) and `by` (📅). One of them alone is both, and so is a date in front if there is
/// neither.
fn due_and_by(dates: &TaskDates) -> (Option<Day>, Option<Day>) {
    let due = dates.scheduled.or(dates.deadline).or(dates.leading);
    let by = dates.deadline.or(due);
    // A deadline stands, even if the day to work on it was set to a later one.
    (due.into_iter().chain(by).min(), by.or(due))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_date_is_removed() {
        #[track_caller]
        fn case(text: &str, due: &str, by: &str, words: &str) {
            let found = dates(text, None);
            let (from, to) = due_and_by(&found);
            let shown = |day: Option<Day>| day.map_or("-".to_owned(), |day| day.to_string());
            assert_eq!(
                (shown(from).as_str(), shown(to).as_str(), found.text().as_ref()),
                (due, by, words),
                "{text}"
            );
        }
        case("send it 📅 2026-12-01", "2026-12-01", "2026-12-01", "send it");
        case("send it ⏳ 2026-11-24 📅 2026-11-27", "2026-11-24", "2026-11-27", "send it");
        case("send it 🛫 2026-11-24", "2026-11-24", "2026-11-24", "send it");
        case("send it 📅 [[2026-12-01]] ⏫ ^abc1", "2026-12-01", "2026-12-01", "send it");
        case("send it [due:: 2026-12-01]", "2026-12-01", "2026-12-01", "send it");
        case("send it [due:: [[2026-12-01]]] now", "2026-12-01", "2026-12-01", "send it now");
        case("send it (scheduled:: 2026-12-01)", "2026-12-01", "2026-12-01", "send it");
        case("send it (2026-12-01)", "2026-12-01", "2026-12-01", "send it");
        case("send it by 2026-12-01", "2026-12-01", "2026-12-01", "send it");
        case("send it (by 1 December 2026)", "2026-12-01", "2026-12-01", "send it");
        case("2026-12-01 send it", "2026-12-01", "2026-12-01", "send it");
        case("**2026-12-01** send it", "2026-12-01", "2026-12-01", "send it");
        case("#task _2026-12-01_: send **it**", "2026-12-01", "2026-12-01", "send **it**");
        case("**2026-12-01 send it**", "-", "-", "**2026-12-01 send it**");
        case("**send** it", "-", "-", "**send** it");
        case("2026-12-01 **send** it", "2026-12-01", "2026-12-01", "**send** it");
        case("send it (2026-12-01) #waiting", "2026-12-01", "2026-12-01", "send it");
        case("send it (2026-12-01) #waiting ^abc1", "2026-12-01", "2026-12-01", "send it");
        case("[[2026-12-01]]: send it", "2026-12-01", "2026-12-01", "send it");
        case("water plants 🔁 every week 📅 2026-12-01", "2026-12-01", "2026-12-01", "water plants");
        case("SCHEDULED: <2026-12-01 Tue> send it", "2026-12-01", "2026-12-01", "send it");
        case("send it DEADLINE: <2026-12-01 Tue>", "2026-12-01", "2026-12-01", "send it");
        case("send it DEADLINE: <2026-12-01> SCHEDULED: <2026-11-27>", "2026-11-27", "2026-12-01", "send it");
        case("deadline: <2026-12-01 Tue 10:00 +1w> send it", "2026-12-01", "2026-12-01", "send it");
        case("send it by <2026-12-01>", "2026-12-01", "2026-12-01", "send it");
        case("<2026-12-01 Tue> send it", "2026-12-01", "2026-12-01", "send it");
        case("[2026-12-01 Tue] send it", "2026-12-01", "2026-12-01", "send it");
        case("scheduled: 2026-12-01 send it", "2026-12-01", "2026-12-01", "send it");
        case("send it (scheduled: 2026-12-01) #work", "2026-12-01", "2026-12-01", "send it #work");
        case("[#A] send it", "-", "-", "send it");
        case("send it of <2026-12-01>", "-", "-", "send it of <2026-12-01>");
        case("the call is scheduled for 2026-12-01", "-", "-", "the call is scheduled for 2026-12-01");
        case("scheduled: soon", "-", "-", "scheduled: soon");
        case("unscheduled: 2026-12-01", "-", "-", "unscheduled: 2026-12-01");
        case("DEADLINE: <soon>", "-", "-", "DEADLINE: <soon>");
        case("at 10:30: send it", "-", "-", "at 10:30: send it");
        case("stand by the door", "-", "-", "stand by the door");
        case("see [[Ada]] (again)", "-", "-", "see [[Ada]] (again)");
        case("pay 📅 tomorrow", "-", "-", "pay tomorrow");
        case("pay 2026-12-0📅 1", "-", "-", "pay 2026-12-0 1");
        case("send it 📅 2026-02-30", "-", "-", "send it");
    }
}
