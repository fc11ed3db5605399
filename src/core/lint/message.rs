//! Reads the message in a file: an `.eml`, a text draft with front matter, or plain text.

use super::flat::Flat;
use super::phrases;
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;
use crate::core::note::front_matter::{split, yaml};
use crate::core::place::Spot;
use crate::core::text::{fold_name, is_one_of};
use mail_parser::{Encoding, MessageParser, MimeHeaders};
use std::cell::OnceCell;

/// A line of the text with its line number in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line number in the file, from 1.
    pub number: u32,
    /// The line without its line break.
    pub text: String,
}

/// The subject of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// There is none and none is needed: a text message, a card, a call, or the channel is unknown.
    Unneeded,
    /// A mail without a subject, with the line to report: that of the empty header, else the first.
    Missing(Spot),
    /// The decoded subject and its position.
    Given(String, Spot),
}

/// The purpose of a message, as far as it decides what the message must contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Anything else: must bring something of value, and a question or a next step.
    Usual,
    /// A reply, or a value, closing or gracious-answer message, which need not ask anything.
    AsksNothing,
    /// A message for a birthday, a yearly date or an event.
    Date,
    /// The note that goes with a connection request on LinkedIn.
    Connection,
}

/// A message to check.
#[derive(Clone, Debug)]
pub struct Message {
    /// The path as the user gave it.
    pub path: String,
    /// The channel, if the file says.
    pub channel: Option<Channel>,
    /// The purpose, by the touch or kind in the front matter, else by the file name.
    pub purpose: Purpose,
    /// The recipient's name, if the file says.
    pub to: Option<String>,
    /// The subject.
    pub subject: Subject,
    /// The text before the sign-off.
    pub body: Vec<Line>,
    /// The sign-off and everything after it.
    pub sign_off: Vec<Line>,
    /// Names of attached files.
    pub attached: Vec<String>,
    /// The normalized body, made when the first rule asks for it.
    flat: OnceCell<Flat>,
}

impl Message {
    /// Reads the bytes of a file. The path gives the format and, for generated drafts, the kind.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Message, String> {
        if path.to_lowercase().ends_with(".eml") {
            return mail(path, bytes);
        }
        let (text, _) = split::decode(bytes).map_err(|_| "is not UTF-8 text".to_owned())?;
        let taken = split::split(&text);
        match taken.front {
            Some(front) => Ok(with_front(path, front.text, taken.body, taken.body_line)),
            None => Ok(plain(path, &text)),
        }
    }

    /// The position of the first line with text.
    pub fn start(&self) -> Spot {
        let lines = self.body.iter().chain(&self.sign_off);
        let first = lines.clone().find(|line| !line.text.trim().is_empty()).or_else(|| self.body.first());
        Spot { line: first.map_or(1, |line| line.number), column: 1 }
    }

    /// The body, normalized for looking up words.
    pub(super) fn flat(&self) -> &Flat {
        self.flat.get_or_init(|| Flat::of(&self.body))
    }

    fn new(path: &str, lines: Vec<Line>) -> Message {
        let (body, sign_off) = split_sign_off(lines);
        Message {
            path: path.to_owned(),
            channel: None,
            purpose: purpose_by_name(path),
            to: None,
            subject: Subject::Unneeded,
            body,
            sign_off,
            attached: Vec::new(),
            flat: OnceCell::new(),
        }
    }
}

fn mail(path: &str, bytes: &[u8]) -> Result<Message, String> {
    let parsed = MessageParser::default().parse(bytes).ok_or("is not a mail that can be read")?;
    let text = parsed.body_text(0).unwrap_or_default();
    let part = parsed.text_part(0);
    let raw = part.map_or(0, |part| part.offset_body as usize);
    let first = line_of(bytes, raw);
    let end = part.map_or(bytes.len(), |part| part.offset_end as usize);
    let encoded = bytes.get(raw..end).unwrap_or_default();
    let numbers = match part.map(|part| part.encoding) {
        // Lines of base64 do not correspond to lines of text, so every line gets the number of the first.
        Some(Encoding::Base64) => Vec::new(),
        Some(Encoding::QuotedPrintable) => hard_lines(encoded, first),
        Some(Encoding::None) | None => (first..).take(text.lines().count()).collect(),
    };
    let lines = text.lines().enumerate().map(|(place, text)| Line {
        number: numbers.get(place).or(numbers.last()).copied().unwrap_or(first),
        text: text.trim_end_matches('\r').to_owned(),
    });
    let mut message = Message::new(path, lines.collect());
    message.channel = Some(Channel::Email);
    message.to = parsed.to().and_then(|to| to.first()).and_then(|first| first.name()).map(str::to_owned);
    message.attached =
        parsed.attachments().filter_map(|part| part.attachment_name()).map(str::to_owned).collect();
    let at = header_line(bytes, b"subject:");
    message.subject = match parsed.subject().map(str::trim) {
        Some(subject) if !subject.is_empty() => {
            Subject::Given(subject.to_owned(), Spot { line: at.unwrap_or(1), column: 1 })
        }
        Some(_) | None => Subject::Missing(Spot { line: at.unwrap_or(1), column: 1 }),
    };
    Ok(message)
}

/// Returns the line of the header with this name, given in lower case with its colon.
fn header_line(bytes: &[u8], name: &[u8]) -> Option<u32> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let head = lines.take_while(|line| !line.trim_ascii().is_empty());
    let found = head
        .enumerate()
        .find(|(_, line)| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    found.and_then(|(place, _)| u32::try_from(place + 1).ok())
}

/// Returns the line number of a byte offset, from 1.
fn line_of(bytes: &[u8], offset: usize) -> u32 {
    let before = bytes.get(..offset).unwrap_or(bytes).iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// Returns the line of the file on which each line of a quoted-printable text begins.
fn hard_lines(encoded: &[u8], first: u32) -> Vec<u32> {
    let mut numbers = vec![first];
    for (line, number) in encoded.split(|byte| *byte == b'\n').zip(first..) {
        let soft = line.trim_ascii_end().ends_with(b"=");
        if !soft {
            numbers.push(number.saturating_add(1));
        }
    }
    numbers
}

fn with_front(path: &str, front: &str, body: &str, body_line: usize) -> Message {
    let mut message = Message::new(path, numbered(body, body_line));
    let node = yaml::parse(front, 2).ok();
    let text = |key: &str| node.as_ref().and_then(|node| value(node, key));
    message.channel = text("channel").and_then(|(channel, _)| Channel::read(&channel));
    message.to = text("to").map(|(to, _)| to);
    if let Some((touch, _)) = text("touch") {
        message.purpose = purpose_of_touch(&touch, message.channel);
    } else if let Some((kind, _)) = text("kind") {
        message.purpose = purpose_of_kind(Kind::ALL.iter().find(|known| known.name() == kind));
    }
    message.subject = match text("subject").filter(|(subject, _)| !subject.trim().is_empty()) {
        Some((subject, spot)) => Subject::Given(subject, spot),
        None if message.channel == Some(Channel::Email) => Subject::Missing(Spot { line: 1, column: 1 }),
        None => Subject::Unneeded,
    };
    message
}

/// Returns the text under a key of the front matter, with its position.
fn value(node: &yaml::Node, key: &str) -> Option<(String, Spot)> {
    let yaml::Value::Map(pairs) = &node.value else { return None };
    let pair = pairs.iter().find(|pair| pair.key.eq_ignore_ascii_case(key))?;
    match &pair.node.value {
        yaml::Value::Text(text) => Some((text.to_string(), pair.node.spot)),
        yaml::Value::Null | yaml::Value::List(_) | yaml::Value::Map(_) => None,
    }
}

/// Reads plain text. Lines such as `Subject: …` at its start are headers.
fn plain(path: &str, text: &str) -> Message {
    let lines = numbered(text, 1);
    let headed = |line: &Line| header(&line.text).is_some();
    let head = lines.iter().take_while(|line| headed(line)).count();
    let known = |name: &str| {
        let found = lines.iter().take(head).find_map(|line| {
            header(&line.text)
                .filter(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, text)| (text, line.number))
        });
        found.map(|(text, line)| (text.to_owned(), Spot { line, column: 1 }))
    };
    let (subject, to, by) = (known("subject"), known("to"), known("by").or_else(|| known("channel")));
    let rest = lines.iter().skip(head).cloned().collect();
    let mut message = Message::new(path, rest);
    message.channel = by.and_then(|(by, _)| Channel::read(&by));
    message.to = to.map(|(to, _)| to.split('<').next().unwrap_or_default().trim().to_owned());
    message.subject = match subject {
        Some((subject, spot)) if subject.is_empty() => Subject::Missing(spot),
        Some((subject, spot)) => Subject::Given(subject, spot),
        None => Subject::Unneeded,
    };
    message
}

fn header(line: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 8] = ["to", "from", "subject", "cc", "bcc", "by", "channel", "date"];
    let (name, text) = line.split_once(':')?;
    is_one_of(name, &NAMES).then(|| (name, text.trim()))
}

fn numbered(text: &str, first: usize) -> Vec<Line> {
    let numbers = u32::try_from(first).unwrap_or(u32::MAX)..;
    text.lines().zip(numbers).map(|(text, number)| Line { number, text: text.to_owned() }).collect()
}

/// Splits the text before its sign-off: at `-- ` or at the last line that is only a farewell, if it is near
/// the end; whichever comes first.
fn split_sign_off(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let first = lines.iter().position(|line| !line.text.trim().is_empty()).unwrap_or(0);
    let dashes = lines.iter().position(|line| line.text.trim_end() == "--");
    let farewell = |line: &Line| {
        let words = fold_name(line.text.trim().trim_end_matches([',', '.', '!']));
        phrases::FAREWELLS.contains(&words.as_str())
    };
    let last = lines.iter().rposition(farewell);
    let near = last.filter(|place| *place > first && lines.len() - place <= phrases::MOST_SIGN_OFF);
    let from = match (dashes.filter(|place| *place > first), near) {
        (Some(dashes), Some(near)) => dashes.min(near),
        (dashes, near) => dashes.or(near).unwrap_or(lines.len()),
    };
    let sign_off = lines.split_off(from);
    (lines, sign_off)
}

/// Returns the purpose by the kind in the file name of a generated draft:
/// `ada-lovelace-birthday-6j7ta5ja44.eml`.
fn purpose_by_name(path: &str) -> Purpose {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((rest, id)) = stem.rsplit_once('-') else { return Purpose::Usual };
    if id.len() != 10 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Purpose::Usual;
    }
    purpose_of_kind(Kind::ALL.iter().find(|kind| rest.ends_with(&format!("-{}", kind.name()))))
}

fn purpose_of_kind(kind: Option<&Kind>) -> Purpose {
    match kind {
        Some(Kind::Reply) => Purpose::AsksNothing,
        Some(kind) if kind.is_date() => Purpose::Date,
        Some(_) | None => Purpose::Usual,
    }
}

fn purpose_of_touch(touch: &str, channel: Option<Channel>) -> Purpose {
    let ends = |word: &str| touch == word || touch.ends_with(&format!("-{word}"));
    if ends("value") || ends("closing") || touch == "gracious-answer" {
        Purpose::AsksNothing
    } else if ends("connect")
        || ends("connection")
        || (channel == Some(Channel::Linkedin) && ends("thank-you"))
    {
        Purpose::Connection
    } else {
        Purpose::Usual
    }
}
