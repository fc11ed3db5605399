//! Runs the binary: arguments, exit status, streams, files.

use crate::folders::{text, write};
use crate::program::run;
use std::path::Path;
use std::process::Stdio;

const ADA: &str = "---\ntype: person\ncadence: 4 weeks\n---\n\n## Log\n\n- 2026-10-20 email out: proof\n";

fn vault() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("People/deep")).unwrap();
    write(folder.path(), "People/Ada.md", ADA);
    folder
}

#[test]
fn every_command_has_help_with_examples() {
    let vault = vault();
    for command in [
        "build", "agenda", "list", "show", "check", "review", "why", "config", "log", "snooze", "skip",
        "done", "new", "restart", "sync", "next", "draft", "lint",
    ] {
        let (status, output, _) = run(vault.path(), &[command, "--help"]);
        assert_eq!(status, 0, "{command}");
        assert!(output.contains("Examples:"), "{command}");
    }
    assert!(run(vault.path(), &["--help"]).1.contains("Exit status"));
}

#[test]
fn a_command_that_cannot_run_ends_with_status_2_and_a_reason() {
    let vault = vault();
    write(vault.path(), "People/Dan.md", "---\ntype: person\ndied: 2025-01-05\n---\n");
    for arguments in [
        &["build", "no/such/vault"][..],
        &["build", "People/Ada.md"],
        &["list", "--frobnicate"],
        &["agenda", "--today", "2026-02-30"],
        &["agenda", "--kind", "dance"],
        &["show", "Nobody At All"],
        &["show"],
        &["build", "--out", "."],
        &["build", "--out", "People"],
        &["build", "--out", "People/Ada.md"],
        &["build", "--out", "People/Ada.md/agenda", "--dry-run"],
        &["snooze", "Ada"],
        &["done", "Dan"],
        &["skip", "Dan"],
    ] {
        let (status, output, said) = run(vault.path(), arguments);
        assert_eq!(status, 2, "{arguments:?}: {output}{said}");
        assert_eq!(output, "", "{arguments:?}");
        assert!(said.contains("error"), "{arguments:?}: {said}");
    }
    let said = |arguments: &[&str]| run(vault.path(), arguments).2;
    let told = said(&["build", "--out", "People/Ada.md"]);
    assert!(told.contains("`People/Ada.md` is a file, and outputs need a folder"), "{told}");
    let told = said(&["snooze", "Ada"]);
    assert!(told.contains("3d, 2 weeks, monday") && told.contains("`followup snooze Ada 2 weeks`"), "{told}");
    let told = said(&["done", "Dan"]);
    assert!(told.contains("nothing is ever due for Dan: they have died (People/Dan.md:3)"), "{told}");
    assert!(!vault.path().join("agenda").exists());
}

#[test]
fn a_build_writes_outputs_alone_and_no_note() {
    let vault = vault();
    let (status, output, said) = run(vault.path(), &["build", "--today", "2026-11-23"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert!(output.starts_with("1 note: "), "{output}");
    assert!(output.lines().last().unwrap().starts_with("next: followup "), "{output}");
    assert_eq!(text(vault.path(), "People/Ada.md"), ADA);
    let manifest = std::fs::read(vault.path().join("agenda/.manifest.json")).unwrap();
    run(vault.path(), &["build", "--today", "2026-11-23"]);
    assert_eq!(std::fs::read(vault.path().join("agenda/.manifest.json")).unwrap(), manifest);
}

#[test]
fn publishing_without_a_name_for_the_feed_stops_with_help() {
    let vault = vault();
    let (status, output, said) = run(vault.path(), &["build", "--publish"]);
    assert_eq!((status, output.as_str()), (2, ""));
    assert!(said.contains("feed.file") && said.contains("help: "), "{said}");
    assert!(!vault.path().join("agenda").exists() && !vault.path().join("publish").exists());
    write(vault.path(), "followup.yaml", "feed: {file: 0f1e2d3c.ics}\n");
    assert_eq!(run(vault.path(), &["build", "--publish", "-q"]), (0, String::new(), String::new()));
    let published = vault.path().join("publish/0f1e2d3c.ics");
    let first = std::fs::read(&published).unwrap();
    assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
    assert_eq!(std::fs::read(&published).unwrap(), first, "a build that does not publish leaves it");
}

/// The fault is made by hand, since no note makes a feed that reads back differently.
#[test]
fn a_faulty_output_leaves_the_old_file_and_is_status_2() {
    use followup::cli::build::keep_old;
    use followup::cli::build_report::tell_faults;
    use followup::cli::report::{Report, Status};
    use followup::core::config::model::Config;
    use followup::core::output::{Fault, Folder, OutputFile, Outputs, Publish};
    use followup::io::{folders, vault::Vault, write::write};

    let vault = vault();
    let opened = Vault::open(vault.path()).unwrap();
    let targets = folders::targets(&opened, &Config::default(), None, Publish::LeftAlone).unwrap();
    let file = |path: &str, text: &str| OutputFile {
        path: path.to_owned(),
        folder: Folder::Out,
        bytes: text.as_bytes().to_vec(),
    };
    let good = Outputs {
        files: vec![file("index.html", "old page"), file("followups.ics", "old feed")],
        ..Outputs::default()
    };
    write(&good, &targets).unwrap();
    let fault = |path: &str| Fault {
        path: path.to_owned(),
        folder: Folder::Out,
        message: "event 3 reads back with another SUMMARY".to_owned(),
    };
    let mut faulty = Outputs {
        files: vec![file("index.html", "new page")],
        faults: vec![fault("followups.ics"), fault("never.ics")],
        ..Outputs::default()
    };
    keep_old(&mut faulty, &targets);
    write(&faulty, &targets).unwrap();
    let read = |path: &str| std::fs::read_to_string(vault.path().join("agenda").join(path));
    assert_eq!(read("followups.ics").unwrap(), "old feed");
    assert_eq!(read("index.html").unwrap(), "new page");
    assert!(read("never.ics").is_err());
    let mut report = Report::default();
    tell_faults(&mut report, &faulty);
    assert_eq!(report.status, Status::Failed);
    assert!(
        report.stderr.starts_with("error: `followups.ics` was not written: event 3"),
        "{}",
        report.stderr
    );

    // Once the output is made again it replaces the old one.
    write(&good, &targets).unwrap();
    assert_eq!(read("index.html").unwrap(), "old page");
}

#[test]
fn the_vault_is_found_from_a_folder_below_it() {
    let vault = vault();
    let deep = vault.path().join("People/deep");
    write(vault.path(), "followup.yaml", "");
    assert!(run(&deep, &["build"]).1.starts_with("1 note"));
    assert!(vault.path().join("agenda").is_dir());
    assert!(run(&deep, &["check", "--vault", "."]).2.starts_with("0 notes"));
}

#[test]
fn quiet_says_nothing_and_json_is_json() {
    let vault = vault();
    assert_eq!(run(vault.path(), &["build", "-q"]), (0, String::new(), String::new()));
    for arguments in
        [&["build", "--json"][..], &["list", "--json"], &["--json", "check"], &["agenda", "--json"]]
    {
        let (status, output, _) = run(vault.path(), arguments);
        assert_eq!(status, 0, "{arguments:?}");
        serde_json::from_str::<serde_json::Value>(&output)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
    }
}

#[test]
fn a_bare_followup_is_the_agenda() {
    let vault = vault();
    let (status, output, _) = run(vault.path(), &["--today", "2026-11-23"]);
    assert_eq!(status, 0);
    assert_eq!(output, run(vault.path(), &["agenda", "--today", "2026-11-23"]).1);
    assert!(output.starts_with("Monday, 23 November 2026\n"), "{output}");
}

#[test]
fn a_build_refers_to_check_only_for_problems_of_notes() {
    let vault = tempfile::tempdir().unwrap();
    let note = "---\ntype: person\nbirthday: 1990-01-05\n---\n# Ada\n";
    write(vault.path(), "Ada.md", note);
    write(vault.path(), "followup.yaml", "feed: {max-events: 1}\n");
    let (_, output, said) = run(vault.path(), &["build"]);
    assert!(said.contains("[large-feed]"), "{said}");
    assert!(output.contains("1 warning: `followup check` shows those of the notes"), "{output}");
}

#[cfg(unix)]
#[test]
fn warnings_count_only_when_strict() {
    let vault = vault();
    crate::folders::link(Path::new("/nowhere.md"), &vault.path().join("l.md"));
    let (status, output, said) = run(vault.path(), &["build"]);
    assert_eq!(status, 0, "{output}");
    assert!(said.starts_with("l.md: warning[odd-file] "), "{said}");
    assert_eq!(run(vault.path(), &["build", "--strict"]).0, 1);
    assert_eq!(run(vault.path(), &["check"]).0, 0);
    assert!(run(vault.path(), &["check", "--format", "github"]).1.starts_with("::warning file=l.md"));
    // GitHub resolves files from the top of the repository.
    let repository = tempfile::tempdir().unwrap();
    let below = repository.path().join("my notes/all");
    std::fs::create_dir_all(&below).unwrap();
    std::fs::create_dir(repository.path().join(".git")).unwrap();
    crate::folders::link(Path::new("/nowhere.md"), &below.join("l.md"));
    let (_, said, _) = run(&below, &["check", "--format", "github"]);
    assert!(said.starts_with("::warning file=my notes/all/l.md"), "{said}");
    assert_eq!(run(vault.path(), &["check", "-q"]).1, "");
}

#[cfg(unix)]
#[test]
fn colour_is_printed_only_on_request() {
    let vault = vault();
    crate::folders::link(Path::new("/nowhere.md"), &vault.path().join("l.md"));
    assert!(run(vault.path(), &["check", "--color", "always"]).1.contains('\u{1b}'));
    assert!(!run(vault.path(), &["check"]).1.contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn a_closed_output_ends_quietly() {
    let vault = vault();
    for number in 0..3000 {
        std::fs::write(vault.path().join(format!("note-{number}.md")), "x").unwrap();
    }
    let binary = assert_cmd::cargo::cargo_bin("followup");
    let mut child = std::process::Command::new(binary)
        .args(["list", "--all"])
        .current_dir(vault.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_printed_is_status_2() {
    let vault = vault();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let binary = assert_cmd::cargo::cargo_bin("followup");
    let output = std::process::Command::new(binary)
        .arg("list")
        .current_dir(vault.path())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("error: not everything could be printed: ") && said.contains("help: "), "{said}");
}

#[cfg(unix)]
#[test]
fn nothing_in_a_vault_makes_the_program_hang() {
    let vault = vault();
    for name in ["pipe.md", "followup.yaml"] {
        let made = std::process::Command::new("mkfifo").arg(vault.path().join(name)).status().unwrap();
        assert!(made.success());
    }
    let (status, _, said) = run(vault.path(), &["build"]);
    assert_eq!(status, 2);
    assert!(said.contains("`followup.yaml` is a named pipe"), "{said}");
    assert!(said.contains("\n  help: put a text file of at most 1 MB there"), "{said}");
    std::fs::remove_file(vault.path().join("followup.yaml")).unwrap();
    assert!(run(vault.path(), &["check"]).1.contains("pipe.md: warning[odd-file]"));
}

#[test]
fn holidays_of_a_calendar_file_are_not_worked() {
    let folder = vault();
    let event =
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\n";
    let calendar = format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{event}END:VCALENDAR\r\n");
    write(folder.path(), "free.ics", calendar);
    let note = "---\ntype: person\nweekdays-only: true\ncadence: 1 week\n---\n\n- 2026-11-18 call\n";
    write(folder.path(), "Free.md", note);
    let on = |config: &str| {
        write(folder.path(), "followup.yaml", config);
        let (status, stdout, stderr) =
            run(folder.path(), &["why", "Free", "--today", "2026-11-20", "--json"]);
        assert_eq!(status, 0, "{stderr}");
        let why: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let rules = why["rules"].as_array().unwrap();
        rules.iter().find(|rule| rule["rule"] == "cadence").unwrap()["on"].as_str().unwrap().to_owned()
    };
    assert_eq!(on("horizon: 60\n"), "2026-11-25");
    assert_eq!(on("holidays: free.ics\n"), "2026-11-26");
    write(folder.path(), "followup.yaml", "holidays: missing.ics\n");
    let (status, _, stderr) = run(folder.path(), &["list"]);
    assert!(status == 2 && stderr.contains("missing.ics"), "{stderr}");
}

#[test]
fn a_card_says_hooks_once_and_color_is_asked_for() {
    let ada = "---\nbirthday: 11-22\n---\n\n## Hooks\n\n- plays the oboe\n\n## Log\n\n- 2026-11-21 email in: a question\n";
    let vault = crate::folders::vault(&[("People/Ada.md", ada)]);
    let (_, plain, _) = run(vault.path(), &["agenda", "--today", "2026-11-22"]);
    assert_eq!(plain.matches("plays the oboe").count(), 1, "{plain}");
    assert_eq!(plain.matches("Ada (email), due").count(), 1, "{plain}");
    assert!(!plain.contains('\u{1b}'));
    let (_, coloured, _) = run(vault.path(), &["agenda", "--today", "2026-11-22", "--color", "always"]);
    assert!(coloured.contains("\u{1b}[1mAda\u{1b}[0m"), "{coloured}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_returning_user_sees_five_people_and_nothing_overdue() {
    let vault = tempfile::tempdir().unwrap();
    std::fs::create_dir(vault.path().join("People")).unwrap();
    for number in 1..=7 {
        let note = "---\ncadence: 2 weeks\n---\n\n- 2026-08-20 coffee\n";
        std::fs::write(vault.path().join(format!("People/Ada {number}.md")), note).unwrap();
    }
    let (_, text, _) = run(vault.path(), &["--today", "2026-11-20"]);
    assert!(text.contains("Welcome back") && text.contains("followup restart"), "{text}");
    assert!(text.contains("  2 more, which can wait"), "{text}");
    assert!(!text.contains("overdue"), "{text}");
    assert_eq!(text.matches("Keep in touch").count(), 5, "{text}");
    let (_, all, _) = run(vault.path(), &["agenda", "--days", "0", "--today", "2026-11-20"]);
    assert_eq!(all.matches("overdue by 78 days").count(), 7, "{all}");
}

#[test]
fn a_free_day_says_what_comes_next() {
    let vault = vault();
    let (_, text, _) = run(vault.path(), &["agenda", "--today", "2026-10-21"]);
    assert!(
        text.contains("Nothing to do. Next, on Tuesday, 17 November 2026: Keep in touch with Ada."),
        "{text}"
    );
}

#[test]
fn missing_ten_cron_days_changes_nothing_but_the_day() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    crate::folders::copy(&crate::folders::repository().join("example-vault"), &vault);
    let build = |out: &str, today: &str| {
        let out = folder.path().join(out);
        let arguments = ["build", "--out", out.to_str().unwrap(), "--today", today, "-q"];
        assert_eq!(run(&vault, &arguments).0, 0, "{today}");
    };
    for day in 24..=30 {
        build("daily", &format!("2026-11-{day}"));
    }
    for day in 1..=4 {
        build("daily", &format!("2026-12-0{day}"));
    }
    build("once", "2026-11-24");
    build("once", "2026-12-04");
    let daily = crate::folders::read(&folder.path().join("daily"));
    assert!(daily.contains_key("agenda.json") && daily.keys().any(|path| path.starts_with("drafts/")));
    assert!(daily == crate::folders::read(&folder.path().join("once")));
}

#[test]
fn the_review_is_printed_and_counts_everybody() {
    let vault = vault();
    let (status, output, _) = run(vault.path(), &["review", "--today", "2026-11-24"]);
    assert_eq!(status, 0);
    assert!(output.contains("Where everybody stands (1)") && output.contains("What worked"), "{output}");
    assert!(output.lines().last().unwrap().starts_with("next: followup "), "{output}");
    let (_, json, _) = run(vault.path(), &["review", "--json", "--today", "2026-11-24"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["contacts"], &json["funnel"]["waiting"]), (&1.into(), &1.into()));
    assert_eq!(json["replies"]["by_channel"][0]["channel"], "email");
}

#[test]
fn why_says_when_a_quiet_rule_would_speak_and_who_is_refused() {
    let ada =
        "---\ncadence: 2 weeks\nattempts: 2\n---\n\n- 2026-11-02 email out: hi\n- 2026-11-09 email out: hi\n";
    let ben = "---\ncadence: 2 weeks\n---\n\n- 2026-11-20 dinner #thanks\n";
    let cy = "---\ncadence: 2 weeks\ndied: 2026-02-14\nbirthday: 1931-12-03\n---\n\n- 2026-01-02 call\n";
    let di = "---\ncadence: 2 weeks\n---\n";
    let eve = "---\nsequence: proposal\n---\n";
    let vault = crate::folders::vault(&[
        ("People/Ada.md", ada),
        ("People/Ben.md", ben),
        ("People/Cy.md", cy),
        ("People/Di.md", di),
        ("People/Eve.md", eve),
    ]);
    let why = |name: &str| run(vault.path(), &["why", name, "--today", "2026-11-21"]).1;
    let ben = why("Ben");
    assert!(ben.contains("Today: Thank you: Ben."), "{ben}");
    assert!(ben.contains("if nothing\n             happens, it comes up on 2026-12-06"), "{ben}");
    let ada = why("Ada");
    assert!(
        ada.contains(
            "2 attempts without an answer, the last of them on 2026-11-09\n               (People/Ada.md:7)"
        ),
        "{ada}"
    );
    assert!(ada.contains("the return is 6 months after 2026-11-09"), "{ada}");
    assert!(ada.contains("Nothing today. Next, on Sunday, 9 May 2027"), "{ada}");
    let cy = why("Cy");
    assert!(cy.contains("Nothing, on any day: they have died (People/Cy.md:3)."), "{cy}");
    assert!(!cy.contains("birthday") && !cy.contains("2026-01-16"), "{cy}");
    assert!(why("Di").contains("active, not in touch yet"), "{}", why("Di"));
    assert!(why("Eve").contains("sequence `proposal` has no day to count from"), "{}", why("Eve"));
}

#[test]
fn a_tag_that_nobody_has_is_said_and_one_that_some_have_filters_all() {
    let note = |tag: &str| format!("---\ntags: {tag}\nattempts: 1\n---\n\n- 2026-11-02 email out: hi\n");
    let (ada, ben) = (note("client"), note("friend"));
    let vault = crate::folders::vault(&[("People/Ada.md", &ada), ("People/Ben.md", &ben)]);
    let (status, _, said) = run(vault.path(), &["agenda", "--tag", "cleint", "--today", "2026-11-21"]);
    assert_eq!((status, said.as_str()), (0, "no contact has the tag `cleint`: did you mean `client`?\n"));
    let (_, json, _) = run(vault.path(), &["agenda", "--tag", "client", "--json", "--today", "2026-11-21"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let resting: Vec<&str> =
        json["resting"].as_array().unwrap().iter().map(|one| one["contact"].as_str().unwrap()).collect();
    assert_eq!(resting, ["Ada"]);
}

#[test]
fn the_longest_silence_of_those_who_go_quiet_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    // Silent for ten times the usual 10 days, and for five times the usual 40.
    for (name, days) in [
        ("Ada", ["2026-07-18", "2026-07-28", "2026-08-07", "2026-08-17"]),
        ("Ben", ["2026-01-09", "2026-02-18", "2026-03-30", "2026-05-09"]),
    ] {
        let log = days.map(|day| format!("- {day} call\n")).concat();
        let note = format!("---\ntype: person\n---\n\n## Log\n\n{log}");
        write(folder.path(), &format!("People/{name}.md"), note);
    }
    assert_eq!(run(folder.path(), &["build", "--today", "2026-11-25"]).0, 0);
    let json: serde_json::Value = serde_json::from_str(&text(folder.path(), "agenda/agenda.json")).unwrap();
    let names: Vec<&str> =
        json["follow_ups"].as_array().unwrap().iter().map(|one| one["contact"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ada", "Ben"]);
    let agenda = text(folder.path(), "agenda/agenda.md");
    assert!(agenda.find("[[Ada").unwrap() < agenda.find("[[Ben").unwrap(), "{agenda}");
    assert!(agenda.contains("Going quiet: Ada (last in touch "), "{agenda}");
}

#[test]
fn a_terminal_obeys_nothing_that_was_typed() {
    let vault = vault();
    for arguments in
        [&["no\u{1b}[31m\u{c}command"][..], &["agenda", "--kind", "\u{9b}31m\u{202e}"], &["list", "\u{7}"]]
    {
        let (status, output, said) = run(vault.path(), arguments);
        assert_eq!((status, output.as_str()), (2, ""), "{said}");
        assert!(said.starts_with("error: "), "{said}");
        assert!(
            !said.chars().any(|letter| letter != '\n' && followup::core::text::is_control(letter)),
            "{said:?}"
        );
    }
}
