//! Plays the bureau's staff.

use super::data::{Demonstration, RATE_SOURCE};
use super::folder::Folder;
use super::processes::{Federation, Served};
use super::year::StepError;
use std::collections::BTreeMap;
use std::time::Duration;
use tonic::transport::Channel;
use wijkfonds_domain::rules::NameOrigin;
use wijkfonds_domain::terms::{StaffName, Year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::bureau::bureau_service_client::BureauServiceClient;
use wijkfonds_proto::bureau::{
    CollectFiguresRequest, CollectFiguresResponse, GetNationalFiguresRequest, GetNationalFiguresResponse,
    GetPublicationStatusRequest, ListedArea, PublishAreaListRequest, PublishRateRequest, RegionStatus,
    RegisterRegionRequest,
};
use wijkfonds_proto::identity::{Identity, Office};
use wijkfonds_proto::tls::{ClientTls, Timeouts, channel};

/// A channel to an office's listener, as a member of its staff.
pub(super) fn desk(
    folder: &Folder,
    served: &Served,
    office: &Office,
    role: Role,
) -> Result<Channel, StepError> {
    let name = StaffName::new(role.code()).map_err(super::folder::FolderError::from)?;
    let person = Identity::Staff { office: office.clone(), name };
    let tls = ClientTls::new(&folder.credentials(&person)?);
    let server = Identity::Server { office: office.clone() };
    Ok(channel(&served.office, &tls, &server, &Timeouts::default()))
}

/// The bureau's board and clerk at work.
pub(super) struct BureauDesk {
    board: BureauServiceClient<Channel>,
    clerk: BureauServiceClient<Channel>,
    year: Year,
}

impl BureauDesk {
    pub(super) fn open(folder: &Folder, federation: &Federation, year: Year) -> Result<Self, StepError> {
        let client = |role| {
            let channel = desk(folder, &federation.coordinator, &Office::Bureau, role)?;
            Ok::<_, StepError>(BureauServiceClient::new(channel))
        };
        Ok(Self { board: client(Role::Board)?, clerk: client(Role::Clerk)?, year })
    }

    /// Registers the regions, and publishes the area list and the rate.
    pub(super) async fn publish(
        &mut self,
        federation: &Federation,
        data: &Demonstration,
    ) -> Result<(), StepError> {
        for region in &data.regions {
            let Some(node) = federation.nodes.get(&region.id) else { continue };
            let address = node.border.to_string();
            let request = RegisterRegionRequest {
                request_id: format!("register-{}-{address}", region.id),
                id: region.id.to_string(),
                name: region.rules.name.clone(),
                name_confirmed: matches!(region.rules.name_origin, NameOrigin::Confirmed { .. }),
                address,
            };
            self.board.register_region(request).await?;
        }
        let areas = data.regions.iter().flat_map(|region| {
            region.areas.iter().map(|area| ListedArea {
                code: area.code.to_string(),
                name: area.name.clone(),
                municipality: area.municipality.clone(),
                region: region.id.to_string(),
            })
        });
        let request = PublishAreaListRequest {
            request_id: format!("area-list-{}", self.year),
            year: self.year.into(),
            source: data.area_list_source.clone(),
            published_on: self.year.first_day().to_string(),
            correction: String::new(),
            areas: areas.collect(),
        };
        self.board.publish_area_list(request).await?;
        let request = PublishRateRequest {
            request_id: format!("rate-{}", self.year),
            year: self.year.into(),
            cents_per_patient: data.rate.get(),
            source: RATE_SOURCE.to_owned(),
            published_on: self.year.first_day().to_string(),
            correction: String::new(),
        };
        self.board.publish_rate(request).await?;
        Ok(())
    }

    /// Waits until every region has acknowledged rate and area list, and gives their status.
    pub(super) async fn acknowledged(&mut self) -> Result<Vec<RegionStatus>, StepError> {
        let mut waits = 0..600;
        loop {
            let request = GetPublicationStatusRequest { year: self.year.into() };
            let regions = self.board.get_publication_status(request).await?.into_inner().regions;
            let done = |region: &RegionStatus| region.rate_version > 0 && region.area_list_version > 0;
            if regions.iter().all(done) {
                return Ok(regions);
            }
            if waits.next().is_none() {
                let missing = regions.into_iter().filter(|region| !done(region)).map(|region| region.region);
                return Err(StepError::NotAcknowledged(missing.collect::<Vec<_>>().join(", ")));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Collects what the regions have released.
    pub(super) async fn collect(&mut self) -> Result<CollectFiguresResponse, StepError> {
        let request =
            CollectFiguresRequest { request_id: format!("collect-{}", self.year), year: self.year.into() };
        Ok(self.clerk.collect_figures(request).await?.into_inner())
    }

    /// The national figures, and the cells published in each region.
    pub(super) async fn national(
        &mut self,
    ) -> Result<(GetNationalFiguresResponse, BTreeMap<String, u64>), StepError> {
        let request = GetNationalFiguresRequest { year: self.year.into() };
        let national = self.clerk.get_national_figures(request).await?.into_inner();
        let mut published = BTreeMap::new();
        for region in national.figures.iter().flat_map(|figure| &figure.published_by) {
            *published.entry(region.clone()).or_default() += 1;
        }
        Ok((national, published))
    }
}
