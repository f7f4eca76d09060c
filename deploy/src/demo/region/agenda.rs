//! What has to be done on which day. The order within a day is that in which it was put on the agenda.

use super::reference_date;
use crate::demo::data::{EvaluationPlan, RegionPlan};
use std::collections::BTreeMap;
use std::collections::VecDeque;
use wijkfonds_domain::terms::{Date, Quarter, Year};

/// Something to do. Applications are named by their place in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// The clerk takes in the practices' overviews.
    ImportOverviews,
    /// The clerk takes in a quarter's insured.
    ImportInsured(Quarter),
    /// ZN pays; by its place in the plan.
    ZnPays(usize),
    /// A practice applies.
    Submit(usize),
    /// An applicant withdraws.
    Withdraw(usize),
    /// The committee decides.
    Decide(usize),
    /// The treasurer pays an instalment.
    Pay(usize, u32),
    /// An evaluation comes in, for the first or second time.
    HandIn(usize, u32),
    /// The committee judges it.
    Judge(usize, u32),
    /// The board closes the year.
    Close,
    /// The board releases the figures.
    Release,
}

impl Task {
    /// What it is, for a message.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ImportOverviews => "taking in the overviews",
            Self::ImportInsured(_) => "taking in the insured",
            Self::ZnPays(_) => "booking ZN's payment",
            Self::Submit(_) => "taking in an application",
            Self::Withdraw(_) => "withdrawing an application",
            Self::Decide(_) => "deciding on an application",
            Self::Pay(..) => "paying an instalment",
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
        agenda.add(start, Task::ImportOverviews);
        for quarter in Quarter::ALL {
            agenda.add(reference_date(year, quarter), Task::ImportInsured(quarter));
        }
        for (place, payment) in plan.zn_payments.iter().enumerate() {
            agenda.add(payment.on, Task::ZnPays(place));
        }
        for (place, project) in plan.projects.iter().enumerate() {
            agenda.add(project.form.received_on, Task::Submit(place));
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

    /// The next task and its day.
    pub(super) fn next(&mut self) -> Option<(Date, Task)> {
        let mut first = self.0.first_entry()?;
        let day = *first.key();
        let task = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        task.map(|task| (day, task))
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
