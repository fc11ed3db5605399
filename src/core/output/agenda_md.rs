//! Writes `agenda.md`, the agenda for Obsidian with checkboxes (design 6.2, 7).

use super::cards::{Card, Part};
use super::drafts::Drafts;
use super::escape::inline::plain;
use super::escape::markdown::MarkdownText;
use super::escape::url::linkable;
use super::links::Build;
use super::when::{by_words, in_words};
use crate::core::agenda::detail::Detail;
use crate::core::agenda::model::{Agenda, FollowUp, Introduction, Kind, State};
use crate::core::day::Day;
use crate::core::people::contact::Contact;
use crate::core::place::Place;
use crate::core::problem::{Problem, show};
use crate::core::text::count;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Maximum number of problems that are listed; the rest is counted.
pub(crate) const MOST_PROBLEMS: usize = 50;

/// Capacity to reserve for an item besides its text: indent, bullet and a place of usual length.
const USUAL_PLACE: usize = 64;

/// Returns the whole file.
pub(crate) fn write(build: &Build<'_>, drafts: &Drafts, problems: &[Problem], parts: &[Part<'_>]) -> String {
    let agenda = &build.compiled.agenda;
    let mut text = format!("# Agenda for {}\n", agenda.today.in_full());
    if agenda.welcome_back {
        text.push_str(
            "\nWelcome back. Begin with one person; the rest can wait. There are two ways on: `followup next --catch-up` goes \
             through what waited, one at a time, and `followup restart` starts again.\n",
        );
    }
    for part in parts {
        let _ = write!(text, "\n## {}\n", part.section.heading());
        if part.cards.is_empty() && part.hidden == 0 {
            let _ = write!(text, "\n{}\n", nothing(build));
        }
        for card in &part.cards {
            write_card(&mut text, build, drafts, card);
        }
        if part.hidden > 0 {
            let (hidden, horizon) = (part.hidden, build.config.horizon);
            let _ = write!(text, "\n{hidden} more; `followup agenda --days {horizon}` lists them.\n");
        }
    }
    write_resting(&mut text, build);
    write_problems(&mut text, problems);
    text
}

/// Returns the text for an empty Today, with help for the most likely reason.
pub(crate) fn nothing(build: &Build<'_>) -> String {
    let agenda = &build.compiled.agenda;
    if agenda.contacts == 0 && build.config.contacts.is_folder(&agenda.vault) {
        return "No contacts were found. This folder is named like a folder of contacts: its vault is probably the folder above, \
                so run `followup build` there."
            .to_owned();
    }
    if agenda.contacts == 0 {
        return "No contacts were found. A note is a contact if it has `type: person`, the tag `person`, or is in \
                a folder such as People; `followup list --all` says what each note is taken for."
            .to_owned();
    }
    let next = agenda.follow_ups.iter().filter(|one| one.state == State::Upcoming).min_by_key(|one| one.on);
    match next {
        Some(one) => {
            let name = MarkdownText(build.contact(one).name()).to_string();
            let next = format!("Nothing for today. The next is {name}, {}.", in_words(one.on, agenda.today));
            if is_first_run(build) { format!("{next} {FIRST_RUN}") } else { next }
        }
        None if is_first_run(build) => format!("Nothing is due. {FIRST_RUN}"),
        None if agenda.has_waiting() => {
            "Nothing has to be done today. Below are people you could get in touch with.".to_owned()
        }
        None => format!(
            "Nothing is due, and nothing is planned for the next {} days. A `cadence`, a `next` date or a log entry \
             in a note brings a contact here; `followup why NAME` tells what each rule sees.",
            build.config.horizon
        ),
    }
}

/// Added for users who have not set any cadence yet.
const FIRST_RUN: &str = "No note and no rule says yet how often you want to be in touch, so only dates, promises, answers \
                         and next steps come up. `followup init` looks at your notes and proposes rules.";

/// Whether neither the configuration nor any note sets a cadence.
fn is_first_run(build: &Build<'_>) -> bool {
    let config = build.config;
    let contacts = &build.compiled.people.contacts;
    config.rules.is_empty()
        && config.start.is_none()
        && config.tiers.is_empty()
        && contacts.iter().all(|contact| contact.facts.settings.cadence.is_none())
}

fn write_card(text: &mut String, build: &Build<'_>, drafts: &Drafts, card: &Card<'_>) {
    let _ = write!(text, "\n### {}\n\n", build.wikilink(card.contact));
    // Details that several follow-ups of a card share are listed once, under the first.
    let mut said = BTreeSet::new();
    for (position, one) in card.follow_ups(build.compiled) {
        let (_, mut standing) = standing(one, &build.compiled.agenda);
        if let Some(channel) = one.written_by() {
            let _ = write!(standing, ", {}", channel.name());
        }
        let title = plain(&one.title);
        let _ = writeln!(text, "- [ ] {} ({}) ^f-{}", MarkdownText(&title), MarkdownText(&standing), one.id);
        for reason in &one.reasons {
            push_item(text, &reason.text, reason.place.as_ref());
            text.push('\n');
        }
        for line in details(one, build.contact(one)) {
            if !said.contains(&line) {
                text.push_str(&line);
                text.push('\n');
                said.insert(line);
            }
        }
        if let Some(draft) = drafts.of(position) {
            let _ = writeln!(text, "    - [draft]({})", draft.path);
        }
        if let Some(url) = build.log_url(one) {
            let _ = writeln!(text, "    - [log it]({url})");
        }
    }
}

/// Returns a list item for each hook, topic, promise, resource and introduction.
fn details(one: &FollowUp, contact: &Contact) -> impl Iterator<Item = String> {
    let detail = |label: &str, of: Detail<'_>| item(&[label, of.text].concat(), Some(&of.place()));
    let hooks = one.hooks(contact).map(move |hook| detail("hook: ", hook));
    let topic = one.topic.iter().map(|topic| item(&format!("last topic: {topic}"), None));
    let promises = one.promises(contact).map(move |open| detail("promised: ", open));
    let resources = one.resources.iter().map(|offer| {
        let share = item(&format!("share: {}", offer.title), None);
        match offer.url.as_deref().and_then(linkable) {
            Some(url) => format!("{share} <{url}>"),
            None => share,
        }
    });
    let meet = |other: &Introduction| item(&format!("could meet {}: {}", other.name, other.why), None);
    hooks.chain(topic).chain(promises).chain(resources).chain(one.introductions.iter().map(meet))
}

fn item(words: &str, place: Option<&Place>) -> String {
    let mut item = String::with_capacity(words.len() + USUAL_PLACE);
    push_item(&mut item, words, place);
    item
}

fn push_item(text: &mut String, words: &str, place: Option<&Place>) {
    let _ = write!(text, "    - {}", MarkdownText(&plain(words)));
    if let Some(place) = place {
        let _ = write!(text, " ({})", MarkdownText(&place.to_string()));
    }
}

/// Returns the relevant day of a follow-up and its state in words, such as `on Tuesday` or `3 days overdue`.
/// After a long break overdue days are not counted.
pub(crate) fn standing(one: &FollowUp, agenda: &Agenda) -> (Day, String) {
    let today = agenda.today;
    let date = one.date.unwrap_or(one.due);
    match one.state {
        State::Upcoming => (one.on, in_words(one.on, today)),
        State::Due | State::Belated | State::Overdue if one.kind == Kind::Drift => {
            (one.stamp, format!("last in touch {}", in_words(one.stamp, today)))
        }
        State::Due if one.by > today => (one.by, by_words(one.by, today)),
        State::Due => (one.by, "today".to_owned()),
        State::Belated => (date, format!("belated, it was {}", in_words(date, today))),
        State::Overdue if agenda.welcome_back => (one.by, "still open".to_owned()),
        State::Overdue => {
            (one.by, format!("{} overdue", count(usize::try_from(one.overdue_days).unwrap_or(0), "day")))
        }
    }
}

fn write_resting(text: &mut String, build: &Build<'_>) {
    let agenda = &build.compiled.agenda;
    if agenda.resting.is_empty() {
        return;
    }
    text.push_str("\n## Resting\n\n");
    for resting in &agenda.resting {
        let contact = build.compiled.people.contact(resting.contact);
        let returns = in_words(resting.returns, agenda.today);
        let _ = writeln!(text, "- {}, returns {returns} ({})", build.wikilink(contact), resting.returns);
    }
}

fn write_problems(text: &mut String, problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    text.push_str("\n## Needs attention\n\n");
    for problem in worst(problems) {
        let _ = write!(
            text,
            "- {} {}: {}",
            problem.severity().name(),
            MarkdownText(&show::location(problem)),
            MarkdownText(&problem.message)
        );
        let _ = match problem.help.as_str() {
            "" => writeln!(text),
            help => writeln!(text, "; {}", MarkdownText(help)),
        };
    }
    if problems.len() > MOST_PROBLEMS {
        let _ = writeln!(text, "- {} more; `followup check` lists them", problems.len() - MOST_PROBLEMS);
    }
}

/// Returns the problems to list, most severe first.
pub(crate) fn worst(problems: &[Problem]) -> Vec<&Problem> {
    let mut worst: Vec<&Problem> = problems.iter().collect();
    worst.sort_by_key(|problem| problem.severity());
    worst.truncate(MOST_PROBLEMS);
    worst
}

#[cfg(test)]
mod tests {
    use super::super::cards::parts;
    use super::super::fixture::{self, HOSTILE};
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::reading;

    #[test]
    fn a_contact_has_one_link_and_a_follow_up_one_checkbox() {
        let contacts = vec![fixture::contact("People/Ada.md", "Ada")];
        let compiled = fixture::compiled(contacts, |people| {
            vec![fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20")]
        });
        let config = Config::default();
        let build = Build::new(&compiled, &config);
        let text = write(&build, &Drafts::default(), &[], &parts(&build));
        assert_eq!(
            text,
            "# Agenda for Tuesday, 24 November 2026\n\n## Today\n\n### [[Ada]]\n\n\
             - [ ] Keep in touch: Ada (today, email) ^f-keepintouc\n    \
             - last contact 6 weeks ago, every 4 weeks (People/Ada.md:12)\n    \
             - hook: collects vinyl, see Jazz (People/Ada.md:7)\n    - last topic: the case study\n    \
             - [log it](obsidian://daily?vault=My%20vault&append=true&silent=true&content=\
             -%20email%20to%20%5B%5BAda%5D%5D)\n"
        );
    }

    #[test]
    fn hostile_notes_add_no_link_box_or_line() {
        let compiled = fixture::compiled(vec![fixture::contact("People/x.md", HOSTILE)], |people| {
            let mut one = fixture::follow_up(people, Kind::Promise, "2026-11-20");
            one.title = HOSTILE.into();
            one.topic = Some(format!("[[Ben]]\n- [ ] x 📅 2026-01-01 {HOSTILE}").into());
            one.reasons[0].text = HOSTILE.into();
            vec![one]
        });
        let config = Config::default();
        let build = Build::new(&compiled, &config);
        let text = write(&build, &Drafts::default(), &[], &parts(&build));
        assert_eq!(text.matches("[[").count(), 1, "{text}");
        assert_eq!(text.matches("- [ ]").count(), 1, "{text}");
        assert_eq!(text.matches("^f-").count(), 1, "{text}");
        assert!(!text.contains('📅') && !text.contains("<script"), "{text}");
    }

    #[test]
    fn an_empty_agenda_helps() {
        let config = Config::default();
        let compiled = fixture::compiled(Vec::new(), |_| Vec::new());
        assert!(nothing(&Build::new(&compiled, &config)).contains("`type: person`"));
        let compiled = fixture::compiled(vec![fixture::contact("a.md", "Ada")], |people| {
            vec![fixture::follow_up(people, Kind::Birthday, "2026-11-27")]
        });
        assert_eq!(
            nothing(&Build::new(&compiled, &config)),
            format!("Nothing for today. The next is Ada, on Friday. {FIRST_RUN}")
        );
        let ruled = reading::read("rules: [{match: {tag: x}, set: {cadence: 4 weeks}}]").unwrap();
        assert_eq!(nothing(&Build::new(&compiled, &ruled)), "Nothing for today. The next is Ada, on Friday.");
    }
}
