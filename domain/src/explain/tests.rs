//! What amounts are made of, with the arithmetic worked out by hand, and that no booking is without it.

use super::*;
use crate::fund::tests::world::World;
use crate::fund::tests::{OTHER_QUARTERS, READY, worlds};
use crate::pot::PotId;
use crate::project::ProjectKind;
use crate::terms::{Agb, Quarter, Uzovi};
use std::fmt::Write;
use std::path::Path;

const GOLDEN: &str = "tests/golden/explained.txt";

/// 1013 has 1,501 insured, 1014 has 300: EUR 10,661.92 at EUR 5.92, of which a tenth goes above and a twentieth aside.
const LIFE: &str = "
    2018-04-15 zn 2018 q1 2665.48
    2018-05-02 submit 2018 p1 1013=2000.01 1014=499.99
    2018-05-31 grant 2018-00001 1013=2000.01 1014=499.99
    2018-06-01 pay 2018-00001/1
    2018-11-20 evaluate 2018-00001 2400.00
    2018-12-01 approve 2018-00001
    2018-12-02 insured 2018 q1 1013/3311=900 1013/7119=501 1014/3311=300 because:recount
    2018-12-03 administration 2018 40.00
    2018-12-04 declare 2018 q4 p1 hour_consult 2
    2018-12-05 pay_declaration 2018 1
    2018-12-06 release_reserve 2018 1013=10.00 because:needed
";

fn rules(line: &str) -> String {
    READY.replace("2017-12-01 rules\n", &format!("2017-12-01 rules {line}\n"))
}

fn told(lines: &[Line]) -> String {
    let one = |line: &Line| {
        let facts: Vec<_> = line.facts.iter().map(|(name, value)| format!("{name} {value}")).collect();
        format!("    {}: {}\n", line.because.code(), facts.join(", "))
    };
    lines.iter().map(one).collect()
}

fn year() -> Year {
    Year::new(2018).unwrap()
}

#[test]
fn amounts_say_what_they_are_made_of() {
    let mut world = World::after(&rules(
        "aside=500 above=boven/1000 administration=1000 product=hour_consult/80.00/1013",
    ));
    world.run(LIFE);
    world.run(&OTHER_QUARTERS.replace("3311=1000", "3311=900"));
    world.run("2019-01-15 close 2018");
    let mut text = String::new();
    for year in [year(), year().next()] {
        for (key, booking) in ledger::bookings(&world.records, year, None, usize::MAX).unwrap() {
            writeln!(text, "{key} {} {}", booking.on(), booking.purpose().code()).unwrap();
            for posting in booking.postings() {
                writeln!(text, "  {} {}", posting.account, posting.cents).unwrap();
            }
            let number = key.rsplit('/').next().unwrap().parse().unwrap();
            text.push_str(&told(&super::booking(&world.records, year, number).unwrap().unwrap()));
        }
    }
    let practice = Agb::new("01000001").unwrap();
    let maximum = cap(&world.records, year(), &practice, ProjectKind::Training).unwrap().unwrap();
    writeln!(text, "what the maximum of {} leaves\n{}", practice.as_str(), told(&maximum)).unwrap();
    let (quarter, insurer) = (Quarter::new(2).unwrap(), Uzovi::new("7119").unwrap());
    let statement = statement(&world.records, &world.region, year(), quarter, &insurer).unwrap().unwrap();
    writeln!(text, "the statement of 7119, quarter 2\n{}", told(&statement)).unwrap();
    let pot = pot(&world.records, year(), Some(&PotId::named("1013"))).unwrap().unwrap();
    writeln!(text, "pot 1013\n{}", told(&pot)).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(text == std::fs::read_to_string(path).unwrap(), "{GOLDEN} says otherwise:\n{text}");
    let granted = grant(&world.records, "2018-00001".parse().unwrap()).unwrap().unwrap();
    assert!(granted.iter().any(|line| line.because == Because::CapPerPatient));
}

fn cents(line: &Line, name: &str) -> i64 {
    line.fact(name).unwrap().replace('.', "").parse().unwrap()
}

/// Every booking of many random years is explained, and where a pot is filled the lines make the amount.
#[test]
fn every_booking_is_explained_and_the_lines_of_a_filling_add_up() {
    let mut fillings = 0;
    for world in worlds(60) {
        for year in [year(), year().next()] {
            for (key, booking) in ledger::bookings(&world.records, year, None, usize::MAX).unwrap() {
                let lines = BOOKED.get(&world.records, &key).unwrap();
                let lines =
                    lines.unwrap_or_else(|| panic!("{key} ({}) is not explained", booking.purpose().code()));
                assert!(!lines.is_empty(), "{key} is explained by nothing");
                let Some(filled) = lines.iter().find(|line| line.because == Because::Filled) else {
                    continue;
                };
                let sum: i64 = lines
                    .iter()
                    .map(|line| match line.because {
                        Because::Area | Because::Areas | Because::ReserveShare | Because::ReserveAmount => {
                            cents(line, "result_euros")
                        }
                        Because::GetsAbove => cents(line, "part_euros"),
                        Because::GivesAbove | Because::SetAside => -cents(line, "part_euros"),
                        _ => 0,
                    })
                    .sum();
                assert_eq!(sum, cents(filled, "after_euros"), "{key} does not add up");
                let change: i64 = booking
                    .postings()
                    .iter()
                    .filter(|posting| posting.account == ledger::Account::ReceivableZn)
                    .map(|posting| posting.cents.get())
                    .sum();
                assert_eq!(change, cents(filled, "change_euros"), "{key} moves another amount");
                fillings += 1;
            }
        }
    }
    assert!(fillings > 100, "only {fillings} fillings");
}
