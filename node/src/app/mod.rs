//! A fund at work on its store. Knows no gRPC and no HTTP: adapters translate, this does.

mod fund;
pub(crate) mod import;
mod machine;
pub(crate) mod payment;

pub(crate) use fund::{CommandError, Fund, Order};
pub(crate) use machine::FundMachine;
