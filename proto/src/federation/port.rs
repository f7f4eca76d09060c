//! What a region answers the bureau. A region implements [`RegionPort`]; nothing else can make an answer.

use super::wire;
use crate::border::BorderRefusal;
use crate::border_messages::federation as messages;
use crate::border_messages::federation::region_service_server::{RegionService, RegionServiceServer};
use crate::office::{actor, is_request_id};
use std::future::Future;
use std::sync::Arc;
use tonic::service::Routes;
use tonic::{Request, Response, Status};
use wijkfonds_domain::area::AreaList;
use wijkfonds_domain::disclosure::{FigureTable, Released};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::Year;

/// A region, as the bureau sees it. `actor` says who calls, for the journal.
///
/// A figure that has not been released cannot be returned:
///
/// ```compile_fail,E0053
/// use wijkfonds_domain::{area::AreaList, disclosure::FigureTable, rate::Rate, terms::Year};
/// use wijkfonds_proto::{border::BorderRefusal, federation::RegionPort};
/// struct Leak;
/// impl RegionPort for Leak {
///     async fn accept_rate(&self, _: String, _: String, _: Rate) -> Result<u32, BorderRefusal> { Ok(1) }
///     async fn accept_area_list(&self, _: String, _: String, _: AreaList) -> Result<u32, BorderRefusal> { Ok(1) }
///     async fn figures(&self, _: String, _: Year, _: u32) -> Result<Vec<FigureTable>, BorderRefusal> { Ok(Vec::new()) }
/// }
/// ```
pub trait RegionPort: Send + Sync + 'static {
    /// Takes a rate into use and gives the version in use.
    fn accept_rate(
        &self,
        actor: String,
        request_id: String,
        rate: Rate,
    ) -> impl Future<Output = Result<u32, BorderRefusal>> + Send;

    /// Takes an area list into use and gives the version in use.
    fn accept_area_list(
        &self,
        actor: String,
        request_id: String,
        list: AreaList,
    ) -> impl Future<Output = Result<u32, BorderRefusal>> + Send;

    /// A page of what the fund has released of a year, from 0; an empty one after the last. The sending is in the egress
    /// log when this returns.
    fn figures(
        &self,
        actor: String,
        year: Year,
        page: u32,
    ) -> impl Future<Output = Result<Vec<Released<FigureTable>>, BorderRefusal>> + Send;
}

/// The routes of a region's border for the bureau.
pub fn region_routes(port: Arc<impl RegionPort>) -> Routes {
    Routes::new(RegionServiceServer::new(Adapter(port)))
}

struct Adapter<P>(Arc<P>);

#[tonic::async_trait]
impl<P: RegionPort> RegionService for Adapter<P> {
    async fn accept_rate(
        &self,
        request: Request<messages::AcceptRateRequest>,
    ) -> Result<Response<messages::AcceptRateResponse>, Status> {
        let actor = actor(&request)?;
        let messages::AcceptRateRequest { request_id, rate } = request.into_inner();
        let rate = wire::rate_from(rate.ok_or(BorderRefusal::BadRequest)?)?;
        let version = self.0.accept_rate(actor, checked_id(request_id)?, rate).await?;
        Ok(Response::new(messages::AcceptRateResponse { version }))
    }

    async fn accept_area_list(
        &self,
        request: Request<messages::AcceptAreaListRequest>,
    ) -> Result<Response<messages::AcceptAreaListResponse>, Status> {
        let actor = actor(&request)?;
        let (request_id, list) = wire::area_list_from(request.into_inner())?;
        let version = self.0.accept_area_list(actor, checked_id(request_id)?, list).await?;
        Ok(Response::new(messages::AcceptAreaListResponse { version }))
    }

    async fn get_figures(
        &self,
        request: Request<messages::GetFiguresRequest>,
    ) -> Result<Response<messages::GetFiguresResponse>, Status> {
        let actor = actor(&request)?;
        let messages::GetFiguresRequest { year, page_token } = request.into_inner();
        let year = Year::new(year).map_err(|_| BorderRefusal::BadRequest)?;
        let page = if page_token.is_empty() { Ok(0) } else { page_token.parse() };
        let page: u32 = page.map_err(|_| BorderRefusal::BadRequest)?;
        let released = self.0.figures(actor, year, page).await?;
        let tables: Vec<_> = released.iter().map(wire::table_to).collect();
        let next = page.checked_add(1).filter(|_| !tables.is_empty());
        let next_page_token = next.map_or_else(String::new, |next| next.to_string());
        Ok(Response::new(messages::GetFiguresResponse { tables, next_page_token }))
    }
}

fn checked_id(request_id: String) -> Result<String, BorderRefusal> {
    if is_request_id(&request_id) { Ok(request_id) } else { Err(BorderRefusal::BadRequest) }
}
