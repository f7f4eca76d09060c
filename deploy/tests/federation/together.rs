//! A region that takes part in a federation and can go away, with its staff.

use crate::support::{Clerk, Process, World, agb};
use std::net::SocketAddr;
use std::path::PathBuf;
use wijkfonds_proto::region::{
    CloseYearRequest, GetStatusRequest, GetStatusResponse, RecordZnPaymentRequest, ReleaseFiguresRequest,
};

/// A region with its node, which runs or not.
pub(crate) struct Region {
    pub(crate) id: &'static str,
    /// Where its border listener is while it runs.
    pub(crate) border: SocketAddr,
    pub(crate) clerk: Clerk,
    config: PathBuf,
    process: Option<Process>,
}

impl Region {
    /// Starts a region's node; its board adopts the rules and lists the insurers.
    pub(crate) async fn start(world: &World, id: &'static str, insurers: &[&str]) -> Self {
        let config = world.node_config(id);
        let process = Process::start("node", &config);
        let mut clerk = Clerk::new(world, id, process.office);
        clerk.adopt(world, id, insurers).await;
        Self { id, border: process.border, clerk, config, process: Some(process) }
    }

    /// Ends the node as a power cut would.
    pub(crate) fn goes_away(&mut self) {
        self.process.take().unwrap().kill();
    }

    /// Starts it again, and does nothing else.
    pub(crate) fn comes_back(&mut self, world: &World) {
        let process = Process::start("node", &self.config);
        self.clerk = Clerk::new(world, self.id, process.office);
        self.process = Some(process);
    }

    pub(crate) async fn status(&mut self) -> GetStatusResponse {
        status(&mut self.clerk, 2018).await
    }

    /// Counts four quarters of an area, 1,000 insured for each insurer, and takes in one practice and ZN's money.
    pub(crate) async fn count(&mut self, area: &str, insurers: &[&str]) {
        let rows: String = insurers.iter().map(|uzovi| format!("{area},{uzovi},1000\n")).collect();
        for quarter in 1..=4 {
            let csv = format!("area,uzovi,insured\n{rows}");
            let answer = self.clerk.import_insured(quarter, &csv).await.unwrap();
            assert!(answer.problems.is_empty());
        }
        let header = "agb,name,owner,located_in,population,area,enrolled";
        let csv = format!("{header}\n{},Practice,Owner,{area},2000,{area},1000\n", agb(1));
        assert!(self.clerk.import_overviews(&csv).await.unwrap().problems.is_empty());
        let request = RecordZnPaymentRequest {
            request_id: "zn".into(),
            year: 2018,
            quarter: 1,
            cents: 1_000 * 592,
            on: "2018-01-15".into(),
        };
        self.clerk.treasurer.record_zn_payment(request).await.unwrap();
    }

    pub(crate) async fn close(&mut self) {
        let request = CloseYearRequest { request_id: "close".into(), year: 2018, on: "2019-01-31".into() };
        self.clerk.year.close_year(request).await.unwrap();
    }

    pub(crate) async fn release(&mut self) {
        let request = ReleaseFiguresRequest { request_id: "release".into(), year: 2018 };
        self.clerk.year.release_figures(request).await.unwrap();
    }
}

/// What a region's staff see of a year.
pub(crate) async fn status(clerk: &mut Clerk, year: u32) -> GetStatusResponse {
    clerk.fund.get_status(GetStatusRequest { year }).await.unwrap().into_inner()
}
