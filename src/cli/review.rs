//! `followup review`: prints the weekly review, from the same model as the page.

use super::loading::{Loaded, Wanted, add_problems, load};
use super::meaning::{Loudness, Meaning};
use super::report::{Report, in_form};
use super::terminal::{clipped, in_brackets, padded, safe, width, wrapped};
use crate::core::agenda::model::Section;
use crate::core::output::escape::inline::plain;
use crate::core::output::review::{
    QUESTION, Told, funnel_bars, json, load_bars, meaning as stage_meaning, moved, span, told,
};
use crate::core::people::contact::ContactIndex;
use crate::core::review::list::List;
use crate::core::review::model::Review;
use crate::core::review::review;
use crate::io::failure::Failure;
use std::fmt::Write;

/// Maximum number of rows printed of a list; `-v` prints all.
const MOST_ROWS: usize = 10;
/// Width of the longest bar in columns.
const BAR: usize = 24;

pub(super) fn run(meaning: &Meaning) -> Result<Report, Failure> {
    let mut loaded = load(&Wanted::from(meaning))?;
    let mut made = review(&loaded.compiled.people, &loaded.config, &loaded.compiled.agenda);
    add_problems(&mut loaded.compiled, std::mem::take(&mut made.failed));
    let compiled = &loaded.compiled;
    let most = match meaning.loudness {
        Loudness::Quiet | Loudness::Normal => MOST_ROWS,
        Loudness::Verbose => usize::MAX,
    };
    let printer = Printer { loaded: &loaded, review: &made, most, width: width() };
    let stdout = in_form(meaning.form, || json(compiled, &made, &loaded.config), || printer.text());
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

struct Printer<'a> {
    loaded: &'a Loaded,
    review: &'a Review,
    most: usize,
    width: usize,
}

impl Printer<'_> {
    fn text(&self) -> String {
        let said = told(self.review, &self.loaded.compiled.problems);
        let mut text = format!("The week to {}\n", self.review.today.in_words());
        for sentence in &said.week {
            text.push_str(&wrapped(sentence, "  ", "  ", self.width));
        }
        self.funnel(&mut text);
        self.moved(&mut text);
        self.load(&mut text);
        for list in List::ALL {
            self.list(&mut text, *list);
        }
        self.fine(&mut text);
        answers(&mut text, &said);
        text.push_str(&wrapped(&said.promises, "\nPromises: ", "  ", self.width));
        let _ = writeln!(text, "\n{QUESTION}");
        let _ = writeln!(text, "next: {}", self.next());
        text
    }

    fn name(&self, contact: ContactIndex) -> String {
        safe(self.loaded.contact(contact).name())
    }

    fn funnel(&self, text: &mut String) {
        let _ = writeln!(text, "\nWhere everybody stands ({})", self.review.contacts);
        for (stage, number, length) in funnel_bars(self.review, BAR) {
            let bar = padded(&"█".repeat(length), BAR);
            let row = format!("  {:<8} {number:>6}  {bar}  {}", stage.name(), stage_meaning(stage));
            let _ = writeln!(text, "{}", clipped(row.trim_end(), self.width));
        }
    }

    fn moved(&self, text: &mut String) {
        let moves = &self.review.moved;
        if moves.is_empty() {
            let _ = writeln!(text, "\nNobody moved since {}.", self.review.before);
            return;
        }
        let _ = writeln!(text, "\nMoved since {} ({})", self.review.before, moves.len());
        for one in moves.iter().take(self.most) {
            text.push_str(&self.row(one.contact, &moved(one)));
        }
        self.more(text, moves.len());
    }

    fn load(&self, text: &mut String) {
        text.push_str("\nThe next 12 weeks: planned, and cadences that come round again\n");
        for (week, solid, light) in load_bars(self.review, BAR) {
            let (planned, again) = (week.planned, week.again);
            let bar = format!("{}{}", "█".repeat(solid), "░".repeat(light));
            let row = format!("  {} {planned:>5} {again:>4}  {bar}", padded(&span(week, self.review), 30));
            let _ = writeln!(text, "{}", clipped(row.trim_end(), self.width));
        }
    }

    fn list(&self, text: &mut String, list: List) {
        let listed = self.review.listed(list);
        if listed.is_empty() {
            return;
        }
        let _ = writeln!(text, "\n{} ({})", list.heading(), listed.len());
        for decision in list.decisions() {
            let _ = writeln!(text, "    {}", decision.said());
        }
        for one in listed.iter().take(self.most) {
            let said = format!("{}{}", plain(&one.text), in_brackets(one.place.as_ref()));
            text.push_str(&self.row(one.contact, &safe(&said)));
        }
        self.more(text, listed.len());
    }

    fn row(&self, contact: ContactIndex, said: &str) -> String {
        wrapped(&format!("{}: {said}", self.name(contact)), "  ", "      ", self.width)
    }

    fn more(&self, text: &mut String, number: usize) {
        if number > self.most {
            let _ = writeln!(text, "  {} more: `followup review -v`", number - self.most);
        }
    }

    /// Adds the empty lists, in one line each.
    fn fine(&self, text: &mut String) {
        let empty = List::ALL.iter().filter(|list| self.review.listed(**list).is_empty());
        let mut first = "\n";
        for list in empty {
            let heading = list.heading();
            let colon = if heading.ends_with('?') { "" } else { ":" };
            let said = format!("{heading}{colon} {}", list.nothing());
            text.push_str(&wrapped(&said, first, "  ", self.width));
            first = "";
        }
    }

    fn next(&self) -> &'static str {
        let compiled = &self.loaded.compiled;
        let due = |section| matches!(section, Section::Today | Section::More | Section::Week);
        if compiled.people.contacts.is_empty() {
            "followup list --all"
        } else if compiled.agenda.follow_ups.iter().any(|one| due(one.section)) {
            "followup agenda --days 7"
        } else {
            "followup list"
        }
    }
}

fn answers(text: &mut String, said: &Told) {
    text.push_str("\nWhat gets answers\n");
    if said.channels.is_empty() && said.sequences.is_empty() {
        text.push_str("  You have logged no message yet.\n");
    }
    for [name, answered, rate] in said.channels.iter().chain(&said.sequences) {
        let _ = writeln!(text, "  {}  {answered}  {rate}", padded(&safe(name), 14));
    }
}
