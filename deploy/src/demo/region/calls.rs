//! The calls of a region's staff, in the messages of the in-region interface. A request id is made of what is
//! done, so that going through the year again repeats nothing.

use super::reference_date;
use crate::demo::summary::RegionFigures;
use crate::demo::year::StepError;
use std::collections::HashMap;
use tonic::transport::Channel;
use tonic::{Status, Streaming};
use tonic_types::StatusExt;
use wijkfonds_domain::project::{self, ApplicationForm};
use wijkfonds_domain::rules::{self, Committee};
use wijkfonds_domain::settlement::ZnPayment;
use wijkfonds_domain::terms::{Cents, Date, InsurerKey, Quarter, Uzovi, Year};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::fund_service_client::FundServiceClient;
use wijkfonds_proto::region::project_service_client::ProjectServiceClient;
use wijkfonds_proto::region::year_service_client::YearServiceClient;
use wijkfonds_proto::region::{import_insured_request, import_overviews_request};

/// A part of a file that is sent at once.
const CHUNK: usize = 64 * 1024;

/// What the committee decides.
pub(super) enum Outcome {
    Grant(Vec<messages::Draw>),
    Refuse,
    Defer,
}

/// What the committee says of an evaluation.
pub(super) enum Verdict {
    Approve,
    Return,
    Reject(Cents),
}

/// The staff's connections.
pub(super) struct Calls {
    board: FundServiceClient<Channel>,
    board_year: YearServiceClient<Channel>,
    clerk: FundServiceClient<Channel>,
    clerk_projects: ProjectServiceClient<Channel>,
    committee: ProjectServiceClient<Channel>,
    treasurer: FundServiceClient<Channel>,
    treasurer_projects: ProjectServiceClient<Channel>,
}

impl Calls {
    pub(super) fn new(board: Channel, clerk: Channel, committee: Channel, treasurer: Channel) -> Self {
        Self {
            board: FundServiceClient::new(board.clone()),
            board_year: YearServiceClient::new(board),
            clerk: FundServiceClient::new(clerk.clone()),
            clerk_projects: ProjectServiceClient::new(clerk),
            committee: ProjectServiceClient::new(committee),
            treasurer: FundServiceClient::new(treasurer.clone()),
            treasurer_projects: ProjectServiceClient::new(treasurer),
        }
    }

    pub(super) async fn adopt_rules(&mut self, toml: &str) -> Result<(), StepError> {
        let request = messages::AdoptRulesRequest { request_id: "rules".to_owned(), toml: toml.to_owned() };
        self.board.adopt_rules(request).await?;
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
        self.board.list_insurer(request).await?;
        Ok(())
    }

    pub(super) async fn import_overviews(
        &mut self,
        year: Year,
        csv: &str,
        source: &str,
    ) -> Result<(), StepError> {
        use import_overviews_request::Part;
        let header = messages::ImportOverviewsHeader {
            request_id: format!("overviews-{year}"),
            year: year.into(),
            source: source.to_owned(),
            reference_date: year.first_day().to_string(),
            file_name: format!("overviews-{year}.csv"),
            quarter: 0,
            correction: String::new(),
        };
        let chunks = csv.as_bytes().chunks(CHUNK).map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = std::iter::once(Part::Header(header)).chain(chunks);
        let parts: Vec<_> = parts.map(|part| messages::ImportOverviewsRequest { part: Some(part) }).collect();
        let answers = self.clerk.import_overviews(tokio_stream::iter(parts)).await?.into_inner();
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
        let answers = self.clerk.import_insured(tokio_stream::iter(parts)).await?.into_inner();
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
        self.treasurer.record_zn_payment(request).await?;
        Ok(())
    }

    pub(super) async fn submit(
        &mut self,
        request_id: &str,
        form: &ApplicationForm,
    ) -> Result<messages::SubmitApplicationResponse, StepError> {
        let form = Some(application_form(form));
        let request = messages::SubmitApplicationRequest {
            request_id: request_id.to_owned(),
            form,
            ..Default::default()
        };
        Ok(self.clerk_projects.submit_application(request).await?.into_inner())
    }

    pub(super) async fn application(&mut self, id: &str) -> Result<messages::Application, StepError> {
        let request = messages::GetApplicationRequest { id: id.to_owned() };
        let answer = self.clerk_projects.get_application(request).await?.into_inner();
        Ok(answer.application.unwrap_or_default())
    }

    pub(super) async fn withdraw(&mut self, id: &str, on: Date) -> Result<(), StepError> {
        let (request_id, on) = (format!("withdraw-{id}"), on.to_string());
        let request = messages::WithdrawApplicationRequest { request_id, id: id.to_owned(), on };
        self.clerk_projects.withdraw_application(request).await?;
        Ok(())
    }

    /// The committee meets with just its quorum, and is of one mind. While the fund is short of money it can grant
    /// nothing, and puts off what it would have granted.
    pub(super) async fn decide(
        &mut self,
        id: &str,
        on: Date,
        committee: Option<&Committee>,
        outcome: Outcome,
        reason: &str,
    ) -> Result<(), StepError> {
        use messages::decide_application_request::Outcome as Asked;
        let (gps, insurers, quorum) =
            committee.map_or((1, 1, 2), |rule| (rule.quorum_gps, rule.quorum_insurers, rule.quorum));
        let others = quorum.saturating_sub(gps + insurers);
        let deferred = matches!(outcome, Outcome::Defer);
        let outcome = match outcome {
            Outcome::Grant(draws) => Asked::Grant(messages::Grant { draws }),
            Outcome::Refuse => Asked::Refuse(messages::Refuse {}),
            Outcome::Defer => Asked::Defer(messages::Defer {}),
        };
        let request = messages::DecideApplicationRequest {
            request_id: format!("decide-{id}{}", if deferred { "-deferred" } else { "" }),
            id: id.to_owned(),
            on: on.to_string(),
            gps,
            insurers,
            others,
            votes_for: gps + insurers + others,
            votes_against: 0,
            reason: reason.to_owned(),
            outcome: Some(outcome),
        };
        let decided = self.committee.decide_application(request).await;
        let Err(status) = decided else { return Ok(()) };
        if deferred || reason_of(&status).as_deref() != Some("DECISION_SHORTFALL") {
            return Err(status.into());
        }
        Box::pin(self.decide(id, on, committee, Outcome::Defer, "Het fonds heeft een tekort.")).await
    }

    /// What each pot of the year has free, in cents.
    pub(super) async fn free(&mut self, year: Year) -> Result<HashMap<String, i64>, StepError> {
        let request = messages::ListPotsRequest { year: year.into() };
        let pots = self.clerk.list_pots(request).await?.into_inner().pots;
        Ok(pots.into_iter().map(|pot| (pot.id, pot.free_cents)).collect())
    }

    /// Pays an instalment: `false` when the bank account is too low for now. One that has lapsed or is paid
    /// already needs nothing more.
    pub(super) async fn pay(&mut self, id: &str, number: u32, on: Date) -> Result<bool, StepError> {
        let request = messages::PayInstalmentRequest {
            request_id: format!("pay-{id}-{number}-{on}"),
            id: id.to_owned(),
            number,
            on: on.to_string(),
            reference: format!("DEMO {id} {number}"),
        };
        let Err(status) = self.treasurer_projects.pay_instalment(request).await else { return Ok(true) };
        match reason_of(&status).as_deref() {
            Some("PAYMENT_BANK_TOO_LOW") => Ok(false),
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
    ) -> Result<(), StepError> {
        let request = messages::HandInEvaluationRequest {
            request_id: format!("evaluation-{id}-{time}"),
            id: id.to_owned(),
            received_on: on.to_string(),
            goal_met,
            actual_cost_cents: actual_cost.get(),
            account: "Synthetisch evaluatieverslag: wat er is gedaan en wat het heeft opgeleverd.".to_owned(),
            ..Default::default()
        };
        self.clerk_projects.hand_in_evaluation(request).await?;
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
        Ok(self.committee.judge_evaluation(request).await?.into_inner().instalments)
    }

    pub(super) async fn close(&mut self, year: Year, on: Date) -> Result<(), StepError> {
        let (request_id, on) = (format!("close-{year}"), on.to_string());
        let request = messages::CloseYearRequest { request_id, year: year.into(), on };
        self.board_year.close_year(request).await?;
        Ok(())
    }

    pub(super) async fn release(&mut self, year: Year) -> Result<(), StepError> {
        let request =
            messages::ReleaseFiguresRequest { request_id: format!("release-{year}"), year: year.into() };
        self.board_year.release_figures(request).await?;
        Ok(())
    }

    /// What the staff see of a year on a day.
    pub(super) async fn figures(&mut self, year: Year, on: Date) -> Result<RegionFigures, StepError> {
        let request = messages::GetStatusRequest { year: year.into() };
        let status = self.board.get_status(request).await?.into_inner();
        let request = messages::GetYearSummaryRequest { year: year.into(), on: on.to_string() };
        let summary = self.board_year.get_year_summary(request).await?.into_inner();
        Ok(RegionFigures { status, summary })
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

fn application_form(form: &ApplicationForm) -> messages::ApplicationForm {
    let scope = match form.scope {
        project::Scope::PracticeBound => messages::Scope::PracticeBound,
        project::Scope::PracticeTranscending => messages::Scope::PracticeTranscending,
    };
    let draw = |draw: &project::Draw| messages::Draw { pot: draw.pot.to_string(), cents: draw.cents.get() };
    messages::ApplicationForm {
        year: form.year.into(),
        received_on: form.received_on.to_string(),
        applicant: form.applicant.as_str().to_owned(),
        partners: form.partners.iter().map(|partner| partner.as_str().to_owned()).collect(),
        scope: scope.into(),
        kind: form.kind.code().to_owned(),
        criteria: form.criteria.iter().map(|criterion| criterion.code().to_owned()).collect(),
        title: form.title.clone(),
        description: form.description.clone(),
        areas: form.areas.iter().map(|area| area.as_str().to_owned()).collect(),
        budget: form.budget.iter().map(budget_line).collect(),
        other_funding_cents: form.other_funding.get(),
        requested: form.requested.iter().map(draw).collect(),
    }
}

fn budget_line(line: &project::BudgetLine) -> messages::BudgetLine {
    use messages::budget_line::Line;
    let line = match line {
        project::BudgetLine::Hours { role, hours, cents_per_hour } => {
            let role = match role {
                rules::StaffRole::Gp => messages::StaffRole::Gp,
                rules::StaffRole::PracticeNurse => messages::StaffRole::PracticeNurse,
                rules::StaffRole::Staff => messages::StaffRole::Staff,
            };
            let cents_per_hour = cents_per_hour.get();
            Line::Hours(messages::BudgetHours { role: role.into(), hours: *hours, cents_per_hour })
        }
        project::BudgetLine::Units { what, units, cents_per_unit } => {
            let cents_per_unit = cents_per_unit.get();
            Line::Units(messages::BudgetUnits { what: what.clone(), units: *units, cents_per_unit })
        }
        project::BudgetLine::Price { what, cents } => {
            Line::Price(messages::BudgetPrice { what: what.clone(), cents: cents.get() })
        }
    };
    messages::BudgetLine { line: Some(line) }
}
