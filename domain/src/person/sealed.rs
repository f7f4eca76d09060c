//! Texts that only the holder of a person's key can read.

use super::PersonId;
use crate::opaque::opaque_debug;
use serde::{Deserialize, Serialize};

/// A sealed text of a person. What it says is known outside the domain only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// Whose key opens it.
    pub person: PersonId,
    /// The ciphertext, in hexadecimal digits.
    pub sealed: String,
}

/// A name: sealed, or plain in what was taken in before names were sealed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Name {
    /// As it was written.
    Plain(String),
    /// Sealed.
    Sealed(Sealed),
}

opaque_debug!(Sealed, Name);

impl Name {
    /// Whether there is nothing in it; of a sealed name that was seen to before it was sealed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Plain(text) if text.trim().is_empty())
    }

    /// The text, unless it is sealed.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Sealed(_) => None,
        }
    }

    /// What can be shown without a key: the text, or whose it is.
    #[must_use]
    pub fn without_key(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Sealed(sealed) => sealed.person.as_str(),
        }
    }

    /// The sealed text, unless it is plain.
    #[must_use]
    pub fn sealed(&self) -> Option<&Sealed> {
        match self {
            Self::Plain(_) => None,
            Self::Sealed(sealed) => Some(sealed),
        }
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

/// A name as it is compared with others: without capitals, and with single spaces. An owner who counts as two
/// because the name was typed otherwise would make a figure look safer than it is.
#[must_use]
pub fn as_compared(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
