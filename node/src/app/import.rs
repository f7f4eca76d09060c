//! Files of counts: bytes in, rows or every problem out. A problem names line, field and rule.

mod fields;
mod lines;
mod sheet;
mod tables;

pub(crate) use lines::{IMPORTS_AT_ONCE, Upload};
pub(crate) use tables::{insured, overviews};

use wijkfonds_domain::count::{MOST_PROBLEMS, RowProblem, RowRule};

/// What is wrong in a file, where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileProblem {
    /// From 1; the header is line 1.
    pub(crate) line: u64,
    /// The column's name; empty when it is about the line.
    pub(crate) field: &'static str,
    /// The rule it breaks.
    pub(crate) rule: RowRule,
}

impl FileProblem {
    fn of_line(line: u64, rule: RowRule) -> Self {
        Self { line, field: "", rule }
    }
}

/// Rows with the lines they stand on, and what is wrong with the others.
pub(crate) struct Parsed<T> {
    rows: Vec<T>,
    lines: Vec<u64>,
    problems: Vec<FileProblem>,
}

impl<T> Parsed<T> {
    fn failed(problem: FileProblem) -> Self {
        Self { rows: Vec::new(), lines: Vec::new(), problems: vec![problem] }
    }

    /// The rows and their lines, when nothing is wrong with any; else every problem, in the order of the lines,
    /// those that `check` finds in the sound rows among them.
    pub(crate) fn checked(
        self,
        check: impl FnOnce(&[T]) -> Vec<RowProblem>,
    ) -> Result<(Vec<T>, Vec<u64>), Vec<FileProblem>> {
        let Self { rows, lines, mut problems } = self;
        problems.extend(in_file(&lines, check(&rows)));
        problems.sort_by_key(|problem| problem.line);
        problems.truncate(MOST_PROBLEMS);
        if problems.is_empty() { Ok((rows, lines)) } else { Err(problems) }
    }
}

/// The same problems, by line instead of row.
pub(crate) fn in_file(lines: &[u64], problems: Vec<RowProblem>) -> Vec<FileProblem> {
    let line = |row: usize| lines.get(row).copied().unwrap_or_default();
    let named = |RowProblem { row, field, rule }| FileProblem { line: line(row), field, rule };
    problems.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests;
