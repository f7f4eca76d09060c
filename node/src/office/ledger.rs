//! `LedgerService`: what is in the books.

use super::errors::Refused;
use super::project::page_size_of;
use super::{Office, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::ledger::{self, Booking};
use wijkfonds_proto::region::ledger_service_server::LedgerService;
use wijkfonds_proto::region::{BookingLine, ListBookingsRequest, ListBookingsResponse};

#[tonic::async_trait]
impl LedgerService for Office {
    async fn list_bookings(
        &self,
        request: Request<ListBookingsRequest>,
    ) -> Result<Response<ListBookingsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListBookingsRequest { year, page_size, page_token } = request.into_inner();
        let listed = || {
            let year = forms::year(year)?;
            let size = page_size_of(page_size);
            let after = match page_token.as_str() {
                "" => None,
                token => Some(token.parse::<u64>().map_err(|_| Refused::Field("page_token"))?),
            };
            let key = after.map(|number| ledger::booking_key(year, number));
            let mut found =
                self.fund.read(|records| ledger::bookings(records, year, key.as_deref(), size + 1))?;
            let more = found.len() > size;
            found.truncate(size);
            // numbers have no gaps, so a booking's number follows from its place
            let before = after.unwrap_or(0);
            let numbered = || (before + 1..).zip(&found);
            let last = numbered().last().filter(|_| more);
            Ok(ListBookingsResponse {
                next_page_token: last.map(|(number, _)| number.to_string()).unwrap_or_default(),
                lines: numbered().flat_map(|(number, (_, booking))| lines(number, booking)).collect(),
            })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

fn lines(number: u64, booking: &Booking) -> impl Iterator<Item = BookingLine> + use<'_> {
    booking.postings().iter().map(move |posting| BookingLine {
        booking: number,
        on: booking.on().to_string(),
        purpose: booking.purpose().code().to_owned(),
        account: posting.account.to_string(),
        cents: posting.cents.get(),
    })
}
