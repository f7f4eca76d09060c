//! Opening a data folder: check the journal, then trust or rebuild the records.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::de::IgnoredAny;

use crate::{
    closed,
    fault::{Fault, OpenError},
    folder::{self, Lock},
    journal::{Appender, Break, BreakKind, Disk, Head, MAX_LINE_BYTES, Positions, Walk, renew},
    machine::Machine,
    overlay::Overlay,
    records::Records,
};

/// How many entries of the journal go into one commit of a rebuild, and between two reports of progress.
const STRIDE: u64 = 1000;

/// How a store runs. The defaults suit a small server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many commands may wait; one more is answered `Busy`. At least 1.
    pub queue: usize,
    /// How many commands at most share one sync. At least 1.
    pub batch: usize,
    /// From how many bytes on a segment of the journal gets a successor.
    pub segment_bytes: u64,
    /// How many bytes of JSON an entry may have, never more than [`MAX_LINE_BYTES`](crate::journal::MAX_LINE_BYTES).
    pub line_bytes: usize,
    /// What sled may cache, in bytes; it is known to use several times as much.
    pub cache_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            queue: 1024,
            batch: 256,
            segment_bytes: 8 << 20,
            line_bytes: MAX_LINE_BYTES,
            cache_bytes: 64 << 20,
        }
    }
}

/// How far opening a store has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// How much of it is done, in the unit of the step.
    pub done: u64,
    /// How much there is of it.
    pub total: u64,
}

/// What opening a store consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Checking the journal, as at every start; in bytes.
    Verify,
    /// Rebuilding the records, as after an unclean end; in entries.
    Rebuild,
}

/// A data folder that is open, and this store's alone.
pub(crate) struct Opened {
    pub(crate) lock: Lock,
    pub(crate) records: Records,
    pub(crate) positions: Positions,
    pub(crate) appender: Appender,
}

pub(crate) fn open<M: Machine>(
    data: &Path,
    machine: &M,
    options: &Options,
    disk: Arc<dyn Disk>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Opened, OpenError> {
    let lock = folder::take(data)?;
    refuse_unfinished_copy(data)?;
    let journal = make_journal(data)?;

    let remembered = closed::read(data).map_err(Fault::io("read", data))?;
    let (walk, positions) = verify(&journal, progress)?;
    let head = walk.head();
    let clean = closed::agrees(data, remembered, head)?;
    refuse_lost_journal(data, &walk)?;

    closed::remove(data).map_err(Fault::io("write to", data))?;
    renew_tail(&journal, &walk, clean)?;
    let appender = Appender::new(disk, &journal, options.segment_bytes, walk.tail())?;
    let reopened = if clean { Records::reopen(data, options.cache_bytes, head, M::FORM) } else { None };
    let records = match reopened {
        Some(records) => records,
        None => rebuild(data, machine, options, head, progress)?,
    };
    Ok(Opened { lock, records, positions, appender })
}

fn refuse_unfinished_copy(data: &Path) -> Result<(), OpenError> {
    let path = folder::unfinished_journal(data);
    if path.exists() {
        return Err(OpenError::UnfinishedCopy { path });
    }
    Ok(())
}

fn make_journal(data: &Path) -> Result<PathBuf, Fault> {
    let journal = folder::journal(data);
    folder::make(&journal).map_err(Fault::io("create", &journal))?;
    folder::sync(data).map_err(Fault::io("sync", data))?;
    Ok(journal)
}

fn verify(journal: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(Walk, Positions), OpenError> {
    let total = size(journal).map_err(Fault::io("read", journal))?;
    let mut walk = Walk::new(journal)?;
    let mut positions = Positions::new();
    while walk.next::<IgnoredAny>()?.is_some() {
        positions.note(walk.place(), walk.head());
        if walk.head().seq.is_multiple_of(STRIDE) {
            progress(Progress { step: Step::Verify, done: walk.bytes(), total });
        }
    }
    progress(Progress { step: Step::Verify, done: walk.bytes(), total });
    Ok((walk, positions))
}

fn size(folder: &Path) -> io::Result<u64> {
    fs::read_dir(folder)?.map(|found| Ok(found?.metadata()?.len())).sum()
}

/// The first segment is made before any record is, so records alone mean that the journal was taken away.
fn refuse_lost_journal(data: &Path, walk: &Walk) -> Result<(), Break> {
    if walk.tail().is_some() || !folder::records(data).exists() {
        return Ok(());
    }
    Err(Break { file: folder::journal(data), line: 1, seq: 1, kind: BreakKind::Missing })
}

/// After an unclean end the last segment is written anew, without the torn line if there is one.
fn renew_tail(journal: &Path, walk: &Walk, clean: bool) -> Result<(), Fault> {
    let Some(tail) = walk.tail() else { return Ok(()) };
    if clean && tail.torn_bytes == 0 {
        return Ok(());
    }
    if tail.torn_bytes > 0 {
        tracing::warn!(
            after = walk.head().seq,
            bytes = tail.torn_bytes,
            "the journal's last line was cut short and never answered; it is removed"
        );
    }
    renew(journal, tail.first, tail.bytes).map_err(Fault::io("write anew the last segment of", journal))
}

fn rebuild<M: Machine>(
    data: &Path,
    machine: &M,
    options: &Options,
    head: Head,
    progress: &mut dyn FnMut(Progress),
) -> Result<Records, OpenError> {
    let mut records = Records::create(data, options.cache_bytes, M::FORM)?;
    let mut walk = Walk::new(&folder::journal(data))?;
    while walk.head().seq < head.seq {
        let mut overlay = Overlay::over(&records);
        let mut requests = Vec::new();
        while (requests.len() as u64) < STRIDE
            && let Some(entry) = walk.next::<M::Event>()?
        {
            let context = entry.context();
            for event in &entry.events {
                machine
                    .apply(&mut overlay, event, &context)
                    .map_err(|fault| OpenError::Apply { seq: entry.seq, fault })?;
            }
            requests.push((entry.request_id, entry.seq));
        }
        let changes = overlay.into_changes();
        records.commit(changes, &requests, walk.head())?;
        progress(Progress { step: Step::Rebuild, done: walk.head().seq, total: head.seq });
    }
    Ok(records)
}
