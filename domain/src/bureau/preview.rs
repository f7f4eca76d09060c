//! What an area list would leave double or out, before anybody publishes it.

use crate::area::Area;
use crate::terms::{AreaCode, RegionId};
use std::collections::{BTreeMap, BTreeSet};

/// An area that a list names more than once. Public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The area.
    pub area: AreaCode,
    /// Its name, as the first region has it.
    pub name: String,
    /// The region that names it first, by id.
    pub first: RegionId,
    /// The region that names it again; the same when one region names it twice.
    pub second: RegionId,
}

/// What is double in a list, and what is missing from it. Public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Areas named more than once: by code, once per further region.
    pub overlaps: Vec<Overlap>,
    /// Areas of the reference list that no region has, by code.
    pub missing: Vec<Area>,
    /// Areas that a region has and the reference list does not, by code. Empty without a reference list.
    pub beyond: Vec<(RegionId, Area)>,
}

/// Compares the areas of the regions with each other and, where there is one, with a reference list.
#[must_use]
pub fn preview(regions: &BTreeMap<RegionId, Vec<Area>>, reference: &[Area]) -> Preview {
    let listed: BTreeSet<&AreaCode> = regions.values().flatten().map(|area| &area.code).collect();
    let known: BTreeMap<&AreaCode, &Area> = reference.iter().map(|area| (&area.code, area)).collect();
    let missing = known.iter().filter(|(code, _)| !listed.contains(*code));
    let missing = missing.map(|(_, area)| (*area).clone()).collect();
    let all = regions.iter().flat_map(|(region, areas)| areas.iter().map(move |area| (region, area)));
    let beyond = all.filter(|(_, area)| !known.is_empty() && !known.contains_key(&area.code));
    let mut beyond: Vec<_> = beyond.map(|(region, area)| (region.clone(), area.clone())).collect();
    beyond.sort_by(|a, b| a.1.code.cmp(&b.1.code));
    Preview { overlaps: overlaps(regions), missing, beyond }
}

/// Areas named more than once, by code.
pub(super) fn overlaps(regions: &BTreeMap<RegionId, Vec<Area>>) -> Vec<Overlap> {
    let mut firsts: BTreeMap<&AreaCode, (&RegionId, &Area)> = BTreeMap::new();
    let mut overlaps = Vec::new();
    for (region, areas) in regions {
        for area in areas {
            let (first, as_first) = *firsts.entry(&area.code).or_insert((region, area));
            if !std::ptr::eq(as_first, area) {
                let (first, second) = (first.clone(), region.clone());
                overlaps.push(Overlap {
                    area: area.code.clone(),
                    name: as_first.name.clone(),
                    first,
                    second,
                });
            }
        }
    }
    overlaps.sort_by(|a, b| a.area.cmp(&b.area));
    overlaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> Area {
        let code = AreaCode::new(code).unwrap();
        Area { name: format!("Wijk {code}"), code, municipality: "Stad".into() }
    }

    fn list(regions: &[(&str, &[&str])]) -> BTreeMap<RegionId, Vec<Area>> {
        let areas = |codes: &[&str]| codes.iter().map(|code| area(code)).collect();
        regions.iter().map(|(id, codes)| (RegionId::new(*id).unwrap(), areas(codes))).collect()
    }

    #[test]
    fn overlaps_and_gaps_are_listed_by_name() {
        let regions = list(&[("noord", &["1013", "1014", "1099"]), ("zuid", &["3511", "1014", "3511"])]);
        let reference: Vec<_> = ["1013", "1014", "3511", "3512"].map(area).into();
        let found = preview(&regions, &reference);
        let overlaps: Vec<_> = found
            .overlaps
            .iter()
            .map(|it| (it.area.as_str(), it.name.as_str(), it.first.as_str(), it.second.as_str()))
            .collect();
        let expected = [("1014", "Wijk 1014", "noord", "zuid"), ("3511", "Wijk 3511", "zuid", "zuid")];
        assert_eq!(overlaps, expected);
        assert_eq!(found.missing, [area("3512")]);
        assert_eq!(found.beyond, [(RegionId::new("noord").unwrap(), area("1099"))]);
        let alone = preview(&regions, &[]);
        assert!(alone.missing.is_empty() && alone.beyond.is_empty() && alone.overlaps == found.overlaps);
    }
}
