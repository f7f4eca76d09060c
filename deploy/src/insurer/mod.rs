//! What a health insurer runs: it finds the regions through the bureau and pulls its statements from each.

mod command;
mod pull;

pub(crate) use command::InsurerCommand;
pub(crate) use pull::{Pulled, pull};
