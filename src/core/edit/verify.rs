//! Reads an edited note again and checks that it says what it said before plus the one intended thing. All
//! edits depend on this check; a doubtful edit is not made.

use super::front_matter::Setting;
use super::lines::{Lines, Splice};
use super::log_style::Words;
use super::{Change, Refused, names};
use crate::core::note::body::line::{plain, released};
use crate::core::note::facts::{ContactFacts, Entry, NoteFacts, Reading, Shared, Source, Task, TaskState};
use crate::core::note::front_matter::split;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::line::reading::{Tense, read_in};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::rare::RareFacts;
use crate::core::note::read::{Reader, read_note};
use crate::core::place::{Found, NotePath, Spot};
use crate::core::problem::{Code, Problem};
use std::borrow::Cow;

/// The intended effect of an edit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meant<'a> {
    /// New entries in the log, each with its line.
    Entries(&'a [(usize, Words<'a>)]),
    /// The value of a key.
    Set(Setting),
    /// A task with a new state.
    Task {
        /// The line of the task.
        line: usize,
        /// The new state.
        state: TaskState,
    },
    /// The entry on this line is removed.
    Gone(usize),
}

pub(super) fn text(note: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let not_utf8 = |_| Refused::new("the note is not text in UTF-8", "save it as UTF-8 in your editor");
    split::decode(note).map(|(text, _)| text).map_err(not_utf8)
}

/// A note to be edited.
pub(super) struct Original<'a> {
    pub(super) reader: &'a Reader<'a>,
    path: &'a NotePath,
    bytes: &'a [u8],
    pub(super) lines: Lines<'a>,
}

impl<'a> Original<'a> {
    pub(super) fn of(
        reader: &'a Reader<'a>,
        path: &'a NotePath,
        bytes: &'a [u8],
    ) -> Result<Original<'a>, Refused> {
        Ok(Original { reader, path, bytes, lines: Lines::of(bytes)? })
    }

    /// Returns the change made by a splice, if it has the intended effect only. `line` is the line to report.
    pub(super) fn changed(&self, splice: &Splice, meant: &Meant<'_>, line: usize) -> Result<Change, Refused> {
        let new = self.lines.spliced(splice);
        self.verify(&new, splice, meant)?;
        Ok(Change { new, line })
    }

    /// Returns a change without a difference.
    pub(super) fn unchanged(&self) -> Change {
        Change { new: self.bytes.to_vec(), line: 1 }
    }

    /// Compares the note before and after an edit.
    fn verify(&self, after: &[u8], splice: &Splice, meant: &Meant<'_>) -> Result<(), Refused> {
        let reader = self.reader;
        let whole = Reader::new(reader.config(), reader.vault, reader.today).keeping_texts();
        let mut old = read_note(&whole, self.path, self.bytes);
        let mut new = read_note(&whole, self.path, after);
        if let Meant::Gone(line) = meant {
            old.entries.retain(|entry| entry.spot.line as usize != *line);
            old.problems.retain(|problem| problem.spot.is_none_or(|spot| spot.line as usize != *line));
            if after.trim_ascii().is_empty() {
                // A file that loses its last line becomes empty, which is fine.
                new.standing = old.standing.clone();
            }
        }
        if let Meant::Set(_) = meant {
            // The problem of an unusable value goes away when the value is replaced.
            for (note, lines) in [(&mut old, splice.remove), (&mut new, splice.insert.len())] {
                let replaced = splice.at..splice.at + lines;
                let is_kept = |spot: Spot| !replaced.contains(&(spot.line as usize));
                note.problems.retain(|problem| problem.spot.is_none_or(is_kept));
                // Front matter below a title is told of in other words once there is some at the top.
                note.problems.retain(|problem| problem.code != Code::LateFrontMatter);
            }
        }
        move_spots(&mut old, splice);
        match meant {
            Meant::Entries(entries) => {
                for (line, words) in *entries {
                    take_entry(&mut new, *line, *words, reader, old.contact.as_deref())?;
                }
                [&mut old, &mut new].into_iter().for_each(without_log);
            }
            Meant::Task { line, state } => {
                take_task(&mut new, &mut old, *line, *state)?;
                // Whose a task is only matters while it is open.
                for note in [&mut old, &mut new] {
                    note.problems.retain(|problem| problem.code != Code::UnclearOwner);
                }
                [&mut old, &mut new].into_iter().for_each(without_log);
            }
            Meant::Set(setting) => take_value(&mut new, &mut old, *setting)?,
            Meant::Gone(_) => {}
        }
        let told = new.problems.clone();
        [&mut old, &mut new].into_iter().for_each(normalize);
        if old == new {
            return Ok(());
        }
        let is_new = |problem: &&Problem| !old.problems.contains(problem);
        let told = new.problems.iter().position(|problem| is_new(&problem)).and_then(|place| told.get(place));
        Err(unintended(&old, &new, meant, told))
    }
}

/// Removes differences that do not matter: the order of entries of different days, since histories are sorted
/// by day, and line numbers in messages. What is filed from the inbox was put in order before.
fn normalize(note: &mut NoteFacts) {
    let line = |entry: &Entry| (entry.source == Source::Inbox).then_some(entry.spot.line);
    note.entries.sort_by_key(|entry| (entry.day, line(entry)));
    for problem in &mut note.problems {
        problem.message.retain(|letter| !letter.is_ascii_digit());
        problem.excerpt = None;
    }
}

const BY_HAND: &str = "write it yourself in the front matter; nothing was changed";

/// Says what an edit would have changed besides what was meant; `told` is the problem that the note would have.
fn unintended(old: &NoteFacts, new: &NoteFacts, meant: &Meant<'_>, told: Option<&Problem>) -> Refused {
    let what = if old.standing != new.standing {
        "the note would be taken for something else"
    } else if old.entries != new.entries {
        "other lines of its log would be read differently"
    } else if old.tasks != new.tasks {
        "one of its tasks would be read differently"
    } else if let Some(told) = told {
        let message = format!("the line would be a problem: {}", told.message);
        return Refused::new(message, format!("{}; nothing was changed", told.help));
    } else if old.problems.len() != new.problems.len() {
        "the note would have a new problem, or one fewer"
    } else {
        "its keys would be read differently"
    };
    let help = match meant {
        Meant::Entries(_) => "write the line yourself; nothing was changed",
        Meant::Task { .. } => "tick it yourself; nothing was changed",
        Meant::Set(_) => BY_HAND,
        Meant::Gone(_) => "remove the line yourself; nothing was changed",
    };
    Refused::new(format!("the note would say more than was meant: {what}"), help)
}

/// Removes the new entry from the facts, after checking that it says what was intended.
fn take_entry(
    new: &mut NoteFacts,
    line: usize,
    words: Words<'_>,
    reader: &Reader<'_>,
    contact: Option<&ContactFacts>,
) -> Result<(), Refused> {
    let unread = || {
        Refused::new(
            "the line would not be read there as it is meant",
            "write it yourself under a heading `## Log`; nothing was changed",
        )
    };
    let path = new.path.clone();
    let names = contact.map_or(Vec::new(), |contact| names(contact, &path));
    let is_new = |entry: &Entry| entry.spot.line as usize == line;
    let place = new.entries.iter().position(is_new).ok_or_else(unread)?;
    let entry = new.entries.remove(place);
    // In a log of ticked tasks the new entry is a task as well.
    new.tasks.retain(|task| task.spot.line as usize != line || !matches!(task.state, TaskState::Done(_)));
    // A log skips a weekday or time at the start, so it is not part of the intended words.
    let wanted = plain(behind_date(words.text, reader.config().date_order));
    let tense = Tense::of(words.day, reader.today);
    let subjects = Subjects::named(&names);
    let meant = read_in(tense, &wanted.text, reader.config().words.with(&subjects));
    let hashtags = reader.hashtags.meant(&wanted.hashtags);
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let written = letters(entry.text.as_deref().unwrap_or_default());
    let topic = letters(&meant.topic());
    let whole = letters(&released(&wanted.text));
    let has_topic = written == topic || (whole.ends_with(&written) && written.len() >= topic.len());
    let alike = entry.day == words.day
        && entry.said.reading == meant.reading
        && entry.hashtags == hashtags
        && (has_topic || (meant.reading == Reading::Assumed && whole == written));
    if alike { Ok(()) } else { Err(unread()) }
}

/// Removes facts that follow from the log alone.
fn without_log(note: &mut NoteFacts) {
    note.shared = Shared::default();
    if let Some(contact) = &mut note.contact {
        contact.dated = Box::default();
        for hook in &mut contact.hooks {
            hook.mentioned = false;
        }
    }
}

/// Removes the value that is set from both notes, after checking it.
fn take_value(new: &mut NoteFacts, old: &mut NoteFacts, setting: Setting) -> Result<(), Refused> {
    let [_, found] = [old, new].map(|note| {
        let rare = &mut note.contact.as_mut()?.rare;
        let found = match setting {
            Setting::Snooze(_) => rare.snooze.take(),
            Setting::PausedUntil(_) => rare.paused_until.take(),
        };
        found.map(|found| found.value)
    });
    if found == setting.day() {
        return Ok(());
    }
    Err(Refused::new("the key would not be read as it is meant", BY_HAND))
}

/// Removes the ticked task from both notes, after checking it. A done task may also be an entry.
fn take_task(new: &mut NoteFacts, old: &mut NoteFacts, line: usize, state: TaskState) -> Result<(), Refused> {
    let at_line = |task: &Task| task.spot.line as usize == line;
    let (Some(was), Some(is)) = (old.tasks.iter().position(at_line), new.tasks.iter().position(at_line))
    else {
        return Err(Refused::new("the task is not where it was", "read the agenda again"));
    };
    let (was, mut is) = (old.tasks.remove(was), new.tasks.remove(is));
    let reached = is.state == state;
    is.state = was.state;
    // `DONE` takes the place of `WAITING`, which said who owes it.
    is.waiting = was.waiting;
    // A keyword such as `LATER` is not as long as the `DONE` in its place.
    let shift = i64::from(was.spot.column) - i64::from(is.spot.column);
    for spot in std::iter::once(&mut is.spot).chain(is.names.iter_mut().map(|name| &mut name.spot)) {
        spot.column = spot.column.saturating_add_signed(i32::try_from(shift).unwrap_or_default());
    }
    new.entries.retain(|entry| entry.spot.line as usize != line);
    old.entries.retain(|entry| entry.spot.line as usize != line);
    if reached && was == is {
        return Ok(());
    }
    Err(Refused::new("the task would not be read as done", "tick it yourself; nothing was changed"))
}

/// Moves every position of the old facts to where its line will be, so that only the contents are compared.
fn move_spots(note: &mut NoteFacts, splice: &Splice) {
    let (from, shift) = (splice.at + splice.remove, splice.shift());
    let move_spot = |spot: &mut Spot| {
        if spot.line as usize >= from {
            spot.line = u32::try_from(i64::from(spot.line) + shift).unwrap_or(u32::MAX);
        }
    };
    for entry in &mut note.entries {
        move_spot(&mut entry.spot);
        entry.names.iter_mut().for_each(|name| move_spot(&mut name.spot));
    }
    for task in &mut note.tasks {
        move_spot(&mut task.spot);
        task.names.iter_mut().for_each(|name| move_spot(&mut name.spot));
    }
    for problem in &mut note.problems {
        problem.spot.iter_mut().for_each(move_spot);
    }
    if let Some(contact) = &mut note.contact {
        move_contact(contact, move_spot);
    }
}

/// Moves every position of a contact. All fields are named, so that a new one is not forgotten here.
fn move_contact(contact: &mut ContactFacts, move_spot: impl Fn(&mut Spot)) {
    fn spot<T>(found: &mut Found<T>) -> &mut Spot {
        &mut found.spot
    }
    let ContactFacts {
        emails,
        last_contact,
        birthday,
        status,
        setting_spots,
        hooks,
        rare,
        name: _,
        aliases: _,
        phones: _,
        org: _,
        role: _,
        tags: _,
        settings: _,
        timezone: _,
        created: _,
        dated: _,
    } = contact;
    let RareFacts {
        next,
        see_by,
        dates,
        died,
        met,
        paused_until,
        snooze,
        sequence_start,
        events,
        relationship: _,
        interests: _,
        needs: _,
        offers: _,
        id: _,
        private: _,
        given: _,
    } = &mut **rare;
    let days = [last_contact, see_by, paused_until, snooze, sequence_start];
    let of_one = days.into_iter().flatten().map(spot);
    let of_more = birthday.iter_mut().map(spot).chain(status.iter_mut().map(spot)).chain(died);
    let of_texts = next.iter_mut().map(spot).chain(met.iter_mut().map(spot));
    let of_lists = emails.iter_mut().map(spot).chain(setting_spots.iter_mut().map(|(_, spot)| spot));
    of_one.chain(of_more).chain(of_texts).chain(of_lists).for_each(&move_spot);
    hooks.iter_mut().map(|hook| &mut hook.spot).for_each(&move_spot);
    dates.iter_mut().map(|date| &mut date.spot).for_each(&move_spot);
    events.iter_mut().map(|event| &mut event.spot).for_each(&move_spot);
}
