//! Who sits on a fund's committee, and how it comes to a decision.

use crate::project::code_list;
use serde::{Deserialize, Serialize};

code_list!(
    /// Whom a member of a committee sits for.
    Seat {
        /// A GP.
        Gp = "gp",
        /// A health insurer's buyer.
        Insurer = "insurer",
        /// The fund's project manager (source 004).
        ProjectManager = "project_manager",
        /// Anybody else.
        Other = "other",
    }
);

code_list!(
    /// How many votes carry a proposal.
    Majority {
        /// More for than against.
        Simple = "simple",
        /// At least one for, none against; who abstains does not stand in the way.
        Unanimous = "unanimous",
    }
);

code_list!(
    /// Whose word grants money.
    Decides {
        /// The committee's.
        Committee = "committee",
        /// The board's, after the committee's advice (Twente).
        Board = "board",
    }
);

/// The seats of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatRule {
    /// The kind.
    pub seat: Seat,
    /// How many members of the kind there are at most.
    pub number: u32,
    /// How many of them must take part in a vote.
    pub quorum: u32,
}

/// Who sits on a committee, and how it comes to a decision. Where this holds, decisions come from votes at
/// meetings, and the bare numbers of [`super::Committee`] are no longer taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composition {
    /// The seats; a kind that is not named has none.
    pub seats: Vec<SeatRule>,
    /// How many members must take part in a vote, of whatever kind.
    pub quorum: u32,
    /// How many votes carry a proposal.
    pub majority: Majority,
    /// Whose seat the chair has; absent: any member's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Seat>,
    /// Whether the chair's vote decides when votes are equal.
    #[serde(default)]
    pub casting_vote: bool,
    /// Whether a member who has a stake, and so does not vote, counts for the quorum all the same.
    #[serde(default)]
    pub interested_count: bool,
    /// Whose word grants money.
    pub decides: Decides,
}

impl Composition {
    /// How many seats of a kind there are.
    #[must_use]
    pub fn seats_of(&self, seat: Seat) -> u32 {
        self.seats.iter().find(|rule| rule.seat == seat).map_or(0, |rule| rule.number)
    }

    pub(super) fn problem(&self) -> Option<&'static str> {
        let seats: u64 = self.seats.iter().map(|rule| u64::from(rule.number)).sum();
        let double = self
            .seats
            .iter()
            .enumerate()
            .any(|(index, rule)| self.seats[..index].iter().any(|earlier| earlier.seat == rule.seat));
        if double {
            return Some("a kind of seat is named twice");
        }
        if !(1..=100).contains(&seats) {
            return Some("a committee has 1 to 100 seats");
        }
        if self.quorum == 0 || u64::from(self.quorum) > seats {
            return Some("a quorum is at least one member and at most all seats");
        }
        if self.seats.iter().any(|rule| rule.quorum > rule.number) {
            return Some("the quorum of a kind is at most its seats");
        }
        if self.chair.is_some_and(|seat| self.seats_of(seat) == 0) {
            return Some("the chair has a seat");
        }
        let unanimous = self.majority == Majority::Unanimous;
        (self.casting_vote && unanimous).then_some("where nobody may be against, no vote decides a tie")
    }
}
