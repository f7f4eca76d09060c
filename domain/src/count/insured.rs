//! The insured per designated area and insurer (source: Vektis), per quarter.

use super::ListedAreas;
use super::effect;
use super::row::{LARGEST_COUNT, MOST_PROBLEMS, RowProblem, RowRule};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{AreaCode, Date, Quarter, Uzovi, Year};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The insured of one insurer in one area.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsuredRow {
    /// The area.
    pub area: AreaCode,
    /// The insurer.
    pub uzovi: Uzovi,
    /// How many insured persons live there.
    pub insured: u64,
}

/// A quarter's counts, whole: what is not in it is nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsuredCounts {
    /// The fund year.
    pub year: Year,
    /// The quarter counted.
    pub quarter: Quarter,
    /// Who counted.
    pub source: String,
    /// The day on which the persons were insured and lived there.
    pub reference_date: Date,
    /// Why it replaces an earlier count of the quarter; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The counts.
    pub rows: Vec<InsuredRow>,
}

opaque_debug!(InsuredRow, InsuredCounts);

/// Where a quarter's counts come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountOrigin {
    /// Who counted.
    pub source: String,
    /// Of which day.
    pub reference_date: Date,
    /// How often the quarter has been counted, 1 for the first time.
    pub version: u32,
    /// Why this version replaced the one before; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

type QuarterCounts = Vec<(Uzovi, u64)>;
/// One record per quarter and area: the counts of its insurers.
const COUNTS: Table<QuarterCounts> = Table::new("insured");
const ORIGINS: Table<CountOrigin> = Table::new("insured-origin");

/// Everything wrong with the rows, up to [`MOST_PROBLEMS`].
#[must_use]
pub fn problems(rows: &[InsuredRow], areas: &ListedAreas, insurers: &BTreeSet<Uzovi>) -> Vec<RowProblem> {
    let mut seen = HashSet::new();
    let mut problems = Vec::new();
    for (row, InsuredRow { area, uzovi, insured }) in rows.iter().enumerate() {
        let of_area = areas.broken_by(area).map(|rule| ("area", rule, true));
        let checks = [
            ("uzovi", RowRule::UnknownInsurer, !insurers.contains(uzovi)),
            ("insured", RowRule::TooLarge, *insured > LARGEST_COUNT),
            ("area", RowRule::DoubleRow, !seen.insert((area, uzovi))),
        ];
        let broken = of_area.into_iter().chain(checks).filter(|(_, _, broken)| *broken);
        problems.extend(broken.map(|(field, rule, _)| RowProblem { row, field, rule }));
    }
    problems.truncate(MOST_PROBLEMS);
    problems
}

/// Where the counts of a quarter come from; `None` while it has not been counted.
///
/// # Errors
/// [`Fault`] from the store.
pub fn origin(records: &dyn Records, year: Year, quarter: Quarter) -> Result<Option<CountOrigin>, Fault> {
    ORIGINS.get(records, format_args!("{year}/{quarter}"))
}

/// The counts of a year's quarters, per area and insurer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SettledCounts {
    quarters: u64,
    counts: BTreeMap<AreaCode, BTreeMap<Uzovi, [u64; 4]>>,
}

opaque_debug!(SettledCounts);

impl SettledCounts {
    /// Reads a year's counts. Quarters that are not there yet do not count.
    ///
    /// # Errors
    /// [`Fault`] from the store.
    pub fn read(records: &dyn Records, year: Year) -> Result<Self, Fault> {
        let mut settled = Self::default();
        for quarter in Quarter::ALL {
            if origin(records, year, quarter)?.is_none() {
                continue;
            }
            settled.quarters += 1;
            let prefix = format!("{year}/{quarter}/");
            for (key, counts) in COUNTS.under(records, &prefix)? {
                let area = AreaCode::new(&key[prefix.len()..]).map_err(Fault::new)?;
                settled.add(&area, quarter, counts);
            }
        }
        Ok(settled)
    }

    /// The same counts with one quarter replaced.
    #[must_use]
    pub fn with(mut self, counts: &InsuredCounts, quarter_is_new: bool) -> Self {
        let index = usize::from(counts.quarter.get()) - 1;
        self.quarters += u64::from(quarter_is_new);
        for by_quarter in self.counts.values_mut().flat_map(BTreeMap::values_mut) {
            by_quarter[index] = 0;
        }
        for InsuredRow { area, uzovi, insured } in &counts.rows {
            self.add(area, counts.quarter, vec![(uzovi.clone(), *insured)]);
        }
        self
    }

    /// Whether all four quarters are known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.quarters == 4
    }

    /// The settled count of an area: the mean over the known quarters, per insurer, rounded half up to
    /// whole persons, added up.
    #[must_use]
    pub fn in_area(&self, code: &AreaCode) -> u64 {
        let rows = self.counts.get(code).into_iter().flatten();
        rows.map(|(_, by_quarter)| self.settled(by_quarter)).sum()
    }

    /// The settled count of an insurer, over all areas.
    #[must_use]
    pub fn of_insurer(&self, insurer: &Uzovi) -> u64 {
        self.rows_of(insurer).map(|by_quarter| self.settled(by_quarter)).sum()
    }

    /// The insured of an insurer in the quarters 1 to `quarter`, added up: person-quarters.
    #[must_use]
    pub fn cumulative(&self, insurer: &Uzovi, quarter: Quarter) -> u64 {
        self.rows_of(insurer)
            .map(|by_quarter| by_quarter[..usize::from(quarter.get())].iter().sum::<u64>())
            .sum()
    }

    /// The insured of an insurer in one quarter.
    #[must_use]
    pub fn in_quarter(&self, insurer: &Uzovi, quarter: Quarter) -> u64 {
        self.rows_of(insurer).map(|by_quarter| by_quarter[usize::from(quarter.get()) - 1]).sum()
    }

    /// The settled count of the region.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().flat_map(BTreeMap::values).map(|by_quarter| self.settled(by_quarter)).sum()
    }

    /// The insurers that have insured in the year, by code.
    #[must_use]
    pub fn insurers(&self) -> BTreeSet<Uzovi> {
        self.counts.values().flat_map(BTreeMap::keys).cloned().collect()
    }

    fn rows_of<'a>(&'a self, insurer: &'a Uzovi) -> impl Iterator<Item = &'a [u64; 4]> {
        self.counts.values().filter_map(|by_insurer| by_insurer.get(insurer))
    }

    fn settled(&self, by_quarter: &[u64; 4]) -> u64 {
        let sum: u64 = by_quarter.iter().sum();
        (2 * sum + self.quarters).checked_div(2 * self.quarters).unwrap_or(0)
    }

    fn add(&mut self, area: &AreaCode, quarter: Quarter, counts: QuarterCounts) {
        let by_insurer = self.counts.entry(area.clone()).or_default();
        for (uzovi, insured) in counts {
            by_insurer.entry(uzovi).or_default()[usize::from(quarter.get()) - 1] = insured;
        }
    }
}

pub(crate) fn apply(records: &mut dyn RecordsMut, counts: &InsuredCounts) -> Result<(), Fault> {
    let InsuredCounts { year, quarter, source, reference_date, rows, .. } = counts;
    let version = origin(records, *year, *quarter)?.map_or(1, |origin| origin.version + 1);
    effect::apply_correction(records, counts, version)?;
    let correction = counts.correction.clone().filter(|_| version > 1);
    let origin = CountOrigin { source: source.clone(), reference_date: *reference_date, version, correction };
    ORIGINS.put(records, format_args!("{year}/{quarter}"), &origin)?;
    let mut by_area: BTreeMap<&AreaCode, QuarterCounts> = BTreeMap::new();
    let prefix = format!("{year}/{quarter}/");
    let before = COUNTS.under(records, &prefix)?;
    for InsuredRow { area, uzovi, insured } in rows {
        by_area.entry(area).or_default().push((uzovi.clone(), *insured));
    }
    for (key, _) in before {
        COUNTS.put(records, key, &Vec::new())?;
    }
    for (area, counts) in by_area {
        COUNTS.put(records, format_args!("{prefix}{area}"), &counts)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::MemoryRecords;

    fn counts(quarter: u32, rows: &[(&str, &str, u64)]) -> InsuredCounts {
        let year = Year::new(2018).unwrap();
        let rows = rows.iter().map(|(area, uzovi, insured)| InsuredRow {
            area: AreaCode::new(*area).unwrap(),
            uzovi: Uzovi::new(*uzovi).unwrap(),
            insured: *insured,
        });
        InsuredCounts {
            year,
            quarter: Quarter::new(quarter).unwrap(),
            source: "Vektis".into(),
            reference_date: year.first_day(),
            correction: None,
            rows: rows.collect(),
        }
    }

    #[test]
    fn a_settled_count_is_the_mean_of_the_known_quarters_rounded_half_up() {
        let mut records = MemoryRecords::default();
        let year = Year::new(2018).unwrap();
        let (area, insurer) = (AreaCode::new("1013").unwrap(), Uzovi::new("3311").unwrap());
        let steps = [(1, 10, 10), (2, 11, 11), (3, 10, 10), (4, 11, 11)];
        for (quarter, insured, settled) in steps {
            apply(&mut records, &counts(quarter, &[("1013", "3311", insured), ("1013", "7119", 5)])).unwrap();
            let counts = SettledCounts::read(&records, year).unwrap();
            assert_eq!(counts.of_insurer(&insurer), settled, "after quarter {quarter}");
            assert_eq!(counts.in_area(&area), settled + 5);
            assert_eq!(counts.is_complete(), quarter == 4);
        }
        let counts = SettledCounts::read(&records, year).unwrap();
        assert_eq!(counts.cumulative(&insurer, Quarter::new(3).unwrap()), 31);
        assert_eq!(counts.total(), 16);
    }

    #[test]
    fn a_corrected_quarter_replaces_the_whole_quarter() {
        let mut records = MemoryRecords::default();
        let year = Year::new(2018).unwrap();
        apply(&mut records, &counts(1, &[("1013", "3311", 10), ("1014", "3311", 7)])).unwrap();
        let corrected = counts(1, &[("1013", "3311", 12)]);
        let expected = SettledCounts::read(&records, year).unwrap().with(&corrected, false);
        apply(&mut records, &corrected).unwrap();
        let read = SettledCounts::read(&records, year).unwrap();
        assert_eq!((read.total(), expected.total()), (12, 12));
        assert_eq!(origin(&records, year, Quarter::new(1).unwrap()).unwrap().unwrap().version, 2);
    }

    #[test]
    fn every_problem_of_every_row_is_named() {
        let areas = BTreeSet::from([AreaCode::new("1013").unwrap()]);
        let areas = ListedAreas { areas, forms: None };
        let insurers = BTreeSet::from([Uzovi::new("3311").unwrap()]);
        let rows = counts(1, &[("1013", "3311", 1), ("1099", "7119", 3_000_000), ("1013", "3311", 2)]).rows;
        let found: Vec<_> = problems(&rows, &areas, &insurers).into_iter().map(|p| (p.row, p.rule)).collect();
        let expected = [
            (1, RowRule::UnknownArea),
            (1, RowRule::UnknownInsurer),
            (1, RowRule::TooLarge),
            (2, RowRule::DoubleRow),
        ];
        assert_eq!(found, expected);
    }
}
