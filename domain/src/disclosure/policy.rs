//! Which figures are unsafe by themselves, as values.

use super::primary::{TablePolicy, ZeroCells};
use crate::opaque::opaque_debug;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use thiserror::Error;

/// The rules that every table of a release must keep. Terms as in the handbook on statistical disclosure control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The policy's version.
    pub version: u32,
    /// A cell of fewer respondents is unsafe.
    pub minimum_respondents: u32,
    /// The p of the p % rule, for euros: without the largest contributors, the rest is at least p % of the largest.
    pub p_percent: u32,
    /// An insurer is an insider too: the three largest are left out, not two.
    pub insider_coalition: bool,
    /// A respondent subtracts what is theirs, and may still not learn another's.
    pub respondents_subtract: bool,
    /// A cell of fewer persons is unsafe, in tables of persons.
    pub minimum_persons: u32,
    /// Counts of persons are published in multiples of this.
    pub persons_rounded_to: u32,
    /// A row whose respondents all, or all but one, stand in one part of it gives that away, in tables of counts.
    pub group_disclosure: bool,
    /// Protection of cells that are unsafe by frequency alone, in percent of the cell.
    pub margin_percent: u32,
    /// Whether everybody may know that nobody stands behind a cell.
    pub zeros_are_safe: bool,
}

/// A digest of the policy with the region's salt, by which a release names the policy it was made under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyDigest(String);

impl PolicyDigest {
    /// 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A digest as the bureau received it.
    #[must_use]
    pub fn received(text: String) -> Self {
        Self(text)
    }
}

/// What a region mixes into its digests, so that nobody outside can find a policy by trying: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Salt(String);

opaque_debug!(Salt);

/// A text that is no salt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a salt has 64 hexadecimal digits")]
pub struct BadSalt;

impl TryFrom<String> for Salt {
    type Error = BadSalt;
    fn try_from(text: String) -> Result<Self, BadSalt> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits && text.len() == 64 { Ok(Self(text)) } else { Err(BadSalt) }
    }
}

impl From<Salt> for String {
    fn from(salt: Salt) -> Self {
        salt.0
    }
}

impl Salt {
    /// A salt of random bytes.
    #[must_use]
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(hex(&bytes))
    }
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // writing to a string cannot fail
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Policy {
    /// The policy in force: 3 respondents, p = 15, insiders in coalition, respondents subtract, 10 persons in fives,
    /// group disclosure on, zeros of nobody safe.
    #[must_use]
    pub const fn in_force() -> Self {
        Self {
            version: 2,
            minimum_respondents: 3,
            p_percent: 15,
            insider_coalition: true,
            respondents_subtract: true,
            minimum_persons: 10,
            persons_rounded_to: 5,
            group_disclosure: true,
            margin_percent: 10,
            zeros_are_safe: true,
        }
    }

    /// Its digest.
    #[must_use]
    pub fn digest(&self, salt: &Salt) -> PolicyDigest {
        let mut digest = Sha256::new();
        digest.update(&salt.0);
        digest.update(self.text());
        PolicyDigest(hex(&digest.finalize()))
    }

    /// All values of the policy.
    pub(super) fn text(&self) -> String {
        format!("{self:?}")
    }

    /// The part of it that holds within one table.
    pub(super) const fn table(&self) -> TablePolicy {
        TablePolicy {
            minimum_frequency: self.minimum_respondents,
            p_percent: self.p_percent,
            insider_coalition: self.insider_coalition,
            respondents_subtract: self.respondents_subtract,
            zero_cells: if self.zeros_are_safe { ZeroCells::Safe } else { ZeroCells::Unsafe },
            margin_percent: self.margin_percent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt(digit: u8) -> Salt {
        Salt::of_bytes([digit; 32])
    }

    #[test]
    fn every_value_of_a_policy_and_the_salt_change_its_digest() {
        let policy = Policy::in_force();
        let digest = policy.digest(&salt(1));
        assert_eq!(digest, policy.digest(&salt(1)));
        assert_ne!(digest, policy.digest(&salt(2)));
        let others = [
            Policy { version: 3, ..policy.clone() },
            Policy { minimum_respondents: 4, ..policy.clone() },
            Policy { p_percent: 10, ..policy.clone() },
            Policy { insider_coalition: false, ..policy.clone() },
            Policy { respondents_subtract: false, ..policy.clone() },
            Policy { minimum_persons: 5, ..policy.clone() },
            Policy { persons_rounded_to: 10, ..policy.clone() },
            Policy { group_disclosure: false, ..policy.clone() },
            Policy { margin_percent: 5, ..policy.clone() },
            Policy { zeros_are_safe: false, ..policy.clone() },
        ];
        for other in others {
            assert_ne!(other.digest(&salt(1)), digest, "{other:?}");
        }
    }

    #[test]
    fn a_salt_is_64_digits() {
        for text in ["", "ab", &"g".repeat(64), &"A".repeat(64), &"a".repeat(65)] {
            assert_eq!(Salt::try_from(text.to_owned()), Err(BadSalt), "{text}");
        }
        assert!(Salt::try_from("0f".repeat(32)).is_ok());
    }
}
