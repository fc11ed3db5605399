//! Compiles the input as a small vault: notes separated by lines of `=== ` and a path, the first one Ada's. A
//! part named `followup.yaml` is the configuration, if it is valid.

use super::calendar::is_sound;
use super::vault::{ADA, config, points_into, settings, today};
use followup::core::compile::compile;
use followup::core::config::reading;
use followup::core::note::facts::NoteFacts;
use followup::core::note::read::{Reader, read_note};
use followup::core::output::{OutputFile, Publish, TemplateTexts, render};
use followup::core::place::NotePath;
use std::collections::BTreeMap;

/// Maximum number of notes read from an input.
const MOST: usize = 8;

/// Checks that the order of the notes changes nothing, and that all outputs are whole files.
pub fn check(data: &[u8]) {
    let parts = parts(data);
    let own = parts.get("followup.yaml").and_then(|text| reading::read(&String::from_utf8_lossy(text)).ok());
    let config = own.as_ref().unwrap_or(config());
    let reader = Reader::new(config, settings(), today());
    let mut facts: Vec<NoteFacts> = Vec::new();
    for (path, text) in parts.iter().filter(|(path, _)| path.ends_with(".md")) {
        let read = read_note(&reader, &NotePath::new(path), text);
        points_into(&read, text);
        facts.push(read);
    }
    let compiled = compile(facts.clone(), config, today(), "vault");
    facts.reverse();
    let turned = compile(facts, config, today(), "vault");
    assert_eq!(format!("{compiled:?}"), format!("{turned:?}"), "the order of the notes changed something");
    for problem in &compiled.problems {
        assert!(!problem.message.contains('\n') && !problem.help.is_empty(), "{problem:?}");
    }
    let outputs = render(&compiled, config, &TemplateTexts::new(), Publish::Wanted);
    assert!(outputs.faults.is_empty(), "{:?}", outputs.faults);
    outputs.files.iter().for_each(is_whole);
}

/// Returns the notes of an input by path; no path leads out of the vault.
fn parts(data: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut parts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut path = ADA.to_owned();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"=== ")
            && parts.len() < MOST
        {
            let name = String::from_utf8_lossy(name.trim_ascii()).replace(['\\', '\0', '\r'], "_");
            let inside = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
            path = if inside { name } else { format!("Notes/{}.md", parts.len()) };
            parts.entry(path.clone()).or_default();
        } else {
            parts.entry(path.clone()).or_default().extend_from_slice(line);
        }
    }
    parts
}

fn is_whole(file: &OutputFile) {
    let path = file.path.as_str();
    assert!(!path.split('/').any(|part| part == "..") && path.len() < 200, "{path}");
    let text = || std::str::from_utf8(&file.bytes).expect("an output is UTF-8");
    if path.ends_with(".ics") {
        is_sound(&file.bytes);
    } else if path.ends_with(".json") {
        let json: Result<serde_json::Value, _> = serde_json::from_slice(&file.bytes);
        assert!(json.is_ok(), "{json:?}");
    } else if path == "index.html" {
        assert_eq!(text().matches("<script").count(), 1);
        assert_eq!(text().matches("<article").count(), text().matches("</article>").count());
    } else if path.ends_with(".eml") {
        assert!(file.bytes.is_ascii());
    } else {
        text();
    }
}
