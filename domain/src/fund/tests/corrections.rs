//! Counts, rates, lists and rules that come later or come again, and what they do to the pots.

use super::whole_year::READY;
use super::world::World;

/// A reserve of EUR 59.20 from 2018; in 2019 a pot of EUR 3,640.00 of which 3,000 is granted.
const GRANTED_IN_2019: &str = "
    2017-12-01 rules carry=reserve
    2017-12-15 areas 2018 v1 1013
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-04-02 insured 2018 q1 1013/3311=10
    2018-07-02 insured 2018 q2 1013/3311=10
    2018-10-01 insured 2018 q3 1013/3311=10
    2019-01-02 insured 2018 q4 1013/3311=10
    2019-01-02 areas 2019 v1 1013
    2019-01-02 rate 2019 v1 3.64
    2019-01-10 close 2018
    2019-01-15 overview 2019 p1 4000 1013=1000
    2019-04-02 insured 2019 q1 1013/3311=1000
    2019-05-01 submit 2019 p1 1013=3000.00
    2019-05-01 submit 2019 p1 1013=100.00
    2019-05-31 grant 2019-00001 1013=3000.00
    2019-06-01 balances 2019 receivable-zn=3699.20 \
        pot-free/1013=-640.00 pot-committed/1013=-3000.00 reserve=-59.20
";

#[test]
fn a_lower_count_takes_what_is_free_then_the_reserve_and_the_rest_is_a_shortfall_that_blocks_grants() {
    let mut world = World::after(GRANTED_IN_2019);
    world.run(
        "
        # 728.00 less: 640.00 was free, 59.20 in reserve
        2019-06-02 insured 2019 q1 1013/3311=800 because:recount
        2019-06-02 balances 2019 receivable-zn=2971.20 pot-committed/1013=-3000.00 shortfall=28.80
        2019-06-03 grant 2019-00002 1013=0.01 => decision_shortfall
        2019-06-03 defer 2019-00002
        # 18.20 more covers a part of it
        2019-06-04 insured 2019 q1 1013/3311=805 because:recount
        2019-06-04 balances 2019 receivable-zn=2989.40 pot-committed/1013=-3000.00 shortfall=10.60
        2019-06-05 grant 2019-00002 1013=0.01 => decision_shortfall
        # 345.80 more covers the rest, and what is left is free
        2019-06-06 insured 2019 q1 1013/3311=900 because:recount
        2019-06-06 balances 2019 receivable-zn=3335.20 pot-free/1013=-335.20 pot-committed/1013=-3000.00
        2019-06-07 grant 2019-00002 1013=100.00
        ",
    );
}

#[test]
fn a_lower_rate_does_what_a_lower_count_does_and_nobody_s_grant_changes() {
    let mut world = World::after(GRANTED_IN_2019);
    world.run(
        "
        2019-06-02 rate 2019 v2 1.00 because:recalibrated
        2019-06-02 balances 2019 receivable-zn=1059.20 pot-committed/1013=-3000.00 shortfall=1940.80
        2019-06-02 zn 2019 q2 1000.00
        2019-06-02 pay 2019-00001/1
        2019-06-02 balances 2019 bank=250.00 receivable-zn=59.20 pot-committed/1013=-2250.00 shortfall=1940.80
        ",
    );
}

#[test]
fn what_rises_in_a_count_covers_what_falls_in_it_whatever_the_areas_are_called() {
    for (rises, falls) in [("1013", "1014"), ("1014", "1013")] {
        let mut world = World::after(READY);
        world.run(&format!(
            "
            2018-04-03 insured 2018 q1 {rises}/3311=1000 {falls}/3311=1000 because:recount
            2018-05-01 submit 2018 p2 {falls}=5000.00
            2018-05-31 grant 2018-00001 {falls}=5000.00
            # the one has 1,480.00 less, of which 920.00 is free; the other 1,480.00 more
            2018-06-01 insured 2018 q1 {rises}/3311=1250 {falls}/3311=750 because:recount
            2018-06-01 balances 2018 receivable-zn=11840.00 \
                pot-free/{rises}=-6840.00 pot-committed/{falls}=-5000.00
            "
        ));
    }
}

#[test]
fn what_comes_free_while_the_fund_is_short_covers_the_shortfall_first() {
    let short = "
        2019-06-02 insured 2019 q1 1013/3311=800 because:recount
        2019-06-02 zn 2019 q1 2000.00
        2019-06-02 pay 2019-00001/1
        2019-06-02 balances 2019 bank=1250.00 receivable-zn=971.20 pot-committed/1013=-2250.00 shortfall=28.80
    ";
    let mut world = World::after(GRANTED_IN_2019);
    world.run(short);
    world.run(
        "
        2019-11-01 evaluate 2019-00001 2990.00
        2019-11-02 approve 2019-00001
        2019-11-02 balances 2019 bank=1250.00 receivable-zn=971.20 pot-committed/1013=-2240.00 shortfall=18.80
        ",
    );
    let mut world = World::after(GRANTED_IN_2019);
    world.run(short);
    world.run(
        "
        2019-11-01 evaluate 2019-00001 0.00
        2019-11-02 reject 2019-00001 500.00
        2019-11-02 balances 2019 bank=1250.00 receivable-zn=971.20 receivable-reclaim=500.00 pot-free/1013=-2721.20
        2019-11-03 grant 2019-00002 1013=100.00
        ",
    );
}

#[test]
fn rules_that_come_after_rate_and_counts_fill_the_pots() {
    World::after(
        "
        2017-12-15 areas 2018 v1 1013 1014
        2018-01-02 rate 2018 v1 5.92
        2018-01-02 insurer 3311
        2018-04-02 insured 2018 q1 1013/3311=1000 1014/3311=500
        2018-04-02 balances 2018
        2018-04-03 rules
        2018-04-03 balances 2018 receivable-zn=8880.00 pot-free/1013=-5920.00 pot-free/1014=-2960.00
        2018-04-04 rules carry=reserve
        2018-04-04 balances 2018 receivable-zn=8880.00 pot-free/1013=-5920.00 pot-free/1014=-2960.00
        ",
    );
}

#[test]
fn an_area_that_turns_out_to_lie_elsewhere_takes_its_money_along() {
    World::after(
        "
        2017-12-01 rules split=municipality
        2017-12-15 areas 2018 v1 1013 1014
        2018-01-02 rate 2018 v1 5.92
        2018-01-02 insurer 3311
        2018-01-15 overview 2018 p1 4000 1013=1000
        2018-04-02 insured 2018 q1 1013/3311=1000 1014/3311=500
        2018-05-01 submit 2018 p1 Alkmaar=3000.00 areas:1013
        2018-05-31 grant 2018-00001 Alkmaar=3000.00
        2018-06-01 areas 2018 v2 1013 1014=Hoorn because:municipal-reform
        2018-06-01 balances 2018 receivable-zn=8880.00 \
            pot-free/Alkmaar=-2920.00 pot-committed/Alkmaar=-3000.00 pot-free/Hoorn=-2960.00
        2018-06-02 submit 2018 p1 Hoorn=1.00 areas:1014 => excluded deadline_passed
        ",
    );
}

#[test]
fn money_goes_to_the_pot_that_the_rules_say() {
    let cases = [
        ("region", "pot-free/region=-10661.92"),
        ("area", "pot-free/1013=-8885.92 pot-free/1014=-1776.00"),
        ("municipality", "pot-free/Alkmaar=-8885.92 pot-free/Hoorn=-1776.00"),
        ("group", "pot-free/hagro-noord=-8885.92 pot-free/region=-1776.00"),
    ];
    for (split, pots) in cases {
        let mut world = World::after(&READY.replace("rules", &format!("rules split={split}")));
        world.run(&format!("2018-04-03 balances 2018 receivable-zn=10661.92 {pots}"));
        let pot = pots.split_once('=').unwrap().0.strip_prefix("pot-free/").unwrap();
        world.run(&format!(
            "
            2018-05-01 submit 2018 p1 {pot}=1.00 areas:1013
            2018-05-01 submit 2018 p1 elsewhere=1.00 areas:1013 => submission_unknown_pot
            2018-05-31 grant 2018-00001 {pot}=1.00
            "
        ));
    }
}

#[test]
fn quarters_may_be_counted_in_any_order_and_the_pots_hold_the_mean_of_those_that_are() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-10-01 insured 2018 q3 1013/3311=2000
        2018-10-01 balances 2018 receivable-zn=11253.92 pot-free/1013=-10365.92 pot-free/1014=-888.00
        2018-10-01 insured 2018 q3 1013/3311=3 because:typo
        2018-10-01 balances 2018 receivable-zn=5345.76 pot-free/1013=-4457.76 pot-free/1014=-888.00
        ",
    );
}
