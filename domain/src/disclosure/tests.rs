//! What is released of a fund's year, from the commands that made it.

use super::*;
use crate::fund::{Event, apply, tests::world::World};
use crate::measure::Measure;
use crate::person::{Name, PersonId, Sealed, as_compared};
use crate::records::MemoryRecords;
use crate::tally;
use crate::terms::Year;
use std::collections::BTreeMap;

const YEAR: &str = "
    2017-12-01 rules cap=none
    2017-12-15 areas 2018 v1 1013 1014=Hoorn
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-04-02 insured 2018 q1 1013/3311=90000
    2018-07-02 insured 2018 q2 1013/3311=90000
    2018-10-01 insured 2018 q3 1013/3311=90000
    2019-01-02 insured 2018 q4 1013/3311=90000
    2018-04-15 zn 2018 q1 200000.00
";

/// A practice: who owns it, its patients from the area, and what it asked and got, in euros.
type Row<'a> = (&'a str, u64, u64);

/// A closed year in which each practice had one project, with its first instalment paid.
fn closed_year(rows: &[Row<'_>]) -> World {
    let mut world = World::after(YEAR);
    for (index, (owner, enrolled, euros)) in rows.iter().enumerate() {
        let number = index + 1;
        world.run(&format!(
            "
            2018-01-15 overview 2018 p{number} 1000 1013={enrolled} owner:{owner}
            2018-05-01 submit 2018 p{number} 1013={euros}.00 for:many
            2018-05-31 grant 2018-{number:05} 1013={euros}.00
            2018-06-01 pay 2018-{number:05}/1
            "
        ));
    }
    world.run("2019-01-15 close 2018");
    world
}

fn equal(owners: &[&'static str]) -> Vec<Row<'static>> {
    owners.iter().map(|owner| (*owner, 101, 1_000)).collect()
}

const TWELVE: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

fn year() -> Year {
    Year::new(2018).unwrap()
}

/// One line per table: the figure, and how many cells stay behind.
fn published(world: &World) -> Vec<String> {
    published_of(world, &world.records)
}

fn published_of(world: &World, records: &MemoryRecords) -> Vec<String> {
    let drafts = tally::drafts(records, &world.region, year()).unwrap();
    let released = release(&drafts, &Policy::in_force());
    released.iter().map(|table| line(table.content())).collect()
}

fn line(table: &FigureTable) -> String {
    let figure = match table.grand_total {
        Figure::Value(value) => value.to_string(),
        Figure::Withheld => "x".to_owned(),
    };
    format!("{} {figure}, {} withheld", table.table.measure.code(), table.cells_withheld)
}

/// The figures alone, in the order of the catalogue.
fn figures(world: &World) -> String {
    let lines = published(world);
    let figures = lines.iter().map(|line| line.split([' ', ',']).nth(1).unwrap());
    figures.collect::<Vec<_>>().join(" ")
}

#[test]
fn of_each_table_the_grand_total_is_released_and_every_cell_beneath_it_is_withheld() {
    let world = closed_year(&equal(&TWELVE));
    let expected = [
        "projects_submitted 12, 38 withheld",
        "projects_granted 12, 38 withheld",
        "euros_requested 12000, 38 withheld",
        "euros_granted 12000, 38 withheld",
        "euros_paid 3000, 38 withheld",
        "patients_enrolled 1210, 2 withheld",
    ];
    assert_eq!(published(&world), expected);
}

#[test]
fn a_figure_of_few_owners_or_of_one_large_one_is_withheld() {
    let nine = &TWELVE[..9];
    let spelt = ["Groep_Noord", "groep_noord", "GROEP__NOORD", "_Groep_Noord_"];
    let one_group = [&spelt[..], &TWELVE[..9]].concat();
    let mut large = equal(&TWELVE);
    large[0].2 = 9_000 * 5;
    large[0].1 = 900;
    let cases = [
        ("twelve owners", equal(&TWELVE), "12 12 12000 12000 3000 1210"),
        ("ten owners", equal(&TWELVE[..10]), "10 10 10000 10000 2500 1010"),
        ("nine owners", equal(nine), "x x x x x x"),
        ("thirteen practices of ten owners", equal(&one_group), "13 13 13000 13000 3250 1315"),
        ("twelve practices of nine owners", equal(&one_group[..12]), "x x x x x x"),
        ("nobody", Vec::new(), "x x x x x x"),
        // the ten smallest have 10,000 together, which is more than 15 % of 45,000
        ("one that is larger", large, "12 12 56000 56000 14000 2010"),
    ];
    for (name, rows, expected) in cases {
        assert_eq!(figures(&closed_year(&rows)), expected, "{name}");
    }
}

#[test]
fn an_amount_that_its_largest_owner_gives_away_is_withheld() {
    let rows = |largest| -> Vec<Row<'_>> {
        TWELVE
            .iter()
            .enumerate()
            .map(|(index, owner)| (*owner, 10, if index == 0 { largest } else { 100 }))
            .collect()
    };
    // the ten smallest have 1,000 together, which is 15 % of 6,666.67
    assert_eq!(figures(&closed_year(&rows(6_660))), "12 12 7760 7760 1940 120");
    assert_eq!(figures(&closed_year(&rows(6_668))), "12 12 x x x 120");
}

#[test]
fn persons_are_published_in_fives() {
    for (more, expected) in [(0, 10), (1, 10), (2, 10), (3, 15), (4, 15), (5, 15), (7, 15), (8, 20)] {
        let mut rows: Vec<Row<'_>> = TWELVE[..10].iter().map(|owner| (*owner, 1, 100)).collect();
        for row in rows.iter_mut().take(more) {
            row.1 += 1;
        }
        let figures = figures(&closed_year(&rows));
        assert_eq!(
            figures.split(' ').next_back(),
            Some(expected.to_string().as_str()),
            "{more} more than ten"
        );
    }
}

#[test]
fn the_number_of_withheld_cells_follows_from_the_code_lists_alone() {
    let counts = |rows: &[Row<'_>]| -> Vec<u64> {
        let world = closed_year(rows);
        let drafts = tally::drafts(&world.records, &world.region, year()).unwrap();
        let released = release(&drafts, &Policy::in_force());
        let tables = released.iter().map(|table| table.content().clone());
        tables.map(|table| table.cells_withheld + u64::from(table.grand_total != Figure::Withheld)).collect()
    };
    let expected = [39, 39, 39, 39, 39, 3];
    for rows in [vec![], equal(&TWELVE[..1]), equal(&TWELVE)] {
        assert_eq!(counts(&rows), expected);
    }
}

#[test]
fn a_policy_is_named_by_a_digest_that_never_changes_and_that_every_value_of_it_changes() {
    let digest = "e20896e6e2ee3a66fd15a46585769e0ba3eb2a676dbdc1943fad8fef1514b18c";
    let policy = Policy::in_force();
    assert_eq!(policy.digest().as_str(), digest);
    let others = [
        Policy { version: 2, ..policy.clone() },
        Policy { minimum_respondents: 3, ..policy.clone() },
        Policy { p_percent: 10, ..policy.clone() },
        Policy { minimum_persons: 5, ..policy.clone() },
    ];
    for other in others {
        assert_ne!(other.digest().as_str(), digest, "{other:?}");
    }
}

#[test]
fn what_was_released_stays_what_it_was_whatever_comes_later() {
    let mut world = closed_year(&equal(&TWELVE));
    world.run("2019-02-01 release 2018");
    let stored = |world: &World| -> Vec<String> {
        let tables = reissue(&world.records, year()).unwrap();
        tables.iter().map(|table| serde_json::to_string(&table.to_stored()).unwrap()).collect()
    };
    let first = stored(&world);
    world.run(
        "
        2019-02-02 pay 2018-00001/2
        2019-02-02 overview 2018 p1 1000 1013=999
        2019-02-02 release 2018 => figures_already_released
        2019-02-02 send 2018
        ",
    );
    assert_eq!(figures(&world), "12 12 12000 12000 3250 2110", "the records have moved on");
    assert_eq!(stored(&world), first);
    assert_eq!(first.len(), Measure::ALL.len());
}

#[test]
fn a_stored_release_says_this_and_nothing_more() {
    let world = closed_year(&equal(&TWELVE[..3]));
    let drafts = tally::drafts(&world.records, &world.region, year()).unwrap();
    let policy = Policy::in_force();
    let stored = serde_json::to_string(&release(&drafts, &policy)[2].to_stored()).unwrap();
    let expected = format!(
        r#"{{"table":{{"region":"noord-holland","year":2018,"measure":"euros_requested","catalogue_version":1}},"policy":"{}","grand_total":"withheld","cells_withheld":39}}"#,
        policy.digest().as_str()
    );
    assert_eq!(stored, expected);
}

/// A closed year of twenty owners with one project each, of whom the first so many were refused.
fn with_refusals(refused: usize) -> World {
    let mut world = World::after(YEAR);
    for number in 1..=20 {
        let outcome = if number <= refused { "refuse" } else { "grant" };
        let draw = if number <= refused { "" } else { " 1013=1000.00" };
        world.run(&format!(
            "
            2018-01-15 overview 2018 p{number} 1000 1013=100 owner:o{number}
            2018-05-01 submit 2018 p{number} 1013=1000.00 for:many
            2018-05-31 {outcome} 2018-{number:05}{draw}
            "
        ));
    }
    world.run("2019-01-15 close 2018");
    world
}

#[test]
fn two_totals_whose_difference_gives_somebody_away_are_not_both_released() {
    // nothing was paid, so the table of payments is withheld by itself
    let cases = [
        ("nobody was refused: both totals say the same", 0, "20 20 20000 20000 x 2000"),
        ("one was refused: what he asked is the difference", 1, "x 19 x 19000 x 2000"),
        ("nine were refused", 9, "x 11 x 11000 x 2000"),
        ("ten were refused: the difference is safe by itself", 10, "20 10 20000 10000 x 2000"),
    ];
    for (name, refused, expected) in cases {
        assert_eq!(figures(&with_refusals(refused)), expected, "{name}");
    }
}

/// What a world's events lead to when the owners of its first practices, by number, came in sealed: each owner with
/// one number, and a text that is another for each way in which the name was typed.
fn with_sealed_owners(world: &World, practices: usize) -> MemoryRecords {
    let mut records = MemoryRecords::default();
    let mut owners = BTreeMap::new();
    for event in &world.events {
        let mut event = event.clone();
        if let Event::OverviewsTaken { overviews, .. } = &mut event {
            for row in &mut overviews.rows {
                let number: usize = row.agb.as_str()[2..].parse().unwrap();
                let Some(owner) = row.owner.plain().filter(|_| number <= practices) else { continue };
                let place = owners.len();
                let person = owners
                    .entry(as_compared(owner))
                    .or_insert_with(|| PersonId::of_request("an", "1", place))
                    .clone();
                let sealed = owner.bytes().map(|byte| format!("{byte:02x}")).collect();
                row.owner = Name::Sealed(Sealed { person, sealed });
            }
        }
        apply(&mut records, &event, crate::fund::tests::world::AT).unwrap();
    }
    records
}

#[test]
fn the_released_figures_are_the_same_with_sealed_and_plain_owners() {
    let spelt = ["Groep_Noord", "groep_noord", "GROEP__NOORD", "_Groep_Noord_"];
    let one_group = [&spelt[..], &TWELVE[..9]].concat();
    let mut large = equal(&TWELVE);
    large[0].1 = 900;
    large[1].2 = 9_000;
    let cases = [
        (equal(&TWELVE), true),
        (equal(&one_group), true),
        (equal(&one_group[..12]), false),
        (equal(&TWELVE[..9]), false),
        (large, true),
    ];
    for (case, (rows, released)) in cases.iter().enumerate() {
        let world = closed_year(rows);
        let plain = published(&world);
        assert_eq!(plain.iter().any(|line| !line.contains(" x,")), *released, "case {case}");
        assert_eq!(published_of(&world, &with_sealed_owners(&world, rows.len())), plain, "case {case}");
    }
}

#[test]
fn as_long_as_some_owners_are_sealed_and_others_not_nothing_looks_safer_than_it_is() {
    let world = closed_year(&equal(&TWELVE));
    for sealed in [1, 6, 11] {
        let lines = published_of(&world, &with_sealed_owners(&world, sealed));
        assert!(lines.iter().all(|line| line.contains(" x,")), "{sealed} sealed: {lines:?}");
    }
}
