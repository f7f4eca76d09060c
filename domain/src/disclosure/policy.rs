//! Which figures are unsafe by themselves, as values.

use crate::measure::Unit;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The rules that a figure must keep. See the handbook on statistical disclosure control for the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The policy's version.
    pub version: u32,
    /// At least so many respondents.
    pub minimum_respondents: u64,
    /// The p of the p% rule: no respondent can work out the largest contribution to within p %.
    pub p_percent: u64,
    /// At least so many persons, in figures that count persons.
    pub minimum_persons: u64,
}

/// A digest of the policy, by which a release names the policy it was made under.
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

impl Policy {
    /// The policy in force: 10 respondents, p = 15, 10 persons.
    #[must_use]
    pub const fn in_force() -> Self {
        Self { version: 1, minimum_respondents: 10, p_percent: 15, minimum_persons: 10 }
    }

    /// Its digest.
    #[must_use]
    pub fn digest(&self) -> PolicyDigest {
        let Self { version, minimum_respondents, p_percent, minimum_persons } = self;
        let text = format!("{version}/{minimum_respondents}/{p_percent}/{minimum_persons}");
        let digest = Sha256::digest(text.as_bytes());
        PolicyDigest(digest.iter().fold(String::new(), |mut hex, byte| {
            // writing to a string cannot fail
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }

    /// Whether a total of these contributions, the largest first, is safe by itself.
    pub(super) fn admits(&self, contributions: &[u64], unit: Unit) -> bool {
        let total: u64 = contributions.iter().sum();
        if (contributions.len() as u64) < self.minimum_respondents {
            return false;
        }
        if unit == Unit::Persons && total < self.minimum_persons {
            return false;
        }
        let largest = contributions.first().copied().unwrap_or(0);
        let second = contributions.get(1).copied().unwrap_or(0);
        let remainder = total - largest - second;
        unit == Unit::Projects
            || u128::from(remainder) * 100 >= u128::from(self.p_percent) * u128::from(largest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_needs_ten_respondents_and_a_remainder_of_fifteen_percent_of_the_largest() {
        let policy = Policy::in_force();
        let equal = |n: usize| vec![100; n];
        let mut just_safe = vec![1_000, 1_000];
        just_safe.extend([25, 25, 25, 25, 25, 15, 9, 1]);
        let mut just_unsafe = just_safe.clone();
        just_unsafe[9] = 0;
        just_unsafe.push(0);
        let cases = [
            (equal(9), Unit::Euros, false),
            (equal(10), Unit::Euros, true),
            (just_safe, Unit::Euros, true),
            (just_unsafe, Unit::Euros, false),
            (vec![], Unit::Euros, false),
            (vec![50, 1, 1, 1, 1, 1, 1, 1, 1, 1], Unit::Projects, true),
            (vec![50, 1, 1, 1, 1, 1, 1, 1, 1, 1], Unit::Euros, true),
            (vec![54, 1, 1, 1, 1, 1, 1, 1, 1, 1], Unit::Euros, false),
        ];
        for (row, (contributions, unit, expected)) in cases.into_iter().enumerate() {
            assert_eq!(policy.admits(&contributions, unit), expected, "row {row}");
        }
    }
}
