//! The two kinds of file: the insured per area and insurer, and the practices' overviews.

use super::fields::Fields;
use super::lines::{Content, MOST_ROWS};
use super::sheet::{self, Row};
use super::{FileProblem, Parsed, Upload};
use csv::{Position, ReaderBuilder, StringRecord};
use wijkfonds_domain::count::enrolled::OverviewRow;
use wijkfonds_domain::count::insured::InsuredRow;
use wijkfonds_domain::count::{MOST_PROBLEMS, RowRule};

/// Rows between two tidings of how far the reading is.
const TOLD_EVERY: usize = 10_000;

/// Reads a file with the columns area, uzovi, insured. `told` hears how many rows have been read.
pub(crate) fn insured(upload: Upload, told: &mut dyn FnMut(u64)) -> Parsed<InsuredRow> {
    read(upload, &["area", "uzovi", "insured"], told, |fields| {
        let (area, uzovi) = (fields.code("area", RowRule::BadArea), fields.code("uzovi", RowRule::BadUzovi));
        let insured = fields.count("insured");
        Some(InsuredRow { area: area?, uzovi: uzovi?, insured: insured? })
    })
}

/// Reads a file with the columns agb, name, owner, located_in, population, area, enrolled, as [`insured`] does.
pub(crate) fn overviews(upload: Upload, told: &mut dyn FnMut(u64)) -> Parsed<OverviewRow> {
    let columns = ["agb", "name", "owner", "located_in", "population", "area", "enrolled"];
    read(upload, &columns, told, |fields| {
        let agb = fields.code("agb", RowRule::BadAgb);
        let (name, owner) = (fields.text("name"), fields.text("owner"));
        let located_in = fields.optional_code("located_in", RowRule::BadArea);
        let population = fields.count("population");
        let area = fields.code("area", RowRule::BadArea);
        let enrolled = fields.count("enrolled");
        Some(OverviewRow {
            agb: agb?,
            name: name?.into(),
            owner: owner?.into(),
            located_in: located_in?,
            population: population?,
            area: area?,
            enrolled: enrolled?,
        })
    })
}

fn read<T>(
    upload: Upload,
    columns: &[&str],
    told: &mut dyn FnMut(u64),
    row: impl FnMut(&mut Fields<'_>) -> Option<T>,
) -> Parsed<T> {
    match upload.content() {
        Err(problem) => Parsed::failed(problem),
        Ok(Content::Csv(text)) => read_csv(&text, columns, told, row),
        Ok(Content::Workbook(bytes)) => match sheet::rows(bytes, columns.len()) {
            Err(problem) => Parsed::failed(problem),
            Ok(rows) => read_rows(rows.into_iter(), columns, told, row),
        },
    }
}

fn read_csv<T>(
    text: &str,
    columns: &[&str],
    told: &mut dyn FnMut(u64),
    row: impl FnMut(&mut Fields<'_>) -> Option<T>,
) -> Parsed<T> {
    // a spreadsheet set to Dutch writes semicolons
    let first_line = text.lines().next().unwrap_or_default();
    let delimiter = if first_line.contains(';') { b';' } else { b',' };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    // the text is UTF-8 and the reader flexible, so nothing can go wrong in it any more
    let records = reader.records().map_while(Result::ok);
    let rows = records.map(|record| (record.position().map_or(0, Position::line), Ok(record)));
    read_rows(rows, columns, told, row)
}

/// Reads rows of either format: the header first. `told` hears every so often how many it has read.
fn read_rows<T>(
    mut rows: impl Iterator<Item = Row>,
    columns: &[&str],
    told: &mut dyn FnMut(u64),
    mut row: impl FnMut(&mut Fields<'_>) -> Option<T>,
) -> Parsed<T> {
    let is_header = |record: &StringRecord| record.iter().map(str::trim).eq(columns.iter().copied());
    match rows.next() {
        Some((_, Ok(record))) if is_header(&record) => {}
        _ => return Parsed::failed(FileProblem::of_line(1, RowRule::WrongColumns)),
    }
    let mut parsed = Parsed { rows: Vec::new(), lines: Vec::new(), problems: Vec::new() };
    for (line, record) in rows {
        match record {
            Err(rule) => parsed.problems.push(FileProblem::of_line(line, rule)),
            Ok(record) if record.len() != columns.len() => {
                parsed.problems.push(FileProblem::of_line(line, RowRule::WrongFieldCount));
            }
            Ok(record) => {
                if let Some(found) = row(&mut Fields::new(&record, line, &mut parsed.problems)) {
                    parsed.rows.push(found);
                    parsed.lines.push(line);
                }
            }
        }
        if parsed.problems.len() >= MOST_PROBLEMS {
            break;
        }
        if parsed.rows.len() > MOST_ROWS {
            return Parsed::failed(FileProblem::of_line(line, RowRule::TooManyRows));
        }
        if parsed.rows.len().is_multiple_of(TOLD_EVERY) {
            told(parsed.rows.len() as u64);
        }
    }
    if parsed.rows.is_empty() && parsed.problems.is_empty() {
        return Parsed::failed(FileProblem::of_line(1, RowRule::NoRows));
    }
    parsed
}
