//! What the year came to: one row per region for people, one object for programs.

use super::data::Demonstration;
use super::refusals::{self, Refusals};
use super::year::{Regions, StepError};
use crate::insurer::Pulled;
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::collections::BTreeMap;
use wijkfonds_domain::rules::NameOrigin;
use wijkfonds_domain::terms::Cents;
use wijkfonds_edge::{Language, format};
use wijkfonds_proto::bureau::{GetNationalFiguresResponse, RegionStatus};
use wijkfonds_proto::region::{GetStatusResponse, GetYearSummaryResponse};

/// What a region's own staff see of their year.
pub(super) struct RegionFigures {
    pub(super) status: GetStatusResponse,
    pub(super) summary: GetYearSummaryResponse,
    pub(super) refusals: Refusals,
}

/// The figures of the demonstration. Whoever plays all sixteen funds may add their figures up; the bureau cannot:
/// `cells_published` and `cells_withheld` are what it sees.
///
/// `projects_submitted` = refused + granted + withdrawn + open, and `granted_cents` = paid + held + not yet due +
/// due + lapsed.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Figures {
    seed: u64,
    year: u16,
    regions: u64,
    rate_cents_per_patient: i64,
    rate_acknowledged: u64,
    patients: u64,
    practices: u64,
    projects_submitted: u64,
    projects_refused: u64,
    projects_granted: u64,
    projects_withdrawn: u64,
    projects_open: u64,
    requested_cents: i64,
    granted_cents: i64,
    paid_cents: i64,
    held_cents: i64,
    not_yet_due_cents: i64,
    due_cents: i64,
    lapsed_cents: i64,
    reclaimed_cents: i64,
    released_regions: u64,
    cells_published: u64,
    cells_withheld: u64,
    statements: u64,
    contribution_due_cents: i64,
    /// Per region and rule; their applications add up to `projects_refused`.
    refused_by_rule: BTreeMap<String, Refusals>,
}

/// The figures with what they are made of.
pub(super) struct Summary {
    pub(super) figures: Figures,
    pub(super) regions: Regions,
    /// Cells published per region.
    pub(super) published: BTreeMap<String, u64>,
    pub(super) national: GetNationalFiguresResponse,
}

impl Figures {
    /// Adds up what all parties saw.
    ///
    /// # Errors
    /// [`StepError::DoesNotFit`].
    pub(super) fn add_up(
        data: &Demonstration,
        regions: &Regions,
        acknowledged: &[RegionStatus],
        released: &[String],
        national: &GetNationalFiguresResponse,
        pulled: &[Pulled],
    ) -> Result<Self, StepError> {
        let mut figures = Self {
            seed: data.seed,
            year: data.year.get(),
            regions: regions.len() as u64,
            rate_cents_per_patient: data.rate.get(),
            rate_acknowledged: acknowledged.iter().filter(|region| region.rate_version > 0).count() as u64,
            released_regions: released.len() as u64,
            cells_published: national.figures.iter().map(|figure| figure.cells_published).sum(),
            cells_withheld: national.figures.iter().map(|figure| figure.cells_withheld).sum(),
            ..Self::default()
        };
        for (region, RegionFigures { status, summary, refusals }) in regions {
            figures.refused_by_rule.insert(region.to_string(), refusals.clone());
            figures.patients += status.insured;
            figures.practices += status.practices;
            figures.projects_submitted += summary.submitted;
            figures.projects_refused += summary.refused;
            figures.projects_granted += summary.granted;
            figures.projects_withdrawn += summary.withdrawn;
            figures.projects_open += summary.open;
            figures.add_cents(summary).ok_or(StepError::DoesNotFit)?;
        }
        for pulled in pulled {
            figures.statements += pulled.statements.len() as u64;
            let due = pulled.due_cents().and_then(|due| figures.contribution_due_cents.checked_add(due));
            figures.contribution_due_cents = due.ok_or(StepError::DoesNotFit)?;
        }
        Ok(figures)
    }

    fn add_cents(&mut self, summary: &GetYearSummaryResponse) -> Option<()> {
        let sums = [
            (&mut self.requested_cents, summary.requested_cents),
            (&mut self.granted_cents, summary.granted_cents),
            (&mut self.paid_cents, summary.paid_cents),
            (&mut self.held_cents, summary.held_cents),
            (&mut self.not_yet_due_cents, summary.not_yet_due_cents),
            (&mut self.due_cents, summary.due_cents),
            (&mut self.lapsed_cents, summary.lapsed_cents),
            (&mut self.reclaimed_cents, summary.reclaimed_cents),
        ];
        for (sum, cents) in sums {
            *sum = sum.checked_add(cents)?;
        }
        Some(())
    }
}

impl Summary {
    /// The figures as a table for people, with the labels that belong to them.
    pub(super) fn table(&self, data: &Demonstration) -> String {
        let language = Language::Dutch;
        let mut table = Table::new();
        table.load_style(presets::UTF8_NO_BORDERS);
        let heads =
            ["fonds", "verzekerden", "praktijken", "aanvragen", "geweigerd", "toegekend", "toegekend €"];
        table.set_header(heads.into_iter().chain(["betaald €", "ingehouden €", "cijfers vrijgegeven"]));
        for plan in &data.regions {
            let Some(RegionFigures { status, summary, .. }) = self.regions.get(&plan.id) else { continue };
            let invented = matches!(plan.rules.name_origin, NameOrigin::Invented);
            let name = if invented { format!("{} *", plan.rules.name) } else { plan.rules.name.clone() };
            let published = self.published.get(plan.id.as_str()).copied().unwrap_or(0);
            let counts =
                [status.insured, status.practices, summary.submitted, summary.refused, summary.granted];
            let euros = [summary.granted_cents, summary.paid_cents, summary.held_cents];
            let tables = format!("{published} van {}", self.national.figures.len());
            table.add_row(row(language, name, &counts, &euros, tables));
        }
        let Figures { patients, practices, projects_submitted, projects_refused, projects_granted, .. } =
            self.figures;
        let counts = [patients, practices, projects_submitted, projects_refused, projects_granted];
        let euros = [self.figures.granted_cents, self.figures.paid_cents, self.figures.held_cents];
        let tables =
            format!("{} cellen, {} afgeschermd", self.figures.cells_published, self.figures.cells_withheld);
        table.add_row(row(language, "alle fondsen samen".to_owned(), &counts, &euros, tables));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let labels = ["label-synthetic", "label-anachronism", "label-settlement-assumption"]
            .map(|key| language.word(key));
        let insurers = data.insurers.iter().map(|insurer| {
            format!("verzekeraar {} {}: {}", insurer.uzovi, insurer.name, insurer.verification)
        });
        let insurers = insurers.collect::<Vec<_>>().join("\n");
        let (labels, statements) = (labels.join("\n"), self.statements_line(language));
        let funds = data
            .regions
            .iter()
            .filter_map(|plan| Some((plan.rules.name.as_str(), &self.regions.get(&plan.id)?.refusals)));
        let refusals = refusals::table(language, funds);
        format!("{table}\n* verzonnen naam\n{labels}\n{insurers}\n\n{refusals}\n\n{statements}\n")
    }

    /// What the insurers pulled, beside what it must be.
    fn statements_line(&self, language: Language) -> String {
        let Figures { statements, contribution_due_cents, patients, rate_cents_per_patient, .. } =
            self.figures;
        let euros = |cents| format::euros(language, Cents::new(cents));
        format!(
            "{statements} afrekeningen, samen {} verschuldigd = {} verzekerden × {}",
            euros(contribution_due_cents),
            format::whole(language, patients),
            euros(rate_cents_per_patient),
        )
    }
}

fn row(language: Language, name: String, counts: &[u64], cents: &[i64], tables: String) -> Vec<String> {
    let counts = counts.iter().map(|count| format::whole(language, *count));
    let euros = cents.iter().map(|cents| format::euros(language, Cents::new(*cents)));
    std::iter::once(name).chain(counts).chain(euros).chain([tables]).collect()
}
