//! Tables as regions released them, and what they add up to, as messages.

use super::{Office, Refused, year};
use wijkfonds_domain::bureau;
use wijkfonds_domain::disclosure::{Figure, FigureTable};
use wijkfonds_domain::measure::Measure;
use wijkfonds_domain::terms::RegionId;
use wijkfonds_proto::bureau::shown_figure::Content;
use wijkfonds_proto::bureau::{
    GetNationalTableRequest, GetNationalTableResponse, GetRegionTableRequest, GetRegionTableResponse,
    Missing, NationalRow, Nil, RegionRow, Secret, ShownFigure,
};

impl Office {
    pub(super) fn national_table(
        &self,
        asked: &GetNationalTableRequest,
    ) -> Result<GetNationalTableResponse, Refused> {
        let (year, measure) = (year(asked.year)?, measure(&asked.measure)?);
        let rows = self.bureau.read(|records| bureau::national_by_category(records, year, measure))?;
        let codes: Vec<String> = rows.iter().map(|(code, _)| code.code.clone()).collect();
        let row = |(code, figure): (wijkfonds_domain::measure::Code, bureau::NationalFigure)| NationalRow {
            parent: codes.get(code.parent as usize).cloned().unwrap_or_default(),
            code: code.code,
            total: Some(shown(figure.total())),
            published_by: texts(figure.published_by()),
            withheld_by: texts(figure.withheld_by()),
            missing: texts(figure.missing()),
        };
        Ok(GetNationalTableResponse { rows: rows.into_iter().map(row).collect() })
    }

    pub(super) fn region_table(
        &self,
        asked: &GetRegionTableRequest,
    ) -> Result<GetRegionTableResponse, Refused> {
        let (year, measure) = (year(asked.year)?, measure(&asked.measure)?);
        let region = RegionId::new(asked.region.as_str()).map_err(|_| Refused::Field("region"))?;
        let table = self.bureau.read(|records| bureau::table(records, &region, year, measure))?;
        let table = table.ok_or(Refused::NotReceived)?;
        Ok(GetRegionTableResponse {
            version: table.version,
            dimensions: table.dimensions.iter().map(|dimension| dimension.kind.code().to_owned()).collect(),
            rows: rows(&table),
        })
    }
}

fn rows(table: &FigureTable) -> Vec<RegionRow> {
    let row = |(cell, figure): (usize, &Figure)| RegionRow {
        keys: table.codes(cell).into_iter().map(|code| code.code.clone()).collect(),
        figure: Some(shown(*figure)),
    };
    table.cells.iter().enumerate().map(row).collect()
}

fn shown(figure: Figure) -> ShownFigure {
    let content = match figure {
        Figure::Value(figure) => Content::Figure(figure),
        Figure::Secret => Content::Secret(Secret {}),
        Figure::Nil => Content::Nil(Nil {}),
        Figure::Missing => Content::Missing(Missing {}),
    };
    ShownFigure { content: Some(content) }
}

/// A sum; 0 where nothing was published.
pub(super) const fn amount(figure: Figure) -> u64 {
    match figure {
        Figure::Value(value) => value,
        Figure::Secret | Figure::Nil | Figure::Missing => 0,
    }
}

fn measure(code: &str) -> Result<Measure, Refused> {
    Measure::from_code(code).ok_or(Refused::Field("measure"))
}

fn texts(regions: Vec<RegionId>) -> Vec<String> {
    regions.into_iter().map(String::from).collect()
}
