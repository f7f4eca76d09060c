//! Reads CBS's key figures of districts and neighbourhoods as StatLine exports them (table 84583NED, 2019):
//! fields between `;`, quoted, padded with spaces, UTF-8 with a byte-order mark. `.` and an empty field are a
//! value that is not published, never zero.

mod columns;
mod problem;
#[cfg(test)]
mod tests;

pub(crate) use problem::CbsError;

use columns::{Columns, Row};
use problem::{At, CbsRule};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use wijkfonds_domain::index::{AreaFigures, Indicator};

/// The country's table is some 25 MB; what is much larger is another file.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// What is used of the file.
#[derive(Debug)]
pub(super) struct Table {
    /// Its neighbourhoods, in the order of the file.
    pub(super) neighbourhoods: Vec<Neighbourhood>,
}

/// A neighbourhood.
#[derive(Debug)]
pub(super) struct Neighbourhood {
    /// Its code, inhabitants and indicators.
    pub(super) figures: AreaFigures,
    /// Its name; in exports that have only codes, its code.
    pub(super) name: String,
    /// The district it lies in.
    pub(super) district: String,
    /// The municipality it lies in.
    pub(super) municipality: String,
    /// The postcode that most of its addresses have.
    pub(super) postcode: Option<String>,
}

/// Reads a file.
///
/// # Errors
/// [`CbsError`] with file, line, column and rule.
pub(super) fn read(path: &Path) -> Result<Table, CbsError> {
    let at = At::file(path);
    let file = std::fs::File::open(path).map_err(|error| at.broken(CbsRule::Unreadable(error.kind())))?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| at.broken(CbsRule::Unreadable(error.kind())))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(at.broken(CbsRule::TooLarge));
    }
    parse(path, &bytes)
}

/// Reads a file's content.
///
/// # Errors
/// As [`read`].
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Table, CbsError> {
    let at = At::file(path);
    if bytes.contains(&0) || bytes.starts_with(b"PK") {
        return Err(at.broken(CbsRule::WrongKindOfFile));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        at.line(1 + before.filter(|byte| **byte == b'\n').count() as u64).broken(CbsRule::NotUtf8)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| at.line(1).broken(CbsRule::WrongKindOfFile))?.clone();
    let columns = Columns::find(&at, &header)?;
    let mut codes = BTreeSet::new();
    let mut neighbourhoods = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| at.line(index as u64 + 2).broken(CbsRule::WrongKindOfFile))?;
        let line = record.position().map_or(index as u64 + 2, csv::Position::line);
        let row = Row::new(at.line(line), &columns, &record)?;
        if let Some(neighbourhood) = neighbourhood(&row)? {
            if !codes.insert(neighbourhood.figures.code.clone()) {
                return Err(row.broken(&columns.code, CbsRule::DoubleCode));
            }
            neighbourhoods.push(neighbourhood);
        }
    }
    Ok(Table { neighbourhoods })
}

/// The neighbourhood on a row; `None` for a district or a municipality.
fn neighbourhood(row: &Row<'_>) -> Result<Option<Neighbourhood>, CbsError> {
    let columns = row.columns;
    match row.text(&columns.kind) {
        "Gemeente" | "Wijk" => return Ok(None),
        "Buurt" => {}
        _ => return Err(row.broken(&columns.kind, CbsRule::UnknownKindOfRegion)),
    }
    let code = row.neighbourhood_code()?;
    let inhabitants = row.whole(&columns.inhabitants)?;
    // CBS rounds each count, so a share is as exact as the rounding leaves it
    let share = |parts: &[Option<u64>]| share(parts, inhabitants);
    let non_western = row.whole(&columns.non_western)?;
    let [assistance, disability, unemployment, pension] =
        [&columns.assistance, &columns.disability, &columns.unemployment, &columns.pension]
            .map(|column| row.whole(column));
    let (assistance, disability, unemployment, pension) = (assistance?, disability?, unemployment?, pension?);
    let indicators = BTreeMap::from([
        (Indicator::LowIncome, row.percentage(&columns.low_income)?),
        (Indicator::Inactive, share(&[assistance, disability, unemployment, pension])),
        (Indicator::InactiveWithoutPensioners, share(&[assistance, disability, unemployment])),
        (Indicator::NonWestern, share(&[non_western])),
        (Indicator::AddressDensity, row.number(&columns.density)?),
    ]);
    let name = match row.text(&columns.name) {
        "" => format!("Buurt {code}"),
        name if name == code.as_str() => format!("Buurt {code}"),
        name => name.to_owned(),
    };
    Ok(Some(Neighbourhood {
        name,
        district: format!("WK{}", &code.as_str()[2..8]),
        municipality: row.text(&columns.municipality).to_owned(),
        postcode: row.published(&columns.postcode).map(str::to_owned),
        figures: AreaFigures { code, inhabitants, indicators },
    }))
}

/// The parts in % of the inhabitants; not known when one of them is not, or nobody lives there.
fn share(parts: &[Option<u64>], inhabitants: Option<u64>) -> Option<f64> {
    let sum = parts.iter().copied().sum::<Option<u64>>()?;
    let inhabitants = inhabitants.filter(|inhabitants| *inhabitants > 0)?;
    Some(100.0 * small(sum)? / small(inhabitants)?)
}

/// Counts of people fit in 32 bits, which a float holds exactly.
fn small(count: u64) -> Option<f64> {
    u32::try_from(count).ok().map(f64::from)
}
