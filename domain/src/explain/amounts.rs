//! What is not booked, explained from the records as they are.

use super::cap::{self, Whose};
use super::filling::Basis;
use super::{Because, Line};
use crate::count::{SettledCounts, enrolled, insured};
use crate::fund;
use crate::pot::PotId;
use crate::project::ProjectKind;
use crate::project::cap::Earlier;
use crate::rate;
use crate::records::{Fault, Records};
use crate::settlement;
use crate::terms::{Agb, Cents, Quarter, RegionId, Uzovi, Year};

/// What a pot of a fund year should hold, or with `None` the reserve; `None` while the year has no rules or no rate.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn pot(records: &dyn Records, year: Year, pot: Option<&PotId>) -> Result<Option<Vec<Line>>, Fault> {
    let Some(basis) = Basis::read(records, year)? else { return Ok(None) };
    basis.lines(pot).map(Some).map_err(Fault::new)
}

/// What a practice's maximum leaves for one more project of a kind; `None` when the year has no rules or no overview
/// of the practice.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn cap(
    records: &dyn Records,
    year: Year,
    practice: &Agb,
    kind: ProjectKind,
) -> Result<Option<Vec<Line>>, Fault> {
    let (Some(document), Some(found)) = (fund::rules(records)?, enrolled::practice(records, year, practice)?)
    else {
        return Ok(None);
    };
    let Ok(rules) = document.for_year(year) else { return Ok(None) };
    let earlier = Earlier::of(records, year, practice)?;
    let whose = Whose { document: &document, rules: &rules, practice: &found, year, kind };
    cap::lines(records, &whose, &earlier).map(Some)
}

/// What an insurer's statement of a quarter is made of; `None` when there is no such statement.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn statement(
    records: &dyn Records,
    region: &RegionId,
    year: Year,
    quarter: Quarter,
    uzovi: &Uzovi,
) -> Result<Option<Vec<Line>>, Fault> {
    let Ok(statements) = settlement::statements(records, region, year, uzovi)? else { return Ok(None) };
    let Some(statement) = statements.iter().find(|one| one.quarter() == quarter) else { return Ok(None) };
    let counts = SettledCounts::read(records, year)?;
    let rate = Line::of(Because::Rate)
        .with("year", year)
        .with("rate_euros", statement.rate())
        .with("version", statement.rate_version())
        .with("source", rate::rate(records, year)?.map(|rate| rate.source).unwrap_or_default());
    let origin = Line::of(Because::Count)
        .with("quarter", quarter)
        .with("count_day", statement.reference_date())
        .with("source", statement.source())
        .with("version", insured::origin(records, year, quarter)?.map_or(1, |origin| origin.version));
    let due = match statement.settled_insured() {
        Some(settled) => Line::of(Because::DueSettled).with("insured_number", settled),
        None => Line::of(Because::DueByQuarters).with("insured_number", counts.cumulative(uzovi, quarter)),
    };
    let due = due.with("rate_euros", statement.rate()).with("result_euros", statement.cumulative_due());
    let before = statement.cumulative_due().minus(statement.due()).map_err(Fault::new)?;
    let quarterly =
        Line::of(Because::DueForQuarter).with("before_euros", before).with("result_euros", statement.due());
    let payments = settlement::zn_payments(records, year)?;
    let paid = payments.iter().filter(|payment| payment.quarter <= quarter).map(|payment| payment.cents);
    let paid = Cents::sum(paid).map_err(Fault::new)?;
    let attributed = Line::of(Because::Attributed)
        .with("paid_euros", paid)
        .with("result_euros", statement.zn_attributed());
    Ok(Some(vec![rate, origin, due, quarterly, attributed]))
}
