//! The filters for draft templates (`docs/drafts.md` lists them). Text of a note is put into a
//! sentence only if it fits there; otherwise it becomes a place `[? …]` that shows the writer what
//! the note says.

use crate::core::output::drafts::phrase;
use crate::core::output::drafts::reader::names_reader;
use crate::core::text::clip;
use minijinja::{Environment, Error, ErrorKind, State, Value};

/// Maximum length for `shorten`.
const MOST_SHORT: usize = 1_000;

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("phrase", phrase);
    environment.add_filter("headline", |state: &State, text: Value, hint: Option<String>| {
        let hint = hint.as_deref().unwrap_or("the subject");
        let text = known(&text).filter(|text| !is_of_reader(state, text));
        text.and_then(|text| phrase::headline(&text)).unwrap_or_else(|| phrase::hinted(hint))
    });
    environment.add_filter("place", |text: Value, label: Option<String>, most: Option<usize>| {
        let label = label.as_deref().unwrap_or("in your words");
        known(&text).map_or_else(|| phrase::hinted(label), |text| phrase::place(label, &text, most))
    });
    environment.add_filter("shorten", shorten);
}

/// The filter `phrase`. A text with the reader's name is about them, not written to them, so it becomes a
/// place.
fn phrase(state: &State, text: Value, hint: Option<String>, most: Option<usize>) -> String {
    let hint = hint.as_deref().unwrap_or("what it is about");
    match known(&text) {
        Some(text) if is_of_reader(state, &text) => phrase::place(phrase::IN_YOUR_WORDS, &text, most),
        Some(text) => phrase::fitting_or_place(&text, most),
        None => phrase::hinted(hint),
    }
}

/// Whether a text contains a name of the draft's reader, by the template's variables.
fn is_of_reader(state: &State, text: &str) -> bool {
    let own = ["name", "first"].into_iter().filter_map(|name| known(&state.lookup(name)?));
    let aliases = state.lookup("aliases").and_then(|names| names.try_iter().ok()).into_iter().flatten();
    let names: Vec<String> = own.chain(aliases.filter_map(|alias| known(&alias))).collect();
    names_reader(text, names.iter().map(String::as_str))
}

/// The filter `shorten`. An unknown value stays unknown, so that a following `phrase` still prints its hint.
fn shorten(text: Value, most: usize) -> Result<Value, Error> {
    if most == 0 || most > MOST_SHORT {
        let said = format!("shorten takes a number from 1 to {MOST_SHORT}");
        return Err(Error::new(ErrorKind::InvalidOperation, said));
    }
    Ok(known(&text).map_or(text, |text| Value::from(shortened(&text, most))))
}

/// Shortens a text. If that cuts through a place `[? …]`, its closing bracket is added again.
fn shortened(text: &str, most: usize) -> String {
    let clipped = clip(text, most);
    let is_open = |text: &str| {
        text.rfind("[?").is_some_and(|begins| !text.get(begins..).unwrap_or_default().contains(']'))
    };
    if is_open(&clipped) && !is_open(text) {
        return format!("{}]", clip(text, most.saturating_sub(1).max(1)));
    }
    clipped.into_owned()
}

/// Returns the text of a value, or `None` if it is unknown or empty.
fn known(text: &Value) -> Option<String> {
    let unknown = text.is_none() || text.is_undefined();
    (!unknown).then(|| text.to_string()).filter(|text| !text.trim().is_empty())
}
