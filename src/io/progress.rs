//! A progress bar for runs that take over a second; silent when standard error is not a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Whether to show progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// Shows a bar, if standard error is a terminal.
    Terminal,
    /// Shows nothing.
    Nobody,
}

const PATIENCE: Duration = Duration::from_secs(1);
/// Steps between two looks at the clock.
const STRIDE: u64 = 64;

/// Counts steps from many threads.
pub struct Progress {
    started: Instant,
    shown: AtomicBool,
    done: AtomicU64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Creates a bar for `total` steps, labelled with `doing`; hidden for the first second.
    pub fn of(doing: &'static str, total: usize, watching: Watching) -> Progress {
        let wanted = watching == Watching::Terminal && std::io::stderr().is_terminal();
        let bar = wanted.then(|| {
            let total = u64::try_from(total).unwrap_or(u64::MAX);
            ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden())
                .with_style(style())
                .with_prefix(doing)
        });
        Progress { started: Instant::now(), shown: AtomicBool::new(false), done: AtomicU64::new(0), bar }
    }

    /// Counts one step.
    pub fn step(&self) {
        let Some(bar) = &self.bar else { return };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !done.is_multiple_of(STRIDE) || self.started.elapsed() < PATIENCE {
            return;
        }
        if !self.shown.swap(true, Ordering::Relaxed) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(done);
    }

    /// Removes the bar from the screen.
    pub fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
