//! Handles Ctrl-C and requests to terminate.

use super::failure::Failure;

/// Calls `end`, on a thread of its own, when the user or the system asks the program to end.
pub fn on_end(end: impl FnMut() + Send + 'static) -> Result<(), Failure> {
    ctrlc::set_handler(end).map_err(|error| {
        Failure::new(format!("Ctrl-C cannot be waited for: {error}"))
            .help("build without `--watch`, and open the files without `serve`")
    })
}
