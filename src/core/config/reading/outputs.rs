//! What is written: the feed, the review block, drafts, the page, links to notes.

use super::calendar::weekday;
use super::values::{Reading, Row, give, is_off};
use crate::core::config::model::{Config, Detail, Drafts, Feed, NoteUrl, OverdueOn, ReviewBlock};
use crate::core::config::tree::{Node, Value};
use crate::core::text::{fold, is_control};

pub(super) const FEED: &[Row<Feed>] = &[
    ("detail", |feed, node, reading| give(&mut feed.detail, reading.choice(node, DETAILS))),
    ("overdue", |feed, node, reading| give(&mut feed.overdue, reading.choice(node, OVERDUE))),
    ("watchdog", |feed, node, reading| {
        let days = if is_off(node) { Some(0) } else { reading.days(node, 1) };
        give(&mut feed.watchdog, days);
    }),
    ("name", |feed, node, reading| feed.name = reading.text(node, "a name")),
    ("alarm", |feed, node, reading| {
        feed.alarm = if is_off(node) { None } else { reading.minutes(node, 0..=40_320) };
    }),
    ("file", |feed, node, reading| feed.file = reading.calendar_name(node)),
    ("max-events", |feed, node, reading| give(&mut feed.max_events, reading.amount(node, 1..=100_000))),
];

/// How much a feed tells, by name.
pub(in crate::core::config) const DETAILS: &[(&str, Detail)] =
    &[("busy", Detail::Busy), ("initials", Detail::Initials), ("name", Detail::Name), ("full", Detail::Full)];

/// Where overdue items stand, by name.
pub(in crate::core::config) const OVERDUE: &[(&str, OverdueOn)] =
    &[("today", OverdueOn::Today), ("keep", OverdueOn::Due)];

/// `off`, `on`, a weekday, or a map of day, time and length.
pub(super) fn review(node: &Node, reading: &mut Reading<'_>) -> Option<ReviewBlock> {
    // The first half hour of the week, before it fills up.
    let mut block = ReviewBlock { weekday: 0, at: (9, 0), minutes: 30 };
    match node.as_text() {
        Some(_) if is_off(node) => return None,
        Some(text) if matches!(fold(text).as_str(), "on" | "yes" | "true") => {}
        Some(_) => review_day(&mut block, node, reading),
        None => reading.fill(&mut block, node, "`review`", REVIEW),
    }
    Some(block)
}

const REVIEW: &[Row<ReviewBlock>] = &[
    ("day", review_day),
    ("at", |block, node, reading| {
        let read = reading.parsed(node, "a time of day", "write it as `09:00`", time);
        give(&mut block.at, read);
    }),
    ("minutes", |block, node, reading| give(&mut block.minutes, reading.minutes(node, 5..=480))),
];

fn review_day(block: &mut ReviewBlock, node: &Node, reading: &mut Reading<'_>) {
    let read = reading.parsed(node, "a weekday", "write a weekday such as `fri`, or `off`", |text| {
        u32::try_from(weekday(text)?).ok()
    });
    give(&mut block.weekday, read);
}

fn time(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(':')?;
    let part = |text: &str, most: u32| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| digits && *number <= most)
    };
    Some((part(hour, 23)?, part(minute, 59).filter(|_| minute.len() == 2)?))
}

pub(super) const DRAFTS: &[Row<Drafts>] = &[
    ("formats", formats),
    ("max", |drafts, node, reading| give(&mut drafts.max, reading.amount(node, 0..=10_000))),
    ("max-words", max_words),
];

/// A list of `eml` and `md`, or `off`.
fn formats(drafts: &mut Drafts, node: &Node, reading: &mut Reading<'_>) {
    let formats = match is_off(node) {
        true => Vec::new(),
        false => reading.list(node, |reading, item| {
            reading.choice(
                item,
                &[("eml", Format::Eml), ("md", Format::Markdown), ("markdown", Format::Markdown)],
            )
        }),
    };
    drafts.eml = formats.contains(&Format::Eml);
    drafts.markdown = formats.contains(&Format::Markdown);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Eml,
    Markdown,
}

/// One number for all messages but the short channels, or a map of channels.
fn max_words(drafts: &mut Drafts, node: &Node, reading: &mut Reading<'_>) {
    let words = |reading: &mut Reading<'_>, node: &Node| reading.amount(node, 10..=10_000);
    if !matches!(node.value, Value::Map(_)) {
        return give(&mut drafts.max_words.default, words(reading, node));
    }
    for pair in reading.pairs(node, "`max-words`", fold) {
        if pair.node.value == Value::Null {
            continue;
        }
        let Some(number) = words(reading, &pair.node) else { continue };
        if fold(&pair.key) == "default" {
            drafts.max_words.default = number;
        } else if let Some(channel) = reading.channel(&pair.key_node) {
            drafts.max_words.channels.insert(channel, number);
        }
    }
}

pub(super) const PAGE: &[Row<Config>] =
    &[("max", |config, node, reading| give(&mut config.page_max, reading.amount(node, 1..=100_000)))];

/// `obsidian`, or a pattern with `{path}`.
pub(super) fn note_url(node: &Node, reading: &mut Reading<'_>) -> Option<NoteUrl> {
    let help = "write `obsidian`, or such as `https://github.com/ada/vault/blob/main/{path}`";
    reading.parsed(node, "a pattern of links to notes", help, |text| {
        if fold(text) == "obsidian" {
            return Some(NoteUrl::Obsidian);
        }
        is_link(text).then(|| NoteUrl::Pattern(text.to_owned()))
    })
}

/// A URL that names a place and runs nothing, with `{path}` as its only placeholder.
fn is_link(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let named = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let runs = ["javascript", "data", "vbscript"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad));
    let odd = |letter: char| letter.is_whitespace() || is_control(letter) || "\"'<>`{}\\".contains(letter);
    named && !runs && rest.contains("{path}") && !rest.replace("{path}", "").contains(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_a_place() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(is_link(text), expected, "{text}");
        }
        case("https://github.com/ada/vault/blob/main/{path}", true);
        case("obsidian://open?file={path}", true);
        case("https://example.org/", false);
        case("javascript://x/{path}", false);
        case("https://example.org/{path}?v={vault}", false);
        case("https://example.org/\"{path}", false);
        case("{path}", false);
    }

    #[test]
    fn times_are_of_a_day() {
        #[track_caller]
        fn case(text: &str, expected: Option<(u32, u32)>) {
            assert_eq!(time(text), expected, "{text}");
        }
        case("16:00", Some((16, 0)));
        case("9:05", Some((9, 5)));
        case("24:00", None);
        case("16:5", None);
        case("+6:00", None);
        case("16", None);
    }
}
