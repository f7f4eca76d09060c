//! Between messages and domain words. Translates and does nothing else.

use crate::border::{BorderRefusal, CallError};
use crate::border_messages::federation as messages;
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::disclosure::{Figure, FigureTable, PolicyDigest, Released};
use wijkfonds_domain::measure::{Measure, TableId};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{AreaCode, Cents, RegionId, Year};

/// A region takes no longer list of areas over its border.
pub const MOST_AREAS: usize = 5_000;

/// A region takes no longer text over its border, in bytes.
pub const LONGEST_TEXT: usize = 500;

pub(super) fn rate_to(rate: &Rate) -> messages::Rate {
    messages::Rate {
        year: rate.year.into(),
        version: rate.version,
        cents_per_patient: rate.cents_per_patient.get(),
        source: rate.source.clone(),
        published_on: rate.published_on.to_string(),
        correction: rate.correction.clone().unwrap_or_default(),
    }
}

pub(super) fn rate_from(rate: messages::Rate) -> Result<Rate, BorderRefusal> {
    Ok(Rate {
        year: Year::new(rate.year).map_err(|_| BorderRefusal::BadRequest)?,
        version: rate.version,
        cents_per_patient: Cents::new(rate.cents_per_patient),
        source: text(rate.source)?,
        published_on: rate.published_on.parse().map_err(|_| BorderRefusal::BadRequest)?,
        correction: optional(text(rate.correction)?),
    })
}

pub(super) fn area_list_to(request_id: String, list: &AreaList) -> messages::AcceptAreaListRequest {
    let areas = list.areas.iter().map(|area| messages::Area {
        code: area.code.to_string(),
        name: area.name.clone(),
        municipality: area.municipality.clone(),
    });
    messages::AcceptAreaListRequest {
        request_id,
        year: list.year.into(),
        version: list.version,
        source: list.source.clone(),
        published_on: list.published_on.to_string(),
        correction: list.correction.clone().unwrap_or_default(),
        areas: areas.collect(),
    }
}

pub(super) fn area_list_from(
    request: messages::AcceptAreaListRequest,
) -> Result<(String, AreaList), BorderRefusal> {
    if request.areas.len() > MOST_AREAS {
        return Err(BorderRefusal::BadRequest);
    }
    let areas = request.areas.into_iter().map(|area| {
        Ok(Area {
            code: AreaCode::new(area.code).map_err(|_| BorderRefusal::BadRequest)?,
            name: text(area.name)?,
            municipality: text(area.municipality)?,
        })
    });
    let list = AreaList {
        year: Year::new(request.year).map_err(|_| BorderRefusal::BadRequest)?,
        version: request.version,
        source: text(request.source)?,
        published_on: request.published_on.parse().map_err(|_| BorderRefusal::BadRequest)?,
        correction: optional(text(request.correction)?),
        areas: areas.collect::<Result<_, BorderRefusal>>()?,
    };
    Ok((request.request_id, list))
}

/// The only place that writes a figure into a message, and it takes a released one.
pub(super) fn table_to(released: &Released<FigureTable>) -> messages::FigureTable {
    use messages::cell::Content;
    let table = released.content();
    let content = match table.grand_total {
        Figure::Value(figure) => Content::Figure(figure),
        Figure::Withheld => Content::Suppression(messages::Suppression {}),
    };
    messages::FigureTable {
        year: table.table.year.into(),
        measure: table.table.measure.code().to_owned(),
        catalogue_version: table.table.catalogue_version,
        policy: table.policy.as_str().to_owned(),
        grand_total: Some(messages::Cell { content: Some(content) }),
        cells_withheld: table.cells_withheld,
    }
}

/// A table as it was received. `None` for a measure that this version does not know: a newer region may send
/// more than an older bureau can show.
pub(super) fn table_from(
    region: &RegionId,
    table: messages::FigureTable,
) -> Result<Option<FigureTable>, CallError> {
    use messages::cell::Content;
    let Some(measure) = Measure::from_code(&table.measure) else { return Ok(None) };
    let year = Year::new(table.year).map_err(|_| CallError::BadAnswer("the year of a table is none"))?;
    let grand_total = match table.grand_total.and_then(|cell| cell.content) {
        Some(Content::Figure(figure)) => Figure::Value(figure),
        Some(Content::Suppression(_)) => Figure::Withheld,
        Some(Content::Absence(_)) => return Ok(None),
        None => return Err(CallError::BadAnswer("a cell of a table is empty")),
    };
    Ok(Some(FigureTable {
        table: TableId { region: region.clone(), year, measure, catalogue_version: table.catalogue_version },
        policy: PolicyDigest::received(table.policy),
        grand_total,
        cells_withheld: table.cells_withheld,
    }))
}

fn text(text: String) -> Result<String, BorderRefusal> {
    if text.len() <= LONGEST_TEXT { Ok(text) } else { Err(BorderRefusal::BadRequest) }
}

fn optional(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
