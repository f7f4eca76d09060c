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

/// A year in which practices, each with an owner of its own, asked for one project each: area, kind, euros, granted.
fn year(projects: &[(&str, &str, u32, bool)]) -> String {
    let mut script = AREAS.to_owned();
    for (index, (area, kind, euros, granted)) in projects.iter().enumerate() {
        let number = index + 1;
        let decision = if *granted {
            format!("grant 2018-{number:05} {area}={euros}.00")
        } else {
            format!("refuse 2018-{number:05}")
        };
        script += &format!(
            "
            2018-01-15 overview 2018 p{number} 1000 {area}={} owner:o{number}
            2018-05-01 submit 2018 p{number} {area}={euros}.00 kind:{kind} for:many
            2018-05-31 {decision}
            ",
            100 + number
        );
    }
    script + "2019-01-15 close 2018"
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
