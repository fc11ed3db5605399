//! The files that drafts become: `.eml` that opens as an unsent message, `.md` to
//! copy from. The only user of mail-builder.
//!
//! mail-builder would add a `Date` from the clock and a random `Message-ID`, so the
//! headers are put together here, each value through its header types, and only
//! the body comes from its message builder.

use crate::core::address::Address;
use crate::core::agenda::model::FollowUp;
use crate::core::config::model::Me;
use crate::core::note::channel::Channel;
use crate::core::people::contact::Contact;
use crate::core::text::{clip, is_control, one_line, plain_letters, prefix};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_builder::MessageBuilder;
use mail_builder::headers::{Header, text};
use unicode_normalization::UnicodeNormalization;

/// Characters of a name in a file name or a header.
const MOST_NAME: usize = 60;
const MOST_HEADER: usize = 200;
/// Octets of a header's first line that need no folding.
const MOST_LINE: usize = 70;
/// Octets that fit one encoded word of 75, and encoded words of a name.
const MOST_ENCODED: usize = 45;
const MOST_CHUNKS: usize = 4;

/// `<slug>-<kind>-<id>`, ASCII and under 120 bytes.
pub(super) fn name(contact: &Contact, follow_up: &FollowUp) -> String {
    let slug = slug(contact.name());
    format!("{slug}-{}-{}", follow_up.kind.name(), follow_up.id)
}

/// Lower-case ASCII letters and digits of a name, with `-` between its words; `contact`
/// when nothing is left. With the kind behind it, it is no reserved name of Windows.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let compatible: String = name.nfkd().collect();
    for letter in plain_letters(&compatible.to_lowercase()).chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() => slug.push(letter),
            letter if letter.is_alphanumeric() => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() >= MOST_NAME {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "contact".to_owned() } else { slug.to_owned() }
}

/// A message text without controls, without more than one empty line on end, with a final line break.
pub(super) fn tidy(body: &str) -> String {
    let mut tidy = String::with_capacity(body.len());
    let mut empty = 0;
    for line in body.trim().lines() {
        let line: String = line.chars().filter(|letter| !is_control(*letter) || *letter == '\t').collect();
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy
}

/// The message file; CRLF, every header ASCII, and neither `Date` nor `Message-ID`.
pub(super) fn mail(me: &Me, name: &str, to: Address<'_>, subject: &str, body: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let from = me.emails.first().and_then(|email| Address::read(email));
    if let Some(from) = from {
        mailbox(&mut bytes, "From", me.name.as_deref(), from);
    }
    mailbox(&mut bytes, "To", Some(name), to);
    let subject = header_text(subject);
    bytes.extend_from_slice(b"Subject: ");
    text::Text::new(subject.as_str()).write_header(&mut bytes, "Subject: ".len());
    bytes.extend_from_slice(b"X-Unsent: 1\r\nMIME-Version: 1.0\r\n");
    MessageBuilder::new().text_body(body.replace('\n', "\r\n")).serialize_body(&mut bytes);
    if !bytes.ends_with(b"\r\n") {
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

fn mailbox(bytes: &mut Vec<u8>, header: &str, name: Option<&str>, email: Address<'_>) {
    let name = name.map(one_line).filter(|name| !name.is_empty());
    let name = name.map(|name| display_name(&name)).unwrap_or_default();
    let gap = if name.is_empty() {
        ""
    } else if name.len() + email.as_str().len() > MOST_LINE {
        "\r\n "
    } else {
        " "
    };
    bytes.extend_from_slice(format!("{header}: {name}{gap}<{}>\r\n", email.as_str()).as_bytes());
}

/// A name for a header: as it is, in quotes, or in encoded words.
///
/// mail-builder breaks long names between any two letters and puts backslashes before
/// quotation marks; Python reads a blank into the one, and notmuch shows the other. So a name
/// is quoted only if nothing in it needs a backslash, and encoded words end where words do.
fn display_name(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '\'' | '_');
    let quotable = |letter: char| (' '..='~').contains(&letter) && !matches!(letter, '"' | '\\');
    if name.len() <= MOST_NAME && name.chars().all(plain) {
        return name.to_owned();
    }
    if name.len() <= MOST_NAME && name.chars().all(quotable) && !name.contains("=?") {
        return format!("\"{name}\"");
    }
    let mut chunks: Vec<String> = Vec::new();
    for word in name.split(' ') {
        // One word too many for an encoded word is cut: no reader puts it together again.
        let word = prefix(word, MOST_ENCODED - 1);
        match chunks.last_mut() {
            Some(last) if last.len() + word.len() + 2 <= MOST_ENCODED => {
                last.push(' ');
                last.push_str(word);
            }
            Some(last) => {
                last.push(' ');
                chunks.push(word.to_owned());
            }
            None => chunks.push(word.to_owned()),
        }
        if chunks.len() > MOST_CHUNKS {
            chunks.pop();
            break;
        }
    }
    let words: Vec<String> =
        chunks.iter().map(|chunk| format!("=?utf-8?B?{}?=", STANDARD.encode(chunk))).collect();
    words.join("\r\n ")
}

/// One line without controls, for a header.
fn header_text(value: &str) -> String {
    clip(&one_line(value), MOST_HEADER).into_owned()
}

/// What the head of a text draft says.
pub(super) struct Head<'a> {
    pub(super) name: &'a str,
    pub(super) channel: Option<Channel>,
    pub(super) kind: &'a str,
    pub(super) touch: Option<&'a str>,
    pub(super) subject: &'a str,
}

/// The text file: front matter that says to whom, how and about what, then nothing but the
/// text to copy.
pub(super) fn markdown(head: &Head<'_>, body: &str) -> String {
    let mut text = format!("---\nto: {}\n", yaml(&header_text(head.name)));
    if let Some(channel) = head.channel {
        text.push_str(&format!("channel: {}\n", channel.name()));
    }
    text.push_str(&format!("kind: {}\n", head.kind));
    if let Some(touch) = head.touch {
        text.push_str(&format!("touch: {}\n", yaml(&header_text(touch))));
    }
    if has_subject(head.channel) && !head.subject.is_empty() {
        text.push_str(&format!("subject: {}\n", yaml(head.subject)));
    }
    text.push_str("---\n\n");
    text.push_str(body);
    text
}

/// Whether messages on a channel have a subject.
pub(super) fn has_subject(channel: Option<Channel>) -> bool {
    channel.is_none_or(|channel| {
        matches!(channel, Channel::Email | Channel::Video | Channel::Meeting | Channel::InPerson)
    })
}

/// A line of text as a double-quoted scalar, which every YAML reader takes for what it is.
fn yaml(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(letter);
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture::HOSTILE;

    #[test]
    fn names_make_short_ascii_file_names() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(slug(name), expected);
        }
        case("Ada Lovelace", "ada-lovelace");
        case("Zoë O’Neil-García", "zoe-oneil-garcia");
        case("../../etc/passwd", "etc-passwd");
        case("李雷", "contact");
        case("Straße Łódź", "strasse-lodz");
        case("Đorđe Œuvre Þór", "dorde-oeuvre-thor");
        case("Ａｄａ", "ada");
        case("CON", "con");
        case(&"a".repeat(200), &"a".repeat(60));
    }

    #[test]
    fn a_mail_is_the_same_on_any_day_and_no_header_is_injected() {
        let to = Address::read("ada@example.org").unwrap();
        let me = Me {
            name: Some("Grace, H.".to_owned()),
            emails: vec!["me@example.org".to_owned()],
            signature: None,
        };
        let bytes = mail(&me, HOSTILE, to, &format!("Grüße\r\nBcc: x@y.example {HOSTILE}"), "Hi,\n\nßé\n.\n");
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.is_ascii());
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split_once(':').map(|(name, _)| name))
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "X-Unsent",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding"
            ]
        );
        assert!(head.contains("X-Unsent: 1\r\n"));
        assert!(!body.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn texts_are_tidied() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\u{0}\r\n"), "a\n\nb\n");
    }
}
