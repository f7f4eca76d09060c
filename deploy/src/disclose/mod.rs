//! `wijkfonds disclose`: protects one table from a file, or audits a pattern that any tool made.
//!
//! It works on its owner's files alone and has to do with no region. What it prints tells primary from secondary
//! cells, and is for its owner.

mod command;
mod input;
mod output;
mod spec;

pub(crate) use command::DiscloseArguments;

#[cfg(test)]
mod tests;
