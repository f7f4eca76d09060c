//! What the bookings of each event are made of, in their order, read before the event is applied.

use super::cap::{self, Whose};
use super::filling::{Basis, filled, rule_line};
use super::{Because, Line};
use crate::books;
use crate::count::enrolled;
use crate::fund::{self, Event};
use crate::invoice;
use crate::ledger::{Account, Booking};
use crate::orders;
use crate::pot::{self, Entitlements};
use crate::project::cap::Earlier;
use crate::project::evaluation;
use crate::project::{self, Application, ApplicationId, Draw, Scope, Verdict};
use crate::reclaim;
use crate::records::{Fault, Records};
use crate::rules::{FundRules, YearRules};
use crate::terms::{Cents, Date, Overflow, Year, split_by_weights};

type Explained<'a> = Vec<(&'a Booking, Vec<Line>)>;

pub(super) fn explained<'a>(records: &dyn Records, event: &'a Event) -> Result<Explained<'a>, Fault> {
    Ok(match event {
        Event::PotsFilled { year, entitlements, set_aside, bookings, .. } => {
            let after = Entitlements { pots: entitlements.clone(), reserve: *set_aside };
            pots_filled(records, *year, &after, bookings)?
        }
        Event::ZnPaid { payment, booking } => {
            let line = Line::of(Because::ZnPaid)
                .with("year", payment.year)
                .with("quarter", payment.quarter)
                .with("result_euros", payment.cents)
                .with("paid_day", payment.on);
            vec![(booking, vec![line])]
        }
        Event::Granted { application, draws, booking, .. } => {
            vec![(booking, granted(records, *application, draws)?)]
        }
        Event::InstalmentPaid { paid, booking } => {
            let of = instalment(records, paid.application, paid.number)?;
            let paid = Line::of(Because::Paid)
                .with("result_euros", moved(booking, &Account::Bank)?)
                .with("paid_day", paid.on)
                .with("reference", &paid.reference);
            vec![(booking, of.into_iter().chain([paid]).collect())]
        }
        Event::Orders(event) => match &**event {
            orders::Event::PaymentReturned { application, number, cents, reason, booking, .. } => {
                let of = instalment(records, *application, *number)?;
                let back = Line::of(Because::Returned).with("result_euros", cents).with("reason", reason);
                vec![(booking, of.into_iter().chain([back]).collect())]
            }
            _ => Vec::new(),
        },
        Event::EvaluationJudged { application, on, verdict, lapses, reclaimed, bookings } => {
            let mut lines = judged(records, *application, verdict, lapses)?;
            if reclaimed.is_positive() {
                lines.push(vec![claimed_back(*application, *reclaimed, *on)]);
            }
            bookings.iter().zip(lines).collect()
        }
        Event::Invoices(event) => match &**event {
            invoice::Event::Ended { application, reason, booking, .. } => {
                let line = Line::of(Because::InvoicesEnded).with("application", application);
                vec![(booking, vec![line.with("reason", reason)])]
            }
            _ => Vec::new(),
        },
        Event::Reclaims(event) => vec![reclaimed(event)],
        Event::YearClosed { year, on, bookings } => {
            let closed = Line::of(Because::YearClosed).with("year", year).with("closed_day", on);
            let rules = fund::rules(records)?;
            let rule = rules.map(|rules| rule_line(&rules, "carry_over", *year));
            let lines: Vec<_> = [closed].into_iter().chain(rule).collect();
            bookings.iter().map(|booking| (booking, lines.clone())).collect()
        }
        Event::Reversed(event) => {
            let line = Line::of(Because::Undone)
                .with("result_euros", event.cents)
                .with("found_day", event.on)
                .with("reason", &event.reason);
            vec![(&event.booking, vec![line])]
        }
        Event::Books(event) => in_the_books(records, event)?,
        Event::RulesAdopted { .. }
        | Event::RateAccepted { .. }
        | Event::AreaListAccepted { .. }
        | Event::InsurerListed { .. }
        | Event::InsuredCounted { .. }
        | Event::OverviewsTaken { .. }
        | Event::ApplicationSubmitted { .. }
        | Event::ApplicationExcluded { .. }
        | Event::ApplicationWithdrawn { .. }
        | Event::ApplicationDecided { .. }
        | Event::EvaluationHandedIn { .. }
        | Event::Outcomes(_)
        | Event::People(_)
        | Event::Committee(_)
        | Event::Intake(_)
        | Event::FiguresReleased { .. }
        | Event::Release(_)
        | Event::Sent { .. } => Vec::new(),
    })
}

/// The changes that the bookings make, in their order; `None` is the reserve.
fn pots_filled<'a>(
    records: &dyn Records,
    year: Year,
    after: &Entitlements,
    bookings: &'a [Booking],
) -> Result<Explained<'a>, Fault> {
    let Some(basis) = Basis::read(records, year)? else { return Ok(Vec::new()) };
    let changes = pot::changes(&pot::divided(records, year)?, after).map_err(Fault::new)?;
    let explained = changes.into_iter().zip(bookings).map(|((pot, change), booking)| {
        let mut lines = basis.lines(pot.as_ref())?;
        let holds =
            pot.as_ref().map_or(after.reserve, |pot| after.pots.get(pot).copied().unwrap_or_default());
        lines.push(filled(holds, change)?);
        Ok((booking, lines))
    });
    explained.collect::<Result<_, Overflow>>().map_err(Fault::new)
}

/// What a booking moves on an account, without its sign for a payment out of it.
fn moved(booking: &Booking, account: &Account) -> Result<Cents, Fault> {
    let postings = booking.postings().iter().filter(|posting| posting.account == *account);
    let sum = Cents::sum(postings.map(|posting| posting.cents)).map_err(Fault::new)?;
    if *account == Account::Bank && sum.is_negative() { sum.negated().map_err(Fault::new) } else { Ok(sum) }
}

fn found(records: &dyn Records, id: ApplicationId) -> Result<Application, Fault> {
    let found = project::application(records, id)?;
    found.ok_or_else(|| Fault::new(format!("an event names application {id}, which is not there")))
}

/// The rules of an application's year; `None` where the fund has none for it (a project from before the fund began).
fn rules(records: &dyn Records, year: Year) -> Result<Option<(FundRules, YearRules)>, Fault> {
    let Some(document) = fund::rules(records)? else { return Ok(None) };
    let year = document.for_year(year).ok();
    Ok(year.map(|year| (document, year)))
}

fn granted(records: &dyn Records, id: ApplicationId, draws: &[Draw]) -> Result<Vec<Line>, Fault> {
    let application = found(records, id)?;
    let form = &application.form;
    let mut lines = Vec::new();
    if let Some(decision) = application.decisions.last() {
        let line = Line::of(Because::Decided)
            .with("decided_day", decision.on)
            .with("asked_euros", form.requested().map_err(Fault::new)?)
            .with("granted_euros", sum(draws)?);
        lines.push(line);
    }
    let from = |draw: &Draw| {
        Line::of(Because::GrantedFrom)
            .with("application", id)
            .with("pot", &draw.pot)
            .with("result_euros", draw.cents)
    };
    lines.extend(draws.iter().map(from));
    let practice = enrolled::practice(records, id.year, &form.applicant)?;
    if let (Scope::PracticeBound, Some(practice), Some((document, rules))) =
        (form.scope, practice, rules(records, id.year)?)
    {
        let earlier = Earlier::granted(records, id.year, &form.applicant, id)?;
        let (document, rules, practice) = (&document, &rules, &practice);
        let whose = Whose { document, rules, practice, year: id.year, kind: form.kind };
        lines.extend(cap::lines(records, &whose, &earlier)?);
    }
    Ok(lines)
}

/// An instalment as it was planned: its share of the grant by the rules of the year, and what an evaluation took off.
fn instalment(records: &dyn Records, id: ApplicationId, number: u32) -> Result<Vec<Line>, Fault> {
    let application = found(records, id)?;
    let index = usize::try_from(number).map_err(Fault::new)?.saturating_sub(1);
    let of = |because| Line::of(because).with("application", id).with("instalment_number", number);
    let rules = rules(records, id.year)?;
    let by_rule = rules.as_ref().and_then(|(_, rules)| rules.payment.0.get(index));
    let (Some((document, rules)), Some(rule)) = (&rules, by_rule) else {
        return Ok(vec![of(Because::InstalmentBefore)]);
    };
    let planned = planned(&application, rules, index).map_err(Fault::new)?;
    let line = of(Because::Instalment)
        .with("part_share", rule.share.0)
        .with("granted_euros", application.granted().map_err(Fault::new)?)
        .with("result_euros", planned);
    let mut lines = vec![line, rule_line(document, "payment", id.year)];
    let left = application.instalments.get(index).map_or(Ok(Cents::ZERO), project::Instalment::cents);
    let left = left.map_err(Fault::new)?;
    if left != planned {
        lines.push(Line::of(Because::InstalmentLess).with("result_euros", left));
    }
    Ok(lines)
}

fn planned(application: &Application, rules: &YearRules, index: usize) -> Result<Cents, Overflow> {
    let weights: Vec<u64> = rules.payment.0.iter().map(|rule| u64::from(rule.share.0)).collect();
    application.granted.iter().try_fold(Cents::ZERO, |sum, draw| {
        sum.plus(split_by_weights(draw.cents, &weights)?.get(index).copied().unwrap_or_default())
    })
}

/// The lines for each lapse, in their order.
fn judged(
    records: &dyn Records,
    id: ApplicationId,
    verdict: &Verdict,
    lapses: &[(usize, Vec<Draw>)],
) -> Result<Vec<Vec<Line>>, Fault> {
    let application = found(records, id)?;
    let rules = rules(records, id.year)?;
    let borne = match (verdict, application.evaluations.last(), &rules) {
        (Verdict::Approve, Some(evaluation), Some((document, rules))) => {
            let borne = evaluation::borne(&application, &evaluation.form, rules.paid_share);
            let borne = borne.map_err(Fault::new)?;
            let line = Line::of(Because::Borne)
                .with("cost_euros", evaluation.form.actual_cost)
                .with("others_euros", application.form.other_funding)
                .with("paid_share", rules.paid_share.0)
                .with("borne_euros", borne);
            Some((borne, [line, rule_line(document, "paid_share", id.year)]))
        }
        _ => None,
    };
    let granted = application.granted().map_err(Fault::new)?;
    let of_one = |(index, parts): &(usize, Vec<Draw>)| {
        let lapsed = Cents::sum(parts.iter().map(|part| part.cents)).map_err(Fault::new)?;
        let because = if borne.is_some() { Because::Lapsed } else { Because::LapsedWhole };
        let line = Line::of(because).with("instalment_number", index + 1).with("result_euros", lapsed);
        Ok(match &borne {
            Some((borne, lines)) => {
                let line = line.with("granted_euros", granted).with("borne_euros", borne);
                lines.iter().cloned().chain([line]).collect()
            }
            None => vec![line],
        })
    };
    lapses.iter().map(of_one).collect()
}

fn sum(draws: &[Draw]) -> Result<Cents, Fault> {
    Cents::sum(draws.iter().map(|draw| draw.cents)).map_err(Fault::new)
}

fn claimed_back(id: ApplicationId, cents: Cents, on: Date) -> Line {
    Line::of(Because::Reclaimed).with("application", id).with("result_euros", cents).with("claimed_day", on)
}

fn reclaimed(event: &reclaim::Event) -> (&Booking, Vec<Line>) {
    match event {
        reclaim::Event::Ordered { order, booking } => {
            (booking, vec![claimed_back(order.application, order.cents, order.on)])
        }
        reclaim::Event::Received { received, booking } => {
            let line = Line::of(Because::PaidBack)
                .with("application", received.application)
                .with("result_euros", received.cents)
                .with("reference", &received.reference);
            (booking, vec![line])
        }
        reclaim::Event::WrittenOff { write_off, booking } => {
            let line = Line::of(Because::WrittenOff)
                .with("application", write_off.application)
                .with("result_euros", write_off.cents)
                .with("reason", &write_off.reason);
            (booking, vec![line])
        }
    }
}

fn in_the_books<'a>(records: &dyn Records, event: &'a books::Event) -> Result<Explained<'a>, Fault> {
    use books::Event as Books;
    let document = fund::rules(records)?;
    let rule = |rule, year| document.as_ref().map(|document| rule_line(document, rule, year));
    Ok(match event {
        Books::OpeningTaken { opening, booking, .. } => {
            let line = Line::of(Because::Began).with("year", opening.year).with("source", &opening.source);
            vec![(booking, vec![line])]
        }
        Books::ReserveReleased { release, booking } => {
            let line = Line::of(Because::ReserveReleased)
                .with("pot", &release.pot)
                .with("result_euros", release.cents)
                .with("reason", &release.reason);
            vec![(booking, vec![line])]
        }
        Books::ProductDeclared { declaration, booking } => {
            let declared = &declaration.declared;
            let year = document.as_ref().and_then(|document| document.for_year(declared.year).ok());
            let product =
                year.and_then(|year| year.products.into_iter().find(|one| one.code == declared.product));
            let line = Line::of(Because::Declared)
                .with("practice", declared.practice.as_str())
                .with("product", &declared.product)
                .with("times_number", declared.number)
                .with("price_euros", product.map_or(Cents::ZERO, |product| product.price))
                .with("result_euros", declaration.cents);
            vec![(booking, [line].into_iter().chain(rule("products", declared.year)).collect())]
        }
        Books::DeclarationPaid { payment, booking } => {
            let line = Line::of(Because::DeclarationPaid)
                .with("declaration_number", payment.id)
                .with("year", payment.year)
                .with("reference", &payment.reference);
            vec![(booking, vec![line])]
        }
        Books::AdministrationPaid { cost, booking } => {
            let line = Line::of(Because::Administration)
                .with("what", &cost.what)
                .with("result_euros", cost.cents)
                .with("reference", &cost.reference);
            let year = document.as_ref().and_then(|document| document.for_year(cost.year).ok());
            let most = year.and_then(|year| year.administration_maximum);
            let most = most.map(|share| administration_most(records, cost.year, share.0)).transpose()?;
            let rule = most.as_ref().and_then(|_| rule("administration_maximum", cost.year));
            vec![(booking, [line].into_iter().chain(most).chain(rule).collect())]
        }
        Books::ReportAdopted { .. } => Vec::new(),
    })
}

fn administration_most(records: &dyn Records, year: Year, share: u32) -> Result<Line, Fault> {
    let money = pot::divided(records, year)?.total().map_err(Fault::new)?;
    let (most, _) = money.share(share.into(), 10_000).map_err(Fault::new)?;
    let line = Line::of(Because::AdministrationMost).with("most_share", share);
    Ok(line.with("money_euros", money).with("most_euros", most))
}
