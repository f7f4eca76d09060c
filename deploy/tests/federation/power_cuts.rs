//! `kill -9` at any moment: what was answered is there, and nothing is half done.

use crate::command::wijkfonds;
use crate::load::{Filed, check_all, check_balance, work};
use crate::support::{Bureau, Clerk, Process, World, eventually, small_year};
use crate::together::status;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::Path;
use std::time::Duration;
use tokio::task::JoinSet;

const ROUNDS: u32 = 50;
const CLIENTS: u32 = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_fifty_times_under_load_loses_nothing_that_it_answered() {
    let mut random = ChaCha8Rng::seed_from_u64(50);
    let world = World::new(&["twente"], &["3311", "7119"]);
    let config = world.node_config("twente");
    let mut node = Process::start("node", &config);
    let mut clerk = small_year(&world, "twente", node.border, node.office, ["3311", "7119"]).await;
    // connections of their own, which come back by themselves
    let clerks: Vec<_> = (0..CLIENTS).map(|_| Clerk::new(&world, "twente", node.office)).collect();
    let mut finished = Vec::new();
    let (mut unanswered, mut done_unanswered) = (0, 0);
    for round in 0..ROUNDS {
        let moment = Duration::from_micros(random.random_range(0..100_000));
        let mut clients = JoinSet::new();
        for (client, clerk) in (0..).zip(&clerks) {
            clients.spawn(work(clerk.clone(), round, client));
        }
        tokio::time::sleep(moment).await;
        node.kill();
        if round % 5 == 0 {
            kill_while_it_starts(&config, Duration::from_micros(random.random_range(0..80_000)));
        }
        let mut filed = Vec::new();
        while let Some(client) = clients.join_next().await {
            filed.extend(client.unwrap());
        }
        node = Process::start("node", &config);
        let (entries, left) = (entries(&mut clerk).await, filed.iter().map(Filed::steps_left).sum::<u64>());
        for filed in &mut filed {
            filed.check(&mut clerk).await;
            unanswered += u32::from(!filed.is_finished());
            filed.finish(&mut clerk).await;
        }
        // a step that was done before the kill adds no entry when it is asked again
        let added = self::entries(&mut clerk).await - entries;
        assert!(added <= left && left - added <= u64::from(CLIENTS), "{left} left and {added} added");
        done_unanswered += left - added;
        finished.extend(filed);
        check_balance(&mut clerk, &finished).await;
    }
    check_all(&mut clerk, &finished).await;
    assert!(unanswered >= ROUNDS, "the node was killed while it had nothing to do: {unanswered}");
    assert!(done_unanswered > 0, "no kill came between the journal and the answer");
    println!(
        "{} applications, {unanswered} of them broken off by {ROUNDS} kills, {done_unanswered} steps done and not answered",
        finished.len()
    );
    node.kill();
    let data = world.path().join("twente/data");
    let verified = wijkfonds(["node".as_ref(), "journal".as_ref(), "verify".as_ref(), data.as_os_str()]);
    assert!(verified.status.success(), "{verified:?}");
}

/// How many entries the node's journal has.
async fn entries(clerk: &mut Clerk) -> u64 {
    status(clerk, 2018).await.journal_sequence
}

/// A start, too, can be broken off anywhere: while the journal is read or the records are rebuilt.
fn kill_while_it_starts(config: &Path, moment: Duration) {
    let mut child = Process::spawn("node", config);
    std::thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_coordinator_that_is_killed_while_it_publishes_goes_on_where_it_was() {
    let mut random = ChaCha8Rng::seed_from_u64(8);
    let regions = ["twente", "nijmegen"];
    let world = World::new(&regions, &[]);
    let nodes = regions.map(|region| Process::start("node", &world.node_config(region)));
    let config = world.coordinator_config();
    let mut coordinator = Process::start("coordinator", &config);
    let mut bureau = Bureau::new(&world, coordinator.office);
    for (region, node) in regions.iter().zip(&nodes) {
        bureau.register(region, node.border).await;
    }
    for round in 0..8 {
        let (year, cents) = (2018 + round, 500 + i64::from(round));
        let mut publisher = bureau.clone();
        let published = tokio::spawn(async move { publisher.publish_rate(year, cents, "").await });
        tokio::time::sleep(Duration::from_micros(random.random_range(0..40_000))).await;
        coordinator.kill();
        let answered = published.await.unwrap();
        coordinator = Process::start("coordinator", &config);
        bureau = Bureau::new(&world, coordinator.office);
        if answered.is_ok() {
            // nobody touches it: what was answered goes out by itself
            let acknowledged = async || bureau.status(year).await;
            eventually("the rate goes out", acknowledged, |regions| {
                regions.len() == 2 && regions.values().all(|region| region.rate_version == 1)
            })
            .await;
        }
        assert_eq!(bureau.publish_rate(year, cents, "").await.unwrap(), 1);
        for (region, node) in regions.iter().zip(&nodes) {
            let mut clerk = Clerk::new(&world, region, node.office);
            let in_use = async || status(&mut clerk, year).await;
            let status = eventually("the rate is in use", in_use, |status| status.rate_version == 1).await;
            assert_eq!(status.rate_cents, cents);
        }
    }
}
