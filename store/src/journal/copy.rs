//! Checking a journal, taking it elsewhere, and bringing it back.
//!
//! Every folder here is a data folder, or has the form of one: the journal is in its `journal/`.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::de::{DeserializeOwned, IgnoredAny};

use super::{Break, BreakKind, Entry, Head, segments, walk::Walk};
use crate::{closed, folder};

/// What a journal without a break holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries.
    pub entries: u64,
    /// In how many segments.
    pub segments: usize,
    /// In how many bytes of whole lines.
    pub bytes: u64,
    /// How many bytes of a line cut short follow: of an entry that was never answered, or that a running store is
    /// writing at this moment.
    pub torn_bytes: u64,
    /// The last entry.
    pub head: Head,
    /// Whether the folder was closed cleanly at that entry, which proves that none is missing from the end.
    pub closed: bool,
}

/// Why a journal was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The journal is damaged.
    #[error(transparent)]
    Journal(#[from] Break),
    /// There is something in the folder to copy to.
    #[error("{} is not empty", path.display())]
    TargetNotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The file system would not do what was asked.
    #[error("cannot write to {}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own word for it.
        source: io::Error,
    },
}

/// Checks the whole journal of a data folder, or of an export: every line, every link, every number.
///
/// It writes nothing, and may run beside a store that has the folder open.
///
/// # Errors
/// The first break, by file, line and entry.
pub fn verify(data: &Path) -> Result<Verified, Break> {
    read::<IgnoredAny>(data, drop)
}

/// Goes through the entries of the whole journal of a data folder, checking it as [`verify`] does.
///
/// # Errors
/// The first break, by file, line and entry; events of another form are one.
pub fn read<E: DeserializeOwned>(data: &Path, mut each: impl FnMut(Entry<E>)) -> Result<Verified, Break> {
    let remembered = remembered(data)?;
    let mut walk = Walk::new(&folder::journal(data))?;
    while let Some(entry) = walk.next()? {
        each(entry);
    }
    let closed = closed::agrees(data, remembered, walk.head())?;
    Ok(verified(&walk, closed))
}

/// Copies the journal of a data folder into a new folder, checking every line on the way.
///
/// It may run beside a store that has the folder open: whole lines are copied, and a segment that is behind the
/// last never changes. Entries that the store has written and not yet synced may be among them; use
/// [`Store::export`](crate::Store::export) from within the process to have answered ones only.
///
/// # Errors
/// A break in the journal, a target that is not empty, or a failure to write. The target has no journal then.
pub fn export(data: &Path, to: &Path) -> Result<Verified, CopyError> {
    copy_until(data, to, u64::MAX)
}

/// Makes a data folder of an export, or of any copy of a data folder, checking every line on the way. The records
/// are rebuilt when a store first opens it.
///
/// # Errors
/// A break in the journal, a target that is not empty, or a failure to write. The target has no journal then.
pub fn restore(from: &Path, data: &Path) -> Result<Verified, CopyError> {
    copy_until(from, data, u64::MAX)
}

/// Copies entries up to and including `last`. The copy gets its name when it is whole and on the disk.
pub(crate) fn copy_until(from: &Path, to: &Path, last: u64) -> Result<Verified, CopyError> {
    let remembered = remembered(from)?;
    let mut walk = Walk::new(&folder::journal(from))?;
    refuse_unless_empty(to)?;
    let unfinished = folder::unfinished_journal(to);
    crate::folder::make(&unfinished).map_err(failed(&unfinished))?;

    let mut target: Option<Target> = None;
    let mut segments = 0;
    while walk.head().seq < last && walk.next::<IgnoredAny>()?.is_some() {
        let segment = walk.place().segment;
        if target.as_ref().is_none_or(|target| target.segment != segment) {
            if let Some(full) = target.take() {
                full.finish()?;
            }
            target = Some(Target::create(&unfinished, segment)?);
            segments += 1;
        }
        if let Some(target) = &mut target {
            target.write(walk.raw())?;
        }
    }
    if let Some(full) = target.take() {
        full.finish()?;
    }
    let closed = if last == u64::MAX { closed::agrees(from, remembered, walk.head())? } else { false };

    folder::sync(&unfinished).map_err(failed(&unfinished))?;
    closed::write(to, walk.head()).map_err(failed(to))?;
    let journal = folder::journal(to);
    fs::rename(&unfinished, &journal).map_err(failed(&journal))?;
    folder::sync(to).map_err(failed(to))?;
    Ok(Verified { segments, ..verified(&walk, closed) })
}

/// A segment of the copy.
struct Target {
    segment: u64,
    path: PathBuf,
    file: BufWriter<File>,
}

impl Target {
    fn create(journal: &Path, segment: u64) -> Result<Self, CopyError> {
        let path = segments::path(journal, segment);
        let file = File::create_new(&path).map_err(failed(&path))?;
        Ok(Self { segment, path, file: BufWriter::new(file) })
    }

    fn write(&mut self, line: &[u8]) -> Result<(), CopyError> {
        self.file.write_all(line).map_err(failed(&self.path))
    }

    fn finish(self) -> Result<(), CopyError> {
        let file = self.file.into_inner().map_err(|error| failed(&self.path)(error.into_error()))?;
        file.sync_all().map_err(failed(&self.path))
    }
}

fn refuse_unless_empty(target: &Path) -> Result<(), CopyError> {
    match fs::read_dir(target).map(|mut found| found.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(CopyError::TargetNotEmpty { path: target.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(target)(error)),
    }
}

fn remembered(data: &Path) -> Result<Option<Head>, Break> {
    closed::read(data).map_err(|error| Break {
        file: data.to_owned(),
        line: 1,
        seq: 1,
        kind: BreakKind::Io(error),
    })
}

fn verified(walk: &Walk, closed: bool) -> Verified {
    Verified {
        entries: walk.head().seq,
        segments: walk.segments(),
        bytes: walk.bytes(),
        torn_bytes: walk.tail().map_or(0, |tail| tail.torn_bytes),
        head: walk.head(),
        closed,
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> CopyError + use<> {
    let path = path.to_owned();
    move |source| CopyError::Io { path: path.clone(), source }
}
