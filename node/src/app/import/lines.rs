//! A file as it comes in, chunk by chunk, with its limits kept while it comes.

use super::FileProblem;
use wijkfonds_domain::count::RowRule;

pub(super) const LONGEST_LINE: usize = 4_096;
/// The largest file: 100,000 rows of overviews with names of 200 characters are some 45 MiB of CSV.
pub(super) const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// What a workbook may unpack to, all its parts together: rows of that length take twice as much as in CSV.
pub(super) const MOST_UNPACKED: u64 = 4 * LARGEST_FILE as u64;
/// The most rows: rows of a few characters would take far more memory than the file.
pub(super) const MOST_ROWS: usize = 200_000;

/// The most files that are taken in at once.
pub(crate) const IMPORTS_AT_ONCE: usize = 2;

/// How a workbook (XLSX, which is a ZIP archive) begins; no text begins so.
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// What came in, by its first bytes.
pub(super) enum Content {
    /// Text, without a byte-order mark.
    Csv(String),
    /// The bytes of a workbook.
    Workbook(Vec<u8>),
}

/// A file that is coming in. It stops taking bytes at the first broken limit, so that a line of 200 MB takes no
/// more memory than one of 4 KB.
pub(crate) struct Upload {
    bytes: Vec<u8>,
    line: u64,
    line_length: usize,
    problem: Option<FileProblem>,
}

impl Default for Upload {
    fn default() -> Self {
        Self { bytes: Vec::new(), line: 1, line_length: 0, problem: None }
    }
}

impl Upload {
    /// The bytes that have come in.
    pub(crate) fn received(&self) -> usize {
        self.bytes.len()
    }

    /// Takes a chunk; `false` when a limit is broken and the rest need not come.
    pub(crate) fn take(&mut self, chunk: &[u8]) -> bool {
        let known = self.bytes.iter().chain(chunk).take(WORKBOOK.len());
        let begins_as_workbook = known.zip(WORKBOOK).all(|(byte, expected)| byte == expected);
        for byte in chunk {
            if begins_as_workbook {
                break;
            }
            if *byte == b'\n' {
                self.line += 1;
                self.line_length = 0;
                continue;
            }
            self.line_length += 1;
            if self.line_length > LONGEST_LINE {
                return self.stop(RowRule::LineTooLong);
            }
        }
        if self.bytes.len() + chunk.len() > LARGEST_FILE {
            return self.stop(RowRule::FileTooLarge);
        }
        self.bytes.extend_from_slice(chunk);
        true
    }

    fn stop(&mut self, rule: RowRule) -> bool {
        self.problem.get_or_insert(FileProblem::of_line(self.line, rule));
        false
    }

    /// The whole file, whatever its name says that it is.
    pub(super) fn content(self) -> Result<Content, FileProblem> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.bytes.starts_with(WORKBOOK) {
            return Ok(Content::Workbook(self.bytes));
        }
        let text = String::from_utf8(self.bytes).map_err(|error| {
            let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = sound.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            FileProblem::of_line(line, RowRule::NotUtf8)
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // the csv reader counts a line after CR LF one too low
        Ok(Content::Csv(text.replace("\r\n", "\n")))
    }
}
