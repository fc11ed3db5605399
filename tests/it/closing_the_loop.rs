//! Ticks in the agenda, with the real binary: what they write to the notes, and that no build loses one.

use crate::ada::{ADA, TODAY, run, tick};
use crate::folders::{agenda, example, notes, read, text, vault, write};
use crate::program::{done, run_on};

fn boxed(mark: &str) -> impl Fn(&str) -> String {
    move |line| line.replacen("- [ ]", &format!("- [{mark}]"), 1)
}

#[test]
fn tick_sync_build_and_the_card_is_gone() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let path = vault.path();
    assert_eq!(run(path, &["build", "-q"]).0, 0);
    tick(path, "Ada", |line| boxed("x")(line) + " :: the second proof");
    done(path, TODAY, &["sync"]);
    let note = text(path, "People/Ada.md");
    assert_eq!(note, ADA.to_owned() + "- 2026-11-24 email out: the second proof\n");

    let before = read(path);
    let (status, output, _) = run(path, &["sync"]);
    assert_eq!(status, 0, "{output}");
    assert!(read(path) == before, "a second sync changes nothing");

    let output = done(path, TODAY, &["build"]);
    assert!(!output.contains("carried over") && !output.contains("edited"), "{output}");
    assert!(!agenda(path).contains("[x]") && agenda(path).contains("on 22 December"), "{}", agenda(path));
}

#[test]
fn every_mark_does_what_it_says() {
    let vault = example();
    let path = vault.path();
    run(path, &["build", "-q"]);
    tick(path, "turns 41", boxed("x"));
    tick(path, "Question: Tomasz", |line| boxed("x")(&line.replace(" ^f-", " :: about the refit ^f-")));
    tick(path, "Keep in touch with Mair", boxed(">"));
    tick(path, "Reply to Priya", boxed("-"));
    tick(path, "post Nasra", boxed("X"));
    tick(path, "Prepare for Wilf", boxed("x"));
    let before = notes(path);
    let (status, output, said) = run(path, &["sync", "--dry-run"]);
    assert_eq!((status, said.as_str()), (0, "dry run: nothing was written\n"), "{output}");
    assert!(notes(path) == before && agenda(path).contains("[x]"));

    done(path, TODAY, &["sync"]);
    let after = notes(path);
    let line = |note: &str, line: &str| {
        let text = String::from_utf8_lossy(&after[note]);
        assert!(text.lines().any(|found| found == line), "{note}: {line}\n{text}");
    };
    line("People/Lucía Ortega.md", "- 2026-11-24 text out #birthday");
    line("People/Tomasz Wiśniewski.md", "### 2026-11-24 — email out: about the refit #question");
    line("People/Mairéad O'Donnell.md", "snooze: 2026-12-01");
    line("People/Priya Raghunathan.md", "- 2026-11-24 skipped");
    line(
        "Daily/2026-11-23.md",
        "- [x] post [[Nasra Warsame]] the book on sound walks ⏳ 2026-11-24 📅 2026-11-27 ✅ 2026-11-24",
    );
    assert_eq!(after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count(), 5);
    // A tick on a follow-up that ends by itself stays, across builds.
    run(path, &["build", "-q"]);
    assert_eq!(agenda(path).matches("- [x]").count(), 1);
    assert!(agenda(path).contains("- [x] Prepare for Wilf Ashdown"));
}

#[test]
fn a_tick_of_an_older_agenda_is_found_and_a_settled_one_is_named() {
    let ben = ADA.replace("email", "phone");
    let vault = vault(&[("People/Ada.md", ADA), ("People/Ben.md", &ben)]);
    let path = vault.path();
    let old = |arguments: &[&str]| {
        assert_eq!(run_on(path, "2026-11-20", arguments).0, 0);
    };
    old(&["build", "-q"]);
    tick(path, "Ada", boxed("x"));
    tick(path, "Ben", boxed("x"));
    // Ben's card is settled by hand before the ticks are read.
    run(path, &["log", "Ben", "call"]);
    let (status, output, said) = run(path, &["sync"]);
    assert_eq!(status, 1, "{output}");
    assert!(said.contains("agenda/agenda.md:") && said.contains("error[unknown-tick]"), "{said}");
    let note = text(path, "People/Ada.md");
    assert!(note.ends_with("- 2026-11-24 email out\n"), "{note}");
    assert_eq!(text(path, "People/Ben.md").matches("2026-11-24").count(), 1);
    // The build keeps a tick that it cannot place, with the day of its agenda.
    let (_, output, _) = run(path, &["build"]);
    assert!(output.contains("carried over: 1 tick"), "{output}");
    assert!(agenda(path).contains("### From 2026-11-20\n\n- [x] Keep in touch with Ben"), "{}", agenda(path));
}

#[test]
fn a_build_over_ticks_keeps_every_one_of_them() {
    let vault = example();
    let path = vault.path();
    run(path, &["build", "-q"]);
    let ticked: String = agenda(path)
        .lines()
        .enumerate()
        .map(|(number, line)| match line.split_once("- [ ] ") {
            Some(("", rest)) => format!("- [{}] {rest} :: text {number}\n", ["x", ">", "-", " "][number % 4]),
            _ => line.to_owned() + "\n",
        })
        .collect();
    write(path, "agenda/agenda.md", &ticked);
    let kept = |agenda: &str| {
        let mut found: Vec<(String, String, String)> = agenda
            .lines()
            .filter(|line| line.contains("^f-"))
            .map(|line| {
                let id = line.split("^f-").nth(1).unwrap()[..10].to_owned();
                let text = line.split(" :: ").nth(1).unwrap_or_default();
                (id, line[..5].to_owned(), text.split(" ^f-").next().unwrap().to_owned())
            })
            .filter(|(_, _, text)| !text.is_empty())
            .collect();
        found.sort();
        found
    };
    let before = kept(&ticked);
    assert!(before.len() > 20);
    let ticks = before.iter().filter(|(_, mark, _)| mark != "- [ ]").count();
    // Build again on the same day, much later (most cards are gone), and on the first day again.
    for day in ["2026-11-24", "2027-02-01", "2027-06-01", "2026-11-24"] {
        let (_, output, _) = run_on(path, day, &["build"]);
        assert!(output.contains(&format!("carried over: {ticks} ticks")), "{day}: {output}");
        assert_eq!(kept(&agenda(path)), before, "{day}");
    }
}

#[test]
fn a_card_that_is_done_disappears_or_nothing_is_written() {
    // Front matter, log, and the first line logged by `done`; empty if the day is in the future.
    let asked = "- 2026-11-13 email out: could you? #ask\n";
    let sent = "- 2026-11-13 email out\n";
    for (keys, log, expected) in [
        ("email: a@b.example\n", asked, "- 2026-11-24 email out\n"),
        ("see-by: 2026-11-30\nemail: a@b.example\n", sent, "- 2026-11-24 email out: arranging to meet\n"),
        ("next: 2026-11-24 the book\n", sent, "- 2026-11-24 email out\n"),
        ("next: 2026-12-01 the book\n", sent, ""),
        ("see-by: 2026-12-20\n", sent, ""),
        ("paused-until: 2026-12-01\n", sent, ""),
        ("wedding: 2020-11-28\n", sent, ""),
    ] {
        let note = format!("---\ntype: person\n{keys}---\n## Log\n{log}");
        let vault = vault(&[("followup.yaml", "start: 2026-01-01\n"), ("People/Ada.md", &note)]);
        let (status, output, said) = run(vault.path(), &["done", "Ada"]);
        assert_eq!(status == 0, !expected.is_empty(), "{keys}{output}{said}");
        let after = note.clone() + expected;
        assert_eq!(text(vault.path(), "People/Ada.md"), after, "{keys}");
        let (status, output, _) = run(vault.path(), &["done", "Ada"]);
        assert_eq!(status, 2, "{keys}{output}");
        assert_eq!(text(vault.path(), "People/Ada.md"), after, "{keys}");
        // The same with ticks.
        write(vault.path(), "People/Ada.md", &note);
        for _ in 0..2 {
            run(vault.path(), &["build", "-q"]);
            let ticked = agenda(vault.path()).replace("- [ ]", "- [x]");
            write(vault.path(), "agenda/agenda.md", ticked);
            let (status, output, said) = run(vault.path(), &["sync"]);
            assert_eq!(
                status,
                i32::from(said.contains("nothing logged before that settles it")),
                "{output}{said}"
            );
            assert_eq!(text(vault.path(), "People/Ada.md"), after, "{keys}");
        }
    }
}

#[test]
fn a_tick_never_shortens_a_snooze() {
    let note = "---\ntype: person\nnext: 2026-11-20 the book\nsnooze: 2026-12-04\n---\n";
    let vault = vault(&[("followup.yaml", "start: 2026-01-01\n"), ("People/Ada.md", note)]);
    let path = vault.path();
    run(path, &["build", "-q"]);
    tick(path, "Ada", boxed(">"));
    let output = done(path, TODAY, &["sync"]);
    assert!(output.contains("Ada is already put off until 2026-12-04, and stays so\n"), "{output}");
    assert_eq!(text(path, "People/Ada.md"), note);
}
