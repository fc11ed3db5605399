//! `followup harvest`: finds lines for the logs of notes in mail or a calendar. Shows them, and writes them with
//! `--write`.

mod unread;

use self::unread::Unread;
use super::arguments::gathering::{Harvest, HarvestCalendar, HarvestHow, HarvestMail, HarvestSource};
use super::counts::each;
use super::diff::unified;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Report, Status, object, to_json};
use super::terminal::safe;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::edit::inbox::Logged;
use crate::core::edit::log_line::{NewLine, log_line};
use crate::core::edit::log_lines::log_lines;
use crate::core::edit::log_style::Words;
use crate::core::edit::{Change, Refused};
use crate::core::guard::{PROGRAM, caught};
use crate::core::harvest::calendar::{self, Events};
use crate::core::harvest::mail::{self, Own, Seen};
use crate::core::harvest::{Proposal, ProposedLine, Sighting, propose};
use crate::core::people::contact::ContactIndex;
use crate::core::text::count;
use crate::io::edit::{Edited, Mode, edit};
use crate::io::failure::Failure;
use crate::io::mail::{Message, find, read_headers};
use crate::io::new_notes::export;
use crate::io::progress::Progress;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Maximum number of unknown addresses that are named.
const MOST_STRANGERS: usize = 5;

pub(super) fn run(harvest: &Harvest, meaning: &Meaning) -> Result<Report, Failure> {
    // The words of a cancelled meeting say which one it was.
    let every_text = matches!(harvest.source, HarvestSource::Calendar(_));
    let loaded = load(&Wanted { every_text, ..Wanted::from(meaning) })?;
    let (how, (seen, sightings)) = match &harvest.source {
        HarvestSource::Mail(found) => (&found.how, from_mail(found, &loaded, meaning)?),
        HarvestSource::Calendar(found) => (&found.how, from_calendars(found, &loaded)?),
    };
    let proposal = propose(sightings, &loaded.compiled.people, &loaded.config.words);
    let mode = how.mode();
    let mut by_contact: BTreeMap<ContactIndex, Vec<&ProposedLine>> = BTreeMap::new();
    for line in &proposal.lines {
        by_contact.entry(line.contact).or_default().push(line);
    }
    let progress = Progress::of("working out lines", by_contact.len(), Wanted::from(meaning).watching);
    let (mut changed, mut refused) = (Vec::new(), Vec::new());
    for (contact, lines) in by_contact {
        match write_lines(meaning, &loaded, contact, &lines, mode) {
            Ok(note) if note.lines.is_empty() => {}
            Ok(note) => changed.push(note),
            Err(failure) => refused.push(failure),
        }
        progress.step();
    }
    progress.finish();
    Ok(Outcome { how, seen, proposal, changed, refused }.report(meaning))
}

/// The number of messages or events read, in words, how many were left out for which reason, and which could not be
/// read.
#[derive(Debug, Default)]
struct SeenWords {
    what: String,
    left_out: Vec<(usize, &'static str)>,
    unread: Vec<Unread>,
}

impl HarvestHow {
    /// Lines are written with `--write`, unless `--dry-run` is given too.
    fn mode(&self) -> Mode {
        if self.write && !self.dry_run { Mode::Write } else { Mode::DryRun }
    }
}

fn own(how: &HarvestHow, loaded: &Loaded) -> Own {
    let configured = if how.me.is_empty() { &loaded.config.me.emails } else { &how.me };
    let addresses = configured.iter().map(|address| address.trim().to_lowercase()).collect();
    Own { addresses, today: loaded.today.day, since: how.since }
}

fn from_mail(
    found: &HarvestMail,
    loaded: &Loaded,
    meaning: &Meaning,
) -> Result<(SeenWords, Vec<Sighting>), Failure> {
    let own = own(&found.how, loaded);
    if own.addresses.is_empty() {
        return Err(Failure::new("your own addresses are not known, so followup cannot tell who wrote to whom")
            .help("add them to followup.yaml, `me: {email: [you@home.example]}`, or name them with `--me you@home.example`"));
    }
    let (mut total, mut sightings) = (0, Vec::new());
    let mut left_out: BTreeMap<mail::Reason, usize> = BTreeMap::new();
    let mut unread = Vec::new();
    let mut unreadable = 0;
    for path in &found.paths {
        let mailboxes = find(path)?;
        *left_out.entry(mail::Reason::Unsent).or_default() += mailboxes.unsent;
        unreadable += mailboxes.unreadable.len();
        unread.extend(mailboxes.unreadable.iter().map(|path| Unread::of(path, None, "")));
        total += mailboxes.unsent;
        let read = |headers: &[u8]| match mail::read(headers, &own) {
            incomplete @ Seen::LeftOut(mail::Reason::Incomplete) => (incomplete, mail::subject(headers)),
            seen => (seen, String::new()),
        };
        for Message { path, line, read } in read_headers(&mailboxes, Wanted::from(meaning).watching, read) {
            total += 1;
            match read {
                Some((Seen::Mail(found), _)) => sightings.extend(found),
                Some((Seen::LeftOut(reason), subject)) => {
                    *left_out.entry(reason).or_default() += 1;
                    if reason == mail::Reason::Incomplete {
                        unread.push(Unread::of(path, line, &subject));
                    }
                }
                None => {
                    unreadable += 1;
                    unread.push(Unread::of(path, line, ""));
                }
            }
        }
    }
    let mut left_out: Vec<(usize, &'static str)> =
        left_out.into_iter().map(|(reason, number)| (number, reason.name())).collect();
    left_out.push((unreadable, "that could not be read"));
    Ok((SeenWords { what: count(total, "message"), left_out, unread }, sightings))
}

fn from_calendars(found: &HarvestCalendar, loaded: &Loaded) -> Result<(SeenWords, Vec<Sighting>), Failure> {
    let own = own(&found.how, loaded);
    let Config { timezone, words, .. } = &loaded.config;
    let wanted = calendar::Wanted { own: &own, zone: timezone.as_deref(), words };
    let (mut all, mut unread) = (Events::default(), Vec::new());
    for path in &found.paths {
        let octets = export(path, "name the .ics file that your calendar program exported")?;
        let events = caught(|| calendar::read(&octets, wanted))
            .map_err(|slip| {
                let shown = path.display();
                let said = slip.describe();
                Failure::new(format!("`{shown}` made followup fail; this is a bug: {said}")).help(format!(
                    "please report this line, with `{PROGRAM}`; the calendar itself is not needed"
                ))
            })?
            .ok_or_else(|| {
                Failure::new(format!("`{}` is not a calendar", path.display()))
                    .help("a calendar begins with BEGIN:VCALENDAR; export it as .ics")
            })?;
        all.looked_at += events.looked_at;
        all.sightings.extend(events.sightings);
        unread.extend(events.unread.iter().map(|event| Unread::of(path, Some(event.line), &event.title)));
        for (reason, number) in events.left_out {
            *all.left_out.entry(reason).or_default() += number;
        }
    }
    let left_out = all.left_out.into_iter().map(|(reason, number)| (number, reason.name())).collect();
    Ok((SeenWords { what: count(all.looked_at, "event"), left_out, unread }, all.sightings))
}

/// An edited note, with its new lines.
struct Changed {
    edited: Edited,
    lines: Vec<(Day, String)>,
}

/// Adds the lines of one contact to its note, the oldest first, in one change.
fn write_lines(
    meaning: &Meaning,
    loaded: &Loaded,
    contact: ContactIndex,
    lines: &[&ProposedLine],
    mode: Mode,
) -> Result<Changed, Failure> {
    let reader = loaded.reader();
    let path = &loaded.contact(contact).path;
    let mut told = Vec::new();
    let edited = edit(&meaning.vault, path, mode, &mut |bytes: &[u8]| -> Result<Change, Refused> {
        told.clear();
        let mut new = bytes.to_vec();
        let mut first = None;
        // Another run may have written some of them meanwhile.
        let logged = Logged::of(&reader, path, bytes);
        let is_new =
            |line: &&&ProposedLine| !logged.says(line.day, &line.text) && !logged.says(line.day, line.bare);
        let lines: Vec<&ProposedLine> = lines.iter().filter(is_new).copied().collect();
        let mut rest = lines.as_slice();
        while let [line, others @ ..] = rest {
            let next = others.iter().map(|line| new_line(line, &line.text));
            let (text, change, more) = match log_lines(&reader, path, &new, new_line(line, &line.text), next)
            {
                Ok((change, more)) => (line.text.clone(), change, more),
                Err(_) => {
                    (line.bare.to_owned(), log_line(&reader, path, &new, new_line(line, line.bare))?, 0)
                }
            };
            first = Some(first.unwrap_or(change.line).min(change.line));
            told.push((line.day, text));
            told.extend(others.iter().take(more).map(|line| (line.day, line.text.clone())));
            (new, rest) = (change.new, others.get(more..).unwrap_or_default());
        }
        Ok(Change { new, line: first.unwrap_or(1) })
    })?;
    Ok(Changed { edited, lines: told })
}

fn new_line<'a>(line: &ProposedLine, text: &'a str) -> NewLine<'a> {
    NewLine { among: line.among, ..NewLine::typed(Words { day: line.day, text }) }
}

struct Outcome<'a> {
    how: &'a HarvestHow,
    seen: SeenWords,
    proposal: Proposal,
    changed: Vec<Changed>,
    refused: Vec<Failure>,
}

impl Outcome<'_> {
    fn report(&self, meaning: &Meaning) -> Report {
        let status = if self.refused.is_empty() { Status::Done } else { Status::Faulty };
        let mut report = Report { status, ..Report::default() };
        for failure in &self.refused {
            report.stderr.push_str(&Report::failed(failure, false).stderr);
        }
        if meaning.form == Form::Json {
            report.stdout = self.json();
            return report;
        }
        for note in &self.changed {
            report.stdout.push_str(&self.shown(note));
        }
        if meaning.loudness != Loudness::Quiet {
            report.stderr.push_str(&self.summary());
        }
        report
    }

    fn lines(&self) -> usize {
        self.changed.iter().map(|note| note.lines.len()).sum()
    }

    fn json(&self) -> String {
        let lines = self.changed.iter().flat_map(|note| {
            let path = note.edited.path.as_str();
            note.lines.iter().map(move |(day, text)| object! { path: path, day: day, text: text })
        });
        let left_out = self.seen.left_out.iter().map(|(number, reason)| (*reason, *number));
        let strangers = self.proposal.strangers.iter();
        let strangers = strangers.map(|(address, seen)| object! { address: address, seen: seen });
        to_json(&object! {
            written: self.how.mode() == Mode::Write,
            lines: lines.collect::<Vec<_>>(),
            there: self.proposal.there,
            left_out: left_out.collect::<BTreeMap<_, _>>(),
            unread: &self.seen.unread,
            strangers: strangers.collect::<Vec<_>>(),
            shared_addresses: &self.proposal.shared,
            refused: self.refused.len(),
        })
    }

    /// Returns the new lines of a note; with `--dry-run`, as a diff with their context.
    fn shown(&self, note: &Changed) -> String {
        let path = note.edited.path.as_str();
        if self.how.dry_run {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            return unified(path, Some(&text(&note.edited.before)), &text(&note.edited.after));
        }
        let mut text = format!("{}\n", safe(path));
        for (day, words) in &note.lines {
            let _ = writeln!(text, "  + {day} {}", safe(words));
        }
        text
    }

    fn summary(&self) -> String {
        let mut text = String::new();
        let left_out = match each(self.seen.left_out.iter().copied()) {
            left_out if left_out.is_empty() => String::new(),
            left_out => format!("; left out: {}", left_out.join(", ")),
        };
        let _ = writeln!(text, "{} looked at{left_out}", self.seen.what);
        text.push_str(&unread::listed(&self.seen.unread));
        for address in &self.proposal.shared {
            let _ = writeln!(text, "{} is in several notes; its lines were left out", safe(address));
        }
        self.strangers(&mut text);
        let written = self.how.mode() == Mode::Write;
        let done = if written { "written to" } else { "missing in" };
        let there = match self.proposal.there {
            0 => String::new(),
            number => format!("; {number} there already"),
        };
        let _ = writeln!(
            text,
            "{} {done} {}{there}",
            count(self.lines(), "line"),
            count(self.changed.len(), "note")
        );
        let next = match (written, self.lines()) {
            (_, 0) | (true, _) => "followup build",
            (false, _) if self.how.write => "the same without --dry-run writes them",
            (false, _) => "the same with --write writes them",
        };
        let _ = writeln!(text, "next: {next}");
        text
    }

    fn strangers(&self, text: &mut String) {
        let often: Vec<&(String, usize)> =
            self.proposal.strangers.iter().filter(|(_, seen)| *seen > 1).collect();
        if let [first, ..] = often.as_slice() {
            let named: Vec<String> = often
                .iter()
                .take(MOST_STRANGERS)
                .map(|(address, seen)| format!("{} ({seen})", safe(address)))
                .collect();
            let more = often.len().saturating_sub(MOST_STRANGERS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let _ = writeln!(text, "seen more than once and in no note: {}{more}", named.join(", "));
            let _ = writeln!(text, "  to include one of them, write a note with `email: {}`", safe(&first.0));
        }
    }
}
