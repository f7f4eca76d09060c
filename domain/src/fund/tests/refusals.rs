//! Every refusal there is, with a command that gets it.

use super::counts::{REFUSED_BY_QUARTER, REFUSED_ON_ONE_DAY};
use super::script::year;
use super::whole_year::{OTHER_QUARTERS, READY};
use super::world::World;
use crate::fund::{CODES, Command};
use crate::intake::{self, DraftId, Receipt};
use crate::project::Field;
use crate::rules::tests::zonh_2018;
use crate::rules::{Completion, Dated, Incomplete};
use std::collections::BTreeSet;

const NOTHING_THERE: &str = "
    2018-01-01 rules cap=0.00 => rules_problems
    2018-01-01 rules region:limburg => rules_other_region
    2018-01-01 rate 2018 v1 0.00 => rate_out_of_range
    2018-01-01 rate 2018 v1 1000.01 => rate_out_of_range
    2018-01-01 rate 2018 v1 5.92 source:none => rate_no_source
    2018-01-01 areas 2018 v1 => area_list_empty_or_double
    2018-01-01 areas 2018 v1 1013 1013 => area_list_empty_or_double
    2018-01-01 insured 2018 q1 1013/3311=1 => import_no_area_list
    2018-01-01 overview 2018 p1 10 1013=1 => import_no_area_list
    2018-01-01 zn 2018 q1 0.00 => zn_payment_nothing
    2018-01-01 submit 2018 p1 1013=1.00 => submission_no_rules
    2018-01-01 rules
    2018-01-01 submit 2018 p1 1013=1.00 => submission_no_area_list
    2018-01-01 withdraw 2018-00001 => withdrawal_unknown_application
    2018-01-01 grant 2018-00001 1013=1.00 => decision_unknown_application
    2018-01-01 pay 2018-00001/1 => payment_unknown_application
    2018-01-01 evaluate 2018-00001 1.00 => evaluation_unknown_application
    2018-01-01 approve 2018-00001 => evaluation_unknown_application
    2018-01-01 insurer 3311
    2018-01-01 statements 3311 2018 => statement_no_rate
    2018-01-01 rate 2018 v1 5.92
    2018-01-01 statements 3311 2018 => statement_not_counted
    2018-01-01 statements 7119 2018 => statement_not_listed
    2018-01-01 statements 3311 2018 key:7119 => statement_not_listed
    2018-01-01 send 2018 => figures_not_released
    2018-12-31 close 2018 => closing_not_over
    2019-01-01 close 2018 => closing_not_counted
";

const OFFERED_AGAIN: &str = "
    2018-01-02 rate 2018 v1 5.92 => nothing
    2018-01-02 rate 2018 v2 6.00 => rate_correction_without_reason
    2018-01-02 rate 2018 v1 6.00 because:typo => rate_not_newer
    2018-01-02 areas 2018 v1 1013 1014=Hoorn => nothing
    2018-01-02 areas 2018 v1 1013 => area_list_not_newer
    2018-01-02 areas 2018 v2 1013 1014=Hoorn 1015=Hoorn => area_list_correction_without_reason
    2018-01-02 areas 2018 v2 1013 because:typo => area_list_area_removed
    2018-01-02 rules split=region => rules_pots_in_use
    2018-01-02 rules from=2019 => rules_pots_in_use
    2018-01-02 insured 2018 q1 => import_no_rows
    2018-01-02 insured 2018 q1 1013/3311=1 source:none => import_no_source
    2018-01-02 insured 2018 q1 1013/3311=1 => import_correction_without_reason
    2018-01-02 insured 2018 q1 1099/3311=1 because:typo => import_rows
    2018-01-02 overview 2018 p1 10 => import_no_rows
    2018-01-02 overview 2018 p1 10 1013=1 source:none => import_no_source
    2018-01-02 overview 2018 p1 10 1013=11 => import_rows
";

const APPLICATIONS: &str = "
    2018-05-01 submit 2018 p9 1013=1.00 => submission_unknown_practice
    2018-05-01 submit 2018 p1 1013=1.00 for:many with:p9 => submission_unknown_practice
    2018-05-01 submit 2018 p1 1013=1.00 with:p2 => submission_partners_in_practice_bound
    2018-05-01 submit 2018 p1 1013=1.00 title:0 => submission_bad_title
    2018-05-01 submit 2018 p1 1013=1.00 title:201 => submission_bad_title
    2018-05-01 submit 2018 p1 1013=1.00 description:8001 => submission_description_too_long
    2018-05-01 submit 2018 p1 1013=1.00 areas:none => submission_bad_areas
    2018-05-01 submit 2018 p1 1013=1.00 budget:none => submission_bad_budget
    2018-05-01 submit 2018 p1 1013=1.00 cost:0.00 => submission_bad_budget
    2018-05-01 submit 2018 p1 areas:1013 cost:1.00 => submission_bad_request
    2018-05-01 submit 2018 p1 1013=1.00 1013=1.00 => submission_bad_request
    2018-05-01 submit 2018 p1 1013=0.00 cost:1.00 => submission_bad_request
    2018-05-01 submit 2018 p1 1013=1.00 other:-0.01 => submission_bad_other_funding
    2018-05-01 submit 2018 p1 elsewhere=1.00 areas:1013 => submission_unknown_pot
    2018-05-01 submit 2018 p1 1013=max => amount_does_not_fit
    2018-05-01 submit 2018 p1 1013=1000.00
    2018-05-01 submit 2018 p2 1013=5000.00
    2018-05-31 grant 2018-00001 1013=1.00 gps:0 => decision_no_quorum
    2018-05-31 grant 2018-00001 1013=1.00 insurers:0 => decision_no_quorum
    2018-05-31 grant 2018-00001 1013=1.00 gps:1 others:0 => decision_no_quorum
    2018-05-31 grant 2018-00001 1013=1.00 for:5 => decision_too_many_votes
    2018-05-31 refuse 2018-00001 for:2 against:2 => decision_no_majority
    2018-05-31 defer 2018-00001 reason:none => decision_no_reason
    2018-04-30 grant 2018-00001 1013=1.00 => decision_before_receipt
    2018-05-31 grant 2018-00001 => decision_bad_draws
    2018-05-31 grant 2018-00001 1013=1.00 1013=1.00 => decision_bad_draws
    2018-05-31 grant 2018-00001 1013=1.00 1014=0.00 => decision_bad_draws
    2018-05-31 grant 2018-00001 1013=1000.01 => decision_above_request
    2018-05-31 grant 2018-00001 1013=max 1014=max => decision_above_request
    2018-05-31 grant 2018-00001 elsewhere=1.00 => decision_pot_exhausted
    2018-05-31 grant 2018-00001 1013=1000.00
    2018-05-31 grant 2018-00001 1013=1000.00 => decision_not_open
    2018-05-31 withdraw 2018-00001 => withdrawal_not_open
    2018-06-01 pay 2018-00001/1 => payment_bank_too_low
    2018-06-01 zn 2018 q2 250.00
    2018-06-01 pay 2018-00001/0 => payment_unknown_instalment
    2018-06-01 pay 2018-00001/5 => payment_unknown_instalment
    2018-06-01 pay 2018-00001/1 reference:none => payment_no_reference
    2018-06-01 pay 2018-00001/1
    2018-06-01 pay 2018-00001/1 => payment_already_paid
    2018-06-01 pay 2018-00001/3 => payment_not_yet_due
    2018-06-01 pay 2018-00001/4 => payment_held
    2018-06-01 approve 2018-00001 => evaluation_none_waiting
    2018-06-01 evaluate 2018-00002 1.00 => evaluation_not_awaited
    2018-06-01 evaluate 2018-00001 1.00 account:none => evaluation_no_account
    2018-06-01 evaluate 2018-00001 -0.01 => evaluation_negative_cost
    2018-06-01 evaluate 2018-00001 1.00 none=1.00 => evaluation_bad_cost_line
    2018-06-01 evaluate 2018-00001 1.00 receipt=1.01 => evaluation_cost_lines_do_not_add_up
    2018-06-01 evaluate 2018-00001 1.00 workload:long => evaluation_text_too_long
    2018-06-01 evaluate 2018-00001 1000.00
    2018-06-01 evaluate 2018-00001 1000.00 => evaluation_not_awaited
    2018-05-31 approve 2018-00001 => evaluation_before_receipt
    2018-06-02 ask 2018-00001 => evaluation_bad_questions
    2018-06-02 reject 2018-00001 250.01 => evaluation_reclaim_out_of_range
    2018-06-02 reject 2018-00001 -0.01 => evaluation_reclaim_out_of_range
    2018-06-02 reject 2018-00001 250.00
    2018-06-02 pay 2018-00001/2 => payment_lapsed
";

/// A grant of all that 1013 has, and then fewer insured.
const SHORT: &str = "
    2018-05-01 submit 2018 p2 1013=5000.00
    2018-05-01 submit 2018 p1 1013=3885.92 for:many with:p2
    2018-05-01 submit 2018 p1 1014=10.00
    2018-05-31 grant 2018-00001 1013=5000.00
    2018-05-31 grant 2018-00002 1013=3885.92
    2018-06-02 insured 2018 q1 1013/3311=1500 1014/3311=300 because:recount
    2018-06-03 grant 2018-00003 1014=10.00 => decision_shortfall
    2018-06-03 defer 2018-00003
";

/// Grants that are paid on another basis than instalments alone.
const OTHER_BASES: &str = "
    2018-05-01 submit 2018 p1 1013=10.00
    2018-05-01 submit 2018 p2 1013=10.00
    2018-05-02 rules basis=invoices
    2018-05-31 grant 2018-00001 1013=10.00
    2018-06-01 pay 2018-00001/1 => payment_on_invoices
    2018-06-02 rules basis=copies
    2018-06-03 grant 2018-00002 1013=10.00
    2018-06-03 evaluate 2018-00002 10.00
    2018-06-04 approve 2018-00002 => evaluation_no_copies
";

const CLOSED: &str = "
    2018-05-01 submit 2018 p2 1013=5000.00
    2019-01-10 close 2018 => closing_undecided
    2019-01-10 release 2018 => figures_year_not_closed
    2019-01-10 refuse 2018-00001
    2019-01-10 close 2018
    2019-01-10 close 2018 => closing_already_closed
    2019-01-10 submit 2018 p2 1013=5000.00 => submission_year_closed
    2019-01-10 release 2018
    2019-01-10 release 2018 => figures_already_released
    2019-01-10 send 2018
";

#[test]
fn every_refusal_has_a_command_that_gets_it() {
    let worlds = [
        vec![NOTHING_THERE],
        vec![READY, OFFERED_AGAIN],
        vec![READY, APPLICATIONS],
        vec![READY, SHORT],
        vec![READY, OTHER_BASES],
        vec![READY, OTHER_QUARTERS, CLOSED],
        vec![REFUSED_BY_QUARTER],
        vec![REFUSED_ON_ONE_DAY],
    ];
    for scripts in &worlds {
        World::after(&scripts.concat());
    }
    let lines = worlds.iter().flatten().flat_map(|script| script.lines());
    let met: BTreeSet<&str> =
        lines.filter_map(|line| line.split_once(" => ")).map(|(_, code)| code.trim()).collect();
    let of_drafts = refused_drafts();
    // some commands are values, no lines; their tests name each code as what must come of one
    let tables = [
        include_str!("orders.rs"),
        include_str!("orders/bank.rs"),
        include_str!("orders/credits.rs"),
        include_str!("intake.rs"),
        include_str!("../../person/tests.rs"),
    ];
    let tables = tables.concat();
    let in_a_table =
        |code: &str| tables.contains(&format!("\"{code}\"")) || tables.contains(&format!("=> {code}\n"));
    let elsewhere = |code: &str| of_drafts.contains(code) || in_a_table(code);
    let missing: Vec<_> = CODES.iter().filter(|code| !met.contains(*code) && !elsewhere(code)).collect();
    assert!(missing.is_empty(), "no command gets {missing:?}");
}

#[test]
fn a_refused_command_changes_nothing() {
    let mut world = World::after(READY);
    let before = world.records.clone();
    for line in APPLICATIONS.lines().take_while(|line| !line.ends_with("1013=1000.00")) {
        if let Some((command, code)) = line.split_once(" => ") {
            assert_eq!(world.say(command), code);
        }
    }
    assert!(world.records == before);
}

/// The refusals of commands about drafts and receipts that do not fit what is there.
fn refused_drafts() -> BTreeSet<&'static str> {
    let mut rules = zonh_2018();
    let dated = |value| vec![Dated { from: year("2018"), until: None, source: "the fund".into(), value }];
    let recorded = Completion { incomplete: Incomplete::Recorded, ..Completion::default() };
    rules.application.completion =
        vec![Dated { from: year("2018"), until: None, source: "the fund".into(), value: recorded }];
    rules.application.required_fields = dated(vec![Field::Goal]);
    let mut world = World::empty();
    world.give(&Command::AdoptRules(Box::new(rules))).unwrap();
    world.run(READY.split_once("rules\n").unwrap().1);
    world.run(OTHER_QUARTERS);
    // without a goal each becomes a draft that waits
    world.run("2018-05-01 submit 2018 p1 1013=1.00\n2018-05-01 submit 2018 p2 1013=1.00");
    let [first, second] = [1, 2].map(|number| DraftId { year: year("2018"), number });
    let form = intake::draft(&world.records, second).unwrap().unwrap().form;
    let on = "2018-05-02".parse().unwrap();
    let receipt = Receipt { application: "2018-00009".parse().unwrap(), on, meeting_on: on };
    let commands = [
        Command::Intake(intake::Command::SaveDraft { draft: Some(first), form: Box::new(form) }),
        Command::Intake(intake::Command::SendReceipt(receipt)),
        Command::CloseYear { year: year("2018"), on: "2019-01-15".parse().unwrap() },
    ];
    let refused = commands.iter().map(|command| world.give(command).unwrap_err().code());
    let refused: BTreeSet<_> = refused.collect();
    let expected = ["intake_drafts_waiting", "intake_other_draft", "intake_unknown_application"];
    assert_eq!(refused, BTreeSet::from(expected));
    refused
}
