//! Acting on cards and logging it, with the real binary: ticks, many runs at once, killed runs, and sessions
//! of `next`.

use crate::folders::{Folder, copy, read, repository, text, vault};
use crate::program::{ended, program, run_on};
use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

const TODAY: &str = "2026-11-24";

fn binary() -> std::path::PathBuf {
    assert_cmd::cargo::cargo_bin("followup")
}

/// Runs the binary in a vault; returns exit status, standard output and standard error.
fn run(vault: &Path, arguments: &[&str]) -> (i32, String, String) {
    answered(vault, arguments, "")
}

/// Runs the binary with this text on standard input.
fn answered(vault: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = program(vault);
    ended(command.env("EDITOR", "cat").args(["--today", TODAY]).args(arguments).write_stdin(input))
}

fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository().join("example-vault"), folder.path());
    folder
}

/// Returns the files of a vault except those that a build writes.
fn notes(vault: &Path) -> Folder {
    read(vault).into_iter().filter(|(path, _)| !path.starts_with("agenda/")).collect()
}

fn agenda(vault: &Path) -> String {
    text(vault, "agenda/agenda.md")
}

/// Changes the line of the card that contains some words.
fn tick(vault: &Path, words: &str, change: impl Fn(&str) -> String) {
    let mut found = 0;
    let ticked: String = agenda(vault)
        .lines()
        .map(|line| {
            let card = line.starts_with("- [ ]") && line.contains(words);
            found += usize::from(card);
            if card { change(line) + "\n" } else { line.to_owned() + "\n" }
        })
        .collect();
    assert_eq!(found, 1, "cards with `{words}`");
    std::fs::write(vault.join("agenda/agenda.md"), ticked).unwrap();
}

fn boxed(mark: &str) -> impl Fn(&str) -> String {
    move |line| line.replacen("- [ ]", &format!("- [{mark}]"), 1)
}

const ADA: &str = "---\ntype: person\ncadence: 4 weeks\nemail: ada@post.example\n---\n\n## Log\n\n- 2026-10-20 email out: proof\n";

#[test]
fn tick_sync_build_and_the_card_is_gone() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let path = vault.path();
    assert_eq!(run(path, &["build", "-q"]).0, 0);
    tick(path, "Ada", |line| boxed("x")(line) + " :: the second proof");
    let (status, output, said) = run(path, &["sync"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    let note = std::fs::read_to_string(path.join("People/Ada.md")).unwrap();
    assert_eq!(note, ADA.to_owned() + "- 2026-11-24 email out: the second proof\n");

    let before = read(path);
    let (status, output, _) = run(path, &["sync"]);
    assert_eq!(status, 0, "{output}");
    assert!(read(path) == before, "a second sync changes nothing");

    let (status, output, said) = run(path, &["build"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
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

    let (status, output, said) = run(path, &["sync"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
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
    let note = std::fs::read_to_string(path.join("People/Ada.md")).unwrap();
    assert!(note.ends_with("- 2026-11-24 email out\n"), "{note}");
    assert_eq!(std::fs::read_to_string(path.join("People/Ben.md")).unwrap().matches("2026-11-24").count(), 1);
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
    std::fs::write(path.join("agenda/agenda.md"), &ticked).unwrap();
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
fn two_hundred_logs_at_once_lose_nothing() {
    let vault = vault(&[("People/Ada.md", ADA), ("People/Ben.md", "# Ben\n")]);
    let mut children: Vec<_> = (0..200)
        .map(|number| {
            Process::new(binary())
                .current_dir(vault.path())
                .args(["--today", TODAY, "-q", "log", "Ada", &format!("call: number {number} of them")])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let note = std::fs::read_to_string(vault.path().join("People/Ada.md")).unwrap();
    assert!(note.starts_with(ADA));
    let mut lines: Vec<&str> = note.lines().filter(|line| line.contains("number")).collect();
    lines.sort_unstable();
    let mut expected: Vec<String> =
        (0..200).map(|number| format!("- 2026-11-24 call: number {number} of them")).collect();
    expected.sort_unstable();
    assert_eq!(lines, expected);
    assert_eq!(std::fs::read_dir(vault.path().join("People")).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_killed_run_leaves_the_old_note_or_the_new_one() {
    let text = "- 2026-10-20 call: a line of a long log\n".repeat(2_000);
    let long = format!("{ADA}{text}");
    let vault = vault(&[("People/Ada.md", &long)]);
    let path = vault.path().join("People/Ada.md");
    let arguments = ["--today", TODAY, "-q", "log", "Ada", "tea"];
    let started = std::time::Instant::now();
    assert!(Process::new(binary()).current_dir(vault.path()).args(arguments).status().unwrap().success());
    let mut whole = started.elapsed();
    let new = std::fs::read_to_string(&path).unwrap();
    assert_eq!(new, format!("{long}- 2026-11-24 tea\n"));
    let (mut old_ones, mut new_ones) = (0, 0);
    for step in 0..60_u32 {
        std::fs::write(&path, &long).unwrap();
        let mut child = Process::new(binary()).current_dir(vault.path()).args(arguments).spawn().unwrap();
        std::thread::sleep(whole * step / 50);
        let _ = child.kill();
        child.wait().unwrap();
        let found = std::fs::read_to_string(&path).unwrap();
        assert!(found == long || found == new, "neither the old note nor the new one");
        if found == long && step >= 50 {
            // The machine is slower than it was for the first run.
            whole *= 2;
        }
        old_ones += usize::from(found == long);
        new_ones += usize::from(found == new);
    }
    assert!(old_ones > 0 && new_ones > 0, "{old_ones} old, {new_ones} new: the kills did not hit both sides");
    // The next run removes what a killed run left.
    assert_eq!(run(vault.path(), &["log", "Ada", "call"]).0, 0);
    assert_eq!(std::fs::read_dir(vault.path().join("People")).unwrap().count(), 1);
}

#[test]
fn a_note_that_another_program_holds_is_waited_for() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let folder = std::fs::File::open(vault.path().join("People")).unwrap();
    folder.lock().unwrap();
    let mut child = Process::new(binary())
        .current_dir(vault.path())
        .args(["--today", TODAY, "-q", "log", "Ada", "tea"])
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    let mut note = std::fs::OpenOptions::new().append(true).open(vault.path().join("People/Ada.md")).unwrap();
    note.write_all(b"- 2026-11-23 call: written meanwhile\n").unwrap();
    folder.unlock().unwrap();
    assert!(child.wait().unwrap().success());
    let note = std::fs::read_to_string(vault.path().join("People/Ada.md")).unwrap();
    assert!(note.ends_with("- 2026-11-23 call: written meanwhile\n- 2026-11-24 tea\n"), "{note}");
}

#[cfg(unix)]
#[test]
fn rights_are_kept_and_write_protection_is_respected() {
    use std::os::unix::fs::PermissionsExt;
    let vault = vault(&[("People/Ada.md", ADA)]);
    let path = vault.path().join("People/Ada.md");
    let set = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o640);
    assert_eq!(run(vault.path(), &["log", "Ada", "call"]).0, 0);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    set(0o444);
    let before = std::fs::read(&path).unwrap();
    let (status, _, said) = run(vault.path(), &["log", "Ada", "tea"]);
    assert!(status == 2 && said.contains("write-protected"), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_session_of_next_over_the_example_vault() {
    let vault = example();
    let path = vault.path();
    let before = notes(path);
    let session = "w\nl text out: happy birthday\n?\nd\ns\nmonday\nnonsense\nk\nr\nn\no\nm\nq\n";
    let (status, output, said) = answered(path, &["next"], session);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
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
    let (status, output, said) = answered(path, &["next"], "");
    assert_eq!((status, said.as_str()), (0, ""));
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

#[test]
fn names_are_found_or_listed_and_nothing_changes() {
    let vault = vault(&[
        ("People/Jane Doe.md", ADA),
        ("People/Jane Dove.md", ADA),
        ("People/Müller, Jürgen.md", ADA),
    ]);
    let path = vault.path();
    let before = notes(path);
    for name in ["Jane", "Nobody", "jane d"] {
        let (status, output, said) = run(path, &["log", name, "call"]);
        assert_eq!((status, output.as_str()), (2, ""), "{name}: {said}");
        assert!(said.contains("help: "), "{said}");
    }
    assert!(run(path, &["log", "Jane", "call"]).2.contains("People/Jane Dove.md"));
    assert_eq!(run(path, &["log", "Jane Doe,Nobody", "call"]).0, 2);
    assert!(notes(path) == before);
    for (arguments, note) in [
        (&["log", "jnae doe", "call: a"][..], "Jane Doe"),
        (&["log", "Jane", "Dove", "call: b"], "Jane Dove"),
        (&["log", "Müller, Jürgen", "call: c"], "Müller, Jürgen"),
        (&["log", "jurgen", "call: d"], "Müller, Jürgen"),
        (&["log", "Jane Doe,jurgen", "call: e"], "Müller, Jürgen"),
        (&["snooze", "Jane", "Dove", "2", "weeks"], "Jane Dove"),
    ] {
        let (status, output, said) = run(path, arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
        assert!(output.contains(&format!("People/{note}.md:")), "{arguments:?}: {output}");
    }
}

#[test]
fn log_says_what_comes_next() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let (status, output, said) = run(vault.path(), &["log", "Ada", "call"]);
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(
        output,
        "People/Ada.md:10: - 2026-11-24 call\nnext: keep-in-touch on 2026-12-22\nnext: followup next\n"
    );
    let (status, output, said) = run(vault.path(), &["log", "Ada", "a", "nice", "time", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!((status, json["next"][0]["kind"].as_str()), (0, Some("keep-in-touch")), "{output}");
    assert!(said.contains("hint: no word"), "{said}");
    for arguments in [&["log", "Ada", "call", "--date", "someday"][..], &["snooze", "Ada", "yesterday"]] {
        assert_eq!(run(vault.path(), arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn a_date_in_front_of_the_words_is_their_day() {
    for (arguments, line) in [
        (&["2026-11-20", "call"][..], "- 2026-11-20 call\n"),
        (&["2026-11-20: call about 2026-11-24"], "- 2026-11-20 call about 2026-11-24\n"),
        (&["[[2026-11-20]] call", "--date", "2026-11-20"], "- 2026-11-20 call\n"),
        (&["2 Nov 2026", "call"], "- 2026-11-02 call\n"),
        (&["2026-11-20"], "- 2026-11-20 email out\n"),
        (&["2", "calls"], "- 2026-11-24 2 calls\n"),
    ] {
        let vault = vault(&[("People/Ada.md", ADA)]);
        let (status, output, said) = run(vault.path(), &[&["log", "Ada"], arguments].concat());
        assert_eq!(status, 0, "{arguments:?}: {said}");
        assert!(output.contains(line), "{arguments:?}: {output}");
    }
    let vault = vault(&[("People/Ada.md", ADA)]);
    for (words, day) in [
        ("yesterday coffee", "2026-11-23"),
        ("call yesterday", "2026-11-23"),
        ("coffee on monday", "2026-11-23"),
        ("call 2026-11-20", "2026-11-20"),
    ] {
        let (_, _, said) = run(vault.path(), &["log", "Ada", words, "--dry-run"]);
        assert!(said.contains(&format!("for that day begin with `{day}`")), "{words}: {said}");
    }
    let before = notes(vault.path());
    for arguments in
        [&["2026-11-20 call", "--date", "yesterday"][..], &["02/11/2026 call"], &["2026-02-30 call"]]
    {
        let (status, output, _) = run(vault.path(), &[&["log", "Ada"], arguments].concat());
        assert_eq!(status, 2, "{arguments:?}: {output}");
    }
    assert!(notes(vault.path()) == before);
}

#[test]
fn the_inbox_is_filed_and_what_is_unknown_stays() {
    let vault = vault(&[
        ("People/Ada.md", ADA),
        ("People/Ben.md", "# Ben\n"),
        (
            "inbox.md",
            "# Inbox\n\n- 2026-11-22 [[Ada]], Ben: lunch, oysters\n- 2026-11-23 Zed: call\n- 2026-11-23 Ada: email in: yes\n  - with a plan below\nno line of the inbox\n",
        ),
    ]);
    let path = vault.path();
    let (status, output, said) = run(path, &["sync", "--file-inbox"]);
    assert_eq!(status, 0, "{output}{said}");
    assert!(said.contains("Zed") && said.contains("more below it"), "{said}");
    let text = |name: &str| std::fs::read_to_string(path.join(name)).unwrap();
    assert_eq!(
        text("inbox.md"),
        "# Inbox\n\n- 2026-11-23 Zed: call\n- 2026-11-23 Ada: email in: yes\n  - with a plan below\nno line of the inbox\n"
    );
    assert!(
        text("People/Ada.md").ends_with("- 2026-11-22 lunch, oysters (with [[Ben]])\n"),
        "{}",
        text("People/Ada.md")
    );
    assert!(
        text("People/Ben.md").ends_with("- 2026-11-22 lunch, oysters (with [[Ada]])\n"),
        "{}",
        text("People/Ben.md")
    );
    let before = notes(path);
    assert_eq!(run(path, &["sync", "--file-inbox"]).0, 0);
    assert!(notes(path) == before);
}

#[test]
fn a_batch_becomes_notes() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let lines = "Jane Doe, jane@acme.example, Acme: vinyl; promised the article by friday\nAda, ada@post.example\na/b\n";
    let (status, output, said) =
        answered(vault.path(), &["new", "--batch", "--met=yesterday at FOSDEM"], lines);
    assert_eq!(status, 1, "{output}");
    assert!(
        output.contains("there already: Ada") && said.contains("standard input:3: error"),
        "{output}{said}"
    );
    let (status, output, _) = run(vault.path(), &["why", "Jane"]);
    assert!(
        status == 0 && output.contains("Thank you: Jane Doe") && output.contains("the article"),
        "{output}"
    );
    assert_eq!(run(vault.path(), &["check", "-q"]).0, 0);
    let before = notes(vault.path());
    assert_eq!(run(vault.path(), &["new", "Jane", "Doe"]).0, 2);
    assert!(notes(vault.path()) == before);
}

fn person(log: &str) -> String {
    format!("---\ntype: person\n---\n## Log\n{log}")
}

#[test]
fn an_inbox_line_is_taken_out_only_when_the_note_says_the_same() {
    let ada = person("- 2026-11-22 call: the budget\n- 2026-11-22 lunch (with [[Ben]])\n");
    let ben = person("- 2026-11-22 lunch (with [[Ada]])\n");
    let inbox = "# In\n- 2026-11-22 Ada: email in: the budget\n- 2026-11-22 Ada: call: the budget\n- 2026-11-22 Ada, Ben: dinner with wine\n";
    let vault = vault(&[("People/Ada.md", &ada), ("People/Ben.md", &ben), ("inbox.md", inbox)]);
    let path = vault.path();
    let (status, output, said) = run(path, &["sync", "--file-inbox"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert_eq!(text(path, "inbox.md"), "# In\n");
    assert_eq!(
        text(path, "People/Ada.md"),
        ada + "- 2026-11-22 email in: the budget\n- 2026-11-22 dinner with wine (with [[Ben]])\n"
    );
    assert_eq!(text(path, "People/Ben.md"), ben + "- 2026-11-22 dinner with wine (with [[Ada]])\n");
}

#[test]
fn an_inbox_may_become_empty() {
    let note = person("- 2026-10-01 call\n");
    let vault = vault(&[
        ("People/Ada.md", &note),
        ("People/Ben.md", &note),
        ("inbox.md", "- 2026-11-22 [[Ada]], Ben: lunch\n"),
    ]);
    let path = vault.path();
    let (status, output, said) = run(path, &["sync", "--file-inbox"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert_eq!(text(path, "inbox.md"), "");
    assert_eq!(text(path, "People/Ada.md"), note.clone() + "- 2026-11-22 lunch (with [[Ben]])\n");
    assert_eq!(text(path, "People/Ben.md"), note + "- 2026-11-22 lunch (with [[Ada]])\n");
}

#[test]
fn a_snooze_of_somebody_who_is_left_alone_says_why_nothing_follows() {
    for (key, why) in [
        ("status: closed", "only what was promised is kept"),
        ("do-not-contact: true", "nothing is proposed at all"),
        ("status: paused", "only promises, dates and answers are proposed"),
    ] {
        let note = format!("---\ntype: person\n{key}\n---\n");
        let vault = vault(&[("followup.yaml", ""), ("People/Ada.md", &note)]);
        let (status, output, _) = run(vault.path(), &["snooze", "Ada", "2", "weeks"]);
        assert!(status == 0 && output.contains(&format!("nothing is planned for Ada: {why}\n")), "{output}");
    }
}

#[test]
fn a_snooze_over_one_with_words_keeps_them_and_says_so() {
    let note = "---\ntype: person\nsnooze: 2026-11-03 because of the fair\n---\n";
    let vault = vault(&[("People/Ada.md", note)]);
    let (status, output, said) = run(vault.path(), &["snooze", "Ada", "2", "weeks"]);
    assert_eq!(status, 0, "{said}");
    assert!(output.contains("People/Ada.md:3: snooze: 2026-12-08 # because of the fair\n"), "{output}");
    let (_, output, _) = run(vault.path(), &["snooze", "Ada", "off"]);
    assert!(output.contains("People/Ada.md:3: no snooze any more\n"), "{output}");
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
        std::fs::write(vault.path().join("People/Ada.md"), &note).unwrap();
        for _ in 0..2 {
            run(vault.path(), &["build", "-q"]);
            let ticked = agenda(vault.path()).replace("- [ ]", "- [x]");
            std::fs::write(vault.path().join("agenda/agenda.md"), ticked).unwrap();
            let (status, output, said) = run(vault.path(), &["sync"]);
            assert_eq!((status, said.as_str()), (0, ""), "{keys}{output}");
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
    let (status, output, said) = run(path, &["sync"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert!(output.contains("Ada is already put off until 2026-12-04, and stays so\n"), "{output}");
    assert_eq!(text(path, "People/Ada.md"), note);
}

#[test]
fn an_ambiguous_name_matches_nobody() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let lines = "Jane Doe, jane@acme.example, Acme: vinyl\nJane Doe, jane@other.example, Other: jazz\nJane Doe: chess\n";
    let (_, output, said) = answered(vault.path(), &["new", "--batch"], lines);
    assert!(said.contains("Jane Doe") && output.contains("2 notes written"), "{output}{said}");
    assert!(said.contains("\"Jane Doe\" could be any of line 1 and line 2"), "{said}");
}

#[test]
fn a_batch_names_what_it_does_not_use() {
    let vault = vault(&[
        ("People/Ada.md", ADA),
        ("known.txt", "Ada, ada@post.example: vinyl; promised the article\n"),
        ("table.csv", "Name|Email|Org\nJane Doe|jane@acme.example|Acme\n"),
        ("german.csv", "Vorname,Nachname,Firma\nJane,Doe,Acme\n"),
    ]);
    let path = vault.path();
    let before = notes(path);
    let (status, _, said) = run(path, &["new", "--batch", "known.txt"]);
    assert!(status == 1 && said.contains("not used: vinyl; promised the article"), "{said}");
    for (file, headings) in [("table.csv", "`Name|Email|Org`"), ("german.csv", "`Vorname,Nachname,Firma`")] {
        let (status, output, said) = run(path, &["new", "--batch", file]);
        assert!(status == 2 && said.contains(headings), "{output}{said}");
    }
    assert!(notes(path) == before);
}

#[test]
fn a_batch_read_again_says_nothing_of_what_is_in_the_notes() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let line = |hooks: &str| {
        format!(
            "Jane Doe, jane@acme.example: {hooks}; promised the article by friday; promised me \"the\" map; met yesterday at the fair: hall 2\n"
        )
    };
    assert_eq!(answered(vault.path(), &["new", "--batch"], &line("[x] vinyl")).0, 0);
    let (status, output, said) = answered(vault.path(), &["new", "--batch"], &line("[x] vinyl"));
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert!(output.contains("there already: Jane Doe"), "{output}");
    let (status, _, said) = answered(vault.path(), &["new", "--batch"], &line("likes vin; [x] vinyl"));
    assert!(status == 1 && said.contains("not used: likes vin\n"), "{said}");
}

#[test]
fn a_promise_is_in_a_note_only_if_an_open_task_says_it() {
    let note = "---\ntype: person\nemail: jane@acme.example\n---\n# Jane Doe\nShe likes jazz.\n\n- [x] send the deck ✅ 2026-11-01\n- [-] intro to Ben\n- [ ] send the map 📅 2026-12-01\n";
    let vault = vault(&[("People/Jane Doe.md", note)]);
    let line = "Jane Doe, jane@acme.example: person; jazz; promised send the deck; promised intro to Ben; promised send the map; promised me the map\n";
    let (status, _, said) = answered(vault.path(), &["new", "--batch"], line);
    let lost = "not used: person; jazz; promised send the deck; promised intro to Ben; promised me the map\n";
    assert!(status == 1 && said.contains(lost), "{said}");
}

#[test]
fn lines_about_one_person_are_one_note() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let lines = "Jane Doe, jane@acme.example: vinyl; met yesterday at the fair\nJane Doe, jane@acme.example: likes tea; promised the deck by friday\n";
    let (status, output, said) = answered(vault.path(), &["new", "--batch"], lines);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert!(output.contains("1 note written; 1 line joined with an earlier one\n"), "{output}");
    let note = text(vault.path(), "People/Jane Doe.md");
    for part in ["vinyl", "likes tea", "the deck 📅 2026-11-27", "at the fair"] {
        assert!(note.contains(part), "{part}: {note}");
    }
    let lines = "Bo Roe: vinyl\nBo Roe, bo@acme.example, Acme\nbo roe, 070 123 4567, Other: jazz\n";
    let (status, output, said) = answered(vault.path(), &["new", "--batch"], lines);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert!(output.contains("1 note written; 2 lines joined with an earlier one\n"), "{output}");
    let note = text(vault.path(), "People/Bo Roe.md");
    for part in ["vinyl", "jazz", "bo@acme.example", "070 123 4567", "org: Acme", "Other"] {
        assert!(note.contains(part), "{part}: {note}");
    }
    let table = "name,email,notes,cadence,channel,relationship\nLea,lea@x.example,vinyl,monthly,phone,friend\nLea,lea@x.example,likes tea,weekly,email,friend\n";
    assert_eq!(answered(vault.path(), &["new", "--batch"], table).0, 0);
    let note = text(vault.path(), "People/Lea.md");
    for part in ["vinyl", "likes tea", "cadence: monthly", "weekly", "channel: phone", "email"] {
        assert!(note.contains(part), "{part}: {note}");
    }
    assert_eq!(run(vault.path(), &["check", "-q"]).0, 0, "{note}");
}

#[test]
fn a_bad_value_of_a_table_costs_that_value() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let table = "name,email,birthday,notes\nLea,lea@x.example,02/11/1990,vinyl\n";
    let (status, output, said) = answered(vault.path(), &["new", "--batch"], table);
    assert!(status == 1 && output.contains("1 note written"), "{output}{said}");
    assert!(said.contains("standard input:2: error: `02/11/1990` for `birthday`"), "{said}");
    assert!(said.contains("date-order"), "{said}");
    assert!(text(vault.path(), "People/Lea.md").contains("vinyl"));
}

/// Two people of one name are told apart by their notes, in what comes next and in what to type.
#[test]
fn namesakes_are_told_apart() {
    let ben = |cadence: &str, last: &str| {
        format!("---\ntype: person\nname: Ben Kay\ncadence: {cadence}\n---\n\n## Log\n\n- {last} call\n")
    };
    let vault = vault(&[
        ("Friends/Ben Kay.md", &ben("12 weeks", "2026-10-01")),
        ("People/Ben Kay.md", &ben("2 weeks", "2026-11-10")),
    ]);
    let path = vault.path();
    let (_, output, _) = run(path, &["list"]);
    let hint = output.lines().find_map(|line| line.strip_prefix("next: followup show ")).unwrap();
    let (status, _, said) = run(path, &["show", hint.trim_matches('\'')]);
    assert_eq!(status, 0, "{output}{said}");
    let (_, output, said) = run(path, &["log", "People/Ben Kay.md", "call"]);
    assert!(output.contains("next: keep-in-touch on 2026-12-08\n"), "{output}{said}");
    let (_, output, said) = run(path, &["log", "Friends/Ben Kay.md,People/Ben Kay.md", "email out"]);
    assert_eq!(output.matches("next: keep-in-touch on ").count(), 2, "{output}{said}");
}

#[test]
fn a_guessed_name_is_reported() {
    let vault = vault(&[("People/Christine Holm.md", ADA)]);
    for (arguments, guessed) in [
        (&["log", "Christian", "call"][..], true),
        (&["log", "Christine", "call"], false),
        (&["snooze", "Christian", "3d"], true),
    ] {
        let (status, _, said) = run(vault.path(), arguments);
        assert_eq!(status, 0, "{said}");
        assert_eq!(said.contains("`Christian` was read as Christine Holm"), guessed, "{said}");
    }
}

#[test]
fn the_day_you_met_does_not_take_the_name() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let (status, output, said) = run(vault.path(), &["new", "--met", "Jane", "Doe", "--dry-run"]);
    assert!(status == 0 && output.contains("Jane Doe.md") && output.contains("+met: "), "{output}{said}");
    for arguments in [
        &["new", "Jane", "Doe", "--met", "yesterday"][..],
        &["new", "Jane Doe", "--met", "today at the fair"],
        &["new", "Jane Doe", "--met", "2026-11-20"],
    ] {
        let before = notes(vault.path());
        let (status, _, said) = run(vault.path(), arguments);
        assert!(
            status == 2 && said.contains("would be part of the name") && said.contains("--met="),
            "{said}"
        );
        assert!(notes(vault.path()) == before);
    }
}

#[test]
fn mistakes_on_the_command_line_are_reported_and_nothing_is_written() {
    let vault = vault(&[("People/Zed.md", ADA)]);
    let before = notes(vault.path());
    for (arguments, told) in [
        (&["new", "Zoe", "--email", "notanaddress"][..], "`notanaddress` is not an e-mail address"),
        (&["snooze", "Zed", "3000 years"], "`3000 years` is out of range"),
        (&["snooze", "Zed", "3000", "years"], "`3000 years` is out of range"),
    ] {
        let (status, _, said) = run(vault.path(), arguments);
        assert!(status == 2 && said.contains(told) && said.contains("help: "), "{said}");
    }
    assert!(notes(vault.path()) == before);
}

/// A file in place of the folder for new notes simulates a vault that cannot be written to.
#[test]
fn a_failed_write_names_the_command_to_repeat() {
    use followup::core::import::plan::PlannedNote;
    use followup::core::place::NotePath;
    use followup::io::progress::Watching;
    use followup::io::{new_notes::write_notes, vault::Vault};

    let vault = vault(&[("People", "a file")]);
    let note = PlannedNote {
        path: NotePath::new("People/Zoe.md"),
        text: String::new(),
        name: "Zoe".to_owned(),
        file: NotePath::new("new"),
        line: 1,
    };
    let vault = Vault { root: vault.path().to_owned() };
    let failure = write_notes(&vault, &[note], "followup new", Watching::Nobody).unwrap_err();
    let said = format!("{failure:?}");
    assert!(said.contains("run `followup new` again") && !said.contains("import"), "{said}");
}
