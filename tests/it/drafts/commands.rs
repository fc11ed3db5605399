//! The commands `draft` and `lint`, run with the binary.

use crate::folders::write;
use crate::program::{ended, program};
use std::path::Path;

const ADA: &str = "---\ntype: person\nemail: ada@example.org\nchannel: email\ncadence: 4 weeks\n---\n\n## Log\n\n- 2026-10-20 coffee: the case study\n";

fn vault() -> tempfile::TempDir {
    crate::folders::vault(&[
        ("followup.yaml", "today: 2026-11-24\nme: {name: Nell Ashdown}\n"),
        ("People/Ada.md", ADA),
        ("People/Eve.md", "---\ntype: person\nstatus: do-not-contact\n---\n"),
        ("People/Ben.md", "---\ntype: person\n---\n"),
    ])
}

fn run(vault: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    ended(program(vault).args(arguments).write_stdin(input))
}

#[test]
fn one_draft_can_be_had_at_any_time() {
    let vault = vault();
    let (status, text, said) = run(vault.path(), &["draft", "Ada"], "");
    assert_eq!(status, 0, "{said}");
    assert!(text.starts_with("---\nto: \"Ada\"\nchannel: email\nkind: keep-in-touch\n"), "{text}");
    assert!(
        text.contains("the case study") && said.contains("next: followup draft Ada --edit"),
        "{text}{said}"
    );
    for (arguments, wanted) in [
        (&["draft", "Ada", "--touch", "closing"][..], "my last note about it"),
        (&["draft", "Ada", "--touch", "birthday"], "Happy birthday"),
        (&["draft", "Ada", "--touch", "introduction"], "May I make an introduction?"),
        (&["draft", "Ada", "--channel", "sms"], "channel: text"),
        (&["draft", "Ada", "--json"], "\"template\": \"drafts/keep-in-touch.md\""),
        (&["draft", "Ada", "--variables"], "\"about\": \"the case study\""),
        (&["draft", "Ben"], "[? what you last talked about]"),
        (&["lint", "--rules"], "just-checking-in"),
    ] {
        let (status, text, said) = run(vault.path(), arguments, "");
        assert_eq!(status, 0, "{arguments:?}: {said}");
        assert!(text.contains(wanted), "{arguments:?}: {text}");
    }
}

#[test]
fn what_cannot_be_drafted_is_said() {
    let vault = vault();
    for (arguments, wanted) in [
        (&["draft", "Eve"][..], "do-not-contact"),
        (&["draft", "Ada", "--touch", "closng"], "did you mean `closing`"),
        (&["draft", "Nobody"], "no contact is named"),
        (&["draft", "Ada", "--edit"], "EDITOR"),
        (&["draft", "Ada", "--maildir", "no/such/mail"], "Maildir"),
        (&["draft", "Ada", "--maildir", "People"], "is not a Maildir"),
        (&["draft", "Ada", "--channel", "pigeon"], "write one of"),
        (&["lint", "no-such-file.eml"], "no-such-file.eml"),
    ] {
        let (status, _, said) = run(vault.path(), arguments, "");
        assert_eq!(status, 2, "{arguments:?}: {said}");
        assert!(said.contains(wanted), "{arguments:?}: {said}");
    }
    let mail = vault.path().join("mail");
    std::fs::create_dir_all(mail.join("cur")).unwrap();
    let (status, _, said) = run(vault.path(), &["draft", "Ben", "--maildir", "mail"], "");
    assert_eq!(status, 2);
    assert!(said.contains("no usable e-mail address"), "{said}");
}

#[test]
fn a_faulty_template_is_told_of_with_its_place() {
    let vault = vault();
    write(
        vault.path(),
        "followup-templates/drafts/keep-in-touch.md",
        "---\nsubject: s\n---\nHi {{ frist }}\n",
    );
    let (status, text, said) = run(vault.path(), &["draft", "Ada"], "");
    assert_eq!((status, text.as_str()), (1, ""));
    assert!(
        said.contains("followup-templates/drafts/keep-in-touch.md:4:7") && said.contains("frist"),
        "{said}"
    );
    // `check` reports the same problem as `build`.
    let (status, text, said) = run(vault.path(), &["check"], "");
    assert_eq!(status, 1, "{text}{said}");
    assert!(text.contains("followup-templates/drafts/keep-in-touch.md:4:7"), "{text}{said}");
    std::fs::remove_file(vault.path().join("followup-templates/drafts/keep-in-touch.md")).unwrap();
    assert_eq!(run(vault.path(), &["check"], "").0, 0);
}

#[test]
fn a_draft_is_delivered_once_with_the_flags_of_a_draft() {
    let vault = vault();
    let cur = vault.path().join("mail/.Drafts/cur");
    std::fs::create_dir_all(vault.path().join("mail/cur")).unwrap();
    let deliver = |more: &[&str]| {
        let (status, text, said) =
            run(vault.path(), &[&["draft", "Ada", "--maildir", "mail"], more].concat(), "");
        assert_eq!(status, 0, "{said}");
        text
    };
    assert!(deliver(&["--dry-run"]).contains("would be put there"));
    let json: serde_json::Value = serde_json::from_str(&deliver(&["--dry-run", "--json"])).unwrap();
    assert_eq!(json["state"].as_str(), Some("would be put there"), "{json}");
    assert!(!cur.exists());
    assert!(deliver(&[]).contains("put there"));
    assert!(deliver(&[]).contains("already there"));
    let files: Vec<String> = std::fs::read_dir(&cur)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].starts_with("followup.") && files[0].ends_with(":2,DS"), "{files:?}");
    // After a change of flags or a move to `new` it is still the same message.
    let stem = files[0].split(':').next().unwrap();
    std::fs::rename(cur.join(&files[0]), cur.join(format!("{stem}:2,DFS"))).unwrap();
    assert!(deliver(&[]).contains("already there"));
    let mail = std::fs::read_to_string(cur.join(format!("{stem}:2,DFS"))).unwrap();
    assert!(mail.contains("To: Ada <ada@example.org>\r\n") && mail.contains("X-Unsent: 1\r\n"), "{mail}");
    assert_eq!(std::fs::read_dir(vault.path().join("mail/.Drafts/tmp")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_editor_may_finish_it() {
    let vault = vault();
    let mut command = program(vault.path());
    let (_, text, _) = ended(command.env("EDITOR", "sed -i s/Hi/Dear/").args(["draft", "Ada", "--edit"]));
    assert!(text.contains("\nDear Ada,\n"), "{text}");
    let mut command = program(vault.path());
    let quoted = "'sed' -i 's/Hi Ada/My dear Ada/'";
    let (_, text, said) = ended(command.env("EDITOR", quoted).args(["draft", "Ada", "--edit"]));
    assert!(text.contains("\nMy dear Ada,\n"), "{text}{said}");
}

#[test]
fn lint_says_where_why_and_what_instead() {
    let vault = vault();
    let bad = "Hi Ada,\n\nJust checking in on the map.\n\nBest,\nNell\n";
    let (status, text, _) = run(vault.path(), &["lint", "-"], bad);
    assert_eq!(status, 1);
    assert!(
        text.starts_with("-:1:1: no-ask: ")
            && text.contains("-:3:1: just-checking-in: \"Just checking in on the map\"\n  why: "),
        "{text}"
    );
    assert!(text.contains("  instead: ") && text.contains("\nnext: "), "{text}");
    let (status, text, _) = run(vault.path(), &["lint", "-", "--json"], bad);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(status, 1);
    let rule = |finding: &serde_json::Value| {
        (finding["rule"].as_str().unwrap().to_owned(), finding["line"].as_u64().unwrap())
    };
    let found: Vec<_> = json["findings"].as_array().unwrap().iter().map(rule).collect();
    assert!(found.contains(&("just-checking-in".to_owned(), 3)), "{found:?}");
    let good = "Hi Ada,\n\nThank you for the harbour map. Would Tuesday suit you?\n\nBest,\nNell\n";
    assert_eq!(run(vault.path(), &["lint", "-"], good).0, 0);

    // Without a file, the drafts of the vault are checked, and each place to fill is reported.
    assert_eq!(run(vault.path(), &["build", "-q"], "").0, 0);
    let (status, text, _) = run(vault.path(), &["lint", "-q"], "");
    assert_eq!(status, 1);
    assert!(
        !text.is_empty()
            && text
                .lines()
                .all(|line| line.starts_with("agenda/drafts/ada-keep-in-touch-")
                    && line.contains(": unfilled: ")),
        "{text}"
    );
}

#[test]
fn an_edited_draft_is_kept_and_named_and_a_stale_one_goes() {
    let vault = vault();
    let build = || run(vault.path(), &["build"], "").1;
    let drafts = || {
        let entries = std::fs::read_dir(vault.path().join("agenda/drafts")).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    build();
    let [draft] = drafts().try_into().unwrap();
    std::fs::write(&draft, "mine").unwrap();
    assert!(build().contains("1 kept"));
    assert_eq!(std::fs::read_to_string(&draft).unwrap(), "mine");
    // After a reply the draft is no longer wanted, but it belongs to the user.
    write(vault.path(), "People/Ada.md", format!("{ADA}- 2026-11-24 call: x\n"));
    assert!(build().contains("kept (edited by hand)"));
    assert!(draft.exists());
    std::fs::remove_file(&draft).unwrap();
    write(vault.path(), "People/Ada.md", ADA);
    build();
    assert!(draft.exists());
    write(vault.path(), "People/Ada.md", format!("{ADA}- 2026-11-24 call: x\n"));
    assert!(build().contains("deleted"));
    assert!(!draft.exists());
}
