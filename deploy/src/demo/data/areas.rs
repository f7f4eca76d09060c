//! The designated areas: made up, or ranked from a CBS file.

use super::cbs::{Neighbourhood, Table};
use super::regions::{Municipality, RegionShape};
use std::collections::BTreeMap;
use thiserror::Error;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::index::{self, CutOff, IndexMethod, IndexRefusal, LeftOut};
use wijkfonds_domain::rules::BasisPoints;
use wijkfonds_domain::terms::{AreaCode, Year};

/// So many codes are kept for a region's made-up areas: `0001` to `0060` for the first. No postcode starts
/// with a zero, so none of them can be taken for one.
const CODES_PER_REGION: u64 = 60;

/// A code in the form of the made-up ones that no region has.
pub(super) const UNDESIGNATED: &str = "0999";

/// Of the neighbourhoods of one city, the most deprived with an eighth of its people. The threshold that was
/// published is national (5 % of the country's areas) and says nothing about a single city.
const CITY_CUT_OFF: CutOff = CutOff::ShareOfPeople(BasisPoints(1_250));

/// The municipality whose neighbourhoods are used, by the start of their codes.
const AMSTERDAM: &str = "BU0363";

/// A region's areas.
pub(super) struct RegionAreas {
    /// The areas, by code.
    pub(super) areas: Vec<Area>,
    /// How the region's insured divide over them, where something says so.
    pub(super) weights: Option<Vec<u64>>,
}

/// The areas that an index designates in a city.
pub(super) struct CityAreas {
    /// The areas with their inhabitants, by code.
    areas: Vec<(Area, u64)>,
    /// How they were chosen.
    source: String,
    /// The neighbourhoods that could not be ranked.
    pub(super) left_out: Vec<LeftOut>,
}

/// Why a file's neighbourhoods cannot be used.
#[derive(Debug, Error)]
pub(crate) enum AreaError {
    #[error("the file has no neighbourhoods of Amsterdam (codes that start with {AMSTERDAM})")]
    NoNeighbourhoods,
    #[error("the neighbourhoods cannot be ranked: {0}")]
    Index(#[from] IndexRefusal),
}

/// The method with which a demonstration ranks a city's neighbourhoods.
pub(super) fn city_method() -> IndexMethod {
    let method = IndexMethod::four_indicators_until_2018();
    IndexMethod {
        name: format!("{}, with a cut-off for one city", method.name),
        cut_off: CITY_CUT_OFF,
        ..method
    }
}

/// The designated neighbourhoods of Amsterdam.
///
/// # Errors
/// When the file has none, or the index refuses them.
pub(super) fn neighbourhoods(table: &Table, year: Year) -> Result<CityAreas, AreaError> {
    let rows: Vec<&Neighbourhood> =
        table.neighbourhoods.iter().filter(|row| row.figures.code.as_str().starts_with(AMSTERDAM)).collect();
    if rows.is_empty() {
        return Err(AreaError::NoNeighbourhoods);
    }
    let method = city_method();
    let figures: Vec<_> = rows.iter().map(|row| row.figures.clone()).collect();
    let ranking = index::rank(&method, year, &figures)?;
    let designated: BTreeMap<_, _> =
        ranking.designated().map(|area| (&area.code, area.inhabitants)).collect();
    let chosen = rows.iter().filter_map(|row| Some((*row, *designated.get(&row.figures.code)?)));
    let mut areas: Vec<_> = chosen.map(|(row, inhabitants)| (area_of(row), inhabitants)).collect();
    areas.sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
    let source = format!(
        "Amsterdam: {} version {}, {}; figures: Bron: CBS, Kerncijfers wijken en buurten 2019 (84583NED), CC BY 4.0, \
         as of 2019. Other areas: invented",
        method.name, method.version, method.weighting
    );
    Ok(CityAreas { areas, source, left_out: ranking.left_out })
}

fn area_of(row: &Neighbourhood) -> Area {
    let Neighbourhood { figures, name, district, municipality, postcode } = row;
    let postcode = postcode.as_ref().map(|postcode| format!(", {postcode}")).unwrap_or_default();
    let name = format!("{name} (wijk {district}{postcode}; CBS, stand 2019)");
    Area { code: figures.code.clone(), name, municipality: municipality.clone() }
}

/// How the list was made, for its publication.
pub(super) fn list_source(city: Option<&CityAreas>) -> String {
    let invented = "synthetic areas for a demonstration, not the list of 2018, which is published nowhere";
    city.map_or_else(|| invented.to_owned(), |city| city.source.clone())
}

/// The areas of the region with this number, by code.
pub(super) fn of_region(shape: &RegionShape, number: u64, city: Option<&CityAreas>) -> RegionAreas {
    let mut next_code = (number - 1) * CODES_PER_REGION + 1;
    let mut areas = Vec::new();
    for municipality in shape.municipalities {
        areas.extend(areas_in(municipality, &mut next_code));
    }
    let city = city.filter(|_| shape.takes_neighbourhoods);
    let Some((city, replaced)) = city.zip(shape.municipalities.first()) else {
        areas.sort_by(|a, b| a.code.cmp(&b.code));
        return RegionAreas { areas, weights: None };
    };
    // the others are as large as the city's areas are on average
    let people: u64 = city.areas.iter().map(|(_, inhabitants)| inhabitants).sum();
    let average = people / u64::try_from(city.areas.len()).unwrap_or(1).max(1);
    areas.retain(|area| area.municipality != replaced.name);
    let mut weighted: Vec<_> = areas.into_iter().map(|area| (area, average)).collect();
    weighted.extend(city.areas.iter().cloned());
    weighted.sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
    let (areas, weights) = weighted.into_iter().unzip();
    RegionAreas { areas, weights: Some(weights) }
}

fn areas_in(municipality: &Municipality, next_code: &mut u64) -> Vec<Area> {
    let Municipality { name, invented, existing } = municipality;
    let mut next = || {
        let code = format!("{next_code:04}");
        *next_code += 1;
        code
    };
    let mut areas = Vec::new();
    for number in 1..=*invented {
        areas.push(area(next(), format!("Verzonnen wijk {name} {number}"), name));
    }
    for (neighbourhood, code) in *existing {
        let label = if code.is_some() { "aanwijzing aangenomen" } else { "code en aanwijzing verzonnen" };
        let code = code.map_or_else(&mut next, str::to_owned);
        areas.push(area(code, format!("{neighbourhood} ({label})"), name));
    }
    areas
}

fn area(code: String, name: String, municipality: &str) -> Area {
    // four digits, or one of the CBS codes of the table of regions: both are capital letters and digits
    let code = AreaCode::new(code).expect("capital letters and digits");
    Area { code, name, municipality: municipality.to_owned() }
}
