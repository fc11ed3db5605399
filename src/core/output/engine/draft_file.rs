//! Reads the file of a draft template: front matter with subject and channel, then the body. The only user of
//! gray_matter.

use crate::core::note::channel::Channel;
use crate::core::note::front_matter::split::{Fence, Front, split};
use crate::core::note::front_matter::yaml::{self, YamlFault};
use crate::core::text::clip;
use gray_matter::{Matter, engine::YAML};

/// A draft template without its texts, which are templates of their own.
#[derive(Debug, Default)]
pub(super) struct DraftFile {
    pub(super) channel: Option<Channel>,
    /// Number of lines of the file before the subject.
    pub(super) above_subject: usize,
    /// Number of lines of the file before the body.
    pub(super) above_body: usize,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(default)]
    subject: String,
    #[serde(default)]
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
    Ok((DraftFile { channel, above_subject, above_body }, head.subject, body))
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

/// Reads the front matter. gray_matter nests without a limit and follows every alias, so it gets only
/// text that our own YAML reader has accepted.
fn head(front: Option<&Front<'_>>) -> Result<Head, String> {
    let Some(front) = front else { return Ok(Head::default()) };
    let another = |line: &str| line.starts_with("---") || line.starts_with("...");
    if front.fence != Fence::Closed || front.text.lines().any(another) {
        return Err("it is not one block between two lines of `---`".to_owned());
    }
    yaml::parse(front.text, 2).map_err(|fault| match fault {
        YamlFault::Broken(spot, why) => format!("{why}, in line {}", spot.line),
        YamlFault::Deep(spot) => format!("line {} is nested too deep", spot.line),
        YamlFault::Alias(spot) => format!("line {} has an alias of a list or a map", spot.line),
    })?;
    let alone = format!("---\n{}\n---\n", front.text.trim_end());
    let read = Matter::<YAML>::new().parse::<Head>(&alone).map_err(|error| error.to_string())?;
    Ok(read.data.unwrap_or_default())
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
