//! The patients enrolled per practice and designated area, from the practices' own overviews.

use super::Fraction;
use super::ListedAreas;
use super::enrolled_effect;
use super::quarters::{self, QuarterSums};
use super::row::{LARGEST_COUNT, MOST_PROBLEMS, RowProblem, RowRule};
use crate::opaque::opaque_debug;
use crate::person::{self, Name};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Agb, AreaCode, Date, Quarter, Year};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The patients of one practice from one area. A practice with patients from several areas has several rows,
/// which agree in everything else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverviewRow {
    /// The practice.
    pub agb: Agb,
    /// Its name.
    pub name: Name,
    /// Who owns it; practices with the same owner are one respondent in what is published. Sealed, it is the
    /// person that counts, not the text.
    pub owner: Name,
    /// The designated area in which it stands, if any.
    pub located_in: Option<AreaCode>,
    /// All its enrolled patients.
    pub population: u64,
    /// The area.
    pub area: AreaCode,
    /// The enrolled patients who live in the area.
    pub enrolled: u64,
}

/// The overviews of a year.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overviews {
    /// The fund year.
    pub year: Year,
    /// Who counted: the practice, ION.
    pub source: String,
    /// The day on which the patients were enrolled.
    pub reference_date: Date,
    /// The quarter counted, where the fund's method is the mean of the quarters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<Quarter>,
    /// Why it replaces earlier overviews of the same day or quarter; absent where it replaces none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The rows. A practice in it replaces its earlier overview; other practices keep theirs.
    #[serde(with = "super::stored_rows")]
    pub rows: Vec<OverviewRow>,
}

/// A practice as a year's overview shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its code.
    pub agb: Agb,
    /// Its name.
    pub name: Name,
    /// Who owns it.
    pub owner: Name,
    /// The designated area in which it stands, if any.
    pub located_in: Option<AreaCode>,
    /// All its enrolled patients.
    pub population: u64,
    /// Its patients per designated area.
    pub enrolled: Vec<(AreaCode, u64)>,
    /// Who counted.
    pub source: String,
    /// Of which day.
    pub reference_date: Date,
    /// How often the day or quarter has been counted, 1 for the first time.
    #[serde(default = "first_version")]
    pub version: u32,
    /// Why this version replaced the one before; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The quarters that its counts are the mean of, rounded half up above; absent for one overview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<QuarterSums>,
}

const fn first_version() -> u32 {
    1
}

/// An earlier overview that a correction replaces.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// The practice.
    pub agb: Agb,
    /// Of which day the earlier overview was.
    pub reference_date: Date,
    /// Of which quarter, where quarters are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<Quarter>,
    /// Its version.
    pub version: u32,
}

opaque_debug!(OverviewRow, Overviews, Practice, Corrected);

impl Practice {
    /// Its enrolled patients from designated areas, exactly.
    #[must_use]
    pub fn patients_exactly(&self) -> Fraction {
        let sum = |enrolled: &[(AreaCode, u64)]| enrolled.iter().map(|(_, enrolled)| enrolled).sum();
        match &self.mean {
            Some(sums) => sums.mean(sum(&sums.enrolled)),
            None => Fraction::whole(sum(&self.enrolled)),
        }
    }

    /// Its enrolled patients from designated areas, rounded half up to whole persons.
    #[must_use]
    pub fn patients(&self) -> u64 {
        self.patients_exactly().rounded_half_up()
    }

    /// All its enrolled patients, exactly.
    #[must_use]
    pub fn population_exactly(&self) -> Fraction {
        self.mean.as_ref().map_or(Fraction::whole(self.population), |sums| sums.mean(sums.population))
    }

    /// Its population in norm practices, exactly; nothing when a norm practice had no patients.
    #[must_use]
    pub fn norm_practices_exactly(&self, norm: u32) -> Fraction {
        self.population_exactly().per(norm).unwrap_or(Fraction::whole(0))
    }

    /// Whole norm practices in its population, rounded half up.
    #[must_use]
    pub fn norm_practices(&self, norm: u32) -> u64 {
        self.norm_practices_exactly(norm).rounded_half_up()
    }
}

const PRACTICES: Table<Practice> = Table::new("practice");

/// Everything wrong with the rows, up to [`MOST_PROBLEMS`].
#[must_use]
pub fn problems(rows: &[OverviewRow], areas: &ListedAreas) -> Vec<RowProblem> {
    let mut firsts: BTreeMap<&Agb, (&OverviewRow, u64)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        let (first, enrolled) = firsts.entry(&line.agb).or_insert((line, 0));
        *enrolled = enrolled.saturating_add(line.enrolled);
        let same = (&first.name, &first.owner, &first.located_in, first.population)
            == (&line.name, &line.owner, &line.located_in, line.population);
        let of_areas = [("area", Some(&line.area)), ("located_in", line.located_in.as_ref())];
        let of_areas = of_areas
            .into_iter()
            .filter_map(|(field, code)| areas.broken_by(code?).map(|rule| (field, rule, true)));
        let checks = [
            ("name", RowRule::Empty, line.name.is_blank()),
            ("owner", RowRule::Empty, line.owner.is_blank()),
            ("population", RowRule::TooLarge, line.population > LARGEST_COUNT),
            ("enrolled", RowRule::TooLarge, line.enrolled > LARGEST_COUNT),
            ("agb", RowRule::DiffersFromEarlierRow, !same),
            ("area", RowRule::DoubleRow, !seen.insert((&line.agb, &line.area))),
            ("enrolled", RowRule::EnrolledAbovePopulation, *enrolled > line.population),
        ];
        let broken = of_areas.chain(checks).filter(|(_, _, broken)| *broken);
        problems.extend(broken.map(|(field, rule, _)| RowProblem { row, field, rule }));
    }
    problems.truncate(MOST_PROBLEMS);
    problems
}

/// A practice as the year's overview shows it.
///
/// # Errors
/// [`Fault`] from the store.
pub fn practice(records: &dyn Records, year: Year, agb: &Agb) -> Result<Option<Practice>, Fault> {
    PRACTICES.get(records, format_args!("{year}/{}", agb.as_str()))
}

/// All practices of a year, by code.
///
/// # Errors
/// [`Fault`] from the store.
pub fn practices(records: &dyn Records, year: Year) -> Result<Vec<Practice>, Fault> {
    Ok(PRACTICES.under(records, format_args!("{year}/"))?.into_iter().map(|(_, practice)| practice).collect())
}

/// Up to `limit` practices of a year, by code, after one.
///
/// # Errors
/// [`Fault`] from the store.
pub fn practices_after(
    records: &dyn Records,
    year: Year,
    after: Option<&Agb>,
    limit: usize,
) -> Result<Vec<Practice>, Fault> {
    let after = after.map(|agb| format!("{year}/{}", agb.as_str()));
    let found = PRACTICES.page(records, format_args!("{year}/"), after.as_deref(), limit)?;
    Ok(found.into_iter().map(|(_, practice)| practice).collect())
}

/// Whether practices have been counted for a year.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn is_counted(records: &dyn Records, year: Year) -> Result<bool, Fault> {
    Ok(!PRACTICES.page(records, format_args!("{year}/"), None, 1)?.is_empty())
}

/// The overview of the same day or quarter that one of these would replace, if there is one.
///
/// # Errors
/// [`Fault`] from the store.
pub(crate) fn earlier(
    records: &dyn Records,
    overviews: &Overviews,
    agb: &Agb,
) -> Result<Option<Practice>, Fault> {
    if let Some(quarter) = overviews.quarter {
        return quarters::quarter(records, overviews.year, quarter, agb);
    }
    let found = practice(records, overviews.year, agb)?;
    Ok(found.filter(|found| found.mean.is_none() && found.reference_date == overviews.reference_date))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, overviews: &Overviews) -> Result<(), Fault> {
    let mut practices: BTreeMap<&Agb, Practice> = BTreeMap::new();
    for row in &overviews.rows {
        let practice = practices.entry(&row.agb).or_insert_with(|| overview(overviews, row));
        practice.enrolled.push((row.area.clone(), row.enrolled));
    }
    for (agb, mut practice) in practices {
        if let Some(owner) = practice.owner.sealed() {
            person::apply_owner(records, owner, overviews.year, agb)?;
        }
        let corrected = earlier(records, overviews, agb)?;
        if let Some(earlier) = &corrected {
            practice.version = earlier.version + 1;
            practice.correction.clone_from(&overviews.correction);
        }
        let version = practice.version;
        if let Some(quarter) = overviews.quarter {
            practice = quarters::put(records, overviews.year, quarter, &practice)?;
        }
        let before = self::practice(records, overviews.year, agb)?.filter(|_| corrected.is_some());
        if let Some(before) = before {
            enrolled_effect::apply(records, overviews, version, &before, &practice)?;
        }
        PRACTICES.put(records, format_args!("{}/{}", overviews.year, agb.as_str()), &practice)?;
    }
    Ok(())
}

fn overview(overviews: &Overviews, row: &OverviewRow) -> Practice {
    Practice {
        agb: row.agb.clone(),
        name: row.name.clone(),
        owner: row.owner.clone(),
        located_in: row.located_in.clone(),
        population: row.population,
        enrolled: Vec::new(),
        source: overviews.source.clone(),
        reference_date: overviews.reference_date,
        version: first_version(),
        correction: None,
        mean: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(agb: &str, population: u64, area: &str, enrolled: u64) -> OverviewRow {
        OverviewRow {
            agb: Agb::new(agb).unwrap(),
            name: "Praktijk".into(),
            owner: "Eigenaar".into(),
            located_in: None,
            population,
            area: AreaCode::new(area).unwrap(),
            enrolled,
        }
    }

    #[test]
    fn every_problem_of_every_row_is_named() {
        let areas = ["1013", "1014"].map(|code| AreaCode::new(code).unwrap()).into();
        let areas = ListedAreas { areas, forms: None };
        let rows = [
            row("01000001", 100, "1013", 60),
            row("01000001", 100, "1014", 50),
            row("01000002", 100, "1099", 10),
            row("01000001", 101, "1013", 1),
        ];
        let found: Vec<_> = problems(&rows, &areas).into_iter().map(|p| (p.row, p.rule)).collect();
        let expected = [
            (1, RowRule::EnrolledAbovePopulation),
            (2, RowRule::UnknownArea),
            (3, RowRule::DiffersFromEarlierRow),
            (3, RowRule::DoubleRow),
            (3, RowRule::EnrolledAbovePopulation),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_practice_is_so_many_norm_practices_large() {
        for (population, expected) in [(0, 0), (1_047, 0), (1_048, 1), (2_095, 1), (4_190, 2)] {
            let row = row("01000001", population, "1013", 0);
            let overviews = Overviews {
                year: Year::new(2018).unwrap(),
                source: "practice".into(),
                reference_date: jiff::civil::date(2018, 1, 1),
                quarter: None,
                correction: None,
                rows: vec![row],
            };
            let mut records = crate::records::MemoryRecords::default();
            apply(&mut records, &overviews).unwrap();
            let practice = practices(&records, overviews.year).unwrap().remove(0);
            assert_eq!(practice.norm_practices(2_095), expected, "{population}");
        }
    }
}
