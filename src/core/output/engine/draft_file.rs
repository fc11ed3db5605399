//! Reads the file of a draft template: front matter with subject and channel, then the body.

use crate::core::note::channel::Channel;
use crate::core::note::front_matter::split::{Fence, Front, split};
use crate::core::note::front_matter::yaml::{self, Value, YamlFault};
use crate::core::place::Spot;
use crate::core::text::clip;

/// A draft template without its texts, which are templates of their own.
#[derive(Debug)]
pub(super) struct DraftFile {
    pub(super) channel: Option<Channel>,
    /// Where the subject begins in the file.
    pub(super) subject_at: Spot,
    /// Where the body begins in the file.
    pub(super) body_at: Spot,
}

#[derive(Debug, Default)]
struct Head {
    /// The subject, and where its value is.
    subject: Option<(String, Spot)>,
    /// The channel, and where it is.
    channel: Option<(String, Spot)>,
}

/// What is wrong with front matter, and where.
type Wrong = (String, Spot);

/// Why a draft template cannot be used.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where it is in the file.
    pub(super) spot: Spot,
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
    let head = head(parts.front.as_ref()).map_err(|wrong| head_fault(text, &wrong))?;
    let channel = match &head.channel {
        None => None,
        Some((name, spot)) => {
            let unknown = || {
                let why = format!("unknown channel \"{}\"", clip(name, 40));
                Fault { spot: *spot, why, help: None }
            };
            Some(Channel::read(name).ok_or_else(unknown)?)
        }
    };
    let (subject, subject_at) = match head.subject {
        Some((subject, spot)) => (subject, words_at(text, spot)),
        None => (String::new(), Spot::START),
    };
    let body = parts.body.trim();
    let body_at = Spot::START.after(text.strip_suffix(body).unwrap_or_default());
    Ok((DraftFile { channel, subject_at, body_at }, subject, format!("{body}\n")))
}

/// Returns where the words of a value begin: behind a quotation mark, or below the `>` or `|` of a block.
fn words_at(text: &str, spot: Spot) -> Spot {
    let (line, column) = (spot.line as usize, spot.column as usize);
    let mut lines = text.lines().skip(line - 1);
    let value = lines.next().and_then(|line| line.chars().nth(column - 1));
    match value {
        Some('"' | '\'') => Spot::new(line, column + 1),
        Some('>' | '|') => {
            let indent = lines.next().map_or(0, |line| line.len() - line.trim_start().len());
            Spot::new(line + 1, indent + 1)
        }
        _ => spot,
    }
}

/// Explains front matter that cannot be read. Mostly the subject has no quotes: to YAML, `{` begins a map, and so
/// does a colon. It is the reason only if the rest can be read once it has them.
fn head_fault(text: &str, (why, spot): &Wrong) -> Fault {
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
        let why = format!("its front matter cannot be read: {why}");
        return Fault { spot: *spot, why, help: None };
    };
    let quote = if value.contains('"') { '\'' } else { '"' };
    let quoted =
        if value.contains(quote) { String::new() } else { format!(": `subject: {quote}{value}{quote}`") };
    Fault {
        spot: Spot::new(above + 1, 1),
        why: "its subject is no text to YAML".to_owned(),
        help: Some(clip(&format!("put the subject in quotes{quoted}"), 200).into_owned()),
    }
}

/// Reads the front matter. An empty key is as good as none.
fn head(front: Option<&Front<'_>>) -> Result<Head, Wrong> {
    let mut head = Head::default();
    let Some(front) = front else { return Ok(head) };
    let another = |line: &str| line.starts_with("---") || line.starts_with("...");
    if front.fence != Fence::Closed || front.text.lines().any(another) {
        return Err(("it is not one block between two lines of `---`".to_owned(), Spot::new(1, 1)));
    }
    let node = yaml::parse(front.text, 2).map_err(|fault| match fault {
        YamlFault::Broken(spot, why) => (why, spot),
        YamlFault::Deep(spot) => ("it is nested too deep".to_owned(), spot),
        YamlFault::Alias(spot) => ("it has an alias of a list or a map".to_owned(), spot),
    })?;
    let pairs = match node.value {
        Value::Map(pairs) => pairs,
        Value::Null => Vec::new(),
        Value::Text(_) | Value::List(_) => {
            return Err(("it has no lines of `key: value`".to_owned(), node.spot));
        }
    };
    for pair in pairs {
        let (key, spot) = (clip(&pair.key, 40), pair.node.spot);
        let text = match pair.node.value {
            Value::Text(text) => text.into_owned(),
            Value::Null => String::new(),
            Value::List(_) | Value::Map(_) => return Err((format!("`{key}` is no text"), spot)),
        };
        let is_again = match &*pair.key {
            "subject" => head.subject.replace((text, spot)).is_some(),
            "channel" => head.channel.replace((text, spot)).is_some(),
            _ => return Err((format!("unknown key `{key}`"), pair.key_spot)),
        };
        if is_again {
            return Err((format!("`{key}` is there again"), pair.key_spot));
        }
    }
    head.channel = head.channel.filter(|(channel, _)| !channel.is_empty());
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
        fn case(head: &str, place: [usize; 2], expected: &str) {
            let Fault { spot, why, .. } = read(&format!("---\n{head}\n---\nHi\n")).unwrap_err();
            let why = why.strip_prefix("its front matter cannot be read: ").unwrap_or(&why);
            assert_eq!((spot, why), (Spot::new(place[0], place[1]), expected));
        }
        case("subject: hi\nsubjct: x", [3, 1], "unknown key `subjct`");
        case("subject: [hi, there]", [2, 10], "`subject` is no text");
        case("subject: hi\nsubject: ho", [3, 1], "`subject` is there again");
        case("- hi", [2, 1], "it has no lines of `key: value`");
        case("subject: hi\nchannel: pigeon", [3, 10], "unknown channel \"pigeon\"");
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
