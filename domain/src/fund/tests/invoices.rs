//! What a grant is paid on: instalments with copies of costs, paid invoices, or an advance accounted for afterwards.

use super::whole_year::READY;
use super::world::{AT, World};
use crate::fund::{Event, apply};
use crate::invoice::{self, InvoiceState};
use crate::ledger;
use crate::project::{Payment, duty};
use crate::records::MemoryRecords;
use crate::terms::{Date, Year};

/// What happened to invoices in the first stored form. This file only ever grows a sibling.
pub(super) const GOLDEN: &str = include_str!("../../../tests/golden/events-invoices.jsonl");

/// Half of the cost, after EUR 50.00 of others: at EUR 2,050.00 the whole grant of EUR 1,000.00.
const GRANTED: &str = "
    2018-05-01 submit 2018 p1 1013=750.00 1014=250.00 cost:2050.00 other:50.00
    2018-05-31 grant 2018-00001 1013=750.00 1014=250.00
    2018-06-01 zn 2018 q1 2000.00
";

fn under(rules: &str) -> World {
    World::after(&READY.replace("rules", &format!("rules {rules}")))
}

fn on_invoices() -> World {
    let mut world = under("basis=invoices share=5000");
    world.run(GRANTED);
    world
}

fn instalments(world: &World) -> Vec<String> {
    let application = world.application("2018-00001");
    let line = |instalment: &crate::project::Instalment| {
        let state = match instalment.payment {
            Payment::Planned { .. } => "due",
            Payment::Held => "held",
            Payment::OnInvoices => "waits",
            Payment::Paid { .. } => "paid",
            Payment::Lapsed { .. } => "lapsed",
        };
        let parts: Vec<_> = instalment.parts.iter().map(|part| part.cents.to_string()).collect();
        format!("{state} {}", parts.join("+"))
    };
    application.instalments.iter().map(line).collect()
}

#[test]
fn money_goes_out_as_invoices_are_approved_and_never_beyond_the_grant() {
    let mut world = on_invoices();
    world.run(
        "
        2018-06-02 pay 2018-00001/1 => payment_on_invoices
        2018-06-02 invoice 2018-00001 100.01
        2018-06-02 invoice 2018-00001 400.00
        2018-06-03 approve_invoice 2018-00001 1
        # half of 100.01 − 50.00 is 25.005: 25.00, of which 18.75 and 6.25
        2018-06-03 pay 2018-00001/2
        2018-06-04 approve_invoice 2018-00001 2
        # half of 500.01 − 50.00 is 225.00, less the 25.00 before: 200.00
        2018-06-03 pay 2018-00001/3 => payment_not_yet_due
        2018-06-04 pay 2018-00001/3
        2018-06-04 balances 2018 bank=1775.00 receivable-zn=8661.92 pot-free/1013=-8135.92 pot-free/1014=-1526.00 \
            pot-committed/1013=-581.25 pot-committed/1014=-193.75
        2018-07-01 invoice 2018-00001 9000.00
        2018-07-02 approve_invoice 2018-00001 3
        2018-07-03 invoice 2018-00001 1.00 => invoice_nothing_left
        2018-07-03 pay 2018-00001/1
        2018-07-03 balances 2018 bank=1000.00 receivable-zn=8661.92 pot-free/1013=-8135.92 pot-free/1014=-1526.00
        ",
    );
    assert_eq!(instalments(&world), ["paid 581.25+193.75", "paid 18.75+6.25", "paid 150.00+50.00"]);
    assert!(world.replayed() == world.records);
}

#[test]
fn an_invoice_beyond_the_grant_is_approved_and_releases_what_is_left() {
    let mut world = on_invoices();
    world.run(
        "
        2018-06-02 invoice 2018-00001 40.00
        2018-06-02 invoice 2018-00001 5000.00
        2018-06-02 invoice 2018-00001 10.00
        # others pay the first 50.00
        2018-06-03 approve_invoice 2018-00001 1
        2018-06-03 approve_invoice 2018-00001 2
        2018-06-03 approve_invoice 2018-00001 3
        ",
    );
    let invoices = invoice::invoices(&world.records, "2018-00001".parse().unwrap()).unwrap();
    let released = invoices.iter().map(|one| match &one.state {
        InvoiceState::Approved { released, .. } => released.to_string(),
        _ => String::new(),
    });
    assert_eq!(released.collect::<Vec<_>>(), ["0.00", "1000.00", "0.00"]);
    assert_eq!(instalments(&world), ["due 750.00+250.00"]);
}

#[test]
fn an_invoice_that_does_not_fit_is_refused_by_name() {
    let mut world = under("basis=chamber share=5000");
    world.run(
        "
        2018-06-01 invoice 2018-00009 1.00 => invoice_unknown_application
        2018-05-01 submit 2018 p1 1013=10.00 cost:20.00
        2018-06-01 invoice 2018-00001 1.00 => invoice_not_on_invoices
        2018-05-31 grant 2018-00001 1013=10.00
        2018-06-01 invoice 2018-00001 0.00 chamber:12345678 => invoice_no_amount
        2018-06-01 invoice 2018-00001 1.00 chamber:12345678 document:none => invoice_no_document
        2018-06-01 invoice 2018-00001 1.00 => invoice_no_chamber_number
        2018-06-01 invoice 2018-00001 1.00 chamber:1234567 => invoice_no_chamber_number
        2018-06-01 invoice 2018-00001 1.00 chamber:1234567x => invoice_no_chamber_number
        2018-06-01 invoice 2018-00001 1.00 chamber:12345678 paid:2018-06-02 => invoice_not_paid
        2018-06-01 invoice 2018-00001 1.00 chamber:12345678 dated:2018-06-01 paid:2018-05-31 => invoice_paid_before_dated
        2019-01-01 invoice 2018-00001 1.00 chamber:12345678 => invoice_too_late
        2018-12-31 invoice 2018-00001 4.00 chamber:12345678 document:f1
        2018-12-31 invoice 2018-00001 4.00 chamber:12345678 document:f1 => invoice_already_there
        2018-12-31 approve_invoice 2018-00001 2 => invoice_unknown_invoice
        2018-12-30 approve_invoice 2018-00001 1 => invoice_before_receipt
        2018-12-31 refuse_invoice 2018-00001 1 because:none => invoice_no_reason
        2018-12-31 end_invoices 2018-00001 => invoice_still_waiting
        2018-12-31 refuse_invoice 2018-00001 1 because:not_ours
        2018-12-31 refuse_invoice 2018-00001 1 because:again => invoice_not_waiting
        # what was refused may come in once more
        2018-12-31 invoice 2018-00001 4.00 chamber:12345678 document:f1
        2019-01-02 approve_invoice 2018-00001 2
        2019-01-02 end_invoices 2018-00001 because:none => invoice_no_reason
        2019-01-02 end_invoices 2018-00001
        2019-01-02 end_invoices 2018-00001 => invoice_nothing_left
        2018-12-31 invoice 2018-00001 4.00 chamber:12345678 document:f2 => invoice_nothing_left
        ",
    );
    assert_eq!(instalments(&world), ["lapsed 8.00", "due 2.00"]);
    let mut world = under("");
    world.run(GRANTED.replace("2050.00", "1050.00").as_str());
    world.run("2018-06-01 invoice 2018-00001 1.00 => invoice_not_on_invoices");
}

#[test]
fn a_verdict_waits_for_the_invoices_and_what_none_took_lapses_with_it() {
    let mut world = on_invoices();
    world.run(
        "
        2018-06-02 invoice 2018-00001 450.00
        2018-06-03 evaluate 2018-00001 450.00
        2018-06-04 approve 2018-00001 => invoice_still_waiting
        2018-06-04 reject 2018-00001 0.00 => invoice_still_waiting
        2018-06-04 return 2018-00001
        2018-06-04 approve_invoice 2018-00001 1
        2018-06-05 evaluate 2018-00001 250.00
        # the cost bears half of 250.00 − 50.00 alone: 100.00 of the 200.00 that are due lapse as well
        2018-06-06 approve 2018-00001
        2018-06-06 invoice 2018-00001 1.00 => invoice_not_on_invoices
        2018-06-06 balances 2018 bank=2000.00 receivable-zn=8661.92 pot-free/1013=-8810.92 pot-free/1014=-1751.00 \
            pot-committed/1013=-75.00 pot-committed/1014=-25.00
        ",
    );
    assert_eq!(instalments(&world), ["lapsed 600.00+200.00", "due 75.00+25.00", "lapsed 75.00+25.00"]);
}

#[test]
fn an_advance_is_paid_whole_and_what_was_not_spent_is_claimed_back_with_the_account() {
    let mut world = under("basis=advance");
    world.run(&GRANTED.replace("2050.00", "1050.00"));
    world.run(
        "
        2018-05-31 balances 2018 bank=2000.00 receivable-zn=8661.92 pot-free/1013=-8135.92 pot-free/1014=-1526.00 \
            pot-committed/1013=-750.00 pot-committed/1014=-250.00
        2018-06-01 pay 2018-00001/1
        2018-12-01 evaluate 2018-00001 750.01
        2018-12-02 approve 2018-00001 => evaluation_no_copies
        2018-12-02 return 2018-00001
        2018-12-03 evaluate 2018-00001 750.01 receipt-1=700.00 receipt-2=50.01
        2018-12-04 approve 2018-00001
        # 1,000.00 less 750.01 − 50.00: of 299.99, 224.99 and 75.00
        2018-12-04 balances 2018 bank=1000.00 receivable-zn=8661.92 receivable-reclaim=299.99 \
            pot-free/1013=-8360.91 pot-free/1014=-1601.00
        2018-12-05 claim_back 2018-00001 0.01 => reclaim_above_excess
        2019-01-02 repay 2018-00001 299.99
        ",
    );
    assert!(world.replayed() == world.records);
}

#[test]
fn an_account_of_an_advance_is_late_after_the_months_of_the_rules() {
    let mut world = under("basis=advance/12");
    world.run(&GRANTED.replace("2050.00", "1050.00"));
    let late = |world: &World, today: &str| {
        let found = duty::overdue(&world.records, today.parse().unwrap()).unwrap();
        found.iter().map(|one| one.last_day).collect::<Vec<Date>>()
    };
    let last: Date = "2019-05-31".parse().unwrap();
    assert_eq!((late(&world, "2019-05-31"), late(&world, "2019-06-01")), (vec![], vec![last]));
    world.run("2019-06-02 evaluate 2018-00001 1050.00");
    assert!(late(&world, "2019-06-03").is_empty());
}

#[test]
fn the_last_instalment_waits_for_copies_of_the_costs_where_the_rules_ask_them() {
    for (basis, without) in [("copies", "evaluation_no_copies"), ("plain", "ok")] {
        let mut world = under(&format!("basis={basis}"));
        world.run(&GRANTED.replace("2050.00", "1050.00"));
        world.run(&format!(
            "
            2018-11-01 evaluate 2018-00001 1050.00
            2018-11-02 approve 2018-00001 => {without}
            "
        ));
    }
    // where nothing was spent there is nothing to copy
    let mut world = under("basis=copies");
    world.run(&GRANTED.replace("2050.00", "1050.00"));
    world.run("2018-11-01 evaluate 2018-00001 0.00\n2018-11-02 approve 2018-00001");
}

#[test]
fn the_events_of_invoices_read_and_write_as_they_were_written_and_mean_what_they_meant() {
    let mut records = MemoryRecords::default();
    for (row, line) in GOLDEN.lines().enumerate() {
        let event: Event =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", row + 1));
        assert_eq!(serde_json::to_string(&event).unwrap(), line, "line {}", row + 1);
        apply(&mut records, &event, AT).unwrap();
    }
    let balances = ledger::balances(&records, Year::new(2018).unwrap()).unwrap();
    let balances: Vec<_> = balances.iter().map(|(account, cents)| format!("{account} {cents}")).collect();
    assert_eq!(
        balances,
        [
            "receivable-zn 10661.92",
            "pot-free/1013 -8883.92",
            "pot-free/1014 -1776.00",
            "pot-committed/1013 -2.00"
        ]
    );
    let Err(unknown) = serde_json::from_str::<invoice::Event>(r#"{"happened":"?"}"#) else {
        panic!("`?` never happens")
    };
    for tag in unknown.to_string().split('`').skip(3).step_by(2) {
        assert!(GOLDEN.contains(&format!(r#""happened":"{tag}""#)), "no line of {tag}");
    }
}
