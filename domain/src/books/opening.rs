//! A fund that begins with the system in mid-life: its balances, and the projects that run already.

use super::{Event, Refusal, check_pot, rules_of, when};
use crate::fund::{APPLICATION_COUNT, Stop, check_form};
use crate::ledger::{self, Account, Booking, Posting, Purpose};
use crate::opaque::opaque_debug;
use crate::pot::PotId;
use crate::project::{self, Application, ApplicationForm, ApplicationId, Draw, Instalment, Payment, Stage};
use crate::records::{Fault, Records, RecordsMut, Table};
use crate::terms::{Cents, Date, Overflow, Year};
use crate::year;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a fund brings along. Amounts in cents, none below nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The first year that is booked here.
    pub year: Year,
    /// The day of the balances.
    pub on: Date,
    /// Where they come from, as the accountant's report.
    pub source: String,
    /// What the bank account holds.
    pub bank: Cents,
    /// What ZN still has to pay.
    pub receivable_zn: Cents,
    /// What practices still have to pay back.
    pub receivable_reclaim: Cents,
    /// The reserve.
    pub reserve: Cents,
    /// The pots.
    pub pots: Vec<OpeningPot>,
    /// The projects that were granted before.
    pub projects: Vec<RunningProject>,
}

/// A pot as it was.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningPot {
    /// The pot.
    pub pot: PotId,
    /// What it could still grant.
    pub free: Cents,
    /// What it had granted and not paid.
    pub committed: Cents,
}

/// A project that was granted before the system came. What was paid and what is still to be paid make the grant, pot
/// by pot.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunningProject {
    /// What was asked, in a year before the opening.
    pub form: ApplicationForm,
    /// What was granted, from which pots.
    pub granted: Vec<Draw>,
    /// What was paid of it.
    pub paid: Vec<PaidBefore>,
    /// What is still to be paid.
    pub open: Vec<StillOpen>,
}

/// An instalment that was paid before the system came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaidBefore {
    /// When.
    pub on: Date,
    /// By which order.
    pub reference: String,
    /// How much of which pot.
    pub parts: Vec<Draw>,
}

/// An instalment that is still to be paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillOpen {
    /// From when on; absent: held until the evaluation has been approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How much of which pot.
    pub parts: Vec<Draw>,
}

opaque_debug!(Opening, OpeningPot, RunningProject, PaidBefore, StillOpen);

const OPENINGS: Table<Opening> = Table::new("opening");

/// What a fund brought along, when it began in mid-life.
///
/// # Errors
/// [`Fault`] from the store.
pub fn openings(records: &dyn Records) -> Result<Vec<Opening>, Fault> {
    Ok(OPENINGS.under(records, "")?.into_iter().map(|(_, opening)| opening).collect())
}

impl RunningProject {
    /// The instalments: what was paid, then what is open; each with a part per pot of the grant, in their order.
    /// `None` when they name another pot, or do not make the grant.
    fn instalments(&self) -> Result<Option<Vec<Instalment>>, Overflow> {
        let paid = self.paid.iter().map(|paid| {
            let PaidBefore { on, reference, parts } = paid;
            (parts, Payment::Paid { on: *on, reference: reference.clone() })
        });
        let open = self
            .open
            .iter()
            .map(|open| (&open.parts, open.due.map_or(Payment::Held, |due| Payment::Planned { due })));
        let mut left: BTreeMap<&PotId, Cents> =
            self.granted.iter().map(|draw| (&draw.pot, draw.cents)).collect();
        if left.is_empty() || left.len() < self.granted.len() {
            return Ok(None);
        }
        let mut instalments = Vec::new();
        for (parts, payment) in paid.chain(open) {
            let mut of: BTreeMap<&PotId, Cents> = BTreeMap::new();
            for part in parts {
                let (Some(left), false) = (left.get_mut(&part.pot), part.cents.is_negative()) else {
                    return Ok(None);
                };
                *left = left.minus(part.cents)?;
                let sum = of.entry(&part.pot).or_default();
                *sum = sum.plus(part.cents)?;
            }
            let part = |draw: &Draw| {
                let cents = of.get(&draw.pot).copied().unwrap_or_default();
                Draw { pot: draw.pot.clone(), cents }
            };
            instalments.push(Instalment { parts: self.granted.iter().map(part).collect(), payment });
        }
        Ok(left.values().all(Cents::is_zero).then_some(instalments))
    }
}

pub(super) fn decide(records: &dyn Records, opening: &Opening) -> Result<Event, Stop> {
    let rules = rules_of(records, opening.year)?;
    let closed = years_before(opening);
    for year in closed.iter().chain([&opening.year]) {
        let begun = !ledger::bookings(records, *year, None, 1)?.is_empty()
            || year::closed_on(records, *year)?.is_some()
            || APPLICATION_COUNT.get(records, *year)?.is_some();
        if begun {
            return Err(Refusal::BooksBegun(*year).into());
        }
    }
    if opening.source.trim().is_empty() {
        return Err(Refusal::NoSource.into());
    }
    check_amounts(opening)?;
    for pot in &opening.pots {
        check_pot(records, opening.year, &rules, &pot.pot)?;
    }
    for project in &opening.projects {
        // what becomes of it is judged by the rules of its own year
        rules_of(records, project.form.year)?;
    }
    check_projects(opening)?;
    check_commitments(opening)?;
    let (ledger_year, on) = when(records, opening.year, opening.on)?;
    let booking = booking(opening, ledger_year, on)?;
    let mut numbers: BTreeMap<Year, u32> = BTreeMap::new();
    let mut number = |project: &RunningProject| {
        let year = project.form.year;
        let number = numbers.entry(year).or_default();
        *number += 1;
        ApplicationId { year, number: *number }
    };
    let applications = opening.projects.iter().map(&mut number).collect();
    Ok(Event::OpeningTaken { opening: Box::new(opening.clone()), applications, closed, booking })
}

/// The years that were booked elsewhere: from that of the oldest running project to the one before the opening.
fn years_before(opening: &Opening) -> Vec<Year> {
    let before = Year::new(u32::from(opening.year.get()) - 1).ok();
    let oldest = opening.projects.iter().map(|project| project.form.year).chain(before).min();
    let mut years = Vec::new();
    let mut next = oldest.filter(|oldest| *oldest < opening.year);
    while let Some(year) = next {
        years.push(year);
        next = Some(year.next()).filter(|next| *next < opening.year);
    }
    years
}

fn check_amounts(opening: &Opening) -> Result<(), Stop> {
    let pots = opening.pots.iter().flat_map(|pot| [pot.free, pot.committed]);
    let Opening { bank, receivable_zn, receivable_reclaim, reserve, .. } = *opening;
    for cents in [bank, receivable_zn, receivable_reclaim, reserve].into_iter().chain(pots) {
        if cents.is_negative() {
            return Err(Refusal::OpeningNegative(cents).into());
        }
        cents.acceptable()?;
    }
    let names: BTreeSet<_> = opening.pots.iter().map(|pot| &pot.pot).collect();
    if names.len() < opening.pots.len() {
        return Err(Refusal::OpeningPotTwice.into());
    }
    Ok(())
}

fn check_projects(opening: &Opening) -> Result<(), Stop> {
    for (project, row) in opening.projects.iter().zip(1u64..) {
        if project.form.year >= opening.year {
            return Err(Refusal::ProjectNotBefore { count: row, year: opening.year }.into());
        }
        check_form(&project.form)?;
        let granted = Cents::sum(project.granted.iter().map(|draw| draw.cents))?;
        let whole = project.instalments()?.is_some() && granted <= project.form.requested()?;
        let paid_before = project.paid.iter().all(|paid| paid.on <= opening.on);
        if !whole || !paid_before || !granted.is_positive() {
            return Err(Refusal::ProjectAmounts { count: row }.into());
        }
    }
    Ok(())
}

/// What the balances say is committed is what the running projects have to come, pot by pot.
fn check_commitments(opening: &Opening) -> Result<(), Stop> {
    let mut running: BTreeMap<&PotId, Cents> = BTreeMap::new();
    for part in opening.projects.iter().flat_map(|project| &project.open).flat_map(|open| &open.parts) {
        let sum = running.entry(&part.pot).or_default();
        *sum = sum.plus(part.cents)?;
    }
    let stated: BTreeMap<&PotId, Cents> = opening.pots.iter().map(|pot| (&pot.pot, pot.committed)).collect();
    for pot in running.keys().chain(stated.keys()) {
        let of = |amounts: &BTreeMap<&PotId, Cents>| amounts.get(*pot).copied().unwrap_or_default();
        let (stated, running) = (of(&stated), of(&running));
        if stated != running {
            return Err(Refusal::CommitmentsDiffer { pot: (*pot).clone(), stated, running }.into());
        }
    }
    Ok(())
}

fn booking(opening: &Opening, ledger_year: Year, on: Date) -> Result<Booking, Stop> {
    let posting = |account, cents| Posting { account, cents };
    let mut postings = vec![
        posting(Account::Bank, opening.bank),
        posting(Account::ReceivableZn, opening.receivable_zn),
        posting(Account::ReceivableReclaim, opening.receivable_reclaim),
        posting(Account::Reserve, opening.reserve.negated()?),
    ];
    for OpeningPot { pot, free, committed } in &opening.pots {
        postings.push(posting(Account::PotFree(pot.clone()), free.negated()?));
        postings.push(posting(Account::PotCommitted(pot.clone()), committed.negated()?));
    }
    let off = Cents::sum(postings.iter().map(|posting| posting.cents))?;
    Ok(Booking::new(ledger_year, on, Purpose::Beginning, postings).map_err(|_| Refusal::OpeningOff(off))?)
}

pub(super) fn apply(
    records: &mut dyn RecordsMut,
    opening: &Opening,
    applications: &[ApplicationId],
    closed: &[Year],
) -> Result<(), Fault> {
    OPENINGS.put(records, opening.year, opening)?;
    closed.iter().try_for_each(|year| year::apply_closing(records, *year, opening.on))?;
    for (project, id) in opening.projects.iter().zip(applications) {
        APPLICATION_COUNT.put(records, id.year, &id.number)?;
        let instalments = project.instalments().map_err(Fault::new)?;
        let application = Application {
            id: *id,
            form: project.form.clone(),
            stage: Stage::Granted,
            decisions: Vec::new(),
            granted: project.granted.clone(),
            instalments: instalments
                .ok_or_else(|| Fault::new(format!("the instalments of {id} do not make its grant")))?,
            evaluations: Vec::new(),
            reclaimed: Cents::ZERO,
        };
        project::put_new(records, &application)?;
    }
    Ok(())
}
