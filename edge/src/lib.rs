//! What the node and the coordinator both need at their edges: words in two languages, numbers as people write
//! them, pages on this computer alone, a chart, logs, configuration files, the start and end of a process, and a
//! store's records as the domain's port.
//!
//! It knows the domain's codes and terms, so that each has a sentence, and it runs whatever machine a store has.
//! It does not know a message that crosses a border, or which page shows what.

pub mod format;
pub mod messages;

pub mod chart;
pub mod page;

pub mod config;
pub mod desk;
pub mod parts;
pub mod records;
pub mod shutdown;
pub mod telemetry;

mod language;
mod notice;

pub use language::Language;
pub use notice::Notice;
