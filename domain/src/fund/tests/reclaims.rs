//! What is claimed back, paid back and given up, to the cent.

use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::World;
use crate::pot::PotId;
use crate::reclaim;
use crate::shortfall;
use crate::terms::{Cents, Year};

/// EUR 250.01 of EUR 1,000.01 was paid; the cost was EUR 350.00, of which others pay EUR 200.00. It bears EUR 150.00,
/// so that EUR 100.01 was paid beyond it.
const APPROVED: &str = "
    2018-05-01 submit 2018 p1 1013=800.01 1014=200.00 cost:1200.01 other:200.00
    2018-05-31 grant 2018-00001 1013=800.01 1014=200.00
    2018-06-01 zn 2018 q1 2000.00
    2018-06-01 pay 2018-00001/1
    2018-06-01 evaluate 2018-00001 350.00
    2018-06-02 approve 2018-00001
";

fn approved() -> World {
    let mut world = World::after(READY);
    world.run(APPROVED);
    world
}

fn balance(world: &World) -> [Cents; 4] {
    let found = reclaim::balance(&world.records, &world.application("2018-00001")).unwrap();
    [found.claimed, found.received, found.written_off, found.owed]
}

#[test]
fn what_was_paid_beyond_what_the_cost_bears_is_claimed_and_comes_back_in_parts() {
    let mut world = approved();
    world.run(
        "
        2018-06-02 balances 2018 bank=1749.99 receivable-zn=8661.92 pot-free/1013=-8685.91 pot-free/1014=-1726.00
        2018-06-03 claim_back 2018-00001 100.02 => reclaim_above_excess
        2018-06-03 claim_back 2018-00001 60.01
        # of 60.01, 1013 gets 60.01 × 800.01 / 1000.01 = 48.01, and 1014 gets 12.00
        2018-06-03 balances 2018 bank=1749.99 receivable-zn=8661.92 receivable-reclaim=60.01 \
            pot-free/1013=-8733.92 pot-free/1014=-1738.00
        2018-06-03 claim_back 2018-00001 40.01 => reclaim_above_excess
        2018-06-03 claim_back 2018-00001 40.00
        2018-06-03 claim_back 2018-00001 0.01 => reclaim_above_excess
        2018-07-01 repay 2018-00001 30.00
        2018-07-02 repay 2018-00001 70.02 => reclaim_above_owed
        2018-08-01 repay 2018-00001 70.01
        2018-08-01 repay 2018-00001 0.01 => reclaim_above_owed
        2018-08-01 balances 2018 bank=1850.00 receivable-zn=8661.92 pot-free/1013=-8765.92 pot-free/1014=-1746.00
        ",
    );
    assert_eq!(balance(&world), [10_001, 10_001, 0, 0].map(Cents::new));
    assert!(world.replayed() == world.records);
}

#[test]
fn what_is_given_up_goes_out_of_the_pots_again() {
    let mut world = approved();
    world.run(
        "
        2018-06-03 claim_back 2018-00001 100.01
        2018-07-01 repay 2018-00001 40.00
        2018-08-01 write-off 2018-00001 60.02 => reclaim_above_owed
        2018-08-01 write-off 2018-00001 60.01
        # 48.01 and 12.00 go out again, so that the pots have what they had without a claim, and the 40.00 paid back
        2018-08-01 balances 2018 bank=1789.99 receivable-zn=8661.92 pot-free/1013=-8717.91 pot-free/1014=-1734.00
        2018-08-02 repay 2018-00001 0.01 => reclaim_above_owed
        ",
    );
    assert_eq!(balance(&world), [10_001, 4_000, 6_001, 0].map(Cents::new));
}

#[test]
fn a_claim_given_up_after_its_pot_was_granted_again_becomes_a_shortfall_and_no_pot_goes_below_zero() {
    let mut world = approved();
    world.run(
        "
        2018-06-03 claim_back 2018-00001 100.01
        2018-05-02 submit 2018 p2 1013=8765.92 1014=1746.00 for:many
        2018-06-04 grant 2018-00002 1013=8765.92 1014=1746.00
        2018-08-01 write-off 2018-00001 100.01
        2018-08-01 balances 2018 bank=1749.99 receivable-zn=8661.92 shortfall=100.01 \
            pot-committed/1013=-8765.92 pot-committed/1014=-1746.00
        2018-05-03 submit 2018 p2 1013=1.00
        2018-08-02 grant 2018-00003 1013=1.00 => decision_shortfall
        ",
    );
    // the pots that had nothing free are named too; of 100.01, 1013 bears 80.01 and 1014 bears 20.00
    assert_eq!(account(&world), ["1013 80.01", "1014 20.00"]);
    world.run(
        "
        # p2 spent 50.00 less: of that 41.70 was of 1013 and 8.30 of 1014, and each covers what its own pot lacks
        2018-08-03 evaluate 2018-00002 10461.92
        2018-08-04 approve 2018-00002
        2018-08-04 balances 2018 bank=1749.99 receivable-zn=8661.92 shortfall=50.01 \
            pot-committed/1013=-8724.22 pot-committed/1014=-1737.70
        ",
    );
    assert_eq!(account(&world)[2..], ["1013 -41.70", "1014 -8.30"]);
    let lacking = shortfall::lacking(&world.records, Year::new(2018).unwrap()).unwrap();
    let lacking: Vec<_> = lacking.iter().map(|(pot, cents)| format!("{} {cents}", name(pot))).collect();
    assert_eq!(lacking, ["1013 38.31", "1014 11.70"]);
}

fn name(pot: &Option<PotId>) -> &str {
    pot.as_ref().map_or("reserve", PotId::as_str)
}

/// The account of the shortfall of 2018.
fn account(world: &World) -> Vec<String> {
    let account = shortfall::account(&world.records, Year::new(2018).unwrap()).unwrap();
    account.iter().map(|entry| format!("{} {}", name(&entry.pot), entry.cents)).collect()
}

#[test]
fn a_claim_covers_first_what_its_own_pot_lacks() {
    let mut world = approved();
    world.run(
        "
        2018-05-02 submit 2018 p2 1013=8685.91 1014=1726.00 for:many
        2018-06-02 grant 2018-00002 1013=8685.91 1014=1726.00
        # 1,501 to 1,500 in 1013, and 300 to 295 in 1014: 5.92 and 29.60 lack
        2018-06-02 insured 2018 q1 1013/3311=1500 1014/3311=295 because:recount
        2018-06-03 claim_back 2018-00001 20.00
        ",
    );
    // 1013 gets 16.00 of it and 1014 gets 4.00, which is what each covers, its own lack first
    let expected = ["1013 5.92", "1014 29.60", "1013 -16.00", "1014 -4.00"];
    assert_eq!(account(&world), expected);
    let mut world = World::after(READY);
    world.run(&APPROVED.replace("2018-06-02 approve 2018-00001", ""));
    world.run(
        "
        2018-05-02 submit 2018 p2 1013=8085.91 1014=1576.00 for:many
        2018-06-02 grant 2018-00002 1013=8085.91 1014=1576.00
        2018-06-02 insured 2018 q1 1013/3311=1000 1014/3311=300 because:recount
        2018-06-02 reject 2018-00001 20.00
        ",
    );
    // what was unpaid lapses, instalment by instalment, and then 20.00 is claimed back
    assert_eq!(account(&world)[7..], ["1013 -16.00", "1014 -4.00"]);
}

#[test]
fn after_closing_a_claim_is_paid_back_and_given_up_in_the_open_year_and_the_reserve_bears_it() {
    let mut world = approved();
    world.run(OTHER_QUARTERS);
    world.run(
        "
        2018-01-01 rules carry=reserve
        2018-06-03 claim_back 2018-00001 100.01
        2019-01-10 close 2018
        2019-01-10 balances 2019 bank=1749.99 receivable-zn=8661.92 receivable-reclaim=100.01 reserve=-10511.92
        2019-02-01 repay 2018-00001 40.00
        2019-03-01 write-off 2018-00001 60.01
        2019-03-01 balances 2019 bank=1789.99 receivable-zn=8661.92 reserve=-10451.91
        ",
    );
}

#[test]
fn a_claim_of_a_rejection_is_paid_back_too() {
    let mut world = World::after(READY);
    world.run(&APPROVED.replace("approve 2018-00001", "reject 2018-00001 100.01"));
    world.run(
        "
        2018-06-03 claim_back 2018-00001 1.00 => reclaim_not_approved
        2018-06-03 repay 2018-00001 50.00
        2018-06-03 write-off 2018-00001 50.01
        ",
    );
    assert_eq!(balance(&world), [10_001, 5_000, 5_001, 0].map(Cents::new));
}

#[test]
fn a_claim_that_does_not_fit_is_refused_by_name() {
    let mut world = World::after(READY);
    world.run("2018-06-01 claim_back 2018-00001 1.00 => reclaim_unknown_application");
    world.run(APPROVED);
    world.run(
        "
        2018-06-01 repay 2018-00009 1.00 => reclaim_unknown_application
        2018-06-03 repay 2018-00001 1.00 => reclaim_nothing_claimed
        2018-06-03 write-off 2018-00001 1.00 => reclaim_nothing_claimed
        2018-06-01 claim_back 2018-00001 1.00 => reclaim_before_claim
        2018-06-03 claim_back 2018-00001 1.00 because:none => reclaim_no_reason
        2018-06-03 claim_back 2018-00001 0.00 => reclaim_above_excess
        2018-06-03 claim_back 2018-00001 -1.00 => reclaim_above_excess
        2018-06-03 claim_back 2018-00001 1.00
        2018-06-02 repay 2018-00001 1.00 => reclaim_before_claim
        2018-06-03 repay 2018-00001 1.00 reference:none => reclaim_no_reference
        2018-06-03 repay 2018-00001 0.00 => reclaim_above_owed
        2018-06-02 write-off 2018-00001 1.00 => reclaim_before_claim
        2018-06-03 write-off 2018-00001 1.00 because:none => reclaim_no_reason
        2018-06-03 write-off 2018-00001 -1.00 => reclaim_above_owed
        ",
    );
}
