//! What an area list would leave double or out. Changes nothing.

use super::{Office, Refused, listed_by_region};
use std::collections::BTreeMap;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::bureau::{self, Overlap, Preview};
use wijkfonds_domain::terms::RegionId;
use wijkfonds_proto::bureau::{
    AreaOverlap, ListedArea, PreviewAreaListRequest, PreviewAreaListResponse, ReferenceArea,
};

impl Office {
    pub(super) fn preview(request: PreviewAreaListRequest) -> Result<PreviewAreaListResponse, Refused> {
        let regions: BTreeMap<RegionId, Vec<Area>> = listed_by_region(request.areas)?;
        let reference = request.reference.into_iter().map(|area| {
            let ReferenceArea { code, name, municipality } = area;
            let code = code.try_into().map_err(|_| Refused::Field("reference.code"))?;
            let name = super::line(name, "reference.name")?;
            Ok(Area { code, name, municipality: super::line(municipality, "reference.municipality")? })
        });
        let reference = reference.collect::<Result<Vec<_>, Refused>>()?;
        let Preview { overlaps, missing, beyond } = bureau::preview(&regions, &reference);
        Ok(PreviewAreaListResponse {
            overlaps: overlaps.into_iter().map(overlap).collect(),
            missing: missing.into_iter().map(reference_area).collect(),
            beyond: beyond.into_iter().map(|(region, area)| listed(&region, area)).collect(),
        })
    }
}

fn overlap(found: Overlap) -> AreaOverlap {
    AreaOverlap {
        code: found.area.into(),
        name: found.name,
        first_region: found.first.into(),
        second_region: found.second.into(),
    }
}

fn reference_area(area: Area) -> ReferenceArea {
    ReferenceArea { code: area.code.into(), name: area.name, municipality: area.municipality }
}

fn listed(region: &RegionId, area: Area) -> ListedArea {
    let Area { code, name, municipality } = area;
    ListedArea { code: code.into(), name, municipality, region: region.to_string() }
}
