//! What goes wrong that is nobody's decision: disks, damage, and machines that contradict themselves.

use std::{
    error::Error,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::journal::{Break, BreakKind, JsonFlaw};

/// The store, or what it holds, cannot be trusted any further. No content is ever part of it, only keys and numbers.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// sled would not do what was asked.
    #[error("cannot {doing} the records")]
    Records {
        /// What was being done.
        doing: &'static str,
        /// sled's own word for it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The journal is damaged.
    #[error(transparent)]
    Journal(#[from] Break),
    /// The file system would not do what was asked.
    #[error("cannot {doing} {}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// The system's own word for it.
        source: io::Error,
    },
    /// A machine found a record that it cannot read.
    #[error("the record under {key} is unreadable: {flaw}")]
    Record {
        /// The record's key, with bytes that are not printable escaped.
        key: String,
        /// Where its JSON goes wrong.
        flaw: JsonFlaw,
    },
    /// Events that cannot be written so that they can be read again. They were not written.
    #[error("the events of entry {seq} cannot be written and read back: {kind}")]
    Events {
        /// The number that the entry would have had.
        seq: u64,
        /// What a reader of the journal would have found.
        kind: BreakKind,
    },
    /// A machine found its records at odds with themselves or with an event.
    #[error("the records contradict themselves")]
    Machine(#[source] Box<dyn Error + Send + Sync>),
    /// A machine panicked; what it said went to the panic hook.
    #[error("deciding or applying a command panicked")]
    Panicked,
    /// The store is closed or was stopped by an earlier fault.
    #[error("the store has stopped")]
    Stopped,
}

impl Fault {
    /// A machine's own finding that its records are at odds with themselves or with an event.
    pub fn machine(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Machine(error.into())
    }

    /// A record that is not the JSON that its machine wrote. Of `error` only the place is kept, as its message may
    /// quote the record.
    #[must_use]
    pub fn record(key: &[u8], error: &serde_json::Error) -> Self {
        Self::Record { key: key.escape_ascii().to_string(), flaw: JsonFlaw::of(error) }
    }

    pub(crate) fn records(doing: &'static str, error: sled::Error) -> Self {
        Self::Records { doing, source: Box::new(error) }
    }

    pub(crate) fn io<'a>(doing: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + use<'a> {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }
}

/// Why a store does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another store in this one, has the folder open.
    #[error("{} is held by another process", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// A restore or export into this folder was cut short; what there is of it is no journal.
    #[error("{} was left by a copy that did not finish; delete it and restore again", path.display())]
    UnfinishedCopy {
        /// The folder of the unfinished copy.
        path: PathBuf,
    },
    /// The journal is damaged.
    #[error(transparent)]
    Journal(#[from] Break),
    /// An entry of the journal could not be applied to the records.
    #[error("entry {seq} of the journal cannot be applied")]
    Apply {
        /// The entry's number.
        seq: u64,
        /// What the machine said.
        #[source]
        fault: Fault,
    },
    /// Something underneath failed.
    #[error(transparent)]
    Fault(Fault),
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Journal(damage) => Self::Journal(damage),
            other => Self::Fault(other),
        }
    }
}

/// Why a store no longer takes commands.
#[derive(Debug, Clone)]
pub enum Stop {
    /// It was closed, and everything is in its place.
    Closed,
    /// Something failed. The process should end: a new one starts from the journal.
    Fault(Arc<Fault>),
}

impl Stop {
    /// Whether this is the orderly end.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        matches!(self, Self::Closed)
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Fault(fault) = self else { return f.write_str("the store was closed") };
        write!(f, "{fault}")?;
        let mut cause = fault.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
