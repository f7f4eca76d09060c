//! Figures that regions released, and what they add up to.

use super::recheck::Rechecked;
use super::{BureauRefusal, Event, MEMBERS, Stop, members};
use crate::disclosure::{Figure, FigureTable};
use crate::measure::{Code, DimensionKind, Measure, Period, TOTAL, categories};
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
    /// The figure of every region that takes part, by id; missing where the bureau has none.
    pub figures: Vec<(RegionId, Figure)>,
    /// The cells that the regions withheld.
    pub cells_withheld: u64,
    /// The cells that they published.
    pub cells_published: u64,
}

impl NationalFigure {
    /// The sum of what was published; nil where there was nothing but nil. Without any of either it is secret when some
    /// region keeps it, and otherwise missing.
    #[must_use]
    pub fn total(&self) -> Figure {
        let values = self.figures.iter().filter_map(|(_, figure)| match figure {
            Figure::Value(value) => Some(*value),
            _ => None,
        });
        let sign = |sign: Figure| self.figures.iter().any(|(_, figure)| *figure == sign);
        match values.reduce(u64::saturating_add) {
            Some(total) => Figure::Value(total),
            None if sign(Figure::Secret) => Figure::Secret,
            None if sign(Figure::Nil) => Figure::Nil,
            None => Figure::Missing,
        }
    }

    /// The figure of one region.
    #[must_use]
    pub fn of(&self, region: &RegionId) -> Figure {
        self.figures.iter().find(|(id, _)| id == region).map_or(Figure::Missing, |(_, figure)| *figure)
    }

    /// The regions that are in the total.
    #[must_use]
    pub fn published_by(&self) -> Vec<RegionId> {
        self.regions(|figure| matches!(figure, Figure::Value(_) | Figure::Nil))
    }

    /// The regions that keep it secret.
    #[must_use]
    pub fn withheld_by(&self) -> Vec<RegionId> {
        self.regions(|figure| figure == Figure::Secret)
    }

    /// The regions of which the bureau has no figure.
    #[must_use]
    pub fn missing(&self) -> Vec<RegionId> {
        self.regions(|figure| figure == Figure::Missing)
    }

    fn regions(&self, is_one: impl Fn(Figure) -> bool) -> Vec<RegionId> {
        let ones = self.figures.iter().filter(|(_, figure)| is_one(*figure));
        ones.map(|(region, _)| region.clone()).collect()
    }
}

/// The latest table that a region released of a measure and whole year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn table(
    records: &dyn Records,
    region: &RegionId,
    year: Year,
    measure: Measure,
) -> Result<Option<FigureTable>, Fault> {
    Ok(latest(&received(records, region, year)?, measure).cloned())
}

/// All tables of a year that a region released, in the order in which they came.
///
/// # Errors
/// [`Fault`] from the store.
pub fn received(records: &dyn Records, region: &RegionId, year: Year) -> Result<Vec<FigureTable>, Fault> {
    Ok(FIGURES.get(records, format_args!("{year}/{region}"))?.unwrap_or_default())
}

fn latest(tables: &[FigureTable], measure: Measure) -> Option<&FigureTable> {
    let of = |table: &&FigureTable| table.table.measure == measure && table.table.period == Period::Year;
    tables.iter().filter(of).max_by_key(|table| table.version)
}

/// A measure over all regions by category, over all areas; empty where it has no categories.
///
/// Sums are of published figures alone, so that they say nothing that those do not say.
///
/// # Errors
/// [`Fault`] from the store.
pub fn national_by_category(
    records: &dyn Records,
    year: Year,
    measure: Measure,
) -> Result<Vec<(Code, NationalFigure)>, Fault> {
    let received = all_received(records, year)?;
    let has_categories = received.iter().flat_map(|(_, tables)| latest(tables, measure)).any(|table| {
        table.dimensions.first().is_some_and(|dimension| dimension.kind == DimensionKind::Category)
    });
    if !has_categories {
        return Ok(Vec::new());
    }
    let row = |code: Code| {
        let figure = add_up(measure, &received, |table| {
            let margins = table.dimensions.iter().skip(1).map(|_| TOTAL);
            let codes: Vec<&str> = std::iter::once(code.code.as_str()).chain(margins).collect();
            table.figure(&codes)
        });
        (code, figure)
    };
    Ok(categories().codes.into_iter().map(row).collect())
}

fn all_received(records: &dyn Records, year: Year) -> Result<Vec<(RegionId, Vec<FigureTable>)>, Fault> {
    let members = members(records)?.into_iter();
    members.map(|member| Ok((member.id.clone(), received(records, &member.id, year)?))).collect()
}

/// The figures of a year, one per measure of the catalogue.
///
/// # Errors
/// [`Fault`] from the store.
pub fn national(records: &dyn Records, year: Year) -> Result<Vec<NationalFigure>, Fault> {
    let received = all_received(records, year)?;
    let total = |measure: &Measure| add_up(*measure, &received, FigureTable::grand_total);
    Ok(Measure::ALL.iter().map(total).collect())
}

fn add_up(
    measure: Measure,
    received: &[(RegionId, Vec<FigureTable>)],
    figure: impl Fn(&FigureTable) -> Figure,
) -> NationalFigure {
    let mut national = NationalFigure { measure, figures: Vec::new(), cells_withheld: 0, cells_published: 0 };
    for (region, tables) in received {
        let table = latest(tables, measure);
        national.cells_withheld += table.map_or(0, FigureTable::cells_withheld);
        national.cells_published += table.map_or(0, FigureTable::cells_published);
        national.figures.push((region.clone(), table.map_or(Figure::Missing, &figure)));
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
    checked: &Rechecked,
) -> Result<Vec<Event>, Stop> {
    if MEMBERS.get(records, region)?.is_none() {
        return Err(BureauRefusal::UnknownRegion(region.clone()).into());
    }
    let tables = checked.tables();
    if tables.iter().any(|table| table.table.region != *region || table.table.year != year) {
        return Err(BureauRefusal::ForeignTable.into());
    }
    let known = received(records, region, year)?;
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
    if checked.known() != known.len() {
        return Err(BureauRefusal::FiguresOvertaken.into());
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
