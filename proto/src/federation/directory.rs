//! Where the regions are, and the national rates: public, and told by the bureau.

use crate::border::{BorderRefusal, CallError};
use crate::border_messages::federation as messages;
use crate::border_messages::federation::directory_service_client::DirectoryServiceClient;
use crate::border_messages::federation::directory_service_server::{
    DirectoryService, DirectoryServiceServer,
};
use crate::tls::Address;
use std::future::Future;
use std::sync::Arc;
use tonic::service::Routes;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::RegionId;

const LARGEST_PAGE: usize = 100;

/// A region in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionEntry {
    /// Its id.
    pub id: RegionId,
    /// The fund's name.
    pub name: String,
    /// Whether a public source confirms the name.
    pub name_confirmed: bool,
    /// Its border listener.
    pub address: Address,
}

/// The bureau, as insurers and regions see it.
pub trait DirectoryPort: Send + Sync + 'static {
    /// All regions, by id.
    fn regions(&self) -> impl Future<Output = Result<Vec<RegionEntry>, BorderRefusal>> + Send;

    /// The rates in use, by year.
    fn rates(&self) -> impl Future<Output = Result<Vec<Rate>, BorderRefusal>> + Send;
}

/// The routes of the bureau's border.
pub fn directory_routes(port: Arc<impl DirectoryPort>) -> Routes {
    Routes::new(DirectoryServiceServer::new(Adapter(port)))
}

struct Adapter<P>(Arc<P>);

#[tonic::async_trait]
impl<P: DirectoryPort> DirectoryService for Adapter<P> {
    async fn list_regions(
        &self,
        request: Request<messages::ListRegionsRequest>,
    ) -> Result<Response<messages::ListRegionsResponse>, Status> {
        let messages::ListRegionsRequest { page_size, page_token } = request.into_inner();
        let size = usize::try_from(page_size).unwrap_or(LARGEST_PAGE);
        let size = if (1..=LARGEST_PAGE).contains(&size) { size } else { LARGEST_PAGE };
        let mut regions = self.0.regions().await?;
        regions.retain(|region| region.id.as_str() > page_token.as_str());
        let more = regions.len() > size;
        regions.truncate(size);
        let last = regions.last().map(|region| region.id.to_string());
        let regions = regions.into_iter().map(|region| messages::Region {
            id: region.id.into(),
            name: region.name,
            name_confirmed: region.name_confirmed,
            address: region.address.to_string(),
        });
        let next_page_token = last.filter(|_| more).unwrap_or_default();
        Ok(Response::new(messages::ListRegionsResponse { regions: regions.collect(), next_page_token }))
    }

    async fn list_rates(
        &self,
        _: Request<messages::ListRatesRequest>,
    ) -> Result<Response<messages::ListRatesResponse>, Status> {
        let rates = self.0.rates().await?.into_iter().map(|rate| messages::PublishedRate {
            year: rate.year.into(),
            version: rate.version,
            cents_per_patient: rate.cents_per_patient.get(),
            source: rate.source,
        });
        Ok(Response::new(messages::ListRatesResponse { rates: rates.collect() }))
    }
}

/// The bureau's directory, as an insurer or a region calls it.
#[derive(Clone)]
pub struct DirectoryClient(DirectoryServiceClient<Channel>);

impl DirectoryClient {
    /// A client over a channel that insists on the bureau's identity.
    #[must_use]
    pub fn new(channel: Channel) -> Self {
        Self(DirectoryServiceClient::new(channel))
    }

    /// All regions, by id.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn regions(&mut self) -> Result<Vec<RegionEntry>, CallError> {
        let mut regions = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = messages::ListRegionsRequest { page_size: 0, page_token };
            let page = self.0.list_regions(request).await?.into_inner();
            for region in page.regions {
                regions.push(RegionEntry {
                    id: RegionId::new(region.id)
                        .map_err(|_| CallError::BadAnswer("a region's id is none"))?,
                    name: region.name,
                    name_confirmed: region.name_confirmed,
                    address: region
                        .address
                        .parse()
                        .map_err(|_| CallError::BadAnswer("a region's address is none"))?,
                });
            }
            if page.next_page_token.is_empty() {
                return Ok(regions);
            }
            page_token = page.next_page_token;
        }
    }
}
