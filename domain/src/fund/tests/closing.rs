//! The end of a year, and what is booked for it afterwards.

use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::World;
use crate::ledger::{self, Purpose};
use crate::terms::Year;

const COMMITTED: &str = "
    2018-05-01 submit 2018 p1 1013=1000.00
    2018-05-01 submit 2018 p2 1013=500.00
    2018-05-31 grant 2018-00001 1013=1000.00
    2018-05-31 defer 2018-00002
    2018-06-01 zn 2018 q1 2000.00
    2018-06-01 pay 2018-00001/1
";

#[test]
fn what_is_left_stays_in_its_pot_or_goes_to_the_reserve_and_commitments_go_over() {
    let cases = [("kept", "pot-free/1013=-7885.92 pot-free/1014=-1776.00"), ("reserve", "reserve=-9661.92")];
    for (rule, left) in cases {
        let mut world = World::after(&[READY, OTHER_QUARTERS, COMMITTED].concat());
        world.run(&format!(
            "
            2018-12-31 rules carry={rule}
            2019-01-15 close 2018
            2019-01-15 balances 2018
            2019-01-15 balances 2019 bank=1750.00 receivable-zn=8661.92 pot-committed/1013=-750.00 {left}
            "
        ));
    }
}

#[test]
fn after_closing_a_year_s_money_moves_in_the_next_year() {
    let mut world = World::after(&[READY, OTHER_QUARTERS, COMMITTED].concat());
    world.run(
        "
        2019-01-15 close 2018
        2019-01-16 pay 2018-00001/2
        2019-01-16 zn 2018 q4 661.92
        2019-01-16 balances 2018
        2019-01-16 balances 2019 bank=2161.92 receivable-zn=8000.00 \
            pot-committed/1013=-500.00 pot-free/1013=-7885.92 pot-free/1014=-1776.00
        # what was deferred is granted from what its pot has now, and all of it is due at once
        2019-02-01 grant 2018-00002 1013=500.00
        2019-02-01 pay 2018-00002/1
        2019-02-01 pay 2018-00002/2
        2019-02-01 pay 2018-00002/3
        2019-02-01 evaluate 2018-00001 900.00
        2019-02-02 approve 2018-00001
        2019-02-02 balances 2018
        2019-02-02 balances 2019 bank=1786.92 receivable-zn=8000.00 \
            pot-committed/1013=-525.00 pot-free/1013=-7485.92 pot-free/1014=-1776.00
        ",
    );
    let bookings = ledger::bookings(&world.records, Year::new(2018).unwrap(), None, 99).unwrap();
    assert!(bookings.last().unwrap().1.purpose() == Purpose::Closing);
}

#[test]
fn a_rate_or_count_corrected_after_closing_changes_the_pots_of_the_next_year() {
    let mut world = World::after(&[READY, OTHER_QUARTERS, COMMITTED].concat());
    world.run(
        "
        2019-01-15 close 2018
        2019-03-01 rate 2018 v2 5.00 because:recalculated
        2019-03-01 balances 2018
        2019-03-01 balances 2019 bank=1750.00 receivable-zn=7005.00 \
            pot-committed/1013=-750.00 pot-free/1013=-6505.00 pot-free/1014=-1500.00
        2019-03-02 insured 2018 q4 1014/3311=300 because:recount
        2019-03-02 balances 2019 bank=1750.00 receivable-zn=5130.00 \
            pot-committed/1013=-750.00 pot-free/1013=-4630.00 pot-free/1014=-1500.00
        ",
    );
}

#[test]
fn a_shortfall_is_covered_from_what_is_left_before_the_reserve_gets_the_rest() {
    let mut world = World::after(&[READY, OTHER_QUARTERS].concat());
    world.run(
        "
        2018-05-01 submit 2018 p2 1013=5000.00
        2018-05-31 grant 2018-00001 1013=5000.00
        # 1013 has 844 insured, EUR 4,996.48; 1014 has EUR 1,776.00
        2018-06-01 insured 2018 q1 1013/3311=844 1014/3311=300 because:recount
        2018-06-01 insured 2018 q2 1013/3311=844 1014/3311=300 because:recount
        2018-06-01 insured 2018 q3 1013/3311=844 1014/3311=300 because:recount
        2018-06-01 insured 2018 q4 1013/3311=844 1014/3311=300 because:recount
        2018-06-01 balances 2018 receivable-zn=6772.48 \
            pot-committed/1013=-5000.00 pot-free/1014=-1776.00 shortfall=3.52
        2018-12-31 rules carry=reserve
        2019-01-15 close 2018
        2019-01-15 balances 2019 receivable-zn=6772.48 pot-committed/1013=-5000.00 reserve=-1772.48
        ",
    );
}

#[test]
fn a_reserve_that_comes_in_covers_the_shortfall_of_the_year_it_comes_into() {
    let mut world = World::after(&[READY, OTHER_QUARTERS].concat());
    world.run(
        "
        2018-12-31 rules carry=reserve
        2019-01-02 areas 2019 v1 1013
        2019-01-02 rate 2019 v1 3.64
        2019-01-02 overview 2019 p2 4000 1013=1000
        2019-01-02 insured 2019 q1 1013/3311=1000
        2019-01-03 submit 2019 p2 1013=3640.00
        2019-01-04 grant 2019-00001 1013=3640.00
        2019-01-05 insured 2019 q1 1013/3311=900 because:recount
        2019-01-05 balances 2019 receivable-zn=3276.00 pot-committed/1013=-3640.00 shortfall=364.00
        2019-01-15 close 2018
        2019-01-15 balances 2019 receivable-zn=13937.92 pot-committed/1013=-3640.00 reserve=-10297.92
        ",
    );
}

#[test]
fn years_may_be_closed_out_of_turn_and_money_always_ends_in_an_open_year() {
    let mut world = World::after(&[READY, OTHER_QUARTERS, COMMITTED].concat());
    world.run(
        "
        2019-01-02 areas 2019 v1 1013
        2019-04-02 insured 2019 q1 1013/3311=1
        2019-07-02 insured 2019 q2 1013/3311=1
        2019-10-02 insured 2019 q3 1013/3311=1
        2020-01-02 insured 2019 q4 1013/3311=1
        2020-01-03 close 2019
        2020-01-04 close 2018
        2020-01-04 balances 2018
        2020-01-04 balances 2019
        2020-01-04 balances 2020 bank=1750.00 receivable-zn=8661.92 \
            pot-committed/1013=-750.00 pot-free/1013=-7885.92 pot-free/1014=-1776.00
        2020-01-05 pay 2018-00001/2
        2020-01-06 grant 2018-00002 1013=500.00
        ",
    );
}

#[test]
fn a_fund_that_had_a_quiet_year_closes_it_too() {
    World::after(
        "
        2017-12-01 rules carry=reserve
        2017-12-15 areas 2018 v1 1013
        2018-01-02 insurer 3311
        2018-04-02 insured 2018 q1 1013/3311=0
        2018-07-02 insured 2018 q2 1013/3311=0
        2018-10-01 insured 2018 q3 1013/3311=0
        2019-01-02 insured 2018 q4 1013/3311=0
        2019-01-02 close 2018
        2019-01-02 balances 2019
        2019-01-03 rate 2018 v1 5.92
        2019-01-03 insured 2018 q4 1013/3311=4 because:typo
        2019-01-03 balances 2018
        2019-01-03 balances 2019 receivable-zn=5.92 pot-free/1013=-5.92
        ",
    );
}
