//! The ladders of a meeting and of a vote.

use super::meeting::{Choice, Interest, Item, Meeting, Member, Resolution, Vote};
use super::refusal::{Refusal, SeatName};
use crate::project::{ApplicationForm, Outcome};
use crate::rules::{Composition, Majority, Seat};
use crate::terms::Date;
use std::collections::BTreeSet;

/// Climbs the ladder of who was at a meeting.
pub(crate) fn check_attendance(
    composition: &Composition,
    meeting: &Meeting,
    members: &[Member],
) -> Result<(), Refusal> {
    let distinct: BTreeSet<_> = meeting.present.iter().collect();
    if distinct.is_empty() || distinct.len() < meeting.present.len() {
        return Err(Refusal::BadAttendance {});
    }
    for number in &meeting.present {
        let member = members.iter().find(|member| member.number == *number);
        if !member.is_some_and(|member| member.sits_on(meeting.on)) {
            return Err(Refusal::NotAMember { member: *number, day: meeting.on });
        }
    }
    let chair = members.iter().find(|member| member.number == meeting.chair);
    let right = chair.is_some_and(|chair| composition.chair.is_none_or(|seat| chair.seat == seat));
    if !right || !meeting.present.contains(&meeting.chair) {
        return Err(Refusal::BadChair {});
    }
    let agenda: BTreeSet<_> = meeting.agenda.iter().collect();
    let whole = (1..=200).contains(&agenda.len()) && agenda.len() == meeting.agenda.len();
    if whole { Ok(()) } else { Err(Refusal::BadAgenda {}) }
}

/// Stakes: those declared, and those of members whose own practice applies or takes part.
pub(crate) fn interests(
    form: &ApplicationForm,
    present: &[Member],
    declared: &[Interest],
) -> Result<Vec<Interest>, Refusal> {
    let mut seen = BTreeSet::new();
    for Interest { member, declared } in declared {
        if !present.iter().any(|one| one.number == *member) {
            return Err(Refusal::NotPresent { member: *member });
        }
        if !seen.insert(*member) {
            return Err(Refusal::NamedTwice { member: *member });
        }
        if declared.as_deref().is_none_or(|text| text.trim().is_empty()) {
            return Err(Refusal::NoStake { member: *member });
        }
    }
    let known = present.iter().filter(|one| one.takes_part_in(form) && !seen.contains(&one.number));
    let known = known.map(|one| Interest { member: one.number, declared: None });
    Ok(declared.iter().cloned().chain(known).collect())
}

/// Climbs the ladder of the votes on an application: who votes, quorum, majority.
pub(crate) fn check_votes(
    composition: &Composition,
    present: &[Member],
    chair: u32,
    item: &mut Item,
) -> Result<(), Refusal> {
    check_voters(present, &item.interests, &item.votes)?;
    let takes_part = |one: &&Member| {
        composition.interested_count || !item.interests.iter().any(|stake| stake.member == one.number)
    };
    let counted: Vec<_> = present.iter().filter(takes_part).collect();
    for rule in &composition.seats {
        let (seat, needed) = (SeatName(rule.seat), rule.quorum);
        let present = count_of(&counted, rule.seat);
        if present < needed {
            return Err(Refusal::NoQuorumOfKind { seat, needed, present });
        }
    }
    let taking_part = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    if taking_part < composition.quorum {
        return Err(Refusal::NoQuorum { needed: composition.quorum, present: taking_part });
    }
    let (votes_for, votes_against) = (item.count(Choice::For), item.count(Choice::Against));
    let chair = item.votes.iter().find(|vote| vote.member == chair).map(|vote| vote.choice);
    let tie = votes_for == votes_against && votes_for > 0;
    item.by_casting_vote = composition.casting_vote && tie && chair == Some(Choice::For);
    let carried = match composition.majority {
        Majority::Simple => votes_for > votes_against || item.by_casting_vote,
        Majority::Unanimous => votes_for > 0 && votes_against == 0,
    };
    if carried { Ok(()) } else { Err(Refusal::NotCarried { votes_for, votes_against }) }
}

fn check_voters(present: &[Member], interests: &[Interest], votes: &[Vote]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for vote in votes {
        let member = vote.member;
        if !present.iter().any(|one| one.number == member) {
            return Err(Refusal::NotPresent { member });
        }
        if interests.iter().any(|stake| stake.member == member) {
            return Err(Refusal::InterestedVotes { member });
        }
        if !seen.insert(member) {
            return Err(Refusal::NamedTwice { member });
        }
        if vote.reason.trim().is_empty() {
            return Err(Refusal::NoVoteReason { member });
        }
    }
    let voted = |number: u32| seen.contains(&number) || interests.iter().any(|stake| stake.member == number);
    let missing = present.iter().find(|one| !voted(one.number));
    missing.map_or(Ok(()), |one| Err(Refusal::VoteMissing { member: one.number }))
}

/// How many of the members have this seat.
pub(crate) fn count_of(members: &[&Member], seat: Seat) -> u32 {
    u32::try_from(members.iter().filter(|member| member.seat == seat).count()).unwrap_or(u32::MAX)
}

/// What a resolution must be, whoever takes it.
pub(crate) fn check_resolution(resolution: &Resolution, on: Date) -> Result<(), Refusal> {
    if resolution.reason.trim().is_empty() {
        return Err(Refusal::NoReason {});
    }
    if (resolution.outcome == Outcome::Refuse) != resolution.unmet.is_some() {
        return Err(Refusal::NoCriterion {});
    }
    let conditions = &resolution.conditions;
    let grant = matches!(resolution.outcome, Outcome::Grant(_));
    let bad = conditions.iter().any(|condition| {
        condition.text.trim().is_empty() || condition.due < on || condition.met_on.is_some()
    });
    if bad || conditions.len() > 50 || (!grant && !conditions.is_empty()) {
        return Err(Refusal::BadConditions {});
    }
    Ok(())
}
