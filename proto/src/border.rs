//! What an error may say at a border: a code, a reason and a sentence from this page, and nothing else.

use std::time::Duration;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};
use wijkfonds_domain::area::AreaListRefusal;
use wijkfonds_domain::fund::Refusal;
use wijkfonds_domain::rate::RateRefusal;
use wijkfonds_domain::settlement::StatementRefusal;

/// Whose reasons these are, in `google.rpc.ErrorInfo`.
pub const ERROR_DOMAIN: &str = "wijkfonds";

/// Why a region or the bureau does not do what it is asked at its border. Holds no text and no number, so
/// that none can leave with an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.sentence())]
pub enum BorderRefusal {
    /// The caller may not call this.
    NotAllowed,
    /// A field of the request is not what its rule says.
    BadRequest,
    /// The insurer's key is not on the region's list.
    NotListed,
    /// The year has no rate yet.
    NoRate,
    /// The year has not been counted yet.
    NotCounted,
    /// No figures are there to be had.
    NotReleased,
    /// A rate out of range.
    RateOutOfRange,
    /// A rate without a source.
    RateNoSource,
    /// A rate that is not newer than the one in use.
    RateNotNewer,
    /// A second rate without a reason.
    RateCorrectionWithoutReason,
    /// An area list that is empty or names an area twice.
    AreaListEmptyOrDouble,
    /// An area list that is not newer than the one in use.
    AreaListNotNewer,
    /// A second area list without a reason.
    AreaListCorrectionWithoutReason,
    /// An area list that lacks an area of the one in use.
    AreaListAreaRemoved,
    /// The request id was used for another request.
    RequestIdReused,
    /// Too much to do; try again later.
    Busy,
    /// The server is stopping.
    Stopped,
}

impl BorderRefusal {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::NotAllowed,
        Self::BadRequest,
        Self::NotListed,
        Self::NoRate,
        Self::NotCounted,
        Self::NotReleased,
        Self::RateOutOfRange,
        Self::RateNoSource,
        Self::RateNotNewer,
        Self::RateCorrectionWithoutReason,
        Self::AreaListEmptyOrDouble,
        Self::AreaListNotNewer,
        Self::AreaListCorrectionWithoutReason,
        Self::AreaListAreaRemoved,
        Self::RequestIdReused,
        Self::Busy,
        Self::Stopped,
    ];

    /// The reason in `google.rpc.ErrorInfo`.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        self.parts().1
    }

    /// The sentence beside it.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        self.parts().2
    }

    const fn parts(self) -> (Code, &'static str, &'static str) {
        use Code::{
            Aborted, FailedPrecondition, InvalidArgument, NotFound, PermissionDenied, ResourceExhausted,
            Unavailable,
        };
        match self {
            Self::NotAllowed => (PermissionDenied, "NOT_ALLOWED", "this certificate may not call this"),
            Self::BadRequest => (InvalidArgument, "BAD_REQUEST", "a field of the request breaks its rule"),
            Self::NotListed => (
                PermissionDenied,
                "STATEMENT_NOT_LISTED",
                "the region does not list this insurer with this key",
            ),
            Self::NoRate => (FailedPrecondition, "STATEMENT_NO_RATE", "the year has no rate yet"),
            Self::NotCounted => {
                (FailedPrecondition, "STATEMENT_NOT_COUNTED", "the year has not been counted yet")
            }
            Self::NotReleased => (NotFound, "FIGURES_NOT_RELEASED", "no figures are there to be had"),
            Self::RateOutOfRange => (InvalidArgument, "RATE_OUT_OF_RANGE", "the rate is out of range"),
            Self::RateNoSource => (InvalidArgument, "RATE_NO_SOURCE", "the rate has no source"),
            Self::RateNotNewer => {
                (FailedPrecondition, "RATE_NOT_NEWER", "the rate is not newer than the one in use")
            }
            Self::RateCorrectionWithoutReason => (
                FailedPrecondition,
                "RATE_CORRECTION_WITHOUT_REASON",
                "a second rate for a year needs a reason",
            ),
            Self::AreaListEmptyOrDouble => (
                InvalidArgument,
                "AREA_LIST_EMPTY_OR_DOUBLE",
                "the area list is empty or names an area twice",
            ),
            Self::AreaListNotNewer => {
                (FailedPrecondition, "AREA_LIST_NOT_NEWER", "the area list is not newer than the one in use")
            }
            Self::AreaListCorrectionWithoutReason => (
                FailedPrecondition,
                "AREA_LIST_CORRECTION_WITHOUT_REASON",
                "a second area list for a year needs a reason",
            ),
            Self::AreaListAreaRemoved => {
                (FailedPrecondition, "AREA_LIST_AREA_REMOVED", "an area of the list in use is missing")
            }
            Self::RequestIdReused => {
                (Aborted, "REQUEST_ID_REUSED", "the request id was used for another request")
            }
            Self::Busy => (ResourceExhausted, "BUSY", "there is too much to do; try again later"),
            Self::Stopped => (Unavailable, "STOPPED", "the server is stopping"),
        }
    }

    /// The refusal behind a fund's refusal, as far as the border tells it; the rest is one answer.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Rate(RateRefusal::OutOfRange) => Self::RateOutOfRange,
            Refusal::Rate(RateRefusal::NoSource) => Self::RateNoSource,
            Refusal::Rate(RateRefusal::NotNewer { .. }) => Self::RateNotNewer,
            Refusal::Rate(RateRefusal::CorrectionWithoutReason) => Self::RateCorrectionWithoutReason,
            Refusal::AreaList(AreaListRefusal::EmptyOrDouble) => Self::AreaListEmptyOrDouble,
            Refusal::AreaList(AreaListRefusal::NotNewer { .. }) => Self::AreaListNotNewer,
            Refusal::AreaList(AreaListRefusal::CorrectionWithoutReason) => {
                Self::AreaListCorrectionWithoutReason
            }
            Refusal::AreaList(AreaListRefusal::AreaRemoved) => Self::AreaListAreaRemoved,
            Refusal::Statement(StatementRefusal::NotListed) => Self::NotListed,
            Refusal::Statement(StatementRefusal::NoRate) => Self::NoRate,
            Refusal::Statement(StatementRefusal::NotCounted) => Self::NotCounted,
            _ => Self::NotReleased,
        }
    }
}

impl From<BorderRefusal> for Status {
    fn from(refusal: BorderRefusal) -> Self {
        let (code, reason, sentence) = refusal.parts();
        let mut details = ErrorDetails::with_error_info(reason, ERROR_DOMAIN, []);
        if refusal == BorderRefusal::Busy {
            details.set_retry_info(Some(Duration::from_secs(1)));
        }
        Self::with_error_details(code, sentence, details)
    }
}

/// The answer to whoever may not call.
#[must_use]
pub fn not_allowed() -> Status {
    BorderRefusal::NotAllowed.into()
}

/// Why a call to another party brought no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// It could not be reached, or did not answer in time.
    #[error("no answer: {0}; is it running, and is the certificate valid there?")]
    Unreachable(String),
    /// It refused.
    #[error("refused ({reason}): {sentence}")]
    Refused {
        /// The reason, as in [`BorderRefusal::reason`]; empty when it gave none.
        reason: String,
        /// The sentence beside it.
        sentence: String,
    },
    /// Its answer is not one.
    #[error("the answer cannot be read: {0}")]
    BadAnswer(&'static str),
}

impl CallError {
    /// Whether trying again later may help.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Refused { reason, .. } => {
                [BorderRefusal::Busy.reason(), BorderRefusal::Stopped.reason()].contains(&reason.as_str())
            }
            Self::BadAnswer(_) => false,
        }
    }
}

impl From<Status> for CallError {
    fn from(status: Status) -> Self {
        let info = status.get_error_details().error_info().cloned();
        let reachable = info.is_some()
            || !matches!(
                status.code(),
                Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::Unknown
            );
        if !reachable {
            return Self::Unreachable(format!("{:?}", status.code()));
        }
        let reason = info.map(|info| info.reason).unwrap_or_default();
        Self::Refused { reason, sentence: status.message().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_keeps_its_reason_across_the_border_and_carries_nothing_else() {
        for refusal in BorderRefusal::ALL {
            let status = Status::from(refusal);
            assert!(status.details().len() < 4_096);
            let info = status.get_error_details().error_info().cloned().unwrap();
            assert_eq!((info.reason.as_str(), info.domain.as_str()), (refusal.reason(), ERROR_DOMAIN));
            assert!(info.metadata.is_empty());
            assert!(!status.message().chars().any(|c| c.is_ascii_digit()), "{}", status.message());
            let expected =
                CallError::Refused { reason: refusal.reason().into(), sentence: refusal.sentence().into() };
            assert_eq!(CallError::from(status), expected);
        }
    }
}
