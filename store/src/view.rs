//! Reading records of one moment.

use std::sync::RwLockReadGuard;

use crate::{
    fault::Fault,
    journal::Head,
    overlay::{Overlay, Pair},
    records::Records,
};

/// The records as of one entry of the journal. While it lives, nothing is committed.
///
/// So it must be short: every writer waits for it. Read what a page or a list needs, drop it, and only then work on
/// what was read. It cannot be sent to another thread, and so cannot be held across an `.await` of a spawned task.
/// A thread must not ask for a second one while it has the first, as a commit that waits between them would wait for
/// ever; pass the one around instead.
pub struct ReadView<'a> {
    records: RwLockReadGuard<'a, Records>,
    head: Head,
}

impl<'a> ReadView<'a> {
    pub(crate) fn new(records: RwLockReadGuard<'a, Records>, head: Head) -> Self {
        Self { records, head }
    }

    /// The entry of the journal that these records are of.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The value under a key.
    ///
    /// # Errors
    /// If the records cannot be read, or the store is closed.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        self.records.get(key)
    }

    /// All pairs whose keys begin with `prefix`, in the order of their keys.
    ///
    /// # Errors
    /// If the records cannot be read, or the store is closed.
    pub fn scan(&self, prefix: &[u8]) -> Result<Vec<Pair>, Fault> {
        self.overlay().scan(prefix)
    }

    /// The first `limit` pairs whose keys begin with `prefix` and come after `after`, in the order of their keys.
    /// For the next page, give the last key of this one.
    ///
    /// # Errors
    /// If the records cannot be read, or the store is closed.
    pub fn scan_after(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, Fault> {
        self.overlay().scan_after(prefix, after, limit)
    }

    /// The same records as a machine sees them. What is written into it is seen by nobody and goes nowhere, so it
    /// also serves to find out what a command would lead to.
    #[must_use]
    pub fn overlay(&self) -> Overlay<'_> {
        Overlay::over(&self.records)
    }

    /// The number of the entry that answered this request id.
    pub(crate) fn request(&self, request_id: &str) -> Result<Option<u64>, Fault> {
        self.records.request(request_id)
    }
}

impl std::fmt::Debug for ReadView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadView").field("head", &self.head).finish_non_exhaustive()
    }
}
