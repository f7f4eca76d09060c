//! Keys of persons, kept apart from the journal, and what is sealed with them.
//!
//! ```text
//! keys/keys    a line per person: its name, and 32 random bytes in hexadecimal digits, or 64 hyphens when the key
//!              was destroyed; mode 0600 in a folder of mode 0700
//! ```
//!
//! What is sealed with a key can be kept for ever: when the key is destroyed, nobody can open it any more. A copy
//! of the journal does not contain the keys; [`export`] copies them, and such a copy outlives an erasure. That a key
//! was destroyed stays written beside its name, so that no copy brings it back.

mod cipher;
mod copy;
mod lines;
#[cfg(test)]
mod tests;

pub use copy::{Imported, export, import};

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::folder;
use cipher::{KEY_BYTES, Key};
use lines::{Found, Lines};

const FOLDER: &str = "keys";
const FILE: &str = "keys";

/// Why something is not sealed, opened or destroyed. Names the person and nothing of what was to be sealed.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file system would not do what was asked.
    #[error("cannot use {}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own word for it.
        source: io::Error,
    },
    /// It is no name of a person.
    #[error("a person's name among the keys is 1 to 40 letters, digits and hyphens")]
    BadName,
    /// The file of keys is damaged.
    #[error("{}, line {line}: it is no key", path.display())]
    BadLine {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
    },
    /// A file is no copy of keys, or not a whole one.
    #[error("{} is not a whole copy of keys", path.display())]
    BadCopy {
        /// The file.
        path: PathBuf,
    },
    /// A node has the folder open.
    #[error("{} is in use; stop the node first", path.display())]
    InUse {
        /// The data folder.
        path: PathBuf,
    },
    /// A copy has another key of somebody.
    #[error("there is another key of {person} already; the copy is of another fund")]
    Conflict {
        /// Whose.
        person: String,
    },
    /// There is no key.
    #[error("there is no key of {person}")]
    NoKey {
        /// Whose.
        person: String,
    },
    /// What was sealed is damaged, or the key is another one.
    #[error("what was sealed of {person} cannot be opened with the key that is there")]
    Damaged {
        /// Whose.
        person: String,
    },
    /// The system has no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}

impl KeyFault {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_path_buf(), source }
    }
}

/// The keys of a data folder. Copies of this value are the same keys.
#[derive(Clone)]
pub struct Keys {
    lines: Arc<Mutex<Lines>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// The keys of a data folder, whose folder of keys is made if it is not there. Files of one key each, as they
    /// were written before, are taken over.
    ///
    /// # Errors
    /// [`KeyFault::Io`], or a line that is no key.
    pub fn open(data: &Path) -> Result<Self, KeyFault> {
        let folder = data.join(FOLDER);
        folder::make(&folder).map_err(KeyFault::io(&folder))?;
        folder::sync(data).map_err(KeyFault::io(data))?;
        let mut lines = Lines::open(&folder.join(FILE))?;
        folder::sync(&folder).map_err(KeyFault::io(&folder))?;
        take_over(&folder, &mut lines)?;
        Ok(Self { lines: Arc::new(Mutex::new(lines)) })
    }

    /// Makes the keys of persons who have none, with one sync for all of them; of whom they were made. Nobody whose
    /// key was destroyed gets one again.
    ///
    /// # Errors
    /// [`KeyFault`]; no key was made then.
    pub fn create(&self, persons: &[&str]) -> Result<Vec<String>, KeyFault> {
        let mut lines = at(&self.lines);
        let mut made: Vec<(String, Found)> = Vec::new();
        for person in persons {
            checked(person)?;
            if lines.get(person).is_none() && !made.iter().any(|(name, _)| name == person) {
                made.push(((*person).to_owned(), Found::Key(cipher::random()?)));
            }
        }
        lines.add(&made)?;
        Ok(made.into_iter().map(|(name, _)| name).collect())
    }

    /// Whether there is a key.
    #[must_use]
    pub fn has(&self, person: &str) -> bool {
        self.key(person).is_some()
    }

    /// Whether a key was there and was destroyed.
    #[must_use]
    pub fn is_destroyed(&self, person: &str) -> bool {
        at(&self.lines).get(person) == Some(Found::Destroyed)
    }

    /// Seals a plaintext with a person's key. `field` must be given again to open it.
    ///
    /// # Errors
    /// [`KeyFault`]; without a key it is [`KeyFault::NoKey`].
    pub fn seal(&self, person: &str, field: &str, plaintext: &[u8]) -> Result<Vec<u8>, KeyFault> {
        cipher::seal(&self.needed(person)?, person, field, plaintext)
    }

    /// Opens what was sealed; `None` when the key is gone.
    ///
    /// # Errors
    /// [`KeyFault::Damaged`] when it was sealed for another person or field, or was changed.
    pub fn open_sealed(&self, person: &str, field: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, KeyFault> {
        self.key(person).map(|key| cipher::open(&key, person, field, sealed)).transpose()
    }

    /// A digest of a text in a field, in hexadecimal digits: two texts have the same when they are the same, and
    /// nobody can guess a text by it without the key.
    ///
    /// # Errors
    /// [`KeyFault::NoKey`].
    pub fn digest(&self, person: &str, field: &str, plaintext: &[u8]) -> Result<String, KeyFault> {
        Ok(cipher::digest(&self.needed(person)?, field, plaintext))
    }

    /// Destroys a key: writes over it and syncs. That it was destroyed stays known.
    ///
    /// # Errors
    /// [`KeyFault`]; the key may still be there, and it has to be tried again.
    pub fn destroy(&self, person: &str) -> Result<(), KeyFault> {
        checked(person)?;
        at(&self.lines).destroy(person)
    }

    /// Takes a key back with which nothing was sealed that is kept, as if it had never been made.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn forget(&self, person: &str) -> Result<(), KeyFault> {
        at(&self.lines).forget(person)
    }

    /// Of whom there are keys.
    #[must_use]
    pub fn persons(&self) -> Vec<String> {
        let lines = at(&self.lines);
        lines.all().filter(|(_, found)| *found != Found::Destroyed).map(|(name, _)| name.to_owned()).collect()
    }

    fn key(&self, person: &str) -> Option<Key> {
        match at(&self.lines).get(person)? {
            Found::Key(key) => Some(key),
            Found::Destroyed => None,
        }
    }

    fn needed(&self, person: &str) -> Result<Key, KeyFault> {
        self.key(person).ok_or_else(|| KeyFault::NoKey { person: person.to_owned() })
    }
}

/// The lines, also after a panic elsewhere: they are changed only after the file is.
fn at(lines: &Mutex<Lines>) -> MutexGuard<'_, Lines> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

fn checked(person: &str) -> Result<(), KeyFault> {
    if lines::fits(person) { Ok(()) } else { Err(KeyFault::BadName) }
}

/// Takes over keys that have a file each, and destroys the files.
fn take_over(folder: &Path, lines: &mut Lines) -> Result<(), KeyFault> {
    let (mut added, mut files) = (Vec::new(), Vec::new());
    for found in fs::read_dir(folder).map_err(KeyFault::io(folder))? {
        let path = found.map_err(KeyFault::io(folder))?.path();
        let ends = |end: &str| path.extension().is_some_and(|found| found == end);
        if !ends("key") && !ends("unfinished") {
            continue;
        }
        let bytes = fs::read(&path).map_err(KeyFault::io(&path))?;
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if let (true, Ok(key), None) = (ends("key"), Key::try_from(bytes.as_slice()), lines.get(&name)) {
            checked(&name)?;
            added.push((name, Found::Key(key)));
        }
        files.push(path);
    }
    lines.add(&added)?;
    for path in files {
        overwrite(&path).and_then(|()| fs::remove_file(&path)).map_err(KeyFault::io(&path))?;
    }
    folder::sync(folder).map_err(KeyFault::io(folder))
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(&[0; KEY_BYTES])?;
    file.sync_all()
}
