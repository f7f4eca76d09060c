//! The demonstration: a whole federation on one machine, sixteen nodes and a coordinator, each a process of its
//! own, that goes through the fund year 2018.
//!
//! [`data`] says what people mean to do, [`folder`] lays out the files, [`processes`] starts and stops, and the
//! rest plays the people: everything goes through the same gRPC interfaces that a fund's own software would use.

pub(crate) mod data;

mod bureau;
mod command;
mod folder;
mod ports;
mod processes;
mod refusals;
mod region;
mod summary;
mod year;

pub(crate) use command::DemoArguments;
