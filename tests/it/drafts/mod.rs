//! Drafts: every shipped template on every channel, the practices behind them, and notes in other styles than
//! ours.

mod commands;
mod docs;
mod fits_the_occasion;
mod lint;
mod practices;
mod rows;
mod templates;
mod told_of_the_past;
mod true_sentences;
mod user_templates;

use crate::vault::compiled;
use followup::core::agenda::model::FollowUp;
use followup::core::compile::Compiled;
use followup::core::config::model::Config;
use followup::core::config::reading;
use followup::core::day::Day;
use followup::core::lint::message::Message;
use followup::core::lint::{Finding, lint};
use followup::core::output::{Drafting, Single, TemplateTexts};

/// A Tuesday.
const TODAY: &str = "2026-11-24";
const ME: &str = "me:\n  name: Nell Ashdown\n  email: nell@ashdown.example\n";

/// A vault of a few notes on a day.
struct Vault {
    compiled: Compiled,
    config: Config,
}

impl Vault {
    fn new(config: &str, notes: &[(&str, &str)]) -> Vault {
        let config = reading::read(config).unwrap_or_else(|problems| panic!("{config}: {problems:?}"));
        let today = Day::from_iso(TODAY).unwrap();
        Vault { compiled: compiled(notes, &config, today), config }
    }

    /// A vault with the note of one contact and the usual sender.
    fn of(note: &str) -> Vault {
        Vault::new(ME, &[("People/Ada Lovelace.md", note)])
    }

    fn follow_up(&self, kind: &str) -> FollowUp {
        let found =
            self.compiled.agenda.follow_ups.iter().map(Box::as_ref).find(|one| one.kind.name() == kind);
        let kinds: Vec<&str> = self.compiled.agenda.follow_ups.iter().map(|one| one.kind.name()).collect();
        found.unwrap_or_else(|| panic!("no {kind} among {kinds:?}")).clone()
    }

    fn drafting(&self) -> Drafting<'_> {
        Drafting::new(&self.compiled, &self.config, &TemplateTexts::new())
    }

    fn draft(&self, follow_up: &FollowUp) -> Single {
        let made = self.drafting().draft(follow_up);
        made.unwrap_or_else(|problem| panic!("{problem:?}")).expect("a template fits")
    }
}

/// Returns what lint finds in a draft, read as a file.
fn findings(draft: &Single) -> Vec<Finding> {
    let message = Message::read("draft.md", draft.text.as_bytes()).unwrap();
    lint(&[message], &Config::default().drafts.max_words)
}

/// Returns the draft with every place filled in, as its sender might.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, place)) = rest.split_once("[?") {
        let (label, after) = place.split_once(']').expect("a place ends");
        filled.push_str(before);
        let words = plausible(label.trim(), &filled, after);
        filled.push_str(words);
        rest = after;
    }
    filled + rest
}

/// Returns words for a place; a place that is not part of a sentence gets a whole one.
fn plausible(label: &str, before: &str, after: &str) -> &'static str {
    let begins = before.ends_with('\n') || before.trim_end_matches(' ').ends_with(['.', '!', '?']);
    let ends = after.trim_start_matches(' ').starts_with(|next: char| next == '\n' || next.is_uppercase())
        || after.is_empty();
    let sentence = begins && ends;
    match label {
        "two times" => "Thursday at ten or Friday at two",
        "a day" => "Thursday",
        "by when" => "by Friday",
        "your name" => "Nell",
        _ if sentence => "The drawing of the tide clock still makes me smile.",
        _ => "the drawing of the tide clock",
    }
}
