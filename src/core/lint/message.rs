//! A message as it lies in a file: `.eml`, a text draft with front matter, or plain text.

use super::flat::Flat;
use super::phrases;
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;
use crate::core::note::front_matter::{split, yaml};
use crate::core::place::Spot;
use crate::core::text::fold_name;
use mail_parser::{Encoding, MessageParser, MimeHeaders};
use std::cell::OnceCell;

/// A line of the text and the line of the file that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u32,
    /// Without its end.
    pub text: String,
}

/// What the subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// None is wanted: a text, a card, a call, or nobody knows.
    Unneeded,
    /// A mail without one; the position is that of the message.
    Missing(Spot),
    /// As written, decoded.
    Given(String, Spot),
}

/// What a message is for, as far as that decides what it must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Anything else: value, and a question or a next step.
    Usual,
    /// Gives or says goodbye and asks nothing: value, closing, gracious answer.
    AsksNothing,
    /// A birthday, a yearly date, an event.
    Date,
    /// A first note on LinkedIn.
    Connection,
}

/// A message, ready to be looked at.
#[derive(Clone, Debug)]
pub struct Message {
    /// As the user named it.
    pub path: String,
    /// The channel, if the file tells.
    pub channel: Option<Channel>,
    /// What it is for.
    pub purpose: Purpose,
    /// To whom, if the file tells.
    pub to: Option<String>,
    /// Its subject.
    pub subject: Subject,
    /// The text before the sign-off.
    pub body: Vec<Line>,
    /// The sign-off and what follows.
    pub sign_off: Vec<Line>,
    /// Names of attached files.
    pub attached: Vec<String>,
    /// The body made flat, once for all rules.
    flat: OnceCell<Flat>,
}

impl Message {
    /// Reads the bytes of a file; the path tells the form, and of drafts of ours the kind.
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

    /// Where the text begins.
    pub fn start(&self) -> Spot {
        let lines = self.body.iter().chain(&self.sign_off);
        let first = lines.clone().find(|line| !line.text.trim().is_empty()).or_else(|| self.body.first());
        Spot { line: first.map_or(1, |line| line.number), column: 1 }
    }

    /// The body as rules look words up in it.
    pub(super) fn flat(&self) -> &Flat {
        self.flat.get_or_init(|| Flat::of(&self.body))
    }

    fn new(path: &str, lines: Vec<Line>) -> Message {
        let (body, sign_off) = apart(lines);
        Message {
            path: path.to_owned(),
            channel: None,
            purpose: of_name(path),
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
        // The lines of base64 have nothing to do with those of the text: the first one stands for all.
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

/// Line of a header of this name, in lower case with its colon.
fn header_line(bytes: &[u8], name: &[u8]) -> Option<u32> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let head = lines.take_while(|line| !line.trim_ascii().is_empty());
    let found = head
        .enumerate()
        .find(|(_, line)| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    found.and_then(|(place, _)| u32::try_from(place + 1).ok())
}

fn line_of(bytes: &[u8], offset: usize) -> u32 {
    let before = bytes.get(..offset).unwrap_or(bytes).iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// The line of the file on which each line of a quoted-printable text begins.
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
        message.purpose = of_touch(&touch, message.channel);
    } else if let Some((kind, _)) = text("kind") {
        message.purpose = of_kind(&kind);
    }
    message.subject = match text("subject").filter(|(subject, _)| !subject.trim().is_empty()) {
        Some((subject, spot)) => Subject::Given(subject, spot),
        None if message.channel == Some(Channel::Email) => Subject::Missing(Spot { line: 1, column: 1 }),
        None => Subject::Unneeded,
    };
    message
}

fn value(node: &yaml::Node, key: &str) -> Option<(String, Spot)> {
    let yaml::Value::Map(pairs) = &node.value else { return None };
    let pair = pairs.iter().find(|pair| pair.key.eq_ignore_ascii_case(key))?;
    match &pair.node.value {
        yaml::Value::Text(text) => Some((text.to_string(), pair.node.spot)),
        yaml::Value::Null | yaml::Value::List(_) | yaml::Value::Map(_) => None,
    }
}

/// Plain text; lines such as `Subject: …` at its head are taken as a mail's.
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
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)).then(|| (name, text.trim()))
}

fn numbered(text: &str, first: usize) -> Vec<Line> {
    let numbers = u32::try_from(first).unwrap_or(u32::MAX)..;
    text.lines().zip(numbers).map(|(text, number)| Line { number, text: text.to_owned() }).collect()
}

/// The text, and the sign-off with what follows it: from `-- `, else from the last line that
/// is nothing but a farewell.
fn apart(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
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

/// The kind in the name of a draft of ours: `ada-lovelace-birthday-6j7ta5ja44.eml`.
fn of_name(path: &str) -> Purpose {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let Some((rest, id)) = stem.rsplit_once('-') else { return Purpose::Usual };
    if id.len() != 10 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Purpose::Usual;
    }
    let kind = Kind::ALL.iter().find(|kind| rest.ends_with(&format!("-{}", kind.name())));
    kind.map_or(Purpose::Usual, |kind| of_kind(kind.name()))
}

fn of_kind(kind: &str) -> Purpose {
    match Kind::ALL.iter().find(|known| known.name() == kind) {
        Some(kind) if kind.is_date() => Purpose::Date,
        Some(_) | None => Purpose::Usual,
    }
}

fn of_touch(touch: &str, channel: Option<Channel>) -> Purpose {
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
