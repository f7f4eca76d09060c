//! `/table`: a table as one region released it.

use super::NoPage;
use super::regions::class;
use super::words::Words;
use crate::app::Bureau;
use askama::Template;
use wijkfonds_domain::bureau::{self, Member};
use wijkfonds_domain::disclosure::{Figure, FigureTable};
use wijkfonds_domain::measure::{Code, Measure};
use wijkfonds_domain::terms::RegionId;
use wijkfonds_edge::page::{Asked, BadParameter};

#[derive(Template)]
#[template(path = "table.html")]
pub(super) struct RegionTable {
    words: Words,
    member: Member,
    table: FigureTable,
}

impl RegionTable {
    /// The table that the address asks for; `None` when the bureau does not have it.
    pub(super) fn read(bureau: &Bureau, asked: &Asked) -> Result<Option<Self>, NoPage> {
        let year = asked.year()?.ok_or(BadParameter("year"))?;
        let measure = asked.read("measure", Measure::from_code)?.ok_or(BadParameter("measure"))?;
        let region = asked.read("region", |text| RegionId::new(text).ok())?.ok_or(BadParameter("region"))?;
        let found = bureau.read(|records| {
            let member = bureau::members(records)?.into_iter().find(|member| member.id == region);
            Ok(member.zip(bureau::table(records, &region, year, measure)?))
        })?;
        Ok(found.map(|(member, table)| Self { words: Words(asked.language), member, table }))
    }

    fn caption(&self) -> String {
        let facts = [
            ("measure", self.words.measure(&self.table.table.measure)),
            ("year", self.table.table.year.to_string()),
            ("region", self.words.name(&self.member)),
        ];
        self.words.sentence("table-caption", &facts)
    }

    /// The codes of the last dimension; none where the table has fewer than two.
    fn columns(&self) -> &[Code] {
        self.table.dimensions.get(1..).and_then(<[_]>::last).map_or(&[], |last| &last.codes)
    }

    /// A line per combination of the other codes: its names, and its figures.
    fn lines(&self) -> Vec<(String, &[Figure])> {
        let width = self.columns().len().max(1);
        let lines = self.table.cells.chunks(width).enumerate();
        let line = |(place, figures)| {
            let mut codes = self.table.codes(place * width);
            if !self.columns().is_empty() {
                codes.pop();
            }
            let names: Vec<String> = codes.into_iter().map(|code| self.words.code(code)).collect();
            (names.join(", "), figures)
        };
        lines.map(line).collect()
    }

    fn figure(&self, figure: &Figure) -> String {
        self.words.figure(&self.table.table.measure, figure)
    }

    fn class(&self, figure: &Figure) -> &'static str {
        class(*figure)
    }
}
