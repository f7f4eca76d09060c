//! The bureau at work on its store and towards the regions. Knows no gRPC service of its own and no HTTP.

mod bureau;
mod machine;
mod regions;
mod rounds;

pub(crate) use bureau::{Bureau, CommandError, Order};
pub(crate) use machine::BureauMachine;
pub(crate) use regions::{Contact, Regions};
pub(crate) use rounds::keep_up;
