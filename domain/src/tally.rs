//! From records to drafts: a region's own figures, before anything has been decided about publishing them.
//!
//! A [`Draft`] can be made only here and can go only into `disclosure`: it has no way to be written out.

use crate::area;
use crate::count::enrolled::{self, Practice};
use crate::measure::{CATALOGUE_VERSION, CellKey, Measure, TableId};
use crate::opaque::opaque_debug;
use crate::person::{self, Name};
use crate::project::{self, Application};
use crate::records::{Fault, Records};
use crate::terms::{Agb, Cents, RegionId, Year};
use std::collections::BTreeMap;

/// What each respondent (a practice owner) contributes to each cell of a table.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    table: TableId,
    areas: usize,
    contributions: BTreeMap<CellKey, BTreeMap<String, u64>>,
}

opaque_debug!(Draft);

impl Draft {
    pub(crate) fn table(&self) -> &TableId {
        &self.table
    }

    pub(crate) fn cell_count(&self) -> u64 {
        self.table.measure.cell_count(self.areas)
    }

    /// What each respondent contributes to the grand total.
    pub(crate) fn by_respondent(&self) -> BTreeMap<&str, u64> {
        let mut by_respondent: BTreeMap<&str, u64> = BTreeMap::new();
        for (respondent, value) in self.contributions.values().flatten() {
            *by_respondent.entry(respondent).or_default() += value;
        }
        by_respondent
    }
}

/// The drafts of a year: one for every table of the catalogue.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn drafts(records: &dyn Records, region: &RegionId, year: Year) -> Result<Vec<Draft>, Fault> {
    let areas = area::areas(records, year)?.len();
    let practices = enrolled::practices(records, year)?;
    let applications = project::applications(records, year)?;
    let owners = respondents(&practices);
    let mut drafts = Vec::with_capacity(Measure::ALL.len());
    for measure in Measure::ALL.iter().copied() {
        let table = TableId { region: region.clone(), year, measure, catalogue_version: CATALOGUE_VERSION };
        let mut draft = Draft { table, areas, contributions: BTreeMap::new() };
        if measure == Measure::PatientsEnrolled {
            practices.iter().for_each(|practice| draft.add_patients(practice, &owners));
        } else {
            for application in &applications {
                draft.add_project(application, &owners)?;
            }
        }
        drafts.push(draft);
    }
    Ok(drafts)
}

impl Draft {
    fn add_patients(&mut self, practice: &Practice, owners: &BTreeMap<&Agb, String>) {
        let Some(owner) = owners.get(&practice.agb) else { return };
        for (area, enrolled) in &practice.enrolled {
            let key = CellKey { kind: None, area: area.clone() };
            *self.contributions.entry(key).or_default().entry(owner.clone()).or_default() += enrolled;
        }
    }

    /// A project counts at its lead area; with partners, its lead applicant is the respondent, for the whole.
    fn add_project(
        &mut self,
        application: &Application,
        owners: &BTreeMap<&Agb, String>,
    ) -> Result<(), Fault> {
        let form = &application.form;
        let (Some(area), Some(owner)) = (form.areas.first(), owners.get(&form.applicant)) else {
            return Ok(());
        };
        let value = match self.table.measure {
            Measure::ProjectsSubmitted => 1,
            Measure::ProjectsGranted => u64::from(application.stage.is_grant()),
            Measure::EurosRequested => whole_euros(form.requested())?,
            Measure::EurosGranted => whole_euros(application.granted())?,
            Measure::EurosPaid => whole_euros(project::evaluation::paid(application))?,
            Measure::PatientsEnrolled => 0,
        };
        if value > 0 {
            let key = CellKey { kind: Some(form.kind), area: area.clone() };
            *self.contributions.entry(key).or_default().entry(owner.clone()).or_default() += value;
        }
        Ok(())
    }
}

/// The owner of a practice, however its name was typed: an owner who counts as two would make a figure look
/// safer than it is.
fn respondent(practice: &Practice) -> String {
    match &practice.owner {
        Name::Plain(owner) => person::as_compared(owner),
        Name::Sealed(owner) => owner.person.to_string(),
    }
}

/// Who stands behind each practice. As long as some owners of a year are sealed and others plain, nobody can tell
/// whether two are one: then all count as one respondent, so that nothing looks safer than it is.
fn respondents(practices: &[Practice]) -> BTreeMap<&Agb, String> {
    let sealed = practices.iter().filter(|practice| practice.owner.sealed().is_some()).count();
    let mixed = sealed > 0 && sealed < practices.len();
    let of = |practice| if mixed { String::new() } else { respondent(practice) };
    practices.iter().map(|practice| (&practice.agb, of(practice))).collect()
}

/// A contribution in whole euros, rounded half up, so that cells add up exactly to their margins.
fn whole_euros(cents: Result<Cents, crate::terms::Overflow>) -> Result<u64, Fault> {
    let cents = cents.map_err(Fault::new)?.get();
    u64::try_from((cents + 50) / 100).map_err(Fault::new)
}
