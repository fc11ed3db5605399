//! The calendar feeds: the private one with everything, and the one to publish, with
//! as much as `feed.detail` allows (design 6.3; RFC 5545). Written by hand, read back
//! by another's parser.

mod collect;
mod event;
mod line;
mod own;
mod readback;
mod secret;
#[cfg(test)]
mod tests;
mod who;
mod yearly;

use super::links::Build;
use super::{Fault, Folder, Outputs};
use crate::core::config::model::Detail;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::{count, grouped};
use collect::{Audience, Calendar};
use event::Event;
use line::Lines;

/// Bytes of a feed that every client takes whole.
const MOST_BYTES: usize = 1_000_000;
/// What every feed of ours calls its maker.
const PRODUCT: &str = "-//followup//followup//EN";
/// Keeps well-behaved search engines away from a published feed.
const ROBOTS: &[u8] = b"User-agent: *\nDisallow: /\n";

/// The feeds of a build. They are still to be read back, which the pages need not wait for.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    made: Vec<Made>,
    /// What a limit left out.
    cut: Vec<String>,
    /// What is wrong with them.
    pub(super) problems: Vec<Problem>,
}

#[derive(Debug)]
struct Made {
    folder: Folder,
    path: String,
    bytes: Vec<u8>,
    events: Vec<Event>,
}

/// Makes the private feed, and what is published if that is asked for.
pub(super) fn make(build: &Build<'_>, publish: bool) -> Feeds {
    let mut feeds = Feeds::default();
    let private = Calendar::new(build, Detail::Full, Audience::Owner);
    feeds.add(&private, Folder::Out, "followups.ics");
    if let Some(file) = build.config.feed.file.as_deref().filter(|_| publish) {
        let public = Calendar::new(build, build.config.feed.detail, Audience::Subscribers);
        feeds.add(&public, Folder::Publish, file);
    }
    feeds
}

impl Feeds {
    fn add(&mut self, calendar: &Calendar<'_>, folder: Folder, path: &str) {
        let config = calendar.build.config;
        let (events, cut) = calendar.events();
        let bytes = bytes(calendar, &events);
        let root = match folder {
            Folder::Out => &config.out,
            Folder::Publish => &config.publish,
        };
        let shown = NotePath::new(&format!("{root}/{path}"));
        if cut > 0 {
            let over = format!(
                "{} of {path} over the limit of {}",
                count(cut, "event"),
                grouped(config.feed.max_events)
            );
            let problem = Problem::new(Code::LargeFeed, &shown, over.clone());
            self.problems
                .push(problem.help(fewer_events(folder)).effect("those that rank last were left out"));
            self.cut.push(over);
        }
        if bytes.len() > MOST_BYTES {
            let found = format!("the calendar has {} bytes", grouped(bytes.len()));
            let problem = Problem::new(Code::LargeFeed, &shown, found);
            self.problems.push(problem.help(fewer_bytes(folder)).effect("it was written all the same"));
        }
        self.made.push(Made { folder, path: path.to_owned(), bytes, events });
    }

    /// The files, each read back by another's parser; one that says something else is a fault.
    pub(super) fn checked(self) -> Outputs {
        let Feeds { made, cut, problems } = self;
        let mut outputs = Outputs { cut, problems, ..Outputs::default() };
        let published = made.iter().any(|made| made.folder == Folder::Publish);
        for Made { folder, path, bytes, events } in made {
            match readback::check(&bytes, &events) {
                Ok(()) => outputs.file(folder, path, bytes),
                Err(message) => outputs.faults.push(Fault { path, folder, message }),
            }
        }
        if published {
            outputs.file(Folder::Publish, "robots.txt", ROBOTS.to_vec());
            outputs.file(Folder::Publish, ".nojekyll", Vec::new());
        }
        outputs
    }
}

/// What helps against too many events: the owner's calendar holds private contacts too.
fn fewer_events(folder: Folder) -> String {
    const FAR: &str = "look less far ahead (`horizon:`; yearly dates stay, for 400 days)";
    match folder {
        Folder::Out => format!("raise `max-events` below `feed:`, or {FAR}"),
        Folder::Publish => format!(
            "raise `max-events` below `feed:`, {FAR}, or mark contacts `private: true` that need no calendar"
        ),
    }
}

/// What helps against too many bytes: the owner's calendar always tells everything.
fn fewer_bytes(folder: Folder) -> String {
    let less = if folder == Folder::Publish { " choose a smaller `detail`," } else { "" };
    format!(
        "Google Calendar drops events of a feed over 1 MB: lower `max-events` below `feed:`,{less} or look less far \
         ahead (`horizon:`)"
    )
}

/// Whether a calendar says in its head, before its first event, that followup made it. Its
/// line ends do not count: version control may have changed them.
pub fn is_ours(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let product = |line: &[u8]| line.strip_prefix(b"PRODID:") == Some(PRODUCT.as_bytes());
    lines.next() == Some(b"BEGIN:VCALENDAR".as_slice())
        && lines.take_while(|line| !line.starts_with(b"BEGIN:")).any(product)
}

fn bytes(calendar: &Calendar<'_>, events: &[Event]) -> Vec<u8> {
    let build = calendar.build;
    let name = build.config.feed.name.as_deref().unwrap_or(&build.compiled.agenda.vault);
    let mut lines = Lines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", PRODUCT);
    lines.line("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", name);
    lines.text("NAME", name);
    lines.line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    lines.line("X-PUBLISHED-TTL", "PT12H");
    for event in events {
        event.write(&mut lines);
    }
    lines.line("END", "VCALENDAR");
    lines.into_bytes()
}
