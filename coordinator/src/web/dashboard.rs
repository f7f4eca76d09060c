//! `/`: the country in a year, as far as the regions have released it.

use super::NoPage;
use super::regions::{Region, class};
use super::words::Words;
use crate::app::{Bureau, Contact};
use askama::Template;
use std::collections::BTreeSet;
use wijkfonds_domain::bureau::{self, NationalFigure, PublishedAreas};
use wijkfonds_domain::disclosure::Figure;
use wijkfonds_domain::measure::{Code, Measure};
use wijkfonds_domain::rate::{self, Rate};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_domain::terms::{RegionId, Year};
use wijkfonds_edge::chart::{Bar, BarChart, BarValue};
use wijkfonds_edge::page::{Asked, Markup};

#[derive(Template)]
#[template(path = "dashboard.html")]
pub(super) struct Dashboard {
    words: Words,
    is_demonstration: bool,
    years: Vec<Year>,
    year: Option<YearView>,
    rates: Vec<Rate>,
    lists: Vec<PublishedAreas>,
}

/// A year, and the measure that is drawn of it.
struct YearView {
    year: Year,
    measure: Measure,
    regions: Vec<Region>,
    lines: Vec<NationalFigure>,
    /// The drawn measure by category, the margin first; empty where it has no categories.
    categories: Vec<(Code, NationalFigure)>,
}

impl Dashboard {
    pub(super) fn read(bureau: &Bureau, asked: &Asked, is_demonstration: bool) -> Result<Self, NoPage> {
        let asked_year = asked.year()?;
        let measure = asked.read("measure", Measure::from_code)?.unwrap_or(Measure::ProjectsGranted);
        let contact = |region: &RegionId| bureau.regions().contact(region);
        let dashboard = bureau.read(|records| {
            let (rates, lists) = (rate::rates(records)?, bureau::area_lists(records)?);
            let wanted = bureau::asked_years(records)?;
            let years = years(&rates, &lists, &wanted);
            // figures say more than publications, and the latest more than the earlier ones
            let year = asked_year.or(wanted.last().copied()).or(years.last().copied());
            let year = year.map(|year| YearView::read(records, year, measure, contact)).transpose()?;
            Ok(Self { words: Words(asked.language), is_demonstration, years, year, rates, lists })
        })?;
        Ok(dashboard)
    }
}

/// Every year with a publication, or whose figures are wanted.
fn years(rates: &[Rate], lists: &[PublishedAreas], wanted: &[Year]) -> Vec<Year> {
    let published = rates.iter().map(|rate| rate.year).chain(lists.iter().map(|list| list.year));
    let years: BTreeSet<Year> = published.chain(wanted.iter().copied()).collect();
    years.into_iter().collect()
}

impl YearView {
    fn read(
        records: &dyn Records,
        year: Year,
        measure: Measure,
        contact: impl Fn(&RegionId) -> Contact,
    ) -> Result<Self, Fault> {
        let regions = Region::all(records, year, contact)?;
        let lines = bureau::national(records, year)?;
        let categories = bureau::national_by_category(records, year, measure)?;
        Ok(Self { year, measure, regions, lines, categories })
    }

    fn received(&self) -> usize {
        self.regions.iter().filter(|region| region.has_figures).count()
    }
}

impl Dashboard {
    fn is_shown(&self, year: &Year) -> bool {
        self.year.as_ref().is_some_and(|view| view.year == *year)
    }

    /// The names of regions, in their order.
    fn names(&self, view: &YearView, is_one: impl Fn(&Region) -> bool) -> String {
        let names = view.regions.iter().filter(|region| is_one(region));
        let names: Vec<String> = names.map(|region| self.words.name(&region.member)).collect();
        names.join(", ")
    }

    /// The names of regions by id, or that there are none.
    fn names_of(&self, view: &YearView, ids: Vec<RegionId>) -> String {
        let names = self.names(view, |region| ids.contains(&region.member.id));
        if names.is_empty() { self.words.of("no-regions") } else { names }
    }

    fn answered(&self, view: &YearView) -> String {
        let answered = self.words.of_all(view.received(), view.regions.len());
        self.words.sentence("figures-received", &[("answered", answered), ("year", view.year.to_string())])
    }

    /// Which regions' figures are missing; `None` when none are.
    fn missing(&self, view: &YearView) -> Option<String> {
        let names = self.names(view, |region| !region.has_figures);
        (!names.is_empty()).then(|| self.words.with("figures-missing", "names", &names))
    }

    /// How many regions can be reached and which did not answer the last time; `None` when all did.
    fn unreachable(&self, view: &YearView) -> Option<String> {
        let is_away = |region: &Region| region.contact == Contact::Unreachable;
        let names = self.names(view, is_away);
        let away = view.regions.iter().filter(|region| is_away(region)).count();
        let answered = self.words.of_all(view.regions.len() - away, view.regions.len());
        let facts = [("answered", answered), ("names", names)];
        (away > 0).then(|| self.words.sentence("regions-unreachable", &facts))
    }

    fn text(&self, key: &str, view: &YearView) -> String {
        self.words.with(key, "year", &view.year.to_string())
    }

    fn figure(&self, measure: &Measure, figure: Figure) -> String {
        self.words.figure(measure, &figure)
    }

    fn class(&self, figure: Figure) -> &'static str {
        class(figure)
    }

    /// How many regions are in a total.
    fn published_by(&self, view: &YearView, line: &NationalFigure) -> String {
        self.words.of_all(line.published_by().len(), view.regions.len())
    }

    fn path(&self, view: &YearView, measure: &Measure) -> String {
        format!("/?year={}&measure={}#regions", view.year, measure.code())
    }

    fn is_drawn(&self, view: &YearView, measure: &Measure) -> bool {
        view.measure == *measure
    }

    fn chart(&self, view: &YearView) -> Option<Markup> {
        let line = view.lines.iter().find(|line| line.measure == view.measure)?;
        let bar = |region: &Region| Bar {
            label: self.words.name(&region.member),
            value: match line.of(&region.member.id) {
                Figure::Value(amount) => self.bar(view, amount),
                Figure::Nil => self.bar(view, 0),
                Figure::Secret => BarValue::Withheld,
                Figure::Missing => BarValue::Missing,
            },
        };
        let chart = BarChart {
            id: "regions-chart".to_owned(),
            language: self.words.0,
            title: self.chart_title(view),
            description: self.words.of("chart-explanation"),
            bars: view.regions.iter().map(bar).collect(),
        };
        Some(chart.svg())
    }

    fn category_caption(&self, view: &YearView) -> String {
        let measure = self.words.measure(&view.measure);
        self.words.sentence("category-caption", &[("measure", measure), ("year", view.year.to_string())])
    }

    fn bar(&self, view: &YearView, amount: u64) -> BarValue {
        BarValue::Figure { amount, text: self.figure(&view.measure, Figure::Value(amount)) }
    }

    /// The way to a region's own table.
    fn table_path(&self, view: &YearView, region: &Region) -> String {
        let (id, measure) = (&region.member.id, view.measure.code());
        format!("/table?year={}&region={id}&measure={measure}", view.year)
    }

    fn chart_title(&self, view: &YearView) -> String {
        let measure = self.words.measure(&view.measure);
        self.words.sentence("chart-title", &[("measure", measure), ("year", view.year.to_string())])
    }

    /// The version that a region uses, 0 being none.
    fn version(&self, version: &u32) -> String {
        match version {
            0 => self.words.of("version-none"),
            version => self.words.with("version-used", "version", &self.words.small(version)),
        }
    }

    fn contact(&self, contact: &Contact) -> String {
        match contact {
            Contact::None => self.words.of("contact-none"),
            Contact::Answered => self.words.of("contact-answered"),
            Contact::Refused(reason) => self.words.with("contact-refused", "reason", reason),
            Contact::Unreachable => self.words.of("contact-unreachable"),
            Contact::BadAnswer => self.words.of("contact-bad-answer"),
        }
    }

    fn figures(&self, region: &Region) -> String {
        self.words.of(if region.has_figures { "figures-here" } else { "state-missing" })
    }

    /// How many regions use some version of the year's rate, and of its area list.
    fn using(&self, view: &YearView) -> (String, String) {
        let count = |uses: fn(&Region) -> u32| view.regions.iter().filter(|region| uses(region) > 0).count();
        let all = view.regions.len();
        let (rate, areas) =
            (count(|region| region.uses.rate_version), count(|region| region.uses.area_list_version));
        (self.words.of_all(rate, all), self.words.of_all(areas, all))
    }

    fn areas(&self, list: &PublishedAreas) -> String {
        self.words.whole(&list.areas.values().sum())
    }
}
