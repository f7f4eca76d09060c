//! How the bureau calls a region.

use super::wire;
use crate::border::CallError;
use crate::border_messages::federation as messages;
use crate::border_messages::federation::region_service_client::RegionServiceClient;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use wijkfonds_domain::area::AreaList;
use wijkfonds_domain::disclosure::FigureTable;
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{RegionId, Year};

/// A region that sends more pages of one year than this sends them without end.
const MOST_PAGES: u32 = 1_000;

/// A region, as the bureau calls it.
#[derive(Clone)]
pub struct RegionClient {
    region: RegionId,
    client: RegionServiceClient<Channel>,
    health: HealthClient<Channel>,
}

impl RegionClient {
    /// A client over a channel that insists on the region's identity.
    #[must_use]
    pub fn new(region: RegionId, channel: Channel) -> Self {
        Self { region, client: RegionServiceClient::new(channel.clone()), health: HealthClient::new(channel) }
    }

    /// Asks whether it is there.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn ping(&mut self) -> Result<(), CallError> {
        let whole_server = HealthCheckRequest { service: String::new() };
        self.health.check(whole_server).await?;
        Ok(())
    }

    /// Hands over a rate and gives the version that the region uses then.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn accept_rate(&mut self, request_id: String, rate: &Rate) -> Result<u32, CallError> {
        let request = messages::AcceptRateRequest { request_id, rate: Some(wire::rate_to(rate)) };
        Ok(self.client.accept_rate(request).await?.into_inner().version)
    }

    /// Hands over an area list and gives the version that the region uses then.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn accept_area_list(&mut self, request_id: String, list: &AreaList) -> Result<u32, CallError> {
        let request = wire::area_list_to(request_id, list);
        Ok(self.client.accept_area_list(request).await?.into_inner().version)
    }

    /// Asks for what the region has released of a year.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn figures(&mut self, year: Year) -> Result<Vec<FigureTable>, CallError> {
        let mut known = Vec::new();
        let mut page_token = String::new();
        for _ in 0..MOST_PAGES {
            let request = messages::GetFiguresRequest { year: year.into(), page_token };
            let page = self.client.get_figures(request).await?.into_inner();
            for table in page.tables {
                known.extend(wire::table_from(&self.region, table)?);
            }
            if page.next_page_token.is_empty() {
                return Ok(known);
            }
            page_token = page.next_page_token;
        }
        Err(CallError::BadAnswer("it sends pages without end"))
    }
}
