//! How much a template may make and take: a draft that somebody wrote by mistake must end.

use std::io;

/// What rendering one template may come to.
pub(super) struct Limits {
    /// Steps. MiniJinja counts bytes as well, 64 of them to a step, and asks before it makes
    /// anything large.
    pub(super) fuel: u64,
    /// Bytes of what comes out.
    most: usize,
}

/// Of a draft, which may make 13 MB of text in all, however it is put together.
pub(super) const DRAFT: Limits = Limits { fuel: 200_000, most: 256 * 1024 };
/// Of a page.
pub(super) const PAGE: Limits = Limits { fuel: 20_000_000, most: 32 * 1024 * 1024 };

/// Takes so many bytes and no more.
pub(super) struct Bounded {
    pub(super) bytes: Vec<u8>,
    most: usize,
}

impl Bounded {
    pub(super) fn new(limits: &Limits) -> Bounded {
        Bounded { bytes: Vec::new(), most: limits.most }
    }
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
