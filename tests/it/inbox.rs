//! `sync --file-inbox`: which lines of the inbox go to the notes, and which stay.

use crate::ada::{ADA, TODAY, run};
use crate::folders::{notes, text, vault};
use crate::program::done;

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
    let text = |name: &str| text(path, name);
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
    let (_, output, _) = run(path, &["sync", "--file-inbox"]);
    for told in ["inbox.md:2: ", "inbox.md:3: ", "inbox.md:4: ", "3 lines of the inbox filed\n"] {
        assert!(output.contains(told), "{output}");
    }
    assert_eq!(text(path, "inbox.md"), "# In\n");
    assert_eq!(
        text(path, "People/Ada.md"),
        ada + "- 2026-11-22 email in: the budget\n- 2026-11-22 dinner with wine (with [[Ben]])\n"
    );
    assert_eq!(text(path, "People/Ben.md"), ben + "- 2026-11-22 dinner with wine (with [[Ada]])\n");
}

/// What the log answers stays before it: filing a line changes no follow-up.
#[test]
fn a_line_is_filed_where_it_stood_in_the_history() {
    #[track_caller]
    fn case(log: &str, inbox: &str, filed: &str) {
        let ada = person(&format!("- 2026-11-10 call\n{log}"));
        let vault = vault(&[("People/Ada.md", &ada), ("inbox.md", inbox)]);
        let path = vault.path();
        let agenda = || run(path, &["agenda", "--json"]).1;
        let before: serde_json::Value = serde_json::from_str(&agenda()).unwrap();
        assert_eq!(run(path, &["sync", "--file-inbox"]).0, 0);
        assert_eq!(text(path, "People/Ada.md"), person(&format!("- 2026-11-10 call\n{filed}")));
        let after: serde_json::Value = serde_json::from_str(&agenda()).unwrap();
        let ids = |agenda: &serde_json::Value| -> Vec<String> {
            let follow_ups = agenda["follow_ups"].as_array().unwrap().iter();
            follow_ups.map(|follow_up| follow_up["id"].to_string()).collect()
        };
        assert_eq!(ids(&before), ids(&after));
    }
    let asked = "- 2026-11-22 email in: when?\n";
    let out = "- 2026-11-22 email out\n";
    case(out, "- 2026-11-22 Ada: email in: when?\n", &format!("{asked}{out}"));
    case(asked, "- 2026-11-22 Ada: call\n", &format!("{asked}- 2026-11-22 call\n"));
    let pondering = "- 2026-11-22 pondering\n";
    case(pondering, "- 2026-11-22 Ada: email out: v\n", &format!("{pondering}- 2026-11-22 email out: v\n"));
    case(
        out,
        "- 2026-11-22 Ada: email in: when?\n- 2026-11-22 Ada: email in: and where?\n",
        &format!("{asked}- 2026-11-22 email in: and where?\n{out}"),
    );
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
    done(path, TODAY, &["sync", "--file-inbox"]);
    assert_eq!(text(path, "inbox.md"), "");
    assert_eq!(text(path, "People/Ada.md"), note.clone() + "- 2026-11-22 lunch (with [[Ben]])\n");
    assert_eq!(text(path, "People/Ben.md"), note + "- 2026-11-22 lunch (with [[Ada]])\n");
}
