//! How a refusal looks in gRPC: a code, `google.rpc.ErrorInfo` with the facts, and a sentence in the reader's
//! language. Within the region, so the facts may be there.

use crate::app::CommandError;
use std::collections::HashMap;
use std::time::Duration;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};
use wijkfonds_domain::fund::Refusal;
use wijkfonds_edge::messages::Messages;
use wijkfonds_edge::{Language, messages};
use wijkfonds_proto::border::ERROR_DOMAIN;

/// Details travel in trailers, which have little room.
const LONGEST_FACT: usize = 1_000;

/// Why a request is not carried out.
pub(super) enum Refused {
    /// A field of the request is not what its rule says.
    Field(&'static str),
    /// There is no such application.
    NotFound,
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
    pub(super) fn status(&self, language: Language) -> Status {
        match self {
            Self::Field(field) => {
                let sentence = Messages::text(language, "office-bad-field", &[("field", field)]);
                let mut details = info("BAD_FIELD", [("field".to_owned(), (*field).to_owned())].into());
                details.add_bad_request_violation(*field, &sentence);
                finish(Code::InvalidArgument, details, language, sentence)
            }
            Self::NotFound => simple(Code::NotFound, "NOT_FOUND", "office-not-found", language),
            Self::Command(CommandError::Refused(refusal)) => refused(refusal, language),
            Self::Command(CommandError::RequestIdReused) => {
                simple(Code::Aborted, "REQUEST_ID_REUSED", "office-request-id-reused", language)
            }
            Self::Command(CommandError::Busy) => {
                let mut details = info("BUSY", HashMap::new());
                details.set_retry_info(Some(Duration::from_secs(1)));
                finish(Code::ResourceExhausted, details, language, language.word("office-busy"))
            }
            Self::Command(CommandError::TooLarge) => {
                simple(Code::InvalidArgument, "TOO_LARGE", "office-too-large", language)
            }
            Self::Command(CommandError::Stopped) => {
                simple(Code::Unavailable, "STOPPED", "office-stopped", language)
            }
        }
    }
}

fn refused(refusal: &Refusal, language: Language) -> Status {
    let facts = refusal.facts().into_iter();
    let facts = facts.map(|(name, value)| (name.to_owned(), value.chars().take(LONGEST_FACT).collect()));
    let details = info(&refusal.code().to_uppercase(), facts.collect());
    let mut sentence = messages::refusal(language, refusal);
    sentence = sentence.chars().take(LONGEST_FACT).collect();
    finish(Code::FailedPrecondition, details, language, sentence)
}

fn simple(code: Code, reason: &str, key: &str, language: Language) -> Status {
    finish(code, info(reason, HashMap::new()), language, language.word(key))
}

fn info(reason: &str, facts: HashMap<String, String>) -> ErrorDetails {
    ErrorDetails::with_error_info(reason, ERROR_DOMAIN, facts)
}

fn finish(code: Code, mut details: ErrorDetails, language: Language, sentence: String) -> Status {
    details.set_localized_message(language.code(), &sentence);
    Status::with_error_details(code, sentence, details)
}
