//! The first sheet of a workbook (XLSX), row by row, as the same fields that a CSV file has.

use super::FileProblem;
use super::lines::{LONGEST_LINE, MOST_ROWS, MOST_UNPACKED};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use csv::StringRecord;
use std::io::{self, Cursor, Read};
use wijkfonds_domain::count::RowRule;
use zip::ZipArchive;
use zip::result::ZipError;

/// A row with its number in the sheet, from 1.
pub(super) type Row = (u64, Result<StringRecord, RowRule>);

/// The rows of the first sheet that are not empty, with at least so many fields each: a sheet does not say
/// where a row ends, so cells that are not there are empty fields.
pub(super) fn rows(bytes: Vec<u8>, columns: usize) -> Result<Vec<Row>, FileProblem> {
    let unreadable = FileProblem::of_line(1, RowRule::BadWorkbook);
    match unpacked(&bytes) {
        Ok(size) if size <= MOST_UNPACKED => {}
        Ok(_) => return Err(FileProblem::of_line(1, RowRule::FileTooLarge)),
        Err(_) => return Err(unreadable),
    }
    read(bytes, columns).ok().flatten().ok_or(unreadable)
}

/// How many bytes the parts hold, counted and not believed, and no further than one above the limit: a
/// workbook is read only when that is known, so that a small file cannot fill the memory.
fn unpacked(bytes: &[u8]) -> Result<u64, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut size = 0;
    for part in 0..archive.len() {
        let left = MOST_UNPACKED + 1 - size;
        size += io::copy(&mut archive.by_index(part)?.take(left), &mut io::sink())?;
        if size > MOST_UNPACKED {
            break;
        }
    }
    Ok(size)
}

/// `None` when the cells do not come row by row from left to right.
fn read(bytes: Vec<u8>, columns: usize) -> Result<Option<Vec<Row>>, XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let Some(first) = workbook.sheet_names().first().cloned() else { return Ok(None) };
    let mut cells = workbook.worksheet_cells_reader(&first)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        if row != at {
            rows.extend(record(at, &mut fields, columns));
            if rows.len() > MOST_ROWS {
                // one row too many is as wrong as a million
                return Ok(Some(rows));
            }
        }
        let place = column as usize;
        if row < at || place < fields.len() {
            return Ok(None);
        }
        at = row;
        // one field too many is as wrong as a thousand
        fields.resize(place.min(columns), String::new());
        fields.push(text);
    }
    rows.extend(record(at, &mut fields, columns));
    Ok(Some(rows))
}

/// The fields gathered so far as a row, if there are any.
fn record(at: u32, fields: &mut Vec<String>, columns: usize) -> Option<Row> {
    if fields.is_empty() {
        return None;
    }
    let mut fields = std::mem::take(fields);
    fields.resize(fields.len().max(columns), String::new());
    let length: usize = fields.iter().map(String::len).sum();
    let record =
        if length > LONGEST_LINE { Err(RowRule::LineTooLong) } else { Ok(StringRecord::from(fields)) };
    Some((u64::from(at) + 1, record))
}

/// A cell as somebody would write it in CSV. What is no text and no number becomes a text that is no count and
/// no code, and is named by its field's own rule.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        // a whole number prints without a point; a broken one keeps its own, and is no count
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}
