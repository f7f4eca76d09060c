//! The books besides grants, told in scripts.

use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::{AT, World};
use crate::books::report;
use crate::fund::{Event, apply};
use crate::ledger;
use crate::records::MemoryRecords;
use crate::shortfall;
use crate::terms::{Cents, Year};

fn year(number: u32) -> Year {
    Year::new(number).unwrap()
}

/// The first year of the script's fund: rate, areas and counts of 1013 (EUR 8,885.92) and 1014 (EUR 1,776.00).
fn ready(rules: &str) -> String {
    READY.replace("rules", &format!("rules {rules}"))
}

#[test]
fn a_share_of_every_pot_goes_to_the_pot_above_and_every_cent_is_handed_out() {
    let mut world = World::after(&ready("split=group above=boven-hagros/1234"));
    world.run(
        "
        # 12.34 % of 8,885.92 is 1,096.52 and a bit; of 1,776.00 it is 219.15 and a bit: what is over stays below
        2018-04-03 balances 2018 receivable-zn=10661.92 \
            pot-free/hagro-noord=-7789.40 pot-free/region=-1556.85 pot-free/boven-hagros=-1315.67
        2018-05-01 submit 2018 p2 boven-hagros=100.00 areas:1013
        2018-05-31 grant 2018-00001 boven-hagros=100.00
        ",
    );
}

#[test]
fn what_is_set_aside_goes_to_the_reserve_and_the_board_releases_it() {
    let mut world = World::after(&ready("aside=1000"));
    world.run(
        "
        2018-04-03 balances 2018 receivable-zn=10661.92 \
            pot-free/1013=-7997.33 pot-free/1014=-1598.40 reserve=-1066.19
        2018-04-04 release_reserve 2018 1014=1000.00 because:more-requests
        2018-04-04 balances 2018 receivable-zn=10661.92 \
            pot-free/1013=-7997.33 pot-free/1014=-2598.40 reserve=-66.19
        2018-04-05 release_reserve 2018 1014=66.20 => books_reserve_too_low
        2018-04-05 release_reserve 2018 1014=0.00 => books_no_amount
        2018-04-05 release_reserve 2018 1014=1.00 because:none => books_no_reason
        2018-04-05 release_reserve 2018 1099=1.00 => books_unknown_pot
        2018-04-05 release_reserve 2017 1014=1.00 => books_no_rules
        # nobody is insured after all: what was set aside and released lacks
        2018-04-06 insured 2018 q1 1013/3311=0 because:recount
        2018-04-06 balances 2018 pot-free/1014=-1000.00 shortfall=1000.00
        ",
    );
}

#[test]
fn a_fixed_amount_is_set_aside_as_far_as_the_money_goes() {
    let mut world = World::after(&ready("aside=3000.00"));
    world.run(
        "
        2018-04-03 balances 2018 receivable-zn=10661.92 \
            pot-free/1013=-6385.64 pot-free/1014=-1276.28 reserve=-3000.00
        2018-04-06 insured 2018 q1 1013/3311=100 because:recount
        2018-04-06 balances 2018 receivable-zn=592.00 reserve=-592.00
        ",
    );
}

#[test]
fn at_the_end_of_a_year_money_goes_where_the_rules_say() {
    let granted = "
        2018-05-01 submit 2018 p1 1013=1000.00
        2018-05-01 submit 2018 p2 1013=500.00
        2018-05-31 grant 2018-00001 1013=1000.00
        2018-05-31 defer 2018-00002
    ";
    let cases = [
        ("lost", "reserve=-9661.92", "books_year_budget_lost"),
        // 9,661.92 in proportion to 8,885.92 and 1,776.00
        ("reset", "pot-free/1013=-8052.49 pot-free/1014=-1609.43", "ok"),
        ("kept", "pot-free/1013=-7885.92 pot-free/1014=-1776.00", "ok"),
    ];
    for (carry, left, later) in cases {
        let mut world = World::after(&[&ready(&format!("carry={carry}")), OTHER_QUARTERS, granted].concat());
        world.run(&format!(
            "
            2019-01-15 close 2018
            2019-01-15 balances 2018
            2019-01-15 balances 2019 receivable-zn=10661.92 pot-committed/1013=-1000.00 {left}
            2019-02-01 grant 2018-00002 1013=500.00 => {later}
            "
        ));
    }
}

#[test]
fn a_second_grant_comes_when_the_rules_allow_it() {
    let cases = [
        ("", "ok", "ok"),
        ("second=12", "books_second_grant_too_early", "ok"),
        ("second=never", "books_no_second_grant", "books_no_second_grant"),
    ];
    for (rule, in_may, at_the_end) in cases {
        let mut world = World::after(&ready(rule));
        world.run(&format!(
            "
            2018-05-01 submit 2018 p2 1013=500.00
            2018-05-02 submit 2018 p2 1013=500.00
            2018-05-03 submit 2018 p2 1013=500.00
            2018-05-31 grant 2018-00001 1013=500.00
            2018-05-31 grant 2018-00002 1013=500.00 => {in_may}
            2018-12-01 grant 2018-00003 1013=500.00 => {at_the_end}
            "
        ));
    }
}

#[test]
fn a_fund_begins_in_mid_life_with_balances_that_balance_and_projects_that_run() {
    let opening =
        "2018-01-02 opening 2018 bank:500.00 zn:50.00 reclaim:10.00 reserve:60.00 1013=300.00/200.00";
    let mut world = World::after("2017-12-01 rules since=2017\n2017-12-15 areas 2018 v1 1013 1014");
    world.run(&format!(
        "
        2018-01-02 opening 2016 bank:1.00 => books_no_rules
        2018-01-02 opening 2018 source:none => books_no_source
        2018-01-02 opening 2018 bank:-1.00 => books_opening_negative
        2018-01-02 opening 2018 1013=1.00/0.00 1013=1.00/0.00 => books_opening_pot_twice
        2018-01-02 opening 2018 1099=1.00/0.00 => books_unknown_pot
        {opening} running:2016/p1/1013/400.00/200.00 => books_no_rules
        {opening} running:2018/p1/1013/400.00/200.00 => books_project_not_before
        {opening} running:2017/p1/1013/400.00/500.00 => books_project_amounts
        {opening} running:2017/p1/1013/400.00/100.00 => books_commitments_differ
        2018-01-02 opening 2018 bank:500.01 1013=300.00/200.00 running:2017/p1/1013/400.00/200.00 => books_opening_off
        2018-01-02 balances 2018
        {opening} running:2017/p1/1013/400.00/200.00
        2018-01-02 balances 2018 bank=500.00 receivable-zn=50.00 receivable-reclaim=10.00 \
            pot-free/1013=-300.00 pot-committed/1013=-200.00 reserve=-60.00
        {opening} => books_begun
        2018-02-01 close 2017 => closing_already_closed
        2018-02-01 pay 2017-00001/1 => payment_already_paid
        2018-02-01 pay 2017-00001/2
        2018-02-01 pay 2017-00001/3 => payment_held
        2018-02-01 evaluate 2017-00001 400.00
        2018-02-02 approve 2017-00001
        2018-02-03 pay 2017-00001/3
        2018-02-03 balances 2017
        2018-02-03 balances 2018 bank=300.00 receivable-zn=50.00 receivable-reclaim=10.00 \
            pot-free/1013=-300.00 reserve=-60.00
        "
    ));
}

#[test]
fn practices_declaration_for_the_fund_s_own_products() {
    let products = "product=hour_consult/80.00/1013/13 product=interpreter/40.00/1014/9999/1000.00";
    let mut world = World::after(&ready(products));
    world.run(
        "
        2018-04-03 declare 2018 q1 p2 hour_consult 12
        2018-04-03 declare 2018 q1 p2 hour_consult 1 => books_already_declared
        2018-07-03 declare 2018 q2 p2 hour_consult 2 => books_above_most
        2018-07-03 declare 2018 q2 p2 hour_consult 9000 => books_above_patients
        2018-07-03 declare 2018 q2 p2 hour_consult 0 => books_no_amount
        2018-07-03 declare 2018 q2 p2 massage 1 => books_unknown_product
        # a practice without patients from the areas uses the line, and nothing else
        2018-07-03 declare 2018 q2 p77 hour_consult 1 => books_not_open_to_practice
        2018-07-03 declare 2018 q2 p77 interpreter 20
        2018-07-03 declare 2018 q3 p77 interpreter 6 => books_above_year
        2018-07-03 balances 2018 receivable-zn=10661.92 \
            pot-free/1013=-7925.92 pot-free/1014=-976.00 payable-declarations=-1760.00
        2018-07-04 pay_declaration 2018 1 => books_bank_too_low
        2018-07-04 zn 2018 q1 1000.00
        2018-07-04 pay_declaration 2018 1 reference:none => books_no_reference
        2018-04-02 pay_declaration 2018 1 => books_paid_before_declared
        2018-07-04 pay_declaration 2018 9 => books_unknown_declaration
        2018-07-04 pay_declaration 2018 1
        2018-07-04 pay_declaration 2018 1 => books_declaration_paid
        2018-07-04 balances 2018 bank=40.00 receivable-zn=9661.92 \
            pot-free/1013=-7925.92 pot-free/1014=-976.00 payable-declarations=-800.00
        ",
    );
}

#[test]
fn once_per_patient_is_counted_against_the_exact_mean_of_the_quarters() {
    let rules = ready("enrolled=mean_of_four_quarters product=hour_consult/80.00/1013");
    let by_quarter = rules.lines().filter(|line| !line.contains("overview")).collect::<Vec<_>>().join("\n");
    let mut world = World::after(&by_quarter);
    world.run(
        "
        2018-01-02 overview 2018 p2 3000 1013=12 quarter:q1
        2018-04-02 overview 2018 p2 3000 1013=12 quarter:q2
        2018-07-02 overview 2018 p2 3000 1013=13 quarter:q3
        2018-10-02 overview 2018 p2 3000 1013=13 quarter:q4
        # 50 / 4 = 12.5 patients: the thirteenth consult has no patient of its own
        2018-10-03 declare 2018 q4 p2 hour_consult 13 => books_above_patients
        2018-10-03 declare 2018 q4 p2 hour_consult 12
        # 1 / 4 of a patient is enough to use the product, and not enough for a consult
        2018-01-02 overview 2018 p4 3000 1013=1 quarter:q1
        2018-04-02 overview 2018 p4 3000 1013=0 quarter:q2
        2018-07-02 overview 2018 p4 3000 1013=0 quarter:q3
        2018-10-02 overview 2018 p4 3000 1013=0 quarter:q4
        2018-10-03 declare 2018 q4 p4 hour_consult 1 => books_above_patients
        ",
    );
}

#[test]
fn a_declaration_takes_no_more_than_its_pot_has_and_none_is_awarded_while_money_lacks() {
    let mut world = World::after(&ready("product=interpreter/100.00/1014"));
    world.run(
        "
        2018-04-03 declare 2018 q1 p77 interpreter 18 => books_pot_too_low
        2018-04-03 declare 2018 q1 p77 interpreter 17
        2018-04-04 insured 2018 q1 1014/3311=200 because:recount
        2018-04-05 declare 2018 q2 p77 interpreter 1 => books_shortfall
        2018-04-05 balances 2018 receivable-zn=1184.00 payable-declarations=-1700.00 shortfall=516.00
        ",
    );
}

#[test]
fn administration_costs_no_more_than_its_share_of_the_year_s_money() {
    let mut world = World::after(&ready("administration=500 aside=1000"));
    world.run(
        "
        # 5 % of 10,661.92 is 533.09 and a bit
        2018-05-01 administration 2018 100.00 => books_bank_too_low
        2018-05-01 zn 2018 q1 600.00
        2018-05-01 administration 2018 533.10 => books_above_administration
        2018-05-01 administration 2018 500.00
        2018-05-01 administration 2018 33.10 from:1013 => books_above_administration
        2018-05-01 administration 2018 33.09 from:1013
        2018-05-01 administration 2018 0.01 => books_above_administration
        2018-05-01 balances 2018 bank=66.91 receivable-zn=10061.92 \
            pot-free/1013=-7964.24 pot-free/1014=-1598.40 reserve=-566.19
        ",
    );
    let mut world = World::after(&ready(""));
    world.run(
        "
        2018-05-01 zn 2018 q1 10000.00
        2018-05-01 administration 2018 1.00 => books_reserve_too_low
        2018-05-01 administration 2018 2000.00 from:1014 => books_pot_too_low
        2018-05-01 administration 2018 2.00 from:1099 => books_unknown_pot
        2018-05-01 administration 2018 2.00 from:1014 what:none => books_no_reason
        2018-05-01 administration 2018 2.00 from:1014 reference:none => books_no_reference
        ",
    );
}

const WHOLE: &str = "
    2018-05-01 submit 2018 p1 1013=1000.00
    2018-05-31 grant 2018-00001 1013=1000.00
    2018-06-01 zn 2018 q1 9000.00
    2018-06-01 pay 2018-00001/1
    2018-06-02 declare 2018 q2 p77 interpreter 3
    2018-06-02 administration 2018 100.00
    2018-06-03 release_reserve 2018 1014=50.00
    2018-06-03 adopt 2018 => books_not_closed
    2019-01-15 close 2018
    2019-01-15 declare 2018 q3 p77 interpreter 3 => books_year_closed
    2019-01-16 pay_declaration 2018 1
";

fn whole() -> World {
    let rules = ready("aside=1000 carry=reserve product=interpreter/40.00/1014");
    World::after(&[&rules, OTHER_QUARTERS, WHOLE].concat())
}

#[test]
fn a_report_adds_up_to_the_ledger_and_is_adopted_once() {
    let mut world = whole();
    let report = report::report(&world.records, year(2018)).unwrap().unwrap();
    for line in &report.accounts {
        let moved = line.movements.iter().map(|(_, cents)| *cents);
        assert_eq!(Cents::sum(moved.chain([line.opening])).unwrap(), line.closing, "{}", line.account);
    }
    let opened = ledger::bookings(&world.records, year(2019), None, 1).unwrap().remove(0).1;
    let closing = report.accounts.iter().filter(|line| !line.closing.is_zero());
    let closing: Vec<_> = closing.map(|line| (line.account.clone(), line.closing)).collect();
    let opening = opened.postings().iter().map(|posting| (posting.account.clone(), posting.cents));
    assert_eq!(closing, opening.collect::<Vec<_>>(), "what leaves the year is what comes into the next");
    assert_eq!(Cents::sum(closing.iter().map(|(_, cents)| *cents)).unwrap(), Cents::ZERO);
    world.run(
        "
        2019-01-14 adopt 2018 => books_before_closing
        2019-03-01 adopt 2018
        2019-03-02 adopt 2018 => books_already_adopted
        ",
    );
    let (on, adopted) = report::adopted(&world.records, year(2018)).unwrap().unwrap();
    assert!(on.to_string() == "2019-03-01" && adopted == report);
}

#[test]
fn an_account_of_a_shortfall_says_which_pot_lacked_and_what_covered_it() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-05-01 submit 2018 p2 1013=5000.00
        2018-05-31 grant 2018-00001 1013=5000.00
        2018-06-01 insured 2018 q1 1013/3311=800 1014/3311=300 because:recount
        2018-06-02 insured 2018 q1 1013/3311=800 1014/3311=310 because:recount
        2018-06-02 submit 2018 p2 1014=1.00 => excluded deadline_passed
        ",
    );
    // 5,000.00 − 800 × 5.92 = 264.00; then 10 × 5.92 = 59.20 comes in for 1014
    let lacking = |world: &World| -> Vec<String> {
        let lacking = shortfall::lacking(&world.records, year(2018)).unwrap();
        lacking.iter().map(|(pot, cents)| format!("{} {cents}", pot.as_ref().unwrap())).collect()
    };
    assert_eq!(lacking(&world), ["1013 204.80"]);
    world.run("2018-06-03 insured 2018 q1 1013/3311=900 1014/3311=310 because:recount");
    assert!(lacking(&world).is_empty());
    let account = shortfall::account(&world.records, year(2018)).unwrap();
    let account = account.iter().map(|entry| format!("{} {}", entry.pot.as_ref().unwrap(), entry.cents));
    assert_eq!(account.collect::<Vec<_>>(), ["1013 264.00", "1014 -59.20", "1013 -204.80"]);
}

#[test]
fn contradiction_5_a_project_for_several_neighbourhoods_draws_on_the_pot_of_each() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-05-01 submit 2018 p1 1013=300.00 1014=200.00 for:all
        2018-05-31 grant 2018-00001 1013=250.00 1014=150.00
        2018-05-31 balances 2018 receivable-zn=10661.92 pot-free/1013=-8635.92 pot-free/1014=-1626.00 \
            pot-committed/1013=-250.00 pot-committed/1014=-150.00
        ",
    );
}

#[test]
fn contradiction_5b_the_insured_fill_the_pot_and_the_practice_s_overview_does_not() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-04-03 overview 2018 p9 4000 1013=3000
        2018-04-03 balances 2018 receivable-zn=10661.92 pot-free/1013=-8885.92 pot-free/1014=-1776.00
        ",
    );
}

#[test]
fn contradiction_7_a_rate_and_a_count_are_taken_with_their_source_alone() {
    let mut world = World::after("2017-12-01 rules\n2017-12-15 areas 2018 v1 1013\n2018-01-02 insurer 3311");
    world.run(
        "
        2018-01-02 rate 2018 v1 5.92 source:none => rate_no_source
        2018-04-02 insured 2018 q1 1013/3311=1 source:none => import_no_source
        2018-04-02 overview 2018 p1 10 1013=1 source:none => import_no_source
        2018-01-02 rate 2018 v1 5.92 source:ZN
        ",
    );
    assert_eq!(crate::rate::rate(&world.records, year(2018)).unwrap().unwrap().source, "ZN");
}

#[test]
fn contradiction_8_the_methods_of_the_index_are_named_by_their_years() {
    use crate::index::IndexMethod;
    let [old, new] = [IndexMethod::four_indicators_until_2018(), IndexMethod::three_indicators_from_2019()];
    assert_ne!(old.indicators, new.indicators);
}

/// What happened to the books in the first stored form. This file only ever grows a sibling.
const GOLDEN: &str = include_str!("../../../tests/golden/events-books.jsonl");

#[test]
fn the_events_of_the_books_read_and_write_as_they_were_written_and_mean_what_they_meant() {
    let mut records = MemoryRecords::default();
    for (row, line) in GOLDEN.lines().enumerate() {
        let event: Event =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", row + 1));
        assert_eq!(serde_json::to_string(&event).unwrap(), line, "line {}", row + 1);
        apply(&mut records, &event, AT).unwrap();
    }
    let balances = ledger::balances(&records, year(2019)).unwrap();
    let balances: Vec<_> = balances.iter().map(|(account, cents)| format!("{account} {cents}")).collect();
    assert_eq!(balances, BALANCES);
    let Err(unknown) = serde_json::from_str::<crate::books::Event>(r#"{"happened":"?"}"#) else {
        panic!("`?` never happens")
    };
    for tag in unknown.to_string().split('`').skip(3).step_by(2) {
        assert!(GOLDEN.contains(&format!(r#""happened":"{tag}""#)), "no line of {tag}");
    }
}

const BALANCES: [&str; 5] = [
    "bank 9030.00",
    "receivable-zn 1711.92",
    "receivable-reclaim 10.00",
    "pot-committed/1013 -950.00",
    "reserve -9801.92",
];
