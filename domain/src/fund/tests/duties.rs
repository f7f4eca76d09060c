//! Evaluations that are overdue, and what follows.

use super::whole_year::READY;
use super::world::World;
use crate::project::duty;
use crate::rules::{EvaluationDuty, RulesProblem};

/// Two grants of 2018, and the next year open for applications.
const GRANTED: &str = "
    2018-05-01 submit 2018 p1 1013=1000.00
    2018-05-01 submit 2018 p2 1013=1000.00
    2018-05-31 grant 2018-00001 1013=1000.00
    2018-05-31 grant 2018-00002 1013=1000.00
    2018-12-15 areas 2019 v1 1013 1014=Hoorn
    2019-01-02 rate 2019 v1 5.92
    2019-01-15 overview 2019 p1 4000 1013=600 1014=200 in:1013
    2019-01-15 overview 2019 p2 3000 1013=1000
";

fn fund(duty: &str) -> World {
    let mut world = World::after(READY);
    world.run(GRANTED);
    if !duty.is_empty() {
        world.run(&format!("2018-01-01 rules duty={duty}"));
    }
    world
}

/// The overdue evaluations on a day, as `application last-day`, with `again` where a form was sent back.
fn overdue(world: &World, today: &str) -> Vec<String> {
    let found = duty::overdue(&world.records, today.parse().unwrap()).unwrap();
    let line = |one: &duty::Overdue| {
        format!("{} {}{}", one.application, one.last_day, if one.sent_back { " again" } else { "" })
    };
    found.iter().map(line).collect()
}

#[test]
fn an_evaluation_is_overdue_from_the_day_after_the_last_until_it_comes_in() {
    let mut world = fund("90");
    // 90 days after 31 December 2018: 31 of January, 28 of February, 31 of March
    assert!(overdue(&world, "2019-03-31").is_empty());
    assert_eq!(overdue(&world, "2019-04-01"), ["2018-00001 2019-03-31", "2018-00002 2019-03-31"]);
    world.run("2019-04-02 evaluate 2018-00001 1000.00");
    assert_eq!(overdue(&world, "2019-04-03"), ["2018-00002 2019-03-31"]);
    world.run("2019-04-03 ask 2018-00001 Who_came?");
    assert_eq!(overdue(&world, "2019-04-03"), ["2018-00001 2019-03-31 again", "2018-00002 2019-03-31"]);
    world.run("2019-04-04 evaluate 2018-00001 1000.00\n 2019-04-05 approve 2018-00001");
    assert_eq!(overdue(&world, "2020-01-01"), ["2018-00002 2019-03-31"]);
}

#[test]
fn without_a_duty_in_the_rules_nothing_is_overdue() {
    assert!(overdue(&fund(""), "2030-01-01").is_empty());
}

#[test]
fn a_missing_evaluation_keeps_a_practice_out_of_the_next_year_where_the_rules_say_so() {
    let mut world = fund("90,blocks");
    world.run(
        "
        2019-03-31 submit 2019 p1 1013=1.00
        2019-04-01 submit 2019 p1 1013=1.00 => excluded evaluation_missing
        2019-04-01 submit 2019 p1 1013=1.00 for:many => excluded evaluation_missing
        2019-04-02 evaluate 2018-00001 1000.00
        2019-04-03 submit 2019 p1 1013=1.00
        2019-04-03 submit 2019 p2 1013=1.00 => excluded evaluation_missing
        ",
    );
    let stage = world.application("2019-00002").stage;
    let stored = serde_json::to_string(&stage).unwrap();
    let expected = r#"{"stage":"excluded","exclusion":{"rule":"evaluation_missing","application":{"year":2018,"number":1},"last_day":"2019-03-31"}}"#;
    assert_eq!(stored, expected);
}

#[test]
fn where_the_rules_do_not_block_a_missing_evaluation_keeps_nobody_out() {
    fund("90").run("2019-04-01 submit 2019 p1 1013=1.00");
    fund("").run("2019-04-01 submit 2019 p1 1013=1.00");
}

#[test]
fn a_duty_of_more_than_three_years_is_refused() {
    let mut rules = crate::rules::tests::zonh_2018();
    rules.evaluation_duty = vec![crate::rules::Dated {
        from: rules.cap[0].from,
        until: None,
        source: "FHA".into(),
        value: EvaluationDuty { days_after_year: 1_101, blocks_next_year: true },
    }];
    let problem = "an evaluation is in at most 1100 days after the year";
    let expected = vec![RulesProblem::BadValue { rule: "evaluation_duty", problem }];
    assert_eq!(rules.checked(), Err(expected));
}
