//! Reads an edited note again: it must say what it said before and the one thing that
//! was meant. This is what every edit rests on; a doubtful one is not made.

use super::Refused;
use super::lines::Splice;
use super::log_style::Words;
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::facts::{ContactFacts, Entry, NoteFacts, Reading, Shared, Task, TaskState};
use crate::core::note::log::after_date::behind_date;
use crate::core::note::log::reading::read;
use crate::core::note::log::subjects::Subjects;
use crate::core::note::rare::RareFacts;
use crate::core::note::read::{Reader, read_note};
use crate::core::place::{Found, NotePath, Spot};
use crate::core::text::fold_name;

/// The one thing that an edit is to change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meant<'a> {
    /// An entry of the log more.
    Entry {
        /// The line it stands on.
        line: usize,
        /// What it says.
        words: Words<'a>,
    },
    /// The day until which the contact is put off, or none.
    Snooze(Option<Day>),
    /// The day until which the contact is left in peace.
    PausedUntil(Day),
    /// The task on this line is done, or cancelled, since this day.
    Task {
        /// Its line.
        line: usize,
        /// What became of it.
        state: TaskState,
    },
    /// The entry on this line is gone.
    Gone(usize),
}

/// Compares a note before and after an edit.
pub(super) fn verify(
    reader: &Reader<'_>,
    path: &NotePath,
    before: &[u8],
    after: &[u8],
    splice: &Splice,
    meant: &Meant<'_>,
) -> Result<(), Refused> {
    let whole = Reader::new(reader.config(), reader.vault, reader.today).keeping_texts();
    let mut old = read_note(&whole, path, before);
    let mut new = read_note(&whole, path, after);
    if let Meant::Gone(line) = meant {
        old.entries.retain(|entry| entry.spot.line as usize != *line);
        old.problems.retain(|problem| problem.spot.is_none_or(|spot| spot.line as usize != *line));
        if after.trim_ascii().is_empty() {
            // A file out of which the last line was taken is an empty one, and no loss.
            new.standing = old.standing.clone();
        }
    }
    moved(&mut old, splice);
    let names: Vec<String> = old
        .contact
        .iter()
        .flat_map(|contact| std::iter::once(&contact.name).chain(contact.aliases.iter()))
        .map(|name| fold_name(name))
        .collect();
    match meant {
        Meant::Entry { line, words } => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            take_entry(&mut new, *line, *words, reader, &names)?;
            log_of(&mut old);
            log_of(&mut new);
        }
        Meant::Snooze(day) => {
            settle(&mut new, &mut old, |contact| contact.rare.snooze.take().map(|found| found.value), *day)?;
        }
        Meant::PausedUntil(day) => {
            settle(
                &mut new,
                &mut old,
                |contact| contact.rare.paused_until.take().map(|found| found.value),
                Some(*day),
            )?;
        }
        Meant::Task { line, state } => {
            take_task(&mut new, &mut old, *line, *state)?;
            log_of(&mut old);
            log_of(&mut new);
        }
        Meant::Gone(_) => {}
    }
    if matches!(meant, Meant::Snooze(_) | Meant::PausedUntil(_)) {
        // A value that could not be used is replaced, and its problem is gone with it.
        let kept = |line: u32, lines: usize| !(splice.at..splice.at + lines).contains(&(line as usize));
        old.problems.retain(|problem| problem.spot.is_none_or(|spot| kept(spot.line, splice.remove)));
        new.problems.retain(|problem| problem.spot.is_none_or(|spot| kept(spot.line, splice.insert.len())));
    }
    unplaced_problems(&mut old);
    unplaced_problems(&mut new);
    in_order_of_days(&mut old);
    in_order_of_days(&mut new);
    if old == new { Ok(()) } else { Err(other_change(&old, &new, meant)) }
}

/// Histories go by day: which end of a log is the newest tells only in which order the entries of
/// one day came.
fn in_order_of_days(note: &mut NoteFacts) {
    note.entries.sort_by_key(|entry| entry.day);
}

fn other_change(old: &NoteFacts, new: &NoteFacts, meant: &Meant<'_>) -> Refused {
    let what = if old.standing != new.standing {
        "the note would be taken for something else"
    } else if old.entries != new.entries {
        "other lines of its log would be read otherwise"
    } else if old.tasks != new.tasks {
        "one of its tasks would be read otherwise"
    } else if old.problems.len() != new.problems.len() {
        "the note would have a problem more, or one less"
    } else {
        "its keys would be read otherwise"
    };
    let help = match meant {
        Meant::Entry { .. } => "write the line yourself; nothing was changed",
        Meant::Task { .. } => "tick it yourself; nothing was changed",
        Meant::Snooze(_) | Meant::PausedUntil(_) => {
            "write it yourself in the front matter; nothing was changed"
        }
        Meant::Gone(_) => "take the line out yourself; nothing was changed",
    };
    Refused::new(format!("the note would say more than was meant: {what}"), help)
}

/// Takes the new entry out again, once it says what was meant.
fn take_entry(
    new: &mut NoteFacts,
    line: usize,
    words: Words<'_>,
    reader: &Reader<'_>,
    names: &[&str],
) -> Result<(), Refused> {
    let unread = || {
        Refused::new(
            "the line would not be read there as it is meant",
            "write it yourself under a heading `## Log`; nothing was changed",
        )
    };
    let stands = |entry: &Entry| (line..=line).contains(&(entry.spot.line as usize));
    let place = new.entries.iter().position(stands).ok_or_else(unread)?;
    let entry = new.entries.remove(place);
    // In a log of ticked tasks an entry is one as well.
    new.tasks.retain(|task| task.spot.line as usize != line || !matches!(task.state, TaskState::Done(_)));
    // A weekday or time in front is passed over in a log, so it is no part of what is meant.
    let wanted = plain(behind_date(words.text, reader.config().date_order));
    let meant = read(&wanted.text, &reader.config().words, &Subjects::of(names));
    let hashtags = reader.hashtags.meant(&wanted.hashtags);
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let said = letters(entry.text.as_deref().unwrap_or_default());
    let topic = letters(&meant.topic());
    let whole = letters(&crate::core::note::body::line::released(&wanted.text));
    let told = said == topic || (whole.ends_with(&said) && said.len() >= topic.len());
    let alike = entry.day == words.day
        && entry.reading == meant.reading
        && entry.hashtags == hashtags
        && (told || (meant.reading == Reading::Assumed && whole == said));
    if alike { Ok(()) } else { Err(unread()) }
}

/// Takes out what follows from the log alone, and from nothing else.
fn log_of(note: &mut NoteFacts) {
    note.shared = Shared::default();
    if let Some(contact) = &mut note.contact {
        contact.dated = Box::default();
        for hook in &mut contact.hooks {
            hook.mentioned = false;
        }
    }
}

fn settle(
    new: &mut NoteFacts,
    old: &mut NoteFacts,
    mut take: impl FnMut(&mut ContactFacts) -> Option<Day>,
    wanted: Option<Day>,
) -> Result<(), Refused> {
    if let Some(contact) = &mut old.contact {
        take(contact);
    }
    let found = new.contact.as_mut().and_then(|contact| take(contact));
    if found == wanted {
        return Ok(());
    }
    Err(Refused::new(
        "the key would not be read as it is meant",
        "write it yourself in the front matter; nothing was changed",
    ))
}

/// Takes the ticked task out of both; a done one may be an entry of the log as well.
fn take_task(new: &mut NoteFacts, old: &mut NoteFacts, line: usize, state: TaskState) -> Result<(), Refused> {
    let at_line = |task: &Task| task.spot.line as usize == line;
    let (Some(was), Some(is)) = (old.tasks.iter().position(at_line), new.tasks.iter().position(at_line))
    else {
        return Err(Refused::new("the task is not where it was", "read the agenda again"));
    };
    let (was, mut is) = (old.tasks.remove(was), new.tasks.remove(is));
    let reached = is.state == state;
    is.state = was.state;
    new.entries.retain(|entry| entry.spot.line as usize != line);
    old.entries.retain(|entry| entry.spot.line as usize != line);
    if reached && was == is {
        return Ok(());
    }
    Err(Refused::new("the task would not be read as done", "tick it yourself; nothing was changed"))
}

/// Puts every place of the old facts where its line will stand, so that nothing but
/// what was said is compared.
fn moved(note: &mut NoteFacts, splice: &Splice) {
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
        contact_moved(contact, move_spot);
    }
}

/// Every place of a contact. Fields are named one by one, so that a new one is not forgotten here.
fn contact_moved(contact: &mut ContactFacts, move_spot: impl Fn(&mut Spot)) {
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
    emails.iter_mut().map(spot).for_each(&move_spot);
    last_contact.iter_mut().map(spot).for_each(&move_spot);
    birthday.iter_mut().map(spot).for_each(&move_spot);
    status.iter_mut().map(spot).for_each(&move_spot);
    setting_spots.iter_mut().for_each(|(_, spot)| move_spot(spot));
    hooks.iter_mut().for_each(|hook| move_spot(&mut hook.spot));
    rare_moved(rare, move_spot);
}

fn rare_moved(rare: &mut RareFacts, move_spot: impl Fn(&mut Spot)) {
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
    } = rare;
    next.iter_mut().for_each(|found| move_spot(&mut found.spot));
    met.iter_mut().for_each(|found| move_spot(&mut found.spot));
    for day in [see_by, paused_until, snooze, sequence_start] {
        day.iter_mut().for_each(|found| move_spot(&mut found.spot));
    }
    dates.iter_mut().for_each(|date| move_spot(&mut date.spot));
    died.iter_mut().for_each(&move_spot);
    events.iter_mut().for_each(|event| move_spot(&mut event.spot));
}

/// Messages of problems name lines in their words; what they are about is compared.
fn unplaced_problems(note: &mut NoteFacts) {
    for problem in &mut note.problems {
        problem.message.retain(|letter| !letter.is_ascii_digit());
        problem.excerpt = None;
    }
}
