//! The command line, run to its end.

use crate::support::WIJKFONDS;
use std::ffi::OsStr;
use std::process::{Command, Output};

/// Runs `wijkfonds` with these arguments.
pub(crate) fn wijkfonds(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
    Command::new(WIJKFONDS).args(arguments).env("WIJKFONDS_LOG", "error").output().unwrap()
}

/// What it printed.
pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub(crate) fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
