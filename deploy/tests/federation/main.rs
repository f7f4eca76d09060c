//! A federation of real processes, and what happens when parts of it go away.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

use support::{Clerk, Process, World, small_year};

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
