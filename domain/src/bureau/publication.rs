//! Area lists that go out, and who has acknowledged what.

use super::preview::{self, Overlap};
use super::{BureauRefusal, Event, MEMBERS, Stop};
use crate::area::{Area, AreaList};
use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Date, RegionId, Year};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A version of the national list of designated areas of a year, by region.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalList {
    /// The fund year.
    pub year: Year,
    /// 1 for the first list of a year; each correction is one more.
    pub version: u32,
    /// Who made the list, by which index method, with figures of which year.
    pub source: String,
    /// The day of publication.
    pub published_on: Date,
    /// Why it replaces the version before; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
    /// The areas of each region.
    pub regions: BTreeMap<RegionId, Vec<Area>>,
}

opaque_debug!(NationalList);

/// The national list's facts without its areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAreas {
    /// The fund year.
    pub year: Year,
    /// Its version.
    pub version: u32,
    /// Its source.
    pub source: String,
    /// The day of publication.
    pub published_on: Date,
    /// Why it replaced the version before.
    pub correction: Option<String>,
    /// How many areas each region has.
    pub areas: BTreeMap<RegionId, u64>,
}

/// The versions that a region uses of a year; 0: none yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// Of the rate.
    pub rate_version: u32,
    /// Of the area list.
    pub area_list_version: u32,
}

impl Acknowledgement {
    pub(super) fn merged_with(&self, other: &Self) -> Self {
        Self {
            rate_version: self.rate_version.max(other.rate_version),
            area_list_version: self.area_list_version.max(other.area_list_version),
        }
    }
}

const LISTS: Table<PublishedAreas> = Table::new("national-list");
const AREAS: Table<Area> = Table::new("national-area");
const ACKNOWLEDGEMENTS: Table<Acknowledgement> = Table::new("acknowledgement");

/// The national lists in use, by year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn area_lists(records: &dyn Records) -> Result<Vec<PublishedAreas>, Fault> {
    Ok(LISTS.under(records, "")?.into_iter().map(|(_, list)| list).collect())
}

/// A region's part of the list of a year; `None` when the year has no list or the region no area.
///
/// # Errors
/// [`Fault`] from the store.
pub fn area_list(records: &dyn Records, year: Year, region: &RegionId) -> Result<Option<AreaList>, Fault> {
    let Some(list) = LISTS.get(records, year)? else { return Ok(None) };
    let areas = AREAS.under(records, format_args!("{year}/{}/{region}/", list.version))?;
    let areas: Vec<Area> = areas.into_iter().map(|(_, area)| area).collect();
    let PublishedAreas { year, version, source, published_on, correction, .. } = list;
    let part = AreaList { year, version, source, published_on, correction, areas };
    Ok((!part.areas.is_empty()).then_some(part))
}

/// What a region has acknowledged of a year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn acknowledgement(
    records: &dyn Records,
    year: Year,
    region: &RegionId,
) -> Result<Acknowledgement, Fault> {
    Ok(ACKNOWLEDGEMENTS.get(records, format_args!("{year}/{region}"))?.unwrap_or_default())
}

pub(super) fn publish(records: &dyn Records, list: &NationalList) -> Result<Vec<Event>, Stop> {
    if list.source.trim().is_empty() {
        return Err(BureauRefusal::NoSource.into());
    }
    if list.regions.values().all(Vec::is_empty) {
        return Err(BureauRefusal::NoAreas.into());
    }
    for region in list.regions.keys() {
        if MEMBERS.get(records, region)?.is_none() {
            return Err(BureauRefusal::UnknownRegion(region.clone()).into());
        }
    }
    if let Some(Overlap { area, first, second, .. }) = preview::overlaps(&list.regions).into_iter().next() {
        return Err(BureauRefusal::DoubleArea { area, first, second }.into());
    }
    let in_use = LISTS.get(records, list.year)?;
    if let Some(in_use) = &in_use {
        if is_published(records, in_use, list)? {
            return Ok(Vec::new());
        }
        if list.correction.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            return Err(BureauRefusal::CorrectionWithoutReason.into());
        }
    }
    let version = in_use.map_or(1, |list| list.version + 1);
    Ok(vec![Event::AreaListPublished { list: NationalList { version, ..list.clone() } }])
}

/// Whether the list in use says the same.
fn is_published(records: &dyn Records, in_use: &PublishedAreas, list: &NationalList) -> Result<bool, Fault> {
    if in_use.source != list.source {
        return Ok(false);
    }
    for (region, areas) in &list.regions {
        let mut offered = areas.clone();
        offered.sort_by(|a, b| a.code.cmp(&b.code));
        let present = area_list(records, list.year, region)?.map(|list| list.areas).unwrap_or_default();
        if present != offered {
            return Ok(false);
        }
    }
    let with_areas = in_use.areas.iter().filter(|(_, areas)| **areas > 0);
    Ok(with_areas.map(|(region, _)| region).all(|region| list.regions.contains_key(region)))
}

pub(super) fn apply(records: &mut dyn RecordsMut, list: &NationalList) -> Result<(), Fault> {
    let NationalList { year, version, source, published_on, correction, regions } = list;
    let counts = regions.iter().map(|(region, areas)| (region.clone(), areas.len() as u64)).collect();
    for (region, areas) in regions {
        for area in areas {
            AREAS.put(records, format_args!("{year}/{version}/{region}/{}", area.code), area)?;
        }
    }
    let published = PublishedAreas {
        year: *year,
        version: *version,
        source: source.clone(),
        published_on: *published_on,
        correction: correction.clone(),
        areas: counts,
    };
    LISTS.put(records, year, &published)
}

pub(super) fn apply_acknowledgement(
    records: &mut dyn RecordsMut,
    region: &RegionId,
    year: Year,
    acknowledgement: &Acknowledgement,
) -> Result<(), Fault> {
    ACKNOWLEDGEMENTS.put(records, format_args!("{year}/{region}"), acknowledgement)
}
