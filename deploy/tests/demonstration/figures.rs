//! What the figures of a whole year must be, whatever the seed.

use serde_json::Value;

/// The keys of the JSON object, in their order.
const KEYS: [&str; 25] = [
    "seed",
    "year",
    "regions",
    "rate_cents_per_patient",
    "rate_acknowledged",
    "patients",
    "practices",
    "projects_submitted",
    "projects_refused",
    "projects_granted",
    "projects_withdrawn",
    "projects_open",
    "requested_cents",
    "granted_cents",
    "paid_cents",
    "held_cents",
    "not_yet_due_cents",
    "due_cents",
    "lapsed_cents",
    "reclaimed_cents",
    "released_regions",
    "cells_published",
    "cells_withheld",
    "statements",
    "contribution_due_cents",
];

/// Checks what holds for every run.
pub(crate) fn check(figures: &Value, seed: i64) {
    let of =
        |key: &str| figures[key].as_i64().unwrap_or_else(|| panic!("{key} is a whole number: {figures}"));
    let sum = |keys: &[&str]| keys.iter().map(|key| of(key)).sum::<i64>();
    // and what was refused, per region and rule
    assert_eq!(figures.as_object().unwrap().len(), KEYS.len() + 1, "{figures}");
    check_refusals(figures);
    assert!(KEYS.iter().all(|key| of(key) >= 0), "{figures}");

    assert_eq!((of("seed"), of("year"), of("rate_cents_per_patient")), (seed, 2018, 592));
    assert_eq!((of("regions"), of("rate_acknowledged"), of("released_regions")), (16, 16, 16));
    assert_eq!(of("patients") * of("rate_cents_per_patient"), of("contribution_due_cents"));
    // six insurers, sixteen regions, four quarters
    assert_eq!(of("statements"), 6 * 16 * 4);
    let stages = ["projects_refused", "projects_granted", "projects_withdrawn", "projects_open"];
    assert_eq!(of("projects_submitted"), sum(&stages));
    let parts = ["paid_cents", "held_cents", "not_yet_due_cents", "due_cents", "lapsed_cents"];
    assert_eq!(of("granted_cents"), sum(&parts));
    assert!(of("granted_cents") <= of("requested_cents"), "{figures}");
    assert!(of("granted_cents") <= of("contribution_due_cents"), "{figures}");
    assert!(of("reclaimed_cents") <= of("paid_cents"), "{figures}");
    assert!(of("practices") >= 800 && of("projects_submitted") >= 2_000, "{figures}");
    assert!(of("cells_withheld") > of("cells_published"), "{figures}");
    let happens = ["projects_refused", "projects_withdrawn", "projects_open", "held_cents", "lapsed_cents"];
    assert!(happens.iter().all(|key| of(key) > 0), "every course of things happens: {figures}");
}

/// Every fund refuses by rules of its own; all of them together refuse what was refused.
fn check_refusals(figures: &Value) {
    let regions = figures["refused_by_rule"].as_object().unwrap();
    assert_eq!(regions.len(), 16, "{regions:?}");
    let rules = regions.values().flat_map(|region| region.as_object().unwrap());
    let applications: i64 = rules.clone().map(|(_, refused)| refused["applications"].as_i64().unwrap()).sum();
    assert_eq!(figures["projects_refused"], applications);
    let named: std::collections::BTreeSet<&String> = rules.map(|(rule, _)| rule).collect();
    // the fifteen rungs of the ladder, and the committee
    assert_eq!(named.len(), 16, "{named:?}");
    for (region, rule) in [
        ("noord-holland", "practice_not_in_area"),
        ("haaglanden", "evaluation_missing"),
        ("zuidwest-nederland", "practice_not_admitted"),
        ("limburg", "too_few_staff"),
        ("midden-nederland", "hourly_maximum_exceeded"),
        ("demonstratie-15", "price_not_fixed"),
    ] {
        assert!(
            regions[region][rule]["applications"].as_i64() > Some(0),
            "{region} refuses nothing by {rule}"
        );
    }
}
