//! Nothing about a practice or a patient prints by accident.

use super::script::Line;
use super::whole_year::READY;
use super::world::World;
use crate::count::{SettledCounts, enrolled};
use crate::disclosure::Salt;
use crate::fund::Command;
use crate::ledger;
use crate::project::{Application, evaluation};
use crate::release::Material;
use crate::settlement::{self, statements};
use crate::terms::Year;
use crate::{egress, tally, year};
use std::fmt::Debug;

/// What no `Debug` may show: a name, a practice's code, and amounts and counts in any way of writing.
const CANARIES: [&str; 7] = ["KANARIE", "271828", "2718.28", "679.57", "67957", "314159", "3141.59"];

const SCRIPT: &str = "
    2018-01-15 overview 2018 p271828 314159 1013=271828 in:1013 owner:KANARIE source:KANARIE
    2018-04-02 insured 2018 q1 1013/3311=271828 source:KANARIE because:KANARIE
    2018-04-15 zn 2018 q1 2718.28
    2018-05-02 submit 2018 p271828 1013=2718.28 other:3141.59 cost:314159.00
    2018-05-02 submit 2018 p271828 1013=3141.59 cost:2718.28
    2018-05-31 grant 2018-00001 1013=2718.28 reason:KANARIE
    2018-06-01 pay 2018-00001/1 reference:KANARIE
    2018-06-01 evaluate 2018-00001 3141.59 account:KANARIE
    2018-06-01 reject 2018-00001 271.82
    2018-06-01 statements 3311 2018
";

fn shown(what: &dyn Debug) -> String {
    format!("{what:?} {what:#?}")
}

fn check(name: &str, what: &dyn Debug) {
    let shown = shown(what);
    for canary in CANARIES {
        assert!(!shown.contains(canary), "{name} shows {canary}: {shown}");
    }
}

fn command(line: &str) -> Command {
    let mut command = Line::cut(line).command();
    if let Command::Submit(form) = &mut command {
        form.title = "KANARIE".into();
        form.description = "KANARIE".into();
    }
    command
}

#[test]
fn what_holds_practice_or_patient_data_shows_nothing_of_it() {
    let mut world = World::after(READY);
    for line in
        SCRIPT.lines().map(|line| line.split(" => ").next().unwrap().trim()).filter(|line| !line.is_empty())
    {
        let command = command(line);
        check("command", &command);
        check_parts_of(&command);
        let decided = world.give(&command).unwrap_or_else(|refusal| panic!("{line}: {}", refusal.code()));
        decided.iter().for_each(|event| check("event", event));
    }
    let records = &world.records;
    let year = Year::new(2018).unwrap();
    check("records", records);
    check_application(&world.application("2018-00001"));
    check("excluded application", &world.application("2018-00002").stage);
    check("practices", &enrolled::practices(records, year).unwrap());
    check("counts", &SettledCounts::read(records, year).unwrap());
    check("payments of ZN", &settlement::zn_payments(records, year).unwrap());
    check("bookings", &ledger::bookings(records, year, None, 99).unwrap());
    check("summary", &year::summary(records, year, year.last_day()).unwrap());
    check("egress", &egress::log(records, None, 99).unwrap());
    check("statements", &statements(records, &world.region, year, &"3311".parse().unwrap()).unwrap());
    check("drafts", &tally::drafts(records, &world.region, year).unwrap());
    let material = Material::read(records, &world.region, year, Salt::of_bytes([7; 32])).unwrap();
    check("material", &material);
    let proposal = material.proposal();
    check("proposal", &proposal);
    proposal.accounts().iter().for_each(|account| check("account", account));
    proposal.refused().iter().for_each(|refused| check("refused tables", refused));
    for released in proposal.tables() {
        check("release", released);
        check("table", released.content());
        check("stored release", &released.to_stored());
    }
}

fn check_parts_of(command: &Command) {
    match command {
        Command::ImportInsured(counts) => {
            check("insured", counts);
            check("insured row", &counts.rows[0]);
        }
        Command::ImportOverviews(overviews) => {
            check("overviews", overviews);
            check("overview row", &overviews.rows[0]);
        }
        Command::RecordZnPayment(payment) => check("payment of ZN", payment),
        Command::Submit(form) => {
            check("form", form);
            check("budget line", &form.budget[0]);
            check("draw", &form.requested[0]);
        }
        Command::Decide(decision) => {
            check("decision", decision);
            check("outcome", &decision.outcome);
        }
        Command::Pay(paid) => check("paid", paid),
        Command::HandInEvaluation(form) => check("evaluation form", form),
        Command::JudgeEvaluation { verdict, .. } => check("verdict", verdict),
        _ => {}
    }
}

fn check_application(application: &Application) {
    check("application", application);
    check("stage", &application.stage);
    check("evaluation", &application.evaluations[0]);
    check("instalments", &application.instalments);
    check("payment", &application.instalments[0].payment);
    let verdict = evaluation::Verdict::Approve;
    let rules = crate::rules::tests::zonh_2018().for_year(application.id.year).unwrap();
    check("consequence", &evaluation::consequence(application, &rules, &verdict).unwrap());
}
