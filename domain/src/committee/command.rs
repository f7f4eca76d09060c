//! What can be asked of a committee's records, and what happens to them.

use super::meeting::{Condition, Interest, Item, Meeting, Member, Resolution, Ruling, Vote};
use crate::opaque::opaque_debug;
use crate::project::ApplicationId;
use crate::rules::Seat;
use crate::terms::{Agb, Date};
use serde::{Deserialize, Serialize};

/// A command about the committee.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Somebody becomes a member.
    Appoint {
        /// The person's name.
        name: String,
        /// Whom the member sits for.
        seat: Seat,
        /// The member's own practice, so that a stake in its applications is known.
        practice: Option<Agb>,
        /// The first day.
        from: Date,
    },
    /// A member leaves.
    Leave {
        /// Who, by number.
        member: u32,
        /// The last day.
        on: Date,
    },
    /// The committee met.
    Hold {
        /// When.
        on: Date,
        /// Who was there, by number.
        present: Vec<u32>,
        /// Who of them was in the chair.
        chair: u32,
        /// Which applications were on the agenda, in their order.
        agenda: Vec<ApplicationId>,
    },
    /// The committee voted on an application.
    Vote {
        /// At which meeting.
        meeting: u32,
        /// On which application.
        application: ApplicationId,
        /// Stakes that members declared.
        interests: Vec<Interest>,
        /// The votes: one for each member present who has no stake.
        votes: Vec<Vote>,
        /// What was voted on.
        resolution: Resolution,
    },
    /// The board decides after the committee's advice.
    Rule(Ruling),
    /// A condition of a grant is met.
    MeetCondition {
        /// Of which application.
        application: ApplicationId,
        /// Which condition, from 1.
        condition: u32,
        /// When.
        on: Date,
    },
}

/// What happened to the committee's records. A stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "happened", deny_unknown_fields)]
pub enum Event {
    /// Somebody became a member.
    MemberAppointed {
        /// Who.
        member: Member,
    },
    /// A member left.
    MemberLeft {
        /// Who.
        member: u32,
        /// The last day.
        on: Date,
    },
    /// The committee met.
    MeetingHeld {
        /// The meeting.
        meeting: Meeting,
    },
    /// The committee voted, and the proposal was carried.
    Voted {
        /// On what, and how.
        item: Item,
        /// Whether the board has yet to decide.
        advice: bool,
    },
    /// The board decided.
    BoardRuled {
        /// What.
        ruling: Ruling,
    },
    /// A grant got conditions.
    ConditionsSet {
        /// Which.
        application: ApplicationId,
        /// The conditions.
        conditions: Vec<Condition>,
    },
    /// A condition was met.
    ConditionMet {
        /// Of which application.
        application: ApplicationId,
        /// Which, from 1.
        condition: u32,
        /// When.
        on: Date,
    },
}

opaque_debug!(Command, Event);
