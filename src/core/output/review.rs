//! `review.html` and `review.md`: the state of things in numbers, once a week.

use super::engine::Engine;
use super::escape::markdown::MarkdownText;
use super::html::{Dated, policy};
use super::links::Build;
use super::when::in_words;
use crate::core::agenda::model::{FollowUp, Kind, Section};
use crate::core::problem::{Problem, Severity};
use crate::core::text::one_line;
use minijinja::Value;
use serde::Serialize;
use std::fmt::Write;

/// Weeks of load that are shown.
const WEEKS: i64 = 8;

#[derive(Serialize)]
struct Review {
    csp: Value,
    style: Value,
    vault: String,
    today: Dated,
    tables: Vec<Table>,
}

/// One section of the review.
#[derive(Serialize)]
struct Table {
    heading: &'static str,
    rows: Vec<Row>,
    /// What to say when there are no rows.
    nothing: &'static str,
}

#[derive(Serialize)]
struct Row {
    label: String,
    value: String,
}

/// The page.
pub(crate) fn html(build: &Build<'_>, problems: &[Problem], engine: &Engine) -> Result<String, Box<Problem>> {
    let agenda = &build.compiled.agenda;
    let style = engine.text("style.css");
    let review = Review {
        csp: Value::from_safe_string(policy(style, "")),
        style: Value::from_safe_string(style.to_owned()),
        vault: one_line(&agenda.vault),
        today: Dated::full(agenda.today),
        tables: tables(build, problems),
    };
    engine.page("review.html", &review)
}

/// The same for Obsidian.
pub(crate) fn markdown(build: &Build<'_>, problems: &[Problem]) -> String {
    let mut text = format!("# Review of {}\n", build.compiled.agenda.today.in_words());
    for table in tables(build, problems) {
        let _ = write!(text, "\n## {}\n\n", table.heading);
        if table.rows.is_empty() {
            let _ = writeln!(text, "{}", table.nothing);
        }
        for row in table.rows {
            let _ = writeln!(text, "- {}: {}", MarkdownText(&row.label), MarkdownText(&row.value));
        }
    }
    text.push_str("\nOne question for this week: what worked?\n");
    text
}

fn tables(build: &Build<'_>, problems: &[Problem]) -> Vec<Table> {
    let agenda = &build.compiled.agenda;
    let follow_ups = &agenda.follow_ups;
    let number = |wanted: &dyn Fn(&FollowUp) -> bool| follow_ups.iter().filter(|one| wanted(one)).count();
    let sections =
        Section::ALL.iter().map(|section| counted(section.heading(), number(&|one| one.section == *section)));
    let kinds = Kind::ALL.iter().map(|kind| counted(kind.label(), number(&|one| one.kind == *kind)));
    let name = |index| one_line(build.compiled.people.contact(index).name());
    let resting = agenda.resting.iter().map(|one| Row {
        label: name(one.contact),
        value: format!("returns {}", in_words(one.returns, agenda.today)),
    });
    let lapsed = agenda.lapsed.iter().map(|one| Row {
        label: name(one.contact),
        value: format!("{}, due {}, lapsed {}", one.kind.label(), one.due, in_words(one.on, agenda.today)),
    });
    let severities =
        [("Errors", Severity::Error), ("Warnings", Severity::Warning), ("Hints", Severity::Hint)];
    let severities = severities.into_iter().map(|(label, severity)| {
        counted(label, problems.iter().filter(|problem| problem.severity() == severity).count())
    });
    vec![
        table("By section", sections.flatten().collect(), "Nothing is due or planned."),
        table("By kind", kinds.flatten().collect(), "Nothing is due or planned."),
        table("The weeks ahead", weeks(build), "Nothing is planned."),
        table("Resting", resting.collect(), "Nobody rests."),
        table("Lapsed within 30 days", lapsed.collect(), "Nothing lapsed."),
        table("Problems", severities.flatten().collect(), "No problems."),
    ]
}

fn table(heading: &'static str, rows: Vec<Row>, nothing: &'static str) -> Table {
    Table { heading, rows, nothing }
}

fn counted(label: &str, number: usize) -> Option<Row> {
    (number > 0).then(|| Row { label: label.to_owned(), value: number.to_string() })
}

/// Follow-ups by the week they are shown in, this week being the seven days from today.
fn weeks(build: &Build<'_>) -> Vec<Row> {
    let agenda = &build.compiled.agenda;
    let rows = (0..WEEKS).filter_map(|week| {
        let first = agenda.today.plus_days(week * 7);
        let last = agenda.today.plus_days(week * 7 + 6);
        let number = agenda.follow_ups.iter().filter(|one| (first..=last).contains(&one.on)).count();
        counted(&format!("{} to {}", first.in_words(), last.in_words()), number)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::core::config::model::Config;

    #[test]
    fn the_review_counts() {
        let compiled = fixture::compiled(vec![fixture::contact("a.md", "Ada")], |people| {
            vec![
                fixture::follow_up(people, Kind::Reply, "2026-11-20"),
                fixture::follow_up(people, Kind::Birthday, "2026-12-02"),
            ]
        });
        let config = Config::default();
        let text = markdown(&Build::new(&compiled, &config), &[]);
        assert!(text.contains("- Today: 1\n- This week: 1\n"), "{text}");
        assert!(text.contains("- 1 December 2026 to 7 December 2026: 1\n"), "{text}");
        assert!(text.contains("## Resting\n\nNobody rests.\n"), "{text}");
    }
}
