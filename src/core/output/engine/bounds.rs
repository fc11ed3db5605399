//! Limits on the work and the output of a template, so that a faulty one cannot run forever.

use std::io;

/// Limits for rendering one template.
pub(super) struct Limits {
    /// Number of steps. MiniJinja counts 64 bytes of text as one step, and checks before it makes
    /// anything large.
    pub(super) fuel: u64,
    /// Maximum bytes of output.
    pub(super) most: usize,
}

/// Limits for a draft. By its fuel it can make at most 13 MB of intermediate text.
pub(super) const DRAFT: Limits = Limits { fuel: 200_000, most: 256 * 1024 };
/// Limits for a page.
pub(super) const PAGE: Limits = Limits { fuel: 20_000_000, most: 32 * 1024 * 1024 };

/// A buffer that refuses to grow over its limit.
pub(super) struct Bounded {
    pub(super) bytes: Vec<u8>,
    pub(super) most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(io::Error::other(format!("over {} bytes", self.most)));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
