//! Application forms that keep their region's rules, to be broken on purpose elsewhere.

use super::{Dice, Situation, details, texts};
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::pot::{PotId, pot_of};
use wijkfonds_domain::project::{ApplicationForm, BudgetLine, Criterion, Draw, ProjectKind, Scope};
use wijkfonds_domain::rules::StaffRole;
use wijkfonds_domain::terms::{AreaCode, Cents, Date, Overflow};

/// What is settled about an application before its form is written.
pub(super) struct Outline<'a> {
    pub(super) applicant: &'a Practice,
    pub(super) scope: Scope,
    pub(super) kind: ProjectKind,
    /// The areas it is for, the lead area first.
    pub(super) areas: Vec<AreaCode>,
    pub(super) requested: Vec<Draw>,
    pub(super) received_on: Date,
}

/// What an hour costs where the fund has no maximum, in whole euros.
const HOURLY_EUROS: [(StaffRole, u64, u64); 3] =
    [(StaffRole::Gp, 75, 95), (StaffRole::PracticeNurse, 42, 58), (StaffRole::Staff, 24, 32)];

/// Writes the form. Its budget is just as large as the request needs.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn write(
    situation: &Situation<'_>,
    outline: Outline<'_>,
    dice: &mut Dice,
) -> Result<ApplicationForm, Overflow> {
    let Outline { applicant, scope, kind, areas, requested, received_on } = outline;
    let asked = Cents::sum(requested.iter().map(|draw| draw.cents))?;
    let has_other_funding = dice.percent(14);
    let other_funding =
        if has_other_funding { asked.share(dice.between(10, 40), 100)?.0 } else { Cents::ZERO };
    let mut form = ApplicationForm {
        year: situation.year,
        received_on,
        applicant: applicant.agb.clone(),
        partners: partners(situation, applicant, scope, dice),
        scope,
        kind,
        criteria: criteria(dice),
        title: format!("{} (synthetisch)", dice.word(&texts::titles(kind))),
        description: texts::description(dice),
        areas,
        budget: budget(situation, kind, cost_of(situation, asked)?.plus(other_funding)?, dice)?,
        other_funding,
        requested,
        details: None,
    };
    form.details = details::of(situation, &form, applicant, dice);
    Ok(form)
}

/// The least cost of which the fund's share is the amount asked.
pub(super) fn cost_of(situation: &Situation<'_>, asked: Cents) -> Result<Cents, Overflow> {
    let share = u64::from(situation.rules.paid_share.0);
    let (cost, remainder) = asked.share(10_000, share)?;
    cost.plus(Cents::new(i64::from(remainder > 0)))
}

/// A kind of project: any, or one that is not open to all, so that place and threshold are asked of it.
pub(super) fn kind(situation: &Situation<'_>, dice: &mut Dice) -> ProjectKind {
    loop {
        let kind = *dice.pick(ProjectKind::ALL);
        // never all kinds are open
        if !situation.rules.application.open_kinds.contains(&kind) {
            return kind;
        }
    }
}

/// The pot of an area of the region. `None` for an area that is not the region's.
pub(super) fn pot(situation: &Situation<'_>, code: &AreaCode) -> Option<PotId> {
    let area = situation.areas.iter().find(|area| area.code == *code)?;
    Some(pot_of(&situation.rules.pot_split, &area.code, &area.municipality))
}

fn partners(
    situation: &Situation<'_>,
    applicant: &Practice,
    scope: Scope,
    dice: &mut Dice,
) -> Vec<wijkfonds_domain::terms::Agb> {
    if scope == Scope::PracticeBound {
        return Vec::new();
    }
    let number = dice.between(0, 3);
    let mut partners: Vec<_> = (0..number).map(|_| dice.pick(situation.practices).agb.clone()).collect();
    partners.retain(|partner| *partner != applicant.agb);
    partners.sort();
    partners.dedup();
    partners
}

fn criteria(dice: &mut Dice) -> Vec<Criterion> {
    let mut criteria: Vec<_> = (0..dice.between(1, 3)).map(|_| *dice.pick(Criterion::ALL)).collect();
    criteria.sort();
    criteria.dedup();
    criteria
}

/// Lines that add up to the cost: mostly hours, and something bought.
fn budget(
    situation: &Situation<'_>,
    kind: ProjectKind,
    cost: Cents,
    dice: &mut Dice,
) -> Result<Vec<BudgetLine>, Overflow> {
    if let Some(price) = situation.rules.application.fixed_prices.iter().find(|price| price.kind == kind) {
        let units = u64::try_from(cost.get() / price.cents.get()).unwrap_or(0) + 1;
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        let what = "Consulten tegen de vaste prijs".to_owned();
        return Ok(vec![BudgetLine::Units { what, units, cents_per_unit: price.cents }]);
    }
    let mut lines = Vec::new();
    let mut rest = cost;
    for (role, low, high) in HOURLY_EUROS {
        if !dice.percent(55) {
            continue;
        }
        let cents_per_hour = hourly(situation, role, dice.between(low, high));
        let most = rest.share(dice.between(30, 80), 100)?.0.get() / cents_per_hour.get();
        let hours = u32::try_from(most).unwrap_or(0);
        if hours > 0 {
            rest = rest.minus(cents_per_hour.times(u64::from(hours))?)?;
            lines.push(BudgetLine::Hours { role, hours, cents_per_hour });
        }
    }
    // hours take at most 80 % of what is left each time, so something is left to buy
    lines.push(BudgetLine::Price { what: dice.word(&texts::PURCHASES).to_owned(), cents: rest });
    Ok(lines)
}

/// A price per hour, at most the fund's maximum.
fn hourly(situation: &Situation<'_>, role: StaffRole, euros: u64) -> Cents {
    let asked = Cents::from_euros(i32::try_from(euros).unwrap_or(i32::MAX));
    let maximum = situation.rules.hourly_maximum.iter().find(|maximum| maximum.role == role);
    maximum.map_or(asked, |maximum| asked.min(maximum.cents))
}
