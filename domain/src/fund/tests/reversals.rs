//! Payments that were recorded and did not happen: undone with a reason, to the cent, once.

use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::{AT, World};
use crate::fund::{Event, apply};
use crate::ledger::{self, Purpose};
use crate::records::MemoryRecords;
use crate::settlement;
use crate::terms::Year;

/// What happened to payments that were undone in the first stored form. This file only ever grows a sibling.
const GOLDEN: &str = include_str!("../../../tests/golden/events-reversed.jsonl");

const PAID: &str = "
    2018-05-01 submit 2018 p1 1013=800.01 1014=200.00 cost:1200.01 other:200.00
    2018-05-31 grant 2018-00001 1013=800.01 1014=200.00
    2018-06-01 zn 2018 q1 2000.00
    2018-06-01 pay 2018-00001/1
";

fn paid(rules: &str) -> World {
    let mut world = World::after(&READY.replace("rules", &format!("rules {rules}")));
    world.run(PAID);
    world
}

#[test]
fn an_instalment_that_was_not_paid_after_all_is_due_again() {
    let mut world = paid("");
    world.run(
        "
        2018-06-02 undo instalment 2018-00001/2 => reversal_not_recorded
        2018-06-02 undo instalment 2018-00009/1 => reversal_not_recorded
        2018-06-02 undo instalment 2018-00001/1 because:none => reversal_no_reason
        2018-05-31 undo instalment 2018-00001/1 => reversal_before_payment
        2018-06-02 undo instalment 2018-00001/1 because:other-practice
        2018-06-02 balances 2018 bank=2000.00 receivable-zn=8661.92 pot-free/1013=-8085.91 pot-free/1014=-1576.00 \
            pot-committed/1013=-800.01 pot-committed/1014=-200.00
        2018-06-02 undo instalment 2018-00001/1 => reversal_not_recorded
        2018-06-02 pay 2018-00001/1
        2018-06-02 balances 2018 bank=1749.99 receivable-zn=8661.92 pot-free/1013=-8085.91 pot-free/1014=-1576.00 \
            pot-committed/1013=-600.00 pot-committed/1014=-150.00
        ",
    );
    let bookings = ledger::bookings(&world.records, Year::new(2018).unwrap(), None, 99).unwrap();
    let purposes: Vec<_> = bookings.iter().rev().take(3).map(|(_, booking)| booking.purpose()).collect();
    assert_eq!(purposes, [Purpose::InstalmentPaid, Purpose::Reversed, Purpose::InstalmentPaid]);
    assert!(world.replayed() == world.records);
}

#[test]
fn an_instalment_of_which_something_is_claimed_or_lapsed_is_not_undone_beyond_that() {
    let mut world = paid("");
    world.run(
        "
        2018-06-01 evaluate 2018-00001 350.00
        2018-06-02 approve 2018-00001
        2018-06-03 claim_back 2018-00001 100.01
        2018-06-04 undo instalment 2018-00001/1 => reversal_claimed_back
        2018-06-04 write-off 2018-00001 100.01 because:never-paid
        2018-06-04 undo instalment 2018-00001/1
        ",
    );
    let mut world = paid("");
    world.run(
        "
        2018-06-01 evaluate 2018-00001 350.00
        2018-06-02 reject 2018-00001 0.00
        2018-06-04 undo instalment 2018-00001/1 => reversal_evaluation_rejected
        ",
    );
}

#[test]
fn a_payment_of_zn_of_another_amount_is_undone_and_recorded_as_it_was() {
    let mut world = paid("");
    world.run(
        "
        2018-06-02 undo zn 2018/2 => reversal_not_recorded
        # 250.01 of it was paid out: what really came is recorded first
        2018-06-02 undo zn 2018/1 => reversal_bank_too_low
        2018-06-02 zn 2018 q1 2665.48
        2018-06-02 undo zn 2018/1 because:typing-error
        2018-06-02 undo zn 2018/1 => reversal_not_recorded
        2018-06-02 balances 2018 bank=2415.47 receivable-zn=7996.44 pot-free/1013=-8085.91 pot-free/1014=-1576.00 \
            pot-committed/1013=-600.00 pot-committed/1014=-150.00
        ",
    );
    let year = Year::new(2018).unwrap();
    let left = settlement::numbered_zn_payments(&world.records, year).unwrap();
    let left: Vec<_> = left.iter().map(|(number, payment)| (*number, payment.cents.get())).collect();
    assert_eq!(left, [(2, 266_548)], "a number is not given again");
    assert!(world.replayed() == world.records);
}

#[test]
fn declarations_administration_and_repayments_are_undone_too() {
    let mut world = paid("product=interpreter/40.00/1014 administration=2500 aside=1000");
    world.run(
        "
        2018-06-01 declare 2018 q2 p77 interpreter 3
        2018-06-02 undo declaration 2018/1 => reversal_not_recorded
        2018-06-02 undo declaration 2018/2 => reversal_not_recorded
        2018-06-02 pay_declaration 2018 1
        2018-06-02 administration 2018 100.00
        2018-06-02 administration 2018 50.00 from:1013
        2018-06-03 undo administration 2018/3 => reversal_not_recorded
        2018-06-03 undo administration 2018/1
        2018-06-03 undo administration 2018/2
        2018-06-03 undo declaration 2018/1
        2018-06-03 balances 2018 bank=1749.99 receivable-zn=8661.92 \
            pot-free/1013=-7197.32 pot-free/1014=-1278.40 reserve=-1066.19 \
            pot-committed/1013=-600.00 pot-committed/1014=-150.00 payable-declarations=-120.00
        2018-06-03 pay_declaration 2018 1
        2018-06-03 administration 2018 60.00
        2018-06-03 undo administration 2018/1 => reversal_not_recorded
        2018-06-03 undo administration 2018/3
        2018-06-03 evaluate 2018-00001 350.00
        2018-06-03 approve 2018-00001
        2018-06-03 claim_back 2018-00001 100.01
        2018-06-04 repay 2018-00001 60.00
        2018-06-05 undo repayment 2018-00001/1 because:other-practice
        2018-06-05 undo repayment 2018-00001/1 => reversal_not_recorded
        2018-06-05 repay 2018-00001 100.01
        2018-06-05 repay 2018-00001 0.01 => reclaim_above_owed
        2018-06-05 undo repayment 2018-00001/2
        ",
    );
    assert!(world.replayed() == world.records);
}

#[test]
fn after_closing_a_payment_is_undone_in_the_open_year() {
    let mut world = paid("");
    world.run(OTHER_QUARTERS);
    world.run(
        "
        2019-01-10 close 2018
        2019-02-01 undo instalment 2018-00001/1
        2019-02-01 balances 2018
        2019-02-01 balances 2019 bank=2000.00 receivable-zn=8661.92 pot-free/1013=-8085.91 pot-free/1014=-1576.00 \
            pot-committed/1013=-800.01 pot-committed/1014=-200.00
        2019-02-01 pay 2018-00001/1
        ",
    );
}

#[test]
fn the_events_of_reversals_read_and_write_as_they_were_written_and_mean_what_they_meant() {
    let mut records = MemoryRecords::default();
    for (row, line) in GOLDEN.lines().enumerate() {
        let event: Event =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", row + 1));
        assert_eq!(serde_json::to_string(&event).unwrap(), line, "line {}", row + 1);
        apply(&mut records, &event, AT).unwrap();
    }
    for kind in ["instalment", "zn", "declaration", "administration", "repayment"] {
        assert!(GOLDEN.contains(&format!(r#""payment":{{"{kind}""#)), "no line of {kind}");
    }
    let balances = ledger::balances(&records, Year::new(2018).unwrap()).unwrap();
    let balances: Vec<_> = balances.iter().map(|(account, cents)| format!("{account} {cents}")).collect();
    assert_eq!(balances, BALANCES);
}

const BALANCES: [&str; 7] = [
    "bank 875.00",
    "receivable-zn 6796.00",
    "receivable-reclaim 15.00",
    "pot-free/1013 -5318.00",
    "pot-free/1014 -1478.40",
    "reserve -769.60",
    "payable-declarations -120.00",
];
