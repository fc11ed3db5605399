//! Decides which follow-ups get a draft, and makes the drafts and their files (design 6.4).

mod comma_name;
pub(crate) mod context;
mod days;
mod file;
mod greeting;
mod handover;
mod newcomer;
mod occasion;
mod past;
pub(crate) mod phrase;
mod pick;
pub(crate) mod reader;
mod salutation;
mod slug;
mod topics;
mod whereabouts;
mod workplace;

use super::engine::{Engine, Message};
use super::links::{self, Build, Mailto};
use super::{Folder, OutputFile, Outputs};
use crate::core::address::Address;
use crate::core::agenda::model::FollowUp;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::problem::Problem;
use crate::core::text::{count, one_line};
use std::collections::BTreeMap;

/// How many working days ahead drafts are written.
const AHEAD: u32 = 2;

/// The drafts of a build, by the index of their follow-up in the agenda.
#[derive(Debug, Default)]
pub(crate) struct Drafts(BTreeMap<usize, Draft>);

/// A message for the user to finish and send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Path relative to `out`.
    pub(crate) path: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Number of places `[? …]` that only the user can fill in.
    pub(crate) places: usize,
    /// The content of the file.
    bytes: Vec<u8>,
}

impl Drafts {
    /// Returns the draft of the follow-up at this index of the agenda.
    pub(crate) fn of(&self, position: usize) -> Option<&Draft> {
        self.0.get(&position)
    }

    /// Returns the `mailto:` of the follow-up at this index of the agenda, if it has one.
    pub(crate) fn mailto(&self, build: &Build<'_>, position: usize, one: &FollowUp) -> Option<Mailto> {
        mailto(build, self.of(position), one)
    }

    /// Takes the files out of the drafts, in the order of the agenda.
    pub(crate) fn take_files(&mut self) -> impl Iterator<Item = OutputFile> {
        self.0.values_mut().map(Draft::take_file)
    }
}

impl Draft {
    fn take_file(&mut self) -> OutputFile {
        OutputFile { path: self.path.clone(), folder: Folder::Out, bytes: std::mem::take(&mut self.bytes) }
    }
}

/// Returns the `mailto:` of a follow-up that can be done by mail, with the text of its draft if there is one.
fn mailto(build: &Build<'_>, draft: Option<&Draft>, one: &FollowUp) -> Option<Mailto> {
    if !one.kind.is_written() || !links::by_mail(one) {
        return None;
    }
    let address = links::address(build.contact(one))?;
    Some(links::mailto(address, draft.map(|draft| (draft.subject.as_str(), draft.body.as_str()))))
}

/// Makes the drafts for today and the next working days. Adds to `outputs` what a limit cut and which
/// templates failed.
pub(crate) fn write(build: &Build<'_>, engine: &Engine, outputs: &mut Outputs) -> Drafts {
    let mut drafts = Drafts::default();
    let mut failed: BTreeMap<String, (Box<Problem>, usize)> = BTreeMap::new();
    let mut cut = 0;
    let until = last_day(build);
    for (position, follow_up) in build.compiled.agenda.follow_ups.iter().enumerate() {
        let Some(form) = wanted(build, follow_up, until) else { continue };
        if drafts.0.len() >= build.config.drafts.max {
            cut += 1;
            continue;
        }
        let Some(name) = pick::template(build.config, engine, follow_up) else { continue };
        match engine.message(&name, &context::variables(build, follow_up)) {
            Ok(message) => {
                drafts.0.insert(position, finish(build, follow_up, message, form));
            }
            Err(problem) => failed.entry(name).or_insert((problem, 0)).1 += 1,
        }
    }
    for (name, problem) in engine.broken_drafts() {
        let is_told = failed.contains_key(name) || failed.values().any(|(told, _)| **told == *problem);
        if !is_told {
            outputs.problems.push(problem.clone().effect("nothing due needs it now"));
        }
    }
    for (problem, number) in failed.into_values() {
        outputs.problems.push(problem.effect(format!("{} left out", count(number, "draft"))));
    }
    if cut > 0 {
        outputs.cut.push(format!("{} over the limit of {}", count(cut, "draft"), build.config.drafts.max));
    }
    drafts
}

/// Returns the draft and the `mailto:` of one follow-up, as [`write`] makes them, but regardless of the limit
/// on drafts.
pub(crate) fn of_card(
    build: &Build<'_>,
    engine: &Engine,
    one: &FollowUp,
) -> (Option<OutputFile>, Option<Mailto>) {
    let made = |form| {
        let template = pick::template(build.config, engine, one)?;
        let message = engine.message(&template, &context::variables(build, one)).ok()?;
        Some(finish(build, one, message, form))
    };
    let mut draft = wanted(build, one, last_day(build)).and_then(made);
    let mailto = mailto(build, draft.as_ref(), one);
    (draft.as_mut().map(Draft::take_file), mailto)
}

/// Returns the last day for which drafts are written.
fn last_day(build: &Build<'_>) -> Day {
    build.config.workdays.plus(build.compiled.agenda.today, AHEAD)
}

/// The file of a draft.
#[derive(Clone, Copy)]
enum Form<'a> {
    /// A mail to this address.
    Mail(Address<'a>),
    /// Text to copy: on another channel or without a valid address.
    Markdown,
}

impl<'a> Form<'a> {
    fn of(build: &Build<'a>, follow_up: &FollowUp) -> Form<'a> {
        let mailed = Some(build.contact(follow_up)).filter(|_| follow_up.channel == Some(Channel::Email));
        mailed.and_then(links::address).map_or(Form::Markdown, Form::Mail)
    }
}

/// Returns the file to make for a follow-up until a day, as the configuration says; `None` for none.
fn wanted<'a>(build: &Build<'a>, follow_up: &FollowUp, until: Day) -> Option<Form<'a>> {
    let is_wanted = follow_up.kind.is_written()
        && follow_up.channel != Some(Channel::Comment)
        && (follow_up.is_today() || follow_up.on <= until);
    if !is_wanted {
        return None;
    }
    let files = &build.config.drafts;
    match Form::of(build, follow_up) {
        Form::Mail(address) if files.eml => Some(Form::Mail(address)),
        Form::Mail(_) | Form::Markdown => files.markdown.then_some(Form::Markdown),
    }
}

/// A single draft in every form that a command may show.
#[derive(Debug)]
pub struct Single {
    /// Name of the template it was made from.
    pub template: String,
    /// The recipient's name.
    pub name: String,
    /// The recipient's e-mail address, if the note has a valid one.
    pub address: Option<String>,
    /// The channel that it is written for.
    pub channel: Option<Channel>,
    /// The subject line.
    pub subject: String,
    /// The text of the message.
    pub body: String,
    /// Number of places that only the user can fill in.
    pub places: usize,
    /// The path that `build` would write it to, relative to `out`.
    pub path: String,
    /// The content of its Markdown file.
    pub text: String,
}

/// Makes the draft of a follow-up, regardless of its day and of the configured files; `None` if no template
/// fits.
pub(crate) fn single(
    build: &Build<'_>,
    engine: &Engine,
    follow_up: &FollowUp,
) -> Result<Option<Single>, Box<Problem>> {
    let Some(template) = pick::template(build.config, engine, follow_up) else { return Ok(None) };
    let message = engine.message(&template, &context::variables(build, follow_up))?;
    let address = links::address(build.contact(follow_up));
    let channel = follow_up.channel.or(message.channel);
    let draft = finish(build, follow_up, message, Form::of(build, follow_up));
    let name = build.contact(follow_up).name();
    Ok(Some(Single {
        template,
        name: one_line(name),
        address: address.map(|address| address.as_str().to_owned()),
        channel,
        places: draft.places,
        path: draft.path,
        text: file::markdown(&head(name, channel, follow_up, &draft.subject), &draft.body),
        subject: draft.subject,
        body: draft.body,
    }))
}

/// Makes the `.eml` file of a message, which the user may have edited, to a name and address; `None` if the
/// address is not valid.
pub fn mail(config: &Config, (name, address): (&str, &str), subject: &str, body: &str) -> Option<Vec<u8>> {
    Some(file::mail(&config.me, name, Address::read(address)?, &one_line(subject), &file::tidy(body)))
}

fn head<'a>(
    name: &'a str,
    channel: Option<Channel>,
    follow_up: &'a FollowUp,
    subject: &'a str,
) -> file::Head<'a> {
    let touch = follow_up.touch.as_deref();
    file::Head { name, channel, kind: follow_up.kind.name(), touch, subject }
}

fn finish(build: &Build<'_>, follow_up: &FollowUp, message: Message, form: Form<'_>) -> Draft {
    let contact = build.contact(follow_up);
    let subject = one_line(&message.subject);
    let body = file::tidy(&message.body);
    let channel = follow_up.channel.or(message.channel);
    let head = head(contact.name(), channel, follow_up, &subject);
    let (ending, bytes) = match form {
        Form::Mail(address) => {
            ("eml", file::mail(&build.config.me, contact.name(), address, &subject, &body))
        }
        Form::Markdown => ("md", file::markdown(&head, &body).into_bytes()),
    };
    Draft {
        path: format!("drafts/{}.{ending}", file::name(contact, follow_up)),
        places: places(channel, &subject, &body),
        subject,
        body,
        bytes,
    }
}

/// Counts the places `[? …]` of a message that only the user can fill in.
pub fn places(channel: Option<Channel>, subject: &str, body: &str) -> usize {
    let subject = if file::has_subject(channel) { subject } else { "" };
    [subject, body].map(|text| text.matches("[?").count()).iter().sum()
}
