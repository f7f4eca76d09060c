//! What the node and the coordinator both need at their edges towards people and the operating system:
//! words in two languages, numbers as people write them, pages on this computer alone, a chart, logs,
//! the end of a process, and configuration files.
//!
//! It knows the domain's codes and terms, so that each has a sentence. It does not know a store, a message
//! that crosses a border, or which page shows what.

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
