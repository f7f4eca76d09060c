//! Files beside the journal, each named by the SHA-256 of what is in it.
//!
//! What is kept here is sealed already, and the name is the digest of the sealed bytes: a file can be checked
//! without any key, and the digest, which the journal keeps for ever, tells nothing of a document to who guesses it.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::folder;

/// Why an attachment is not kept or not there.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentFault {
    /// The file system would not do what was asked.
    #[error("cannot use {}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own word for it.
        source: io::Error,
    },
    /// It is no digest.
    #[error("an attachment is named by 64 small hexadecimal digits")]
    BadDigest,
    /// The file is not there.
    #[error("the attachment {0} is missing")]
    Missing(String),
    /// The file holds something else than its name says.
    #[error("the attachment {0} is damaged")]
    Damaged(String),
}

impl AttachmentFault {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_path_buf(), source }
    }
}

/// The attachments of a data folder.
#[derive(Clone, Debug)]
pub struct Attachments {
    folder: PathBuf,
}

impl Attachments {
    /// The attachments of a data folder, whose folder is made if it is not there.
    ///
    /// # Errors
    /// [`AttachmentFault::Io`].
    pub fn open(data: &Path) -> Result<Self, AttachmentFault> {
        let folder = data.join("attachments");
        folder::make(&folder).map_err(AttachmentFault::io(&folder))?;
        folder::sync(data).map_err(AttachmentFault::io(data))?;
        Ok(Self { folder })
    }

    /// The attachments of a data folder to be checked, which is left as it is.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { folder: data.join("attachments") }
    }

    /// Keeps sealed bytes durably; their digest. The same bytes are kept once.
    ///
    /// # Errors
    /// [`AttachmentFault::Io`].
    pub fn put(&self, sealed: &[u8]) -> Result<String, AttachmentFault> {
        let digest = digest(sealed);
        let path = self.path(&digest)?;
        let unfinished = path.with_extension("unfinished");
        let write = || {
            let mut options = OpenOptions::new();
            let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
            file.write_all(sealed)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            folder::sync(&self.folder)
        };
        write().map_err(AttachmentFault::io(&path))?;
        Ok(digest)
    }

    /// The sealed bytes of that digest, checked.
    ///
    /// # Errors
    /// [`AttachmentFault`], by name when they are missing or damaged.
    pub fn get(&self, digest: &str) -> Result<Vec<u8>, AttachmentFault> {
        let path = self.path(digest)?;
        let sealed = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => AttachmentFault::Missing(digest.to_owned()),
            _ => AttachmentFault::io(&path)(error),
        })?;
        if self::digest(&sealed) == digest {
            Ok(sealed)
        } else {
            Err(AttachmentFault::Damaged(digest.to_owned()))
        }
    }

    /// The digests of all files that are there, whole or not.
    ///
    /// # Errors
    /// [`AttachmentFault::Io`]; a folder that is not there has none.
    pub fn list(&self) -> Result<BTreeSet<String>, AttachmentFault> {
        let found = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            found => found.map_err(AttachmentFault::io(&self.folder))?,
        };
        let name = |found: io::Result<fs::DirEntry>| Ok(found?.file_name().to_string_lossy().into_owned());
        found.map(name).collect::<io::Result<_>>().map_err(AttachmentFault::io(&self.folder))
    }

    /// Copies all files into another data folder, or a copy of one, that has none of them yet; how many. Copy the
    /// journal first: what it names is there then.
    ///
    /// # Errors
    /// [`AttachmentFault`], also when a file is damaged.
    pub fn copy_to(&self, data: &Path) -> Result<usize, AttachmentFault> {
        let to = Self::open(data)?;
        let whole: Vec<_> = self.list()?.into_iter().filter(|name| to.path(name).is_ok()).collect();
        for digest in &whole {
            to.put(&self.get(digest)?)?;
        }
        Ok(whole.len())
    }

    /// Removes all files that are not among these: what was kept for an order that was not carried out. Nobody may
    /// be keeping a file at the same time.
    ///
    /// # Errors
    /// [`AttachmentFault::Io`].
    pub fn sweep(&self, kept: &BTreeSet<String>) -> Result<(), AttachmentFault> {
        for name in self.list()?.difference(kept) {
            let path = self.folder.join(name);
            fs::remove_file(&path).map_err(AttachmentFault::io(&path))?;
        }
        folder::sync(&self.folder).map_err(AttachmentFault::io(&self.folder))
    }

    /// Removes the file, durably. Nothing happens when it is not there.
    ///
    /// # Errors
    /// [`AttachmentFault::Io`].
    pub fn remove(&self, digest: &str) -> Result<(), AttachmentFault> {
        let path = self.path(digest)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(AttachmentFault::io(&path)(error)),
            _ => folder::sync(&self.folder).map_err(AttachmentFault::io(&self.folder)),
        }
    }

    fn path(&self, digest: &str) -> Result<PathBuf, AttachmentFault> {
        let fits = digest.len() == 64 && digest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(self.folder.join(digest)) } else { Err(AttachmentFault::BadDigest) }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_that_is_missing_or_damaged_is_named() {
        let data = tempfile::tempdir().unwrap();
        let attachments = Attachments::open(data.path()).unwrap();
        let name = attachments.put(b"sealed").unwrap();
        assert_eq!(attachments.put(b"sealed").unwrap(), name);
        assert_eq!(attachments.get(&name).unwrap(), b"sealed");
        fs::write(data.path().join("attachments").join(&name), b"seal").unwrap();
        assert!(matches!(attachments.get(&name), Err(AttachmentFault::Damaged(named)) if named == name));
        attachments.remove(&name).unwrap();
        attachments.remove(&name).unwrap();
        let (kept, extra) = (attachments.put(b"kept").unwrap(), attachments.put(b"extra").unwrap());
        assert_eq!(Attachments::of(data.path()).list().unwrap(), [kept.clone(), extra].into());
        let copy = tempfile::tempdir().unwrap();
        assert_eq!(attachments.copy_to(copy.path()).unwrap(), 2);
        assert_eq!(Attachments::of(copy.path()).get(&kept).unwrap(), b"kept");
        attachments.sweep(&BTreeSet::from([kept.clone()])).unwrap();
        assert_eq!(attachments.list().unwrap(), [kept].into());
        assert!(matches!(attachments.get(&name), Err(AttachmentFault::Missing(named)) if named == name));
        assert!(matches!(attachments.get("../lock"), Err(AttachmentFault::BadDigest)));
    }
}
