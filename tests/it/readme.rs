//! Checks the README: each `$ followup …` of its `console` blocks runs in a folder with a copy of
//! `example-vault`, and its first screen, pasted, prints the output shown below it. Commands that build and
//! install with cargo are only recognised, since the test run itself does the same.

use crate::folders::{copy, repository};
use assert_cmd::cargo::cargo_bin;
use std::path::Path;
use std::process::{Command, Output};

const CARGO: [&str; 5] = [
    "cargo install --path .",
    "cargo install --path . --locked",
    "cargo build --release",
    "cargo test",
    "cargo build",
];

#[test]
fn the_commands_of_the_readme_run() {
    let text = std::fs::read_to_string(repository().join("README.md")).expect("there is a README.md");
    let commands = commands(&text);
    assert!(commands.iter().any(|command| command.starts_with("followup ")), "README.md shows no command");
    let folder = tempfile::tempdir().unwrap();
    let example = repository().join("example-vault");
    std::fs::create_dir_all(folder.path().join("example-vault")).unwrap();
    if example.is_dir() {
        copy(&example, &folder.path().join("example-vault"));
    }
    let mut here = folder.path().to_owned();
    let mut wrong = Vec::new();
    for command in &commands {
        match command.strip_prefix("cd ") {
            Some(below) => here.push(below),
            None => wrong.extend(run(command, &here).err()),
        }
    }
    assert!(wrong.is_empty(), "README.md:\n{}", wrong.join("\n"));
}

#[test]
fn the_first_screen_prints_what_it_shows() {
    let text = std::fs::read_to_string(repository().join("README.md")).expect("there is a README.md");
    let pasted = block(&text, "sh", 0).replace("cargo run --release --", "followup");
    let folder = tempfile::tempdir().unwrap();
    let output = shell(&pasted, folder.path()).unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), block(&text, "text", 0).trim_end());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_quoted_explanation_is_what_why_prints() {
    let text = std::fs::read_to_string(repository().join("README.md")).expect("there is a README.md");
    let quoted = block(&text, "text", 1);
    let folder = tempfile::tempdir().unwrap();
    copy(&repository().join("example-vault"), folder.path());
    let output = shell("followup why Marisol", folder.path()).unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), quoted.trim_end());
}

/// Returns the text of a code block in a language, counted from 0.
fn block<'t>(text: &'t str, language: &str, number: usize) -> &'t str {
    let rest = text.split(&format!("\n```{language}\n")).nth(number + 1).expect("there is such a block");
    rest.split_once("\n```").expect("the block ends").0
}

/// Returns the lines after `$ ` in `console` blocks. Each block continues in the folder where the last one
/// ended, as it does for a reader.
fn commands(text: &str) -> Vec<String> {
    let mut in_console = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ")
            && in_console
        {
            commands.push(command.split(" #").next().unwrap_or(command).trim_end().to_owned());
        }
    }
    commands
}

fn run(command: &str, folder: &Path) -> Result<(), String> {
    if CARGO.contains(&command) || command.starts_with("git clone ") {
        return Ok(());
    }
    let typed = match command.split_once(" -- ") {
        Some((cargo, rest)) if cargo.starts_with("cargo run") => format!("followup {rest}"),
        _ => command.to_owned(),
    };
    if !typed.starts_with("followup") && !typed.starts_with("mkdir -p ") {
        return Err(format!("`{command}` is no command that this test knows"));
    }
    let output = shell(&typed, folder).map_err(|error| format!("`{command}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`{command}`: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// Runs a command line in a shell, with the built program on the path.
fn shell(typed: &str, folder: &Path) -> std::io::Result<Output> {
    let binary = cargo_bin("followup");
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", typed])
        .env("PATH", format!("{}:{path}", binary.parent().unwrap().display()))
        .current_dir(folder)
        .output()
}
