//! Reads the file of a draft template: front matter with subject and channel, then the body.

use crate::core::note::channel::Channel;
use crate::core::note::front_matter::split::{Fence, Front, split};
use crate::core::note::front_matter::yaml::{self, Value, YamlFault};
use crate::core::text::clip;

/// A draft template without its texts, which are templates of their own.
#[derive(Debug, Default)]
pub(super) struct DraftFile {
    pub(super) channel: Option<Channel>,
    /// Number of lines of the file before the subject.
    pub(super) above_subject: usize,
    /// Number of lines of the file before the body.
    pub(super) above_body: usize,
}

#[derive(Debug, Default)]
struct Head {
    subject: Option<String>,
    channel: Option<String>,
}

/// Why a draft template cannot be used.
#[derive(Debug)]
pub(super) struct Fault {
    /// Line of the file.
    pub(super) line: usize,
    /// What is wrong with it.
    pub(super) why: String,
    /// What to write instead, if that is clear.
    pub(super) help: Option<String>,
}

/// Reads a draft template; also returns its subject and its body.
pub(super) fn read(text: &str) -> Result<(DraftFile, String, String), Fault> {
    let text = text.replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end();
    let parts = split(text);
    let head = head(parts.front.as_ref()).map_err(|why| head_fault(text, &why))?;
    let channel = match head.channel.as_deref() {
        None => None,
        Some(name) => {
            let unknown = || {
                let why = format!("unknown channel \"{}\"", clip(name, 40));
                Fault { line: 1, why, help: None }
            };
            Some(Channel::read(name).ok_or_else(unknown)?)
        }
    };
    let above_subject = text.lines().position(|line| line.starts_with("subject")).unwrap_or(0);
    let above_body = text.lines().count().saturating_sub(parts.body.trim_start().lines().count());
    let body = format!("{}\n", parts.body.trim());
    Ok((DraftFile { channel, above_subject, above_body }, head.subject.unwrap_or_default(), body))
}

/// Explains front matter that cannot be read. Mostly the subject has no quotes: to YAML, `{` begins a map, and so
/// does a colon. It is the reason only if the rest can be read once it has them.
fn head_fault(text: &str, why: &str) -> Fault {
    let subject = text.lines().enumerate().find_map(|(above, line)| {
        let value = line.strip_prefix("subject:")?.trim();
        let is_bare = value.contains("{{") || value.contains("{%") || value.contains(": ");
        (is_bare && !value.starts_with(['"', '\''])).then_some((above, value))
    });
    let is_reason = |(above, value): &(usize, &str)| {
        let quoted = format!("subject: '{}'", value.replace('\'', "''"));
        let lines = text.lines().enumerate().map(|(at, line)| if at == *above { &quoted } else { line });
        head(split(&lines.collect::<Vec<_>>().join("\n")).front.as_ref()).is_ok()
    };
    let Some((above, value)) = subject.filter(is_reason) else {
        return Fault { line: 1, why: format!("its front matter cannot be read: {why}"), help: None };
    };
    let quote = if value.contains('"') { '\'' } else { '"' };
    let quoted =
        if value.contains(quote) { String::new() } else { format!(": `subject: {quote}{value}{quote}`") };
    Fault {
        line: above + 1,
        why: "its subject is no text to YAML".to_owned(),
        help: Some(clip(&format!("put the subject in quotes{quoted}"), 200).into_owned()),
    }
}

/// Reads the front matter. An empty key is as good as none.
fn head(front: Option<&Front<'_>>) -> Result<Head, String> {
    let mut head = Head::default();
    let Some(front) = front else { return Ok(head) };
    let another = |line: &str| line.starts_with("---") || line.starts_with("...");
    if front.fence != Fence::Closed || front.text.lines().any(another) {
        return Err("it is not one block between two lines of `---`".to_owned());
    }
    let node = yaml::parse(front.text, 2).map_err(|fault| match fault {
        YamlFault::Broken(spot, why) => format!("{why}, in line {}", spot.line),
        YamlFault::Deep(spot) => format!("line {} is nested too deep", spot.line),
        YamlFault::Alias(spot) => format!("line {} has an alias of a list or a map", spot.line),
    })?;
    let pairs = match node.value {
        Value::Map(pairs) => pairs,
        Value::Null => Vec::new(),
        Value::Text(_) | Value::List(_) => return Err("it has no lines of `key: value`".to_owned()),
    };
    for pair in pairs {
        let (key, line) = (clip(&pair.key, 40), pair.key_spot.line);
        let known = match &*pair.key {
            "subject" => &mut head.subject,
            "channel" => &mut head.channel,
            _ => return Err(format!("unknown key `{key}` in line {line}")),
        };
        let text = match pair.node.value {
            Value::Text(text) => text.into_owned(),
            Value::Null => String::new(),
            Value::List(_) | Value::Map(_) => return Err(format!("`{key}` in line {line} is no text")),
        };
        if known.replace(text).is_some() {
            return Err(format!("`{key}` is there again in line {line}"));
        }
    }
    head.channel = head.channel.filter(|channel| !channel.is_empty());
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_blamed_only_for_its_own_fault() {
        let fault = |head: &str| read(&format!("---\n{head}\n---\nHi\n")).unwrap_err();
        for head in ["subject: {{ first }}: hi", "channel: email\nsubject: {% if a %}it's{% endif %}"] {
            assert!(fault(head).why.contains("subject"), "{head}");
        }
        for rest in ["channel: [email", "subjct: x", "subject: x", "channel: email: x"] {
            let fault = fault(&format!("subject: Hi {{{{ first }}}}\n{rest}"));
            assert!(fault.why.contains("front matter"), "{rest}: {}", fault.why);
        }
    }

    #[test]
    fn a_key_that_cannot_be_used_is_named() {
        #[track_caller]
        fn case(head: &str, expected: &str) {
            let why = read(&format!("---\n{head}\n---\nHi\n")).unwrap_err().why;
            assert_eq!(why, format!("its front matter cannot be read: {expected}"));
        }
        case("subject: hi\nsubjct: x", "unknown key `subjct` in line 3");
        case("subject: [hi, there]", "`subject` in line 2 is no text");
        case("subject: hi\nsubject: ho", "`subject` is there again in line 3");
        case("- hi", "it has no lines of `key: value`");
        for (head, expected) in [("subject: 2026", "2026"), ("subject:\nchannel:", ""), ("# nothing", "")] {
            let (file, subject, _) = read(&format!("---\n{head}\n---\nHi\n")).unwrap();
            assert_eq!((file.channel, &*subject), (None, expected));
        }
    }

    #[test]
    fn hostile_front_matter_is_refused() {
        let bomb: String = "abcdefgh"
            .chars()
            .zip("bcdefghi".chars())
            .map(|(a, b)| format!("{b}: &{b} [{}]\n", format!("*{a},").repeat(9)))
            .collect();
        let heads = [
            "? ".repeat(40_000),
            format!("x: {}", "[".repeat(40_000)),
            format!("x: {}", "{a: ".repeat(20_000)),
            format!("x:\n  {}y", "- ".repeat(40_000)),
            format!("a: &a [x, x]\n{bomb}"),
        ];
        for head in heads {
            for text in [
                format!("---\nsubject: hi\n{head}\n---\nHi\n"),
                format!("---\n{head}\n...\n{head}\n---\nHi\n"),
            ] {
                assert!(read(&text).unwrap_err().why.contains("front matter"), "{head:.20}");
            }
        }
    }
}
