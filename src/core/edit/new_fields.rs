//! Splits the head of a line about a person into its fields, and tells what each is:
//! `Jane Doe <jane@acme.example>, Acme, #lead`.

use super::when::CountedFrom;
use crate::core::address::Address;
use crate::core::date_text::leading;
use crate::core::name_suffix::is_suffix;

/// What a field of the head is.
pub(super) enum FieldKind {
    Address,
    Phone,
    Page,
    Tag,
    /// A degree or generation: `PhD`, `Jr.`.
    Suffix,
    /// An employer or a role.
    Words,
}

pub(super) fn kind(field: &str, from: &CountedFrom<'_>) -> FieldKind {
    if field.contains('@') && !field.starts_with('@') && !field.contains(" @ ") {
        FieldKind::Address
    } else if is_phone_number(field, 5, from) {
        FieldKind::Phone
    } else if is_page(field) {
        FieldKind::Page
    } else if field.starts_with('#') {
        FieldKind::Tag
    } else if is_suffix_alone(field) {
        FieldKind::Suffix
    } else {
        FieldKind::Words
    }
}

/// Whether a field is a degree or generation. Two capitals may as well be a company: `BA`.
fn is_suffix_alone(field: &str) -> bool {
    let is_initials = field.len() <= 2 && !field.contains(char::is_lowercase);
    !is_initials && field.split_whitespace().all(is_suffix)
}

/// Returns a field without the end of a bracket that began in another one.
pub(super) fn without_end(field: &str) -> &str {
    field.strip_suffix(')').filter(|field| !field.contains('(')).map_or(field, str::trim_end)
}

/// Splits `Jane Doe <jane@acme.example>`, as mail programs write it; without a name the address serves as
/// one.
pub fn name_and_address(field: &str) -> (&str, Option<&str>) {
    let inner = field.strip_suffix('>').and_then(|field| field.split_once('<'));
    match inner.filter(|(_, address)| address.contains('@')) {
        Some((name, address)) => {
            let (name, address) = (name.trim().trim_matches('"'), address.trim());
            (if name.is_empty() { address } else { name }, Some(address))
        }
        None => named_with_address(field).map_or((field, None), |(name, address)| (name, Some(address))),
    }
}

/// Splits `Emil (emil@x.example)` and the like.
fn named_with_address(field: &str) -> Option<(&str, &str)> {
    let (name, last) = field.rsplit_once([' ', '(', ';'])?;
    let (name, last) =
        (name.trim_end_matches([' ', '(', '[', ';', '-', '–']), last.trim_matches(['(', ')', '[', ']']));
    (Address::is(last) && !name.is_empty()).then_some((name, last))
}

/// Words before a value that say what it is.
const LABELS: [&str; 9] = ["tel", "phone", "telephone", "mobile", "email", "e-mail", "(m)", "(w)", "(h)"];
/// Words that may as well be part of a name, and are labels only with a mark behind them: `mob.`, `whatsapp:`.
const MARKED_LABELS: [&str; 3] = ["mob", "whatsapp", "linkedin"];

/// Whether a word, with the mark behind it, only says what the value behind it is.
pub(super) fn is_label(word: &str) -> bool {
    let word = word.to_lowercase();
    let bare = word.trim_end_matches([':', '.']);
    LABELS.contains(&bare) || bare.len() < word.len() && MARKED_LABELS.contains(&bare)
}

/// Whether a text begins with what a label is for: an address, a page or a number.
pub(super) fn is_value_in_front(text: &str, from: &CountedFrom<'_>) -> bool {
    let field = text.split([',', ';']).next().and_then(|field| field.split(": ").next());
    value(text).is_some() || is_phone_number(field.unwrap_or_default().trim(), 5, from)
}

/// A part of a field in which several things stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// An address, a number, a page or a tag.
    Value(&'a str),
    /// A name, or whatever else.
    Words(&'a str),
}

/// Splits `Carla Ruiz (Acme Ltd) +49 170 123456 carla@acme.example` into words and values; labels of values are left out.
pub(super) fn parts(field: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let words = |from: usize, to: usize| {
        let words = field.get(from..to).unwrap_or_default().trim_matches([' ', '-', '–', '—', '/', ',', ';']);
        let last = words.rfind(' ').map_or(0, |at| at + 1);
        let is_labelled = to < field.len() && is_label(words.get(last..).unwrap_or_default());
        let words = if is_labelled { words.get(..last).unwrap_or_default().trim_end() } else { words };
        let inner = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
        (!words.is_empty()).then_some(Part::Words(inner.unwrap_or(words)))
    };
    while let Some(rest) = field.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((value, length)) = value(rest) {
            parts.extend(words(start, at));
            parts.push(Part::Value(value));
            at += length;
            start = at;
        } else {
            at += rest.find(' ').map_or(rest.len(), |space| space + 1);
        }
    }
    parts.extend(words(start, field.len()));
    parts
}

/// Splits what stands behind a name: `Carla Ruiz (Acme Ltd)`, `Carla Ruiz at Acme`. Other words in brackets may as well be a
/// part of the name: `Robert Roe (Bob)`, `Ana Lo (Ben's sister)`.
pub(super) fn behind_name(name: &str) -> (&str, Option<&str>) {
    let Some((before, inner)) = name.split_once(" (") else {
        return role_and_org(name).map_or((name, None), |(name, org)| (name, Some(org)));
    };
    let is_apart = match inner.strip_suffix(')') {
        Some(inner) => is_apart(inner),
        // The bracket ends in another field.
        None => !inner.contains(')'),
    };
    if is_apart { (before, Some(inner.trim_end_matches(')'))) } else { (name, None) }
}

/// Whether words in brackets are about a company, or about when and where somebody was met.
fn is_apart(inner: &str) -> bool {
    let is_named = inner.contains(' ') && !inner.split(' ').any(|word| word.starts_with(char::is_lowercase));
    (is_named || inner.starts_with("met ") || role_and_org(inner).is_some()) && !inner.contains(['(', ')'])
}

/// Splits `CTO at Acme` and `CTO @ Acme`; a name with a capital is one of a company.
pub(super) fn role_and_org(field: &str) -> Option<(&str, &str)> {
    let (role, org) = field.split_once(" at ").or_else(|| field.split_once(" @ "))?;
    org.starts_with(char::is_uppercase).then_some((role, org))
}

/// Returns the value with which a text begins, and the length of what it takes.
fn value(text: &str) -> Option<(&str, usize)> {
    let word = text.split(' ').next().unwrap_or_default();
    let bare = word.trim_matches(['<', '>', '(', ')', '[', ']', ',', ';']);
    if Address::is(bare) || is_page(bare) || bare.len() > 1 && bare.starts_with('#') {
        return Some((bare, word.len()));
    }
    let end = text.find(|letter: char| !is_phone_mark(letter)).unwrap_or(text.len());
    // A bracket behind a number begins something else.
    let number = text.get(..end)?.trim_end_matches([' ', '(']);
    (word.starts_with(['+', '0', '(']) && is_phone(number, 7)).then_some((number, number.len()))
}

/// Whether a field is the address of a page: `twitter.com/ivo`, `https://ivo.example`.
fn is_page(field: &str) -> bool {
    let bare = field.strip_prefix("https://").or(field.strip_prefix("http://"));
    let (host, path) = bare.unwrap_or(field).split_once('/').unwrap_or((field, ""));
    // `Dr./Prof.` and `B.Sc/M.Sc` are no hosts.
    let is_domain = |last: &str| last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_host =
        host.rsplit_once('.').is_some_and(|(_, last)| is_domain(last)) && !host.contains(char::is_whitespace);
    bare.is_some()
        || field.starts_with("www.")
        || is_host && !path.is_empty() && !path.contains(char::is_whitespace)
}

/// Splits at commas, or if there are none at bars, tabs or semicolons; a value that begins with a quotation mark
/// goes on to the next one.
pub(super) fn fields(head: &str) -> Vec<&str> {
    if !head.contains(',') && !head.contains('"') {
        let mark = [" | ", "\t"].into_iter().find(|mark| head.contains(mark)).unwrap_or(";");
        return head.split(mark).map(str::trim).collect();
    }
    let mut fields = Vec::new();
    let mut rest = head;
    loop {
        let quoted = rest.trim_start().strip_prefix('"').and_then(|inner| inner.split_once('"'));
        let (field, after) = match quoted.map(|(field, after)| (field, after.trim_start())) {
            Some((field, "")) => (field, None),
            Some((field, after)) if after.starts_with(',') => (field, after.strip_prefix(',')),
            Some(_) | None => {
                rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after)))
            }
        };
        fields.push(field.trim());
        match after {
            Some(after) => rest = after,
            None => return fields,
        }
    }
}

/// Whether a text is a whole number of a telephone, with at least so many digits.
pub(super) fn is_phone(text: &str, fewest: usize) -> bool {
    text.chars().all(is_phone_mark) && text.chars().filter(char::is_ascii_digit).count() >= fewest
}

/// Like [`is_phone`], for a text that could also be a date: `12.05.1990`.
pub(super) fn is_phone_number(text: &str, fewest: usize, from: &CountedFrom<'_>) -> bool {
    is_phone(text, fewest) && leading(text, from.order).is_none_or(|date| date.length < text.len())
}

fn is_phone_mark(letter: char) -> bool {
    letter.is_ascii_digit() || " +-/().".contains(letter)
}
