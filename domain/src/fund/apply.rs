//! What an event changes. The only place that writes a fund's records.

use super::{APPLICATION_COUNT, Event, RULES};
use crate::explain;
use crate::history::{self, Occasion};
use crate::ledger::{self, Booking, Purpose};
use crate::person;
use crate::pot::Entitlements;
use crate::project::{
    self, Application, ApplicationId, Decision, Draw, Evaluation, Outcome, Payment, Stage, Verdict,
    instalment,
};
use crate::records::{Fault, RecordsMut};
use crate::shortfall::{self, About};
use crate::terms::{Cents, Date, Year};
use crate::{
    area, books, committee, count, disclosure, egress, intake, invoice, outcome, pot, rate, reclaim, release,
    reversal, settlement, year,
};

/// Applies an event of an entry in the journal, and keeps what it means for the history of projects and what its
/// bookings are made of.
///
/// # Errors
/// [`Fault`] from the store, or when the event does not fit the records, which cannot be for an event that
/// was decided on them.
pub fn apply(records: &mut dyn RecordsMut, event: &Event, occasion: Occasion<'_>) -> Result<(), Fault> {
    history::note(records, event, occasion)?;
    explain::note(records, event)?;
    let at = occasion.at;
    match event {
        Event::RulesAdopted { rules } => RULES.put(records, "in-use", rules),
        Event::RateAccepted { rate } => rate::apply(records, rate),
        Event::AreaListAccepted { list } => area::apply(records, list),
        Event::InsurerListed { insurer } => settlement::apply_insurer(records, insurer),
        Event::InsuredCounted { counts } => count::insured::apply(records, counts),
        Event::OverviewsTaken { overviews, .. } => count::enrolled::apply(records, overviews),
        Event::PotsFilled { year, entitlements, set_aside, bookings, corrected } => {
            let after = Entitlements { pots: entitlements.clone(), reserve: *set_aside };
            if corrected.is_some() {
                count::effect::apply_filling(records, *year, &after, bookings)?;
            }
            filled(records, *year, &after, bookings)
        }
        Event::ZnPaid { payment, booking } => {
            settlement::apply_payment(records, payment)?;
            ledger::post(records, booking)
        }
        Event::ApplicationSubmitted { application, form } => {
            APPLICATION_COUNT.put(records, application.year, &application.number)?;
            let application = Application {
                id: *application,
                form: (**form).clone(),
                stage: Stage::Submitted,
                decisions: Vec::new(),
                granted: Vec::new(),
                instalments: Vec::new(),
                evaluations: Vec::new(),
                reclaimed: Cents::ZERO,
            };
            project::put_new(records, &application)
        }
        Event::ApplicationExcluded { application, exclusion } => {
            change(records, *application, |application| {
                application.stage = Stage::Excluded { exclusion: exclusion.clone() };
                Ok(())
            })
        }
        Event::ApplicationWithdrawn { application, on } => change(records, *application, |application| {
            application.stage = Stage::Withdrawn { on: *on };
            Ok(())
        }),
        Event::ApplicationDecided { decision } => decided(records, decision),
        Event::Granted { application, draws, instalments, booking } => {
            change(records, *application, |application| {
                application.granted.clone_from(draws);
                application.instalments.clone_from(instalments);
                Ok(())
            })?;
            ledger::post(records, booking)
        }
        Event::InstalmentPaid { paid, booking } => {
            change(records, paid.application, |application| {
                let payment = Payment::Paid { on: paid.on, reference: paid.reference.clone() };
                let index = usize::try_from(paid.number).map_err(Fault::new)?.saturating_sub(1);
                instalment::at(application, index)?.payment = payment;
                Ok(())
            })?;
            ledger::post(records, booking)
        }
        Event::Orders(event) => crate::orders::apply(records, event, at),
        Event::EvaluationHandedIn { form } => change(records, form.application, |application| {
            application.stage = Stage::EvaluationIn;
            application.evaluations.push(Evaluation { form: form.clone(), verdict: None });
            Ok(())
        }),
        Event::EvaluationJudged { application, on, verdict, lapses, reclaimed, bookings } => {
            change(records, *application, |application| {
                judged(application, *on, verdict, lapses, *reclaimed)
            })?;
            post_judged(records, *application, *reclaimed, bookings)
        }
        Event::YearClosed { year, on, bookings } => {
            year::apply_closing(records, *year, *on)?;
            post_all(records, bookings)
        }
        Event::People(event) => person::apply(records, event, at),
        Event::Intake(event) => intake::apply(records, event),
        Event::FiguresReleased { releases } => {
            releases.iter().try_for_each(|release| disclosure::first::apply(records, release))
        }
        Event::Release(event) => release::apply(records, event),
        Event::Reclaims(event) => reclaim::apply(records, event),
        Event::Reversed(event) => reversal::apply(records, event),
        Event::Invoices(event) => invoice::apply(records, event),
        Event::Outcomes(event) => outcome::apply(records, event),
        Event::Committee(event) => committee::apply(records, event),
        Event::Sent { to, contents } => egress::apply(records, at, to, contents),
        Event::Books(event) => books::apply(records, event),
    }
}

fn post_all(records: &mut dyn RecordsMut, bookings: &[Booking]) -> Result<(), Fault> {
    for booking in bookings {
        shortfall::note(records, booking, &About::Named)?;
        ledger::post(records, booking)?;
    }
    Ok(())
}

/// Posts what a verdict does: what lapses names its pots, what is claimed back names those that have some free then.
fn post_judged(
    records: &mut dyn RecordsMut,
    id: ApplicationId,
    reclaimed: Cents,
    bookings: &[Booking],
) -> Result<(), Fault> {
    let draws = reclaim::pots_of(records, id, reclaimed)?;
    for booking in bookings {
        let claimed = booking.purpose() == Purpose::Reclaimed;
        let about = if claimed { About::Owed(&draws) } else { About::Named };
        shortfall::note(records, booking, &about)?;
        ledger::post(records, booking)?;
    }
    Ok(())
}

/// Posts what fills the pots: a booking for each change, in the order of the changes.
fn filled(
    records: &mut dyn RecordsMut,
    year: Year,
    after: &Entitlements,
    bookings: &[Booking],
) -> Result<(), Fault> {
    let before = pot::divided(records, year)?;
    let changes = pot::changes(&before, after).map_err(Fault::new)?;
    pot::apply_filled(records, year, after)?;
    for ((pot, _), booking) in changes.iter().zip(bookings) {
        shortfall::note(records, booking, &About::One(pot.as_ref()))?;
    }
    bookings.iter().try_for_each(|booking| ledger::post(records, booking))
}

pub(crate) fn change(
    records: &mut dyn RecordsMut,
    id: ApplicationId,
    change: impl FnOnce(&mut Application) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let found = project::application(records, id)?;
    let mut application =
        found.ok_or_else(|| Fault::new(format!("an event names application {id}, which is not there")))?;
    change(&mut application)?;
    project::put(records, &application)
}

fn decided(records: &mut dyn RecordsMut, decision: &Decision) -> Result<(), Fault> {
    change(records, decision.application, |application| {
        application.stage = match decision.outcome {
            Outcome::Grant(_) => Stage::Granted,
            Outcome::Refuse => Stage::Refused,
            Outcome::Defer => Stage::Deferred,
        };
        application.decisions.push(decision.clone());
        Ok(())
    })
}

fn judged(
    application: &mut Application,
    on: Date,
    verdict: &Verdict,
    lapses: &[(usize, Vec<Draw>)],
    reclaimed: Cents,
) -> Result<(), Fault> {
    if let Some(evaluation) = application.evaluations.last_mut() {
        evaluation.verdict = Some((on, verdict.clone()));
    }
    application.stage = match verdict {
        Verdict::Approve => Stage::Completed,
        Verdict::Return | Verdict::Ask { .. } => Stage::Granted,
        Verdict::Reject { .. } => Stage::EvaluationRejected,
    };
    application.reclaimed = application.reclaimed.plus(reclaimed).map_err(Fault::new)?;
    for (index, parts) in lapses {
        instalment::take_out(application, *index, parts, Payment::Lapsed { on })?;
    }
    if *verdict == Verdict::Approve {
        let held =
            application.instalments.iter_mut().filter(|instalment| instalment.payment == Payment::Held);
        held.for_each(|instalment| instalment.payment = Payment::Planned { due: on });
    }
    Ok(())
}
