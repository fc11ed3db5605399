//! `index.html`: one self-contained file, readable without script (design 6.2).

use super::agenda_md::{nothing, standing, worst};
use super::cards::{self, Card, MOST_WELCOME, Part};
use super::drafts::Drafts;
use super::engine::Engine;
use super::escape::inline::{html, plain};
use super::escape::url::{PathPart, linkable};
use super::links::Build;
use super::when::in_words;
use crate::core::agenda::model::{Detail, FollowUp, Introduction, Kind, Offer, Section, State};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::place::Place;
use crate::core::problem::{Problem, show};
use crate::core::text::{count, one_line};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The page, or what is wrong with its template.
pub(crate) fn write(
    build: &Build<'_>,
    drafts: &Drafts,
    problems: &[Problem],
    engine: &Engine,
) -> Result<String, Box<Problem>> {
    engine.page("page.html", &Page::new(build, drafts, problems, engine))
}

/// The policy that lets this page run its one script and show its one style, and nothing else.
pub(crate) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    let mut policy = format!("default-src 'none'; style-src {}", hash(style));
    if !script.is_empty() {
        let _ = write!(policy, "; script-src {}", hash(script));
    }
    policy.push_str("; base-uri 'none'; form-action 'none'");
    policy
}

/// A day for `<time>`.
#[derive(Serialize)]
pub(crate) struct Dated {
    iso: Day,
    words: String,
}

impl Dated {
    pub(crate) fn full(day: Day) -> Dated {
        Dated { iso: day, words: format!("{}, {}", day.weekday_name(), day.in_words()) }
    }
}

#[derive(Serialize)]
struct Page<'a> {
    csp: Value,
    style: Value,
    script: Value,
    vault: String,
    today: Dated,
    welcome_back: bool,
    chips: Vec<Chip>,
    parts: Vec<PartView<'a>>,
    resting: Vec<RestingView<'a>>,
    problems: Vec<ProblemView<'a>>,
    problem_count: usize,
    problems_hidden: usize,
}

#[derive(Serialize)]
struct Chip {
    value: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct PartView<'a> {
    id: &'a str,
    heading: &'a str,
    number: usize,
    nothing: Option<Value>,
    cards: Vec<CardView<'a>>,
    folded: Vec<CardView<'a>>,
    hidden: usize,
}

#[derive(Serialize)]
struct CardView<'a> {
    name: String,
    about: Option<String>,
    find: String,
    chips: String,
    note_url: Option<String>,
    items: Vec<ItemView<'a>>,
    topics: Vec<Value>,
    hooks: Vec<LineView>,
    promises: Vec<LineView>,
    resources: Vec<ResourceView<'a>>,
    introductions: Vec<IntroductionView<'a>>,
    last: Option<LastView>,
}

#[derive(Serialize)]
struct ItemView<'a> {
    id: &'a str,
    kind: &'a str,
    title: String,
    iso: Day,
    standing: String,
    late: bool,
    reasons: Vec<LineView>,
    tried: Option<String>,
    channel: Option<&'a str>,
    draft: Option<String>,
    places: usize,
    mailto: Option<String>,
    copy: Option<String>,
    log_url: Option<String>,
}

/// A line of a note as safe HTML, with its evidence.
#[derive(Serialize)]
struct LineView {
    html: Value,
    place: Option<String>,
}

#[derive(Serialize)]
struct ResourceView<'a> {
    title: String,
    path: &'a str,
    url: Option<String>,
}

#[derive(Serialize)]
struct IntroductionView<'a> {
    name: String,
    path: &'a str,
    why: Value,
}

#[derive(Serialize)]
struct LastView {
    words: Value,
    iso: Day,
    when: String,
    place: Option<String>,
}

#[derive(Serialize)]
struct RestingView<'a> {
    name: String,
    iso: Day,
    returns: String,
    path: &'a str,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    severity: &'a str,
    message: &'a str,
    help: &'a str,
    place: String,
}

/// Safe HTML made of one line of a note.
fn safe(text: &str) -> Value {
    Value::from_safe_string(html(text))
}

impl<'a> Page<'a> {
    fn new(build: &Build<'a>, drafts: &Drafts, problems: &'a [Problem], engine: &Engine) -> Page<'a> {
        let agenda = &build.compiled.agenda;
        let (style, script) = (engine.text("style.css"), engine.text("script.js"));
        let parts = cards::parts(build);
        let listed = worst(problems);
        Page {
            // Nothing in it needs escaping, and a quotation mark must stay one.
            csp: Value::from_safe_string(policy(style, script)),
            style: Value::from_safe_string(style.to_owned()),
            script: Value::from_safe_string(script.to_owned()),
            vault: one_line(&agenda.vault),
            today: Dated::full(agenda.today),
            welcome_back: agenda.welcome_back,
            chips: chips(build),
            parts: parts.iter().map(|part| PartView::new(build, drafts, part)).collect(),
            resting: agenda
                .resting
                .iter()
                .map(|one| {
                    let contact = build.compiled.people.contact(one.contact);
                    RestingView {
                        name: one_line(contact.name()),
                        iso: one.returns,
                        returns: in_words(one.returns, agenda.today),
                        path: contact.path.as_str(),
                    }
                })
                .collect(),
            problems_hidden: problems.len() - listed.len(),
            problem_count: problems.len(),
            problems: listed
                .into_iter()
                .map(|problem| ProblemView {
                    severity: problem.severity().name(),
                    message: &problem.message,
                    help: &problem.help,
                    place: show::location(problem),
                })
                .collect(),
        }
    }
}

/// Filters by kind and channel, as far as they occur.
fn chips(build: &Build<'_>) -> Vec<Chip> {
    let follow_ups = &build.compiled.agenda.follow_ups;
    let kinds = Kind::ALL.iter().filter(|kind| follow_ups.iter().any(|one| one.kind == **kind));
    let channels =
        Channel::ALL.iter().filter(|channel| follow_ups.iter().any(|one| one.channel == Some(**channel)));
    let kinds = kinds.map(|kind| Chip { value: kind.name(), label: kind.label() });
    kinds.chain(channels.map(|channel| Chip { value: channel.name(), label: channel.name() })).collect()
}

impl<'a> PartView<'a> {
    fn new(build: &Build<'a>, drafts: &Drafts, part: &Part<'a>) -> PartView<'a> {
        let mut cards: Vec<CardView<'a>> =
            part.cards.iter().map(|card| CardView::new(build, drafts, card)).collect();
        let number = cards.len() + part.hidden;
        let shown = match (build.compiled.agenda.welcome_back, part.section) {
            (false, _) => cards.len(),
            (true, Section::Today) => MOST_WELCOME.min(cards.len()),
            (true, _) => 0,
        };
        let folded = cards.split_off(shown);
        PartView {
            id: part.section.name(),
            heading: part.section.heading(),
            number,
            nothing: (number == 0).then(|| safe(&nothing(build))),
            cards,
            folded,
            hidden: part.hidden,
        }
    }
}

impl<'a> CardView<'a> {
    fn new(build: &Build<'a>, drafts: &Drafts, card: &Card<'a>) -> CardView<'a> {
        let contact = card.contact;
        let facts = &contact.facts;
        let follow_ups: Vec<(usize, &'a FollowUp)> = card.follow_ups(build).collect();
        let ones = || follow_ups.iter().map(|(_, one)| *one);
        let about: Vec<String> =
            [&facts.role, &facts.org].into_iter().flatten().map(|text| plain(text)).collect();
        CardView {
            name: one_line(contact.name()),
            about: (!about.is_empty()).then(|| about.join(", ")),
            find: find(contact, &follow_ups),
            chips: words(follow_ups.iter().flat_map(|(_, one)| {
                [Some(one.kind.name()), one.channel.map(Channel::name)].into_iter().flatten()
            })),
            note_url: build.note_url(&contact.path),
            items: follow_ups
                .iter()
                .map(|(position, one)| ItemView::new(build, drafts, *position, one))
                .collect(),
            topics: once(ones().filter_map(|one| one.topic.as_deref()), safe),
            hooks: once(ones().flat_map(|one| &one.hooks), detail),
            promises: once(ones().flat_map(|one| &one.promises), detail),
            resources: once(ones().flat_map(|one| &one.resources), ResourceView::from),
            introductions: once(ones().flat_map(|one| &one.introductions), IntroductionView::from),
            last: cards::last(build, contact).map(|last| LastView::new(build, last)),
        }
    }
}

/// Each different thing once, in order: follow-ups of one card share most of what they offer.
fn once<'a, T: PartialEq + ?Sized + 'a, V>(
    all: impl Iterator<Item = &'a T>,
    view: impl Fn(&'a T) -> V,
) -> Vec<V> {
    let mut seen: Vec<&T> = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen.into_iter().map(view).collect()
}

impl<'a> From<&'a Offer> for ResourceView<'a> {
    fn from(offer: &'a Offer) -> ResourceView<'a> {
        ResourceView {
            title: plain(&offer.title),
            path: offer.path.as_str(),
            url: offer.url.as_deref().and_then(linkable),
        }
    }
}

impl<'a> From<&'a Introduction> for IntroductionView<'a> {
    fn from(other: &'a Introduction) -> IntroductionView<'a> {
        IntroductionView { name: one_line(&other.name), path: other.path.as_str(), why: safe(&other.why) }
    }
}

/// What the search field looks in.
fn find(contact: &Contact, follow_ups: &[(usize, &FollowUp)]) -> String {
    let facts = &contact.facts;
    let names = [contact.name()].into_iter().chain(facts.aliases.iter().map(|alias| &**alias));
    let tags = facts.tags.iter().map(|tag| &**tag);
    let kinds = follow_ups.iter().flat_map(|(_, one)| [one.kind.label(), one.kind.name()]);
    let channels = follow_ups.iter().filter_map(|(_, one)| one.channel.map(Channel::name));
    let places = [&facts.org, &facts.role].into_iter().flatten().map(|text| &**text);
    one_line(&words(names.chain(tags).chain(kinds).chain(channels).chain(places)))
}

/// The different ones, apart by blanks.
fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    once(words, |word| word).join(" ")
}

impl<'a> ItemView<'a> {
    fn new(build: &Build<'a>, drafts: &Drafts, position: usize, one: &'a FollowUp) -> ItemView<'a> {
        let agenda = &build.compiled.agenda;
        let draft = drafts.of(position);
        ItemView {
            id: &one.id,
            kind: one.kind.name(),
            title: plain(&one.title),
            iso: shown_day(one),
            standing: standing(one, agenda.today, agenda.welcome_back),
            late: matches!(one.state, State::Overdue | State::Belated) && !agenda.welcome_back,
            reasons: one.reasons.iter().map(|reason| line(&reason.text, reason.place.as_ref())).collect(),
            tried: tried(one),
            channel: one.channel.map(Channel::name),
            draft: draft.map(|draft| PathPart(&draft.path).to_string()),
            places: draft.map_or(0, |draft| draft.places),
            mailto: drafts.mailto(build, position, one),
            copy: draft.map(|draft| draft.body.clone()),
            log_url: build.log_url(one),
        }
    }
}

/// The day that the words of a card speak of.
fn shown_day(one: &FollowUp) -> Day {
    match one.state {
        State::Upcoming => one.on,
        State::Due | State::Overdue => one.by,
        State::Belated => one.date.unwrap_or(one.due),
    }
}

fn tried(one: &FollowUp) -> Option<String> {
    let attempts = usize::try_from(one.attempts).unwrap_or(0);
    (attempts > 0).then(|| format!("you wrote {} since you last heard from them", times(attempts)))
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => count(number, "time"),
    }
}

fn detail(detail: &Detail) -> LineView {
    line(&detail.text, Some(&detail.place))
}

fn line(text: &str, place: Option<&Place>) -> LineView {
    LineView { html: safe(text), place: place.map(Place::to_string) }
}

impl LastView {
    fn new(build: &Build<'_>, last: &Interaction) -> LastView {
        let mut words = match (last.kind, last.channel) {
            (InteractionKind::Clear(direction), Some(channel)) => {
                format!("{} ({})", channel.name(), direction.name())
            }
            (InteractionKind::Clear(direction), None) => format!("contact ({})", direction.name()),
            _ => "contact".to_owned(),
        };
        if let Some(text) = &last.text {
            let _ = write!(words, ": {text}");
        }
        LastView {
            words: safe(&words),
            iso: last.day,
            when: in_words(last.day, build.compiled.agenda.today),
            place: build.compiled.people.place(last).map(|place| place.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, HOSTILE};
    use super::*;
    use crate::core::config::model::Config;
    use std::collections::BTreeMap;

    fn page(compiled: &crate::core::compile::Compiled) -> String {
        let config = Config::default();
        let build = Build::new(compiled, &config);
        let engine = Engine::new(&BTreeMap::new(), &config);
        write(&build, &Drafts::default(), &compiled.problems, &engine).unwrap()
    }

    #[test]
    fn a_card_says_who_what_when_and_why() {
        let compiled = fixture::compiled(vec![fixture::contact("People/Ada.md", "Ada")], |people| {
            vec![fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20")]
        });
        let page = page(&compiled);
        assert!(page.contains("<h2 id=\"today\">Today <small>1</small></h2>"));
        assert_eq!(page.matches("<article").count(), 1);
        assert!(page.contains("data-id=\"keepintouc\""));
        assert!(page.contains("<time datetime=\"2026-11-22\""));
        assert!(page.contains("every 4 weeks <span class=\"place\">People/Ada.md:12</span>"), "{page}");
        assert!(page.contains("collects <strong>vinyl</strong>, see Jazz"));
        assert!(page.contains("script-src &#39;sha256-") || page.contains("script-src 'sha256-"));
    }

    #[test]
    fn no_tag_of_a_note_survives() {
        let compiled = fixture::compiled(vec![fixture::contact("People/\"><b>.md", HOSTILE)], |people| {
            let mut one = fixture::follow_up(people, Kind::Promise, "2026-11-20");
            one.title = HOSTILE.to_owned();
            one.topic = Some("[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![y](data:x)".to_owned());
            one.reasons[0].text = HOSTILE.to_owned();
            one.hooks[0].text = format!("</article></script>{HOSTILE}");
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
        assert!(page.contains("<summary>3 more people</summary>") && page.contains("<code>start:</code>"));
        assert!(!page.contains("overdue"));
    }
}
