//! Figures that regions released, and what they add up to.

use super::{BureauRefusal, Event, MEMBERS, Stop, members};
use crate::disclosure::{Figure, FigureTable};
use crate::measure::{Measure, Period};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{RegionId, Year};

const FIGURES: Table<Vec<FigureTable>> = Table::new("figures");

const ASKED: Table<bool> = Table::new("figures-asked");

/// The years whose figures are wanted.
///
/// # Errors
/// [`Fault`] from the store.
pub fn asked_years(records: &dyn Records) -> Result<Vec<Year>, Fault> {
    let asked = ASKED.under(records, "")?.into_iter();
    asked.map(|(key, _)| Year::new(key.parse().map_err(Fault::new)?).map_err(Fault::new)).collect()
}

/// Whether the bureau has a region's figures of a year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn has_figures(records: &dyn Records, region: &RegionId, year: Year) -> Result<bool, Fault> {
    Ok(FIGURES.get(records, format_args!("{year}/{region}"))?.is_some())
}

/// A measure over all regions: only what regions published is in the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalFigure {
    /// The measure.
    pub measure: Measure,
    /// The sum over the regions that published it.
    pub total: u64,
    /// Each region that published it, with its figure.
    pub published_by: Vec<(RegionId, u64)>,
    /// The regions that withheld it.
    pub withheld_by: Vec<RegionId>,
    /// The regions whose figures the bureau does not have.
    pub missing: Vec<RegionId>,
    /// The cells that the regions withheld.
    pub cells_withheld: u64,
    /// The cells that they published.
    pub cells_published: u64,
}

/// The figures of a year, one per measure of the catalogue.
///
/// # Errors
/// [`Fault`] from the store.
pub fn national(records: &dyn Records, year: Year) -> Result<Vec<NationalFigure>, Fault> {
    let mut received = Vec::new();
    for member in members(records)? {
        let tables = FIGURES.get(records, format_args!("{year}/{}", member.id))?;
        received.push((member.id, tables));
    }
    Ok(Measure::ALL.iter().map(|measure| add_up(*measure, &received)).collect())
}

fn add_up(measure: Measure, received: &[(RegionId, Option<Vec<FigureTable>>)]) -> NationalFigure {
    let mut national = NationalFigure {
        measure,
        total: 0,
        published_by: Vec::new(),
        withheld_by: Vec::new(),
        missing: Vec::new(),
        cells_withheld: 0,
        cells_published: 0,
    };
    for (region, tables) in received {
        let table = tables
            .iter()
            .flatten()
            .rfind(|table| table.table.measure == measure && table.table.period == Period::Year);
        national.cells_withheld += table.map_or(0, FigureTable::cells_withheld);
        national.cells_published += table.map_or(0, FigureTable::cells_published);
        match table.map_or(Figure::Missing, FigureTable::grand_total) {
            Figure::Value(value) => {
                national.total = national.total.saturating_add(value);
                national.published_by.push((region.clone(), value));
            }
            Figure::Nil => national.published_by.push((region.clone(), 0)),
            Figure::Secret => national.withheld_by.push(region.clone()),
            Figure::Missing => national.missing.push(region.clone()),
        }
    }
    national
}

pub(super) fn ask(records: &dyn Records, year: Year) -> Result<Vec<Event>, Stop> {
    let asked = ASKED.get(records, year)?.is_some();
    Ok(if asked { Vec::new() } else { vec![Event::FiguresAsked { year }] })
}

pub(super) fn apply_asked(records: &mut dyn RecordsMut, year: Year) -> Result<(), Fault> {
    ASKED.put(records, year, &true)
}

pub(super) fn keep(
    records: &dyn Records,
    region: &RegionId,
    year: Year,
    tables: &[FigureTable],
) -> Result<Vec<Event>, Stop> {
    if MEMBERS.get(records, region)?.is_none() {
        return Err(BureauRefusal::UnknownRegion(region.clone()).into());
    }
    if tables.iter().any(|table| table.table.region != *region || table.table.year != year) {
        return Err(BureauRefusal::ForeignTable.into());
    }
    if !tables.iter().all(FigureTable::is_whole) {
        return Err(BureauRefusal::BrokenTable.into());
    }
    let known = FIGURES.get(records, format_args!("{year}/{region}"))?.unwrap_or_default();
    let same =
        |one: &FigureTable, other: &FigureTable| one.table == other.table && one.version == other.version;
    let mut new: Vec<FigureTable> = Vec::new();
    for table in tables {
        match known.iter().chain(&new).find(|other| same(table, other)) {
            Some(other) if other == table => {}
            Some(_) => return Err(BureauRefusal::FiguresChanged.into()),
            None => new.push(table.clone()),
        }
    }
    if new.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::TablesKept { region: region.clone(), year, tables: new }])
}

pub(super) fn apply(
    records: &mut dyn RecordsMut,
    region: &RegionId,
    year: Year,
    tables: &[FigureTable],
) -> Result<(), Fault> {
    let mut known = FIGURES.get(records, format_args!("{year}/{region}"))?.unwrap_or_default();
    known.extend(tables.iter().cloned());
    FIGURES.put(records, format_args!("{year}/{region}"), &known)
}
