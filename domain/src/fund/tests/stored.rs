//! The stored form of events: what was ever written stays readable, and means what it meant.

use super::world::AT;
use crate::fund::{Event, apply};
use crate::ledger;
use crate::records::MemoryRecords;
use crate::terms::Year;
use crate::year;
use std::collections::BTreeSet;

/// A year of a small fund, in the first stored form. This file only ever grows a sibling.
const VERSION_1: &str = include_str!("../../../tests/golden/events-v1.jsonl");

/// A sibling: orders to pay.
const ORDERS: &str = include_str!("../../../tests/golden/events-orders.jsonl");
/// Kinds of event that came later, each with a golden file of its own.
const LATER: [&str; 5] = ["books", "invoices", "people", "release", "reversed"];

/// Another sibling: orders that go to the bank and come back from it.
const PAYMENT: &str = include_str!("../../../tests/golden/events-payment.jsonl");

fn tag(line: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    value["event"].as_str().unwrap().to_owned()
}

/// The names of all variants, as serde lists them when it meets one that it does not know.
fn all_tags() -> BTreeSet<String> {
    let Err(refused) = serde_json::from_str::<Event>(r#"{"event":"?"}"#) else { panic!("`?` is no event") };
    let message = refused.to_string();
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_golden_file_has_every_kind_of_event() {
    let files = [VERSION_1, super::committee::GOLDEN, super::counts::GOLDEN, super::outcomes::GOLDEN, ORDERS];
    let found: BTreeSet<String> = files.iter().flat_map(|file| file.lines()).map(tag).collect();
    assert_eq!(found, all_tags().into_iter().filter(|tag| !LATER.contains(&tag.as_str())).collect());
}

#[test]
fn an_event_of_version_1_reads_and_writes_as_it_was_written() {
    for (row, line) in VERSION_1.lines().chain(ORDERS.lines()).chain(PAYMENT.lines()).enumerate() {
        let event: Event =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", row + 1));
        assert_eq!(serde_json::to_string(&event).unwrap(), line, "line {}", row + 1);
    }
}

#[test]
fn the_events_of_version_1_lead_to_the_records_they_led_to() {
    let mut records = MemoryRecords::default();
    for line in VERSION_1.lines() {
        apply(&mut records, &serde_json::from_str(line).unwrap(), AT).unwrap();
    }
    let year = Year::new(2018).unwrap();
    let summary = serde_json::to_string(&year::summary(&records, year, year.last_day()).unwrap()).unwrap();
    assert_eq!(summary, SUMMARY);
    let balances = ledger::balances(&records, year.next()).unwrap();
    let balances: Vec<_> = balances.iter().map(|(account, cents)| format!("{account} {cents}")).collect();
    assert_eq!(balances, BALANCES);
}

#[test]
fn an_event_with_an_unknown_or_a_missing_field_is_not_read() {
    for line in VERSION_1.lines() {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        let fields = value.as_object_mut().unwrap();
        fields.insert("unknown".into(), 1.into());
        assert!(serde_json::from_value::<Event>(value.clone()).is_err(), "{} takes any field", tag(line));
        let fields = value.as_object_mut().unwrap();
        fields.remove("unknown");
        let last = fields.keys().rfind(|key| *key != "event").unwrap().clone();
        fields.remove(&last);
        assert!(serde_json::from_value::<Event>(value).is_err(), "{} does without `{last}`", tag(line));
    }
}

const SUMMARY: &str = r#"{"submitted":6,"refused":2,"granted":2,"withdrawn":1,"open":1,"requested_cents":570100,"granted_cents":400000,"paid_cents":100001,"held_cents":0,"not_yet_due_cents":0,"due_cents":214999,"lapsed_cents":85000,"reclaimed_cents":10000}"#;
const BALANCES: [&str; 6] = [
    "bank 1665.47",
    "receivable-zn 8056.42",
    "receivable-reclaim 100.00",
    "pot-committed/hagro-noord -1433.33",
    "pot-committed/region -716.66",
    "reserve -7671.90",
];
