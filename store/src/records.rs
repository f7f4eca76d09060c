//! The records in sled, and how they are thrown away. The crate's documentation says why sled is held like this.

use std::{
    collections::BTreeMap,
    fs, io,
    ops::Bound,
    panic::catch_unwind,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::{
    fault::Fault,
    folder,
    journal::{Hash, Head},
    overlay::Pair,
};

/// The first byte of a key says what it is for.
const RECORD: u8 = b'r';
const REQUEST: u8 = b'q';
const APPLIED: &[u8] = b"a";
const FORM: &[u8] = b"f";

/// Keys with their new values; `None` removes.
pub(crate) type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// The records as of one entry of the journal.
pub(crate) struct Records {
    /// Gone for good after a close, and after a commit that failed: records half written are never read.
    open: Option<sled::Db>,
    folder: PathBuf,
}

impl Records {
    /// Opens what is there, if it is the records of a journal that ends at `head`, in the machine's form.
    pub(crate) fn reopen(data: &Path, cache_bytes: u64, head: Head, form: u32) -> Option<Self> {
        let folder = folder::records(data);
        // sled answers some damage by panicking; that too means that the records are to be rebuilt.
        let opened = catch_unwind(|| open(&folder, cache_bytes)).ok()?;
        let records = match opened {
            Ok(db) => Self { open: Some(db), folder },
            Err(error) => {
                tracing::warn!(%error, "the records do not open");
                return None;
            }
        };
        match records.applied() {
            Ok(applied) if applied == head && records.form() == Some(form) => Some(records),
            Ok(applied) if applied == head => {
                tracing::warn!("the records have another form");
                None
            }
            Ok(applied) => {
                tracing::warn!(
                    applied = applied.seq,
                    journal = head.seq,
                    "the records are of another moment"
                );
                None
            }
            Err(error) => {
                tracing::warn!(%error, "the records are unreadable");
                None
            }
        }
    }

    /// Deletes what is there and starts from nothing.
    pub(crate) fn create(data: &Path, cache_bytes: u64, form: u32) -> Result<Self, Fault> {
        let folder = folder::records(data);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Fault::io("delete", &folder)(error));
            }
            _ => {}
        }
        let db = open(&folder, cache_bytes).map_err(|error| Fault::records("open", error))?;
        db.insert(FORM, &form.to_be_bytes()).map_err(|error| Fault::records("write", error))?;
        Ok(Self { open: Some(db), folder })
    }

    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let found = self.db()?.get(tagged(RECORD, key)).map_err(|error| Fault::records("read", error))?;
        Ok(found.map(|value| value.to_vec()))
    }

    /// All records from `start` on whose keys begin with `prefix`, in the order of their keys.
    pub(crate) fn scan(
        &self,
        prefix: &[u8],
        start: Bound<&[u8]>,
    ) -> Result<impl Iterator<Item = Result<Pair, Fault>> + use<>, Fault> {
        let prefix = tagged(RECORD, prefix);
        let start = start.map(|key| tagged(RECORD, key));
        let pairs = self.db()?.range::<Vec<u8>, _>((start, Bound::Unbounded));
        Ok(pairs
            .map(|pair| pair.map_err(|error| Fault::records("read", error)))
            .take_while(move |pair| pair.as_ref().map_or(true, |(key, _)| key.starts_with(&prefix)))
            .map(|pair| pair.map(|(key, value)| (key[1..].to_vec(), value.to_vec()))))
    }

    /// The number of the entry that answered this request id.
    pub(crate) fn request(&self, request_id: &str) -> Result<Option<u64>, Fault> {
        let found = self.db()?.get(request_key(request_id)).map_err(|error| Fault::records("read", error))?;
        found.map(|value| number(&value)).transpose()
    }

    /// Writes a batch: all of it or, if the process dies, nothing that will ever be read.
    pub(crate) fn commit(
        &mut self,
        changes: Changes,
        requests: &[(String, u64)],
        head: Head,
    ) -> Result<(), Fault> {
        let mut batch = sled::Batch::default();
        for (key, value) in changes {
            match value {
                Some(value) => batch.insert(tagged(RECORD, &key), value),
                None => batch.remove(tagged(RECORD, &key)),
            }
        }
        for (request_id, seq) in requests {
            batch.insert(request_key(request_id), &seq.to_be_bytes());
        }
        let applied = [&head.seq.to_be_bytes()[..], &head.hash.bytes()].concat();
        batch.insert(APPLIED, applied);

        // Taken out first, so that an error or a panic on the way leaves nothing to read.
        let db = self.open.take().ok_or(Fault::Stopped)?;
        db.apply_batch(batch).map_err(|error| Fault::records("write", error))?;
        self.open = Some(db);
        Ok(())
    }

    /// Flushes and closes sled, and then syncs its files, which its own flush does not do.
    pub(crate) fn close(&mut self) -> Result<(), Fault> {
        let db = self.open.take().ok_or(Fault::Stopped)?;
        db.flush().map_err(|error| Fault::records("flush", error))?;
        drop(db);
        folder::sync_all(&self.folder).map_err(Fault::io("sync", &self.folder))
    }

    fn applied(&self) -> Result<Head, Fault> {
        let found = self.db()?.get(APPLIED).map_err(|error| Fault::records("read", error))?;
        let Some(value) = found else { return Ok(Head::START) };
        let (seq, hash) = value.split_at_checked(8).ok_or_else(malformed)?;
        let hash = Hash::from_bytes(hash.try_into().map_err(|_| malformed())?);
        Ok(Head { seq: number(seq)?, hash })
    }

    fn form(&self) -> Option<u32> {
        let found = self.db().ok()?.get(FORM).ok()??;
        Some(u32::from_be_bytes(found.as_ref().try_into().ok()?))
    }

    fn db(&self) -> Result<&sled::Db, Fault> {
        self.open.as_ref().ok_or(Fault::Stopped)
    }
}

/// sled's threads can hold its own lock for a moment after it was closed. The folder's lock is ours by now, so
/// there is nobody else to wait for.
fn open(folder: &Path, cache_bytes: u64) -> sled::Result<sled::Db> {
    const ATTEMPTS: u32 = 200;
    let config = sled::Config::new().path(folder).cache_capacity(cache_bytes).flush_every_ms(None);
    for _ in 1..ATTEMPTS {
        match config.open() {
            Err(sled::Error::Io(error)) if error.to_string().contains("could not acquire lock") => {
                thread::sleep(Duration::from_millis(10));
            }
            opened => return opened,
        }
    }
    config.open()
}

fn tagged(tag: u8, key: &[u8]) -> Vec<u8> {
    let mut tagged = Vec::with_capacity(1 + key.len());
    tagged.push(tag);
    tagged.extend_from_slice(key);
    tagged
}

/// A digest, so that a caller cannot choose how long the key is.
fn request_key(request_id: &str) -> Vec<u8> {
    tagged(REQUEST, &Hash::of(request_id.as_bytes()).bytes())
}

fn number(value: &[u8]) -> Result<u64, Fault> {
    value.try_into().map(u64::from_be_bytes).map_err(|_| malformed())
}

fn malformed() -> Fault {
    Fault::records("read", sled::Error::ReportableBug("a value of the store's own has another form".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_reopened_at_their_own_head_and_at_no_other() {
        let data = tempfile::tempdir().unwrap();
        let head = Head { seq: 3, hash: Hash::of(b"three") };
        let mut records = Records::create(data.path(), 1 << 20, 1).unwrap();
        let changes = Changes::from([(b"key".to_vec(), Some(b"value".to_vec()))]);
        records.commit(changes, &[("r-3".into(), 3)], head).unwrap();
        records.close().unwrap();
        assert!(matches!(records.get(b"key"), Err(Fault::Stopped)));

        for other in [Head { seq: 2, ..head }, Head { hash: Hash::of(b"four"), ..head }, Head::START] {
            assert!(Records::reopen(data.path(), 1 << 20, other, 1).is_none(), "{other:?}");
        }
        assert!(Records::reopen(data.path(), 1 << 20, head, 2).is_none(), "another form");
        let records = Records::reopen(data.path(), 1 << 20, head, 1).unwrap();
        assert_eq!(records.get(b"key").unwrap().as_deref(), Some(&b"value"[..]));
        assert_eq!(records.request("r-3").unwrap(), Some(3));
        assert_eq!(records.request("r-4").unwrap(), None);
        assert_eq!(records.get(b"r-3").unwrap(), None);
    }
}
