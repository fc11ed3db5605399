//! The output of `agenda`, and the page and `agenda.md`, where little or nothing is due.

use crate::folders::{vault, write};
use crate::program::run;
use std::fs;
use std::path::Path;

fn said(vault: &Path, arguments: &[&str]) -> String {
    let (status, said, told) = run(vault, &[&["--today", "2026-11-24"], arguments].concat());
    assert_eq!(status, 0, "{told}");
    said
}

fn output(vault: &Path, path: &str) -> String {
    fs::read_to_string(vault.join("agenda").join(path)).unwrap()
}

#[test]
fn requested_days_may_be_beyond_the_horizon() {
    let folder = vault(&[
        ("People/Ann.md", "---\ncadence: 80 days\n---\n## Log\n- 2026-11-23 call: the map\n"),
        ("People/Bob.md", "---\nbirthday: 2000-02-10\n---\n"),
    ]);
    let far = said(folder.path(), &["agenda", "--days", "90"]);
    assert!(far.contains("2027-02-11") && far.contains("2027-02-10"), "{far}");
    let json = said(folder.path(), &["agenda", "--days", "79", "--json"]);
    assert!(json.contains("\"2027-02-11\"") && json.contains("\"2027-02-10\""), "{json}");
    assert!(!said(folder.path(), &["agenda", "--days", "78"]).contains("2027-02-11"));
    for (arguments, expected) in [
        (&[] as &[&str], "Nothing to do, and nothing coming up in the next 60 days.\n"),
        (&["agenda", "--days", "7"], "Nothing to do, and nothing coming up in the next 7 days.\n"),
        (&["agenda", "--days", "1"], "Nothing to do, and nothing coming up tomorrow.\n"),
        (&["agenda", "--days", "0"], "Nothing to do today.\n"),
    ] {
        let said = said(folder.path(), arguments);
        assert!(said.contains(expected), "{said}");
    }
    let all = said(folder.path(), &["agenda", "--days", "4294967295"]);
    assert!(all.contains("2027-02-11"), "{all}");
}

#[test]
fn first_contacts_are_not_announced_as_the_next_day() {
    let folder = vault(&[("People/Ann.md", "---\ncadence: 2 weeks\n---\n")]);
    let text = said(folder.path(), &[]);
    assert!(
        text.contains("\nNothing has to be done today.\n\n1 first contact: `followup agenda --days 0`\n"),
        "{text}"
    );
    assert!(said(folder.path(), &["agenda", "--days", "0"]).contains("first time"));
    said(folder.path(), &["build"]);
    let below = "Nothing has to be done today. Below are people you could get in touch with.";
    assert!(
        output(folder.path(), "index.html").contains(below)
            && output(folder.path(), "agenda.md").contains(below)
    );
    write(folder.path(), "People/Ben.md", "---\nbirthday: 01-10\n---\n");
    let text = said(folder.path(), &[]);
    let later = "Nothing has to be done today. Next, on Sunday, 10 January 2027: Ben";
    assert!(text.contains(later), "{text}");
    assert!(
        text.contains(
            "\n1 first contact and 1 later: `followup agenda --days 0`, `followup agenda --days 60`\n"
        ),
        "{text}"
    );
}

#[test]
fn an_empty_agenda_shows_no_welcome_back() {
    let folder = vault(&[("People/Ann.md", "---\ntype: person\n---\n## Log\n- 2026-08-01 call: the map\n")]);
    let text = said(folder.path(), &[]);
    assert!(text.contains("Nothing to do") && !text.contains("Welcome"), "{text}");
    said(folder.path(), &["build"]);
    let shown = |path: &str| output(folder.path(), path).contains("Begin with one person");
    assert!(!shown("index.html") && !shown("agenda.md"));
    assert!(output(folder.path(), "agenda.json").contains("\"welcome_back\": false"));
    // Contacts going quiet are on the page, but the terminal shows today only.
    let talks = "---\ntype: person\n---\n## Log\n- 2026-07-01 call\n- 2026-07-11 call\n- 2026-07-21 call\n- 2026-08-01 call\n";
    write(folder.path(), "People/Ann.md", talks);
    let text = said(folder.path(), &[]);
    assert!(
        text.contains("Nothing has to be done today.\n\n1 going quiet: ") && !text.contains("Begin with"),
        "{text}"
    );
    said(folder.path(), &["build"]);
    assert!(shown("index.html") && shown("agenda.md"));
}

#[test]
fn cut_cards_are_counted_with_the_command_that_shows_them() {
    let ada = |day: u32| format!("---\ncadence: 1 week\n---\n## Log\n- 2026-11-{day:02} call: the map\n");
    let folder = vault(&[("followup.yaml", "page: {max: 2}\nhorizon: 30\n")]);
    fs::create_dir(folder.path().join("People")).unwrap();
    for (number, day) in [1, 2, 3, 20, 21].into_iter().enumerate() {
        fs::write(folder.path().join(format!("People/Ada {number}.md")), ada(day)).unwrap();
    }
    let cut = "3 cards of index.html and agenda.md over the limit of 2";
    let text = said(folder.path(), &["build"]);
    assert!(text.contains(&format!("cut: {cut}\n")), "{text}");
    assert!(said(folder.path(), &["build", "--json"]).contains(cut));
    let more = output(folder.path(), "agenda.md");
    assert!(more.contains("\n1 more; `followup agenda --days 30` lists them.\n"), "{more}");
    assert!(output(folder.path(), "index.html").contains("<code>followup agenda --days 30</code>"));
}

#[test]
fn what_is_no_contact_hides_no_topic() {
    let cases =
        ["liked: a\n- 2026-11-22 liked: her boat", "skip\n- 2026-11-22 skip", "#value\n- 2026-11-22 #ask"];
    for after in cases {
        let log = format!("- 2026-11-19 email in: can you lend me the ladder?\n- 2026-11-21 {after}\n");
        let note = format!("---\ncadence: 2 weeks\n---\n## Log\n- 2026-11-02 call: spring\n{log}");
        let daily = "- zoom with [[Ann]]: the new kitchen\n";
        let folder = vault(&[("People/Ann.md", &note), ("Daily/2026-05-09.md", daily)]);
        let json = said(folder.path(), &["agenda", "--json"]);
        assert!(json.contains("\"topic\": \"can you lend me the ladder?\""), "{after}: {json}");
    }
}
