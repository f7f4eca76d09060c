//! Orders to pay: four eyes, one order per instalment, and nothing paid twice.

mod bank;
mod credits;

use super::whole_year::READY;
use super::world::World;
use crate::fund::{Command as FundCommand, Event};
use crate::ledger;
use crate::orders::{
    AccountNumber, BankStatement, Command, EntryProblem, Event as OrderEvent, Iban, Payee, SealedAccount,
    StatementEntry, confirmed,
};
use crate::person::{self, PersonId, PersonKind, Sealed, SealedText};
use crate::project::{ApplicationId, Payment};
use crate::terms::{Cents, Date};
use proptest::prelude::*;

const GRANTED: &str = "
    2018-04-15 zn 2018 q1 2665.48
    2018-05-02 submit 2018 p1 1013=2000.00
    2018-05-31 grant 2018-00001 1013=2000.00
";
const FIRST: &str = "NL91ABNA0417164300";
const OWN: &str = "NL02ABNA0123456789";
const OTHER: &str = "DE89370400440532013000";

fn id() -> ApplicationId {
    "2018-00001".parse().unwrap()
}

fn day() -> Date {
    "2018-07-02".parse().unwrap()
}

fn give(world: &mut World, command: Command) -> Result<Vec<Event>, &'static str> {
    world.give(&FundCommand::Orders(Box::new(command))).map_err(|refusal| refusal.code())
}

fn code(world: &mut World, command: Command) -> &'static str {
    give(world, command).err().unwrap_or("ok")
}

fn register(world: &World, iban: &str) -> Command {
    let practice = world.application("2018-00001").form.applicant;
    let payee = Payee { holder: "Praktijk".into(), iban: Iban::new(iban).unwrap().into() };
    Command::RegisterPayee { practice, payee, by: "anna as clerk".into(), on: day() }
}

fn confirm(world: &World, version: u32, by: &str) -> Command {
    let practice = world.application("2018-00001").form.applicant;
    Command::ConfirmPayee { practice, version, by: by.into(), on: day() }
}

fn propose(numbers: &[u32]) -> Command {
    let instalments = numbers.iter().map(|number| (id(), *number)).collect();
    Command::Propose { instalments, by: "bert as treasurer".into(), on: day() }
}

fn approve(order: u32, by: &str) -> Command {
    Command::Approve { order, by: by.into(), on: day() }
}

fn cancel(order: u32) -> Command {
    Command::Cancel { order, by: "bert as treasurer".into(), on: day(), reason: "wrong".into() }
}

fn give_back(number: u32) -> Command {
    let by = "bert as treasurer".into();
    Command::ReturnPayment { application: id(), number, on: day(), reason: "closed account".into(), by }
}

fn entry(reference: &str, cents: i64, end_to_end: &str, iban: &str) -> StatementEntry {
    StatementEntry {
        reference: reference.into(),
        on: day(),
        cents: Cents::new(cents),
        end_to_end: Some(end_to_end.into()),
        account: Some(Iban::new(iban).unwrap()),
        text: None,
        account_digest: None,
    }
}

fn statement(closing: Option<i64>, entries: Vec<StatementEntry>) -> Command {
    // a number of its own for what stands in it
    let of = |entry: &StatementEntry| format!("{}/{}", entry.reference, entry.cents);
    let id = entries.iter().map(of).collect::<Vec<_>>().join(" ");
    let account = Iban::new(OWN).unwrap();
    let statement = BankStatement {
        account,
        id: format!("2018 {id} {closing:?}"),
        closing: closing.map(Cents::new),
        entries,
    };
    Command::ReadStatements { statements: vec![statement], by: "bert as treasurer".into() }
}

fn problems(events: &[Event]) -> (Vec<(u32, EntryProblem)>, Option<i64>) {
    let Some(Event::Orders(event)) = events.last() else { panic!("no outcome") };
    let OrderEvent::StatementRead { outcome, .. } = &**event else { panic!("no outcome") };
    (outcome.problems.clone(), outcome.difference.map(Cents::get))
}

fn granted() -> World {
    let mut world = World::after(READY);
    world.run(GRANTED);
    world
}

fn with_account() -> World {
    let mut world = granted();
    let commands = [register(&world, FIRST), confirm(&world, 1, "carla as board")];
    for command in commands {
        give(&mut world, command).unwrap();
    }
    world
}

#[test]
fn an_order_takes_two_persons_and_a_confirmed_account() {
    let mut world = granted();
    let steps: Vec<(Command, &str)> = vec![
        (propose(&[1]), "order_no_confirmed_account"),
        (register(&world, FIRST), "ok"),
        (propose(&[1]), "order_no_confirmed_account"),
        (confirm(&world, 2, "carla as board"), "order_not_the_latest_account"),
        (confirm(&world, 1, "anna as board"), "order_same_person"),
        (confirm(&world, 1, "carla as board"), "ok"),
        (confirm(&world, 1, "carla as board"), "order_already_confirmed"),
        (propose(&[]), "order_bad_order"),
        (propose(&[1, 1]), "order_bad_order"),
        (propose(&[4]), "payment_held"),
        (propose(&[1, 2]), "ok"),
        (propose(&[2]), "order_in_open_order"),
        (approve(9, "carla as board"), "order_unknown_order"),
        (approve(1, "bert as board"), "order_same_person"),
        (register(&world, OTHER), "ok"),
        (approve(1, "carla as board"), "order_account_changed"),
        (cancel(1), "ok"),
        (approve(1, "carla as board"), "order_not_proposed"),
        (confirm(&world, 2, "carla as board"), "ok"),
        (propose(&[1, 2]), "ok"),
        (approve(2, "carla as board"), "ok"),
        (cancel(2), "order_not_proposed"),
        (give_back(1), "order_not_paid"),
    ];
    for (step, (command, expected)) in steps.into_iter().enumerate() {
        assert_eq!(code(&mut world, command), expected, "step {step}");
    }
    world.run("2018-07-03 pay 2018-00001/1 => order_in_open_order");
    let practice = world.application("2018-00001").form.applicant;
    assert_eq!(
        confirmed(&world.records, &practice).unwrap().unwrap().payee.iban.plain().unwrap().last_four(),
        "3000"
    );
}

#[test]
fn what_is_left_empty_or_comes_back_too_late_is_refused() {
    let mut world = with_account();
    let practice = world.application("2018-00001").form.applicant;
    let payee = Payee { holder: " ".into(), iban: Iban::new(FIRST).unwrap().into() };
    let by = String::from("bert as treasurer");
    let no_holder = Command::RegisterPayee { practice, payee, by: by.clone(), on: day() };
    assert_eq!(code(&mut world, no_holder), "order_bad_holder");
    let account = Iban::new(OWN).unwrap();
    let statement = BankStatement { account, id: " ".into(), closing: None, entries: Vec::new() };
    let no_id = Command::ReadStatements { statements: vec![statement], by: by.clone() };
    assert_eq!(code(&mut world, no_id), "order_no_statement_id");
    give(&mut world, propose(&[1])).unwrap();
    let no_reason = Command::Cancel { order: 1, by, on: day(), reason: " ".into() };
    assert_eq!(code(&mut world, no_reason), "order_no_reason");
    world.run("2018-07-03 evaluate 2018-00001 2000.00");
    // what the open order is about to pay cannot lapse under it
    world.run("2018-07-03 reject 2018-00001 0.00 => order_in_open_order");
    give(&mut world, cancel(1)).unwrap();
    world.run("2018-07-03 pay 2018-00001/1");
    world.run("2018-07-03 reject 2018-00001 0.00");
    assert_eq!(code(&mut world, give_back(1)), "order_evaluation_rejected");
}

#[test]
fn a_statement_pays_what_was_ordered_once_and_names_what_is_wrong() {
    let mut world = with_account();
    for command in [propose(&[1, 2, 3]), approve(1, "carla as board")] {
        give(&mut world, command).unwrap();
    }
    let entries = || {
        vec![
            entry("a", -50_000, "2018-00001-1-1", FIRST),
            entry("b", -49_999, "2018-00001-2-1", FIRST),
            entry("c", -50_000, "2018-00001-2-1", OTHER),
            entry("d", -50_000, "2018-00001-9-1", FIRST),
            entry("e", -50_000, "2018-00001-1-1", FIRST),
            entry("a", -50_000, "2018-00001-2-1", FIRST),
            entry("f", 700, "2018-00001-1-1", FIRST),
            entry("", -50_000, "2018-00001-2-1", FIRST),
        ]
    };
    use EntryProblem::*;
    let events = give(&mut world, statement(Some(216_555), entries())).unwrap();
    let wrong = vec![
        (2, WrongAmount),
        (3, WrongAccount),
        (4, UnknownId),
        (5, AlreadyPaid),
        (6, AlreadyRead),
        (7, UnmatchedCredit),
        (8, NoReference),
    ];
    // 2,665.48 − 500.00 = 2,165.48; the statement says 7 cents more
    assert_eq!(problems(&events), (wrong.clone(), Some(7)));
    let events = give(&mut world, statement(None, entries())).unwrap();
    assert_eq!(events.len(), 1, "nothing is paid the second time");
    assert_eq!(problems(&events).0[0], (1, AlreadyRead));
    assert_eq!(problems(&events).0[1..], wrong);
    assert_eq!(ledger::bank(&world.records).unwrap(), Cents::new(216_548));
    give(&mut world, give_back(1)).unwrap();
    assert_eq!(ledger::bank(&world.records).unwrap(), Cents::new(266_548));
    assert!(world.application("2018-00001").instalments[0].payment == Payment::Planned { due: day() });
    let again = give(&mut world, statement(None, vec![entry("g", -50_000, "2018-00001-1-1", FIRST)]));
    assert_eq!(problems(&again.unwrap()).0, [(1, AlreadyPaid)]);
    assert!(world.replayed() == world.records);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nobody_is_paid_more_than_granted(steps in prop::collection::vec((0u32..8, 1u32..5, 1u32..5), 1..40)) {
        let mut world = with_account();
        for (kind, number, order) in steps {
            // every command is held to the invariants of a fund, bank = from ZN − paid among them
            let command = match kind {
                0 => propose(&[number]),
                1 => approve(order, "carla as board"),
                2 => cancel(order),
                3 | 4 => {
                    let end_to_end = format!("2018-00001-{number}-{order}");
                    let reference = if kind == 3 { end_to_end.clone() } else { format!("again {number}") };
                    statement(None, vec![entry(&reference, -50_000, &end_to_end, FIRST)])
                }
                5 | 6 => {
                    let end_to_end = format!("2018-00001-{number}-{order}");
                    let reference = format!("back {kind} {end_to_end}");
                    statement(None, vec![entry(&reference, 50_000, &end_to_end, FIRST)])
                }
                _ => give_back(number),
            };
            let _ = code(&mut world, command);
            let application = world.application("2018-00001");
            let paid = crate::project::evaluation::paid(&application).unwrap();
            prop_assert!(paid <= application.granted().unwrap());
        }
        prop_assert!(world.replayed() == world.records);
    }
}

/// The account FIRST as it is sealed, and the digest by which a statement finds it.
const DIGEST: &str = "the digest";

fn sealed_payee() -> Payee {
    let person = holder();
    let text = |field: &str| {
        let sealed = Sealed { person: person.clone(), sealed: "00".into() };
        SealedText { field: field.into(), characters: 9, sealed }.written()
    };
    let account = SealedAccount { number: text("account_number"), digest: DIGEST.into() };
    Payee { holder: text("name"), iban: AccountNumber::Sealed(account) }
}

fn holder() -> PersonId {
    PersonId::of_request("anna", "payee", 0)
}

#[test]
fn a_statement_finds_a_sealed_account_by_its_digest_until_the_holder_is_erased() {
    let mut world = granted();
    let practice = world.application("2018-00001").form.applicant;
    let by = String::from("anna as clerk");
    let register = Command::RegisterPayee { practice, payee: sealed_payee(), by, on: day() };
    let first = entry("1", -50_000, "2018-00001-1-1", FIRST);
    let told = StatementEntry {
        account_digest: Some(DIGEST.into()),
        ..entry("2", -50_000, "2018-00001-1-1", FIRST)
    };
    for command in
        [register, confirm(&world, 1, "carla as board"), propose(&[1]), approve(1, "carla as board")]
    {
        assert_eq!(code(&mut world, command), "ok");
    }
    for (entry, expected) in [(first, vec![(1, EntryProblem::WrongAccount)]), (told, Vec::new())] {
        assert_eq!(problems(&give(&mut world, statement(None, vec![entry])).unwrap()).0, expected);
    }

    let person = |world: &World| person::person(&world.records, &holder()).unwrap().unwrap();
    assert!(person(&world).kind == PersonKind::AccountHolder && person(&world).fields.len() == 2);
    let erased = person::Event::Erased { person: holder(), on: day() };
    crate::fund::apply(&mut world.records, &Event::People(erased), super::world::AT).unwrap();
    assert_eq!(code(&mut world, propose(&[2])), "order_no_confirmed_account");
}
