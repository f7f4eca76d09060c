//! What a command about orders causes, and what its events change.

use super::credit;
use super::export;
use super::order::{self, BY_END_TO_END, COUNT, Line, OPEN, ORDERS, Order, OrderState, PAID_BY};
use super::payee::{self, LATEST, Payee, PayeeVersion, VERSIONS};
use super::reading::{Found, Reading};
use super::statement::{BankStatement, READ, STATEMENTS, StatementOutcome};
use super::{Command, Event, Refusal, person};
use crate::fund::{self, Event as FundEvent, Stop};
use crate::ledger::{self, Booking, Posting, Purpose};
use crate::person::{apply_holder, length};
use crate::project::instalment::{self, Paid, PaymentRefusal};
use crate::project::{self, ApplicationId, Payment, Stage};
use crate::records::{Fault, Records, RecordsMut};
use crate::terms::{Agb, Date, Year};
use crate::year;
use std::collections::{BTreeMap, BTreeSet};

pub(super) type Decided = Result<Vec<FundEvent>, Stop>;

pub(super) fn one(event: Event) -> Decided {
    Ok(vec![FundEvent::Orders(Box::new(event))])
}

/// Refuses what would change an instalment that an open order is about to pay.
pub(crate) fn not_in_open_order(records: &dyn Records, id: ApplicationId, number: u32) -> Result<(), Stop> {
    match order::open_order(records, id, number)? {
        Some(order) => Err(Refusal::InOpenOrder(order).into()),
        None => Ok(()),
    }
}

pub(crate) fn decide(records: &dyn Records, command: &Command) -> Decided {
    match command.clone() {
        Command::RegisterPayee { practice, payee, by, on } => register(records, practice, payee, by, on),
        Command::ConfirmPayee { practice, version, by, on } => confirm(records, practice, version, by, on),
        Command::Propose { instalments, by, on } => propose(records, &instalments, by, on),
        Command::Approve { order, by, on } => approve(records, order, by, on),
        Command::Cancel { order, by, on, reason } => {
            proposed(records, order)?;
            if reason.trim().is_empty() {
                return Err(Refusal::NoReason.into());
            }
            one(Event::OrderCancelled { order, by, on, reason })
        }
        Command::Export { order, account, execute_on, by, on } => {
            export::decide(records, order, account, execute_on, by, on)
        }
        Command::Release { order, by, on, reason } => release(records, order, by, on, reason),
        Command::ReadStatements { statements, by } => read_statements(records, &statements, &by),
        Command::ExplainCredit { reference, what, on, by } => {
            credit::explain(records, reference, what, on, by)
        }
        Command::ReturnPayment { application, number, on, reason, by } => {
            give_back(records, application, number, on, reason, by)
        }
    }
}

fn register(records: &dyn Records, practice: Agb, payee: Payee, by: String, on: Date) -> Decided {
    holder_fits(&payee)?;
    let version = payee::latest(records, &practice)?.map_or(1, |latest| latest.version + 1);
    one(Event::PayeeRegistered { practice, version, payee, by, on })
}

pub(super) fn holder_fits(payee: &Payee) -> Result<(), Refusal> {
    let fits = !payee.holder.trim().is_empty() && length(&payee.holder) <= 70;
    if fits { Ok(()) } else { Err(Refusal::BadHolder) }
}

fn confirm(records: &dyn Records, practice: Agb, version: u32, by: String, on: Date) -> Decided {
    let latest = payee::latest(records, &practice)?.filter(|latest| latest.version == version);
    let latest = latest.ok_or(Refusal::NotTheLatestAccount(version))?;
    if latest.confirmed_by.is_some() {
        return Err(Refusal::AlreadyConfirmed.into());
    }
    if person(&latest.registered_by) == person(&by) {
        return Err(Refusal::SamePerson.into());
    }
    one(Event::PayeeConfirmed { practice, version, by, on })
}

fn propose(records: &dyn Records, instalments: &[(ApplicationId, u32)], by: String, on: Date) -> Decided {
    let distinct: BTreeSet<_> = instalments.iter().collect();
    if !(1..=500).contains(&instalments.len()) || distinct.len() < instalments.len() {
        return Err(Refusal::BadOrder.into());
    }
    let number = COUNT.get(records, "all")?.unwrap_or(0) + 1;
    let lines = instalments.iter().map(|(id, instalment)| line(records, *id, *instalment, on, number));
    let lines = lines.collect::<Result<Vec<_>, Stop>>()?;
    one(Event::OrderProposed { order: number, lines, by, on })
}

fn line(records: &dyn Records, id: ApplicationId, number: u32, on: Date, order: u32) -> Result<Line, Stop> {
    let application = project::application(records, id)?.ok_or(PaymentRefusal::UnknownApplication(id))?;
    let end_to_end = format!("{id}-{number}-{order}");
    let paid = Paid { application: id, number, on, reference: end_to_end.clone() };
    if let Some(condition) = crate::committee::holding_back(records, id)? {
        return Err(crate::committee::Refusal::ConditionOpen { condition }.into());
    }
    let ledger_year = year::ledger_year(records, id.year)?;
    let cents = instalment::check(records, &application, &paid, ledger_year)??.cents()?;
    not_in_open_order(records, id, number)?;
    let practice = application.form.applicant;
    let account = payee::confirmed(records, &practice)?.ok_or(Refusal::NoConfirmedAccount(id))?;
    Ok(Line { application: id, number, cents, practice, account_version: account.version, end_to_end })
}

fn proposed(records: &dyn Records, number: u32) -> Result<Order, Stop> {
    let order = order::order(records, number)?.ok_or(Refusal::UnknownOrder(number))?;
    if order.state != OrderState::Proposed {
        return Err(Refusal::NotProposed(number).into());
    }
    Ok(order)
}

fn approve(records: &dyn Records, number: u32, by: String, on: Date) -> Decided {
    let order = proposed(records, number)?;
    if person(&order.proposed_by) == person(&by) {
        return Err(Refusal::SamePerson.into());
    }
    accounts_stand(records, &order)?;
    one(Event::OrderApproved { order: number, by, on })
}

/// Refuses an order of which an account is no longer the one that it was made for.
pub(super) fn accounts_stand(records: &dyn Records, order: &Order) -> Result<(), Stop> {
    for line in &order.lines {
        let account = payee::confirmed(records, &line.practice)?;
        if account.is_none_or(|account| account.version != line.account_version) {
            return Err(Refusal::AccountChanged(line.application).into());
        }
    }
    Ok(())
}

/// The approved order of a number.
pub(super) fn approved(records: &dyn Records, number: u32) -> Result<Order, Stop> {
    let order = order::order(records, number)?.ok_or(Refusal::UnknownOrder(number))?;
    if !matches!(order.state, OrderState::Approved { .. }) {
        return Err(Refusal::NotApproved(number).into());
    }
    Ok(order)
}

/// Whether a line still waits to be paid by its order.
pub(super) fn waits(records: &dyn Records, line: &Line, order: u32) -> Result<bool, Fault> {
    Ok(order::open_order(records, line.application, line.number)? == Some(order))
}

fn release(records: &dyn Records, number: u32, by: String, on: Date, reason: String) -> Decided {
    let order = approved(records, number)?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    let mut waiting = order.lines.iter().map(|line| waits(records, line, number));
    let any = waiting.try_fold(false, |any, waits| Ok::<_, Fault>(waits? || any))?;
    if !any {
        return Err(Refusal::NothingToRelease(number).into());
    }
    one(Event::OrderReleased { order: number, by, on, reason })
}

/// Reads statements in their order. Each entry counts once, whenever and in whatever statement it comes again.
fn read_statements(records: &dyn Records, statements: &[BankStatement], by: &str) -> Decided {
    let (mut reading, mut numbers) = (Reading::new(records)?, BTreeMap::new());
    let mut events = Vec::new();
    for statement in statements {
        if statement.id.trim().is_empty() {
            return Err(Refusal::NoStatementId.into());
        }
        let digest = statement.digest()?;
        let before = STATEMENTS.get(records, statement.key())?;
        let before = before.or_else(|| numbers.insert(statement.key(), digest.clone()));
        if before.is_some_and(|before| before != digest) {
            return Err(Refusal::OtherStatement.into());
        }
        let (found, outcome) = reading.statement(statement)?;
        for found in found {
            events.extend(happened(records, found, statement, by)?);
        }
        let outcome = StatementOutcome { digest: Some(digest), ..outcome };
        events.push(FundEvent::Orders(Box::new(Event::StatementRead { outcome, by: by.to_owned() })));
    }
    Ok(events)
}

/// What an entry causes.
fn happened(records: &dyn Records, found: Found, statement: &BankStatement, by: &str) -> Decided {
    match found {
        Found::Pays(_, paid) => {
            let id = paid.application;
            let application =
                project::application(records, id)?.ok_or(PaymentRefusal::UnknownApplication(id))?;
            let ledger_year = year::ledger_year(records, id.year)?;
            let instalment = instalment::check(records, &application, &paid, ledger_year)??;
            let on = year::value_date(ledger_year, paid.on);
            let booking = instalment::payment_booking(&instalment.parts, ledger_year, on)?;
            Ok(vec![FundEvent::InstalmentPaid { paid, booking }])
        }
        Found::Returns(line, on) => {
            let reason = format!("statement {}", statement.id);
            give_back(records, line.application, line.number, on, reason, by.to_owned())
        }
        Found::Repays(received) => Ok(vec![FundEvent::Reclaims(fund::receive(records, &received)?)]),
    }
}

pub(super) fn give_back(
    records: &dyn Records,
    id: ApplicationId,
    number: u32,
    on: Date,
    reason: String,
    by: String,
) -> Decided {
    let application = project::application(records, id)?.ok_or(PaymentRefusal::UnknownApplication(id))?;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let found = index.and_then(|index| application.instalments.get(index));
    let paid = found.filter(|found| matches!(found.payment, Payment::Paid { .. }));
    let paid = paid.ok_or(Refusal::NotPaid(id))?;
    if application.stage == Stage::EvaluationRejected {
        return Err(Refusal::EvaluationRejected(id).into());
    }
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    let ledger_year = year::ledger_year(records, id.year)?;
    let value_date = year::value_date(ledger_year, on);
    let there = instalment::payment_booking(&paid.parts, ledger_year, value_date)?;
    let back = there
        .postings()
        .iter()
        .map(|posting| Ok(Posting { account: posting.account.clone(), cents: posting.cents.negated()? }));
    let back = back.collect::<Result<Vec<_>, crate::terms::Overflow>>()?;
    let booking =
        Booking::new(ledger_year, value_date, Purpose::PaymentReturned, back).map_err(Fault::new)?;
    let cents = paid.cents()?;
    one(Event::PaymentReturned { application: id, number, on, reason, by, cents, booking })
}

pub(crate) fn apply(records: &mut dyn RecordsMut, event: &Event, at: &str) -> Result<(), Fault> {
    match event {
        Event::PayeeRegistered { practice, version, payee, by, on } => {
            apply_holder(records, payee, (year_of(*on)?, practice), *on)?;
            let registered = PayeeVersion {
                version: *version,
                payee: payee.clone(),
                registered_by: by.clone(),
                confirmed_by: None,
            };
            LATEST.put(records, practice.as_str(), version)?;
            VERSIONS.put(records, format_args!("{}/{version:08}", practice.as_str()), &registered)
        }
        Event::PayeeConfirmed { practice, version, by, .. } => {
            let found = payee::version(records, practice, *version)?;
            let mut found =
                found.ok_or_else(|| Fault::new("an event confirms an account that is not there"))?;
            found.confirmed_by = Some(by.clone());
            VERSIONS.put(records, format_args!("{}/{version:08}", practice.as_str()), &found)
        }
        Event::OrderProposed { order, lines, by, on } => put_proposed(records, *order, lines, by, *on),
        Event::OrderApproved { order, by, on } => {
            change(records, *order, OrderState::Approved { by: by.clone(), on: *on }).map(drop)
        }
        Event::OrderCancelled { order, on, .. } => {
            let order = change(records, *order, OrderState::Cancelled { on: *on })?;
            order.lines.iter().try_for_each(|line| put_open(records, line, None))
        }
        Event::OrderExported { order, account, execute_on, .. } => {
            export::apply(records, *order, account, *execute_on, at)
        }
        Event::OrderReleased { order: number, on, .. } => {
            let order = change(records, *number, OrderState::Released { on: *on })?;
            for line in &order.lines {
                // what was paid may be in another order by now, after it came back
                if waits(records, line, *number)? {
                    put_open(records, line, None)?;
                }
            }
            Ok(())
        }
        Event::StatementRead { outcome, .. } => {
            for reference in &outcome.read {
                READ.put(records, reference, &outcome.id)?;
                credit::explained(records, reference)?;
            }
            if let (Some(account), Some(digest)) = (&outcome.account, &outcome.digest) {
                STATEMENTS.put(records, format_args!("{}/{}", account.as_str(), outcome.id), digest)?;
            }
            credit::keep(records, &outcome.id, &outcome.unmatched)?;
            outcome.paid.iter().try_for_each(|end_to_end| settle(records, end_to_end))
        }
        Event::CreditExplained { reference, .. } => credit::explained(records, reference),
        Event::PaymentReturned { application, number, on, booking, .. } => {
            returned(records, *application, *number, *on)?;
            ledger::post(records, booking)
        }
    }
}

fn put_proposed(
    records: &mut dyn RecordsMut,
    number: u32,
    lines: &[Line],
    by: &str,
    on: Date,
) -> Result<(), Fault> {
    for line in lines {
        if let Some(paid) = payee::version(records, &line.practice, line.account_version)? {
            apply_holder(records, &paid.payee, (line.application.year, &line.practice), on)?;
        }
        put_open(records, line, Some(number))?;
        BY_END_TO_END.put(records, &line.end_to_end, &number)?;
    }
    let state = OrderState::Proposed;
    let order = Order { number, lines: lines.to_vec(), proposed_by: by.to_owned(), proposed_on: on, state };
    COUNT.put(records, "all", &number)?;
    ORDERS.put(records, format_args!("{number:08}"), &order)
}

fn year_of(day: Date) -> Result<Year, Fault> {
    Year::new(u32::from(day.year().unsigned_abs())).map_err(Fault::new)
}

fn put_open(records: &mut dyn RecordsMut, line: &Line, order: Option<u32>) -> Result<(), Fault> {
    OPEN.put(records, format_args!("{}/{}", line.application, line.number), &order)
}

fn change(records: &mut dyn RecordsMut, number: u32, state: OrderState) -> Result<Order, Fault> {
    let found = order::order(records, number)?;
    let mut order = found.ok_or_else(|| Fault::new(format!("an event names order {number}, not there")))?;
    order.state = state;
    ORDERS.put(records, format_args!("{number:08}"), &order)?;
    Ok(order)
}

fn settle(records: &mut dyn RecordsMut, end_to_end: &str) -> Result<(), Fault> {
    let missing = || Fault::new("an event settles a payment that no order has");
    let number = BY_END_TO_END.get(records, end_to_end)?.ok_or_else(missing)?;
    let order = order::order(records, number)?.ok_or_else(missing)?;
    let line = order.lines.iter().find(|line| line.end_to_end == end_to_end).ok_or_else(missing)?;
    PAID_BY.put(
        records,
        format_args!("{}/{}", line.application, line.number),
        &Some(end_to_end.to_owned()),
    )?;
    put_open(records, line, None)
}

fn returned(records: &mut dyn RecordsMut, id: ApplicationId, number: u32, on: Date) -> Result<(), Fault> {
    let missing = || Fault::new(format!("an event returns a payment of {id} that is not there"));
    let mut application = project::application(records, id)?.ok_or_else(missing)?;
    let index = usize::try_from(number).map_err(Fault::new)?.saturating_sub(1);
    application.instalments.get_mut(index).ok_or_else(missing)?.payment = Payment::Planned { due: on };
    PAID_BY.put(records, format_args!("{id}/{number}"), &None)?;
    project::put(records, &application)
}
