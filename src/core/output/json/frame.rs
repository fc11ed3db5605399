//! The parts of `agenda.json` around the follow-ups: day, resting contacts, lapsed follow-ups, problems and
//! counts. Each key of the file and each item of its lists has a line: a diff between two days shows what
//! changed.

use super::super::links::Build;
use super::object::{Object, Word, key, object};
use crate::core::agenda::model::{Lapsed, Resting, Section, State};
use crate::core::problem::counts::Counts;
use crate::core::problem::{Problem, show};

/// Version of the format.
const SCHEMA: u32 = 1;
/// What begins the line of a key of the file, and of one of its counts.
const KEY: &str = "\n  ";
const COUNT: &str = "\n    ";

/// Writes the file up to the bracket that opens the list of follow-ups.
pub(super) fn before(build: &Build<'_>, to: &mut Vec<u8>) {
    let agenda = &build.compiled.agenda;
    to.push(b'{');
    let mut file = Object::of_lines(to, KEY);
    file.put(key!("schema"), SCHEMA);
    file.put(key!("today"), agenda.today);
    file.put(key!("vault"), &*agenda.vault);
    file.put(key!("welcome_back"), agenda.welcome_back);
    file.key(key!("follow_ups"));
    to.push(b'[');
}

/// Writes the file from the bracket that closes the list of follow-ups.
pub(super) fn after(build: &Build<'_>, problems: &[Problem], to: &mut Vec<u8>) {
    let agenda = &build.compiled.agenda;
    to.extend_from_slice(if agenda.follow_ups.is_empty() { b"]" } else { b"\n  ]" });
    let mut file = Object::of_lines(to, KEY).going_on();
    file.rows(key!("resting"), &agenda.resting, |one, to| resting(build, one, to));
    file.rows(key!("lapsed"), &agenda.lapsed, |one, to| lapsed(build, one, to));
    file.rows(key!("problems"), problems, problem);
    file.key(key!("counts"));
    to.push(b'{');
    counts(build, problems, &mut Object::of_lines(to, COUNT));
    to.extend_from_slice(b"\n  }\n}\n");
}

fn resting(build: &Build<'_>, resting: &Resting, to: &mut Vec<u8>) {
    let contact = build.compiled.people.contact(resting.contact);
    object(to, |object| {
        object.put(key!("contact"), contact.name());
        object.put(key!("path"), contact.path.as_str());
        object.put(key!("since"), resting.since);
        object.put(key!("attempts"), resting.attempts);
        object.put(key!("returns"), resting.returns);
    });
}

fn lapsed(build: &Build<'_>, lapsed: &Lapsed, to: &mut Vec<u8>) {
    let contact = build.compiled.people.contact(lapsed.contact);
    object(to, |object| {
        object.put(key!("contact"), contact.name());
        object.put(key!("path"), contact.path.as_str());
        object.put(key!("kind"), Word(lapsed.kind.name()));
        object.put(key!("due"), lapsed.due);
        object.put(key!("on"), lapsed.on);
    });
}

fn problem(problem: &Problem, to: &mut Vec<u8>) {
    let shown = show::Json::from(problem);
    object(to, |object| {
        object.put(key!("code"), shown.code);
        object.put(key!("severity"), shown.severity);
        object.put(key!("path"), shown.path);
        object.put(key!("line"), shown.line);
        object.put(key!("column"), shown.column);
        object.put(key!("message"), shown.message);
        object.put(key!("help"), shown.help);
        object.put(key!("effect"), shown.effect);
    });
}

fn counts(build: &Build<'_>, problems: &[Problem], object: &mut Object<'_>) {
    let agenda = &build.compiled.agenda;
    let (mut today, mut more, mut upcoming, mut overdue) = (0_usize, 0_usize, 0_usize, 0_usize);
    for one in &agenda.follow_ups {
        today += usize::from(one.section == Section::Today);
        more += usize::from(one.section == Section::More);
        upcoming += usize::from(one.state == State::Upcoming);
        overdue += usize::from(one.state == State::Overdue);
    }
    let problems = Counts::from(problems);
    object.put(key!("follow_ups"), agenda.follow_ups.len());
    object.put(key!("today"), today);
    object.put(key!("more"), more);
    object.put(key!("upcoming"), upcoming);
    object.put(key!("overdue"), overdue);
    object.put(key!("resting"), agenda.resting.len());
    object.put(key!("lapsed"), agenda.lapsed.len());
    object.put(key!("errors"), problems.errors);
    object.put(key!("warnings"), problems.warnings);
    object.put(key!("hints"), problems.hints);
}
