//! Statements of several days, and money that comes in.

use super::*;
use crate::orders::{CreditUse, unmatched};
use crate::reclaim;
use crate::terms::{Quarter, Year};

/// An entry by which money came in, with what the payer wrote.
fn comes_in(reference: &str, cents: i64, text: &str) -> StatementEntry {
    let account = Some(Iban::new(OTHER).unwrap());
    StatementEntry {
        reference: reference.into(),
        on: day(),
        cents: Cents::new(cents),
        end_to_end: None,
        account,
        account_digest: None,
        text: Some(text.into()),
    }
}

fn explain(reference: &str, what: CreditUse) -> Command {
    let by = String::from("bert as treasurer");
    Command::ExplainCredit { reference: reference.into(), what, on: day(), by }
}

fn open_credits(world: &World) -> Vec<String> {
    let open = unmatched(&world.records).unwrap();
    open.iter().map(|open| format!("{} {}", open.credit.reference, open.credit.cents)).collect()
}

fn bank(world: &World) -> Cents {
    ledger::bank(&world.records).unwrap()
}

/// A fund of which two instalments of 500.00 are ordered and paid.
fn two_paid() -> World {
    let mut world = with_account();
    for command in [propose(&[1, 2]), approve(1, "carla as board")] {
        give(&mut world, command).unwrap();
    }
    let entries = [("a", "2018-00001-1-1"), ("b", "2018-00001-2-1")];
    let entries = entries.map(|(reference, id)| entry(reference, -50_000, id, FIRST));
    give(&mut world, statement(None, entries.into())).unwrap();
    world
}

/// The evaluation shows that 300.00 of the 1,000.00 paid was not spent, and that is claimed back.
fn claimed() -> World {
    let mut world = two_paid();
    world.run(
        "
        2018-07-02 evaluate 2018-00001 700.00
        2018-07-02 approve 2018-00001
        2018-07-02 claim_back 2018-00001 300.00
        ",
    );
    world
}

#[test]
fn statements_of_several_days_are_read_in_their_order_all_or_none() {
    let mut world = with_account();
    for command in [propose(&[1, 2]), approve(1, "carla as board")] {
        give(&mut world, command).unwrap();
    }
    let of = |id: &str, closing: i64, entries| BankStatement {
        account: Iban::new(OWN).unwrap(),
        id: id.into(),
        closing: Some(Cents::new(closing)),
        entries,
    };
    let earlier =
        StatementEntry { on: "2018-06-29".parse().unwrap(), ..entry("a", -50_000, "2018-00001-1-1", FIRST) };
    let first = of("2018/1", 216_548, vec![earlier]);
    let second = of("2018/2", 166_548, vec![entry("b", -50_000, "2018-00001-2-1", FIRST)]);
    let read = |statements: Vec<BankStatement>| Command::ReadStatements {
        statements,
        by: "bert as treasurer".into(),
    };
    let nameless = BankStatement { id: " ".into(), ..second.clone() };
    assert_eq!(code(&mut world, read(vec![first.clone(), nameless])), "order_no_statement_id");
    assert_eq!(bank(&world), Cents::new(266_548), "nothing of it is read");
    let events = give(&mut world, read(vec![first.clone(), second.clone()])).unwrap();
    let differences: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Orders(event) => match &**event {
                OrderEvent::StatementRead { outcome, .. } => outcome.difference.map(Cents::get),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(differences, [0, 0]);
    let application = world.application("2018-00001");
    let Payment::Paid { on, .. } = application.instalments[0].payment else { panic!("not paid") };
    assert_eq!(on.to_string(), "2018-06-29", "an entry has its own day");
    let before = world.records.clone();
    give(&mut world, read(vec![second.clone(), first.clone(), first])).unwrap();
    assert!(world.records == before, "the same statements again change nothing");
    let other = BankStatement { entries: Vec::new(), ..second };
    assert_eq!(code(&mut world, read(vec![other])), "order_other_statement");
    let twice = ["x", "y"].map(|reference| of("2018/3", 0, vec![comes_in(reference, 1, "")]));
    assert_eq!(code(&mut world, read(twice.into())), "order_other_statement");
}

#[test]
fn a_payment_that_comes_back_under_its_own_id_is_due_again_once() {
    let mut world = two_paid();
    let back = |reference: &str, cents| entry(reference, cents, "2018-00001-1-1", FIRST);
    let events =
        give(&mut world, statement(None, vec![back("c", 49_999), back("d", 50_000), back("e", 50_000)]));
    use EntryProblem::UnmatchedCredit;
    assert_eq!(problems(&events.unwrap()).0, [(1, UnmatchedCredit), (3, UnmatchedCredit)]);
    assert!(world.application("2018-00001").instalments[0].payment == Payment::Planned { due: day() });
    assert_eq!(
        (bank(&world), open_credits(&world)),
        (Cents::new(216_548), vec!["c 499.99".into(), "e 500.00".into()])
    );
    // paid anew by another order, it does not come back under the old one's id
    for command in [propose(&[1]), approve(2, "carla as board")] {
        give(&mut world, command).unwrap();
    }
    let paid = entry("f", -50_000, "2018-00001-1-2", FIRST);
    give(&mut world, statement(None, vec![paid, back("g", 50_000)])).unwrap();
    assert_eq!(open_credits(&world), ["c 499.99", "e 500.00", "g 500.00"]);
    assert!(world.replayed() == world.records);
}

#[test]
fn what_a_practice_pays_back_under_the_reference_of_the_claim_is_taken_as_far_as_it_owes() {
    let mut world = claimed();
    let reference = reclaim::reference(id());
    let wrong = reference.replace("00001", "00010");
    let entries = vec![
        comes_in("c", 10_000, &format!("terug {}", reference.to_lowercase())),
        comes_in("d", 20_000, &reference),
        comes_in("e", 1, &reference),
        comes_in("f", 10_000, &wrong),
        comes_in("g", 10_000, "2018-00001"),
    ];
    let events = give(&mut world, statement(None, entries.clone())).unwrap();
    assert_eq!(problems(&events).0.len(), 3);
    assert_eq!(open_credits(&world), ["e 0.01", "f 100.00", "g 100.00"]);
    let balance = reclaim::balance(&world.records, &world.application("2018-00001")).unwrap();
    assert_eq!((balance.received, balance.owed), (Cents::new(30_000), Cents::ZERO));
    let before = world.records.clone();
    give(&mut world, statement(None, entries)).unwrap();
    assert!(world.records == before, "read again, nothing comes in twice");
    assert!(world.replayed() == world.records);
}

#[test]
fn a_person_says_what_other_money_is_for_once() {
    let mut world = claimed();
    let entries = [("c", 70_000), ("d", 30_000), ("e", 50_000), ("f", 12)]
        .map(|(reference, cents)| comes_in(reference, cents, "?"));
    give(&mut world, statement(None, entries.into())).unwrap();
    let zn = CreditUse::Zn { year: Year::new(2018).unwrap(), quarter: Quarter::new(2).unwrap() };
    let repaid = CreditUse::Repayment { application: id() };
    let returned = |number| CreditUse::Returned { application: id(), number };
    let otherwise = |reason: &str| CreditUse::Otherwise { reason: reason.into() };
    let steps = [
        ("z", zn.clone(), "order_no_such_credit"),
        ("c", zn.clone(), "ok"),
        ("c", zn, "order_no_such_credit"),
        ("e", repaid.clone(), "reclaim_above_owed"),
        ("d", repaid, "ok"),
        ("f", returned(2), "order_other_amount"),
        ("e", returned(3), "order_not_paid"),
        ("e", returned(9), "order_not_paid"),
        ("e", returned(2), "ok"),
        ("f", otherwise(" "), "order_no_reason"),
        ("f", otherwise("interest, booked by hand"), "ok"),
    ];
    for (step, (reference, what, expected)) in steps.into_iter().enumerate() {
        assert_eq!(code(&mut world, explain(reference, what)), expected, "step {step}");
    }
    assert!(open_credits(&world).is_empty());
    // 1,665.48 after the payments, 700.00 from ZN, 300.00 paid back, 500.00 returned
    assert_eq!(bank(&world), Cents::new(316_548));
    assert!(world.replayed() == world.records);
}

#[test]
fn what_the_bank_shows_as_paid_is_not_undone_by_hand() {
    let mut world = two_paid();
    world.run("2018-07-03 undo instalment 2018-00001/1 => reversal_shown_by_bank");
    give(&mut world, give_back(1)).unwrap();
    world.run("2018-07-03 pay 2018-00001/1\n2018-07-04 undo instalment 2018-00001/1");
}

#[test]
fn no_order_pays_what_a_condition_holds_back() {
    let mut world = with_account();
    world.run(
        "
        2018-01-01 rules composition=parity
        2018-01-01 appoint gp Anna
        2018-01-01 appoint gp Bert
        2018-01-01 appoint insurer Carla
        2018-05-03 submit 2018 p2 1013=400.00
        2018-05-31 meet 1,2,3 2018-00002
        2018-05-31 vote 1 2018-00002 1=for 2=for 3=for pot/1013=400.00 condition:2018-09-01
        ",
    );
    let held = Command::Propose {
        instalments: vec![("2018-00002".parse().unwrap(), 1)],
        by: "bert as treasurer".into(),
        on: day(),
    };
    assert_eq!(code(&mut world, held), "committee_condition_open");
}
