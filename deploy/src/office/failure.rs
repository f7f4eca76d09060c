//! What goes wrong, in words and as the number with which the command ends.

use super::connection::ConnectionError;
use super::names::capitalized;
use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use wijkfonds_edge::Language;
use wijkfonds_edge::messages::Messages;

/// The office said no, or could not be told what it said.
const REFUSED: u8 = 1;
/// The command or its configuration is wrong; nothing was asked.
const USAGE: u8 = 2;
/// Nobody answered.
const UNREACHABLE: u8 = 3;

/// Why a command did not do what it was told.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The arguments are wrong, or ask for help.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// There is no way to the office.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// What is asked cannot be asked so.
    #[error("{0}")]
    Usage(String),
    /// The office refused, or did not answer.
    #[error("{}", .0.message())]
    Status(Box<Status>),
    /// The answer cannot be shown.
    #[error("the answer cannot be written: {0}")]
    Output(#[from] std::io::Error),
    /// The descriptors cannot be read, which a test rules out for those checked in.
    #[error("the descriptors cannot be read: {0}")]
    Descriptors(String),
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        Self::Status(Box::new(status))
    }
}

impl Failure {
    /// Whether nobody answered, so that it is not known whether something was done.
    pub(super) fn is_unreachable(&self) -> bool {
        matches!(self, Self::Status(status) if is_unreachable(status))
    }

    /// Says what is wrong on standard error (help goes to standard output), and gives the command's end.
    pub(super) fn report(&self, language: Language) -> ExitCode {
        match self {
            Self::Arguments(error) => {
                // nobody can be told any more when the terminal is gone
                let _ = error.print();
                if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
            }
            Self::Status(status) => {
                eprintln!("wijkfonds: {}", sentences(language, status));
                ExitCode::from(if is_unreachable(status) { UNREACHABLE } else { REFUSED })
            }
            Self::Connection(_) | Self::Usage(_) => {
                eprintln!("wijkfonds: {self}");
                ExitCode::from(USAGE)
            }
            Self::Output(_) | Self::Descriptors(_) => {
                eprintln!("wijkfonds: {self}");
                ExitCode::from(REFUSED)
            }
        }
    }
}

/// A refusal always says why; without a reason these codes come from the way there.
fn is_unreachable(status: &Status) -> bool {
    status.get_details_error_info().is_none()
        && matches!(
            status.code(),
            Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::Unknown
        )
}

/// What the office said, with the facts it rests on; or why it said nothing.
pub(super) fn sentences(language: Language, status: &Status) -> String {
    if is_unreachable(status) {
        return Messages::text(language, "office-unreachable", &[("cause", &cause(status))]);
    }
    let localized = status.get_details_localized_message().map(|localized| localized.message);
    let sentence = localized.unwrap_or_else(|| status.message().to_owned());
    let info = status.get_details_error_info();
    let reason = info.as_ref().map_or_else(|| format!("{:?}", status.code()), |info| info.reason.clone());
    let said = Messages::text(language, "office-refused", &[("reason", &reason), ("sentence", &sentence)]);
    let facts: BTreeMap<String, String> =
        info.map(|info| info.metadata.into_iter().collect()).unwrap_or_default();
    let fact =
        |(name, value): (&String, &String)| format!("\n  {}: {value}", capitalized(&name.replace('_', " ")));
    let facts: String = facts.iter().map(fact).collect();
    super::cell::harmless(&format!("{said}{facts}"))
}

/// The innermost reason is the one that helps.
fn cause(status: &Status) -> String {
    let mut found = status.message().to_owned();
    let mut source = status.source();
    while let Some(error) = source {
        found = error.to_string();
        source = error.source();
    }
    found
}
