//! The calls of a region's staff, in the messages of the in-region interface. A request id is made of what is
//! done, so that going through the year again repeats nothing.

mod committee;
mod forms;
mod intake;
mod money;

pub(super) use committee::{Outcome, Proposal};
pub(super) use money::Payable;

use super::reference_date;
use crate::demo::data::OverviewPlan;
use crate::demo::refusals::Refusals;
use crate::demo::summary::RegionFigures;
use crate::demo::year::StepError;
use forms::application_form;
use std::collections::HashMap;
use tonic::transport::Channel;
use tonic::{Status, Streaming};
use tonic_types::StatusExt;
use wijkfonds_domain::project::ApplicationForm;
use wijkfonds_domain::settlement::ZnPayment;
use wijkfonds_domain::terms::{Cents, Date, InsurerKey, Quarter, Uzovi, Year};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::books_service_client::BooksServiceClient;
use wijkfonds_proto::region::committee_service_client::CommitteeServiceClient;
use wijkfonds_proto::region::fund_service_client::FundServiceClient;
use wijkfonds_proto::region::intake_service_client::IntakeServiceClient;
use wijkfonds_proto::region::invoice_service_client::InvoiceServiceClient;
use wijkfonds_proto::region::payment_service_client::PaymentServiceClient;
use wijkfonds_proto::region::project_service_client::ProjectServiceClient;
use wijkfonds_proto::region::year_service_client::YearServiceClient;
use wijkfonds_proto::region::{import_insured_request, import_overviews_request};

/// A part of a file that is sent at once.
const CHUNK: usize = 64 * 1024;

/// What the committee says of an evaluation.
pub(super) enum Verdict {
    Approve,
    Return,
    Reject(Cents),
}

/// A service as a board member, a clerk, the committee's secretary and a treasurer call it.
#[derive(Clone)]
struct Desks<C> {
    board: C,
    clerk: C,
    committee: C,
    treasurer: C,
}

impl Desks<Channel> {
    fn of<C>(&self, client: fn(Channel) -> C) -> Desks<C> {
        let Self { board, clerk, committee, treasurer } = self.clone();
        Desks {
            board: client(board),
            clerk: client(clerk),
            committee: client(committee),
            treasurer: client(treasurer),
        }
    }
}

/// The staff's connections.
pub(super) struct Calls {
    fund: Desks<FundServiceClient<Channel>>,
    projects: Desks<ProjectServiceClient<Channel>>,
    years: Desks<YearServiceClient<Channel>>,
    intake: Desks<IntakeServiceClient<Channel>>,
    meetings: Desks<CommitteeServiceClient<Channel>>,
    books: Desks<BooksServiceClient<Channel>>,
    payments: Desks<PaymentServiceClient<Channel>>,
    invoices: Desks<InvoiceServiceClient<Channel>>,
}

impl Calls {
    pub(super) fn new(board: Channel, clerk: Channel, committee: Channel, treasurer: Channel) -> Self {
        let desks = Desks { board, clerk, committee, treasurer };
        Self {
            fund: desks.of(FundServiceClient::new),
            projects: desks.of(ProjectServiceClient::new),
            years: desks.of(YearServiceClient::new),
            intake: desks.of(IntakeServiceClient::new),
            meetings: desks.of(CommitteeServiceClient::new),
            books: desks.of(BooksServiceClient::new),
            payments: desks.of(PaymentServiceClient::new),
            invoices: desks.of(InvoiceServiceClient::new),
        }
    }

    pub(super) async fn adopt_rules(&mut self, toml: &str) -> Result<(), StepError> {
        let request = messages::AdoptRulesRequest { request_id: "rules".to_owned(), toml: toml.to_owned() };
        self.fund.board.adopt_rules(request).await?;
        Ok(())
    }

    pub(super) async fn list_insurer(
        &mut self,
        uzovi: &Uzovi,
        name: &str,
        key: &InsurerKey,
    ) -> Result<(), StepError> {
        let request = messages::ListInsurerRequest {
            request_id: format!("insurer-{uzovi}"),
            uzovi: uzovi.to_string(),
            name: name.to_owned(),
            key_fingerprint: key.to_string(),
        };
        self.fund.board.list_insurer(request).await?;
        Ok(())
    }

    pub(super) async fn import_overviews(
        &mut self,
        year: Year,
        plan: &OverviewPlan,
        source: &str,
    ) -> Result<(), StepError> {
        use import_overviews_request::Part;
        let header = messages::ImportOverviewsHeader {
            request_id: format!("overviews-{}", plan.on),
            year: year.into(),
            source: source.to_owned(),
            reference_date: plan.on.to_string(),
            file_name: format!("overviews-{}.csv", plan.on),
            quarter: plan.quarter.map_or(0, u32::from),
            correction: String::new(),
        };
        let chunks = plan.csv.as_bytes().chunks(CHUNK).map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = std::iter::once(Part::Header(header)).chain(chunks);
        let parts: Vec<_> = parts.map(|part| messages::ImportOverviewsRequest { part: Some(part) }).collect();
        let answers = self.fund.clerk.import_overviews(tokio_stream::iter(parts)).await?.into_inner();
        first_problem(last(answers).await?.problems)
    }

    pub(super) async fn import_insured(
        &mut self,
        year: Year,
        quarter: Quarter,
        csv: &str,
        source: &str,
    ) -> Result<(), StepError> {
        use import_insured_request::Part;
        let header = messages::ImportInsuredHeader {
            request_id: format!("insured-{year}-{quarter}"),
            year: year.into(),
            quarter: quarter.into(),
            source: source.to_owned(),
            reference_date: reference_date(year, quarter).to_string(),
            correction: String::new(),
            file_name: format!("insured-{year}-{quarter}.csv"),
        };
        let chunks = csv.as_bytes().chunks(CHUNK).map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = std::iter::once(Part::Header(header)).chain(chunks);
        let parts: Vec<_> = parts.map(|part| messages::ImportInsuredRequest { part: Some(part) }).collect();
        let answers = self.fund.clerk.import_insured(tokio_stream::iter(parts)).await?.into_inner();
        first_problem(last(answers).await?.problems)
    }

    pub(super) async fn record_zn_payment(&mut self, payment: &ZnPayment) -> Result<(), StepError> {
        let request = messages::RecordZnPaymentRequest {
            request_id: format!("zn-{}", payment.on),
            year: payment.year.into(),
            quarter: payment.quarter.into(),
            cents: payment.cents.get(),
            on: payment.on.to_string(),
        };
        self.fund.treasurer.record_zn_payment(request).await?;
        Ok(())
    }

    /// Hands in an application: its number, and the rule that keeps it out, if one does.
    pub(super) async fn submit(
        &mut self,
        request_id: &str,
        form: &ApplicationForm,
    ) -> Result<(String, Option<messages::Exclusion>), StepError> {
        let request = messages::SubmitApplicationRequest {
            request_id: request_id.to_owned(),
            details: form.details.as_ref().map(|said| forms::details(said)),
            form: Some(application_form(form)),
            ..Default::default()
        };
        let answer = self.projects.clerk.submit_application(request).await?.into_inner();
        Ok((answer.id, answer.exclusion))
    }

    pub(super) async fn application(&mut self, id: &str) -> Result<messages::Application, StepError> {
        let request = messages::GetApplicationRequest { id: id.to_owned() };
        let answer = self.projects.clerk.get_application(request).await?.into_inner();
        Ok(answer.application.unwrap_or_default())
    }

    pub(super) async fn withdraw(&mut self, id: &str, on: Date) -> Result<(), StepError> {
        let (request_id, on) = (format!("withdraw-{id}"), on.to_string());
        let request = messages::WithdrawApplicationRequest { request_id, id: id.to_owned(), on };
        self.projects.clerk.withdraw_application(request).await?;
        Ok(())
    }

    /// What each pot of the year has free, in cents.
    pub(super) async fn free(&mut self, year: Year) -> Result<HashMap<String, i64>, StepError> {
        let request = messages::ListPotsRequest { year: year.into() };
        let pots = self.fund.clerk.list_pots(request).await?.into_inner().pots;
        Ok(pots.into_iter().map(|pot| (pot.id, pot.free_cents)).collect())
    }

    /// Pays an instalment: `false` when the bank account is too low for now, or a condition is not met. One that has lapsed or is paid
    /// already needs nothing more.
    pub(super) async fn pay(&mut self, id: &str, number: u32, on: Date) -> Result<bool, StepError> {
        let request = messages::PayInstalmentRequest {
            request_id: format!("pay-{id}-{number}-{on}"),
            id: id.to_owned(),
            number,
            on: on.to_string(),
            reference: format!("DEMO {id} {number}"),
        };
        let Err(status) = self.projects.treasurer.pay_instalment(request).await else { return Ok(true) };
        match reason_of(&status).as_deref() {
            Some("PAYMENT_BANK_TOO_LOW" | "COMMITTEE_CONDITION_OPEN") => Ok(false),
            Some("PAYMENT_ALREADY_PAID" | "PAYMENT_LAPSED") => Ok(true),
            _ => Err(status.into()),
        }
    }

    pub(super) async fn hand_in(
        &mut self,
        id: &str,
        time: u32,
        on: Date,
        goal_met: bool,
        actual_cost: Cents,
        copies: bool,
    ) -> Result<(), StepError> {
        // with copies of what it cost, where the fund's rules ask them
        let line = messages::CostLine {
            what: "Alle kosten".to_owned(),
            cents: actual_cost.get(),
            document: format!("kopie-{id}"),
        };
        let request = messages::HandInEvaluationRequest {
            request_id: format!("evaluation-{id}-{time}"),
            id: id.to_owned(),
            received_on: on.to_string(),
            goal_met,
            actual_cost_cents: actual_cost.get(),
            cost_lines: if copies { vec![line] } else { Vec::new() },
            account: "Synthetisch evaluatieverslag: wat er is gedaan en wat het heeft opgeleverd.".to_owned(),
            ..Default::default()
        };
        self.projects.clerk.hand_in_evaluation(request).await?;
        Ok(())
    }

    pub(super) async fn judge(
        &mut self,
        id: &str,
        time: u32,
        on: Date,
        verdict: Verdict,
    ) -> Result<Vec<messages::Instalment>, StepError> {
        use messages::judge_evaluation_request::Verdict as Asked;
        let verdict = match verdict {
            Verdict::Approve => Asked::Approve(messages::Approve {}),
            Verdict::Return => Asked::Return(messages::Return {}),
            Verdict::Reject(reclaim) => Asked::Reject(messages::Reject { reclaim_cents: reclaim.get() }),
        };
        let request = messages::JudgeEvaluationRequest {
            request_id: format!("judge-{id}-{time}"),
            id: id.to_owned(),
            on: on.to_string(),
            verdict: Some(verdict),
        };
        Ok(self.projects.committee.judge_evaluation(request).await?.into_inner().instalments)
    }

    pub(super) async fn close(&mut self, year: Year, on: Date) -> Result<(), StepError> {
        let (request_id, on) = (format!("close-{year}"), on.to_string());
        let request = messages::CloseYearRequest { request_id, year: year.into(), on };
        self.years.board.close_year(request).await?;
        Ok(())
    }

    pub(super) async fn release(&mut self, year: Year) -> Result<(), StepError> {
        let request =
            messages::ReleaseFiguresRequest { request_id: format!("release-{year}"), year: year.into() };
        loop {
            match self.years.board.release_figures(request.clone()).await {
                Ok(_) => return Ok(()),
                Err(status) if reason_of(&status).as_deref() == Some("FIGURES_STILL_COMPUTING") => {}
                Err(status) => return Err(status.into()),
            }
        }
    }

    async fn refused(&mut self, year: Year, stage: &str, refusals: &mut Refusals) -> Result<(), StepError> {
        let mut page_token = String::new();
        loop {
            let request = messages::ListApplicationsRequest {
                year: year.into(),
                page_token,
                stage: Some(stage.to_owned()),
                ..Default::default()
            };
            let page = self.projects.clerk.list_applications(request).await?.into_inner();
            page.applications.iter().for_each(|application| refusals.add(application));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(());
            }
        }
    }

    /// What the staff see of a year on a day.
    pub(super) async fn figures(&mut self, year: Year, on: Date) -> Result<RegionFigures, StepError> {
        let request = messages::GetStatusRequest { year: year.into() };
        let status = self.fund.board.get_status(request).await?.into_inner();
        let request = messages::GetYearSummaryRequest { year: year.into(), on: on.to_string() };
        let summary = self.years.board.get_year_summary(request).await?.into_inner();
        let mut refusals = Refusals::default();
        for stage in ["excluded", "refused"] {
            self.refused(year, stage, &mut refusals).await?;
        }
        Ok(RegionFigures { status, summary, refusals })
    }
}

/// The reason in a refusal.
fn reason_of(status: &Status) -> Option<String> {
    status.get_error_details().error_info().map(|info| info.reason.clone())
}

/// What is wrong with a file, if anything is.
/// The last answer on a file: those before it say how far it is.
async fn last<A: Default>(mut answers: Streaming<A>) -> Result<A, Status> {
    let mut last = A::default();
    while let Some(answer) = answers.message().await? {
        last = answer;
    }
    Ok(last)
}

fn first_problem(problems: Vec<messages::FileProblem>) -> Result<(), StepError> {
    match problems.into_iter().next() {
        None => Ok(()),
        Some(messages::FileProblem { file, line, field, sentence, .. }) => {
            Err(StepError::File { file, line, field, sentence })
        }
    }
}
