//! `/figures.csv`: every table of a year that regions released, a line per cell.

use wijkfonds_domain::bureau;
use wijkfonds_domain::disclosure::FigureTable;
use wijkfonds_domain::measure::DimensionKind;
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::Year;

/// The latest version of each table. `sign` says what an empty `figure` means, or that there is one.
pub(super) fn figures(records: &dyn Records, year: Year) -> Result<Vec<u8>, Fault> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let dimensions = DimensionKind::ALL.iter().map(|kind| kind.code());
    let names = ["region", "year", "period", "measure", "version"].into_iter().chain(dimensions);
    csv.write_record(names.chain(["figure", "sign"])).map_err(Fault::new)?;
    for member in bureau::members(records)? {
        let tables = bureau::received(records, &member.id, year)?;
        let is_latest = |table: &&FigureTable| {
            !tables.iter().any(|other| other.table == table.table && other.version > table.version)
        };
        for table in tables.iter().filter(is_latest) {
            write(&mut csv, table).map_err(Fault::new)?;
        }
    }
    csv.into_inner().map_err(|error| Fault::new(error.into_error()))
}

fn write(csv: &mut csv::Writer<Vec<u8>>, table: &FigureTable) -> Result<(), csv::Error> {
    for (cell, figure) in table.cells.iter().enumerate() {
        let id = &table.table;
        let codes = table.codes(cell);
        csv.write_field(id.region.as_str())?;
        csv.write_field(id.year.to_string())?;
        csv.write_field(id.period.to_string())?;
        csv.write_field(id.measure.code())?;
        csv.write_field(table.version.to_string())?;
        for kind in DimensionKind::ALL {
            let place = table.dimensions.iter().position(|dimension| dimension.kind == *kind);
            csv.write_field(place.and_then(|place| codes.get(place)).map_or("", |code| code.code.as_str()))?;
        }
        csv.write_record([figure.digits().as_str(), figure.sign()])?;
    }
    Ok(())
}
