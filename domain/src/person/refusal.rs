//! Why nothing happens to a person.

use super::{AttachmentKind, PersonId};
use crate::intake::DraftId;
use crate::project::ApplicationId;
use crate::terms::Year;
use thiserror::Error;

/// Why a command about a person changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is no such person.
    #[error("there is no person {0}")]
    Unknown(PersonId),
    /// The number is somebody's.
    #[error("there is a person {0} already")]
    AlreadyThere(PersonId),
    /// The person was erased.
    #[error("{0} was erased")]
    AlreadyErased(PersonId),
    /// A person has a name, and something is given when something changes.
    #[error("a person has a name, and a change changes something")]
    NoFields,
    /// A field is sealed with another's key.
    #[error("a field is sealed with the key of another person than {0}")]
    SealedForAnother(PersonId),
    /// There is no such application.
    #[error("there is no application {0}")]
    UnknownApplication(ApplicationId),
    /// The document is empty or too large.
    #[error("a document has 1 to {most} bytes, this one {size}")]
    BadSize {
        /// Bytes.
        size: u64,
        /// The most bytes.
        most: u64,
    },
    /// There is no draft in which one can still write.
    #[error("there is no open draft {0}")]
    NoOpenDraft(DraftId),
    /// The document belongs to nothing.
    #[error("a document belongs to an application or to a draft")]
    OfNothing,
    /// The document names a line where there is none, or none where there is one.
    #[error("there is no line {0} that the document can be for")]
    NoSuchLine(u32),
    /// There are enough documents.
    #[error("at most {0} documents belong to an application")]
    TooManyDocuments(usize),
    /// It is no document of a kind that is taken.
    #[error("the file is no document of a kind that the fund takes")]
    NoDocument,
    /// It is something else than it is said to be.
    #[error("the file is said to be {} and is {}", said.code(), found.code())]
    OtherKind {
        /// What it is said to be.
        said: AttachmentKind,
        /// What it is.
        found: AttachmentKind,
    },
    /// The rules name no retention period.
    #[error("the rules of {0} name no retention period")]
    NoRetentionPeriod(Year),
    /// The retention period is not over.
    #[error("the person is kept until the end of {0}")]
    StillRetained(Year),
    /// It is the kind of a file, which comes of itself.
    #[error("a file is no person, and nobody is taken in as one")]
    NoPerson,
    /// The person still sits on the committee.
    #[error("the person is member {0} of the committee")]
    StillSits(u32),
    /// Grants or applications are open.
    #[error("{} applications are open", .0.len())]
    OpenApplications(Vec<ApplicationId>),
}

impl Refusal {
    /// What was needed and what was there, by name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unknown(id)
            | Self::AlreadyThere(id)
            | Self::AlreadyErased(id)
            | Self::SealedForAnother(id) => vec![("person", id.to_string())],
            Self::NoFields | Self::NoPerson | Self::OfNothing | Self::NoDocument => Vec::new(),
            Self::NoOpenDraft(id) => vec![("draft", id.to_string())],
            Self::NoSuchLine(line) => vec![("line", line.to_string())],
            Self::TooManyDocuments(most) => vec![("most", most.to_string())],
            Self::OtherKind { said, found } => {
                vec![("said", said.code().to_owned()), ("found", found.code().to_owned())]
            }
            Self::StillSits(member) => vec![("member", member.to_string())],
            Self::UnknownApplication(id) => vec![("application", id.to_string())],
            Self::BadSize { size, most } => vec![("count", size.to_string()), ("most", most.to_string())],
            Self::NoRetentionPeriod(year) | Self::StillRetained(year) => vec![("year", year.to_string())],
            Self::OpenApplications(ids) => {
                let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
                vec![("count", ids.len().to_string()), ("applications", ids.join(", "))]
            }
        }
    }
}
