//! Commands that only read, `check`, `list` and `lint`, and paths that do not exist.

use crate::folders::{self, write};
use crate::program::run;
use std::fs;
use tempfile::TempDir;

const ADA: &str = "---\ntype: person\n---\n\n## Log\n\n- 2026-10-20 email out: proof\n";

fn vault() -> TempDir {
    folders::vault(&[("People/Ada.md", ADA)])
}

#[test]
fn check_reports_the_configuration_in_the_requested_format() {
    let folder = vault();
    write(folder.path(), "followup.yaml", "per-day: 8\nhorizn: 30\n");
    let (status, said, told) = run(folder.path(), &["check", "--format", "github"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("::error file=followup.yaml,line=2,col=1,title="), "{said}");
    assert!(said.lines().count() == 1 && told.contains("followup.yaml:2:1: error"), "{told}");
    let (status, said, _) = run(folder.path(), &["check", "--format", "json"]);
    assert!(status == 2 && said.contains("\"path\": \"followup.yaml\""), "{said}");
    assert_eq!(run(folder.path(), &["check", "--json"]).1, said);
    let (status, said, told) = run(folder.path(), &["check"]);
    assert!(status == 2 && said.is_empty() && told.contains("horizn"), "{said}{told}");
}

#[test]
fn show_prints_the_day_on_which_a_note_was_created() {
    let text = "---\ntype: person\ncreated: 2025-05-01\n---\n";
    let folder = folders::vault(&[("People/Ada.md", ADA), ("People/Ben.md", text)]);
    assert!(run(folder.path(), &["show", "Ben"]).1.contains("\n  created       2025-05-01\n"));
    assert!(!run(folder.path(), &["show", "Ada"]).1.contains("created"));
}

#[test]
fn the_evidence_of_a_hashtag_is_the_line_that_has_it() {
    let ada = "---\ntype: person\n---\n\n## Log\n\n- 2026-11-17 interview at Civica\n- 2026-11-10 call\n";
    let tagged = ada.replace("Civica", "Civica #interview");
    let meeting = |tags: &str| format!("---\ndate: 2026-11-17\nattendees: [Ada]{tags}\n---\n");
    let note = "Meetings/Interview.md";
    let seen = |ada: &str, tags: &str| {
        let folder = folders::vault(&[("People/Ada.md", ada), (note, &meeting(tags))]);
        run(folder.path(), &["why", "Ada"]).1
    };
    let said = seen(ada, "\ntags: [interview]");
    assert!(said.contains("`#interview` on 2026-11-17") && said.contains(&format!("({note}:")), "{said}");
    let said = seen(&tagged, "\ntags: [interview]");
    assert!(said.contains("`#interview` on 2026-11-17") && !said.contains(note), "{said}");
}

#[test]
fn a_folder_of_contacts_is_told_from_its_vault() {
    let note = "## Log\n- 2026-10-20 coffee\n";
    let folder = folders::vault(&[("People/Ada.md", note), ("Notes/Ada.md", note)]);
    let (people, notes) = (folder.path().join("People"), folder.path().join("Notes"));
    assert!(!run(&people, &["build"]).1.contains("the folder above"), "nothing says that it is a vault");
    fs::create_dir(folder.path().join(".obsidian")).unwrap();
    for command in [&["build"][..], &["check"], &["list"], &["list", "--all"]] {
        let (_, said, told) = run(&people, command);
        let said = said + &told;
        assert!(said.contains("`People` is named like a folder of contacts"), "{said}");
        assert!(said.ends_with("\nnext: followup build ..\n"), "{said}");
        let (_, said, told) = run(&notes, command);
        assert!(!(said + &told).contains("the folder above"));
    }
    let page = fs::read_to_string(people.join("agenda/agenda.md")).unwrap();
    assert!(page.contains("its vault is probably the folder above"), "{page}");
    let above = folder.path().canonicalize().unwrap();
    let (_, said, _) = run(folder.path(), &["build", "People"]);
    let next = said.lines().last().unwrap_or_default();
    assert!(next.starts_with("next: followup build ") && next.contains(above.to_str().unwrap()), "{said}");
    fs::write(people.join("Ben.md"), "---\ntype: person\n---\n").unwrap();
    assert!(!run(&people, &["build"]).1.contains("the folder above"));
    assert!(run(folder.path(), &["list"]).1.contains("\n2 contacts\n"));
}

#[test]
fn list_all_gives_a_reason_for_every_note() {
    let folder = vault();
    write(folder.path(), "People/Ben.md", "---\ncadence: 4 weeks\n---\n");
    write(folder.path(), "plan.md", "Rewrite it.\n");
    let today = ["--today", "2026-11-24"];
    let (_, all, _) = run(folder.path(), &[&["list", "--all"][..], &today].concat());
    let expected = "name  stage     last        next        marked by\n\
                    Ada   waiting   2026-10-20  -           type: person\n\
                    Ben   active    -           2026-11-24  folder People\n\
                    plan.md: nothing marks it as a person\n";
    assert!(all.starts_with(expected), "{all}");
    let (_, list, _) = run(folder.path(), &[&["list"][..], &today].concat());
    assert!(list.starts_with("name  stage     last        next\nAda   waiting   2026-10-20  -\n"), "{list}");
}

#[test]
fn a_path_that_never_existed_is_not_called_gone() {
    let folder = vault();
    let (status, said, told) = run(folder.path(), &["lint"]);
    assert_eq!((status, &*said, &*told), (0, "no messages to look at\nnext: followup build\n", ""));
    let (status, _, told) = run(folder.path(), &["lint", "drafs/ada.md"]);
    assert!(status == 2 && told.starts_with("error: `drafs/ada.md` does not exist\n"), "{told}");
    write(folder.path(), "a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Cy\nEND:VCARD\n");
    let (status, _, told) = run(folder.path(), &["import", "a.vcf", "--template", "nope.md"]);
    assert!(status == 2 && told.contains("error: the note template `nope.md` does not exist\n"), "{told}");
}

#[test]
fn an_emoji_of_the_configuration_is_a_word() {
    let config = "words: {\"☕️\": both in-person, \"📞\": out phone, \"🙈\": skip}\n";
    let cases = [
        ("☕ with her", "both, in-person"),
        ("☕️: the roof", "both, in-person"),
        ("lovely ☕ in town", "both, in-person"),
        ("📞: the barn", "out, phone"),
        ("🙈", "skip"),
        ("🎈 in the garden", "both, assumed"),
        ("call 📞: the boat", "both, phone"),
    ];
    let lines = (1..).zip(cases).map(|(day, (line, _))| format!("- 2026-11-0{day} {line}\n"));
    let note = format!("## Log\n{}", lines.collect::<String>());
    let vault = folders::vault(&[("followup.yaml", config), ("People/Ada.md", &note)]);
    let (_, said, _) = run(vault.path(), &["show", "Ada"]);
    for (day, (line, reading)) in (1..).zip(cases) {
        let row = said.lines().find(|row| row.contains(&format!("2026-11-0{day}  "))).unwrap();
        assert!(row.contains(&format!("  {reading} ")), "{line}: {row}");
    }
}
