//! Renders the manual pages, one for each command, from the parser's own help, so that a command is
//! documented once. The pages contain the version but no commit or date, so the same version gives the same
//! bytes.

use crate::cli::arguments::Arguments;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::Write;

/// How a paragraph on the exit status begins.
const EXIT_STATUS: &str = "Exit status: ";

/// Returns the exit status of a command whose help does not describe it. Only those that show what all notes say end
/// with 1 for an error in a note.
fn usual_status(command: &str) -> &'static str {
    match command {
        "agenda" | "list" | "show" | "review" | "why" => {
            "0 done, 1 done but a note had an error, 2 could not run."
        }
        "config" => "0 done, 1 done but a note had an error (with NAME), 2 could not run.",
        _ => "0 done, 2 could not run.",
    }
}

pub(super) struct Page {
    /// The file name, such as `followup-build.1`.
    pub(super) file: String,
    /// The page in roff.
    pub(super) text: String,
    title: String,
}

impl Page {
    /// Whether bytes are this page, made by any version: its title says so.
    pub(super) fn is_other_version(&self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        text.lines().any(|line| line.starts_with(&self.title))
    }
}

/// Returns the pages of all commands, the main page first.
pub(super) fn pages() -> Vec<Page> {
    let mut main = Arguments::command().version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true);
    main.build();
    let mut pages = Vec::new();
    add(&main, None, &mut pages);
    pages
}

fn add(command: &Command, above: Option<&str>, pages: &mut Vec<Page>) {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let text = rendered(command, name, above);
    pages.push(Page { file: format!("{name}.1"), title: title(name), text });
    command.get_subcommands().for_each(|below| add(below, Some(name), pages));
}

fn title(name: &str) -> String {
    format!(".TH {name} 1 ")
}

fn rendered(command: &Command, name: &str, above: Option<&str>) -> String {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = sections(command, name, above, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn sections(command: &Command, name: &str, above: Option<&str>, to: &mut dyn Write) -> std::io::Result<()> {
    let man = Man::new(command.clone());
    // `render_title` omits an empty date, which moves all that follows by one place.
    writeln!(to, "{}\"\" \"followup {}\" \"followup manual\"", title(name), env!("CARGO_PKG_VERSION"))?;
    man.render_name_section(to)?;
    man.render_synopsis_section(to)?;
    man.render_description_section(to)?;
    man.render_options_section(to)?;
    if command.has_subcommands() {
        man.render_subcommands_section(to)?;
    }
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    help.split("\n\n").filter(|part| !part.is_empty()).try_for_each(|part| said(part).to_writer(to))?;
    if !help.contains(EXIT_STATUS) {
        said(&format!("{EXIT_STATUS}{}", usual_status(command.get_name()))).to_writer(to)?;
    }
    if let Some(above) = above {
        see_also(above).to_writer(to)?;
    }
    Ok(())
}

/// Makes a section of a paragraph below the options; its first words decide the heading.
fn said(part: &str) -> Roff {
    let mut roff = Roff::new();
    if let Some(lines) = part.strip_prefix("Examples:\n") {
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        lines.lines().for_each(|line| _ = roff.text([roman(line)]));
        roff.control("fi", []);
    } else if let Some(sentence) = part.strip_prefix(EXIT_STATUS) {
        roff.control("SH", ["EXIT STATUS"]).text([roman(sentence)]);
    } else {
        roff.control("SH", ["NOTES"]);
        part.lines().for_each(|line| _ = roff.text([roman(line)]));
    }
    roff
}

fn see_also(above: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]).text([bold(above), roman("(1)")]);
    roff
}
