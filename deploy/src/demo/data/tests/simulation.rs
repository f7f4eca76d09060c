//! Plays every region in memory: by its own rules, in order of day, with what its pots really have.

use super::*;
use std::collections::BTreeMap;
use wijkfonds_domain::area::AreaList;
use wijkfonds_domain::books;
use wijkfonds_domain::committee as meeting;
use wijkfonds_domain::count::SettledCounts;
use wijkfonds_domain::count::enrolled::Overviews;
use wijkfonds_domain::count::insured::InsuredCounts;
use wijkfonds_domain::fund::{self, Command, Refusal, Stop};
use wijkfonds_domain::history::Occasion;
use wijkfonds_domain::intake;
use wijkfonds_domain::invoice;
use wijkfonds_domain::ledger::{self, Account};
use wijkfonds_domain::pot::{self, PotId};
use wijkfonds_domain::project::instalment::{Paid, PaymentRefusal};
use wijkfonds_domain::project::{
    self, ApplicationId, Draw, EvaluationForm, Outcome, Payment, Stage, Verdict,
};
use wijkfonds_domain::project::{CostLine, Criterion, Particulars};
use wijkfonds_domain::rate::Rate;
use wijkfonds_domain::records::MemoryRecords;
use wijkfonds_domain::rules::{Allocation, Decides, Way, YearRules};
use wijkfonds_domain::settlement::ListedInsurer;
use wijkfonds_domain::terms::{Date, InsurerKey, Quarter};

const AT: Occasion<'static> = Occasion { at: "2018-01-01T00:00:00Z", actor: "clerk" };

/// A region with its records.
struct Play<'a> {
    region: &'a RegionPlan,
    year: Year,
    rules: YearRules,
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
    let rules = region.rules.for_year(year).unwrap();
    let mut play = Play { region, year, rules, records: MemoryRecords::default(), waits: 0 };
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
    if let Some(running) = &region.running {
        play.must(&Command::Books(books::Command::TakeOpening(Box::new(running.opening.clone()))));
        play.evaluate_earlier(running);
    }
    for quarter in Quarter::ALL {
        play.must(&Command::ImportInsured(counts(region, year, quarter)));
    }
    // first as on 1 January, when most plans are made, and in the end as in the whole year
    let mut projects = region.projects.iter();
    for OverviewPlan { quarter, on, csv } in &region.overviews {
        let (source, rows) = (OVERVIEW_SOURCE.to_owned(), rows(csv));
        let (quarter, reference_date) = (*quarter, *on);
        let overviews = Overviews { year, source, reference_date, quarter, correction: None, rows };
        play.must(&Command::ImportOverviews(overviews));
        if reference_date == year.first_day() {
            play.prepare_practices();
        }
        let next = region.overviews.iter().map(|plan| plan.on).find(|next| next > on);
        while let Some(plan) = projects.as_slice().first()
            && next.is_none_or(|next| plan.form.received_on < next)
        {
            play.must(&Command::Submit(Box::new(plan.form.clone())));
            projects.next();
        }
    }
    play
}

impl Play<'_> {
    /// Of what the fund brought along, the second project is evaluated before its day has passed.
    fn evaluate_earlier(&mut self, running: &RunningPlan) {
        let application = ApplicationId { year: Year::new(u32::from(self.year) - 1).unwrap(), number: 2 };
        let (received_on, on) = running.evaluated;
        assert!(on <= running.blocked_after);
        let (account, goal_met, particulars) = ("verslag".to_owned(), true, None);
        let actual_cost = running.opening.projects[1].form.cost().unwrap();
        let form = EvaluationForm { application, received_on, goal_met, actual_cost, account, particulars };
        self.must(&Command::HandInEvaluation(form));
        self.must(&Command::JudgeEvaluation { application, on, verdict: Verdict::Approve });
    }

    /// The lists of GPs, the board's admissions, and the members of the committee.
    fn prepare_practices(&mut self) {
        let on = self.year.first_day();
        for lists in &self.region.gp_lists {
            self.must(&Command::Intake(intake::Command::CountGps(lists.clone())));
        }
        for practice in &self.region.admitted {
            let (practice, reason) = (practice.clone(), ADMITTED_BECAUSE.to_owned());
            let admitted = intake::Admitted { year: self.year, practice, on, reason };
            self.must(&Command::Intake(intake::Command::AdmitPractice(admitted)));
        }
        for MemberPlan { name, seat, practice } in &self.region.members {
            let (name, practice) = (name.clone(), practice.clone());
            let appoint = meeting::Command::Appoint { name, seat: *seat, practice, from: on };
            self.must(&Command::Committee(appoint));
        }
    }
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
    MeetCondition,
    Invoice(usize),
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
fn steps(place: usize, course: &Course) -> Vec<(Date, Step)> {
    let (on, percent, evaluation) = match course {
        Course::KeptOut { .. } => return Vec::new(),
        Course::Withdraw { on } => return vec![(*on, Step::Withdraw)],
        Course::Refuse { on, .. } => return vec![(*on, Step::Decide(Decided::Refuse))],
        Course::Defer { on, .. } => return vec![(*on, Step::Decide(Decided::Defer))],
        Course::Grant { on, percent_of_request, evaluation, .. } => (*on, *percent_of_request, evaluation),
    };
    let mut steps = vec![(on, Step::Decide(Decided::Grant { percent }))];
    if !committee::conditions(place, on).is_empty() {
        steps.push((committee::met_on(on), Step::MeetCondition));
    }
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
                let outcome = self.outcome(id, &application.form.requested, decided);
                self.decide(id, on, outcome);
            }
            // refused for want of money in its pot: nothing to evaluate
            _ if !application.stage.is_grant() => {}
            Step::Invoice(number) => self.invoice(id, on, *number),
            Step::MeetCondition => {
                let command = meeting::Command::MeetCondition { application: id, condition: 1, on };
                self.must(&Command::Committee(command));
            }
            Step::Evaluate { actual_cost } => {
                let (account, goal_met) = ("verslag".to_owned(), true);
                let line = CostLine { what: "alles".into(), cents: *actual_cost, document: "kopie".into() };
                let copies = self.rules.payment_basis.asks_copies();
                let particulars =
                    copies.then(|| Particulars { cost_lines: vec![line], ..Particulars::default() });
                let form = EvaluationForm {
                    application: id,
                    received_on: on,
                    goal_met,
                    actual_cost: *actual_cost,
                    account,
                    particulars,
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

    /// An invoice that comes in and is approved, as long as the grant goes.
    fn invoice(&mut self, id: ApplicationId, on: Date, number: usize) {
        let plan = &self.region.projects[usize::try_from(id.number).unwrap() - 1];
        let Course::Grant { on: granted_on, .. } = &plan.course else { panic!("no grant, no invoice") };
        let plans = invoices::of(&self.rules, plan, self.year, *granted_on).unwrap();
        let form = invoice::InvoiceForm {
            application: id,
            received_on: on,
            dated: plans[number].dated,
            paid_on: plans[number].paid_on,
            cents: plans[number].cents,
            document: plans[number].document.clone(),
            chamber_number: Some(plans[number].chamber_number.clone()),
        };
        match self.try_to(&Command::Invoices(Box::new(invoice::Command::HandIn(form)))) {
            Err(Refusal::Invoices(invoice::Refusal::NothingLeft { .. })) => return,
            handed_in => handed_in.unwrap(),
        }
        let number = invoice::invoices(&self.records, id).unwrap().last().unwrap().number;
        let by = "treasurer".to_owned();
        let approve = invoice::Command::Approve { application: id, number, on, by };
        self.must(&Command::Invoices(Box::new(approve)));
    }

    /// What is asked, as far as the pots go, and as far as the fund's way to share them out goes where it binds.
    fn outcome(&mut self, id: ApplicationId, requested: &[Draw], decided: &Decided) -> Outcome {
        let percent = match decided {
            Decided::Refuse => return Outcome::Refuse,
            Decided::Defer => return Outcome::Defer,
            Decided::Grant { percent } => u64::from(*percent),
        };
        let mut draws = Vec::new();
        for draw in requested {
            let free = pot::free(&self.records, self.year, &draw.pot).unwrap().min(self.share(id, &draw.pot));
            let cents = draw.cents.share(percent, 100).unwrap().0.min(free);
            draws.extend(cents.is_positive().then(|| Draw { pot: draw.pot.clone(), cents }));
        }
        if draws.is_empty() { Outcome::Refuse } else { Outcome::Grant(draws) }
    }

    /// What the fund's way gives an application of a pot; what the pot has where it does not bind.
    fn share(&mut self, id: ApplicationId, pot: &PotId) -> Cents {
        let Allocation { way, binding } = self.rules.application.allocation;
        if !binding {
            return Cents::new(i64::MAX);
        }
        let given = |play: &Self, way| {
            let shares = intake::preview(&play.records, play.year, play.year, pot).unwrap();
            shares.into_iter().find(|shares| shares.way == way).unwrap()
        };
        let agreed = given(self, way);
        if !agreed.unsigned.is_empty() {
            // they agree on what the proportion gives, and all sign
            let (year, pot) = (self.year, pot.clone());
            let shares = given(self, Way::Proportion).given.into_iter().collect();
            let record = intake::Command::RecordAgreement { year, pot: pot.clone(), shares };
            self.must(&Command::Intake(record));
            for practice in agreed.unsigned {
                let sign = intake::Command::SignAgreement { year, pot: pot.clone(), practice };
                self.must(&Command::Intake(sign));
            }
        }
        given(self, way).given.get(&id).copied().unwrap_or_default()
    }

    /// A meeting about one application, and the board's word where it has the last.
    fn decide(&mut self, id: ApplicationId, on: Date, outcome: Outcome) {
        let place = usize::try_from(id.number).unwrap() - 1;
        let rules = self.rules.composition.clone().unwrap();
        let members = &self.region.members;
        let present = (1..).zip(members).map(|(number, _)| number).collect();
        let chair = committee::chair(&rules, members);
        let hold = meeting::Command::Hold { on, present, chair, agenda: vec![id] };
        self.must(&Command::Committee(hold));
        let number = meeting::meetings(&self.records).unwrap().last().unwrap().number;
        let form = &self.region.projects[place].form;
        let committee::Ballot { interests, votes } = committee::ballot(&rules, members, form, place);
        let is_grant = matches!(outcome, Outcome::Grant(_));
        let resolution = meeting::Resolution {
            conditions: if is_grant { committee::conditions(place, on) } else { Vec::new() },
            unmet: (outcome == Outcome::Refuse).then_some(Criterion::Workload),
            outcome,
            reason: "reden".to_owned(),
        };
        let vote = meeting::Command::Vote {
            meeting: number,
            application: id,
            interests,
            votes,
            resolution: resolution.clone(),
        };
        self.must(&Command::Committee(vote));
        if rules.decides == Decides::Board {
            let ruling = meeting::Ruling { application: id, on, resolution };
            self.must(&Command::Committee(meeting::Command::Rule(ruling)));
        }
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
                    // paid when the condition is met
                    Err(Refusal::Committee(meeting::Refusal::ConditionOpen { .. })) => {}
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
            if let Course::Grant { on, .. } = &plan.course {
                let invoices = invoices::of(&play.rules, plan, data.year, *on).unwrap();
                for (place, invoice) in invoices.iter().enumerate() {
                    let id = ApplicationId { year: data.year, number };
                    by_day.entry(invoice.on).or_default().push((id, Step::Invoice(place)));
                }
            }
            for (on, step) in steps(number as usize - 1, &plan.course) {
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
