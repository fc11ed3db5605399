//! Outputs on the disk: which are written, left, kept, deleted and refused.

use crate::folders::{copy, link, read, repository};
use crate::program::{done, run_on};
use followup::core::config::model::Config;
use followup::core::output::{Folder, OutputFile, Outputs, Publish};
use followup::core::problem::Severity;
use followup::io::folders::{Targets, targets};
use followup::io::vault::Vault;
use followup::io::write::dry_run::{Replaced, planned};
use followup::io::write::{FileState, Written, write};
use std::path::PathBuf;

struct Scene {
    _folder: tempfile::TempDir,
    vault: Vault,
}

impl Scene {
    fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("vault");
        std::fs::create_dir(&root).unwrap();
        Scene { vault: Vault::open(&root).unwrap(), _folder: folder }
    }

    fn targets(&self) -> Targets {
        targets(&self.vault, &Config::default(), None, Publish::LeftAlone).unwrap()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.vault.root.join("agenda").join(path)
    }

    fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    fn build(&self, files: &[(&str, &str)]) -> Written {
        write(&outputs(files), &self.targets()).unwrap()
    }

    fn fails(&self, files: &[(&str, &str)]) -> String {
        format!("{:?}", write(&outputs(files), &self.targets()).unwrap_err())
    }
}

fn outputs(files: &[(&str, &str)]) -> Outputs {
    let file = |(path, text): &(&str, &str)| OutputFile {
        path: (*path).to_owned(),
        folder: Folder::Out,
        bytes: text.as_bytes().to_vec(),
    };
    Outputs { files: files.iter().map(file).collect(), ..Outputs::default() }
}

fn states(written: &Written) -> Vec<FileState> {
    written.files.iter().map(|file| file.state).collect()
}

/// Takes what a dry run says of the files that would be replaced.
fn replaced(plan: &mut Written) -> Vec<(String, Replaced)> {
    let files = plan.files.iter_mut();
    files.filter_map(|file| Some((file.path.clone(), file.replaces.take()?))).collect()
}

#[test]
fn a_second_build_writes_nothing() {
    let scene = Scene::new();
    let files = [("index.html", "page"), ("drafts/ada.eml", "mail")];
    assert_eq!(states(&scene.build(&files)), [FileState::Written; 2]);
    let before = read(&scene.vault.root);
    let stamp = std::fs::metadata(scene.path(".manifest.json")).unwrap().modified().unwrap();
    assert_eq!(states(&scene.build(&files)), [FileState::Unchanged; 2]);
    assert_eq!(read(&scene.vault.root), before);
    assert_eq!(std::fs::metadata(scene.path(".manifest.json")).unwrap().modified().unwrap(), stamp);
}

#[test]
fn a_dry_run_plans_what_a_build_does_and_writes_nothing() {
    let scene = Scene::new();
    let [open, ticked] =
        ["[ ]", "[x]"].map(|tick| format!("# Agenda\n\n- {tick} write to Ada ^f-keepintouc\n"));
    let steps: [&[(&str, &str)]; 3] = [
        &[
            ("index.html", "page"),
            ("agenda.md", &open),
            ("drafts/ada.eml", "mail"),
            ("drafts/ben.eml", "mail"),
        ],
        &[("index.html", "page"), ("agenda.md", "# Agenda\n"), ("drafts/ada.eml", "new mail")],
        &[("index.html", "page"), ("agenda.md", "# Agenda\n"), ("drafts/ada.eml", "new mail")],
    ];
    let mut texts = Vec::new();
    for files in steps {
        let before = read(&scene.vault.root);
        let mut plan = planned(&outputs(files), &scene.targets()).unwrap();
        assert_eq!(read(&scene.vault.root), before);
        texts.push(replaced(&mut plan));
        assert_eq!(format!("{plan:?}"), format!("{:?}", scene.build(files)));
        if scene.text("agenda.md") == open {
            std::fs::write(scene.path("agenda.md"), &ticked).unwrap();
        }
    }
    let now = scene.text("agenda.md");
    assert!(now.contains("- [x] write to Ada"), "the tick is carried over: {now}");
    let text =
        |path: &str, old: &str, new: &str| (path.to_owned(), Replaced::Text(old.to_owned(), new.to_owned()));
    let agenda = text("agenda/agenda.md", &ticked, &now);
    let draft = text("agenda/drafts/ada.eml", "mail", "new mail");
    assert_eq!(texts, [vec![], vec![agenda, draft], vec![]]);
}

#[test]
fn a_dry_run_says_what_is_edited_and_what_is_in_the_way() {
    let scene = Scene::new();
    let files = [("index.html", "page"), ("drafts/ada.eml", "mail")];
    scene.build(&files);
    std::fs::write(scene.path("index.html"), "edited").unwrap();
    std::fs::write(scene.path("drafts/ada.eml"), "edited").unwrap();
    let plan = planned(&outputs(&files), &scene.targets()).unwrap();
    assert_eq!(states(&plan), [FileState::Replaced, FileState::Kept]);
    assert_eq!(plan.problems[0].effect, "it would be written again");
    let large = "x".repeat(2 * 1024 * 1024);
    let mut plan = planned(&outputs(&[("index.html", &large)]), &scene.targets()).unwrap();
    assert_eq!(replaced(&mut plan), [("agenda/index.html".to_owned(), Replaced::NotCompared)]);
    std::fs::write(scene.path("agenda.json"), "somebody's").unwrap();
    assert!(planned(&outputs(&[("agenda.json", "{}")]), &scene.targets()).is_err());
    std::fs::remove_dir_all(scene.path("")).unwrap();
    std::fs::write(scene.vault.root.join("agenda"), "a file").unwrap();
    let refused = targets(&scene.vault, &Config::default(), None, Publish::LeftAlone).unwrap_err();
    assert!(format!("{refused:?}").contains("`agenda` is a file, and outputs need a folder"), "{refused:?}");
}

#[test]
fn a_dry_run_shows_the_agenda_as_a_diff() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path();
    std::fs::write(vault.join("Ada.md"), "---\ntype: person\nevery: 1 month\nmet: 2026-10-20\n---\n")
        .unwrap();
    let (status, said, told) = run_on(vault, "2026-11-19", &["build", "--dry-run"]);
    assert_eq!((status, told.as_str()), (0, "dry run: nothing was written\n"));
    assert!(said.contains("agenda/agenda.md ") && said.contains("would be written"), "{said}");
    assert!(
        said.ends_with("next: the same without --dry-run writes them\n") && !said.contains("+++"),
        "{said}"
    );
    assert!(!vault.join("agenda").exists());

    done(vault, "2026-11-19", &["build"]);
    let (_, said, _) = run_on(vault, "2026-11-20", &["build", "--dry-run"]);
    assert!(said.contains("--- a/agenda/agenda.md\n+++ b/agenda/agenda.md\n"), "{said}");
    assert!(
        said.contains("\n+# Agenda for Friday, 20 November 2026\n") && !said.contains("index.html\n@@"),
        "{said}"
    );
    let (_, said, _) = run_on(vault, "2026-11-20", &["build", "--dry-run", "--verbose"]);
    assert!(said.contains("+++ b/agenda/index.html\n@@"), "{said}");
    let (_, said, _) = run_on(vault, "2026-11-19", &["build", "--dry-run"]);
    assert!(said.ends_with("next: followup agenda\n") && !said.contains("would be"), "{said}");

    let (_, said, _) = run_on(vault, "2026-11-20", &["build", "-n", "--json"]);
    assert!(said.contains("\"dry_run\": true") && said.contains("\"state\": \"would be written\""), "{said}");
    assert!(said.contains("\"diff\": \"--- a/agenda/index.html\\n"), "{said}");
    let (status, _, said) = run_on(vault, "2026-11-20", &["build", "-n", "--watch"]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn unwanted_outputs_are_deleted_unless_edited() {
    let scene = Scene::new();
    scene.build(&[("index.html", "page"), ("drafts/a.md", "a"), ("drafts/b.md", "b")]);
    std::fs::write(scene.path("drafts/b.md"), "mine").unwrap();
    std::fs::write(scene.path("drafts/own.md"), "own").unwrap();
    for _ in 0..2 {
        let written = scene.build(&[("index.html", "page")]);
        assert_eq!(written.kept, ["agenda/drafts/b.md"], "it is named as long as it lies there");
        assert_eq!(written.problems.len(), 1);
    }
    assert!(!scene.path("drafts/a.md").exists());
    assert_eq!((scene.text("drafts/b.md"), scene.text("drafts/own.md")), ("mine".into(), "own".into()));
}

#[test]
fn an_edited_draft_is_kept_and_an_edited_page_is_written_again() {
    let scene = Scene::new();
    scene.build(&[("index.html", "page"), ("drafts/a.md", "a")]);
    std::fs::write(scene.path("index.html"), "edited").unwrap();
    std::fs::write(scene.path("drafts/a.md"), "edited").unwrap();
    for draft in ["a", "a, changed"] {
        let written = scene.build(&[("index.html", "page"), ("drafts/a.md", draft)]);
        assert_eq!(written.files[1].state, FileState::Kept);
    }
    assert_eq!((scene.text("index.html"), scene.text("drafts/a.md")), ("page".into(), "edited".into()));
}

#[test]
fn words_written_into_an_agenda_are_kept_beside_it() {
    let scene = Scene::new();
    let card = "# Agenda\n\n- [ ] write to Ada ^f-keepintouc\n";
    let ticked = card.replace("[ ]", "[x]");
    let with_words = format!("{ticked}  she loved the card\n");
    for (saved, copy) in [(&ticked, None), (&with_words, Some(&with_words))] {
        scene.build(&[("agenda.md", card)]);
        std::fs::write(scene.path("agenda.md"), saved).unwrap();
        scene.build(&[("agenda.md", card)]);
        assert_eq!(scene.text("agenda.md"), ticked);
        assert_eq!(std::fs::read_to_string(scene.path("agenda.md.edited")).ok().as_ref(), copy);
    }
    // Some editors save it with other line ends.
    std::fs::write(scene.path("agenda.md"), ticked.replace('\n', "\r\n")).unwrap();
    assert!(scene.build(&[("agenda.md", card)]).problems.is_empty());
    assert_eq!(scene.text("agenda.md"), ticked);
    std::fs::write(scene.path("agenda.md"), "other words").unwrap();
    let written = scene.build(&[("agenda.md", card)]);
    assert!(written.problems[0].effect.ends_with("the edited one is in `agenda/agenda.md.2.edited`"));
    assert_eq!(
        (scene.text("agenda.md.edited"), scene.text("agenda.md.2.edited")),
        (with_words, "other words".into())
    );
}

#[test]
fn a_foreign_file_is_never_touched() {
    let scene = Scene::new();
    std::fs::create_dir(scene.path("")).unwrap();
    std::fs::write(scene.path("index.html"), "somebody's").unwrap();
    let said = scene.fails(&[("agenda.json", "{}"), ("index.html", "page")]);
    assert!(said.contains("agenda/index.html"), "{said}");
    assert_eq!(read(&scene.path("")).len(), 1, "nothing was written before the refusal");
    assert_eq!(scene.text("index.html"), "somebody's");
}

#[test]
fn without_a_manifest_more_is_kept_but_the_page_is_still_made() {
    let scene = Scene::new();
    let json = r#"{"schema": 1, "follow_ups": []}"#;
    scene.build(&[("agenda.json", json), ("index.html", "old"), ("drafts/a.md", "a")]);
    std::fs::remove_file(scene.path(".manifest.json")).unwrap();
    scene.build(&[("agenda.json", json), ("index.html", "new")]);
    assert_eq!((scene.text("index.html"), scene.text("drafts/a.md")), ("new".into(), "a".into()));
}

/// The notes among them are copied, since words may have been written into them; the others are named together.
#[test]
fn without_a_manifest_no_output_is_replaced_without_a_word() {
    let scene = Scene::new();
    let build = |text: &str| {
        let page = format!("<p>{text}</p>");
        let (agenda, review) = (format!("# Agenda\n{text}\n"), format!("# Review\n{text}\n"));
        let json = r#"{"schema": 1, "follow_ups": []}"#;
        scene.build(&[
            ("index.html", &page),
            ("agenda.md", &agenda),
            ("agenda.json", json),
            ("review.html", &page),
            ("review.md", &review),
        ])
    };
    build("old");
    std::fs::remove_file(scene.path(".manifest.json")).unwrap();
    let written = build("new");
    let said: Vec<&str> = written.problems.iter().map(|problem| problem.message.as_str()).collect();
    let missing = "`.manifest.json` is missing, so nothing says whether";
    let one = format!("{missing} this output was edited by hand or by another program");
    let others = format!("{missing} somebody edited `index.html` and `review.html`");
    assert_eq!(said, [&one, &one, &others]);
    assert!(written.problems.iter().all(|problem| problem.severity() == Severity::Hint));
    assert_eq!(scene.text("agenda.md.edited"), "# Agenda\nold\n");
    assert_eq!(scene.text("review.md.edited"), "# Review\nold\n");
    std::fs::remove_file(scene.path(".manifest.json")).unwrap();
    assert!(build("new").problems.is_empty(), "the same files are left alone");
}

#[test]
fn a_killed_build_does_not_take_its_own_work_for_an_edit() {
    let scene = Scene::new();
    scene.build(&[("drafts/a.md", "one")]);
    let manifest = scene.text(".manifest.json");
    scene.build(&[("drafts/a.md", "two")]);
    // The state after a build that was killed between the two manifests.
    let two = followup::io::manifest::hash(b"two");
    let one = followup::io::manifest::hash(b"one");
    let begun = manifest.replace(
        &format!("\"sha256\": \"{one}\""),
        &format!("\"sha256\": \"{two}\",\n      \"before\": \"{one}\""),
    );
    std::fs::write(scene.path(".manifest.json"), begun).unwrap();
    std::fs::write(scene.path("drafts/.followup-tmp-x1"), "half").unwrap();
    assert_eq!(states(&scene.build(&[("drafts/a.md", "three")])), [FileState::Written]);
    assert!(!scene.path("drafts/.followup-tmp-x1").exists(), "left-over temporary files go");
}

#[test]
fn a_manifest_from_elsewhere_deletes_nothing_outside() {
    let scene = Scene::new();
    std::fs::write(scene.vault.root.join("Ada.md"), "note").unwrap();
    scene.build(&[("index.html", "page")]);
    let hash = followup::io::manifest::hash(b"note");
    let planted = format!(r#"{{"schema": 1, "files": [{{"path": "../Ada.md", "sha256": "{hash}"}}]}}"#);
    std::fs::write(scene.path(".manifest.json"), planted).unwrap();
    scene.build(&[("index.html", "page")]);
    assert!(scene.vault.root.join("Ada.md").exists());
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_replaced_and_a_folder_that_leads_out_is_refused() {
    let scene = Scene::new();
    let outside = scene.vault.root.parent().unwrap().join("outside");
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("target"), "theirs").unwrap();
    std::fs::create_dir(scene.path("")).unwrap();
    link(&outside.join("target"), &scene.path("index.html"));
    scene.build(&[("index.html", "page")]);
    assert!(scene.path("index.html").symlink_metadata().unwrap().is_file());
    assert_eq!(std::fs::read_to_string(outside.join("target")).unwrap(), "theirs");

    link(&outside, &scene.path("drafts"));
    let said = scene.fails(&[("index.html", "page"), ("drafts/a.md", "a")]);
    assert!(said.contains("leads out of the vault"), "{said}");
    assert_eq!(read(&outside).len(), 1);
}

#[cfg(unix)]
#[test]
fn outputs_can_be_read_by_everybody_and_written_by_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new();
    scene.build(&[("index.html", "page")]);
    let mode = std::fs::metadata(scene.path("index.html")).unwrap().permissions().mode();
    assert_eq!(mode & 0o700, 0o600);
    assert_eq!(mode & 0o022, 0);
}

/// `agenda.json` is compared while it is made, so an unchanged one is neither written nor staged.
#[test]
fn an_unchanged_agenda_json_is_not_staged_and_a_changed_one_is_whole() {
    let scene = tempfile::tempdir().unwrap();
    let vault = scene.path().join("vault");
    copy(&repository().join("example-vault"), &vault);
    let build = || {
        let mut command = assert_cmd::Command::cargo_bin("followup").unwrap();
        command.args(["build", "-q", "--today", "2026-11-24"]).arg(&vault).assert()
    };
    build();
    let folder = vault.join("agenda");
    let path = folder.join("agenda.json");
    let whole = std::fs::read(&path).unwrap();
    let changed = |path: &std::path::Path| std::fs::metadata(path).unwrap().modified().unwrap();
    let before = changed(&folder);
    build();
    assert_eq!(changed(&folder), before, "a file was made beside the outputs");
    let middle = whole.len() / 2;
    let mut other = whole.clone();
    other[middle] = b'?';
    let longer = [&whole[..], b" "].concat();
    for old in [&whole[..middle], &other, &longer, b"", b"{\"schema\": 1}"] {
        std::fs::write(&path, old).unwrap();
        build();
        assert!(std::fs::read(&path).unwrap() == whole, "after {} bytes", old.len());
    }
}
