//! From records to drafts: a region's own figures, before anything has been decided about publishing them.
//!
//! A [`Draft`] can be made only here and can go only into `disclosure`: it has no way to be written out. A draft holds
//! all tables of the catalogue that are sums over the same things, because what one of them says bears on the others.

mod money;
mod patients;
mod projects;

use crate::area::{self, Area};
use crate::count::enrolled::{self, Practice};
use crate::disclosure::table::Contribution;
use crate::measure::{Dimension, DimensionKind, Measure, Unit};
use crate::opaque::opaque_debug;
use crate::person::{self, Name};
use crate::project::{self, Application};
use crate::records::{Fault, Records};
use crate::terms::{Agb, AreaCode, RegionId, Year};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Linked tables of a region and year: what each respondent (a practice owner) contributes to their cells.
#[derive(Clone)]
pub struct Draft {
    region: RegionId,
    year: Year,
    unit: Unit,
    /// The dimensions that the tables show, in their order.
    dimensions: Vec<Dimension>,
    /// Which part of the whole each table is: one more dimension, of which a table shows one code.
    parts: Parts,
    /// Keys in the order of the dimensions, then the part where there are parts.
    contributions: Vec<Contribution>,
}

opaque_debug!(Draft);

/// What the tables of a draft have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// `(code, the code that it is a part of)`; none where there is but one table.
    pub(crate) codes: &'static [(&'static str, &'static str)],
    /// Which table shows which code.
    pub(crate) tables: &'static [(Measure, &'static str)],
}

impl Parts {
    /// The tables that add up to a table, cell by cell; none where nothing does.
    pub(crate) fn under(&self, whole: Measure) -> Vec<Measure> {
        let code_of = |measure| self.tables.iter().find(|(one, _)| *one == measure).map(|(_, code)| *code);
        let Some(whole) = code_of(whole) else { return Vec::new() };
        let is_under = |code: &str| self.codes.iter().any(|(part, above)| *part == code && *above == whole);
        self.tables.iter().filter(|(_, code)| is_under(code)).map(|(measure, _)| *measure).collect()
    }
}

/// What all tables of the catalogue have to do with each other: those of one draft, of the next.
pub(crate) const CATALOGUE: [Parts; 3] = [projects::PARTS, money::PARTS, patients::PARTS];

impl Draft {
    pub(crate) fn region(&self) -> &RegionId {
        &self.region
    }

    pub(crate) const fn year(&self) -> Year {
        self.year
    }

    pub(crate) const fn unit(&self) -> Unit {
        self.unit
    }

    pub(crate) fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    pub(crate) const fn parts(&self) -> Parts {
        self.parts
    }

    pub(crate) fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// Puts all that a release is made of into a digest.
    pub(crate) fn put_into(&self, digest: &mut Sha256) {
        for dimension in &self.dimensions {
            for code in &dimension.codes {
                put(digest, &[dimension.kind.code(), &code.code, code.label.as_deref().unwrap_or("")]);
            }
        }
        for Contribution { keys, value, respondent, holding } in &self.contributions {
            keys.iter().for_each(|key| put(digest, &[key]));
            put(digest, &[&value.to_string(), respondent, holding.as_deref().unwrap_or("")]);
        }
    }

    /// Adds what somebody contributes; nothing is no contribution.
    fn add(&mut self, keys: &[&str], value: i64, respondent: &str) {
        if value != 0 {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            self.contributions.push(Contribution {
                keys,
                value,
                respondent: respondent.to_owned(),
                holding: None,
            });
        }
    }
}

/// Each text with its length, so that no two lists of texts look the same.
fn put(digest: &mut Sha256, texts: &[&str]) {
    for text in texts {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
}

/// The drafts of a year: together all tables of the catalogue.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn drafts(records: &dyn Records, region: &RegionId, year: Year) -> Result<Vec<Draft>, Fault> {
    let areas = area::areas(records, year)?;
    let practices = enrolled::practices(records, year)?;
    let applications = project::applications(records, year)?;
    let whose = Respondents::of(&practices);
    let empty = |unit, dimensions, parts| Draft {
        region: region.clone(),
        year,
        unit,
        dimensions,
        parts,
        contributions: Vec::new(),
    };
    let mut projects = empty(Unit::Projects, project_dimensions(&areas), projects::PARTS);
    let mut money = empty(Unit::Euros, project_dimensions(&areas), money::PARTS);
    let mut patients = empty(Unit::Persons, vec![listed_areas(&areas)], patients::PARTS);
    for application in &applications {
        let respondent = whose.behind(&application.form.applicant);
        projects::add(&mut projects, application, respondent);
        money::add(&mut money, application, respondent)?;
    }
    for practice in &practices {
        patients::add(&mut patients, practice, whose.behind(&practice.agb))?;
    }
    Ok(vec![projects, money, patients])
}

fn project_dimensions(areas: &[Area]) -> Vec<Dimension> {
    vec![crate::measure::categories(), area_dimension(areas)]
}

/// The year's areas, and what lies in none of them.
fn area_dimension(areas: &[Area]) -> Dimension {
    let mut dimension = listed_areas(areas);
    dimension.add(ELSEWHERE, 0, None);
    dimension
}

/// What lies in none of the year's areas.
const ELSEWHERE: &str = "elsewhere";

/// Areas under their municipalities. Codes of areas are capitals and digits, so no other code is taken for one.
fn listed_areas(areas: &[Area]) -> Dimension {
    let mut dimension = Dimension::margin(DimensionKind::Area);
    let mut by_municipality: BTreeMap<&str, Vec<&Area>> = BTreeMap::new();
    for area in areas {
        by_municipality.entry(&area.municipality).or_default().push(area);
    }
    for (municipality, areas) in by_municipality {
        let place = dimension.add(&format!("gemeente:{municipality}"), 0, Some(municipality));
        for area in areas {
            dimension.add(area.code.as_str(), place, Some(&area.name));
        }
    }
    dimension
}

impl Draft {
    /// The code of an area in the draft's dimension of areas.
    fn area_code(&self, area: Option<&AreaCode>) -> String {
        let areas = self.dimensions.iter().find(|dimension| dimension.kind == DimensionKind::Area);
        let known = |area: &&AreaCode| areas.is_some_and(|areas| areas.find(area.as_str()).is_some());
        area.filter(known).map_or(ELSEWHERE, AreaCode::as_str).to_owned()
    }

    /// Where a project counts itself: at its lead area.
    fn lead_area(&self, application: &Application) -> String {
        self.area_code(application.form.areas.first())
    }
}

/// Who stands behind each practice: its owner, however the name was typed. An owner who counts as two would make a
/// figure look safer than it is.
struct Respondents<'a> {
    by_practice: BTreeMap<&'a Agb, String>,
}

impl<'a> Respondents<'a> {
    /// As long as some owners of a year are sealed and others plain, nobody can tell whether two are one: then all
    /// count as one respondent.
    fn of(practices: &'a [Practice]) -> Self {
        let sealed = practices.iter().filter(|practice| practice.owner.sealed().is_some()).count();
        let mixed = sealed > 0 && sealed < practices.len();
        let name = |practice: &Practice| match &practice.owner {
            _ if mixed => String::new(),
            Name::Plain(owner) => person::as_compared(owner),
            Name::Sealed(owner) => owner.person.to_string(),
        };
        Self { by_practice: practices.iter().map(|practice| (&practice.agb, name(practice))).collect() }
    }

    /// A practice that no overview names counts under its code.
    fn behind<'b>(&'b self, practice: &'b Agb) -> &'b str {
        self.by_practice.get(practice).map_or(practice.as_str(), String::as_str)
    }
}

/// A contribution of so many whole units.
fn whole(value: impl TryInto<i64, Error: std::error::Error + Send + Sync + 'static>) -> Result<i64, Fault> {
    value.try_into().map_err(Fault::new)
}
