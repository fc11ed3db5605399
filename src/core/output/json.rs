//! `agenda.json`, the contract for scripts (design 6.1): every key is always there.

use super::drafts::Drafts;
use super::links::{self, Build};
use crate::core::agenda::model::{
    Detail, FollowUp, Introduction, Lapsed, Offer, Reason, Resting, Section, State,
};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::place::Place;
use crate::core::problem::{Problem, Severity, show};
use rayon::prelude::*;
use serde::Serialize;
use std::io;

/// Version of the contract.
const SCHEMA: u32 = 1;

/// Follow-ups that one core puts into JSON at a time, and those of a round. Two rounds are held at once.
const PART: usize = 256;
const ROUND: usize = 4 * PART;
/// Bytes that most follow-ups take.
const USUAL: usize = 1536;
/// How the frame holds the follow-ups: a text that no value can contain, for its quotes are bare.
const EMPTY: &str = "\"follow_ups\": []";

/// Writes the file in rounds: a few thousand follow-ups side by side, then on to the next, so that a
/// large agenda is never held whole.
pub(crate) fn write(
    build: &Build<'_>,
    drafts: &Drafts,
    problems: &[Problem],
    to: &mut (dyn io::Write + Send),
) -> io::Result<()> {
    let follow_ups = &build.compiled.agenda.follow_ups;
    let mut bytes = Vec::new();
    in_lines(&frame(build, problems), LineEach::default(), &mut bytes)?;
    let frame = String::from_utf8(bytes).map_err(io::Error::other)?;
    let (before, after) =
        frame.split_once(EMPTY).ok_or_else(|| io::Error::other("there is no place for follow-ups"))?;
    write!(to, "{before}\"follow_ups\": [")?;
    let make = |(round, some): (usize, &[Box<FollowUp>])| -> io::Result<Vec<Vec<u8>>> {
        let parts = some.par_chunks(PART).enumerate();
        parts.map(|(part, some)| lines(build, drafts, round * ROUND + part * PART, some)).collect()
    };
    let mut ready = Vec::new();
    for round in follow_ups.chunks(ROUND).enumerate() {
        // The next ones are made while these go to the disk.
        let write = || ready.iter().try_for_each(|part: &Vec<u8>| to.write_all(part));
        let (written, made) = rayon::join(write, || make(round));
        written?;
        ready = made?;
    }
    ready.iter().try_for_each(|part| to.write_all(part))?;
    let end = if follow_ups.is_empty() { "]" } else { "\n  ]" };
    writeln!(to, "{end}{after}")
}

/// Follow-ups as lines of the list; `first` is the position of the first one in the agenda.
fn lines(build: &Build<'_>, drafts: &Drafts, first: usize, some: &[Box<FollowUp>]) -> io::Result<Vec<u8>> {
    let mut lines = Vec::with_capacity(some.len() * USUAL);
    for (position, follow_up) in (first..).zip(some) {
        lines.extend_from_slice(if position == 0 { b"\n    " } else { b",\n    " });
        let json = FollowUpJson::new(build, drafts, position, follow_up);
        in_lines(&json, LineEach { depth: 2, empty: false }, &mut lines)?;
    }
    Ok(lines)
}

fn in_lines(json: &impl Serialize, form: LineEach, to: &mut Vec<u8>) -> io::Result<()> {
    json.serialize(&mut serde_json::Serializer::with_formatter(to, form))?;
    Ok(())
}

/// The file without its follow-ups.
fn frame<'a>(build: &'a Build<'_>, problems: &'a [Problem]) -> Frame<'a> {
    let agenda = &build.compiled.agenda;
    Frame {
        schema: SCHEMA,
        today: agenda.today,
        vault: &agenda.vault,
        welcome_back: agenda.welcome_back,
        follow_ups: [],
        resting: agenda.resting.iter().map(|resting| RestingJson::new(build, resting)).collect(),
        lapsed: agenda.lapsed.iter().map(|lapsed| LapsedJson::new(build, lapsed)).collect(),
        problems: problems.iter().map(show::Json::from).collect(),
        counts: Counts::new(build, problems),
    }
}

/// A line for each key of the whole and for each item of its lists: small, and a
/// difference of two days shows the follow-ups that changed.
#[derive(Default)]
struct LineEach {
    depth: usize,
    empty: bool,
}

impl LineEach {
    fn line<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        if self.depth > 2 {
            return Ok(());
        }
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }

    fn begin<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        writer.write_all(bracket)
    }

    fn end<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !self.empty && self.depth < 2 {
            self.line(writer)?;
        }
        self.empty = false;
        writer.write_all(bracket)
    }

    fn item<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(if self.depth > 2 { b", " } else { b"," })?;
        }
        self.empty = false;
        self.line(writer)
    }
}

impl serde_json::ser::Formatter for LineEach {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[derive(Serialize)]
struct Frame<'a> {
    schema: u32,
    today: Day,
    vault: &'a str,
    welcome_back: bool,
    /// Written apart, each on a line.
    follow_ups: [(); 0],
    resting: Vec<RestingJson<'a>>,
    lapsed: Vec<LapsedJson<'a>>,
    problems: Vec<show::Json<'a>>,
    counts: Counts,
}

#[derive(Serialize)]
struct FollowUpJson<'a> {
    id: &'a str,
    kind: &'a str,
    contact: &'a str,
    contact_id: &'a str,
    path: &'a str,
    tags: &'a [Box<str>],
    title: &'a str,
    due: Day,
    by: Day,
    on: Day,
    date: Option<Day>,
    state: &'a str,
    overdue_days: i64,
    today: bool,
    section: &'a str,
    channel: Option<Channel>,
    touch: Option<&'a str>,
    sequence: Option<&'a str>,
    optional: bool,
    turns: Option<i32>,
    attempts: u32,
    reasons: Vec<ReasonJson<'a>>,
    hooks: Vec<DetailJson<'a>>,
    topic: Option<&'a str>,
    resources: Vec<ResourceJson<'a>>,
    introductions: Vec<IntroductionJson<'a>>,
    draft: Option<&'a str>,
    mailto: Option<String>,
    log_url: Option<String>,
}

impl<'a> FollowUpJson<'a> {
    fn new(build: &Build<'a>, drafts: &'a Drafts, position: usize, one: &'a FollowUp) -> FollowUpJson<'a> {
        let contact = build.contact(one);
        FollowUpJson {
            id: &one.id,
            kind: one.kind.name(),
            contact: contact.name(),
            contact_id: &contact.id,
            path: contact.path.as_str(),
            tags: &contact.facts.tags,
            title: &one.title,
            due: one.due,
            by: one.by,
            on: one.on,
            date: one.date,
            state: one.state.name(),
            overdue_days: one.overdue_days,
            today: one.is_today(),
            section: one.section.name(),
            channel: one.channel,
            touch: one.touch.as_deref(),
            sequence: one.sequence.as_deref(),
            optional: one.optional,
            turns: one.turns,
            attempts: one.attempts,
            reasons: one.reasons.iter().map(ReasonJson::from).collect(),
            hooks: one.hooks.iter().map(DetailJson::from).collect(),
            topic: one.topic.as_deref(),
            resources: one.resources.iter().map(ResourceJson::from).collect(),
            introductions: one.introductions.iter().map(IntroductionJson::from).collect(),
            draft: drafts.of(position).map(|draft| draft.path.as_str()),
            mailto: drafts.mailto(build, position, one),
            log_url: build.log_url(one),
        }
    }
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    rule: &'a str,
    text: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
}

impl<'a> From<&'a Reason> for ReasonJson<'a> {
    fn from(reason: &'a Reason) -> ReasonJson<'a> {
        let place = reason.place.as_ref();
        ReasonJson {
            rule: reason.rule,
            text: &reason.text,
            path: place.map(|place| place.path.as_str()),
            line: place.and_then(line),
        }
    }
}

#[derive(Serialize)]
struct DetailJson<'a> {
    text: &'a str,
    path: &'a str,
    line: Option<u32>,
}

impl<'a> From<&'a Detail> for DetailJson<'a> {
    fn from(detail: &'a Detail) -> DetailJson<'a> {
        DetailJson { text: &detail.text, path: detail.place.path.as_str(), line: line(&detail.place) }
    }
}

fn line(place: &Place) -> Option<u32> {
    place.spot.map(|spot| spot.line)
}

#[derive(Serialize)]
struct ResourceJson<'a> {
    title: &'a str,
    path: &'a str,
    url: Option<&'a str>,
}

impl<'a> From<&'a Offer> for ResourceJson<'a> {
    fn from(offer: &'a Offer) -> ResourceJson<'a> {
        ResourceJson { title: &offer.title, path: offer.path.as_str(), url: offer.url.as_deref() }
    }
}

#[derive(Serialize)]
struct IntroductionJson<'a> {
    name: &'a str,
    path: &'a str,
    why: &'a str,
}

impl<'a> From<&'a Introduction> for IntroductionJson<'a> {
    fn from(one: &'a Introduction) -> IntroductionJson<'a> {
        IntroductionJson { name: &one.name, path: one.path.as_str(), why: &one.why }
    }
}

#[derive(Serialize)]
struct RestingJson<'a> {
    contact: &'a str,
    path: &'a str,
    since: Day,
    attempts: u32,
    returns: Day,
}

impl<'a> RestingJson<'a> {
    fn new(build: &Build<'a>, resting: &Resting) -> RestingJson<'a> {
        let contact = build.compiled.people.contact(resting.contact);
        RestingJson {
            contact: contact.name(),
            path: contact.path.as_str(),
            since: resting.since,
            attempts: resting.attempts,
            returns: resting.returns,
        }
    }
}

#[derive(Serialize)]
struct LapsedJson<'a> {
    contact: &'a str,
    path: &'a str,
    kind: &'a str,
    due: Day,
    on: Day,
}

impl<'a> LapsedJson<'a> {
    fn new(build: &Build<'a>, lapsed: &Lapsed) -> LapsedJson<'a> {
        let contact = build.compiled.people.contact(lapsed.contact);
        LapsedJson {
            contact: contact.name(),
            path: contact.path.as_str(),
            kind: lapsed.kind.name(),
            due: lapsed.due,
            on: lapsed.on,
        }
    }
}

/// What the summary and the review count.
#[derive(Debug, Serialize)]
pub(crate) struct Counts {
    follow_ups: usize,
    today: usize,
    more: usize,
    upcoming: usize,
    overdue: usize,
    resting: usize,
    lapsed: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

impl Counts {
    fn new(build: &Build<'_>, problems: &[Problem]) -> Counts {
        let agenda = &build.compiled.agenda;
        let with = |wanted: &dyn Fn(&FollowUp) -> bool| {
            agenda.follow_ups.iter().filter(|follow_up| wanted(follow_up)).count()
        };
        let grade = |severity| problems.iter().filter(|problem| problem.severity() == severity).count();
        Counts {
            follow_ups: agenda.follow_ups.len(),
            today: with(&|one| one.section == Section::Today),
            more: with(&|one| one.section == Section::More),
            upcoming: with(&|one| one.state == State::Upcoming),
            overdue: with(&|one| one.state == State::Overdue),
            resting: agenda.resting.len(),
            lapsed: agenda.lapsed.len(),
            errors: grade(Severity::Error),
            warnings: grade(Severity::Warning),
            hints: grade(Severity::Hint),
        }
    }
}

impl Drafts {
    /// The `mailto:` of a follow-up, with the words of its draft if there is one.
    pub(crate) fn mailto(&self, build: &Build<'_>, position: usize, one: &FollowUp) -> Option<String> {
        let written = one.kind.is_written() && links::by_mail(one);
        let address = links::address(build.contact(one)).filter(|_| written)?;
        let words = self.of(position).map(|draft| (draft.subject.as_str(), draft.body.as_str()));
        Some(links::mailto(&address, words))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Publish, TemplateTexts, fixture, render};
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::config::model::Config;

    /// Parts and rounds show nowhere: the file is what one pass over all follow-ups gives.
    #[test]
    fn a_large_agenda_is_written_as_a_small_one() {
        for number in [0, 1, 2, PART, PART + 1, ROUND, ROUND + 1, 2 * ROUND + 1] {
            let compiled = fixture::compiled(vec![fixture::contact("Ada.md", "Ada")], |people| {
                let one = fixture::follow_up(people, Kind::Reply, "2026-11-24");
                vec![one; number]
            });
            let config = Config::default();
            let (build, drafts) = (Build::new(&compiled, &config), Drafts::default());
            let mut file = Vec::new();
            write(&build, &drafts, &[], &mut file).unwrap();
            let all = lines(&build, &drafts, 0, &compiled.agenda.follow_ups).unwrap();
            let all = String::from_utf8(all).unwrap();
            let list = if number == 0 { "[]".to_owned() } else { format!("[{all}\n  ]") };
            let file = String::from_utf8(file).unwrap();
            assert!(file.contains(&format!("\"follow_ups\": {list},\n")), "{number}");
            assert_eq!(all.matches("\n    {").count(), number);
        }
    }

    #[test]
    fn every_key_is_there_and_in_order() {
        let contacts = vec![fixture::contact("People/Ada.md", "Ada")];
        let compiled = fixture::compiled(contacts, |people| {
            vec![fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20")]
        });
        let outputs = render(&compiled, &Config::default(), &TemplateTexts::new(), Publish::AsConfigured);
        let bytes = &outputs.files.iter().find(|file| file.path == "agenda.json").unwrap().bytes;
        let text = std::str::from_utf8(bytes).unwrap();
        let line = text.lines().find(|line| line.contains("\"id\"")).unwrap();
        let keys = "id kind contact contact_id path tags title due by on date state overdue_days today section \
                    channel touch sequence optional turns attempts reasons hooks topic resources introductions \
                    draft mailto log_url";
        let places: Vec<Option<usize>> =
            keys.split_whitespace().map(|key| line.find(&format!("\"{key}\": "))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
        assert_eq!(line.matches("\": ").count(), 29 + 4 + 3, "the keys above and those of reason and hook");
        let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(json["follow_ups"][0]["draft"], "drafts/ada-keep-in-touch-keepintouc.eml");
        assert_eq!(json["follow_ups"][0]["date"], serde_json::Value::Null);
        assert_eq!(json["follow_ups"][0]["reasons"][0]["line"], 12);
        assert_eq!(json["counts"]["today"], 1);
        assert!(text.ends_with("}\n"));
    }
}
