//! Where in which segment an entry is: enough to read any entry after at most a few dozen others.

use std::path::Path;

use super::{Break, Hash, Head, walk::Walk};

/// One in so many entries has its place remembered: about a byte of memory per entry.
const EVERY: u64 = 64;

/// Where an entry is, and what is needed to check it there.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(super) seq: u64,
    /// The number of the first entry of its segment.
    pub(super) segment: u64,
    /// Where its line starts.
    pub(super) offset: u64,
    /// Which line that is, from 1.
    pub(super) line: u64,
    /// The hash of the entry before it.
    pub(super) previous: Hash,
}

impl Place {
    /// Where the first entry of all is.
    pub(super) fn start() -> Self {
        Self { seq: 1, segment: 1, offset: 0, line: 1, previous: Head::START.hash }
    }
}

/// What is known of a journal that has been read once. It names only entries that are on the disk.
pub(crate) struct Positions {
    segments: Vec<u64>,
    marks: Vec<Place>,
    head: Head,
}

impl Positions {
    pub(crate) fn new() -> Self {
        Self { segments: Vec::new(), marks: Vec::new(), head: Head::START }
    }

    /// Takes note of the next entry, which ends at `head`.
    pub(crate) fn note(&mut self, place: Place, head: Head) {
        let new_segment = self.segments.last() != Some(&place.segment);
        if new_segment {
            self.segments.push(place.segment);
        }
        if new_segment || place.seq.is_multiple_of(EVERY) {
            self.marks.push(place);
        }
        self.head = head;
    }

    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// A walk that reaches entry `seq` within a few dozen steps, or `None` if there is no such entry.
    pub(crate) fn walk_to(&self, journal: &Path, seq: u64) -> Result<Option<Walk>, Break> {
        if seq == 0 || seq > self.head.seq {
            return Ok(None);
        }
        let marks = self.marks.partition_point(|mark| mark.seq <= seq);
        let Some(&mark) = marks.checked_sub(1).and_then(|index| self.marks.get(index)) else {
            return Ok(None);
        };
        let from = self.segments.partition_point(|first| *first < mark.segment);
        Walk::from(journal, self.segments[from..].to_vec(), mark).map(Some)
    }
}
