//! Plays a region's staff: board, clerk, committee and treasurer, each with a certificate of their own.

mod agenda;
mod calls;

use super::bureau::desk;
use super::data::{Course, EvaluationPlan, INSURED_SOURCE, InsurerPlan, OVERVIEW_SOURCE, RegionPlan};
use super::folder::Folder;
use super::processes::Served;
use super::summary::RegionFigures;
use super::year::StepError;
use agenda::{Agenda, Task};
use calls::Calls;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use wijkfonds_domain::rules::Committee;
use wijkfonds_domain::terms::{Cents, Date, InsurerKey, Quarter, RegionId, Uzovi, Year};
use wijkfonds_proto::access::Role;
use wijkfonds_proto::identity::Office;
use wijkfonds_proto::region::{Application, Draw};

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
        let committee = plan.rules.for_year(self.year).map(|rules| rules.committee).ok();
        let mut work = Work { desk: self, plan, committee, numbers: BTreeMap::new() };
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
    committee: Option<Committee>,
    /// The numbers that the applications got, by their place in the plan.
    numbers: BTreeMap<usize, String>,
}

impl Work<'_> {
    async fn task(&mut self, day: Date, task: Task, agenda: &mut Agenda) -> Result<(), StepError> {
        let (calls, year) = (&mut self.desk.calls, self.desk.year);
        match task {
            Task::ImportOverviews => {
                calls.import_overviews(year, &self.plan.overview_csv, OVERVIEW_SOURCE).await
            }
            Task::ImportInsured(quarter) => {
                let csv = &self.plan.insured_csv[usize::from(quarter.get()) - 1];
                calls.import_insured(year, quarter, csv, INSURED_SOURCE).await
            }
            Task::ZnPays(place) => calls.record_zn_payment(&self.plan.zn_payments[place]).await,
            Task::Submit(place) => self.submit(place, agenda).await,
            Task::Withdraw(place) => self.withdraw(place, day).await,
            Task::Decide(place) => self.decide(place, day, agenda).await,
            Task::Pay(place, number) => self.pay(place, number, day, agenda).await,
            Task::HandIn(place, time) => self.hand_in(place, time, day).await,
            Task::Judge(place, time) => self.judge(place, time, day, agenda).await,
            Task::Close => calls.close(year, day).await,
            Task::Release => calls.release(year).await,
        }
    }

    async fn submit(&mut self, place: usize, agenda: &mut Agenda) -> Result<(), StepError> {
        let project = &self.plan.projects[place];
        let request_id = format!("submit-{place}");
        let answer = self.desk.calls.submit(&request_id, &project.form).await?;
        let expected = match &project.course {
            Course::KeptOut { by } => *by,
            _ => "",
        };
        let found = answer.exclusion.map(|exclusion| exclusion.rule).unwrap_or_default();
        if found != expected {
            return Err(StepError::OtherRule { expected: named(expected), found: named(&found) });
        }
        self.numbers.insert(place, answer.id);
        match &project.course {
            Course::KeptOut { .. } => {}
            Course::Withdraw { on } => agenda.add(*on, Task::Withdraw(place)),
            Course::Refuse { on, .. } | Course::Defer { on, .. } | Course::Grant { on, .. } => {
                agenda.add(*on, Task::Decide(place));
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

    async fn decide(&mut self, place: usize, day: Date, agenda: &mut Agenda) -> Result<(), StepError> {
        let mut application = self.application(place).await?;
        if application.stage == "submitted" {
            let (outcome, reason) = self.outcome(place, &application).await?;
            let (id, committee) = (&application.id, self.committee.as_ref());
            self.desk.calls.decide(id, day, committee, outcome, &reason).await?;
            application = self.application(place).await?;
        }
        for instalment in application.instalments.iter().filter(|instalment| instalment.state == "planned") {
            let due = instalment.on.parse().unwrap_or(day);
            agenda.add(agenda::payment_day(due), Task::Pay(place, instalment.number));
        }
        if let Course::Grant { evaluation, .. } = &self.plan.projects[place].course
            && !application.instalments.is_empty()
        {
            agenda.add_evaluation(place, evaluation);
        }
        Ok(())
    }

    /// What the committee decides: what it means to do, as far as the pots go.
    async fn outcome(
        &mut self,
        place: usize,
        application: &Application,
    ) -> Result<(calls::Outcome, String), StepError> {
        let (percent, reason) = match &self.plan.projects[place].course {
            Course::Grant { percent_of_request, reason, .. } => (*percent_of_request, (*reason).to_owned()),
            Course::Defer { reason, .. } => return Ok((calls::Outcome::Defer, (*reason).to_owned())),
            Course::Refuse { reason, .. } => return Ok((calls::Outcome::Refuse, (*reason).to_owned())),
            Course::KeptOut { .. } | Course::Withdraw { .. } => {
                return Ok((calls::Outcome::Refuse, "niet bedoeld om te worden besloten".to_owned()));
            }
        };
        let free = self.desk.calls.free(self.desk.year).await?;
        let asked = application.form.iter().flat_map(|form| &form.requested);
        let mut draws = Vec::new();
        for draw in asked {
            let (wanted, _) =
                Cents::new(draw.cents).share(u64::from(percent), 100).map_err(|_| StepError::DoesNotFit)?;
            let cents = wanted.get().min(free.get(&draw.pot).copied().unwrap_or(0));
            if cents > 0 {
                draws.push(Draw { pot: draw.pot.clone(), cents });
            }
        }
        if draws.is_empty() {
            return Ok((calls::Outcome::Refuse, "De pot is leeg.".to_owned()));
        }
        Ok((calls::Outcome::Grant(draws), reason))
    }

    async fn pay(
        &mut self,
        place: usize,
        number: u32,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let id = self.number(place);
        let paid = self.desk.calls.pay(&id, number, day).await?;
        if !paid && day < last_look(self.desk.year) {
            // the bank account is too low: the next payment day is a month later
            agenda.add(agenda::next_payment_day(day), Task::Pay(place, number));
        }
        Ok(())
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
        self.desk.calls.hand_in(&id, time, day, goal_met, actual_cost).await
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
