//! Plays a region's staff: board, clerk, committee and treasurer, each with a certificate of their own.

mod agenda;
mod bank;
mod calls;
mod decisions;
mod payments;

use super::bureau::desk;
use super::data::invoices::InvoicePlan;
use super::data::{
    ADMITTED_BECAUSE, Course, EvaluationPlan, INSURED_SOURCE, InsurerPlan, OVERVIEW_SOURCE, RegionPlan,
};
use super::folder::Folder;
use super::processes::Served;
use super::summary::RegionFigures;
use super::year::StepError;
use agenda::{Agenda, Task};
use calls::Calls;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use wijkfonds_domain::rules::YearRules;
use wijkfonds_domain::terms::{Cents, Date, InsurerKey, Quarter, RegionId, Uzovi, Year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::identity::Office;
use wijkfonds_proto::region::Application;

/// The day on which the demonstration looks back: everything planned has happened.
fn last_look(year: Year) -> Date {
    jiff::civil::date(year.next().first_day().year(), 6, 30)
}

/// A region's staff at their desks.
pub(super) struct RegionDesk {
    region: RegionId,
    year: Year,
    calls: Calls,
    keys: BTreeMap<Uzovi, InsurerKey>,
}

impl RegionDesk {
    pub(super) fn open(
        folder: &Folder,
        node: &Served,
        region: &RegionId,
        year: Year,
    ) -> Result<Self, StepError> {
        let office = Office::Region(region.clone());
        let channel = |role| desk(folder, node, &office, role);
        let calls = Calls::new(
            channel(Role::Board)?,
            channel(Role::Clerk)?,
            channel(Role::Committee)?,
            channel(Role::Treasurer)?,
        );
        let keys = folder.insurer_keys()?;
        Ok(Self { region: region.clone(), year, calls, keys })
    }

    /// The board adopts the rules and lists the insurers.
    pub(super) async fn prepare(
        &mut self,
        plan: &RegionPlan,
        insurers: &[InsurerPlan],
    ) -> Result<(), StepError> {
        let prepared = async {
            self.calls.adopt_rules(plan.rules_toml).await?;
            for insurer in insurers {
                let Some(key) = self.keys.get(&insurer.uzovi) else { continue };
                self.calls.list_insurer(&insurer.uzovi, insurer.name, key).await?;
            }
            Ok(())
        };
        prepared.await.map_err(|cause| self.at("adopting rules", cause))
    }

    /// Goes through the year, one task after the other, in the order of their days.
    pub(super) async fn year(&mut self, plan: &RegionPlan, steps: &AtomicU64) -> Result<(), StepError> {
        let mut agenda = Agenda::of(plan, self.year);
        let rules =
            plan.rules.for_year(self.year).map_err(|problem| StepError::Rules(problem.to_string()))?;
        let mut work = Work {
            desk: self,
            plan,
            rules,
            numbers: BTreeMap::new(),
            drafts: BTreeMap::new(),
            earlier: Vec::new(),
            members: Vec::new(),
            meetings: BTreeMap::new(),
            on_condition: BTreeSet::new(),
            invoices: BTreeMap::new(),
            accounts: BTreeSet::new(),
        };
        while let Some((day, task)) = agenda.next() {
            let step = task.name();
            let done = work.task(day, task, &mut agenda).await;
            done.map_err(|cause| work.desk.at(&format!("{step} on {day}"), cause))?;
            steps.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    /// What the staff see of the year in the end.
    pub(super) async fn figures(&mut self) -> Result<RegionFigures, StepError> {
        let looked = self.calls.figures(self.year, last_look(self.year)).await;
        looked.map_err(|cause| self.at("looking back", cause))
    }

    fn at(&self, step: &str, cause: StepError) -> StepError {
        StepError::Region { region: self.region.clone(), step: step.to_owned(), cause: Box::new(cause) }
    }
}

/// A region's staff at work on a plan.
struct Work<'a> {
    desk: &'a mut RegionDesk,
    plan: &'a RegionPlan,
    rules: YearRules,
    /// The numbers that the applications got, by their place in the plan.
    numbers: BTreeMap<usize, String>,
    /// Drafts that wait to be completed, by the same.
    drafts: BTreeMap<usize, String>,
    /// The numbers of the projects that the fund brought along.
    earlier: Vec<String>,
    /// The members of the committee, by number.
    members: Vec<u32>,
    /// At which meeting of which day an application is decided on.
    meetings: BTreeMap<(Date, usize), u32>,
    /// Grants of which no instalment is paid until their condition is met.
    on_condition: BTreeSet<String>,
    /// The invoices that are to come, by application and place.
    invoices: BTreeMap<usize, Vec<InvoicePlan>>,
    /// Practices whose account is registered.
    accounts: BTreeSet<String>,
}

impl Work<'_> {
    async fn task(&mut self, day: Date, task: Task, agenda: &mut Agenda) -> Result<(), StepError> {
        let (calls, year) = (&mut self.desk.calls, self.desk.year);
        match task {
            Task::TakeOpening => self.take_opening().await,
            Task::ImportOverviews(place) => {
                calls.import_overviews(year, &self.plan.overviews[place], OVERVIEW_SOURCE).await
            }
            Task::Prepare => self.prepare().await,
            Task::ImportInsured(quarter) => {
                let csv = &self.plan.insured_csv[usize::from(quarter.get()) - 1];
                calls.import_insured(year, quarter, csv, INSURED_SOURCE).await
            }
            Task::ZnPays(place) => calls.record_zn_payment(&self.plan.zn_payments[place]).await,
            Task::Begin(place) => self.begin(place, day).await,
            Task::Submit(place) => self.submit(place, agenda).await,
            Task::Withdraw(place) => self.withdraw(place, day).await,
            Task::Decide(place) => self.decide(place, day, agenda).await,
            Task::MeetCondition(place) => self.meet_condition(place, day, agenda).await,
            Task::Invoice(place, number) => self.invoice(place, number, day, agenda).await,
            Task::Pay(..) if self.plan.pays_by_order => self.pay_by_order(day, agenda).await,
            Task::Pay(place, number) => self.pay(place, number, day, agenda).await,
            Task::Declare(place) => self.declare(place, agenda).await,
            Task::PayDeclaration(id) => calls.pay_declaration(year, id, day).await,
            Task::PayAdministration => self.pay_administration().await,
            Task::HandInEarlier => self.hand_in_earlier(day).await,
            Task::JudgeEarlier => self.judge_earlier(day).await,
            Task::HandIn(place, time) => self.hand_in(place, time, day).await,
            Task::Judge(place, time) => self.judge(place, time, day, agenda).await,
            Task::Close => {
                calls.close(year, day).await?;
                calls.adopt_report(year, day).await
            }
            Task::Release => calls.release(year).await,
        }
    }

    /// The lists of GPs, the board's admissions, and the members of the committee.
    async fn prepare(&mut self) -> Result<(), StepError> {
        let (calls, year) = (&mut self.desk.calls, self.desk.year);
        for lists in &self.plan.gp_lists {
            calls.count_gps(lists).await?;
        }
        for practice in &self.plan.admitted {
            calls.admit(year, practice, year.first_day(), ADMITTED_BECAUSE).await?;
        }
        for (place, member) in self.plan.members.iter().enumerate() {
            self.members.push(calls.appoint(place, member, year.first_day()).await?);
        }
        Ok(())
    }

    async fn begin(&mut self, place: usize, day: Date) -> Result<(), StepError> {
        let form = &self.plan.projects[place].form;
        let draft = self.desk.calls.submit_incomplete(&format!("submit-{place}"), form, day).await?;
        self.drafts.insert(place, draft);
        Ok(())
    }

    async fn submit(&mut self, place: usize, agenda: &mut Agenda) -> Result<(), StepError> {
        let project = &self.plan.projects[place];
        let request_id = format!("submit-{place}");
        let calls = &mut self.desk.calls;
        let (id, exclusion) = match self.drafts.get(&place) {
            Some(draft) => calls.complete(&request_id, draft, &project.form).await?,
            None => calls.submit(&request_id, &project.form).await?,
        };
        let found = exclusion.map(|exclusion| exclusion.rule).unwrap_or_default();
        let expected = match &project.course {
            Course::KeptOut { by } => *by,
            _ => "",
        };
        if found != expected {
            return Err(StepError::OtherRule { expected: named(expected), found: named(&found) });
        }
        self.numbers.insert(place, id.clone());
        match &project.course {
            Course::KeptOut { .. } => {}
            Course::Withdraw { on } => agenda.add(*on, Task::Withdraw(place)),
            Course::Refuse { on, .. } | Course::Defer { on, .. } | Course::Grant { on, .. } => {
                agenda.add(*on, Task::Decide(place));
                // who does not hear at once gets a receipt and the day of the meeting, where the rules say so
                let standard = self.rules.application.answer.standard.contains(&project.form.kind);
                if self.rules.application.answer.receipt_within > 0 && !standard {
                    self.desk.calls.send_receipt(&id, project.form.received_on, *on).await?;
                }
            }
        }
        Ok(())
    }

    async fn withdraw(&mut self, place: usize, day: Date) -> Result<(), StepError> {
        let application = self.application(place).await?;
        if application.stage != "submitted" {
            return Ok(());
        }
        self.desk.calls.withdraw(&application.id, day).await
    }

    async fn hand_in(&mut self, place: usize, time: u32, day: Date) -> Result<(), StepError> {
        let Course::Grant { evaluation, .. } = &self.plan.projects[place].course else { return Ok(()) };
        let actual_cost = match evaluation {
            EvaluationPlan::NotYet => return Ok(()),
            EvaluationPlan::Waiting { actual_cost, .. }
            | EvaluationPlan::Approve { actual_cost, .. }
            | EvaluationPlan::ReturnThenApprove { actual_cost, .. }
            | EvaluationPlan::Reject { actual_cost, .. } => *actual_cost,
        };
        let goal_met = !matches!(evaluation, EvaluationPlan::Reject { .. });
        let id = self.number(place);
        let copies = self.rules.payment_basis.asks_copies();
        self.desk.calls.hand_in(&id, time, day, goal_met, actual_cost, copies).await
    }

    async fn judge(
        &mut self,
        place: usize,
        time: u32,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let Course::Grant { evaluation, .. } = &self.plan.projects[place].course else { return Ok(()) };
        let application = self.application(place).await?;
        let verdict = match evaluation {
            EvaluationPlan::Approve { .. } => calls::Verdict::Approve,
            EvaluationPlan::ReturnThenApprove { .. } if time == 1 => calls::Verdict::Return,
            EvaluationPlan::ReturnThenApprove { .. } => calls::Verdict::Approve,
            EvaluationPlan::Reject { reclaim_percent_of_paid, .. } => {
                let paid = application.instalments.iter().filter(|instalment| instalment.state == "paid");
                let paid = Cents::new(paid.map(|instalment| instalment.cents).sum());
                let share = paid.share(u64::from(*reclaim_percent_of_paid), 100);
                let (reclaim, _) = share.map_err(|_| StepError::DoesNotFit)?;
                calls::Verdict::Reject(reclaim)
            }
            EvaluationPlan::NotYet | EvaluationPlan::Waiting { .. } => return Ok(()),
        };
        let instalments = self.desk.calls.judge(&application.id, time, day, verdict).await?;
        for instalment in instalments.iter().filter(|instalment| instalment.state == "planned") {
            // those that were planned before the verdict have their payment day on the agenda already
            let before = application.instalments.iter().find(|before| before.number == instalment.number);
            if before.is_none_or(|before| before.state != "planned") {
                agenda.add(agenda::payment_day(day), Task::Pay(place, instalment.number));
            }
        }
        Ok(())
    }

    fn number(&self, place: usize) -> String {
        self.numbers.get(&place).cloned().unwrap_or_default()
    }

    async fn application(&mut self, place: usize) -> Result<Application, StepError> {
        let id = self.number(place);
        self.desk.calls.application(&id).await
    }
}

fn named(rule: &str) -> String {
    if rule.is_empty() { "no rule".to_owned() } else { format!("the rule {rule}") }
}

/// The first day of a quarter, on which its insured are counted.
fn reference_date(year: Year, quarter: Quarter) -> Date {
    quarter.first_day(year)
}
