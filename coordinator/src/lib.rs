//! The national bureau: it publishes rates and area lists, asks every region for its figures, adds up what it
//! may, and shows it.
//!
//! What it publishes goes out until every region has acknowledged it; a region that is away gets it when it is
//! back. It holds nothing that a region has not released, and works without any of them. It does not know the
//! node, only the treaty.

mod app;
mod border;
mod office;
mod web;

pub mod cli;
pub mod config;
mod run;

pub use run::{Hooks, Running, StartError, start};
