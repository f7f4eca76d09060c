//! The committee's meetings, and the board's word where it has the last.

use super::{Calls, StepError, reason_of};
use crate::demo::data::MemberPlan;
use crate::demo::data::committee::Ballot;
use tonic::Status;
use wijkfonds_domain::committee::{Condition, Interest, Remark, Vote};
use wijkfonds_domain::terms::{Agb, Date};
use wijkfonds_proto::region as messages;
use wijkfonds_proto::region::resolution::Outcome as Asked;

/// What is decided.
#[derive(Clone)]
pub(in crate::demo::region) enum Outcome {
    Grant(Vec<messages::Draw>),
    Refuse,
    Defer,
}

/// What is voted on.
#[derive(Clone)]
pub(in crate::demo::region) struct Proposal {
    pub(in crate::demo::region) outcome: Outcome,
    pub(in crate::demo::region) conditions: Vec<Condition>,
    /// The criterion that is not met when it is refused.
    pub(in crate::demo::region) unmet: String,
    pub(in crate::demo::region) reason: String,
}

/// While the fund is short of money it can grant nothing, and puts off what it would have granted.
const SHORT: &str = "DECISION_SHORTFALL";

impl Proposal {
    fn deferred() -> Self {
        Self {
            outcome: Outcome::Defer,
            conditions: Vec::new(),
            unmet: String::new(),
            reason: "Het fonds heeft een tekort.".to_owned(),
        }
    }

    fn message(&self) -> messages::Resolution {
        let (outcome, unmet_criterion) = match &self.outcome {
            Outcome::Grant(draws) => (Asked::Grant(messages::Grant { draws: draws.clone() }), String::new()),
            Outcome::Refuse => (Asked::Refuse(messages::Refuse {}), self.unmet.clone()),
            Outcome::Defer => (Asked::Defer(messages::Defer {}), String::new()),
        };
        let is_grant = matches!(self.outcome, Outcome::Grant(_));
        let condition = |condition: &Condition| messages::GrantCondition {
            text: condition.text.clone(),
            due: condition.due.to_string(),
            holds_back: condition.holds_back,
            met_on: String::new(),
        };
        messages::Resolution {
            conditions: self.conditions.iter().filter(|_| is_grant).map(condition).collect(),
            unmet_criterion,
            reason: self.reason.clone(),
            outcome: Some(outcome),
        }
    }
}

impl Calls {
    /// The board appoints a member, and gives their number.
    pub(in crate::demo::region) async fn appoint(
        &mut self,
        place: usize,
        member: &MemberPlan,
        from: Date,
    ) -> Result<u32, StepError> {
        let request = messages::AppointMemberRequest {
            request_id: format!("member-{place}"),
            name: member.name.clone(),
            seat: member.seat.code().to_owned(),
            practice: member.practice.as_ref().map(Agb::as_str).unwrap_or_default().to_owned(),
            from: from.to_string(),
        };
        Ok(self.meetings.board.appoint_member(request).await?.into_inner().number)
    }

    /// Everybody meets about these applications; the meeting's number.
    pub(in crate::demo::region) async fn meet(
        &mut self,
        on: Date,
        present: &[u32],
        chair: u32,
        agenda: Vec<String>,
    ) -> Result<u32, StepError> {
        let first = agenda.first().cloned().unwrap_or_default();
        let request = messages::HoldMeetingRequest {
            request_id: format!("meeting-{on}-{first}"),
            on: on.to_string(),
            present: present.to_vec(),
            chair,
            agenda,
        };
        Ok(self.meetings.committee.hold_meeting(request).await?.into_inner().number)
    }

    /// The votes on an application: whether they are advice, on which the board has yet to decide.
    pub(in crate::demo::region) async fn vote(
        &mut self,
        meeting: u32,
        id: &str,
        ballot: &Ballot,
        proposal: &Proposal,
    ) -> Result<bool, StepError> {
        match self.put_to_the_vote(meeting, id, ballot, proposal, "vote").await {
            Err(status) if reason_of(&status).as_deref() == Some(SHORT) => {
                Ok(self.put_to_the_vote(meeting, id, ballot, &Proposal::deferred(), "put-off").await?)
            }
            voted => Ok(voted?),
        }
    }

    async fn put_to_the_vote(
        &mut self,
        meeting: u32,
        id: &str,
        ballot: &Ballot,
        proposal: &Proposal,
        request: &str,
    ) -> Result<bool, Status> {
        let request = messages::VoteRequest {
            request_id: format!("{request}-{id}"),
            meeting,
            id: id.to_owned(),
            interests: ballot.interests.iter().map(interest).collect(),
            votes: ballot.votes.iter().map(vote).collect(),
            resolution: Some(proposal.message()),
        };
        Ok(self.meetings.committee.vote(request).await?.into_inner().advice)
    }

    /// The board decides after the committee's advice.
    pub(in crate::demo::region) async fn rule(
        &mut self,
        id: &str,
        on: Date,
        proposal: &Proposal,
    ) -> Result<(), StepError> {
        let ruling = |request: &str, proposal: &Proposal| messages::RuleOnAdviceRequest {
            request_id: format!("{request}-{id}"),
            id: id.to_owned(),
            on: on.to_string(),
            resolution: Some(proposal.message()),
        };
        match self.meetings.board.rule_on_advice(ruling("rule", proposal)).await {
            Err(status) if reason_of(&status).as_deref() == Some(SHORT) => {
                self.meetings.board.rule_on_advice(ruling("rule-put-off", &Proposal::deferred())).await?;
            }
            ruled => drop(ruled?),
        }
        Ok(())
    }

    /// The first condition of a grant is met.
    pub(in crate::demo::region) async fn meet_condition(
        &mut self,
        id: &str,
        on: Date,
    ) -> Result<(), StepError> {
        let request = messages::MeetConditionRequest {
            request_id: format!("condition-{id}"),
            id: id.to_owned(),
            condition: 1,
            on: on.to_string(),
        };
        self.meetings.clerk.meet_condition(request).await?;
        Ok(())
    }
}

fn interest(interest: &Interest) -> messages::DeclaredInterest {
    let stake = interest.declared.clone().unwrap_or_default();
    messages::DeclaredInterest { member: interest.member, stake }
}

fn vote(vote: &Vote) -> messages::MemberVote {
    let remark = |remark: &Remark| messages::CriterionRemark {
        criterion: remark.criterion.code().to_owned(),
        met: remark.met,
        text: remark.text.clone(),
    };
    messages::MemberVote {
        member: vote.member,
        choice: vote.choice.code().to_owned(),
        reason: vote.reason.clone(),
        remarks: vote.remarks.iter().map(remark).collect(),
    }
}
