//! A bar for runs that take over a second; silent when nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Whether somebody may want to watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// A bar, if standard error is a terminal.
    Terminal,
    /// Nothing, whatever it is.
    Nobody,
}

const PATIENCE: Duration = Duration::from_secs(1);
/// Notes between two looks at the clock.
const STRIDE: u64 = 64;

/// Counts notes from many threads.
pub struct Progress {
    started: Instant,
    shown: AtomicBool,
    done: AtomicU64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar over `total` things, with what is done to them; hidden for the first second.
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

    /// One note more.
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

    /// Takes the bar off the screen.
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
