//! Orders that go to the bank, and come back from it.

use super::*;
use crate::orders::{OrderState, due, export, order, orders_after};

fn export_on(order: u32, iban: &str, holder: &str, execute_on: &str) -> Command {
    Command::Export {
        order,
        account: Payee { holder: holder.into(), iban: Iban::new(iban).unwrap().into() },
        execute_on: execute_on.parse().unwrap(),
        by: "bert as treasurer".into(),
        on: day(),
    }
}

fn export_it(order: u32) -> Command {
    export_on(order, OWN, "Fonds", "2018-07-03")
}

fn release(order: u32, reason: &str) -> Command {
    Command::Release { order, by: "bert as treasurer".into(), on: day(), reason: reason.into() }
}

fn pays(end_to_end: &str) -> Command {
    statement(None, vec![entry(end_to_end, -50_000, end_to_end, FIRST)])
}

#[test]
fn an_order_goes_to_the_bank_when_it_is_approved_and_again_only_as_it_was() {
    let mut world = with_account();
    let steps = [
        (export_it(1), "order_unknown_order"),
        (propose(&[1, 2]), "ok"),
        (export_it(1), "order_not_approved"),
        (approve(1, "carla as board"), "ok"),
        (export_on(1, OWN, " ", "2018-07-03"), "order_bad_holder"),
        (export_on(1, OWN, "Fonds", "2018-07-01"), "order_execution_too_early"),
        (export_it(1), "ok"),
        (export_it(1), "ok"),
        (export_on(1, OTHER, "Fonds", "2018-07-03"), "order_exported_otherwise"),
        (export_on(1, OWN, "Fonds", "2018-07-04"), "order_exported_otherwise"),
        (register(&world, OTHER), "ok"),
        (export_it(1), "order_account_changed"),
    ];
    for (step, (command, expected)) in steps.into_iter().enumerate() {
        assert_eq!(code(&mut world, command), expected, "step {step}");
    }
    let exported = export(&world.records, 1).unwrap().unwrap();
    assert_eq!((exported.account.iban.plain().unwrap().as_str(), exported.created.is_empty()), (OWN, false));
    assert!(export(&world.records, 2).unwrap().is_none());
    assert!(world.replayed() == world.records);
}

#[test]
fn what_has_been_paid_of_an_order_does_not_go_to_the_bank_again() {
    let mut world = with_account();
    for command in [propose(&[1, 2]), approve(1, "carla as board"), export_it(1), pays("2018-00001-1-1")] {
        give(&mut world, command).unwrap();
    }
    assert_eq!(code(&mut world, export_it(1)), "order_partly_paid");
}

#[test]
fn what_the_bank_refused_can_be_ordered_again_and_what_it_paid_cannot() {
    let mut world = with_account();
    let steps = [
        (propose(&[1, 2]), "ok"),
        (release(1, "refused"), "order_not_approved"),
        (approve(1, "carla as board"), "ok"),
        (export_it(1), "ok"),
        (pays("2018-00001-1-1"), "ok"),
        // the first came back and is in an order of its own, which a release of the other leaves alone
        (give_back(1), "ok"),
        (propose(&[1]), "ok"),
        (release(1, " "), "order_no_reason"),
        (release(1, "refused"), "ok"),
        (release(1, "refused"), "order_not_approved"),
        (propose(&[1]), "order_in_open_order"),
        (propose(&[2]), "ok"),
        (approve(3, "carla as board"), "ok"),
        (pays("2018-00001-2-3"), "ok"),
        (release(3, "refused"), "order_nothing_to_release"),
    ];
    for (step, (command, expected)) in steps.into_iter().enumerate() {
        assert_eq!(code(&mut world, command), expected, "step {step}");
    }
    assert!(order(&world.records, 1).unwrap().unwrap().state == OrderState::Released { on: day() });
    let events = give(&mut world, pays("2018-00001-2-1")).unwrap();
    assert_eq!(problems(&events).0, [(1, EntryProblem::UnknownId)], "the order was let go");
    let numbers = |after, limit| {
        let orders = orders_after(&world.records, after, limit).unwrap();
        orders.iter().map(|order| order.number).collect::<Vec<_>>()
    };
    assert_eq!((numbers(0, 2), numbers(2, 9)), (vec![1, 2], vec![3]));
    assert!(world.replayed() == world.records);
}

#[test]
fn what_is_due_is_listed_by_day_with_what_stands_in_its_way() {
    let mut world = granted();
    let listed = |world: &World, until: &str| {
        let days = due(&world.records, until.parse().unwrap()).unwrap();
        let seen = days.iter().map(|day| {
            let first = &day.instalments[0];
            (day.day.to_string(), day.total.get(), first.number, first.order, first.has_account)
        });
        seen.collect::<Vec<_>>()
    };
    let first = listed(&world, "2018-06-30");
    assert!(first.iter().all(|(_, _, _, order, has_account)| order.is_none() && !has_account), "{first:?}");
    for command in [register(&world, FIRST), confirm(&world, 1, "carla as board"), propose(&[1])] {
        give(&mut world, command).unwrap();
    }
    let all = listed(&world, "2019-12-31");
    assert_eq!(all[0].3, Some(1));
    assert!(all.iter().all(|found| found.4));
    assert_eq!(all.iter().map(|found| found.1).sum::<i64>(), 150_000, "a quarter of 2,000.00 is held");
    for command in [approve(1, "carla as board"), pays("2018-00001-1-1")] {
        give(&mut world, command).unwrap();
    }
    let left = listed(&world, "2019-12-31");
    assert_eq!(left.iter().map(|found| found.1).sum::<i64>(), 100_000);
}

#[test]
fn a_problem_has_the_name_that_it_is_stored_under() {
    for problem in EntryProblem::ALL {
        assert_eq!(serde_json::to_value(problem).unwrap(), problem.code());
    }
}
