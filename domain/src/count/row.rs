//! What can be wrong with a row of a file that people send.

use crate::rules::AreaForms;
use thiserror::Error;

/// A file's problems are given in one answer, up to this many.
pub const MOST_PROBLEMS: usize = 100;

/// One thing wrong with one field of one row.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("row {row}, field `{field}`: {rule}")]
pub struct RowProblem {
    /// The row, from 0. Who reads the file knows on which line it stands.
    pub row: usize,
    /// The column's name.
    pub field: &'static str,
    /// The rule that it breaks.
    pub rule: RowRule,
}

/// The rules that a row keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum RowRule {
    /// The header line is not the one of this kind of file.
    #[error("the columns are not those of this kind of file")]
    WrongColumns,
    /// The row has more or fewer fields than the header.
    #[error("the row has another number of fields than the header")]
    WrongFieldCount,
    /// The line is not text in UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The file begins as a workbook (XLSX) and cannot be read as one.
    #[error("the workbook cannot be read")]
    BadWorkbook,
    /// The line is longer than a line of this kind of file can be.
    #[error("the line is longer than 4096 bytes")]
    LineTooLong,
    /// The file is larger than this kind of file can be.
    #[error("the file is larger than 64 MiB")]
    FileTooLarge,
    /// The file has more rows than this kind of file can have.
    #[error("the file has more than 200000 rows")]
    TooManyRows,
    /// The file has a header and nothing else.
    #[error("the file has no rows")]
    NoRows,
    /// The field is empty.
    #[error("the field is empty")]
    Empty,
    /// The field is no whole number.
    #[error("this is not a whole number")]
    NotANumber,
    /// The number is below zero.
    #[error("a count is not negative")]
    Negative,
    /// The number is above 2,000,000.
    #[error("a count is at most 2000000")]
    TooLarge,
    /// The text is longer than 200 characters.
    #[error("a text is at most 200 characters")]
    TextTooLong,
    /// No AGB code of a practice.
    #[error("an AGB code is eight digits and starts with 01 or 37")]
    BadAgb,
    /// No UZOVI code.
    #[error("a UZOVI code is four digits")]
    BadUzovi,
    /// No area code.
    #[error("an area code is 2 to 12 capital letters and digits")]
    BadArea,
    /// The area's code has another form than the fund's rules of the year ask.
    #[error("the area's code has another form than the rules of the year ask")]
    AreaForm(AreaForms),
    /// The area is not on the year's list.
    #[error("the area is not on the year's list of designated areas")]
    UnknownArea,
    /// The insurer is not on the region's list.
    #[error("the insurer is not on the region's list")]
    UnknownInsurer,
    /// An earlier row has the same key.
    #[error("an earlier row says this already")]
    DoubleRow,
    /// An earlier row of the same practice says something else.
    #[error("an earlier row of this practice says something else")]
    DiffersFromEarlierRow,
    /// A practice has more patients from designated areas than patients.
    #[error("a practice has no more patients from designated areas than patients")]
    EnrolledAbovePopulation,
}

impl RowRule {
    /// The code by which messages and callers know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongColumns => "wrong_columns",
            Self::WrongFieldCount => "wrong_field_count",
            Self::NotUtf8 => "not_utf8",
            Self::BadWorkbook => "bad_workbook",
            Self::LineTooLong => "line_too_long",
            Self::FileTooLarge => "file_too_large",
            Self::TooManyRows => "too_many_rows",
            Self::NoRows => "no_rows",
            Self::Empty => "empty",
            Self::NotANumber => "not_a_number",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::TextTooLong => "text_too_long",
            Self::BadAgb => "bad_agb",
            Self::BadUzovi => "bad_uzovi",
            Self::BadArea => "bad_area",
            Self::AreaForm(_) => "area_form",
            Self::UnknownArea => "unknown_area",
            Self::UnknownInsurer => "unknown_insurer",
            Self::DoubleRow => "double_row",
            Self::DiffersFromEarlierRow => "differs_from_earlier_row",
            Self::EnrolledAbovePopulation => "enrolled_above_population",
        }
    }
}

/// The largest count that a row may hold.
pub(crate) const LARGEST_COUNT: u64 = 2_000_000;
