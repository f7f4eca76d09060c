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
}

opaque_debug!(Command, Event);
