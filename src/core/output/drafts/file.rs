//! Makes the files of drafts: `.eml` that opens as an unsent message, `.md` to copy from. The only user
//! of mail-builder.
//!
//! mail-builder would add a `Date` from the clock and a random `Message-ID`. So the headers are written
//! here, and only the body comes from its message builder.

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
use unicode_normalization::char::is_combining_mark;

/// Maximum bytes of a name in a file name, and of one that a header shows without encoding.
const MOST_NAME: usize = 60;
/// Maximum number of characters of a header's value.
const MOST_HEADER: usize = 200;
/// Maximum bytes of a name and address on one line of a header.
const MOST_LINE: usize = 70;
/// Maximum bytes in an encoded word, which may be 75 characters long once encoded (RFC 2047, 2).
const MOST_ENCODED: usize = 45;
/// Maximum number of encoded words for a name.
const MOST_CHUNKS: usize = 4;

/// Returns the file name without extension: `<slug>-<kind>-<id>`, in NFC and under 120 bytes.
pub(super) fn name(contact: &Contact, follow_up: &FollowUp) -> String {
    let slug = slug(contact.name());
    format!("{slug}-{}-{}", follow_up.kind.name(), follow_up.id)
}

/// Returns a name in lower case, with `-` between words, or `contact` if nothing is left. Letters are those of a plain
/// keyboard where they can be, and those of other scripts stay. Since a kind follows, it cannot be a reserved file
/// name of Windows.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    let compatible = name.nfkc().collect::<String>().to_lowercase();
    for letter in compatible.chars() {
        match letter {
            _ if is_unseen(letter) => {}
            '\'' | '’' | '\u{2bb}'..='\u{2bd}' => {}
            letter if is_combining_mark(letter) => {
                if slug.ends_with(|before: char| !before.is_ascii()) {
                    slug.push(letter);
                }
            }
            letter if letter.is_alphanumeric() => push_plain(letter, &mut slug),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
        if slug.len() > MOST_NAME {
            break;
        }
    }
    let slug: String = slug.nfc().collect();
    let slug = prefix(&slug, MOST_NAME).trim_end_matches('-');
    if slug.is_empty() { "contact".to_owned() } else { slug.to_owned() }
}

/// Whether a character is not seen, such as one that turns the direction of a text.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{115f}' | '\u{1160}')
}

/// Adds a letter as ASCII if it has such a form: `e` for `é`; else as it is.
fn push_plain(letter: char, to: &mut String) {
    let plain = plain_letters(letter.encode_utf8(&mut [0; 4]));
    if plain.is_ascii() { to.push_str(&plain) } else { to.push(letter) }
}

/// Removes control characters, repeated empty lines and white space at line ends, and ends the text with a
/// line break.
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

/// Makes an `.eml` file with CRLF line breaks, ASCII headers, and neither `Date` nor `Message-ID`.
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

/// Returns a name for a header: unchanged, in quotes, or in encoded words.
///
/// mail-builder would break long names between any two letters, where Python reads a space, and would put
/// backslashes before quotation marks, which notmuch shows. So a name is quoted only if nothing in it needs a
/// backslash, and encoded words end where words do.
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
        // A word that is too long for an encoded word is cut, since readers do not join words that are split.
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

/// Returns a value for a header: one line of limited length without control characters.
fn header_text(value: &str) -> String {
    clip(&one_line(value), MOST_HEADER).into_owned()
}

/// The front matter of a Markdown draft.
pub(super) struct Head<'a> {
    pub(super) name: &'a str,
    pub(super) channel: Option<Channel>,
    pub(super) kind: &'a str,
    pub(super) touch: Option<&'a str>,
    pub(super) subject: &'a str,
}

/// Makes a Markdown file: front matter, then only the text to copy.
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

/// Returns a line of text as a double-quoted YAML scalar.
fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture::HOSTILE;

    #[test]
    fn names_make_short_file_names() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(slug(name), expected);
        }
        case("Ada Lovelace", "ada-lovelace");
        case("Zoë O’Neil-García", "zoe-oneil-garcia");
        case("../../etc/passwd", "etc-passwd");
        for (name, expected) in [
            ("李雷", "李雷"),
            ("김 철수", "김-철수"),
            ("Андрей Ильич Ёлкин", "андрей-ильич-ёлкин"),
            ("Ελένη Παππά", "ελένη-παππά"),
            ("علي رضا", "علي-رضا"),
            ("अनिल कुमार", "अनिल-कुमार"),
            ("李雷 (Li Lei)", "李雷-li-lei"),
            ("Дон\u{200d}а\u{202e}/..\\:*?", "дона"),
            ("\u{301}李", "李"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("🦊 \u{e000}", "contact"),
            ("\u{1100}\u{1161}", "가"),
        ] {
            case(name, expected);
            case(expected, expected);
        }
        case(&"李".repeat(40), &"李".repeat(20));
        case(&"ǻ".repeat(70), &"a".repeat(60));
        case(&format!("a{}", "जि".repeat(20)), &format!("a{}ज", "जि".repeat(9)));
        case("Straße Łódź", "strasse-lodz");
        case("Đorđe Œuvre Þór", "dorde-oeuvre-thor");
        case("Ａｄａ", "ada");
        case("𝓐𝓭𝓪", "ada");
        case("葛\u{e0100}城", "葛城");
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
                "From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type",
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
