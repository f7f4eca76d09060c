//! What has to be done on which day. The order within a day is that in which it was put on the agenda.

use super::reference_date;
use crate::demo::data::{EvaluationPlan, RegionPlan};
use std::collections::BTreeMap;
use std::collections::VecDeque;
use wijkfonds_domain::terms::{Date, Quarter, Year};

/// Something to do. Applications are named by their place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The treasurer books what the fund brings along.
    TakeOpening,
    /// The clerk takes in practices' overviews; by their place in the plan.
    ImportOverviews(usize),
    /// Lists of GPs come in, the board admits practices and appoints the committee.
    Prepare,
    /// The clerk takes in a quarter's insured.
    ImportInsured(Quarter),
    /// ZN pays; by its place in the plan.
    ZnPays(usize),
    /// A practice hands in an application that is not complete.
    Begin(usize),
    /// A practice applies.
    Submit(usize),
    /// An applicant withdraws.
    Withdraw(usize),
    /// The committee decides.
    Decide(usize),
    /// The condition of a grant is met.
    MeetCondition(usize),
    /// A paid invoice comes in, for the first or second time, and the treasurer approves it.
    Invoice(usize, usize),
    /// The treasurer pays an instalment, or orders all that are due.
    Pay(usize, u32),
    /// A practice declares a product; by its place in the plan.
    Declare(usize),
    /// The treasurer pays a declaration; by its number.
    PayDeclaration(u32),
    /// The treasurer pays what it costs to run the fund.
    PayAdministration,
    /// The evaluation of a project of the year before comes in.
    HandInEarlier,
    /// The committee approves it, and the treasurer pays what it held.
    JudgeEarlier,
    /// An evaluation comes in, for the first or second time.
    HandIn(usize, u32),
    /// The committee judges it.
    Judge(usize, u32),
    /// The board closes the year and adopts its report.
    Close,
    /// The board releases the figures.
    Release,
}

impl Task {
    /// What it is, for a message.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::TakeOpening => "booking what the fund brings along",
            Self::ImportOverviews(_) => "taking in the overviews",
            Self::Prepare => "preparing the committee and the practices",
            Self::ImportInsured(_) => "taking in the insured",
            Self::ZnPays(_) => "booking ZN's payment",
            Self::Begin(_) => "taking in an incomplete application",
            Self::Submit(_) => "taking in an application",
            Self::Withdraw(_) => "withdrawing an application",
            Self::Decide(_) => "deciding on an application",
            Self::MeetCondition(_) => "noting that a condition is met",
            Self::Invoice(..) => "taking in an invoice",
            Self::Pay(..) => "paying an instalment",
            Self::Declare(_) => "taking in a declaration",
            Self::PayDeclaration(_) => "paying a declaration",
            Self::PayAdministration => "paying the administration",
            Self::HandInEarlier => "taking in an evaluation of the year before",
            Self::JudgeEarlier => "judging an evaluation of the year before",
            Self::HandIn(..) => "taking in an evaluation",
            Self::Judge(..) => "judging an evaluation",
            Self::Close => "closing the year",
            Self::Release => "releasing the figures",
        }
    }
}

/// The tasks that are left, by day.
pub(super) struct Agenda(BTreeMap<Date, VecDeque<Task>>);

impl Agenda {
    /// What is known at the beginning.
    pub(super) fn of(plan: &RegionPlan, year: Year) -> Self {
        let mut agenda = Self(BTreeMap::new());
        // an application may come in in the autumn before, and its practice must be known by then
        let first = plan.projects.iter().map(|project| project.form.received_on).min();
        let start = first.unwrap_or(year.first_day()).min(year.first_day());
        if let Some(running) = &plan.running {
            agenda.add(start, Task::TakeOpening);
            let (comes_in, judged) = running.evaluated;
            agenda.add(comes_in, Task::HandInEarlier);
            agenda.add(judged, Task::JudgeEarlier);
        }
        for (place, overviews) in plan.overviews.iter().enumerate() {
            let day = if place == 0 { start } else { overviews.on };
            agenda.add(day, Task::ImportOverviews(place));
        }
        agenda.add(start, Task::Prepare);
        for quarter in Quarter::ALL {
            agenda.add(reference_date(year, quarter), Task::ImportInsured(quarter));
        }
        for (place, payment) in plan.zn_payments.iter().enumerate() {
            agenda.add(payment.on, Task::ZnPays(place));
        }
        for (place, project) in plan.projects.iter().enumerate() {
            if let Some(day) = project.incomplete_on {
                agenda.add(day, Task::Begin(place));
            }
            agenda.add(project.form.received_on, Task::Submit(place));
        }
        for (place, declaration) in plan.declarations.iter().enumerate() {
            agenda.add(declaration.on, Task::Declare(place));
        }
        if let Some(cost) = &plan.administration {
            agenda.add(cost.on, Task::PayAdministration);
        }
        let next = year.next().first_day().year();
        agenda.add(jiff::civil::date(next, 1, 31), Task::Close);
        agenda.add(jiff::civil::date(next, 6, 30), Task::Release);
        agenda
    }

    pub(super) fn add(&mut self, day: Date, task: Task) {
        self.0.entry(day).or_default().push_back(task);
    }

    pub(super) fn add_evaluation(&mut self, place: usize, plan: &EvaluationPlan) {
        match plan {
            EvaluationPlan::NotYet => {}
            EvaluationPlan::Waiting { received_on, .. } => self.add(*received_on, Task::HandIn(place, 1)),
            EvaluationPlan::Approve { received_on, on, .. }
            | EvaluationPlan::Reject { received_on, on, .. } => {
                self.add(*received_on, Task::HandIn(place, 1));
                self.add(*on, Task::Judge(place, 1));
            }
            EvaluationPlan::ReturnThenApprove { received_on, returned_on, received_again_on, on, .. } => {
                self.add(*received_on, Task::HandIn(place, 1));
                self.add(*returned_on, Task::Judge(place, 1));
                self.add(*received_again_on, Task::HandIn(place, 2));
                self.add(*on, Task::Judge(place, 2));
            }
        }
    }

    /// The applications that are left to decide on on a day.
    pub(super) fn to_decide(&self, day: Date) -> Vec<usize> {
        let tasks = self.0.get(&day).into_iter().flatten();
        tasks.filter_map(|task| if let Task::Decide(place) = task { Some(*place) } else { None }).collect()
    }

    /// Takes all payments of a day off the agenda: one order pays them.
    pub(super) fn drop_payments(&mut self, day: Date) {
        if let Some(tasks) = self.0.get_mut(&day) {
            tasks.retain(|task| !matches!(task, Task::Pay(..)));
        }
    }

    /// The next task and its day.
    pub(super) fn next(&mut self) -> Option<(Date, Task)> {
        loop {
            let mut first = self.0.first_entry()?;
            let day = *first.key();
            if let Some(task) = first.get_mut().pop_front() {
                return Some((day, task));
            }
            first.remove();
        }
    }
}

/// The treasurer pays on the first of the month: the first such day that is not before what is due.
pub(super) fn payment_day(due: Date) -> Date {
    if due.day() == 1 { due } else { next_payment_day(due) }
}

/// The first of the next month.
pub(super) fn next_payment_day(day: Date) -> Date {
    // the last day of a month has a successor in every year that a fund has
    day.last_of_month().tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_treasurer_pays_on_the_first_of_the_month() {
        let cases = [
            (date(2018, 7, 1), date(2018, 7, 1)),
            (date(2018, 5, 31), date(2018, 6, 1)),
            (date(2018, 12, 2), date(2019, 1, 1)),
        ];
        for (due, expected) in cases {
            assert_eq!(payment_day(due), expected);
        }
    }

    #[test]
    fn tasks_come_by_day_and_then_in_the_order_in_which_they_were_added() {
        let mut agenda = Agenda(BTreeMap::new());
        agenda.add(date(2018, 2, 1), Task::Submit(1));
        agenda.add(date(2018, 1, 1), Task::Submit(2));
        agenda.add(date(2018, 2, 1), Task::Submit(3));
        let tasks: Vec<_> = std::iter::from_fn(|| agenda.next()).map(|(_, task)| task).collect();
        assert_eq!(tasks, [Task::Submit(2), Task::Submit(1), Task::Submit(3)]);
    }
}
