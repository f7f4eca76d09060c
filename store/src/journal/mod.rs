//! The journal: every entry ever answered, in files that anyone can check with common tools.
//!
//! # Form
//!
//! A folder of segments, `journal/<number of the first entry, 20 digits>.log`. Each is a text of lines
//!
//! ```text
//! HASH SP JSON LF
//! ```
//!
//! - JSON is one object with, in this order, `v` (1), `seq` (from 1, without gaps), `at`, `actor`, `request_id`,
//!   `request` (the SHA-256, in hex, of the command's JSON) and `events`.
//! - HASH is the SHA-256, in lower-case hex, of the previous line's HASH (its 64 characters) followed by the bytes
//!   of JSON as written. The first line of all follows 64 zeros. The chain runs on from segment to segment.
//!
//! `tests/verify.sh` of this crate checks it with `sh`, `sed` and `sha256sum`.
//!
//! A segment that has a successor never changes, so a backup may copy it once and for all. A last line without its
//! LF was cut short by a crash and was never answered; it is cut off when the store opens. Any other irregularity
//! is a [`Break`], and a store with a break does not open.
//!
//! # What the chain cannot see
//!
//! Whole entries missing from the end, after a crash. (After a clean close, the file `closed` gives them away.)
//! Whoever keeps [`Head`]s elsewhere, with backups or with the bureau, can tell.

mod append;
mod copy;
mod disk;
mod flaw;
mod hash;
mod line;
mod positions;
mod segments;
mod walk;

pub use copy::{CopyError, Verified, export, read, restore, verify};
pub use flaw::{Break, BreakKind, JsonFlaw};
pub use hash::{Hash, Head};
pub use line::{Entry, MAX_LINE_BYTES};

pub(crate) use append::{Appender, Block};
pub(crate) use copy::copy_until;
#[cfg(test)]
pub(crate) use disk::SegmentFile;
pub(crate) use disk::{Disk, RealDisk};
pub(crate) use line::{decode, encode};
pub(crate) use positions::{Place, Positions};
pub(crate) use segments::renew;
pub(crate) use walk::Walk;
