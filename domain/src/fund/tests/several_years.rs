//! Grants that span years, years closed one after another, and what keeps a year open.

use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::World;
use crate::fund::Refusal;
use crate::project::Payment;
use crate::terms::{Date, Year};
use crate::year;

/// A quiet year: an area, and nobody insured in it.
fn quiet(number: u32) -> String {
    let quarters = (1..5).map(|quarter| format!("{number}-12-31 insured {number} q{quarter} 1013/3311=0"));
    format!("{number}-01-02 areas {number} v1 1013\n{}", quarters.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_grant_is_paid_over_three_years_of_which_each_is_closed_in_its_turn() {
    let mut world = World::after(&READY.replace("rules", "rules basis=later"));
    world.run(
        "
        # half at the award, a quarter a year later, and a quarter in the spring of the year after that
        2018-05-01 submit 2018 p1 1013=1000.01
        2018-05-31 grant 2018-00001 1013=1000.01
        2018-06-01 zn 2018 q1 2000.00
        2018-06-01 pay 2018-00001/1
        2018-12-31 pay 2018-00001/2 => payment_not_yet_due
        ",
    );
    let due = world.application("2018-00001").instalments.into_iter().map(|instalment| {
        let day = match instalment.payment {
            Payment::Planned { due } => due.to_string(),
            _ => "paid".to_owned(),
        };
        format!("{} {day}", instalment.cents().unwrap())
    });
    assert_eq!(due.collect::<Vec<_>>(), ["500.01 paid", "250.00 2019-01-01", "250.00 2020-04-01"]);
    world.run(OTHER_QUARTERS);
    world.run(
        "
        2019-01-10 close 2018
        2019-01-10 balances 2018
        2019-01-10 balances 2019 bank=1499.99 receivable-zn=8661.92 pot-committed/1013=-500.00 \
            pot-free/1013=-7885.91 pot-free/1014=-1776.00
        2019-01-11 pay 2018-00001/2
        ",
    );
    world.run(&quiet(2019));
    world.run(
        "
        2020-01-10 close 2019
        2020-01-10 balances 2019
        2020-01-10 balances 2020 bank=1249.99 receivable-zn=8661.92 pot-committed/1013=-250.00 \
            pot-free/1013=-7885.91 pot-free/1014=-1776.00
        2020-03-31 pay 2018-00001/3 => payment_not_yet_due
        2020-04-01 pay 2018-00001/3
        2020-09-01 evaluate 2018-00001 900.00
        2020-09-02 approve 2018-00001
        2020-09-03 claim_back 2018-00001 100.01
        ",
    );
    world.run(&quiet(2020));
    world.run(
        "
        2021-01-10 close 2020
        2021-01-10 balances 2020
        2021-01-10 balances 2021 bank=999.99 receivable-zn=8661.92 receivable-reclaim=100.01 \
            pot-free/1013=-7985.92 pot-free/1014=-1776.00
        2021-02-01 repay 2018-00001 100.01
        2021-02-01 balances 2021 bank=1100.00 receivable-zn=8661.92 \
            pot-free/1013=-7985.92 pot-free/1014=-1776.00
        ",
    );
    assert!(world.replayed() == world.records);
}

#[test]
fn what_falls_due_in_a_later_year_falls_due_at_an_award_that_comes_after_it() {
    let mut world = World::after(&READY.replace("rules", "rules basis=later"));
    world.run("2018-05-01 submit 2018 p1 1013=100.00\n2018-05-31 defer 2018-00001");
    world.run("2020-06-01 grant 2018-00001 1013=100.00");
    let awarded: Date = "2020-06-01".parse().unwrap();
    let all = world.application("2018-00001").instalments;
    assert!(all.iter().all(|instalment| instalment.payment == Payment::Planned { due: awarded }));
}

#[test]
fn everything_that_keeps_a_year_open_is_listed_in_the_order_in_which_one_would_see_to_it() {
    let mut world = World::after(READY);
    let year = Year::new(2018).unwrap();
    let listed = |world: &World, on: &str| {
        let found = year::obstacles(&world.records, year, on.parse().unwrap()).unwrap();
        found.into_iter().map(|obstacle| Refusal::from(obstacle).code()).collect::<Vec<_>>().join(" ")
    };
    world.run("2018-05-01 submit 2018 p1 1013=100.00\n2018-05-02 submit 2018 p2 1013=100.00");
    assert_eq!(listed(&world, "2018-12-31"), "closing_not_over closing_not_counted closing_undecided");
    world.run(OTHER_QUARTERS);
    assert_eq!(listed(&world, "2019-01-15"), "closing_undecided");
    world.run("2019-01-15 refuse 2018-00001\n2019-01-15 close 2018 => closing_undecided");
    world.run("2019-01-15 defer 2018-00002");
    assert_eq!(listed(&world, "2019-01-15"), "", "what is put off waits for nobody");
    world.run("2019-01-15 close 2018");
    assert_eq!(listed(&world, "2019-01-16"), "closing_already_closed");
    assert_eq!(listed(&world, "2018-12-31"), "closing_already_closed");
}
