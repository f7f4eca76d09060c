//! The rules of Noord-Holland in 2018, for tests everywhere, and what is wrong with other rules.

use super::*;
use crate::terms::{AreaCode, Cents, Quarter};

fn since_2018<T>(value: T) -> Vec<Dated<T>> {
    vec![Dated { from: year(2018), until: None, source: "source 004".into(), value }]
}

fn year(number: u32) -> Year {
    Year::new(number).unwrap()
}

/// The rules of Noord-Holland in 2018 (source 004), until further notice. What the source does not say is
/// chosen so that it does not bind: no hourly maximum, no limit to the number of applications.
pub(crate) fn zonh_2018() -> FundRules {
    let threshold = |patients, share| Eligibility {
        minimum_patients: Some(patients),
        minimum_share: Some(BasisPoints(share)),
        share_above: None,
    };
    let quarter = |number| Due::Quarter(Quarter::new(number).unwrap());
    let instalments = [quarter(1), quarter(2), quarter(3), Due::Evaluation];
    let share = BasisPoints(2_500);
    FundRules {
        region: RegionId::new("noord-holland").unwrap(),
        name: "Achterstandsfonds Noord-Holland".into(),
        name_origin: NameOrigin::Confirmed { source: "asfnh.nl".into() },
        location: since_2018(Location::PatientsFromArea),
        eligibility: since_2018(threshold(300, 2_000)),
        cap: since_2018(vec![CapPart::PerPatient {
            cents: Cents::new(500),
            entitled: threshold(300, 1_500),
        }]),
        paid_share: since_2018(BasisPoints::WHOLE),
        hourly_maximum: since_2018(Vec::new()),
        applications_per_practice: since_2018(0),
        pot_split: since_2018(PotSplit::PerArea),
        round: since_2018(Round {
            opens: MonthDay { month: 10, day: 1 },
            opens_the_year_before: true,
            last_day: MonthDay { month: 5, day: 14 },
            rolling_up_to: None,
        }),
        payment_basis: Vec::new(),
        payment: since_2018(PaymentPlan(instalments.map(|due| InstalmentRule { share, due }).into())),
        committee: since_2018(Committee { quorum_gps: 1, quorum_insurers: 1, quorum: 3 }),
        composition: Vec::new(),
        enrolled_method: Vec::new(),
        area_form: Vec::new(),
        evaluation_duty: Vec::new(),
        carry_over: since_2018(CarryOver::KeptInPot),
        norm_practice: since_2018(2_168),
        retention_years: Vec::new(),
        pot_above: Vec::new(),
        set_aside: Vec::new(),
        second_grant: Vec::new(),
        products: Vec::new(),
        administration_maximum: Vec::new(),
        application: ApplicationRules::default(),
    }
}

type Change = fn(&mut FundRules);

#[test]
fn a_document_with_a_problem_is_refused_with_the_problem_by_name() {
    let bad = |rule, problem| RulesProblem::BadValue { rule, problem };
    let amount = "an amount is more than nothing and at most a thousand million euros";
    let cases: Vec<(&str, Change, RulesProblem)> = vec![
        ("no value", |r| r.round.clear(), RulesProblem::Missing { rule: "round" }),
        ("no source", |r| r.cap[0].source = " ".into(), RulesProblem::NoSource { rule: "cap" }),
        (
            "ends before it begins",
            |r| r.location[0].until = Some(year(2017)),
            RulesProblem::EndsBeforeItBegins { rule: "location" },
        ),
        (
            "two values in a year",
            |r| r.norm_practice.push(Dated { from: year(2020), ..r.norm_practice[0].clone() }),
            RulesProblem::Overlap { rule: "norm_practice", year: year(2020) },
        ),
        (
            "a share of nothing",
            |r| r.paid_share[0].value = BasisPoints(0),
            bad("paid_share", "a share lies between 1 and 10000 basis points"),
        ),
        (
            "a share of more than all",
            |r| r.eligibility[0].value.minimum_share = Some(BasisPoints(10_001)),
            bad("eligibility", "a share lies between 1 and 10000 basis points"),
        ),
        ("no cap", |r| r.cap[0].value = vec![CapPart::Fixed { cents: Cents::ZERO }], bad("cap", amount)),
        (
            "a cap beyond arithmetic",
            |r| r.cap[0].value = vec![CapPart::Fixed { cents: Cents::new(i64::MAX) }],
            bad("cap", amount),
        ),
        (
            "norm practices the wrong way round",
            |r| {
                r.cap[0].value =
                    vec![CapPart::PerNormPractice { cents: Cents::new(1), at_least: 3, at_most: 2 }]
            },
            bad("cap", "`at_least` is not above `at_most`, and that is at most 1000"),
        ),
        (
            "norm practices beyond arithmetic",
            |r| {
                let cents = Cents::new(1);
                r.cap[0].value = vec![CapPart::PerNormPractice { cents, at_least: 0, at_most: u32::MAX }];
            },
            bad("cap", "`at_least` is not above `at_most`, and that is at most 1000"),
        ),
        (
            "an hour for nothing",
            |r| r.hourly_maximum[0].value = vec![HourlyMaximum { role: StaffRole::Gp, cents: Cents::ZERO }],
            bad("hourly_maximum", "an hourly maximum is more than nothing"),
        ),
        (
            "an area in two groups",
            |r| r.pot_split[0].value = groups(&["noord", "zuid"], "1013"),
            bad("pot_split", "an area is in two groups"),
        ),
        (
            "two groups of one name",
            |r| {
                r.pot_split[0].value =
                    PotSplit::PerGroup(vec![group("noord", "1013"), group("noord", "1014")])
            },
            bad("pot_split", "two groups have one name"),
        ),
        (
            "a group that takes the region's pot",
            |r| r.pot_split[0].value = groups(&["region"], "1013"),
            bad("pot_split", "a group's name is not empty and not `region`"),
        ),
        (
            "a day that not every year has",
            |r| r.round[0].value.last_day = MonthDay { month: 2, day: 29 },
            bad("round", "a day of the round is no day of every year"),
        ),
        (
            "a round that closes before it opens",
            |r| r.round[0].value.opens_the_year_before = false,
            bad("round", "the round closes before it opens"),
        ),
        (
            "instalments that are not the whole",
            |r| r.payment[0].value.0.truncate(3),
            bad("payment", "the shares of the instalments make 10000 basis points"),
        ),
        (
            "an advance in four parts",
            |r| r.payment_basis = advance(Some(12)),
            bad(
                "payment_basis",
                "invoices have one instalment due on `invoices`, an advance one due on `award`",
            ),
        ),
        (
            "an instalment on invoices, and no word of invoices",
            |r| r.payment[0].value.0[0].due = Due::Invoices,
            bad(
                "payment_basis",
                "invoices have one instalment due on `invoices`, an advance one due on `award`",
            ),
        ),
        (
            "an advance without time to spend it",
            |r| {
                r.payment[0].value =
                    PaymentPlan(vec![InstalmentRule { share: BasisPoints::WHOLE, due: Due::Award }]);
                r.payment_basis = advance(Some(0));
            },
            bad("payment_basis", "an advance is accounted for within 1 to 60 months"),
        ),
        (
            "invoices until a day that not every year has",
            |r| {
                r.payment[0].value =
                    PaymentPlan(vec![InstalmentRule { share: BasisPoints::WHOLE, due: Due::Invoices }]);
                let last_day = Some(MonthDay { month: 2, day: 29 });
                r.payment_basis = since_2018(PaymentBasis::Invoices { chamber_number: true, last_day });
            },
            bad("payment_basis", "the last day for invoices is no day of every year"),
        ),
        (
            "a committee of nobody",
            |r| r.committee[0].value.quorum = 0,
            bad("committee", "a quorum is at least one member"),
        ),
        (
            "a practice of nobody",
            |r| r.norm_practice[0].value = 0,
            bad("norm_practice", "a norm practice has patients"),
        ),
    ];
    for (name, change, expected) in cases {
        let mut rules = zonh_2018();
        change(&mut rules);
        assert_eq!(rules.checked().unwrap_err(), [expected], "{name}");
    }
    assert_eq!(zonh_2018().checked(), Ok(zonh_2018()));
}

fn advance(within_months: Option<u32>) -> Vec<Dated<PaymentBasis>> {
    since_2018(PaymentBasis::Advance { copies_of_costs: false, within_months })
}

#[test]
fn a_plan_and_its_basis_change_in_the_same_year_or_the_rules_are_refused() {
    let mut rules = zonh_2018();
    let whole = PaymentPlan(vec![InstalmentRule { share: BasisPoints::WHOLE, due: Due::Award }]);
    let source = String::from("the fund");
    rules.payment[0].until = Some(year(2019));
    rules.payment.push(Dated { from: year(2020), until: None, source: source.clone(), value: whole });
    let value = PaymentBasis::Advance { copies_of_costs: true, within_months: Some(12) };
    for (from, fits) in [(2019, false), (2020, true), (2021, true)] {
        rules.payment_basis = vec![Dated { from: year(from), until: None, source: source.clone(), value }];
        assert_eq!(rules.clone().checked().is_ok(), fits, "from {from}");
    }
}

fn group(name: &str, area: &str) -> PotGroup {
    PotGroup { name: name.into(), areas: vec![AreaCode::new(area).unwrap()] }
}

fn groups(names: &[&str], area: &str) -> PotSplit {
    PotSplit::PerGroup(names.iter().map(|name| group(name, area)).collect())
}

#[test]
fn all_problems_are_told_in_the_order_of_the_document() {
    let mut rules = zonh_2018();
    rules.norm_practice.clear();
    rules.location.clear();
    rules.committee[0].source.clear();
    let expected = [
        RulesProblem::Missing { rule: "location" },
        RulesProblem::NoSource { rule: "committee" },
        RulesProblem::Missing { rule: "norm_practice" },
    ];
    assert_eq!(rules.checked().unwrap_err(), expected);
}

#[test]
fn a_year_has_the_values_that_hold_in_it() {
    let mut rules = zonh_2018();
    rules.norm_practice = [(2018, Some(2018), 2_168), (2020, None, 2_095)]
        .map(|(from, until, value)| Dated {
            from: year(from),
            until: until.map(year),
            source: "source 004".into(),
            value,
        })
        .into();
    let rules = rules.checked().unwrap();
    let none = |rule, number| Err(RulesProblem::NoneInYear { rule, year: year(number) });
    let cases = [
        (2017, none("location", 2017)),
        (2018, Ok(2_168)),
        (2019, none("norm_practice", 2019)),
        (2020, Ok(2_095)),
        (2100, Ok(2_095)),
    ];
    for (number, expected) in cases {
        assert_eq!(rules.for_year(year(number)).map(|values| values.norm_practice), expected, "{number}");
    }
}

#[test]
fn a_practice_meets_either_threshold_and_no_threshold_is_met_by_all() {
    let thresholds = |patients, share: Option<u32>| Eligibility {
        minimum_patients: patients,
        minimum_share: share.map(BasisPoints),
        share_above: None,
    };
    let both = thresholds(Some(300), Some(2_000));
    let cases = [
        (&both, 300, 5_000, true),
        (&both, 299, 5_000, false),
        (&both, 299, 1_495, true),
        (&both, 299, 1_496, false),
        (&both, 0, 0, false),
        (&thresholds(None, Some(1_275)), 51, 400, true),
        (&thresholds(None, Some(1_275)), 50, 400, false),
        (&thresholds(None, None), 0, 0, true),
        (&both, u64::MAX, u64::MAX, true),
    ];
    for (row, (rule, patients, population, admitted)) in cases.into_iter().enumerate() {
        assert_eq!(rule.admits(patients, population), admitted, "row {row}");
    }
}
