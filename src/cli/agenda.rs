//! `followup agenda`, also a bare `followup`: today's cards as text.

use super::arguments::looks::Agenda;
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::report::{Report, in_form};
use super::terminal::{in_brackets, safe, spoken, styled, width, wrapped};
use crate::core::agenda::model::{Agenda as Arranged, FollowUp, Section, State};
use crate::core::compile::Compiled;
use crate::core::day::Day;
use crate::core::nearest::nearest;
use crate::core::output::agenda_json;
use crate::core::output::cards::{MOST_WELCOME, part};
use crate::core::people::contact::Contact;
use crate::core::text::{count, fold, grouped, list};
use crate::io::failure::Failure;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) fn run(agenda: &Agenda, meaning: &Meaning) -> Result<Report, Failure> {
    let ahead = agenda.days.unwrap_or(0);
    let mut loaded = load(&Wanted { ahead, ..Wanted::from(meaning) })?;
    filter(agenda, &mut loaded.compiled);
    let json = || String::from_utf8_lossy(&agenda_json(&loaded.compiled, &loaded.config)).into_owned();
    let stdout = in_form(meaning.form, json, || text(&loaded, agenda.days, width()));
    let mut report = Report::of_notes(stdout, &loaded.compiled.problems, meaning);
    let unknown = agenda.tag.as_deref().and_then(|tag| unknown_tag(&loaded.compiled, tag));
    report.stderr.insert_str(0, &unknown.unwrap_or_default());
    Ok(report)
}

/// Keeps only the follow-ups that the options ask for.
fn filter(agenda: &Agenda, compiled: &mut Compiled) {
    let last = agenda.days.map(|days| compiled.agenda.today.plus_days(i64::from(days)));
    let people = &compiled.people;
    if let Some(tag) = agenda.tag.as_deref() {
        compiled.agenda.resting.retain(|rest| has_tag(people.contact(rest.contact), tag));
        compiled.agenda.lapsed.retain(|lapsed| has_tag(people.contact(lapsed.contact), tag));
    }
    compiled.agenda.follow_ups.retain(|follow_up| {
        let contact = people.contact(follow_up.contact);
        last.is_none_or(|last| follow_up.on <= last)
            && agenda.kind.is_none_or(|kind| follow_up.kind == kind)
            && agenda.tag.as_deref().is_none_or(|tag| has_tag(contact, tag))
    });
}

/// Returns a warning if no contact has the tag, which is more likely a typing error than a question.
fn unknown_tag(compiled: &Compiled, tag: &str) -> Option<String> {
    let contacts = &compiled.people.contacts;
    if contacts.iter().any(|contact| has_tag(contact, tag)) {
        return None;
    }
    let tags: BTreeSet<&str> =
        contacts.iter().flat_map(|contact| &contact.facts.tags).map(|tag| &**tag).collect();
    let near = nearest(tag.trim_start_matches('#'), tags);
    let near = near.map(|near| format!(": did you mean `{}`?", safe(near))).unwrap_or_default();
    Some(format!("no contact has the tag `{}`{near}\n", safe(tag)))
}

fn has_tag(contact: &Contact, tag: &str) -> bool {
    let wanted = fold(tag.trim_start_matches('#'));
    contact.facts.tags.iter().any(|tag| {
        let tag = fold(tag);
        tag == wanted || tag.strip_prefix(&*wanted).is_some_and(|rest| rest.starts_with('/'))
    })
}

/// Returns the cards for today and, with `days`, those after it.
pub(super) fn text(loaded: &Loaded, days: Option<u32>, width: usize) -> String {
    let compiled = &loaded.compiled;
    let agenda = &compiled.agenda;
    let frame = Frame { today: agenda.today, width, back: agenda.welcome_back && days.is_none() };
    let mut text = format!("{}\n", styled(&agenda.today.in_full(), Style::new().bold()));
    let shown = |section: Section| days.is_some() || section == Section::Today;
    let has_cards = agenda.follow_ups.iter().any(|follow_up| shown(follow_up.section));
    if frame.back && has_cards {
        text.push_str(&wrapped(WELCOME, "", "", width));
    }
    for section in Section::ALL.iter().copied().filter(|section| shown(*section)) {
        push_section(&mut text, compiled, section, frame);
    }
    let horizon = loaded.config.horizon;
    if !has_cards {
        text.push_str(&wrapped(&nothing(compiled, days.unwrap_or(horizon)), "", "", width));
    }
    text.push_str(&further(agenda, horizon, &shown));
    let _ = writeln!(text, "next: {}", next(loaded));
    text
}

/// Shown to a user who has not written for three weeks (design 5.8).
const WELCOME: &str = "Welcome back. Begin with one of these; the rest can wait. \
    `followup next --catch-up` goes through it one by one, `followup restart` starts again from today.";

/// Returns the text to show instead of cards: what comes next, or how to begin. `ahead` is the number of days
/// that were looked ahead.
fn nothing(compiled: &Compiled, ahead: u32) -> String {
    let agenda = &compiled.agenda;
    let (upcoming, waiting): (Vec<_>, Vec<_>) =
        agenda.follow_ups.iter().partition(|follow_up| follow_up.state == State::Upcoming);
    // First contacts and those going quiet have no day, but are offered.
    let none = if waiting.is_empty() { "Nothing to do" } else { "Nothing has to be done today" };
    match upcoming.iter().min_by_key(|follow_up| follow_up.on) {
        Some(first) => {
            format!("{none}. Next, on {}: {}.", first.on.in_full(), spoken(&first.title))
        }
        None if compiled.people.contacts.is_empty() => {
            "No contacts were found: a note is a contact if it is in a folder `People` inside the vault, or says `type: person`."
                .to_owned()
        }
        None if !waiting.is_empty() => format!("{none}."),
        None if ahead == 0 => "Nothing to do today.".to_owned(),
        None if ahead == 1 => "Nothing to do, and nothing coming up tomorrow.".to_owned(),
        None => format!("Nothing to do, and nothing coming up in the next {ahead} days."),
    }
}

/// Returns a line with the number of hidden follow-ups and the command that shows them.
fn further(agenda: &Arranged, horizon: u32, shown: &dyn Fn(Section) -> bool) -> String {
    let left = |wanted: Section| {
        let sections = agenda.follow_ups.iter().map(|follow_up| follow_up.section);
        sections.filter(|section| *section == wanted && !shown(wanted)).count()
    };
    let (more, first, quiet) = (left(Section::More), left(Section::First), left(Section::Quiet));
    let (week, later) = (left(Section::Week), left(Section::Later));
    let (mut said, mut commands) = (Vec::new(), Vec::new());
    if more > 0 {
        said.push(format!("{} more due", grouped(more)));
    }
    if first > 0 {
        said.push(count(first, "first contact"));
    }
    if quiet > 0 {
        said.push(format!("{} going quiet", grouped(quiet)));
    }
    if !said.is_empty() {
        commands.push("`followup agenda --days 0`".to_owned());
    }
    if week + later > 0 {
        said.push(format!("{} later", grouped(week + later)));
        commands.push(format!("`followup agenda --days {}`", if later > 0 { horizon } else { 7 }));
    }
    if said.is_empty() {
        return String::new();
    }
    let said = list(&said, "and");
    format!("\n{said}: {}\n", commands.join(", "))
}

/// How cards are laid out.
#[derive(Clone, Copy)]
struct Frame {
    today: Day,
    width: usize,
    /// Whether to welcome the user back: five cards, and nothing is called overdue.
    back: bool,
}

fn push_section(text: &mut String, compiled: &Compiled, section: Section, frame: Frame) {
    let most = if frame.back { MOST_WELCOME } else { usize::MAX };
    let part = part(compiled, section, most);
    if part.cards.is_empty() {
        return;
    }
    let heading = format!("{} ({})", section.heading(), grouped(part.cards.len() + part.hidden));
    let _ = writeln!(text, "\n{}", styled(&heading, AnsiColor::Cyan.on_default().bold()));
    for card in &part.cards {
        let follow_ups: Vec<&FollowUp> = card.follow_ups(compiled).map(|(_, one)| one).collect();
        push_card(text, card.contact, &follow_ups, frame);
    }
    if part.hidden > 0 {
        let more = grouped(part.hidden);
        let _ = writeln!(text, "  {more} more, which can wait: `followup agenda --days 0`");
    }
}

/// Returns the card of a contact with the given follow-ups.
pub(super) fn card_text(agenda: &Arranged, contact: &Contact, card: &[&FollowUp], width: usize) -> String {
    let mut text = String::new();
    push_card(&mut text, contact, card, Frame { today: agenda.today, width, back: agenda.welcome_back });
    text
}

/// Adds the card of a contact: each follow-up with its reasons, then the last topic, hooks and resources,
/// each once.
fn push_card(text: &mut String, contact: &Contact, card: &[&FollowUp], frame: Frame) {
    let _ = writeln!(text, "  {}", styled(&safe(contact.name()), Style::new().bold()));
    let mut line =
        |first: &str, rest: &str, said: &str| text.push_str(&wrapped(said, first, rest, frame.width));
    for follow_up in card {
        line("    ", "      ", &heading(follow_up, frame));
        for reason in &follow_up.reasons {
            let why = format!("{}{}", reason.text, in_brackets(reason.place.as_ref()));
            line("      why: ", "           ", &spoken(&why));
        }
    }
    let mut said = BTreeSet::new();
    let mut once = |label: &str, what: String| {
        if said.insert((label.to_owned(), what.clone())) {
            line(&format!("    {label}: "), &" ".repeat(label.len() + 6), &what);
        }
    };
    for follow_up in card {
        if let Some(topic) = &follow_up.topic {
            once("last", spoken(topic));
        }
        for hook in follow_up.hooks(contact) {
            once("hook", spoken(&format!("{} ({})", hook.text, hook.place())));
        }
        for offer in &follow_up.resources {
            once("share", safe(&offer.title));
        }
        for other in &follow_up.introductions {
            once("introduce", safe(&format!("{}: {}", other.name, other.why)));
        }
    }
}

fn heading(follow_up: &FollowUp, frame: Frame) -> String {
    let channel = follow_up.written_by().map(|channel| format!(" ({})", channel.name())).unwrap_or_default();
    let style = match follow_up.state {
        State::Overdue | State::Belated if !frame.back => AnsiColor::Red.on_default(),
        State::Due | State::Overdue | State::Belated => AnsiColor::Yellow.on_default(),
        State::Upcoming => Style::new().dimmed(),
    };
    format!("{}{channel}, {}", spoken(&follow_up.title), styled(&when(follow_up, frame), style))
}

fn when(follow_up: &FollowUp, frame: Frame) -> String {
    let late = usize::try_from(follow_up.overdue_days).unwrap_or(0);
    match follow_up.state {
        State::Upcoming => format!("on {}", follow_up.on),
        State::Due if follow_up.by > frame.today => format!("due, by {}", follow_up.by),
        State::Due if follow_up.by < frame.today => "due".to_owned(),
        State::Due => "due today".to_owned(),
        State::Belated | State::Overdue if frame.back => "due".to_owned(),
        State::Belated => format!("{} late", count(late, "day")),
        State::Overdue => format!("overdue by {}", count(late, "day")),
    }
}

fn next(loaded: &Loaded) -> String {
    let compiled = &loaded.compiled;
    let first = compiled.agenda.follow_ups.first();
    match first {
        Some(follow_up) => format!("followup why {}", loaded.typed(follow_up.contact)),
        None if compiled.people.contacts.is_empty() => "followup list --all".to_owned(),
        None => "followup list".to_owned(),
    }
}
