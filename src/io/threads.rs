//! The threads that notes are read on, started before the first of them is wanted: where the
//! system allows none, that is said as what it is.

use super::failure::Failure;
use super::open::reason;
use std::error::Error;

/// Does work on one of them, with the others at hand: what is put together in between then lies in the
/// same stores of memory as what was read, and takes the room that reading gave back.
pub fn inside<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    start()?;
    Ok(rayon::scope(|_| work()))
}

/// Starts them, once; does nothing if they run already.
pub fn start() -> Result<(), Failure> {
    match rayon::ThreadPoolBuilder::new().build_global() {
        Ok(()) => Ok(()),
        // Without an error of the system below it, the threads have been started before.
        Err(error) => match error.source().and_then(|below| below.downcast_ref::<std::io::Error>()) {
            None => Ok(()),
            Some(below) => Err(Failure::new(format!("no threads can be started: {}", reason(below)))
                .help("allow more processes, as with `ulimit -u`, or more memory; nothing was written")),
        },
    }
}
