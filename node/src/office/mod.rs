//! The in-region gRPC service: what the fund's own staff, or their software, call. Translates, and holds no rule.

mod answers;
mod attachment;
mod books;
mod committee;
mod count;
mod details;
mod disclosure;
mod drafts;
mod errors;
mod evidence;
mod forms;
mod fund;
mod history;
mod import;
mod intake;
mod invoice;
mod ledger;
mod payment;
mod people;
mod project;
mod year;

use crate::app::{Fund, Order};
use errors::Refused;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tonic::service::Routes;
use tonic::{Request, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_edge::Language;
use wijkfonds_proto::office::{actor, is_request_id};
use wijkfonds_proto::region::attachment_service_server::AttachmentServiceServer;
use wijkfonds_proto::region::books_service_server::BooksServiceServer;
use wijkfonds_proto::region::committee_service_server::CommitteeServiceServer;
use wijkfonds_proto::region::count_service_server::CountServiceServer;
use wijkfonds_proto::region::disclosure_service_server::DisclosureServiceServer;
use wijkfonds_proto::region::evidence_service_server::EvidenceServiceServer;
use wijkfonds_proto::region::fund_service_server::FundServiceServer;
use wijkfonds_proto::region::history_service_server::HistoryServiceServer;
use wijkfonds_proto::region::intake_service_server::IntakeServiceServer;
use wijkfonds_proto::region::invoice_service_server::InvoiceServiceServer;
use wijkfonds_proto::region::ledger_service_server::LedgerServiceServer;
use wijkfonds_proto::region::payment_service_server::PaymentServiceServer;
use wijkfonds_proto::region::people_service_server::PeopleServiceServer;
use wijkfonds_proto::region::project_service_server::ProjectServiceServer;
use wijkfonds_proto::region::year_service_server::YearServiceServer;
use wijkfonds_store::Committed;

/// The fund's office.
#[derive(Clone)]
pub(crate) struct Office {
    fund: Fund,
    language: Language,
    /// Held by the files of counts that are being taken in.
    imports: Arc<Semaphore>,
}

impl Office {
    pub(crate) fn new(fund: Fund, language: Language) -> Self {
        Self { fund, language, imports: import::permits() }
    }

    pub(crate) fn routes(self) -> Routes {
        Routes::new(FundServiceServer::new(self.clone()))
            .add_service(DisclosureServiceServer::new(self.clone()))
            .add_service(CommitteeServiceServer::new(self.clone()))
            .add_service(CountServiceServer::new(self.clone()))
            .add_service(EvidenceServiceServer::new(self.clone()))
            .add_service(HistoryServiceServer::new(self.clone()))
            .add_service(ProjectServiceServer::new(self.clone()))
            .add_service(YearServiceServer::new(self.clone()))
            .add_service(BooksServiceServer::new(self.clone()))
            .add_service(AttachmentServiceServer::new(self.clone()))
            .add_service(PeopleServiceServer::new(self.clone()))
            .add_service(IntakeServiceServer::new(self.clone()))
            .add_service(InvoiceServiceServer::new(self.clone()))
            .add_service(LedgerServiceServer::new(self.clone()))
            .add_service(PaymentServiceServer::new(self))
    }

    /// Carries out a command of whoever makes the request.
    async fn order(
        &self,
        desk: &Desk,
        request_id: String,
        command: Command,
    ) -> Result<Committed<Event>, Status> {
        if !is_request_id(&request_id) {
            return Err(Refused::Field("request_id").status(desk.language));
        }
        let order = Order { actor: desk.actor.clone(), request_id, command };
        self.fund.order(order).await.map_err(|error| Refused::from(error).status(desk.language))
    }

    /// Who makes the request, and in which language they read.
    fn desk<T>(&self, request: &Request<T>) -> Result<Desk, Status> {
        let asked = request.metadata().get("accept-language").and_then(|value| value.to_str().ok());
        let language = asked.and_then(Language::from_accept_language).unwrap_or(self.language);
        Ok(Desk { actor: actor(request)?, language })
    }
}

/// Where a request comes from.
struct Desk {
    actor: String,
    language: Language,
}
