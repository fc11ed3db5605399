//! Reads plain lines, which are in no list and have nothing in bold, as labels where they can hardly be prose: a refusal, the
//! date of a meeting, and the properties of a page that Notion exported (design 3.2).

use super::about_note::Location;
use super::keys::{Key, KeyTable};
use super::owner::About;
use super::written_pairs::{is_key, label_pair};
use crate::core::bytes::split_once_at;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::note::mentions::attendees;
use crate::core::truth::truth;

/// Keys that are not read where Notion exports them: there they mostly name topics, and say nothing of the kind of the page.
const OF_PAGES: &[Key] = &[
    Key::Kind,
    Key::Categories,
    Key::Tags,
    Key::Attendees,
    Key::Date,
    Key::Title,
    Key::Url,
    Key::Topics,
    Key::Id,
];

/// Maximum number of lines down to such a property, from the title.
const MOST_EXPORTED: usize = 40;

/// Reads a plain line of the head of a body.
pub(super) fn plain_pair<'b>(
    body: &'b Body<'b>,
    index: usize,
    table: &KeyTable,
    about: &About<'_>,
) -> Option<Pair<'b>> {
    let line = body.lines.get(index)?;
    let (key, value) = refusal(&line.text, table)
        .or_else(|| date_of_meeting(body, index))
        .or_else(|| exported(body, index, table, about))?;
    Some(label_pair(&line.text, key, value, line.spot))
}

/// Splits `Do not contact: yes`, which must not be missed although it is not a label.
fn refusal<'a>(text: &'a str, table: &KeyTable) -> Option<(&'a str, &'a str)> {
    let (key, value) = split_once_at(text, b':').filter(|(key, _)| table.may_begin(key) && is_key(key))?;
    let is_refusal = truth(value) == Some(true) && table.find(key)?.0 == Key::DoNotContact;
    is_refusal.then_some((key, value))
}

/// Splits a `Date:` on the line before or after a label for attendees, as meeting notes begin.
fn date_of_meeting<'b>(body: &'b Body<'_>, index: usize) -> Option<(&'b str, &'b str)> {
    let text = &body.lines.get(index)?.text;
    let (key, after) = split_once_at(text, b':').filter(|(key, _)| key.eq_ignore_ascii_case("date"))?;
    let value = after.strip_prefix(' ')?;
    let mut beside = [index.wrapping_sub(1), index + 1].into_iter();
    let has_attendees = beside.any(|at| body.lines.get(at).is_some_and(attendees::is_label));
    has_attendees.then_some((key, value))
}

/// Splits a property of a page that Notion exported: in the block right below its title. Only among the contacts: elsewhere
/// pages of all kinds have such properties.
fn exported<'b>(
    body: &'b Body<'_>,
    index: usize,
    table: &KeyTable,
    about: &About<'_>,
) -> Option<(&'b str, &'b str)> {
    let line = body.lines.get(index)?;
    let is_export = about.is_export && (about.location)() == Location::AmongContacts;
    if !is_export || line.section != body.title() {
        return None;
    }
    let above = body.lines.get(index.saturating_sub(MOST_EXPORTED)..=index)?;
    let is_title = |line: &Line<'_>| line.kind == LineKind::Heading(1);
    let (_, block) = above.split_at_checked(1 + above.iter().position(is_title)?)?;
    let is_one = |line: &Line<'_>| line.kind == LineKind::Text(0) && property(&line.text).is_some();
    let is_next = |pair: &[Line<'_>]| matches!(pair, [one, other] if one.spot.line + 1 == other.spot.line);
    if !block.iter().all(is_one) || !block.windows(2).all(is_next) {
        return None;
    }
    property(&line.text)
        .filter(|(key, _)| table.find(key).is_some_and(|(known, _)| !OF_PAGES.contains(&known)))
}

/// Splits a property as Notion exports it, `Company: Ney (https://www.notion.so/…)`, without the address of a page that it
/// links.
fn property(text: &str) -> Option<(&str, &str)> {
    let (key, value) = split_once_at(text, b':').filter(|(key, _)| is_key(key))?;
    let value = value.strip_prefix(' ')?.trim();
    let link = value.strip_suffix(')').and_then(|value| value.rsplit_once(" ("));
    let is_page = |target: &str| target.contains("notion.so/") || target.ends_with(".md");
    let value = link.filter(|(_, target)| is_page(target)).map_or(value, |(shown, _)| shown);
    // Of several pages no name is cut out.
    let is_one = !value.contains("notion.so/") && !value.contains(".md)");
    (is_one && !value.is_empty()).then_some((key, value))
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;

    #[test]
    fn properties_that_notion_exports_are_read_right_below_the_title() {
        let found = |path: &str, text: &str| {
            let contact = note(path, text).contact.unwrap();
            let email = contact.emails.first().map(|email| email.value.to_string());
            let last = contact.last_contact.map(|found| found.value.to_string());
            [last, contact.org.as_deref().map(str::to_owned), email].map(Option::unwrap_or_default).join(" ")
        };
        const EXPORT: &str = "People/Ada 0123456789abcdef0123456789abcdef.md";
        let text = "# Ada\n\nPlace: Rome\nLast Contact: November 10, 2026\nCompany: Ney (https://www.notion.so/Ney-01)\nEmail: a@b.example\n\nOrg: x";
        assert_eq!(found(EXPORT, text), "2026-11-10 Ney a@b.example");
        assert_eq!(found("People/Ada.md", text), "  ");
        for text in [
            "# Ada\n\nShe is kind.\nLast Contact: November 10, 2026",
            "# Ada\n\nLast Contact: she called",
            "# Ada\n\nPlace: Rome\n\nLast Contact: November 10, 2026",
            "Last Contact: November 10, 2026",
            "# Ada\n## More\nLast Contact: November 10, 2026",
        ] {
            assert_eq!(found(EXPORT, text), "  ", "{text}");
        }
    }
}
