//! `EvidenceService`: evaluations, what is overdue, claims on what was paid, and what projects have shown.

mod outcome;

use super::errors::Refused;
use super::forms::{self, LINE, TEXT};
use super::project::page_size_of;
use super::{Desk, Office};
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::outcome::{self as outcomes, Command as Recorded, Event as Happened};
use wijkfonds_domain::project::{self, ApplicationId, Evaluation, Verdict, duty};
use wijkfonds_domain::reclaim::{self, Balance, Command as Asked, Order, Received, Reclaim, WriteOff};
use wijkfonds_domain::terms::Cents;
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::evidence_service_server::EvidenceService;
use wijkfonds_proto::region::{
    CorrectOutcomeRequest, CorrectOutcomeResponse, GetReclaimRequest, GetReclaimResponse,
    ListEvaluationsRequest, ListEvaluationsResponse, ListOutcomesRequest, ListOutcomesResponse,
    ListOverdueEvaluationsRequest, ListOverdueEvaluationsResponse, OrderReclaimRequest, OrderReclaimResponse,
    OverdueEvaluation, ReclaimBalance, ReclaimEntry, RecordOutcomeRequest, RecordOutcomeResponse,
    RecordRepaymentRequest, RecordRepaymentResponse, WriteOffReclaimRequest, WriteOffReclaimResponse,
};

#[tonic::async_trait]
impl EvidenceService for Office {
    async fn list_evaluations(
        &self,
        request: Request<ListEvaluationsRequest>,
    ) -> Result<Response<ListEvaluationsResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::id(&request.get_ref().id).and_then(|id| {
            let found = self.fund.read(|records| project::application(records, id))?;
            found.ok_or(Refused::NotFound)
        });
        let application = found.map_err(|refused| refused.status(desk.language))?;
        let evaluations = application.evaluations.into_iter().map(evaluation).collect();
        Ok(Response::new(ListEvaluationsResponse { evaluations }))
    }

    async fn list_overdue_evaluations(
        &self,
        request: Request<ListOverdueEvaluationsRequest>,
    ) -> Result<Response<ListOverdueEvaluationsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListOverdueEvaluationsRequest { today, page_size, page_token } = request.into_inner();
        let listed = || {
            let today = forms::day(&today, "today")?;
            let after: Option<ApplicationId> = match page_token.as_str() {
                "" => None,
                token => Some(token.parse().map_err(|_| Refused::Field("page_token"))?),
            };
            let mut left = self.fund.read(|records| duty::overdue(records, today))?;
            left.retain(|one| after.is_none_or(|after| one.application > after));
            let size = page_size_of(page_size);
            let more = left.len() > size;
            left.truncate(size);
            let next = left.last().filter(|_| more).map(|last| last.application.to_string());
            let evaluations = left.into_iter().map(overdue).collect();
            Ok(ListOverdueEvaluationsResponse { evaluations, next_page_token: next.unwrap_or_default() })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn order_reclaim(
        &self,
        request: Request<OrderReclaimRequest>,
    ) -> Result<Response<OrderReclaimResponse>, Status> {
        let desk = self.desk(&request)?;
        let OrderReclaimRequest { request_id, id, on, cents, reason } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            let (cents, reason) = (Cents::new(cents), forms::text(reason, TEXT, "reason")?);
            Ok(Command::Reclaims(Asked::Order(Order { application, on, cents, reason })))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(OrderReclaimResponse { balance: Some(self.balance(&desk, &id)?) }))
    }

    async fn record_repayment(
        &self,
        request: Request<RecordRepaymentRequest>,
    ) -> Result<Response<RecordRepaymentResponse>, Status> {
        let desk = self.desk(&request)?;
        let RecordRepaymentRequest { request_id, id, on, cents, reference } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            let (cents, reference) = (Cents::new(cents), forms::text(reference, LINE, "reference")?);
            Ok(Command::Reclaims(Asked::Receive(Received { application, on, cents, reference })))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(RecordRepaymentResponse { balance: Some(self.balance(&desk, &id)?) }))
    }

    async fn write_off_reclaim(
        &self,
        request: Request<WriteOffReclaimRequest>,
    ) -> Result<Response<WriteOffReclaimResponse>, Status> {
        let desk = self.desk(&request)?;
        let WriteOffReclaimRequest { request_id, id, on, cents, reason } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            let (cents, reason) = (Cents::new(cents), forms::text(reason, TEXT, "reason")?);
            Ok(Command::Reclaims(Asked::WriteOff(WriteOff { application, on, cents, reason })))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(WriteOffReclaimResponse { balance: Some(self.balance(&desk, &id)?) }))
    }

    async fn get_reclaim(
        &self,
        request: Request<GetReclaimRequest>,
    ) -> Result<Response<GetReclaimResponse>, Status> {
        let desk = self.desk(&request)?;
        let id = &request.get_ref().id;
        let (balance, found) = self.reclaim(&desk, id)?;
        let id = forms::id(id).map_err(|refused| refused.status(desk.language))?;
        let payment_reference = reclaim::reference(id);
        Ok(Response::new(GetReclaimResponse {
            balance: Some(balance),
            entries: entries(found),
            payment_reference,
        }))
    }

    async fn record_outcome(
        &self,
        request: Request<RecordOutcomeRequest>,
    ) -> Result<Response<RecordOutcomeResponse>, Status> {
        let desk = self.desk(&request)?;
        let RecordOutcomeRequest { request_id, outcome } = request.into_inner();
        let record = outcome.ok_or(Refused::Field("outcome")).and_then(outcome::record);
        let command = record.map(|record| Command::Outcomes(Recorded::Record(record)));
        let events = self.ordered(&desk, request_id, command).await?;
        let number = events.iter().find_map(|event| match event {
            Event::Outcomes(Happened::Recorded { record }) => Some(record.number),
            _ => None,
        });
        Ok(Response::new(RecordOutcomeResponse { number: number.unwrap_or_default() }))
    }

    async fn correct_outcome(
        &self,
        request: Request<CorrectOutcomeRequest>,
    ) -> Result<Response<CorrectOutcomeResponse>, Status> {
        let desk = self.desk(&request)?;
        let CorrectOutcomeRequest { request_id, number: corrects, outcome, reason } = request.into_inner();
        let command = || {
            let record = outcome::record(outcome.ok_or(Refused::Field("outcome"))?)?;
            let reason = forms::text(reason, TEXT, "reason")?;
            Ok(Command::Outcomes(Recorded::Correct { corrects, record, reason }))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        let number = events.iter().find_map(|event| match event {
            Event::Outcomes(Happened::Corrected { record, .. }) => Some(record.number),
            _ => None,
        });
        Ok(Response::new(CorrectOutcomeResponse { number: number.unwrap_or_default() }))
    }

    async fn list_outcomes(
        &self,
        request: Request<ListOutcomesRequest>,
    ) -> Result<Response<ListOutcomesResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListOutcomesRequest { id, page_size, page_token } = request.into_inner();
        let listed = || {
            let of = if id.is_empty() { None } else { Some(forms::id(&id)?) };
            let all = self.fund.read(|records| outcomes::listing(records, of))?;
            // a page is found by the number of its last result, which stays where results are added between
            let start = match page_token.as_str() {
                "" => 0,
                token => {
                    let last = all.iter().position(|one| one.record.number.to_string() == token);
                    last.ok_or(Refused::Field("page_token"))? + 1
                }
            };
            let size = page_size_of(page_size);
            let page: Vec<_> = all.iter().skip(start).take(size).cloned().collect();
            let more = all.len() > start + page.len();
            let next = page.last().filter(|_| more).map(|last| last.record.number.to_string());
            let outcomes = page.into_iter().map(outcome::listed).collect();
            Ok(ListOutcomesResponse { outcomes, next_page_token: next.unwrap_or_default() })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

impl Office {
    fn balance(&self, desk: &Desk, id: &str) -> Result<ReclaimBalance, Status> {
        self.reclaim(desk, id).map(|(balance, _)| balance)
    }

    /// How the claims on an application stand, and what happened to them.
    fn reclaim(&self, desk: &Desk, id: &str) -> Result<(ReclaimBalance, Reclaim), Status> {
        let found = forms::id(id).and_then(|id| {
            let found = self.fund.read(|records| {
                let Some(application) = project::application(records, id)? else { return Ok(None) };
                let balance = reclaim::balance(records, &application)?;
                Ok(Some((self::balance(&balance), reclaim::reclaim(records, id)?)))
            })?;
            found.ok_or(Refused::NotFound)
        });
        found.map_err(|refused| refused.status(desk.language))
    }
}

fn balance(balance: &Balance) -> ReclaimBalance {
    ReclaimBalance {
        claimed_cents: balance.claimed.get(),
        received_cents: balance.received.get(),
        written_off_cents: balance.written_off.get(),
        owed_cents: balance.owed.get(),
    }
}

fn entries(reclaim: Reclaim) -> Vec<ReclaimEntry> {
    let entry = |kind: &str, on: wijkfonds_domain::terms::Date, cents: Cents, text| {
        let (kind, on) = (kind.to_owned(), on.to_string());
        ReclaimEntry { kind, on, cents: cents.get(), text }
    };
    let orders = reclaim.orders.into_iter().map(|one| entry("ordered", one.on, one.cents, one.reason));
    let undone = reclaim.undone;
    let received = (1..).zip(reclaim.received).map(|(number, one)| {
        let kind = if undone.contains(&number) { "undone" } else { "received" };
        entry(kind, one.on, one.cents, one.reference)
    });
    let given_up =
        reclaim.written_off.into_iter().map(|one| entry("written_off", one.on, one.cents, one.reason));
    orders.chain(received).chain(given_up).collect()
}

fn overdue(one: duty::Overdue) -> OverdueEvaluation {
    OverdueEvaluation {
        id: one.application.to_string(),
        applicant: one.applicant.into(),
        last_day: one.last_day.to_string(),
        sent_back: one.sent_back,
    }
}

fn evaluation(Evaluation { form, verdict }: Evaluation) -> messages::Evaluation {
    let particulars = form.particulars.unwrap_or_default();
    let (judged_on, verdict, questions) = match verdict {
        None => (String::new(), "", Vec::new()),
        Some((on, Verdict::Approve)) => (on.to_string(), "approved", Vec::new()),
        Some((on, Verdict::Return)) => (on.to_string(), "returned", Vec::new()),
        Some((on, Verdict::Ask { questions })) => (on.to_string(), "returned", questions),
        Some((on, Verdict::Reject { .. })) => (on.to_string(), "rejected", Vec::new()),
    };
    messages::Evaluation {
        received_on: form.received_on.to_string(),
        goal_met: form.goal_met,
        actual_cost_cents: form.actual_cost.get(),
        account: form.account,
        cost_lines: particulars.cost_lines.into_iter().map(cost_line).collect(),
        patients_reached: particulars.patients_reached,
        workload: particulars.workload,
        reusable: particulars.reusable,
        continuation: particulars.continuation,
        verdict: verdict.to_owned(),
        judged_on,
        questions,
    }
}

fn cost_line(line: project::CostLine) -> messages::CostLine {
    messages::CostLine { what: line.what, cents: line.cents.get(), document: line.document }
}
