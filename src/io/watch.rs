//! Waits until something in a vault changes. Reads and writes of our own builds do not count.

use super::failure::Failure;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long nothing must change before a build starts: editors save in several steps.
const SETTLED: Duration = Duration::from_millis(250);
/// Maximum time to wait for a vault that keeps changing, such as during a sync.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Something changed that may matter.
    Changed,
    /// The time was up.
    Waited,
    /// The user asked to end.
    Ended,
    /// The vault does not exist any more.
    Vanished,
}

enum Message {
    Paths(Vec<PathBuf>),
    Lost,
    End,
}

/// A watched vault.
pub struct Watch {
    root: PathBuf,
    messages: Receiver<Message>,
    _watcher: RecommendedWatcher,
}

/// A handle to end the watch from elsewhere, such as a signal handler.
#[derive(Clone)]
pub struct End(Sender<Message>);

impl End {
    /// Ends the current or next wait.
    pub fn now(&self) {
        // Sending fails only if the watch is gone already.
        let _ = self.0.send(Message::End);
    }
}

/// Starts watching a vault and all folders below it.
pub fn watch(root: &Path) -> Result<(Watch, End), Failure> {
    let (sender, messages) = channel();
    let end = End(sender.clone());
    let failed = |error: notify::Error| {
        Failure::new(format!("`{}` cannot be watched: {error}", root.display())).help(
            "a large vault may need a higher limit (`sysctl fs.inotify.max_user_watches`); or build from cron: \
             `followup init --cron`",
        )
    };
    // A link may lead to a whole disk, and notes behind links are not read either.
    let settings = Config::default().with_follow_symlinks(false);
    let seen_by = move |event| {
        let message = match event {
            Ok(event) => seen(event),
            // Events were lost: anything may have changed.
            Err(_) => Some(Message::Lost),
        };
        // Sending fails only if nobody waits any more.
        message.map(|message| sender.send(message).ok());
    };
    let mut watcher = RecommendedWatcher::new(seen_by, settings).map_err(failed)?;
    watcher.watch(root, RecursiveMode::Recursive).map_err(failed)?;
    Ok((Watch { root: root.to_owned(), messages, _watcher: watcher }, end))
}

/// Returns the message for an event; `None` if a file was only read.
fn seen(event: notify::Event) -> Option<Message> {
    if event.need_rescan() {
        return Some(Message::Lost);
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Message::Paths(event.paths)),
        EventKind::Access(_) => None,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => Some(Message::Paths(event.paths)),
    }
}

impl Watch {
    /// Waits until a path outside the folders `but` changed and things settled, or for at most `most`.
    pub fn wait(&self, but: &[PathBuf], most: Duration) -> Happened {
        let until = Instant::now() + most;
        loop {
            match self.messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::Paths(paths)) if !paths.iter().any(|path| self.matters(path, but)) => {}
                Ok(Message::Paths(_) | Message::Lost) => return self.settle(),
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return Happened::Ended,
                Err(RecvTimeoutError::Timeout) => return self.still_there(Happened::Waited),
            }
        }
    }

    fn settle(&self) -> Happened {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.messages.recv_timeout(SETTLED) {
                Ok(Message::Paths(_) | Message::Lost) => {}
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return Happened::Ended,
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        self.still_there(Happened::Changed)
    }

    fn still_there(&self, happened: Happened) -> Happened {
        if self.root.is_dir() { happened } else { Happened::Vanished }
    }

    /// Whether a changed path may change the outputs: dot folders except `.obsidian` are never read, and
    /// `but` holds our own outputs.
    fn matters(&self, path: &Path, but: &[PathBuf]) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else { return true };
        let first = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let hidden = first.is_some_and(|first| first.starts_with('.') && first != ".obsidian");
        let temporary =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(super::temporary::PREFIX));
        !hidden && !temporary && !but.iter().any(|folder| path.starts_with(folder))
    }
}
