//! A fund at work on its store. Knows no gRPC and no HTTP: adapters translate, this does.

mod document;
mod fund;
pub(crate) mod import;
mod machine;
pub(crate) mod payment;
mod release;
mod seal;
#[cfg(test)]
mod tests;
pub(crate) mod verify;

pub(crate) use document::Document;
pub(crate) use fund::{CommandError, Fund, Order};
pub(crate) use machine::FundMachine;
pub(crate) use seal::SealFault;
pub(crate) use seal::{PlainFields, Sealer, Unsealed};
