//! `wijkfonds office`: the work of an office from a terminal, with the certificate of a member of its staff.
//!
//! Nothing here knows a call: commands, flags, help and tables are made of the descriptors of the office packages,
//! so a call is there as soon as it is in a `.proto` file. What may be done is decided by the office's listener.

mod amount;
mod call;
mod cell;
mod command;
mod connection;
mod detail;
mod download;
mod exchange;
mod failure;
mod names;
mod output;
mod shape;
mod table;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use command::OfficeCommand;
