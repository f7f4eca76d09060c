//! How a refusal looks to an office's own staff: a code, `google.rpc.ErrorInfo` with the facts it rests on, and a
//! sentence in the reader's language. Within one organisation, so the facts may be there.

use crate::access::Principal;
use crate::border::{ERROR_DOMAIN, not_allowed};
use std::collections::HashMap;
use std::time::Duration;
use tonic::{Code, Request, Status};
use tonic_types::{ErrorDetails, StatusExt};

/// Details travel in trailers, which have little room: characters of a fact, or of the sentence.
const LONGEST_TEXT: usize = 1_000;

/// A refusal in the form that strangers' tools expect.
pub struct Answer<'a> {
    /// The kind of refusal.
    pub code: Code,
    /// Its reason, in capitals and underscores.
    pub reason: &'a str,
    /// What was needed and what was there, by name.
    pub facts: Vec<(&'static str, String)>,
    /// The language of the sentence, as `nl`.
    pub language: &'a str,
    /// The refusal in a sentence.
    pub sentence: String,
}

impl From<Answer<'_>> for Status {
    fn from(answer: Answer<'_>) -> Self {
        let facts = answer.facts.into_iter().map(|(name, value)| (name.to_owned(), shortened(value)));
        let mut details =
            ErrorDetails::with_error_info(answer.reason, ERROR_DOMAIN, facts.collect::<HashMap<_, _>>());
        let sentence = shortened(answer.sentence);
        details.set_localized_message(answer.language, &sentence);
        if answer.code == Code::ResourceExhausted {
            details.set_retry_info(Some(Duration::from_secs(1)));
        }
        Self::with_error_details(answer.code, sentence, details)
    }
}

fn shortened(text: String) -> String {
    if text.chars().count() <= LONGEST_TEXT { text } else { text.chars().take(LONGEST_TEXT).collect() }
}

/// Who makes a request, for the journal; the access layer has put it there.
///
/// # Errors
/// PERMISSION_DENIED when it has not, which means that nobody vouches for the caller.
pub fn actor<T>(request: &Request<T>) -> Result<String, Status> {
    request.extensions().get::<Principal>().map(Principal::actor).ok_or_else(not_allowed)
}

/// Whether a request id is one: 1 to 64 visible characters.
#[must_use]
pub fn is_request_id(request_id: &str) -> bool {
    (1..=64).contains(&request_id.len()) && request_id.bytes().all(|byte| byte.is_ascii_graphic())
}
