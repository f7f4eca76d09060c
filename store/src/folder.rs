//! The data folder: what is where, who holds it, and how its names reach the disk.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::fault::{Fault, OpenError};

pub(crate) fn journal(data: &Path) -> PathBuf {
    data.join("journal")
}

/// Where a copy of a journal grows until it is whole; only then does it get the journal's name.
pub(crate) fn unfinished_journal(data: &Path) -> PathBuf {
    data.join("journal.unfinished")
}

pub(crate) fn records(data: &Path) -> PathBuf {
    data.join("records")
}

/// The lock is asked for so often, with a pause between: a process that is ending gives it up in a moment, and
/// a child that a process is just starting has it too until it has become another program.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// Held for as long as this value lives, and given up by the system when the process ends, however it ends.
pub(crate) struct Lock {
    _file: File,
}

/// Makes a folder that only its owner can look into: what a journal holds is nobody else's business.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes the folder if need be, and takes it for this store alone.
pub(crate) fn take(data: &Path) -> Result<Lock, OpenError> {
    make(data).map_err(Fault::io("create", data))?;
    let path = data.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Fault::io("open the lock file", &path))?;
    for attempt in 1.. {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if attempt < LOCK_ATTEMPTS => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::WouldBlock) => return Err(OpenError::Locked { path }),
            Err(TryLockError::Error(error)) => return Err(Fault::io("lock", &path)(error).into()),
        }
    }
    Ok(Lock { _file: file })
}

/// Makes the names in a folder durable, as `fdatasync` does for what is in a file.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes every file of a folder durable, and every name in it.
pub(crate) fn sync_all(folder: &Path) -> io::Result<()> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        if found.file_type()?.is_dir() {
            sync_all(&found.path())?;
        } else {
            File::open(found.path())?.sync_all()?;
        }
    }
    sync(folder)
}
