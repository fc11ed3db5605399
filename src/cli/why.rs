//! `followup why NAME`: prints what to do for one contact and when, then every rule: what it saw, what it
//! decided, and when a quiet one would come up.

use super::arguments::looks::Why;
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::meant;
use super::report::{Report, in_form, object, to_json};
use super::terminal::{in_brackets, padded, safe, spoken, styled, width, wrapped};
use crate::core::agenda::model::State;
use crate::core::day::Day;
use crate::core::people::contact::Contact;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::explain::{Explanation, Fate, RuleLine, speaks_next};
use crate::core::plan::situation::stage::Stage;
use crate::core::text::{count, list};
use crate::io::failure::Failure;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Column where the text of a rule begins.
const INDENT: usize = 13;

pub(super) fn run(command: &Why, meaning: &Meaning) -> Result<Report, Failure> {
    let mut wanted = Wanted::from(meaning);
    wanted.today = command.on.or(wanted.today);
    let loaded = load(&wanted)?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, &command.name)?;
    let stdout = in_form(
        meaning.form,
        || json(&Subject::of(&loaded, index)),
        || {
            let next = format!("\nnext: followup show {}\n", loaded.typed(index));
            text(&loaded, index, width()) + &next
        },
    );
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

/// The contact to explain, and everything known about it.
struct Subject<'a> {
    contact: &'a Contact,
    index: ContactIndex,
    loaded: &'a Loaded,
    today: Day,
    explanation: Explanation<'a>,
    /// The day on which each quiet rule would come up.
    later: BTreeMap<&'static str, Day>,
}

impl<'a> Subject<'a> {
    fn of(loaded: &'a Loaded, index: ContactIndex) -> Subject<'a> {
        let today = loaded.compiled.agenda.today;
        Subject {
            contact: loaded.contact(index),
            index,
            loaded,
            today,
            explanation: loaded.explain(index),
            later: speaks_next(&loaded.situation(index)),
        }
    }
}

fn json(subject: &Subject<'_>) -> String {
    let rules = subject.explanation.lines.iter().map(|line| {
        let evidence = line.places.iter().map(|(text, place)| {
            object! {
                text: text,
                path: place.as_ref().map(|place| place.path.as_str()),
                line: place.as_ref().and_then(|place| place.spot).map(|spot| spot.line),
            }
        });
        object! {
            rule: line.rule,
            outcome: line.fate.name(),
            text: &line.text,
            kind: line.kind,
            due: line.due,
            by: line.by,
            on: line.on,
            // When a quiet rule would come up, if nothing is written until then.
            speaks_on: subject.later.get(line.rule),
            evidence: evidence.collect::<Vec<_>>(),
        }
    });
    to_json(&object! {
        contact: subject.contact.name(),
        path: subject.contact.path.as_str(),
        on: subject.today,
        stage: subject.explanation.stage,
        rules: rules.collect::<Vec<_>>(),
    })
}

/// Returns the answer in short, then the rules that propose something, the quiet ones, and those with nothing
/// to go by.
pub(super) fn text(loaded: &Loaded, index: ContactIndex, width: usize) -> String {
    let subject = &Subject::of(loaded, index);
    let stage = subject.explanation.stage;
    let name = styled(&safe(subject.contact.name()), Style::new().bold());
    let mut text = format!("{name}  ({})\n", safe(subject.contact.path.as_str()));
    let day = subject.today.in_full();
    let meaning = match stage {
        Stage::Active if subject.explanation.last.is_none() => "not in touch yet",
        stage => stage.meaning(),
    };
    text.push_str(&wrapped(&format!("{day}: {}, {meaning}", stage.name()), "", "  ", width));
    text.push('\n');
    text.push_str(&wrapped(&spoken(&in_short(subject)), "", "", width));
    if subject.explanation.refused.is_some() {
        return text;
    }
    let lines = &subject.explanation.lines;
    let wanted = |wanted: &dyn Fn(Fate) -> bool| lines.iter().filter(|line| wanted(line.fate)).collect();
    let speaking: Vec<&RuleLine> = wanted(&|fate| !matches!(fate, Fate::Quiet | Fate::Idle));
    let quiet: Vec<&RuleLine> = wanted(&|fate| fate == Fate::Quiet);
    let idle: Vec<&RuleLine> = wanted(&|fate| fate == Fate::Idle);
    if !speaking.is_empty() {
        text.push('\n');
    }
    speaking.iter().for_each(|line| push_speaking(&mut text, line, width));
    if !quiet.is_empty() {
        text.push_str("\nQuiet, because\n");
    }
    quiet.iter().for_each(|line| push_quiet(&mut text, subject, line, width));
    if !idle.is_empty() {
        let names: Vec<String> = idle.iter().map(|line| idle_rule(subject, line)).collect();
        text.push('\n');
        text.push_str(&wrapped(&format!("Nothing to go by: {}.", list(&names, "and")), "", "  ", width));
    }
    text
}

/// Returns the name of a rule with nothing to go by and, if known, the day on which it would come up.
fn idle_rule(subject: &Subject<'_>, line: &RuleLine) -> String {
    match subject.later.get(line.rule) {
        Some(day) => format!("{} (comes up on {day})", line.rule),
        None => line.rule.to_owned(),
    }
}

/// Returns what to do today, or what comes next and when.
fn in_short(subject: &Subject<'_>) -> String {
    if let Some((why, place)) = &subject.explanation.refused {
        return format!("Nothing, on any day: {why}{}.", in_brackets(place.as_ref()));
    }
    let shown: Vec<(&RuleLine, State, Day)> = subject
        .explanation
        .lines
        .iter()
        .filter_map(|line| match (line.fate, line.on) {
            (Fate::Shown(state), Some(on)) => Some((line, state, on)),
            _ => None,
        })
        .collect();
    let now: Vec<String> = shown
        .iter()
        .filter(|(_, state, _)| *state != State::Upcoming)
        .map(|(line, ..)| what(subject, line))
        .collect();
    let first = shown.iter().filter(|(_, state, _)| *state == State::Upcoming).min_by_key(|(.., on)| *on);
    let then = first.map(|(line, _, on)| {
        let days = usize::try_from(on.days_since(subject.today)).unwrap_or(0);
        format!("on {}, in {}: {}", on.in_full(), count(days, "day"), what(subject, line))
    });
    match (now.is_empty(), then) {
        (false, _) => format!("Today: {}.", now.join("; ")),
        (true, Some(then)) => format!("Nothing today. Next, {then}."),
        (true, None) => "Nothing today, and nothing coming up.".to_owned(),
    }
}

/// Returns what to do, with the channel that the agenda proposes.
fn what(subject: &Subject<'_>, line: &RuleLine) -> String {
    let follow_ups = &subject.loaded.compiled.agenda.follow_ups;
    let same = follow_ups
        .iter()
        .find(|one| one.contact == subject.index && Some(one.kind) == line.kind && Some(one.due) == line.due);
    let channel = same.and_then(|one| one.channel).map(|channel| format!(" ({})", channel.name()));
    format!("{}{}", line.text, channel.unwrap_or_default())
}

fn push_speaking(text: &mut String, line: &RuleLine, width: usize) {
    let rest = " ".repeat(INDENT);
    let style = match line.fate {
        Fate::Shown(State::Overdue | State::Belated) => AnsiColor::Red.on_default().bold(),
        Fate::Shown(State::Due) => Style::new().bold(),
        Fate::Shown(State::Upcoming) | Fate::Reason | Fate::Dropped | Fate::Quiet | Fate::Idle => {
            Style::new().dimmed()
        }
    };
    let rule = styled(&padded(line.rule, INDENT - 2), style);
    let said = wrapped(&spoken(&line.text), &rest, &rest, width);
    text.push_str(&said.replacen(&rest, &format!("  {rule}"), 1));
    text.push_str(&wrapped(&days(line), &rest, &rest, width));
    for (because, place) in &line.places {
        let said = spoken(&format!("{because}{}", in_brackets(place.as_ref())));
        text.push_str(&wrapped(&said, &format!("{rest}- "), &format!("{rest}  "), width));
    }
}

/// Returns the days of a rule, such as `overdue: due 2026-11-18, by 2026-11-20, shown on 2026-11-24`.
fn days(line: &RuleLine) -> String {
    let (Some(due), Some(by), Some(shown)) = (line.due, line.by, line.on) else {
        return line.fate.name().to_owned();
    };
    let mut said = match line.fate {
        Fate::Shown(State::Due) => format!("due {due}"),
        Fate::Shown(State::Upcoming | State::Belated | State::Overdue) => {
            format!("{}: due {due}", line.fate.name())
        }
        Fate::Reason | Fate::Dropped | Fate::Quiet | Fate::Idle => format!("would be due {due}"),
    };
    if by != due {
        let _ = write!(said, ", by {by}");
    }
    if shown > due && line.fate != Fate::Dropped {
        let _ = write!(said, ", shown on {shown}");
    }
    said
}

fn push_quiet(text: &mut String, subject: &Subject<'_>, line: &RuleLine, width: usize) {
    let place = in_brackets(line.places.first().and_then(|(_, place)| place.as_ref()));
    let later = match subject.later.get(line.rule) {
        Some(day) => format!("; if nothing happens, it comes up on {day}"),
        None => String::new(),
    };
    let first = format!("  {}", padded(line.rule, INDENT - 2));
    text.push_str(&wrapped(
        &spoken(&format!("{}{place}{later}", line.text)),
        &first,
        &" ".repeat(INDENT),
        width,
    ));
}
