//! Reads people as they are typed after an event:
//! `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`, one a line, or a table with a header.

use super::met::met;
use super::new_fields::{FieldKind, fields, kind, name_and_address, name_and_phone, without_end};
use super::new_table::people_below;
use super::table_columns::header;
use super::when::CountedFrom;
use crate::core::address::Address;
use crate::core::day::Day;
use crate::core::import::card::{Card, LabelledText};
use crate::core::text::{is_control, one_line};
use std::borrow::Cow;

/// A line or value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUsed {
    /// The line, from 1.
    pub line: usize,
    /// The problem.
    pub message: String,
    /// The remedy.
    pub help: Cow<'static, str>,
}

impl NotUsed {
    /// Returns the fault of a line that is not about a person.
    pub(super) fn line(line: usize, message: String) -> NotUsed {
        NotUsed {
            line,
            message,
            help: "write `Jane Doe, jane@acme.example, Acme: vinyl; promised the article`".into(),
        }
    }
}

/// Returns a name that is fit for a person and a note, or why it is not. Of a link it is what the link shows.
pub fn checked_name(name: &str) -> Result<String, String> {
    let link = name.trim().strip_prefix("[[").and_then(|link| link.strip_suffix("]]"));
    let link = link.filter(|link| !link.contains(['[', ']', '#']));
    let name = link.and_then(|link| link.rsplit(['|', '/']).next()).unwrap_or(name);
    let dots = name.trim().chars().all(|letter| letter == '.' || letter.is_whitespace());
    let problem = if name.chars().any(is_control) {
        "has a control character or a line break in it"
    } else if name.contains("{{") || name.contains("<%") {
        "would make the note a template"
    } else if name.contains(['/', '\\']) {
        "has a path separator in it"
    } else if dots {
        "has no letter in it"
    } else {
        return Ok(one_line(name));
    };
    Err(format!("the name {problem}"))
}

/// Reads the people of a text, and the lines and values that could not be used. Blank lines and comments are
/// skipped. `met` is the day on which all were met whose line does not say when; without it, a line that names
/// a place means today, while a table may be of any age.
pub fn people(text: &str, from: &CountedFrom<'_>, met: Option<Day>) -> (Vec<(usize, Card)>, Vec<NotUsed>) {
    if let Some(header) = header(text) {
        return people_below(text, header, from, met);
    }
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let line = without_bullet(line.trim());
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match person(line, from, met.unwrap_or(from.today)) {
            Ok((card, doubts)) => {
                people.push((number + 1, card));
                wrong.extend(doubts.into_iter().map(|message| NotUsed {
                    line: number + 1,
                    message,
                    help: "the words are kept as a hook; if they say when you met, write `met: 2026-11-20` into the note".into(),
                }));
            }
            Err(message) => wrong.push(NotUsed::line(number + 1, message)),
        }
    }
    (people, wrong)
}

/// Returns a line without its bullet or number and its box.
fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = if digits.len() < line.len() { digits.strip_prefix(['.', ')']) } else { None };
    let after_mark = numbered.or_else(|| line.strip_prefix(['-', '*', '+']));
    let Some(item) = after_mark.and_then(|item| item.strip_prefix(' ')).map(str::trim) else { return line };
    let unboxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| item.strip_prefix(mark));
    unboxed.unwrap_or(item).trim()
}

/// Reads a line, and returns what is in doubt about it.
fn person(line: &str, from: &CountedFrom<'_>, met_day: Day) -> Result<(Card, Vec<String>), String> {
    // A colon ends the head only before a space, so that `https://…` does not.
    let (head, after) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
    let mut fields = fields(head).into_iter();
    let first = fields.next().unwrap_or_default();
    let (name, address) = name_and_address(first);
    let (name, phone) = name_and_phone(name).map_or((name, None), |(name, phone)| (name, Some(phone)));
    let mut card = Card { name: checked_name(name)?, ..Card::default() };
    if let Some(address) = address {
        checked_address(address)?;
        card.emails.push(LabelledText::plain(address));
    }
    card.phones.extend(phone.map(LabelledText::plain));
    if address.is_none() && Address::is(&card.name) {
        card.emails.push(LabelledText::plain(card.name.clone()));
    }
    // `Lou (lou@x.example, +44 123 456 789)`
    let is_open = address.is_some() && first.contains('(');
    let mut details: Vec<String> = Vec::new();
    for field in fields.map(|field| if is_open { without_end(field) } else { field }) {
        // `Acme; promised the article`; a mark in quotes is part of a name.
        let (field, behind) = if head.contains('"') { (field, "") } else { before_detail(field) };
        match (kind(field, from), details.last_mut()) {
            _ if is_detail(field) => details.push(field.to_owned()),
            // `met in Berlin, 2026-11-20`
            (FieldKind::Words, Some(detail)) if head.contains(',') => detail.push_str(&format!(", {field}")),
            (kind, _) => add_field(&mut card, kind, field)?,
        }
        details
            .extend(behind.split(';').map(str::trim).filter(|detail| !detail.is_empty()).map(str::to_owned));
    }
    let details = details.iter().map(String::as_str).chain(after.split(';').map(str::trim));
    let details = details.filter(|detail| !detail.is_empty());
    let doubts = details.filter_map(|detail| add_detail(&mut card, detail, from, met_day)).collect();
    Ok((card, doubts))
}

/// Whether a field is what stands after the colon otherwise. A capital begins the name of a company: `Met
/// Office`.
fn is_detail(field: &str) -> bool {
    field.starts_with(MET)
        || field.starts_with("I owe ")
        || PROMISED.iter().any(|word| field.starts_with(word))
}

/// Splits a field of a line with commas before a semicolon behind which there is what stands after the colon otherwise.
fn before_detail(field: &str) -> (&str, &str) {
    let mut splits = field.match_indices(';').filter_map(|(at, mark)| {
        let (before, behind) = field.split_at_checked(at)?;
        Some((before.trim_end(), behind.strip_prefix(mark)?.trim_start()))
    });
    splits.find(|(_, behind)| is_detail(behind)).unwrap_or((field, ""))
}

fn add_field(card: &mut Card, kind: FieldKind, field: &str) -> Result<(), String> {
    match kind {
        _ if field.is_empty() => {}
        FieldKind::Address => {
            checked_address(field)?;
            card.emails.push(LabelledText::plain(field));
        }
        FieldKind::Phone => card.phones.push(LabelledText::plain(field)),
        FieldKind::Page => card.keep("url", LabelledText::plain(field)),
        FieldKind::Tag => {
            let tags = field.split('#').map(str::trim).filter(|tag| !tag.is_empty());
            card.tags.extend(tags.map(str::to_owned));
        }
        // A degree is no employer, and a name without it is the one by which others find the note.
        FieldKind::Suffix => card.keep("other", LabelledText::plain(field)),
        FieldKind::Words if card.org.is_none() => card.org = Some(field.to_owned()),
        FieldKind::Words => {
            let role = card.role.take();
            card.role = Some(role.map_or_else(|| field.to_owned(), |role| format!("{role}, {field}")));
        }
    }
    Ok(())
}

/// Words that begin what they promised.
const PROMISED_ME: [&str; 4] = ["promised me to ", "promised me ", "promised us to ", "promised us "];
/// Words that begin a promise.
const PROMISED: [&str; 5] = ["promised to ", "promised ", "promise: ", "todo: ", "i owe "];
/// The word before when and where somebody was met.
const MET: &str = "met ";

/// Adds a promise, a meeting or a hook, and returns what is in doubt about it.
fn add_detail(card: &mut Card, detail: &str, from: &CountedFrom<'_>, met_day: Day) -> Option<String> {
    let after = |word: &str| {
        let (start, rest) = detail.split_at_checked(word.len())?;
        (start.to_lowercase() == word).then_some(rest.trim())
    };
    if let Some(promise) = PROMISED_ME.iter().find_map(|word| after(word)) {
        card.waiting.push(dated_promise(promise, from));
    } else if let Some(promise) = PROMISED.iter().find_map(|word| after(word)) {
        card.promises.push(dated_promise(promise, from));
    } else if let Some(words) = after(MET) {
        match met(words, from) {
            Ok(met) => card.met = Some(met.noted(Some(met_day))),
            Err(fault) => {
                card.hooks.push(detail.to_owned());
                return Some(fault.message(words));
            }
        }
    } else {
        card.hooks.push(detail.to_owned());
    }
    None
}

pub(super) fn checked_address(field: &str) -> Result<(), String> {
    if Address::is(field) { Ok(()) } else { Err(format!("`{field}` is not an e-mail address")) }
}

/// Adds the day in the form of the Tasks plugin to a promise such as `the article by friday`.
pub(super) fn dated_promise(promise: &str, from: &CountedFrom<'_>) -> String {
    let found = promise
        .rsplit_once(" by ")
        .or(promise.rsplit_once(" on "))
        .and_then(|(what, when)| Some((what, super::when::ahead(when.trim_end_matches('.'), from).ok()?)));
    found.map_or_else(|| promise.to_owned(), |(what, day)| format!("{what} 📅 {day}"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Checks what each card of a text holds, as `Jane | email a@b.example | org Acme`, and what is told of its lines.
    #[track_caller]
    pub(in crate::core::edit) fn case(text: &str, expected: &str) {
        let (people, wrong) = people(text, &CountedFrom::on("2026-11-24"), None);
        let told = wrong.iter().map(|one| format!("line {}: {}", one.line, one.message));
        let found: Vec<String> = people.iter().map(|(_, card)| shown(card)).chain(told).collect();
        assert_eq!(found.join("\n"), expected, "{text}");
    }

    fn shown(card: &Card) -> String {
        let Card { name, aliases, emails, phones, org, role, tags, relationship, birthday, .. } = card;
        let Card { dates, died, created, met, channel, timezone, interests, more, .. } = card;
        let Card { hooks, promises, waiting, note, uid, .. } = card;
        fn all<T: ToString>(values: impl IntoIterator<Item = T>) -> Vec<String> {
            values.into_iter().map(|value| value.to_string()).collect()
        }
        let labelled =
            |text: &LabelledText| [text.label.as_deref().unwrap_or_default(), &text.value].concat();
        let kept = [
            ("alias", all(aliases)),
            ("email", all(emails.iter().map(labelled))),
            ("phone", all(phones.iter().map(labelled))),
            ("org", all(org)),
            ("role", all(role)),
            ("tag", all(tags)),
            ("relationship", all(relationship)),
            ("birthday", all(birthday)),
            ("date", all(dates.iter().map(|(label, date)| format!("{label} {date}")))),
            ("died", all(died)),
            ("created", all(created)),
            ("met", all(met)),
            ("channel", all(channel)),
            ("timezone", all(timezone)),
            ("interest", all(interests)),
            ("hook", all(hooks)),
            ("promise", all(promises)),
            ("waiting", all(waiting)),
            ("note", all(note)),
            ("uid", all(uid)),
        ];
        let more = more.iter().map(|(key, texts)| (&**key, all(texts.iter().map(labelled))));
        let parts = kept.into_iter().chain(more);
        let parts =
            parts.flat_map(|(key, values)| values.into_iter().map(move |value| format!(" | {key} {value}")));
        name.clone() + &parts.collect::<String>()
    }

    #[test]
    fn a_line_is_a_person() {
        case(
            "Jane Doe, jane@acme.example, Acme: vinyl; promised the article by friday; met yesterday at FOSDEM\n\nBo, +46 70 123 45 67, #lead\n../x\n",
            "Jane Doe | email jane@acme.example | org Acme | met 2026-11-23 at FOSDEM | hook vinyl | promise the article 📅 2026-11-27\nBo | phone +46 70 123 45 67 | tag lead\nline 4: the name has a path separator in it",
        );
        case(
            "Bo, #lead #vip, #old friend, bo@x.example",
            "Bo | email bo@x.example | tag lead | tag vip | tag old friend",
        );
    }

    #[test]
    fn what_they_promised_is_waited_for() {
        case(
            "Jane, Acme: promised me the book by friday; Promised us to call",
            "Jane | org Acme | waiting the book 📅 2026-11-27 | waiting call",
        );
        case("Bo, promised me a map, promised the plan", "Bo | promise the plan | waiting a map");
        case("Cy: promised meeting notes", "Cy | promise meeting notes");
    }

    #[test]
    fn what_was_promised_may_stand_between_the_semicolons_of_a_line_with_commas() {
        case(
            "Fay, fay@x.example; promised the report by friday",
            "Fay | email fay@x.example | promise the report 📅 2026-11-27",
        );
        case(
            "Gus, Acme, CTO; met yesterday at the fair; vinyl, #lead",
            "Gus | org Acme | role CTO | tag lead | met 2026-11-23 at the fair | hook vinyl",
        );
        case("Hal, Dot; Com, hal@x.example", "Hal | email hal@x.example | org Dot; Com");
    }

    #[test]
    fn bars_tabs_links_and_numbers_are_taken_apart() {
        case(
            "Eve Stone | eve@x.example | Acme; promised a map",
            "Eve Stone | email eve@x.example | org Acme | promise a map",
        );
        case("Ida Lund\tida@x.example", "Ida Lund | email ida@x.example");
        case("[[Dan Lee]]: tea", "Dan Lee | hook tea");
        case("[[People/Kim|Kim Ro]]", "Kim Ro");
        case("Carla Ruiz +49 170 123456: x", "Carla Ruiz | phone +49 170 123456 | hook x");
        case("Blink +182", "Blink +182");
    }

    #[test]
    fn degrees_are_no_employers() {
        case("Lou May, PhD, lou@x.example", "Lou May | email lou@x.example | other PhD");
        case("Lou May, M.D., Acme", "Lou May | org Acme | other M.D.");
        case("Lou May, Acme, Ph.D. MBA", "Lou May | org Acme | other Ph.D. MBA");
        case("Lou May, Jr.", "Lou May | other Jr.");
        case("Lou May, BA", "Lou May | org BA");
        case("Lou May, Do Tank", "Lou May | org Do Tank");
    }

    #[test]
    fn bullets_and_bare_addresses_are_accepted() {
        case("* Bob: x", "Bob | hook x");
        case("1. Cy: y", "Cy | hook y");
        case("2) Di", "Di");
        case("- [ ] Ed", "Ed");
        case("- [X] Flo", "Flo");
        case("+ Fay", "Fay");
        case("jane@acme.example", "jane@acme.example | email jane@acme.example");
        case("<bo@z.example>", "bo@z.example | email bo@z.example");
    }

    #[test]
    fn a_table_has_a_header() {
        case(
            "Name,Email,Company,Notes,Town\n\"Doe, Jane\",jane@acme.example,Acme,\"vinyl; tea\",Bath\n,x@y.example,,,\n",
            "Doe, Jane | email jane@acme.example | org Acme | hook vinyl | hook tea | hook Town: Bath\nline 3: the name has no letter in it",
        );
        case("Name,Email\nJane Doe,jane\n", "Jane Doe\nline 2: `jane` is not an e-mail address");
    }

    #[test]
    fn quoted_values_and_bad_addresses() {
        case("Jane Doe, \"Acme, Inc\", CTO", "Jane Doe | org Acme, Inc | role CTO");
        case("Bob \"Bo\" Roe, bo@acme example", "line 1: `bo@acme example` is not an e-mail address");
        case(
            "Cleo Marsh <cleo@x.example>, Acme: oboe",
            "Cleo Marsh | email cleo@x.example | org Acme | hook oboe",
        );
    }

    #[test]
    fn a_line_whose_meeting_is_not_clear_is_kept() {
        case("Ana: met at PyCon 2024; vinyl", "Ana | met at PyCon 2024 | hook vinyl");
        case("Bea: met in Berlin, 2026-11-20", "Bea | met 2026-11-20 in Berlin");
        case("Gus: met at the bar", "Gus | met 2026-11-24 at the bar");
        case("Cat: met at uni in the 90s", "Cat | met at uni in the 90s");
        case("Ida: met at the fair in Oct", "Ida | met at the fair in Oct");
        case("Ben: met with Ida on Monday", "Ben | met 2026-11-23 with Ida");
        case(
            "Eva: met my boss there; tea",
            "Eva | hook met my boss there | hook tea\nline 1: `my boss there` does not begin with the day you met",
        );
        case(
            "Fia: met last year in Rome",
            "Fia | hook met last year in Rome\nline 1: `last year in Rome` does not begin with the day you met",
        );
        case("name,met\nJon,at PyCon 2024", "Jon | met at PyCon 2024");
        case("name,met\nJon,FOSDEM", "Jon | met FOSDEM");
        case("name,met\nJon,at the bar", "Jon | met at the bar");
        case("name,met\nJon,in May", "Jon | met in May");
        case("name,met\nJon,Berlin 2026-11-20", "Jon | met 2026-11-20 Berlin");
        case("name,met\nJon,yesterday", "Jon | met 2026-11-23");
        case("name,met\nJon,20/11/26", "Jon\nline 2: `20/11/26` has a date that cannot be used");
    }

    #[test]
    fn addresses_are_no_part_of_a_name() {
        case("Emil (emil@x.example)", "Emil | email emil@x.example");
        case("Emil emil@x.example: tea", "Emil | email emil@x.example | hook tea");
        case("Fay Ray; fay@ray.example", "Fay Ray | email fay@ray.example");
        case("Iva Nine; iva@x.example; Acme", "Iva Nine | email iva@x.example | org Acme");
        case("Ivo, twitter.com/ivo, Acme: a", "Ivo | org Acme | hook a | url twitter.com/ivo");
        case("Ivo, https://ivo.example: a", "Ivo | hook a | url https://ivo.example");
        case("Ivo, Acme Inc., R/D", "Ivo | org Acme Inc. | role R/D");
        case("Jane (Acme)", "Jane (Acme)");
        case("Jane, Acme, A.B./C.D.", "Jane | org Acme | role A.B./C.D.");
        case("Jane, Dr./Prof.", "Jane | org Dr./Prof.");
        case("Jane, B.Sc/M.Sc", "Jane | org B.Sc/M.Sc");
        case("Jane, acme.example/jane", "Jane | url acme.example/jane");
    }

    #[test]
    fn details_may_be_fields() {
        case(
            "Fay; met at FOSDEM; promised the article",
            "Fay | met 2026-11-24 at FOSDEM | promise the article",
        );
        case("Fay; Acme; I owe her a book", "Fay | org Acme | promise her a book");
        case("Fay; Acme; met at FOSDEM: vinyl", "Fay | org Acme | met 2026-11-24 at FOSDEM | hook vinyl");
        case("Fay; met at FOSDEM; Acme", "Fay | org Acme | met 2026-11-24 at FOSDEM");
        case(
            "Fay, Acme, met at FOSDEM, promised to call",
            "Fay | org Acme | met 2026-11-24 at FOSDEM | promise call",
        );
        case("Fay, met in Berlin, 2026-11-20", "Fay | met 2026-11-20 in Berlin");
        case("Fay, met at FOSDEM, fay@x.example", "Fay | email fay@x.example | met 2026-11-24 at FOSDEM");
        case("Fay, Met Office", "Fay | org Met Office");
        case("Fay; Promised Land: met at FOSDEM", "Fay | org Promised Land | met 2026-11-24 at FOSDEM");
    }

    #[test]
    fn a_bracket_may_hold_several_fields() {
        case(
            "Lou Ray (lou@x.example, +44 123 456 789)",
            "Lou Ray | email lou@x.example | phone +44 123 456 789",
        );
        case("Lou Ray (lou@x.example, Acme)", "Lou Ray | email lou@x.example | org Acme");
        case("Lou Ray, +44 (0)123 456, Acme (UK)", "Lou Ray | phone +44 (0)123 456 | org Acme (UK)");
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "..", "a/b", "a\\b", "a\nb", "{{name}}", "<% x %>", "a\u{7}"] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
        assert_eq!(checked_name("  Zoë   K. "), Ok("Zoë K.".to_owned()));
    }
}
