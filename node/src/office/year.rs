//! `YearService`: a fund year as a whole, and what leaves the region.

use super::errors::Refused;
use super::project::page_size_of;
use super::{Office, answers, forms};
use crate::app::Order;
use tonic::{Request, Response, Status};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::ledger::{Account, Purpose};
use wijkfonds_domain::terms::Cents;
use wijkfonds_domain::{egress, release, year};
use wijkfonds_proto::region::year_service_server::YearService;
use wijkfonds_proto::region::{
    CloseYearRequest, CloseYearResponse, GetYearSummaryRequest, GetYearSummaryResponse, ListEgressRequest,
    ListEgressResponse, PreviewReleaseRequest, PreviewReleaseResponse, ReleaseFiguresRequest,
    ReleaseFiguresResponse,
};

#[tonic::async_trait]
impl YearService for Office {
    async fn get_year_summary(
        &self,
        request: Request<GetYearSummaryRequest>,
    ) -> Result<Response<GetYearSummaryResponse>, Status> {
        let desk = self.desk(&request)?;
        let GetYearSummaryRequest { year, on } = request.into_inner();
        let summary = || {
            let (year, on) = (forms::year(year)?, forms::day(&on, "on")?);
            Ok(self.fund.read(|records| year::summary(records, year, on))?)
        };
        let summary = summary().map_err(|refused: Refused| refused.status(desk.language))?;
        Ok(Response::new(GetYearSummaryResponse {
            submitted: summary.submitted,
            refused: summary.refused,
            granted: summary.granted,
            withdrawn: summary.withdrawn,
            open: summary.open,
            requested_cents: summary.requested_cents.get(),
            granted_cents: summary.granted_cents.get(),
            paid_cents: summary.paid_cents.get(),
            held_cents: summary.held_cents.get(),
            not_yet_due_cents: summary.not_yet_due_cents.get(),
            due_cents: summary.due_cents.get(),
            lapsed_cents: summary.lapsed_cents.get(),
            reclaimed_cents: summary.reclaimed_cents.get(),
        }))
    }

    async fn close_year(
        &self,
        request: Request<CloseYearRequest>,
    ) -> Result<Response<CloseYearResponse>, Status> {
        let desk = self.desk(&request)?;
        let CloseYearRequest { request_id, year, on } = request.into_inner();
        let command = || Ok(Command::CloseYear { year: forms::year(year)?, on: forms::day(&on, "on")? });
        let command = command().map_err(|refused: Refused| refused.status(desk.language))?;
        let committed = self.order(&desk, request_id, command).await?;
        Ok(Response::new(CloseYearResponse { carried_over_cents: carried_over(&committed.events).get() }))
    }

    async fn preview_release(
        &self,
        request: Request<PreviewReleaseRequest>,
    ) -> Result<Response<PreviewReleaseResponse>, Status> {
        let desk = self.desk(&request)?;
        let year = forms::year(request.get_ref().year).map_err(|refused| refused.status(desk.language))?;
        let proposal = self.fund.preview_release(&desk.actor, year).await;
        let proposal = proposal.map_err(|error| Refused::from(error).status(desk.language))?;
        let tables = proposal.tables().iter().map(|released| answers::table(released.content())).collect();
        Ok(Response::new(PreviewReleaseResponse { tables }))
    }

    async fn release_figures(
        &self,
        request: Request<ReleaseFiguresRequest>,
    ) -> Result<Response<ReleaseFiguresResponse>, Status> {
        let desk = self.desk(&request)?;
        let ReleaseFiguresRequest { request_id, year } = request.into_inner();
        let year = forms::year(year).map_err(|refused| refused.status(desk.language))?;
        let order = Order { actor: desk.actor, request_id, command: year };
        let committed = self.fund.release(order).await;
        let committed = committed.map_err(|error| Refused::from(error).status(desk.language))?;
        let released = committed.events.iter().filter_map(|event| match event {
            Event::Release(release::Event::Released { tables, .. }) => Some(tables),
            _ => None,
        });
        let tables = released.flatten().map(|release| answers::table(release.content())).collect();
        Ok(Response::new(ReleaseFiguresResponse { tables }))
    }

    async fn list_egress(
        &self,
        request: Request<ListEgressRequest>,
    ) -> Result<Response<ListEgressResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListEgressRequest { page_size, page_token } = request.into_inner();
        let size = page_size_of(page_size);
        let after = Some(page_token.as_str()).filter(|token| !token.is_empty());
        let log = self.fund.read(|records| egress::log(records, after, size + 1));
        let mut log = log.map_err(|error| Refused::from(error).status(desk.language))?;
        let more = log.len() > size;
        log.truncate(size);
        let last = log.last().filter(|_| more).map(|(key, _)| key.clone());
        let entries =
            log.into_iter().map(|(key, entry)| answers::egress(key.parse().unwrap_or_default(), entry));
        Ok(Response::new(ListEgressResponse {
            entries: entries.collect(),
            next_page_token: last.unwrap_or_default(),
        }))
    }
}

/// The commitments that a closing took into the next year.
fn carried_over(events: &[Event]) -> Cents {
    let bookings = events.iter().filter_map(|event| match event {
        Event::YearClosed { bookings, .. } => Some(bookings),
        _ => None,
    });
    let opening = bookings.flatten().filter(|booking| booking.purpose() == Purpose::Opening);
    let committed = opening
        .flat_map(|booking| booking.postings())
        .filter(|posting| matches!(posting.account, Account::PotCommitted(_)));
    let sum: i64 = committed.map(|posting| posting.cents.get()).sum();
    Cents::new(-sum)
}
