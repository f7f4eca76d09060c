//! The bureau's staff at work.

use super::World;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use wijkfonds_proto::access::Role;
use wijkfonds_proto::bureau::bureau_service_client::BureauServiceClient;
use wijkfonds_proto::bureau::*;

/// The bureau's board and clerk, each with a certificate of their own.
#[derive(Clone)]
pub struct Bureau {
    pub board: BureauServiceClient<Channel>,
    pub clerk: BureauServiceClient<Channel>,
}

impl Bureau {
    pub fn new(world: &World, office: SocketAddr) -> Self {
        let client = |role| BureauServiceClient::new(world.bureau_staff(role, office));
        Self { board: client(Role::Board), clerk: client(Role::Clerk) }
    }

    pub async fn register(&mut self, region: &str, border: SocketAddr) {
        let request = RegisterRegionRequest {
            request_id: format!("register-{region}-{border}"),
            id: region.into(),
            name: format!("Fund {region}"),
            name_confirmed: false,
            address: border.to_string(),
        };
        self.board.register_region(request).await.unwrap();
    }

    /// Publishes a year's area list; areas come with their regions.
    pub async fn publish_areas(&mut self, year: u32, areas: &[(&str, &str)]) -> Result<u32, Status> {
        let areas = areas.iter().map(|(code, region)| ListedArea {
            code: (*code).into(),
            name: format!("Area {code}"),
            municipality: "Town".into(),
            region: (*region).into(),
        });
        let request = PublishAreaListRequest {
            request_id: format!("areas-{year}"),
            year,
            source: "test".into(),
            published_on: format!("{year}-01-01"),
            correction: String::new(),
            areas: areas.collect(),
        };
        Ok(self.board.publish_area_list(request).await?.into_inner().version)
    }

    pub async fn publish_rate(&mut self, year: u32, cents: i64, correction: &str) -> Result<u32, Status> {
        let request = PublishRateRequest {
            request_id: format!("rate-{year}-{cents}-{}", correction.trim().replace(' ', "-")),
            year,
            cents_per_patient: cents,
            source: "ZN".into(),
            published_on: format!("{year}-01-01"),
            correction: correction.into(),
        };
        Ok(self.board.publish_rate(request).await?.into_inner().version)
    }

    /// How the regions stand with a year's publications.
    pub async fn status(&mut self, year: u32) -> BTreeMap<String, RegionStatus> {
        let request = GetPublicationStatusRequest { year };
        let regions = self.board.get_publication_status(request).await.unwrap().into_inner().regions;
        regions.into_iter().map(|status| (status.region.clone(), status)).collect()
    }

    pub async fn collect(&mut self, year: u32) -> CollectFiguresResponse {
        let request = CollectFiguresRequest { request_id: format!("collect-{year}"), year };
        self.clerk.collect_figures(request).await.unwrap().into_inner()
    }

    pub async fn national(&mut self, year: u32) -> GetNationalFiguresResponse {
        self.clerk.get_national_figures(GetNationalFiguresRequest { year }).await.unwrap().into_inner()
    }
}

/// The reason in a refusal. A call that came to nobody has none.
pub fn reason(status: &Status) -> String {
    match status.get_error_details().error_info() {
        Some(info) => info.reason.clone(),
        None => {
            let refused = [Code::FailedPrecondition, Code::InvalidArgument, Code::Aborted];
            assert!(!refused.contains(&status.code()), "a refusal without a reason: {status:?}");
            String::new()
        }
    }
}
