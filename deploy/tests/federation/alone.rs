//! A node needs nobody to do its work.

use crate::support::{Bureau, Clerk, Process, World, eventually, small_year};
use crate::together::status;

#[tokio::test]
async fn a_node_takes_applications_grants_and_pays_while_nobody_else_is_there() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let node = Process::start("node", &world.node_config("twente"));
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    let id = clerk.submit("a", Clerk::form(1, 100_000)).await.unwrap().id;
    let instalments = clerk.grant(&id, 100_000).await.unwrap();
    assert_eq!(instalments.iter().map(|i| i.cents).collect::<Vec<_>>(), [50_000, 25_000, 25_000]);
    clerk.pay(&id, 1).await.unwrap();
    let summary = clerk.summary().await;
    assert_eq!((summary.granted_cents, summary.paid_cents, summary.held_cents), (100_000, 50_000, 25_000));
    assert!(node.stop().success());
}

#[tokio::test]
async fn a_node_works_on_when_the_coordinator_was_there_and_is_gone() {
    let world = World::new(&["twente"], &["3311", "7119"]);
    let node = Process::start("node", &world.node_config("twente"));
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    let config = world.coordinator_config();
    let coordinator = Process::start("coordinator", &config);
    let mut bureau = Bureau::new(&world, coordinator.office);
    bureau.register("twente", node.border).await;
    bureau.publish_rate(2019, 364, "").await.unwrap();
    let acknowledged = |region: &u32| *region == 1;
    let version = async || bureau.status(2019).await["twente"].rate_version;
    eventually("the rate of 2019 is acknowledged", version, acknowledged).await;
    let before = clerk.submit("before", Clerk::form(1, 100_000)).await.unwrap().id;
    coordinator.kill();

    clerk.grant(&before, 100_000).await.unwrap();
    clerk.pay(&before, 1).await.unwrap();
    let after = clerk.submit("after", Clerk::form(2, 40_000)).await.unwrap().id;
    clerk.grant(&after, 40_000).await.unwrap();
    clerk.pay(&after, 1).await.unwrap();
    let summary = clerk.summary().await;
    assert_eq!((summary.granted_cents, summary.paid_cents), (140_000, 70_000));
    assert_eq!(status(&mut clerk, 2019).await.rate_cents, 364);
}
