//! `new` for one person and for several lines or rows: what becomes a note, and what is not used.

use crate::ada::{ADA, TODAY, run};
use crate::folders::{notes, text, vault, write};
use crate::program::{answering as program_answering, ended, run_on, succeeded};
use assert_cmd::Command;
use std::path::Path;

/// The program with a text on standard input.
fn answering(vault: &Path, arguments: &[&str], input: &str) -> Command {
    program_answering(vault, TODAY, arguments, input)
}

fn answered(vault: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    ended(&mut answering(vault, arguments, input))
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
    let output = succeeded(&mut answering(vault.path(), &["new", "--batch"], &line("[x] vinyl")));
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
    let output = succeeded(&mut answering(vault.path(), &["new", "--batch"], lines));
    assert!(output.contains("1 note written; 1 line joined with an earlier one\n"), "{output}");
    let note = text(vault.path(), "People/Jane Doe.md");
    for part in ["vinyl", "likes tea", "the deck 📅 2026-11-27", "at the fair"] {
        assert!(note.contains(part), "{part}: {note}");
    }
    let lines = "Bo Roe: vinyl\nBo Roe, bo@acme.example, Acme\nbo roe, 070 123 4567, Other: jazz\n";
    let output = succeeded(&mut answering(vault.path(), &["new", "--batch"], lines));
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

#[test]
fn a_lost_deal_is_no_death() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let table = "name,email,Lead Status,Spouse status\nLea,lea@x.example,Dead,Deceased\nBo,bo@x.example,Do not contact (asked in May),\n";
    let (status, _, said) = answered(vault.path(), &["new", "--batch"], table);
    assert_eq!(status, 0, "{said}");
    let note = text(vault.path(), "People/Lea.md");
    assert!(note.contains("- Lead Status: Dead\n- Spouse status: Deceased\n"), "{note}");
    assert!(!note.contains("died"), "{note}");
    let note = text(vault.path(), "People/Bo.md");
    assert!(note.contains("do-not-contact: ") && note.contains("(asked in May)"), "{note}");
    let (status, output, _) = run(vault.path(), &["check", "-q"]);
    assert_eq!((status, output.as_str()), (0, ""));
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

#[test]
fn a_name_may_bring_its_address_and_tags_their_commas() {
    #[track_caller]
    fn case(arguments: &[&str], path: &str, expected: &[&str]) {
        let vault = vault(&[]);
        let (status, _, said) = run_on(vault.path(), "2026-11-26", &[&["new"], arguments].concat());
        assert_eq!(status, 0, "{said}");
        let note = text(vault.path(), path);
        assert!(expected.iter().all(|part| note.contains(part)), "{note}");
    }
    case(
        &["Jane Doe <jane@acme.example>", "--tag", "a,b"],
        "People/Jane Doe.md",
        &["email: jane@acme.example", "tags: [a, b]"],
    );
    case(&["<jane@acme.example>"], "People/jane@acme.example.md", &["email: jane@acme.example"]);
    case(&["bob@z.example"], "People/bob@z.example.md", &["email: bob@z.example"]);
    let vault = vault(&[("People/Ada.md", "# Ada\n\n## Log\n")]);
    assert_eq!(run_on(vault.path(), "2026-11-26", &["new", "Jane <jane@>"]).0, 2);
    let (_, _, said) = run_on(vault.path(), "2026-11-26", &["log", "Ada", "monday", "coffee", "--dry-run"]);
    assert!(said.contains("for that day begin with `2026-11-23`"), "{said}");
    assert_eq!(run_on(vault.path(), "2026-11-26", &["show", "Ada.md"]).0, 0);
}

#[test]
fn scripts_of_a_template_are_in_no_note() {
    let script = "<%*\nconst name = await tp.system.prompt(\"Name\");\n-%>\n";
    let person = "---\ntype: person\nemail:\n---\n# <% tp.file.title %>\n<% tp.file.cursor() %>\n## Log\n";
    let new = ["new", "Jane Doe", "--email", "jane@acme.example"];
    let vault = vault(&[
        ("followup.yaml", "note-template: Templates/Person.md\n"),
        ("Templates/Person.md", &format!("{script}{person}")),
    ]);
    let (status, _, said) = run_on(vault.path(), "2026-11-26", &new);
    let warning = "warning: the template's `<%* const name = await tp.system.prompt…` has no meaning here and was left out\n";
    assert_eq!((status, &*said), (0, warning));
    let expected = "---\ntype: person\nemail: jane@acme.example\nname: Jane Doe\n---\n# Jane Doe\n\n## Log\n";
    assert_eq!(text(vault.path(), "People/Jane Doe.md"), expected);

    std::fs::remove_file(vault.path().join("People/Jane Doe.md")).unwrap();
    write(vault.path(), "Templates/Person.md", format!("{person}<%* let x\n"));
    let (status, _, said) = run_on(vault.path(), "2026-11-26", &new);
    assert!(status == 2 && said.contains("has a `<%` without a `%>` on line 8"), "{said}");
    assert!(!vault.path().join("People/Jane Doe.md").exists());
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
