//! Plays every region in memory: by its own rules, in order of day, with what its pots really have.

use super::*;
use std::collections::BTreeMap;
use wijkfonds_domain::area::AreaList;
use wijkfonds_domain::count::SettledCounts;
use wijkfonds_domain::count::enrolled::Overviews;
use wijkfonds_domain::count::insured::InsuredCounts;
use wijkfonds_domain::fund::{self, Command, Refusal, Stop};
use wijkfonds_domain::history::Occasion;
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::pot;
use wijkfonds_domain::project::instalment::{Paid, PaymentRefusal};
use wijkfonds_domain::project::{
    self, ApplicationId, Decision, Draw, EvaluationForm, Outcome, Payment, Stage, Verdict,
};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::records::MemoryRecords;
use wijkfonds_domain::rules::Committee;
use wijkfonds_domain::settlement::ListedInsurer;
use wijkfonds_domain::terms::{Date, InsurerKey, Quarter};

const AT: Occasion<'static> = Occasion { at: "2018-01-01T00:00:00Z", actor: "clerk" };

/// A region with its records.
struct Play<'a> {
    region: &'a RegionPlan,
    year: Year,
    committee: Committee,
    records: MemoryRecords,
    /// Payments that had to wait for money in the bank.
    waits: usize,
}

impl Play<'_> {
    fn try_to(&mut self, command: &Command) -> Result<(), Refusal> {
        let events = match fund::decide(&self.records, &self.region.id, command) {
            Ok(events) => events,
            Err(Stop::Refused(refusal)) => return Err(refusal),
            Err(Stop::Fault(fault)) => panic!("{}: {fault}", self.region.id),
        };
        for event in events {
            fund::apply(&mut self.records, &event, AT).unwrap();
        }
        Ok(())
    }

    fn must(&mut self, command: &Command) {
        if let Err(refusal) = self.try_to(command) {
            panic!("{}: {refusal}", self.region.id);
        }
    }
}

fn counts(region: &RegionPlan, year: Year, quarter: Quarter) -> InsuredCounts {
    InsuredCounts {
        year,
        quarter,
        source: INSURED_SOURCE.to_owned(),
        reference_date: quarter.first_day(year),
        correction: None,
        rows: insured(region, usize::from(quarter.get()) - 1),
    }
}

/// The settled counts of a region.
pub(super) fn settled_counts(region: &RegionPlan, year: Year) -> SettledCounts {
    let quarters = Quarter::ALL.map(|quarter| counts(region, year, quarter));
    quarters.iter().fold(SettledCounts::default(), |settled, counts| settled.with(counts, true))
}

/// A region with rules, rate, areas, insurers and counts, and all its applications handed in.
fn submitted<'a>(data: &'a Demonstration, region: &'a RegionPlan) -> Play<'a> {
    let year = data.year;
    let committee = region.rules.for_year(year).unwrap().committee;
    let mut play = Play { region, year, committee, records: MemoryRecords::default(), waits: 0 };
    play.must(&Command::AdoptRules(Box::new(region.rules.clone())));
    let rate = Rate {
        year,
        version: 1,
        cents_per_patient: data.rate,
        source: RATE_SOURCE.to_owned(),
        published_on: year.first_day(),
        correction: None,
    };
    play.must(&Command::AcceptRate(rate));
    let list = AreaList {
        year,
        version: 1,
        source: data.area_list_source.clone(),
        published_on: year.first_day(),
        correction: None,
        areas: region.areas.clone(),
    };
    play.must(&Command::AcceptAreaList(list));
    for insurer in &data.insurers {
        let (uzovi, name) = (insurer.uzovi.clone(), insurer.name.to_owned());
        let key = InsurerKey::new("0".repeat(64)).unwrap();
        play.must(&Command::ListInsurer(ListedInsurer { uzovi, name, key }));
    }
    for quarter in Quarter::ALL {
        play.must(&Command::ImportInsured(counts(region, year, quarter)));
    }
    let source = OVERVIEW_SOURCE.to_owned();
    let (reference_date, rows) = (year.first_day(), overview(region));
    let overviews = Overviews { year, source, reference_date, quarter: None, correction: None, rows };
    play.must(&Command::ImportOverviews(overviews));
    for plan in &region.projects {
        play.must(&Command::Submit(Box::new(plan.form.clone())));
    }
    play
}

#[test]
fn the_rules_keep_out_what_is_meant_and_nothing_else() {
    for data in [data(SEED), data(2)] {
        check_exclusions(&data);
    }
}

/// That each application meets the rule that it is meant to meet, or none.
pub(super) fn check_exclusions(data: &Demonstration) {
    for region in &data.regions {
        let play = submitted(data, region);
        let applications = project::applications(&play.records, data.year).unwrap();
        assert_eq!(applications.len(), region.projects.len());
        for (application, plan) in applications.iter().zip(&region.projects) {
            let meant = if let Course::KeptOut { by } = plan.course { Some(by) } else { None };
            let found = match &application.stage {
                Stage::Excluded { exclusion } => Some(exclusion.code()),
                _ => None,
            };
            assert_eq!(found, meant, "{} {}", region.id, application.id);
        }
    }
}

/// What somebody does on a day.
enum Step {
    ZnPays(usize),
    Withdraw,
    Decide(Decided),
    Evaluate { actual_cost: Cents },
    Judge(Verdict),
    Reject { percent_of_paid: u32 },
}

enum Decided {
    Grant { percent: u32 },
    Refuse,
    Defer,
}

/// The steps of a plan with their days.
fn steps(course: &Course) -> Vec<(Date, Step)> {
    let (on, percent, evaluation) = match course {
        Course::KeptOut { .. } => return Vec::new(),
        Course::Withdraw { on } => return vec![(*on, Step::Withdraw)],
        Course::Refuse { on, .. } => return vec![(*on, Step::Decide(Decided::Refuse))],
        Course::Defer { on, .. } => return vec![(*on, Step::Decide(Decided::Defer))],
        Course::Grant { on, percent_of_request, evaluation, .. } => (*on, *percent_of_request, evaluation),
    };
    let mut steps = vec![(on, Step::Decide(Decided::Grant { percent }))];
    let comes_in = |on: &Date, actual_cost: &Cents| (*on, Step::Evaluate { actual_cost: *actual_cost });
    match evaluation {
        EvaluationPlan::NotYet => {}
        EvaluationPlan::Waiting { received_on, actual_cost } => {
            steps.push(comes_in(received_on, actual_cost))
        }
        EvaluationPlan::Approve { received_on, on, actual_cost } => {
            steps.extend([comes_in(received_on, actual_cost), (*on, Step::Judge(Verdict::Approve))]);
        }
        EvaluationPlan::ReturnThenApprove {
            received_on,
            returned_on,
            received_again_on,
            on,
            actual_cost,
        } => {
            steps.extend([comes_in(received_on, actual_cost), (*returned_on, Step::Judge(Verdict::Return))]);
            steps.extend([comes_in(received_again_on, actual_cost), (*on, Step::Judge(Verdict::Approve))]);
        }
        EvaluationPlan::Reject { received_on, on, actual_cost, reclaim_percent_of_paid } => {
            let reject = Step::Reject { percent_of_paid: *reclaim_percent_of_paid };
            steps.extend([comes_in(received_on, actual_cost), (*on, reject)]);
        }
    }
    steps
}

impl Play<'_> {
    fn carry_out(&mut self, id: ApplicationId, on: Date, step: &Step) {
        let application = project::application(&self.records, id).unwrap().unwrap();
        match step {
            Step::ZnPays(number) => {
                self.must(&Command::RecordZnPayment(self.region.zn_payments[*number].clone()))
            }
            Step::Withdraw => self.must(&Command::Withdraw { application: id, on }),
            Step::Decide(decided) => {
                let outcome = self.outcome(&application.form.requested, decided);
                self.decide(id, on, outcome);
            }
            // refused for want of money in its pot: nothing to evaluate
            _ if !application.stage.is_grant() => {}
            Step::Evaluate { actual_cost } => {
                let (account, goal_met) = ("verslag".to_owned(), true);
                let form = EvaluationForm {
                    application: id,
                    received_on: on,
                    goal_met,
                    actual_cost: *actual_cost,
                    account,
                    particulars: None,
                };
                self.must(&Command::HandInEvaluation(form));
            }
            Step::Judge(verdict) => {
                self.must(&Command::JudgeEvaluation { application: id, on, verdict: verdict.clone() });
            }
            Step::Reject { percent_of_paid } => {
                let paid = project::evaluation::paid(&application).unwrap();
                let (reclaim, _) = paid.share(u64::from(*percent_of_paid), 100).unwrap();
                self.must(&Command::JudgeEvaluation {
                    application: id,
                    on,
                    verdict: Verdict::Reject { reclaim },
                });
            }
        }
    }

    /// What is asked, as far as the pots go.
    fn outcome(&self, requested: &[Draw], decided: &Decided) -> Outcome {
        let percent = match decided {
            Decided::Refuse => return Outcome::Refuse,
            Decided::Defer => return Outcome::Defer,
            Decided::Grant { percent } => u64::from(*percent),
        };
        let draws = requested.iter().map(|draw| {
            let free = pot::free(&self.records, self.year, &draw.pot).unwrap();
            Draw { pot: draw.pot.clone(), cents: draw.cents.share(percent, 100).unwrap().0.min(free) }
        });
        let draws: Vec<_> = draws.filter(|draw| draw.cents.is_positive()).collect();
        if draws.is_empty() { Outcome::Refuse } else { Outcome::Grant(draws) }
    }

    fn decide(&mut self, application: ApplicationId, on: Date, outcome: Outcome) {
        let Committee { quorum_gps, quorum_insurers, quorum } = self.committee;
        let others = quorum.saturating_sub(quorum_gps + quorum_insurers);
        let decision = Decision {
            application,
            on,
            gps: quorum_gps,
            insurers: quorum_insurers,
            others,
            votes_for: quorum,
            votes_against: 0,
            outcome,
            reason: "reden".to_owned(),
        };
        self.must(&Command::Decide(decision));
    }

    /// Pays what is due; what the bank cannot bear waits.
    fn pay(&mut self, on: Date) {
        for application in project::applications(&self.records, self.year).unwrap() {
            for (number, instalment) in (1..).zip(&application.instalments) {
                if !matches!(instalment.payment, Payment::Planned { due } if due <= on) {
                    continue;
                }
                let paid = Paid { application: application.id, number, on, reference: "opdracht".to_owned() };
                match self.try_to(&Command::Pay(paid)) {
                    Ok(()) => {}
                    Err(Refusal::Payment(PaymentRefusal::BankTooLow(_))) => self.waits += 1,
                    Err(refusal) => panic!("{}: {refusal}", self.region.id),
                }
            }
        }
    }
}

#[test]
fn every_plan_can_be_carried_out_with_the_money_there_is() {
    let data = data(SEED);
    for region in &data.regions {
        let mut play = submitted(&data, region);
        let mut by_day: BTreeMap<Date, Vec<(ApplicationId, Step)>> = BTreeMap::new();
        for (number, payment) in region.zn_payments.iter().enumerate() {
            let nobody = ApplicationId { year: data.year, number: 1 };
            by_day.entry(payment.on).or_default().push((nobody, Step::ZnPays(number)));
        }
        for (number, plan) in (1..).zip(&region.projects) {
            for (on, step) in steps(&plan.course) {
                by_day.entry(on).or_default().push((ApplicationId { year: data.year, number }, step));
            }
        }
        let mut month = None;
        for (on, steps) in &by_day {
            for (id, step) in steps {
                play.carry_out(*id, *on, step);
            }
            // those who are paid by quarter are due on its first day, on which ZN pays too
            if month.replace(on.month()) != Some(on.month()) {
                play.pay(*on);
            }
        }
        play.pay(jiff::civil::date(2019, 6, 30));
        let balances = ledger::balances(&play.records, data.year).unwrap();
        assert_eq!(Cents::sum(balances.values().copied()).unwrap(), Cents::ZERO);
        assert!(!balances.contains_key(&Account::Shortfall), "{}", region.id);
        for application in project::applications(&play.records, data.year).unwrap() {
            let is_due = |payment: &Payment| matches!(payment, Payment::Planned { .. });
            let due = application.instalments.iter().filter(|instalment| is_due(&instalment.payment)).count();
            assert_eq!(due, 0, "{} {} is not paid", region.id, application.id);
            assert!(application.stage != Stage::Submitted, "{} {} waits", region.id, application.id);
        }
        assert_eq!(play.waits, 0, "{}: payments waited for the bank", region.id);
    }
}
