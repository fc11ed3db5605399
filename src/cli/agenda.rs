//! `followup agenda`, also a bare `followup`: today's cards as text.

use super::arguments::Agenda;
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::report::{Report, in_form};
use super::terminal::{safe, typed, width, wrapped};
use crate::core::agenda::model::{FollowUp, Section, State};
use crate::core::compile::Compiled;
use crate::core::day::Day;
use crate::core::output::{Publish, TemplateTexts, render};
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::text::{count, fold, grouped};
use crate::io::failure::Failure;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Runs `agenda`.
pub fn run(agenda: &Agenda, meaning: &Meaning) -> Result<Report, Failure> {
    let mut loaded = load(&Wanted::from(meaning))?;
    filter(agenda, &mut loaded.compiled);
    let stdout = in_form(meaning.form, || json(&loaded), || text(&loaded, agenda.days, width()));
    Ok(Report::of_notes(stdout, &loaded.compiled.problems, meaning))
}

/// `agenda.json` of the follow-ups that are left.
fn json(loaded: &Loaded) -> String {
    let outputs = render(&loaded.compiled, &loaded.config, &TemplateTexts::new(), Publish::AsConfigured);
    let agenda = outputs.files.into_iter().find(|file| file.path == "agenda.json");
    agenda.map_or_else(|| "{}\n".to_owned(), |file| String::from_utf8_lossy(&file.bytes).into_owned())
}

/// Leaves only the follow-ups that were asked for.
fn filter(agenda: &Agenda, compiled: &mut Compiled) {
    let last = agenda.days.map(|days| compiled.agenda.today.plus_days(i64::from(days)));
    let people = &compiled.people;
    compiled.agenda.follow_ups.retain(|follow_up| {
        let contact = people.contact(follow_up.contact);
        last.is_none_or(|last| follow_up.on <= last)
            && agenda.kind.is_none_or(|kind| follow_up.kind == kind)
            && agenda.tag.as_deref().is_none_or(|tag| has_tag(contact, tag))
    });
}

fn has_tag(contact: &Contact, tag: &str) -> bool {
    let wanted = fold(tag.trim_start_matches('#'));
    contact.facts.tags.iter().any(|tag| {
        let tag = fold(tag);
        tag == wanted || tag.strip_prefix(&*wanted).is_some_and(|rest| rest.starts_with('/'))
    })
}

/// The sections for today, and with `days` those after it.
pub fn text(loaded: &Loaded, days: Option<u32>, width: usize) -> String {
    let compiled = &loaded.compiled;
    let agenda = &compiled.agenda;
    let today = agenda.today;
    let mut text = format!("{}, {}\n", today.weekday_name(), today.in_words());
    if agenda.welcome_back {
        text.push_str("Welcome back: begin with the first ones, the rest can wait.\n");
    }
    let shown = |section: Section| days.is_some() || section == Section::Today;
    for section in Section::ALL.iter().copied().filter(|section| shown(*section)) {
        push_section(&mut text, compiled, section, width);
    }
    if !agenda.follow_ups.iter().any(|follow_up| shown(follow_up.section)) {
        text.push_str("Nothing to do.\n");
    }
    let rest = |more: bool| {
        let left = agenda.follow_ups.iter().filter(|follow_up| !shown(follow_up.section));
        left.filter(|follow_up| (follow_up.section == Section::More) == more).count()
    };
    match (rest(true), rest(false)) {
        (0, 0) => {}
        (0, later) => _ = writeln!(text, "\n{} later: `followup agenda --days 7`", grouped(later)),
        (more, later) => {
            let numbers = format!("{} more due and {} later", grouped(more), grouped(later));
            let _ = writeln!(text, "\n{numbers}: `followup agenda --days 0`, `--days 7`");
        }
    }
    let _ = writeln!(text, "next: {}", next(loaded));
    text
}

fn push_section(text: &mut String, compiled: &Compiled, section: Section, width: usize) {
    let mut order: Vec<ContactIndex> = Vec::new();
    let mut cards: BTreeMap<ContactIndex, Vec<&FollowUp>> = BTreeMap::new();
    for follow_up in compiled.agenda.follow_ups.iter().filter(|follow_up| follow_up.section == section) {
        let card = cards.entry(follow_up.contact).or_default();
        if card.is_empty() {
            order.push(follow_up.contact);
        }
        card.push(follow_up);
    }
    if order.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{} ({})", section.heading(), grouped(order.len()));
    let frame = Frame { today: compiled.agenda.today, width };
    for contact in order {
        let card = cards.get(&contact).map(Vec::as_slice).unwrap_or_default();
        push_card(text, compiled.people.contact(contact), card, frame);
    }
}

/// The card of a person with some of their follow-ups.
pub fn card_text(contact: &Contact, card: &[&FollowUp], today: Day, width: usize) -> String {
    let mut text = String::new();
    push_card(&mut text, contact, card, Frame { today, width });
    text
}

#[derive(Clone, Copy)]
struct Frame {
    today: Day,
    width: usize,
}

/// One person: what, why, what last happened, what to mention.
fn push_card(text: &mut String, contact: &Contact, card: &[&FollowUp], frame: Frame) {
    let mut line =
        |first: &str, rest: &str, said: &str| text.push_str(&wrapped(said, first, rest, frame.width));
    line("  ", "    ", &safe(contact.name()));
    for follow_up in card {
        line("    ", "      ", &heading(follow_up, frame.today));
        for reason in &follow_up.reasons {
            let place = reason.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
            line("      why: ", "           ", &safe(&format!("{}{place}", reason.text)));
        }
        if let Some(topic) = &follow_up.topic {
            line("      last: ", "            ", &safe(topic));
        }
        for hook in &follow_up.hooks {
            line("      hook: ", "            ", &safe(&format!("{} ({})", hook.text, hook.place)));
        }
        for offer in &follow_up.resources {
            line("      share: ", "             ", &safe(&offer.title));
        }
    }
}

fn heading(follow_up: &FollowUp, today: Day) -> String {
    let channel = follow_up.channel.map(|channel| format!(" by {}", channel.name())).unwrap_or_default();
    format!("{}{channel}, {}", safe(&follow_up.title), when(follow_up, today))
}

fn when(follow_up: &FollowUp, today: Day) -> String {
    let late = usize::try_from(follow_up.overdue_days).unwrap_or(0);
    match follow_up.state {
        State::Upcoming => format!("on {}", follow_up.on),
        State::Due if follow_up.by > today => format!("due, by {}", follow_up.by),
        State::Due => "due today".to_owned(),
        State::Belated => format!("{} late", count(late, "day")),
        State::Overdue => format!("overdue by {}", count(late, "day")),
    }
}

fn next(loaded: &Loaded) -> String {
    let compiled = &loaded.compiled;
    let first = compiled.agenda.follow_ups.first();
    match first.map(|follow_up| compiled.people.contact(follow_up.contact)) {
        Some(contact) => format!("followup why {}", typed(contact.name())),
        None if compiled.people.contacts.is_empty() => "followup list --all".to_owned(),
        None => "followup list".to_owned(),
    }
}
