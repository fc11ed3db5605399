//! `review.html`: the review with charts.

use super::super::engine::Engine;
use super::super::escape::inline::plain;
use super::super::html::{LineView, Who, policy, ready, spoken, stands};
use super::super::links::Build;
use super::super::page::words::without_name;
use super::super::when::Dated;
use super::markdown::MOST_ROWS;
use super::words::{Told, ahead, meaning, moved, span, told};
use super::{QUESTION, QUESTION_LEAD};
use crate::core::agenda::model::{FollowUp, State};
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use crate::core::review::list::{Decision, List};
use crate::core::review::model::{Load, Moved, Review};
use crate::core::text::one_line;
use minijinja::Value;
use serde::Serialize;

/// Length of the longest bar.
const BAR: u64 = 100;

/// Returns the page, or the problem with its template.
pub(crate) fn write(
    build: &Build<'_>,
    review: &Review,
    problems: &[Problem],
    engine: &Engine,
) -> Result<String, Box<Problem>> {
    let style = engine.text("style.css");
    let Told { week, promises, channels, sequences, problems } = told(review, problems);
    let lists = List::ALL.iter().map(|list| ListView::new(build, review, *list));
    let (lists, fine) = lists.partition(|list| list.number > 0);
    let page = Page {
        csp: ready(policy(style, "")),
        style: ready(style.to_owned()),
        vault: one_line(&build.compiled.agenda.vault),
        today: Dated::full(review.today),
        before: Dated::full(review.before),
        question: QUESTION,
        question_lead: QUESTION_LEAD,
        week,
        funnel: funnel(review),
        contacts: review.contacts,
        moved: review.moved.iter().take(MOST_ROWS).map(|one| MovedView::new(build, one)).collect(),
        moved_hidden: review.moved.len().saturating_sub(MOST_ROWS),
        ahead: ahead(build.compiled).take(MOST_ROWS).map(|one| AheadView::new(build, one)).collect(),
        ahead_hidden: ahead(build.compiled).count().saturating_sub(MOST_ROWS),
        load: load(review),
        lists,
        fine,
        channels,
        sequences,
        promises,
        problems,
    };
    engine.page("review.html", &page)
}

#[derive(Serialize)]
struct Page {
    csp: Value,
    style: Value,
    vault: String,
    today: Dated,
    before: Dated,
    question: &'static str,
    question_lead: &'static str,
    week: Vec<String>,
    funnel: Vec<Bar>,
    contacts: usize,
    moved: Vec<MovedView>,
    moved_hidden: usize,
    ahead: Vec<AheadView>,
    ahead_hidden: usize,
    load: Vec<WeekView>,
    lists: Vec<ListView>,
    /// Lists without contacts.
    fine: Vec<ListView>,
    channels: Vec<[String; 3]>,
    sequences: Vec<[String; 3]>,
    promises: String,
    problems: String,
}

/// A stage with a bar for the number of its contacts.
#[derive(Serialize)]
struct Bar {
    label: &'static str,
    meaning: &'static str,
    number: usize,
    length: u64,
}

#[derive(Serialize)]
struct MovedView {
    who: Who,
    text: String,
}

#[derive(Serialize)]
struct AheadView {
    who: Who,
    title: String,
    when: Value,
    late: bool,
}

impl MovedView {
    fn new(build: &Build<'_>, one: &Moved) -> MovedView {
        MovedView { who: Who::new(build, build.compiled.people.contact(one.contact)), text: moved(one) }
    }
}

impl AheadView {
    fn new(build: &Build<'_>, one: &FollowUp) -> AheadView {
        let (agenda, contact) = (&build.compiled.agenda, build.contact(one));
        AheadView {
            who: Who::new(build, contact),
            title: plain(&without_name(&one.title, contact.name())).into_owned(),
            when: stands(one, agenda),
            late: matches!(one.state, State::Overdue | State::Belated) && !agenda.welcome_back,
        }
    }
}

#[derive(Serialize)]
struct WeekView {
    label: String,
    planned: u32,
    again: u32,
    planned_length: u64,
    again_length: u64,
}

#[derive(Serialize)]
struct ListView {
    id: &'static str,
    heading: &'static str,
    lead: &'static str,
    nothing: &'static str,
    number: usize,
    rows: Vec<RowView>,
    hidden: usize,
    decisions: Vec<DecisionView>,
}

#[derive(Serialize)]
struct RowView {
    who: Who,
    line: LineView,
}

#[derive(Serialize)]
struct DecisionView {
    word: &'static str,
    write: Option<&'static str>,
}

fn funnel(review: &Review) -> Vec<Bar> {
    let most = review.funnel.values().copied().max().unwrap_or(0);
    let bar = |stage: &Stage| {
        let number = review.number(*stage);
        Bar { label: stage.name(), meaning: meaning(*stage), number, length: length(number, most) }
    };
    Stage::FUNNEL.iter().map(bar).collect()
}

fn length(number: usize, most: usize) -> u64 {
    let (number, most) = (u64::try_from(number).unwrap_or(0), u64::try_from(most).unwrap_or(0).max(1));
    (number * BAR).div_ceil(most)
}

fn load(review: &Review) -> Vec<WeekView> {
    let number = |number: u32| usize::try_from(number).unwrap_or(0);
    let most = review.load.iter().map(|week| number(week.planned + week.again)).max().unwrap_or(0);
    let view = |week: &Load| {
        let Load { planned, again, .. } = *week;
        let all = length(number(planned + again), most);
        let planned_length = length(number(planned), most).min(all);
        WeekView {
            label: span(week, review),
            planned,
            again,
            planned_length,
            again_length: all - planned_length,
        }
    };
    review.load.iter().map(view).collect()
}

impl ListView {
    fn new(build: &Build<'_>, review: &Review, list: List) -> ListView {
        let listed = review.listed(list);
        let rows = listed.iter().take(MOST_ROWS).map(|one| RowView {
            who: Who::new(build, build.compiled.people.contact(one.contact)),
            line: spoken(&one.text, one.place.as_ref(), review.today),
        });
        let decision = |decision: &Decision| DecisionView { word: decision.word, write: decision.write };
        ListView {
            id: list.name(),
            heading: list.heading(),
            lead: list.lead(),
            nothing: list.nothing(),
            number: listed.len(),
            rows: rows.collect(),
            hidden: listed.len().saturating_sub(MOST_ROWS),
            decisions: list.decisions().iter().map(decision).collect(),
        }
    }
}
