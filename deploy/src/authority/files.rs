//! Certificates and keys on disk: written whole or not at all, keys for their owner's eyes only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A certificate and its key, side by side in PEM form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Pair {
    /// `STEM.pem` and `STEM.key` in the directory.
    pub(crate) fn new(directory: &Path, stem: &str) -> Self {
        Self {
            certificate: directory.join(format!("{stem}.pem")),
            key: directory.join(format!("{stem}.key")),
        }
    }

    /// The key goes first: a certificate without a key is the worse half.
    pub(super) fn write_key(&self, pem: &str) -> Result<(), FileFault> {
        write(&self.key, pem, Reader::Owner)
    }

    pub(super) fn write_certificate(&self, pem: &str) -> Result<(), FileFault> {
        write(&self.certificate, pem, Reader::Everybody)
    }
}

/// A file that the system would not read or write.
#[derive(Debug, Error)]
#[error("{}: {source}", file.display())]
pub(crate) struct FileFault {
    /// The file.
    pub(crate) file: PathBuf,
    source: io::Error,
}

impl FileFault {
    fn at(file: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self { file: file.to_owned(), source }
    }
}

pub(super) fn read(file: &Path) -> Result<String, FileFault> {
    fs::read_to_string(file).map_err(FileFault::at(file))
}

/// The file's text, or nothing if there is no such file.
pub(super) fn read_if_there(file: &Path) -> Result<Option<String>, FileFault> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileFault::at(file)(error)),
    }
}

pub(super) fn make_directory(directory: &Path) -> Result<(), FileFault> {
    fs::create_dir_all(directory).map_err(FileFault::at(directory))
}

#[derive(Clone, Copy)]
enum Reader {
    Owner,
    Everybody,
}

/// Whoever looks sees the old file or the new one, also after a power cut.
fn write(file: &Path, text: &str, reader: Reader) -> Result<(), FileFault> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = file.with_file_name(name);
    let written = write_new(&new, text, reader).and_then(|()| fs::rename(&new, file));
    if let Err(error) = written {
        // What matters is the first error; a leftover `.new` file harms nobody.
        let _ = fs::remove_file(&new);
        return Err(FileFault::at(file)(error));
    }
    sync_directory(file).map_err(FileFault::at(file))
}

fn write_new(file: &Path, text: &str, reader: Reader) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    restrict(&mut options, reader);
    let mut opened = options.open(file)?;
    opened.write_all(text.as_bytes())?;
    opened.sync_all()
}

#[cfg(unix)]
fn restrict(options: &mut OpenOptions, reader: Reader) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(match reader {
        Reader::Owner => 0o600,
        Reader::Everybody => 0o644,
    });
}

#[cfg(not(unix))]
fn restrict(_: &mut OpenOptions, _: Reader) {}

fn sync_directory(file: &Path) -> io::Result<()> {
    match file.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        Some(directory) => File::open(directory)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}
