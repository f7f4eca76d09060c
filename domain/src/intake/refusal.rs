//! Why a command of this topic changes nothing.

use super::DraftId;
use crate::pot::PotId;
use crate::project::{ApplicationId, Field, Missing};
use crate::terms::{Cents, Date, Year};
use thiserror::Error;

/// Each reason by name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is no such draft.
    #[error("there is no {0}")]
    UnknownDraft(DraftId),
    /// The draft has become an application, or was withdrawn.
    #[error("{0} is no longer open")]
    DraftNotOpen(DraftId),
    /// A draft stays with its year and practice.
    #[error("a draft stays with its year and its practice")]
    OtherDraft,
    /// A field holds what no record can.
    #[error("the field `{}` is too long, or does not fit the rest", .0.code())]
    Malformed(Field),
    /// Things are missing, and the fund does not take incomplete applications.
    #[error("{} things are missing", .0.len())]
    Incomplete(Vec<Missing>),
    /// Things are missing again, and the fund asks no more.
    #[error("{} things are still missing after completion was asked {asked} times", missing.len())]
    ChancesUsedUp {
        /// How often it was asked.
        asked: u32,
        /// What is missing.
        missing: Vec<Missing>,
    },
    /// The time for completing it is over.
    #[error("it had to be completed by {0}")]
    CompletedTooLate(Date),
    /// The fund's board admits nobody one by one.
    #[error("the rules of {0} know no admission by the board")]
    NoAdmission(Year),
    /// A decision has a reason of at most 8,000 characters.
    #[error("the decision gives no reason, or one of more than 8000 characters")]
    NoReason,
    /// No overview of the year names the practice.
    #[error("no overview of the year names the practice")]
    UnknownPractice,
    /// The lists of the GPs cannot be.
    #[error(
        "the lists of the GPs have a source, 1 to 100 GPs, each once, and no more patients than the practice"
    )]
    BadGpCounts,
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// A receipt is sent once, not before the application came in, and names a day that comes.
    #[error("a receipt is sent once, after the application came in, and names a day that comes")]
    BadReceipt,
    /// An agreement names applications that ask of the pot, each once, with amounts not below nothing.
    #[error("an agreement names applications that ask of the pot, each once and at most what it asks")]
    BadAgreement,
    /// The agreement gives more than the pot has.
    #[error("the agreement gives {agreed}; pot {pot} has {free}")]
    AgreementAbovePot {
        /// The pot.
        pot: PotId,
        /// What it has.
        free: Cents,
        /// What the agreement gives.
        agreed: Cents,
    },
    /// There is nothing to sign, or the practice does not ask of the pot.
    #[error("there is no agreement on the pot that this practice signs")]
    NothingToSign,
    /// The grant is above what the practice's maximum leaves, which is less than the pots have.
    #[error("the practice's maximum leaves {left} and the pots have {free}; {asked} is more")]
    GrantAboveCap {
        /// What the maximum leaves.
        left: Cents,
        /// What the pots that the grant draws on have free.
        free: Cents,
        /// What would be granted.
        asked: Cents,
    },
    /// The grant is above what the fund's way to share out the pot gives.
    #[error("the fund's way to share out pot {pot} gives {given}; {asked} is more")]
    GrantAboveShare {
        /// The pot.
        pot: PotId,
        /// What the way gives.
        given: Cents,
        /// What would be granted.
        asked: Cents,
    },
    /// Drafts that were handed in wait to be completed.
    #[error("{} drafts wait to be completed", .0.len())]
    DraftsWaiting(Vec<DraftId>),
}

impl Refusal {
    /// What was needed and what was there, by name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownDraft(id) | Self::DraftNotOpen(id) => vec![("draft", id.to_string())],
            Self::Malformed(field) => vec![("field", field.code().to_owned())],
            Self::Incomplete(missing) => vec![("missing", codes(missing))],
            Self::ChancesUsedUp { asked, missing } => {
                vec![("times", asked.to_string()), ("missing", codes(missing))]
            }
            Self::CompletedTooLate(day) => vec![("day", day.to_string())],
            Self::NoAdmission(year) => vec![("year", year.to_string())],
            Self::UnknownApplication(id) => vec![("application", id.to_string())],
            Self::AgreementAbovePot { pot, free, agreed } => {
                vec![("pot", pot.to_string()), ("free", free.to_string()), ("asked", agreed.to_string())]
            }
            Self::GrantAboveCap { left, free, asked } => {
                vec![("euros", left.to_string()), ("free", free.to_string()), ("asked", asked.to_string())]
            }
            Self::GrantAboveShare { pot, given, asked } => {
                vec![("pot", pot.to_string()), ("euros", given.to_string()), ("asked", asked.to_string())]
            }
            Self::DraftsWaiting(ids) => {
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                vec![("drafts", ids.join(", "))]
            }
            _ => Vec::new(),
        }
    }
}

/// The codes of what is missing; a quote with the line that it is for: `goal, quotes/2`.
fn codes(missing: &[Missing]) -> String {
    let code = |missing: &Missing| match missing.line {
        Some(line) => format!("{}/{line}", missing.field.code()),
        None => missing.field.code().to_owned(),
    };
    missing.iter().map(code).collect::<Vec<_>>().join(", ")
}
