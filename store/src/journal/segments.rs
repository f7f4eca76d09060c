//! The files of a journal.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{Break, BreakKind};
use crate::folder;

/// A file that is being written anew; it has no say until it has its final name.
const UNFINISHED: &str = ".log.new";

pub(super) fn path(journal: &Path, first: u64) -> PathBuf {
    journal.join(format!("{first:020}.log"))
}

/// The number of the first entry of each segment, in order.
pub(super) fn list(journal: &Path) -> Result<Vec<u64>, Break> {
    let at = |file: PathBuf, kind| Break { file, line: 1, seq: 1, kind };
    let unreadable = |error| at(journal.to_owned(), BreakKind::Io(error));
    let mut segments = Vec::new();
    for found in fs::read_dir(journal).map_err(unreadable)? {
        let found = found.map_err(unreadable)?;
        match first_entry(&found.file_name()) {
            Some(first) => segments.push(first),
            None if found.file_name().to_string_lossy().ends_with(UNFINISHED) => {}
            None => return Err(at(found.path(), BreakKind::Stray)),
        }
    }
    segments.sort_unstable();
    Ok(segments)
}

fn first_entry(name: &OsStr) -> Option<u64> {
    let digits = name.to_str()?.strip_suffix(".log")?;
    let first = digits.parse().ok()?;
    (digits == format!("{first:020}")).then_some(first)
}

/// Writes the first `keep` bytes of a segment into a new file, and puts it in the place of the old one.
///
/// This is how a segment with a torn line loses it. It is also why entries found after a crash can be relied upon:
/// if a sync of the old file ever failed, its pages may read well and never have reached the disk, and syncing them
/// again would prove nothing.
pub(crate) fn renew(journal: &Path, first: u64, keep: u64) -> io::Result<()> {
    let old = path(journal, first);
    let unfinished = journal.join(format!("{first:020}{UNFINISHED}"));
    let mut file = File::create(&unfinished)?;
    let copied = io::copy(&mut File::open(&old)?.take(keep), &mut file)?;
    if copied != keep {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
    }
    file.sync_all()?;
    fs::rename(&unfinished, &old)?;
    folder::sync(journal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_twenty_digits_and_log_make_a_segment() {
        let rows = [
            ("00000000000000000001.log", Some(1)),
            ("18446744073709551615.log", Some(u64::MAX)),
            ("1.log", None),
            ("+0000000000000000001.log", None),
            ("00000000000000000001.LOG", None),
            ("00000000000000000001", None),
            ("00000000000000000001.log~", None),
        ];
        for (name, expected) in rows {
            assert_eq!(first_entry(OsStr::new(name)), expected, "{name}");
        }
    }
}
