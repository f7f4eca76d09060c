//! What an evaluation does to what was granted, to the cent.

use super::whole_year::READY;
use super::world::World;
use crate::project::{Application, Payment, Verdict};

/// Two pots, with a cent that does not divide.
const GRANTED: &str = "
    2018-05-01 submit 2018 p1 1013=800.01 1014=200.00 cost:1200.01 other:200.00
    2018-05-31 grant 2018-00001 1013=800.01 1014=200.00
    2018-06-01 zn 2018 q1 2000.00
    2018-06-01 pay 2018-00001/1
    2018-06-01 evaluate 2018-00001";

fn instalments(application: &Application) -> Vec<String> {
    let line = |instalment: &crate::project::Instalment| {
        let state = match instalment.payment {
            Payment::Planned { .. } => "planned",
            Payment::Held => "held",
            Payment::OnInvoices => "on invoices",
            Payment::Paid { .. } => "paid",
            Payment::Lapsed { .. } => "lapsed",
        };
        let parts: Vec<_> = instalment.parts.iter().map(|part| part.cents.to_string()).collect();
        format!("{state} {}", parts.join("+"))
    };
    application.instalments.iter().map(line).collect()
}

#[test]
fn an_approval_pays_what_the_cost_bears_and_lets_the_rest_lapse_from_the_last_instalment_on() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "1200.01",
            &["paid 200.01+50.00", "planned 200.00+50.00", "planned 200.00+50.00", "planned 200.00+50.00"],
        ),
        (
            "9000.00",
            &["paid 200.01+50.00", "planned 200.00+50.00", "planned 200.00+50.00", "planned 200.00+50.00"],
        ),
        (
            "1200.00",
            &[
                "paid 200.01+50.00",
                "planned 200.00+50.00",
                "planned 200.00+50.00",
                "planned 199.99+50.00",
                "lapsed 0.01+0.00",
            ],
        ),
        (
            "950.01",
            &["paid 200.01+50.00", "planned 200.00+50.00", "planned 200.00+50.00", "lapsed 200.00+50.00"],
        ),
        (
            "849.98",
            &[
                "paid 200.01+50.00",
                "planned 200.00+50.00",
                "planned 119.98+29.99",
                "lapsed 200.00+50.00",
                "lapsed 80.02+20.01",
            ],
        ),
        ("0.00", &["paid 200.01+50.00", "lapsed 200.00+50.00", "lapsed 200.00+50.00", "lapsed 200.00+50.00"]),
    ];
    for (cost, expected) in cases {
        let mut world = World::after(READY);
        world.run(&format!("{GRANTED} {cost}\n 2018-06-02 approve 2018-00001"));
        assert_eq!(instalments(&world.application("2018-00001")), expected, "cost {cost}");
    }
}

#[test]
fn an_instalment_of_nothing_does_not_keep_the_others_from_lapsing() {
    let mut world = World::after(READY);
    world.run(
        "
        2018-05-01 submit 2018 p1 1013=0.02
        2018-05-31 grant 2018-00001 1013=0.02
        2018-06-01 evaluate 2018-00001 0.00
        2018-06-02 approve 2018-00001
        ",
    );
    let expected = ["lapsed 0.01", "lapsed 0.01", "planned 0.00", "planned 0.00"];
    assert_eq!(instalments(&world.application("2018-00001")), expected);
}

#[test]
fn a_rejection_lets_all_that_is_unpaid_lapse_and_claims_back_by_pot() {
    let mut world = World::after(READY);
    world.run(&format!("{GRANTED} 1.00"));
    world.run(
        "
        2018-06-02 reject 2018-00001 100.01
        2018-06-02 balances 2018 bank=1749.99 receivable-zn=8661.92 receivable-reclaim=100.01 \
            pot-free/1013=-8765.92 pot-free/1014=-1746.00
        2018-06-03 evaluate 2018-00001 1.00 => evaluation_not_awaited
        2018-06-03 approve 2018-00001 => evaluation_none_waiting
        ",
    );
    let expected = ["paid 200.01+50.00", "lapsed 200.00+50.00", "lapsed 200.00+50.00", "lapsed 200.00+50.00"];
    assert_eq!(instalments(&world.application("2018-00001")), expected);
}

#[test]
fn a_returned_evaluation_changes_no_money_and_another_form_takes_its_place() {
    let mut world = World::after(READY);
    world.run(&format!("{GRANTED} 1.00"));
    world.run(
        "
        2018-06-02 return 2018-00001
        2018-06-02 approve 2018-00001 => evaluation_none_waiting
        2018-06-02 pay 2018-00001/4 => payment_held
        2018-06-03 evaluate 2018-00001 1100.01
        2018-06-04 approve 2018-00001
        2018-06-04 pay 2018-00001/4
        ",
    );
    let application = world.application("2018-00001");
    let expected = [
        "paid 200.01+50.00",
        "planned 200.00+50.00",
        "planned 200.00+50.00",
        "paid 120.00+30.00",
        "lapsed 80.00+20.00",
    ];
    assert_eq!(instalments(&application), expected);
    assert_eq!(application.evaluations.len(), 2);
}

#[test]
fn cost_lines_make_the_actual_cost_or_the_form_is_refused_by_name() {
    let mut world = World::after(READY);
    world.run(&GRANTED.replace("2018-06-01 evaluate 2018-00001", ""));
    world.run(
        "
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=60.00 receipt-2=40.00 => evaluation_cost_lines_do_not_add_up
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=max receipt-2=max => evaluation_cost_lines_do_not_add_up
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=60.00 none=40.01 => evaluation_bad_cost_line
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=110.01 receipt-2=-10.00 => evaluation_bad_cost_line
        2018-06-01 evaluate 2018-00001 100.01 goes-on:long => evaluation_text_too_long
        2018-06-01 evaluate 2018-00001 100.01 receipt-1=60.00 receipt-2=40.01 patients:12 workload:less reusable:the-folder
        ",
    );
    let application = world.application("2018-00001");
    let particulars = application.evaluations[0].form.particulars.as_ref().unwrap();
    let documents: Vec<_> = particulars.cost_lines.iter().map(|line| line.document.as_str()).collect();
    assert_eq!(documents, ["receipt-1", "receipt-2"]);
    assert_eq!(particulars.patients_reached, Some(12));
    let texts = [&particulars.workload, &particulars.reusable, &particulars.continuation];
    assert_eq!(texts, ["less", "the-folder", ""]);
}

#[test]
fn questions_are_kept_with_the_form_they_are_about() {
    let mut world = World::after(READY);
    world.run(&format!("{GRANTED} 1.00"));
    world.run(
        "
        2018-06-02 ask 2018-00001 => evaluation_bad_questions
        2018-06-02 ask 2018-00001 Which_receipt? Who_came?
        2018-06-02 approve 2018-00001 => evaluation_none_waiting
        2018-06-03 evaluate 2018-00001 1100.01
        2018-06-04 approve 2018-00001
        ",
    );
    let verdict = &world.application("2018-00001").evaluations[0].verdict;
    let Some((_, Verdict::Ask { questions })) = verdict else { panic!("no questions") };
    assert_eq!(questions, &["Which receipt?", "Who came?"]);
}
