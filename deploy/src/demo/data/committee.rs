//! The committee of a fund: who sits on it, who has a stake, and how it votes. Names are made up and say so.

use wijkfonds_domain::committee::{Choice, Condition, Interest, Remark, Vote};
use wijkfonds_domain::count::enrolled::Practice;
use wijkfonds_domain::project::ApplicationForm;
use wijkfonds_domain::rules::{Composition, Majority, Seat};
use wijkfonds_domain::terms::{Agb, Date};

/// Of so many applications one meets somebody who is against, one somebody who abstains, one a declared stake, and
/// one is granted on a condition.
const ONE_IN_SO_MANY: [usize; 4] = [7, 11, 23, 9];

/// Days from a grant to the day by which its condition is met, and to the day on which it is.
const DAYS_TO_MEET: (u64, u64) = (30, 10);

/// A member; their number is the place in the list, from 1.
pub(crate) struct MemberPlan {
    /// The name.
    pub(crate) name: String,
    /// Whom they sit for.
    pub(crate) seat: Seat,
    /// The member's own practice.
    pub(crate) practice: Option<Agb>,
}

/// All seats taken. The first GP has a practice of the region where the committee can do without them.
pub(super) fn members(composition: &Composition, practices: &[Practice]) -> Vec<MemberPlan> {
    let spare = can_miss(composition, Seat::Gp, 1);
    let mut members = Vec::new();
    for rule in &composition.seats {
        for number in 1..=rule.number {
            let first_gp = rule.seat == Seat::Gp && number == 1;
            // the practice in the middle of the list is as ordinary as any
            let own = practices.get(practices.len() / 2).filter(|_| first_gp && spare);
            members.push(MemberPlan {
                name: format!("Synthetisch lid {} ({})", members.len() + 1, word(rule.seat)),
                seat: rule.seat,
                practice: own.map(|practice| practice.agb.clone()),
            });
        }
    }
    members
}

const fn word(seat: Seat) -> &'static str {
    match seat {
        Seat::Gp => "huisarts",
        Seat::Insurer => "zorgverzekeraar",
        Seat::ProjectManager => "projectleider",
        Seat::Other => "deskundige",
    }
}

/// Whether there is a quorum without so many of a kind.
fn can_miss(composition: &Composition, seat: Seat, number: u32) -> bool {
    let all: u32 = composition.seats.iter().map(|rule| rule.number).sum();
    let kind = composition.seats.iter().find(|rule| rule.seat == seat);
    composition.interested_count
        || kind.is_some_and(|rule| rule.number >= rule.quorum + number) && all >= composition.quorum + number
}

/// What the members do with an application.
pub(crate) struct Ballot {
    /// The stakes that are declared.
    pub(crate) interests: Vec<Interest>,
    /// A vote of each who has none.
    pub(crate) votes: Vec<Vote>,
}

/// The ballot on an application by its place in the plan. Everybody is there, and the proposal is carried.
pub(crate) fn ballot(
    composition: &Composition,
    members: &[MemberPlan],
    form: &ApplicationForm,
    place: usize,
) -> Ballot {
    let [against, abstain, stake, _] = ONE_IN_SO_MANY;
    let owns = |member: &MemberPlan| {
        member.practice.as_ref().is_some_and(|own| *own == form.applicant || form.partners.contains(own))
    };
    let mut interests = Vec::new();
    let last = members.last().filter(|last| can_miss(composition, last.seat, 1) && last.practice.is_none());
    if place % stake == 5 && last.is_some() && !members.iter().any(owns) {
        let declared = Some("Is toezichthouder bij een samenwerkingspartner (synthetisch).".to_owned());
        interests.push(Interest { member: number(members.len() - 1), declared });
    }
    let declared: Vec<u32> = interests.iter().map(|interest| interest.member).collect();
    let numbered = members.iter().enumerate().map(|(place, member)| (number(place), member));
    let voters: Vec<u32> = numbered
        .filter(|(number, member)| !owns(member) && !declared.contains(number))
        .map(|(number, _)| number)
        .collect();
    let dissent = place % against == 3 && composition.majority == Majority::Simple;
    let choice = |voter: usize| match voter {
        _ if voters.len() < 3 => Choice::For,
        0 if place % abstain == 4 && !dissent => Choice::Abstain,
        voter if dissent && voter + 1 == voters.len() => Choice::Against,
        _ => Choice::For,
    };
    let votes =
        voters.iter().enumerate().map(|(voter, member)| vote(*member, choice(voter), form, voter == 0));
    Ballot { interests, votes: votes.collect() }
}

fn number(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// A vote with its reason; one of the members goes through the criteria.
fn vote(member: u32, choice: Choice, form: &ApplicationForm, goes_through_criteria: bool) -> Vote {
    let reason = match choice {
        Choice::For => "Past bij de criteria van het fonds.",
        Choice::Against => "Het effect is niet aannemelijk gemaakt.",
        Choice::Abstain => "De begroting is niet goed te beoordelen.",
    };
    let criteria = form.criteria.iter().filter(|_| goes_through_criteria);
    let remarks = criteria.map(|criterion| Remark { criterion: *criterion, met: true, text: String::new() });
    Vote { member, choice, reason: reason.to_owned(), remarks: remarks.collect() }
}

/// The number of the member in the chair.
pub(crate) fn chair(composition: &Composition, members: &[MemberPlan]) -> u32 {
    let has_it = |member: &MemberPlan| composition.chair.is_none_or(|seat| member.seat == seat);
    number(members.iter().position(has_it).unwrap_or(0))
}

/// What a grant on a day is bound to: mostly nothing. Every second condition holds back the money.
pub(crate) fn conditions(place: usize, on: Date) -> Vec<Condition> {
    let [.., bound] = ONE_IN_SO_MANY;
    let condition = || Condition {
        text: "Stuur een afschrift van de getekende samenwerkingsafspraak.".to_owned(),
        due: super::calendar::days_after(on, DAYS_TO_MEET.0),
        holds_back: place.is_multiple_of(2),
        met_on: None,
    };
    (place % bound == 2).then(condition).into_iter().collect()
}

/// The day on which the condition of a grant of a day is met.
pub(crate) fn met_on(granted_on: Date) -> Date {
    super::calendar::days_after(granted_on, DAYS_TO_MEET.1)
}

/// Whether the board departs from the advice on an application.
pub(crate) const fn board_departs(place: usize) -> bool {
    place % 13 == 6
}
