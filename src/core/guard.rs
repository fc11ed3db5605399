//! Turns a panic inside one note into a problem of that note, so that the others are not affected (design 8).
//!
//! A panic is caught where the work for a note or a contact begins. The problem gives its message and its
//! place in the source. Nothing is printed: the panic hook that `cli` sets passes the place to [`remember`].

use super::place::NotePath;
use super::problem::{Code, Problem, quoted};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Mutex;

/// Name and version of the program, for bug reports.
pub const PROGRAM: &str = concat!("followup ", env!("CARGO_PKG_VERSION"));

thread_local! {
    /// Number of guards that this thread is inside.
    static GUARDS: Cell<u32> = const { Cell::new(0) };
    /// Source place of the panic that this thread is unwinding from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Source place of a panic on a thread without a guard. The panic continues on the thread that waits for that
/// one.
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The message.
    pub message: String,
    /// Source place, if the panic hook is set.
    pub place: Option<String>,
}

/// Runs `work` and returns a panic in it as an error.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Slip> {
    GUARDS.set(GUARDS.get() + 1);
    // Callers discard the value that the work was changing, or report what may be missing.
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    done.map_err(|payload| {
        let elsewhere = || ELSEWHERE.lock().ok().and_then(|mut place| place.take());
        Slip { message: message(&*payload), place: PLACE.take().or_else(elsewhere) }
    })
}

/// Stores the place of a panic for the guard that catches it. To be called by a panic hook.
pub fn remember(location: Option<&Location<'_>>) {
    let place =
        location.map(|location| format!("{}:{}", without_build_folders(location.file()), location.line()));
    if GUARDS.get() > 0 {
        PLACE.set(place);
    } else if let Ok(mut elsewhere) = ELSEWHERE.lock() {
        *elsewhere = place;
    }
}

impl Slip {
    /// Describes message and place in one text.
    pub fn describe(&self) -> String {
        let place = self.place.as_ref().map_or(String::new(), |place| format!(" at {place}"));
        format!("{}{place}", quoted(&self.message))
    }

    /// Returns the problem to report on the note. `doing` says what failed (`while reading`), `effect` what
    /// it cost.
    pub fn problem(&self, path: &NotePath, doing: &str, effect: &str) -> Problem {
        let message = format!("followup failed {doing} this note; this is a bug: {}", self.describe());
        Problem::new(Code::NotePanicked, path, message)
            .help(
                "please report this line, the command and what `followup --version` says; the note itself is not \
                 needed. To find the cause, copy the note to an empty folder and remove lines as long as \
                 `followup check --vault` on that folder still says so",
            )
            .effect(effect)
    }
}

/// Returns the message of a panic.
fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

/// Shortens the path of a source file by the folders of the machine that built the program.
fn without_build_folders(file: &str) -> &str {
    let Some((before, _)) = file.rsplit_once("/src/") else { return file };
    let package = before.rfind('/').map_or(0, |slash| slash + 1);
    file.get(package..).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_returned_with_its_message() {
        assert_eq!(caught(|| 1), Ok(1));
        let slip = caught(|| panic!("as a {} would", "fault")).unwrap_err();
        assert_eq!(slip.message, "as a fault would");
        let slip = caught(|| caught(|| panic!("inner")).unwrap_err().message).unwrap();
        assert_eq!(slip, "inner");
        let slip = caught(|| std::panic::panic_any(1)).unwrap_err();
        assert_eq!(slip.message, "no message");
    }

    #[test]
    fn source_paths_lose_the_build_folders() {
        assert_eq!(without_build_folders("src/core/note/split.rs"), "src/core/note/split.rs");
        assert_eq!(
            without_build_folders("/home/x/.cargo/registry/src/index-1/chrono-0.4.1/src/day.rs"),
            "chrono-0.4.1/src/day.rs"
        );
        assert_eq!(without_build_folders("/rustc/0123/library/core/src/str/mod.rs"), "core/src/str/mod.rs");
    }

    #[test]
    fn a_place_is_kept_for_its_own_guard_and_once() {
        let slip = caught(|| {
            remember(Some(Location::caller()));
            panic!("x")
        });
        assert!(slip.unwrap_err().place.unwrap().starts_with("src/core/guard.rs:"));
        assert_eq!(caught(|| panic!("y")).unwrap_err().place, None);
    }

    #[test]
    fn a_problem_says_what_to_report_and_quotes_little() {
        let slip = Slip {
            message: format!("one\ntwo {}", "long ".repeat(40)),
            place: Some("src/x.rs:3".to_owned()),
        };
        let problem = slip.problem(&NotePath::new("Ada.md"), "while reading", "the note is left out");
        assert!(
            problem.message.starts_with("followup failed while reading this note; this is a bug: \"one two")
        );
        assert!(problem.message.ends_with(" at src/x.rs:3") && problem.message.chars().count() < 180);
        assert!(
            problem.help.contains("`followup --version`")
                && problem.help.contains("the note itself is not needed")
        );
    }
}
