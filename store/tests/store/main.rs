//! The store from outside: what a node relies on.

#![allow(clippy::unwrap_used)]

mod answers;
mod copies;
mod crowds;
mod damage;
mod restarts;
mod stops;
mod tally;
