//! Which events a command causes, or why none.

mod committee;
mod outcome;
mod overviews;
mod reclaim;

pub(crate) use reclaim::receive;

use super::refusal::{ImportRefusal, Refusal, RulesRefusal, SubmissionRefusal, WithdrawalRefusal};
use super::{Command, Event, filling, rules, submission};
use crate::area::{self, AreaList};
use crate::books;
use crate::count::ListedAreas;
use crate::count::insured::{self, InsuredCounts};
use crate::egress::{Content, Receiver};
use crate::intake;
use crate::ledger::{Account, Booking, Purpose};
use crate::opaque::opaque_debug;
use crate::person;
use crate::pot::{self, Division};
use crate::project::decision::{self, DecisionRefusal};
use crate::project::evaluation::{self, EvaluationRefusal};
use crate::project::instalment::{self, PaymentRefusal};
use crate::project::{self, Application, ApplicationId, Decision, EvaluationForm, Outcome, Verdict};
use crate::rate::{self, Rate};
use crate::records::{Fault, Records};
use crate::release;
use crate::rules::{Committee, FundRules, YearRules};
use crate::settlement::{self, StatementRefusal, ZnPayment};
use crate::terms::{Cents, Date, InsurerKey, RegionId, Uzovi, Year};
use crate::year;
use std::iter;

/// Why a command causes no events.
pub enum Stop {
    /// It is refused; nothing is wrong with the records.
    Refused(Refusal),
    /// The records cannot be trusted; the process must end.
    Fault(Fault),
}

opaque_debug!(Stop);

impl<R: Into<Refusal>> From<R> for Stop {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

type Decided = Result<Vec<Event>, Stop>;

/// Decides a command on the records of a region.
///
/// # Errors
/// [`Stop`]: a refusal by name, or a fault of the records.
pub fn decide(records: &dyn Records, region: &RegionId, command: &Command) -> Decided {
    match command {
        Command::AdoptRules(rules) => adopt_rules(records, region, rules),
        Command::AcceptRate(rate) => accept_rate(records, rate),
        Command::AcceptAreaList(list) => accept_area_list(records, list),
        Command::ListInsurer(insurer) => Ok(vec![Event::InsurerListed { insurer: insurer.clone() }]),
        Command::ImportInsured(counts) => import_insured(records, counts),
        Command::ImportOverviews(overviews) => overviews::import(records, overviews),
        Command::RecordZnPayment(payment) => record_zn_payment(records, payment),
        Command::Submit(form) => submission::submit(records, form, &[]),
        Command::Intake(command) => intake::decide(records, command),
        Command::Withdraw { application, on } => withdraw(records, *application, *on),
        Command::Decide(decision) => decide_application(records, decision),
        Command::Committee(command) => committee::decide(records, command),
        Command::Pay(paid) => pay(records, paid),
        Command::Orders(command) => crate::orders::decide(records, command),
        Command::HandInEvaluation(form) => hand_in_evaluation(records, form),
        Command::JudgeEvaluation { application, on, verdict } => judge(records, *application, *on, verdict),
        Command::Reclaims(command) => reclaim::decide(records, command),
        Command::Reverse(command) => {
            Ok(vec![Event::Reversed(Box::new(crate::reversal::decide(records, command)?))])
        }
        Command::Invoices(command) => {
            Ok(vec![Event::Invoices(Box::new(crate::invoice::decide(records, command)?))])
        }
        Command::Outcomes(command) => outcome::decide(records, command),
        Command::CloseYear { year, on } => close_year(records, *year, *on),
        Command::InFile(in_file) => {
            person::decide_in_file(records, in_file, |command| decide(records, region, command))
        }
        Command::People(command) => Ok(vec![Event::People(person::decide(records, command)?)]),
        Command::Release(command) => release::decide(records, region, command),
        Command::SendStatements { uzovi, key, year } => send_statements(records, region, uzovi, key, *year),
        Command::Books(command) => Ok(vec![Event::Books(books::decide(records, command)?)]),
    }
}

fn adopt_rules(records: &dyn Records, region: &RegionId, rules: &FundRules) -> Decided {
    let rules = rules.clone().checked().map_err(RulesRefusal::Problems)?;
    if rules.region != *region {
        return Err(RulesRefusal::OtherRegion.into());
    }
    if let Some(in_use) = super::rules(records)? {
        for year in pot::filled_years(records)? {
            let same = matches!((rules.for_year(year), in_use.for_year(year)),
                (Ok(new), Ok(old)) if Division::of(&new) == Division::of(&old));
            if !same {
                return Err(RulesRefusal::PotsInUse(year).into());
            }
        }
        overviews::check_rules(records, &in_use, &rules)?;
    }
    let filled = filling::after_rules(records, &rules)?;
    Ok(iter::once(Event::RulesAdopted { rules: Box::new(rules) }).chain(filled).collect())
}

fn accept_rate(records: &dyn Records, rate: &Rate) -> Decided {
    if !rate::check(records, rate)?? {
        return Ok(Vec::new());
    }
    let filled = filling::after_rate(records, rate)?;
    Ok(iter::once(Event::RateAccepted { rate: rate.clone() }).chain(filled).collect())
}

fn accept_area_list(records: &dyn Records, list: &AreaList) -> Decided {
    if !area::check(records, list)?? {
        return Ok(Vec::new());
    }
    let filled = filling::after_area_list(records, list)?;
    Ok(iter::once(Event::AreaListAccepted { list: list.clone() }).chain(filled).collect())
}

fn import_insured(records: &dyn Records, counts: &InsuredCounts) -> Decided {
    let InsuredCounts { year, quarter, source, correction, rows, .. } = counts;
    let areas = listed_areas(records, *year)?;
    if rows.is_empty() {
        return Err(ImportRefusal::NoRows.into());
    }
    if source.trim().is_empty() {
        return Err(ImportRefusal::NoSource.into());
    }
    let insurers = settlement::listed_insurers(records)?.into_iter().map(|insurer| insurer.uzovi).collect();
    let problems = insured::problems(rows, &areas, &insurers);
    if !problems.is_empty() {
        return Err(ImportRefusal::Rows(problems).into());
    }
    let is_new = insured::origin(records, *year, *quarter)?.is_none();
    if !is_new && correction.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(ImportRefusal::CorrectionWithoutReason.into());
    }
    let filled = filling::after_counts(records, counts, is_new)?;
    let mut counts = counts.clone();
    counts.rows.sort_by(|a, b| (&a.area, &a.uzovi).cmp(&(&b.area, &b.uzovi)));
    Ok(iter::once(Event::InsuredCounted { counts }).chain(filled).collect())
}

fn listed_areas(records: &dyn Records, year: Year) -> Result<ListedAreas, Stop> {
    Ok(ListedAreas::read(records, year)?.ok_or(ImportRefusal::NoAreaList(year))?)
}

pub(crate) fn record_zn_payment(records: &dyn Records, payment: &ZnPayment) -> Decided {
    if !payment.cents.is_positive() {
        return Err(Refusal::NoPayment.into());
    }
    payment.cents.acceptable()?;
    let ledger_year = year::ledger_year(records, payment.year)?;
    let on = year::value_date(ledger_year, payment.on);
    let accounts = (Account::Bank, Account::ReceivableZn);
    let booking = Booking::transfer(ledger_year, on, Purpose::ZnPaid, accounts, payment.cents)?;
    Ok(vec![Event::ZnPaid { payment: payment.clone(), booking }])
}

fn withdraw(records: &dyn Records, id: ApplicationId, on: Date) -> Decided {
    let application = project::application(records, id)?.ok_or(WithdrawalRefusal::UnknownApplication(id))?;
    if !application.stage.is_open() {
        return Err(WithdrawalRefusal::NotOpen(id).into());
    }
    Ok(vec![Event::ApplicationWithdrawn { application: id, on }])
}

fn decide_application(records: &dyn Records, decision: &Decision) -> Decided {
    let id = decision.application;
    let application = project::application(records, id)?.ok_or(DecisionRefusal::UnknownApplication(id))?;
    let rules = rules_of(records, &application)?;
    if committee::composition_on(records, decision.on).is_ok() {
        return Err(crate::committee::Refusal::NeedsMeeting {}.into());
    }
    decided(records, &rules, &application, decision, Some(&rules.committee))
}

/// The one way to a grant. `counts` are the rules for the numbers of a decision that comes without a meeting.
fn decided(
    records: &dyn Records,
    rules: &YearRules,
    application: &Application,
    decision: &Decision,
    counts: Option<&Committee>,
) -> Decided {
    let id = application.id;
    let ledger_year = year::ledger_year(records, id.year)?;
    if matches!(decision.outcome, Outcome::Grant(_)) && application.stage.is_open() {
        books::grants::check(records, rules, application, decision.on)?;
    }
    let checked = decision::check(records, counts, application, decision, ledger_year)?;
    // of a maximum and a pot that are both too small, the smaller is named
    if let (Outcome::Grant(draws), Ok(()) | Err(DecisionRefusal::PotExhausted { .. })) =
        (&decision.outcome, &checked)
    {
        intake::check_grant(records, rules, application, draws, ledger_year)??;
    }
    checked?;
    let mut events = vec![Event::ApplicationDecided { decision: decision.clone() }];
    if let Outcome::Grant(draws) = &decision.outcome {
        let instalments = instalment::plan(&rules.payment, draws, id.year, decision.on)?;
        let on = year::value_date(ledger_year, decision.on);
        let booking = decision::booking(draws, ledger_year, on)?;
        events.push(Event::Granted { application: id, draws: draws.clone(), instalments, booking });
    }
    Ok(events)
}

fn pay(records: &dyn Records, paid: &instalment::Paid) -> Decided {
    let id = paid.application;
    let application = project::application(records, id)?.ok_or(PaymentRefusal::UnknownApplication(id))?;
    if let Some(condition) = crate::committee::holding_back(records, id)? {
        return Err(crate::committee::Refusal::ConditionOpen { condition }.into());
    }
    let ledger_year = year::ledger_year(records, id.year)?;
    let instalment = instalment::check(records, &application, paid, ledger_year)??;
    crate::orders::not_in_open_order(records, id, paid.number)?;
    let on = year::value_date(ledger_year, paid.on);
    let booking = instalment::payment_booking(&instalment.parts, ledger_year, on)?;
    Ok(vec![Event::InstalmentPaid { paid: paid.clone(), booking }])
}

fn hand_in_evaluation(records: &dyn Records, form: &EvaluationForm) -> Decided {
    let id = form.application;
    let application = project::application(records, id)?.ok_or(EvaluationRefusal::UnknownApplication(id))?;
    evaluation::check_form(&application, form)?;
    let documents = person::attachment::attachments(records, person::Whole::Application(id))?;
    let rules = rules_of(records, &application)?;
    if let Some(line) = project::completeness::cost_without_document(&rules, form, &documents) {
        return Err(EvaluationRefusal::NoCostDocument(line).into());
    }
    Ok(vec![Event::EvaluationHandedIn { form: form.clone() }])
}

fn judge(records: &dyn Records, id: ApplicationId, on: Date, verdict: &Verdict) -> Decided {
    let application = project::application(records, id)?.ok_or(EvaluationRefusal::UnknownApplication(id))?;
    let rules = rules_of(records, &application)?;
    evaluation::check_verdict(&application, on, verdict, rules.payment_basis)?;
    if matches!(verdict, Verdict::Approve | Verdict::Reject { .. }) {
        crate::invoice::none_waits(records, id)?;
    }
    let consequence = evaluation::consequence(&application, &rules, verdict)?;
    for (index, _) in &consequence.lapses {
        let number = u32::try_from(index + 1).map_err(Fault::new)?;
        crate::orders::not_in_open_order(records, id, number)?;
    }
    let ledger_year = year::ledger_year(records, id.year)?;
    let value_date = year::value_date(ledger_year, on);
    let mut shortfall = pot::shortfall(records, ledger_year)?;
    let mut bookings = Vec::new();
    for (_, parts) in &consequence.lapses {
        bookings.push(instalment::lapse_booking(parts, ledger_year, value_date, &mut shortfall)?);
    }
    let reclaimed = Cents::sum(consequence.reclaims.iter().map(|draw| draw.cents))?;
    if reclaimed.is_positive() {
        let reclaims = &consequence.reclaims;
        bookings.push(evaluation::reclaim_booking(reclaims, ledger_year, value_date, &mut shortfall)?);
    }
    let lapses = consequence.lapses;
    Ok(vec![Event::EvaluationJudged {
        application: id,
        on,
        verdict: verdict.clone(),
        lapses,
        reclaimed,
        bookings,
    }])
}

fn close_year(records: &dyn Records, fund_year: Year, on: Date) -> Decided {
    year::check(records, fund_year, on)??;
    let rules = year_rules(records, fund_year)?.ok_or(SubmissionRefusal::NoRules(fund_year))?;
    let waiting = intake::waiting(records, fund_year)?;
    if !waiting.is_empty() {
        return Err(intake::Refusal::DraftsWaiting(waiting).into());
    }
    let bookings = year::closing_bookings(records, fund_year, rules.carry_over)?;
    Ok(vec![Event::YearClosed { year: fund_year, on, bookings }])
}

fn send_statements(
    records: &dyn Records,
    region: &RegionId,
    uzovi: &Uzovi,
    key: &InsurerKey,
    fund_year: Year,
) -> Decided {
    let listed = settlement::listed_insurer(records, uzovi)?;
    if listed.is_none_or(|listed| listed.key != *key) {
        return Err(StatementRefusal::NotListed.into());
    }
    let statements = settlement::statements(records, region, fund_year, uzovi)??;
    let contents = statements.iter().map(Content::of_statement).collect();
    Ok(vec![Event::Sent { to: Receiver::Insurer(uzovi.clone()), contents }])
}

/// The rules of a year, or `None` when the fund has none for it.
pub(crate) fn year_rules(records: &dyn Records, year: Year) -> Result<Option<YearRules>, Fault> {
    Ok(rules(records)?.and_then(|rules| rules.for_year(year).ok()))
}

/// The rules under which an application was taken in: rules in use may gain years, never lose one in use.
fn rules_of(records: &dyn Records, application: &Application) -> Result<YearRules, Stop> {
    let year = application.id.year;
    Ok(year_rules(records, year)?.ok_or(SubmissionRefusal::NoRules(year))?)
}
