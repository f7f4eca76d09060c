//! The practices: how large, where, whose, and whose patients live in designated areas.

use super::dice::{Dice, apportion};
use super::regions::RegionShape;
use serde::Serialize;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::count::enrolled::{OverviewRow, Practice};
use wijkfonds_domain::terms::{Agb, AreaCode, Year};

/// Of the insured in an area, so many in a hundred are enrolled with a practice there: the address files of
/// practices and insurers differ, and some people are enrolled nowhere.
const ENROLLED_PERCENT: u64 = 92;

/// One practice in so many has few patients from designated areas.
const ONE_IN_SO_MANY_IS_SMALL: usize = 9;

/// So many numbers are kept for the practices of a region.
const NUMBERS_PER_REGION: u64 = 200;

/// Makes the practices of the region with this number, by code. Every area has one at least, as far as there
/// are enough.
pub(super) fn generate(
    shape: &RegionShape,
    number: u64,
    areas: &[Area],
    insured_per_area: &[u64],
    year: Year,
    dice: &mut Dice,
) -> Vec<Practice> {
    let small = shape.practices / ONE_IN_SO_MANY_IS_SMALL;
    let per_area = divide(shape.practices - small, insured_per_area);
    let mut patients = Vec::with_capacity(shape.practices);
    for (area, (count, insured)) in per_area.into_iter().zip(insured_per_area).enumerate() {
        let weights: Vec<u64> = (0..count).map(|_| dice.between(60, 140)).collect();
        let enrolled = apportion(insured * ENROLLED_PERCENT / 100, &weights);
        patients.extend(enrolled.into_iter().map(|enrolled| Patients::many(areas, area, enrolled, dice)));
    }
    patients.extend((0..small).map(|_| Patients::few(areas, dice.index(areas.len()), dice)));
    let first = (number - 1) * NUMBERS_PER_REGION + 1;
    let owners = owners(shape, first, dice);
    let numbered = (first..).zip(patients.into_iter().zip(owners));
    let mut practices: Vec<_> =
        numbered.map(|(number, (patients, owner))| practice(number, patients, owner, year, dice)).collect();
    practices.sort_by(|a, b| a.agb.cmp(&b.agb));
    practices
}

fn practice(number: u64, patients: Patients, owner: String, year: Year, dice: &mut Dice) -> Practice {
    let is_centre = dice.percent(12);
    let (prefix, kind) = if is_centre { ("37", "Gezondheidscentrum") } else { ("01", "Huisartsenpraktijk") };
    let Patients { located_in, population, enrolled } = patients;
    Practice {
        // 01 or 37 and six digits: that is what an AGB code is, and numbers stay below 10,000
        agb: Agb::new(format!("{prefix}99{number:04}")).expect("eight digits"),
        name: format!("{kind} Synthetisch {number:04}").into(),
        owner: owner.into(),
        located_in,
        population,
        enrolled,
        source: super::OVERVIEW_SOURCE.to_owned(),
        reference_date: year.first_day(),
        version: 1,
        correction: None,
        mean: None,
    }
}

/// Where a practice stands and whom it has.
struct Patients {
    located_in: Option<AreaCode>,
    population: u64,
    enrolled: Vec<(AreaCode, u64)>,
}

impl Patients {
    /// A practice that draws on an area, often on its neighbour too, and mostly stands in it.
    fn many(areas: &[Area], home: usize, enrolled: u64, dice: &mut Dice) -> Self {
        let code = |index: usize| areas[index % areas.len()].code.clone();
        let mut rows = vec![(code(home), enrolled)];
        if areas.len() > 1 && dice.percent(40) {
            rows.push((code(home + 1), enrolled * dice.between(4, 12) / 100));
        }
        let patients: u64 = rows.iter().map(|(_, enrolled)| enrolled).sum();
        let others = dice.between(20, 240).min(dice.between(20, 240));
        let population = (patients + patients * others / 100).max(1_100 + dice.below(900));
        Self { located_in: dice.percent(90).then(|| code(home)), population, enrolled: rows }
    }

    /// A practice that has some patients from an area.
    fn few(areas: &[Area], home: usize, dice: &mut Dice) -> Self {
        let code = areas[home].code.clone();
        let located_in = dice.percent(60).then(|| code.clone());
        let enrolled = vec![(code, dice.between(20, 70))];
        Self { located_in, population: dice.between(1_900, 3_600), enrolled }
    }
}

/// Practices per area: one each as far as they go, and the rest by the number of insured.
fn divide(practices: usize, insured_per_area: &[u64]) -> Vec<u64> {
    let rest = practices.saturating_sub(insured_per_area.len());
    let shares = apportion(u64::try_from(rest).unwrap_or(0), insured_per_area);
    shares.into_iter().enumerate().map(|(area, share)| share + u64::from(area < practices)).collect()
}

/// An owner for each practice: the first practices have one each, the rest are shared out over them.
fn owners(shape: &RegionShape, first: u64, dice: &mut Dice) -> Vec<String> {
    let mut owned = vec![1u64; shape.owners];
    for _ in shape.owners..shape.practices {
        owned[dice.index(shape.owners)] += 1;
    }
    let mut owners = Vec::with_capacity(shape.practices);
    for (number, practices) in (first..).zip(owned) {
        let kind = if practices > 1 { "Zorggroep" } else { "Maatschap" };
        owners.extend((0..practices).map(|_| format!("{kind} Synthetisch {number:04}")));
    }
    dice.shuffle(&mut owners);
    owners
}

/// The overviews as one file.
///
/// # Errors
/// [`csv::Error`], which writing to memory does not give.
pub(super) fn file(practices: &[Practice]) -> Result<String, csv::Error> {
    let rows = practices.iter().flat_map(|practice| {
        practice.enrolled.iter().map(|(area, enrolled)| OverviewRow {
            agb: practice.agb.clone(),
            name: practice.name.clone(),
            owner: practice.owner.clone(),
            located_in: practice.located_in.clone(),
            population: practice.population,
            area: area.clone(),
            enrolled: *enrolled,
        })
    });
    written(rows)
}

/// Rows as a file, with the names of their fields above them.
///
/// # Errors
/// [`csv::Error`], which writing to memory does not give.
pub(super) fn written<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| csv::Error::from(std::io::Error::other(error)))
}
