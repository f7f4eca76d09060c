//! What insurers see: due per quarter, and what ZN paid.

use super::script::uzovi;
use super::whole_year::READY;
use super::world::{AT, World};
use crate::count::SettledCounts;
use crate::egress::{self, Content, Receiver};
use crate::pot;
use crate::settlement::{self, Statement, statements};
use crate::terms::{Cents, Quarter, Uzovi, Year};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn year() -> Year {
    Year::new(2018).unwrap()
}

fn statements_of(world: &World, insurer: &Uzovi) -> Vec<Statement> {
    statements(&world.records, &world.region, year(), insurer).unwrap().unwrap()
}

/// One line per quarter: insured, settled count, due, cumulative, from ZN, difference.
fn lines(statements: &[Statement]) -> Vec<String> {
    let line = |one: &Statement| {
        let settled = one.settled_insured().map_or("-".to_owned(), |settled| settled.to_string());
        let amounts = [one.due(), one.cumulative_due(), one.zn_attributed(), one.difference()];
        let amounts: Vec<_> = amounts.iter().map(Cents::to_string).collect();
        format!("q{} {} {settled} {}", one.quarter(), one.insured(), amounts.join(" "))
    };
    statements.iter().map(line).collect()
}

#[test]
fn a_quarter_is_due_a_quarter_of_the_rate_and_the_fourth_settles_the_year_to_the_cent() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-04-15 zn 2018 q1 2665.48
        2018-07-02 insured 2018 q2 1013/3311=1003 1013/7119=499
        2018-07-15 zn 2018 q2 2665.48
        2018-10-01 insured 2018 q3 1013/3311=1003 1013/7119=499
        ",
    );
    let expected = [
        "q1 1300 - 1924.00 1924.00 1924.00 0.00",
        "q2 1003 - 1484.44 3408.44 3716.98 308.54",
        "q3 1003 - 1484.44 4892.88 3667.88 -1225.00",
    ];
    assert_eq!(lines(&statements_of(&world, &uzovi("3311"))), expected);
    world.run("2019-01-02 insured 2018 q4 1013/3311=1003 1013/7119=499");
    // 1,002.25 and 75 persons are 1,002 and 75: the year is 1,077 × 5.92; of CZ's 499.5 it is 500 × 5.92
    let fourth = lines(&statements_of(&world, &uzovi("3311"))).pop().unwrap();
    assert_eq!(fourth, "q4 1003 1077 1482.96 6375.84 3640.74 -2735.10");
}

#[test]
fn statements_stop_before_the_first_quarter_that_is_not_counted() {
    let mut world = World::after(READY);
    world.run("2018-10-01 insured 2018 q3 1013/3311=1000");
    assert_eq!(statements_of(&world, &uzovi("3311")).len(), 1);
    world.run("2018-10-01 insured 2018 q2 1013/3311=1000");
    assert_eq!(statements_of(&world, &uzovi("3311")).len(), 3);
}

#[test]
fn an_insurer_without_insured_owes_nothing_and_a_corrected_rate_shows_its_version() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-02-01 insurer 3332
        2018-05-01 rate 2018 v2 6.00 because:typo
        2018-05-01 zn 2018 q1 100.00
        ",
    );
    assert_eq!(lines(&statements_of(&world, &uzovi("3332"))), ["q1 0 - 0.00 0.00 0.00 0.00"]);
    let statement = statements_of(&world, &uzovi("3311")).remove(0);
    assert_eq!((statement.rate_version(), statement.rate()), (2, Cents::new(600)));
}

#[test]
fn every_statement_and_table_is_in_the_egress_log_before_it_leaves() {
    let mut world = World::after(&[READY, super::whole_year::OTHER_QUARTERS].concat());
    world.run(
        "
        2019-01-10 statements 7119 2018
        2019-01-15 close 2018
        2019-01-15 release 2018
        ",
    );
    let before = egress::log(&world.records, None, 99).unwrap().len();
    world.run("2019-01-16 send 2018\n 2019-01-17 send 2018");
    let log = egress::log(&world.records, None, 99).unwrap();
    let seen: Vec<_> = log.iter().map(|(_, entry)| describe(&entry.to, &entry.content)).collect();
    let statement = |quarter: u32, due| format!("insurer 7119: q{quarter} 501 insured, {due} due");
    assert_eq!(
        seen[..4],
        [statement(1, "741.48"), statement(2, "741.48"), statement(3, "741.48"), statement(4, "741.48")]
    );
    assert_eq!(before, 4, "releasing sends nothing");
    assert_eq!(seen.len(), 4 + 2 * 9);
    assert_eq!(seen[4], "bureau: projects_submitted");
    assert_eq!(seen[4..13], seen[13..]);
    assert!(log.iter().all(|(_, entry)| entry.at == AT.at));
    let keys: Vec<_> = log.iter().map(|(key, _)| key.as_str()).take(2).collect();
    assert_eq!(keys, ["0000000001", "0000000002"]);
}

fn describe(to: &Receiver, content: &Content) -> String {
    let to = match to {
        Receiver::Bureau => "bureau".to_owned(),
        Receiver::Insurer(uzovi) => format!("insurer {uzovi}"),
    };
    match content {
        Content::Table { measure, .. } => format!("{to}: {}", measure.code()),
        Content::Figures { table, .. } => format!("{to}: {}", table.measure.code()),
        Content::Statement { quarter, insured, due, .. } => {
            format!("{to}: q{quarter} {insured} insured, {due} due")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_insurers_owe_is_what_the_pots_hold_and_what_zn_paid_is_all_attributed(
        rate in 1u32..100_000,
        counts in prop::collection::vec(prop::collection::vec(0u32..3_000, 9), 4),
        paid in prop::collection::vec(1u32..1_000_000, 4),
    ) {
        let mut world = World::after(
            "
            2017-12-01 rules
            2017-12-15 areas 2018 v1 1013 1014 1015
            2018-01-02 insurer 3311
            2018-01-02 insurer 7119
            2018-01-02 insurer 3332
            ",
        );
        world.run(&format!("2018-01-02 rate 2018 v1 {}.{:02}", rate / 100, rate % 100));
        let cells: Vec<_> = ["1013", "1014", "1015"]
            .into_iter()
            .flat_map(|area| ["3311", "7119", "3332"].map(|uzovi| format!("{area}/{uzovi}")))
            .collect();
        let mut due: BTreeMap<(Uzovi, Quarter), Cents> = BTreeMap::new();
        for (index, (counts, paid)) in counts.iter().zip(&paid).enumerate() {
            let rows: Vec<_> = cells.iter().zip(counts).map(|(cell, insured)| format!("{cell}={insured}")).collect();
            let quarter = index + 1;
            world.run(&format!("2018-04-02 insured 2018 q{quarter} {}", rows.join(" ")));
            world.run(&format!("2018-04-15 zn 2018 q{quarter} {}.{:02}", paid / 100, paid % 100));
            let mut attributed = Cents::ZERO;
            for uzovi in ["3311", "7119", "3332"].map(uzovi) {
                for one in statements_of(&world, &uzovi) {
                    due.insert((uzovi.clone(), one.quarter()), one.due());
                    if one.quarter().get() as usize == quarter {
                        attributed = attributed.plus(one.zn_attributed()).unwrap();
                    }
                }
            }
            let all_paid = Cents::sum(settlement::zn_payments(&world.records, year()).unwrap().iter().map(|p| p.cents)).unwrap();
            let anyone = counts.iter().any(|insured| *insured > 0);
            prop_assert!(attributed == all_paid || !anyone);
        }
        let due = Cents::sum(due.into_values()).unwrap();
        let settled = SettledCounts::read(&world.records, year()).unwrap().total();
        prop_assert_eq!(due, Cents::new(i64::from(rate)).times(settled).unwrap());
        let pots = pot::filled(&world.records, year()).unwrap();
        prop_assert_eq!(due, Cents::sum(pots.into_values()).unwrap());
    }
}
