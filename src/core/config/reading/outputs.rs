//! Keys about the outputs: the feed, the review block, drafts, the page, and links to notes.

use super::calendar::{WEEKDAYS, weekday};
use super::level::{Level, Pass};
use super::values::{Reading, is_off, update};
use crate::core::config::outputs::{Detail, Drafts, Feed, MaxWords, NoteUrl, OverdueOn, Page, ReviewBlock};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Value};
use crate::core::output::escape::url::{NOTE_SCHEMES, linkable_note};
use crate::core::text::{fold, is_control, is_digits, list_in_ticks};

impl Level for Feed {
    const NAME: &'static str = "`feed`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.choice("detail", &mut self.detail, DETAILS);
        pass.choice("overdue", &mut self.overdue, OVERDUE);
        pass.at(
            "watchdog",
            &mut self.watchdog,
            |days, node, reading| update(days, if is_off(node) { Some(0) } else { reading.days(node, 1) }),
            |days| if *days == 0 { Shown::text("off") } else { days.shown() },
        );
        pass.maybe("name", &mut self.name, |reading, node| reading.text(node, "a name"));
        pass.maybe("alarm", &mut self.alarm, |reading, node| {
            if is_off(node) { None } else { reading.minutes(node, 0..=40_320) }
        });
        pass.maybe("file", &mut self.file, Reading::calendar_name);
        pass.key("max-events", &mut self.max_events, |reading, node| reading.amount(node, 1..=100_000));
    }
}

/// The values of `detail`.
const DETAILS: &[(&str, Detail)] =
    &[("busy", Detail::Busy), ("initials", Detail::Initials), ("name", Detail::Name), ("full", Detail::Full)];

/// The values of `overdue`.
const OVERDUE: &[(&str, OverdueOn)] = &[("today", OverdueOn::Today), ("keep", OverdueOn::Due)];

/// Reads `off`, `on`, a weekday, or a map of day, time and length.
pub(super) fn review(reading: &mut Reading<'_>, node: &Node) -> Option<ReviewBlock> {
    // Monday morning, before the week fills up.
    let mut block = ReviewBlock { weekday: 0, at: (9, 0), minutes: 30 };
    match node.as_text() {
        Some(_) if is_off(node) => return None,
        Some(text) if matches!(fold(text).as_str(), "on" | "yes" | "true") => {}
        Some(_) => update(&mut block.weekday, review_day(reading, node)),
        None => reading.level(&mut block, node),
    }
    Some(block)
}

impl Level for ReviewBlock {
    const NAME: &'static str = "`review`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        let name = |day: &u32| WEEKDAYS.get(usize::try_from(*day).ok()?).map(|name| (*name).to_owned());
        pass.at(
            "day",
            &mut self.weekday,
            |day, node, reading| update(day, review_day(reading, node)),
            |day| name(day).shown(),
        );
        pass.at(
            "at",
            &mut self.at,
            |at, node, reading| {
                update(at, reading.parsed(node, "a time of day", "write it as `09:00`", time));
            },
            |(hour, minute)| Shown::Text(format!("{hour:02}:{minute:02}")),
        );
        pass.key("minutes", &mut self.minutes, |reading, node| reading.minutes(node, 5..=480));
    }
}

fn review_day(reading: &mut Reading<'_>, node: &Node) -> Option<u32> {
    reading.parsed(node, "a weekday", "write a weekday such as `fri`, or `off`", |text| {
        u32::try_from(weekday(text)?).ok()
    })
}

fn time(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(':')?;
    let part = |text: &str, most: u32| {
        let digits = (1..=2).contains(&text.len()) && is_digits(text);
        text.parse::<u32>().ok().filter(|number| digits && *number <= most)
    };
    Some((part(hour, 23)?, part(minute, 59).filter(|_| minute.len() == 2)?))
}

impl Level for Drafts {
    const NAME: &'static str = "`drafts`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.at("formats", self, formats, |drafts| {
            let formats = [("eml", drafts.eml), ("md", drafts.markdown)];
            let written = formats.into_iter().filter(|(_, written)| *written);
            Shown::List(written.map(|(name, _)| Shown::text(name)).collect())
        });
        pass.key("max", &mut self.max, |reading, node| reading.amount(node, 0..=10_000));
        pass.at("max-words", &mut self.max_words, max_words, |words| {
            let channels = words.channels.iter().map(|(channel, words)| (channel.name(), words));
            let all = std::iter::once(("default", &words.default)).chain(channels);
            Shown::Map(all.map(|(name, words)| (name.to_owned(), words.shown())).collect())
        });
    }
}

/// Reads a list of `eml` and `md`, or `off`.
fn formats(drafts: &mut Drafts, node: &Node, reading: &mut Reading<'_>) {
    const FORMATS: &[(&str, &str)] = &[("eml", "eml"), ("md", "md"), ("markdown", "md")];
    let formats = match is_off(node) {
        true => Vec::new(),
        false => reading.list(node, |reading, item| reading.choice(item, FORMATS)),
    };
    drafts.eml = formats.contains(&"eml");
    drafts.markdown = formats.contains(&"md");
}

/// Reads one number for all channels without their own, or a map by channel.
fn max_words(words: &mut MaxWords, node: &Node, reading: &mut Reading<'_>) {
    let number = |reading: &mut Reading<'_>, node: &Node| reading.amount(node, 10..=10_000);
    if !matches!(node.value, Value::Map(_)) {
        return update(&mut words.default, number(reading, node));
    }
    for pair in reading.pairs(node, "`max-words`", fold) {
        if pair.node.value == Value::Null {
            continue;
        }
        let Some(number) = number(reading, &pair.node) else { continue };
        if fold(&pair.key) == "default" {
            words.default = number;
        } else if let Some(channel) = reading.channel(&pair.key_node) {
            words.channels.insert(channel, number);
        }
    }
}

impl Level for Page {
    const NAME: &'static str = "`page`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.key("max", &mut self.max, |reading, node| reading.amount(node, 1..=100_000));
    }
}

/// Reads `obsidian` or a pattern with `{path}`.
pub(super) fn note_url(reading: &mut Reading<'_>, node: &Node) -> Option<NoteUrl> {
    let schemes = list_in_ticks(NOTE_SCHEMES, "or");
    let help = format!(
        "write `obsidian`, or a pattern such as `https://github.com/ada/vault/blob/main/{{path}}`; it begins with {schemes}"
    );
    reading.parsed(node, "a pattern of links to notes", &help, |text| {
        if fold(text) == "obsidian" {
            return Some(NoteUrl::Obsidian);
        }
        is_link(text).then(|| NoteUrl::Pattern(text.to_owned()))
    })
}

/// Whether the text is a URL that may lead to a note, with `{path}` as its only placeholder.
fn is_link(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("://") else { return false };
    let odd = |letter: char| letter.is_whitespace() || is_control(letter) || "\"'<>`{}\\".contains(letter);
    linkable_note(text).is_some() && rest.contains("{path}") && !rest.replace("{path}", "").contains(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_urls_are_checked() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(is_link(text), expected, "{text}");
        }
        case("https://github.com/ada/vault/blob/main/{path}", true);
        case("obsidian://open?file={path}", true);
        case("file:///home/ada/{path}", true);
        case("VSCode://file/home/ada/{path}", true);
        case("gopher://example.org/{path}", false);
        case("data:text/html,{path}", false);
        case("https://example.org/", false);
        case("javascript://x/{path}", false);
        case("https://example.org/{path}?v={vault}", false);
        case("https://example.org/\"{path}", false);
        case("{path}", false);
    }

    #[test]
    fn times_of_day_are_read() {
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
