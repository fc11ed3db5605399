//! Markdown of notes: as HTML for the page, and as plain words for calendar and mail.

use super::html::Html;
use super::url::linkable;
use crate::core::text::{clip, one_line};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write;

/// Characters of one note line that an output shows.
const MOST_SHOWN: usize = 300;

/// One line of Markdown as HTML: emphasis and code stay, links only with a harmless
/// scheme, images as links, raw HTML as text, wikilinks as the words they show.
pub fn html(text: &str) -> String {
    let line = shown(text);
    let Some(events) = inline_events(&line) else { return Html(&line).to_string() };
    let mut html = String::with_capacity(line.len() + 16);
    let mut open_links = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let url = linkable(&dest_url)
                    .filter(|_| !matches!(link_type, pulldown_cmark::LinkType::WikiLink { .. }));
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
            other => {
                let _ = write!(html, "{}", Html(words(&other)));
            }
        }
    }
    html
}

/// One line of Markdown as plain words.
pub fn plain(text: &str) -> String {
    let line = shown(text);
    let Some(events) = inline_events(&line) else { return line };
    let mut plain = String::with_capacity(line.len());
    for event in events {
        plain.push_str(words(&event));
    }
    one_line(&plain)
}

fn shown(text: &str) -> String {
    clip(&one_line(text), MOST_SHOWN).into_owned()
}

/// The events of a line that is one paragraph; any other block is taken as written.
fn inline_events(line: &str) -> Option<Vec<Event<'_>>> {
    let options = Options::ENABLE_WIKILINKS | Options::ENABLE_STRIKETHROUGH;
    let mut events: Vec<Event<'_>> = Parser::new_ext(line, options).collect();
    let paragraph = matches!(events.first(), Some(Event::Start(Tag::Paragraph)))
        && matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
    if !paragraph {
        return None;
    }
    events.pop();
    events.remove(0);
    Some(events)
}

enum Side {
    Start,
    End,
}

/// The only elements that notes bring to the page, apart from links and code.
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
    }

    #[test]
    fn plain_words_have_no_markup() {
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
