//! The demonstration.

// only the tests use the data until there is something that plays it
#[cfg_attr(not(test), allow(dead_code, unused_imports))]
pub(crate) mod data;
