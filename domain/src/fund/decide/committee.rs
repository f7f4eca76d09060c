//! Commands about the committee.

use super::{Decided, Stop, decided, project, rules_of, year_rules};
use crate::committee::{self, Choice, Command, Item, Meeting, Member, Refusal, Resolution, Ruling, vote};
use crate::fund::Event;
use crate::person;
use crate::project::{Application, ApplicationId, Decision, Outcome};
use crate::records::Records;
use crate::rules::{Composition, Decides, Seat};
use crate::terms::{Date, Year};

pub(super) fn decide(records: &dyn Records, command: &Command) -> Decided {
    match command {
        Command::Appoint { name, seat, practice, from } => {
            let number = u32::try_from(committee::members(records)?.len()).unwrap_or(u32::MAX) + 1;
            let (name, practice) = (name.clone(), practice.clone());
            appoint(records, Member { number, name, seat: *seat, practice, from: *from, until: None })
        }
        Command::Leave { member, on } => {
            let found = committee::member(records, *member)?.filter(|member| member.sits_on(*on));
            found.ok_or(Refusal::NotAMember { member: *member, day: *on })?;
            happened(committee::Event::MemberLeft { member: *member, on: *on })
        }
        Command::Hold { on, present, chair, agenda } => {
            let number = u32::try_from(committee::meetings(records)?.len()).unwrap_or(u32::MAX) + 1;
            let (present, agenda) = (present.clone(), agenda.clone());
            hold(records, Meeting { number, on: *on, present, chair: *chair, agenda })
        }
        Command::Vote { meeting, application, interests, votes, resolution } => {
            let item = Item {
                meeting: *meeting,
                application: *application,
                interests: interests.clone(),
                votes: votes.clone(),
                by_casting_vote: false,
                resolution: resolution.clone(),
            };
            voted(records, item)
        }
        Command::Rule(ruling) => rule(records, ruling.clone()),
        Command::MeetCondition { application, condition, on } => {
            let conditions = committee::conditions(records, *application)?;
            let found = usize::try_from(*condition).ok().and_then(|number| number.checked_sub(1));
            let found = found.and_then(|index| conditions.get(index)).filter(|found| found.met_on.is_none());
            found.ok_or(Refusal::NoOpenCondition { condition: *condition })?;
            let (application, condition, on) = (*application, *condition, *on);
            happened(committee::Event::ConditionMet { application, condition, on })
        }
    }
}

fn happened(event: committee::Event) -> Decided {
    Ok(vec![Event::Committee(event)])
}

/// The composition on a day, by the rules of its calendar year.
pub(super) fn composition_on(records: &dyn Records, on: Date) -> Result<Composition, Stop> {
    let year = u32::try_from(on.year()).ok().and_then(|year| Year::new(year).ok());
    let year = year.ok_or(Refusal::NoSuchYear { day: on })?;
    let rules = year_rules(records, year)?;
    Ok(rules.and_then(|rules| rules.composition).ok_or(Refusal::NoComposition { year })?)
}

fn appoint(records: &dyn Records, member: Member) -> Decided {
    let composition = composition_on(records, member.from)?;
    if !(1..=200).contains(&person::length(member.name.trim())) {
        return Err(Refusal::NoName {}.into());
    }
    let members = committee::members(records)?;
    let still_sits =
        |one: &&Member| one.seat == member.seat && one.until.is_none_or(|day| day >= member.from);
    let seats = composition.seats_of(member.seat);
    let taken = members.iter().filter(still_sits).count();
    if usize::try_from(seats).is_ok_and(|seats| taken >= seats) {
        return Err(Refusal::SeatsTaken { seats }.into());
    }
    happened(committee::Event::MemberAppointed { member })
}

fn hold(records: &dyn Records, meeting: Meeting) -> Decided {
    let composition = composition_on(records, meeting.on)?;
    vote::check_attendance(&composition, &meeting, &committee::members(records)?)?;
    for id in &meeting.agenda {
        open(records, *id, meeting.on)?;
    }
    happened(committee::Event::MeetingHeld { meeting })
}

fn open(records: &dyn Records, id: ApplicationId, on: Date) -> Result<Application, Stop> {
    let found = project::application(records, id)?;
    let application = found.ok_or(Refusal::UnknownApplication { application: id })?;
    if !application.stage.is_open() {
        return Err(Refusal::NotOpen { application: id }.into());
    }
    if on < application.form.received_on {
        return Err(Refusal::BeforeReceipt { application: id }.into());
    }
    Ok(application)
}

fn voted(records: &dyn Records, mut item: Item) -> Decided {
    let id = item.application;
    let found = committee::minutes(records, item.meeting)?;
    let minutes = found.ok_or(Refusal::UnknownMeeting { meeting: item.meeting })?;
    let on = minutes.meeting.on;
    let entry = minutes.items.iter().find(|(listed, _)| *listed == id);
    let (_, before) = entry.ok_or(Refusal::NotOnAgenda { application: id })?;
    if before.is_some() {
        return Err(Refusal::VotedBefore { application: id }.into());
    }
    let application = open(records, id, on)?;
    let composition = composition_on(records, on)?;
    item.interests = vote::interests(&application.form, &minutes.present, &item.interests)?;
    vote::check_votes(&composition, &minutes.present, minutes.meeting.chair, &mut item)?;
    vote::check_resolution(&item.resolution, on)?;
    let advice = composition.decides == Decides::Board;
    let mut events = Vec::new();
    if !advice {
        let decision = decision(&minutes.present, &item, &item.resolution, on);
        events = decisions(records, &application, &decision, &item.resolution)?;
    }
    events.insert(0, Event::Committee(committee::Event::Voted { item, advice }));
    Ok(events)
}

/// The board's word: the advice's reason where it follows it, its own where it departs.
fn rule(records: &dyn Records, mut ruling: Ruling) -> Decided {
    let id = ruling.application;
    let application = open(records, id, ruling.on)?;
    let item = committee::advice(records, id)?;
    let Some(item) = item else {
        let composition = composition_on(records, ruling.on)?;
        let board = composition.decides == Decides::Board;
        let none = Refusal::NoAdvice { application: id };
        return Err(if board { none } else { Refusal::CommitteeDecides {} }.into());
    };
    let minutes = committee::minutes(records, item.meeting)?;
    let minutes = minutes.ok_or(Refusal::UnknownMeeting { meeting: item.meeting })?;
    if ruling.on < minutes.meeting.on {
        return Err(Refusal::BeforeAdvice { day: minutes.meeting.on }.into());
    }
    let advised = &item.resolution;
    let resolution = &mut ruling.resolution;
    if resolution.reason.trim().is_empty() {
        let follows = resolution.outcome == advised.outcome
            && resolution.conditions == advised.conditions
            && resolution.unmet == advised.unmet;
        if !follows {
            return Err(Refusal::DepartsWithoutReason {}.into());
        }
        resolution.reason.clone_from(&advised.reason);
    }
    vote::check_resolution(resolution, ruling.on)?;
    let decision = decision(&minutes.present, &item, resolution, ruling.on);
    let mut events = decisions(records, &application, &decision, resolution)?;
    events.insert(0, Event::Committee(committee::Event::BoardRuled { ruling }));
    Ok(events)
}

/// A decision with the numbers of the votes that it rests on.
fn decision(present: &[Member], item: &Item, resolution: &Resolution, on: Date) -> Decision {
    let voted = |one: &&Member| item.votes.iter().any(|vote| vote.member == one.number);
    let voters: Vec<_> = present.iter().filter(voted).collect();
    let number = |choice| u32::try_from(item.count(choice)).unwrap_or(u32::MAX);
    Decision {
        application: item.application,
        on,
        gps: vote::count_of(&voters, Seat::Gp),
        insurers: vote::count_of(&voters, Seat::Insurer),
        others: vote::count_of(&voters, Seat::ProjectManager) + vote::count_of(&voters, Seat::Other),
        votes_for: number(Choice::For),
        votes_against: number(Choice::Against),
        outcome: resolution.outcome.clone(),
        reason: resolution.reason.clone(),
    }
}

fn decisions(
    records: &dyn Records,
    application: &Application,
    decision: &Decision,
    resolution: &Resolution,
) -> Decided {
    let rules = rules_of(records, application)?;
    let mut events = decided(records, &rules, application, decision, None)?;
    if matches!(resolution.outcome, Outcome::Grant(_)) && !resolution.conditions.is_empty() {
        let (application, conditions) = (application.id, resolution.conditions.clone());
        let set = committee::Event::ConditionsSet { application, conditions };
        events.push(Event::Committee(set));
    }
    Ok(events)
}
