//! What can be wrong with a CBS file, and where.

use std::path::{Path, PathBuf};
use thiserror::Error;

/// Something wrong with a CBS file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{}{}: {rule}", .file.display(), .line.map(|line| format!(", line {line}")).unwrap_or_default(),
    .column.as_ref().map(|column| format!(", column `{column}`")).unwrap_or_default())]
pub(crate) struct CbsError {
    /// The file.
    pub(crate) file: PathBuf,
    /// The line, from 1; absent when it is about the file as a whole.
    pub(crate) line: Option<u64>,
    /// The column by its name in the header.
    pub(crate) column: Option<String>,
    /// The rule that it breaks.
    pub(crate) rule: CbsRule,
}

/// The rules that a CBS file keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum CbsRule {
    #[error("the file cannot be read: {0}")]
    Unreadable(std::io::ErrorKind),
    #[error("the file is larger than 64 MiB")]
    TooLarge,
    #[error(
        "this is no export of CBS's key figures of districts and neighbourhoods from StatLine, with `;` between fields"
    )]
    WrongKindOfFile,
    #[error("the line is not UTF-8")]
    NotUtf8,
    #[error("the column is missing; exports of other years have other numbers in their column names")]
    MissingColumn,
    #[error("the line has {found} fields, and the header {expected}")]
    WrongFieldCount { found: usize, expected: usize },
    #[error("a region is a Gemeente, a Wijk or a Buurt")]
    UnknownKindOfRegion,
    #[error("the code of a neighbourhood is BU and eight digits")]
    BadCode,
    #[error("an earlier line has this code")]
    DoubleCode,
    #[error("this is not a whole number of at least 0, nor `.`")]
    NotAWholeNumber,
    #[error("this is not a number of at least 0, nor `.`")]
    NotANumber,
    #[error("a percentage is at most 100")]
    AboveHundred,
}

/// A place in a file.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    file: &'a Path,
    line: Option<u64>,
}

impl<'a> At<'a> {
    pub(super) fn file(file: &'a Path) -> Self {
        Self { file, line: None }
    }

    pub(super) fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    pub(super) fn broken(self, rule: CbsRule) -> CbsError {
        CbsError { file: self.file.to_owned(), line: self.line, column: None, rule }
    }

    pub(super) fn broken_in(self, column: &str, rule: CbsRule) -> CbsError {
        CbsError { column: Some(column.to_owned()), ..self.broken(rule) }
    }
}
