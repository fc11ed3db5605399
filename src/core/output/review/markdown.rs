//! `review.md`: the review for Obsidian.

use super::super::agenda_md::standing;
use super::super::escape::inline::plain;
use super::super::escape::markdown::MarkdownText;
use super::super::escape::wikilink::Wikilink;
use super::super::links::Build;
use super::super::page::words::without_name;
use super::words::{Told, ahead, meaning, moved, span, told};
use super::{QUESTION, QUESTION_LEAD};
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use crate::core::review::list::{Decision, List, Listed};
use crate::core::review::model::Review;
use std::fmt::Write;

/// Maximum number of rows of a list; the others are only counted.
pub(super) const MOST_ROWS: usize = 50;

/// Returns the text of the file.
pub(crate) fn write(build: &Build<'_>, review: &Review, problems: &[Problem]) -> String {
    let said = told(review, problems);
    let mut text = format!("# Review of {}\n\n## The week\n\n", review.today.in_words());
    for sentence in &said.week {
        let _ = writeln!(text, "- {}", MarkdownText(sentence));
    }
    let _ = writeln!(text, "\n> **{QUESTION}** {QUESTION_LEAD}");
    funnel(&mut text, review);
    write_moved(&mut text, build, review);
    write_ahead(&mut text, build);
    load(&mut text, review);
    for list in List::ALL {
        write_list(&mut text, build, *list, review.listed(*list));
    }
    answers(&mut text, &said);
    if !said.problems.is_empty() {
        let _ = writeln!(text, "\n## In the notes\n\n{}: `followup check` shows them.", said.problems);
    }
    text
}

fn link<'a>(build: &Build<'a>, index: ContactIndex) -> Wikilink<'a> {
    build.wikilink(build.compiled.people.contact(index))
}

fn write_moved(text: &mut String, build: &Build<'_>, review: &Review) {
    let _ = writeln!(text, "\n## Moved since {}\n", review.before.in_words());
    if review.moved.is_empty() {
        text.push_str("Everybody stands where they stood a week ago.\n");
    }
    for one in review.moved.iter().take(MOST_ROWS) {
        let _ = writeln!(text, "- {}: {}", link(build, one.contact), moved(one));
    }
    more(text, review.moved.len());
}

fn write_ahead(text: &mut String, build: &Build<'_>) {
    text.push_str("\n## The week ahead\n\n");
    let mut number = 0;
    for one in ahead(build.compiled) {
        number += 1;
        if number > MOST_ROWS {
            continue;
        }
        let title = without_name(&one.title, build.contact(one).name());
        let (_, when) = standing(one, &build.compiled.agenda);
        let link = link(build, one.contact);
        let _ = writeln!(text, "- {link}: {}, {}", MarkdownText(&plain(&title)), MarkdownText(&when));
    }
    if number == 0 {
        text.push_str("Nothing is due or planned.\n");
    }
    more(text, number);
}

fn write_list(text: &mut String, build: &Build<'_>, list: List, listed: &[Listed]) {
    let _ = writeln!(text, "\n## {}\n", list.heading());
    if listed.is_empty() {
        let _ = writeln!(text, "{}", list.nothing());
        return;
    }
    let _ = writeln!(text, "{}{}\n", list.lead(), decisions(list.decisions()));
    for one in listed.iter().take(MOST_ROWS) {
        let _ = write!(text, "- {}: {}", link(build, one.contact), MarkdownText(&plain(&one.text)));
        let _ = match &one.place {
            Some(place) => writeln!(text, " ({})", MarkdownText(&place.to_string())),
            None => writeln!(text),
        };
    }
    more(text, listed.len());
}

/// The decisions of a list: ` To decide: wake: ``status: active``; keep: ``paused-until: DATE``.`
fn decisions(decisions: &[Decision]) -> String {
    let said: Vec<String> = decisions.iter().map(Decision::said).collect();
    if said.is_empty() { String::new() } else { format!(" To decide: {}.", said.join("; ")) }
}

fn more(text: &mut String, number: usize) {
    if number > MOST_ROWS {
        let _ = writeln!(text, "- {} more; `followup review --json` lists them all", number - MOST_ROWS);
    }
}

fn funnel(text: &mut String, review: &Review) {
    text.push_str("\n## Where everybody stands\n\n| stage | contacts | |\n| --- | ---: | --- |\n");
    for stage in Stage::FUNNEL {
        let _ = writeln!(text, "| {} | {} | {} |", stage.name(), review.number(*stage), meaning(*stage));
    }
    let _ = writeln!(text, "| all | {} | |", review.contacts);
}

fn load(text: &mut String, review: &Review) {
    text.push_str(
        "\n## The next 12 weeks\n\n| week | planned | and again | |\n| --- | ---: | ---: | --- |\n",
    );
    let most = review.load.iter().map(|week| week.planned + week.again).max().unwrap_or(0).max(1);
    let bar = |number: u32| usize::try_from((u64::from(number) * 20).div_ceil(u64::from(most))).unwrap_or(0);
    for week in &review.load {
        let (planned, again) = ("█".repeat(bar(week.planned)), "░".repeat(bar(week.again)));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {planned}{again} |",
            span(week, review),
            week.planned,
            week.again
        );
    }
    text.push_str(
        "\nPlanned is what the notes say; again is what comes round if each cadence is kept on its day.\n",
    );
}

fn answers(text: &mut String, said: &Told) {
    text.push_str("\n## What gets answers\n");
    for (what, rows) in [("channel", &said.channels), ("sequence", &said.sequences)] {
        if rows.is_empty() {
            let _ = writeln!(text, "\nNo message by {what} yet.");
            continue;
        }
        let _ = write!(text, "\n| {what} | | rate |\n| --- | --- | ---: |\n");
        for [name, answered, rate] in rows {
            let _ = writeln!(text, "| {} | {} | {rate} |", MarkdownText(name), MarkdownText(answered));
        }
    }
    let _ = writeln!(
        text,
        "\nA message counts as answered if the next clear word is theirs. Rates are given from ten messages on."
    );
    let _ = writeln!(text, "\n## Promises kept\n\n{}", said.promises);
}
