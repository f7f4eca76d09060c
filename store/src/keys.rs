//! Keys of persons, kept apart from the journal, and what is sealed with them.
//!
//! ```text
//! keys/P-….key    32 random bytes, one file per person, mode 0600 in a folder of mode 0700
//! ```
//!
//! What is sealed with a key can be kept for ever: when the key is destroyed, nobody can open it any more. A copy
//! of the journal does not contain the keys; [`export`] copies them, and such a copy outlives an erasure.
//!
//! The form of what is sealed: a nonce of 12 bytes, then the ciphertext with its tag (ChaCha20-Poly1305). The nonce
//! is a keyed digest of field and plaintext, so that the same text in the same field of the same person is sealed
//! alike. A request can thus be repeated and be recognised by its digest. What it gives away: that two texts of one
//! person in one field are the same. It gives nothing away across persons or fields, and nothing to who guesses a
//! text without the key.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use ring::{
    aead::{self, Aad, LessSafeKey, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom, SystemRandom},
};

use crate::folder;

const KEY_BYTES: usize = 32;
/// What separates the two uses of a key.
const FOR_SEALING: &[u8] = b"wijkfonds seal 1";
const FOR_NONCES: &[u8] = b"wijkfonds nonce 1";

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
    /// It is no name of a person that can name a file.
    #[error("a person's name in the key folder is 1 to 40 letters, digits and hyphens")]
    BadName,
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

/// The key folder of a data folder.
#[derive(Clone, Debug)]
pub struct Keys {
    folder: PathBuf,
}

impl Keys {
    /// The key folder of a data folder, made if it is not there.
    ///
    /// # Errors
    /// [`KeyFault::Io`].
    pub fn open(data: &Path) -> Result<Self, KeyFault> {
        let folder = data.join("keys");
        folder::make(&folder).map_err(KeyFault::io(&folder))?;
        folder::sync(data).map_err(KeyFault::io(data))?;
        Ok(Self { folder })
    }

    /// Makes a key, unless there is one; whether it was made.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn create(&self, person: &str) -> Result<bool, KeyFault> {
        let path = self.path(person)?;
        if path.exists() {
            return Ok(false);
        }
        let unfinished = path.with_extension("unfinished");
        write_whole(&unfinished, &random()?).map_err(KeyFault::io(&unfinished))?;
        fs::rename(&unfinished, &path).map_err(KeyFault::io(&path))?;
        folder::sync(&self.folder).map_err(KeyFault::io(&self.folder))?;
        Ok(true)
    }

    /// Whether there is a key.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn has(&self, person: &str) -> Result<bool, KeyFault> {
        Ok(self.path(person)?.exists())
    }

    /// Seals a plaintext with a person's key. `field` must be given again to open it.
    ///
    /// # Errors
    /// [`KeyFault`]; without a key it is [`KeyFault::NoKey`].
    pub fn seal(&self, person: &str, field: &str, plaintext: &[u8]) -> Result<Vec<u8>, KeyFault> {
        let key = self.read(person)?.ok_or_else(|| KeyFault::NoKey { person: person.to_owned() })?;
        let nonce = nonce(&key, field, plaintext);
        let mut sealed = plaintext.to_vec();
        sealing(&key)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), bound(person, field), &mut sealed)
            .map_err(|_| KeyFault::Damaged { person: person.to_owned() })?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed; `None` when the key is gone.
    ///
    /// # Errors
    /// [`KeyFault`]; [`KeyFault::Damaged`] when it was sealed for another person or field, or was changed.
    pub fn open_sealed(&self, person: &str, field: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, KeyFault> {
        let Some(key) = self.read(person)? else { return Ok(None) };
        let damaged = || KeyFault::Damaged { person: person.to_owned() };
        let (nonce, text) = sealed.split_first_chunk::<{ aead::NONCE_LEN }>().ok_or_else(damaged)?;
        let mut text = text.to_vec();
        let opened = sealing(&key)?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), bound(person, field), &mut text)
            .map_err(|_| damaged())?;
        Ok(Some(opened.to_vec()))
    }

    /// Destroys a key: overwrites the file, syncs it, removes it, syncs the folder. Nothing happens when there is
    /// none.
    ///
    /// # Errors
    /// [`KeyFault`]; the key may still be there, and it has to be tried again.
    pub fn destroy(&self, person: &str) -> Result<(), KeyFault> {
        let path = self.path(person)?;
        for path in [path.with_extension("unfinished"), path] {
            match overwrite(&path, &random()?) {
                Ok(()) => fs::remove_file(&path).map_err(KeyFault::io(&path))?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(KeyFault::io(&path)(error)),
            }
        }
        folder::sync(&self.folder).map_err(KeyFault::io(&self.folder))
    }

    fn path(&self, person: &str) -> Result<PathBuf, KeyFault> {
        let fits = (1..=40).contains(&person.len())
            && person.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if fits { Ok(self.folder.join(format!("{person}.key"))) } else { Err(KeyFault::BadName) }
    }

    fn read(&self, person: &str) -> Result<Option<[u8; KEY_BYTES]>, KeyFault> {
        let path = self.path(person)?;
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(KeyFault::io(&path)(error)),
        };
        let mut key = [0; KEY_BYTES];
        file.read_exact(&mut key).map_err(KeyFault::io(&path))?;
        Ok(Some(key))
    }
}

/// Copies the keys of a data folder into a folder that does not exist yet; how many. Whoever has the copy can open
/// what is sealed, also after an erasure here: a copy that is kept has to be erased from as well.
///
/// # Errors
/// [`KeyFault::Io`].
pub fn export(data: &Path, to: &Path) -> Result<usize, KeyFault> {
    let from = data.join("keys");
    if to.exists() {
        return Err(KeyFault::io(to)(io::ErrorKind::AlreadyExists.into()));
    }
    folder::make(to).map_err(KeyFault::io(to))?;
    let mut copied = 0;
    for found in fs::read_dir(&from).map_err(KeyFault::io(&from))? {
        let path = found.map_err(KeyFault::io(&from))?.path();
        let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|end| end == "key")) else {
            continue;
        };
        let bytes = fs::read(&path).map_err(KeyFault::io(&path))?;
        write_whole(&to.join(name), &bytes).map_err(KeyFault::io(to))?;
        copied += 1;
    }
    folder::sync(to).map_err(KeyFault::io(to))?;
    Ok(copied)
}

fn random() -> Result<[u8; KEY_BYTES], KeyFault> {
    let mut bytes = [0; KEY_BYTES];
    SystemRandom::new().fill(&mut bytes).map_err(|_| KeyFault::NoRandomness)?;
    Ok(bytes)
}

fn derived(key: &[u8; KEY_BYTES], used: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), used)
}

fn sealing(key: &[u8; KEY_BYTES]) -> Result<LessSafeKey, KeyFault> {
    let key = UnboundKey::new(&aead::CHACHA20_POLY1305, derived(key, FOR_SEALING).as_ref());
    Ok(LessSafeKey::new(key.map_err(|_| KeyFault::NoRandomness)?))
}

fn nonce(key: &[u8; KEY_BYTES], field: &str, plaintext: &[u8]) -> [u8; aead::NONCE_LEN] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, derived(key, FOR_NONCES).as_ref());
    let mut digest = hmac::Context::with_key(&key);
    digest.update(&(field.len() as u64).to_be_bytes());
    digest.update(field.as_bytes());
    digest.update(plaintext);
    let mut nonce = [0; aead::NONCE_LEN];
    for (to, from) in nonce.iter_mut().zip(digest.sign().as_ref()) {
        *to = *from;
    }
    nonce
}

/// What a sealed text is bound to. A person's name has no slash, so the two cannot be told otherwise.
fn bound(person: &str, field: &str) -> Aad<Vec<u8>> {
    Aad::from(format!("{person}/{field}").into_bytes())
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (tempfile::TempDir, Keys) {
        let data = tempfile::tempdir().unwrap();
        let keys = Keys::open(data.path()).unwrap();
        (data, keys)
    }

    #[test]
    fn what_is_sealed_opens_for_its_person_and_field_alone_and_unchanged() {
        let (_data, keys) = keys();
        assert!(keys.create("P-1").unwrap() && keys.create("P-2").unwrap());
        assert!(!keys.create("P-1").unwrap(), "a key that is there stays");
        let sealed = keys.seal("P-1", "name", b"KANARIE").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"KANARIE"));
        assert_eq!(keys.open_sealed("P-1", "name", &sealed).unwrap().unwrap(), b"KANARIE");
        let damaged = |opened| matches!(opened, Err(KeyFault::Damaged { .. }));
        assert!(damaged(keys.open_sealed("P-2", "name", &sealed)));
        assert!(damaged(keys.open_sealed("P-1", "email", &sealed)));
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(damaged(keys.open_sealed("P-1", "name", &changed)), "byte {place}");
            assert!(damaged(keys.open_sealed("P-1", "name", &sealed[..place])), "{place} bytes");
        }
    }

    #[test]
    fn the_same_text_is_sealed_alike_for_one_person_and_field_only() {
        let (_data, keys) = keys();
        keys.create("P-1").unwrap();
        keys.create("P-2").unwrap();
        let seal = |person, field, text: &str| keys.seal(person, field, text.as_bytes()).unwrap();
        let first = seal("P-1", "name", "text");
        assert_eq!(first, seal("P-1", "name", "text"));
        for other in [seal("P-2", "name", "text"), seal("P-1", "email", "text"), seal("P-1", "name", "texT")]
        {
            assert_ne!(first[..aead::NONCE_LEN], other[..aead::NONCE_LEN]);
        }
    }

    #[test]
    fn a_destroyed_key_opens_nothing_and_a_new_one_of_the_same_name_neither() {
        let (data, keys) = keys();
        keys.create("P-1").unwrap();
        let key = fs::read(data.path().join("keys/P-1.key")).unwrap();
        let sealed = keys.seal("P-1", "name", b"text").unwrap();
        // a link made before shows what becomes of the bytes that had the name
        fs::hard_link(data.path().join("keys/P-1.key"), data.path().join("link")).unwrap();
        keys.destroy("P-1").unwrap();
        assert_ne!(fs::read(data.path().join("link")).unwrap(), key, "the bytes themselves are overwritten");
        assert!(keys.open_sealed("P-1", "name", &sealed).unwrap().is_none());
        assert!(matches!(keys.seal("P-1", "name", b"text"), Err(KeyFault::NoKey { .. })));
        keys.destroy("P-1").unwrap();
        keys.create("P-1").unwrap();
        assert!(matches!(keys.open_sealed("P-1", "name", &sealed), Err(KeyFault::Damaged { .. })));
    }

    #[test]
    fn keys_are_for_their_owner_only_and_a_name_cannot_leave_the_folder() {
        use std::os::unix::fs::PermissionsExt;
        let (data, keys) = keys();
        keys.create("P-1").unwrap();
        let mode = |path: &str| fs::metadata(data.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("keys"), mode("keys/P-1.key")), (0o700, 0o600));
        for name in ["", "../P-1", "P/1", "P.1", &"P".repeat(41)] {
            assert!(matches!(keys.create(name), Err(KeyFault::BadName)), "{name}");
        }
    }

    #[test]
    fn exported_keys_open_what_was_sealed_elsewhere() {
        let (data, keys) = keys();
        keys.create("P-1").unwrap();
        let sealed = keys.seal("P-1", "name", b"text").unwrap();
        let other = tempfile::tempdir().unwrap();
        assert_eq!(export(data.path(), &other.path().join("keys")).unwrap(), 1);
        assert!(export(data.path(), &other.path().join("keys")).is_err(), "nothing is written over");
        let copied = Keys::open(other.path()).unwrap();
        assert_eq!(copied.open_sealed("P-1", "name", &sealed).unwrap().unwrap(), b"text");
    }
}
