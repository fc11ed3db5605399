//! Prints reports. Only this module and `dialogue` write to the terminal. A reader that has closed its end of
//! a pipe is not an error; any other failure to write is.

use super::arguments::Color;
use super::report::Report;
use crate::core::text::visible;
use crate::io::open::reason;
use anstream::{AutoStream, ColorChoice};
use std::borrow::Cow;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Prints a report and returns its exit status.
pub fn report(report: &Report, color: Color) -> ExitCode {
    let choice = choice(color);
    let error = all(AutoStream::new(std::io::stderr().lock(), choice), &report.stderr);
    let output = all(AutoStream::new(std::io::stdout().lock(), choice), &report.stdout);
    if let Err(error) = &output {
        let _ = writeln!(
            std::io::stderr(),
            "error: not everything could be printed: {}\n  help: everything else was written; print to a place with enough space and permissions",
            reason(error)
        );
    }
    match error.and(output) {
        Ok(()) => ExitCode::from(report.status.code()),
        Err(_) => ExitCode::from(2),
    }
}

/// Converts the `--color` option for the streams.
pub fn choice(color: Color) -> ColorChoice {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Prints the requested help, or what is wrong with the arguments.
pub fn usage(usage: &clap::Error) -> ExitCode {
    let said = usage.to_string();
    let safe: Vec<Cow<'_, str>> = said.lines().map(visible).collect();
    // A failed write means that the stream is closed. The message may contain control characters, for what
    // was typed may come from the name of a file; the terminal must not obey them.
    let _ = if safe.iter().all(|line| matches!(line, Cow::Borrowed(_))) {
        usage.print()
    } else {
        writeln!(std::io::stderr(), "{}", safe.join("\n"))
    };
    ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2))
}

fn all(mut stream: impl Write, text: &str) -> std::io::Result<()> {
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
