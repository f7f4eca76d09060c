//! What can be wrong with a journal, and where.

use std::{fmt, io, path::PathBuf};

/// A place where the journal is not what was written.
#[derive(Debug, thiserror::Error)]
#[error("{}, line {line}, entry {seq}: {kind}", file.display())]
pub struct Break {
    /// The file with the break, or the folder that should have had it.
    pub file: PathBuf,
    /// The line in that file, from 1.
    pub line: u64,
    /// The number of the entry that should be there.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: BreakKind,
}

/// What is wrong with a journal at a [`Break`].
#[derive(Debug, thiserror::Error)]
pub enum BreakKind {
    /// The file system would not read it.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// A line without its end in a segment that has a successor.
    #[error("the last line of a closed segment is cut short")]
    Torn,
    /// Not `HASH SP JSON`.
    #[error("not a line of a journal")]
    Malformed,
    /// Longer than anything that is ever written.
    #[error("longer than a line can be")]
    TooLong,
    /// The line, or the one before it, was changed.
    #[error("the hash does not follow from the line before it and the entry")]
    WrongHash,
    /// The hash is right and the entry is not one.
    #[error("unreadable entry: {0}")]
    Unreadable(JsonFlaw),
    /// Written by a later release.
    #[error("written in version {0} of the journal's form, which this program does not know")]
    UnknownVersion(u64),
    /// The hash is right and the entry says that it is another.
    #[error("the entry says that it is number {0}")]
    WrongSeq(u64),
    /// The next segment does not start where the one before it ends.
    #[error("the segment that starts with this entry is missing")]
    MissingSegment,
    /// A file among the segments that is none.
    #[error("not a segment of a journal")]
    Stray,
    /// Records without a journal.
    #[error("there are records and no journal")]
    Missing,
    /// Entries at the end are missing.
    #[error("the journal ends before entry {closed_at}, at which it was closed")]
    Shorter {
        /// The number of the last entry when it was closed.
        closed_at: u64,
    },
    /// The chain is whole and not the one that was closed.
    #[error("the journal is not the one that was closed here")]
    Replaced,
}

/// Where and how a JSON text goes wrong, without quoting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonFlaw {
    category: serde_json::error::Category,
    column: usize,
}

impl JsonFlaw {
    /// Keeps the kind and the place of the error, and not its message, which may quote content.
    #[must_use]
    pub fn of(error: &serde_json::Error) -> Self {
        Self { category: error.classify(), column: error.column() }
    }
}

impl fmt::Display for JsonFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use serde_json::error::Category;
        let what = match self.category {
            Category::Io => "cannot be read",
            Category::Syntax => "not JSON",
            Category::Data => "not of the expected form",
            Category::Eof => "ends too early",
        };
        write!(f, "{what} at column {}", self.column)
    }
}
