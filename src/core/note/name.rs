//! Finds the name of a contact: from its keys, a heading or the file name.

use super::body::line::{plain, released};
use super::body::{Body, LineKind};
use super::fields::Fields;
use super::fields::keys::Key;
use super::fields::values;
use super::front_matter::yaml::{Node, Pair, Value};
use super::headings::is_section_heading;
use super::purposes::HeadingTable;
use super::report::{Report, words};
use super::tasks::dates::without_block_id;
use crate::core::date_text::leading;
use crate::core::date_text::partial::{Part, Partial, partial};
use crate::core::day::is_year_number;
use crate::core::place::{Found, NotePath};
use crate::core::problem::{Code, quoted};
use crate::core::text::{fold, fold_name, nfc, one_line};
use std::borrow::Cow;

/// Returns the name: the key, else first and last name, else the first level-1 heading, else the title if it writes out
/// the file name or that is an id, else the file name.
pub(super) fn contact_name(
    path: &NotePath,
    fields: &Fields<'_>,
    (body, headings): (&Body<'_>, &HeadingTable),
    report: &mut Report<'_>,
) -> Box<str> {
    let stem = || Box::from(nfc(path.page_name()));
    let written = written_name(fields).map(|name| (name, None));
    let in_heading = || {
        let (name, found) = heading_name(body, headings)?;
        Some((part_in_file_name(&name, path).map_or_else(|| name.clone(), str::to_owned), found))
    };
    let in_title = || Some((title_name(path, fields)?, None));
    let Some((name, found)) = written.or_else(in_heading).or_else(in_title) else { return stem() };
    if !name.contains('\u{fffd}') {
        return name.into();
    }
    let stem = stem();
    let found = found.or_else(|| fields.first(Key::Name).map(|(_, found)| found));
    let said = words(
        format!("the name lost characters: {}", quoted(&name)),
        "write the name again and save the note as UTF-8",
        format!("the file name is used: {stem}"),
    );
    report.at_or_whole(Code::DamagedName, found, said);
    stem
}

/// Returns the title if it is the file name written out, as `Rosa Lind` of `rosa-lind.md`, or the file name is an id.
fn title_name(path: &NotePath, fields: &Fields<'_>) -> Option<String> {
    let title = values::shown(fields.text(Key::Title)?.value);
    let file_name = path.page_name();
    let is_name = || is_id(file_name) || in_words(file_name) == in_words(&title);
    (!title.is_empty() && !title.contains('\u{fffd}') && is_name()).then_some(title)
}

/// Whether a file name is a time stamp, a number or a hash: `20240715T093045`, `2024-07-15-0930`, `9f86d081884c7d65`.
fn is_id(file_name: &str) -> bool {
    let is_time = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'T' | b'-');
    let is_hash = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    let is_long = file_name.len() >= SHORTEST_HASH;
    file_name.bytes().any(|byte| byte.is_ascii_digit())
        && (file_name.bytes().all(is_time) || (is_long && file_name.bytes().all(is_hash)))
}

/// Minimum length of a hash, in bytes. A shorter one may be a name.
const SHORTEST_HASH: usize = 16;

/// Returns a name that is folded, with blanks in the place of hyphens and underscores.
fn in_words(name: &str) -> String {
    fold_name(&name.replace(['-', '_'], " "))
}

/// Keys of a name that is written in parts.
const FULL: &[&str] = &["full", "fullname"];
const GIVEN: &[&str] = &["first", "firstname", "given", "givenname", "gn"];
const MIDDLE: &[&str] = &["middle", "middlename", "additional"];
const FAMILY: &[&str] = &["last", "lastname", "family", "familyname", "surname", "fn"];

/// Returns the given name that the keys state, if the name has it: `Wang Wei`. With more words behind it, it is the
/// first one anyway.
pub(super) fn given_name(fields: &Fields<'_>, name: &str) -> Option<String> {
    let in_parts = || match &fields.node(Key::Name)?.value {
        Value::Map(pairs) => part(pairs, GIVEN),
        _ => None,
    };
    let given = fields.text(Key::FirstName).map(|found| one_line(found.value)).or_else(in_parts)?;
    let (given_words, name_words) = (fold_name(&given), fold_name(name));
    let is_one_word = !name_words.contains(' ');
    let mut behind = name_words.match_indices(&*given_words).filter(|(at, _)| *at > 0 || is_one_word);
    let is_word = |at: usize| {
        let (before, from) = name_words.split_at(at);
        let after = from.get(given_words.len()..).unwrap_or_default();
        let begins = before.is_empty() || before.ends_with([' ', '(']);
        begins && (after.is_empty() || after.starts_with([' ', ',', ')', '-', '.', '_']))
    };
    let is_said = !given_words.is_empty() && behind.any(|(at, _)| is_word(at));
    is_said.then_some(given)
}

/// Returns one part of a name that is written in parts.
fn part(pairs: &[Pair], names: &[&str]) -> Option<String> {
    let pair = pairs.iter().find(|pair| names.contains(&fold(&pair.key).as_str()))?;
    values::text(&pair.node).map(|found| one_line(found.value))
}

/// Returns the name that the value of a key gives as one text or in parts.
pub(super) fn name_in(key: Key, node: &Node<'_>) -> Option<String> {
    let name = match &node.value {
        Value::Map(pairs) if key == Key::Name => {
            let full = part(pairs, FULL);
            let parts = || [GIVEN, MIDDLE, FAMILY].into_iter().filter_map(|names| part(pairs, names));
            full.unwrap_or_else(|| parts().collect::<Vec<_>>().join(" "))
        }
        _ => values::shown(values::text(node)?.value),
    };
    (!name.is_empty()).then_some(name)
}

fn written_name(fields: &Fields<'_>) -> Option<String> {
    if let Some(name) = fields.node(Key::Name).and_then(|node| name_in(Key::Name, node)) {
        return Some(with_last_name(name, fields));
    }
    let part = |key| fields.text(key).map(|found| one_line(found.value));
    let parts: Vec<String> = [part(Key::FirstName), part(Key::LastName)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Adds the last name to a name of one word, as the Contacts plugin writes `Name` and `Last Name`.
fn with_last_name(name: String, fields: &Fields<'_>) -> String {
    let last = fields.text(Key::LastName).map(|found| one_line(found.value));
    match last {
        Some(last) if !name.contains(' ') && fold_name(&last) != fold_name(&name) => format!("{name} {last}"),
        _ => name,
    }
}

/// Returns the name that a heading gives, and the heading.
pub(super) fn heading_name<'b>(
    body: &'b Body<'_>,
    headings: &HeadingTable,
) -> Option<(String, Option<Found<&'b str>>)> {
    let heading = body.lines.iter().find(|line| line.kind == LineKind::Heading(1))?;
    let text = without_block_id(without_tag_spans(&heading.text));
    let text = without_html(without_attributes(without_closing_marks(text)));
    let name = one_line(&released(&plain(&text).text));
    let is_section = || headings.knows(&name) || is_section_heading(&name);
    let is_name = !name.is_empty() && !is_time(&name) && !is_section();
    is_name.then(|| (name, Some(Found { value: &*heading.text, spot: heading.spot })))
}

/// Returns the part of a heading that is the file name, if it says more than the name: `Ada Lovelace | CTO at Acme`,
/// `Investor: Ada Lovelace`.
fn part_in_file_name<'n>(heading: &'n str, path: &NotePath) -> Option<&'n str> {
    const BETWEEN: [&str; 6] = [" | ", " · ", " — ", " – ", " - ", ": "];
    let mark = BETWEEN.into_iter().find(|mark| heading.contains(mark))?;
    let file_name = in_words(path.page_name());
    heading.split(mark).map(str::trim).find(|part| in_words(part) == file_name)
}

/// Whether a heading begins with a date or a month, or is a year.
fn is_time(heading: &str) -> bool {
    let is_month = |found: Partial| matches!(found.part, Part::Month | Part::Elsewhere);
    leading(heading, None).is_some() || partial(heading).is_some_and(is_month) || is_year_number(heading)
}

/// Returns a heading without the tags at its end as Pandoc converts those of Org:
/// `Ada <span class="tag" …>…</span>` or `Ada [[friend]{.smallcaps}]{.tag …}`.
fn without_tag_spans(heading: &str) -> &str {
    let in_brackets = || heading.contains("]{.tag ").then(|| heading.find("[["))?;
    let before = heading.find("<span class=\"tag\"").or_else(in_brackets).and_then(|at| heading.get(..at));
    before.map(str::trim_end).filter(|before| !before.is_empty()).unwrap_or(heading)
}

/// Returns a heading without HTML tags: `<b>Ada</b>`, but not without an address such as `<ada@b.example>`.
fn without_html(heading: &str) -> Cow<'_, str> {
    if !heading.contains('<') {
        return Cow::Borrowed(heading);
    }
    let mut text = String::with_capacity(heading.len());
    let mut rest = heading;
    while let Some((before, from)) = rest.split_once('<') {
        text.push_str(before);
        let tag = from.split_once('>').filter(|(tag, _)| is_html(tag));
        rest = tag.map_or(from, |(_, behind)| behind);
        text.push_str(if tag.is_some() { "" } else { "<" });
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Whether the text between `<` and `>` makes an HTML tag.
fn is_html(tag: &str) -> bool {
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let after = name.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && (after.is_empty() || after.starts_with([' ', '/']))
}

/// Returns a heading without the marks that may close it: `Ada Lovelace ##`.
fn without_closing_marks(heading: &str) -> &str {
    let before = heading.trim_end_matches('#');
    if before.ends_with(char::is_whitespace) { before } else { heading }
}

/// Returns a heading without attributes as Pandoc writes them: `Ada Lovelace {#ada .person}`.
fn without_attributes(heading: &str) -> &str {
    let Some((before, attributes)) =
        heading.trim_end().strip_suffix('}').and_then(|rest| rest.rsplit_once('{'))
    else {
        return heading;
    };
    let begins_so = attributes.starts_with(['#', '.']) || attributes.contains('=');
    if begins_so && !before.trim().is_empty() { before } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::read::tests::note;

    #[test]
    fn a_section_heading_is_not_the_name() {
        use crate::core::config::model::Config;
        use crate::core::config::obsidian::VaultSettings;
        use crate::core::day::Day;
        use crate::core::note::read::{Reader, read_note};
        let mut config = Config::default();
        config.words.headings.not_a_log.insert("familie".to_owned());
        let settings = VaultSettings::default();
        let reader = Reader::new(&config, &settings, Day::from_iso("2026-11-26").unwrap());
        let case = |text: &str, expected: &str| {
            let facts = read_note(&reader, &NotePath::new("People/Ada Byron.md"), text.as_bytes());
            assert_eq!(&*facts.contact.unwrap().name, expected, "{text}");
        };
        for heading in [
            "Personal", "Gifts", "Kids", "Key dates", "Remember", "Waiting for", "Properties", "Call log",
            "Pets",
        ] {
            case(&format!("# {heading}\nsome text\n"), "Ada Byron");
            case(&format!("# 🎁 {heading}:\n# Ada King\n"), "Ada Byron");
        }
        case("# Familie\n", "Ada Byron");
        case("# Notes\n", "Ada Byron");
        case("# Ada King\n# Personal\n", "Ada King");
        case("# Ada Byron | CTO at Acme\n", "Ada Byron");
        case("# Investor: ada byron\n", "ada byron");
        case("# Ada Byron - Stakeholder file\n", "Ada Byron");
        case("# Ada-Byron — notes\n", "Ada-Byron");
        case("# Ada King | CTO\n", "Ada King | CTO");
        case("# Ada Byron-King\n", "Ada Byron-King");
        case("# Ada King {#ada .friend EMAIL=\"a\"}\n", "Ada King");
        case("# Ada {King}\n", "Ada {King}");
        case("# Ada King #\n", "Ada King");
        case("# Ada King ^top\n", "Ada King");
        case("# Ada C#\n", "Ada C#");
        case("# Basic Information\n", "Ada Byron");
        for time in ["2026", "November 2026", "2026-11 November", "Nov 2026", "2026-11-02", "2 novembre 2026"]
        {
            case(&format!("# {time}\n\n## 2026-11-02\ncall\n"), "Ada Byron");
        }
        case("# April May\n", "April May");
        case("# June\n", "June");
        case("# 2026 Club\n", "2026 Club");
        case(
            "# Ada King <span class=\"tag\" tag-name=\"a\"><span class=\"smallcaps\">a</span></span>\n",
            "Ada King",
        );
        case("# Ada King [[a]{.smallcaps}]{.tag tag-name=\"a\"}\n", "Ada King");
        case("# <b>Ada</b> King<br/>\n", "Ada King");
        case("# Ada <3 King\n", "Ada <3 King");
        case("# Personal Ada\n", "Personal Ada");
        case("---\nname: Gifts\n---\n# Personal\n", "Gifts");
    }

    #[test]
    fn a_title_that_is_the_file_name_or_beside_an_id_is_the_name() {
        let case = |path: &str, text: &str, expected: &str| {
            assert_eq!(&*note(path, text).contact.unwrap().name, expected, "{path} {text}");
        };
        let title = "---\ntitle: Rosa Lind\n---\n";
        for stem in [
            "rosa-lind",
            "rosa_lind",
            "ROSA LIND",
            "20240715093045",
            "20240715T093045",
            "42",
            "9f86d081884c7d659a2feaa0c55ad015",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
        ] {
            case(&format!("People/{stem}.md"), title, "Rosa Lind");
            case(&format!("People/{stem}.md"), &format!("{title}# Log\n"), "Rosa Lind");
        }
        for stem in ["rosa", "rosa-lind-2", "Deedee", "Ada 2", "ada2", "T-T"] {
            case(&format!("People/{stem}.md"), title, stem);
        }
        case("People/rosa-lind.md", &format!("{title}# Rose\n"), "Rose");
        case("People/rosa-lind.md", "---\ntitle: CTO\n---\n", "rosa-lind");
        case("People/42.md", "---\ntitle: Rosa Lind\nname: Rose\n---\n", "Rose");
        case("People/42.md", "---\ntitle: \n---\n", "42");
    }

    #[test]
    fn a_name_may_be_written_in_parts() {
        let case = |name: &str, expected: &str| {
            let facts = note("People/ada.md", &format!("---\nname: {name}\n---\n"));
            assert_eq!(&*facts.contact.unwrap().name, expected, "{name}");
            assert_eq!(facts.problems.is_empty(), expected != "ada", "{name}");
        };
        case("{first: Ada, last: Byron}", "Ada Byron");
        case("{family: Byron, given: Ada}", "Ada Byron");
        case("{Given Name: Ada, Middle: Augusta, Surname: Byron}", "Ada Augusta Byron");
        case("{GN: Ada, FN: Byron, PREFIX: Lady}", "Ada Byron");
        case("{full: Ada Byron, given: Ada}", "Ada Byron");
        case("{label: Ada Byron}", "ada");
        case("[Ada Byron, Ada King]", "ada");
    }

    #[test]
    fn a_damaged_name_is_reported_where_it_stands() {
        #[track_caller]
        fn case(text: &str, place: Option<(u32, u32)>) {
            let facts = note("People/Ada Byron.md", text);
            let problem = facts.problems.iter().find(|problem| problem.code == Code::DamagedName).unwrap();
            assert_eq!(problem.spot.map(|spot| (spot.line, spot.column)), place, "{text}");
        }
        case("Notes on\n\n# Ad\u{fffd} Byron\n", Some((3, 3)));
        case("---\nname: Ad\u{fffd}\n---\n# Ada\n", Some((2, 7)));
        case("---\nfirst name: Ad\u{fffd}\n---\n# Ada\n", None);
    }
}
