//! Values that the templates of both pages use: content policy, days, people, lines of notes.

use super::agenda_md::standing;
use super::escape::inline::{html, html_with_days};
use super::links::Build;
use super::when::time;
use crate::core::agenda::model::{Agenda, FollowUp};
use crate::core::day::Day;
use crate::core::people::contact::Contact;
use crate::core::place::Place;
use crate::core::text::one_line;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Returns the content security policy that allows a page its one style and its one script (if not empty) and
/// nothing else.
pub(crate) fn policy(style: &str, script: &str) -> String {
    let mut policy = format!("default-src 'none'; style-src {}", source(style));
    if !script.is_empty() {
        let _ = write!(policy, "; script-src {}", source(script));
    }
    policy.push_str("; base-uri 'none'; form-action 'none'");
    policy
}

/// Names a style or script in a policy by its hash.
pub(crate) fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Marks trusted text as HTML, so that the template engine does not escape it.
pub(crate) fn ready(html: String) -> Value {
    Value::from_safe_string(html)
}

/// Renders one line of a note as safe HTML.
pub(crate) fn safe(text: &str) -> Value {
    ready(html(text))
}

/// Renders a day as a `<time>` element that shows the given words.
pub(crate) fn dated(day: Day, words: &str) -> Value {
    ready(time(day, words))
}

/// Renders when a follow-up is due, such as "3 days overdue".
pub(crate) fn stands(one: &FollowUp, agenda: &Agenda) -> Value {
    let (day, words) = standing(one, agenda);
    dated(day, &words)
}

/// A contact's name, and the URL of the note.
#[derive(Serialize)]
pub(crate) struct Who {
    name: String,
    note_url: Option<String>,
}

impl Who {
    pub(crate) fn new(build: &Build<'_>, contact: &Contact) -> Who {
        Who { name: one_line(contact.name()), note_url: build.note_url(&contact.path) }
    }
}

/// A line of text as safe HTML, with its evidence as `path:line`.
#[derive(Serialize)]
pub(crate) struct LineView {
    html: Value,
    place: Option<String>,
}

/// Makes a line of note text, shown as written.
pub(crate) fn line(text: &str, place: Option<&Place>) -> LineView {
    LineView { html: safe(text), place: place.map(Place::to_string) }
}

/// Makes a line that followup wrote: days such as `2026-11-24` are shown in words.
pub(crate) fn spoken(text: &str, place: Option<&Place>, today: Day) -> LineView {
    LineView { html: ready(html_with_days(text, today)), place: place.map(Place::to_string) }
}
