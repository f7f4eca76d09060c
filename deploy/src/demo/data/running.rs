//! What a fund brings along that began before the system: two projects of the year before, of which one is never
//! evaluated. Only a fund whose rules make that count in the next year has them here.

use super::calendar::days_after;
use super::projects::Situation;
use wijkfonds_domain::books::opening::{Opening, OpeningPot, RunningProject, StillOpen};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::{ApplicationForm, BudgetLine, Criterion, Draw, ProjectKind, Scope};
use wijkfonds_domain::rules::FundRules;
use wijkfonds_domain::terms::{Cents, Date, Overflow, Year};

/// What was granted: to who will not evaluate, and to who will.
const GRANTED: [Cents; 2] = [Cents::from_euros(6_000), Cents::from_euros(4_000)];

/// A fund's beginning.
pub(crate) struct RunningPlan {
    /// The balances and projects.
    pub(crate) opening: Opening,
    /// When the second project's evaluation comes in, and when it is approved.
    pub(crate) evaluated: (Date, Date),
    /// The day after which the first project's practice is kept out.
    pub(crate) blocked_after: Date,
}

/// The plan; `None` where nothing follows from an evaluation that is missing.
///
/// # Errors
/// [`Overflow`] when an amount does not fit.
pub(super) fn plan(
    rules: &FundRules,
    situation: &Situation<'_>,
    pot: &PotId,
) -> Result<Option<RunningPlan>, Overflow> {
    let year = situation.year;
    let Ok(before) = Year::new(u32::from(year) - 1) else { return Ok(None) };
    let duty = rules.for_year(before).ok().and_then(|rules| rules.evaluation_duty);
    let Some(blocked_after) =
        duty.filter(|duty| duty.blocks_next_year).and_then(|duty| duty.last_day(before))
    else {
        return Ok(None);
    };
    let fit = situation.fit_practices();
    let mut projects = Vec::new();
    for (practice, cents) in fit.iter().rev().zip(GRANTED) {
        let Some(area) = situation.practices[*practice].enrolled.first().map(|(area, _)| area.clone()) else {
            return Ok(None);
        };
        let draws = vec![Draw { pot: pot.clone(), cents }];
        let form = ApplicationForm {
            year: before,
            received_on: days_after(before.first_day(), 90),
            applicant: situation.practices[*practice].agb.clone(),
            partners: Vec::new(),
            scope: Scope::PracticeBound,
            kind: ProjectKind::Training,
            criteria: vec![Criterion::Workload],
            title: "Liep al voordat het fonds met het systeem begon (synthetisch)".to_owned(),
            description: "Synthetische aanvraag van het jaar ervoor.".to_owned(),
            areas: vec![area],
            budget: vec![BudgetLine::Price { what: "Alles".to_owned(), cents }],
            other_funding: Cents::ZERO,
            requested: draws.clone(),
            details: None,
        };
        let open = vec![StillOpen { due: None, parts: draws.clone() }];
        projects.push(RunningProject { form, granted: draws, paid: Vec::new(), open });
    }
    let committed = Cents::sum(GRANTED)?;
    let opening = Opening {
        year,
        on: year.first_day(),
        source: "synthetic, in the place of the accountant's report".to_owned(),
        bank: committed,
        receivable_zn: Cents::ZERO,
        receivable_reclaim: Cents::ZERO,
        reserve: Cents::ZERO,
        pots: vec![OpeningPot { pot: pot.clone(), free: Cents::ZERO, committed }],
        projects,
    };
    let evaluated = (days_after(year.first_day(), 31), days_after(year.first_day(), 50));
    Ok(Some(RunningPlan { opening, evaluated, blocked_after }))
}
