//! How a refusal of the fund looks in gRPC.

use crate::app::CommandError;
use tonic::{Code, Status};
use wijkfonds_domain::fund::Refusal;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::{Language, messages};
use wijkfonds_proto::office::Answer;

/// Why a request is not carried out.
pub(super) enum Refused {
    /// A field of the request is not what its rule says.
    Field(&'static str),
    /// The rules document is none.
    Unreadable(toml::de::Error),
    /// There is no such application.
    NotFound,
    /// No bank takes a payment of the order.
    NotTransferable,
    /// The fund's records, rules or queue refuse it.
    Command(CommandError),
}

impl From<CommandError> for Refused {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl Refused {
    /// The refusal as a status.
    pub(super) fn status(self, language: Language) -> Status {
        let with = |code, reason, key, facts: Vec<(&'static str, String)>| {
            let args: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let sentence = Messages::text(language, key, &args);
            Answer { code, reason, facts, language: language.code(), sentence }.into()
        };
        match self {
            Self::Field(field) => with(
                Code::InvalidArgument,
                "BAD_FIELD",
                "office-bad-field",
                vec![("field", field.to_owned())],
            ),
            Self::Unreadable(problem) => {
                let facts = vec![("problem", problem.to_string())];
                with(Code::InvalidArgument, "RULES_UNREADABLE", "office-bad-rules", facts)
            }
            Self::NotFound => with(Code::NotFound, "NOT_FOUND", "office-not-found", Vec::new()),
            Self::NotTransferable => {
                with(Code::FailedPrecondition, "NOT_TRANSFERABLE", "office-not-transferable", Vec::new())
            }
            Self::Command(CommandError::Refused(refusal)) => refused(&refusal, language),
            Self::Command(CommandError::RequestIdReused) => {
                with(Code::Aborted, "REQUEST_ID_REUSED", "office-request-id-reused", Vec::new())
            }
            Self::Command(CommandError::Busy) => {
                with(Code::ResourceExhausted, "BUSY", "office-busy", Vec::new())
            }
            Self::Command(CommandError::TooLarge) => {
                with(Code::InvalidArgument, "TOO_LARGE", "office-too-large", Vec::new())
            }
            Self::Command(CommandError::Stopped) => {
                with(Code::Unavailable, "STOPPED", "office-stopped", Vec::new())
            }
        }
    }
}

fn refused(refusal: &Refusal, language: Language) -> Status {
    let reason = refusal.code().to_uppercase();
    let sentence = messages::refusal(language, refusal);
    let (code, facts) = (Code::FailedPrecondition, refusal.facts());
    Answer { code, reason: &reason, facts, language: language.code(), sentence }.into()
}
