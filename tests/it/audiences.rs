//! What the rules answer to the agenda, held against what they answer to `why`, on the repository's vaults.

use crate::folders::{cases, repository};
use crate::golden::loaded;
use followup::core::day::Day;
use followup::core::people::contact::ContactIndex;
use followup::core::plan::choose::{Answer, answers, last_shown, telling_answers};
use followup::core::plan::situation::Situation;
use followup::core::plan::verdict::Verdict;
use followup::io::vault::Vault;

/// The agenda asks the rules for less than `why` does: neither for what comes to nothing, nor for the words of what
/// is past the horizon. What is left is the same.
#[test]
fn the_agenda_hears_what_why_tells() {
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
                    .map(|answer| heard_by_the_agenda(answer, last))
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

/// What lies past the horizon and competes with nothing is its day alone. Events are too few to be spared.
fn heard_by_the_agenda(answer: Answer, last: Day) -> Answer {
    match answer.verdict.proposed() {
        Some((kind, due)) if !kind.is_relationship() && answer.rule != "event" && due > last => {
            Answer { verdict: Verdict::Later(kind, due), shown: None, ..answer }
        }
        _ => answer,
    }
}

/// An answer without the words of what lapsed, which the agenda does not tell.
fn worded(mut answer: Answer) -> Answer {
    if let Verdict::Quiet(because) = &mut answer.verdict {
        because.text.clear();
    }
    answer
}
