//! The treasurer: instalments, one by one or by orders of two persons, declarations, and what a fund brings along.

use super::agenda::{self, Agenda, Task};
use super::calls::{Payable, Verdict};
use super::{StepError, Work, last_look};
use std::collections::{BTreeMap, BTreeSet};
use wijkfonds_domain::terms::Date;

/// So many instalments at most are in one order.
const LONGEST_ORDER: usize = 500;

impl Work<'_> {
    /// Pays an instalment by hand.
    pub(super) async fn pay(
        &mut self,
        place: usize,
        number: u32,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let id = self.number(place);
        let paid = self.desk.calls.pay(&id, number, day).await?;
        if !paid && day < last_look(self.desk.year) {
            // the bank account is too low or a condition is not met: the next payment day is a month later
            agenda.add(agenda::next_payment_day(day), Task::Pay(place, number));
        }
        Ok(())
    }

    /// Orders all that is due on a day, without what waits for a condition.
    pub(super) async fn pay_by_order(&mut self, day: Date, agenda: &mut Agenda) -> Result<(), StepError> {
        agenda.drop_payments(day);
        let due = self.desk.calls.due(day).await?;
        // left half way when the demonstration was broken off
        let open: BTreeSet<u32> = due.iter().map(|(.., order)| *order).filter(|order| *order > 0).collect();
        for order in open {
            self.desk.calls.carry_out(order).await?;
        }
        let payables = self.payables(due).await?;
        let mut retry = false;
        for part in payables.chunks(LONGEST_ORDER) {
            let paid = match self.desk.calls.propose_order(part, day).await? {
                Some(order) => self.desk.calls.carry_out(order).await?,
                None => false,
            };
            retry |= !paid;
        }
        if retry && day < last_look(self.desk.year) {
            // any payment makes the treasurer look at all that is due
            agenda.add(agenda::next_payment_day(day), Task::Pay(0, 1));
        }
        Ok(())
    }

    /// What is due and in no order, of applications of the plan that wait for no condition; their practices have
    /// accounts.
    async fn payables(&mut self, due: Vec<(String, u32, u32)>) -> Result<Vec<Payable>, StepError> {
        let places: BTreeMap<&String, usize> = self.numbers.iter().map(|(place, id)| (id, *place)).collect();
        let mut payables = Vec::new();
        for (application, number, _) in due.into_iter().filter(|(.., order)| *order == 0) {
            let place = places.get(&application).filter(|_| !self.on_condition.contains(&application));
            let Some(place) = place else { continue };
            let practice = self.plan.projects[*place].form.applicant.as_str().to_owned();
            if self.accounts.insert(practice.clone()) {
                // of one day, whenever it is first needed: after a break that may be another order
                self.desk.calls.register_account(&practice, self.desk.year.first_day()).await?;
            }
            payables.push(Payable { application, number });
        }
        Ok(payables)
    }

    /// An invoice comes in and is approved, and what it releases is paid on the next payment day.
    pub(super) async fn invoice(
        &mut self,
        place: usize,
        number: usize,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let id = self.number(place);
        let Some(invoice) = self.invoices.get(&place).and_then(|invoices| invoices.get(number)) else {
            return Ok(());
        };
        if self.desk.calls.invoice(&id, number, invoice).await? {
            let application = self.application(place).await?;
            for instalment in application.instalments.iter().filter(|one| one.state == "planned") {
                // after a break it may be due to an invoice that comes in later
                let due = instalment.on.parse().unwrap_or(day);
                agenda.add(agenda::payment_day(due), Task::Pay(place, instalment.number));
            }
        }
        Ok(())
    }

    pub(super) async fn declare(&mut self, place: usize, agenda: &mut Agenda) -> Result<(), StepError> {
        let declaration = &self.plan.declarations[place];
        if let Some(id) = self.desk.calls.declare(declaration).await? {
            agenda.add(agenda::next_payment_day(declaration.on), Task::PayDeclaration(id));
        }
        Ok(())
    }

    pub(super) async fn pay_administration(&mut self) -> Result<(), StepError> {
        match &self.plan.administration {
            Some(cost) => self.desk.calls.pay_administration(cost).await,
            None => Ok(()),
        }
    }

    pub(super) async fn take_opening(&mut self) -> Result<(), StepError> {
        if let Some(running) = &self.plan.running {
            self.earlier = self.desk.calls.take_opening(&running.opening).await?;
        }
        Ok(())
    }

    /// The last of the projects that the fund brought along is evaluated.
    pub(super) async fn hand_in_earlier(&mut self, day: Date) -> Result<(), StepError> {
        let projects = self.plan.running.iter().flat_map(|running| &running.opening.projects);
        let Some((project, id)) = projects.zip(&self.earlier).last() else { return Ok(()) };
        let cost = project.form.cost().map_err(|_| StepError::DoesNotFit)?;
        self.desk.calls.hand_in(id, 1, day, true, cost, false).await
    }

    pub(super) async fn judge_earlier(&mut self, day: Date) -> Result<(), StepError> {
        let Some(id) = self.earlier.last() else { return Ok(()) };
        let instalments = self.desk.calls.judge(id, 1, day, Verdict::Approve).await?;
        for instalment in instalments.iter().filter(|instalment| instalment.state == "planned") {
            self.desk.calls.pay(id, instalment.number, day).await?;
        }
        Ok(())
    }
}
