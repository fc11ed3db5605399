//! `snooze` and `skip`: what they put off, and what they refuse.

use crate::folders::{text, vault, write};
use crate::program::run_on;

#[test]
fn a_snooze_of_somebody_who_is_left_alone_says_why_nothing_follows() {
    for (key, why) in [
        ("status: closed", "only what was promised is kept"),
        ("do-not-contact: true", "the note says do-not-contact"),
        ("died: 2025-01-05", "they have died"),
        ("status: paused", "only promises, dates and answers are proposed"),
    ] {
        let note = format!("---\ntype: person\n{key}\n---\n");
        let vault = vault(&[("followup.yaml", ""), ("People/Ada.md", &note)]);
        let (status, output, _) = run_on(vault.path(), "2026-11-24", &["snooze", "Ada", "2", "weeks"]);
        assert!(status == 0 && output.contains(&format!("nothing is planned for Ada: {why}\n")), "{output}");
    }
}

#[test]
fn a_note_with_front_matter_below_its_title_is_snoozed_at_its_top() {
    let note = "# Ada\n---\nbirthday: 1990-12-01\n---\n";
    let config = "contacts: {folders: [People]}\n";
    let vault = vault(&[("followup.yaml", config), ("People/Ada.md", note)]);
    let (status, _, said) = run_on(vault.path(), "2026-11-24", &["snooze", "Ada", "2", "weeks"]);
    assert_eq!(status, 0, "{said}");
    let snoozed = format!("---\nsnooze: 2026-12-08\n---\n{note}");
    assert_eq!(text(vault.path(), "People/Ada.md"), snoozed);
    let (status, _, said) = run_on(vault.path(), "2026-11-24", &["snooze", "Ada", "off"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(text(vault.path(), "People/Ada.md"), note);
}

#[test]
fn a_snooze_over_one_with_words_keeps_them_and_says_so() {
    let note = "---\ntype: person\nsnooze: 2026-11-03 because of the fair\n---\n";
    let vault = vault(&[("People/Ada.md", note)]);
    let (status, output, said) = run_on(vault.path(), "2026-11-24", &["snooze", "Ada", "2", "weeks"]);
    assert_eq!(status, 0, "{said}");
    assert!(output.contains("People/Ada.md:3: snooze: 2026-12-08 # because of the fair\n"), "{output}");
    let (_, output, _) = run_on(vault.path(), "2026-11-24", &["snooze", "Ada", "off"]);
    assert!(output.contains("People/Ada.md:3: no snooze any more\n"), "{output}");
}

#[test]
fn skip_names_what_it_skips_and_refuses_what_is_far_ahead() {
    let note = "---\ntype: person\ncadence: 4 weeks\n---\n\n- [ ] send the plan 📅 2026-11-26\n\n## Log\n\n- 2026-11-05 call\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let skip = |day: &str, more: &[&str]| run_on(folder.path(), day, &[&["skip", "Cy"], more].concat());
    let (status, _, told) = skip("2026-11-20", &[]);
    assert!(
        status == 2
            && told.contains("keep in touch, due 2026-12-03")
            && told.contains("--kind keep-in-touch"),
        "{told}"
    );
    let (status, _, told) = skip("2026-11-20", &["--kind", "reply"]);
    assert!(status == 2 && told.contains("is `keep-in-touch`, due 2026-12-03, not `reply`"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, said, _) = skip("2026-11-20", &["--kind", "keep-in-touch", "--dry-run"]);
    assert!(status == 0 && said.starts_with("--- a/"), "{said}");
    let (status, said, _) = skip("2026-11-26", &[]);
    assert!(status == 0 && said.starts_with("skips: keep in touch, due 2026-12-03\n"), "{said}");
}

#[test]
fn a_skip_does_not_reach_a_next_step_far_ahead() {
    let note = "---\ntype: person\nnext: 2026-12-20 send the budget\n---\n\n## Log\n\n- 2026-11-05 call\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let (status, _, told) = run_on(folder.path(), "2026-11-26", &["skip", "Cy", "--kind", "next"]);
    assert!(status == 2 && told.contains("the next step of 2026-12-20 is more than a week ahead"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, _, told) = run_on(folder.path(), "2026-11-26", &["skip", "Cy"]);
    assert!(status == 2 && told.contains("more than a week ahead") && !told.contains("--kind"), "{told}");
    run_on(folder.path(), "2026-11-26", &["build"]);
    let agenda = text(folder.path(), "agenda/agenda.md").replace("- [ ] Cy: send", "- [-] Cy: send");
    write(folder.path(), "agenda/agenda.md", agenda);
    let (_, _, told) = run_on(folder.path(), "2026-11-26", &["sync"]);
    assert!(told.contains("the next step of 2026-12-20 is more than a week ahead"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, said, _) = run_on(folder.path(), "2026-12-14", &["skip", "Cy"]);
    assert!(status == 0 && said.starts_with("skips: next step, due 2026-12-20\n"), "{said}");
    let (_, agenda, _) = run_on(folder.path(), "2026-12-20", &["agenda"]);
    assert!(!agenda.contains("send the budget"), "{agenda}");
}

#[test]
fn a_skip_does_not_reach_a_meeting_to_arrange_far_ahead() {
    let note = "---\ntype: person\nsee-by: 2026-12-20\n---\n\n## Log\n\n- 2026-11-05 call\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let (status, _, told) = run_on(folder.path(), "2026-11-26", &["skip", "Cy", "--kind", "next"]);
    assert!(status == 2 && told.contains("arranging the meeting, due 2026-12-10, is more than a"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    let (status, said, _) = run_on(folder.path(), "2026-12-03", &["skip", "Cy"]);
    assert!(status == 0 && said.starts_with("skips: next step, due 2026-12-10\n"), "{said}");
    let (_, agenda, _) = run_on(folder.path(), "2026-12-12", &["agenda"]);
    assert!(!agenda.contains("Cy"), "{agenda}");
}

#[test]
fn a_skip_of_what_was_put_off_by_asking_is_refused() {
    let note = "---\ntype: person\n---\n\n## Waiting for\n\n- [ ] the offer 📅 2026-11-10\n\n## Log\n\n- 2026-11-20 email out: asked\n";
    let folder = vault(&[("People/Cy.md", note)]);
    let (status, _, told) = run_on(folder.path(), "2026-11-20", &["skip", "Cy"]);
    assert!(status == 2 && told.contains("is due 2026-11-27 anyway, so a skip changes nothing"), "{told}");
    run_on(folder.path(), "2026-11-20", &["build"]);
    let agenda = text(folder.path(), "agenda/agenda.md").replace("- [ ] Ask Cy", "- [-] Ask Cy");
    write(folder.path(), "agenda/agenda.md", agenda);
    let (status, _, told) = run_on(folder.path(), "2026-11-20", &["sync"]);
    assert!(status == 1 && told.contains("is for 2026-11-27 anyway, so a skip changes nothing"), "{told}");
    assert_eq!(text(folder.path(), "People/Cy.md"), note);
    // A later skip asks again later.
    let (status, said, _) = run_on(folder.path(), "2026-11-23", &["skip", "Cy"]);
    assert!(status == 0 && said.contains("next: waiting on 2026-11-30"), "{said}");
}

#[test]
fn a_snooze_that_puts_nothing_off_says_so() {
    let note = "---\ntype: person\nnext: 2026-12-20 lunch\n---\n";
    for (when, is_told) in [("3d", true), ("2026-12-20", true), ("2026-12-21", false)] {
        let vault = vault(&[("People/Ben.md", note)]);
        let (status, output, said) = run_on(vault.path(), "2026-11-25", &["snooze", "Ben", when]);
        assert_eq!(status, 0, "{said}");
        let told = "this puts nothing off: what comes next is for 2026-12-20 anyway";
        assert_eq!(output.contains(told) || said.contains(told), is_told, "{when}: {output}{said}");
    }
}
