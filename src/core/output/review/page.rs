//! `review.html`: the review with charts.

use super::super::engine::Engine;
use super::super::escape::inline::plain;
use super::super::html::{Who, policy, ready, spoken, stands};
use super::super::links::Build;
use super::super::page::words::without_name;
use super::super::when::Dated;
use super::markdown::MOST_ROWS;
use super::words::{Told, ahead, funnel_bars, load_bars, meaning, moved, span, told};
use super::{QUESTION, QUESTION_LEAD};
use crate::core::agenda::model::{FollowUp, State};
use crate::core::object::object;
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use crate::core::review::list::List;
use crate::core::review::model::{Load, Moved, Review};
use crate::core::text::one_line;
use serde::Serialize;

/// Length of the longest bar.
const BAR: usize = 100;

/// Returns the page, or the problem with its template.
pub(crate) fn write(
    build: &Build<'_>,
    review: &Review,
    problems: &[Problem],
    engine: &Engine,
) -> Result<String, Box<Problem>> {
    engine.page("review.html", &variables(build, review, problems, engine))
}

/// Returns everything that the template is given. `docs/templates.md` describes each variable.
fn variables(
    build: &Build<'_>,
    review: &Review,
    problems: &[Problem],
    engine: &Engine,
) -> impl Serialize + use<> {
    let style = engine.text("style.css");
    let Told { week, promises, channels, sequences, problems } = told(review, problems);
    let (lists, fine): (Vec<List>, Vec<List>) =
        List::ALL.iter().partition(|list| !review.listed(**list).is_empty());
    let lists = lists.into_iter().map(|list| of_list(build, review, list));
    object! {
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
        moved: review.moved.iter().take(MOST_ROWS).map(|one| of_moved(build, one)).collect::<Vec<_>>(),
        moved_hidden: review.moved.len().saturating_sub(MOST_ROWS),
        ahead: ahead(build.compiled).take(MOST_ROWS).map(|one| of_ahead(build, one)).collect::<Vec<_>>(),
        ahead_hidden: ahead(build.compiled).count().saturating_sub(MOST_ROWS),
        load: load(review),
        lists: lists.collect::<Vec<_>>(),
        // Lists without contacts.
        fine: fine.into_iter().map(|list| of_list(build, review, list)).collect::<Vec<_>>(),
        channels,
        sequences,
        promises,
        problems,
    }
}

fn of_moved(build: &Build<'_>, one: &Moved) -> impl Serialize + use<> {
    object! { who: Who::new(build, build.compiled.people.contact(one.contact)), text: moved(one) }
}

fn of_ahead(build: &Build<'_>, one: &FollowUp) -> impl Serialize + use<> {
    let (agenda, contact) = (&build.compiled.agenda, build.contact(one));
    object! {
        who: Who::new(build, contact),
        title: plain(&without_name(&one.title, contact.name())).into_owned(),
        when: stands(one, agenda),
        late: matches!(one.state, State::Overdue | State::Belated) && !agenda.welcome_back,
    }
}

/// The stages with a bar for the number of their contacts.
fn funnel(review: &Review) -> Vec<impl Serialize + use<>> {
    let view = |(stage, number, length): (Stage, usize, usize)| {
        object! { label: stage, meaning: meaning(stage), number, length }
    };
    funnel_bars(review, BAR).map(view).collect()
}

fn load(review: &Review) -> Vec<impl Serialize + use<>> {
    let view = |(week, planned_length, again_length): (&Load, usize, usize)| {
        let Load { planned, again, .. } = *week;
        object! { label: span(week, review), planned, again, planned_length, again_length }
    };
    load_bars(review, BAR).map(view).collect()
}

fn of_list(build: &Build<'_>, review: &Review, list: List) -> impl Serialize + use<> {
    let listed = review.listed(list);
    let rows = listed.iter().take(MOST_ROWS).map(|one| {
        object! {
            who: Who::new(build, build.compiled.people.contact(one.contact)),
            line: spoken(&one.text, one.place.as_ref(), review.today),
        }
    });
    object! {
        id: list,
        heading: list.heading(),
        lead: list.lead(),
        nothing: list.nothing(),
        number: listed.len(),
        rows: rows.collect::<Vec<_>>(),
        hidden: listed.len().saturating_sub(MOST_ROWS),
        decisions: list.decisions(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::output::fixture;
    use crate::core::people::contact::ContactIndex;
    use crate::core::review::list::Listed;
    use std::collections::BTreeMap;

    #[test]
    fn every_variable_is_documented() {
        let (compiled, config) = (fixture::full(), Config::default());
        let build = Build::new(&compiled, &config);
        let (today, contact) = (fixture::day(fixture::TODAY), ContactIndex(0));
        let mut review = Review::new(today, today.plus_days(-7));
        review.moved.push(Moved { contact, from: None, to: Stage::New });
        review.list(List::Unanswered, Listed::new(contact, "a"));
        let given = variables(&build, &review, &[], &Engine::new(&BTreeMap::new(), &config));
        fixture::assert_documented(&given, include_str!("../../../../docs/templates.md"), "review");
    }
}
