//! Generates `docs/commands.md` from the parser, command by command.

use clap::{Arg, ArgAction, Command, CommandFactory};
use followup::cli::arguments::Arguments;
use std::fmt::Write;

const HEAD: &str = "# Commands

What each command takes; `followup COMMAND --help` says the same, `followup man` as manual pages, and
`followup completions SHELL` lets your shell complete it. This page is made of the program's own parser.
";

#[test]
fn every_command_and_option_is_in_the_reference() {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut page = HEAD.to_owned();
    page.push_str("\n## Options of every command\n");
    options(&mut page, &command, |argument| argument.is_global_set());
    said(&mut page, &command);
    add(&mut page, &command);
    super::is("docs/commands.md", &page);
}

fn add(page: &mut String, above: &Command) {
    for command in above.get_subcommands() {
        let name = command.get_bin_name().unwrap_or_default();
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = write!(page, "\n## {name}\n\n{about}.\n\n```text\n{}\n```\n", usage(command));
        options(page, command, |argument| !argument.is_global_set());
        said(page, command);
        add(page, command);
    }
}

fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage: ").trim().to_owned()
}

fn options(page: &mut String, command: &Command, wanted: impl Fn(&Arg) -> bool) {
    let all = command.get_arguments().filter(|argument| wanted(argument) && !asks_for_help(argument));
    let rows: Vec<String> = all.map(row).collect();
    if !rows.is_empty() {
        let _ = write!(page, "\n| option | what it does |\n| --- | --- |\n{}", rows.concat());
    }
}

fn asks_for_help(argument: &Arg) -> bool {
    matches!(
        argument.get_action(),
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
    )
}

fn row(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut about = help;
    let takes = argument.get_action().takes_values();
    let values: Vec<String> =
        argument.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    if takes && !values.is_empty() {
        let _ = write!(about, ": {}", values.join(", "));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes && !defaults.is_empty() {
        let _ = write!(about, " [default: {}]", defaults.join(" "));
    }
    let short = argument.get_short().map(|letter| format!("-{letter}, ")).unwrap_or_default();
    format!("| `{short}{}` | {} |\n", argument.to_string().replace('|', "\\|"), about.replace('|', "\\|"))
}

/// Adds the paragraphs below the options: examples as a code block, the rest as it is.
fn said(page: &mut String, command: &Command) {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for part in help.split("\n\n").filter(|part| !part.is_empty()) {
        let _ = match part.strip_prefix("Examples:\n") {
            Some(lines) => {
                let lines: Vec<&str> = lines.lines().map(str::trim_start).collect();
                write!(page, "\n```text\n{}\n```\n", lines.join("\n"))
            }
            None => write!(page, "\n{part}\n"),
        };
    }
}
