//! What crosses a region's border, and who may cross it: everything that a server sends is read before it is
//! encrypted, and every kind of caller tries everything.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod access;
mod behaviour;
mod callers;
mod canaries;
mod egress;
mod leaks;
mod nodes;
mod planted;
mod raw;
mod wire;
mod year;
