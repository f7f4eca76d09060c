//! Practices counted by quarter, on one day or by their own overviews, and corrections that say what they correct.

use super::whole_year::READY;
use super::world::{AT, World};
use crate::count::effect::{self, PotEffect};
use crate::count::enrolled::{self, Practice};
use crate::count::enrolled_effect::{self, Standing};
use crate::count::gp::{GpCount, GpCounts};
use crate::count::{Fraction, insured, quarters};
use crate::fund::{Command, Event, apply};
use crate::intake;
use crate::pot::PotId;
use crate::project::ApplicationId;
use crate::records::MemoryRecords;
use crate::terms::{Agb, Cents, Quarter, Year};
use proptest::prelude::*;

/// Events of quarterly overviews, corrections of counts and their effect. This file only ever grows a sibling.
pub(super) const GOLDEN: &str = include_str!("../../../tests/golden/events-counts.jsonl");

/// A fund that counts practices by the mean of the quarters, and one practice.
const BY_QUARTER: &str = "
    2017-12-01 rules enrolled=mean_of_four_quarters
    2017-12-15 areas 2018 v1 1013 1014
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-01-02 insured 2018 q1 1013/3311=1000 1014/3311=500
    2018-01-01 overview 2018 p1 3000 1013=300 quarter:q1
";

fn year() -> Year {
    Year::new(2018).unwrap()
}

fn practice(world: &World) -> Practice {
    enrolled::practice(&world.records, year(), &Agb::new("01000001").unwrap()).unwrap().unwrap()
}

#[test]
fn the_mean_of_the_quarters_known_is_an_exact_fraction() {
    let mut world = World::after(BY_QUARTER);
    world.run(
        "
        2018-04-01 overview 2018 p1 3001 1013=250 1014=49 quarter:q2
        2018-10-01 overview 2018 p1 3000 1013=300 quarter:q4 in:1013
        2018-07-01 overview 2018 p1 3000 1014=300 quarter:q3
        ",
    );
    let practice = practice(&world);
    // (300 + 299 + 300 + 300) / 4, and (3,000 + 3,001 + 3,000 + 3,000) / 4
    assert!(practice.patients_exactly() == Fraction::new(1_199, 4).unwrap());
    assert!(practice.population_exactly() == Fraction::new(12_001, 4).unwrap());
    assert_eq!((practice.patients(), practice.population), (300, 3_000));
    // per area (300 + 250 + 0 + 300) / 4 = 212.5, and (0 + 49 + 300 + 0) / 4 = 87.25
    let rounded: Vec<_> = practice.enrolled.iter().map(|(area, count)| (area.as_str(), *count)).collect();
    assert_eq!(rounded, [("1013", 213), ("1014", 87)]);
    // the rest is as in the latest quarter, although quarter 3 came after it
    assert_eq!(practice.located_in.as_ref().map(|area| area.as_str()), Some("1013"));
    // 12,001 / 4 / 2,168 is 1.38 norm practices
    let size = practice.norm_practices_exactly(2_168);
    assert_eq!((size.numerator(), size.denominator()), (12_001, 8_672));
    assert_eq!(practice.norm_practices(2_168), 1);
}

#[test]
fn a_threshold_and_a_cap_use_the_exact_mean() {
    let mut world = World::after(BY_QUARTER);
    world.run(
        "
        # 300 patients: at EUR 5 a patient, 1,500.00 in all
        2018-05-01 submit 2018 p1 1013=1500.01 => excluded cap_exceeded
        2018-05-01 submit 2018 p1 1013=100.00
        # with 299 and two times 300, 299.67 is not 300 and not 20 % of 3,000
        2018-04-01 overview 2018 p1 3000 1013=299 quarter:q2
        2018-04-01 overview 2018 p1 3000 1013=300 quarter:q3
        2018-05-02 submit 2018 p1 1013=100.00 => excluded practice_not_eligible
        # (300 + 299 + 300 + 302) / 4 = 300.25 patients: 1,501.25, of which 100.00 is asked
        2018-04-01 overview 2018 p1 3000 1013=302 quarter:q4
        2018-05-03 submit 2018 p1 1013=1401.26 => excluded cap_exceeded
        2018-05-03 submit 2018 p1 1013=1401.25
        ",
    );
    let kept_out = world.application("2018-00003").stage;
    let expected = crate::project::Exclusion::PracticeNotEligible { patients: 299, population: 3_000 };
    assert!(matches!(kept_out, crate::project::Stage::Excluded { exclusion } if exclusion == expected));
}

#[test]
fn a_pot_is_shared_out_in_proportion_to_exact_means_and_lists_of_gps_stay_within_them() {
    let mut world = World::after(
        "
        2017-12-01 rules enrolled=mean_of_four_quarters cap=none
        2017-12-15 areas 2018 v1 1013
        2018-01-02 rate 2018 v1 5.92
        2018-01-02 insurer 3311
        2018-01-02 insured 2018 q1 1013/3311=1000
        2018-01-01 overview 2018 p1 1000 1013=300 quarter:q1
        2018-04-01 overview 2018 p1 1000 1013=299 quarter:q2
        2018-01-01 overview 2018 p2 1000 1013=300 quarter:q1
        2018-05-01 submit 2018 p1 1013=5920.00
        2018-05-01 submit 2018 p2 1013=5920.00
        ",
    );
    // 5,920.00 by 299.5 : 300 is 2,957.53 and 2,962.47; by 300 : 300, as rounded, it would be 2,960.00 each
    let outcomes = intake::preview(&world.records, year(), year(), &PotId::named("1013")).unwrap();
    let given: Vec<_> = outcomes[0].given.values().map(|cents| cents.get()).collect();
    assert_eq!((outcomes[0].way.code(), given), ("proportion", vec![295_753, 296_247]));
    // the mean of 300 and 299 is 299.5, which rounds to 300 and is less
    let (population, reference_date) = (1_000, year().first_day());
    for (patients, expected) in [(300, false), (299, true)] {
        let gps = vec![GpCount { gp: Agb::new("01999001").unwrap(), population, patients }];
        let practice = Agb::new("01000001").unwrap();
        let counts = GpCounts { year: year(), practice, source: "practice".into(), reference_date, gps };
        let command = Command::Intake(intake::Command::CountGps(counts));
        assert_eq!(world.give(&command).is_ok(), expected, "{patients}");
    }
}

#[test]
fn codes_of_areas_have_the_form_that_the_rules_ask() {
    let table = [
        ("four_digit_postcode", [true, false, false]),
        ("six_character_postcode", [false, true, false]),
        ("cbs_neighbourhood", [false, false, true]),
        ("four_digit_postcode+cbs_neighbourhood", [true, false, true]),
    ];
    for (form, expected) in table {
        for (code, taken) in ["1013", "1013AB", "BU03630001"].into_iter().zip(expected) {
            let mut world = World::after(&format!(
                "2017-12-01 rules area_form={form}\n2017-12-15 areas 2018 v1 1013 1013AB BU03630001
                 2018-01-02 insurer 3311"
            ));
            let outcome = if taken { "ok" } else { "import_rows" };
            for line in [
                format!("2018-01-02 insured 2018 q1 {code}/3311=1000"),
                format!("2018-01-15 overview 2018 p1 3000 {code}=300"),
            ] {
                assert_eq!(world.say(&line), outcome, "{form}: {line}");
            }
        }
    }
}

/// What a fund that counts by quarter refuses.
pub(super) const REFUSED_BY_QUARTER: &str = "
    2017-12-01 rules enrolled=mean_of_four_quarters
    2017-12-15 areas 2018 v1 1013 1014
    2018-01-01 overview 2018 p1 3000 1013=300 quarter:q1
    2018-01-01 overview 2018 p2 3000 1013=300 => overviews_quarter_missing
    2018-01-01 overview 2018 p1 3000 1013=310 quarter:q1 => overviews_correction_without_reason
    2018-01-02 rules => rules_overviews_in_use
    2018-01-02 rules enrolled=one_date => rules_overviews_in_use
    2018-01-02 rules enrolled=mean_of_four_quarters carry=reserve
    2018-01-02 rules from=2019
";

/// What a fund that counts on one day refuses.
pub(super) const REFUSED_ON_ONE_DAY: &str = "
    2017-12-01 rules enrolled=one_date
    2017-12-15 areas 2018 v1 1013 1014
    2018-01-01 overview 2018 p1 3000 1013=300
    2018-01-01 overview 2018 p2 3000 1013=300 quarter:q1 => overviews_quarter_not_used
    2018-01-02 overview 2018 p2 3000 1013=300 => overviews_other_reference_date
    2018-01-02 overview 2018 p1 3000 1013=310
    2018-01-02 overview 2018 p2 3000 1013=300
    2018-01-03 overview 2018 p1 3000 1013=300 => overviews_other_reference_date
";

#[test]
fn overviews_come_as_the_method_of_the_rules_asks() {
    World::after(REFUSED_BY_QUARTER);
    World::after(REFUSED_ON_ONE_DAY);
    for rules in ["rules enrolled=practice_overview", "rules"] {
        World::after(&format!(
            "
            2017-12-01 {rules}
            2017-12-15 areas 2018 v1 1013 1014
            2018-01-01 overview 2018 p1 3000 1013=300
            2018-01-02 overview 2018 p2 3000 1013=300 quarter:q1 => overviews_quarter_not_used
            2018-01-02 overview 2018 p2 3000 1013=300
            2018-01-03 rules
            "
        ));
    }
}

#[test]
fn an_overview_of_the_same_day_or_quarter_is_a_correction_and_needs_a_reason() {
    let mut world = World::after(BY_QUARTER);
    world.run(
        "
        2018-01-01 overview 2018 p1 3000 1013=310 quarter:q1 => overviews_correction_without_reason
        2018-01-05 overview 2018 p1 3000 1013=310 quarter:q1 because:recount
        2018-04-01 overview 2018 p1 3000 1013=310 quarter:q2
        ",
    );
    let corrects = world.events.iter().rev().find_map(|event| match event {
        Event::OverviewsTaken { corrects, .. } if !corrects.is_empty() => Some(corrects.clone()),
        _ => None,
    });
    let corrects = corrects.unwrap();
    let said = (corrects[0].agb.as_str(), corrects[0].reference_date.to_string(), corrects[0].version);
    assert_eq!(said, ("01000001", "2018-01-01".to_owned(), 1));
    let agb = Agb::new("01000001").unwrap();
    let first = quarters::quarter(&world.records, year(), Quarter::new(1).unwrap(), &agb).unwrap().unwrap();
    assert_eq!((first.version, first.correction.as_deref()), (2, Some("recount")));
    assert_eq!(practice(&world).version, 1, "quarter 2 was counted once");

    let mut by_practice = World::after(READY);
    by_practice.run(
        "
        2018-01-15 overview 2018 p1 4000 1013=700 => overviews_correction_without_reason
        2018-01-15 overview 2018 p1 4000 1013=700 because:typo
        2018-02-15 overview 2018 p1 4000 1013=650
        ",
    );
}

#[test]
fn a_correction_of_enrolled_patients_shows_what_it_did_to_threshold_and_maximum_and_changes_no_grant() {
    let mut world = World::after(READY);
    world.run(
        "
        # p3 has 140 of 1,000: no threshold. p2 has 1,000 of 3,000, at most EUR 5,000
        2018-05-01 submit 2018 p3 1014=100.00 => excluded practice_not_eligible
        2018-05-01 submit 2018 p2 1013=5000.01 => excluded cap_exceeded
        2018-05-01 submit 2018 p2 1013=4000.00
        2018-05-31 grant 2018-00003 1013=4000.00
        2018-01-15 overview 2018 p3 1000 1014=310 because:typo
        2018-01-15 overview 2018 p2 5000 1013=299 because:recount
        ",
    );
    let agb = |code: &str| Agb::new(code).unwrap();
    let found = enrolled_effect::corrections_after(&world.records, year(), None, 10).unwrap();
    let told: Vec<_> = found
        .iter()
        .flatten()
        .map(|effect| {
            let side = |standing: &Standing| {
                let (patients, cap) = (standing.patients.fraction().rounded_down(), standing.cap);
                (patients, standing.eligible, cap.map(Cents::get))
            };
            let (before, after) = (side(&effect.before), side(&effect.after));
            (effect.practice.as_str(), effect.version, effect.reason.as_str(), before, after)
        })
        .collect();
    let expected = [
        // 299 of 5,000 is neither 300 nor 20 %, and 15 % of 5,000 is 750: the maximum is nothing
        ("01000002", 2, "recount", (1_000, Some(true), Some(500_000)), (299, Some(false), Some(0))),
        ("01000003", 2, "typo", (140, Some(false), Some(0)), (310, Some(true), Some(155_000))),
    ];
    assert_eq!(told, expected);
    let affected = |code: &str| {
        let found = enrolled_effect::affected(&world.records, year(), &agb(code)).unwrap().unwrap();
        let ids = |ids: Vec<ApplicationId>| ids.iter().map(|id| id.number).collect::<Vec<_>>();
        let (granted, above) = (found.granted.get(), found.above_cap.get());
        (ids(found.let_in_now), ids(found.not_eligible_now), granted, above)
    };
    assert_eq!(affected("01000002"), (vec![], vec![3], 400_000, 400_000));
    assert_eq!(affected("01000003"), (vec![1], vec![], 0, 0));
    assert_eq!(world.application("2018-00003").granted().unwrap().get(), 400_000, "the grant stands");
    assert_eq!(world.application("2018-00001").stage.code(), "excluded", "what was refused stays refused");
    let next =
        enrolled_effect::corrections_after(&world.records, year(), Some(&agb("01000002")), 10).unwrap();
    assert_eq!(next.len(), 1);
}

#[test]
fn a_correction_of_the_insured_shows_what_it_did_to_each_pot() {
    let mut world = World::after(BY_QUARTER);
    let records = |world: &World| effect::of_last_correction(&world.records, year()).unwrap();
    assert!(records(&world).is_none());
    world.run(
        "
        2018-05-01 submit 2018 p1 1013=1500.00
        2018-05-31 grant 2018-00001 1013=1500.00
        # 1013: 250 at 5.92 is 1,480.00, 4,440.00 less, all of it free; 1014: 500 more
        2018-06-01 insured 2018 q1 1013/3311=250 1014/3311=1000 because:recount
        ",
    );
    let effect = records(&world).unwrap();
    assert_eq!((effect.quarter.get(), effect.version, effect.reason.as_str()), (1, 2, "recount"));
    let pot = |name: &str, difference, free, reserve, shortfall| PotEffect {
        pot: Some(PotId::named(name)),
        difference: Cents::new(difference),
        free: Cents::new(free),
        reserve: Cents::new(reserve),
        shortfall: Cents::new(shortfall),
    };
    // 20.00 is lacking in 1013: 5,920.00 − 1,500.00 − 4,440.00; what rises in 1014 covers it
    assert_eq!(
        effect.pots,
        [pot("1013", -444_000, -442_000, 0, 2_000), pot("1014", 296_000, 294_000, 0, -2_000)]
    );
    let origin = insured::origin(&world.records, year(), Quarter::new(1).unwrap()).unwrap().unwrap();
    assert_eq!(origin.correction.as_deref(), Some("recount"));
    // another rate is no correction of a count, and a correction that changes nothing says so
    world.run("2018-06-02 rate 2018 v2 6.00 because:recalibrated");
    assert!(records(&world).unwrap() == effect);
    world.run("2018-06-03 insured 2018 q1 1013/3311=250 1014/3311=1000 because:source");
    assert!(records(&world).unwrap().pots.is_empty());
}

/// A fund after a quarter's counts and overviews whose rows stand in this order.
fn counted(insured: &[&str], enrolled: &[&str]) -> World {
    let mut world = World::after(BY_QUARTER);
    world.run(&format!(
        "
        2018-01-02 insurer 7119
        2018-04-02 insured 2018 q2 {}
        2018-04-01 overview 2018 p2 3000 {} quarter:q2
        ",
        insured.join(" "),
        enrolled.join(" "),
    ));
    world
}

const INSURED: [&str; 4] = ["1013/3311=10", "1013/7119=5", "1014/3311=7", "1014/7119=9"];
const ENROLLED: [&str; 2] = ["1013=300", "1014=20"];

proptest! {
    #[test]
    fn rows_in_another_order_give_the_same_events_and_records(
        insured in Just(INSURED.to_vec()).prop_shuffle(),
        enrolled in Just(ENROLLED.to_vec()).prop_shuffle(),
    ) {
        let (shuffled, straight) = (counted(&insured, &enrolled), counted(&INSURED, &ENROLLED));
        prop_assert!(shuffled.events == straight.events);
        prop_assert!(shuffled.records == straight.records);
    }
}

#[test]
fn the_golden_events_read_and_write_as_written_and_lead_to_the_same_counts() {
    let mut records = MemoryRecords::default();
    for (row, line) in GOLDEN.lines().enumerate() {
        let event: Event = serde_json::from_str(line).unwrap_or_else(|e| panic!("line {}: {e}", row + 1));
        assert_eq!(serde_json::to_string(&event).unwrap(), line, "line {}", row + 1);
        apply(&mut records, &event, AT).unwrap();
    }
    let practice = enrolled::practice(&records, year(), &Agb::new("01000001").unwrap()).unwrap().unwrap();
    assert!(practice.patients_exactly() == Fraction::new(621, 2).unwrap());
    let effect = effect::of_last_correction(&records, year()).unwrap().unwrap();
    let pots: Vec<_> =
        effect.pots.iter().map(|pot| (pot.pot.as_ref().unwrap().as_str(), pot.difference.get())).collect();
    assert_eq!((effect.version, pots), (2, vec![("1013", -444_000), ("1014", 296_000)]));
}
