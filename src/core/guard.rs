//! What still fails inside one note is that note's problem, and nobody else's (design 8).
//!
//! A panic is caught where the work for one note or one contact begins. What it said and
//! where in the source it arose go into the problem; nothing is printed by the way, for
//! the hook that `cli` sets hands both over to [`remember`].

use super::place::NotePath;
use super::problem::{Code, Problem, quoted};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Mutex;

/// The program that a report is about.
pub const PROGRAM: &str = concat!("followup ", env!("CARGO_PKG_VERSION"));

thread_local! {
    /// How many guards this thread is in.
    static GUARDS: Cell<u32> = const { Cell::new(0) };
    /// Where the panic arose that this thread is unwinding from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The same for a panic on a thread that has no guard: it ends in the thread that waits for it.
static ELSEWHERE: Mutex<Option<String>> = Mutex::new(None);

/// A fault of ours that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What it said.
    pub message: String,
    /// Where in the source it arose, if the hook is set.
    pub place: Option<String>,
}

/// Does some work; what panics in it is handed back.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Slip> {
    GUARDS.set(GUARDS.get() + 1);
    // Callers throw away what the work was changing, or say what may be missing in it.
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    done.map_err(|payload| {
        let elsewhere = || ELSEWHERE.lock().ok().and_then(|mut place| place.take());
        Slip { message: said(&*payload), place: PLACE.take().or_else(elsewhere) }
    })
}

/// Keeps the place of a panic for the guard that will catch it: the part of a panic hook.
pub fn remember(location: Option<&Location<'_>>) {
    let place = location.map(|location| format!("{}:{}", source(location.file()), location.line()));
    if GUARDS.get() > 0 {
        PLACE.set(place);
    } else if let Ok(mut elsewhere) = ELSEWHERE.lock() {
        *elsewhere = place;
    }
}

impl Slip {
    /// What was said and where, as one text.
    pub fn describe(&self) -> String {
        let place = self.place.as_ref().map_or(String::new(), |place| format!(" at {place}"));
        format!("{}{place}", quoted(&self.message))
    }

    /// The problem of the note on which it happened; `doing` says during what, `effect` what it cost.
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

/// The text of a panic.
fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

/// A source file without the folders of the machine that built the program.
fn source(file: &str) -> &str {
    let Some((before, _)) = file.rsplit_once("/src/") else { return file };
    let package = before.rfind('/').map_or(0, |slash| slash + 1);
    file.get(package..).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_handed_back_with_its_words() {
        assert_eq!(caught(|| 1), Ok(1));
        let slip = caught(|| panic!("as a {} would", "fault")).unwrap_err();
        assert_eq!(slip.message, "as a fault would");
        let slip = caught(|| caught(|| panic!("inner")).unwrap_err().message).unwrap();
        assert_eq!(slip, "inner");
        let slip = caught(|| std::panic::panic_any(1)).unwrap_err();
        assert_eq!(slip.message, "no message");
    }

    #[test]
    fn a_place_is_that_of_the_source_alone() {
        assert_eq!(source("src/core/note/split.rs"), "src/core/note/split.rs");
        assert_eq!(
            source("/home/x/.cargo/registry/src/index-1/chrono-0.4.1/src/day.rs"),
            "chrono-0.4.1/src/day.rs"
        );
        assert_eq!(source("/rustc/0123/library/core/src/str/mod.rs"), "core/src/str/mod.rs");
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
