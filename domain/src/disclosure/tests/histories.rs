//! Random years that are released in two steps, with tables held back from the first: whoever keeps all of it works
//! out no hidden cell.

use super::attacker::broken;
use super::{FigureTable, golden};
use crate::disclosure::reissue;
use crate::fund::tests::world::World;
use crate::measure::Measure;
use crate::tally;
use crate::terms::Year;
use proptest::prelude::*;

const AREAS: [&str; 3] = ["1013", "1014", "1621"];
const KINDS: [&str; 3] = ["training", "hour_consult", "interpreter_line"];

/// A project: its area, kind, tens of euros, whether it was granted, and whose it is.
fn project() -> impl Strategy<Value = (usize, usize, u32, bool, usize)> {
    (0..3_usize, 0..3_usize, 1..300_u32, prop::bool::weighted(0.8), 0..12_usize)
}

fn released(world: &World, year: Year) -> Vec<FigureTable> {
    let released = reissue(&world.records, year).unwrap();
    released.iter().map(|released| released.content().clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_hidden_can_be_worked_out_of_all_that_was_ever_released(
        projects in prop::collection::vec(project(), 4..16),
        held in prop::collection::vec(prop::bool::weighted(0.3), Measure::ALL.len()),
        step in 3..6_usize,
    ) {
        let rows: Vec<_> = projects
            .iter()
            .map(|(area, kind, tens, granted, owner)| (AREAS[*area], KINDS[*kind], tens * 10, *granted, *owner))
            .collect();
        let mut world = World::checked_at_the_end();
        world.run(&golden::year_of(&rows));
        let held: Vec<&str> =
            Measure::ALL.iter().zip(&held).filter(|(_, held)| **held).map(|(measure, _)| measure.code()).collect();
        for code in &held {
            world.run(&format!("2019-01-31 hold 2018 {code}"));
        }
        // where nothing can be released, the fund says so
        let first = world.say("2019-02-01 release 2018");
        prop_assert!(["ok", "figures_nothing_to_release"].contains(&first.as_str()), "{first}");
        for code in &held {
            world.run(&format!("2019-02-02 lift 2018 {code}"));
        }
        let second = world.say("2019-02-03 release 2018");
        let expected = ["ok", "figures_nothing_to_release", "figures_already_released"];
        prop_assert!(expected.contains(&second.as_str()), "{second}");
        let year = super::year();
        let drafts = tally::drafts(&world.records, &world.region, year).unwrap();
        let found = broken(&drafts, &released(&world, year), step);
        prop_assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn the_attacker_finds_a_hidden_cell_that_a_forgotten_table_gives_away() {
    let rows: Vec<_> = (0..12)
        .zip(1_000..)
        .map(|(one, euros)| (AREAS[one % 3], KINDS[one % 2], euros, one != 7, one))
        .collect();
    let mut world = World::checked_at_the_end();
    world.run(&golden::year_of(&rows));
    world.run("2019-02-01 release 2018");
    let year = super::year();
    let drafts = tally::drafts(&world.records, &world.region, year).unwrap();
    let mut tables = released(&world, year);
    assert!(broken(&drafts, &tables, 1).is_empty());
    let truth = |table: &FigureTable, place: usize| {
        let codes: Vec<_> = table.codes(place).into_iter().map(|code| code.code.clone()).collect();
        (codes, table.table.measure)
    };
    // the fault: one table publishes what another hides
    let requested = tables.iter_mut().find(|table| table.table.measure == Measure::EurosRequested).unwrap();
    let hidden: Vec<usize> = (0..requested.cells.len())
        .filter(|place| requested.cells[*place] == crate::disclosure::Figure::Secret)
        .collect();
    assert!(!hidden.is_empty());
    for place in hidden {
        let (codes, _) = truth(requested, place);
        let value: i64 = drafts[1]
            .contributions()
            .iter()
            .filter(|one| {
                let in_category = codes[0] == crate::measure::TOTAL || one.keys[0] == codes[0];
                let in_area = codes[1] == crate::measure::TOTAL
                    || one.keys[1] == codes[1]
                    || (codes[1] == "gemeente:Alkmaar" && one.keys[1] != "1621")
                    || (codes[1] == "gemeente:Hoorn" && one.keys[1] == "1621");
                in_category && in_area
            })
            .map(|one| one.value)
            .sum();
        requested.cells[place] = crate::disclosure::Figure::Value(u64::try_from(value).unwrap());
    }
    assert!(!broken(&drafts, &tables, 1).is_empty());
}
