//! Makes `index.html`, a self-contained page that is readable without script (design 6.2).

mod card;
mod filter;
pub(super) mod words;

use super::agenda_md::{nothing, worst};
use super::cards::{MOST_WELCOME, Part};
use super::drafts::Drafts;
use super::engine::Engine;
use super::html::{Who, dated, policy, ready, safe};
use super::links::Build;
use super::when::{Dated, in_words, so_long};
use crate::core::agenda::model::{Resting, Section};
use crate::core::object::object;
use crate::core::problem::counts::Counts;
use crate::core::problem::{Problem, show};
use crate::core::text::{count_of, list, one_line};
use card::of_card;
use filter::{also, tag_lines};
use rayon::prelude::*;
use serde::Serialize;

/// Renders the page, or returns what is wrong with its template.
pub(crate) fn write(
    build: &Build<'_>,
    drafts: &Drafts,
    problems: &[Problem],
    parts: &[Part<'_>],
    engine: &Engine,
) -> Result<String, Box<Problem>> {
    engine.page("page.html", &variables(build, drafts, problems, parts, engine))
}

/// Returns everything that the template is given. `docs/templates.md` describes each variable.
fn variables<'a>(
    build: &Build<'a>,
    drafts: &Drafts,
    problems: &'a [Problem],
    parts: &[Part<'a>],
    engine: &Engine,
) -> impl Serialize + use<'a> {
    let agenda = &build.compiled.agenda;
    let (style, script) = (engine.text("style.css"), engine.text("script.js"));
    let listed = worst(problems);
    object! {
        // The policy needs no escaping, and its quotation marks must stay.
        csp: ready(policy(style, script)),
        style: ready(style.to_owned()),
        script: ready(script.to_owned()),
        vault: one_line(&agenda.vault),
        today: Dated::full(agenda.today),
        welcome_back: agenda.welcome_back,
        summary: summary(build, parts),
        horizon: build.config.horizon,
        chips: filter::chips(build),
        parts: parts.iter().map(|part| of_part(build, drafts, part)).collect::<Vec<_>>(),
        resting: agenda.resting.iter().map(|one| of_resting(build, one)).collect::<Vec<_>>(),
        problems_hidden: problems.len() - listed.len(),
        problem_count: Counts::from(problems).all(),
        problems: listed.into_iter().map(of_problem).collect::<Vec<_>>(),
    }
}

fn of_problem(problem: &Problem) -> impl Serialize {
    object! {
        severity: problem.severity(),
        message: &problem.message,
        help: &problem.help,
        place: show::location(problem),
    }
}

/// Returns the line below the title: `8 people for today, 4 more due and 12 in the week ahead.`; empty if
/// there is nothing.
fn summary(build: &Build<'_>, parts: &[Part<'_>]) -> String {
    let number = |section| {
        let part = parts.iter().find(|part| part.section == section);
        part.map_or(0, |part| part.cards.len() + part.hidden)
    };
    let people = |number| count_of(number, "person", "people");
    let mut said = Vec::new();
    let (today, more, week) = (number(Section::Today), number(Section::More), number(Section::Week));
    if today > 0 {
        said.push(format!("{} for today", people(today)));
    }
    if more > 0 {
        said.push(format!("{more} more due"));
    }
    if week > 0 {
        let ones = if today + more > 0 { week.to_string() } else { people(week) };
        said.push(format!("{ones} in the week ahead"));
    }
    let resting = build.compiled.agenda.resting.len();
    if resting > 0 && !said.is_empty() {
        said.push(format!("{resting} at rest"));
    }
    if said.is_empty() { String::new() } else { format!("{}.", list(&said, "and")) }
}

/// Returns an explanation for sections whose heading needs one.
fn lead(section: Section) -> Option<&'static str> {
    match section {
        Section::Today | Section::Week | Section::Later => None,
        Section::More => Some("Due as well, but more than a day’s worth. They move up as you go."),
        Section::First => Some("You want to keep in touch, but have not been in touch yet."),
        Section::Quiet => Some("No cadence is set, but the silence is longer than it used to be."),
    }
}

fn of_part<'a>(build: &Build<'a>, drafts: &Drafts, part: &Part<'a>) -> impl Serialize + use<'a> {
    let mut cards: Vec<_> = part.cards.par_iter().map(|card| of_card(build, drafts, card)).collect();
    let number = cards.len() + part.hidden;
    let shown = match (build.compiled.agenda.welcome_back, part.section) {
        (false, _) => cards.len(),
        (true, Section::Today) => MOST_WELCOME.min(cards.len()),
        (true, _) => 0,
    };
    let folded = cards.split_off(shown);
    object! {
        id: part.section,
        heading: part.section.heading(),
        lead: lead(part.section),
        number,
        nothing: (number == 0).then(|| safe(&nothing(build))),
        cards,
        folded,
        hidden: part.hidden,
    }
}

fn of_resting(build: &Build<'_>, one: &Resting) -> impl Serialize + use<> {
    let contact = build.compiled.people.contact(one.contact);
    let today = build.compiled.agenda.today;
    object! {
        who: Who::new(build, contact),
        also: also(contact),
        tags: tag_lines(contact),
        returns: dated(one.returns, &in_words(one.returns, today)),
        since: dated(one.since, &in_words(one.since, today)),
        // `for 6 months`, `since yesterday`.
        resting: dated(one.since, &so_long(one.since, today)),
        why: one.cause.in_words(one.attempts),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, HOSTILE};
    use super::*;
    use crate::core::agenda::model::{Kind, State};
    use crate::core::config::model::Config;
    use std::collections::BTreeMap;

    fn page(compiled: &crate::core::compile::Compiled) -> String {
        let config = Config::default();
        let build = Build::new(compiled, &config);
        let engine = Engine::new(&BTreeMap::new(), &config);
        let parts = super::super::cards::parts(&build);
        write(&build, &Drafts::default(), &compiled.problems, &parts, &engine).unwrap()
    }

    #[test]
    fn every_variable_is_documented() {
        let (compiled, config) = (fixture::full(), Config::default());
        let (build, engine) = (Build::new(&compiled, &config), Engine::new(&BTreeMap::new(), &config));
        let parts = super::super::cards::parts(&build);
        let given = variables(&build, &Drafts::default(), &compiled.problems, &parts, &engine);
        fixture::assert_documented(&given, include_str!("../../../../docs/templates.md"), "page");
    }

    #[test]
    fn a_card_says_who_what_when_and_why() {
        let compiled = fixture::compiled(vec![fixture::contact("People/Ada.md", "Ada")], |people| {
            vec![fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20")]
        });
        let page = page(&compiled);
        assert!(page.contains("<h2 id=\"today\" tabindex=\"-1\">Today <small>1</small></h2>"));
        assert!(page.contains("<strong>Keep in touch</strong> <span class=\"by\">by email</span>"), "{page}");
        assert_eq!(page.matches("<article").count(), 1);
        assert!(page.contains("data-id=\"keepintouc\""));
        assert!(page.contains("<time datetime=\"2026-11-22\""));
        assert!(page.contains("every 4 weeks <small>People/Ada.md:12</small>"), "{page}");
        assert!(page.contains("collects <strong>vinyl</strong>, see Jazz"));
        assert!(page.contains("script-src &#39;sha256-") || page.contains("script-src 'sha256-"));
    }

    #[test]
    fn no_tag_of_a_note_survives() {
        let mut hostile = fixture::contact("People/\"><b>.md", HOSTILE);
        hostile.facts.hooks[0].text = format!("</article></script>{HOSTILE}").into();
        let compiled = fixture::compiled(vec![hostile], |people| {
            let mut one = fixture::follow_up(people, Kind::Promise, "2026-11-20");
            one.title = HOSTILE.into();
            one.topic = Some("[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![y](data:x)".into());
            one.reasons[0].text = HOSTILE.into();
            vec![one]
        });
        let page = page(&compiled);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("<article").count(), 1);
        assert_eq!(page.matches("</article>").count(), 1);
        assert!(!page.contains("<img") && !page.contains("href=\"javascript") && !page.contains('\u{202e}'));
    }

    #[test]
    fn an_empty_page_helps() {
        assert!(page(&fixture::compiled(Vec::new(), |_| Vec::new())).contains("No contacts were found."));
    }

    #[test]
    fn a_returner_sees_five_and_no_overdue_days() {
        let contacts = (0..8).map(|number| fixture::contact(&format!("{number}.md"), "Ada")).collect();
        let mut compiled = fixture::compiled(contacts, |people| {
            (0..8)
                .map(|number| {
                    let mut one = fixture::follow_up(people, Kind::KeepInTouch, "2026-08-20");
                    one.contact = crate::core::people::contact::ContactIndex(number);
                    one.state = State::Overdue;
                    one.overdue_days = 90;
                    one
                })
                .collect()
        });
        compiled.agenda.welcome_back = true;
        let page = page(&compiled);
        assert!(
            page.contains("<summary>3 more people</summary>")
                && page.contains("<code>followup restart</code>")
        );
        let shown = page.split("</style>").nth(1).unwrap();
        assert!(!shown.contains("overdue"));
    }
}
