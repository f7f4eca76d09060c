//! The stored form of releases and their sending: what was ever written stays readable, and means what it meant.

use super::{TWELVE, closed_year, equal};
use crate::fund::tests::world::{AT, World};
use crate::fund::{Event, apply};
use crate::records::MemoryRecords;

const GOLDEN: &str = include_str!("../../../tests/golden/events-release.jsonl");

/// All that there is of releases, of a small fund.
fn released() -> World {
    let mut world = closed_year(&equal(&TWELVE[..4]));
    world.run(
        "
        2019-01-30 order_release
        2019-01-31 hold 2018 euros_paid
        2019-02-01 release 2018
        2019-02-02 lift 2018 euros_paid
        2019-02-03 release 2018
        2019-02-04 send 2018
        ",
    );
    world
}

#[test]
fn stored_events_of_releases_stay_readable_and_mean_what_they_meant() {
    let world = released();
    let of_releases = |event: &&Event| matches!(event, Event::Release(_) | Event::Sent { .. });
    let lines = world.events.iter().filter(of_releases).map(|event| serde_json::to_string(event).unwrap());
    let lines: Vec<_> = lines.collect();
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/events-release.jsonl");
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    assert_eq!(lines, GOLDEN.lines().collect::<Vec<_>>());
    let mut records = MemoryRecords::default();
    let others = world.events.iter().filter(|event| !of_releases(event)).cloned();
    let stored = GOLDEN.lines().map(|line| serde_json::from_str(line).unwrap());
    others.chain(stored).for_each(|event| apply(&mut records, &event, AT).unwrap());
    assert!(records == world.records, "the stored events lead to other records");
}
