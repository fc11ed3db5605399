//! What belongs to an installation: the version, completions and manual pages. `tests/run` checks them with
//! zsh, fish and readers of manual pages.

use crate::folders::{read, repository};
use assert_cmd::cargo::cargo_bin;
use clap::CommandFactory;
use followup::cli::arguments::Arguments;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn followup(arguments: &[&str]) -> Output {
    Command::new(cargo_bin("followup")).args(arguments).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Returns the parser as it parses, without the command `help`.
fn parser() -> clap::Command {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    command
}

/// Collects the names of all commands as they are typed, and the options of each.
fn commands(command: &clap::Command, typed: &str, found: &mut Vec<(String, BTreeSet<String>)>) {
    let options: Vec<_> = command.get_arguments().filter(|argument| !argument.is_positional()).collect();
    let long = options.iter().filter_map(|option| option.get_long()).map(|name| format!("--{name}"));
    let short = options.iter().filter_map(|option| option.get_short()).map(|letter| format!("-{letter}"));
    found.push((typed.to_owned(), long.chain(short).collect()));
    for below in command.get_subcommands() {
        commands(below, &format!("{typed} {}", below.get_name()), found);
    }
}

fn all() -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    commands(&parser(), "followup", &mut found);
    assert!(found.len() > 20, "{found:?}");
    found
}

#[test]
fn the_version_names_the_commit_that_git_knows() {
    let version = env!("CARGO_PKG_VERSION");
    let git = Command::new("git").arg("-C").arg(repository()).args(["rev-parse", "--show-toplevel"]).output();
    let in_git = git.is_ok_and(|git| {
        let top = String::from_utf8_lossy(&git.stdout).trim().to_owned();
        git.status.success() && Path::new(&top).canonicalize().ok() == repository().canonicalize().ok()
    });
    let expected = if in_git && !repository().join(".cargo_vcs_info.json").exists() {
        let log = ["log", "-1", "--abbrev=7", "--format=%h %cs"];
        let commit = Command::new("git").arg("-C").arg(repository()).args(log).output().unwrap();
        format!("followup {version} ({})\n", String::from_utf8(commit.stdout).unwrap().trim())
    } else {
        let shown = printed(&followup(&["--version"]));
        assert!(
            shown == format!("followup {version}\n") || shown.starts_with(&format!("followup {version} ("))
        );
        shown
    };
    assert_eq!(printed(&followup(&["--version"])), expected);
    assert_eq!(printed(&followup(&["-V"])), expected);
}

/// Builds of two commits of the same version must write the same bytes.
#[test]
fn no_output_holds_the_commit() {
    let shown = printed(&followup(&["--version"]));
    let Some((_, commit)) = shown.trim().trim_end_matches(')').split_once('(') else { return };
    let commit = commit.split(' ').next().unwrap();
    let out = tempfile::tempdir().unwrap();
    let vault = repository().join("example-vault");
    let (vault, folder) = (vault.to_str().unwrap(), out.path().to_str().unwrap());
    printed(&followup(&["build", vault, "--out", folder]));
    printed(&followup(&["man", folder]));
    let files = read(out.path());
    assert!(files.contains_key("followups.ics") && files.contains_key("followup.1"));
    for (path, bytes) in files {
        assert!(!String::from_utf8_lossy(&bytes).contains(commit), "{path} holds {commit}");
    }
}

#[test]
fn bash_loads_the_completions_and_completes() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("followup.bash");
    std::fs::write(&script, printed(&followup(&["completions", "bash"]))).unwrap();
    let typed = r#"
        source "$1" && complete -p followup || exit 1
        COMP_WORDS=(followup bui) COMP_CWORD=1; _followup followup bui followup; echo "${COMPREPLY[@]}"
        COMP_WORDS=(followup build --str) COMP_CWORD=2; _followup followup --str build; echo "${COMPREPLY[@]}"
        COMP_WORDS=(followup check --format "") COMP_CWORD=3; _followup followup "" --format; echo "${COMPREPLY[@]}"
    "#;
    let bash = Command::new("bash").args(["-c", typed, "bash"]).arg(&script).output().unwrap();
    let said = printed(&bash);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("complete ") && lines[0].ends_with(" -F _followup followup"), "{said}");
    assert_eq!(lines[1..], ["build", "--strict", "text json github"]);
    assert_eq!(String::from_utf8_lossy(&bash.stderr), "");
}

#[test]
fn every_shell_gets_a_script_with_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&followup(&["completions", shell]));
        for (typed, options) in all() {
            let name = typed.rsplit(' ').next().unwrap();
            assert!(script.contains(name), "{shell}: {typed}");
            for option in options.iter().filter_map(|option| option.strip_prefix("--")) {
                assert!(script.contains(option), "{shell}: {typed} --{option}");
            }
        }
    }
    assert_eq!(followup(&["completions", "tcsh"]).status.code(), Some(2));
}

/// Returns the options that a page explains: the bold words in the line after each `.TP`.
fn explained(page: &str) -> BTreeSet<String> {
    let lines: Vec<&str> = page.lines().collect();
    let heads = lines.windows(2).filter(|pair| pair[0].trim() == ".TP").map(|pair| pair[1]);
    let bold = heads.flat_map(|head| head.split("\\fB").skip(1)).filter_map(|rest| rest.split_once("\\fR"));
    bold.map(|(name, _)| name.replace("\\-", "-")).filter(|name| name.starts_with('-')).collect()
}

#[test]
fn the_manual_pages_name_every_command_and_option_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    printed(&followup(&["man", folder.path().to_str().unwrap()]));
    let files = read(folder.path());
    let names: BTreeSet<String> = files.keys().cloned().collect();
    let wanted: BTreeSet<String> =
        all().iter().map(|(typed, _)| format!("{}.1", typed.replace(' ', "-"))).collect();
    assert_eq!(names, wanted);
    for (typed, options) in all() {
        let page = String::from_utf8_lossy(&files[&format!("{}.1", typed.replace(' ', "-"))]).into_owned();
        assert_eq!(explained(&page), options, "{typed}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
            assert!(page.contains(&format!("\n.SH {section}\n")), "{typed}: {section}");
        }
        assert_eq!(page.contains("\n.SH \"SEE ALSO\"\n"), typed != "followup", "{typed}");
        assert_eq!(page.matches("\n.SH \"EXIT STATUS\"\n").count(), 1, "{typed}");
        assert!(!page.contains("Examples:"), "{typed}: a heading within a section");
    }
    let main = String::from_utf8_lossy(&files["followup.1"]).into_owned();
    for command in parser().get_subcommands() {
        assert!(main.contains(&format!("followup\\-{}(1)", command.get_name())), "{}", command.get_name());
    }
    assert_eq!(printed(&followup(&["man"])), main);
}

/// Longer examples are wrapped in a terminal of 80 columns and cannot be pasted.
#[test]
fn the_examples_of_the_help_fit_a_terminal() {
    for (typed, _) in all() {
        let arguments: Vec<&str> = typed.split(' ').skip(1).chain(["--help"]).collect();
        let help = printed(&followup(&arguments));
        let examples = help.split("Examples:\n").nth(1).and_then(|rest| rest.split("\n\n").next());
        for line in examples.unwrap_or_default().lines() {
            assert!(line.chars().count() <= 80, "{typed}: {line}");
            assert!(line.starts_with("  "), "{typed}: broken: {line}");
        }
    }
}

#[test]
fn pages_appear_whole_and_only_where_nothing_else_lies() {
    let folder = tempfile::tempdir().unwrap();
    let man = folder.path().join("share/man1");
    let pages = || followup(&["man", man.to_str().unwrap()]);
    assert!(printed(&pages()).ends_with(" written\n"));
    let build = man.join("followup-build.1");
    let page = std::fs::read_to_string(&build).unwrap();
    let before = std::fs::metadata(&build).unwrap().modified().unwrap();
    assert!(printed(&pages()).ends_with(", 0 written\n"));
    assert_eq!(std::fs::metadata(&build).unwrap().modified().unwrap(), before);

    std::fs::write(&build, page.replace("followup 0.", "followup 7.")).unwrap();
    assert!(printed(&pages()).ends_with(", 1 written\n"));
    assert_eq!(std::fs::read_to_string(&build).unwrap(), page);

    std::fs::write(&build, "mine").unwrap();
    std::fs::remove_file(man.join("followup.1")).unwrap();
    let refused = pages();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is not a page of followup"));
    assert_eq!(std::fs::read_to_string(&build).unwrap(), "mine");
    assert!(!man.join("followup.1").exists(), "nothing is written beside a file in the way");
}
