//! Makes the calendar feeds: the private one with full detail, and the one to publish, with as much as
//! `feed.detail` allows (design 6.3; RFC 5545). The finished feeds are read back by the independent
//! `ical` parser.

mod collect;
mod event;
mod line;
mod own;
mod readback;
mod secret;
#[cfg(test)]
mod stamp_tests;
#[cfg(test)]
mod tests;
mod who;
mod yearly;

use super::links::Build;
use super::{Fault, Folder, Outputs, Publish};
use crate::core::config::outputs::Detail;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::{count, grouped};
use collect::{Audience, Calendar};
use event::Event;
use line::Lines;

/// Maximum bytes of a feed that every client reads in full.
const MOST_BYTES: usize = 1_000_000;
/// The `PRODID` of every feed.
const PRODUCT: &str = "-//followup//followup//EN";
/// The `robots.txt` that keeps well-behaved search engines away from a published feed.
const ROBOTS: &[u8] = b"User-agent: *\nDisallow: /\n";

/// The feeds of a build before they are read back, for which the pages need not wait.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    made: Vec<Made>,
    /// Messages for the summary about events that the limit left out.
    cut: Vec<String>,
    /// Problems with the feeds' size.
    pub(super) problems: Vec<Problem>,
}

#[derive(Debug)]
struct Made {
    folder: Folder,
    path: String,
    bytes: Vec<u8>,
    events: Vec<Event>,
}

/// Makes the private feed, and the published one if `publish` is set and `feed.file` is configured.
pub(super) fn make(build: &Build<'_>, publish: Publish) -> Feeds {
    let mut feeds = Feeds::default();
    let private = Calendar::new(build, Detail::Full, Audience::Owner);
    feeds.add(&private, Folder::Out, "followups.ics");
    if let Some(file) = build.config.feed.file.as_deref().filter(|_| publish == Publish::Wanted) {
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
            Folder::Publish => config.publish_folder(),
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

    /// Reads each feed back and returns the files. A feed that does not read back alike is a fault.
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

/// Returns the help for a feed with too many events. Marking contacts private helps only the published feed.
fn fewer_events(folder: Folder) -> String {
    const FAR: &str = "look less far ahead (`horizon:`; yearly dates stay, for 400 days)";
    match folder {
        Folder::Out => format!("raise `max-events` below `feed:`, or {FAR}"),
        Folder::Publish => format!(
            "raise `max-events` below `feed:`, {FAR}, or mark contacts `private: true` that need no calendar"
        ),
    }
}

/// Returns the help for a feed with too many bytes. A smaller detail helps only the published feed.
fn fewer_bytes(folder: Folder) -> String {
    let less = if folder == Folder::Publish { " choose a smaller `detail`," } else { "" };
    format!(
        "Google Calendar drops events of a feed over 1 MB: lower `max-events` below `feed:`,{less} or look less far \
         ahead (`horizon:`)"
    )
}

/// Whether a calendar was made by followup, by the `PRODID` before its first event. The kind of line breaks
/// does not matter, since version control may have changed them.
pub fn is_ours(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let product = |line: &[u8]| line.strip_prefix(b"PRODID:") == Some(PRODUCT.as_bytes());
    lines.next() == Some(b"BEGIN:VCALENDAR".as_slice())
        && lines.take_while(|line| !line.starts_with(b"BEGIN:")).any(product)
}

/// Returns the calendar file with these events.
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
