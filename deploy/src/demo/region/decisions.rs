//! The committee at its meetings.

use super::agenda::{self, Agenda, Task};
use super::calls::{Outcome, Proposal};
use super::{StepError, Work};
use crate::demo::data::committee::{self, Ballot};
use crate::demo::data::{Course, ProjectPlan, invoices};
use wijkfonds_domain::rules::{Allocation, Decides};
use wijkfonds_domain::terms::{Cents, Date};
use wijkfonds_proto::region::{Application, Draw};

/// So many applications at most are on the agenda of one meeting.
const LONGEST_AGENDA: usize = 100;

/// What a board pays of what its committee advises, in percents, when it departs from the advice.
const DEPARTS_PERCENT: u64 = 80;

impl Work<'_> {
    pub(super) async fn decide(
        &mut self,
        place: usize,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let meeting = self.meeting(place, day, agenda).await?;
        let mut application = self.application(place).await?;
        if application.stage == "submitted" {
            self.vote(meeting, place, day, &application).await?;
            application = self.application(place).await?;
        }
        for instalment in application.instalments.iter().filter(|instalment| instalment.state == "planned") {
            let due = instalment.on.parse().unwrap_or(day);
            agenda.add(agenda::payment_day(due), Task::Pay(place, instalment.number));
        }
        let is_grant = !application.instalments.is_empty();
        let conditions = if is_grant { committee::conditions(place, day) } else { Vec::new() };
        if !conditions.is_empty() {
            agenda.add(committee::met_on(day), Task::MeetCondition(place));
        }
        if conditions.iter().any(|condition| condition.holds_back) {
            self.on_condition.insert(application.id.clone());
        }
        if let Course::Grant { evaluation, .. } = &self.plan.projects[place].course
            && is_grant
        {
            agenda.add_evaluation(place, evaluation);
            let plan = &self.plan.projects[place];
            let to_come = invoices::of(&self.rules, plan, self.desk.year, day);
            let to_come = to_come.map_err(|_| StepError::DoesNotFit)?;
            for (number, invoice) in to_come.iter().enumerate() {
                agenda.add(invoice.on, Task::Invoice(place, number));
            }
            self.invoices.insert(place, to_come);
        }
        Ok(())
    }

    /// The meeting that decides on an application: held when the first of its agenda comes up.
    async fn meeting(&mut self, place: usize, day: Date, agenda: &Agenda) -> Result<u32, StepError> {
        if let Some(number) = self.meetings.get(&(day, place)) {
            return Ok(*number);
        }
        let mut places = vec![place];
        places.extend(agenda.to_decide(day).into_iter().take(LONGEST_AGENDA - 1));
        let ids = places.iter().map(|place| self.number(*place)).collect();
        let rules = self.rules.composition.as_ref();
        let chair = rules.map_or(1, |rules| committee::chair(rules, &self.plan.members));
        let number = self.desk.calls.meet(day, &self.members, chair, ids).await?;
        self.meetings.extend(places.into_iter().map(|place| ((day, place), number)));
        Ok(number)
    }

    async fn vote(
        &mut self,
        meeting: u32,
        place: usize,
        day: Date,
        application: &Application,
    ) -> Result<(), StepError> {
        let proposal = self.proposal(place, day, application).await?;
        let ProjectPlan { form, .. } = &self.plan.projects[place];
        let Some(rules) = &self.rules.composition else { return Ok(()) };
        let ballot: Ballot = committee::ballot(rules, &self.plan.members, form, place);
        let id = &application.id;
        let advice = self.desk.calls.vote(meeting, id, &ballot, &proposal).await?;
        if advice || rules.decides == Decides::Board {
            let ruling = if committee::board_departs(place) { departing(&proposal)? } else { proposal };
            self.desk.calls.rule(id, day, &ruling).await?;
        }
        Ok(())
    }

    /// What is put to the vote.
    async fn proposal(
        &mut self,
        place: usize,
        day: Date,
        application: &Application,
    ) -> Result<Proposal, StepError> {
        let (outcome, reason) = self.outcome(place, application).await?;
        let form = &self.plan.projects[place].form;
        Ok(Proposal {
            outcome,
            conditions: committee::conditions(place, day),
            unmet: form.criteria.first().map(|criterion| criterion.code().to_owned()).unwrap_or_default(),
            reason,
        })
    }

    /// What the committee decides: what it means to do, as far as the pots go, and as far as the fund's way to share
    /// them out goes where that binds.
    async fn outcome(
        &mut self,
        place: usize,
        application: &Application,
    ) -> Result<(Outcome, String), StepError> {
        let (percent, reason) = match &self.plan.projects[place].course {
            Course::Grant { percent_of_request, reason, .. } => (*percent_of_request, (*reason).to_owned()),
            Course::Defer { reason, .. } => return Ok((Outcome::Defer, (*reason).to_owned())),
            Course::Refuse { reason, .. } => return Ok((Outcome::Refuse, (*reason).to_owned())),
            Course::KeptOut { .. } | Course::Withdraw { .. } => {
                return Ok((Outcome::Refuse, "niet bedoeld om te worden besloten".to_owned()));
            }
        };
        let free = self.desk.calls.free(self.desk.year).await?;
        let asked = application.form.iter().flat_map(|form| &form.requested);
        let Allocation { way, binding } = self.rules.application.allocation;
        let mut draws = Vec::new();
        for draw in asked {
            let (wanted, _) =
                Cents::new(draw.cents).share(u64::from(percent), 100).map_err(|_| StepError::DoesNotFit)?;
            let mut cents = wanted.get().min(free.get(&draw.pot).copied().unwrap_or(0));
            if binding {
                let (calls, year) = (&mut self.desk.calls, self.desk.year);
                cents = cents.min(calls.share(year, &draw.pot, way, &application.id).await?);
            }
            if cents > 0 {
                draws.push(Draw { pot: draw.pot.clone(), cents });
            }
        }
        if draws.is_empty() {
            return Ok((Outcome::Refuse, "De pot is leeg.".to_owned()));
        }
        Ok((Outcome::Grant(draws), reason))
    }

    pub(super) async fn meet_condition(
        &mut self,
        place: usize,
        day: Date,
        agenda: &mut Agenda,
    ) -> Result<(), StepError> {
        let id = self.number(place);
        self.desk.calls.meet_condition(&id, day).await?;
        if self.on_condition.remove(&id) && self.plan.pays_by_order {
            // what fell due meanwhile is in the next order
            agenda.add(agenda::next_payment_day(day), Task::Pay(place, 1));
        }
        Ok(())
    }
}

/// What the board makes of an advice that it does not follow: a grant of somewhat less.
fn departing(advice: &Proposal) -> Result<Proposal, StepError> {
    let Outcome::Grant(draws) = &advice.outcome else { return Ok(advice.clone()) };
    let mut less = Vec::with_capacity(draws.len());
    for draw in draws {
        let share = Cents::new(draw.cents).share(DEPARTS_PERCENT, 100);
        let (cents, _) = share.map_err(|_| StepError::DoesNotFit)?;
        less.push(Draw { pot: draw.pot.clone(), cents: cents.get().max(1) });
    }
    Ok(Proposal {
        outcome: Outcome::Grant(less),
        reason: "Het bestuur wijkt af van het advies: de begrote uren zijn ruim.".to_owned(),
        ..advice.clone()
    })
}
