//! Why something about the committee is not taken.

use crate::project::ApplicationId;
use crate::refusals::refusals;
use crate::rules::Seat;
use crate::terms::{Date, Year};

refusals! {
    //! Why something about the committee is not taken.

    /// The rules say nothing of seats.
    NoComposition { /** In which year. */ year: Year }
        = "committee_no_composition", "the rules of {year} name no seats";
    /// The day lies in no year that a fund can have.
    NoSuchYear { /** The day. */ day: Date }
        = "committee_no_such_year", "{day} lies in no fund year";
    /// Where the rules name seats, bare numbers of votes are not taken.
    NeedsMeeting {} = "committee_needs_meeting", "the rules ask for votes at a meeting";
    /// A member has a name.
    NoName {} = "committee_no_name", "a member has a name of 1 to 200 characters";
    /// All seats of the kind are taken.
    SeatsTaken { /** The seats there are. */ seats: u32 }
        = "committee_seats_taken", "all {seats} seats of this kind are taken";
    /// There is no such member, or not any more.
    NotAMember { /** Who. */ member: u32, /** When. */ day: Date }
        = "committee_not_a_member", "{member} is no member on {day}";
    /// Nobody was there, or somebody twice.
    BadAttendance {} = "committee_bad_attendance", "a meeting has members present, each once";
    /// The chair was not there, or has another seat than the rules say.
    BadChair {} = "committee_bad_chair", "the chair is present and has the seat that the rules say";
    /// Nothing on the agenda, or something twice.
    BadAgenda {} = "committee_bad_agenda", "an agenda has 1 to 200 applications, each once";
    /// There is no such application.
    UnknownApplication { /** Which. */ application: ApplicationId }
        = "committee_unknown_application", "there is no application {application}";
    /// It can no longer be decided on.
    NotOpen { /** Which. */ application: ApplicationId }
        = "committee_not_open", "application {application} is no longer open";
    /// It came in after the meeting.
    BeforeReceipt { /** Which. */ application: ApplicationId }
        = "committee_before_receipt", "application {application} came in later";
    /// There is no such meeting.
    UnknownMeeting { /** Which. */ meeting: u32 }
        = "committee_unknown_meeting", "there is no meeting {meeting}";
    /// The application was not on its agenda.
    NotOnAgenda { /** Which. */ application: ApplicationId }
        = "committee_not_on_agenda", "application {application} is not on the agenda";
    /// The meeting has voted on it.
    VotedBefore { /** Which. */ application: ApplicationId }
        = "committee_voted_before", "the meeting has voted on application {application}";
    /// Somebody votes, or has a stake, who was not there.
    NotPresent { /** Who. */ member: u32 }
        = "committee_not_present", "member {member} was not present";
    /// Somebody votes, or declares a stake, twice.
    NamedTwice { /** Who. */ member: u32 } = "committee_named_twice", "member {member} is named twice";
    /// A stake that is declared is described.
    NoStake { /** Whose. */ member: u32 }
        = "committee_no_stake", "the stake of member {member} is not described";
    /// Somebody who has a stake does not vote.
    InterestedVotes { /** Who. */ member: u32 }
        = "committee_interested_votes", "member {member} has a stake and does not vote";
    /// A vote has a reason.
    NoVoteReason { /** Whose. */ member: u32 }
        = "committee_no_vote_reason", "the vote of member {member} gives no reason";
    /// Somebody present has not voted; who does not want to, abstains.
    VoteMissing { /** Whose. */ member: u32 }
        = "committee_vote_missing", "the vote of member {member} is missing";
    /// Too few of a kind take part.
    NoQuorumOfKind { /** Of which kind. */ seat: SeatName, /** The quorum. */ needed: u32, /** Who count. */ present: u32 }
        = "committee_no_quorum_of_kind", "{present} of {seat} take part; {needed} are needed";
    /// Too few take part.
    NoQuorum { /** The quorum. */ needed: u32, /** Who count. */ present: u32 }
        = "committee_no_quorum", "{present} members take part; {needed} are needed";
    /// The votes do not carry the proposal.
    NotCarried { /** Votes for. */ votes_for: usize, /** Votes against. */ votes_against: usize }
        = "committee_not_carried", "{votes_for} for and {votes_against} against do not carry it";
    /// A decision has a reason.
    NoReason {} = "committee_no_reason", "the decision gives no reason";
    /// A refusal names the criterion that is not met.
    NoCriterion {} = "committee_no_criterion", "a refusal, and only that, names the criterion that is not met";
    /// A condition of something else than a grant, without a text, or due before the decision.
    BadConditions {} = "committee_bad_conditions", "a grant has at most 50 conditions, each with a text and a day after the decision";
    /// The board decides nothing here.
    CommitteeDecides {} = "committee_decides_itself", "the committee decides, not the board";
    /// The board waits for advice.
    NoAdvice { /** On which application. */ application: ApplicationId }
        = "committee_no_advice", "there is no advice on application {application}";
    /// The board departs from the advice without saying why.
    DepartsWithoutReason {} = "committee_departs_without_reason", "the board departs from the advice and gives no reason";
    /// The board decides before the committee has.
    BeforeAdvice { /** The day of the advice. */ day: Date }
        = "committee_before_advice", "the advice is of {day}";
    /// There is no such condition, or it is met already.
    NoOpenCondition { /** Which. */ condition: u32 }
        = "committee_no_open_condition", "condition {condition} is not open";
    /// A condition that is not met holds back the instalments.
    ConditionOpen { /** Which. */ condition: u32 }
        = "committee_condition_open", "condition {condition} is not met and holds back the instalments";
}

/// A kind of seat that prints as its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatName(pub Seat);

impl std::fmt::Display for SeatName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code())
    }
}
