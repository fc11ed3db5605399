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
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Card>, Vec<usize>) {
        let from = CountedFrom::on("2026-11-24");
        let (people, wrong) = people(text, &from, None);
        (people.into_iter().map(|(_, card)| card).collect(), wrong.into_iter().map(|one| one.line).collect())
    }

    #[test]
    fn a_line_is_a_person() {
        let (cards, wrong) = read(
            "Jane Doe, jane@acme.example, Acme: vinyl; promised the article by friday; met yesterday at FOSDEM\n\nBo, +46 70 123 45 67, #lead\n../x\n",
        );
        assert_eq!(wrong, [4]);
        let jane = &cards[0];
        assert_eq!(
            (jane.name.as_str(), jane.org.as_deref(), jane.emails[0].value.as_str()),
            ("Jane Doe", Some("Acme"), "jane@acme.example")
        );
        assert_eq!(
            (&*jane.hooks, &*jane.promises),
            (&["vinyl".to_owned()][..], &["the article 📅 2026-11-27".to_owned()][..])
        );
        assert_eq!(jane.met, Some("2026-11-23 at FOSDEM".to_owned()));
        assert_eq!((cards[1].phones.len(), &*cards[1].tags), (1, &["lead".to_owned()][..]));
    }

    #[test]
    fn what_they_promised_is_waited_for() {
        let (cards, _) = read(
            "Jane, Acme: promised me the book by friday; Promised us to call\nBo, promised me a map, promised the plan\nCy: promised meeting notes\n",
        );
        assert_eq!(cards[0].waiting, ["the book 📅 2026-11-27", "call"]);
        assert_eq!(
            (&*cards[1].waiting, &*cards[1].promises),
            (&["a map".to_owned()][..], &["the plan".to_owned()][..])
        );
        assert_eq!((cards[0].promises.len(), &*cards[2].promises), (0, &["meeting notes".to_owned()][..]));
    }

    #[test]
    fn what_was_promised_may_stand_between_the_semicolons_of_a_line_with_commas() {
        let (cards, wrong) = read(
            "Fay, fay@x.example; promised the report by friday\nGus, Acme, CTO; met yesterday at the fair; vinyl, #lead\nHal, Dot; Com, hal@x.example\n",
        );
        let promises = ["the report 📅 2026-11-27".to_owned()];
        assert_eq!((&*cards[0].promises, cards[0].emails.len(), wrong), (&promises[..], 1, vec![]));
        assert_eq!((cards[1].org.as_deref(), cards[1].role.as_deref()), (Some("Acme"), Some("CTO")));
        assert_eq!(cards[1].met.as_deref(), Some("2026-11-23 at the fair"));
        assert_eq!(
            (&*cards[1].hooks, &*cards[1].tags),
            (&["vinyl".to_owned()][..], &["lead".to_owned()][..])
        );
        assert_eq!(cards[2].org.as_deref(), Some("Dot; Com"));
    }

    #[test]
    fn bars_tabs_links_and_numbers_are_taken_apart() {
        let (cards, wrong) = read(
            "Eve Stone | eve@x.example | Acme; promised a map\nIda Lund\tida@x.example\n[[Dan Lee]]: tea\n[[People/Kim|Kim Ro]]\nCarla Ruiz +49 170 123456: x\nBlink +182\n",
        );
        let names: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
        let expected = vec!["Eve Stone", "Ida Lund", "Dan Lee", "Kim Ro", "Carla Ruiz", "Blink +182"];
        assert_eq!((names, wrong), (expected, vec![]));
        assert_eq!((cards[0].org.as_deref(), &*cards[0].promises), (Some("Acme"), &["a map".to_owned()][..]));
        assert_eq!((cards[1].emails.len(), cards[4].phones.len()), (1, 1));
    }

    #[test]
    fn several_hashtags_are_several_tags() {
        assert_eq!(
            read("Bo, #lead #vip, #old friend, bo@x.example\n").0[0].tags,
            ["lead", "vip", "old friend"]
        );
    }

    #[test]
    fn degrees_are_no_employers() {
        #[track_caller]
        fn case(line: &str, org: Option<&str>, other: &str) {
            let (cards, _) = read(line);
            let kept: Vec<&str> = cards[0].texts("other").iter().map(|text| text.value.as_str()).collect();
            assert_eq!((cards[0].org.as_deref(), kept.join("; ").as_str()), (org, other), "{line}");
        }
        case("Lou May, PhD, lou@x.example", None, "PhD");
        case("Lou May, M.D., Acme", Some("Acme"), "M.D.");
        case("Lou May, Acme, Ph.D. MBA", Some("Acme"), "Ph.D. MBA");
        case("Lou May, Jr.", None, "Jr.");
        case("Lou May, BA", Some("BA"), "");
        case("Lou May, Do Tank", Some("Do Tank"), "");
    }

    #[test]
    fn bullets_and_bare_addresses_are_accepted() {
        let (cards, wrong) = read(
            "* Bob: x\n1. Cy: y\n2) Di\n- [ ] Ed\n- [X] Flo\n+ Fay\njane@acme.example\n<bo@z.example>\n",
        );
        let names: Vec<&str> = cards.iter().map(|card| card.name.as_str()).collect();
        let expected = vec!["Bob", "Cy", "Di", "Ed", "Flo", "Fay", "jane@acme.example", "bo@z.example"];
        assert_eq!((names, wrong), (expected, vec![]));
        assert_eq!(cards[6].emails, [LabelledText::plain("jane@acme.example")]);
        assert_eq!(cards[7].emails, [LabelledText::plain("bo@z.example")]);
    }

    #[test]
    fn a_table_has_a_header() {
        let (cards, wrong) = read(
            "Name,Email,Company,Notes,Town\n\"Doe, Jane\",jane@acme.example,Acme,\"vinyl; tea\",Bath\n,x@y.example,,,\n",
        );
        assert_eq!(wrong, [3]);
        assert_eq!(cards[0].name, "Doe, Jane");
        assert_eq!(cards[0].hooks, ["vinyl", "tea", "Town: Bath"]);
    }

    #[test]
    fn quoted_values_and_bad_addresses() {
        let (cards, wrong) = read("Jane Doe, \"Acme, Inc\", CTO\nBob \"Bo\" Roe, bo@acme example\n");
        assert_eq!((cards[0].org.as_deref(), cards[0].role.as_deref()), (Some("Acme, Inc"), Some("CTO")));
        assert_eq!((cards.len(), wrong), (1, vec![2]));
        assert_eq!(read("Name,Email\nJane Doe,jane\n").1, [2]);
        let (cards, _) = read("Cleo Marsh <cleo@x.example>, Acme: oboe\n");
        assert_eq!(
            (cards[0].name.as_str(), cards[0].emails[0].value.as_str()),
            ("Cleo Marsh", "cleo@x.example")
        );
        assert_eq!((cards[0].org.as_deref(), &*cards[0].hooks), (Some("Acme"), &["oboe".to_owned()][..]));
    }

    #[test]
    fn a_line_whose_meeting_is_not_clear_is_kept() {
        #[track_caller]
        fn case(text: &str, met: Option<&str>, hooks: &[&str], wrong: &[usize]) {
            let (cards, found) = read(text);
            assert_eq!(
                (cards[0].met.as_deref(), &*cards[0].hooks, &*found),
                (met, &*hooks.iter().map(|hook| (*hook).to_owned()).collect::<Vec<_>>(), wrong),
                "{text}"
            );
        }
        case("Ana: met at PyCon 2024; vinyl", Some("at PyCon 2024"), &["vinyl"], &[]);
        case("Bea: met in Berlin, 2026-11-20", Some("2026-11-20 in Berlin"), &[], &[]);
        case("Gus: met at the bar", Some("2026-11-24 at the bar"), &[], &[]);
        case("Cat: met at uni in the 90s", Some("at uni in the 90s"), &[], &[]);
        case("Ida: met at the fair in Oct", Some("at the fair in Oct"), &[], &[]);
        case("Ben: met with Ida on Monday", Some("2026-11-23 with Ida"), &[], &[]);
        case("Eva: met my boss there; tea", None, &["met my boss there", "tea"], &[1]);
        case("Fia: met last year in Rome", None, &["met last year in Rome"], &[1]);
        case("name,met\nJon,at PyCon 2024", Some("at PyCon 2024"), &[], &[]);
        case("name,met\nJon,FOSDEM", Some("FOSDEM"), &[], &[]);
        case("name,met\nJon,at the bar", Some("at the bar"), &[], &[]);
        case("name,met\nJon,in May", Some("in May"), &[], &[]);
        case("name,met\nJon,Berlin 2026-11-20", Some("2026-11-20 Berlin"), &[], &[]);
        case("name,met\nJon,yesterday", Some("2026-11-23"), &[], &[]);
        case("name,met\nJon,20/11/26", None, &[], &[2]);
    }

    #[test]
    fn addresses_are_no_part_of_a_name() {
        #[track_caller]
        fn case(line: &str, name: &str, address: Option<&str>, org: Option<&str>, page: Option<&str>) {
            let (cards, wrong) = read(line);
            let [card] = &*cards else { panic!("{line}: {wrong:?}") };
            let first = |texts: &[LabelledText]| texts.first().map(|text| text.value.clone());
            let found = (&*card.name, first(&card.emails), card.org.as_deref(), first(card.texts("url")));
            assert_eq!(found, (name, address.map(str::to_owned), org, page.map(str::to_owned)), "{line}");
        }
        case("Emil (emil@x.example)", "Emil", Some("emil@x.example"), None, None);
        case("Emil emil@x.example: tea", "Emil", Some("emil@x.example"), None, None);
        case("Fay Ray; fay@ray.example", "Fay Ray", Some("fay@ray.example"), None, None);
        case("Iva Nine; iva@x.example; Acme", "Iva Nine", Some("iva@x.example"), Some("Acme"), None);
        case("Ivo, twitter.com/ivo, Acme: a", "Ivo", None, Some("Acme"), Some("twitter.com/ivo"));
        case("Ivo, https://ivo.example: a", "Ivo", None, None, Some("https://ivo.example"));
        case("Ivo, Acme Inc., R/D", "Ivo", None, Some("Acme Inc."), None);
        case("Jane (Acme)", "Jane (Acme)", None, None, None);
        case("Jane, Acme, A.B./C.D.", "Jane", None, Some("Acme"), None);
        case("Jane, Dr./Prof.", "Jane", None, Some("Dr./Prof."), None);
        case("Jane, B.Sc/M.Sc", "Jane", None, Some("B.Sc/M.Sc"), None);
        case("Jane, acme.example/jane", "Jane", None, None, Some("acme.example/jane"));
    }

    #[test]
    fn details_may_be_fields() {
        #[track_caller]
        fn case(line: &str, org: Option<&str>, met: Option<&str>, promises: &[&str]) {
            let (cards, wrong) = read(line);
            let [card] = &*cards else { panic!("{line}: {wrong:?}") };
            let kept: Vec<&str> = card.promises.iter().map(String::as_str).collect();
            let found = (card.org.as_deref(), card.met.as_deref(), &*kept);
            assert_eq!((found, card.role.as_deref()), ((org, met, promises), None), "{line}");
        }
        let met = Some("2026-11-24 at FOSDEM");
        case("Fay; met at FOSDEM; promised the article", None, met, &["the article"]);
        case("Fay; Acme; I owe her a book", Some("Acme"), None, &["her a book"]);
        case("Fay; Acme; met at FOSDEM: vinyl", Some("Acme"), met, &[]);
        case("Fay; met at FOSDEM; Acme", Some("Acme"), met, &[]);
        case("Fay, Acme, met at FOSDEM, promised to call", Some("Acme"), met, &["call"]);
        case("Fay, met in Berlin, 2026-11-20", None, Some("2026-11-20 in Berlin"), &[]);
        case("Fay, met at FOSDEM, fay@x.example", None, met, &[]);
        case("Fay, Met Office", Some("Met Office"), None, &[]);
        case("Fay; Promised Land: met at FOSDEM", Some("Promised Land"), met, &[]);
    }

    #[test]
    fn a_bracket_may_hold_several_fields() {
        let (cards, wrong) =
            read("Lou Ray (lou@x.example, +44 123 456 789)\nLou Ray (lou@x.example, Acme)\n");
        assert_eq!(
            (wrong, cards[0].name.as_str(), cards[1].org.as_deref()),
            (vec![], "Lou Ray", Some("Acme"))
        );
        assert_eq!(cards[0].phones, [LabelledText::plain("+44 123 456 789")]);
        let (cards, _) = read("Lou Ray, +44 (0)123 456, Acme (UK)\n");
        assert_eq!(cards[0].phones, [LabelledText::plain("+44 (0)123 456")]);
        assert_eq!(cards[0].org.as_deref(), Some("Acme (UK)"));
    }

    #[test]
    fn odd_names_are_refused() {
        for name in ["", "..", "a/b", "a\\b", "a\nb", "{{name}}", "<% x %>", "a\u{7}"] {
            assert!(checked_name(name).is_err(), "{name:?}");
        }
        assert_eq!(checked_name("  Zoë   K. "), Ok("Zoë K.".to_owned()));
    }
}
