//! Properties that hold for any input: no text makes the program panic, and the order of the files changes
//! nothing.

use crate::vault::compiled;
use followup::core::config::model::Config;
use followup::core::day::Day;
use followup::core::output::{Publish, TemplateTexts, render};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn shown(notes: &[(String, Vec<u8>)]) -> String {
    format!("{:#?}", compiled(notes, &Config::default(), today()))
}

fn today() -> Day {
    Day::from_iso("2026-11-23").unwrap()
}

/// Lines with syntax that the reader knows, so that random notes get past the first checks.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("---".to_owned()),
        Just("type: person".to_owned()),
        Just("## Log".to_owned()),
        Just("```".to_owned()),
        "(cadence|next|birthday|met|snooze|status|every|tags|last-contact): .{0,12}",
        "- (2026|2025|0000|9999)-[01][0-9]-[0-3][0-9] (email out|met|call|replied|\\[\\[Ben\\]\\]).{0,8}",
        "- \\[[ x]\\] .{0,12} 📅 2026-1[0-2]-[0-3][0-9]",
        "\\PC{0,30}",
    ]
}

fn note() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => prop::collection::vec(line(), 0..14).prop_map(|lines| lines.join("\n").into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => prop::collection::vec(any::<u8>(), 0..80).prop_map(|rest| [b"---\n".to_vec(), rest].concat()),
    ]
}

fn vault() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    const PATHS: [&str; 5] = ["People/Ada.md", "People/Ben.md", "Cy.md", "Daily/2026-11-20.md", "inbox.md"];
    prop::collection::vec(note(), PATHS.len())
        .prop_map(|notes| PATHS.iter().map(|path| (*path).to_owned()).zip(notes).collect())
}

/// Lines with the same or nearly the same meaning.
fn alike() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "dates:\n  - Name day: 11-25\n  - name-day: 11-26\n  - name day: 11-25",
        "birthday: 11-25",
        "next: 2026-11-24 call",
        "see-by: 2026-11-24",
        "## Waiting for",
        "- [ ] call 📅 2026-11-24",
        "- [ ] call #2 📅 2026-11-24",
        "- [ ] call #2 #2 📅 2026-11-25",
        "## Events",
        "- 2026-11-24 launch",
        "- 2026-11-24 Launch",
        "- 2026-11-24",
        "- 2026-11-24 event",
        "## Log",
        "- 2026-11-10 email out: when? #ask",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_note_are_read_without_a_panic(bytes in note()) {
        shown(&[("People/Ada.md".to_owned(), bytes)]);
    }

    #[test]
    fn any_vault_comes_to_pages_without_a_panic(notes in vault()) {
        let config = Config::default();
        let compiled = compiled(&notes, &config, today());
        let outputs = render(&compiled, &config, &TemplateTexts::new(), Publish::LeftAlone);
        prop_assert!(outputs.faults.is_empty(), "{:?}", outputs.faults);
        let page = outputs.files.iter().find(|file| file.path == "index.html").unwrap();
        let page = String::from_utf8(page.bytes.clone()).unwrap();
        prop_assert_eq!(page.matches("<script").count(), 1);
        prop_assert_eq!(page.matches("<article").count(), page.matches("</article>").count());
    }

    #[test]
    fn no_two_follow_ups_have_one_id(
        head in prop::collection::vec(alike(), 0..4),
        lines in prop::collection::vec(alike(), 0..14),
    ) {
        let note = format!("---\ntype: person\n{}\n---\n{}\n", head.join("\n"), lines.join("\n"));
        let agenda = compiled(&[("People/Ada.md", note)], &Config::default(), today()).agenda;
        let ids: BTreeSet<String> = agenda.follow_ups.iter().map(|one| one.id.to_string()).collect();
        prop_assert_eq!(ids.len(), agenda.follow_ups.len());
    }

    #[test]
    fn the_order_of_the_files_changes_nothing(notes in vault(), turned in 1_usize..5) {
        let expected = shown(&notes);
        let mut rotated = notes.clone();
        rotated.rotate_left(turned);
        prop_assert_eq!(&shown(&rotated), &expected);
        rotated.reverse();
        prop_assert_eq!(&shown(&rotated), &expected);
    }
}
