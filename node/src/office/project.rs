//! `ProjectService`: applications and what becomes of them.

use super::errors::Refused;
use super::forms::{LINE, TEXT};
use super::{Desk, Office, answers, details, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::intake;
use wijkfonds_domain::project::instalment::Paid;
use wijkfonds_domain::project::{self, ApplicationId, Decision, Instalment};
use wijkfonds_domain::records::{Fault, Records};
use wijkfonds_edge::Language;
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::project_service_server::ProjectService;
use wijkfonds_proto::region::{
    DecideApplicationRequest, DecideApplicationResponse, GetApplicationRequest, GetApplicationResponse,
    HandInEvaluationRequest, HandInEvaluationResponse, JudgeEvaluationRequest, JudgeEvaluationResponse,
    ListApplicationsRequest, ListApplicationsResponse, PayInstalmentRequest, PayInstalmentResponse,
    SubmitApplicationRequest, SubmitApplicationResponse, WithdrawApplicationRequest,
    WithdrawApplicationResponse,
};

const LARGEST_PAGE: usize = 500;

#[tonic::async_trait]
impl ProjectService for Office {
    async fn submit_application(
        &self,
        request: Request<SubmitApplicationRequest>,
    ) -> Result<Response<SubmitApplicationResponse>, Status> {
        let desk = self.desk(&request)?;
        let SubmitApplicationRequest { request_id, form, details, at } = request.into_inner();
        let command = || {
            let mut form = forms::application(form.ok_or(Refused::Field("form"))?)?;
            let mut details = details.map(details::said).transpose()?;
            if let Some(at) = details::time_if_said(&at, "at")? {
                details.get_or_insert_default().received_at = Some(at);
            }
            form.details = details.map(Box::new);
            Ok(Command::Submit(Box::new(form)))
        };
        let mut answer = SubmitApplicationResponse::default();
        for event in self.ordered(&desk, request_id, command()).await? {
            match event {
                Event::ApplicationSubmitted { application, .. } => answer.id = application.to_string(),
                Event::ApplicationExcluded { exclusion, .. } => {
                    answer.exclusion = Some(answers::exclusion(&exclusion, desk.language));
                }
                Event::Intake(intake::Event::CompletionAsked { draft, missing, until, .. }) => {
                    answer.draft = draft.to_string();
                    answer.missing = missing.iter().map(details::missing_field).collect();
                    answer.complete_by = details::or_nothing(until);
                }
                _ => {}
            }
        }
        Ok(Response::new(answer))
    }

    async fn get_application(
        &self,
        request: Request<GetApplicationRequest>,
    ) -> Result<Response<GetApplicationResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::id(&request.get_ref().id).and_then(|id| {
            let found = self.fund.read(|records| whole_application(records, id, desk.language))?;
            found.ok_or(Refused::NotFound)
        });
        let application = found.map_err(|refused| refused.status(desk.language))?;
        Ok(Response::new(GetApplicationResponse { application: Some(application) }))
    }

    async fn list_applications(
        &self,
        request: Request<ListApplicationsRequest>,
    ) -> Result<Response<ListApplicationsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListApplicationsRequest { year, page_size, page_token, stage, area, practice, kind, due_by } =
            request.into_inner();
        let listed = || {
            let year = forms::year(year)?;
            let search = forms::search(stage, area, practice, kind, due_by)?;
            let after: Option<ApplicationId> = match page_token.as_str() {
                "" => None,
                token => Some(token.parse().map_err(|_| Refused::Field("page_token"))?),
            };
            let size = page_size_of(page_size);
            Ok(self.fund.read(|records| {
                let mut found = search.applications_after(records, year, after, size + 1)?;
                let more = found.len() > size;
                found.truncate(size);
                let next_page_token = found.last().filter(|_| more).map(|last| last.id.to_string());
                let applications: Result<Vec<_>, _> =
                    found.into_iter().map(|found| answers::application(found, desk.language)).collect();
                Ok(ListApplicationsResponse {
                    applications: applications.map_err(Fault::new)?,
                    next_page_token: next_page_token.unwrap_or_default(),
                })
            })?)
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn withdraw_application(
        &self,
        request: Request<WithdrawApplicationRequest>,
    ) -> Result<Response<WithdrawApplicationResponse>, Status> {
        let desk = self.desk(&request)?;
        let WithdrawApplicationRequest { request_id, id, on } = request.into_inner();
        let command = || Ok(Command::Withdraw { application: forms::id(&id)?, on: forms::day(&on, "on")? });
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(WithdrawApplicationResponse {}))
    }

    async fn decide_application(
        &self,
        request: Request<DecideApplicationRequest>,
    ) -> Result<Response<DecideApplicationResponse>, Status> {
        let desk = self.desk(&request)?;
        let request = request.into_inner();
        let request_id = request.request_id.clone();
        let events = self.ordered(&desk, request_id, decision(request).map(Command::Decide)).await?;
        let granted = events.into_iter().find_map(|event| match event {
            Event::Granted { instalments, .. } => Some(instalments),
            _ => None,
        });
        let instalments = answers::instalments(&granted.unwrap_or_default()).map_err(does_not_fit)?;
        Ok(Response::new(DecideApplicationResponse { instalments }))
    }

    async fn pay_instalment(
        &self,
        request: Request<PayInstalmentRequest>,
    ) -> Result<Response<PayInstalmentResponse>, Status> {
        let desk = self.desk(&request)?;
        let PayInstalmentRequest { request_id, id, number, on, reference } = request.into_inner();
        let paid = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            Ok(Paid { application, number, on, reference: forms::text(reference, LINE, "reference")? })
        };
        self.ordered(&desk, request_id, paid().map(Command::Pay)).await?;
        Ok(Response::new(PayInstalmentResponse {}))
    }

    async fn hand_in_evaluation(
        &self,
        request: Request<HandInEvaluationRequest>,
    ) -> Result<Response<HandInEvaluationResponse>, Status> {
        let desk = self.desk(&request)?;
        let mut request = request.into_inner();
        let request_id = std::mem::take(&mut request.request_id);
        let form = forms::evaluation(request);
        self.ordered(&desk, request_id, form.map(Command::HandInEvaluation)).await?;
        Ok(Response::new(HandInEvaluationResponse {}))
    }

    async fn judge_evaluation(
        &self,
        request: Request<JudgeEvaluationRequest>,
    ) -> Result<Response<JudgeEvaluationResponse>, Status> {
        let desk = self.desk(&request)?;
        let JudgeEvaluationRequest { request_id, id, on, verdict } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            Ok(Command::JudgeEvaluation { application, on, verdict: forms::verdict(verdict)? })
        };
        self.ordered(&desk, request_id, command()).await?;
        let instalments = self.instalments(&id).map_err(|refused| refused.status(desk.language))?;
        let instalments = answers::instalments(&instalments).map_err(does_not_fit)?;
        Ok(Response::new(JudgeEvaluationResponse { instalments }))
    }
}

impl Office {
    /// Carries out a command that was made of a request, unless a field of it was wrong.
    pub(super) async fn ordered(
        &self,
        desk: &Desk,
        request_id: String,
        command: Result<Command, Refused>,
    ) -> Result<Vec<Event>, Status> {
        let command = command.map_err(|refused| refused.status(desk.language))?;
        Ok(self.order(desk, request_id, command).await?.events)
    }

    fn instalments(&self, id: &str) -> Result<Vec<Instalment>, Refused> {
        let id = forms::id(id)?;
        let found = self.fund.read(|records| project::application(records, id))?;
        found.map(|found| found.instalments).ok_or(Refused::NotFound)
    }
}

/// An application with its details and its ground.
fn whole_application(
    records: &dyn Records,
    id: ApplicationId,
    language: Language,
) -> Result<Option<messages::Application>, Fault> {
    let Some(found) = project::application(records, id)? else { return Ok(None) };
    let details = found.form.details.as_deref().map(details::message);
    let grounds = intake::grounds(records, id)?.map(|grounds| details::grounds(&grounds, language));
    let application = answers::application(found, language).map_err(Fault::new)?;
    Ok(Some(messages::Application { details, grounds, ..application }))
}

fn decision(request: DecideApplicationRequest) -> Result<Decision, Refused> {
    Ok(Decision {
        application: forms::id(&request.id)?,
        on: forms::day(&request.on, "on")?,
        gps: request.gps,
        insurers: request.insurers,
        others: request.others,
        votes_for: request.votes_for,
        votes_against: request.votes_against,
        outcome: forms::outcome(request.outcome)?,
        reason: forms::text(request.reason, TEXT, "reason")?,
    })
}

/// A page of so many, by what was asked.
pub(super) fn page_size_of(asked: u32) -> usize {
    match usize::try_from(asked) {
        Ok(size @ 1..=LARGEST_PAGE) => size,
        _ => LARGEST_PAGE,
    }
}

fn does_not_fit(_: wijkfonds_domain::terms::Overflow) -> Status {
    Status::internal("an amount does not fit")
}
