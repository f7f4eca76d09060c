//! Numbers of persons, which say nothing.

use crate::terms::{Agb, Year};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use thiserror::Error;

/// A person's number: `P-` and sixteen small hexadecimal digits. It follows from the request that brought the
/// person in, never from the person, so it can be printed and kept for ever.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

/// A text that is no number of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a person's number looks like P-0123456789abcdef")]
pub struct BadPersonId;

impl PersonId {
    /// The number of the person of that place (from 0) in a request of an actor: the same request gives the same
    /// number again.
    #[must_use]
    pub fn of_request(actor: &str, request_id: &str, place: usize) -> Self {
        Self::of_digest(&Sha256::digest(format!("{}/{actor}/{request_id}/{place}", actor.len())))
    }

    /// The number of a file: of a practice's projects of a year, or of the fund's own papers of one. The same for
    /// the same; an AGB code is no secret.
    #[must_use]
    pub fn of_file(year: Year, practice: Option<&Agb>) -> Self {
        let practice = practice.map_or("fund", Agb::as_str);
        Self::of_digest(&Sha256::digest(format!("file/{year}/{practice}")))
    }

    fn of_digest(digest: &[u8]) -> Self {
        let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self(format!("P-{digits}"))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonId {
    type Error = BadPersonId;
    fn try_from(text: String) -> Result<Self, BadPersonId> {
        let digits = text.strip_prefix("P-").ok_or(BadPersonId)?;
        let fits = digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text)) } else { Err(BadPersonId) }
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
