//! Random years, as scripts. What fails prints as lines that can be kept as a test. In a line, `last` is the
//! application that came in last.

use super::world::{AT, World};
use crate::fund::{Event, apply};
use crate::records::MemoryRecords;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

const BASE: &str = "
    2017-12-15 areas 2018 v1 1013 1014=Hoorn
    2017-12-15 areas 2019 v1 1013 1014=Hoorn
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-01-02 insurer 7119
    2018-01-15 overview 2018 p1 4000 1013=600 1014=200 in:1013
    2018-01-15 overview 2018 p2 3000 1013=1000
    2018-01-15 overview 2019 p1 4000 1013=600 1014=200 in:1013
    2018-01-15 overview 2019 p2 3000 1013=1000
    2018-04-02 insured 2018 q1 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-02 insured 2018 q2 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-02 insured 2018 q3 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-02 insured 2018 q4 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-15 zn 2018 q1 3000.00
    2018-04-15 insured 2019 q1 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-15 insured 2019 q2 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-15 insured 2019 q3 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-04-15 rate 2019 v1 3.64
";

/// The ways of dividing money, each with the names of its pots.
const SPLITS: [(&str, [&str; 2]); 4] = [
    ("region", ["region", "region"]),
    ("area", ["1013", "1014"]),
    ("municipality", ["Alkmaar", "Hoorn"]),
    ("group", ["hagro-noord", "region"]),
];

fn any_script() -> impl Strategy<Value = Vec<String>> {
    let rules = (
        prop::sample::select(SPLITS.as_slice()),
        prop::sample::select(vec!["kept", "reserve", "lost", "reset"]),
        prop::sample::select(vec![
            "",
            "cap=none",
            "aside=1234",
            "aside=500.01 above=boven/333",
            "above=boven/4999",
            "cap=none basis=invoices share=6667",
            "cap=none basis=invoices",
            "basis=advance/12",
        ]),
    );
    rules.prop_flat_map(|((split, pots), carry, more)| {
        let [one, two] = pots;
        let first = format!(
            "2017-12-01 rules split={split} carry={carry} administration=2500 \
             product=hour_consult/80.00/{one} product=interpreter/3.33/{two}/9999/2000.00 {more}"
        );
        prop::collection::vec(any_line(pots), 1..70).prop_map(move |mut lines| {
            lines.insert(0, first.clone());
            lines
        })
    })
}

fn any_line(pots: [&'static str; 2]) -> impl Strategy<Value = String> {
    let year = || prop::sample::select(vec![2018, 2018, 2019]);
    let id = move || (year(), 1u32..4).prop_map(|(year, number)| format!("{year}-{number:05}"));
    let count = || prop_oneof![Just(0u32), 1u32..10, 200u32..1_500];
    let amount = || {
        prop::sample::select(vec![
            "0.01", "0.03", "10.01", "333.33", "1000.00", "1000.00", "2500.05", "3000.00", "8885.92",
        ])
    };
    let insured = (year(), 1u32..5, count(), count(), count()).prop_map(|(year, quarter, a, b, c)| {
        format!(
            "{year}-12-31 insured {year} q{quarter} 1013/3311={a} 1013/7119={b} 1014/3311={c} because:count"
        )
    });
    let rate = (year(), 2u32..6, 100u32..700).prop_map(|(year, version, cents)| {
        format!("{year}-06-01 rate {year} v{version} {}.{:02} because:typo", cents / 100, cents % 100)
    });
    let areas = (year(), 2u32..4, any::<bool>()).prop_map(|(year, version, moved)| {
        let municipality = if moved { "Alkmaar" } else { "Hoorn" };
        format!("{year}-06-01 areas {year} v{version} 1013 1014={municipality} because:typo")
    });
    let zn = (year(), 1u32..5, amount())
        .prop_map(|(year, quarter, cents)| format!("{year}-05-01 zn {year} q{quarter} {cents}"));
    let submit = (year(), 1u32..3, prop::sample::select(vec![[0, 9], [1, 9], [0, 1]]), amount(), amount())
        .prop_map(move |(year, practice, which, first, second)| {
            let [one, two] = which.map(|index| pots.get(index));
            let draws: Vec<_> =
                one.into_iter().map(|pot| (pot, first)).chain(two.map(|pot| (pot, second))).collect();
            let draws: Vec<_> = draws.iter().map(|(pot, cents)| format!("{pot}={cents}")).collect();
            format!("{year}-05-01 submit {year} p{practice} {} areas:1013", draws.join(" "))
        });
    let grant = (id(), 0usize..2, amount())
        .prop_map(move |(id, pot, cents)| format!("2020-01-01 grant {id} {}={cents}", pots[pot]));
    let grant_two = (id(), amount(), amount()).prop_map(move |(id, first, second)| {
        format!("2018-05-31 grant {id} {}={first} {}={second}", pots[0], pots[1])
    });
    let other = (prop::sample::select(vec!["refuse", "defer", "withdraw"]), id())
        .prop_map(|(verb, id)| format!("2020-01-01 {verb} {id}"));
    let pay = (id(), 1u32..7).prop_map(|(id, number)| format!("2020-01-01 pay {id}/{number}"));
    let evaluate = (id(), amount()).prop_map(|(id, cost)| format!("2020-01-01 evaluate {id} {cost}"));
    let judge = (prop::sample::select(vec!["approve", "approve", "return"]), id())
        .prop_map(|(verb, id)| format!("2020-01-01 {verb} {id}"));
    let reject = (id(), amount()).prop_map(|(id, reclaim)| format!("2020-01-01 reject {id} {reclaim}"));
    let verdict = prop::sample::select(vec!["approve last", "return last", "reject last 10.01"]);
    let life = (0usize..2, amount(), amount(), verdict).prop_map(move |(pot, cents, cost, verdict)| {
        let draw = format!("{}={cents}", pots[pot]);
        format!(
            "2018-05-01 submit 2018 p2 {draw} areas:1013\n2018-05-31 grant last {draw}\n2018-06-01 pay last/1\n\
             2018-06-01 evaluate last {cost}\n2018-06-02 {verdict}"
        )
    });
    let after = prop::sample::select(vec!["claim_back last 10.01", "repay last 3.34", "write-off last 6.67"]);
    let less = (0usize..2, amount(), prop::collection::vec(after, 0..4)).prop_map(move |(pot, cents, after)| {
        let draw = format!("{}={cents}", pots[pot]);
        let after: String = after.iter().map(|verb| format!("\n2020-01-01 {verb}")).collect();
        format!(
            "2018-05-01 submit 2018 p2 {draw} areas:1013\n2018-05-31 grant last {draw}\n2018-06-01 pay last/1\n\
             2018-06-01 evaluate last 0.00\n2018-06-02 approve last\n2020-01-01 claim_back last 20.03{after}"
        )
    });
    let billed = (0usize..2, amount(), prop::collection::vec((amount(), 0u32..4), 0..4)).prop_map(
        move |(pot, cents, invoices)| {
            let draw = format!("{}={cents}", pots[pot]);
            let invoices: String = (1..)
                .zip(&invoices)
                .map(|(number, (cents, after))| {
                    let judged = ["approve_invoice", "approve_invoice", "approve_invoice", "refuse_invoice"];
                    let verb = judged[*after as usize];
                    format!(
                        "\n2018-06-01 invoice last {cents} document:f{number}\n2018-06-02 {verb} last {number}\n\
                         2018-06-02 pay last/{}",
                        number + 1
                    )
                })
                .collect();
            format!(
                "2018-05-01 submit 2018 p2 {draw} areas:1013 cost:9999.00\n2018-05-31 grant last {draw}{invoices}\n\
                 2018-06-02 pay last/1"
            )
        },
    );
    let undo = (
        prop::sample::select(vec!["instalment", "zn", "declaration", "administration", "repayment"]),
        id(),
        year(),
        1u32..4,
    )
        .prop_map(|(what, id, year, number)| {
            let of = if matches!(what, "instalment" | "repayment") { id } else { year.to_string() };
            format!("2020-01-01 undo {what} {of}/{number}")
        });
    let end = id().prop_map(|id| format!("2018-07-01 end_invoices {id}"));
    let back = (prop::sample::select(vec!["repay", "write-off"]), id(), amount())
        .prop_map(|(verb, id, cents)| format!("2020-01-01 {verb} {id} {cents}"));
    let nobody = year().prop_map(|year| {
        let quarters =
            (1..5).map(|quarter| format!("{year}-12-31 insured {year} q{quarter} 1013/3311=0 because:count"));
        quarters.collect::<Vec<_>>().join("\n")
    });
    let close = year().prop_map(|year| {
        let put_off = (1..20).map(|number| format!("2020-01-02 defer {year}-{number:05}\n"));
        format!("{}2020-01-02 close {year}", put_off.collect::<String>())
    });
    let out = (year(), prop::sample::select(vec!["release", "send", "statements 3311"]))
        .prop_map(|(year, what)| format!("2020-01-03 {what} {year}"));
    let release = (year(), 0usize..2, amount()).prop_map(move |(year, pot, cents)| {
        format!("{year}-07-01 release_reserve {year} {}={cents}", pots[pot])
    });
    let product = || prop::sample::select(vec!["hour_consult", "interpreter"]);
    let declare = (year(), 1u32..5, 1u32..4, product(), 1u32..30).prop_map(
        |(year, quarter, practice, code, number)| {
            format!("{year}-07-01 declare {year} q{quarter} p{practice} {code} {number}")
        },
    );
    let pay_declaration =
        (year(), 1u32..4).prop_map(|(year, id)| format!("2020-01-01 pay_declaration {year} {id}"));
    let administration = (year(), 0usize..3, amount()).prop_map(move |(year, pot, cents)| {
        let from = pots.get(pot).map(|pot| format!("from:{pot}")).unwrap_or_default();
        format!("{year}-07-01 administration {year} {cents} {from}")
    });
    let adopt = year().prop_map(|year| format!("2020-02-01 adopt {year}"));
    let books =
        prop_oneof![2 => release, 4 => declare, 3 => pay_declaration, 2 => administration, 1 => adopt];
    prop_oneof![
        5 => books, 3 => insured, 1 => rate, 1 => areas, 2 => zn, 6 => submit, 6 => grant, 2 => grant_two, 2 => other,
        8 => pay, 4 => evaluate, 4 => judge, 1 => reject, 4 => life, 3 => less, 3 => billed, 1 => end, 3 => undo, 2 => back, 1 => nobody, 1 => close, 1 => out,
    ]
}

/// Runs a script, whatever comes of its lines.
fn lived(script: &[String], done: &RefCell<BTreeSet<String>>, mut world: World) -> World {
    world.run(&script[0]);
    world.run(BASE);
    for line in script[1..].iter().flat_map(|lines| lines.lines()) {
        let outcome = world.say(&line.replace("last", &last_application(&world)));
        let verb = line.split_whitespace().nth(1).unwrap();
        done.borrow_mut().insert(format!("{verb} {outcome}"));
    }
    world
}

/// The funds that random scripts make, always the same ones.
pub(crate) fn worlds(number: usize) -> Vec<World> {
    let mut runner = TestRunner::deterministic();
    let mut script = || any_script().new_tree(&mut runner).unwrap().current();
    (0..number).map(|_| lived(&script(), &RefCell::default(), World::checked_at_the_end())).collect()
}

/// Runs a script; the world checks its invariants after each line of some, and at the end of all.
fn live(script: &[String], done: &RefCell<BTreeSet<String>>, closely: bool) {
    let world = if closely { World::empty() } else { World::checked_at_the_end() };
    let world = lived(script, done, world);
    world.check_invariants();
    let mut replayed = MemoryRecords::default();
    for event in &world.events {
        let text = serde_json::to_string(event).unwrap();
        let read: Event = serde_json::from_str(&text).unwrap();
        assert!(read == *event, "read otherwise than written: {text}");
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        apply(&mut replayed, &read, AT).unwrap();
    }
    assert!(replayed == world.records, "the same events, other records");
}

fn last_application(world: &World) -> String {
    let ids = world.events.iter().rev().filter_map(|event| match event {
        Event::ApplicationSubmitted { application, .. } => Some(application.to_string()),
        _ => None,
    });
    { ids }.next().unwrap_or_else(|| "2018-00001".to_owned())
}

/// So many random years: 1,000, or what `WIJKFONDS_RANDOM_YEARS` says.
fn config() -> Config {
    let asked = std::env::var("WIJKFONDS_RANDOM_YEARS").ok();
    let cases = asked.map_or(1_000, |asked| asked.parse().expect("a number of years"));
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Lines about different practices, pots and accounts: none decides whether another goes through.
const INDEPENDENT: [&str; 8] = [
    "2018-07-01 zn 2018 q2 1000.00",
    "2018-07-01 zn 2018 q3 333.33",
    "2018-07-01 declare 2018 q1 p1 hour_consult 3",
    "2018-07-01 declare 2018 q1 p2 interpreter 4",
    "2018-07-01 administration 2018 10.01 from:1013",
    "2018-07-01 release_reserve 2018 1014=3.33",
    "2018-05-31 grant 2018-00001 1013=1000.01",
    "2018-05-31 grant 2018-00002 1014=500.02",
];

#[test]
fn the_order_of_independent_commands_does_not_change_balances() {
    let rules = "2017-12-01 rules split=area aside=1000 product=hour_consult/80.00/1013 \
                 product=interpreter/3.33/1014/9999/2000.00";
    let mut ready = World::after(rules);
    ready.run(BASE);
    ready.run("2018-05-01 submit 2018 p1 1013=1000.01\n2018-05-01 submit 2018 p2 1014=500.02");
    let balances = |order: &[&str]| {
        let mut world = World::checked_at_the_end();
        world.records = ready.records.clone();
        order.iter().for_each(|line| assert_eq!(world.say(line), "ok", "{line}"));
        crate::ledger::balances(&world.records, crate::terms::Year::new(2018).unwrap()).unwrap()
    };
    let expected = balances(&INDEPENDENT);
    let orders = Just(INDEPENDENT.to_vec()).prop_shuffle();
    let run = TestRunner::new(Config { cases: 100, ..config() }).run(&orders, |order| {
        assert_eq!(balances(&order), expected);
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn whatever_happens_every_cent_is_somewhere_and_the_events_tell_it_all() {
    let done = RefCell::new(BTreeSet::new());
    let lived = Cell::new(0u32);
    let run = TestRunner::new(config()).run(&any_script(), |script| {
        // close checks of one in sixteen: they cost as much as everything else
        live(&script, &done, lived.replace(lived.get() + 1).is_multiple_of(16));
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
    let done = done.into_inner();
    let verbs = "insured rate areas zn submit grant refuse defer withdraw pay evaluate approve return reject claim_back repay write-off invoice approve_invoice refuse_invoice end_invoices undo close statements release_reserve declare pay_declaration administration adopt";
    let idle: Vec<_> = verbs.split(' ').filter(|verb| !done.contains(&format!("{verb} ok"))).collect();
    assert!(idle.is_empty(), "never went through: {idle:?}");
    for outcome in
        ["grant decision_shortfall", "grant decision_pot_exhausted", "submit excluded cap_exceeded"]
    {
        assert!(done.contains(outcome), "never came about: {outcome}");
    }
}
