//! `InvoiceService`: invoices on which grants are paid. Who acts is who calls.

use super::errors::Refused;
use super::forms::{self, LINE, TEXT};
use super::project::page_size_of;
use super::{Desk, Office};
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::invoice::{self, Command as InvoiceCommand, Event as InvoiceEvent, InvoiceForm};
use wijkfonds_domain::terms::Cents;
use wijkfonds_proto::region::invoice_service_server::InvoiceService;
use wijkfonds_proto::region::{
    ApproveInvoiceRequest, ApproveInvoiceResponse, EndInvoicesRequest, EndInvoicesResponse,
    HandInInvoiceRequest, HandInInvoiceResponse, Invoice, InvoiceState, ListInvoicesRequest,
    ListInvoicesResponse, RefuseInvoiceRequest, RefuseInvoiceResponse,
};

#[tonic::async_trait]
impl InvoiceService for Office {
    async fn hand_in_invoice(
        &self,
        request: Request<HandInInvoiceRequest>,
    ) -> Result<Response<HandInInvoiceResponse>, Status> {
        let desk = self.desk(&request)?;
        let mut message = request.into_inner();
        let request_id = std::mem::take(&mut message.request_id);
        let command = form(message).map(InvoiceCommand::HandIn);
        let number = match self.bill(&desk, request_id, command).await? {
            Some(InvoiceEvent::HandedIn { number, .. }) => number,
            _ => 0,
        };
        Ok(Response::new(HandInInvoiceResponse { number }))
    }

    async fn approve_invoice(
        &self,
        request: Request<ApproveInvoiceRequest>,
    ) -> Result<Response<ApproveInvoiceResponse>, Status> {
        let desk = self.desk(&request)?;
        let ApproveInvoiceRequest { request_id, application, number, on } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&application)?, forms::day(&on, "on")?);
            Ok(InvoiceCommand::Approve { application, number, on, by: desk.actor.clone() })
        };
        let released = match self.bill(&desk, request_id, command()).await? {
            Some(InvoiceEvent::Approved { released, .. }) => released,
            _ => Vec::new(),
        };
        let released = Cents::sum(released.iter().map(|draw| draw.cents));
        let released_cents = released.map_err(|_| Status::internal("an amount does not fit"))?.get();
        Ok(Response::new(ApproveInvoiceResponse { released_cents }))
    }

    async fn refuse_invoice(
        &self,
        request: Request<RefuseInvoiceRequest>,
    ) -> Result<Response<RefuseInvoiceResponse>, Status> {
        let desk = self.desk(&request)?;
        let RefuseInvoiceRequest { request_id, application, number, on, reason } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&application)?, forms::day(&on, "on")?);
            let (by, reason) = (desk.actor.clone(), forms::text(reason, TEXT, "reason")?);
            Ok(InvoiceCommand::Refuse { application, number, on, by, reason })
        };
        self.bill(&desk, request_id, command()).await?;
        Ok(Response::new(RefuseInvoiceResponse {}))
    }

    async fn end_invoices(
        &self,
        request: Request<EndInvoicesRequest>,
    ) -> Result<Response<EndInvoicesResponse>, Status> {
        let desk = self.desk(&request)?;
        let EndInvoicesRequest { request_id, application, on, reason } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&application)?, forms::day(&on, "on")?);
            let (by, reason) = (desk.actor.clone(), forms::text(reason, TEXT, "reason")?);
            Ok(InvoiceCommand::End { application, on, by, reason })
        };
        self.bill(&desk, request_id, command()).await?;
        Ok(Response::new(EndInvoicesResponse {}))
    }

    async fn list_invoices(
        &self,
        request: Request<ListInvoicesRequest>,
    ) -> Result<Response<ListInvoicesResponse>, Status> {
        let desk = self.desk(&request)?;
        let listed = self.invoices(request.get_ref());
        listed.map(Response::new).map_err(|refused| refused.status(desk.language))
    }
}

impl Office {
    /// Carries out a command on invoices, unless a field was wrong, and gives what happened.
    async fn bill(
        &self,
        desk: &Desk,
        request_id: String,
        command: Result<InvoiceCommand, Refused>,
    ) -> Result<Option<InvoiceEvent>, Status> {
        let command = command.map(|command| Command::Invoices(Box::new(command)));
        let events = self.ordered(desk, request_id, command).await?;
        Ok(events.into_iter().find_map(|event| match event {
            Event::Invoices(event) => Some(*event),
            _ => None,
        }))
    }

    fn invoices(&self, request: &ListInvoicesRequest) -> Result<ListInvoicesResponse, Refused> {
        let of = Some(request.application.as_str()).filter(|id| !id.is_empty()).map(forms::id).transpose()?;
        let after: usize = match request.page_token.as_str() {
            "" => 0,
            token => token.parse().map_err(|_| Refused::Field("page_token"))?,
        };
        let all = self.fund.read(|records| match of {
            Some(id) => invoice::invoices(records, id),
            None => invoice::waiting(records),
        })?;
        let size = page_size_of(request.page_size);
        let more = all.len() > after.saturating_add(size);
        let next_page_token = if more { after.saturating_add(size).to_string() } else { String::new() };
        let invoices = all.into_iter().skip(after).take(size).map(message).collect();
        Ok(ListInvoicesResponse { invoices, next_page_token })
    }
}

fn form(message: HandInInvoiceRequest) -> Result<InvoiceForm, Refused> {
    Ok(InvoiceForm {
        application: forms::id(&message.application)?,
        received_on: forms::day(&message.on, "on")?,
        dated: forms::day(&message.dated, "dated")?,
        paid_on: forms::day(&message.paid_on, "paid_on")?,
        cents: Cents::new(message.cents),
        document: forms::text(message.document, LINE, "document")?,
        chamber_number: Some(message.chamber_number).filter(|number| !number.is_empty()),
    })
}

fn message(invoice: invoice::Invoice) -> Invoice {
    use invoice::InvoiceState::{Approved, Refused, Waiting};
    let invoice::Invoice { number, form, state } = invoice;
    let (state, judged, released, reason) = match state {
        Waiting => (InvoiceState::Waiting, None, Cents::ZERO, String::new()),
        Approved { on, by, released } => (InvoiceState::Approved, Some((on, by)), released, String::new()),
        Refused { on, by, reason } => (InvoiceState::Refused, Some((on, by)), Cents::ZERO, reason),
    };
    let (judged_on, judged_by) = judged.map(|(on, by)| (on.to_string(), by)).unwrap_or_default();
    Invoice {
        application: form.application.to_string(),
        number,
        state: state.into(),
        received_on: form.received_on.to_string(),
        dated: form.dated.to_string(),
        paid_on: form.paid_on.to_string(),
        cents: form.cents.get(),
        document: form.document,
        chamber_number: form.chamber_number.unwrap_or_default(),
        judged_on,
        judged_by,
        released_cents: released.get(),
        reason,
    }
}
