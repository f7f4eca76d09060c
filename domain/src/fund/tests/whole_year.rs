//! One fund through one year, from the rate to the released figures.

use super::world::World;
use crate::terms::{Cents, Year};
use crate::year::{YearSummary, summary};

/// Two areas, three practices, a first quarter: 1013 has 1,501 insured and so EUR 8,885.92, 1014 has 300 and
/// EUR 1,776.00. Practice p1 may get EUR 4,000, p2 EUR 5,000; p3 meets no threshold.
pub(crate) const READY: &str = "
    2017-12-01 rules
    2017-12-15 areas 2018 v1 1013 1014=Hoorn
    2018-01-02 rate 2018 v1 5.92
    2018-01-02 insurer 3311
    2018-01-02 insurer 7119
    2018-01-15 overview 2018 p1 4000 1013=600 1014=200 in:1013
    2018-01-15 overview 2018 p2 3000 1013=1000
    2018-01-15 overview 2018 p3 1000 1014=140 in:1014
    2018-04-02 insured 2018 q1 1013/3311=1000 1013/7119=501 1014/3311=300
";

/// The other quarters, each as the first.
pub(crate) const OTHER_QUARTERS: &str = "
    2018-07-02 insured 2018 q2 1013/3311=1000 1013/7119=501 1014/3311=300
    2018-10-01 insured 2018 q3 1013/3311=1000 1013/7119=501 1014/3311=300
    2019-01-02 insured 2018 q4 1013/3311=1000 1013/7119=501 1014/3311=300
";

#[test]
fn a_fund_lives_through_a_year() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-04-03 balances 2018 receivable-zn=10661.92 pot-free/1013=-8885.92 pot-free/1014=-1776.00
        2018-04-15 zn 2018 q1 2665.48
        2018-05-02 submit 2018 p1 1013=2000.01 1014=999.99
        2018-05-03 submit 2018 p2 1013=1500.00 kind:training
        2018-05-04 submit 2018 p3 1014=100.00 => excluded practice_not_eligible
        2018-05-14 submit 2018 p2 1013=800.00
        2018-05-14 submit 2018 p2 1013=1.00
        2018-05-20 withdraw 2018-00005
        2018-05-31 grant 2018-00001 1013=2000.01 1014=999.99
        2018-05-31 grant 2018-00002 1013=1000.00
        2018-05-31 refuse 2018-00004
        2018-05-31 balances 2018 bank=2665.48 receivable-zn=7996.44 \
            pot-free/1013=-5885.91 pot-free/1014=-776.01 pot-committed/1013=-3000.01 pot-committed/1014=-999.99
        2018-06-01 pay 2018-00001/1
        2018-06-01 pay 2018-00001/2
        2018-06-01 pay 2018-00002/1
        2018-06-01 pay 2018-00001/3 => payment_not_yet_due
        2018-07-15 zn 2018 q2 2665.48
        2018-07-16 pay 2018-00001/3
        2018-11-01 evaluate 2018-00001 2400.00
        2018-11-15 return 2018-00001
        2018-11-20 evaluate 2018-00001 2900.00
        2018-12-01 approve 2018-00001
        2018-12-02 pay 2018-00001/4
        2018-12-02 pay 2018-00001/5 => payment_lapsed
        2018-12-03 balances 2018 bank=2180.96 receivable-zn=5330.96 \
            pot-free/1013=-5952.58 pot-free/1014=-809.34 pot-committed/1013=-750.00
        ",
    );
    world.run(OTHER_QUARTERS);
    world.run(
        "
        2019-01-15 release 2018 => figures_year_not_closed
        2019-01-15 close 2018
        2019-01-16 balances 2018
        2019-01-16 balances 2019 bank=2180.96 receivable-zn=5330.96 \
            pot-free/1013=-5952.58 pot-free/1014=-809.34 pot-committed/1013=-750.00
        2019-01-20 release 2018
        2019-01-21 send 2018
        2019-01-21 statements 3311 2018
        ",
    );
    let year = Year::new(2018).unwrap();
    let expected = YearSummary {
        submitted: 5,
        refused: 2,
        granted: 2,
        withdrawn: 1,
        open: 0,
        requested_cents: Cents::new(540_100),
        granted_cents: Cents::new(400_000),
        paid_cents: Cents::new(315_000),
        held_cents: Cents::new(25_000),
        not_yet_due_cents: Cents::ZERO,
        due_cents: Cents::new(50_000),
        lapsed_cents: Cents::new(10_000),
        reclaimed_cents: Cents::ZERO,
    };
    assert!(summary(&world.records, year, year.last_day()).unwrap() == expected);
    assert!(world.replayed() == world.records);
}
