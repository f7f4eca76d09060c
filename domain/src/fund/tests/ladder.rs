//! The ladder of exclusions, from its first rung to its last.

use super::whole_year::READY;
use super::world::World;

/// p1 has an application in, and its overview then changes so that it breaks every rule about practices.
const EVERY_RULE_BINDS: &str = "
    2017-12-02 rules location=in_area applications=1 gp_hour=85.00
    2018-02-01 submit 2018 p1 1013=1000.00
    2018-02-02 overview 2018 p1 10000 1013=1999
";

#[test]
fn of_all_rules_that_an_application_breaks_it_gets_the_first() {
    let mut world = World::after(READY);
    world.run(EVERY_RULE_BINDS);
    world.run(
        "
        2017-09-30 submit 2018 p1 1013=9000.01 areas:1013,1099 criteria:none gp_hour:85.01 cost:1.00 => excluded round_not_open
        2018-05-15 submit 2018 p1 1013=9000.01 areas:1013,1099 criteria:none gp_hour:85.01 cost:1.00 => excluded deadline_passed
        2018-05-14 submit 2018 p1 1013=9000.01 areas:1013,1099 criteria:none gp_hour:85.01 cost:1.00 => excluded no_criterion
        2018-05-14 submit 2018 p1 1013=9000.01 areas:1013,1099 gp_hour:85.01 cost:1.00 => excluded area_not_designated
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.01 cost:1.00 => excluded practice_not_in_area
        2018-02-03 overview 2018 p1 10000 1013=299 in:1014
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.01 cost:1.00 => excluded practice_not_eligible
        2018-02-04 overview 2018 p1 10000 1013=2000 in:1014
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.01 cost:1.00 => excluded applications_used_up
        2018-01-01 rules location=in_area applications=2 gp_hour=85.00
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.01 cost:1.00 => excluded hourly_maximum_exceeded
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.00 cost:8915.00 => excluded paid_share_exceeded
        2018-05-14 submit 2018 p1 1013=9000.01 gp_hour:85.00 cost:8915.01 => excluded cap_exceeded
        2018-05-14 submit 2018 p1 1013=9000.00 gp_hour:85.00 cost:8915.01
        ",
    );
}

#[test]
fn each_rule_binds_from_the_value_that_the_fund_set() {
    let cases = [
        ("opens on the first day", "", "2017-10-01 submit 2018 p1 1013=1.00", "ok"),
        ("small requests roll", "rolling=500.00", "2018-12-31 submit 2018 p1 1013=500.00", "ok"),
        (
            "larger ones do not",
            "rolling=500.00",
            "2018-05-15 submit 2018 p1 1013=500.01",
            "excluded deadline_passed",
        ),
        (
            "the year ends",
            "rolling=500.00",
            "2019-01-01 submit 2018 p1 1013=1.00",
            "excluded deadline_passed",
        ),
        ("a share", "share=7500", "2018-05-01 submit 2018 p1 1013=75.00 cost:100.00", "ok"),
        (
            "above it",
            "share=7500",
            "2018-05-01 submit 2018 p1 1013=75.01 cost:100.01",
            "excluded paid_share_exceeded",
        ),
        ("others pay", "", "2018-05-01 submit 2018 p1 1013=60.00 cost:100.00 other:40.00", "ok"),
        (
            "together too much",
            "",
            "2018-05-01 submit 2018 p1 1013=60.01 cost:100.00 other:40.00",
            "excluded paid_share_exceeded",
        ),
        (
            "others pay all",
            "",
            "2018-05-01 submit 2018 p1 1013=0.01 cost:100.00 other:150.00",
            "excluded paid_share_exceeded",
        ),
        ("several practices: no cap", "", "2018-05-01 submit 2018 p1 1013=5000.00 for:many with:p2", "ok"),
        ("nor threshold", "", "2018-05-01 submit 2018 p3 1014=500.00 for:many with:p2", "ok"),
        (
            "below the entitled threshold",
            "cap=none",
            "2018-05-01 submit 2018 p3 1014=1.00",
            "excluded practice_not_eligible",
        ),
        ("no cap", "cap=none", "2018-05-01 submit 2018 p1 1013=99999.00", "ok"),
    ];
    for (name, rules, line, expected) in cases {
        let mut world = World::after(READY);
        world.run(&format!("2017-12-02 rules {rules}"));
        assert_eq!(world.say(line), expected, "{name}");
    }
}

#[test]
fn what_a_practice_asked_before_leaves_its_maximum_unless_it_was_refused_or_withdrawn() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-05-01 submit 2018 p1 1013=3000.00
        2018-05-01 submit 2018 p1 1013=1000.01 => excluded cap_exceeded
        2018-05-01 submit 2018 p1 1013=1000.00
        2018-05-01 submit 2018 p1 1013=0.01 => excluded cap_exceeded
        2018-05-02 defer 2018-00001
        2018-05-02 submit 2018 p1 1013=0.01 => excluded cap_exceeded
        2018-05-02 grant 2018-00001 1013=2500.00
        2018-05-03 submit 2018 p1 1013=500.01 => excluded cap_exceeded
        2018-05-03 withdraw 2018-00003
        2018-05-03 submit 2018 p1 1013=1500.00
        2018-05-04 refuse 2018-00007
        2018-05-05 submit 2018 p1 1013=1500.00
        2018-05-05 submit 2018 p2 1013=5000.00
        ",
    );
}

#[test]
fn an_exclusion_says_what_was_needed_and_what_was_there_and_never_a_maximum_below_nothing() {
    let mut world = World::after(READY);
    world.run("2018-05-01 submit 2018 p1 1013=0.01 cost:100.00 other:150.00 => excluded paid_share_exceeded");
    let stage = serde_json::to_string(&world.application("2018-00001").stage).unwrap();
    assert_eq!(
        stage,
        r#"{"stage":"excluded","exclusion":{"rule":"paid_share_exceeded","maximum":0,"asked":1}}"#
    );
}
