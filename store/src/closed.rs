//! The file `closed`: at which head whoever used this folder last left it, cleanly.
//!
//! It is gone while a store is open. It says two things: the records can be trusted, and the journal cannot be
//! shorter than this (a chain of hashes by itself does not miss its own last entries).
//!
//! Form: `SEQ SP HASH SP CHECK LF`, CHECK being the SHA-256 of what comes before it, so that damage to this file is
//! not taken for damage to the journal.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    folder,
    journal::{Break, BreakKind, Hash, Head},
};

fn path(data: &Path) -> PathBuf {
    data.join("closed")
}

/// Writes the file whole or not at all, and durably.
pub(crate) fn write(data: &Path, head: Head) -> io::Result<()> {
    let content = format!("{} {}", head.seq, head.hash);
    let check = Hash::of(content.as_bytes());
    let unfinished = data.join("closed.new");
    let mut file = File::create(&unfinished)?;
    writeln!(file, "{content} {check}")?;
    file.sync_all()?;
    fs::rename(&unfinished, path(data))?;
    folder::sync(data)
}

/// The remembered head, if the file is there and in order.
pub(crate) fn read(data: &Path) -> io::Result<Option<Head>> {
    let content = match fs::read(path(data)) {
        Ok(content) => content,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let head = parse(&content);
    if head.is_none() {
        tracing::warn!(file = %path(data).display(), "unreadable; taken for an unclean close");
    }
    Ok(head)
}

fn parse(content: &[u8]) -> Option<Head> {
    let line = std::str::from_utf8(content).ok()?.strip_suffix('\n')?;
    let (said, check) = line.rsplit_once(' ')?;
    if Hash::parse(check.as_bytes())? != Hash::of(said.as_bytes()) {
        return None;
    }
    let (seq, hash) = said.split_once(' ')?;
    Some(Head { seq: seq.parse().ok()?, hash: Hash::parse(hash.as_bytes())? })
}

/// Removes the file, durably, before anything else changes.
pub(crate) fn remove(data: &Path) -> io::Result<()> {
    match fs::remove_file(path(data)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => folder::sync(data),
    }
}

/// Whether the folder was closed cleanly at this very head.
///
/// A journal that ends before the remembered head, or differs at it, has lost or changed what was answered.
pub(crate) fn agrees(data: &Path, remembered: Option<Head>, found: Head) -> Result<bool, Break> {
    let Some(remembered) = remembered else { return Ok(false) };
    let broken = |kind| Break { file: path(data), line: 1, seq: found.seq + 1, kind };
    if remembered.seq > found.seq {
        return Err(broken(BreakKind::Shorter { closed_at: remembered.seq }));
    }
    if remembered.seq == found.seq && remembered.hash != found.hash {
        return Err(Break { seq: found.seq, ..broken(BreakKind::Replaced) });
    }
    Ok(remembered == found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remembered_head_comes_back_and_any_damage_to_it_is_no_head() {
        let data = tempfile::tempdir().unwrap();
        let head = Head { seq: 42, hash: Hash::of(b"head") };
        write(data.path(), head).unwrap();
        assert_eq!(read(data.path()).unwrap(), Some(head));

        let whole = fs::read(path(data.path())).unwrap();
        for bit in 0..whole.len() * 8 {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            fs::write(path(data.path()), damaged).unwrap();
            assert_eq!(read(data.path()).unwrap(), None, "bit {bit}");
        }
        remove(data.path()).unwrap();
        assert_eq!(read(data.path()).unwrap(), None);
    }

    #[test]
    fn a_journal_may_be_longer_than_what_was_closed_but_not_shorter_or_another() {
        let head = |seq, text: &str| Head { seq, hash: Hash::of(text.as_bytes()) };
        let rows = [
            (None, head(3, "c"), "not clean"),
            (Some(head(3, "c")), head(3, "c"), "clean"),
            (Some(head(2, "b")), head(3, "c"), "not clean"),
            (Some(head(4, "d")), head(3, "c"), "shorter"),
            (Some(head(3, "x")), head(3, "c"), "replaced"),
        ];
        for (remembered, found, expected) in rows {
            let said = match agrees(Path::new("data"), remembered, found) {
                Ok(true) => "clean",
                Ok(false) => "not clean",
                Err(Break { kind: BreakKind::Shorter { closed_at: 4 }, seq: 4, .. }) => "shorter",
                Err(Break { kind: BreakKind::Replaced, seq: 3, .. }) => "replaced",
                Err(other) => panic!("{other}"),
            };
            assert_eq!(said, expected, "{remembered:?} {found:?}");
        }
    }
}
