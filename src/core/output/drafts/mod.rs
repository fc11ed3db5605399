//! Drafts: which follow-ups get one, and the files they become (design 6.4).

mod context;
mod file;

use super::engine::{Engine, Message};
use super::escape::address::Address;
use super::links::{self, Build};
use super::{Folder, OutputFile, Outputs};
use crate::core::agenda::model::FollowUp;
use crate::core::note::channel::Channel;
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::{count, one_line};
use std::collections::BTreeMap;

/// Working days ahead for which drafts are written.
const AHEAD: u32 = 2;

/// The drafts of a build, by the position of their follow-up in the agenda.
#[derive(Debug, Default)]
pub(crate) struct Drafts(BTreeMap<usize, Draft>);

/// One message to be finished and sent by its writer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Path relative to `out`.
    pub(crate) path: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Places `[? …]` that only the writer can fill.
    pub(crate) places: usize,
    bytes: Vec<u8>,
}

impl Drafts {
    /// The draft of the follow-up at this position.
    pub(crate) fn of(&self, position: usize) -> Option<&Draft> {
        self.0.get(&position)
    }

    /// The files, in the order of the agenda, taken out of the drafts.
    pub(crate) fn take_files(&mut self) -> impl Iterator<Item = OutputFile> {
        self.0.values_mut().map(|draft| OutputFile {
            path: draft.path.clone(),
            folder: Folder::Out,
            bytes: std::mem::take(&mut draft.bytes),
        })
    }
}

/// Writes the drafts that are wanted soon; tells what was cut and what went wrong.
pub(crate) fn write(build: &Build<'_>, engine: &Engine, outputs: &mut Outputs) -> Drafts {
    let mut drafts = Drafts::default();
    let mut failed: BTreeMap<String, (Box<Problem>, usize)> = BTreeMap::new();
    let mut cut = 0;
    for (position, follow_up) in build.compiled.agenda.follow_ups.iter().enumerate() {
        if !is_wanted(build, follow_up) {
            continue;
        }
        let address = links::address(build.contact(follow_up));
        report_address(build, follow_up, address.as_ref(), &mut outputs.problems);
        let Some(form) = form(build, follow_up, address) else { continue };
        if drafts.0.len() >= build.config.drafts.max {
            cut += 1;
            continue;
        }
        let Some(name) = template(build, engine, follow_up) else { continue };
        match engine.message(&name, &context::Variables::new(build, follow_up)) {
            Ok(message) => {
                drafts.0.insert(position, finish(build, follow_up, message, form));
            }
            Err(problem) => failed.entry(name).or_insert((problem, 0)).1 += 1,
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

fn is_wanted(build: &Build<'_>, follow_up: &FollowUp) -> bool {
    let until = build.config.workdays.plus(build.compiled.agenda.today, AHEAD);
    follow_up.kind.is_written()
        && follow_up.channel != Some(Channel::Comment)
        && (follow_up.is_today() || follow_up.on <= until)
}

/// The form of a draft file.
enum Form {
    /// A message that mail programs open unsent.
    Mail(Address),
    /// Text to copy.
    Markdown,
}

fn form(build: &Build<'_>, follow_up: &FollowUp, address: Option<Address>) -> Option<Form> {
    let drafts = &build.config.drafts;
    match address.filter(|_| follow_up.channel == Some(Channel::Email) && drafts.eml) {
        Some(address) => Some(Form::Mail(address)),
        None => drafts.markdown.then_some(Form::Markdown),
    }
}

/// A mail draft is wanted, and none of the addresses is one: said once a note.
fn report_address(build: &Build<'_>, one: &FollowUp, address: Option<&Address>, problems: &mut Vec<Problem>) {
    let contact = build.contact(one);
    if address.is_some() || one.channel != Some(Channel::Email) {
        return;
    }
    let Some(email) = contact.facts.emails.first() else { return };
    let known = |problem: &Problem| problem.code == Code::BadEmail && problem.path == contact.path;
    if build.compiled.problems.iter().any(known) || problems.iter().any(known) {
        return;
    }
    problems.push(
        Problem::new(
            Code::BadEmail,
            &contact.path,
            format!("not an e-mail address: {}", quoted(&email.value)),
        )
        .at(email.spot)
        .help("write one address such as `ada@example.org`")
        .effect("the draft is text to copy, not a mail"),
    );
}

/// The first template there is: the one the sequence names, the touch's, the kind's;
/// each for the channel before the general one, and calls by their own script.
fn template(build: &Build<'_>, engine: &Engine, one: &FollowUp) -> Option<String> {
    let touch = one.touch.as_deref();
    let sequence = one.sequence.as_deref().and_then(|name| build.config.sequences.get(name));
    let configured = sequence
        .and_then(|sequence| sequence.touches.iter().find(|candidate| Some(candidate.name.as_str()) == touch))
        .and_then(|touch| touch.template.as_deref());
    let stems: Vec<&str> = [configured, touch, Some(one.kind.name())].into_iter().flatten().collect();
    let channel = one.channel.map(Channel::name);
    let special = stems.iter().filter_map(|stem| Some(format!("drafts/{stem}.{}.md", channel?)));
    let call = (one.channel == Some(Channel::Phone)).then(|| "drafts/call.md".to_owned());
    let general = stems.iter().map(|stem| format!("drafts/{stem}.md"));
    special.chain(call).chain(general).find(|name| engine.has_draft(name))
}

fn finish(build: &Build<'_>, follow_up: &FollowUp, message: Message, form: Form) -> Draft {
    let contact = build.contact(follow_up);
    let subject = one_line(&message.subject);
    let body = file::tidy(&message.body);
    let channel = follow_up.channel.or(message.channel);
    let (ending, bytes) = match form {
        Form::Mail(address) => {
            ("eml", file::mail(&build.config.me, contact.name(), &address, &subject, &body))
        }
        Form::Markdown => ("md", file::markdown(contact.name(), channel, &subject, &body)),
    };
    Draft {
        path: format!("drafts/{}.{ending}", file::name(contact, follow_up)),
        places: subject.matches("[?").count() + body.matches("[?").count(),
        subject,
        body,
        bytes,
    }
}
