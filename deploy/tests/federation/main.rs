//! A federation of real processes, and what happens when parts of it go away or are told nonsense.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod alone;
mod command;
mod files;
mod insurers;
mod journal;
mod load;
mod office;
mod payment;
mod power_cuts;
mod publication;
mod together;
