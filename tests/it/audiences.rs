//! Compares the answers of the rules to the agenda with those to `why`, on the repository's vaults.

use crate::folders::{cases, repository};
use crate::golden::loaded;
use followup::core::day::Day;
use followup::core::people::contact::ContactIndex;
use followup::core::plan::choose::{Answer, answers, last_shown, telling_answers};
use followup::core::plan::situation::Situation;
use followup::core::plan::verdict::Verdict;
use followup::io::vault::Vault;

/// The agenda asks the rules for less than `why` does: it skips answers that come to nothing, and the words
/// of those past the horizon. The rest must be the same.
#[test]
fn the_agenda_gets_the_answers_that_why_shows() {
    let mut told = 0;
    let folders =
        cases("tests/golden").into_iter().map(|case| case.join("vault")).filter(|vault| vault.is_dir());
    for folder in folders.chain([repository().join("example-vault")]) {
        let vault = Vault::open(&folder).unwrap_or_else(|_| panic!("{} is no vault", folder.display()));
        for today in ["2025-06-15", "2026-11-24", "2026-12-31", "2028-02-29"] {
            let loaded = loaded(&vault, Some(today));
            let people = &loaded.compiled.people;
            for place in 0..people.contacts.len() {
                let index = ContactIndex(u32::try_from(place).unwrap());
                let situation = Situation::of(people, index, &loaded.config, loaded.today.day);
                let last = last_shown(&situation);
                let heard: Vec<_> = telling_answers(&situation).into_iter().map(worded).collect();
                let whole: Vec<_> = answers(&situation)
                    .into_iter()
                    .map(|answer| as_the_agenda_gets_it(answer, last))
                    .filter(|answer| answer.verdict.proposed().is_some() || answer.verdict.lapse().is_some())
                    .map(worded)
                    .collect();
                assert_eq!(heard, whole, "{} on {today}", people.contact(index).path);
                told += heard.len();
            }
        }
    }
    assert!(told > 500, "{told} answers are too few to tell anything");
}

/// Reduces an answer to what the agenda gets: past the horizon only the day, if nothing competes with it.
/// Events are too few to be reduced.
fn as_the_agenda_gets_it(answer: Answer, last: Day) -> Answer {
    match answer.verdict.proposed() {
        Some((kind, due)) if !kind.is_relationship() && answer.rule != "event" && due > last => {
            Answer { verdict: Verdict::Later(kind, due), shown: None, ..answer }
        }
        _ => answer,
    }
}

/// Returns an answer without the words of lapsed follow-ups, which the agenda does not show.
fn worded(mut answer: Answer) -> Answer {
    if let Verdict::Quiet(because) = &mut answer.verdict {
        because.text.clear();
    }
    answer
}
