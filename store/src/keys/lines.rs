//! The file of keys: a line for each, of one length, so that a key can be struck out where it stands.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{
    KeyFault,
    cipher::{KEY_BYTES, Key},
};

const NAME: usize = 40;
const DIGITS: usize = 2 * KEY_BYTES;
/// A name, a space, the digits of the key and a line feed.
const LINE: usize = NAME + 1 + DIGITS + 1;

/// What stands in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A key.
    Key(Key),
    /// A key was there and is struck out for ever.
    Destroyed,
}

/// The lines of a file, and where each begins.
pub(super) struct Lines {
    path: PathBuf,
    file: File,
    bytes: u64,
    places: BTreeMap<String, (u64, Found)>,
}

impl Lines {
    /// Opens the file, or makes it. A line that a crash cut short was never used and is cut off.
    pub(super) fn open(path: &Path) -> Result<Self, KeyFault> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
        let mut file = file.map_err(KeyFault::io(path))?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(KeyFault::io(path))?;
        let whole = text.len() - text.len() % LINE;
        file.set_len(whole as u64).map_err(KeyFault::io(path))?;
        let mut places = BTreeMap::new();
        for (offset, name, found) in parse(path, &text[..whole])? {
            places.insert(name, (offset, found));
        }
        Ok(Self { path: path.to_path_buf(), file, bytes: whole as u64, places })
    }

    pub(super) fn get(&self, name: &str) -> Option<Found> {
        self.places.get(name).map(|(_, found)| *found)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Found)> {
        self.places.iter().map(|(name, (_, found))| (name.as_str(), *found))
    }

    /// Adds lines with one write and one sync, however many they are.
    pub(super) fn add(&mut self, added: &[(String, Found)]) -> Result<(), KeyFault> {
        if added.is_empty() {
            return Ok(());
        }
        let text: String = added.iter().map(|(name, found)| line(name, *found)).collect();
        self.write(self.bytes, text.as_bytes())?;
        for (name, found) in added {
            self.places.insert(name.clone(), (self.bytes, *found));
            self.bytes += LINE as u64;
        }
        Ok(())
    }

    /// Writes over the key of a name, which stays there as destroyed.
    pub(super) fn destroy(&mut self, name: &str) -> Result<(), KeyFault> {
        match self.places.get(name).copied() {
            Some((_, Found::Destroyed)) => Ok(()),
            None => self.add(&[(name.to_owned(), Found::Destroyed)]),
            Some((offset, Found::Key(_))) => {
                self.write(offset, line(name, Found::Destroyed).as_bytes())?;
                self.places.insert(name.to_owned(), (offset, Found::Destroyed));
                Ok(())
            }
        }
    }

    /// Writes over the whole line of a name, as if it had never been there.
    pub(super) fn forget(&mut self, name: &str) -> Result<(), KeyFault> {
        let Some((offset, _)) = self.places.get(name).copied() else { return Ok(()) };
        self.write(offset, line("", Found::Destroyed).as_bytes())?;
        self.places.remove(name);
        Ok(())
    }

    fn write(&mut self, offset: u64, text: &[u8]) -> Result<(), KeyFault> {
        let file = &mut self.file;
        let written = file.seek(SeekFrom::Start(offset)).and_then(|_| file.write_all(text));
        written.and_then(|()| file.sync_data()).map_err(KeyFault::io(&self.path))
    }
}

/// The lines of a file that may be in use: one that is just being written is left out.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, Found>, KeyFault> {
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read.map_err(KeyFault::io(path))?,
    };
    let whole = text.len() - text.len() % LINE;
    Ok(parse(path, &text[..whole])?.into_iter().map(|(_, name, found)| (name, found)).collect())
}

/// Names, and what stands beside them, with the place of each; forgotten lines are left out.
pub(super) fn parse(path: &Path, text: &[u8]) -> Result<Vec<(u64, String, Found)>, KeyFault> {
    let mut lines = Vec::new();
    for (number, line) in text.chunks(LINE).enumerate() {
        let (name, found) = parse_line(line)
            .ok_or_else(|| KeyFault::BadLine { path: path.to_path_buf(), line: number + 1 })?;
        if !name.is_empty() {
            lines.push(((number * LINE) as u64, name, found));
        }
    }
    Ok(lines)
}

fn parse_line(line: &[u8]) -> Option<(String, Found)> {
    let text = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (name, digits) = (text.get(..NAME)?.trim_end(), text.get(NAME + 1..)?);
    let blank = name.is_empty();
    if text.as_bytes().get(NAME) != Some(&b' ') || digits.len() != DIGITS || !(blank || fits(name)) {
        return None;
    }
    if digits.bytes().all(|digit| digit == b'-') {
        return Some((name.to_owned(), Found::Destroyed));
    }
    let mut key = [0; KEY_BYTES];
    for (byte, pair) in key.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    (!blank).then(|| (name.to_owned(), Found::Key(key)))
}

/// Whether a name can stand in a line.
pub(super) fn fits(name: &str) -> bool {
    (1..=NAME).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

pub(super) fn line(name: &str, found: Found) -> String {
    let digits = match found {
        Found::Key(key) => key.iter().map(|byte| format!("{byte:02x}")).collect(),
        Found::Destroyed => "-".repeat(DIGITS),
    };
    format!("{name:<NAME$} {digits}\n")
}
