//! The project's promise: of all that a region's people enter in a year, nothing reaches the bureau or an insurer
//! but released figures and an insurer's own statements. Not in an answer, not in an error, in no form.

use crate::canaries::Canaries;
use crate::nodes::Node;
use crate::raw::call;
use crate::support::{Process, WIJKFONDS, World, insurer, region};
use crate::wire::{Recorder, answers};
use crate::year::{SecretYear, area};
use std::process::Output;
use wijkfonds_domain::area::{Area, AreaList};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{AreaCode, Cents, Year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::border::{BorderRefusal, CallError};
use wijkfonds_proto::bureau::bureau_service_client::BureauServiceClient;
use wijkfonds_proto::bureau::*;
use wijkfonds_proto::federation::RegionClient;
use wijkfonds_proto::identity::Identity;

const REGIONS: [&str; 3] = ["twente", "nijmegen", "rotterdam"];
/// The third has a certificate and is on no region's list.
const INSURERS: [&str; 3] = ["3311", "7119", "3332"];
const LISTED: [&str; 2] = ["3311", "7119"];
const BUREAU: &str = "spiffe://wijkfonds/bureau";

struct Region {
    id: &'static str,
    node: Node,
    recorder: Recorder,
    year: SecretYear,
}

/// The bureau at work, through its own office.
struct Bureau(BureauServiceClient<tonic::transport::Channel>, BureauServiceClient<tonic::transport::Channel>);

impl Bureau {
    fn new(world: &World, coordinator: &Process) -> Self {
        let client = |role| BureauServiceClient::new(world.bureau_staff(role, coordinator.office));
        Self(client(Role::Board), client(Role::Clerk))
    }

    async fn publish(&mut self, regions: &[Region]) {
        for Region { id, node, .. } in regions {
            let request = RegisterRegionRequest {
                request_id: format!("register-{id}"),
                id: (*id).into(),
                name: format!("Fonds {id}"),
                name_confirmed: false,
                address: node.border.to_string(),
            };
            self.0.register_region(request).await.unwrap();
        }
        let listed = |(region, number): (&&str, u64)| ListedArea {
            code: area(number),
            name: "Wijk".into(),
            municipality: "Stad".into(),
            region: (*region).into(),
        };
        let request = PublishAreaListRequest {
            request_id: "areas".into(),
            year: 2018,
            source: "NZa".into(),
            published_on: "2017-11-01".into(),
            correction: String::new(),
            areas: REGIONS.iter().zip(1..).map(listed).collect(),
        };
        self.0.publish_area_list(request).await.unwrap();
        let request = PublishRateRequest {
            request_id: "rate".into(),
            year: 2018,
            cents_per_patient: 592,
            source: "ZN".into(),
            published_on: "2017-11-01".into(),
            correction: String::new(),
        };
        self.0.publish_rate(request).await.unwrap();
    }

    async fn collect(&mut self, request_id: &str) -> CollectFiguresResponse {
        let request = CollectFiguresRequest { request_id: request_id.into(), year: 2018 };
        self.1.collect_figures(request).await.unwrap().into_inner()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_released_figures_and_own_statements_leaves_a_region() {
    let world = World::new(&REGIONS, &INSURERS);
    let mut regions = Vec::new();
    for (id, number) in REGIONS.into_iter().zip(1..) {
        let recorder = Recorder::default();
        let node = Node::start(&world, id, Some(recorder.tap())).await;
        let year = SecretYear::new(&world, id, number, &node);
        regions.push(Region { id, node, recorder, year });
    }
    let coordinator = Process::start("coordinator", &world.coordinator_config());
    let mut bureau = Bureau::new(&world, &coordinator);
    bureau.publish(&regions).await;
    for Region { year, .. } in &mut regions {
        year.begin(&world, LISTED).await;
        year.import(LISTED).await;
        year.work().await;
        year.close().await;
    }
    assert_eq!(bureau.collect("too-early").await.not_released.len(), REGIONS.len());
    let mut published = Vec::new();
    for Region { year, .. } in &mut regions {
        published.push(year.release().await);
    }
    assert_eq!(bureau.collect("in-time").await.received.len(), REGIONS.len());
    for uzovi in INSURERS {
        let output = pull(&world, uzovi, &coordinator).await;
        let expected = if LISTED.contains(&uzovi) { REGIONS.len() * 4 } else { 0 };
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(printed.matches("\"due_cents\"").count(), expected + 1, "{printed}");
    }
    assert!(coordinator.stop().success());
    for Region { id, node, .. } in &regions {
        provoke_as_bureau(&world, id, node).await;
        provoke_as_insurer(&world, id, node).await;
    }
    for (Region { id, node, recorder, year }, published) in regions.into_iter().zip(published) {
        node.stop().await;
        judge(id, &recorder, &year, &published);
    }
}

async fn pull(world: &World, uzovi: &str, coordinator: &Process) -> Output {
    let config = world.insurer_config(uzovi, coordinator.border);
    let mut command = tokio::process::Command::new(WIJKFONDS);
    command.args(["insurer", "pull", "--json", "--year", "2018", "--uzovi", uzovi, "--config"]).arg(config);
    command.output().await.unwrap()
}

/// Every refusal of the border that a bureau can cause, and requests that are none.
async fn provoke_as_bureau(world: &World, id: &str, node: &Node) {
    let channel = world.channel(&Identity::Bureau, &Identity::Region(region(id)), node.border);
    let mut client = RegionClient::new(region(id), channel.clone());
    let year = Year::new(2018).unwrap();
    let good = Rate {
        year,
        version: 2,
        cents_per_patient: Cents::new(364),
        source: "ZN".into(),
        published_on: year.first_day(),
        correction: None,
    };
    let zero = Rate { cents_per_patient: Cents::ZERO, ..good.clone() };
    let from_nobody = Rate { source: String::new(), ..good.clone() };
    let old = Rate { version: 1, correction: Some("a mistake".into()), ..good.clone() };
    let rates = [
        (zero, "RATE_OUT_OF_RANGE"),
        (from_nobody, "RATE_NO_SOURCE"),
        (old, "RATE_NOT_NEWER"),
        (good, "RATE_CORRECTION_WITHOUT_REASON"),
    ];
    for (rate, expected) in rates {
        assert_eq!(reason(client.accept_rate("provoked".into(), &rate).await), expected);
    }
    let area =
        Area { code: AreaCode::new("1013").unwrap(), name: "Wijk".into(), municipality: "Stad".into() };
    let list = |version, areas, correction: Option<&str>| AreaList {
        year,
        version,
        source: "NZa".into(),
        published_on: year.first_day(),
        correction: correction.map(str::to_owned),
        areas,
    };
    let lists = [
        (list(2, Vec::new(), None), "AREA_LIST_EMPTY_OR_DOUBLE"),
        (list(1, vec![area.clone()], None), "AREA_LIST_NOT_NEWER"),
        (list(2, vec![area.clone()], None), "AREA_LIST_CORRECTION_WITHOUT_REASON"),
        (list(2, vec![area], Some("a mistake")), "AREA_LIST_AREA_REMOVED"),
    ];
    for (list, expected) in lists {
        assert_eq!(reason(client.accept_area_list("provoked".into(), &list).await), expected);
    }
    assert_eq!(reason(client.figures(Year::new(2019).unwrap()).await), "FIGURES_NOT_RELEASED");
    for path in PATHS {
        for garbage in
            [vec![], vec![0xff; 40], b"\x08\x00".to_vec(), b"\x0a\x03abc".to_vec(), vec![0x12, 0x7f, 1]]
        {
            // anything may come back, as long as it is nothing that nobody may know
            drop(call(&channel, path, garbage).await);
        }
    }
}

async fn provoke_as_insurer(world: &World, id: &str, node: &Node) {
    for uzovi in INSURERS {
        let channel = world.channel(&insurer(uzovi), &Identity::Region(region(id)), node.border);
        for path in PATHS {
            for request in [vec![], vec![0x08, 0xe3, 0x0f], vec![0x08, 0xe2, 0x0f], vec![0xff; 40]] {
                drop(call(&channel, path, request).await);
            }
        }
    }
}

const PATHS: [&str; 8] = [
    "/wijkfonds.federation.v1.RegionService/AcceptRate",
    "/wijkfonds.federation.v1.RegionService/AcceptAreaList",
    "/wijkfonds.federation.v1.RegionService/GetFigures",
    "/wijkfonds.federation.v1.RegionService/GetEverything",
    "/wijkfonds.settlement.v1.SettlementService/ListStatements",
    "/wijkfonds.region.v1.FundService/GetStatus",
    "/wijkfonds.region.v1.ProjectService/ListApplications",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
];

fn reason<T: std::fmt::Debug>(answer: Result<T, CallError>) -> String {
    match answer.unwrap_err() {
        CallError::Refused { reason, .. } => reason,
        other => panic!("{other}"),
    }
}

/// Reads all that a region sent.
fn judge(id: &str, recorder: &Recorder, year: &SecretYear, published: &[(String, u64)]) {
    let sent = recorder.sent();
    let receivers: Vec<&str> = sent.keys().map(|peer| peer.rsplit('/').next().unwrap()).collect();
    assert_eq!(receivers, ["bureau", "3311", "3332", "7119"]);
    assert!(year.canaries.len() > 300, "{} canaries", year.canaries.len());

    let mut leaked = year.canaries.leaked(recorder);
    for (own, uzovi) in LISTED.into_iter().enumerate() {
        // what is said of one insurer's insured is for that insurer
        let insured =
            Canaries::of(&[], &[year.insured(own), year.insured(own) * 592, year.insured(own) * 592 / 4]);
        let to_others = sent.iter().filter(|(peer, _)| !peer.ends_with(uzovi));
        leaked.extend(to_others.flat_map(|(peer, bytes)| insured.leaked_to(peer, bytes)));
        let to_itself = sent.iter().filter(|(peer, _)| peer.ends_with(uzovi));
        let mut told = to_itself.flat_map(|(peer, bytes)| insured.leaked_to(peer, bytes));
        assert!(told.any(|hit| hit.part == "message"), "{uzovi} has no statements of {id}");
    }
    let leaked: Vec<String> = leaked.iter().map(ToString::to_string).collect();
    assert!(leaked.is_empty(), "{id} leaks:\n{}", leaked.join("\n"));

    // the same search finds what may be told, so it was told and would have been found
    assert!(!published.is_empty());
    for (measure, total) in published {
        let mut expected = Canaries::of(&[measure], &[]);
        expected.value(*total);
        let found = expected.leaked_to(BUREAU, &sent[BUREAU]);
        let told = |canary: &str| found.iter().any(|hit| hit.part == "message" && hit.canary == canary);
        assert!(told(measure) && told(&total.to_string()), "{id}: {measure} is not told");
    }
    sent.values().for_each(|bytes| judge_errors(id, bytes));
}

/// What the transport says of a request that is not a message of the treaty at all, before anything of the region
/// sees it. What such a sentence names or counts is of the request itself.
const NOT_A_MESSAGE: [&str; 2] = ["failed to decode Protobuf message: ", "invalid MessageRequest"];

/// What an error may say: one of the treaty's sentences, in which there is no number, or that the request is none.
fn judge_errors(id: &str, bytes: &[u8]) {
    let sentences = BorderRefusal::ALL.map(BorderRefusal::sentence);
    assert!(!sentences.concat().contains(|c: char| c.is_ascii_digit()));
    let mut errors = 0;
    for answer in answers(bytes) {
        let Some(sentence) = answer.sentence() else { continue };
        errors += 1;
        let is_known = sentences.contains(&sentence.as_str());
        let is_about_the_request = NOT_A_MESSAGE.iter().any(|start| sentence.starts_with(start));
        assert!(is_known || is_about_the_request, "{id} says: {sentence}");
        assert_eq!(answer.details().is_some(), is_known, "{id} tells details of: {sentence}");
        assert!(answer.messages().is_empty(), "{id} answers and refuses at the same time");
    }
    assert!(errors > 10, "{id} was hardly provoked");
}
