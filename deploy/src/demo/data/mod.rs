//! The demonstration's data: sixteen funds with their areas, insured, practices and projects, from a seed.
//!
//! People, practices and projects are made up and say so in their names. Rules are the funds' own as far as a
//! source gives them (`deploy/demo/rules/`). The sizes of the regions are chosen so that the national figures
//! come near the published ones of 2018: 900,000 insured in designated areas, at EUR 5.92. Combining sixteen
//! funds with 2018's rate is an anachronism: there were more funds then.
//!
//! What is here are intentions. Whether a pot can bear them is for whoever carries them out.

mod areas;
mod calendar;
mod cbs;
pub(crate) mod committee;
mod dice;
mod insured;
mod insurers;
pub(crate) mod invoices;
mod overviews;
mod practices;
mod projects;
mod regions;
mod rules;
mod running;
mod spending;

pub(crate) use areas::AreaError;
pub(crate) use cbs::CbsError;
pub(crate) use committee::MemberPlan;
pub(crate) use overviews::OverviewPlan;
pub(crate) use projects::{ADMITTED_BECAUSE, Course, EvaluationPlan, ProjectPlan};
pub(crate) use rules::EmbeddedRulesError;
pub(crate) use running::RunningPlan;

use dice::Dice;
use regions::RegionShape;
use std::path::Path;
use thiserror::Error;
use wijkfonds_domain::area::Area;
use wijkfonds_domain::books::administration::Cost;
use wijkfonds_domain::books::product::Declaration;
use wijkfonds_domain::count::gp::GpCounts;
use wijkfonds_domain::index::LeftOut;
use wijkfonds_domain::pot::{self, Division};
use wijkfonds_domain::rules::FundRules;
use wijkfonds_domain::settlement::ZnPayment;
use wijkfonds_domain::terms::{Agb, BadPeriod, Cents, Overflow, RegionId, Uzovi, Year};

/// Who counted the insured, for the node that imports them.
pub(crate) const INSURED_SOURCE: &str = "synthetic, in the place of Vektis";
/// Who counted the practices' patients.
pub(crate) const OVERVIEW_SOURCE: &str = "synthetic, in the place of the practices' own overviews";
/// Who set the rate.
pub(crate) const RATE_SOURCE: &str = "Zorgverzekeraars Nederland, EUR 5.92 in 2018 (ZONH, 2018)";

/// Everything that a demonstration starts from.
pub(crate) struct Demonstration {
    /// What it was made from: the same seed (and file) gives the same bytes.
    pub(crate) seed: u64,
    /// The fund year.
    pub(crate) year: Year,
    /// Per insured person.
    pub(crate) rate: Cents,
    /// The insurers of every region.
    pub(crate) insurers: Vec<InsurerPlan>,
    /// The regions, in the order of the national list.
    pub(crate) regions: Vec<RegionPlan>,
    /// How the area list was made, to be published with it.
    pub(crate) area_list_source: String,
    /// Neighbourhoods of the file that the index could not rank, each with the reason; none without a file.
    pub(crate) left_out: Vec<LeftOut>,
}

/// An insurer.
pub(crate) struct InsurerPlan {
    /// Its code.
    pub(crate) uzovi: Uzovi,
    /// Its name.
    pub(crate) name: &'static str,
    /// How well code and name are verified; for who reads or corrects the table.
    pub(crate) verification: &'static str,
}

/// A region.
pub(crate) struct RegionPlan {
    /// Its name in addresses.
    pub(crate) id: RegionId,
    /// Its rules as a document.
    pub(crate) rules_toml: &'static str,
    /// The same, read and checked.
    pub(crate) rules: FundRules,
    /// Its designated areas.
    pub(crate) areas: Vec<Area>,
    /// The insured of each quarter: a file with the columns `area,uzovi,insured`.
    pub(crate) insured_csv: [String; 4],
    /// The practices' overviews, in order of day.
    pub(crate) overviews: Vec<OverviewPlan>,
    /// The lists of the practices' GPs, where a maximum is a GP's own.
    pub(crate) gp_lists: Vec<GpCounts>,
    /// Practices outside the areas that the board admits.
    pub(crate) admitted: Vec<Agb>,
    /// Who sits on the committee.
    pub(crate) members: Vec<MemberPlan>,
    /// What the fund brings along, where that matters in the year.
    pub(crate) running: Option<RunningPlan>,
    /// What practices declare of the fund's own products.
    pub(crate) declarations: Vec<Declaration>,
    /// What it costs to run the fund.
    pub(crate) administration: Option<Cost>,
    /// Whether instalments are paid by orders that a second person approves, and marked paid from the bank's
    /// statement; else the treasurer enters them one by one.
    pub(crate) pays_by_order: bool,
    /// What ZN pays, in order of day.
    pub(crate) zn_payments: Vec<ZnPayment>,
    /// The applications in the order in which they come in, each with what becomes of it.
    pub(crate) projects: Vec<ProjectPlan>,
}

/// Why there is no data.
#[derive(Debug, Error)]
pub(crate) enum DataError {
    #[error(transparent)]
    Cbs(#[from] CbsError),
    #[error(transparent)]
    Areas(#[from] AreaError),
    #[error(transparent)]
    Rules(#[from] EmbeddedRulesError),
    #[error(transparent)]
    Period(#[from] BadPeriod),
    #[error(transparent)]
    Overflow(#[from] Overflow),
    #[error("the generated rows cannot be written as a file")]
    Rows(#[from] csv::Error),
}

/// Makes the data from a seed; with a CBS file, the areas of Amsterdam are its neighbourhoods.
///
/// # Errors
/// [`DataError`]: what is wrong with the file, or with an embedded document.
pub(crate) fn demonstration(seed: u64, cbs: Option<&Path>) -> Result<Demonstration, DataError> {
    let year = Year::new(2018)?;
    let rate = Cents::new(592);
    let table = cbs.map(cbs::read).transpose()?;
    let amsterdam = table.map(|table| areas::neighbourhoods(&table, year)).transpose()?;
    let mut regions = Vec::with_capacity(regions::SHAPES.len());
    for (number, shape) in (1..).zip(&regions::SHAPES) {
        let areas = areas::of_region(shape, number, amsterdam.as_ref());
        regions.push(region(shape, areas, &Basis { number, year, rate }, &mut Dice::new(seed, number))?);
    }
    let area_list_source = areas::list_source(amsterdam.as_ref());
    let left_out = amsterdam.map(|amsterdam| amsterdam.left_out).unwrap_or_default();
    Ok(Demonstration { seed, year, rate, insurers: insurers::all(), regions, area_list_source, left_out })
}

/// What a region is made from, beside its shape.
struct Basis {
    /// Its number, from 1.
    number: u64,
    year: Year,
    rate: Cents,
}

fn region(
    shape: &RegionShape,
    areas: areas::RegionAreas,
    basis: &Basis,
    dice: &mut Dice,
) -> Result<RegionPlan, DataError> {
    let areas::RegionAreas { areas, weights } = areas;
    let rules = rules::read(shape.rules_toml)?;
    let year_rules = rules::of_year(&rules, basis.year)?;
    let insured = insured::generate(shape, &areas, weights.as_deref(), basis.year, dice);
    let practices =
        practices::generate(shape, basis.number, &areas, &insured.settled_per_area, basis.year, dice);
    let division = Division::of(&year_rules);
    let entitlements = pot::entitlements(&areas, division, basis.rate, &insured.settled)?;
    let mut situation = projects::Situation {
        rules: &year_rules,
        year: basis.year,
        areas: &areas,
        practices: &practices,
        pots: entitlements.pots.clone(),
        owners_granted: shape.owners_granted,
        admitted: projects::admitted(&year_rules, &practices),
        gp_lists: overviews::gp_lists(&year_rules, &practices, basis.year, dice),
        blocked: None,
    };
    let first_pot = entitlements.pots.keys().next();
    let running = first_pot.map(|pot| running::plan(&rules, &situation, pot)).transpose()?.flatten();
    situation.blocked = running.as_ref().and_then(projects::Blocked::by);
    let composition = year_rules.composition.as_ref();
    Ok(RegionPlan {
        id: rules.region.clone(),
        rules_toml: shape.rules_toml,
        zn_payments: insured::zn_payments(shape.zn, &insured, basis.year, basis.rate)?,
        insured_csv: insured.files()?,
        overviews: overviews::plan(&year_rules, &practices, basis.year, dice)?,
        members: composition.map(|rules| committee::members(rules, &practices)).unwrap_or_default(),
        declarations: spending::declarations(&year_rules, &practices, basis.year, dice),
        administration: spending::administration(&year_rules, &entitlements, basis.year)?,
        pays_by_order: shape.pays_by_order,
        admitted: situation.admitted.iter().cloned().collect(),
        gp_lists: situation.gp_lists.clone(),
        projects: projects::plan(situation, dice)?,
        running,
        areas,
        rules,
    })
}

#[cfg(test)]
mod tests;
