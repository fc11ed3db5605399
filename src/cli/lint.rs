//! `followup lint`: checks messages before they are sent.

use super::arguments::messages::Lint;
use super::loading;
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Report, Status, in_form, object, to_json};
use super::terminal::{safe, typed, width, wrapped};
use crate::core::lint::message::Message;
use crate::core::lint::rules::all;
use crate::core::lint::{Finding, lint};
use crate::core::text::count;
use crate::io::failure::Failure;
use crate::io::messages::messages;
use std::fmt::Write;
use std::path::PathBuf;

pub(super) fn run(command: &Lint, meaning: &Meaning) -> Result<Report, Failure> {
    if command.rules {
        let stdout = in_form(meaning.form, rules_json, rules);
        return Ok(Report::printing(stdout));
    }
    let config = loading::config(&meaning.vault)?;
    let drafts = meaning.vault.root.join(&config.out).join("drafts");
    let named = match command.files.as_slice() {
        // Before the first build, and while nothing is due, there are no drafts, which is not an error.
        [] if !drafts.exists() => Vec::new(),
        [] => vec![shown(drafts)],
        files => files.to_vec(),
    };
    let mut found = Found { messages: Vec::new(), unread: Vec::new() };
    for (path, bytes) in messages(&named) {
        match bytes.and_then(|bytes| Message::read(&path, &bytes)) {
            Ok(message) => found.messages.push(message),
            Err(why) => found.unread.push((path, why)),
        }
    }
    let findings = lint(&found.messages, &config.drafts.max_words);
    Ok(report(&found, &findings, meaning))
}

/// Returns the path relative to the current folder, if it is below.
fn shown(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok().map(PathBuf::from)).unwrap_or(path)
}

struct Found {
    messages: Vec<Message>,
    unread: Vec<(String, String)>,
}

fn report(found: &Found, findings: &[Finding], meaning: &Meaning) -> Report {
    let mut stderr = String::new();
    for (path, why) in &found.unread {
        let _ = writeln!(stderr, "error: `{}` {}", safe(path), safe(why));
        stderr.push_str("  help: name a message: an .eml file, a draft, or any text\n");
    }
    let status = match (found.unread.is_empty(), findings.is_empty()) {
        (false, _) => Status::Failed,
        (true, false) => Status::Faulty,
        (true, true) => Status::Done,
    };
    let stdout = match (meaning.form, meaning.loudness) {
        (Form::Json, _) => json(found, findings),
        (Form::Text, loudness) => text(found, findings, loudness),
    };
    Report { stdout, stderr, status }
}

fn text(found: &Found, findings: &[Finding], loudness: Loudness) -> String {
    let width = width();
    let mut text = String::new();
    for finding in findings {
        let path = found.messages.get(finding.file).map_or("", |message| &message.path);
        let (line, column) = (finding.spot.line, finding.spot.column);
        let _ =
            writeln!(text, "{}:{line}:{column}: {}: {}", safe(path), finding.rule.name, safe(&finding.found));
        if loudness != Loudness::Quiet {
            text.push_str(&wrapped(finding.rule.why, "  why: ", "       ", width));
            text.push_str(&wrapped(finding.rule.instead, "  instead: ", "           ", width));
        }
    }
    if loudness == Loudness::Quiet {
        return text;
    }
    let mut faulty: Vec<usize> = findings.iter().map(|finding| finding.file).collect();
    faulty.dedup();
    let messages = count(found.messages.len(), "message");
    let _ = match (findings.len(), found.messages.first()) {
        (0, None) => writeln!(text, "no messages to look at\nnext: followup build"),
        (0, Some(_)) => {
            writeln!(text, "nothing to fix in {messages}\nnext: send it, then followup log NAME")
        }
        (number, _) => {
            let files =
                if found.messages.len() == 1 { String::new() } else { format!("{} of ", faulty.len()) };
            let first =
                faulty.first().and_then(|file| found.messages.get(*file)).map_or("", |message| &message.path);
            writeln!(
                text,
                "{} in {files}{messages}\nnext: fix them, then followup lint {}",
                count(number, "finding"),
                typed(first)
            )
        }
    };
    text
}

fn json(found: &Found, findings: &[Finding]) -> String {
    let rows = findings.iter().map(|finding| {
        object! {
            rule: finding.rule.name,
            path: found.messages.get(finding.file).map_or("", |message| message.path.as_str()),
            line: finding.spot.line,
            column: finding.spot.column,
            found: &finding.found,
            why: finding.rule.why,
            instead: finding.rule.instead,
        }
    });
    let unread = found.unread.iter().map(|(path, why)| object! { path: path, why: why });
    to_json(&object! {
        findings: rows.collect::<Vec<_>>(),
        messages: found.messages.len(),
        unread: unread.collect::<Vec<_>>(),
    })
}

fn rules_json() -> String {
    let rows = all().map(|rule| {
        object! { name: rule.name, finds: rule.finds, why: rule.why, instead: rule.instead }
    });
    to_json(&object! { rules: rows.collect::<Vec<_>>() })
}

fn rules() -> String {
    let width = width();
    let mut text = String::new();
    for rule in all() {
        let _ = writeln!(text, "{}", rule.name);
        for (label, said) in [("finds: ", rule.finds), ("why: ", rule.why), ("instead: ", rule.instead)] {
            text.push_str(&wrapped(said, &format!("  {label}"), "    ", width));
        }
    }
    text.push_str("next: followup lint\n");
    text
}
