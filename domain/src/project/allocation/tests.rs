//! A pot of EUR 1,000 and what each way gives of it.

use super::*;
use crate::terms::Year;
use jiff::civil::{date, time};
use proptest::prelude::*;

fn id(number: u32) -> ApplicationId {
    ApplicationId { year: Year::new(2018).unwrap(), number }
}

fn agb(number: u32) -> Agb {
    Agb::new(format!("01{number:06}")).unwrap()
}

/// The application of practice 1 is 1, and so on; complete on 1 May at noon, one minute after the other.
fn demand(number: u32, patients: u64, cents: i64) -> Demand {
    let complete_at = Some(time(12, i8::try_from(number % 60).unwrap(), 0, 0));
    let practices = [agb(number)].into();
    let (application, asked) = (id(number), Cents::new(cents));
    let patients = crate::count::Fraction::whole(patients);
    Demand { application, practices, patients, asked, complete_on: date(2018, 5, 1), complete_at }
}

fn given(shares: &Shares) -> Vec<i64> {
    shares.given.values().map(|cents| cents.get()).collect()
}

const POT: Cents = Cents::new(100_000);

/// A name, patients and amounts asked, the way, what it gives, and what stays in the pot.
type Row = (&'static str, [(u64, i64); 3], Way, [i64; 3], i64);

#[test]
fn what_each_way_gives() {
    // patients and amounts asked, in cents, of three practices; the pot has EUR 1,000.00
    let table: [Row; 8] = [
        (
            "all fits",
            [(300, 10_000), (400, 20_000), (500, 30_000)],
            Way::Proportion,
            [10_000, 20_000, 30_000],
            40_000,
        ),
        // 1/3 each: 33,333.33; the odd cent goes to the first
        (
            "a cent over",
            [(300, 90_000), (300, 90_000), (300, 90_000)],
            Way::Proportion,
            [33_334, 33_333, 33_333],
            0,
        ),
        // the first asks less than its third, so the others divide 90,000 by 300 : 600
        (
            "one asks little",
            [(300, 10_000), (300, 90_000), (600, 90_000)],
            Way::Proportion,
            [10_000, 30_000, 60_000],
            0,
        ),
        ("no patients", [(0, 90_000), (0, 90_000), (0, 90_000)], Way::Proportion, [0, 0, 0], 100_000),
        (
            "the last gets what is left",
            [(1, 60_000), (1, 30_000), (1, 30_000)],
            Way::FirstCome,
            [60_000, 30_000, 10_000],
            0,
        ),
        ("nothing for who comes after", [(1, 99_999), (1, 2), (1, 5)], Way::FirstCome, [99_999, 1, 0], 0),
        ("consultation, all fits", [(1, 1), (1, 2), (1, 3)], Way::Consultation, [1, 2, 3], 99_994),
        (
            "consultation, too much",
            [(1, 60_000), (1, 30_000), (1, 30_000)],
            Way::Consultation,
            [0, 0, 0],
            100_000,
        ),
    ];
    for (name, asks, way, expected, left) in table {
        let demands: Vec<_> =
            (1..).zip(asks).map(|(number, (patients, cents))| demand(number, patients, cents)).collect();
        let shares = share_out(way, POT, &demands, &Agreed::default()).unwrap();
        assert_eq!((given(&shares), shares.left.get()), (expected.to_vec(), left), "{name}");
    }
}

#[test]
fn the_queue_goes_by_the_time_of_completion_and_not_by_number() {
    let mut late = demand(1, 1, 60_000);
    late.complete_at = Some(time(15, 0, 0, 0));
    let mut without_time = demand(2, 1, 60_000);
    without_time.complete_at = None;
    let mut day_before = demand(3, 1, 60_000);
    (day_before.complete_on, day_before.complete_at) = (date(2018, 4, 30), None);
    let shares = first_come(POT, &[late, without_time, day_before]).unwrap();
    assert_eq!(given(&shares), [40_000, 0, 60_000]);
}

#[test]
fn a_practice_with_two_applications_weighs_once() {
    let mut second = demand(2, 300, 90_000);
    second.practices = [agb(1)].into();
    let demands = [demand(1, 300, 30_000), second, demand(3, 300, 90_000)];
    // half of the pot for each practice; the first has two applications to spend it on
    assert_eq!(given(&in_proportion(POT, &demands).unwrap()), [30_000, 20_000, 50_000]);
}

#[test]
fn an_agreement_gives_nothing_until_all_have_signed() {
    let demands = [demand(1, 1, 60_000), demand(2, 1, 60_000)];
    let shares = [(id(1), Cents::new(55_000)), (id(2), Cents::new(45_000))].into();
    let mut agreed = Agreed { shares, signed: [agb(1)].into() };
    let half = by_agreement(POT, &demands, &agreed).unwrap();
    assert_eq!((given(&half), half.unsigned), (vec![0, 0], [agb(2)].into()));
    agreed.signed.insert(agb(2));
    let whole = by_agreement(POT, &demands, &agreed).unwrap();
    assert_eq!((given(&whole), whole.unmet.get()), (vec![55_000, 45_000], 20_000));
    assert_eq!(given(&by_agreement(Cents::new(99_999), &demands, &agreed).unwrap()), [0, 0]);
}

proptest! {
    #[test]
    fn no_way_loses_a_cent_or_gives_more_than_is_asked(
        pot in 0i64..10_000_000,
        asks in prop::collection::vec((0u64..5_000, 1i64..5_000_000), 0..20),
    ) {
        let demands: Vec<_> =
            (1..).zip(&asks).map(|(number, (patients, cents))| demand(number, *patients, *cents)).collect();
        for way in Way::ALL {
            let shares = share_out(way, Cents::new(pot), &demands, &Agreed::default()).unwrap();
            let sum: i64 = given(&shares).iter().sum();
            prop_assert_eq!(sum + shares.left.get(), pot);
            prop_assert!(!shares.left.is_negative());
            for demand in &demands {
                prop_assert!(shares.given[&demand.application] <= demand.asked);
            }
            let serves = match way {
                Way::FirstCome => true,
                Way::Proportion => asks.iter().all(|(patients, _)| *patients > 0),
                _ => false,
            };
            // where everybody can be served, money stays in the pot only when nobody wants more
            prop_assert!(!serves || shares.left == Cents::ZERO || shares.unmet == Cents::ZERO);
        }
    }
}
