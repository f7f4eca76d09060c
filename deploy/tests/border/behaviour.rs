//! How a node behaves towards those who say nothing, and those who say something twice.

use crate::nodes::Node;
use crate::support::{Clerk, World, region, small_year};
use std::time::Duration;
use tokio::net::TcpStream;
use tonic::Code;
use tonic_types::StatusExt;
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::terms::{Cents, Year};
use wijkfonds_proto::border::CallError;
use wijkfonds_proto::federation::RegionClient;
use wijkfonds_proto::identity::Identity;
use wijkfonds_proto::region::GetStatusRequest;
use wijkfonds_proto::tls::ClientTls;

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_stay_silent_do_not_keep_a_node_from_stopping() {
    let world = World::new(&["twente"], &[]);
    let node = Node::start(&world, "twente", None).await;
    let tls = ClientTls::new(&world.credentials(&Identity::Bureau));
    let before_the_handshake = TcpStream::connect(node.border).await.unwrap();
    let tcp = TcpStream::connect(node.border).await.unwrap();
    let after_the_handshake = tls.connect(tcp, &Identity::Region(region("twente"))).await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), node.stop()).await.expect("it does not stop");
    drop((before_the_handshake, after_the_handshake));
}

async fn sequence(clerk: &mut Clerk) -> u64 {
    clerk.board.get_status(GetStatusRequest { year: 2018 }).await.unwrap().into_inner().journal_sequence
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_gives_its_first_answer_again_and_is_good_for_one_request() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let node = Node::start(&world, "twente", None).await;
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    let first = clerk.submit("once", Clerk::form(1, 100_000)).await.unwrap();
    let before = sequence(&mut clerk).await;
    assert!(clerk.submit("once", Clerk::form(1, 100_000)).await.unwrap() == first);
    let other = clerk.submit("once", Clerk::form(1, 100_001)).await.err().unwrap();
    let reason = other.get_error_details().error_info().unwrap().reason.clone();
    assert_eq!((other.code(), reason.as_str()), (Code::Aborted, "REQUEST_ID_REUSED"));

    let channel = world.channel(&Identity::Bureau, &Identity::Region(region("twente")), node.border);
    let mut bureau = RegionClient::new(region("twente"), channel);
    let year = Year::new(2018).unwrap();
    let rate = |cents| Rate {
        year,
        version: 1,
        cents_per_patient: Cents::new(cents),
        source: "ZN".into(),
        published_on: year.first_day(),
        correction: None,
    };
    assert_eq!(bureau.accept_rate("rate".into(), &rate(592)).await, Ok(1));
    let answer = bureau.accept_rate("rate".into(), &rate(593)).await;
    assert!(matches!(answer, Err(CallError::Refused { reason, .. }) if reason == "REQUEST_ID_REUSED"));
    assert_eq!(sequence(&mut clerk).await, before, "nothing has happened");
    node.stop().await;
}
