//! What each event means for which projects. Events that mean nothing for any are named too, so that a new one cannot
//! be forgotten.

use super::What;
use crate::committee::{self, Choice, Item};
use crate::fund::Event;
use crate::intake;
use crate::orders::{self, Line};
use crate::project::{ApplicationId, Decision, Draw, Outcome, Verdict};
use crate::records::{Fault, Records};
use crate::reversal::{self, Recorded};
use crate::terms::{Cents, Date};
use crate::{books, invoice, outcome, person, reclaim};

pub(super) type Facts = Vec<(&'static str, String)>;

/// What an event means for one project or draft.
pub(super) struct Told {
    pub(super) subject: String,
    pub(super) what: What,
    pub(super) on: Option<Date>,
    pub(super) facts: Facts,
    pub(super) why: String,
}

impl Told {
    fn of(subject: impl ToString, what: What, on: impl Into<Option<Date>>) -> Self {
        let (subject, on) = (subject.to_string(), on.into());
        Self { subject, what, on, facts: Vec::new(), why: String::new() }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    fn because(mut self, why: &str) -> Self {
        self.why = why.trim().to_owned();
        self
    }
}

/// What an event means, read before it is applied.
pub(super) fn told(records: &dyn Records, event: &Event) -> Result<Vec<Told>, Fault> {
    Ok(match event {
        Event::ApplicationSubmitted { application, form } => {
            let asked = form.requested().map_err(Fault::new)?;
            vec![Told::of(application, What::Submitted, form.received_on).with("asked", asked)]
        }
        Event::ApplicationExcluded { application, exclusion } => {
            let told = Told::of(application, What::Excluded, None).with("rule", exclusion.code());
            vec![exclusion.facts().into_iter().fold(told, |told, (name, value)| told.with(name, value))]
        }
        Event::ApplicationWithdrawn { application, on } => {
            vec![Told::of(application, What::Withdrawn, *on)]
        }
        Event::ApplicationDecided { decision } => vec![decided(decision)?],
        Event::Granted { application, instalments, .. } => {
            vec![Told::of(application, What::Planned, None).with("number", instalments.len())]
        }
        Event::InstalmentPaid { paid, .. } => vec![
            Told::of(paid.application, What::Paid, paid.on)
                .with("instalment", paid.number)
                .with("reference", &paid.reference),
        ],
        Event::Orders(event) => ordered(records, event)?,
        Event::EvaluationHandedIn { form } => vec![
            Told::of(form.application, What::EvaluationHandedIn, form.received_on)
                .with("euros", form.actual_cost),
        ],
        Event::EvaluationJudged { application, on, verdict, lapses, reclaimed, .. } => {
            vec![judged(*application, *on, verdict, lapses, *reclaimed)?]
        }
        Event::Invoices(event) => vec![of_invoice(event)?],
        Event::Reclaims(event) => vec![reclaimed(event)],
        Event::Reversed(event) => undone(event),
        Event::Outcomes(outcome::Event::Recorded { record }) => outcome_of(record, What::OutcomeRecorded),
        Event::Outcomes(outcome::Event::Corrected { corrects, record, reason }) => {
            let told = outcome_of(record, What::OutcomeCorrected);
            told.into_iter().map(|told| told.with("corrects", corrects).because(reason)).collect()
        }
        Event::People(event) => of_person(event),
        Event::Committee(event) => of_committee(event),
        Event::Intake(event) => taken_in(event),
        Event::Books(event) => in_the_books(event)?,
        Event::RulesAdopted { .. }
        | Event::RateAccepted { .. }
        | Event::AreaListAccepted { .. }
        | Event::InsurerListed { .. }
        | Event::InsuredCounted { .. }
        | Event::OverviewsTaken { .. }
        | Event::PotsFilled { .. }
        | Event::ZnPaid { .. }
        | Event::YearClosed { .. }
        | Event::FiguresReleased { .. }
        | Event::Release(_)
        | Event::Sent { .. } => Vec::new(),
    })
}

fn decided(decision: &Decision) -> Result<Told, Fault> {
    let of = |what| Told::of(decision.application, what, decision.on).because(&decision.reason);
    Ok(match &decision.outcome {
        Outcome::Grant(draws) => of(What::Granted).with("granted", sum(draws)?),
        Outcome::Refuse => of(What::Refused),
        Outcome::Defer => of(What::Deferred),
    })
}

fn judged(
    application: ApplicationId,
    on: Date,
    verdict: &Verdict,
    lapses: &[(usize, Vec<Draw>)],
    reclaimed: Cents,
) -> Result<Told, Fault> {
    let of = |what| Told::of(application, what, on);
    Ok(match verdict {
        Verdict::Approve => {
            let lapsed = lapses.iter().flat_map(|(_, parts)| parts).map(|part| part.cents);
            of(What::EvaluationApproved).with("euros", Cents::sum(lapsed).map_err(Fault::new)?)
        }
        Verdict::Return => of(What::EvaluationReturned),
        Verdict::Ask { questions } => of(What::EvaluationAsked).because(&questions.join(" ")),
        Verdict::Reject { .. } => of(What::EvaluationRejected).with("euros", reclaimed),
    })
}

fn of_invoice(event: &invoice::Event) -> Result<Told, Fault> {
    Ok(match event {
        invoice::Event::HandedIn { number, form } => {
            let told = Told::of(form.application, What::InvoiceHandedIn, form.received_on);
            told.with("number", number).with("euros", form.cents)
        }
        invoice::Event::Approved { application, number, on, released, .. } => {
            let told = Told::of(application, What::InvoiceApproved, *on);
            told.with("number", number).with("euros", sum(released)?)
        }
        invoice::Event::Refused { application, number, on, reason, .. } => {
            Told::of(application, What::InvoiceRefused, *on).with("number", number).because(reason)
        }
        invoice::Event::Ended { application, on, reason, .. } => {
            Told::of(application, What::InvoicesEnded, *on).because(reason)
        }
    })
}

fn reclaimed(event: &reclaim::Event) -> Told {
    match event {
        reclaim::Event::Ordered { order, .. } => {
            let told = Told::of(order.application, What::ClaimedBack, order.on);
            told.with("euros", order.cents).because(&order.reason)
        }
        reclaim::Event::Received { received, .. } => {
            let told = Told::of(received.application, What::PaidBack, received.on);
            told.with("euros", received.cents).with("reference", &received.reference)
        }
        reclaim::Event::WrittenOff { write_off, .. } => {
            let told = Told::of(write_off.application, What::WrittenOff, write_off.on);
            told.with("euros", write_off.cents).because(&write_off.reason)
        }
    }
}

fn undone(event: &reversal::Event) -> Vec<Told> {
    let reversal::Event { payment, on, reason, cents, .. } = event;
    let told = match payment {
        Recorded::Instalment { application, number } => {
            Told::of(application, What::PaymentUndone, *on).with("instalment", number)
        }
        Recorded::Repayment { application, .. } => Told::of(application, What::RepaymentUndone, *on),
        Recorded::Zn { .. } | Recorded::Declaration { .. } | Recorded::Administration { .. } => {
            return Vec::new();
        }
    };
    vec![told.with("euros", cents).because(reason)]
}

fn outcome_of(record: &outcome::OutcomeRecord, what: What) -> Vec<Told> {
    let of = |application: &ApplicationId| Told::of(application, what, record.recorded_on);
    record.application.iter().map(|application| of(application).with("number", record.number)).collect()
}

fn of_person(event: &person::Event) -> Vec<Told> {
    match event {
        person::Event::Registered { application: Some(application), on, .. } => {
            vec![Told::of(application, What::PersonNamed, *on)]
        }
        person::Event::Attached { attachment } => {
            let (draft, application) = (attachment.draft, attachment.application);
            let subject = application.map(|id| id.to_string()).or_else(|| Some(draft?.to_string()));
            let told = subject.map(|subject| Told::of(subject, What::DocumentAttached, attachment.on));
            let told =
                told.map(|told| told.with("kind", attachment.kind.code()).with("size", attachment.size));
            told.into_iter().collect()
        }
        person::Event::Registered { application: None, .. }
        | person::Event::Changed { .. }
        | person::Event::Erased { .. }
        | person::Event::FileUsed { .. } => Vec::new(),
    }
}

fn of_committee(event: &committee::Event) -> Vec<Told> {
    use committee::Event as Committee;
    match event {
        Committee::MeetingHeld { meeting } => {
            let of =
                |id: &ApplicationId| Told::of(id, What::OnAgenda, meeting.on).with("meeting", meeting.number);
            meeting.agenda.iter().map(of).collect()
        }
        Committee::Voted { item, advice } => {
            vec![voted(item, if *advice { What::Advised } else { What::Voted })]
        }
        Committee::BoardRuled { ruling } => {
            let told = Told::of(ruling.application, What::BoardRuled, ruling.on);
            vec![told.because(&ruling.resolution.reason)]
        }
        Committee::ConditionsSet { application, conditions } => {
            let texts: Vec<_> = conditions.iter().map(|condition| condition.text.trim()).collect();
            let told = Told::of(application, What::ConditionsSet, None).with("number", conditions.len());
            vec![told.because(&texts.join("; "))]
        }
        Committee::ConditionMet { application, condition, on } => {
            vec![Told::of(application, What::ConditionMet, *on).with("number", condition)]
        }
        Committee::MemberAppointed { .. } | Committee::MemberLeft { .. } => Vec::new(),
    }
}

fn voted(item: &Item, what: What) -> Told {
    Told::of(item.application, what, None)
        .with("meeting", item.meeting)
        .with("for", item.count(Choice::For))
        .with("against", item.count(Choice::Against))
        .with("abstained", item.count(Choice::Abstain))
        .with("stakes", item.interests.len())
        .because(&item.resolution.reason)
}

fn taken_in(event: &intake::Event) -> Vec<Told> {
    use intake::Event as Intake;
    match event {
        Intake::DraftSaved { draft, .. } => {
            vec![Told::of(draft, What::DraftSaved, None).with("draft", draft)]
        }
        Intake::CompletionAsked { draft, on, missing, until } => {
            let missing: Vec<_> = missing.iter().map(|one| one.field.code()).collect();
            let last_day = until.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let told = Told::of(draft, What::CompletionAsked, *on).with("draft", draft);
            vec![told.with("missing", missing.join(", ")).with("last_day", last_day)]
        }
        Intake::DraftSubmitted { draft, .. } => {
            vec![Told::of(draft, What::DraftSubmitted, None).with("draft", draft)]
        }
        Intake::DraftWithdrawn { draft, on } => {
            vec![Told::of(draft, What::DraftWithdrawn, *on).with("draft", draft)]
        }
        Intake::GroundsGiven { application, grounds } => {
            let told = Told::of(application, What::GroundsGiven, None).with("rule_key", &grounds.rule);
            vec![told.because(&grounds.source)]
        }
        Intake::ReceiptSent { receipt } => {
            let told = Told::of(receipt.application, What::ReceiptSent, receipt.on);
            vec![told.with("day", receipt.meeting_on)]
        }
        Intake::AgreementRecorded { pot, shares, .. } => {
            let of = |(id, cents): &(ApplicationId, Cents)| {
                Told::of(id, What::Agreed, None).with("pot", pot).with("euros", cents)
            };
            shares.iter().map(of).collect()
        }
        Intake::PracticeAdmitted { .. } | Intake::GpsCounted { .. } | Intake::AgreementSigned { .. } => {
            Vec::new()
        }
    }
}

fn in_the_books(event: &books::Event) -> Result<Vec<Told>, Fault> {
    use books::Event as Books;
    match event {
        Books::OpeningTaken { opening, applications, .. } => {
            let running = applications.iter().zip(&opening.projects);
            let told = running.map(|(id, project)| {
                let told = Told::of(id, What::TakenOver, opening.on).with("granted", sum(&project.granted)?);
                Ok(told.because(&opening.source))
            });
            told.collect()
        }
        Books::ReserveReleased { .. }
        | Books::ProductDeclared { .. }
        | Books::DeclarationPaid { .. }
        | Books::AdministrationPaid { .. }
        | Books::ReportAdopted { .. } => Ok(Vec::new()),
    }
}

fn ordered(records: &dyn Records, event: &orders::Event) -> Result<Vec<Told>, Fault> {
    use orders::Event as Orders;
    let of = |line: &Line, what, on: &Date, order: &u32| {
        Told::of(line.application, what, *on).with("instalment", line.number).with("order", order)
    };
    let each = |order: &u32, what, on: &Date, why: &str| {
        let found = orders::order(records, *order)?;
        let lines = found.map(|order| order.lines).unwrap_or_default();
        Ok::<_, Fault>(lines.iter().map(|line| of(line, what, on, order).because(why)).collect())
    };
    Ok(match event {
        Orders::OrderProposed { order, lines, on, .. } => {
            lines.iter().map(|line| of(line, What::Ordered, on, order).with("euros", line.cents)).collect()
        }
        Orders::OrderApproved { order, on, .. } => each(order, What::OrderApproved, on, "")?,
        Orders::OrderCancelled { order, on, reason, .. } => each(order, What::OrderCancelled, on, reason)?,
        Orders::OrderReleased { order, on, reason, .. } => each(order, What::OrderReleased, on, reason)?,
        Orders::OrderExported { order, execute_on, on, .. } => {
            let told: Vec<Told> = each(order, What::OrderExported, on, "")?;
            told.into_iter().map(|told| told.with("day", execute_on)).collect()
        }
        Orders::PaymentReturned { application, number, on, reason, cents, .. } => {
            let told = Told::of(application, What::Returned, *on).with("instalment", number);
            vec![told.with("euros", cents).because(reason)]
        }
        // what a statement or a credit did is in events of its own
        Orders::PayeeRegistered { .. }
        | Orders::PayeeConfirmed { .. }
        | Orders::StatementRead { .. }
        | Orders::CreditExplained { .. } => Vec::new(),
    })
}

fn sum(draws: &[Draw]) -> Result<Cents, Fault> {
    Cents::sum(draws.iter().map(|draw| draw.cents)).map_err(Fault::new)
}
