//! Renders one line of Markdown from a note: as HTML for the pages, as plain text for calendar and mail.

use super::Kept;
use super::html::Html;
use super::url::linkable;
use crate::core::day::Day;
use crate::core::output::when::{Piece, pieces, time};
use crate::core::text::{clip, on_one_line};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::fmt::Write;

/// Maximum number of characters of a line that an output shows.
const MOST_SHOWN: usize = 300;

/// Renders one line of Markdown as HTML. Emphasis and code stay, links only with an allowed scheme;
/// images become links, raw HTML becomes text, and wikilinks their display text.
pub fn html(text: &str) -> String {
    rendered(text, None)
}

/// Renders as [`html`] does, with each day such as `2026-11-24` in words relative to `today`.
pub fn html_with_days(text: &str, today: Day) -> String {
    rendered(text, Some(today))
}

/// Renders a line. ISO days are in everyday words relative to `today`, in a `<time>` element, if there is one.
fn rendered(text: &str, today: Option<Day>) -> String {
    let line = shown(text);
    let mut html = String::with_capacity(line.len() + 16);
    let Some(events) = inline_events(&line) else {
        push_words_with_links(&mut html, &line, today);
        return html;
    };
    let mut open_links = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let url = linkable(&dest_url).filter(|_| !matches!(link_type, LinkType::WikiLink { .. }));
                open(&mut html, url.as_deref());
                open_links.push(url.is_some());
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let url = linkable(&dest_url);
                open(&mut html, url.as_deref());
                html.push_str("image: ");
                open_links.push(url.is_some());
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if open_links.pop() == Some(true) {
                    html.push_str("</a>");
                }
            }
            Event::Start(tag) => html.push_str(element(&tag.to_end(), Side::Start)),
            Event::End(tag) => html.push_str(element(&tag, Side::End)),
            Event::Code(code) => {
                let _ = write!(html, "<code>{}</code>", Html(&code));
            }
            // HTML does not nest links: an address inside a link stays text.
            Event::Text(text) if open_links.contains(&true) => {
                let _ = write!(html, "{}", Html(&text));
            }
            Event::Text(text) => push_words_with_links(&mut html, &text, today),
            other => {
                let _ = write!(html, "{}", Html(words(&other)));
            }
        }
    }
    html
}

/// Appends plain text as HTML, with bare web addresses as links.
fn push_words_with_links(html: &mut String, text: &str, today: Option<Day>) {
    let mut rest = text;
    while let Some((before, address, after)) = next_address(rest) {
        push_words(html, before, today);
        let url = linkable(address);
        open(html, url.as_deref());
        let _ = write!(html, "{}", Html(address));
        html.push_str(if url.is_some() { "</a>" } else { "" });
        rest = after;
    }
    push_words(html, rest, today);
}

/// Splits a text at its first bare web address, which begins a word. Punctuation at its end belongs to the
/// sentence.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let starts = text.match_indices("http").map(|(at, _)| at);
    let at = starts.into_iter().find(|at| {
        let (before, from) = text.split_at_checked(*at).unwrap_or((text, ""));
        let begins = before.chars().next_back().is_none_or(|letter| letter.is_whitespace() || letter == '(');
        begins && (from.starts_with("https://") || from.starts_with("http://"))
    })?;
    let (before, from) = text.split_at_checked(at)?;
    let end =
        from.find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter)).unwrap_or(from.len());
    let address = from.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
    Some((before, address, from.get(address.len()..)?))
}

fn push_words(html: &mut String, text: &str, today: Option<Day>) {
    let Some(today) = today else {
        let _ = write!(html, "{}", Html(text));
        return;
    };
    for piece in pieces(text, today) {
        match piece {
            Piece::Words(words) => _ = write!(html, "{}", Html(words)),
            Piece::Day(day, words) => html.push_str(&time(day, &words)),
        }
    }
}

/// Returns one line of Markdown as plain text.
pub fn plain(text: &str) -> Cow<'_, str> {
    let line = shown(text);
    let Some(events) = inline_events(&line) else { return line };
    let mut plain = String::with_capacity(line.len());
    for event in events {
        plain.push_str(words(&event));
    }
    Cow::Owned(on_one_line(Cow::Owned(plain)).into_owned())
}

/// Returns a text on one line, clipped to the length that outputs show.
fn shown(text: &str) -> Cow<'_, str> {
    match on_one_line(Cow::Borrowed(text)) {
        Cow::Borrowed(line) => clip(line, MOST_SHOWN),
        Cow::Owned(line) => Cow::Owned(clip(&line, MOST_SHOWN).into_owned()),
    }
}

/// Whether a line is certainly a paragraph without markup, as most are. Such lines are not parsed.
fn is_words(line: &str) -> bool {
    begins_paragraph(line) && are_words(line)
}

/// Whether a line certainly begins a paragraph. No block begins with a non-ASCII character either, and a line
/// has no white space at its start.
fn begins_paragraph(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphabetic() || !first.is_ascii())
}

/// Whether all bytes of a text mean nothing inside a paragraph: letters, digits, and most of the signs.
fn are_words(text: &str) -> bool {
    const WORDS: Kept = Kept::all_but(b"!&*<=>[\\]^_`{|}~");
    text.bytes().all(|byte| !byte.is_ascii() || WORDS.has(byte))
}

/// Reads a line of words and wikilinks, the most common markup: the words, and what the links show. Returns
/// `None` for all other lines, which are parsed.
fn words_and_wikilinks(line: &str) -> Option<Vec<Event<'_>>> {
    let text = |words| Event::Text(CowStr::Borrowed(words));
    let mut texts = Vec::new();
    let mut rest = line;
    while let Some((before, from)) = rest.split_once("[[") {
        let (link, after) = from.split_once("]]")?;
        let (target, shown) = link.split_once('|').unwrap_or((link, link));
        if target.is_empty() || ![before, target, shown].into_iter().all(are_words) {
            return None;
        }
        texts.extend([text(before), text(shown)]);
        rest = after;
    }
    texts.push(text(rest));
    (begins_paragraph(line) && are_words(rest)).then_some(texts)
}

/// Parses a line that is one paragraph. Returns `None` for plain words and other blocks, which are shown as
/// written.
fn inline_events(line: &str) -> Option<Vec<Event<'_>>> {
    if is_words(line) {
        return None;
    }
    if let Some(texts) = words_and_wikilinks(line) {
        return Some(texts);
    }
    let mut events = parsed(line);
    let paragraph = matches!(events.first(), Some(Event::Start(Tag::Paragraph)))
        && matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
    if !paragraph {
        return None;
    }
    events.pop();
    events.remove(0);
    Some(events)
}

fn parsed(line: &str) -> Vec<Event<'_>> {
    Parser::new_ext(line, Options::ENABLE_WIKILINKS | Options::ENABLE_STRIKETHROUGH).collect()
}

enum Side {
    Start,
    End,
}

/// Returns the HTML tag of the Markdown elements that may appear on a page, apart from links and code.
fn element(tag: &TagEnd, side: Side) -> &'static str {
    match (tag, side) {
        (TagEnd::Emphasis, Side::Start) => "<em>",
        (TagEnd::Emphasis, Side::End) => "</em>",
        (TagEnd::Strong, Side::Start) => "<strong>",
        (TagEnd::Strong, Side::End) => "</strong>",
        (TagEnd::Strikethrough, Side::Start) => "<s>",
        (TagEnd::Strikethrough, Side::End) => "</s>",
        _ => "",
    }
}

fn open(html: &mut String, url: Option<&str>) {
    if let Some(url) = url {
        let _ = write!(html, "<a href=\"{}\" rel=\"noreferrer noopener\">", Html(url));
    }
}

fn words<'a>(event: &'a Event<'_>) -> &'a str {
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markdown_of_notes_is_shown_and_nothing_runs() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(html(text), expected);
        }
        case("likes **vinyl** and `jazz`", "likes <strong>vinyl</strong> and <code>jazz</code>");
        case("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        case("a <img src=x onerror=y> b", "a &lt;img src=x onerror=y&gt; b");
        case("[x](javascript:alert(1))", "x");
        case(
            "[x](https://e.org/\"><script>)",
            "<a href=\"https://e.org/%22%3E%3Cscript%3E\" rel=\"noreferrer noopener\">x</a>",
        );
        case("[x](https://e.org/a)", "<a href=\"https://e.org/a\" rel=\"noreferrer noopener\">x</a>");
        case(
            "![alt](https://e.org/a.png)",
            "<a href=\"https://e.org/a.png\" rel=\"noreferrer noopener\">image: alt</a>",
        );
        case("with [[Ben Kay|Ben]] and [[Zoë]]", "with Ben and Zoë");
        case("[[javascript:alert(1)|x]]", "x");
        case("# not a heading", "# not a heading");
        case("- [ ] not a task", "- [ ] not a task");
        case("one\n\n<div>\n\ntwo", "one &lt;div&gt; two");
        case("<div onclick=x>", "&lt;div onclick=x&gt;");
        case(
            "see https://e.org/a?b=c&d, now",
            "see <a href=\"https://e.org/a?b=c&amp;d\" rel=\"noreferrer noopener\">https://e.org/a?b=c&amp;d</a>, now",
        );
        case(
            "xhttps://e.org and https:// and http",
            "xhttps://e.org and <a href=\"https://\" rel=\"noreferrer noopener\">https://</a> and http",
        );
        case(
            "[https://a.example](https://b.example)",
            "<a href=\"https://b.example\" rel=\"noreferrer noopener\">https://a.example</a>",
        );
    }

    #[test]
    fn days_are_shown_in_words_with_the_date() {
        let today = Day::from_iso("2026-11-24").unwrap();
        assert_eq!(
            html_with_days("they wrote on 2026-11-23, https://e.org/2026-11-23/x", today),
            "they wrote <time datetime=\"2026-11-23\" title=\"Monday, 23 November 2026\">yesterday<i> \
             (23 November 2026)</i></time>, <a href=\"https://e.org/2026-11-23/x\" \
             rel=\"noreferrer noopener\">https://e.org/2026-11-23/x</a>"
        );
    }

    proptest! {
        #[test]
        fn words_are_one_text_to_the_parser(line in "[a-zA-Zé王→м김]([a-z0-9 ,.():;/'\"?#$%+@é→-]|http://|://|- |\\. ){0,24}") {
            let line = shown(&line).into_owned();
            prop_assert!(is_words(&line));
            prop_assert_eq!(parsed(&line), [
                Event::Start(Tag::Paragraph),
                Event::Text(line.as_str().into()),
                Event::End(TagEnd::Paragraph),
            ]);
        }

        #[test]
        fn wikilinks_are_read_as_by_the_parser(
            line in "[a-zé王]([a-z,.():#$%+@é ]{0,3}(\\[\\[[a-z/.#:é ]{1,4}(\\|[a-z.(:é ]{0,3})?\\]\\]|\\[|\\]|\\|){0,2}){0,5}",
        ) {
            let line = shown(&line).into_owned();
            let only_texts = |events: Vec<Event<'_>>| -> Vec<String> {
                let texts = events.iter().map(words).filter(|words| !words.is_empty());
                texts.map(str::to_owned).collect()
            };
            if let Some(texts) = words_and_wikilinks(&line) {
                let events = parsed(&line);
                let shown_as_text = |event: &Event<'_>| match event {
                    Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph | TagEnd::Link) => true,
                    Event::Start(Tag::Link { link_type, .. }) => matches!(link_type, LinkType::WikiLink { .. }),
                    _ => false,
                };
                prop_assert!(events.iter().all(shown_as_text), "{:?}", events);
                prop_assert_eq!(only_texts(texts), only_texts(events));
            }
        }
    }

    #[test]
    fn plain_text_has_no_markup() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(plain(text), expected);
        }
        case("likes **vinyl**, [[Ben Kay|Ben]]", "likes vinyl, Ben");
        case("[site](https://e.org) `code` ~~no~~", "site code no");
        case("a\u{202e}b\r\nc", "a b c");
        case("", "");
    }
}
