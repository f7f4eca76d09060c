//! Certificate authorities in code: one for the federation, one for each office's own staff.
//!
//! An authority is a directory with its certificate and key; it issues only names of its own trust
//! domain, and what it issues is what [`wijkfonds_proto::tls`] admits. The time is always given.

mod command;
mod files;
pub(crate) mod issue;
pub(crate) mod profile;
pub(crate) mod set;
#[cfg(test)]
mod tests;

pub(crate) use command::AuthorityCommand;
