//! Waits until something in a vault changes. What is read or written by a build itself
//! does not count.

use super::failure::Failure;
use notify::event::{AccessKind, AccessMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long nothing more must change: editors save in several steps.
const SETTLED: Duration = Duration::from_millis(250);
/// How long a vault that never settles (a sync under way) is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Something changed that may matter.
    Changed,
    /// The time was over.
    Waited,
    /// The user wants to end.
    Ended,
    /// The vault is not there any more.
    Vanished,
}

enum Message {
    Paths(Vec<PathBuf>),
    Lost,
    End,
}

/// A vault under watch.
pub struct Watch {
    root: PathBuf,
    messages: Receiver<Message>,
    _watcher: RecommendedWatcher,
}

/// Lets the watch end from elsewhere, such as a signal.
#[derive(Clone)]
pub struct End(Sender<Message>);

impl End {
    /// Ends the next, or present, wait.
    pub fn now(&self) {
        // Without a receiver there is nothing left to end.
        let _ = self.0.send(Message::End);
    }
}

/// Begins to watch a vault and all below it.
pub fn watch(root: &Path) -> Result<(Watch, End), Failure> {
    let (sender, messages) = channel();
    let end = End(sender.clone());
    let failed = |error: notify::Error| {
        Failure::new(format!("`{}` cannot be watched: {error}", root.display())).help(
            "a large vault may need a higher limit (`sysctl fs.inotify.max_user_watches`); or build from cron: \
             `followup init --cron`",
        )
    };
    // A link may lead to a whole disk; notes behind links are not read either.
    let settings = Config::default().with_follow_symlinks(false);
    let seen_by = move |event| {
        let message = match event {
            Ok(event) => seen(event),
            // Events were lost: anything may have changed.
            Err(_) => Some(Message::Lost),
        };
        // After the receiver is gone nobody waits any more.
        message.map(|message| sender.send(message).ok());
    };
    let mut watcher = RecommendedWatcher::new(seen_by, settings).map_err(failed)?;
    watcher.watch(root, RecursiveMode::Recursive).map_err(failed)?;
    Ok((Watch { root: root.to_owned(), messages, _watcher: watcher }, end))
}

/// What an event says; reading a file is no change.
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
    /// Waits until something outside these folders changed and then settled, or for so long.
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

    /// Dot folders are never read, but for Obsidian's settings; outputs are our own.
    fn matters(&self, path: &Path, but: &[PathBuf]) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else { return true };
        let first = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let hidden = first.is_some_and(|first| first.starts_with('.') && first != ".obsidian");
        let temporary =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(super::temporary::PREFIX));
        !hidden && !temporary && !but.iter().any(|folder| path.starts_with(folder))
    }
}
