//! What a grant may be: within the practice's maximum, within the pot, and within what the fund's way to share out
//! the pot gives, where that binds. A maximum never raises a pot; the smaller of the two is what stops a grant.

use super::{Refusal, agreement};
use crate::count::{Fraction, enrolled};
use crate::pot::{self, PotId};
use crate::project::allocation::{self, Demand, Shares};
use crate::project::cap::{self, Earlier};
use crate::project::{self, Application, Draw, Scope};
use crate::records::{Fault, Records};
use crate::rules::{Way, YearRules};
use crate::terms::{Cents, Year};

/// What is asked of a pot: the applications that wait for a decision or have got money, in the order of their
/// numbers.
///
/// # Errors
/// [`Fault`] from the store, or when an amount does not fit.
pub fn demands(records: &dyn Records, year: Year, pot: &PotId) -> Result<Vec<Demand>, Fault> {
    let mut demands = Vec::new();
    for application in project::applications(records, year)? {
        let form = &application.form;
        let asked = form.requested.iter().find(|draw| draw.pot == *pot);
        let Some(asked) = asked.filter(|_| application.stage.is_open() || application.stage.is_grant())
        else {
            continue;
        };
        let mut patients = Fraction::whole(0);
        let practices = [&form.applicant].into_iter().chain(&form.partners).cloned().collect();
        for practice in &practices {
            if let Some(practice) = enrolled::practice(records, year, practice)? {
                let sum = patients.plus(practice.patients_exactly());
                patients = sum.ok_or_else(|| Fault::new("patients of practices do not add up"))?;
            }
        }
        demands.push(Demand {
            application: application.id,
            practices,
            patients,
            asked: asked.cents,
            complete_on: form.received_on,
            complete_at: form.details.as_ref().and_then(|details| details.received_at),
        });
    }
    Ok(demands)
}

/// What each way gives of a pot, before anyone decides; in the order of [`Way::ALL`].
///
/// # Errors
/// As [`demands`].
pub fn preview(
    records: &dyn Records,
    year: Year,
    ledger_year: Year,
    pot: &PotId,
) -> Result<Vec<Shares>, Fault> {
    let demands = demands(records, year, pot)?;
    let whole = whole(records, year, ledger_year, pot)?;
    let agreed = agreement(records, year, pot)?.unwrap_or_default().agreed();
    let ways = Way::ALL.into_iter();
    ways.map(|way| allocation::share_out(way, whole, &demands, &agreed).map_err(Fault::new)).collect()
}

/// What there was to share out: what is free, and what applications of the year have got already.
pub(super) fn whole(
    records: &dyn Records,
    year: Year,
    ledger_year: Year,
    pot: &PotId,
) -> Result<Cents, Fault> {
    let free = pot::free(records, ledger_year, pot)?;
    let granted = project::applications(records, year)?;
    let draws = granted.iter().flat_map(|application| &application.granted).filter(|draw| draw.pot == *pot);
    Cents::sum([free].into_iter().chain(draws.map(|draw| draw.cents))).map_err(Fault::new)
}

/// The ladder for a grant: the practice's maximum where it leaves less than the pots have, then the fund's way.
pub(crate) fn check(
    records: &dyn Records,
    rules: &YearRules,
    application: &Application,
    draws: &[Draw],
    ledger_year: Year,
) -> Result<Result<(), Refusal>, Fault> {
    if let Some(refusal) = above_cap(records, rules, application, draws, ledger_year)? {
        return Ok(Err(refusal));
    }
    let rule = rules.application.allocation;
    if !rule.binding || rule.way == Way::Consultation {
        return Ok(Ok(()));
    }
    let year = application.id.year;
    for Draw { pot, cents } in draws {
        let agreed = agreement(records, year, pot)?.unwrap_or_default().agreed();
        let whole = whole(records, year, ledger_year, pot)?;
        let shares = allocation::share_out(rule.way, whole, &demands(records, year, pot)?, &agreed);
        let given = shares.map_err(Fault::new)?.given.get(&application.id).copied().unwrap_or_default();
        if *cents > given {
            return Ok(Err(Refusal::GrantAboveShare { pot: pot.clone(), given, asked: *cents }));
        }
    }
    Ok(Ok(()))
}

fn above_cap(
    records: &dyn Records,
    rules: &YearRules,
    application: &Application,
    draws: &[Draw],
    ledger_year: Year,
) -> Result<Option<Refusal>, Fault> {
    let form = &application.form;
    let practice = enrolled::practice(records, form.year, &form.applicant)?;
    let Some(practice) = practice.filter(|_| form.scope == Scope::PracticeBound) else { return Ok(None) };
    let earlier = Earlier::granted(records, form.year, &form.applicant, application.id)?;
    let left = cap::left(records, rules, &practice, form.year, form.kind, &earlier)?;
    let Some(left) = left else { return Ok(None) };
    let mut free = Cents::ZERO;
    for draw in draws {
        free = free.plus(pot::free(records, ledger_year, &draw.pot)?).map_err(Fault::new)?;
    }
    let asked = Cents::sum(draws.iter().map(|draw| draw.cents)).map_err(Fault::new)?;
    Ok((asked > left && left <= free).then_some(Refusal::GrantAboveCap { left, free, asked }))
}
