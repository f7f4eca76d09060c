//! The largest numbers there are: a command may be refused, but never breaks the arithmetic of a later one.

use super::whole_year::READY;
use super::world::World;

#[test]
fn an_amount_that_later_sums_could_not_hold_is_refused_when_it_comes() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-01-02 rules cap=none
        2018-01-03 zn 2018 q1 max => amount_does_not_fit
        2018-01-03 zn 2018 q1 1000000000.01 => amount_does_not_fit
        2018-01-03 zn 2018 q1 1000000000.00
        2018-01-03 zn 2018 q1 1000000000.00
        2018-05-01 submit 2018 p1 1013=max => amount_does_not_fit
        2018-05-01 submit 2018 p1 1013=1.00 cost:max => amount_does_not_fit
        2018-05-01 submit 2018 p1 1013=1.00 other:max => amount_does_not_fit
        2018-05-01 submit 2018 p1 1013=1.00 other:1000000000.01 => amount_does_not_fit
        2018-05-01 submit 2018 p1 1013=600000000.00 1014=600000000.00 => amount_does_not_fit
        2018-05-01 submit 2018 p1 1013=1000000000.00
        2018-05-01 submit 2018 p1 1013=1000000000.00
        2018-05-01 submit 2018 p1 1013=1000000000.00
        2018-05-31 grant 2018-00001 1013=max 1014=max => decision_above_request
        2018-05-31 grant 2018-00001 1013=1000000000.00 => decision_pot_exhausted
        2018-05-31 grant 2018-00001 1013=1.00
        2018-06-01 evaluate 2018-00001 max
        2018-06-02 approve 2018-00001
        ",
    );
}

#[test]
fn the_largest_counts_at_the_largest_rate_fill_a_pot() {
    World::after(
        "
        2017-12-01 rules
        2017-12-15 areas 2018 v1 1013 1014
        2018-01-02 rate 2018 v1 1000.00
        2018-01-02 insurer 3311
        2018-01-02 insured 2018 q1 1013/3311=2000001 => import_rows
        2018-01-02 insured 2018 q1 1013/3311=2000000 1014/3311=2000000
        2018-01-02 balances 2018 receivable-zn=4000000000.00 pot-free/1013=-2000000000.00 pot-free/1014=-2000000000.00
        2018-01-02 overview 2018 p1 2000001 1013=1 => import_rows
        2018-01-02 overview 2018 p1 2000000 1013=18446744073709551615 => import_rows
        2018-01-02 overview 2018 p1 2000000 1013=2000000
        2018-01-02 submit 2018 p1 1013=10000000.00
        ",
    );
}

#[test]
fn the_first_and_the_last_year_work_as_others_do() {
    World::after(
        "
        2017-12-01 rules
        2100-01-01 areas 2100 v1 1013
        2100-01-01 rate 2100 v1 5.92
        2100-01-01 insurer 3311
        2100-01-01 overview 2100 p1 4000 1013=600
        2100-01-01 insured 2100 q1 1013/3311=600
        2100-01-01 insured 2100 q2 1013/3311=600
        2100-01-01 insured 2100 q3 1013/3311=600
        2100-01-01 insured 2100 q4 1013/3311=600
        2100-05-01 submit 2100 p1 1013=3000.00
        2100-05-31 grant 2100-00001 1013=3000.00
        2101-01-01 close 2100
        2101-01-01 zn 2100 q1 1000.00
        2101-01-01 pay 2100-00001/1
        2101-01-01 balances 2100 bank=250.00 receivable-zn=2552.00 pot-free/1013=-552.00 pot-committed/1013=-2250.00
        ",
    );
    let mut rules = crate::rules::tests::zonh_2018();
    let year = crate::terms::Year::new(1996).unwrap();
    macro_rules! since_1996 { ($($rule:ident),+) => { $(rules.$rule[0].from = year;)+ } }
    since_1996!(location, eligibility, cap, paid_share, hourly_maximum, applications_per_practice, pot_split);
    since_1996!(round, payment, committee, carry_over, norm_practice);
    let mut world = World::empty();
    world.give(&crate::fund::Command::AdoptRules(Box::new(rules))).unwrap();
    world.run(
        "
        1996-01-01 areas 1996 v1 1013
        1996-01-01 overview 1996 p1 4000 1013=600
        1995-09-30 submit 1996 p1 1013=3000.00 => excluded round_not_open
        1995-10-01 submit 1996 p1 1013=3000.00
        ",
    );
}

/// What a fund with the rules of 2018 makes of a year, the year's number left out.
fn life_in(year: u32) -> String {
    let mut rules = serde_json::to_value(crate::rules::tests::zonh_2018()).unwrap();
    let lists = rules.as_object_mut().unwrap().values_mut().filter_map(|value| value.as_array_mut());
    lists.flatten().for_each(|dated| dated["from"] = 1996.into());
    let mut world = World::empty();
    let rules = serde_json::from_value(rules).unwrap();
    world.give(&crate::fund::Command::AdoptRules(Box::new(rules))).unwrap();
    let script = "
        YEAR-01-01 areas YEAR v1 1013
        YEAR-01-01 rate YEAR v1 5.92
        YEAR-01-01 insurer 3311
        YEAR-01-01 overview YEAR p1 4000 1013=600
        YEAR-01-01 insured YEAR q1 1013/3311=600
        YEAR-05-01 submit YEAR p1 1013=3000.00
        YEAR-05-31 grant YEAR-00001 1013=3000.00
        YEAR-06-01 zn YEAR q1 1000.00
        YEAR-06-01 pay YEAR-00001/1
    ";
    world.run(&script.replace("YEAR", &year.to_string()));
    let events = serde_json::to_string(&world.events[1..]).unwrap();
    events.replace(&year.to_string(), "YEAR")
}

/// The sources say 1997, others 1 July 1996. The model answers neither: both years are fund years like any other, no
/// rule knows when funds began, and nothing shorter than a year is a fund year.
#[test]
fn contradiction_6_whether_funds_began_in_1996_or_in_1997_decides_nothing() {
    let usual = life_in(2018);
    assert!(usual.contains("300000"), "nothing was granted");
    for year in [1996, 1997] {
        assert_eq!(life_in(year), usual, "{year} is another kind of year");
    }
    assert!(crate::terms::Year::new(1995).is_err(), "before either of the two there are no funds");
}
