//! Sentences and table rows of the review, shared by page, Markdown and terminal.

use crate::core::agenda::model::{FollowUp, Section};
use crate::core::compile::Compiled;
use crate::core::output::when::day_and_month;
use crate::core::plan::situation::stage::Stage;
use crate::core::problem::Problem;
use crate::core::problem::counts::Counts;
use crate::core::review::model::{Load, Moved, Review, Tally};
use crate::core::text::{count, count_of, grouped, list};

/// The texts of a review, apart from its lists and charts.
#[derive(Debug)]
pub struct Told {
    /// The last week, in sentences.
    pub week: Vec<String>,
    /// Promises kept and late, in sentences.
    pub promises: String,
    /// Answers by channel: name, counts, rate.
    pub channels: Vec<[String; 3]>,
    /// Answers by sequence: name, counts, rate.
    pub sequences: Vec<[String; 3]>,
    /// The number of problems in the notes; empty if there are none.
    pub problems: String,
}

/// Puts a review into words.
pub fn told(review: &Review, problems: &[Problem]) -> Told {
    Told {
        week: week(review),
        promises: promises(review),
        channels: channels(review),
        sequences: sequences(review),
        problems: Counts::from(problems).in_words().unwrap_or_default(),
    }
}

fn number(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn week(review: &Review) -> Vec<String> {
    let week = &review.week;
    let mut parts = Vec::new();
    if week.sent.sent > 0 {
        parts.push(format!("{} sent", count(number(week.sent.sent), "message")));
    }
    if week.heard > 0 {
        parts.push(format!("{} received", number(week.heard)));
    }
    if week.met > 0 {
        parts.push(count_of(number(week.met), "meeting or call", "meetings and calls"));
    }
    if week.assumed > 0 {
        parts.push(count(number(week.assumed), "other contact"));
    }
    if parts.is_empty() {
        return vec!["No contact was noted in the last seven days.".to_owned()];
    }
    let people = count_of(number(week.people), "person", "people");
    let mut said = vec![format!("In touch with {people}: {}.", list(&parts, "and"))];
    if week.sent.sent > 0 {
        said.push(format!("Answered so far: {}.", rate(week.sent)));
    }
    if week.kept > 0 {
        said.push(format!("Kept {}.", count(number(week.kept), "promise")));
    }
    said
}

/// `7 of 12, 58 %`; below ten messages only the counts.
pub(crate) fn rate(tally: Tally) -> String {
    let counts = format!("{} of {}", grouped(number(tally.answered)), grouped(number(tally.sent)));
    match tally.percent() {
        Some(percent) => format!("{counts}, {percent} %"),
        None => counts,
    }
}

fn percent(tally: Tally) -> String {
    tally.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

fn row(name: &str, tally: Tally, more: &str) -> [String; 3] {
    let answered =
        format!("{} of {} answered{more}", grouped(number(tally.answered)), grouped(number(tally.sent)));
    [name.to_owned(), answered, percent(tally)]
}

fn channels(review: &Review) -> Vec<[String; 3]> {
    let channels = review.channels.iter();
    let mut tallies: Vec<(&str, Tally)> = channels.map(|(channel, tally)| (channel.name(), *tally)).collect();
    tallies.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.sent));
    if review.other.sent > 0 {
        tallies.push(("not said", review.other));
    }
    tallies.into_iter().map(|(name, tally)| row(name, tally, "")).collect()
}

fn sequences(review: &Review) -> Vec<[String; 3]> {
    let rows = review.sequences.iter().map(|(name, runs)| {
        let open = if runs.open > 0 { format!(", {} under way", runs.open) } else { String::new() };
        let touches = count(number(runs.touches), "message");
        row(name, runs.runs, &format!(" ({touches}{open})"))
    });
    rows.collect()
}

fn promises(review: &Review) -> String {
    let promises = &review.promises;
    let known = promises.on_time + promises.late;
    let mut said = match known + promises.undated {
        0 => "No promise has been ticked yet.".to_owned(),
        _ if known == 0 => String::new(),
        _ => format!("{} kept on time, {} late.", count(number(promises.on_time), "promise"), promises.late),
    };
    let mut more = |text: String| {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(&text);
    };
    if promises.undated > 0 {
        more(format!("{} kept without a date to measure by.", count(number(promises.undated), "promise")));
    }
    if promises.open_late > 0 {
        more(format!("{} still open past the due day.", count(number(promises.open_late), "promise")));
    }
    said
}

/// Explains a stage in the review.
pub fn meaning(stage: Stage) -> &'static str {
    match stage {
        Stage::New => "in a sequence, nothing heard yet",
        Stage::Active => "in touch",
        Stage::Waiting => "you wrote last",
        Stage::Resting => "left in peace, they return by themselves",
        Stage::Dormant => "silent for twice the cadence, or a year",
        Stage::Paused => "paused by you",
        Stage::Closed => "closed or archived",
        Stage::Never => "not to be contacted",
    }
}

/// `active → resting`; `first noted → new`.
pub fn moved(moved: &Moved) -> String {
    match moved.from {
        Some(from) => format!("{} → {}", from.name(), moved.to.name()),
        None => format!("first noted → {}", moved.to.name()),
    }
}

/// `24 to 30 November`, `29 December to 4 January`.
pub fn span(load: &Load, review: &Review) -> String {
    if load.from.month() == load.to.month() {
        format!("{} to {}", load.from.day(), day_and_month(load.to, review.today))
    } else {
        let from = format!("{} {}", load.from.day(), load.from.month_name());
        format!("{from} to {}", day_and_month(load.to, review.today))
    }
}

/// The stages, each with the number of its contacts and the length of its bar; the longest has this length.
pub fn funnel_bars(review: &Review, longest: usize) -> impl Iterator<Item = (Stage, usize, usize)> {
    let most = review.funnel.values().copied().max().unwrap_or(0);
    Stage::FUNNEL.iter().map(move |stage| {
        let number = review.number(*stage);
        (*stage, number, length(number, most, longest))
    })
}

/// The weeks to come, each with the lengths of its two bars, which are one behind the other: what is planned, and what
/// comes round again.
pub fn load_bars(review: &Review, longest: usize) -> impl Iterator<Item = (&Load, usize, usize)> {
    let most = review.load.iter().map(|week| number(week.planned + week.again)).max().unwrap_or(0);
    review.load.iter().map(move |week| {
        let whole = length(number(week.planned + week.again), most, longest);
        let planned = length(number(week.planned), most, longest).min(whole);
        (week, planned, whole - planned)
    })
}

/// The length of a bar, at least 1 for a number above zero.
fn length(number: usize, most: usize, longest: usize) -> usize {
    (number * longest).div_ceil(most.max(1))
}

/// The follow-ups of the week ahead: those due, and those shown within seven days.
pub(crate) fn ahead(compiled: &Compiled) -> impl Iterator<Item = &FollowUp> {
    let near = |section| matches!(section, Section::Today | Section::More | Section::Week);
    compiled.agenda.follow_ups.iter().map(Box::as_ref).filter(move |one| near(one.section))
}
