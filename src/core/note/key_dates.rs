//! Finds yearly dates that nothing reads in sections such as `Important dates`: `12 May - birthday`, `Dec 12: wedding
//! anniversary`. Each note gets one hint, which says where they are read (design 3.2).

use super::body::{Body, Line, LineKind};
use super::fields::Fields;
use super::fields::about_whom::names_relative;
use super::fields::keys::Key;
use super::headings::is_of_dates;
use super::log::line::line_head::owner;
use super::read::Reader;
use super::report::{Report, words};
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder};
use crate::core::day::{Day, Yearly};
use crate::core::problem::Code;
use crate::core::text::{bare_words, behind_start, folds_to, is_mark, is_one_of};

/// Words, in lower case, for what comes back every year, besides those for a birthday.
const YEARLY: [&str; 7] = ["anniversary", "engaged", "jubilee", "marriage", "married", "nameday", "wedding"];

/// Signs for it.
const SIGNS: [char; 3] = ['🎂', '🎈', '💍'];

/// The sign for a birthday.
const CAKE: [char; 1] = ['🎂'];

/// Words, in lower case, of headings below which every date is one.
const LISTS: [&str; 2] = ["anniversaries", "birthdays"];

/// Words, in lower case, for the day somebody was born.
const BIRTHDAY: [&str; 4] = ["b-day", "bday", "birthday", "born"];

/// Words, in lower case, that may stand beside those for the contact's own birthday.
const OWN: [&str; 9] = ["date", "day", "her", "his", "in", "is", "of", "on", "their"];

/// Most words of a label; longer ones tell what happened once: `sent a birthday card`.
const MOST_LABEL_WORDS: usize = 3;

/// Most words of a date: `12th of May 1990`.
const MOST_WORDS: usize = 4;

/// A line of such a section with its date.
struct Dated<'t> {
    line: &'t Line<'t>,
    /// The heading of the section.
    heading: &'t str,
    /// The words beside the date.
    label: &'t str,
    date: Result<Yearly, DateFault>,
}

/// What should be done with a date.
enum Remedy {
    Birthday,
    Yearly,
}

/// Reports the dates of a body that no key gives.
pub(super) fn report(fields: &Fields<'_>, body: &Body<'_>, reader: &Reader<'_>, report: &mut Report<'_>) {
    let is_told = || report.problems.iter().any(|problem| problem.code == Code::UnreadLabel);
    if !body.sections.iter().any(|section| section.level > 1 && is_of_dates(&section.heading)) || is_told() {
        return;
    }
    let mut lost = body.lines.iter().filter_map(|line| {
        let section = body.section(line.section).filter(|own| own.level > 1 && is_of_dates(&own.heading))?;
        let dated = dated(line, &section.heading, reader)?;
        let remedy = remedy(&dated, fields, reader)?;
        let is_said = match remedy {
            Remedy::Birthday => fields.has(Key::Birthday),
            Remedy::Yearly => fields.has(Key::Dates) || fields.has(Key::Anniversary),
        };
        (!is_said).then_some((dated, remedy))
    });
    let Some((first, remedy)) = lost.next() else { return };
    let (message, effect) = match 1 + lost.count() {
        1 => ("a date that is not read here".to_owned(), "it is not read"),
        several => (format!("{several} dates that are not read here"), "they are not read"),
    };
    let date = first.date.as_ref().map_or("…".to_owned(), |date| written(*date, reader.today));
    let help = match remedy {
        Remedy::Birthday => format!("put `birthday: {date}` into the front matter"),
        Remedy::Yearly => format!(
            "if it comes back every year, put `dates: {{{}: {date}}}` into the front matter",
            label_of(&first)
        ),
    };
    report.at(Code::UnreadLabel, first.line.spot, &first.line.text, words(message, help, effect));
}

/// Writes a date as its key takes it. That of this year or a later one is when it comes next.
fn written(date: Yearly, today: Day) -> String {
    let since = date.since.filter(|year| *year < today.year());
    Yearly { since, ..date }.to_string().trim_start_matches('-').to_owned()
}

/// Returns what should be done with a date, if anything.
fn remedy(dated: &Dated<'_>, fields: &Fields<'_>, reader: &Reader<'_>) -> Option<Remedy> {
    let same_day = |own: Yearly| dated.date.is_ok_and(|date| (date.month, date.day) == (own.month, own.day));
    let mut birthdays =
        fields.texts(Key::Birthday).filter_map(|own| read_yearly(own.value, reader.order()).ok());
    if birthdays.any(same_day) {
        return None;
    }
    if bare_words(dated.label).count() > MOST_LABEL_WORDS {
        return None;
    }
    let has = |list: &[&str]| bare_words(dated.label).any(|word| is_one_of(word, list));
    let has_sign = |signs: &[char]| dated.line.text.contains(signs);
    // `Tom born`, `birthday party`
    let is_alone = || bare_words(dated.label).all(|word| is_one_of(word, &BIRTHDAY) || is_one_of(word, &OWN));
    let is_others = || {
        !is_alone()
            || names_relative(dated.label)
            || dated.label.split_whitespace().any(|word| owner(word).is_some())
    };
    if has(&BIRTHDAY) || (dated.label.is_empty() && has_sign(&CAKE)) {
        return Some(if is_others() { Remedy::Yearly } else { Remedy::Birthday });
    }
    let is_list = || bare_words(dated.heading).any(|word| is_one_of(word, &LISTS)) && !dated.label.is_empty();
    let is_name_day = || behind_start(dated.label, "name day").is_some();
    (has(&YEARLY) || has_sign(&SIGNS) || is_name_day() || is_list()).then_some(Remedy::Yearly)
}

/// Finds the date of a line, in front or behind a label. `None` if labels are read or reported there.
fn dated<'t>(line: &'t Line<'t>, heading: &'t str, reader: &Reader<'_>) -> Option<Dated<'t>> {
    if !matches!(line.kind, LineKind::Item(_, None) | LineKind::Text(0) | LineKind::Row) {
        return None;
    }
    let order = reader.order();
    let text = line.text.trim_matches(is_mark);
    if let Some((date, label)) = date_in_front(text, order) {
        // `## Birthday` above `12 May`
        let label = if label.is_empty() && folds_to(heading, "birthday") { heading } else { label };
        return Some(Dated { line, heading, label, date });
    }
    let is_date = |text: &str| read_yearly(text.trim_matches(is_mark), order) != Err(DateFault::NotADate);
    let behind_word = || {
        let mut ends = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
        ends.find(|at| text.get(*at..).is_some_and(is_date))
    };
    let at = text.find([':', '|', '–', '—', '(']).or_else(|| text.find(" - ")).or_else(behind_word)?;
    let (label, behind) = text.split_at_checked(at)?;
    let label = label.trim_matches(is_mark);
    let is_read = behind.starts_with([':', '|']) && reader.keys.find(label).is_some();
    let (date, _) = date_in_front(behind.trim_start_matches(is_mark), order).filter(|_| !is_read)?;
    Some(Dated { line, heading, label, date })
}

/// Reads the date that a text begins with, and returns it with the text behind it.
fn date_in_front(text: &str, order: Option<DateOrder>) -> Option<(Result<Yearly, DateFault>, &str)> {
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS).chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| {
        let (date, rest) = text.split_at_checked(end)?;
        let date = read_yearly(date.trim_matches(is_mark), order);
        (date != Err(DateFault::NotADate)).then(|| (date, rest.trim_matches(is_mark)))
    })
}

/// Returns the label as a key of YAML, or a word in its place.
fn label_of<'t>(dated: &Dated<'t>) -> &'t str {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '’' | '\'');
    if dated.label.chars().all(is_plain) { dated.label } else { "label" }
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;
    use crate::core::problem::Code;

    /// The line and the help of the hint on a note, if there is one.
    fn hint(text: &str) -> Option<(u32, String)> {
        let problems = note("People/Ada.md", text).problems;
        assert!(problems.len() < 2, "{text}: {problems:?}");
        let first = problems.first()?;
        assert_eq!(first.code, Code::UnreadLabel, "{text}");
        Some((first.spot.unwrap().line, first.help.clone()))
    }

    #[track_caller]
    fn case(line: &str, help: &str) {
        let (at, found) = hint(&format!("## Key dates\n{line}\n")).unwrap_or_default();
        assert_eq!((at, found.as_str()), (2, help), "{line}");
    }

    #[test]
    fn a_date_that_no_key_gives_is_told_with_its_key() {
        const MAY: &str = "put `birthday: 05-12` into the front matter";
        case("- 12 May - birthday", MAY);
        case("- Birthday — 12 May", MAY);
        case("- May 12 (birthday)", MAY);
        case("- 2027-05-12 her birthday", MAY);
        case("| 12 May | Birthday |\n|---|---|", MAY);
        case("- 🎂 12 May 1990", "put `birthday: 1990-05-12` into the front matter");
        case("- Born 12 May 1990", "put `birthday: 1990-05-12` into the front matter");
        let yearly = |pair: &str| {
            format!("if it comes back every year, put `dates: {{{pair}}}` into the front matter")
        };
        case("- Dec 12: wedding anniversary", &yearly("wedding anniversary: 12-12"));
        case("- 2010-12-12 wedding", &yearly("wedding: 2010-12-12"));
        case("- **Name day:** Dec 6", &yearly("Name day: 12-06"));
        case("12 May - Tom’s birthday", &yearly("Tom’s birthday: 05-12"));
        case("- Tom born 2015-03-03", &yearly("Tom born: 2015-03-03"));
        case("- Birthday of Tom: 12 May", &yearly("Birthday of Tom: 05-12"));
        case("- Daughter's birthday: 12 May", &yearly("Daughter's birthday: 05-12"));
    }

    #[test]
    fn one_hint_is_enough_for_a_note() {
        let two = "# Ada\n## 🎂 Dates\n- 12 May - birthday\n- 2010-12-12 wedding\n";
        assert_eq!(hint(two).map(|(line, _)| line), Some(3));
        assert_eq!(hint("## Birthday\nMay 12").map(|(line, _)| line), Some(2));
        assert_eq!(hint("## Birthdays\n- Tom: May 12").map(|(line, _)| line), Some(2));
        for text in [
            "---\nbirthday: 1990-05-12\n---\n## Key dates\n- 12 May - birthday\n- Ada's birthday: 12 May",
            "---\ndates: {wedding: 2010-12-12}\n---\n## Key dates\n- 2010-12-12 wedding",
            "## Key dates\n- 2025-05-12 sent a birthday card\n- 12 May 2025 we had some cake 🎂",
            "## Key dates\n- 2010-06-02 moved to Rome\n- May 2024: new job\n- 12",
            "## Key dates\n- 2026-12-18 surgery\n- 12 May moved house\n- Flight on 3 Dec",
            "## Career\n- 12 May - birthday",
            "# Key dates\n- 12 May - birthday",
        ] {
            assert_eq!(hint(text), None, "{text}");
        }
        // Labels have a hint of their own.
        let (_, help) = hint("## Key dates\n- Birthday: 12 May\n- 2010-12-12 wedding").unwrap();
        assert!(help.starts_with("put `birthday: …`"), "{help}");
    }
}
