//! Sessions of `next`: every key, words after it, and what a session changes.

use crate::ada::{ADA, TODAY};
use crate::folders::{dated_lines, example, notes, text, vault};
use crate::program::{answering as program_answering, ended, succeeded};
use assert_cmd::Command;
use std::path::Path;

/// The program with these answers, and an editor that prints.
fn answering(vault: &Path, arguments: &[&str], answers: &str) -> Command {
    let mut command = program_answering(vault, TODAY, arguments, answers);
    command.env("EDITOR", "cat");
    command
}

fn answered(vault: &Path, arguments: &[&str], answers: &str) -> (i32, String, String) {
    ended(&mut answering(vault, arguments, answers))
}

#[test]
fn a_session_of_next_over_the_example_vault() {
    let vault = example();
    let path = vault.path();
    let before = notes(path);
    let session = "w\nl text out: happy birthday\n?\nd\ns\nmonday\nnonsense\nk\nr\nn\no\nm\nq\n";
    let output = succeeded(&mut answering(path, &["next"], session));
    for expected in [
        "1 of 16\n  Lucía Ortega",
        "- birthday on 24 November",
        "People/Lucía Ortega.md:20: - 2026-11-24 text out: happy birthday\nnext: keep-in-touch on 2027-01-05\n",
        "People/Tomasz Wiśniewski.md:32: ### 2026-11-24 — Email out #question\n",
        "People/Mairéad O'Donnell.md:9: snooze: 2026-11-30\nnext: keep-in-touch on 2026-11-30\n",
        "`nonsense` is not a key here",
        "People/Priya Raghunathan.md:33: - 2026-11-24 skipped\n",
        "People/Sunniva Bakken.md:2: paused-until: 2027-05-24\n",
        "6 cards: 1 done, 1 logged, 1 put off, 1 skipped, 1 resting, 1 later\n",
        "  Sunniva Bakken: resting\nnext: followup build\n",
    ] {
        assert!(output.contains(expected), "{expected}\n---\n{output}");
    }
    let after = notes(path);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(*bytes))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed.len(), 5, "{changed:?}");
    // Cards that were done are not shown again, and the end of the input ends the session normally.
    let output = succeeded(&mut answering(path, &["next"], ""));
    assert!(
        !output.contains("Tomasz") && output.ends_with("nothing was changed\nnext: followup agenda\n"),
        "{output}"
    );
}

#[test]
fn next_shows_diffs_and_json_when_asked() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let before = notes(vault.path());
    let (status, output, _) = answered(vault.path(), &["next", "--dry-run"], "d\n");
    assert!(status == 0 && output.contains("+- 2026-11-24 email out\n"), "{output}");
    assert!(notes(vault.path()) == before);
    let (status, output, said) = answered(vault.path(), &["next", "--json"], "l call\n");
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!((status, json["done"][0]["what"].as_str()), (0, Some("logged")), "{output}");
    assert!(said.contains("1 of 1"), "{said}");
}

#[test]
fn returners_begin_with_the_closest() {
    let note = |more: &str| format!("---\ntype: person\n{more}\n---\n## Log\n- 2026-05-02 call\n");
    let vault = vault(&[
        ("People/Ada.md", &note("cadence: 6 months")),
        ("People/Ben.md", &note("cadence: 2 weeks")),
        ("People/Cleo.md", &note("cadence: 3 months\npriority: high")),
    ]);
    let (status, output, _) = answered(vault.path(), &["next", "--catch-up"], "n\nr\nl call\n");
    assert_eq!(status, 0);
    let place =
        |name: &str| output.find(&format!("\n  {name}\n")).unwrap_or_else(|| panic!("{name}: {output}"));
    assert!(place("Cleo") < place("Ben") && place("Ben") < place("Ada"), "{output}");
    assert!(output.contains("followup restart") && output.contains("paused-until: 2027-05-24"), "{output}");
}

/// Runs a session on a Thursday; returns its output.
fn session(vault: &Path, arguments: &[&str], answers: &str) -> String {
    ended(&mut program_answering(vault, "2026-11-26", &[&["next"], arguments].concat(), answers)).1
}

#[test]
fn words_after_a_key_of_next_are_logged_or_refused() {
    #[track_caller]
    fn case(answer: &str, expected: &[&str], told: &str) {
        let vault = vault(&[("People/Ada.md", "# Ada\n\n## Log\n\n- 2026-11-25 email in: a question\n")]);
        let said = session(vault.path(), &[], &format!("{answer}\n"));
        let lines = dated_lines(vault.path(), "People/Ada.md");
        assert_eq!(lines.get(1..).unwrap(), expected, "{answer}: {said}");
        assert!(said.contains(told), "{answer}: {said}");
    }
    case("d", &["- 2026-11-26 email: replied to Ada"], "1 card: 1 done");
    case("d she was glad", &["- 2026-11-26 email out: she was glad"], "1 card: 1 done");
    case("d call: all well", &["- 2026-11-26 call: all well"], "1 card: 1 done");
    case("done 2026-11-25 call: all well", &["- 2026-11-25 call: all well"], "1 card: 1 done");
    case("d no time, next week", &[], "may say that it is still to be done");
    case("d 2026-11-28 call", &[], "2026-11-28 is in the future");
    case("d 1826-11-24 call", &[], "1826-11-24 is probably not the day you meant");
    case("l quit", &["- 2026-11-26 quit"], "1 card: 1 logged");
    case("l\nquit", &[], "nothing was changed");
    case("k because", &[], "`k` takes no words, and `because` would be lost");
    case("rest please", &[], "`rest` takes no words");
    case("n monday", &[], "`n` takes no words");
    case("q now", &[], "`q` takes no words");
    case("l 2062-11-26 call", &[], "2062-11-26 is probably not the day you meant");
    case("s 2062-11-26", &[], "2062-11-26 is probably not the day you meant");
    case("s off", &[], "nothing was changed");
}

#[test]
fn a_preparation_is_neither_done_nor_skipped_and_every_key_says_why() {
    let note = "---\nbirthday: 11-30\nlead: 7\n---\n# Ada\n\n## Log\n\n- 2026-11-25 call\n";
    for (answer, told) in [
        ("d", "`Prepare for Ada: birthday` ends by itself on the day; there is nothing to log"),
        ("k", "`Prepare for Ada: birthday` ends by itself on the day; there is nothing to log"),
        ("s 3d", "`Prepare for Ada: birthday` ends by itself on the day; there is nothing to log"),
        ("l got the gift", "`got the gift` would be read as something that they sent you"),
        ("d got the gift", "`got the gift` would be read as something that they sent you"),
    ] {
        let vault = vault(&[("People/Ada.md", note)]);
        let said = session(vault.path(), &[], &format!("{answer}\n"));
        assert!(said.contains(told) && said.contains("nothing was changed"), "{answer}: {said}");
        assert_eq!(text(vault.path(), "People/Ada.md"), note);
    }
    // A wish sent early settles it, as the help says.
    let vault = vault(&[("People/Ada.md", note)]);
    let said = session(vault.path(), &[], "l card #birthday\n");
    assert!(said.contains("1 card: 1 logged"), "{said}");
    assert!(!session(vault.path(), &[], "n\n").contains("Prepare"));
}

#[test]
fn next_tells_that_a_task_repeats() {
    let vault = vault(&[("People/Ada.md", "# Ada\n\n- [ ] send it 🔁 every week 📅 2026-11-24\n")]);
    let output = session(vault.path(), &[], "d\n");
    assert!(output.contains("hint: the task repeats: the Tasks plugin"), "{output}");
}

#[test]
fn on_a_card_with_several_follow_ups_the_relationship_is_put_off() {
    let note =
        "---\nbirthday: 11-26\nevery: 2 weeks\n---\n# Ada\n\n## Log\n\n- 2026-11-25 email in: a question\n";
    let vault = || vault(&[("People/Ada.md", note)]);
    // Each follow-up has a card of its own, and says so.
    let apart = vault();
    let said = session(apart.path(), &["--dry-run"], "k\ns 3d\n");
    assert!(said.contains("cannot be skipped") && said.contains("has a card of its own"), "{said}");
    #[track_caller]
    fn case(vault: &Path, answers: &str, expected: &str, told: &[&str]) {
        let said = session(vault, &["--catch-up"], answers);
        assert_eq!(text(vault, "People/Ada.md"), expected, "{said}");
        assert!(said.contains("1 of 1") && told.iter().all(|told| said.contains(told)), "{said}");
    }
    let skipped = format!("{note}- 2026-11-26 skipped\n");
    case(vault().path(), "k\nk\nq\n", &skipped, &["cannot be skipped", "1 card: 1 skipped"]);
    let off = note.replace("2 weeks\n", "2 weeks\nsnooze: 2026-11-29\n");
    case(vault().path(), "s 3d\nk\nk\n", &off, &["cannot be skipped", "1 card: 1 put off"]);
    case(vault().path(), "s 3d\nd\n", &format!("{off}- 2026-11-26 email out #birthday\n"), &["1 put off"]);
}
