//! `IntakeService`: drafts, completion, admissions, due days, and how pots are shared out.

use super::errors::Refused;
use super::forms::{LINE, TEXT};
use super::project::page_size_of;
use super::{Office, answers, details, drafts, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::count::gp::{GpCount, GpCounts};
use wijkfonds_domain::fund::{self, Command, Event};
use wijkfonds_domain::intake::{self, Admitted, DraftId, Receipt, due};
use wijkfonds_domain::pot::PotId;
use wijkfonds_domain::project::allocation::Shares;
use wijkfonds_domain::terms::{Agb, Cents};
use wijkfonds_domain::year;
use wijkfonds_edge::messages as sentences;
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::intake_service_server::IntakeService;
use wijkfonds_proto::region::{
    AdmitPracticeRequest, AdmitPracticeResponse, CountGpsRequest, CountGpsResponse, GetDraftRequest,
    GetDraftResponse, GetGroundsRequest, GetGroundsResponse, ListDraftsRequest, ListDraftsResponse,
    ListDueRequest, ListDueResponse, PreviewAllocationRequest, PreviewAllocationResponse,
    RecordAgreementRequest, RecordAgreementResponse, SaveDraftRequest, SaveDraftResponse, SendReceiptRequest,
    SendReceiptResponse, SignAgreementRequest, SignAgreementResponse, SubmitDraftRequest,
    SubmitDraftResponse, WithdrawDraftRequest, WithdrawDraftResponse,
};

#[tonic::async_trait]
impl IntakeService for Office {
    async fn save_draft(
        &self,
        request: Request<SaveDraftRequest>,
    ) -> Result<Response<SaveDraftResponse>, Status> {
        let desk = self.desk(&request)?;
        let SaveDraftRequest { request_id, draft, form, details } = request.into_inner();
        let command = || {
            let mut form = forms::application(form.ok_or(Refused::Field("form"))?)?;
            form.details = details.map(details::said).transpose()?.map(Box::new);
            let draft = if draft.is_empty() { None } else { Some(draft_id(&draft)?) };
            Ok(Command::Intake(intake::Command::SaveDraft { draft, form: Box::new(form) }))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        let saved = events.iter().find_map(|event| match event {
            Event::Intake(intake::Event::DraftSaved { draft, .. }) => Some(draft.to_string()),
            _ => None,
        });
        Ok(Response::new(SaveDraftResponse { draft: saved.unwrap_or_default() }))
    }

    async fn submit_draft(
        &self,
        request: Request<SubmitDraftRequest>,
    ) -> Result<Response<SubmitDraftResponse>, Status> {
        let desk = self.desk(&request)?;
        let SubmitDraftRequest { request_id, draft, on, at } = request.into_inner();
        let command = || {
            let (draft, on, at) =
                (draft_id(&draft)?, forms::day(&on, "on")?, details::time_if_said(&at, "at")?);
            Ok(Command::Intake(intake::Command::SubmitDraft { draft, on, at }))
        };
        let mut answer = SubmitDraftResponse::default();
        for event in self.ordered(&desk, request_id, command()).await? {
            match event {
                Event::ApplicationSubmitted { application, .. } => answer.id = application.to_string(),
                Event::ApplicationExcluded { exclusion, .. } => {
                    answer.exclusion = Some(answers::exclusion(&exclusion, desk.language));
                }
                Event::Intake(intake::Event::CompletionAsked { missing, until, .. }) => {
                    answer.missing = missing.iter().map(details::missing_field).collect();
                    answer.complete_by = details::or_nothing(until);
                }
                _ => {}
            }
        }
        Ok(Response::new(answer))
    }

    async fn get_draft(
        &self,
        request: Request<GetDraftRequest>,
    ) -> Result<Response<GetDraftResponse>, Status> {
        let desk = self.desk(&request)?;
        let GetDraftRequest { draft, today } = request.into_inner();
        let found = || {
            let (draft, today) = (draft_id(&draft)?, details::day_if_said(&today, "today")?);
            let found = self.fund.read(|records| intake::draft(records, draft))?;
            let found = found.ok_or(Refused::NotFound)?;
            let details = found.form.details.as_deref().map(details::message);
            Ok(GetDraftResponse { draft: Some(messages::Draft { details, ..drafts::message(found, today) }) })
        };
        found().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn list_drafts(
        &self,
        request: Request<ListDraftsRequest>,
    ) -> Result<Response<ListDraftsResponse>, Status> {
        let desk = self.desk(&request)?;
        let listed = drafts::page(&self.fund, request.into_inner());
        listed.map(Response::new).map_err(|refused| refused.status(desk.language))
    }

    async fn withdraw_draft(
        &self,
        request: Request<WithdrawDraftRequest>,
    ) -> Result<Response<WithdrawDraftResponse>, Status> {
        let desk = self.desk(&request)?;
        let WithdrawDraftRequest { request_id, draft, on } = request.into_inner();
        let command = || {
            let (draft, on) = (draft_id(&draft)?, forms::day(&on, "on")?);
            Ok(Command::Intake(intake::Command::WithdrawDraft { draft, on }))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(WithdrawDraftResponse {}))
    }

    async fn admit_practice(
        &self,
        request: Request<AdmitPracticeRequest>,
    ) -> Result<Response<AdmitPracticeResponse>, Status> {
        let desk = self.desk(&request)?;
        let AdmitPracticeRequest { request_id, year, practice, on, reason } = request.into_inner();
        let command = || {
            let (year, practice) = (forms::year(year)?, agb(practice, "practice")?);
            let (on, reason) = (forms::day(&on, "on")?, forms::text(reason, TEXT, "reason")?);
            Ok(Command::Intake(intake::Command::AdmitPractice(Admitted { year, practice, on, reason })))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(AdmitPracticeResponse {}))
    }

    async fn count_gps(
        &self,
        request: Request<CountGpsRequest>,
    ) -> Result<Response<CountGpsResponse>, Status> {
        let desk = self.desk(&request)?;
        let mut request = request.into_inner();
        let request_id = std::mem::take(&mut request.request_id);
        let command = gp_counts(request).map(|counts| Command::Intake(intake::Command::CountGps(counts)));
        self.ordered(&desk, request_id, command).await?;
        Ok(Response::new(CountGpsResponse {}))
    }

    async fn send_receipt(
        &self,
        request: Request<SendReceiptRequest>,
    ) -> Result<Response<SendReceiptResponse>, Status> {
        let desk = self.desk(&request)?;
        let SendReceiptRequest { request_id, id, on, meeting_on } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            let meeting_on = forms::day(&meeting_on, "meeting_on")?;
            let receipt = Receipt { application, on, meeting_on };
            Ok(Command::Intake(intake::Command::SendReceipt(receipt)))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(SendReceiptResponse {}))
    }

    async fn list_due(&self, request: Request<ListDueRequest>) -> Result<Response<ListDueResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListDueRequest { year, today, late_only, page_size, page_token } = request.into_inner();
        let listed = || {
            let (year, today) = (forms::year(year)?, forms::day(&today, "today")?);
            let skip: usize = match page_token.as_str() {
                "" => 0,
                token => token.parse().map_err(|_| Refused::Field("page_token"))?,
            };
            let due = self.fund.read(|records| due::list(records, year, today))?;
            let size = page_size_of(page_size);
            let mut rest = due.into_iter().filter(|due| due.late || !late_only).skip(skip);
            let due = rest.by_ref().take(size).map(due_message).collect();
            let more = rest.next().map(|_| (skip + size).to_string());
            Ok(ListDueResponse { due, next_page_token: more.unwrap_or_default() })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn preview_allocation(
        &self,
        request: Request<PreviewAllocationRequest>,
    ) -> Result<Response<PreviewAllocationResponse>, Status> {
        let desk = self.desk(&request)?;
        let PreviewAllocationRequest { year, pot } = request.into_inner();
        let preview = || {
            let year = forms::year(year)?;
            let pot = PotId::named(pot);
            Ok(self.fund.read(|records| {
                let rules = fund::rules(records)?.and_then(|rules| rules.for_year(year).ok());
                let rule = rules.map(|rules| rules.application.allocation).unwrap_or_default();
                let ledger_year = year::ledger_year(records, year)?;
                let outcomes = intake::preview(records, year, ledger_year, &pot)?;
                Ok(PreviewAllocationResponse {
                    way_in_use: rule.way.code().to_owned(),
                    binding: rule.binding,
                    outcomes: outcomes.into_iter().map(outcome).collect(),
                })
            })?)
        };
        preview().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn record_agreement(
        &self,
        request: Request<RecordAgreementRequest>,
    ) -> Result<Response<RecordAgreementResponse>, Status> {
        let desk = self.desk(&request)?;
        let RecordAgreementRequest { request_id, year, pot, shares } = request.into_inner();
        let command = || {
            let share = |share: messages::Share| Ok((forms::id(&share.id)?, Cents::new(share.cents)));
            let shares = shares.into_iter().map(share).collect::<Result<_, Refused>>()?;
            let (year, pot) = (forms::year(year)?, PotId::named(pot));
            Ok(Command::Intake(intake::Command::RecordAgreement { year, pot, shares }))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(RecordAgreementResponse {}))
    }

    async fn sign_agreement(
        &self,
        request: Request<SignAgreementRequest>,
    ) -> Result<Response<SignAgreementResponse>, Status> {
        let desk = self.desk(&request)?;
        let SignAgreementRequest { request_id, year, pot, practice } = request.into_inner();
        let command = || {
            let (year, pot, practice) = (forms::year(year)?, PotId::named(pot), agb(practice, "practice")?);
            Ok(Command::Intake(intake::Command::SignAgreement { year, pot, practice }))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(SignAgreementResponse {}))
    }

    async fn get_grounds(
        &self,
        request: Request<GetGroundsRequest>,
    ) -> Result<Response<GetGroundsResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::id(&request.get_ref().id).and_then(|id| {
            let found = self.fund.read(|records| intake::grounds(records, id))?;
            found.ok_or(Refused::NotFound)
        });
        let grounds = found.map_err(|refused| refused.status(desk.language))?;
        let sentence = sentences::grounds(desk.language, &grounds);
        Ok(Response::new(GetGroundsResponse {
            sentence,
            rule: grounds.rule,
            source: grounds.source,
            needed: grounds.needed.into_iter().collect(),
            there: grounds.there.into_iter().collect(),
        }))
    }
}

pub(super) fn draft_id(text: &str) -> Result<DraftId, Refused> {
    text.parse().map_err(|_| Refused::Field("draft"))
}

fn agb(text: String, field: &'static str) -> Result<Agb, Refused> {
    text.try_into().map_err(|_| Refused::Field(field))
}

fn gp_counts(request: CountGpsRequest) -> Result<GpCounts, Refused> {
    let gp = |row: messages::GpCount| {
        Ok(GpCount { gp: agb(row.gp, "gps.gp")?, population: row.population, patients: row.patients })
    };
    Ok(GpCounts {
        year: forms::year(request.year)?,
        practice: agb(request.practice, "practice")?,
        source: forms::text(request.source, LINE, "source")?,
        reference_date: forms::day(&request.reference_date, "reference_date")?,
        gps: request.gps.into_iter().map(gp).collect::<Result<_, Refused>>()?,
    })
}

fn due_message(due: due::Due) -> messages::Due {
    messages::Due {
        on: due.on.to_string(),
        duty: due.duty.code().to_owned(),
        of: due.of,
        done_on: details::or_nothing(due.done_on),
        late: due.late,
    }
}

fn outcome(shares: Shares) -> messages::AllocationOutcome {
    let share = |(id, cents): (&wijkfonds_domain::project::ApplicationId, &Cents)| messages::Share {
        id: id.to_string(),
        cents: cents.get(),
    };
    messages::AllocationOutcome {
        way: shares.way.code().to_owned(),
        shares: shares.given.iter().map(share).collect(),
        left_cents: shares.left.get(),
        unmet_cents: shares.unmet.get(),
        unsigned: shares.unsigned.into_iter().map(String::from).collect(),
    }
}
