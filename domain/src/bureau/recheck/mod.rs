//! What a region released is checked once more where it is received: with its equations and its signs alone,
//! knowing no hidden value, and with none of the code that hid them.
//!
//! A table must add up, and no secret cell may follow from what is published: by solving the equations
//! ([`solve`]), or since nothing is less than nothing ([`narrow`]). That is less than the region's own auditor
//! proves, who knows the true values and how wide each must stay; it catches a table that was damaged, forged, or
//! made by a node whose auditor is broken.

mod narrow;
mod solve;

use crate::disclosure::{Figure, FigureTable};
use crate::measure::{Measure, Period, TableId};
use crate::opaque::opaque_debug;
use crate::project::code_list;
use crate::tally::{CATALOGUE, Parts};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most secret cells of one region and year that are looked at together.
const MOST_SECRET: usize = 6_000;

code_list!(
    /// What is wrong with a table.
    Flaw {
        /// Its code lists are not whole, or it lacks figures.
        NotWhole = "not_whole",
        /// Its parts do not add up to their sum.
        DoesNotAddUp = "does_not_add_up",
        /// A secret cell follows from what is published.
        GivesAway = "gives_away",
        /// There are more secret cells than can be looked at.
        TooLarge = "too_large",
    }
);

/// A cell with which something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What.
    pub flaw: Flaw,
    /// In which table.
    pub table: TableId,
    /// The codes of the cell; none where it is the whole table.
    pub codes: Vec<String>,
}

/// Tables in which the bureau found nothing wrong. [`recheck`] alone makes them, and the bureau keeps no others.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Rechecked {
    tables: Vec<FigureTable>,
    /// How many tables of the region and year were known when they were looked at.
    known: usize,
}

opaque_debug!(Rechecked);

impl Rechecked {
    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &[FigureTable] {
        &self.tables
    }

    /// How many tables of the region and year were known when they were looked at.
    #[must_use]
    pub const fn known(&self) -> usize {
        self.known
    }
}

/// Looks at all that a region released of a year: `known` before, and `received` now.
///
/// # Errors
/// What is wrong, at most one [`Doubt`] a cell.
pub fn recheck(known: &[FigureTable], received: Vec<FigureTable>) -> Result<Rechecked, Vec<Doubt>> {
    let all: Vec<&FigureTable> = known.iter().chain(&received).collect();
    let broken = all.iter().filter(|table| !table.is_whole());
    let mut doubts: Vec<Doubt> = broken
        .map(|table| Doubt { flaw: Flaw::NotWhole, table: table.table.clone(), codes: Vec::new() })
        .collect();
    if !doubts.is_empty() {
        return Err(doubts);
    }
    let latest = latest(&all);
    for parts in CATALOGUE {
        for linked in linked(&latest, parts) {
            doubts.extend(System::of(linked, parts).doubts());
        }
    }
    if doubts.is_empty() { Ok(Rechecked { tables: received, known: known.len() }) } else { Err(doubts) }
}

/// The latest version of each table.
fn latest<'a>(all: &[&'a FigureTable]) -> Vec<&'a FigureTable> {
    let mut latest: BTreeMap<&TableId, &FigureTable> = BTreeMap::new();
    for table in all {
        let there = latest.entry(&table.table).or_insert(table);
        if there.version < table.version {
            *there = table;
        }
    }
    latest.into_values().collect()
}

/// Tables that say something of each other, by period.
fn linked<'a>(tables: &[&'a FigureTable], parts: Parts) -> Vec<Vec<&'a FigureTable>> {
    let mut groups: BTreeMap<Period, Vec<&FigureTable>> = BTreeMap::new();
    let is_one =
        |table: &&&FigureTable| parts.tables.iter().any(|(measure, _)| *measure == table.table.measure);
    for table in tables.iter().filter(is_one) {
        groups.entry(table.table.period).or_default().push(table);
    }
    groups.into_values().collect()
}

/// All cells of linked tables, with every sum that holds between them.
struct System<'a> {
    tables: Vec<&'a FigureTable>,
    /// Per table the place of its first cell among all.
    first: Vec<usize>,
    /// Per cell the figure, where it is known.
    known: Vec<Option<i128>>,
    /// Sums: `(sum, parts)`.
    sums: Vec<(usize, Vec<usize>)>,
}

impl<'a> System<'a> {
    fn of(tables: Vec<&'a FigureTable>, parts: Parts) -> Self {
        let mut system = Self { tables, first: Vec::new(), known: Vec::new(), sums: Vec::new() };
        for table in system.tables.clone() {
            let first = system.known.len();
            system.first.push(first);
            system.known.extend(table.cells.iter().map(|figure| match figure {
                Figure::Value(value) => Some(i128::from(*value)),
                Figure::Nil => Some(0),
                Figure::Secret | Figure::Missing => None,
            }));
            system.add_margins(table, first);
        }
        system.add_parts(parts);
        system
    }

    /// Within a table: along each dimension a code is the sum of those under it.
    fn add_margins(&mut self, table: &FigureTable, first: usize) {
        let mut stride = 1;
        for dimension in table.dimensions.iter().rev() {
            let size = dimension.codes.len();
            for cell in 0..table.cells.len() {
                let code = cell / stride % size;
                let under = (1..size).filter(|other| dimension.codes[*other].parent as usize == code);
                let base = first + cell - code * stride;
                let parts: Vec<usize> = under.map(|other| base + other * stride).collect();
                if !parts.is_empty() {
                    self.sums.push((first + cell, parts));
                }
            }
            stride *= size;
        }
    }

    /// Between tables with the same codes: a measure is the sum of others.
    fn add_parts(&mut self, catalogue: Parts) {
        for (at, table) in self.tables.iter().enumerate() {
            let place = |measure: &Measure| {
                let same = |other: &&FigureTable| {
                    other.table.measure == *measure && other.dimensions == table.dimensions
                };
                self.tables.iter().position(same)
            };
            let parts = catalogue.under(table.table.measure);
            let parts: Option<Vec<usize>> = parts.iter().map(place).collect();
            let Some(parts) = parts.filter(|parts| !parts.is_empty()) else { continue };
            for cell in 0..table.cells.len() {
                let parts = parts.iter().map(|part| self.first[*part] + cell).collect();
                self.sums.push((self.first[at] + cell, parts));
            }
        }
    }

    /// Whether the cell at a place is kept secret.
    fn is_secret(&self, cell: usize) -> bool {
        let (table, place) = self.place(cell);
        table.cells[place] == Figure::Secret
    }

    fn place(&self, cell: usize) -> (&'a FigureTable, usize) {
        let table = self.first.partition_point(|first| *first <= cell).saturating_sub(1);
        (self.tables[table], cell - self.first[table])
    }

    fn doubt(&self, flaw: Flaw, cell: usize) -> Doubt {
        let (table, place) = self.place(cell);
        let codes = table.codes(place).into_iter().map(|code| code.code.clone()).collect();
        Doubt { flaw, table: table.table.clone(), codes }
    }

    fn doubts(&self) -> Vec<Doubt> {
        let secret: Vec<usize> = (0..self.known.len()).filter(|cell| self.is_secret(*cell)).collect();
        if secret.len() > MOST_SECRET {
            let table = self.tables.iter().map(|table| table.table.clone());
            return table.map(|table| Doubt { flaw: Flaw::TooLarge, table, codes: Vec::new() }).collect();
        }
        let bounds = match narrow::bounds(&self.known, &self.sums) {
            Ok(bounds) => bounds,
            Err(contradicted) => {
                return contradicted.into_iter().map(|cell| self.doubt(Flaw::DoesNotAddUp, cell)).collect();
            }
        };
        let solvable = solve::solvable(&self.known, &self.sums);
        let known = |cell: &usize| bounds[*cell].is_exact() || solvable[*cell];
        secret.into_iter().filter(known).map(|cell| self.doubt(Flaw::GivesAway, cell)).collect()
    }
}

#[cfg(test)]
mod tests;
