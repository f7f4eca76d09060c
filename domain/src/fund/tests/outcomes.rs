//! What projects have shown, and how it is listed.

use super::whole_year::READY;
use super::world::World;
use crate::fund::Command;
use crate::outcome::{
    self, Aim, Comparison, Direction, Hundredths, Listed, OutcomeRecord, Significance, Unit, listing,
};

/// Half of the 200 patients asked said yes before, and 55 % after.
pub(super) fn result() -> OutcomeRecord {
    OutcomeRecord {
        number: 0,
        recorded_on: "2021-06-01".parse().unwrap(),
        application: None,
        indicator: "Understands own complaint".into(),
        aim: Aim::ExperiencedHealth,
        unit: Unit::Percentage,
        instrument: "Questionnaire".into(),
        population: "Patients of twelve practices".into(),
        n: 200,
        baseline: Some(Hundredths(5_000)),
        follow_up: Some(Hundredths(5_500)),
        comparison: Comparison::BeforeAfter,
        direction: Direction::Improved,
        effect: Some(Hundredths(500)),
        significance: Significance::Significant,
        source: "Report of the institute, June 2021, table 4".into(),
    }
}

/// A record without values, by what its source claims.
fn claim(indicator: &str, aim: Aim, direction: Direction, source: &str) -> OutcomeRecord {
    let significance = if direction == Direction::Unchanged {
        Significance::NotSignificant
    } else {
        Significance::NotTested
    };
    OutcomeRecord {
        indicator: indicator.into(),
        aim,
        unit: if aim == Aim::Cost { Unit::Euros } else { Unit::Score },
        baseline: None,
        follow_up: None,
        effect: None,
        comparison: Comparison::Control,
        direction,
        significance,
        source: source.into(),
        ..result()
    }
}

fn record(world: &mut World, record: OutcomeRecord) -> String {
    match world.give(&Command::Outcomes(outcome::Command::Record(record))) {
        Ok(_) => "ok".to_owned(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

fn all(world: &World) -> Vec<Listed> {
    listing(&world.records, None).unwrap()
}

/// "Proven effective, lower cost" against a result page that says: no effect on quality of life, and the cost rose no
/// less. Both are there, each with its number measured, its comparison and its source, and nothing is averaged.
#[test]
fn contradiction_10_conflicting_results_stand_side_by_side_with_the_null_result() {
    let mut world = World::empty();
    let (life, cost) = ("Quality of life", "Total cost of care per resident");
    let neighbourhoods = [
        claim(life, Aim::AreaHealth, Direction::Improved, "Source 001: proven effective"),
        claim(cost, Aim::Cost, Direction::Improved, "Source 001: lower cost"),
        claim("quality  of LIFE", Aim::AreaHealth, Direction::Unchanged, "ZonMw result page"),
        claim(cost, Aim::Cost, Direction::Unchanged, "ZonMw result page"),
        claim(cost, Aim::Cost, Direction::Worsened, "Register study"),
        claim("Work pleasure", Aim::WorkSatisfaction, Direction::Unchanged, "Staff survey"),
    ];
    for one in neighbourhoods {
        assert_eq!(record(&mut world, one), "ok");
    }
    let found = all(&world);
    let lines: Vec<_> =
        found.iter().map(|one| (one.record.number, one.record.direction.code(), one.contradicted)).collect();
    let expected = [
        (2, "improved", true),
        (4, "unchanged", true),
        (5, "worsened", true),
        (1, "improved", true),
        (3, "unchanged", true),
        (6, "unchanged", false),
    ];
    assert_eq!(lines, expected);
    assert!(found.iter().all(|one| one.record.n == 200 && !one.record.source.is_empty()));
    assert!(world.replayed() == world.records);
}

#[test]
fn a_corrected_result_stays_beside_the_one_in_its_place_and_contradicts_nothing_any_more() {
    let mut world = World::empty();
    let claims = [Direction::Improved, Direction::Unchanged]
        .map(|direction| claim("Quality of life", Aim::AreaHealth, direction, "Report, table 2"));
    for one in claims.clone() {
        assert_eq!(record(&mut world, one), "ok");
    }
    let mut correct = |corrects, reason: &str, right: &OutcomeRecord| {
        let (record, reason) = (right.clone(), reason.to_owned());
        let command = outcome::Command::Correct { corrects, record, reason };
        world.give(&Command::Outcomes(command)).map_or_else(|refusal| refusal.code(), |_| "ok")
    };
    let [_, right] = &claims;
    assert_eq!(correct(9, "read wrongly", right), "outcome_unknown");
    assert_eq!(correct(1, " ", right), "outcome_no_reason");
    assert_eq!(
        correct(1, "read wrongly", &OutcomeRecord { n: 0, ..right.clone() }),
        "outcome_nobody_measured"
    );
    assert_eq!(correct(1, "read wrongly", right), "ok");
    assert_eq!(correct(1, "again", right), "outcome_corrected_before");
    let told: Vec<_> = all(&world)
        .into_iter()
        .map(|one| {
            let corrects = one.corrects.map(|correction| (correction.of, correction.reason));
            let direction = one.record.direction.code();
            (one.record.number, direction, one.contradicted, one.corrected_by, corrects)
        })
        .collect();
    let expected = [
        (1, "improved", false, Some(3), None),
        (2, "unchanged", false, None, None),
        (3, "unchanged", false, None, Some((1, "read wrongly".to_owned()))),
    ];
    assert_eq!(told, expected);
    assert!(world.replayed() == world.records);
    let corrected = world.events.last().unwrap();
    assert_eq!(serde_json::to_string(corrected).unwrap(), CORRECTED.trim_end());
    assert!(serde_json::from_str::<crate::fund::Event>(CORRECTED.trim_end()).unwrap() == *corrected);
}

/// The first stored form of a corrected result.
const CORRECTED: &str = include_str!("../../../tests/golden/events-outcome-corrected.jsonl");

#[test]
fn percentages_of_fewer_than_ten_are_withheld_in_every_listing() {
    let mut world = World::after(READY);
    world.run("2018-05-01 submit 2018 p1 1013=500.00\n 2018-05-31 grant 2018-00001 1013=500.00");
    let id = "2018-00001".parse().unwrap();
    let (unit, comparison) = (Unit::Score, Comparison::None);
    let few = OutcomeRecord { application: Some(id), n: 9, ..result() };
    let none_to_withhold = OutcomeRecord { baseline: None, follow_up: None, effect: None, ..few.clone() };
    for one in [
        few.clone(),
        OutcomeRecord { n: 10, ..few.clone() },
        OutcomeRecord { unit, ..few.clone() },
        OutcomeRecord { comparison, ..none_to_withhold },
    ] {
        assert_eq!(record(&mut world, one), "ok");
    }
    for found in [all(&world), listing(&world.records, Some(id)).unwrap()] {
        let values = |one: &Listed| [one.record.baseline, one.record.follow_up, one.record.effect];
        let shown: Vec<_> =
            found.iter().map(|one| (one.withheld, values(one).iter().flatten().count())).collect();
        assert_eq!(shown, [(true, 0), (false, 3), (false, 3), (false, 0)]);
        assert!(found.iter().all(|one| one.record.direction == Direction::Improved));
    }
}

#[test]
fn a_result_that_cannot_be_is_refused_by_name() {
    let mut world = World::after(READY);
    world.run("2018-05-01 submit 2018 p1 1013=500.00");
    let percent = |value| Some(Hundredths(value));
    let large = OutcomeRecord { unit: Unit::Euros, comparison: Comparison::Control, ..result() };
    let cases = [
        (
            OutcomeRecord { application: Some("2018-00009".parse().unwrap()), ..result() },
            "outcome_unknown_application",
        ),
        (
            OutcomeRecord { application: Some("2018-00001".parse().unwrap()), ..result() },
            "outcome_not_granted",
        ),
        (OutcomeRecord { indicator: " ".into(), ..result() }, "outcome_bad_text"),
        (OutcomeRecord { instrument: "x".repeat(501), ..result() }, "outcome_bad_text"),
        (OutcomeRecord { population: String::new(), ..result() }, "outcome_bad_text"),
        (OutcomeRecord { source: String::new(), ..result() }, "outcome_bad_text"),
        (OutcomeRecord { n: 0, ..result() }, "outcome_nobody_measured"),
        (OutcomeRecord { baseline: percent(-1), ..result() }, "outcome_out_of_range"),
        (OutcomeRecord { follow_up: percent(10_001), ..result() }, "outcome_out_of_range"),
        (OutcomeRecord { effect: percent(-10_001), ..result() }, "outcome_out_of_range"),
        (OutcomeRecord { follow_up: percent(i64::MAX), ..large.clone() }, "outcome_out_of_range"),
        (OutcomeRecord { baseline: percent(i64::MIN), ..large }, "outcome_out_of_range"),
        (OutcomeRecord { comparison: Comparison::None, ..result() }, "outcome_not_compared"),
        (OutcomeRecord { effect: percent(501), ..result() }, "outcome_effect_differs"),
        (
            OutcomeRecord { follow_up: percent(5_000), effect: percent(0), ..result() },
            "outcome_direction_without_effect",
        ),
    ];
    for (case, code) in cases {
        assert_eq!(record(&mut world, case), code);
    }
    assert!(all(&world).is_empty());
    let null = OutcomeRecord {
        follow_up: percent(5_000),
        effect: percent(0),
        direction: Direction::Unchanged,
        ..result()
    };
    assert_eq!(record(&mut world, null), "ok");
    let adjusted = OutcomeRecord { effect: percent(300), comparison: Comparison::Control, ..result() };
    assert_eq!(record(&mut world, adjusted), "ok");
}

#[test]
fn hundredths_have_two_decimals() {
    let texts = [7_525, 5, -1_205, 0].map(|value| Hundredths(value).to_string());
    assert_eq!(texts, ["75.25", "0.05", "-12.05", "0.00"]);
}

/// The first stored form of claims, of an evaluation with all its fields, and of results.
pub(super) const GOLDEN: &str = include_str!("../../../tests/golden/events-evidence.jsonl");

fn golden_world() -> World {
    let mut world = World::after(READY);
    world.run(
        "
        2018-01-01 rules duty=90,blocks
        2018-05-01 submit 2018 p1 1013=800.00
        2018-05-31 grant 2018-00001 1013=800.00
        2018-06-01 zn 2018 q1 2000.00
        2018-06-01 pay 2018-00001/1
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=60.00 receipt-2=40.01 patients:12 workload:less reusable:all goes-on:yes
        2018-06-02 ask 2018-00001 Who_came?
        2018-06-03 evaluate 2018-00001 100.01
        2018-06-04 approve 2018-00001
        2018-06-05 claim_back 2018-00001 99.99
        2018-07-01 repay 2018-00001 40.00
        2018-08-01 write-off 2018-00001 59.99
        2018-12-15 areas 2019 v1 1013
        2019-01-15 overview 2019 p1 4000 1013=600
        2018-05-02 submit 2018 p1 1013=1.00
        2018-05-31 grant 2018-00002 1013=1.00
        2019-05-01 submit 2019 p1 1013=1.00 => excluded evaluation_missing
        2019-05-01 balances 2018 bank=1840.00 receivable-zn=8661.92 pot-free/1013=-8724.92 pot-free/1014=-1776.00 \
            pot-committed/1013=-1.00
        ",
    );
    let id = Some("2018-00001".parse().unwrap());
    assert_eq!(record(&mut world, OutcomeRecord { application: id, ..result() }), "ok");
    assert_eq!(
        record(&mut world, claim("Work", Aim::WorkSatisfaction, Direction::Unchanged, "Survey")),
        "ok"
    );
    world
}

#[test]
fn stored_events_of_claims_and_results_stay_readable_and_mean_what_they_meant() {
    let world = golden_world();
    let lines: Vec<_> = world.events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/events-evidence.jsonl");
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    assert_eq!(lines, GOLDEN.lines().collect::<Vec<_>>());
    let mut records = crate::records::MemoryRecords::default();
    for line in GOLDEN.lines() {
        crate::fund::apply(&mut records, &serde_json::from_str(line).unwrap(), super::world::AT).unwrap();
    }
    assert!(records == world.records, "the stored events lead to other records");
}

#[test]
fn nothing_of_a_claim_or_a_result_prints() {
    let world = golden_world();
    let application = world.application("2018-00001");
    let particulars = application.evaluations[0].form.particulars.clone().unwrap();
    let shown = format!(
        "{:?} {:?} {:?} {particulars:?} {:?} {:?}",
        all(&world),
        crate::reclaim::reclaim(&world.records, application.id).unwrap(),
        crate::reclaim::balance(&world.records, &application).unwrap(),
        particulars.cost_lines,
        crate::project::duty::overdue(&world.records, "2019-05-01".parse().unwrap()).unwrap(),
    );
    for word in ["Questionnaire", "bank-1", "99", "receipt", "2018"] {
        assert!(!shown.contains(word), "{shown}");
    }
}
