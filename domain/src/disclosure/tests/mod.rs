//! What is released of a fund's year, from the commands that made it.

mod attacker;
mod border;
mod golden;
mod histories;
mod print;
mod stored;

use super::*;
use crate::fund::{Event, apply, tests::world::World};
use crate::person::{Name, PersonId, Sealed, as_compared};
use crate::records::MemoryRecords;
use crate::release::Material;
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

fn salt() -> Salt {
    Salt::of_bytes([7; 32])
}

pub(crate) fn proposed(world: &World) -> Proposal {
    proposed_of(world, &world.records)
}

fn proposed_of(world: &World, records: &MemoryRecords) -> Proposal {
    Material::read(records, &world.region, year(), salt()).unwrap().proposal()
}

/// The grand totals, in the order of the catalogue.
fn totals(proposal: &Proposal) -> String {
    let total = |table: &Released<FigureTable>| match table.content().grand_total() {
        Figure::Value(value) => value.to_string(),
        Figure::Secret => "x".to_owned(),
        Figure::Nil => "-".to_owned(),
        Figure::Missing => ".".to_owned(),
    };
    proposal.tables().iter().map(total).collect::<Vec<_>>().join(" ")
}

#[test]
fn grand_totals_of_few_owners_or_of_one_large_one_are_withheld() {
    let two = ["a", "b"];
    let spelt = ["Groep_Noord", "groep_noord", "GROEP__NOORD", "b"];
    let mut large = equal(&TWELVE[..5]);
    large[0].2 = 40_000;
    let cases = [
        // nobody is enrolled from 1014, which the total would tell; all were granted what they asked, so that the two counts together would say so of each
        ("twelve owners", equal(&TWELVE), "x x - 12000 12000 - 3000 9000 x"),
        ("two owners", equal(&two), "x x - x x - x x x"),
        ("four practices of two owners", equal(&spelt), "x x - x x - x x x"),
        ("nobody", Vec::new(), "- - - - - - - - x"),
        // the two smallest have 2,000 together, which is less than 15 % of 40,000
        ("one that is larger", large, "x x - x x - x x x"),
    ];
    for (name, rows, expected) in cases {
        assert_eq!(totals(&proposed(&closed_year(&rows))), expected, "{name}");
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
    assert_ne!(totals(&proposed(&world)), "x x - 12000 12000 - 3000 9000 x", "the records have moved on");
    assert_eq!(stored(&world), first);
    assert_eq!(first.len(), crate::measure::Measure::ALL.len());
}

#[test]
fn a_proposal_is_refused_when_the_records_have_moved_on() {
    let mut world = closed_year(&equal(&TWELVE));
    let command = world.release(year());
    world.run("2019-02-02 pay 2018-00001/2");
    assert_eq!(world.give(&command).unwrap_err().code(), "figures_moved_on");
    world.run("2019-02-03 release 2018");
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
    large[1].2 = 90_000;
    for (case, rows) in [equal(&TWELVE), equal(&one_group), equal(&spelt), large].iter().enumerate() {
        let world = closed_year(rows);
        let plain = print::proposal(&proposed(&world));
        let sealed = proposed_of(&world, &with_sealed_owners(&world, rows.len()));
        assert_eq!(print::proposal(&sealed), plain, "case {case}");
    }
}

#[test]
fn as_long_as_some_owners_are_sealed_and_others_not_nothing_looks_safer_than_it_is() {
    let world = closed_year(&equal(&TWELVE));
    for sealed in [1, 6, 11] {
        let proposal = proposed_of(&world, &with_sealed_owners(&world, sealed));
        assert_eq!(totals(&proposal), "x x - x x - x x", "{sealed} sealed");
    }
}
