//! `CommitteeService`: members, meetings, votes, the board's decisions, and conditions of grants.

use super::errors::Refused;
use super::forms::{LINE, TEXT};
use super::project::page_size_of;
use super::{Office, answers, forms};
use tonic::{Request, Response, Status};
use wijkfonds_domain::committee::{
    self, Choice, Command as Asked, Condition, Event as Happened, Interest, Item, Member, Minutes,
    OpenCondition, Remark, Resolution, Ruling, Vote,
};
use wijkfonds_domain::fund::{Command, Event};
use wijkfonds_domain::project::{ApplicationId, Criterion, Outcome};
use wijkfonds_domain::records::Fault;
use wijkfonds_domain::rules::Seat;
use wijkfonds_domain::terms::{Agb, Date};
use wijkfonds_edge::messages;
use wijkfonds_proto::region as messages_of;
use wijkfonds_proto::region::committee_service_server::CommitteeService;
use wijkfonds_proto::region::{
    AppointMemberRequest, AppointMemberResponse, CommitteeMeeting, CommitteeMember, DeclaredInterest,
    EndMembershipRequest, EndMembershipResponse, GetMinutesRequest, GetMinutesResponse, GrantCondition,
    HoldMeetingRequest, HoldMeetingResponse, Instalment, ListConditionsRequest, ListConditionsResponse,
    ListMeetingsRequest, ListMeetingsResponse, ListMembersRequest, ListMembersResponse,
    ListOpenConditionsRequest, ListOpenConditionsResponse, MeetConditionRequest, MeetConditionResponse,
    MemberVote, RuleOnAdviceRequest, RuleOnAdviceResponse, VoteRequest, VoteResponse, resolution,
};

/// Members, votes or agenda items in one request.
const LIST: usize = 200;

#[tonic::async_trait]
impl CommitteeService for Office {
    async fn appoint_member(
        &self,
        request: Request<AppointMemberRequest>,
    ) -> Result<Response<AppointMemberResponse>, Status> {
        let desk = self.desk(&request)?;
        let AppointMemberRequest { request_id, name, seat, practice, from } = request.into_inner();
        let command = || {
            let seat = Seat::from_code(&seat).ok_or(Refused::Field("seat"))?;
            let practice = (!practice.is_empty()).then(|| Agb::new(practice)).transpose();
            let practice = practice.map_err(|_| Refused::Field("practice"))?;
            let (name, from) = (forms::text(name, LINE, "name")?, forms::day(&from, "from")?);
            Ok(Command::Committee(Asked::Appoint { name, seat, practice, from }))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        let number = events.iter().find_map(|event| match event {
            Event::Committee(Happened::MemberAppointed { member }) => Some(member.number),
            _ => None,
        });
        Ok(Response::new(AppointMemberResponse { number: number.unwrap_or_default() }))
    }

    async fn end_membership(
        &self,
        request: Request<EndMembershipRequest>,
    ) -> Result<Response<EndMembershipResponse>, Status> {
        let desk = self.desk(&request)?;
        let EndMembershipRequest { request_id, member, on } = request.into_inner();
        let command = || Ok(Command::Committee(Asked::Leave { member, on: forms::day(&on, "on")? }));
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(EndMembershipResponse {}))
    }

    async fn list_members(
        &self,
        request: Request<ListMembersRequest>,
    ) -> Result<Response<ListMembersResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListMembersRequest { page_size, page_token } = request.into_inner();
        let listed = || {
            let after: u32 = match page_token.as_str() {
                "" => 0,
                token => token.parse().map_err(|_| Refused::Field("page_token"))?,
            };
            let all = self.fund.read(|records| committee::members(records))?;
            let mut left: Vec<_> = all.into_iter().filter(|member| member.number > after).collect();
            let size = page_size_of(page_size);
            let more = left.len() > size;
            left.truncate(size);
            let next = left.last().filter(|_| more).map(|last| last.number.to_string());
            let members = left.into_iter().map(member).collect();
            Ok(ListMembersResponse { members, next_page_token: next.unwrap_or_default() })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn hold_meeting(
        &self,
        request: Request<HoldMeetingRequest>,
    ) -> Result<Response<HoldMeetingResponse>, Status> {
        let desk = self.desk(&request)?;
        let HoldMeetingRequest { request_id, on, present, chair, agenda } = request.into_inner();
        let command = || {
            if present.len() > LIST || agenda.len() > LIST {
                return Err(Refused::Field("agenda"));
            }
            let agenda = agenda.iter().map(|id| forms::id(id)).collect::<Result<_, _>>()?;
            Ok(Command::Committee(Asked::Hold { on: forms::day(&on, "on")?, present, chair, agenda }))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        let number = events.iter().find_map(|event| match event {
            Event::Committee(Happened::MeetingHeld { meeting }) => Some(meeting.number),
            _ => None,
        });
        Ok(Response::new(HoldMeetingResponse { number: number.unwrap_or_default() }))
    }

    async fn vote(&self, request: Request<VoteRequest>) -> Result<Response<VoteResponse>, Status> {
        let desk = self.desk(&request)?;
        let mut request = request.into_inner();
        let request_id = std::mem::take(&mut request.request_id);
        let events = self.ordered(&desk, request_id, vote(request).map(Command::Committee)).await?;
        let advice = events
            .iter()
            .any(|event| matches!(event, Event::Committee(Happened::Voted { advice: true, .. })));
        Ok(Response::new(VoteResponse { advice, instalments: instalments(&events)? }))
    }

    async fn list_meetings(
        &self,
        request: Request<ListMeetingsRequest>,
    ) -> Result<Response<ListMeetingsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListMeetingsRequest { page_size, page_token } = request.into_inner();
        let listed = || {
            let before: u32 = match page_token.as_str() {
                "" => u32::MAX,
                token => token.parse().map_err(|_| Refused::Field("page_token"))?,
            };
            let size = page_size_of(page_size);
            Ok(self.fund.read(|records| {
                let mut left = committee::meetings(records)?;
                left.retain(|meeting| meeting.number < before);
                left.reverse();
                let more = left.len() > size;
                left.truncate(size);
                let next = left.last().filter(|_| more).map(|last| last.number.to_string());
                let minutes = left.iter().map(|meeting| committee::minutes(records, meeting.number));
                let minutes = minutes.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
                let meetings = minutes.map(|minutes| meeting(&minutes)).collect();
                Ok(ListMeetingsResponse { meetings, next_page_token: next.unwrap_or_default() })
            })?)
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }

    async fn get_minutes(
        &self,
        request: Request<GetMinutesRequest>,
    ) -> Result<Response<GetMinutesResponse>, Status> {
        let desk = self.desk(&request)?;
        let number = request.get_ref().meeting;
        let found = self.fund.read(|records| {
            let minutes = committee::minutes(records, number)?;
            let text = minutes.map(|minutes| messages::minutes(desk.language, &minutes)).transpose();
            text.map_err(Fault::new)
        });
        let found = found.map_err(Refused::from).and_then(|text| text.ok_or(Refused::NotFound));
        let text = found.map_err(|refused| refused.status(desk.language))?;
        Ok(Response::new(GetMinutesResponse { text }))
    }

    async fn rule_on_advice(
        &self,
        request: Request<RuleOnAdviceRequest>,
    ) -> Result<Response<RuleOnAdviceResponse>, Status> {
        let desk = self.desk(&request)?;
        let RuleOnAdviceRequest { request_id, id, on, resolution } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            let resolution = resolution_of(resolution)?;
            Ok(Command::Committee(Asked::Rule(Ruling { application, on, resolution })))
        };
        let events = self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(RuleOnAdviceResponse { instalments: instalments(&events)? }))
    }

    async fn meet_condition(
        &self,
        request: Request<MeetConditionRequest>,
    ) -> Result<Response<MeetConditionResponse>, Status> {
        let desk = self.desk(&request)?;
        let MeetConditionRequest { request_id, id, condition, on } = request.into_inner();
        let command = || {
            let (application, on) = (forms::id(&id)?, forms::day(&on, "on")?);
            Ok(Command::Committee(Asked::MeetCondition { application, condition, on }))
        };
        self.ordered(&desk, request_id, command()).await?;
        Ok(Response::new(MeetConditionResponse {}))
    }

    async fn list_conditions(
        &self,
        request: Request<ListConditionsRequest>,
    ) -> Result<Response<ListConditionsResponse>, Status> {
        let desk = self.desk(&request)?;
        let found = forms::id(&request.get_ref().id)
            .and_then(|id| Ok(self.fund.read(|records| committee::conditions(records, id))?));
        let found = found.map_err(|refused| refused.status(desk.language))?;
        let condition = |condition: Condition| GrantCondition {
            text: condition.text,
            due: condition.due.to_string(),
            holds_back: condition.holds_back,
            met_on: condition.met_on.map(|day| day.to_string()).unwrap_or_default(),
        };
        Ok(Response::new(ListConditionsResponse { conditions: found.into_iter().map(condition).collect() }))
    }

    async fn list_open_conditions(
        &self,
        request: Request<ListOpenConditionsRequest>,
    ) -> Result<Response<ListOpenConditionsResponse>, Status> {
        let desk = self.desk(&request)?;
        let ListOpenConditionsRequest { year, today, overdue_only, page_size, page_token } =
            request.into_inner();
        let listed = || {
            let (year, today) = (forms::year(year)?, forms::day(&today, "today")?);
            let skipped: usize = match page_token.as_str() {
                "" => 0,
                token => token.parse().map_err(|_| Refused::Field("page_token"))?,
            };
            let mut open = self.fund.read(|records| committee::open_conditions(records, year))?;
            open.retain(|one| !overdue_only || one.is_overdue(today));
            let end = skipped.saturating_add(page_size_of(page_size));
            let next_page_token = if end < open.len() { end.to_string() } else { String::new() };
            let page = open.into_iter().take(end).skip(skipped);
            let conditions = page.map(|one| open_condition(one, today)).collect();
            Ok(ListOpenConditionsResponse { conditions, next_page_token })
        };
        listed().map(Response::new).map_err(|refused: Refused| refused.status(desk.language))
    }
}

fn open_condition(open: OpenCondition, today: Date) -> messages_of::OpenCondition {
    messages_of::OpenCondition {
        id: open.application.to_string(),
        number: open.number,
        due: open.condition.due.to_string(),
        overdue: open.is_overdue(today),
        holds_back: open.condition.holds_back,
        text: open.condition.text,
    }
}

fn meeting(minutes: &Minutes) -> CommitteeMeeting {
    let text = |id: &ApplicationId| id.to_string();
    let voted = |with: fn(&Item) -> bool| {
        let items = minutes.items.iter().filter(|(_, item)| item.as_ref().is_some_and(with));
        items.map(|(id, _)| text(id)).collect()
    };
    let waiting = minutes.board.iter().filter(|(_, ruling)| ruling.is_none());
    CommitteeMeeting {
        number: minutes.meeting.number,
        on: minutes.meeting.on.to_string(),
        chair: minutes.meeting.chair,
        present: minutes.meeting.present.clone(),
        agenda: minutes.meeting.agenda.iter().map(text).collect(),
        voted: voted(|_| true),
        waiting_for_board: waiting.map(|(id, _)| text(id)).collect(),
        with_stakes: voted(|item| !item.interests.is_empty()),
    }
}

fn member(member: Member) -> CommitteeMember {
    CommitteeMember {
        number: member.number,
        name: member.name,
        seat: member.seat.code().to_owned(),
        practice: member.practice.map(String::from).unwrap_or_default(),
        from: member.from.to_string(),
        until: member.until.map(|day| day.to_string()).unwrap_or_default(),
    }
}

fn instalments(events: &[Event]) -> Result<Vec<Instalment>, Status> {
    let granted = events.iter().find_map(|event| match event {
        Event::Granted { instalments, .. } => Some(instalments.as_slice()),
        _ => None,
    });
    let fit = answers::instalments(granted.unwrap_or_default());
    fit.map_err(|_| Status::internal("an amount does not fit"))
}

fn vote(request: VoteRequest) -> Result<Asked, Refused> {
    if request.votes.len() > LIST || request.interests.len() > LIST {
        return Err(Refused::Field("votes"));
    }
    let interest = |DeclaredInterest { member, stake }: DeclaredInterest| {
        Ok(Interest { member, declared: Some(forms::text(stake, TEXT, "interests.stake")?) })
    };
    Ok(Asked::Vote {
        meeting: request.meeting,
        application: forms::id(&request.id)?,
        interests: request.interests.into_iter().map(interest).collect::<Result<_, Refused>>()?,
        votes: request.votes.into_iter().map(member_vote).collect::<Result<_, _>>()?,
        resolution: resolution_of(request.resolution)?,
    })
}

fn member_vote(vote: MemberVote) -> Result<Vote, Refused> {
    if vote.remarks.len() > Criterion::ALL.len() {
        return Err(Refused::Field("votes.remarks"));
    }
    let remarks = vote.remarks.into_iter().map(|remark| {
        let criterion = Criterion::from_code(&remark.criterion).ok_or(Refused::Field("votes.remarks"))?;
        let text = forms::text(remark.text, TEXT, "votes.remarks.text")?;
        Ok(Remark { criterion, met: remark.met, text })
    });
    Ok(Vote {
        member: vote.member,
        choice: Choice::from_code(&vote.choice).ok_or(Refused::Field("votes.choice"))?,
        remarks: remarks.collect::<Result<_, Refused>>()?,
        reason: forms::text(vote.reason, TEXT, "votes.reason")?,
    })
}

fn resolution_of(asked: Option<wijkfonds_proto::region::Resolution>) -> Result<Resolution, Refused> {
    let asked = asked.ok_or(Refused::Field("resolution"))?;
    let outcome = match asked.outcome {
        Some(resolution::Outcome::Grant(grant)) => Outcome::Grant(forms::draws(grant.draws)),
        Some(resolution::Outcome::Refuse(_)) => Outcome::Refuse,
        Some(resolution::Outcome::Defer(_)) => Outcome::Defer,
        None => return Err(Refused::Field("resolution.outcome")),
    };
    let conditions = asked.conditions.into_iter().map(|condition| {
        Ok(Condition {
            text: forms::text(condition.text, TEXT, "resolution.conditions.text")?,
            due: forms::day(&condition.due, "resolution.conditions.due")?,
            holds_back: condition.holds_back,
            met_on: None,
        })
    });
    let unmet = match asked.unmet_criterion.as_str() {
        "" => None,
        code => Some(Criterion::from_code(code).ok_or(Refused::Field("resolution.unmet_criterion"))?),
    };
    Ok(Resolution {
        outcome,
        conditions: conditions.collect::<Result<_, Refused>>()?,
        unmet,
        reason: forms::text(asked.reason, TEXT, "resolution.reason")?,
    })
}
