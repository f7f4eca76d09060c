//! Adding entries to the end of a journal, a batch at a time.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Head,
    disk::{Disk, SegmentFile},
    line,
    positions::Place,
    segments,
    walk::Tail,
};
use crate::fault::Fault;

/// The lines of one batch, before they are written.
pub(crate) struct Block {
    start: Head,
    head: Head,
    text: Vec<u8>,
    /// Where each line starts in the text, and the head that it ends at.
    lines: Vec<(usize, Head)>,
}

impl Block {
    /// Nothing yet, to be written after `start`.
    pub(crate) fn after(start: Head) -> Self {
        Self { start, head: start, text: Vec::new(), lines: Vec::new() }
    }

    /// Adds the entry `json`, whose number has to be `next_seq`.
    pub(crate) fn push(&mut self, json: &[u8]) {
        self.head = Head { seq: self.next_seq(), hash: self.head.hash.then(json) };
        self.lines.push((self.text.len(), self.head));
        line::write(&mut self.text, self.head.hash, json);
    }

    pub(crate) fn next_seq(&self) -> u64 {
        self.head.seq + 1
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The JSON of the entry with this number, if it is one of these.
    pub(crate) fn json(&self, seq: u64) -> Option<&[u8]> {
        let index = usize::try_from(seq.checked_sub(self.start.seq + 1)?).ok()?;
        let (from, _) = *self.lines.get(index)?;
        let until = self.lines.get(index + 1).map_or(self.text.len(), |(next, _)| *next);
        line::split(&self.text[from..until - 1]).map(|(_, json)| json)
    }
}

/// The open end of a journal. After an error it must not be used again: what is on the disk is then unknown.
pub(crate) struct Appender {
    disk: Arc<dyn Disk>,
    journal: PathBuf,
    segment_bytes: u64,
    file: Box<dyn SegmentFile>,
    first: u64,
    bytes: u64,
    lines: u64,
}

impl Appender {
    /// Opens the last segment, or makes the first one.
    pub(crate) fn new(
        disk: Arc<dyn Disk>,
        journal: &Path,
        segment_bytes: u64,
        tail: Option<Tail>,
    ) -> Result<Self, Fault> {
        let (file, first, bytes, lines) = match tail {
            Some(tail) => {
                let path = segments::path(journal, tail.first);
                let file = disk.open(&path).map_err(Fault::io("open", &path))?;
                (file, tail.first, tail.bytes, tail.lines)
            }
            None => (create(&*disk, journal, 1)?, 1, 0, 0),
        };
        Ok(Self { disk, journal: journal.to_owned(), segment_bytes, file, first, bytes, lines })
    }

    /// Writes a batch with one append and one sync, and says where each entry is and which head it ends at.
    pub(crate) fn append(&mut self, block: &Block) -> Result<Vec<(Place, Head)>, Fault> {
        if self.bytes > 0 && self.bytes >= self.segment_bytes {
            self.begin_segment(block.start.seq + 1)?;
        }
        let path = segments::path(&self.journal, self.first);
        self.file.append(&block.text).map_err(Fault::io("append to", &path))?;
        self.file.sync_data().map_err(Fault::io("sync", &path))?;

        let mut previous = block.start;
        let mut places = Vec::with_capacity(block.lines.len());
        for (offset, head) in &block.lines {
            self.lines += 1;
            let offset = self.bytes + *offset as u64;
            let (segment, line) = (self.first, self.lines);
            places.push((Place { seq: head.seq, segment, offset, line, previous: previous.hash }, *head));
            previous = *head;
        }
        self.bytes += block.text.len() as u64;
        Ok(places)
    }

    /// The segment that is left behind was synced with its last batch, and is never touched again.
    fn begin_segment(&mut self, first: u64) -> Result<(), Fault> {
        self.file = create(&*self.disk, &self.journal, first)?;
        self.first = first;
        self.bytes = 0;
        self.lines = 0;
        Ok(())
    }
}

fn create(disk: &dyn Disk, journal: &Path, first: u64) -> Result<Box<dyn SegmentFile>, Fault> {
    let path = segments::path(journal, first);
    let file = disk.create(&path).map_err(Fault::io("create", &path))?;
    disk.sync_folder(journal).map_err(Fault::io("sync", journal))?;
    Ok(file)
}
