//! What can be asked of outcome records, and what happens to them.

use super::record::OutcomeRecord;
use crate::opaque::opaque_debug;
use serde::{Deserialize, Serialize};

/// A command about outcome records.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// A result is recorded; its number is given to it.
    Record(OutcomeRecord),
    /// A result was recorded wrongly: another takes its place, under a number of its own, and the wrong one stays.
    Correct {
        /// The number of the wrong one.
        corrects: u32,
        /// The right one; its number is given to it.
        record: OutcomeRecord,
        /// What was wrong.
        reason: String,
    },
}

/// What happened to outcome records. A stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// A result was recorded.
    Recorded {
        /// The result.
        record: OutcomeRecord,
    },
    /// A result took the place of another.
    Corrected {
        /// The number of the other.
        corrects: u32,
        /// The result.
        record: OutcomeRecord,
        /// What was wrong.
        reason: String,
    },
}

opaque_debug!(Command, Event);
