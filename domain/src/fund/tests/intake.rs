//! Rounds, applications, entitlement and allocation, with the rules that funds really have.

use super::script::euros;
use super::whole_year::READY;
use super::world::World;
use crate::count::gp::{GpCount, GpCounts};
use crate::fund::Command;
use crate::intake::{self, Admitted, DraftId, Receipt, due};
use crate::pot::PotId;
use crate::project::{Details, Field, ProjectKind, Quote};
use crate::rules::tests::zonh_2018;
use crate::rules::*;
use crate::terms::{Agb, Cents, Date, Year};
use jiff::civil::date;

fn year() -> Year {
    Year::new(2018).unwrap()
}

fn agb(name: &str) -> Agb {
    Agb::new(format!("01{:0>6}", name.strip_prefix('p').unwrap())).unwrap()
}

fn held<T>(value: T) -> Vec<Dated<T>> {
    vec![Dated { from: year(), until: None, source: "the fund's site".into(), value }]
}

/// The fund of `READY`, with other rules from the start.
fn fund(change: impl FnOnce(&mut FundRules)) -> World {
    let mut rules = zonh_2018();
    change(&mut rules);
    let mut world = World::empty();
    world.give(&Command::AdoptRules(Box::new(rules))).unwrap();
    world.run(READY.split_once("rules\n").unwrap().1);
    world
}

/// What comes of a command: `ok`, or the code of the refusal.
fn give(world: &mut World, command: intake::Command) -> String {
    match world.give(&Command::Intake(command)) {
        Ok(_) => "ok".to_owned(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

fn draft(number: u32) -> DraftId {
    DraftId { year: year(), number }
}

fn day(month: i8, day: i8) -> MonthDay {
    MonthDay { month, day }
}

fn count_gps(world: &mut World, practice: &str, lists: &[(u64, u64)]) -> String {
    let gps = (1u32..).zip(lists).map(|(number, (patients, population))| GpCount {
        gp: Agb::new(format!("01{:06}", 900 + number)).unwrap(),
        population: *population,
        patients: *patients,
    });
    let (source, reference_date) = ("practice".into(), date(2018, 1, 1));
    let counts =
        GpCounts { year: year(), practice: agb(practice), source, reference_date, gps: gps.collect() };
    give(world, intake::Command::CountGps(counts))
}

#[test]
fn contradiction_1_who_may_apply_is_not_who_is_entitled() {
    // may apply: 300 or 20 %; the maximum of EUR 5: for each GP with 300 or 15 %
    let entitled = Eligibility {
        minimum_patients: Some(300),
        minimum_share: Some(BasisPoints(1_500)),
        share_above: None,
    };
    let cents = Cents::new(500);
    let mut world = fund(|rules| rules.cap = held(vec![CapPart::PerGp { cents, entitled }]));
    // nobody knows the lists of the GPs yet
    world.run("2018-05-01 submit 2018 p1 1013=1.00 => intake_incomplete");
    // p1: 800 of 4,000, so it may apply. One GP has 250 of 1,600 (15.6 %: entitled), one 299 of 2,000 (14.9 %: not),
    // one 251 of 400 (62 %: entitled): 501 patients x EUR 5 = EUR 2,505
    assert_eq!(count_gps(&mut world, "p1", &[(250, 1_600), (299, 2_000), (251, 400)]), "ok");
    // p3: 140 of 1,000 (14 %): may not apply, whatever its GPs have
    assert_eq!(count_gps(&mut world, "p3", &[(140, 200)]), "ok");
    assert_eq!(count_gps(&mut world, "p2", &[(1_001, 1_001)]), "intake_bad_gp_counts");
    world.run(
        "2018-05-01 submit 2018 p1 1013=2505.01 => excluded cap_exceeded
         2018-05-01 submit 2018 p1 1013=2505.00
         2018-05-01 submit 2018 p3 1014=1.00 => excluded practice_not_eligible",
    );
    let found = intake::grounds(&world.records, "2018-00003".parse().unwrap()).unwrap().unwrap();
    assert_eq!((found.rule.as_str(), found.source.as_str()), ("eligibility", "source 004"));
    let sides = [&found.needed["minimum_patients"], &found.needed["minimum_share"], &found.there["patients"]];
    assert_eq!(sides, ["300", "2000", "140"]);
}

#[test]
fn contradiction_2_in_an_area_or_with_patients_from_one_or_as_the_board_finds() {
    // p1 stands in 1013; p2 in no area, with patients from it
    let table = [
        (Location::InArea, Admission::None, "ok", "excluded practice_not_in_area"),
        (Location::PatientsFromArea, Admission::None, "ok", "ok"),
        (Location::BoardDiscretion, Admission::None, "ok", "ok"),
        (Location::BoardDiscretion, Admission::ByBoard, "ok", "excluded practice_not_admitted"),
    ];
    for (location, admission, p1, p2) in table {
        let mut world = fund(|rules| {
            rules.location[0].value = location;
            rules.application.admission = held(admission);
        });
        assert_eq!(world.say("2018-05-01 submit 2018 p1 1013=1.00"), p1);
        assert_eq!(world.say("2018-05-01 submit 2018 p2 1013=1.00"), p2);
    }
}

#[test]
fn the_board_admits_with_a_reason_whom_place_and_threshold_keep_out() {
    let admit = |practice: &str, reason: &str| {
        let (practice, reason) = (agb(practice), reason.to_owned());
        intake::Command::AdmitPractice(Admitted { year: year(), practice, on: date(2018, 4, 1), reason })
    };
    let mut world = fund(|rules| {
        rules.location[0].value = Location::BoardDiscretion;
        rules.application.admission = held(Admission::ByBoard);
    });
    world.run("2018-05-01 submit 2018 p3 1014=1.00 => excluded practice_not_eligible");
    assert_eq!(give(&mut world, admit("p3", " ")), "intake_no_reason");
    assert_eq!(give(&mut world, admit("p9", "many refugees")), "intake_unknown_practice");
    assert_eq!(give(&mut world, admit("p3", "many refugees")), "ok");
    // admitted; the maximum of EUR 5 with 15 % is another rule, and p3 has 14 %
    world.run("2018-05-01 submit 2018 p3 1014=1.00 => excluded cap_exceeded");
    assert_eq!(give(&mut World::after(READY), admit("p3", "many refugees")), "intake_no_admission");
}

#[test]
fn contradiction_3_quarters_past_on_the_day_of_the_award_fall_due_then() {
    let mut world = World::after(READY);
    world.run(
        "2018-05-14 submit 2018 p1 1013=1000.00
               2018-05-31 grant 2018-00001 1013=1000.00
               2018-05-30 pay 2018-00001/1 => payment_not_yet_due
               2018-04-15 zn 2018 q1 2665.48
               2018-05-31 pay 2018-00001/1
               2018-05-31 pay 2018-00001/2
               2018-06-30 pay 2018-00001/3 => payment_not_yet_due
               2018-07-01 pay 2018-00001/3",
    );
}

#[test]
fn contradiction_4_a_maximum_raises_no_pot_and_the_smaller_is_named() {
    // 1014 has EUR 1,776.00 free; the maximum changes after the application came in
    let table = [
        ("the pot is smaller", "4000.00", "decision_pot_exhausted"),
        ("the maximum is smaller", "1500.00", "intake_grant_above_cap"),
    ];
    for (name, cap, expected) in table {
        let mut world = World::after(READY);
        world.run("2018-05-01 submit 2018 p1 1014=3000.00");
        world.say(&format!("2018-05-02 rules cap={cap}"));
        assert_eq!(world.say("2018-05-31 grant 2018-00001 1014=2000.00"), expected, "{name}");
    }
    let mut world = World::after(READY);
    world.run(
        "2018-05-01 submit 2018 p1 1014=3000.00
               2018-05-02 rules cap=1500.00
               2018-05-31 grant 2018-00001 1014=1500.00",
    );
}

#[test]
fn contradiction_5_a_project_for_two_areas_states_an_amount_from_each_pot() {
    let mut world = World::after(READY);
    world.run("2018-05-01 submit 2018 p1 1013=2000.01 1014=999.99
               2018-05-31 grant 2018-00001 1013=2000.01 1014=999.99
               2018-05-31 balances 2018 receivable-zn=10661.92 pot-free/1013=-6885.91 pot-free/1014=-776.01 pot-committed/1013=-2000.01 pot-committed/1014=-999.99");
}

#[test]
fn thresholds_of_funds_and_what_just_misses_them() {
    let rule = |patients, share, above| Eligibility {
        minimum_patients: patients,
        minimum_share: Option::map(share, BasisPoints),
        share_above: Option::map(above, BasisPoints),
    };
    let table = [
        ("ZONH", rule(Some(300), Some(2_000), None), (299, 1_495), (299, 1_496)),
        ("FHA", rule(Some(200), Some(1_000), None), (200, 9_000), (199, 1_991)),
        ("FAW", rule(None, Some(1_275), None), (51, 400), (50, 400)),
        ("Amsterdam, over 10 %", rule(None, None, Some(1_000)), (101, 1_000), (100, 1_000)),
        ("Groningen", rule(None, Some(500), None), (50, 1_000), (49, 1_000)),
        ("ZFVD, any patient", rule(Some(1), None, None), (1, 9_000), (0, 9_000)),
    ];
    for (fund, rule, inside, outside) in table {
        assert!(rule.admits(inside.0, inside.1), "{fund}");
        assert!(!rule.admits(outside.0, outside.1), "{fund}");
    }
    assert!(rule(None, None, None).admits(0, 0), "Twente, any practice");
}

#[test]
fn maxima_of_funds_per_kind_of_project() {
    let all = || Eligibility { minimum_patients: None, minimum_share: None, share_above: None };
    let part = |kind: ProjectKind, part| CapPart::ForKinds { kinds: vec![kind], part: Box::new(part) };
    let parts = vec![
        part(ProjectKind::ExtraStaff, CapPart::PerPatient { cents: Cents::new(350), entitled: all() }),
        part(
            ProjectKind::Training,
            CapPart::PerNormPractice { cents: Cents::from_euros(3_000), at_least: 1, at_most: 2 },
        ),
        part(
            ProjectKind::Locum,
            CapPart::PerNormPractice { cents: Cents::from_euros(1_500), at_least: 0, at_most: 2 },
        ),
        part(
            ProjectKind::Coaching,
            CapPart::HoursPerNormPractice { cents_per_hour: Cents::from_euros(60), hours: 20 },
        ),
    ];
    let mut world = fund(|rules| rules.cap = held(parts));
    // p1: 800 patients and 4,000 enrolled, which is 2 norm practices of 2,168
    world.run(
        "2018-05-01 submit 2018 p1 1013=2800.01 kind:extra_staff => excluded cap_exceeded
         2018-05-01 submit 2018 p1 1013=2800.00 kind:extra_staff
         2018-05-01 submit 2018 p1 1013=6000.00 kind:training
         2018-05-01 submit 2018 p1 1013=0.01 kind:training => excluded cap_exceeded
         2018-05-01 submit 2018 p1 1013=3000.01 kind:locum => excluded cap_exceeded
         2018-05-01 submit 2018 p1 1013=2400.01 kind:coaching => excluded cap_exceeded
         2018-05-01 submit 2018 p1 1013=2400.00 kind:coaching
         2018-05-01 submit 2018 p1 1013=9999.00 kind:digitisation",
    );
}

#[test]
fn an_interpreter_line_is_open_to_all_and_the_rest_is_not() {
    let mut world = fund(|rules| {
        rules.location[0].value = Location::InArea;
        rules.cap[0].value.clear();
        rules.application.open_kinds = held(vec![ProjectKind::InterpreterLine]);
    });
    world.run(
        "2018-05-01 submit 2018 p2 1013=1.00 => excluded practice_not_in_area
               2018-05-01 submit 2018 p2 1013=1.00 kind:interpreter_line",
    );
}

fn round_end(last_day: MonthDay, the_year_before: bool, decision_day: Option<MonthDay>) -> RoundEnd {
    RoundEnd { last_day, the_year_before, decision_day }
}

#[test]
fn rounds_end_where_the_rules_say() {
    let two = vec![round_end(day(4, 1), false, None), round_end(day(11, 1), false, None)];
    let before = vec![round_end(day(11, 1), true, None)];
    let table = [
        ("one round", vec![], "2018-05-14", "ok"),
        ("one round", vec![], "2018-05-15", "excluded deadline_passed"),
        ("ASF NH, two rounds", two.clone(), "2018-11-01", "ok"),
        ("ASF NH, two rounds", two, "2018-11-02", "excluded deadline_passed"),
        ("Twente, the year before", before.clone(), "2017-11-01", "ok"),
        ("Twente, the year before", before, "2017-11-02", "excluded deadline_passed"),
    ];
    for (name, ends, on, expected) in table {
        let mut world = fund(|rules| {
            if !ends.is_empty() {
                rules.application.rounds = held(ends);
            }
            rules.round[0].value.rolling_up_to = Some(Cents::from_euros(10));
        });
        assert_eq!(world.say(&format!("{on} submit 2018 p1 1013=10.01")), expected, "{name} {on}");
        assert_eq!(world.say("2018-12-31 submit 2018 p1 1013=10.00"), "ok", "{name}: small amounts all year");
    }
}

#[test]
fn what_is_due_is_computed_and_what_is_late_stands_out() {
    let mut world = fund(|rules| {
        let standard = vec![ProjectKind::HourConsult];
        rules.application.answer = held(AnswerTerm { standard, answered_within: 10, receipt_within: 10 });
        rules.application.rounds = held(vec![round_end(day(5, 14), false, Some(day(5, 31)))]);
    });
    world.run(
        "2018-04-26 submit 2018 p1 1013=1.00
               2018-04-26 submit 2018 p2 1013=1.00 kind:training",
    );
    let list = |world: &World, today: Date| -> Vec<_> {
        let due = due::list(&world.records, year(), today).unwrap();
        due.into_iter().map(|due| (due.on.to_string(), due.duty.code(), due.of, due.late)).collect()
    };
    // King's Day and Ascension are no working days, so the tenth is Monday 14 May
    let row = |on: &str, duty, of: &str, late| (on.to_owned(), duty, of.to_owned(), late);
    let expected = |late| {
        vec![
            row("2018-05-14", "answer", "2018-00001", late),
            row("2018-05-14", "receipt", "2018-00002", late),
            row("2018-05-31", "decision", "2018-00001", false),
            row("2018-05-31", "decision", "2018-00002", false),
        ]
    };
    assert_eq!(list(&world, date(2018, 5, 14)), expected(false));
    assert_eq!(list(&world, date(2018, 5, 15)), expected(true));
    let receipt =
        |on| Receipt { application: "2018-00002".parse().unwrap(), on, meeting_on: date(2018, 5, 29) };
    assert_eq!(
        give(&mut world, intake::Command::SendReceipt(receipt(date(2018, 4, 25)))),
        "intake_bad_receipt"
    );
    assert_eq!(give(&mut world, intake::Command::SendReceipt(receipt(date(2018, 5, 1)))), "ok");
    assert!(!list(&world, date(2018, 5, 15))[1].3, "the receipt went out in time");
    world.run("2018-05-31 refuse 2018-00001");
    assert!(list(&world, date(2018, 6, 1))[0].3, "the answer came, but too late");
    assert!(!list(&world, date(2018, 6, 1))[2].3, "the decision came in time");
}

/// A complete form of p1 for EUR 100, and the details that a test gives it.
fn form(details: Details) -> Box<crate::project::ApplicationForm> {
    let line = super::script::Line::cut("2018-05-01 submit 2018 p1 1013=100.00");
    let Command::Submit(mut form) = line.command() else { panic!("this submits") };
    form.details = Some(Box::new(details));
    form
}

fn save(world: &mut World, number: Option<u32>, details: Details) -> String {
    give(world, intake::Command::SaveDraft { draft: number.map(draft), form: form(details) })
}

fn hand_in(world: &mut World, on: Date) -> String {
    give(world, intake::Command::SubmitDraft { draft: draft(1), on, at: None })
}

fn asks_everything(rules: &mut FundRules, incomplete: Incomplete, deadline: CountsFrom) {
    rules.application.required_fields = held(vec![Field::Goal, Field::MeasuredBy, Field::Signature]);
    rules.application.quotes = held(QuoteRule { number: 2, from: Cents::from_euros(50) });
    rules.application.completion = held(Completion { incomplete, chances: 1, within: 10, deadline });
}

fn complete() -> Details {
    let quote = |supplier: &str| Quote { line: 1, supplier: supplier.into(), cents: euros("100.00") };
    Details {
        goal: "Access".into(),
        measured_by: "Counting".into(),
        signed_on: Some(date(2018, 5, 1)),
        quotes: vec![quote("one"), quote("two")],
        ..Details::default()
    }
}

#[test]
fn everything_missing_is_listed_at_once_and_may_be_completed_once_in_time() {
    let mut world = fund(|rules| asks_everything(rules, Incomplete::Recorded, CountsFrom::FirstReceipt));
    assert_eq!(save(&mut world, None, Details::default()), "ok");
    assert_eq!(hand_in(&mut world, date(2018, 5, 14)), "ok");
    let found = intake::draft(&world.records, draft(1)).unwrap().unwrap();
    let intake::DraftState::Incomplete { missing, until } = found.state else {
        panic!("{}", found.state.code())
    };
    let missing: Vec<_> = missing.iter().map(|one| (one.field, one.needed, one.there)).collect();
    let expected =
        [(Field::Goal, 1, 0), (Field::Quotes, 2, 0), (Field::MeasuredBy, 1, 0), (Field::Signature, 1, 0)];
    assert_eq!(missing, expected);
    // Whit Monday, 21 May, is no working day
    assert_eq!(until, Some(date(2018, 5, 29)));
    assert_eq!(hand_in(&mut world, date(2018, 5, 20)), "intake_chances_used_up");
    assert_eq!(save(&mut world, Some(1), complete()), "ok");
    assert_eq!(hand_in(&mut world, date(2018, 5, 30)), "intake_completed_too_late");
    assert_eq!(hand_in(&mut world, date(2018, 5, 29)), "ok");
    let application = world.application("2018-00001");
    assert_eq!(application.stage.code(), "submitted", "the first receipt met the deadline");
    assert_eq!(application.form.received_on, date(2018, 5, 29));
    assert_eq!(hand_in(&mut world, date(2018, 5, 29)), "intake_draft_not_open");
}

#[test]
fn where_the_complete_application_counts_the_deadline_is_missed() {
    let mut world = fund(|rules| asks_everything(rules, Incomplete::Recorded, CountsFrom::Complete));
    save(&mut world, None, Details::default());
    assert_eq!(hand_in(&mut world, date(2018, 5, 14)), "ok");
    save(&mut world, Some(1), complete());
    assert_eq!(hand_in(&mut world, date(2018, 5, 15)), "ok");
    assert_eq!(world.application("2018-00001").stage.code(), "excluded");
}

#[test]
fn where_incomplete_applications_are_refused_the_refusal_lists_all() {
    let mut world = fund(|rules| asks_everything(rules, Incomplete::Refused, CountsFrom::Complete));
    let refusal = world.give(&Command::Submit(form(Details::default()))).unwrap_err();
    assert_eq!(refusal.facts(), [("missing", "goal, quotes/1, measured_by, signature".to_owned())]);
    assert_eq!(save(&mut world, None, Details::default()), "ok");
    assert_eq!(hand_in(&mut world, date(2018, 5, 1)), "intake_incomplete");
    assert_eq!(save(&mut world, Some(2), complete()), "intake_unknown_draft");
    let long = Details { goal: "x".repeat(8_001), ..complete() };
    assert_eq!(save(&mut world, Some(1), long), "intake_malformed");
    let withdrawn = intake::Command::WithdrawDraft { draft: draft(1), on: date(2018, 5, 2) };
    assert_eq!(give(&mut world, withdrawn), "ok");
    assert_eq!(hand_in(&mut world, date(2018, 5, 3)), "intake_draft_not_open");
}

#[test]
fn further_conditions_and_fixed_prices() {
    let kinds = vec![ProjectKind::HourConsult];
    let spent =
        |on| Details { first_spending_on: Some(on), staff_fte_hundredths: Some(185), ..Details::default() };
    let staff = |there| Details { staff_fte_hundredths: Some(there), ..spent(date(2018, 6, 1)) };
    // p1 has 4,000 enrolled, 1.845 norm practices of 2,168, so it needs 1.85 fte
    let table = [
        ("spent before", spent(date(2018, 4, 30)), "spent_before_asked"),
        ("spent on the day", spent(date(2018, 5, 1)), "none"),
        ("too few staff", staff(184), "too_few_staff"),
        ("staff enough", staff(185), "none"),
    ];
    for (name, details, expected) in table {
        let mut world = fund(|rules| {
            let asked = Condition::AskedBeforeSpending { kinds: kinds.clone() };
            let staff = Condition::StaffPerNormPractice { kinds: kinds.clone(), fte_hundredths: 100 };
            rules.application.conditions = held(vec![asked, staff]);
        });
        world.give(&Command::Submit(form(details))).unwrap();
        let application = world.application("2018-00001");
        let found = match &application.stage {
            crate::project::Stage::Excluded { exclusion } => exclusion.code(),
            _ => "none",
        };
        assert_eq!(found, expected, "{name}");
    }
    let mut world = fund(|rules| {
        let price = FixedPrice { kind: ProjectKind::HourConsult, cents: Cents::from_euros(80) };
        rules.application.fixed_prices = held(vec![price]);
    });
    world.run("2018-05-01 submit 2018 p1 1013=80.00 => excluded price_not_fixed");
}

#[test]
fn a_grant_stays_within_a_way_that_binds() {
    let pot = PotId::named("1014");
    let first_come = Allocation { way: Way::FirstCome, binding: true };
    let script = "2018-05-01 submit 2018 p1 1014=1000.00 kind:training
                  2018-05-02 submit 2018 p2 1014=1000.00";
    let mut world = fund(|rules| rules.application.allocation = held(first_come));
    world.run(script);
    // 1014 has EUR 1,776.00: the second gets what is left, whoever is decided first
    world.run(
        "2018-05-31 grant 2018-00002 1014=776.01 => intake_grant_above_share
               2018-05-31 grant 2018-00002 1014=776.00
               2018-05-31 grant 2018-00001 1014=1000.00",
    );
    let agreement = Allocation { way: Way::Agreement, binding: true };
    let mut world = fund(|rules| rules.application.allocation = held(agreement));
    world.run(script);
    let share = |one: &str, other: &str| intake::Command::RecordAgreement {
        year: year(),
        pot: pot.clone(),
        shares: vec![
            ("2018-00001".parse().unwrap(), euros(one)),
            ("2018-00002".parse().unwrap(), euros(other)),
        ],
    };
    let sign = |name| intake::Command::SignAgreement { year: year(), pot: pot.clone(), practice: agb(name) };
    assert_eq!(give(&mut world, sign("p1")), "intake_nothing_to_sign");
    assert_eq!(give(&mut world, share("1000.01", "1.00")), "intake_bad_agreement");
    assert_eq!(give(&mut world, share("1000.00", "776.01")), "intake_agreement_above_pot");
    assert_eq!(give(&mut world, share("800.00", "900.00")), "ok");
    assert_eq!(give(&mut world, sign("p1")), "ok");
    world.run("2018-05-31 grant 2018-00001 1014=800.00 => intake_grant_above_share");
    assert_eq!(give(&mut world, sign("p2")), "ok");
    world.run("2018-05-31 grant 2018-00001 1014=800.00");
    let preview = intake::preview(&world.records, year(), year(), &pot).unwrap();
    let given: Vec<Vec<_>> =
        preview.iter().map(|way| way.given.values().map(|cents| cents.get()).collect()).collect();
    // 800 and 1,000 patients: 1,776.00 x 4/9 = 789.33 and 5/9 = 986.67
    assert_eq!(given, [[78_933, 98_667], [80_000, 90_000], [100_000, 77_600], [0, 0]]);
    assert!(
        preview.iter().all(
            |way| way.left.plus(Cents::sum(way.given.values().copied()).unwrap()) == Ok(euros("1776.00"))
        )
    );
}

#[test]
fn the_events_of_the_intake_read_back_and_lead_to_the_same_records() {
    let mut world = fund(|rules| asks_everything(rules, Incomplete::Recorded, CountsFrom::FirstReceipt));
    save(&mut world, None, Details::default());
    hand_in(&mut world, date(2018, 5, 14));
    count_gps(&mut world, "p1", &[(250, 1_600)]);
    save(&mut world, Some(1), complete());
    hand_in(&mut world, date(2018, 5, 29));
    assert!(world.replayed() == world.records);
    for event in &world.events {
        let text = serde_json::to_string(event).unwrap();
        assert!(serde_json::from_str::<crate::fund::Event>(&text).unwrap() == *event);
    }
}

/// The intake's events in their first stored form. This file only ever grows a sibling.
const STORED: &str = include_str!("../../../tests/golden/events-intake.jsonl");

#[test]
fn a_stored_event_of_the_intake_reads_and_writes_as_it_was_written() {
    let mut happened = std::collections::BTreeSet::new();
    for line in STORED.lines() {
        let event: crate::fund::Event = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        happened.insert(value["happened"].as_str().unwrap().to_owned());
    }
    assert_eq!(happened.len(), 10, "{happened:?}");
}

#[test]
fn drafts_are_found_by_state_and_the_late_ones_by_the_day() {
    let mut world = fund(|rules| asks_everything(rules, Incomplete::Recorded, CountsFrom::FirstReceipt));
    for _ in 0..3 {
        assert_eq!(save(&mut world, None, Details::default()), "ok");
    }
    // the first must be complete by 29 May: ten working days, without Whit Monday
    assert_eq!(hand_in(&mut world, date(2018, 5, 14)), "ok");
    let withdrawn = intake::Command::WithdrawDraft { draft: draft(3), on: date(2018, 5, 2) };
    assert_eq!(give(&mut world, withdrawn), "ok");
    let table: [(Option<&'static str>, Option<Date>, &[u32]); 6] = [
        (None, None, &[1, 2, 3]),
        (Some("writing"), None, &[2]),
        (Some("incomplete"), None, &[1]),
        (Some("withdrawn"), None, &[3]),
        (None, Some(date(2018, 5, 29)), &[]),
        (None, Some(date(2018, 5, 30)), &[1]),
    ];
    for (state, late_on, expected) in table {
        let search = intake::DraftSearch { state, late_on };
        let found = search.drafts_after(&world.records, year(), None, 10).unwrap();
        assert_eq!(found.iter().map(|draft| draft.id.number).collect::<Vec<_>>(), expected, "{state:?}");
    }
    let second = intake::DraftSearch::default().drafts_after(&world.records, year(), Some(draft(1)), 1);
    assert_eq!(second.unwrap()[0].id, draft(2));
}
