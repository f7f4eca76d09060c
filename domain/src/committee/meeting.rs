//! Members, meetings, votes, and what comes of them.

use crate::opaque::opaque_debug;
use crate::project::{ApplicationForm, ApplicationId, Criterion, Outcome, code_list};
use crate::rules::Seat;
use crate::terms::{Agb, Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A member of the committee.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// From 1, without gaps.
    pub number: u32,
    /// The person's name, here and nowhere else.
    pub name: String,
    /// Whom the member sits for.
    pub seat: Seat,
    /// The member's own practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Agb>,
    /// The first day.
    pub from: Date,
    /// The last day; absent: not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Member {
    /// Whether somebody is a member on a day.
    #[must_use]
    pub fn sits_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the member's own practice applies, or takes part.
    #[must_use]
    pub fn takes_part_in(&self, form: &ApplicationForm) -> bool {
        self.practice.as_ref().is_some_and(|own| *own == form.applicant || form.partners.contains(own))
    }
}

/// A meeting of the committee.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// From 1, without gaps.
    pub number: u32,
    /// When.
    pub on: Date,
    /// Who was there, by number.
    pub present: Vec<u32>,
    /// Who of them was in the chair.
    pub chair: u32,
    /// What was on the agenda, in its order.
    pub agenda: Vec<ApplicationId>,
}

code_list!(
    /// What a member votes.
    Choice {
        /// For the proposal.
        For = "for",
        /// Against it.
        Against = "against",
        /// Neither.
        Abstain = "abstain",
    }
);

/// What a member says of one of the fund's criteria. Not every criterion need be met.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Which criterion.
    pub criterion: Criterion,
    /// Whether the application meets it, in the member's eyes.
    pub met: bool,
    /// What the member says of it; may be empty.
    pub text: String,
}

/// A member's vote.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// Whose, by number.
    pub member: u32,
    /// For, against or neither.
    pub choice: Choice,
    /// Why.
    pub reason: String,
    /// What the member says of criteria.
    pub remarks: Vec<Remark>,
}

/// A member's stake in an application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// Whose, by number.
    pub member: u32,
    /// Which, in the member's words; absent: the member's own practice applies or takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<String>,
}

/// What a grant is bound to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What must be done.
    pub text: String,
    /// By which day.
    pub due: Date,
    /// Whether no instalment is paid until it is met.
    pub holds_back: bool,
    /// When it was met; absent: it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<Date>,
}

/// What is proposed or decided.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// Grant, in full or in part; refuse; defer.
    pub outcome: Outcome,
    /// The conditions of a grant.
    pub conditions: Vec<Condition>,
    /// The criterion that is not met, of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmet: Option<Criterion>,
    /// Why.
    pub reason: String,
}

/// What a meeting voted on an application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// At which meeting.
    pub meeting: u32,
    /// On which application.
    pub application: ApplicationId,
    /// Who had a stake and so did not vote.
    pub interests: Vec<Interest>,
    /// The votes.
    pub votes: Vec<Vote>,
    /// Whether votes were equal and the chair's decided.
    pub by_casting_vote: bool,
    /// What was carried.
    pub resolution: Resolution,
}

impl Item {
    /// How many voted this.
    #[must_use]
    pub fn count(&self, choice: Choice) -> usize {
        self.votes.iter().filter(|vote| vote.choice == choice).count()
    }
}

/// What the board decides after the committee's advice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// On which application.
    pub application: ApplicationId,
    /// When.
    pub on: Date,
    /// What; its reason may be empty where it follows the advice.
    pub resolution: Resolution,
}

/// A meeting with all that it voted.
#[derive(Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The meeting.
    pub meeting: Meeting,
    /// Who was there.
    pub present: Vec<Member>,
    /// Per application of the agenda what was voted, if anything.
    pub items: Vec<(ApplicationId, Option<Item>)>,
    /// The applications of which the vote was advice, and the board's ruling once there is one.
    pub board: BTreeMap<ApplicationId, Option<Ruling>>,
}

opaque_debug!(Member, Meeting, Remark, Vote, Interest, Condition, Resolution, Item, Ruling, Minutes);
