//! Ticks that are read some days after they were made, or before their card's day: each has the effect that was meant,
//! or is named, and no message is logged that was never sent.

use crate::ada::tick;
use crate::folders::{agenda, text, vault, write};
use crate::program::run_on;
use std::path::Path;

const ADA: &str = "People/Ada.md";

/// A vault with Ada, her note ending in a log, and her card ticked on an agenda of a day.
fn ticked(note: &str, day: &str, mark: &str, beside: &str) -> tempfile::TempDir {
    let vault = vault(&[("followup.yaml", ""), (ADA, note)]);
    assert_eq!(run_on(vault.path(), day, &["build", "-q"]).0, 0);
    tick(vault.path(), "Ada", |line| line.replacen("[ ]", &format!("[{mark}]"), 1) + beside);
    vault
}

fn sync(vault: &Path, day: &str) -> (i32, String) {
    let (status, output, said) = run_on(vault, day, &["sync"]);
    (status, output + &said)
}

#[test]
fn a_tick_before_the_day_of_its_card_is_named_until_that_day() {
    let next =
        "---\ntype: person\nnext: 2026-12-12 the exam\n---\n\n## Log\n\n- 2026-11-01 email out: hello\n";
    let waiting = "---\ntype: person\n---\n\n## Waiting for\n\n- [ ] the offer 📅 2026-12-11\n\n\
         ## Log\n\n- 2026-11-01 email out: hello\n";
    for (note, words) in [(next, "email out"), (waiting, "email out: asked about the offer")] {
        for (beside, builds) in [("", false), ("", true), (" ✅ 2026-12-02", false)] {
            let vault = ticked(note, "2026-12-02", "x", beside);
            for day in ["2026-12-02", "2026-12-03"] {
                let (status, said) = sync(vault.path(), day);
                assert!(status == 1 && said.contains("nothing logged before that settles it"), "{said}");
                assert_eq!(text(vault.path(), ADA), note, "{beside}");
                if builds {
                    run_on(vault.path(), day, &["build", "-q"]);
                }
            }
            // Nobody knows when it was made, unless it says so.
            if builds {
                run_on(vault.path(), "2026-12-20", &["build", "-q"]);
            }
            let (status, said) = sync(vault.path(), "2026-12-20");
            let (ended, line) = match beside {
                "" => (0, format!("- 2026-12-20 {words}\n")),
                _ => (1, String::new()),
            };
            assert_eq!((status, text(vault.path(), ADA)), (ended, format!("{note}{line}")), "{said}");
        }
    }
    // Words beside it are logged on the day of the sync, or on the day in front of them.
    for (beside, day, line) in [
        (" :: call: she passed", "2026-12-02", "2026-12-02 call: she passed"),
        (" :: call: she passed", "2026-12-20", "2026-12-20 call: she passed"),
        (" :: 2026-12-13 call: she passed", "2026-12-20", "2026-12-13 call: she passed"),
    ] {
        let vault = ticked(next, "2026-12-02", "x", beside);
        let (status, said) = sync(vault.path(), day);
        let stays = "`Ada: the exam` stays on the agenda: it is for 2026-12-12, and nothing logged before that settles it";
        assert!(status == 0 && said.contains(stays) == (day == "2026-12-02"), "{said}");
        assert_eq!(text(vault.path(), ADA), format!("{next}- {line}\n"));
    }
}

#[test]
fn a_talk_on_the_day_of_a_talk_is_said_to_send_no_touch() {
    let dinner = "---\ntype: person\nphone: '1'\n---\n\n## Log\n\n- 2026-06-01 dinner #thanks\n";
    for (words, stays) in [("call: said thank you", true), ("call out: said thank you", false)] {
        let vault = ticked(dinner, "2026-06-01", "x", &format!(" :: {words}"));
        let (status, said) = sync(vault.path(), "2026-06-01");
        assert_eq!(status, 0, "{said}");
        assert_eq!(
            said.contains("stays on the agenda: a talk of that day is logged already"),
            stays,
            "{said}"
        );
        let (_, cards, _) = run_on(vault.path(), "2026-06-01", &["agenda"]);
        assert_eq!(cards.contains("Thank you"), stays, "{cards}");
    }
}

#[test]
fn a_skip_on_an_old_agenda_skips_what_the_card_was() {
    #[track_caller]
    fn case(note: &str, [made, read]: [&str; 2], expected: &str, then: &str) {
        let vault = ticked(note, made, "-", "");
        let (status, said) = sync(vault.path(), read);
        assert_eq!(status, 0, "{said}");
        assert_eq!(text(vault.path(), ADA), format!("{note}{expected}\n"));
        let (_, cards, _) = run_on(vault.path(), read, &["agenda"]);
        assert!(cards.contains(then), "{cards}");
        // A tick that was not marked has no second effect.
        let unmarked = agenda(vault.path()).replace("^synced-", "^f-");
        write(vault.path(), "agenda/agenda.md", unmarked);
        sync(vault.path(), read);
        assert_eq!(text(vault.path(), ADA), format!("{note}{expected}\n"));
    }
    let touch = "---\ntype: person\nemail: ada@post.example\n---\n\n## Log\n\n- 2026-11-20 coffee #new-contact\n\
        - 2026-11-21 email out: thanks\n";
    case(touch, ["2026-11-24", "2026-11-30"], "- 2026-11-24 skipped", "Question: Ada");
    let reply = "---\ntype: person\ncadence: 3 weeks\n---\n\n## Log\n\n- 2026-11-20 email in: q\n";
    case(reply, ["2026-11-21", "2026-12-20"], "- 2026-11-21 skipped", "Keep in touch with Ada");
    // What still stands is skipped today.
    case(reply, ["2026-11-21", "2026-11-30"], "- 2026-11-30 skipped", "");
}

#[test]
fn a_tick_with_a_day_counts_on_that_day_though_they_wrote_since() {
    let note = "---\ntype: person\ncadence: 2 weeks\n---\n\n## Log\n\n- 2026-11-01 email out\n";
    let stamped = || ticked(note, "2026-11-18", "x", " ✅ 2026-11-20");
    let vault = stamped();
    let answer = "- 2026-11-21 email in: thanks for writing!\n";
    write(vault.path(), ADA, format!("{note}{answer}"));
    let (status, said) = sync(vault.path(), "2026-11-22");
    assert_eq!(status, 0, "{said}");
    assert_eq!(text(vault.path(), ADA), format!("{note}- 2026-11-20 email out\n{answer}"));
    // What you wrote since may be what the tick means.
    let vault = stamped();
    write(vault.path(), ADA, format!("{note}- 2026-11-21 email out: hello\n"));
    let (status, said) = sync(vault.path(), "2026-11-22");
    assert!(status == 1 && said.contains("unknown-tick"), "{said}");
}
