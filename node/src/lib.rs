//! A region: it keeps its own records, lets its people work on them, and answers the bureau and the insurers
//! through the treaty. It works in full while the bureau, the network or any other region is gone.
//!
//! `app` is the fund at work on its store, without a word of gRPC or HTTP; `border`, `office` and `web` are
//! adapters that translate and hold no rule. It does not know the coordinator.

mod app;
mod border;
mod office;
mod web;

pub mod cli;
pub mod config;
mod run;

pub use run::{Hooks, Running, StartError, start};
