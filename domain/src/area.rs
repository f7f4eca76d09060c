//! Designated areas: which they are, per year, as the bureau's list says.

use crate::opaque::opaque_debug;
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{AreaCode, Date, Year};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One designated area. The list is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// The municipality it lies in.
    pub municipality: String,
}

/// A version of the list of a region's designated areas for a year, as the bureau publishes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaList {
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
    /// The areas of the region that receives it.
    pub areas: Vec<Area>,
}

opaque_debug!(AreaList);

/// What a region keeps of the list beside the areas themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaListInUse {
    /// Its version.
    pub version: u32,
    /// Its source.
    pub source: String,
    /// The day of publication.
    pub published_on: Date,
}

/// Why a region does not take an area list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AreaListRefusal {
    /// The list has no area, or one area twice.
    #[error("the area list is empty or names an area twice")]
    EmptyOrDouble,
    /// A version at or below the one in use, with other content.
    #[error("version {offered} of the area list is not newer than version {in_use}")]
    NotNewer {
        /// The version offered.
        offered: u32,
        /// The version in use.
        in_use: u32,
    },
    /// A second list for a year needs a reason.
    #[error("the year has an area list; another is taken only as a correction with a reason")]
    CorrectionWithoutReason,
    /// Areas that are already counted or applied for cannot leave the list of the year.
    #[error("an area on the list in use is missing from the new one")]
    AreaRemoved,
}

const AREAS: Table<Area> = Table::new("area");
const LISTS: Table<AreaListInUse> = Table::new("area-list");

/// The list in use for a year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn list_in_use(records: &dyn Records, year: Year) -> Result<Option<AreaListInUse>, Fault> {
    LISTS.get(records, year)
}

/// The designated areas of a year, by code.
///
/// # Errors
/// [`Fault`] from the store.
pub fn areas(records: &dyn Records, year: Year) -> Result<Vec<Area>, Fault> {
    Ok(AREAS.under(records, format_args!("{year}/"))?.into_iter().map(|(_, area)| area).collect())
}

/// A designated area of a year.
///
/// # Errors
/// [`Fault`] from the store.
pub fn area(records: &dyn Records, year: Year, code: &AreaCode) -> Result<Option<Area>, Fault> {
    AREAS.get(records, format_args!("{year}/{code}"))
}

/// Whether a list may come into use: `Ok(false)` when it is already in use.
///
/// # Errors
/// A refusal as a value in the inner result, a [`Fault`] outside.
pub fn check(records: &dyn Records, list: &AreaList) -> Result<Result<bool, AreaListRefusal>, Fault> {
    let mut codes: Vec<_> = list.areas.iter().map(|area| &area.code).collect();
    codes.sort();
    codes.dedup();
    if codes.is_empty() || codes.len() < list.areas.len() {
        return Ok(Err(AreaListRefusal::EmptyOrDouble));
    }
    let Some(in_use) = list_in_use(records, list.year)? else { return Ok(Ok(true)) };
    let mut offered = list.areas.clone();
    offered.sort_by(|a, b| a.code.cmp(&b.code));
    let present = areas(records, list.year)?;
    if in_use.version == list.version && present == offered {
        return Ok(Ok(false));
    }
    if list.version <= in_use.version {
        return Ok(Err(AreaListRefusal::NotNewer { offered: list.version, in_use: in_use.version }));
    }
    if list.correction.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Ok(Err(AreaListRefusal::CorrectionWithoutReason));
    }
    if present.iter().any(|area| codes.binary_search(&&area.code).is_err()) {
        return Ok(Err(AreaListRefusal::AreaRemoved));
    }
    Ok(Ok(true))
}

pub(crate) fn apply(records: &mut dyn RecordsMut, list: &AreaList) -> Result<(), Fault> {
    let AreaList { year, version, source, published_on, .. } = list;
    let in_use = AreaListInUse { version: *version, source: source.clone(), published_on: *published_on };
    LISTS.put(records, year, &in_use)?;
    for area in &list.areas {
        AREAS.put(records, format_args!("{year}/{}", area.code), area)?;
    }
    Ok(())
}
