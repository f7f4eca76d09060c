//! Random years, as scripts. What fails prints as lines that can be kept as a test. In a line, `last` is the
//! application that came in last.

use super::world::{AT, World};
use crate::fund::{Event, apply};
use crate::records::MemoryRecords;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
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
        prop::sample::select(vec!["kept", "reserve"]),
        any::<bool>(),
    );
    rules.prop_flat_map(|((split, pots), carry, cap)| {
        let cap = if cap { "cap=none" } else { "" };
        let first = format!("2017-12-01 rules split={split} carry={carry} {cap}");
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
    let after = prop::sample::select(vec!["claim last 10.01", "repay last 3.34", "write-off last 6.67"]);
    let less = (0usize..2, amount(), prop::collection::vec(after, 0..4)).prop_map(move |(pot, cents, after)| {
        let draw = format!("{}={cents}", pots[pot]);
        let after: String = after.iter().map(|verb| format!("\n2020-01-01 {verb}")).collect();
        format!(
            "2018-05-01 submit 2018 p2 {draw} areas:1013\n2018-05-31 grant last {draw}\n2018-06-01 pay last/1\n\
             2018-06-01 evaluate last 0.00\n2018-06-02 approve last\n2020-01-01 claim last 20.03{after}"
        )
    });
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
    prop_oneof![
        3 => insured, 1 => rate, 1 => areas, 2 => zn, 6 => submit, 6 => grant, 2 => grant_two, 2 => other,
        8 => pay, 4 => evaluate, 4 => judge, 1 => reject, 4 => life, 3 => less, 2 => back, 1 => nobody, 1 => close, 1 => out,
    ]
}

/// Runs a script, whatever comes of its lines; the world checks its invariants after each.
fn live(script: &[String], done: &RefCell<BTreeSet<String>>) {
    let mut world = World::empty();
    world.run(&script[0]);
    world.run(BASE);
    for line in script[1..].iter().flat_map(|lines| lines.lines()) {
        let outcome = world.say(&line.replace("last", &last_application(&world)));
        let verb = line.split_whitespace().nth(1).unwrap();
        done.borrow_mut().insert(format!("{verb} {outcome}"));
    }
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

#[test]
fn whatever_happens_every_cent_is_somewhere_and_the_events_tell_it_all() {
    let done = RefCell::new(BTreeSet::new());
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&any_script(), |script| {
        live(&script, &done);
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
    let done = done.into_inner();
    let verbs = "insured rate areas zn submit grant refuse defer withdraw pay evaluate approve return reject claim repay write-off close statements";
    let idle: Vec<_> = verbs.split(' ').filter(|verb| !done.contains(&format!("{verb} ok"))).collect();
    assert!(idle.is_empty(), "never went through: {idle:?}");
    for outcome in
        ["grant decision_shortfall", "grant decision_pot_exhausted", "submit excluded cap_exceeded"]
    {
        assert!(done.contains(outcome), "never came about: {outcome}");
    }
}
