//! Between messages and domain words. Translates and does nothing else.

use crate::border::{BorderRefusal, CallError};
use crate::border_messages::federation as messages;
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::disclosure::{Figure, FigureTable, PolicyDigest, Released};
use wijkfonds_domain::measure::{Code, Dimension, DimensionKind, Measure, Period, TableId};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{AreaCode, Cents, Quarter, RegionId, Year};

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
    let table = released.content();
    messages::FigureTable {
        year: table.table.year.into(),
        quarter: match table.table.period {
            Period::Year => 0,
            Period::Quarter(quarter) => quarter.into(),
        },
        measure: table.table.measure.code().to_owned(),
        catalogue_version: table.table.catalogue_version,
        version: table.version,
        policy: table.policy.as_str().to_owned(),
        dimensions: table.dimensions.iter().map(dimension_to).collect(),
        cells: table.cells.iter().map(cell_to).collect(),
    }
}

fn dimension_to(dimension: &Dimension) -> messages::Dimension {
    let codes = dimension.codes.iter().map(|code| messages::Code {
        code: code.code.clone(),
        parent: code.parent,
        label: code.label.clone().unwrap_or_default(),
    });
    messages::Dimension { kind: dimension.kind.code().to_owned(), codes: codes.collect() }
}

fn cell_to(figure: &Figure) -> messages::Cell {
    use messages::cell::Content;
    let content = match figure {
        Figure::Value(figure) => Content::Figure(*figure),
        Figure::Secret => Content::Suppression(messages::Suppression {}),
        Figure::Nil => Content::Nil(messages::Nil {}),
        Figure::Missing => Content::Absence(messages::Absence {}),
    };
    messages::Cell { content: Some(content) }
}

/// A table as it was received. `None` for a measure or a dimension that this version does not know: a newer region may
/// send more than an older bureau can show.
pub(super) fn table_from(
    region: &RegionId,
    table: messages::FigureTable,
) -> Result<Option<FigureTable>, CallError> {
    let Some(measure) = Measure::from_code(&table.measure) else { return Ok(None) };
    let year = Year::new(table.year).map_err(|_| CallError::BadAnswer("the year of a table is none"))?;
    let period = match table.quarter {
        0 => Period::Year,
        quarter => Period::Quarter(
            Quarter::new(quarter).map_err(|_| CallError::BadAnswer("the quarter of a table is none"))?,
        ),
    };
    let Some(dimensions) = table.dimensions.into_iter().map(dimension_from).collect() else {
        return Ok(None);
    };
    let table = FigureTable {
        table: TableId {
            region: region.clone(),
            year,
            period,
            measure,
            catalogue_version: table.catalogue_version,
        },
        version: table.version,
        policy: PolicyDigest::received(table.policy),
        dimensions,
        cells: table.cells.into_iter().map(cell_from).collect::<Result<_, _>>()?,
    };
    if table.is_whole() { Ok(Some(table)) } else { Err(CallError::BadAnswer("a table lacks codes or cells")) }
}

fn dimension_from(dimension: messages::Dimension) -> Option<Dimension> {
    let kind = DimensionKind::from_code(&dimension.kind)?;
    let codes = dimension.codes.into_iter().map(|code| Code {
        code: code.code,
        parent: code.parent,
        label: optional(code.label),
    });
    Some(Dimension { kind, codes: codes.collect() })
}

fn cell_from(cell: messages::Cell) -> Result<Figure, CallError> {
    use messages::cell::Content;
    match cell.content {
        Some(Content::Figure(figure)) => Ok(Figure::Value(figure)),
        Some(Content::Suppression(_)) => Ok(Figure::Secret),
        Some(Content::Nil(_)) => Ok(Figure::Nil),
        Some(Content::Absence(_)) => Ok(Figure::Missing),
        None => Err(CallError::BadAnswer("a cell of a table is empty")),
    }
}

fn text(text: String) -> Result<String, BorderRefusal> {
    if text.len() <= LONGEST_TEXT { Ok(text) } else { Err(BorderRefusal::BadRequest) }
}

fn optional(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
