//! What a store runs, and the words in which it is asked and answers.

use std::{error::Error, fmt};

use serde::{Serialize, de::DeserializeOwned};

use crate::{fault::Fault, overlay::Overlay};

/// Pure decisions over records: no clock, no randomness, no I/O, nothing remembered between two calls.
///
/// `decide` runs once, on the store's writer thread. `apply` runs then, and again on every rebuild, for as long as
/// the journal lives; it has to come to the same records every time.
pub trait Machine: Send + Sync + 'static {
    /// The form of the records: another number whenever `apply` comes to other records for the same journal, so that
    /// those of an earlier version are built anew.
    const FORM: u32;
    /// What is asked. It is serialised only to take its digest, by which a repeated request is recognised, so two
    /// equal commands must serialise equally (no hash maps).
    type Command: Serialize + Send + Sync + 'static;
    /// What happened, as kept in the journal for ever. What `apply` and the caller receive is what was *read back*
    /// from the written form, so live records and rebuilt ones cannot differ by a lossy serialisation.
    type Event: Serialize + DeserializeOwned + Clone + Send + Sync + 'static;
    /// Why a command changes nothing.
    type Refusal: Send + 'static;

    /// Which events the command leads to, given the records. No events is a decision too: it takes a sequence
    /// number and is answered like any other.
    ///
    /// # Errors
    /// A fault means that the records cannot be trusted; it stops the store. A refusal is a value.
    fn decide(
        &self,
        records: &Overlay<'_>,
        command: &Self::Command,
        context: &Context,
    ) -> Result<Result<Vec<Self::Event>, Self::Refusal>, Fault>;

    /// Writes one event into the records.
    ///
    /// # Errors
    /// A fault means that the records cannot be trusted; it stops the store.
    fn apply(&self, records: &mut Overlay<'_>, event: &Self::Event, context: &Context) -> Result<(), Fault>;
}

/// Which entry is being decided or applied, when, and on whose behalf.
#[derive(Clone, PartialEq, Eq)]
pub struct Context {
    /// The entry's number in the journal, from 1, without gaps.
    pub seq: u64,
    /// The caller's time, RFC 3339 by custom; opaque to the store.
    pub at: String,
    /// Who did it, in which role; opaque to the store.
    pub actor: String,
    /// The id under which the caller can ask again.
    pub request_id: String,
}

/// A command on its way to the store.
pub struct Request<C> {
    /// The caller's own id for this request, unique for ever. Any text; an edge should refuse an empty one.
    pub request_id: String,
    /// Who asks, in which role.
    pub actor: String,
    /// When, RFC 3339 by custom.
    pub at: String,
    /// What is asked.
    pub command: C,
}

/// The answer to a command that was not refused: it is on the disk.
#[derive(Clone, PartialEq, Eq)]
pub struct Committed<E> {
    /// The entry's number in the journal.
    pub seq: u64,
    /// The time of the first request with this id, which for a repeated one is not the time of this request.
    pub at: String,
    /// What happened.
    pub events: Vec<E>,
    /// Whether this request id was answered before. Nothing was changed this time.
    pub repeated: bool,
}

/// Why a command changed nothing.
#[derive(Clone, PartialEq, Eq)]
pub enum SubmitError<R> {
    /// The machine's own decision, made on records that are on the disk.
    Refused(R),
    /// The queue is full. Nothing was decided; ask again later.
    Busy,
    /// This request id belongs to an earlier request with another command or another actor.
    RequestIdReused,
    /// The entry would be longer than [`Options::line_bytes`](crate::Options::line_bytes) allows.
    TooLarge {
        /// The length of the entry's JSON.
        bytes: usize,
        /// The most that is allowed.
        limit: usize,
    },
    /// The command has no JSON form (a map whose keys are not text, say), so it has no digest.
    Unserialisable,
    /// The store is closed or was stopped by a fault. Whether the command is on the disk is not known: after a
    /// restart, ask again under the same request id.
    Stopped,
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("seq", &self.seq).field("at", &self.at).finish_non_exhaustive()
    }
}

impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("request_id", &self.request_id)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Committed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Committed")
            .field("seq", &self.seq)
            .field("at", &self.at)
            .field("events", &self.events.len())
            .field("repeated", &self.repeated)
            .finish()
    }
}

impl<R> fmt::Debug for SubmitError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("Refused(..)"),
            Self::Busy => f.write_str("Busy"),
            Self::RequestIdReused => f.write_str("RequestIdReused"),
            Self::TooLarge { bytes, limit } => {
                f.debug_struct("TooLarge").field("bytes", bytes).field("limit", limit).finish()
            }
            Self::Unserialisable => f.write_str("Unserialisable"),
            Self::Stopped => f.write_str("Stopped"),
        }
    }
}

impl<R> fmt::Display for SubmitError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(_) => f.write_str("the command is refused"),
            Self::Busy => f.write_str("the queue of commands is full"),
            Self::RequestIdReused => f.write_str("the request id belongs to another request"),
            Self::TooLarge { bytes, limit } => {
                write!(f, "the entry would be {bytes} bytes long and the limit is {limit}")
            }
            Self::Unserialisable => f.write_str("the command has no JSON form"),
            Self::Stopped => f.write_str("the store has stopped"),
        }
    }
}

impl<R> Error for SubmitError<R> {}
