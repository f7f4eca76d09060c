//! Publications in full, as files that a fund manager can read. Each was checked by hand: from what is shown nothing
//! hidden can be worked out, and every hidden cell has its reason.

use super::{print, proposed};
use crate::fund::tests::world::World;

/// Runs a script and compares what would be published with a golden file; `WRITE_GOLDEN` writes it anew.
fn check(name: &str, script: &str) {
    let published = print::proposal(&proposed(&World::after(script)));
    let path = format!("{}/tests/golden/publications/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &published).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == golden, "{name} is now:\n{published}");
}

/// Two municipalities, three areas.
const AREAS: &str = "
    2017-12-01 rules cap=none
    2017-12-15 areas 2018 v1 1013 1014 1621=Hoorn
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-04-02 insured 2018 q1 1013/3311=90000 1014/3311=90000 1621/3311=90000
    2018-07-02 insured 2018 q2 1013/3311=90000 1014/3311=90000 1621/3311=90000
    2018-10-01 insured 2018 q3 1013/3311=90000 1014/3311=90000 1621/3311=90000
    2019-01-02 insured 2018 q4 1013/3311=90000 1014/3311=90000 1621/3311=90000
    2018-04-15 zn 2018 q1 200000.00
";

/// A project: its area, kind, euros, whether it was granted, and the number of its owner.
pub(super) type Row<'a> = (&'a str, &'a str, u32, bool, usize);

/// A closed year of practices that each asked for one project.
pub(super) fn year_of(projects: &[Row<'_>]) -> String {
    let mut script = AREAS.to_owned();
    for (index, (area, kind, euros, granted, owner)) in projects.iter().enumerate() {
        let number = index + 1;
        let decision = if *granted {
            format!("grant 2018-{number:05} {area}={euros}.00")
        } else {
            format!("refuse 2018-{number:05}")
        };
        script += &format!(
            "
            2018-01-15 overview 2018 p{number} 1000 {area}={} owner:o{owner}
            2018-05-01 submit 2018 p{number} {area}={euros}.00 kind:{kind} for:many
            2018-05-31 {decision}
            ",
            100 + number
        );
    }
    script + "2019-01-15 close 2018\n"
}

/// A year in which every practice has an owner of its own.
fn year(projects: &[(&str, &str, u32, bool)]) -> String {
    let row = |(owner, (area, kind, euros, granted)): (usize, &(_, _, u32, bool))| {
        (*area, *kind, *euros, *granted, owner)
    };
    year_of(&projects.iter().enumerate().map(row).collect::<Vec<Row<'_>>>())
}

#[test]
fn a_small_fund() {
    let mut projects = Vec::new();
    for (area, kind, count) in [
        ("1013", "training", 5),
        ("1013", "hour_consult", 6),
        ("1013", "interpreter_line", 1),
        ("1014", "training", 4),
        ("1014", "hour_consult", 2),
        ("1014", "interpreter_line", 4),
        ("1621", "training", 4),
        ("1621", "hour_consult", 5),
        ("1621", "interpreter_line", 3),
    ] {
        projects.extend((0..count).map(|one| (area, kind, 1_000 + 10 * one, one != 3)));
    }
    check("small-fund", &year(&projects));
}

/// So many projects in each of three areas, of two kinds, none refused but every fourth.
fn regular(count: u32) -> Vec<(&'static str, &'static str, u32, bool)> {
    let mut projects = Vec::new();
    for area in ["1013", "1014", "1621"] {
        for kind in ["training", "hour_consult"] {
            projects.extend((0..count).map(|one| (area, kind, 1_000 + 100 * one, one % 4 != 3)));
        }
    }
    projects
}

#[test]
fn a_fund_in_which_everything_is_safe() {
    check("all-safe", &year(&regular(16)));
}

#[test]
fn a_fund_with_one_large_project_that_the_others_cover() {
    let mut projects = regular(16);
    projects[0].2 = 90_000;
    check("one-large", &year(&projects));
}

#[test]
fn a_fund_with_a_lone_respondent() {
    let mut projects = regular(16);
    projects.push(("1013", "interpreter_line", 5_000, true));
    check("lone-respondent", &year(&projects));
}

#[test]
fn a_holding_counts_once() {
    let row = |(owner, (area, kind, euros, granted)): (usize, (_, _, u32, bool))| {
        // all practices of 1621 that train are of one owner
        let owner = if area == "1621" && kind == "training" { 0 } else { owner };
        (area, kind, euros, granted, owner)
    };
    let rows: Vec<Row<'_>> = regular(16).into_iter().enumerate().map(row).collect();
    check("one-holding", &year_of(&rows));
}

#[test]
fn a_fund_that_holds_a_table_back_and_releases_it_later() {
    let script = year(&regular(5));
    check("held-back", &format!("{script}2019-01-31 hold 2018 euros_granted"));
    let later = "2019-01-31 hold 2018 euros_granted
        2019-02-01 release 2018
        2019-02-02 lift 2018 euros_granted";
    check("released-later", &format!("{script}{later}"));
}

#[test]
fn a_figure_that_has_changed_since_it_was_released_waits() {
    let script = year(&regular(16));
    let later = "2019-01-31 hold 2018 euros_paid
        2019-02-01 release 2018
        2019-02-02 lift 2018 euros_paid
        2019-02-03 pay 2018-00001/1";
    check("moved", &format!("{script}{later}"));
}
