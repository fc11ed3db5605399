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
    if field.contains('@') && !field.starts_with('@') {
        FieldKind::Address
    } else if is_phone(field, 5) && leading(field, from.order).is_none_or(|date| date.length < field.len()) {
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

/// Splits `Carla Ruiz +49 170 123456`.
pub(super) fn name_and_phone(name: &str) -> Option<(&str, &str)> {
    let (name, phone) = name.split_at_checked(name.find(" +")?)?;
    is_phone(phone.trim(), 7).then_some((name.trim_end(), phone.trim()))
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
    let is_mark = |letter: char| letter.is_ascii_digit() || " +-/().".contains(letter);
    text.chars().all(is_mark) && text.chars().filter(char::is_ascii_digit).count() >= fewest
}
