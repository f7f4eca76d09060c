//! A region's staff at work, and a small year for them to work on.

use super::{World, region};
use std::net::SocketAddr;
use tonic::transport::Channel;
use tonic::{Status, Streaming};
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{AreaCode, Cents, Year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::federation::RegionClient;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::region::fund_service_client::FundServiceClient;
use wijkfonds_proto::region::project_service_client::ProjectServiceClient;
use wijkfonds_proto::region::year_service_client::YearServiceClient;
use wijkfonds_proto::region::*;

/// The last answer on a file: those before it say how far it is.
pub async fn last<A>(mut answers: Streaming<A>) -> Result<A, Status> {
    let mut last = None;
    while let Some(answer) = answers.message().await? {
        last = Some(answer);
    }
    last.ok_or_else(|| Status::internal("no answer came"))
}

/// A region's rules of the demonstration, without those that ask for votes at a meeting or for areas of one form: the
/// tests of processes decide by numbers of votes and make up areas.
pub fn rules(region: &str) -> String {
    let file = format!("{}/demo/rules/{region}.toml", env!("CARGO_MANIFEST_DIR"));
    let mut document: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    for rule in ["composition", "area_form"] {
        document.remove(rule).unwrap();
    }
    document.to_string()
}

/// Everybody in a region's office, each with a certificate of their own.
#[derive(Clone)]
pub struct Clerk {
    pub board: FundServiceClient<Channel>,
    pub year: YearServiceClient<Channel>,
    pub fund: FundServiceClient<Channel>,
    pub projects: ProjectServiceClient<Channel>,
    pub committee: ProjectServiceClient<Channel>,
    pub treasurer: FundServiceClient<Channel>,
    pub payments: ProjectServiceClient<Channel>,
}

impl Clerk {
    pub fn new(world: &World, region: &str, office: SocketAddr) -> Self {
        let channel = |role| world.staff(region, role, office);
        Self {
            board: FundServiceClient::new(channel(Role::Board)),
            year: YearServiceClient::new(channel(Role::Board)),
            fund: FundServiceClient::new(channel(Role::Clerk)),
            projects: ProjectServiceClient::new(channel(Role::Clerk)),
            committee: ProjectServiceClient::new(channel(Role::Committee)),
            treasurer: FundServiceClient::new(channel(Role::Treasurer)),
            payments: ProjectServiceClient::new(channel(Role::Treasurer)),
        }
    }

    /// Adopts the region's rules and lists insurers.
    pub async fn adopt(&mut self, world: &World, region: &str, insurers: &[&str]) {
        let toml = rules(region);
        self.board.adopt_rules(AdoptRulesRequest { request_id: "rules".into(), toml }).await.unwrap();
        for uzovi in insurers {
            let key = world.credentials(&super::insurer(uzovi)).as_peer().key().to_string();
            let request = ListInsurerRequest {
                request_id: format!("insurer-{uzovi}"),
                uzovi: (*uzovi).into(),
                name: format!("Insurer {uzovi}"),
                key_fingerprint: key,
            };
            self.board.list_insurer(request).await.unwrap();
        }
    }

    /// Imports a quarter's insured; the answer says what is wrong with the file, if anything is.
    pub async fn import_insured(&mut self, quarter: u32, csv: &str) -> Result<ImportInsuredResponse, Status> {
        use import_insured_request::Part;
        let header = ImportInsuredHeader {
            request_id: format!("insured-{quarter}"),
            year: 2018,
            quarter,
            source: "synthetic".into(),
            reference_date: "2018-01-01".into(),
            correction: String::new(),
            file_name: "insured.csv".into(),
        };
        let chunks = csv.as_bytes().chunks(1_000).map(|chunk| Part::Chunk(chunk.to_vec()));
        let parts = std::iter::once(Part::Header(header)).chain(chunks);
        let parts: Vec<_> = parts.map(|part| ImportInsuredRequest { part: Some(part) }).collect();
        last(self.fund.import_insured(tokio_stream::iter(parts)).await?.into_inner()).await
    }

    pub async fn import_overviews(&mut self, csv: &str) -> Result<ImportOverviewsResponse, Status> {
        use import_overviews_request::Part;
        let header = ImportOverviewsHeader {
            request_id: "overviews".into(),
            year: 2018,
            source: "synthetic".into(),
            reference_date: "2018-01-01".into(),
            file_name: "overviews.csv".into(),
            quarter: 0,
            correction: String::new(),
        };
        let parts = [Part::Header(header), Part::Chunk(csv.as_bytes().to_vec())];
        let parts = parts.map(|part| ImportOverviewsRequest { part: Some(part) });
        last(self.fund.import_overviews(tokio_stream::iter(parts)).await?.into_inner()).await
    }

    /// An application of one of the practices of [`small_year`], received on a day in every region's round.
    pub fn form(practice: u32, cents: i64) -> ApplicationForm {
        ApplicationForm {
            year: 2018,
            received_on: "2018-03-01".into(),
            applicant: agb(practice),
            scope: Scope::PracticeTranscending.into(),
            kind: "interpreter_line".into(),
            criteria: vec!["access".into()],
            title: format!("Project {practice}"),
            description: "Synthetic".into(),
            areas: vec!["1013".into()],
            budget: vec![BudgetLine {
                line: Some(budget_line::Line::Price(BudgetPrice { what: "Line".into(), cents: 2 * cents })),
            }],
            requested: vec![Draw { pot: "region".into(), cents }],
            ..Default::default()
        }
    }

    pub async fn submit(
        &mut self,
        request_id: &str,
        form: ApplicationForm,
    ) -> Result<SubmitApplicationResponse, Status> {
        let request = SubmitApplicationRequest {
            request_id: request_id.into(),
            form: Some(form),
            ..Default::default()
        };
        Ok(self.projects.submit_application(request).await?.into_inner())
    }

    /// Grants what is asked, by a committee of three GPs and an insurer.
    pub async fn grant(&mut self, id: &str, cents: i64) -> Result<Vec<Instalment>, Status> {
        let request = DecideApplicationRequest {
            request_id: format!("grant-{id}"),
            id: id.into(),
            on: "2018-05-31".into(),
            gps: 3,
            insurers: 3,
            others: 3,
            votes_for: 9,
            votes_against: 0,
            reason: "good".into(),
            outcome: Some(decide_application_request::Outcome::Grant(Grant {
                draws: vec![Draw { pot: "region".into(), cents }],
            })),
        };
        Ok(self.committee.decide_application(request).await?.into_inner().instalments)
    }

    pub async fn pay(&mut self, id: &str, number: u32) -> Result<(), Status> {
        let request = PayInstalmentRequest {
            request_id: format!("pay-{id}-{number}"),
            id: id.into(),
            number,
            on: "2018-12-01".into(),
            reference: format!("order {id} {number}"),
        };
        self.payments.pay_instalment(request).await.map(drop)
    }

    pub async fn summary(&mut self) -> GetYearSummaryResponse {
        let request = GetYearSummaryRequest { year: 2018, on: "2018-12-31".into() };
        self.year.get_year_summary(request).await.unwrap().into_inner()
    }
}

/// The code of a practice of [`small_year`].
pub fn agb(practice: u32) -> String {
    format!("01{practice:06}")
}

/// A region with rules, areas 1013 and 1014, a rate, two insurers' counts of four quarters (100,000 and 50,000
/// insured in 1013), twelve practices and ZN's money. For a region with one pot, such as twente or nijmegen.
pub async fn small_year(
    world: &World,
    id: &str,
    border: SocketAddr,
    office: SocketAddr,
    insurers: [&str; 2],
) -> Clerk {
    let mut clerk = Clerk::new(world, id, office);
    clerk.adopt(world, id, &insurers).await;
    let year = Year::new(2018).unwrap();
    let channel = world.channel(&Identity::Bureau, &Identity::Region(region(id)), border);
    let mut bureau = RegionClient::new(region(id), channel);
    let areas = ["1013", "1014"].map(|code| Area {
        code: AreaCode::new(code).unwrap(),
        name: format!("Area {code}"),
        municipality: "Town".into(),
    });
    let list = AreaList {
        year,
        version: 1,
        source: "test".into(),
        published_on: year.first_day(),
        correction: None,
        areas: areas.to_vec(),
    };
    bureau.accept_area_list("areas".into(), &list).await.unwrap();
    let rate = Rate {
        year,
        version: 1,
        cents_per_patient: Cents::new(592),
        source: "ZN".into(),
        published_on: year.first_day(),
        correction: None,
    };
    bureau.accept_rate("rate".into(), &rate).await.unwrap();
    for quarter in 1..=4 {
        let csv = format!("area,uzovi,insured\n1013,{},100000\n1013,{},50000\n", insurers[0], insurers[1]);
        let answer = clerk.import_insured(quarter, &csv).await.unwrap();
        assert!(answer.problems.is_empty());
    }
    let rows: String =
        (1..=12).map(|n| format!("{},Practice {n},Owner {n},1013,2000,1013,1000\n", agb(n))).collect();
    let header = "agb,name,owner,located_in,population,area,enrolled\n";
    let answer = clerk.import_overviews(&format!("{header}{rows}")).await.unwrap();
    assert!(answer.problems.is_empty());
    let request = RecordZnPaymentRequest {
        request_id: "zn".into(),
        year: 2018,
        quarter: 1,
        cents: 150_000 * 592,
        on: "2018-01-15".into(),
    };
    clerk.treasurer.record_zn_payment(request).await.unwrap();
    clerk
}
