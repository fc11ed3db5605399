//! Starts the thread pool before any note is read, so that a system that allows no threads is reported as
//! such.

use super::failure::Failure;
use super::open::reason;
use std::error::Error;

/// Runs `work` on a thread of the pool. Memory allocated between the parallel stages then comes from the same
/// arenas as the notes that were read, and reuses what reading freed.
pub fn inside<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    start()?;
    Ok(rayon::scope(|_| work()))
}

/// Starts the pool; does nothing if it runs already.
pub fn start() -> Result<(), Failure> {
    match rayon::ThreadPoolBuilder::new().build_global() {
        Ok(()) => Ok(()),
        // An error that does not come from the system says that the pool has been started before.
        Err(error) => match error.source().and_then(|below| below.downcast_ref::<std::io::Error>()) {
            None => Ok(()),
            Some(below) => Err(Failure::new(format!("no threads can be started: {}", reason(below)))
                .help("allow more processes, as with `ulimit -u`, or more memory; nothing was written")),
        },
    }
}
